//! What an article is, whatever file it came from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One article: what is searched, shown and linked.
///
/// All texts are in Unicode normalisation form C; whoever makes a document
/// sees to it (`ingest` does).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Unique within an index: the file's path below the input folder with
    /// `/` between its parts, or a record's own id.
    pub id: String,
    /// Address of the page. Relative ones are resolved against the folder that
    /// holds the bundle.
    pub url: String,
    /// Shown as the hit's headline; never empty for a document made by `ingest`.
    pub title: String,
    /// BCP 47 primary tag (`de`, `en`), or empty if unknown.
    pub lang: String,
    /// ISO 8601 calendar date (`2024-07-02`), or empty if none is stated.
    pub date: String,
    /// What the document can be filtered by: names in lower case (`tag`,
    /// `category`, `author`, or a name of your own), each with its values. `lang`
    /// and `year` are filters without being stated here, and are not taken from here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facets: BTreeMap<String, Vec<String>>,
    /// What else is stated of it, neither searched nor shown, for its owner to check:
    /// `breadcrumb`, `canonical`, `description`, `image`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub stated: BTreeMap<String, String>,
    /// What of the text counts more than the rest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emphasis: Vec<Emphasis>,
    /// The text in reading order. Text before the first heading is a section
    /// with level 0 and an empty heading.
    pub sections: Vec<Section>,
}

impl Document {
    /// All that is searched: the title, then the heading and the text of each section.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let sections = self.sections.iter().flat_map(|it| [&it.heading, &it.text]);
        std::iter::once(&self.title).chain(sections).map(String::as_str)
    }
}

/// Text that its owner wants found before other text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Emphasis {
    /// Some text of the document.
    pub text: String,
    /// How many times as much as other text it counts, from 2 on.
    pub weight: u16,
}

/// A heading and the text up to the next heading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Heading level, 1 to 6; 0 for text that stands before any heading.
    pub level: u8,
    /// The heading's text, empty at level 0.
    pub heading: String,
    /// Fragment that leads to the heading, without `#`; empty if it has none.
    pub anchor: String,
    /// BCP 47 primary tag if it is another one than the document's, else empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lang: String,
    /// Paragraphs, one a line (separated by `\n`), white space collapsed.
    pub text: String,
}
