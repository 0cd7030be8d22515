//! What the owner of a site says of its pages: by attributes in them, `data-findling-…` or those
//! of Pagefind, and by selectors in the settings.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::selector::ToCss;
use scraper::{ElementRef, Html, Node, Selector};

use super::{Shown, body};
use crate::document::Emphasis;
use crate::ingest::{Article, Note, clean, dates};

/// Characters of an element that holds a value, and the nodes in it: more than any value that is
/// kept. A page may name each of many elements within one another, and each by many names.
const MAX_HELD: usize = 2000;

/// Statements of an attribute: more than an article has facets and values of them.
const MAX_STATEMENTS: usize = 4000;

/// What is said of all pages: the same as by attributes, by CSS selectors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageRules {
    /// What is the text of a page; the rest is left out.
    pub body: Option<Selector>,
    /// What is left out.
    pub ignore: Option<Selector>,
    /// What states something of the page, by one of the names in [`Self::META`].
    pub meta: Vec<(String, Selector)>,
    /// What holds a value of a facet, by its name.
    pub filter: Vec<(String, Selector)>,
    /// What counts so many times as much as other text, from 2 to 10.
    pub weight: Vec<(Selector, u16)>,
    /// Whether pages that ask not to be listed (`noindex`) are read, and drafts.
    pub read_noindex: bool,
    /// The file in which this stands. With it, selectors that match nothing on any page are told.
    pub stated_in: Option<PathBuf>,
}

/// What a selector is for.
#[derive(Clone, Copy)]
enum Purpose<'a> {
    Body,
    Ignore,
    Meta(&'a str),
    Filter(&'a str),
    Weight(u16),
}

impl PageRules {
    /// What can be stated of a page.
    pub const META: [&str; 8] =
        ["title", "date", "lang", "language", "url", "author", "tag", "category"];

    /// What a word counts at most, beside one that is not emphasised: more are as good as equal.
    pub const MAX_WEIGHT: u16 = 10;

    /// Reads a CSS selector.
    ///
    /// # Errors
    /// What was expected and found, if it is none.
    pub fn selector(text: &str) -> Result<Selector, String> {
        Selector::parse(text).map_err(|_| format!("expected a CSS selector, found `{text}`"))
    }

    /// All selectors, in an order that gives each its number.
    fn selectors(&self) -> impl Iterator<Item = (Purpose<'_>, &Selector)> {
        let body = self.body.iter().map(|selector| (Purpose::Body, selector));
        let ignore = self.ignore.iter().map(|selector| (Purpose::Ignore, selector));
        let meta = self.meta.iter().map(|(name, selector)| (Purpose::Meta(name), selector));
        let filter = self.filter.iter().map(|(name, selector)| (Purpose::Filter(name), selector));
        let weight =
            self.weight.iter().map(|(selector, times)| (Purpose::Weight(*times), selector));
        body.chain(ignore).chain(meta).chain(filter).chain(weight)
    }

    /// The selectors without these numbers, as they stand in the settings.
    pub(in crate::ingest) fn others(&self, numbers: &BTreeSet<usize>) -> Vec<String> {
        let others = self.selectors().enumerate().filter(|(number, _)| !numbers.contains(number));
        let shown = |(_, (purpose, selector)): (_, (Purpose<'_>, &Selector))| {
            let selector = selector.to_css_string();
            match purpose {
                Purpose::Body => format!("body = `{selector}`"),
                Purpose::Ignore => format!("ignore = `{selector}`"),
                Purpose::Meta(name) => format!("meta: {name} = `{selector}`"),
                Purpose::Filter(name) => format!("filter: {name} = `{selector}`"),
                Purpose::Weight(times) => format!("weight: `{selector}` = {times}"),
            }
        };
        others.map(shown).collect()
    }
}

/// What is said of one page.
#[derive(Default)]
pub(super) struct Owner<'a> {
    /// The outermost elements that are its text, if it says so.
    pub(super) bodies: Vec<NodeRef<'a, Node>>,
    /// Whether it says so as Pagefind wants it said.
    pub(super) has_pagefind_body: bool,
    pub(super) ignored: HashSet<NodeId>,
    meta: Vec<(&'a str, Value<'a>)>,
    filters: Vec<(&'a str, Value<'a>)>,
    weights: Vec<(NodeId, u16)>,
    /// What is said that means nothing.
    mistakes: BTreeSet<String>,
    /// Numbers of the selectors that match something.
    pub(super) matched: BTreeSet<usize>,
}

/// What is said of a page, where it stands: texts are taken out of it one at a time.
enum Value<'a> {
    Stated(&'a str),
    Held(ElementRef<'a>),
}

impl<'a> Value<'a> {
    /// What an element states, else what it holds.
    fn of(element: ElementRef<'a>) -> Self {
        let attr = match element.value().name() {
            "meta" => element.value().attr("content"),
            "time" => element.value().attr("datetime"),
            _ => None,
        };
        attr.map_or(Self::Held(element), Self::Stated)
    }

    fn text(self) -> Cow<'a, str> {
        match self {
            Self::Stated(text) => text.into(),
            Self::Held(element) => {
                let nodes = element.descendants().take(MAX_HELD);
                let texts = nodes.filter_map(|node| node.value().as_text());
                texts.flat_map(|text| text.chars()).take(MAX_HELD).collect()
            }
        }
    }
}

/// What Pagefind leaves out of what its attribute says to be the text.
fn unread_by_pagefind<'a>(body: ElementRef<'a>) -> impl Iterator<Item = ElementRef<'a>> {
    let is_pagefind = body.value().attr("data-pagefind-body").is_some();
    let within = body.descendants().skip(1).filter_map(ElementRef::wrap);
    within.filter(move |it| is_pagefind && matches!(it.value().name(), "nav" | "footer" | "form"))
}

