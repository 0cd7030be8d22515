//! Odd and hostile files in one folder: what is read of each, and what is found and not found.

use std::path::Path;

use findling::ingest::{Input, Options, Reading, read};
use findling::{Index, SearchOptions, index};
use tempfile::TempDir;

use crate::ingest::{documents, folder};

/// A file; the title it gets (or none: it is no article); what finds it; what does not.
type Case =
    (&'static str, Vec<u8>, Option<&'static str>, &'static [&'static str], &'static [&'static str]);

fn page(title: &str, body: &str) -> Vec<u8> {
    format!("<!doctype html><html lang=de><meta charset=utf-8><title>{title}</title>{body}").into()
}

/// A text in an encoding that writes each of its characters in one byte.
fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).expect("in Latin-1")).collect()
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

fn nothing_or_no_text() -> Vec<Case> {
    vec![
        ("leer/a.html", Vec::new(), None, &[], &[]),
        ("leer/b.md", b" \n\t\r\n".to_vec(), None, &[], &[]),
        (
            "leer/kopf.md",
            b"---\ntitle: Nur ein Kopf\n---\n".to_vec(),
            Some("Nur ein Kopf"),
            &["kopf"],
            &["title"],
        ),
        (
            "leer/bild.html",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\x08\x02".to_vec(),
            None,
            &[],
            &["IHDR"],
        ),
        (
            "leer/gzip.html",
            b"\x1f\x8b\x08\0\0\0\0\0\x02\x03\x01\x02\x03\x04\x05\x06\x07\x08".to_vec(),
            None,
            &[],
            &[],
        ),
        (
            "leer/null.html",
            page("Null", "<p>Vor\0 dem Byte wächst Huflattich"),
            Some("Null"),
            &["huflattich"],
            &[],
        ),
        (
            "leer/halb.html",
            b"<title>Halb</title><p>Wacholder <a title=\"".to_vec(),
            Some("Halb"),
            &["wacholder"],
            &[],
        ),
        (
            "leer/zeichen.html",
            b"<title>Ende</title><p>Schlehe Gr\xc3".to_vec(),
            Some("Ende"),
            &["schlehe"],
            &[],
        ),
    ]
}

fn encodings() -> Vec<Case> {
    let declared = "<meta charset=iso-8859-1><title>Erklärt</title><p>Mühlsteinkragen";
    let http = "<meta http-equiv=Content-Type content='text/html; charset=windows-1252'><title>Kopf</title><p>Türöffner";
    let wrong = "<meta charset=utf-8><title>Falsch</title><p>Käseglocke";
    let le = "\u{feff}<title>Klein</title><p>Ölmühle";
    let be = "\u{feff}<title>Groß</title><p>Hühnerleiter";
    vec![
        ("kodierung/meta.html", latin1(declared), Some("Erklärt"), &["Mühlsteinkragen"], &[]),
        ("kodierung/http.html", latin1(http), Some("Kopf"), &["Türöffner"], &[]),
        ("kodierung/falsch.html", latin1(wrong), Some("Falsch"), &["Käseglocke"], &[]),
        (
            "kodierung/stumm.txt",
            latin1("Über die Flüsse\n\nFährmänner setzen über."),
            Some("Über die Flüsse"),
            &["Fährmänner"],
            &[],
        ),
        ("kodierung/le.html", utf16(le, u16::to_le_bytes), Some("Klein"), &["Ölmühle"], &[]),
        ("kodierung/be.html", utf16(be, u16::to_be_bytes), Some("Groß"), &["Hühnerleiter"], &[]),
        (
            "kodierung/marke.md",
            "\u{feff}---\ntitle: Marke\n---\nKrähenfuß".into(),
            Some("Marke"),
            &["Krähenfuß"],
            &["title"],
        ),
        (
            "kodierung/crlf.md",
            "---\r\ntitle: Wagen\r\n---\r\n\r\nZügel".into(),
            Some("Wagen"),
            &["Zügel"],
            &[],
        ),
        (
            "kodierung/zerlegt.html",
            page("Form", "<p>Schu\u{308}rfwunde"),
            Some("Form"),
            &["Schürfwunde"],
            &[],
        ),
        (
            "kodierung/namen.html",
            page("B&auml;r &amp; W&#246;lfe", "<p>Fu&szlig;spur"),
            Some("Bär & Wölfe"),
            &["Fußspur"],
            &["szlig"],
        ),
    ]
}

