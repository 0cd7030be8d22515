//! The program as its users call it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A folder to try things in; commands run there.
pub(crate) struct Site {
    dir: TempDir,
}

impl Site {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let site = Self { dir: tempfile::tempdir().expect("a folder") };
        for (path, text) in files {
            site.put(path, text.as_bytes());
        }
        site
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    pub(crate) fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("below")).expect("a folder");
        fs::write(path, bytes).expect("written");
    }

    /// Runs the program with arguments split at blanks.
    pub(crate) fn run(&self, arguments: &str) -> Outcome {
        self.run_with(arguments.split_whitespace())
    }

    pub(crate) fn run_with<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Outcome {
        let output = program()
            .current_dir(self.dir.path())
            .env("XDG_CACHE_HOME", self.path(".cache"))
            .args(arguments)
            .output();
        let output = output.expect("the program runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Outcome {
            code: output.status.code(),
            out: text(output.stdout),
            messages: text(output.stderr),
        }
    }

    pub(crate) fn json(&self, arguments: &str) -> Value {
        let outcome = self.run(&format!("{arguments} --format json")).expect(0);
        serde_json::from_str(&outcome.out).expect("JSON")
    }

    /// Contents and times of all files below a folder.
    pub(crate) fn files(&self, below: &str) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
        let mut files = BTreeMap::new();
        let mut dirs = vec![self.path(below)];
        while let Some(dir) = dirs.pop() {
            for entry in fs::read_dir(dir).expect("readable") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    dirs.push(path);
                } else {
                    let time =
                        fs::metadata(&path).and_then(|data| data.modified()).expect("a time");
                    files.insert(path.clone(), (fs::read(&path).expect("readable"), time));
                }
            }
        }
        files
    }
}

fn program() -> Command {
    let mut command = Command::cargo_bin("findling").expect("built");
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

pub(crate) struct Outcome {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) messages: String,
}

impl Outcome {
    #[track_caller]
    pub(crate) fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}\n{}", self.out, self.messages);
        self
    }

    #[track_caller]
    pub(crate) fn says(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.messages.contains(part), "{part:?} in {}", self.messages);
        }
        self
    }
}

const HANDEL: (&str, &str) = (
    "texts/handel.md",
    "# Handel mit Städten 🎉\n\nIm Netzwerk 🎉 der Städte wird über Migration gesprochen.\n\n\
     ## Beratung\n\nDie Beratung der Opfer ist kostenlos.\n",
);
const CITIES: (&str, &str) = (
    "texts/sub/cities.html",
    "<!doctype html><html lang=en><title>A network of cities</title><main><h1>A network of \
     cities</h1><p>Cities learn from each other how to help.</p></main></html>",
);

#[test]
fn exit_codes_tell_misuse_from_failure() {
    let site = Site::new(&[HANDEL, CITIES, ("other/mine.txt", "mine"), ("bad.toml", "ou = 1")]);
    site.put("damaged/findling.json", b"{}");
    site.run("-q build texts --out dist").expect(0);
    let cases: [(&str, i32, &[&str]); 24] = [
        ("", 2, &["Usage"]),
        ("nonsense", 2, &["nonsense"]),
        ("build texts --nonsense", 2, &["--nonsense"]),
        ("build", 2, &["--out"]),
        ("build texts", 2, &["--out"]),
        ("build --out new", 2, &["what to index"]),
        ("build texts --out new --lang German", 2, &["German", "`de`"]),
        ("build texts --out new --base-url javascript:x", 2, &["javascript:", "https://"]),
        ("build texts --out new --base-url /?a=b", 2, &["/?a=b", "end in /"]),
        ("build texts --out new --memory 0", 2, &["--memory", "above 0", "512M"]),
        ("build missing --out new", 1, &["missing", "found nothing"]),
        ("build texts --out other", 1, &["other", "mine.txt", "--force"]),
        ("build texts --out other/mine.txt", 1, &["expected a folder"]),
        ("build texts --out new --config bad.toml", 1, &["bad.toml", "line 1", "`ou`", "base-url"]),
        ("build texts --out new --config none.toml", 1, &["none.toml"]),
        ("search texts handel", 1, &["findling.json", "findling build"]),
        ("search dist", 2, &["<QUERY>"]),
        ("search dist handel", 0, &["found"]),
        ("inspect other", 1, &["findling.json"]),
        ("inspect damaged", 1, &["damaged/findling.json", "found what is none", "--force"]),
        ("extract missing", 1, &["missing"]),
        ("run dist --queries missing", 1, &["missing"]),
        ("serve missing", 1, &["missing"]),
        ("-q -v inspect dist", 2, &["--verbose"]),
    ];
    for (arguments, code, parts) in cases {
        site.run(arguments).expect(code).says(parts);
    }
    assert!(!site.path("new").exists(), "a build that fails leaves no folder");
}

