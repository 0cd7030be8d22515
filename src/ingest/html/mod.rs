//! Web pages: what a reader sees as the article, with its headings.
//!
//! A page that asks search engines not to list it (`noindex`) says so to us, too: it is left out
//! unless the settings say otherwise.

mod alt;
mod blocks;
mod body;
mod breadcrumb;
mod feed;
mod furniture;
mod linked_data;
mod main_text;
mod meta;
mod microdata;
mod owner;
mod tree;
mod visible_date;

use std::collections::HashSet;

use ego_tree::{NodeId, NodeRef};
use scraper::node::Element;
use scraper::{ElementRef, Html, Node};

use super::outline::Outline;
use super::{Article, Note, Unlisted, clean, titles};
use crate::Section;
use main_text::MainText;
use meta::Meta;
use owner::Owner;
pub use owner::PageRules;
pub(super) use tree::Syntax;

/// Bytes of text below which a `<main>` is no main text but a frame that a
/// script fills, or a mistake.
const ALMOST_NOTHING: usize = 100;

/// Reads a page. Whatever is not valid is read as browsers do.
pub(super) fn read(page: &str, syntax: Syntax, rules: &PageRules) -> Article {
    let page = tree::parse(page, syntax);
    let mut owner = Owner::of(&page, rules);
    let mut shown = match owner.bodies.is_empty() {
        true => article(&page, &owner.ignored),
        false => Shown::new(owner.bodies.clone(), owner.ignored.clone()),
    };
    let sections = std::mem::take(&mut shown.sections);
    let mut meta = Meta::of(&page);
    let title = title_of(&mut meta).or_else(|| headline(&page, &sections));
    let mut article = Article {
        title: title.unwrap_or_default(),
        lang: meta.lang.take(),
        notes: meta.mistake.take().map(Note::from).into_iter().collect(),
        site_name: meta.site_name.take(),
        stated: std::mem::take(&mut meta.stated),
        redirects: meta.redirects,
        unlisted: meta.is_noindex.then_some(Unlisted::Noindex),
        facets: std::mem::take(&mut meta.facets),
        is_event: meta.is_event(),
        days_of_events: meta.days_of_events(),
        date: meta.date(),
        is_bare: shown.is_whole,
        is_marked: Some(owner.has_pagefind_body),
        matched: std::mem::take(&mut owner.matched),
        sections,
        ..Article::default()
    };
    owner.apply(&shown, &mut article);
    article
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
    body::collect(tree::parse(html, Syntax::Html).tree.root(), &HashSet::new(), outline);
}

/// The anchor that a tag sets, such as `<a name="x">`.
pub(super) fn anchor(tag: &str) -> Option<String> {
    of_tag(tag, |element| element.attr("id").or_else(|| element.attr("name")))
}

/// The text of a tag that is a picture.
pub(super) fn alt(tag: &str) -> Option<String> {
    of_tag(tag, alt::alt_of)
}

fn of_tag(tag: &str, stated: impl Fn(&Element) -> Option<&str>) -> Option<String> {
    let page = tree::parse(tag, Syntax::Html);
    let mut nodes = page.tree.root().descendants();
    nodes.find_map(|node| stated(node.value().as_element()?)).map(str::to_owned)
}

/// Where the text of a page stands, and what it is.
struct Shown<'a> {
    roots: Vec<NodeRef<'a, Node>>,
    /// What lies below them, but is no text of the page.
    left_out: HashSet<NodeId>,
    sections: Vec<Section>,
    /// Bytes of text.
    length: usize,
    /// It is all of the page.
    is_whole: bool,
}

impl<'a> Shown<'a> {
    fn new(roots: Vec<NodeRef<'a, Node>>, left_out: HashSet<NodeId>) -> Self {
        let mut outline = Outline::default();
        roots.iter().for_each(|root| body::collect(*root, &left_out, &mut outline));
        let (sections, length) = outline.finish();
        let is_whole = roots.iter().any(|root| root.parent().is_none());
        Self { roots, left_out, sections, length, is_whole }
    }
}

