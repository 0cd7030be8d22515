//! Answers to queries: `searcher` finds and ranks, `snippet` chooses what is
//! shown, `suggest` completes. The types here are what a search returns, the
//! same in Rust, in JavaScript and in JSON.

mod excerpt;
mod matcher;
pub(crate) mod ranking;
mod searcher;
mod snippet;
mod suggest;

use serde::Serialize;

pub(crate) use searcher::search;
pub(crate) use suggest::suggest;

/// What may be chosen for a search.
#[derive(Clone, Debug)]
pub struct SearchOptions {
    /// Hits to return at most.
    pub limit: usize,
    /// Take the words as they are written: no typo correction, no completion of the last word.
    pub exact: bool,
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self { limit: 10, exact: false }
    }
}

/// The answer to a query.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SearchResults {
    /// The query as it was asked.
    pub query: String,
    /// Documents that match, of which `hits` holds the best.
    pub total: usize,
    /// Milliseconds the search took; filled in by whoever has a clock.
    pub took_ms: f64,
    /// The query as it was understood, if a word was corrected.
    pub corrected: Option<String>,
    /// Limits that this query ran into, each a sentence.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The best documents, best first.
    pub hits: Vec<Hit>,
}

/// A document that matches.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// The document's id.
    pub id: String,
    /// The document's address.
    pub url: String,
    /// The document's title.
    pub title: String,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
    /// The document's language, or empty.
    pub lang: String,
    /// The document's date (ISO 8601), or empty.
    pub date: String,
    /// The passage that answers best.
    pub excerpt: Excerpt,
    /// At most three sections with matches, best first.
    pub sections: Vec<SectionHit>,
}

/// A passage with the places that matched.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Excerpt {
    /// Plain text.
    pub text: String,
    /// Matched spans `[start, end)` in UTF-16 code units of `text`, in order, not overlapping.
    pub marks: Vec<[usize; 2]>,
}

/// A section of a hit that has matches.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SectionHit {
    /// The section's heading.
    pub heading: String,
    /// The document's address with the heading's fragment.
    pub url: String,
}

/// A way to go on typing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Suggestion {
    /// The whole query with its last word completed.
    pub text: String,
    /// In how many documents the completed word occurs.
    pub count: usize,
}

/// Figures about an index.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Info {
    /// Version of the engine.
    pub version: String,
    /// Documents.
    pub articles: usize,
    /// Words in all texts, counted with repetition.
    pub tokens: usize,
    /// Distinct words.
    pub forms: usize,
    /// Groups of words that share a stem.
    pub terms: usize,
    /// Pairs of a form and a document.
    pub postings: usize,
    /// Languages of the documents that are known, most frequent first.
    pub languages: Vec<String>,
    /// Size of the index in bytes.
    pub bytes: usize,
}
