//! Folders and files as they come, read into documents.

use std::fs;
use std::path::Path;
use std::sync::Mutex;

use findling::Document;
use findling::ingest::{Input, MAX_FILE_BYTES, MAX_PROBLEMS_PER_FILE, Options, Reading, read};
use tempfile::TempDir;

pub(crate) fn read_at(path: &Path) -> Reading {
    let input = Input { path: path.to_owned(), base: "../".to_owned() };
    read(&[input], &Options::default(), &|_| {})
}

pub(crate) fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for (path, bytes) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().expect("below")).expect("a folder");
        fs::write(path, bytes).expect("written");
    }
    dir
}

pub(crate) fn documents(reading: &Reading) -> &[Document] {
    reading.documents.in_memory().expect("in memory")
}

fn ids(reading: &Reading) -> Vec<&str> {
    documents(reading).iter().map(|document| document.id.as_str()).collect()
}

/// `path: reason` with the path below `dir`, `+` before what was indexed nevertheless.
fn problems(reading: &Reading, dir: &Path) -> Vec<String> {
    let shown = |problem: &findling::ingest::Problem| {
        let mark = if problem.indexed { "+" } else { "" };
        let text = problem.to_string();
        format!("{mark}{}", text.strip_prefix(&format!("{}/", dir.display())).unwrap_or(&text))
    };
    reading.problems.iter().map(shown).collect()
}

fn assert_problems(reading: &Reading, dir: &Path, expect: &[(&str, &str)]) {
    let found = problems(reading, dir);
    assert_eq!(found.len(), expect.len(), "{found:#?}");
    for (found, (start, part)) in found.iter().zip(expect) {
        assert!(
            found.starts_with(start) && found.contains(part),
            "{found} against {start}: {part}"
        );
    }
}

fn corpus() -> Reading {
    read_at(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus"))
}

fn document<'a>(reading: &'a Reading, id: &str) -> &'a Document {
    documents(reading).iter().find(|document| document.id == id).expect(id)
}

#[test]
fn a_corpus_of_all_formats() {
    let reading = corpus();
    let expect = [
        ("m1", "../meldungen/1", "Erste Meldung", "de", "2024-07-02"),
        ("2", "../2", "Eine Meldung ohne Titel bekommt den Anfang ihres Textes", "de", ""),
        ("meldungen.jsonl#3", "../meldungen.jsonl#3", "Ohne Kennung", "", ""),
        ("m1#2", "../m1", "Noch einmal m1", "", ""),
        ("js", "../js", "Fremde Adresse", "", ""),
        ("seiten/fluss.html", "../seiten/fluss.html", "Weiden am Fluss", "de", ""),
        (
            "seiten/kurse.md",
            "../seiten/kurse.md",
            "Kurse: Deutsch für den Beruf",
            "de",
            "2022-09-01",
        ),
        ("seiten/notruf.html", "../seiten/notruf.html", "Hilfe im Notfall", "de", "2024-05-06"),
        (
            "texte/menue.txt",
            "../texte/menue.txt",
            "Neue Beratungsstelle für Betroffene eröffnet am Hafen",
            "de",
            "2023-03-14",
        ),
        ("texte/umbrochen.txt", "../texte/umbrochen.txt", "Laternen am Uferweg", "de", ""),
    ];
    assert_eq!(documents(&reading).len(), expect.len(), "{:?}", ids(&reading));
    for (document, (id, url, title, lang, date)) in documents(&reading).iter().zip(expect) {
        assert_eq!((document.id.as_str(), document.url.as_str()), (id, url));
        assert_eq!((document.title.as_str(), document.date.as_str()), (title, date), "{id}");
        // Two short sentences do not tell their language for sure.
        assert!(document.lang == lang || lang.is_empty(), "{id}: {}", document.lang);
    }
}

