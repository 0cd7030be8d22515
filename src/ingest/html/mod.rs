//! Web pages: what a reader sees as the article, with its headings.
//!
//! A page that asks outside search engines not to list it (`noindex`) is read:
//! an imprint is often marked so, and a site's own visitors look for it.

mod body;
mod meta;
mod tree;

use ego_tree::NodeRef;
use scraper::{ElementRef, Html, Node};

use super::outline::Outline;
use super::{Article, clean};
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
    let title = [std::mem::take(&mut meta.title), std::mem::take(&mut meta.open_graph_title)]
        .into_iter()
        .find(|title| !title.is_empty())
        .or_else(|| headline(&page, &sections));
    Article {
        title: title.unwrap_or_default(),
        lang: meta.lang.clone(),
        date: meta.date(),
        sections,
        ..Article::default()
    }
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