#[test]
fn help_teaches() {
    let site = Site::new(&[]);
    let commands =
        ["", "build", "export", "serve", "search", "suggest", "extract", "inspect", "run", "eval"];
    for command in commands {
        let help = site.run(&format!("{command} --help")).expect(0).out;
        assert!(help.contains("Usage: findling"), "{help}");
    }
    assert!(site.run("--help").out.contains("findling build site --out site/search"));
    assert!(site.run("--version").expect(0).out.starts_with("findling "));
}

#[test]
fn suggestions_are_written_and_answered_in_json() {
    let site = Site::new(&[HANDEL, CITIES]);
    site.run("-q build texts --out dist").expect(0);
    let suggestions = site.json("suggest dist berat");
    assert_eq!(suggestions[0]["kind"], "word");
    assert_eq!(suggestions[0]["text"], "beratung");
    assert_eq!(site.run("suggest dist berat").expect(0).out, "beratung\n");
}

#[test]
fn a_search_answers_in_json() {
    let site = Site::new(&[HANDEL, CITIES]);
    site.run("-q build texts --out dist").expect(0);
    let results = site.json("search dist stadte");
    let keys: Vec<&str> =
        results.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, ["corrected", "hits", "query", "took_ms", "total"]);
    assert_eq!(results["query"], "stadte");
    assert_eq!(results["total"], 1);
    assert!(results["took_ms"].is_number());
    let hit = &results["hits"][0];
    assert_eq!(hit["id"], "handel.md");
    assert_eq!(hit["url"], "../texts/handel.md");
    assert_eq!(hit["title"], "Handel mit Städten 🎉");
    assert_eq!(hit["lang"], "de");
    assert!(hit["score"].is_number() && hit["date"].is_string() && hit["sections"].is_array());
    assert_eq!(marked(&hit["excerpt"]), ["Städte"]);
}

#[test]
fn a_search_filters_sorts_and_counts() {
    let records = [
        r#"{"id": "a", "title": "Zwei", "text": "Der Hafen.", "lang": "de", "date": "2022-01-01", "tags": ["Recht", "Prävention"]}"#,
        r#"{"id": "b", "title": "Eins", "text": "Der Hafen.", "lang": "de", "date": "2023-05-01", "category": "Recht"}"#,
        r#"{"id": "c", "title": "Drei", "text": "The harbour.", "lang": "en", "facets": {"Ort": "Ulm", "tags": "Recht"}}"#,
    ];
    let site = Site::new(&[("texts/a.jsonl", &records.join("\n"))]);
    site.run("-q build texts --out dist").expect(0);
    for (arguments, expect) in [
        ("tag:praevention", "a"),
        ("tag:recht", "a c"),
        ("hafen date:2023", "b"),
        ("hafen --sort newest", "b a"),
        ("hafen --sort title", "b a"),
        ("hafen --sort title --offset 1", "a"),
        ("hafen --filter category=recht", "b"),
        ("hafen --filter lang=en", ""),
        ("hafen --to 2022-01", "a"),
        ("hafen --from 2022-02 --to 2023", "b"),
        ("ort:ulm", "c"),
    ] {
        let results = site.json(&format!("search dist {arguments}"));
        let hits = results["hits"].as_array().expect("hits").iter();
        let found: Vec<&str> = hits.filter_map(|hit| hit["id"].as_str()).collect();
        assert_eq!(found.join(" "), expect, "{arguments}");
    }
    let results = site.json("search dist tag:recht --facets");
    let tags =
        serde_json::json!([{"value": "Recht", "count": 2}, {"value": "Prävention", "count": 1}]);
    assert_eq!(results["facets"][1], serde_json::json!({"name": "tag", "values": tags}));
    let shown = site.run("search dist hafen --facets").expect(0).out;
    assert!(shown.starts_with("category: Recht 1\ntag: "), "{shown}");
    let extracted = site.run("extract texts").expect(0).out;
    assert!(extracted.contains("tag Recht, Prävention\n"), "{extracted}");
    for (wrong, part) in [
        ("--filter tag", "tag=Recht"),
        ("--from gestern", "2023-05"),
        ("--to 2023-02-31", "`2023-02-31`"),
        ("--sort x", "newest"),
    ] {
        site.run(&format!("search dist hafen {wrong}")).expect(2).says(&[part]);
    }
}

