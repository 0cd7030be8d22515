//! What a search server is given.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use findling::export::{INDEX, Server, export};
use findling::{Document, Result, Section, Synonyms};
use serde_json::Value;

use crate::cli::Site;

/// Where the files of each server lie that [`example`] gives.
const SERVERS: [(Server, &str); 2] =
    [(Server::OpenSearch, "export-opensearch"), (Server::Quickwit, "export-quickwit")];

fn golden(folder: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(folder)
}

fn section(heading: &str, anchor: &str, text: &str) -> Section {
    Section {
        level: 2,
        heading: heading.into(),
        anchor: anchor.into(),
        text: text.into(),
        ..Section::default()
    }
}

/// Two German articles and an English one.
fn example() -> (Vec<Document>, Synonyms) {
    let handel = Document {
        id: "recht/menschenhandel.md".into(),
        url: "/recht/menschenhandel".into(),
        title: "Menschenhandel erkennen".into(),
        lang: "de".into(),
        date: "2024-03-09".into(),
        facets: [("tag".to_owned(), vec!["Recht".to_owned(), "Schule".to_owned()])].into(),
        sections: vec![
            section("", "", "Handel mit Menschen ist strafbar.\nMigrant:innen werden beraten."),
            section("Beratung", "beratung", "Die „Beratung“ kostet nichts <b>und</b> hilft."),
        ],
        ..Document::default()
    };
    let grenze = Document {
        id: "grenze.txt".into(),
        url: "/grenze.txt".into(),
        title: "Grenzzaun".into(),
        lang: "de".into(),
        sections: vec![section("", "", "Ein Zaun an der Grenze.")],
        ..Document::default()
    };
    let who = Document {
        id: "who".into(),
        url: "https://example.org/who".into(),
        title: "Who helps".into(),
        lang: "en".into(),
        date: "2023-01-31".into(),
        sections: vec![section("", "", "The World Health Organization (WHO) helps.")],
        ..Document::default()
    };
    let documents = vec![handel, grenze, who];
    let mut synonyms = Synonyms::explained_in(&documents).unwrap();
    synonyms.add_one_way("Handy", ["Smartphone", "mobiles Telefon"]);
    (documents, synonyms)
}

#[test]
fn golden_exports_are_what_is_written() -> Result<()> {
    let (documents, synonyms) = example();
    for (server, folder) in SERVERS {
        for file in export(&documents, &synonyms, server, "articles")?.files {
            let path = golden(folder).join(&file.path);
            let expect = fs::read_to_string(&path).expect("a golden file");
            assert_eq!(String::from_utf8_lossy(&file.bytes.read()?), expect, "{}", path.display());
        }
    }
    Ok(())
}

/// Writes what [`golden_exports_are_what_is_written`] expects:
/// `cargo test --features cli -- --ignored write_golden`.
#[test]
#[ignore = "writes files of the repository"]
fn write_golden_exports() -> Result<()> {
    let (documents, synonyms) = example();
    for (server, folder) in SERVERS {
        fs::create_dir_all(golden(folder)).expect("a folder");
        for file in export(&documents, &synonyms, server, "articles")?.files {
            fs::write(golden(folder).join(&file.path), file.bytes.read()?).expect("written");
        }
    }
    Ok(())
}

const HANDEL: (&str, &str) =
    ("texts/handel.md", "# Menschenhandel\n\nHandel mit Menschen in der EU.\n");

fn names(site: &Site) -> Vec<String> {
    let entries = fs::read_dir(site.path("out")).expect("a folder");
    let names = entries.map(|it| it.expect("an entry").file_name().to_string_lossy().into_owned());
    names.collect::<BTreeSet<_>>().into_iter().collect()
}

fn json(site: &Site, path: &str) -> Value {
    serde_json::from_slice(&fs::read(site.path(path)).expect("readable")).expect("JSON")
}