#[test]
fn sections_of_a_page_and_of_markdown() {
    let reading = corpus();
    type Sections<'a> = &'a [(u8, &'a str, &'a str, &'a str)];
    let cases: [(&str, Sections<'_>); 2] = [
        (
            "seiten/notruf.html",
            &[
                (1, "Hilfe im Notfall", "notfall", "Die Polizei erreichen Sie unter 110."),
                (2, "Hotline", "hotline", "Telefon rund um die Uhr"),
            ],
        ),
        (
            "seiten/kurse.md",
            &[
                (0, "", "", "Wer sofort anfangen will, kommt einfach vorbei."),
                (2, "Für Anfänger*innen", "für-anfängerinnen", "Tag Ort\nMontag Nordkai"),
            ],
        ),
    ];
    for (id, expect) in cases {
        let sections: Vec<_> = document(&reading, id)
            .sections
            .iter()
            .map(|s| (s.level, s.heading.as_str(), s.anchor.as_str(), s.text.as_str()))
            .collect();
        assert_eq!(sections, expect, "{id}");
    }
}

#[test]
fn an_article_among_furniture() {
    let reading = corpus();
    let expect = [
        (
            "Weiden am Fluss",
            "Wo im Frühjahr die ersten Bienen fliegen, stehen Weiden: ein Gang am Ufer entlang.\n\
             Im Frühjahr treiben die Weiden am Fluss aus, und wer früh kommt, sieht die Bienen an den \
             Kätzchen, lange bevor die ersten Wiesen blühen.",
        ),
        (
            "Der Schnitt",
            "Alle drei bis fünf Jahre werden Kopfweiden geschnitten, im Winter, wenn der Saft ruht; \
             die Ruten gaben früher Körbe und Zäune.\n\
             Eine Weide trinkt im Sommer am Tag hundert Liter und mehr, weshalb man sie gern an \
             nasse Wiesen setzt.\n\
             Wer selbst eine setzen will, steckt im März eine armlange Rute zur Hälfte in nassen \
             Boden und wartet, bis sie austreibt.",
        ),
        ("Quellen", "Das Buch der Weiden\nKarte der Ufer"),
    ];
    let sections = &document(&reading, "seiten/fluss.html").sections;
    let found: Vec<_> = sections.iter().map(|s| (s.heading.as_str(), s.text.as_str())).collect();
    assert_eq!(found, expect);
}

#[test]
fn facets_of_all_formats() {
    let dir = folder(&[
        ("a.md", b"---\ntags: [Recht, Schule]\ncategories: Haus\nauthor: Berg, Anna\nfacets:\n  Ort: Ulm\n---\nText"),
        ("b.md", b"+++\ntags = ['Recht']\n[taxonomies]\nauthors = ['A']\n[facets]\nort = ['Ulm', 'Bonn']\n+++\nText"),
        ("c.md", b"{\n\"tags\": \"a, b\"\n}\nText"),
        ("d.html", b"<meta name=keywords content='Recht, Schule'><p data-findling-filter=ort:Ulm>Text"),
        ("e.jsonl", b"{\"text\": \"Text\", \"author\": {\"name\": \"A\"}, \"facets\": {\"year\": 1}}"),
        ("f.txt", b"Text"),
    ]);
    let reading = read_at(dir.path());
    let shown = |document: &Document| {
        let facet =
            |(name, values): (&String, &Vec<String>)| format!("{name}={}", values.join("|"));
        document.facets.iter().map(facet).collect::<Vec<_>>().join(" ")
    };
    let facets: Vec<String> = documents(&reading).iter().map(shown).collect();
    let expect = [
        "author=Berg, Anna category=Haus ort=Ulm tag=Recht|Schule",
        "author=A ort=Ulm|Bonn tag=Recht",
        "tag=a|b",
        "ort=Ulm tag=Recht|Schule",
        "author=A",
        "",
    ];
    assert_eq!(facets, expect);
    assert_problems(&reading, dir.path(), &[("+e.jsonl:1", "“year”")]);
}

#[test]
fn what_pages_of_a_site_have_in_common() {
    let text = "<p>Der Markt zieht um, weil der Platz erneuert wird.";
    let page = |head: &str| format!("<html lang=de>{head}{text}").into_bytes();
    let moved = b"<title>/neu/</title><meta http-equiv=refresh content='0; url=/neu/'>";
    let dir = folder(&[
        ("alt.html", moved),
        ("index.html", &page("<title>Stadt Ulm</title>")),
        ("markt/index.html", &page("<title>Markt | Stadt Ulm</title>")),
        (
            "rat.html",
            &page("<title>Rat | Stadt Ulm</title><link rel=canonical href='https://x.de/rat'>"),
        ),
        (
            "schirm.html",
            b"<title>Schirm | Stadt Ulm</title><meta name=description content='Nur dies.'>",
        ),
    ]);
    let reading = read_at(dir.path());
    let found: Vec<_> =
        documents(&reading).iter().map(|d| (d.title.as_str(), d.url.as_str())).collect();
    let expect = [
        ("Stadt Ulm", "../"),
        ("Markt", "../markt/"),
        ("Rat", "../rat"),
        ("Schirm", "../schirm.html"),
    ];
    assert_eq!(found, expect);
    assert_eq!(documents(&reading)[3].sections[0].text, "Nur dies.");
    assert_eq!((reading.skipped.redirects, reading.problems.len()), (1, 0));
}

#[test]
fn a_wrapped_text_is_whole_again() {
    let reading = corpus();
    let text = &document(&reading, "texte/umbrochen.txt").sections[0].text;
    assert!(
        text.starts_with("Der Uferweg") && text.contains("Umfrage viele") && !text.contains('\n')
    );
}

#[test]
fn records_tell_their_problems_by_line() {
    let reading = corpus();
    assert_problems(
        &reading,
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus"),
        &[
            ("meldungen.jsonl:5", "is no record"),
            ("+meldungen.jsonl:6", "the id \"m1\" was given before"),
            ("+meldungen.jsonl:7", "begins with javascript:"),
        ],
    );
}

#[test]
fn ids_of_records_are_texts_or_whole_numbers() {
    let expected = "expected id as text or whole number";
    let cases = [
        (r#""a""#, Ok("a")),
        ("7", Ok("7")),
        ("-7", Ok("-7")),
        ("null", Ok("a.jsonl#1")),
        ("1.5", Err(expected)),
        ("[1]", Err(expected)),
        ("true", Err(expected)),
        (r#"{"a": 1}"#, Err(expected)),
    ];
    for (id, expect) in cases {
        let record = format!("{{\"id\": {id}, \"text\": \"Der Markt zieht um.\"}}\n");
        let dir = folder(&[("a.jsonl", record.as_bytes())]);
        let reading = read_at(dir.path());
        match expect {
            Ok(expect) => assert_eq!(ids(&reading), [expect], "{id}"),
            Err(reason) => assert_problems(&reading, dir.path(), &[("a.jsonl:1", reason)]),
        }
    }
}

#[test]
fn an_id_that_is_given_twice_is_told() {
    let cases: [(&str, &[u8], &[&str], &[(&str, &str)]); 3] = [
        (
            "jsonl",
            b"{\"id\": 1, \"text\": \"a\"}\n{\"id\": 1, \"text\": \"b\"}\n",
            &["1", "1#2", "1#3", "1#4"],
            &[
                ("+a.jsonl:2", "the id \"1\" was given before"),
                ("+b/a.jsonl:1", "the id \"1\" was given before"),
                ("+b/a.jsonl:2", "the id \"1\" was given before"),
            ],
        ),
        (
            "csv",
            b"id,text\n1,a\n1,b\n",
            &["1", "1#2", "1#3", "1#4"],
            &[
                ("+a.csv:3", "the id \"1\" was given before"),
                ("+b/a.csv:2", "the id \"1\" was given before"),
                ("+b/a.csv:3", "the id \"1\" was given before"),
            ],
        ),
        // Files that are called the same are no mistake.
        ("csv", b"text,x\na,b\n", &["a.csv#2", "FOLDER/a.csv#2"], &[]),
    ];
    for (kind, text, expect, told) in cases {
        let [above, below] = ["a.", "b/a."].map(|name| format!("{name}{kind}"));
        let dir = folder(&[(&above, text), (&below, text)]);
        let reading = read_at(dir.path());
        let folder = dir.path().file_name().expect("a name").to_string_lossy();
        let expect: Vec<String> = expect.iter().map(|id| id.replace("FOLDER", &folder)).collect();
        assert_eq!(ids(&reading), expect, "{kind}");
        assert_problems(&reading, dir.path(), told);
    }
}

#[test]
fn a_mistyped_language_is_told_once_a_file() {
    let records = "{\"lang\": \"deutsch\", \"text\": \"a\"}\n".repeat(100);
    let dir = folder(&[("a.jsonl", records.as_bytes())]);
    let reading = read_at(dir.path());
    assert_problems(&reading, dir.path(), &[("+a.jsonl:1", "found \"deutsch\"")]);
    assert!(reading.problems[0].reason.ends_with("(and 99 times more)"));
}

#[test]
fn many_bad_lines_are_summed_up() {
    let dir = folder(&[("a.jsonl", "x\n".repeat(1000).as_bytes())]);
    let reading = read_at(dir.path());
    assert_eq!(reading.problems.len(), MAX_PROBLEMS_PER_FILE + 1);
    assert!(reading.problems[MAX_PROBLEMS_PER_FILE].reason.contains("980 more"));
}

#[test]
fn the_order_is_that_of_paths_whatever_the_threads() {
    let names: Vec<String> = (0..200).map(|n| format!("{}/{n}.md", n % 7)).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), n.as_bytes())).collect();
    let dir = folder(&files);
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| documents(&read_at(dir.path())).to_vec())
    };
    let (one, four) = (with(1), with(4));
    assert_eq!(one, four);
    assert!(one.is_sorted_by_key(|document| document.id.clone()));
}

