//! The text of a page: what a reader sees of the article, in reading order.
//!
//! Left out is what is not shown: scripts, styles, `hidden`. Blocks end a paragraph,
//! `<br>`, table cells and labels separate words, other tags do neither.

use std::collections::HashSet;

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::node::Element;
use scraper::{CaseSensitivity, Node};

use super::alt::Alts;
use crate::analysis::acronyms::short_form;
use crate::ingest::clean;
use crate::ingest::outline::Outline;

/// Nodes of a heading that are looked at for each picture and button in it.
const HEADING_NODES: usize = 64;

/// Nodes and letters that the mark of a footnote has at most: `[12]`, `1, 2`.
const MARK_NODES: usize = 16;
const MARK_LETTERS: usize = 4;

/// Letters of a label before a heading: `Since 1.2 · Source`.
const LABEL_LETTERS: usize = 24;

/// Adds what is shown below `root` to the outline, without the elements in `left_out`.
pub(super) fn collect(root: NodeRef<'_, Node>, left_out: &HashSet<NodeId>, outline: &mut Outline) {
    let opened = |edge| if let Edge::Open(node) = edge { Some(node) } else { None };
    let seen = without(root, |node, element| is_invisible(element) || is_control(node, element))
        .filter_map(opened);
    let edges: Vec<Edge<'_, Node>> = shown(root, left_out).collect();
    let alts = Alts::of(edges.iter().copied().filter_map(opened), seen);
    let mut walk = Walk {
        outline,
        alts,
        anchor: Anchor::default(),
        preformatted: 0,
        breaks: 0,
        explained: HashSet::new(),
    };
    for edge in edges {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(text) => walk.text(text),
                Node::Element(element) => walk.open(node, element),
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    walk.close(element);
                    walk.anchor.leave(node.id());
                    if element.name() == "abbr" {
                        walk.explain(node, element.attr("title").unwrap_or_default().trim());
                    }
                }
            }
        }
    }
    walk.outline.end_heading();
    walk.outline.end_block();
}

/// Walks over what a reader sees at and below `root`, without the elements in `left_out`.
pub(super) fn shown<'a>(
    root: NodeRef<'a, Node>,
    left_out: &HashSet<NodeId>,
) -> impl Iterator<Item = Edge<'a, Node>> {
    without(root, |node, element| {
        is_unread(element) && !is_disclosed(node, element)
            || left_out.contains(&node.id())
            || is_permalink(node, element)
            || is_edit_link(element)
            || is_note_mark(node, element)
            || is_control(node, element)
    })
}

/// Walks over what is at and below `root`, without the elements that are out.
fn without<'a>(
    root: NodeRef<'a, Node>,
    is_out: impl Fn(NodeRef<'a, Node>, &Element) -> bool,
) -> impl Iterator<Item = Edge<'a, Node>> {
    let mut skipped = None;
    root.traverse().filter(move |edge| match *edge {
        Edge::Open(node) if skipped.is_none() => {
            let is_out = node.value().as_element().is_some_and(|element| is_out(node, element));
            skipped = is_out.then(|| node.id());
            !is_out
        }
        Edge::Close(node) if skipped == Some(node.id()) => {
            skipped = None;
            false
        }
        _ => skipped.is_none(),
    })
}

/// What is shown at and below `root`, as one text.
pub(super) fn text(root: NodeRef<'_, Node>, left_out: &HashSet<NodeId>) -> String {
    shown(root, left_out).map(text_at).collect()
}

/// The text that one step of such a walk adds, with a space where a block ends.
pub(super) fn text_at(edge: Edge<'_, Node>) -> &str {
    match edge {
        Edge::Open(node) => node.value().as_text().map_or("", |text| text),
        Edge::Close(node) => match node.value().as_element() {
            Some(element) if is_block(element.name()) || element.name() == "br" => " ",
            _ => "",
        },
    }
}

