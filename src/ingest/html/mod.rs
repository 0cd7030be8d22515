//! Web pages: what a reader sees as the article, with its headings.
//!
//! A page that asks outside search engines not to list it (`noindex`) is read:
//! an imprint is often marked so, and a site's own visitors look for it.

mod body;
mod feed;
mod linked_data;
mod meta;
mod tree;
mod visible_date;

use ego_tree::NodeRef;
use scraper::{ElementRef, Html, Node};

use super::outline::Outline;
use super::{Article, clean, titles};
use crate::Section;
use body::Furniture;
use meta::Meta;

/// Bytes of text below which a `<main>` is no main text but a frame that a
/// script fills, or a mistake.
const ALMOST_NOTHING: usize = 100;

/// Reads a page. Whatever is not valid is read as browsers do.
pub(super) fn read(page: &str) -> Article {
    let page = tree::parse(page);
    let sections = main_text(&page);
    let mut meta = Meta::of(&page);
    let title = title_of(&mut meta).or_else(|| headline(&page, &sections));
    Article {
        title: title.unwrap_or_default(),
        lang: meta.lang.take(),
        served_at: meta.canonical.take(),
        site_name: meta.site_name.take(),
        description: std::mem::take(&mut meta.description),
        redirects: meta.redirects,
        facets: std::mem::take(&mut meta.facets),
        date: meta.date(),
        sections,
        ..Article::default()
    }
}

/// `<title>`, or what Open Graph says if that is the same without the site's name.
fn title_of(meta: &mut Meta) -> Option<String> {
    let [title, open_graph] = [&mut meta.title, &mut meta.open_graph_title].map(std::mem::take);
    let shorter = title.is_empty() || titles::is_part_of(&open_graph, &title);
    let title = if shorter && !open_graph.is_empty() { open_graph } else { title };
    Some(title).filter(|title| !title.is_empty())
}

/// Adds the text of HTML that stands within another format.
pub(super) fn read_fragment(html: &str, outline: &mut Outline) {
    body::collect(tree::parse(html).tree.root(), Furniture::With, outline);
}

/// The anchor that a tag sets, such as `<a name="x">`.
pub(super) fn anchor(tag: &str) -> Option<String> {
    let page = tree::parse(tag);
    let mut elements = page.tree.root().descendants().filter_map(ElementRef::wrap);
    let named = |e: ElementRef<'_>| {
        e.value().attr("id").or_else(|| e.value().attr("name")).map(str::to_owned)
    };
    elements.find_map(named)
}

/// The text of `<main>`, else of all `<article>`s, else of the page; if that is
/// (almost) nothing, of more of the page.
fn main_text(page: &Html) -> Vec<Section> {
    let (main, length) = text_of(&main_elements(page), Furniture::Without);
    if length >= ALMOST_NOTHING {
        return main;
    }
    let whole = [page.tree.root()];
    let (body, body_length) = text_of(&whole, Furniture::Without);
    match (length, body_length) {
        (0, 0) => text_of(&whole, Furniture::With).0,
        _ if body_length > 4 * length => body,
        _ => main,
    }
}

fn text_of(roots: &[NodeRef<'_, Node>], furniture: Furniture) -> (Vec<Section>, usize) {
    let mut outline = Outline::default();
    for root in roots {
        body::collect(*root, furniture, &mut outline);
    }
    outline.finish()
}

/// Outermost `<main>` or `role="main"`, else outermost `<article>`s.
fn main_elements(page: &Html) -> Vec<NodeRef<'_, Node>> {
    let is_main =
        |e: ElementRef<'_>| e.value().name() == "main" || e.value().attr("role") == Some("main");
    let mains = outermost(page, is_main);
    match mains.is_empty() {
        true => outermost(page, |e| e.value().name() == "article"),
        false => mains,
    }
}

/// The wanted elements that lie in no other, nor among what surrounds an article.
fn outermost<'a>(
    page: &'a Html,
    wanted: impl Fn(ElementRef<'a>) -> bool,
) -> Vec<NodeRef<'a, Node>> {
    let elements = page.tree.root().descendants().filter_map(ElementRef::wrap);
    elements
        .filter(|element| wanted(*element))
        .filter(|element| {
            let mut above = element.ancestors().filter_map(ElementRef::wrap);
            !above.any(|above| {
                wanted(above) || matches!(above.value().name(), "nav" | "aside" | "footer")
            })
        })
        .map(|element| *element)
        .collect()
}