#[test]
fn only_articles_are_read() {
    let dir = folder(&[
        ("a.HTML", b"<p>a"),
        ("b.Markdown", b"b"),
        (".versteckt/c.md", b"c"),
        ("node_modules/d/README.md", b"d"),
        (".gitignore", b"entwurf*\n"),
        (".ignore", b"*.Markdown\n"),
        ("entwurf.md", b"e"),
        ("bild.png", b"\x89PNG"),
        ("LIES", b"f"),
        ("bundle.JS", b"g"),
    ]);
    let reading = read_at(dir.path());
    assert_eq!(ids(&reading), ["a.HTML", "b.Markdown"]);
    let other: Vec<_> = reading.skipped.other.iter().map(|(e, n)| (e.as_str(), *n)).collect();
    assert_eq!(other, [("", 1), ("js", 1), ("png", 1)]);
    assert!(reading.problems.is_empty());
}

#[test]
fn files_that_are_named() {
    let dir = folder(&[(".a.txt", b"Ein Text"), ("b.png", b"x"), ("leer/c.png", b"x")]);
    let input = |name: &str| Input { path: dir.path().join(name), base: "/x/".to_owned() };
    let inputs = [".a.txt", "b.png", "fehlt.md", "leer", "."].map(input);
    let reading = read(&inputs, &Options::default(), &|_| {});
    assert_eq!(ids(&reading), [".a.txt"]);
    assert_eq!(documents(&reading)[0].url, "/x/.a.txt");
    assert_problems(
        &reading,
        dir.path(),
        &[
            ("b.png", "no known kind of article, expected .html"),
            ("fehlt.md", "does not exist"),
            ("leer", "holds no article"),
            ("./", "holds no article"),
        ]
        .map(|(start, part)| (start.trim_start_matches("./"), part)),
    );
}