/// The article, without its furniture; if that is (almost) nothing, more of the page.
fn article<'a>(page: &'a Html, ignored: &HashSet<NodeId>) -> Shown<'a> {
    let whole = || vec![page.tree.root()];
    let text = MainText::of(page.tree.root(), ignored);
    let marked = main_elements(page);
    // Some pages mark what is not their text.
    let is_marked = text.core.is_none_or(|core| lies_in(core, &marked));
    let mut roots = if is_marked { marked.clone() } else { whole() };
    // The headline may stand above what is marked.
    if let Some(lead) = text.lead.filter(|lead| !lies_in(*lead, &roots)) {
        roots.insert(0, lead);
    }
    let main = Shown::new(roots, text.left_out);
    if main.length >= ALMOST_NOTHING {
        return main;
    }
    // A guest book, a list of teasers: all that there is.
    if is_marked && main.sections.iter().all(|section| section.text.is_empty()) {
        let all = Shown::new(marked, ignored.clone());
        if all.length > main.length {
            return all;
        }
    }
    let body = Shown::new(whole(), main.left_out.clone());
    match (main.length, body.length) {
        (0, 0) => Shown::new(whole(), ignored.clone()),
        _ if body.length > 4 * main.length => body,
        _ => main,
    }
}

/// Whether a node is one of these, or within one.
fn lies_in(node: NodeRef<'_, Node>, roots: &[NodeRef<'_, Node>]) -> bool {
    std::iter::once(node).chain(node.ancestors()).any(|around| roots.contains(&around))
}