/// The first `<h1>` of the text, else of the page.
fn headline(page: &Html, sections: &[Section]) -> Option<String> {
    if let Some(section) = sections.iter().find(|section| section.level == 1) {
        return Some(section.heading.clone());
    }
    let mut elements = page.tree.root().descendants().filter_map(ElementRef::wrap);
    let first = elements.find(|element| element.value().name() == "h1")?;
    Some(clean::line(&meta::text_of(first))).filter(|heading| clean::has_words(heading))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::outline;

    fn shown(page: &str) -> String {
        outline::shown(&read(page).sections)
    }

    #[test]
    fn texts() {
        let cases = [
            ("<p>Apfel<p>Birne<br>Kirsche<ul><li>a<li>b</ul>", "Apfel\nBirne Kirsche\na\nb"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>", "a b\nc"),
            (
                "Migra<b>tions</b>beratung <span>Ü</span>ber Rechts<wbr>schutz",
                "Migrationsberatung Über Rechtsschutz",
            ),
            ("<p>a<br><br>b", "a\nb"),
            ("<pre>eins\n  zwei</pre>", "eins\nzwei"),
            (
                "a<script>x</script><style>y</style><noscript>z</noscript><template>t</template>b",
                "ab",
            ),
            (
                "<p>a<p hidden>b<p aria-hidden=true>c<p style='Display: none'>d<button>e</button>",
                "a",
            ),
            (
                "<nav>a</nav><header>b</header><p>c<aside>d</aside><form>e</form><footer>f</footer>",
                "c",
            ),
            ("<nav>nur das</nav>", "nur das"),
            ("<p>davor<main><p>Haupttext</main>", "Haupttext"),
            ("<main hidden>x</main><main>Haupttext</main>", "Haupttext"),
            ("<article>a</article><aside><article>x</article></aside><article>b</article>", "a\nb"),
            ("<article><header><h1>Titel</h1></header>Text</article>", "# Titel #\nText"),
            ("<article><header>Von mir</header>Text</article>", "Text"),
            (
                "<form><h1>Titel</h1><p>Seite in einem Formular</form>",
                "# Titel #\nSeite in einem Formular",
            ),
            ("<ruby>漢字<rp>(</rp><rt>かんじ</rt></ruby>", "漢字"),
        ];
        for (page, expect) in cases {
            assert_eq!(shown(page), expect, "{page}");
        }
    }

    #[test]
    fn anchors() {
        let cases = [
            ("<h2 id=a>A</h2>", "## A #a"),
            ("<h2><a name=a></a>A</h2>", "## A #a"),
            ("<h2><span id=a>A</span></h2>", "## A #a"),
            ("<a id=a></a><h2>A</h2>", "## A #a"),
            ("<div class=section id=a><div class=titlepage><h2>A</h2></div>x</div>", "## A #a\nx"),
            ("<section id=a><p>Text</p><h2>B</h2></section>", "Text\n## B #"),
            ("<section id=a><h2 id=b>B</h2></section>", "## B #b"),
            ("<h2 id=a>A<a class=headerlink href=#a>¶</a></h2>", "## A #a"),
            ("<h2 id=a>A<br><em>b</em></h2><h3></h3><p>x", "## A b #a\nx"),
        ];
        for (page, expect) in cases {
            assert_eq!(shown(page), expect, "{page}");
        }
    }

    #[test]
    fn statements() {
        let cases = [
            ("<title> A\n&amp; B </title><h1>C</h1>", ["A & B", "", ""]),
            ("<title></title><meta property=og:title content=A><h1>C</h1>", ["A", "", ""]),
            ("<title>A | S</title><meta property=og:title content=A>", ["A", "", ""]),
            ("<title>A | S</title><meta property=og:title content=B>", ["A | S", "", ""]),
            ("<header><h1>A</h1></header><p>b", ["A", "", ""]),
            ("<svg><title>x</title></svg><p>b", ["", "", ""]),
            ("<html lang=de-AT><p>a", ["", "de", ""]),
            ("<html xml:lang=EN><p>a", ["", "en", ""]),
            ("<meta property=og:locale content=de_DE>", ["", "de", ""]),
            ("<meta http-equiv=Content-Language content='fr, de'>", ["", "fr", ""]),
            (
                "<meta name=date content=2024-01-02><meta property=article:published_time content=2024-07-02T10:00Z>",
                ["", "", "2024-07-02"],
            ),
            ("<meta name=DC.date.issued content=2024-07-02>", ["", "", "2024-07-02"]),
            (
                "<script type=application/ld+json>{\"@graph\":[{\"datePublished\":\"2024-07-02T00:00\"}]}</script>",
                ["", "", "2024-07-02"],
            ),
            ("<time datetime=2024-07-02>gestern</time>", ["", "", "2024-07-02"]),
            (
                "<time datetime=2020-01-01>x</time><time itemprop=datePublished datetime=2024-07-02>y</time>",
                ["", "", "2024-07-02"],
            ),
            ("<meta name=date content=unbekannt>", ["", "", ""]),
        ];
        for (page, expect) in cases {
            let article = read(page);
            let [lang, date] = [article.lang, article.date].map(Option::unwrap_or_default);
            assert_eq!([article.title.as_str(), &lang, &date], expect, "{page}");
        }
    }

    #[test]
    fn facets() {
        let cases: [(&str, &[(&str, &[&str])]); 7] = [
            ("<p>a", &[]),
            ("<meta name=Keywords content='a, B c,a,'>", &[("tag", &["a", "B c"])]),
            (
                "<meta property=article:author content='https://example.org/a'><script type=application/ld+json>{\"@type\": \"Article\", \"author\": {\"name\": \"A\"}, \"keywords\": \"b, c\"}</script>",
                &[("author", &["A"]), ("tag", &["b", "c"])],
            ),
            (
                "<meta property=article:tag content='a, b'><meta property=article:tag content=c>",
                &[("tag", &["a, b", "c"])],
            ),
            (
                "<meta name=author content='A B'><meta property=article:section content=Recht>",
                &[("author", &["A B"]), ("category", &["Recht"])],
            ),
            (
                "<p data-findling-filter=Zielgruppe:Schule>x<b data-findling-filter=ort> Neu <i>Ulm</i></b>",
                &[("ort", &["Neu Ulm"]), ("zielgruppe", &["Schule"])],
            ),
            ("<meta data-findling-filter=ort content=Ulm>", &[("ort", &["Ulm"])]),
        ];
        for (page, expect) in cases {
            let owned = |&(name, values): &(&str, &[&str])| {
                (name.to_owned(), values.iter().map(|&value| value.to_owned()).collect())
            };
            let expect: std::collections::BTreeMap<String, Vec<String>> =
                expect.iter().map(owned).collect();
            assert_eq!(read(page).facets.finish().0, expect, "{page}");
        }
    }

    #[test]
    fn hostile_pages_cost_little() {
        let deep = format!("{}Engelwurz{}<p>Ende", "<div>".repeat(60_000), "</div>".repeat(60_000));
        let formats: String = (0..3_000).map(|n| format!("<b id=x{n}><p>")).collect();
        let many: String = (0..200_000).map(|n| format!(" a{n}")).collect();
        let quoted: String = (0..200_000).map(|n| format!(" a{n}='<b>'")).collect();
        let pages = [
            deep,
            format!("{formats}Engelwurz<p>Ende"),
            "<".repeat(100_000) + " Engelwurz Ende",
            format!("<p{many}>Engelwurz</p{many}><p>Ende"),
            format!("<p{quoted}>Engelwurz<p>Ende"),
            // Where no tag seems to be, and where a tag seems to be and is none.
            format!("<!-- {many} <b{many} --><p{many}>Engelwurz<p>Ende"),
            format!("<svg><![CDATA[]]><p{many}>Engelwurz</svg><p>Ende"),
            format!("<script>if(a<b{many}</script{many}><p{many}>Engelwurz<p>Ende"),
            format!("<script>if(a<b x='</script><p{many}>Engelwurz<p title='>'>Ende"),
        ];
        for page in pages {
            let text = shown(&page);
            let start = page.get(..80).unwrap_or(&page);
            assert!(text.contains("Engelwurz") && text.contains("Ende"), "{start}");
        }
    }
}