/// Where the reader was last sent to, if no text came since but a label in the same line.
#[derive(Default)]
struct Anchor {
    name: String,
    /// The element that has it, while it is open and no block within it was.
    line: Option<NodeId>,
    /// Letters since.
    letters: usize,
}

impl Anchor {
    fn pass(&mut self, text: &str) {
        self.letters += text.chars().filter(|letter| letter.is_alphanumeric()).count();
        if self.line.is_none() || self.letters > LABEL_LETTERS {
            self.name.clear();
        }
    }

    fn leave(&mut self, node: NodeId) {
        if self.line == Some(node) {
            self.line = None;
            if self.letters > 0 {
                self.name.clear();
            }
        }
    }

    fn take(&mut self) -> String {
        std::mem::take(self).name
    }
}

struct Walk<'a> {
    outline: &'a mut Outline,
    alts: Alts,
    anchor: Anchor,
    /// Open `<pre>` elements.
    preformatted: usize,
    /// `<br>` since the last text.
    breaks: usize,
    /// What acronyms stand for, as far as it was said.
    explained: HashSet<String>,
}

impl Walk<'_> {
    fn text(&mut self, text: &str) {
        let blank = text.trim_ascii().is_empty();
        if !blank {
            self.breaks = 0;
            if !self.outline.in_heading() {
                self.anchor.pass(text);
            }
        }
        if self.preformatted == 0 || blank {
            return self.outline.text(text);
        }
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.outline.end_block();
            }
            self.outline.text(line);
        }
    }

    fn open(&mut self, node: NodeRef<'_, Node>, element: &Element) {
        let name = element.name();
        if let Some(attributes) = element.attr("data-pagefind-index-attrs") {
            for name in attributes.split(',').map(str::trim) {
                if name == "alt" {
                    self.alts.take(element);
                }
                self.add_word(element.attr(name).unwrap_or_default());
            }
        }
        match name {
            "img" => self.picture(node, element),
            "br" => self.line_break(),
            "wbr" if is_between_elements(node) => self.outline.space(),
            _ if is_apart(element) => self.outline.space(),
            "pre" => {
                self.outline.end_block();
                self.preformatted += 1;
            }
            _ if is_block(name) && heading_level(name).is_none() => self.outline.end_block(),
            _ => {}
        }
        let own = anchor_of(element);
        if let Some(level) = heading_level(name) {
            let anchor = own.map_or_else(|| self.anchor.take(), str::to_owned);
            // What leads into the heading leads to it, and may be more lasting.
            let inner = node.descendants().skip(1).find_map(|n| anchor_of(n.value().as_element()?));
            let anchor = match own.is_some() {
                true => anchor,
                false => inner.map_or(anchor, str::to_owned),
            };
            self.outline.start_heading(level, anchor);
        } else if let Some(own) = own.filter(|_| !matches!(name, "html" | "body")) {
            self.anchor = Anchor { name: own.to_owned(), line: Some(node.id()), letters: 0 };
        } else if is_block(name) {
            self.anchor.line = None;
        }
    }

    /// Its text is a paragraph, but within one, as of a symbol that is to be clicked. Beside the
    /// words of a heading it is an ornament.
    fn picture(&mut self, node: NodeRef<'_, Node>, element: &Element) {
        let is_ornament = self.outline.in_heading() && is_beside_words(node);
        let Some(alt) = self.alts.take(element).filter(|_| !is_ornament) else { return };
        let is_within = self.outline.in_paragraph();
        self.outline.space();
        self.outline.text(alt);
        match is_within {
            true => self.outline.space(),
            false => self.outline.end_block(),
        }
    }

    fn add_word(&mut self, text: &str) {
        self.outline.space();
        self.text(text);
        self.outline.space();
    }

    fn close(&mut self, element: &Element) {
        let name = element.name();
        if heading_level(name).is_some() {
            self.outline.end_heading();
            self.anchor = Anchor::default();
        } else if is_apart(element) {
            self.outline.space();
        } else if is_block(name) {
            self.outline.end_block();
        }
        if name == "pre" {
            self.preformatted = self.preformatted.saturating_sub(1);
        }
    }

    /// Says once what an acronym stands for, as a text would in brackets; unless it stands in such
    /// itself, and the text has said it.
    fn explain(&mut self, acronym: NodeRef<'_, Node>, meaning: &str) {
        let short = text(acronym, &HashSet::new());
        let before = acronym.prev_sibling().and_then(|it| it.value().as_text().map(|it| &**it));
        let is_wanted = short_form(short.trim()).is_some()
            && meaning.starts_with(char::is_alphabetic)
            && meaning != short.trim()
            && meaning.split_whitespace().count() <= EXPLAINED_WORDS
            && !self.outline.in_heading()
            && !before.unwrap_or_default().trim_end().ends_with('(');
        if is_wanted && self.explained.insert(meaning.to_owned()) {
            self.text(&format!(" ({meaning})"));
        }
    }

    /// One separates words, two are how a paragraph was made before there was CSS.
    fn line_break(&mut self) {
        self.breaks += 1;
        match self.breaks {
            1 if self.preformatted == 0 => self.outline.space(),
            _ => self.outline.end_block(),
        }
    }
}