/// The marked words, cut out as JavaScript would.
fn marked(excerpt: &Value) -> Vec<String> {
    let text: Vec<u16> = excerpt["text"].as_str().expect("a text").encode_utf16().collect();
    let word = |mark: &Value| {
        let place = |index: usize| mark[index].as_u64().and_then(|n| usize::try_from(n).ok());
        let span = place(0).expect("a start")..place(1).expect("an end");
        String::from_utf16(&text[span]).expect("whole characters")
    };
    excerpt["marks"].as_array().expect("marks").iter().map(word).collect()
}

#[test]
fn a_search_reads_well() {
    let site = Site::new(&[HANDEL, CITIES]);
    site.run("-q build texts --out dist").expect(0);
    let outcome = site.run("search dist beratung").expect(0).says(&["found 1 article"]);
    assert!(outcome.out.contains("Handel mit Städten 🎉\n../texts/handel.md\n"), "{}", outcome.out);
    assert!(!outcome.out.contains('\u{1b}'), "colours only on a terminal");
    let outcome = site.run("--quiet search dist xyzzyqq").expect(0);
    assert_eq!((outcome.out.as_str(), outcome.messages.as_str()), ("", ""));
    // Words that must not occur are no options.
    for query in [
        &["--", "-handel"] as &[&str],
        &["-handel"],
        &["-handel Beratung"],
        &["-handel", "Beratung", "--limit", "3"],
        &["--limit", "3", "-handel"],
    ] {
        let outcome = site.run_with(["search", "dist"].iter().chain(query).copied()).expect(0);
        assert!(!outcome.out.contains("Handel"), "{query:?}: {}", outcome.out);
    }
}

#[test]
fn the_same_texts_give_the_same_bytes_and_untouched_files() {
    let site = Site::new(&[HANDEL, CITIES]);
    for pages in ["", " --pages"] {
        site.run(&format!("-q build texts --out dist{pages}")).expect(0);
        let before = site.files("dist");
        let outcome = site.run(&format!("build texts --out dist{pages}")).expect(0);
        assert!(outcome.out.contains("nothing has changed"), "{}", outcome.out);
        assert_eq!(site.files("dist"), before);
    }
    assert!(site.path("dist/pages/sub/cities.html").is_file());
    site.run("-q build texts --out dist").expect(0);
    assert!(!site.path("dist/pages").exists(), "pages that are no longer wanted are deleted");
}

#[test]
fn the_module_before_stays_for_scripts_in_caches() {
    let site = Site::new(&[HANDEL]);
    let mut built: Vec<String> = Vec::new();
    for round in 0..3 {
        site.put("texts/new.md", format!("# Round {round}\n\nText.").as_bytes());
        for _ in 0..2 {
            site.run("-q build texts --out dist").expect(0);
        }
        built.push(module_of(&site.path("dist")));
        for (past, name) in built.iter().rev().enumerate() {
            assert_eq!(site.path("dist").join(name).is_file(), past < 2, "{past} before {round}");
        }
    }
    let before = site.files("dist");
    site.run("-q build texts --out dist").expect(0);
    assert_eq!(site.files("dist"), before);
    let files = site.json("inspect dist")["files"].to_string();
    assert!(files.contains(&built[2]) && !files.contains(&built[1]), "{files}");
}

#[test]
fn a_bundle_within_its_site_is_no_article() {
    let site = Site::new(&[HANDEL, CITIES]);
    // The second is another bundle to the first, and the other way round.
    for out in ["texts/search", "texts/search", "texts/sub", "texts/sub", "texts/search"] {
        site.run(&format!("-q build texts --out {out} --force --pages")).expect(0);
        assert_eq!(site.json(&format!("inspect {out}"))["articles"], 2, "{out}");
    }
    site.run("-q build texts --out texts/search").expect(0);
    let results = site.json("search texts/search cities");
    assert_eq!(results["hits"][0]["url"], "../sub/cities.html");
}

#[test]
fn addresses_follow_the_base() {
    let site = Site::new(&[HANDEL, CITIES]);
    let cases = [
        ("", "../texts/sub/cities.html"),
        ("--base-url https://example.org", "https://example.org/sub/cities.html"),
        ("--base-url /news/", "/news/sub/cities.html"),
        (
            "--base-url https://example.org/Übersicht",
            "https://example.org/%C3%9Cbersicht/sub/cities.html",
        ),
        ("--pages", "pages/sub/cities.html"),
    ];
    for (flags, expect) in cases {
        site.run(&format!("-q build texts --out dist {flags}")).expect(0);
        assert_eq!(site.json("search dist cities")["hits"][0]["url"], expect, "{flags}");
    }
    site.run("build texts --out dist --pages --base-url /a/").expect(0).says(&["is not used"]);
}