impl<'a> Owner<'a> {
    /// Gathers everything in one pass over the page.
    pub(super) fn of(page: &'a Html, rules: &'a PageRules) -> Self {
        let mut owner = Self::default();
        let has_selectors = rules.selectors().next().is_some();
        let (mut body, mut skipped) = (None, None);
        for edge in page.tree.root().traverse() {
            match edge {
                Edge::Open(node) if skipped.is_none() => {
                    let said = |element: &ElementRef<'_>| has_selectors || is_marked(*element);
                    let Some(element) = ElementRef::wrap(node).filter(said) else { continue };
                    let purposes = owner.purposes(element, rules);
                    if owner.ignores(element, &purposes) {
                        skipped = Some(node.id());
                        continue;
                    }
                    if body.is_none() && owner.is_body(element, &purposes) {
                        owner.bodies.push(node);
                        body = Some(node.id());
                        owner.ignored.extend(unread_by_pagefind(element).map(|it| it.id()));
                    }
                    owner.take(element, &purposes);
                }
                Edge::Open(_) => {}
                Edge::Close(node) => {
                    skipped = skipped.filter(|skipped| *skipped != node.id());
                    body = body.filter(|body| *body != node.id());
                }
            }
        }
        owner
    }

    /// What the selectors that match an element are for.
    fn purposes<'r>(&mut self, element: ElementRef<'_>, rules: &'r PageRules) -> Vec<Purpose<'r>> {
        let matching = |(_, (_, selector)): &(_, (_, &Selector))| selector.matches(&element);
        let matching = rules.selectors().enumerate().filter(matching);
        let noted = matching.inspect(|(number, _)| _ = self.matched.insert(*number));
        noted.map(|(_, (purpose, _))| purpose).collect()
    }

