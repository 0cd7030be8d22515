//! Answers to queries. The types here are what a search returns, the same in Rust, in JavaScript
//! and in JSON.
//!
//! `filter` says which documents may be hits, and `needed` which shards must be there to tell.
//! `searcher` finds and ranks what a query wants: `scores` adds up what words count, `required` asks
//! for what must stand side by side, `letters` compares what was typed with how a document begins,
//! `explain` tells of one hit how it came about; their formulas and constants are in [`Ranking`].
//! `sort` puts hits in another order, `facets` counts. `excerpt` and `snippet` choose what of a text
//! is shown. `suggest` completes a query.

mod excerpt;
mod explain;
mod facets;
mod filter;
mod letters;
mod needed;
mod required;
mod scores;
mod searcher;
mod snippet;
mod sort;
mod suggest;

use serde::Serialize;

use crate::dates::DateRange;
pub use crate::ranking::Ranking;
use crate::{Index, Result};
pub use explain::{Explanation, WordExplanation};
pub use facets::MAX_FACET_VALUES;

impl Index {
    /// Searches. Never fails: what can't be understood of a query is left out.
    pub fn search(&self, query: &str, options: &SearchOptions) -> SearchResults {
        searcher::search(self, query, options)
    }

    /// Ways to go on typing, at most `limit` of each kind.
    pub fn suggest(&self, query: &str, limit: usize) -> Vec<Suggestion> {
        suggest::suggest(self, query, limit)
    }

    /// Searches an index with what is there of its shards. The answer names those that are
    /// missing: add them, and search again.
    ///
    /// # Errors
    /// [`ErrorKind::Damaged`](crate::ErrorKind::Damaged) if a shard is not as it was written.
    pub fn search_shards(&mut self, query: &str, options: &SearchOptions) -> Result<SearchResults> {
        if !self.shards.is_complete() {
            self.use_words(searcher::shards_of(self, query, options.exact))?;
        }
        loop {
            let mut results = self.search(query, options);
            let (there, missing): (Vec<u32>, Vec<u32>) =
                results.missing.iter().partition(|shard| self.shards.is_there(**shard));
            results.missing = missing;
            // Nobody looks further as long as something is missing.
            if there.is_empty() || !results.missing.is_empty() {
                return Ok(results);
            }
            self.use_also(&there)?;
        }
    }
}

/// What may be chosen for a search.
#[derive(Clone, Debug)]
pub struct SearchOptions {
    /// Hits to return at most.
    pub limit: usize,
    /// Hits to leave out before: those of the pages before this one.
    pub offset: usize,
    /// Take the words as they are written: no typo correction, no completion of
    /// the last word, no synonyms.
    pub exact: bool,
    /// The order of the hits.
    pub sort: Sort,
    /// Names of facets with a value each that is accepted. A document must have,
    /// for each name, one of its values.
    pub filters: Vec<(String, String)>,
    /// The first date that is accepted, as ISO 8601, also shortened (`2024`, `2024-05`), or empty.
    pub from: String,
    /// The last one.
    pub to: String,
    /// Count the values of facets, too.
    pub facets: bool,
    /// Explain the scores of the hits.
    pub explain: bool,
    /// How much more the newest document counts than one without a date, as a part of its
    /// score: 0 for none, 0.5 for half as much again. One that is a year older counts half
    /// of that more, one that is two years older a third.
    pub freshness: f32,
}

/// Orders in which hits can be asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The best first; if a query has nothing but filters, the newest.
    #[default]
    Relevance,
    /// By date, the latest first, those without a date last, however well they match; those of
    /// one day by title.
    Newest,
    /// By title, from A to Z, without regard to capitals, accents and marks.
    Title,
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self {
            limit: 10,
            offset: 0,
            exact: false,
            sort: Sort::Relevance,
            filters: Vec::new(),
            from: String::new(),
            to: String::new(),
            facets: false,
            explain: false,
            freshness: 0.0,
        }
    }
}

/// Whether `date` can be one of [`SearchOptions::from`] and [`SearchOptions::to`].
pub fn is_date(date: &str) -> bool {
    DateRange::is_end(date)
}

/// The answer to a query.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SearchResults {
    /// The query as it was asked.
    pub query: String,
    /// Documents that match, of which `hits` holds the best.
    pub total: usize,
    /// There may be more: as long as not all shards are there, texts are read for words side by
    /// side only until there are enough hits to show. Ask for later ones, and more are read.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub at_least: bool,
    /// Milliseconds the search took; filled in by whoever has a clock.
    pub took_ms: f64,
    /// The query as it was understood, if a word was corrected.
    pub corrected: Option<String>,
    /// Limits that this query ran into.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// The documents that match, in the order asked for, from `offset` on.
    pub hits: Vec<Hit>,
    /// If asked for: the facets of the documents that match.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<FacetCounts>,
    /// Shards that are not there; without them hits, total and facets are not what they should
    /// be. Add them and search again, until there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<u32>,
}

/// A limit that a query ran into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Note {
    /// There are too many words: not all were searched, or not all unknown ones corrected.
    Words,
    /// No text has the quoted words side by side; they were searched one by one.
    Quotes,
    /// [`SearchOptions::from`] or [`SearchOptions::to`] is no date; both were left out.
    Dates,
}

/// What a facet holds for a query.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FacetCounts {
    /// The facet's name: `tag`, `category`, `author`, `lang`, `year`, or a site's own.
    pub name: String,
    /// At most [`MAX_FACET_VALUES`], the most frequent first. They are counted as if no
    /// filter on this facet were set, so that another value can be chosen.
    pub values: Vec<ValueCount>,
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ValueCount {
    /// As it was stated.
    pub value: String,
    /// How many of the documents that match have it.
    pub count: usize,
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
    /// If asked for: why it ranks where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
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
    /// The first words of its text, by which the heading is told from others with the same words.
    pub begins: String,
}

/// A way to go on typing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Suggestion {
    /// What it is.
    pub kind: SuggestionKind,
    /// The whole query with its last word completed or with another word, or the title.
    pub text: String,
    /// How many documents hold the new word beside those before it; 1 for a title.
    pub count: usize,
    /// The address of the document that has the title; empty for words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
}

impl Suggestion {
    fn new(kind: SuggestionKind, text: String, count: usize) -> Self {
        Self { kind, text, count, url: String::new() }
    }
}

/// What a suggestion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SuggestionKind {
    /// The query with its last word completed.
    Word,
    /// A title that begins like the query.
    Title,
    /// The query with a word that its best documents have in common.
    Related,
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
