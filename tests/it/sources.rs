//! Feeds, tables, books, PDF, sitemaps, generators of sites: what is read of each, and
//! under which address it is found.

use std::io::Write;

use findling::Document;
use findling::ingest::Reading;
use zip::write::SimpleFileOptions;

use crate::ingest::{documents, folder, read_at};

const TEXT: &str = "Der Markt zieht um, weil der Platz vor dem Rathaus erneuert wird.";

/// `address title date`.
fn shown(reading: &Reading) -> Vec<String> {
    let line = |d: &Document| format!("{} {} {}", d.url, d.title, d.date).trim_end().to_owned();
    documents(reading).iter().map(line).collect()
}

fn reasons(reading: &Reading) -> Vec<&str> {
    reading.problems.iter().map(|problem| problem.reason.as_str()).collect()
}

#[test]
fn feeds() {
    let rss = format!(
        "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'>\
         <channel><title>Stadt</title><language>de-de</language>\
         <item><title>Markt &amp;amp; Platz</title><link>https://example.org/markt</link>\
         <pubDate>Tue, 02 Jul 2024 10:00:00 GMT</pubDate><category>Recht</category>\
         <author>a@example.org (Anna Berg)</author><description>Kurz</description>\
         <content:encoded><![CDATA[<h2>Wann</h2><p>{TEXT}</p>]]></content:encoded></item>\
         <item><description>{TEXT}</description></item><item/>\
         <item><title>Chor</title><guid isPermaLink='false'>https://example.org/?p=1</guid></item>\
         <item><title>Bus</title><guid>https://example.org/bus</guid></item></channel></rss>"
    );
    let atom = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>City</title>\
         <entry xml:base='2024/'><title>Fair</title><link href='fair#x'/></entry>\
         <entry><id>urn:1</id><title type='html'>&lt;b&gt;Market&lt;/b&gt;</title>\
         <link rel='self' href='x'/><link href='/market'/><updated>2024-07-03T00:00:00Z</updated>\
         <content type='xhtml'><div><p>{TEXT}</p></div></content></entry></feed>"
    );
    let dir = folder(&[("a.rss", rss.as_bytes()), ("b.xml", atom.as_bytes()), ("c.xml", b"<x/>")]);
    let reading = read_at(dir.path());
    let expect = [
        "https://example.org/markt Markt & Platz 2024-07-02",
        "../a.rss#2 Der Markt zieht um, weil der Platz vor dem Rathaus erneuert wird.",
        "../a.rss#4 Chor",
        "https://example.org/bus Bus",
        "../2024/fair#x Fair",
        "/market Market 2024-07-03",
    ];
    assert_eq!(shown(&reading), expect);
    let first = &documents(&reading)[0];
    assert_eq!((first.lang.as_str(), first.sections[0].heading.as_str()), ("de", "Wann"));
    assert_eq!(first.facets["author"], ["Anna Berg"]);
    assert_eq!(first.facets["tag"], ["Recht"]);
    assert_eq!(reasons(&reading), ["is an entry without title and text; left out"]);
    assert_eq!(reading.skipped.other["xml"], 1);
}

#[test]
fn a_feed_beside_its_pages_adds_nothing() {
    let entry = |url: &str| format!("<item><title>A</title><link>{url}</link></item>");
    let entries = ["https://example.org/x/markt/", "https://example.org/x/alt/"].map(entry);
    let feed = format!("<rss><channel>{}</channel></rss>", entries.concat());
    let dir = folder(&[
        ("feed.xml", feed.as_bytes()),
        ("markt/feed.xml", feed.as_bytes()),
        ("markt/index.html", TEXT.as_bytes()),
    ]);
    assert_eq!(shown(&read_at(dir.path())), ["https://example.org/x/alt/ A", "../markt/ Markt"]);
}

#[test]
fn tables() {
    let german =
        format!("Titel;Text;Datum;Ort\nMarkt;\"{TEXT}\n\"\"Bald\"\"\";02.07.2024;Ulm\n;;;\n");
    let plain = "Verein,Ort\nChor,Ulm\nRuderer,Neu-Ulm\n";
    let dir = folder(&[
        ("a.csv", german.as_bytes()),
        ("b.csv", plain.as_bytes()),
        ("c.csv", b"Titel;Text\n"),
        ("crlf.csv", b"Titel,Text\r\nChor,\"a\r\nb\"\r\n\r\nRuderer,c\r\n"),
        ("excel.csv", b"sep=;\nTitel;Ort\nSieb;Ulm, Donau\n"),
        ("d.tsv", b"id\ttitle\turl\n7\tSieben\thttps://example.org/7\n"),
    ]);
    let reading = read_at(dir.path());
    let expect = [
        "../a.csv#2 Markt 2024-07-02",
        "../b.csv#2 Chor",
        "../b.csv#3 Ruderer",
        "../crlf.csv#2 Chor",
        "../crlf.csv#5 Ruderer",
        "https://example.org/7 Sieben",
        "../excel.csv#3 Sieb",
    ];
    assert_eq!(shown(&reading), expect);
    let text = &documents(&reading)[0].sections[0].text;
    assert_eq!(*text, format!("{TEXT}\n\"Bald\"\nOrt: Ulm"));
    assert_eq!(reasons(&reading), ["holds no line below the names of its columns; left out"]);
}

