//! What a page states about itself: title, language, date, address, facets.

use scraper::{ElementRef, Html, Node};

use super::linked_data::LinkedData;
use super::{breadcrumb, visible_date};
use crate::ingest::facets::Facets;
use crate::ingest::stated::Stated;
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
const FACET_NAMES: [(&str, &str); 6] = [
    ("author", "author"),
    ("article:author", "author"),
    ("dc.creator", "author"),
    ("dcterms.creator", "author"),
    ("article:section", "category"),
    ("article:tag", "tag"),
];

/// What the head of a page says, its dates, and what can be filtered by.
#[derive(Default)]
pub(super) struct Meta {
    pub(super) title: String,
    pub(super) open_graph_title: String,
    pub(super) site_name: Option<String>,
    pub(super) lang: Option<String>,
    /// What is wrong with the language of its root.
    pub(super) mistake: Option<String>,
    /// It sends its readers to another page.
    pub(super) redirects: bool,
    /// It asks search engines not to list it.
    pub(super) is_noindex: bool,
    pub(super) facets: Facets,
    pub(super) stated: Stated,
    /// The first path through the site that is shown.
    breadcrumb: Vec<String>,
    linked_data: LinkedData,
    date_meta: Option<(usize, String)>,
    dates: visible_date::Dates,
}

impl Meta {
    /// Gathers everything in one pass over the page.
    pub(super) fn of(page: &Html) -> Self {
        let mut meta = Self::default();
        for element in page.tree.root().descendants().filter_map(ElementRef::wrap) {
            meta.take(element);
        }
        meta.add_linked_data();
        meta
    }

    /// Whether the page is about an event, whose dates are not those of publishing.
    pub(super) fn is_event(&self) -> bool {
        self.linked_data.tells_event && !self.linked_data.tells_article
    }

    /// Days of events that the page tells.
    pub(super) fn days_of_events(&self) -> Vec<String> {
        self.dates.of_events().to_vec()
    }

    /// When the page was published.
    pub(super) fn date(self) -> Option<String> {
        let is_event = self.is_event();
        let meta = self.date_meta.map(|(_, date)| date);
        let shown = || self.dates.published().filter(|_| !is_event);
        meta.or(self.linked_data.date).or_else(shown)
    }

    fn take(&mut self, element: ElementRef<'_>) {
        match element.value().name() {
            "html" => {
                let said = ["lang", "xml:lang"].map(|name| element.value().attr(name));
                let said = said.into_iter().flatten();
                self.lang = said.clone().find_map(language::stated);
                self.mistake =
                    said.clone().find_map(language::mistake).filter(|_| self.lang.is_none());
            }
            // A drawing has a title of its own.
            "title" if self.title.is_empty() && !is_in_drawing(element) => {
                self.title = clean::line(&text_of(element));
            }
            "meta" if !is_property(element) => self.take_meta(element),
            "link" if element.value().attr("rel") == Some("canonical") => {
                self.stated.add("canonical", element.value().attr("href").unwrap_or_default());
            }
            "script" if is_linked_data(element) => {
                self.linked_data.add(LinkedData::of(&text_of(element)));
            }
            _ if self.breadcrumb.is_empty() && breadcrumb::is_one(element.value()) => {
                self.breadcrumb = breadcrumb::parts(*element);
            }
            _ => self.dates.take(element, &self.title),
        }
    }

    fn take_meta(&mut self, element: ElementRef<'_>) {
        let attr = |name| element.value().attr(name);
        let Some(content) = attr("content") else { return };
        let name = attr("name").or_else(|| attr("property")).or_else(|| attr("itemprop"));
        let name =
            name.or_else(|| attr("http-equiv")).unwrap_or_default().trim().to_ascii_lowercase();
        match name.as_str() {
            "og:title" => self.open_graph_title = clean::line(content),
            "og:site_name" => self.site_name = Some(clean::line(content)),
            "application-name" if self.site_name.is_none() => {
                self.site_name = Some(clean::line(content));
            }
            "description" | "og:description" => self.stated.add("description", content),
            "og:image" | "og:image:url" | "twitter:image" => self.stated.add("image", content),
            "content-language" | "og:locale" => {
                self.lang = self.lang.take().or_else(|| language::stated(content));
            }
            "robots" if attr("name").is_some() => self.is_noindex |= forbids_listing(content),
            "refresh" => self.redirects |= content.to_ascii_lowercase().contains("url="),
            "keywords" => self.facets.add_list("tag", content),
            _ => self.take_ranked(&name, content),
        }
    }

    fn take_ranked(&mut self, name: &str, content: &str) {
        if let Some(rank) = DATE_NAMES.iter().position(|known| *known == name)
            && self.date_meta.as_ref().is_none_or(|(best, _)| rank < *best)
        {
            let date = dates::published(content).map(|date| (rank, date));
            self.date_meta = date.or_else(|| self.date_meta.take());
        }
        let facet = FACET_NAMES.iter().find(|(known, _)| *known == name);
        // Some authors are addresses of their pages.
        if let Some((_, facet)) = facet.filter(|_| !content.contains("://")) {
            self.facets.add(facet, content);
        }
    }

    /// What was not said in the head.
    fn add_linked_data(&mut self) {
        self.lang = self.lang.take().or_else(|| self.linked_data.lang.take());
        self.site_name = self.site_name.take().or_else(|| self.linked_data.site_name.take());
        let LinkedData { authors, tags, sections, description, image, breadcrumb, .. } =
            &self.linked_data;
        self.stated.add("description", description.as_deref().unwrap_or_default());
        self.stated.add("image", image.as_deref().unwrap_or_default());
        self.stated.add_breadcrumb(breadcrumb);
        self.stated.add_breadcrumb(&self.breadcrumb);
        for (facet, values) in [("author", authors), ("category", sections)] {
            if !self.facets.has(facet) {
                values.iter().for_each(|value| self.facets.add(facet, value));
            }
        }
        if !self.facets.has("tag") {
            tags.iter().for_each(|tags| self.facets.add_list("tag", tags));
        }
    }
}

/// Whether an element states when what it is a property of was published, which need not be the page.
fn is_property(meta: ElementRef<'_>) -> bool {
    let attr = |name| meta.value().attr(name);
    attr("name").or_else(|| attr("property")).is_none() && attr("itemprop") == Some("datePublished")
}

/// Whether rules for search engines ask them not to list the page.
fn forbids_listing(rules: &str) -> bool {
    let mut rules = rules.split(',').map(str::trim);
    rules.any(|it| it.eq_ignore_ascii_case("noindex") || it.eq_ignore_ascii_case("none"))
}

/// The text of an element and all that it holds.
pub(super) fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect()
}

fn is_in_drawing(element: ElementRef<'_>) -> bool {
    element.ancestors().any(|above| matches!(above.value(), Node::Element(e) if e.name() == "svg"))
}

fn is_linked_data(script: ElementRef<'_>) -> bool {
    let kind = script.value().attr("type");
    kind.is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"))
}