fn invisible() -> Vec<Case> {
    vec![
        (
            "unsichtbar/weich.html",
            page("Weich", "<p>Land&shy;schafts&shy;pflege, Amts<wbr>blatt"),
            Some("Weich"),
            &["Landschaftspflege", "Amtsblatt"],
            &[],
        ),
        (
            "unsichtbar/breite.html",
            page("Breite", "<p>Auf\u{200c}trag, \u{feff}Ab\u{2060}sicht"),
            Some("Breite"),
            &["Auftrag", "Absicht"],
            &[],
        ),
        (
            "unsichtbar/ligatur.html",
            page("Ligatur", "<p>Sto\u{fb00}wechsel"),
            Some("Ligatur"),
            &["Stoffwechsel"],
            &[],
        ),
    ]
}

fn malformed_pages() -> Vec<Case> {
    vec![
        ("html/offen.html", page("Offen", "<p>Zeder<script>var x = '<p>Eibe';"), Some("Offen"), &["zeder"], &["eibe"]),
        ("html/kommentar.html", page("Anmerkung", "<p>Tanne<!-- <p>Lärche"), Some("Anmerkung"), &["tanne"], &["lärche"]),
        ("html/zwei.html", page("Eins", "<title>Zwei</title><svg><title>Drei</title></svg><p>Fichte"), Some("Eins"), &["fichte"], &[]),
        ("html/ohne.html", "<h1>Nur <em>dies</em></h1><p>Kiefer".into(), Some("Nur dies"), &["kiefer"], &[]),
        ("html/nackt.html", "Ohne Tags, nur Buche".into(), Some("Nackt"), &["buche"], &[]),
        ("html/skript.html", page("&lt;script&gt;x()&lt;/script&gt;", "<p>Ahorn &lt;/script&gt; \u{2028}"), Some("<script>x()</script>"), &["ahorn"], &[]),
        ("html/rohtitel.html", "<title><script>x()</script></title><p>Ulme".into(), Some("<script>x()</script>"), &["ulme"], &[]),
        ("html/GROSS.HTM", page("Groß", "<p>Linde"), Some("Groß"), &["linde"], &[]),
        ("html/streng.xhtml", "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title>Streng</title></head><body><p>Pappel<br/>Weide</p></body></html>".into(), Some("Streng"), &["pappel", "weide"], &["PappelWeide"]),
        ("html/grenzen.html", page("Grenzen", "<table><tr><td>Esche<td>Erle</table><ul><li>Eiche<li>Hasel</ul>Birn<b>baum</b>"), Some("Grenzen"), &["esche", "erle", "birnbaum"], &["EscheErle", "EicheHasel"]),
    ]
}

fn large() -> Vec<Case> {
    let deep = format!("{}<p>Gletscher{}", "<div>".repeat(30_000), "</div>".repeat(30_000));
    let line = format!("<p>{}Moräne", "Kies Sand Ton Lehm ".repeat(60_000));
    let headings: String = (0..2_000).map(|n| format!("## Teil {n}\n\nText {n}\n\n")).collect();
    vec![
        ("gross/tief.html", page("Tief", &deep), Some("Tief"), &["gletscher"], &[]),
        ("gross/zeile.html", page("Zeile", &line), Some("Zeile"), &["moräne"], &[]),
        (
            "gross/wort.md",
            format!("# Wort\n\n{} Endmoräne", "x".repeat(500_000)).into(),
            Some("Wort"),
            &["endmoräne"],
            &[],
        ),
        (
            "gross/oft.md",
            format!("# Oft\n\n{}", "Geschiebe ".repeat(50_000)).into(),
            Some("Oft"),
            &["geschiebe"],
            &[],
        ),
        (
            "gross/teile.md",
            format!("# Teile\n\n{headings}").into(),
            Some("Teile"),
            &["\"Teil 1999\""],
            &[],
        ),
        (
            "gross/zitat.md",
            format!("# Zitat\n\n{}Sander", "> ".repeat(20_000)).into(),
            Some("Zitat"),
            &[],
            &[],
        ),
        (
            "gross/klammern.md",
            format!("# Klammern\n\nOs {}", "[".repeat(50_000)).into(),
            Some("Klammern"),
            &["os"],
            &[],
        ),
    ]
}