/// Words of what an acronym stands for: more are a remark.
const EXPLAINED_WORDS: usize = 10;

/// Whether what stands in such an element is never a part of a word beside it, though they may
/// share a line. Terms have their types so in documentation.
fn is_apart(element: &Element) -> bool {
    let mut classes = element.attr("class").into_iter().flat_map(str::split_whitespace);
    matches!(element.name(), "td" | "th" | "label") || classes.any(|class| class == "classifier")
}

/// Whether a place for a line break is none within a word.
fn is_between_elements(node: NodeRef<'_, Node>) -> bool {
    let mut beside = [node.prev_sibling(), node.next_sibling()].into_iter();
    beside.all(|it| it.is_some_and(|it| it.value().is_element()))
}

/// Whether the heading around a picture has words of its own.
fn is_beside_words(picture: NodeRef<'_, Node>) -> bool {
    let heading = picture.ancestors().find(|it| is_heading(*it));
    let nodes = heading.into_iter().flat_map(|it| it.descendants());
    nodes.take(HEADING_NODES).any(has_words)
}

/// The level of a heading element.
pub(super) fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

/// The fragment that leads to an element.
fn anchor_of(element: &Element) -> Option<&str> {
    let named = || element.attr("name").filter(|_| element.name() == "a");
    element.attr("id").or_else(named).map(str::trim).filter(|anchor| !anchor.is_empty())
}

/// What is not read, whoever sees it.
fn is_unread(element: &Element) -> bool {
    is_invisible(element) || element.attr("aria-hidden") == Some("true")
}

/// What no reader sees, or sees as a control and not as text.
fn is_invisible(element: &Element) -> bool {
    let by_name = matches!(
        element.name(),
        "script"
            | "style"
            | "template"
            | "noscript"
            | "svg"
            | "head"
            | "iframe"
            | "object"
            | "canvas"
            | "audio"
            | "video"
            | "select"
            | "datalist"
            | "textarea"
            | "rp"
            | "rt"
            | "annotation"
            | "annotation-xml"
            | "noframes"
    );
    by_name
        || (element.name() == "dialog" && element.attr("open").is_none())
        || element.attr("hidden").is_some_and(|value| value != "until-found")
        || element.attr("style").is_some_and(hides)
}

fn hides(style: &str) -> bool {
    style.split(';').any(|rule| {
        let (name, value) = rule.split_once(':').unwrap_or_default();
        let value = value.trim().trim_end_matches("!important").trim_ascii_end();
        name.trim().eq_ignore_ascii_case("display") && value.eq_ignore_ascii_case("none")
    })
}

