//! Findling searches a folder of articles wholly in the visitor's browser.
//!
//! Data flows in one direction, and the modules stand in that order:
//!
//! 1. `ingest` (feature `cli`) reads files into [`Document`]s,
//! 2. `analysis` cuts their text into tokens and terms,
//! 3. `lexicon`, `postings`, `store`, `synonyms`, `languages` hold what [`index::build`] makes of them,
//!    laid out by [`mod@format`],
//! 4. [`Index`] opens those bytes again, `query` and `search` answer from them, weighing by `ranking`,
//! 5. `embed` (feature `cli`) places the bytes into the engine's WebAssembly
//!    module, `bundle` (feature `cli`) writes what a website gets, `wasm` (feature
//!    `wasm`) is the engine's face to JavaScript; `export` (feature `cli`) hands the
//!    documents to a search server instead.
//!
//! Everything but `ingest`, `embed`, `bundle`, `export`, `wasm` and the program has no I/O and no clock,
//! and does not panic whatever bytes or queries it is given. Only building uses threads (`parallel`),
//! and [room outside of memory](room::Room), if it is given some.

mod analysis;
#[cfg(feature = "cli")]
pub mod bundle;
mod codec;
pub mod corpus;
mod dates;
pub mod document;
#[cfg(feature = "cli")]
mod embed;
pub mod error;
#[cfg(feature = "cli")]
pub mod export;
mod facets;
pub mod format;
pub mod index;
#[cfg(feature = "cli")]
pub mod ingest;
mod languages;
mod lexicon;
mod order;
mod parallel;
mod postings;
mod query;
mod ranking;
pub mod room;
pub mod search;
mod shards;
mod store;
mod synonyms;
#[cfg(all(feature = "wasm", target_arch = "wasm32"))]
pub mod wasm;

pub use corpus::Corpus;
pub use document::{Document, Emphasis, Section};
pub use error::{Error, ErrorKind, Result};
pub use index::Index;
pub use search::{Hit, SearchOptions, SearchResults};
pub use synonyms::Synonyms;