#[test]
fn what_to_type_next_is_told() {
    let site = Site::new(&[HANDEL, CITIES]);
    let cases = [
        ("build texts --out dist", "put both on the website"),
        ("build texts --out dist --pages", "findling serve dist --open"),
        ("build texts --out texts/search", "findling serve texts --open"),
        (
            "build ./texts/../texts --out texts/sub/../search",
            "findling serve ./texts/../texts --open",
        ),
        ("build texts/handel.md --out ./texts/search", "findling serve texts --open"),
    ];
    for (arguments, expect) in cases {
        site.run(arguments).expect(0).says(&[expect]);
    }
}

#[test]
fn flags_win_over_settings() {
    let site = Site::new(&[HANDEL, CITIES]);
    site.put(
        "findling.toml",
        b"inputs = ['texts']\nout = 'dist'\nbase-url = 'https://a.example'\npages = true",
    );
    site.run("-q build").expect(0);
    assert_eq!(site.json("search dist cities")["hits"][0]["url"], "pages/sub/cities.html");
    site.run("-q build --pages=false --base-url https://b.example").expect(0);
    let results = site.json("search dist cities");
    assert_eq!(results["hits"][0]["url"], "https://b.example/sub/cities.html");
    site.run("-q build texts/sub --out other --pages=false").expect(0);
    assert_eq!(site.json("inspect other")["articles"], 1);
}

#[test]
fn synonyms_come_from_articles_and_settings() {
    let migration =
        ("texts/m.md", "# Migration\n\nDie Internationale Organisation für Migration (IOM).");
    let iom = ("texts/i.md", "# Bericht\n\nEin Projekt der IOM in der Kita.");
    let site = Site::new(&[migration, iom]);
    site.put(
        "findling.toml",
        "inputs = ['texts']\nout = 'dist'\nsynonyms = [['Kita', 'Tagesstätte für Kinder']]\n\
         one-way-synonyms = { Handy = ['Smartphone', 'mobiles Telefon'] }"
            .as_bytes(),
    );
    let total = |query: &str| site.json(&format!("search dist {query}"))["total"].clone();
    site.run("build -v").expect(0).says(&[
        "iom = internationale organisation für migration",
        "kita = tagesstätte für kinder",
        "handy > smartphone, mobiles telefon",
    ]);
    assert_eq!(total("Tagesstätte"), 0);
    assert_eq!(total("Tagesstätte für Kinder"), 1);
    assert_eq!(total("Internationale Organisation für Migration"), 2);
    site.put("bad.toml", b"out = 'dist'\nsynonyms = [\n['Kita']\n]");
    let messages: &[&str] = &["bad.toml", "line 3", "two or more words", "found 1"];
    site.run("build texts --config bad.toml").expect(1).says(messages);
    for same in ["synonyms = [['Kita', 'KITA']]", "one-way-synonyms = { Kita = ['kita'] }"] {
        site.put("bad.toml", format!("out = 'dist'\n{same}").as_bytes());
        let messages: &[&str] = &["bad.toml", "line 2", "that differ, found `Kita`, `"];
        site.run("build texts --config bad.toml").expect(1).says(messages);
    }
    site.put("findling.toml", b"inputs = ['texts']\nout = 'dist'\nacronyms = false");
    site.run("-q build").expect(0);
    assert_eq!(total("Internationale Organisation für Migration"), 1);
}

#[test]
fn bad_inputs_are_reported_and_the_rest_is_built() {
    let site = Site::new(&[HANDEL, ("texts/empty.md", "")]);
    site.put("texts/binary.txt", &[0, 1, 2, 3, 0, 255, 254, 0, 7]);
    site.run("build texts --out dist").expect(0).says(&["empty.md", "binary.txt", "2 problems"]);
    assert_eq!(site.json("inspect dist")["articles"], 1);
    let before = site.files("dist");
    site.put("texts/notes.docx", b"PK");
    let unread = "1 file of a type that is not read: .docx (1)";
    site.run("build texts --out dist").expect(0).says(&[unread]);
    site.put("texts/new.md", b"# New\n\nText.");
    site.run("build texts --out dist --strict").expect(1).says(&["empty.md", "--strict"]);
    assert_eq!(site.files("dist"), before, "the old bundle stays");
    let report = site.json("build texts --out dist");
    assert_eq!(report["articles"], 2);
    assert_eq!(report["problems"].as_array().map(Vec::len), Some(2));
}

