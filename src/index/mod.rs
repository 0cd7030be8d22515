//! The index: built from documents, opened from bytes.

use crate::search::{Info, SearchOptions, SearchResults, Suggestion};
use crate::{Document, Result};

/// Builds an index: the bytes that [`Index::open`] reads.
///
/// # Errors
/// [`crate::Error::Limit`] if the documents exceed a limit of the format.
pub fn build(documents: &[Document]) -> Result<Vec<u8>> {
    let _ = documents;
    Ok(Vec::new())
}

/// An opened index.
#[derive(Debug)]
pub struct Index {}

impl Index {
    /// Opens an index from its bytes.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`] or [`crate::Error::Version`].
    pub fn open(bytes: Vec<u8>) -> Result<Self> {
        let _ = bytes;
        Ok(Self {})
    }

    /// Searches.
    pub fn search(&self, query: &str, options: &SearchOptions) -> SearchResults {
        let _ = options;
        SearchResults { query: query.to_owned(), ..SearchResults::default() }
    }

    /// Completions of the query's last word, most frequent first.
    pub fn suggest(&self, query: &str, limit: usize) -> Vec<Suggestion> {
        let _ = (query, limit);
        Vec::new()
    }

    /// Figures about the index.
    pub fn info(&self) -> Info {
        Info::default()
    }
}