fn markdown() -> Vec<Case> {
    vec![
        (
            "md/yaml.md",
            "---\ntitle: \"A: B\"\ntags: [x]\n---\nHolzapfel".into(),
            Some("A: B"),
            &["holzapfel"],
            &["tags"],
        ),
        (
            "md/toml.md",
            "+++\ntitle = \"Toml\"\n[params]\nx = 1\n+++\nMispel".into(),
            Some("Toml"),
            &["mispel"],
            &["params"],
        ),
        (
            "md/json.md",
            "{\"title\": \"Json\"}\n\nSpeierling".into(),
            Some("Json"),
            &["speierling"],
            &[],
        ),
        ("md/offen.md", "---\ntitle: Nie zu\n\nQuitte".into(), Some("Offen"), &["quitte"], &[]),
        (
            "md/linie.md",
            "Erstens\n\n---\n\nZweitens Kornelkirsche".into(),
            Some("Linie"),
            &["kornelkirsche"],
            &[],
        ),
        ("md/strich.md", "Oben\n====\n\nFelsenbirne".into(), Some("Oben"), &["felsenbirne"], &[]),
        (
            "md/emoji.md",
            "# Auf 🚀 geht es\n\n👨‍👩‍👧 Sanddorn".into(),
            Some("Auf 🚀 geht es"),
            &["sanddorn"],
            &[],
        ),
        (
            "md/gleich-a.md",
            "# Gleich\n\nHolunderblüte".into(),
            Some("Gleich"),
            &["holunderblüte"],
            &[],
        ),
        (
            "md/gleich-b.md",
            "# Gleich\n\nHolunderblüte".into(),
            Some("Gleich"),
            &["holunderblüte"],
            &[],
        ),
    ]
}

fn scripts_and_names() -> Vec<Case> {
    vec![
        (
            "schrift/ar.html",
            page("البحر", "<p>السفينة في الميناء"),
            Some("البحر"),
            &["السفينة"],
            &[],
        ),
        (
            "schrift/ja.md",
            "# 灯台\n\n港に古い灯台があります。".into(),
            Some("灯台"),
            &["古い灯台"],
            &[],
        ),
        ("schrift/th.txt", "ประภาคาร\n".into(), Some("ประภาคาร"), &["ประภาคาร"], &[]),
        (
            "namen/mit Leer äöü.md",
            "# Leer\n\nLeuchtturm".into(),
            Some("Leer"),
            &["leuchtturm"],
            &[],
        ),
        (
            "namen/50% #1 & ja?.html",
            page("Zeichen", "<p>Nebelhorn"),
            Some("Zeichen"),
            &["nebelhorn"],
            &[],
        ),
        (
            "namen/a/b/c/d/e/f.md",
            "# Unten\n\nAnkerplatz".into(),
            Some("Unten"),
            &["ankerplatz"],
            &[],
        ),
        (".versteckt/x.md", "# Geheim\n\nSchatzkarte".into(), None, &[], &["schatzkarte"]),
        ("node_modules/x/y.md", "# Paket\n\nPaketinhalt".into(), None, &[], &["paketinhalt"]),
        ("daten.json", "{\"a\": \"Datensatz\"}".into(), None, &[], &["datensatz"]),
    ]
}

fn cases() -> Vec<Case> {
    [
        nothing_or_no_text(),
        encodings(),
        invisible(),
        malformed_pages(),
        large(),
        markdown(),
        scripts_and_names(),
    ]
    .concat()
}

fn read_all(cases: &[Case]) -> (TempDir, Reading) {
    let files: Vec<_> = cases.iter().map(|(path, bytes, ..)| (*path, bytes.as_slice())).collect();
    let dir = folder(&files);
    let input = Input { path: dir.path().to_owned(), base: String::new() };
    let reading = read(&[input], &Options::default(), &|_| {});
    (dir, reading)
}

#[test]
fn each_is_read_as_it_is_meant_and_what_is_not_is_said() {
    let cases = cases();
    let (dir, reading) = read_all(&cases);
    let index = Index::open(index::build(&reading.documents).expect("built")).expect("opened");
    let finds = |query: &str, url: &str| {
        let options = SearchOptions { limit: 100, exact: true, ..SearchOptions::default() };
        index.search(query, &options).hits.iter().any(|hit| url.is_empty() || hit.url == url)
    };
    for (path, _, title, found, not_found) in &cases {
        let document = documents(&reading).iter().find(|document| document.id == *path);
        assert_eq!(document.map(|document| document.title.as_str()), *title, "{path}");
        let url = document.map_or("", |document| &document.url);
        for query in *found {
            assert!(finds(query, url), "{path}: {query} finds it not");
        }
        for query in *not_found {
            assert!(!finds(query, url), "{path}: {query} finds it");
        }
    }
    assert_told(&reading, dir.path());
}

/// What was no text is named, and nothing else.
fn assert_told(reading: &Reading, dir: &Path) {
    let left_out: Vec<_> = reading.problems.iter().filter(|it| !it.indexed).collect();
    let below =
        |path: &Path| path.strip_prefix(dir).expect("within").to_string_lossy().into_owned();
    let paths: Vec<_> = left_out.iter().map(|it| below(&it.path)).collect();
    let expect = ["leer/a.html", "leer/b.md", "leer/bild.html", "leer/gzip.html"];
    assert_eq!(paths, expect, "{left_out:#?}");
}