fn epub(chapters: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let items: String = chapters
        .iter()
        .map(|(name, _)| {
            let kind = if name.ends_with(".ncx") { "x-dtbncx" } else { "xhtml" };
            let properties = if *name == "nav.xhtml" { "properties='nav'" } else { "" };
            format!(
                "<item id='{name}' href='{name}' media-type='application/{kind}+xml' {properties}/>"
            )
        })
        .collect();
    let spine: String =
        chapters.iter().map(|(name, _)| format!("<itemref idref='{name}'/>")).collect();
    let package = format!(
        "<package xmlns='http://www.idpf.org/2007/opf'><metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>\
         <dc:title>Das Buch</dc:title><dc:creator>Anna Berg</dc:creator><dc:language>de</dc:language>\
         <dc:date>2024-07-02</dc:date></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    );
    let container =
        "<container><rootfiles><rootfile full-path='OEBPS/b.opf'/></rootfiles></container>";
    let inner = [("META-INF/container.xml", container), ("OEBPS/b.opf", &package)];
    let named = chapters.iter().map(|(name, text)| (format!("OEBPS/{name}"), *text));
    let inner = inner.iter().map(|(name, text)| ((*name).to_owned(), *text));
    for (name, text) in inner.chain(named) {
        let options =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        zip.start_file(name, options).expect("a file in the zip");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

#[test]
fn books() {
    let bomb = format!("<p>{}", "a ".repeat(17 << 20));
    let book = epub(&[
        ("a.xhtml", "<h1>Anfang</h1><p>Ein Satz."),
        ("b.xhtml", "<img>"),
        ("c.xhtml", &bomb),
    ]);
    let dir = folder(&[("a.epub", &book), ("b.epub", b"no zip"), ("c.epub", &book[..300])]);
    let reading = read_at(dir.path());
    let expect = ["../a.epub#OEBPS/a.xhtml Anfang – Das Buch 2024-07-02"];
    assert_eq!(shown(&reading), expect);
    assert_eq!(documents(&reading)[0].facets["author"], ["Anna Berg"]);
    let reasons = reasons(&reading);
    assert_eq!(reasons.len(), 3, "{reasons:?}");
    assert!(reasons[0].contains("c.xhtml") && reasons[0].contains("more than the 32 MiB"));
    assert!(reasons[1..].iter().all(|reason| reason.contains("is no EPUB")), "{reasons:?}");
}

#[test]
fn chapters_without_heading_are_called_as_in_the_contents() {
    let ncx = "<ncx><navMap><navPoint><navLabel><text>Das Ufer</text></navLabel>\
               <content src='a.xhtml#x'/></navPoint></navMap></ncx>";
    let nav = "<html xmlns='http://www.w3.org/1999/xhtml'><nav><ol><li><a href='a.xhtml'>Am <i>Ufer</i></a>\
               </li><li><a href='a.xhtml#b'>Mehr</a></li></ol></nav></html>";
    let page = "<title>Das Buch</title><p>Ein Satz.";
    for (contents, expect) in [
        (("toc.ncx", ncx), "Das Ufer – Das Buch"),
        (("nav.xhtml", nav), "Am Ufer – Das Buch"),
        (("nav.xhtml", "<nav>&nbsp;"), "Das Buch"),
    ] {
        let book = epub(&[("a.xhtml", page), ("b.xhtml", "<h1>Ende</h1>"), contents]);
        let reading = read_at(folder(&[("a.epub", &book)]).path());
        let titles: Vec<&str> = documents(&reading).iter().map(|it| it.title.as_str()).collect();
        assert_eq!(titles, [expect, "Ende – Das Buch"]);
    }
}

/// A file of one line of letters a page; its table of places is wrong, which readers mend.
fn pdf(pages: &[&str]) -> Vec<u8> {
    let mut out = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n".to_owned();
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect();
    out += &format!("2 0 obj<</Type/Pages/Count {}/Kids[{kids}]>>endobj\n", pages.len());
    out +=
        "3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n";
    for (page, text) in pages.iter().enumerate() {
        let number = 4 + 2 * page;
        let lines = text.replace('|', ") Tj 0 -14 Td (");
        let content = format!("BT /F 12 Tf 50 700 Td ({lines}) Tj ET");
        out += &format!(
            "{number} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {} 0 R\
             /Resources<</Font<</F 3 0 R>>>>>>endobj\n{} 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n",
            number + 1,
            number + 1,
            content.len()
        );
    }
    (out + "trailer<</Root 1 0 R>>\n%%EOF").into_bytes()
}

#[test]
fn pdfs() {
    let file = pdf(&[
        "Stadtblatt 1|Der Markt zieht um, weil der Platz vor dem Rathaus erneu-|ert wird und bis",
        "Stadtblatt 2|Es gibt Kaffee.",
        "Stadtblatt 3|Alle sind da.",
    ]);
    let dir = folder(&[
        ("a.pdf", &file),
        ("b.pdf", b"%PDF-1.7\n"),
        ("c.pdf", &pdf(&[""])),
        ("d.pdf", &file[..200]),
    ]);
    let reading = read_at(dir.path());
    let found: Vec<(&str, &str)> = documents(&reading)[0]
        .sections
        .iter()
        .map(|section| (section.anchor.as_str(), section.text.as_str()))
        .collect();
    let expect = [
        ("page=1", "Der Markt zieht um, weil der Platz vor dem Rathaus erneuert wird und bis"),
        ("page=2", "Es gibt Kaffee."),
        ("page=3", "Alle sind da."),
    ];
    assert_eq!(found, expect);
    assert_eq!(shown(&reading), ["../a.pdf A"]);
    assert_eq!(reading.problems.len(), 3, "{:?}", reading.problems);
}

#[test]
fn sitemaps() {
    let list = |paths: &[&str]| {
        let url = |path: &&str| format!("<url><loc>https://example.org/x/{path}</loc></url>");
        let urls: String = paths.iter().map(url).collect();
        format!("<?xml version='1.0'?><urlset>{urls}</urlset>")
    };
    let parts = "<sitemapindex><sitemap><loc>https://example.org/x/part.xml</loc></sitemap>\
                 <sitemap><loc>https://example.org/x/elsewhere.xml</loc></sitemap></sitemapindex>";
    let part = list(&["", "rat", "amt/pass/"]);
    let dir = folder(&[
        ("amt/pass.html", TEXT.as_bytes()),
        ("index.html", TEXT.as_bytes()),
        ("markt.html", TEXT.as_bytes()),
        ("part.xml", part.as_bytes()),
        ("rat.html", TEXT.as_bytes()),
        ("sitemap.xml", parts.as_bytes()),
    ]);
    let urls = |reading: &Reading| -> Vec<String> {
        documents(reading).iter().map(|document| document.url.clone()).collect()
    };
    let all = read_at(dir.path());
    assert_eq!(urls(&all), ["../amt/pass/", "../", "../markt.html", "../rat"]);
    let listed = read_at(&dir.path().join("sitemap.xml"));
    assert_eq!(urls(&listed), ["../amt/pass/", "../", "../rat"]);
    assert!(listed.problems.is_empty(), "{:?}", listed.problems);
    // Nor is the page of the folder itself read unless it is listed.
    std::fs::write(dir.path().join("sitemap.xml"), list(&["rat", "amt/pass/"])).unwrap();
    let listed = read_at(&dir.path().join("sitemap.xml"));
    assert_eq!(urls(&listed), ["../amt/pass/", "../rat"]);
    // What it lists and is not there is told, in a folder nothing.
    std::fs::write(dir.path().join("plan.svg"), "").unwrap();
    for (paths, expect) in [
        (&["", "rat", "rat.html", "amt/pass", "plan.svg"][..], vec![]),
        (
            &["", "rat", "ab"],
            vec!["lists a page that is not in its folder: https://example.org/x/ab"],
        ),
        (&["rat", "pass", "1", "2", "3", "4", "5", "6"], vec!["lists 7 pages", "/4 and 2 others"]),
    ] {
        std::fs::write(dir.path().join("sitemap.xml"), list(paths)).unwrap();
        let listed = read_at(&dir.path().join("sitemap.xml"));
        let reasons = reasons(&listed).join("; ");
        assert!(expect.iter().all(|part| reasons.contains(part)), "{reasons}");
        assert_eq!(reasons.is_empty(), expect.is_empty(), "{paths:?}: {reasons}");
        assert!(read_at(dir.path()).problems.is_empty());
    }
}

#[test]
fn a_sitemap_that_names_itself_is_read_once() {
    let itself = "<sitemap><loc>https://example.org/sitemap.xml</loc></sitemap>".repeat(5_000);
    let sitemap = format!(
        "<sitemapindex>{itself}<url><loc>https://example.org/a/</loc></url></sitemapindex>"
    );
    let dir = folder(&[("a.html", TEXT.as_bytes()), ("sitemap.xml", sitemap.as_bytes())]);
    assert_eq!(documents(&read_at(dir.path()))[0].url, "../a/");
}

#[test]
fn addresses_of_markdown() {
    let cases = [
        ("a.md", "Text", "", "../a.md"),
        ("a/b.md", "---\nslug: Über uns\n---\nText", "", "../a/%C3%9Cber%20uns/"),
        ("a/b.md", "---\npermalink: /c/\n---\nText", "", "../c/"),
        ("a/b.md", "---\nurl: https://example.org/c\n---\nText", "", "https://example.org/c"),
        ("a/B c.md", "Text", "hugo.toml", "../a/b-c/"),
        ("docs/a/b.md", "Text", "mkdocs.yml", "../a/b/"),
        ("src/a.md", "Text", "book.toml", "../a.html"),
        ("_posts/2024-07-02-a.md", "Text", "_config.yml", "../2024/07/02/a.html"),
        (
            "_posts/2024-07-02-a.md",
            "---\ncategories: Recht kinder\ndate: 2024-08-03\n---\nText",
            "_config.yml",
            "../recht/kinder/2024/08/03/a.html",
        ),
        (
            "_posts/2024-07-02-a.md",
            "---\npermalink: /:year/:title/\n---\nText",
            "_config.yml",
            "../2024/a/",
        ),
        ("_posts/2024-07-02-a.md", "---\npermalink: none\n---\nText", "_config.yml", "../a.html"),
    ];
    for (path, source, settings, expect) in cases {
        let mut files = vec![(path, source.as_bytes())];
        files.extend(Some(settings).filter(|it| !it.is_empty()).map(|name| (name, &b""[..])));
        let reading = read_at(folder(&files).path());
        assert_eq!(documents(&reading)[0].url, expect, "{path} {settings}");
    }
}

#[test]
fn patterns_of_addresses_that_are_not_known_are_told() {
    let cases = [
        ("_config.yml", "permalink: ordinal", "has the pattern ordinal, of which :y_day is not"),
        ("hugo.toml", "[permalinks]\nblog = '/:weekday/'", "of which :weekday is not known"),
        ("hugo.toml", "[permalinks", "cannot be read as settings"),
    ];
    for (name, settings, expect) in cases {
        let dir = folder(&[("blog/a.md", b"Text"), (name, settings.as_bytes())]);
        let reading = read_at(dir.path());
        let reasons = reasons(&reading);
        assert!(reasons.len() == 1 && reasons[0].contains(expect), "{reasons:?}");
        assert!(reading.problems[0].indexed && documents(&reading)[0].url.starts_with("../blog/a"));
    }
}

#[test]
fn a_pattern_of_a_post_that_is_not_known_is_told() {
    let text = b"---\ncategories: recht\npermalink: /:categories/:week/:title/\n---\nText";
    let post = "_posts/2024-01-02-a.md";
    for (path, settings, url, expect) in [
        (post, "", "../recht/2024/01/02/a.html", Some("of which :week is not known")),
        (post, "permalink: none", "../recht/a.html", Some("of which :week is not known")),
        ("a.md", "", "../a.html", None),
    ] {
        let dir = folder(&[(path, text), ("_config.yml", settings.as_bytes())]);
        let reading = read_at(dir.path());
        assert_eq!(documents(&reading)[0].url, url);
        let reasons = reasons(&reading);
        assert_eq!(reasons.len(), usize::from(expect.is_some()), "{reasons:?}");
        assert!(expect.is_none_or(|part| reasons[0].contains(part)), "{reasons:?}");
    }
}

#[test]
fn fragments_follow_the_generator() {
    for (settings, expect) in
        [("", "über-uns-1"), ("book.toml", "Über-uns-1"), ("mkdocs.yml", "uber-uns_1")]
    {
        let mut files = vec![("a.md", "## Über uns\n\na\n\n## Über uns\n\nb".as_bytes())];
        files.extend(Some(settings).filter(|it| !it.is_empty()).map(|name| (name, &b""[..])));
        let reading = read_at(folder(&files).path());
        assert_eq!(documents(&reading)[0].sections[1].anchor, expect, "{settings}");
    }
}

#[test]
fn hostile_xml_is_bounded() {
    let entities: String = (1..20)
        .map(|n| format!("<!ENTITY a{n} '{}'>", format!("&a{};", n - 1).repeat(10)))
        .collect();
    let bomb = format!(
        "<!DOCTYPE rss [<!ENTITY a0 'x'>{entities}]><rss><item><title>&a19;</title></item></rss>"
    );
    let deep = format!("<rss>{}", "<a>".repeat(100_000));
    let dir = folder(&[("a.rss", bomb.as_bytes()), ("b.rss", deep.as_bytes()), ("c.rss", b"<rss")]);
    let reading = read_at(dir.path());
    assert!(documents(&reading).is_empty());
    let reasons = reasons(&reading);
    assert!(reasons.len() == 3 && reasons.iter().all(|it| it.contains("no XML")), "{reasons:?}");
}