#[test]
fn what_is_not_to_be_listed_is_told() {
    let noindex = ("texts/a.html", "<meta name=robots content=noindex>Text");
    let site = Site::new(&[HANDEL, noindex, ("texts/b.md", "---\ndraft: true\n---\nText")]);
    site.put("texts/robots.txt", b"User-agent: *");
    let told = ["texts/a.html: asks not to be listed (noindex)", "texts/b.md: is a draft"];
    let counted = "Left out: 1 page with noindex, 1 draft, 1 file for machines";
    let hint = "(--verbose tells which)";
    let verbose = site.run("build texts --out dist -v");
    let messages = verbose.expect(0).says(&told).says(&[counted]).messages;
    assert!(!messages.contains(hint), "{messages}");
    site.run("build texts --out dist").expect(0).says(&[counted, hint]);
    site.run("extract texts").expect(0).says(&told);
    let left_out = &site.json("build texts --out dist")["left_out"];
    assert_eq!(left_out["noindex"], serde_json::json!(["texts/a.html"]));
    assert_eq!(left_out["drafts"], serde_json::json!(["texts/b.md"]));
    assert_eq!(left_out["services"], serde_json::json!(["texts/robots.txt"]));
    site.run("build texts/robots.txt --out named").expect(0);
}

#[cfg(unix)]
#[test]
fn names_of_files_do_not_rule_the_terminal() {
    let site = Site::new(&[HANDEL]);
    site.put("texts/a\u{1b}]0;x\u{7}.md", b"---\ndraft: true\n---\nText");
    for command in ["build texts --out dist -v", "extract texts -v"] {
        let messages = site.run(command).expect(0).messages;
        assert!(messages.contains("a\u{FFFD}]0;x\u{FFFD}.md: is a draft"), "{messages}");
    }
}

#[test]
fn a_selector_that_matches_nothing_is_told() {
    let site = Site::new(&[HANDEL, CITIES]);
    let settings = "inputs = ['texts']\nout = 'dist'\n[html]\nbody = 'main'\nignore = '.ad, .x'\n\
                    meta = { date = '.am' }\nfilter = { ort = 'h1' }\nweight = { 'p > b' = 3 }";
    site.put("findling.toml", settings.as_bytes());
    let told = "findling.toml: [html]: nothing on any page matches ignore = `.ad, .x`, \
                meta: date = `.am`, weight: `p > b` = 3";
    for flags in ["", " --no-cache"] {
        site.run(&format!("build{flags}")).expect(0).says(&["1 problem", told]);
    }
    site.run("build --strict").expect(1).says(&[told]);
    let messages = site.run("build texts/handel.md").expect(0).messages;
    assert!(!messages.contains("matches"), "where there are no pages: {messages}");
    let messages = site.run("extract texts").expect(0).messages;
    assert!(!messages.contains("matches"), "of some pages: {messages}");
}

#[test]
fn a_page_without_text_is_told() {
    let filled =
        ("texts/a.html", "<title>Markt</title><div id=app></div><script src=a.js></script>");
    let open = ("texts/b.html", "<title>Fluss</title><script>a()<p>Ein Satz.");
    let site = Site::new(&[HANDEL, filled, open]);
    site.run("build texts --out dist")
        .expect(0)
        .says(&["Of 2 pages nothing can be read but a title"]);
    let told = ["texts/a.html: has nothing to read but its title", "texts/b.html: has nothing"];
    let messages = site.run("build texts --out dist -v").expect(0).says(&told).messages;
    assert!(!messages.contains("passed over"), "{messages}");
    let textless = &site.json("build texts --out dist")["textless"];
    assert_eq!(*textless, serde_json::json!(["texts/a.html", "texts/b.html"]));
}

#[test]
fn records_may_be_piped_in() {
    let site = Site::new(&[]);
    let build = |record: &str| {
        let mut command = program();
        command
            .current_dir(site.path(""))
            .args(["build", "-", "--out", "dist"])
            .write_stdin(record);
        String::from_utf8_lossy(&command.assert().success().get_output().stderr).into_owned()
    };
    let told = build("{\"id\": \"a\", \"text\": \"Handel mit Menschen\"}\n");
    assert!(told.contains("findling serve . --open"), "{told}");
    assert_eq!(site.json("search dist menschen")["hits"][0]["url"], "../a");
    let told = build("{\"id\": \"a\", \"url\": \"https://example.org/a\", \"text\": \"Handel\"}\n");
    assert!(told.contains("findling serve dist --open"), "{told}");
}