#[test]
fn an_export_holds_what_a_server_and_a_page_load() {
    let settings = "inputs = ['texts']\nout = 'dist'\nlang = 'de'\n\
                    synonyms = [['Kita', 'Kindergarten']]\n";
    let site = Site::new(&[HANDEL, ("findling.toml", settings)]);
    let report = site.run("export --format opensearch --out out --index texts").expect(0).out;
    for part in ["1 article in out", "/texts/_bulk", "curl -X PUT", "openSearchEngine({ url:"] {
        assert!(report.contains(part), "{part:?} in {report}");
    }
    assert_eq!(
        names(&site),
        [
            "articles-0001.ndjson",
            "findling.ar.json",
            "findling.d.ts",
            "findling.de.json",
            "findling.es.json",
            "findling.fr.json",
            "findling.it.json",
            "findling.js",
            "findling.nl.json",
            "findling.opensearch.d.ts",
            "findling.opensearch.js",
            "findling.pl.json",
            "findling.pt.json",
            "findling.tr.json",
            "index.json"
        ]
    );
    let index = json(&site, &format!("out/{INDEX}"));
    let filters = &index["settings"]["index"]["analysis"]["filter"];
    assert_eq!(filters["findling_synonyms"]["synonyms"][0], "kita, kindergarten");
    assert_eq!(filters["findling_parts"]["word_list"][0], "handel");
    let lines = fs::read_to_string(site.path("out/articles-0001.ndjson")).expect("lines");
    let record: Value = serde_json::from_str(lines.lines().nth(1).expect("a line")).expect("JSON");
    assert_eq!([&record["url"], &record["lang"]], ["/handel.md", "de"]);
}

#[test]
fn an_older_export_is_replaced_and_nothing_else_is() {
    let site = Site::new(&[HANDEL]);
    let export = "export texts --format elasticsearch --out out --base-url https://example.org";
    site.run(export).expect(0);
    site.put("out/articles-0002.ndjson", b"{}\n");
    let before = site.files("out");
    assert_eq!(site.run(&format!("-q {export}")).expect(0).out, "");
    let mut after = site.files("out");
    assert!(!after.contains_key(&site.path("out/articles-0002.ndjson")));
    after.retain(|path, file| before.get(path) != Some(file));
    assert_eq!(after.len(), 0, "equal files are not touched");

    site.run("export texts --format quickwit --out out").expect(0);
    assert_eq!(json(&site, "out/index.json")["index_id"], "articles");
    site.put("out/mine.txt", b"mine");
    site.run(export).expect(1).says(&["out", "mine.txt", "--force"]);
    site.run(&format!("{export} --force")).expect(0);
    assert!(site.path("out/mine.txt").exists());
}

#[test]
fn mistakes_are_named_and_nothing_is_written() {
    let bad = ("bad/a.md", "---\ndate: gestern\n---\n# A\n\nText.\n");
    let site = Site::new(&[HANDEL, bad, ("empty/picture.png", "x")]);
    site.put("bad/b.txt", b"");
    let cases: [(&str, i32, &[&str]); 9] = [
        ("export texts --out out", 2, &["--format"]),
        ("export texts --format opensearch", 2, &["--out"]),
        ("export texts --format solr --out out", 2, &["solr", "elasticsearch", "quickwit"]),
        ("export --format opensearch --out out", 2, &["what to index", "inputs"]),
        ("export texts --format quickwit --out out --index A", 2, &["`A`", "small letters"]),
        ("export missing --format quickwit --out out", 1, &["missing", "found nothing"]),
        ("export empty --format quickwit --out out", 1, &["no articles found"]),
        ("export bad --format quickwit --out out --strict", 1, &["--strict", "b.txt"]),
        ("export texts --format quickwit --out texts/handel.md", 1, &["expected a folder"]),
    ];
    for (arguments, code, parts) in cases {
        site.run(arguments).expect(code).says(parts);
    }
    assert!(!site.path("out").exists());
    site.run("export bad --format quickwit --out out").expect(0).says(&["b.txt", "empty"]);
}

#[test]
fn articles_that_are_too_long_are_told() {
    let long = "wort ".repeat(200_001);
    let site = Site::new(&[HANDEL, ("texts/long.txt", &long)]);
    let export = "export texts --format opensearch --out out";
    site.run(&format!("{export} --strict")).expect(1).says(&["1,000,000 bytes", "long.txt"]);
    assert!(!site.path("out").exists());
    site.run(export).expect(0).says(&["1 article", "left out", "long.txt"]);
}