#[test]
fn bad_files_are_reported_and_the_rest_is_read() {
    let big = vec![b'a'; usize::try_from(MAX_FILE_BYTES).expect("small") + 1];
    let dir = folder(&[
        ("a-leer.html", b""),
        ("b-blank.md", b" \n\t\r\n"),
        ("c-bild.html", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0"),
        ("d-latin.txt", b"Gr\xfc\xdfe aus K\xf6ln"),
        ("e-gross.txt", &big),
        ("f-kopf.md", b"---\ntitle: [\n---\nText"),
        ("g-gut.md", b"# Gut\n\nText"),
        ("h-null.html", b"<title>Null</title><p>Vor\0 dem Nullbyte"),
    ]);
    let reading = read_at(dir.path());
    assert_eq!(ids(&reading), ["d-latin.txt", "f-kopf.md", "g-gut.md", "h-null.html"]);
    assert_eq!(documents(&reading)[0].title, "Grüße aus Köln");
    assert_problems(
        &reading,
        dir.path(),
        &[
            ("a-leer.html", "is empty"),
            ("b-blank.md", "holds no text"),
            ("c-bild.html", "binary data (image/png)"),
            ("+d-latin.txt", "is not UTF-8; read as windows-1252"),
            ("e-gross.txt", "more than the 32 MiB"),
            ("+f-kopf.md:2", "front matter is no valid YAML"),
        ],
    );
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;

    let outside = folder(&[("fremd.md", b"fremd")]);
    let dir = folder(&[("a/gut.md", b"gut"), (".versteckt/b.md", b"b")]);
    let links = [
        ("a/gut.md", "z-doppelt.md"),
        ("a", "z-ordner"),
        (".versteckt", "z-versteckt"),
        ("fehlt.md", "z-tot.md"),
        ("z-selbst.md", "z-selbst.md"),
        ("..", "a/schleife"),
        ("bild.png", "z-bild.png"),
    ];
    for (target, link) in links {
        symlink(target, dir.path().join(link)).expect("a link");
    }
    symlink(outside.path(), dir.path().join("z-aussen")).expect("a link");
    let reading = read_at(dir.path());
    assert_eq!(ids(&reading), ["a/gut.md"]);
    assert_eq!(reading.skipped.links, 2);
    assert_problems(
        &reading,
        dir.path(),
        &[
            ("a/schleife", "goes in circles"),
            ("z-aussen", "out of the folder"),
            ("z-selbst.md", "cannot be followed"),
            ("z-tot.md", "cannot be followed"),
            ("z-versteckt", "to something hidden"),
        ],
    );
}

#[cfg(unix)]
#[test]
fn pipes_are_not_waited_for() {
    let dir = folder(&[("a.md", b"a")]);
    let pipes = ["b.xml", "c.rss"].map(|name| dir.path().join(name));
    let made = std::process::Command::new("mkfifo").args(&pipes).status().expect("mkfifo");
    assert!(made.success());
    std::os::unix::fs::symlink(&pipes[0], dir.path().join("d.xml")).expect("a link");
    let input = |path: &Path| Input { path: path.to_owned(), base: String::new() };
    let reading = read(&[input(dir.path()), input(&pipes[0])], &Options::default(), &|_| {});
    assert_eq!(ids(&reading), ["a.md"]);
    let told = ["c.rss", "b.xml"].map(|name| (name, "is neither a file nor a folder"));
    assert_problems(&reading, dir.path(), &told);
}

#[test]
fn several_inputs() {
    let dir = folder(&[("de/index.md", b"# Eins"), ("en/index.md", b"# One")]);
    let input =
        |path: &str, base: &str| Input { path: dir.path().join(path), base: base.to_owned() };
    // A file that is reached twice is read once.
    let inputs = [input("de", "../de/"), input("en", "../en/"), input("de/index.md", "")];
    let reading = read(&inputs, &Options::default(), &|_| {});
    let found: Vec<_> =
        documents(&reading).iter().map(|d| (d.id.as_str(), d.url.as_str())).collect();
    assert_eq!(found, [("index.md", "../de/index.md"), ("en/index.md", "../en/index.md")]);
}

#[test]
fn options_and_progress() {
    let dir = folder(&[("a.md", b"# A"), ("b.html", b"<html lang=en><p>b")]);
    let input = Input { path: dir.path().to_owned(), base: String::new() };
    let seen = Mutex::new(Vec::new());
    let options = Options { lang: Some("de-AT".to_owned()), ..Options::default() };
    let reading = read(&[input], &options, &|p| {
        seen.lock().expect("no panic").push((p.done, p.total));
    });
    assert!(documents(&reading).iter().all(|document| document.lang == "de"));
    let mut seen = seen.into_inner().expect("no panic");
    seen.sort_unstable();
    assert_eq!(seen, [(1, 2), (2, 2)]);
}

#[test]
fn pages_that_are_left_out_by_what_they_say() {
    let dir = folder(&[
        ("a.html", b"<title>A</title><p>Links<div data-pagefind-body>Text</div>"),
        ("b.html", b"<title>B</title><p>Eine Liste"),
        ("c.html", b"<title>C</title><meta name=robots content=noindex><p>Impressum"),
        ("d.md", b"# D\n\nText"),
        ("e.md", b"---\ndraft: true\n---\n\n# E\n\nText"),
    ]);
    let reading = read_at(dir.path());
    assert_eq!(ids(&reading), ["a.html", "d.md"]);
    assert_eq!(document(&reading, "a.html").sections[0].text, "Text");
    assert_eq!(reading.skipped.unmarked, [dir.path().join("b.html")]);
    assert_eq!(reading.noindex, [dir.path().join("c.html")]);
    assert_eq!(reading.drafts, [dir.path().join("e.md")]);
    assert_problems(&reading, dir.path(), &[]);
}

#[test]
fn folders_of_jekyll() {
    let dir = folder(&[
        ("_config.yml", b""),
        ("_posts/2024-07-02-a.md", b"# A\n\nText"),
        ("_recipes/b.md", b"# B\n\nText"),
        ("_drafts/c.md", b"# C\n\nText"),
        ("_layouts/post.html", b"<p>Text"),
        ("_includes/d.md", b"Text"),
    ]);
    let reading = read_at(dir.path());
    assert_eq!(ids(&reading), ["_posts/2024-07-02-a.md", "_recipes/b.md"]);
    assert_eq!(document(&reading, "_posts/2024-07-02-a.md").facets.get("folder"), None);
    assert_eq!(reading.drafts, [dir.path().join("_drafts/c.md")]);
    let services = ["_includes/d.md", "_layouts/post.html"];
    assert_eq!(reading.skipped.services, services.map(|path| dir.path().join(path)));
    assert_problems(&reading, dir.path(), &[]);
}

#[test]
fn what_all_pages_of_a_site_share() {
    let page = |title: &str, text: &str| {
        format!(
            "<title>{title}</title><table><tr><td>Verein am Fluss<td>Seit 1951 für alle am Wasser\
             </table><p>{text}, und wer früh kommt, sieht die Bienen, lange bevor alles blüht."
        )
    };
    let pages: Vec<String> = ["Weide", "Erle", "Ulme", "Esche"]
        .map(|tree| page(tree, &format!("Die {tree} steht da")))
        .into();
    let files: Vec<(&str, &[u8])> = ["a.html", "b.html", "c.html", "d.html"]
        .into_iter()
        .zip(pages.iter().map(String::as_bytes))
        .collect();
    let dir = folder(&files);
    let reading = read_at(dir.path());
    for document in documents(&reading).iter() {
        assert!(document.sections[0].text.starts_with("Die "), "{:?}", document.sections);
    }
    let told: Vec<String> = reading.repeated.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1);
    assert!(
        told[0].contains("top of 4 articles") && told[0].contains("Verein am Fluss"),
        "{told:?}"
    );
}