#[test]
fn foreign_files_stay() {
    let site = Site::new(&[HANDEL, ("dist/mine.txt", "mine"), ("dist/pages/mine.html", "mine")]);
    let before = site.files("dist");
    site.run("build texts --out dist --pages").expect(1).says(&["mine.txt", "--force"]);
    assert_eq!(site.files("dist"), before);
    site.run("-q build texts --out dist --pages --force").expect(0);
    site.run("-q build texts --out dist").expect(0);
    let after = site.files("dist");
    assert!(before.iter().all(|(path, file)| after.get(path) == Some(file)));
}

/// A limit on file sizes ends the process in the middle of writing.
#[cfg(unix)]
#[test]
fn an_interrupted_build_leaves_the_old_bundle() {
    let site = Site::new(&[HANDEL]);
    site.run("-q build texts --out dist").expect(0);
    let before = site.files("dist");
    site.put("texts/new.md", b"# New\n\nText.");
    let status = std::process::Command::new("sh")
        .args(["-c", "ulimit -f 16 && exec \"$0\" build texts --out dist"])
        .arg(assert_cmd::cargo::cargo_bin("findling"))
        .current_dir(site.dir.path())
        .output()
        .expect("a shell")
        .status;
    assert!(!status.success());
    let after = site.files("dist");
    assert!(before.iter().all(|(path, file)| after.get(path) == Some(file)));
    assert_eq!(site.json("search dist handel")["total"], 1);
    site.run("-q build texts --out dist").expect(0);
    assert_eq!(site.json("inspect dist")["articles"], 2);
    let hidden = |path: &PathBuf| path.to_string_lossy().contains(".findling");
    assert!(!site.files("dist").keys().any(hidden), "leftovers are cleaned");
}

#[test]
fn the_program_needs_nothing_beside_it() {
    let site = Site::new(&[HANDEL]);
    let build = |command: &mut Command| {
        command.env_clear().env("PATH", "/nonexistent").current_dir(site.dir.path());
    };
    let mut command = program();
    build(&mut command);
    command.args(["build", "texts", "--out", "dist"]).assert().success();
    let mut command = program();
    build(&mut command);
    command.args(["search", "dist", "handel"]).assert().success();
}

#[test]
fn extract_writes_a_line_an_article() {
    let site = Site::new(&[HANDEL, CITIES, ("texts/empty.txt", "")]);
    let outcome = site.run("extract texts --format json").expect(0).says(&["empty.txt"]);
    let articles: Vec<Value> =
        outcome.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(articles.len(), 2);
    assert_eq!(articles[0]["id"], "handel.md");
    assert_eq!(articles[0]["sections"][1]["heading"], "Beratung");
    assert_eq!(articles[1]["title"], "A network of cities");
    for key in ["url", "lang", "date"] {
        assert!(articles[1][key].is_string(), "{key}");
    }
    let text = site.run("extract texts/handel.md").expect(0).out;
    assert!(text.contains("## Beratung") && text.contains("kostenlos"), "{text}");
    site.put("stated.md", b"---\ndescription: In short\nimage: a.png\n---\nText");
    let stated = &site.json("extract stated.md")["stated"];
    assert_eq!(stated, &serde_json::json!({"description": "In short", "image": "a.png"}));
    let text = site.run("extract stated.md").expect(0).out;
    assert!(text.contains("description In short\nimage a.png"), "{text}");
}

#[test]
fn inspect_counts_every_byte() {
    let site = Site::new(&[HANDEL, CITIES]);
    site.run("-q build texts --out dist").expect(0);
    let report = site.json("inspect dist");
    for key in ["articles", "tokens", "forms", "terms", "postings"] {
        assert!(report[key].as_u64().is_some_and(|number| number > 0), "{key}");
    }
    assert!(report["sections"].as_array().is_some_and(|sections| sections.len() > 3));
    let files = report["files"].as_array().expect("files");
    assert_eq!(files.len(), site.files("dist").len());
    for file in files {
        let length = fs::metadata(site.path("dist").join(file["name"].as_str().expect("a name")));
        assert_eq!(file["raw"].as_u64(), length.ok().map(|data| data.len()));
        assert!(file["brotli"].as_u64().is_some_and(|bytes| bytes > 0));
    }
}