    /// Whether nothing at all is taken from an element.
    fn ignores(&mut self, element: ElementRef<'_>, purposes: &[Purpose<'_>]) -> bool {
        let said = own(element, "ignore");
        if said.is_some() || purposes.iter().any(|it| matches!(it, Purpose::Ignore)) {
            self.ignored.insert(element.id());
        }
        said == Some("all")
    }

    fn is_body(&mut self, element: ElementRef<'_>, purposes: &[Purpose<'_>]) -> bool {
        let is_pagefind = element.value().attr("data-pagefind-body").is_some();
        self.has_pagefind_body |= is_pagefind;
        is_pagefind
            || element.value().attr("data-findling-body").is_some()
            || purposes.iter().any(|it| matches!(it, Purpose::Body))
    }

    fn take(&mut self, element: ElementRef<'a>, purposes: &[Purpose<'a>]) {
        // In the words of Pagefind, a value goes to the end.
        let of_attribute = |name| {
            let is_ours = attribute(element, "findling", name).is_some();
            let end: fn(&str) -> usize = if is_ours { end_of_value } else { str::len };
            own(element, name).map(|said| statements(element, said, end))
        };
        let stated: Vec<_> = of_attribute("meta").into_iter().flatten().collect();
        if attribute(element, "findling", "meta").is_some() {
            let unknown = stated.iter().filter(|(name, _)| !PageRules::META.contains(name));
            self.mistakes.extend(unknown.map(|(name, _)| unknown_name(name)));
        }
        self.meta.extend(stated);
        self.filters.extend(of_attribute("filter").into_iter().flatten());
        // Pages are sorted by date and title alone.
        let sorts = of_attribute("sort").into_iter().flatten();
        self.meta.extend(sorts.filter(|(name, _)| *name == "date"));
        let mut ruled = None;
        for purpose in purposes {
            match purpose {
                Purpose::Meta(name) => self.meta.push((name, Value::of(element))),
                Purpose::Filter(name) => self.filters.push((name, Value::of(element))),
                Purpose::Weight(times) => ruled = ruled.or(Some(*times)),
                Purpose::Body | Purpose::Ignore => {}
            }
        }
        self.mistakes.extend(attribute(element, "findling", "weight").and_then(wrong_weight));
        let said = own(element, "weight").and_then(|said| said.trim().parse::<f32>().ok());
        let weight = said.map(|said| said.round() as u16).or(ruled);
        if let Some(weight) = weight.filter(|weight| *weight > 1) {
            self.weights.push((element.id(), weight.min(PageRules::MAX_WEIGHT)));
        }
    }

    /// What the owner says wins over what was found.
    pub(super) fn apply(self, shown: &Shown<'_>, article: &mut Article) {
        article.emphasis = self.emphasis(shown);
        article.notes.extend(self.mistakes.into_iter().map(Note::from));
        for (name, value) in self.filters {
            article.facets.add(name, &value.text());
        }
        for (name, value) in self.meta.into_iter().rev() {
            let value = value.text();
            match name {
                "title" if clean::has_words(&value) => article.title = clean::line(&value),
                "date" => article.date = dates::stated(&value).or(article.date.take()),
                "lang" | "language" => article.take_lang(&value),
                "url" if !value.trim().is_empty() => article.url = Some(value.into_owned()),
                "author" | "tag" | "category" => article.facets.add(name, &value),
                _ => {}
            }
        }
    }

    /// What of the text lies in elements that count more, each word in the innermost of them.
    fn emphasis(&self, shown: &Shown<'_>) -> Vec<Emphasis> {
        let numbers: HashMap<NodeId, usize> =
            self.weights.iter().zip(0..).map(|((id, _), number)| (*id, number)).collect();
        let mut texts = vec![String::new(); self.weights.len()];
        let number_of = |node: NodeRef<'_, Node>| numbers.get(&node.id()).copied();
        let roots = if numbers.is_empty() { &[] } else { shown.roots.as_slice() };
        for root in roots {
            let mut around: Vec<usize> = root.ancestors().find_map(number_of).into_iter().collect();
            for edge in body::shown(*root, &shown.left_out) {
                match edge {
                    Edge::Open(node) => around.extend(number_of(node)),
                    Edge::Close(node) if number_of(node).is_some() => drop(around.pop()),
                    Edge::Close(_) => {}
                }
                if let Some(text) = around.last().and_then(|number| texts.get_mut(*number)) {
                    text.push_str(body::text_at(edge));
                }
            }
        }
        let emphasised = texts
            .iter()
            .zip(&self.weights)
            .map(|(text, (_, weight))| Emphasis { text: clean::line(text), weight: *weight });
        emphasised.filter(|emphasis| clean::has_words(&emphasis.text)).collect()
    }
}

