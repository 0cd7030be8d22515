//! What a page states about itself: title, language, date, facets.

use scraper::{ElementRef, Html, Node};
use serde_json::Value;

use crate::ingest::facets::Facets;
use crate::ingest::{clean, dates, language};

/// Names of `<meta>` elements (`name`, `property` or `itemprop`) that hold the
/// date of publishing, the most telling first.
const DATE_NAMES: [&str; 12] = [
    "article:published_time",
    "datepublished",
    "date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "pubdate",
    "publish_date",
    "publication_date",
];

/// Names of `<meta>` elements that hold a value of a facet.
const FACET_NAMES: [(&str, &str); 3] =
    [("author", "author"), ("article:section", "category"), ("article:tag", "tag")];

/// What the head of a page says, its `<time>` elements, and what can be filtered by.
#[derive(Default)]
pub(super) struct Meta {
    pub(super) title: String,
    pub(super) open_graph_title: String,
    pub(super) lang: Option<String>,
    pub(super) facets: Facets,
    date_meta: Option<(usize, String)>,
    date_linked_data: Option<String>,
    date_marked: Option<String>,
    date_time: Option<String>,
}

impl Meta {
    /// Gathers everything in one pass over the page.
    pub(super) fn of(page: &Html) -> Self {
        let mut meta = Self::default();
        for element in page.tree.root().descendants().filter_map(ElementRef::wrap) {
            meta.take(element);
        }
        meta
    }

    /// When the page was published.
    pub(super) fn date(self) -> Option<String> {
        let meta = self.date_meta.map(|(_, date)| date);
        meta.or(self.date_linked_data).or(self.date_marked).or(self.date_time)
    }

    fn take(&mut self, element: ElementRef<'_>) {
        match element.value().name() {
            "html" => {
                let attr = |name| element.value().attr(name).and_then(language::stated);
                self.lang = attr("lang").or_else(|| attr("xml:lang"));
            }
            // A drawing has a title of its own.
            "title" if self.title.is_empty() && !is_in_drawing(element) => {
                self.title = clean::line(&text_of(element));
            }
            "meta" => self.take_meta(element),
            "time" => self.take_time(element),
            "script" if self.date_linked_data.is_none() => {
                self.date_linked_data = linked_data(element).as_ref().and_then(date_published);
            }
            _ => {}
        }
    }

    fn take_meta(&mut self, element: ElementRef<'_>) {
        let attr = |name| element.value().attr(name);
        let Some(content) = attr("content") else { return };
        let name = attr("name").or_else(|| attr("property")).or_else(|| attr("itemprop"));
        let name = name.unwrap_or_default().to_ascii_lowercase();
        if name == "og:title" {
            self.open_graph_title = clean::line(content);
        } else if attr("http-equiv").is_some_and(|n| n.eq_ignore_ascii_case("content-language")) {
            self.lang = self.lang.take().or_else(|| language::stated(content));
        } else if let Some(rank) = DATE_NAMES.iter().position(|known| *known == name)
            && self.date_meta.as_ref().is_none_or(|(best, _)| rank < *best)
        {
            self.date_meta = dates::stated(content).map(|date| (rank, date));
        } else if name == "keywords" {
            self.facets.add_list("tag", content);
        } else if let Some((_, facet)) = FACET_NAMES.iter().find(|(known, _)| *known == name) {
            self.facets.add(facet, content);
        }
    }

    fn take_time(&mut self, element: ElementRef<'_>) {
        let attr = |name| element.value().attr(name);
        let marked = attr("pubdate").is_some() || attr("itemprop") == Some("datePublished");
        let slot = if marked { &mut self.date_marked } else { &mut self.date_time };
        if slot.is_none() {
            *slot = attr("datetime").and_then(dates::stated);
        }
    }
}

/// The text of an element and all that it holds.
pub(super) fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect()
}

fn is_in_drawing(element: ElementRef<'_>) -> bool {
    element.ancestors().any(|above| matches!(above.value(), Node::Element(e) if e.name() == "svg"))
}

fn linked_data(element: ElementRef<'_>) -> Option<Value> {
    let kind = element.value().attr("type")?;
    kind.eq_ignore_ascii_case("application/ld+json").then_some(())?;
    serde_json::from_str(text_of(element).trim()).ok()
}

/// The first `datePublished` anywhere in it (the parser bounds the depth).
fn date_published(data: &Value) -> Option<String> {
    match data {
        Value::Object(fields) => fields
            .get("datePublished")
            .and_then(Value::as_str)
            .and_then(dates::stated)
            .or_else(|| fields.values().find_map(date_published)),
        Value::Array(items) => items.iter().find_map(date_published),
        _ => None,
    }
}