#[test]
fn measures_are_those_worked_out_by_hand() {
    let record = |id: &str, text: &str| {
        format!("{{\"id\":\"{id}\",\"title\":\"{id}\",\"text\":\"{text}\",\"lang\":\"en\"}}\n")
    };
    let docs = ["apple apple", "banana", "cherry"].map(|text| record(&text[..1], text)).concat();
    let site = Site::new(&[
        ("docs.jsonl", &docs),
        (
            "queries.jsonl",
            "\u{feff}{\"id\":1,\"text\":\"apple\"}\n{\"id\":\"2\",\"text\":\"banana\"}\n\
                           {\"id\":\"3\",\"text\":\"xyzzyqq\"}\n{\"id\":\"4\",\"text\":\"cherry\"}\n",
        ),
        // Query 1: found, of two relevant. 2: found. 3: nothing found. 4 is not
        // judged relevant to anything, 5 is not asked.
        ("qrels.tsv", "\u{feff}1\ta\t1\n1\tzzz\t1\n2\tb\t2\n3\tc\t1\n4\tc\t0\n5\tc\t1\n"),
    ]);
    site.run("-q build docs.jsonl --out dist").expect(0);
    let report = site.json("eval dist --queries queries.jsonl --qrels qrels.tsv");
    assert_eq!((&report["queries"], &report["no_hits"]), (&3.into(), &1.into()));
    // nDCG of query 1: 1 / (1 + 1/log2(3)) = .6131.
    let expect =
        [("ndcg@10", 0.5377), ("mrr@10", 0.6667), ("recall@10", 0.5), ("success@1", 0.6667)];
    for (name, value) in expect {
        assert!(
            report[name].as_f64().is_some_and(|found| (found - value).abs() < 1e-4),
            "{report}"
        );
    }
    site.put("other.tsv", b"1\tapples.md\t1\n");
    let cases = [("qrels.tsv", false), ("other.tsv", true)];
    for (qrels, warns) in cases {
        let outcome = site.run(&format!("eval dist --queries queries.jsonl --qrels {qrels}"));
        let messages = outcome.expect(0).messages;
        assert_eq!(messages.contains("\"apples.md\""), warns, "{messages}");
    }
    let run = site.run("run dist --queries queries.jsonl").expect(0).out;
    let rows: Vec<Vec<&str>> = run.lines().map(|line| line.split('\t').collect()).collect();
    let starts: Vec<&[&str]> = rows.iter().map(|row| &row[..3]).collect();
    assert_eq!(starts, [["1", "a", "1"], ["2", "b", "1"], ["4", "c", "1"]]);
    site.run("run dist --queries queries.jsonl --out run.tsv").expect(0);
    assert_eq!(fs::read_to_string(site.path("run.tsv")).expect("written"), run);
}

/// `| head` ends the program quietly.
#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_error() {
    let files: Vec<(String, String)> = (0..400)
        .map(|n| (format!("texts/{n}.md"), format!("# Title {n}\n\n{}", "word ".repeat(200))))
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let site = Site::new(&files);
    let output = std::process::Command::new("sh")
        .args(["-c", "{ \"$0\" extract texts; echo ended with $? >&2; } | head -1"])
        .arg(assert_cmd::cargo::cargo_bin("findling"))
        .current_dir(site.dir.path())
        .output()
        .expect("a shell");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "ended with 0\n");
}