fn unknown_name(name: &str) -> String {
    let known = PageRules::META.join(", ");
    format!("has `{}` as data-findling-meta, expected one of {known}", clean::mistyped(name))
}

/// What is wrong with a weight, if it is no number or more than counts.
fn wrong_weight(said: &str) -> Option<String> {
    let max = PageRules::MAX_WEIGHT;
    match said.trim().parse::<f32>() {
        Ok(weight) if weight > f32::from(max) => Some(format!(
            "has {weight} as data-findling-weight, which counts as {max}, the most there is"
        )),
        Ok(_) => None,
        Err(_) => {
            let said = clean::mistyped(said);
            Some(format!("has `{said}` as data-findling-weight, expected a number from 2 to {max}"))
        }
    }
}

fn is_marked(element: ElementRef<'_>) -> bool {
    let mut names = element.value().attrs().map(|(name, _)| name);
    names.any(|name| name.starts_with("data-findling-") || name.starts_with("data-pagefind-"))
}

/// The value of an attribute of ours, else of Pagefind.
fn own<'a>(element: ElementRef<'a>, name: &str) -> Option<&'a str> {
    attribute(element, "findling", name).or_else(|| attribute(element, "pagefind", name))
}

fn attribute<'a>(element: ElementRef<'a>, of: &str, name: &str) -> Option<&'a str> {
    element.value().attr(&format!("data-{of}-{name}"))
}

/// Names with values: `name`, of which the element holds the value, `name[attribute]`, and
/// `name:value`, with commas between. A value may have commas itself; `end` tells where it ends.
fn statements<'a>(
    element: ElementRef<'a>,
    said: &'a str,
    end: fn(&str) -> usize,
) -> Vec<(&'a str, Value<'a>)> {
    let mut out = Vec::new();
    let mut rest = said;
    while !rest.trim().is_empty() && out.len() < MAX_STATEMENTS {
        let (name, after) = rest.split_at(rest.find([',', ':']).unwrap_or(rest.len()));
        let name = name.trim();
        if let Some(inline) = after.strip_prefix(':') {
            let (value, others) = inline.split_at(end(inline));
            out.push((name, Value::Stated(value.trim())));
            rest = others.strip_prefix(',').unwrap_or_default();
            continue;
        }
        out.push(match name.strip_suffix(']').and_then(|name| name.split_once('[')) {
            Some((name, attr)) => {
                let value = element.value().attr(attr.trim()).unwrap_or_default();
                (name.trim(), Value::Stated(value))
            }
            None => (name, Value::of(element)),
        });
        rest = after.strip_prefix(',').unwrap_or_default();
    }
    out
}

/// Where a value ends: before a comma behind which another `name:value` begins, as a rest of the
/// value would not (`Ulm, see: map`, `at 12:30, http://…`).
fn end_of_value(text: &str) -> usize {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let begins_another = |(at, _): &(usize, &str)| {
        let rest = text.get(at + 1..).unwrap_or_default().trim_start();
        let value = rest.trim_start_matches(is_name).strip_prefix(':');
        let is_value = |value: &str| !value.starts_with(|c: char| c == '/' || c.is_whitespace());
        rest.starts_with(char::is_alphabetic) && value.is_some_and(is_value)
    };
    text.match_indices(',').find(begins_another).map_or(text.len(), |(at, _)| at)
}