/// Whether what is hidden at first is a tab's, or opens by what stands before it.
fn is_disclosed(node: NodeRef<'_, Node>, element: &Element) -> bool {
    let is_part = matches!(element.name(), "div" | "section" | "p" | "ul" | "dd");
    let is_tab = || element.attr("role") == Some("tabpanel");
    let before = || node.prev_siblings().find(|it| it.value().is_element());
    let opens = |id: &str| {
        let mut controls = before()?.descendants().take(HEADING_NODES);
        controls.find(|it| attribute(*it, "aria-controls") == Some(id))
    };
    is_part && (is_tab() || element.attr("id").is_some_and(|id| opens(id).is_some()))
}

/// Whether a button opens what stands behind it.
fn discloses(button: NodeRef<'_, Node>) -> bool {
    let after = button.next_siblings().find(|it| it.value().is_element());
    let id = after.and_then(|it| attribute(it, "id"));
    id.is_some() && attribute(button, "aria-controls") == id
}

fn attribute<'a>(node: NodeRef<'a, Node>, name: &str) -> Option<&'a str> {
    node.value().as_element()?.attr(name)
}

/// A button, but for one that is all of a heading or a line, which opens what stands below.
fn is_control(node: NodeRef<'_, Node>, element: &Element) -> bool {
    let is_all = |heading: NodeRef<'_, Node>| {
        let mut nodes = heading.descendants().take(HEADING_NODES);
        !nodes.any(|it| has_words(it) && !it.ancestors().any(|above| is(above, "button")))
    };
    element.name() == "button"
        && !discloses(node)
        && !node.ancestors().find(|it| is_heading(*it)).is_some_and(is_all)
}

/// The `¶` or `#` within a heading or a term that links to it.
fn is_permalink(node: NodeRef<'_, Node>, element: &Element) -> bool {
    stays_on_page(element)
        && !node.descendants().any(has_words)
        && node.ancestors().any(|above| is_heading(above) || is(above, "dt"))
}

/// The `[edit]` that MediaWiki puts within a heading.
fn is_edit_link(element: &Element) -> bool {
    element.name() == "span" && element.has_class("mw-editsection", CaseSensitivity::CaseSensitive)
}

/// Whether it leads to a part of its own page.
fn stays_on_page(element: &Element) -> bool {
    element.attr("href").is_some_and(|href| href.starts_with('#'))
}

/// The number that leads to a footnote, which would be glued to the word before it.
fn is_note_mark(node: NodeRef<'_, Node>, element: &Element) -> bool {
    if !matches!(element.name(), "a" | "sup") {
        return false;
    }
    let nodes = || node.descendants().take(MARK_NODES + 1);
    let leads = |node: NodeRef<'_, Node>| node.value().as_element().is_some_and(stays_on_page);
    let letters = |node: NodeRef<'_, Node>| {
        let text = node.value().as_text().map_or("", |text| text);
        text.chars().filter(|letter| letter.is_alphanumeric()).count()
    };
    let is_raised = |node| letters(node) == 0 || node.ancestors().any(|above| is(above, "sup"));
    let says = || element.attr("role") == Some("doc-noteref");
    nodes().count() <= MARK_NODES
        && nodes().map(letters).sum::<usize>() <= MARK_LETTERS
        && (says() || nodes().any(leads) && nodes().all(is_raised))
}

fn is(node: NodeRef<'_, Node>, name: &str) -> bool {
    node.value().as_element().is_some_and(|element| element.name() == name)
}

fn is_heading(node: NodeRef<'_, Node>) -> bool {
    node.value().as_element().is_some_and(|element| heading_level(element.name()).is_some())
}

fn has_words(node: NodeRef<'_, Node>) -> bool {
    node.value().as_text().is_some_and(|text| clean::has_words(text))
}

pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "frameset"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "legend"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "optgroup"
            | "option"
            | "p"
            | "plaintext"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "ul"
            | "xmp"
    )
}