/// Outermost `<main>` or `role="main"`, else outermost `<article>`s.
fn main_elements(page: &Html) -> Vec<NodeRef<'_, Node>> {
    let mains = outermost(page, |e| furniture::is_main(e.value()));
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
        outline::shown(&read(page, Syntax::Html, &PageRules::default()).sections)
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
            (
                "<p>Ein Satz, der lang genug ist, um als laufender Text zu gelten, und so weiter.\
                 <ul class=related><li><a href=x>Anderes</a></ul><div id=comments>Toll!</div>",
                "Ein Satz, der lang genug ist, um als laufender Text zu gelten, und so weiter.",
            ),
            ("<p>a<img alt=Weide>b<img alt=WEIDE>c", "a Weide bc"),
            (
                "<p><img alt=' Eine Weide '>a<p id=x><img alt=Ulme><h2>B</h2>",
                "Eine Weide\na\nUlme\n## B #x",
            ),
            ("<img alt=Weide><img alt><img><img alt='Weide' role=none>a", "Weide\na"),
            (
                "<p>a<img alt=DSC_001><img alt='Ein Bild.JPG'><img alt='© A. B.'><img alt='🙂 '>b",
                "ab",
            ),
            (
                "<figure><img alt=Weide></figure><i>Abb. 1: Weide</i><p><a>Ulme<img alt='[Ulme]'></a>",
                "Abb. 1: Weide\nUlme",
            ),
            (
                "<p>Abb. 1. Filter <b>„<i>Sinus</i>“</b> an</p><img alt='Filter „Sinus“ an'><p>a",
                "Abb. 1. Filter „Sinus“ an\na",
            ),
            (
                "<img alt='Filter „Sinus“ an'><p>Abb. 1: Filter <b>„<i>Sinus</i>“</b> an</p><p>a",
                "Abb. 1: Filter „Sinus“ an\na",
            ),
            (
                "<p>Eine <i>alte</i></p><p>Weide<img alt='Eine alte Weide'>",
                "Eine alte\nWeide Eine alte Weide",
            ),
            ("<p>a<h1><img alt=Weide></h1><h2><img alt=Ulme>b</h2><p>Weide.", "a\n## b #\nWeide."),
            ("<h1><img alt=Weide></h1>a<img hidden alt=Ulme>", "# Weide #\na"),
            ("<p>a<img alt=Weide><i hidden>Weide</i>b", "a Weide b"),
            ("<p>a<img alt=Weide><i aria-hidden=true>Weide</i>b", "ab"),
            (
                "<h2><button>Was kostet es?</button></h2>Nichts.<h2>Frist<button>x</button></h2>",
                "## Was kostet es? #\nNichts.\n## Frist #",
            ),
            (
                "<button aria-controls=a>Was kostet es?</button><div id=a hidden>Nichts.</div>\
                 <h3><button aria-controls=b>Wann?</button></h3><div id=b aria-hidden=true>Montags.</div>\
                 <div role=tabpanel hidden>Bus</div><button aria-controls=c>Menü</button>",
                "Was kostet es?\nNichts.\n### Wann? #\nMontags.\nBus",
            ),
            (
                "<dl><dt>weide(ort)<a href='#weide'>¶</a><dd>Pflanzt sie.</dl>",
                "weide(ort)\nPflanzt sie.",
            ),
            (
                "<p>Ulme<sup id=r><a href=#n>[1]</a></sup> und Erle<a href=#m><sup>2</sup></a>, \
                 Weide<a role=doc-noteref href=n.xhtml#o>3</a>, 5 m<sup>2</sup>, <a href=#p>4</a>, \
                 <a href=#q>m<sup>2</sup></a>",
                "Ulme und Erle, Weide, 5 m2, 4, m2",
            ),
            (
                "<dl><dt><b>ort</b><span class=classifier>Text</span></dl><a>Ulm</a><wbr><b>neu</b>",
                "ort Text\nUlm neu",
            ),
            ("<p><label>Ort</label><label>Tag</label>", "Ort Tag"),
            (
                "<p>Die <abbr title='Ständige Impfkommission'>STIKO</abbr> rät; \
                 <abbr title='Ständige Impfkommission'>STIKO</abbr>",
                "Die STIKO (Ständige Impfkommission) rät; STIKO",
            ),
            ("<p><abbr title=2013-06-07>7. Juni</abbr> <abbr title=required>*</abbr>", "7. Juni *"),
            (
                "<h2>Ufer<span class=mw-editsection><span>[</span><a href=x>Bearbeiten</a>]</span></h2>a",
                "## Ufer #\na",
            ),
            ("<ruby>漢字<rp>(</rp><rt>かんじ</rt></ruby>", "漢字"),
        ];
        for (page, expect) in cases {
            assert_eq!(shown(page), expect, "{page}");
        }
    }

    #[test]
    fn what_owners_mistype_is_told() {
        let cases = [
            ("<html lang=deutsch><p>a", "found \"deutsch\""),
            ("<html lang=deutsch xml:lang=de><p>a", ""),
            ("<html lang=''><p>a", ""),
            ("<p data-findling-meta=foo>a", "has `foo` as data-findling-meta"),
            ("<p data-findling-meta='foo:1, foo:2'>a", "has `foo` as data-findling-meta"),
            ("<p data-findling-meta='lang:deutsch'>a", "found \"deutsch\""),
            ("<p data-findling-meta='title:A, author:B, category:C'>a", ""),
            ("<p data-pagefind-meta=foo>a", ""),
            ("<p data-findling-weight=30>a", "has 30 as data-findling-weight"),
            ("<p data-findling-weight=viel>a", "has `viel` as data-findling-weight"),
            (
                "<p data-findling-weight=10>a<p data-findling-weight=1>b<p data-pagefind-weight=30>c",
                "",
            ),
        ];
        for (page, expect) in cases {
            let article = read(page, Syntax::Html, &PageRules::default());
            let notes: Vec<_> = article.notes.iter().map(|note| note.text.as_str()).collect();
            assert_eq!(notes.len(), usize::from(!expect.is_empty()), "{page}: {notes:?}");
            assert!(notes.concat().contains(expect), "{page}: {notes:?}");
        }
    }

    /// `{}` is running text; what is kept of the rest is the second part.
    #[test]
    fn furniture() {
        const TEXT: &str = "Im Frühjahr treiben die Weiden am Fluss aus, und wer früh kommt, sieht \
            die Bienen an den Kätzchen, lange bevor die ersten Wiesen blühen.";
        let cases = [
            // By what parts call themselves.
            ("<div class='entry'><p>{}</div><div id=comments><p>{} Toll!</div>", "{}"),
            ("<p>{}<div class=cookie-banner>Wir nutzen Cookies.</div>", "{}"),
            ("<p>{}<ul class='social share'><li>X<li>Mail</ul>", "{}"),
            ("<div class=breadcrumbs><a href=/>Start</a> / Fluss</div><p>{}", "{}"),
            ("<article><p>{}<div class=tags>Tags: <a href=x>Fluss</a></div></article>", "{}"),
            ("<main><p>{}</main><div class='newsletter-box'><p>{}</div>", "{}"),
            (
                "<div class=content><p>{}</div><div class=sidebar><p>Wer wir sind <a href=x>mehr</a></div>",
                "{}",
            ),
            ("<p>{}<div role=dialog>Anmelden</div><div data-nosnippet>Preis</div>", "{}"),
            ("<p>{}<p class=noprint>Als PDF speichern</p>", "{}"),
            ("<p>{}<p class='print:hidden'>Als PDF speichern</p>", "{}"),
            (
                "<article><div><a href=x><img></a>Weide am Fluss</div><div><p>{}</div></article>",
                "{}",
            ),
            (
                "<main><section><h1>A</h1><p>{}<p>{}</section>\
                 <section id=newsletter><p>Zu uns: <a href=x>anmelden</a></section></main>",
                "# A #\n{}\n{}",
            ),
            ("<article><p>{}<div class=author-bio>Anna schreibt gern.</div></article>", "{}"),
            ("<figure><figcaption>Weiden (Foto: A. B.)</figcaption></figure><p>{}", "{}"),
            ("<p><img alt=Ulmen>{}<p>{}<ul class=related><li>Erlen<li>Ulmen</ul>", "Ulmen\n{}\n{}"),
            (
                "<figure><img alt='Zwei Weiden'><figcaption>Zwei Weiden</figcaption></figure><p>{}",
                "{}",
            ),
            // By headings.
            (
                "<p>{}<h3>Das könnte Sie auch interessieren</h3><ul><li><a href=x>Erlen</a></ul>",
                "{}",
            ),
            ("<p>{}<div><h3>Weitere Artikel</h3><p><a href=x>Erlen am Bach</a></div>", "{}"),
            ("<p>{}<p>Lesen Sie auch: <a href=x>Erlen am Bach</a>", "{}"),
            ("<p>{}<p><a href=x>Zurück zur Übersicht</a>", "{}"),
            // By where they stand.
            ("<div><p>{}<p>{}</div><div><a href=a>Erlen</a> <a href=b>Ulmen</a></div>", "{}\n{}"),
            ("<div class=c><p>{}<p>{}</div><div class=d><b>Impressum</b></div>", "{}\n{}"),
            ("<p>Durch die Nutzung stimmen Sie Cookies zu.</p><div><p>{}<p>{}</div>", "{}\n{}"),
            // What looks like furniture, and is none.
            ("<div class='post has-sidebar category-kommentare'><p>{}</div>", "{}"),
            ("<div class=teaser-text><p>{}</div>", "{}"),
            ("<p>{}<p>{}<div class=sidebar><p>Zur Art: {}</div>", "{}\n{}\nZur Art: {}"),
            ("<section><h2 id=comments>Comments</h2><p>{}</section>", "## Comments #comments\n{}"),
            (
                "<p>{}<h2>Spenden</h2><p>Konto 123, <a href=x>Bank</a><h2>Ort</h2><p>Ulm",
                "{}\n## Spenden #\nKonto 123, Bank\n## Ort #\nUlm",
            ),
            (
                "<h1>Neues</h1><div class=teaser><h3>A</h3><p>{}<a href=a>mehr</a></div>\
                 <div class=teaser><h3>B</h3><p>{}<a href=b>mehr</a></div>",
                "# Neues #\n### A #\n{}mehr\n### B #\n{}mehr",
            ),
            (
                "<main><h1>Neues</h1><div><article class=teaser><h2><a href=a>A</a></h2><p>{}</article></div>\
                 <div><article class=teaser><h2><a href=b>B</a></h2><p>{}</article></div></main>",
                "# Neues #\n## A #\n{}\n## B #\n{}",
            ),
            (
                "<main><p>{}<h2>Verwandte Arten</h2><ul><li><a href=x>Erle</a>, am Ufer häufig</ul><p>{}</main>",
                "{}\n## Verwandte Arten #\nErle, am Ufer häufig\n{}",
            ),
            ("<h2>Weitere Arten</h2><p>{}", "## Weitere Arten #\n{}"),
            ("<dl><dt>Anzeige<dd>{}</dl>", "Anzeige\n{}"),
            (
                "<dl><dt id=term-newsletter>Brief<dd>{}<dt id=cookie>Keks<dd id=comment>Süß</dl>",
                "Brief\n{}\nKeks\nSüß",
            ),
            ("<p>{}<div id=http.cookies.Cookie>Ein Keks</div>", "{}\nEin Keks"),
            (
                "<p>{}<h2>Siehe auch</h2><div><a href=a>Erle</a>, <a href=b>Ulme</a></div>",
                "{}\n## Siehe auch #\nErle, Ulme",
            ),
            (
                "<p>{}<div><div><h2>Arten</h2></div><p>Am Ufer:<div><ul><li><a href=a>Erle</a><li><a href=b>Ulme</a></ul></div></div>",
                "{}\n## Arten #\nAm Ufer:\nErle\nUlme",
            ),
            (
                "<p>{}<section><h2>Arten</h2><p>Am Ufer stehen viele.<ul><li><a href=a>Erle</a><li><a href=b>Ulme</a></ul></section>",
                "{}\n## Arten #\nAm Ufer stehen viele.\nErle\nUlme",
            ),
            (
                "<div class=toc><ul><li><a href=a>Erle</a><li><a href=b>Ulme</a></ul></div><p>{}",
                "Erle\nUlme\n{}",
            ),
            (
                "<div class=toc><ul><li><a href=#a>Erle</a><li><a href=#b>Ulme</a></ul></div><p>{}",
                "{}",
            ),
            (
                "<div class=s><h2>A</h2><p>{}</div><div class=s><h2>B</h2>Kurz.</div>",
                "## A #\n{}\n## B #\nKurz.",
            ),
            (
                "<h1>Bäume</h1><ul><li><a href=a>Erle</a><li><a href=b>Ulme</a></ul>",
                "# Bäume #\nErle\nUlme",
            ),
            (
                "<p>{}<figure><figcaption>Abbildung 2: Weiden</figcaption></figure>",
                "{}\nAbbildung 2: Weiden",
            ),
            (
                "<figure><figcaption>Weiden, Erlen und Ulmen an einem Fluss</figcaption></figure>",
                "Weiden, Erlen und Ulmen an einem Fluss",
            ),
            ("<article><a href=x>Andere</a></article><div><p>{}<p>{}</div>", "{}\n{}"),
            ("<main><h1>Bus</h1><div><p>{}</div><div>Nach Au</div></main>", "# Bus #\n{}\nNach Au"),
            (
                "<p>{}<p>{}<aside epub:type='footnote'><p>Auch Quitte.</aside>",
                "{}\n{}\nAuch Quitte.",
            ),
            (
                "<main><article><h1>Mühle</h1><p>{}<p>{}</article>\
                 <section><h2>Zeiten</h2><p>Täglich bis 17 Uhr</section></main>",
                "# Mühle #\n{}\n{}\n## Zeiten #\nTäglich bis 17 Uhr",
            ),
            (
                "<main><h1>Wir</h1><p>{}<div class=teaser><h3>Dach</h3><p>Dicht seit Jahren.</div>\
                 <div class=teaser><h3>Wand</h3><p>Warm seit Jahren.</div></main>",
                "# Wir #\n{}\n### Dach #\nDicht seit Jahren.\n### Wand #\nWarm seit Jahren.",
            ),
            (
                "<main><h1>Wir</h1><p>{}<div class=author><h3>Anna</h3><p>Leitung</div>\
                 <div class=author><h3>Ben</h3><p>Werkstatt</div></main>",
                "# Wir #\n{}\n### Anna #\nLeitung\n### Ben #\nWerkstatt",
            ),
            (
                "<nav>Start</nav><main><h1>Gästebuch</h1><div class=comment><p>Schöner Fluss!</div>\
                 <div class=comment><p>Gern wieder.</div></main>",
                "# Gästebuch #\nSchöner Fluss!\nGern wieder.",
            ),
            (
                "<nav>Start</nav><main><h1>Neues</h1><article class=teaser><h2><a href=a>A</a></h2>\
                 <p>Kurz dazu.</article><article class=teaser><h2><a href=b>B</a></h2><p>Mehr dazu.\
                 </article></main>",
                "# Neues #\n## A #\nKurz dazu.\n## B #\nMehr dazu.",
            ),
            (
                "<main><div><p>{}</div><div><table><tr><td>7<td><a href=x>Au</a>, 8 Uhr</table></div></main>",
                "{}\n7 Au, 8 Uhr",
            ),
            (
                "<div class='text first'><p>{}</div><div class='text last'>Am Alten Markt 3, im Hof links</div>",
                "{}\nAm Alten Markt 3, im Hof links",
            ),
            (
                "<div><div class=elementor-widget><h2>Ufer</h2></div><div class=elementor-widget>{}</div></div>",
                "## Ufer #\n{}",
            ),
            (
                "<main><div class='widget text'><p>{}</div><div class='widget list'><ul><li>Erle<li>Ulme</ul></div></main>",
                "{}\nErle\nUlme",
            ),
            (
                "<main><section><h2>Bus</h2><p>{}</section><section class=b><h2>Bahn</h2>Nach Au, <a href=x>Plan</a></section></main>",
                "## Bus #\n{}\n## Bahn #\nNach Au, Plan",
            ),
            (
                "<p>{}<table class='print:small'><thead class=sticky><tr><th>Baum<tbody class=bar><tr><td>Erle</table><p>{}",
                "{}\nBaum\nErle\n{}",
            ),
            (
                "<div id=content><div><div><p>{}<p>{}</div><div>Bus 4 nach Au</div></div><div><b>Preise:</b> frei</div></div>",
                "{}\n{}\nBus 4 nach Au\nPreise: frei",
            ),
            (
                "<div id=content><div><p>{}<p>{}</div><div><h3>Partner</h3><img></div></div>",
                "{}\n{}",
            ),
            (
                "<article><h1>Bilder</h1><p>Zwei Weiden<p>Drei Erlen und eine Ulme, alle am Ufer<p>Eine Brücke, im März, \
                 als das Wasser noch hoch stand<p>Ein Kahn<p>Noch ein Kahn, der keinen Boden mehr hat und \
                 im Gras liegt<footer>Von Anna, die in Ulm lebt und arbeitet und Bilder macht. \
                 Nicht nur Bilder.</footer></article>",
                "# Bilder #\nZwei Weiden\nDrei Erlen und eine Ulme, alle am Ufer\nEine Brücke, im März, \
                 als das Wasser noch hoch stand\nEin Kahn\nNoch ein Kahn, der keinen Boden mehr hat und \
                 im Gras liegt",
            ),
            (
                "<div><h1>Rat</h1><table><tr><td><a href=a>Anna Erle</a><td>Liste</table></div>\
                 <div><p>Gemeinde am Fluss, Uferweg 3, 12345 Ulm, Telefon 0123 456789, Fax 0123 4567</div>",
                "# Rat #\nAnna Erle Liste\n\
                 Gemeinde am Fluss, Uferweg 3, 12345 Ulm, Telefon 0123 456789, Fax 0123 4567",
            ),
            (
                "<main><p>{}<div class=m><h3>Anna</h3><p class=bio>Pflanzt.</div><div class=m><h3>Jo</h3><p class=bio>Sägt.</div></main>",
                "{}\n### Anna #\nPflanzt.\n### Jo #\nSägt.",
            ),
            ("<main><p>{}<dl class=meta><dt>Baujahr<dd>1911</dl></main>", "{}\nBaujahr\n1911"),
            ("<div><header><h2>Ufer</h2></header><p>{}</div>", "## Ufer #\n{}"),
            (
                "<main><p>{}<div><header><h5>Ufer</h5></header><p>{}</div></main>",
                "{}\n##### Ufer #\n{}",
            ),
            ("<article><header><b>Ufer</b><p>{}</header><p>{}</article>", "Ufer\n{}\n{}"),
            (
                "<header class=top><h1>Ufer</h1>Weiden und Erlen <a href=x>Karte</a></header><main><p>{}</main>",
                "# Ufer #\nWeiden und Erlen Karte\n{}",
            ),
            (
                "<header><h1>Verein</h1><a href=/>Start</a></header><main><h1><a href='#u'>Ufer</a></h1><p>{}</main>",
                "# Ufer #\n{}",
            ),
            (
                "<section class=promo><h1>Ufer</h1>Weiden</section><section><p>{}</section>",
                "# Ufer #\nWeiden\n{}",
            ),
            (
                "<main><p>{}<blockquote>Schön.<footer>Anna</footer></blockquote>                 <div class=card>Karte<div class=card-footer>4 Euro</div></div><p>{}</main>",
                "{}\nSchön.\nAnna\nKarte\n4 Euro\n{}",
            ),
            ("<main><p>{}<section class=social-work><p>{}</section><p>{}</main>", "{}\n{}\n{}"),
            ("<p>{}<p>Wer Cookies nutzt, weiß mehr.<p>{}", "{}\nWer Cookies nutzt, weiß mehr.\n{}"),
        ];
        for (page, expect) in cases {
            let [page, expect] = [page, expect].map(|text| text.replace("{}", TEXT));
            assert_eq!(shown(&page), expect, "{page}");
        }
    }

    #[test]
    fn owners_words() {
        let cases = [
            ("<p>a<div data-findling-body>b<nav>c</nav></div>", "b\nc"),
            ("<div data-pagefind-body>a</div><p>b<div data-pagefind-body>c</div>", "a\nc"),
            ("<main data-pagefind-body>a<nav>b</nav><form>c</form><footer>d</footer></main>", "a"),
            ("<main><p>a<p data-findling-ignore>b</main>", "a"),
            ("<p>a<p data-pagefind-ignore=index>b<p data-pagefind-ignore=all>c", "a"),
            (
                "<p>a<img data-pagefind-index-attrs='alt, title' alt=Weide title=Fluss>b",
                "a Weide Fluss b",
            ),
        ];
        for (page, expect) in cases {
            assert_eq!(shown(page), expect, "{page}");
        }
    }

    #[test]
    fn owners_statements() {
        let rules = PageRules {
            body: None,
            ignore: PageRules::selector(".weg").ok(),
            meta: vec![("date".to_owned(), PageRules::selector(".am").expect("one"))],
            filter: vec![("ort".to_owned(), PageRules::selector(".ort").expect("one"))],
            weight: vec![(PageRules::selector("b").expect("one"), 3)],
            read_noindex: false,
            stated_in: None,
        };
        // Title, date, facets, what is emphasised, text.
        let cases = [
            ("<title>T</title><h2 data-findling-meta=title>A</h2>b", "A||||## A #\nb"),
            (
                "<title>T</title><p data-pagefind-meta='title:A, b, date:2024-07-02'>b",
                "A, b, date:2024-07-02||||b",
            ),
            (
                "<p data-findling-meta='date[datetime], author' datetime=2024-07-02>A",
                "|2024-07-02|author=A||A",
            ),
            (
                "<p class=am>2. Juli 2024</p><p class=weg>x<p class=ort>Ulm",
                "|2024-07-02|ort=Ulm||2. Juli 2024\nUlm",
            ),
            ("<p data-pagefind-sort='date:2024-07-02'>a", "|2024-07-02|||a"),
            (
                "<p data-pagefind-filter='art[title], ort:Ulm, Neu' title=Weide>a",
                "|| art=Weide ort=Ulm, Neu||a",
            ),
            ("<div data-pagefind-ignore=all><p data-pagefind-filter=ort:Ulm></div>a", "||||a"),
            (
                "<p data-findling-weight=4.2>a <b>c</b><p data-findling-weight=0>d",
                "|||a×4 c×3|a c\nd",
            ),
            // Only what is read, of elements within and around it.
            ("<p hidden><b>x</b></p><p>a <b>c</b>", "|||c×3|a c"),
            ("<p>a <b>c<br>d</b>", "|||c d×3|a c d"),
            ("<nav><b>x</b><a href=/>Start</a></nav><main><p>a <b>c</b></main>", "|||c×3|a c"),
            (
                "<b>x</b><div data-findling-weight=2><b>y</b><p data-findling-body>a <b>c</b>",
                "|||a×2 c×3|a c",
            ),
        ];
        for (page, expect) in cases {
            let article = read(page, Syntax::Html, &rules);
            let facets = article.facets.finish().0;
            let facets: Vec<String> = facets
                .iter()
                .map(|(name, values)| format!("{name}={}", values.join("/")))
                .collect();
            let emphasis: Vec<String> =
                article.emphasis.iter().map(|it| format!("{}×{}", it.text, it.weight)).collect();
            let found = [
                article.title,
                article.date.unwrap_or_default(),
                facets.join(" "),
                emphasis.join(" "),
                outline::shown(&article.sections),
            ];
            assert_eq!(found.join("|"), expect.replace("| ", "|"), "{page}");
        }
    }

    #[test]
    fn what_is_neither_searched_nor_shown() {
        let data = |json: &str| format!("<script type=application/ld+json>{json}</script>a");
        let cases = [
            ("<link rel=canonical href=https://a.b/c>a", "canonical=https://a.b/c"),
            (
                "<meta name=description content=' A  b'><meta property=og:image content=/c.png>a",
                "description=A b image=/c.png",
            ),
            (
                &data(r#"{"@type": "Article", "image": [{"url": "c.png"}], "description": "A"}"#),
                "description=A image=c.png",
            ),
            (
                &data(
                    r##"[{"@type": "Article", "image": {"@id": "#c"}}, {"@id": "#c", "url": "d"}]"##,
                ),
                "image=d",
            ),
            (
                &data(
                    r#"{"@type": "BreadcrumbList", "itemListElement": [{"position": 2, "name": "B"},
                        {"position": 1, "item": {"name": "A"}}, {"position": 10, "name": "C"}]}"#,
                ),
                "breadcrumb=A › B › C",
            ),
            (
                "<nav aria-label=Breadcrumb>Hier: <a href=/>A</a> / <i hidden>x</i><b>B</b></nav>c",
                "breadcrumb=A › B",
            ),
            ("<ul class='nav c-breadcrumbs'><li>A<li>B</ul><p id=breadcrumb>c", "breadcrumb=A › B"),
            ("<meta property=og:image content=data:image/png,x><p class=breadcrumb-text>a", ""),
            (&format!("<div class=has-breadcrumb>{}", "<p>a".repeat(20)), ""),
        ];
        for (page, expect) in cases {
            let stated = read(page, Syntax::Html, &PageRules::default()).stated.finish();
            let shown: Vec<String> =
                stated.iter().map(|(name, value)| format!("{name}={value}")).collect();
            assert_eq!(shown.join(" "), expect, "{page}");
        }
    }

    #[test]
    fn pages_that_are_not_to_be_listed() {
        let cases = [
            ("<meta name=robots content=noindex>a", false),
            ("<meta name=ROBOTS content='NoIndex, follow'>a", false),
            ("<meta name=robots content=none>a", false),
            ("<meta name=robots content='nofollow, noarchive'>a", true),
            ("<meta name=description content=noindex>a", true),
        ];
        for (page, is_read) in cases {
            assert_eq!(
                read(page, Syntax::Html, &PageRules::default()).unlisted.is_none(),
                is_read,
                "{page}"
            );
        }
    }

    #[test]
    fn what_xhtml_means_otherwise() {
        // Read as HTML, and as XHTML.
        let cases = [
            ("<script src='a.js'/><p>a</p>", ["", "a"]),
            ("<title/><p>a</p>", ["", "a"]),
            ("<div hidden='hidden'/><p>a</p>", ["", "a"]),
            ("<p>a<a id='b'/><br/>c</p><img alt='Weide'/>", ["a c\nWeide", "a c\nWeide"]),
            ("<p>a</p><svg><g><g/><text>b</text></g></svg><p>c</p>", ["a\nc", "a\nc"]),
            ("<p><![CDATA[a < b]]></p>", ["", "a < b"]),
        ];
        for (page, expect) in cases {
            let read = |syntax| read(page, syntax, &PageRules::default()).sections;
            let found = [Syntax::Html, Syntax::Xml].map(|syntax| outline::shown(&read(syntax)));
            assert_eq!(found, expect, "{page}");
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
            ("<section id=a><span>Seit 1.2</span><h4>B</h4></section>", "Seit 1.2\n#### B #a"),
            ("<div id=a>Text</div><h2>B</h2>", "Text\n## B #"),
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
            let article = read(page, Syntax::Html, &PageRules::default());
            let [lang, date] = [article.lang, article.date].map(Option::unwrap_or_default);
            assert_eq!([article.title.as_str(), &lang, &date], expect, "{page}");
        }
    }

    #[test]
    fn facets() {
        let cases: [(&str, &[(&str, &[&str])]); 8] = [
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
            (
                "<p data-findling-filter='art:a, Ort:Ulm, see: map, at 12:30 , x:http://y,b-c:d'>",
                &[
                    ("art", &["a"]),
                    ("ort", &["Ulm, see: map, at 12:30"]),
                    ("b-c", &["d"]),
                    ("x", &["http://y"]),
                ],
            ),
        ];
        for (page, expect) in cases {
            let owned = |&(name, values): &(&str, &[&str])| {
                (name.to_owned(), values.iter().map(|&value| value.to_owned()).collect())
            };
            let expect: std::collections::BTreeMap<String, Vec<String>> =
                expect.iter().map(owned).collect();
            assert_eq!(
                read(page, Syntax::Html, &PageRules::default()).facets.finish().0,
                expect,
                "{page}"
            );
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
            format!("<p>Engelwurz{}<p>Ende", "<h3>Teilen</h3>".repeat(20_000)),
            format!(
                "<p>Engelwurz{}<p>Ende",
                "<div><a href=x>a</a><a href=x>b</a></div>".repeat(20_000)
            ),
            format!("<p>Engelwurz{}<p>Ende", "<p id=kommentar><b>x</b>".repeat(20_000)),
            format!("<p>Engelwurz{}<p>Ende", "<p class=ad>x".repeat(20_000)),
            format!("<p>Engelwurz{}<p>Ende", "<aside>x</aside>".repeat(20_000)),
            format!("<p>Engelwurz{}<p>Ende", "<div>weitere x <a href=y></a></div>".repeat(20_000)),
            // Where no tag seems to be, and where a tag seems to be and is none.
            format!("<!-- {many} <b{many} --><p{many}>Engelwurz<p>Ende"),
            format!("<svg><![CDATA[]]><p{many}>Engelwurz</svg><p>Ende"),
            format!("<script>if(a<b{many}</script{many}><p{many}>Engelwurz<p>Ende"),
            format!("<script>if(a<b x='</script><p{many}>Engelwurz<p title='>'>Ende"),
            // One text that many names, or many elements, hold.
            format!("<p data-findling-filter='{}'>Engelwurz{many}<p>Ende", "a,".repeat(50_000)),
            format!("{}Engelwurz{many}<p>Ende", "<b data-findling-meta=title>".repeat(400)),
        ];
        for page in pages {
            let text = shown(&page);
            let start = page.get(..80).unwrap_or(&page);
            assert!(text.contains("Engelwurz") && text.contains("Ende"), "{start}");
        }
    }
}