#[test]
fn serve_shows_a_folder_to_this_machine() {
    use std::io::{BufRead, BufReader, Read, Write};
    let site = Site::new(&[HANDEL]);
    site.run("-q build texts --out dist").expect(0);
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("findling"))
        .args(["--quiet", "serve", "dist", "--port", "0"])
        .current_dir(site.dir.path())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("started");
    let mut line = String::new();
    let out = child.stdout.take().expect("piped");
    BufReader::new(out).read_line(&mut line).expect("an address");
    let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
    let get = |request: &str| {
        let mut stream = std::net::TcpStream::connect(&address).expect("listening");
        write!(stream, "{request} HTTP/1.0\r\nHost: {address}\r\n\r\n").expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("answered");
        String::from_utf8_lossy(&answer).into_owned()
    };
    // Browsers keep several connections open; each is answered, however many others wait.
    let connect = || std::net::TcpStream::connect(&address).expect("listening");
    let mut open: Vec<_> = (0..12).map(|_| connect()).collect();
    for stream in &mut open {
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a limit");
        write!(stream, "GET /findling.json HTTP/1.1\r\nHost: {address}\r\n\r\n").expect("sent");
    }
    for stream in &mut open {
        let mut answer = [0; 15];
        stream.read_exact(&mut answer).expect("answered while the others stay open");
        assert_eq!(&answer, b"HTTP/1.1 200 OK");
    }
    let module = module_of(&site.path("dist"));
    let cases = [
        ("GET /".to_owned(), "200", "text/html; charset=utf-8"),
        (format!("GET /{module}"), "200", "application/wasm"),
        ("GET /findling.js".to_owned(), "200", "text/javascript; charset=utf-8"),
        ("HEAD /findling.json".to_owned(), "200", "application/json; charset=utf-8"),
        ("GET /../texts/handel.md".to_owned(), "404", "text/plain; charset=utf-8"),
        ("POST /".to_owned(), "405", "text/plain; charset=utf-8"),
    ];
    let answers: Vec<String> = cases.iter().map(|(request, ..)| get(request)).collect();
    let port = address.rsplit(':').next().expect("a port");
    let taken = site.run(&format!("serve dist --port {port}"));
    child.kill().expect("running");
    child.wait().expect("ended");
    for ((request, status, kind), answer) in cases.iter().zip(answers) {
        let head = answer.split("\r\n\r\n").next().unwrap_or_default().to_lowercase();
        assert!(
            head.contains(status) && head.contains(&format!("content-type: {kind}")),
            "{request}: {head}"
        );
    }
    taken.expect(1).says(&[port, "--port 0"]);
}

fn module_of(dir: &Path) -> String {
    let json = fs::read(dir.join("findling.json")).expect("a manifest");
    let manifest: Value = serde_json::from_slice(&json).expect("JSON");
    manifest["module"].as_str().expect("a name").to_owned()
}

/// The files of a bundle by their paths in it.
fn bundle(site: &Site, out: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let files = site.files(out).into_iter();
    let name = |path: PathBuf| path.strip_prefix(site.path(out)).expect("below").to_owned();
    files.map(|(path, (bytes, _))| (name(path), bytes)).collect()
}

#[test]
fn a_build_with_little_memory_writes_the_same() {
    let site = Site::new(&[HANDEL, CITIES]);
    for number in 0..40 {
        let text =
            format!("# Bericht {number}\n\nWasser und Wind, {number} Tage.\n\n## Ende\n\nGut.");
        site.put(&format!("texts/{number}.md"), text.as_bytes());
    }
    site.run("build texts --out a --pages --no-cache").expect(0);
    site.run("build texts --out b --pages --no-cache --memory 1k").expect(0);
    assert_eq!(bundle(&site, "a"), bundle(&site, "b"));
    site.run("build texts --out c --pages --cache kept --memory 1KiB").expect(0);
    site.run("build texts --out d --pages --cache kept --memory 1GiB").expect(0);
    assert_eq!(bundle(&site, "a"), bundle(&site, "c"));
    assert_eq!(bundle(&site, "a"), bundle(&site, "d"));
    site.run("build texts --out e --memory much").expect(2).says(&["--memory", "much"]);
    site.run("export texts --format opensearch --out f").expect(0);
    site.run("export texts --format opensearch --out g --memory 1k").expect(0);
    assert_eq!(bundle(&site, "f"), bundle(&site, "g"));
}

#[test]
fn only_files_that_changed_are_read_again() {
    let site = Site::new(&[HANDEL, CITIES, ("texts/empty.md", "")]);
    let unchanged = |number| format!("{number} of them unchanged");
    site.run("build texts --out a -v").expect(0).says(&[&unchanged(0), "empty"]);
    site.put("texts/new.md", "# Neu\n\nEin Findling.\n".as_bytes());
    // The new one and the empty one, of which nothing is known but that it is empty.
    site.run("build texts --out b -v").expect(0).says(&[&unchanged(3), "empty"]);
    site.run("build texts --out c -v --no-cache").expect(0).says(&[&unchanged(0), "empty"]);
    assert_eq!(bundle(&site, "b"), bundle(&site, "c"));
    site.run("build texts --out d -v --cache kept").expect(0).says(&[&unchanged(0)]);
    site.put("findling.toml", b"cache = 'kept'");
    site.run("build texts --out d -v").expect(0).says(&[&unchanged(4)]);
    site.put("findling.toml", b"cache = false");
    site.run("build texts --out d -v").expect(0).says(&[&unchanged(0)]);
    // A folder that cannot be one is told, and the bundle written.
    site.run("build texts --out d --cache texts/new.md").expect(0).says(&["--cache", "new.md"]);
    assert_eq!(bundle(&site, "b"), bundle(&site, "d"));
}
