//! Text → tokens → terms, the same at build time and in the browser.
//!
//! [`tokenizer`] finds words, [`fold`] says which spellings are the same to a
//! reader in a hurry, [`stemmer`] which inflected forms are one term. `acronyms`
//! finds what texts explain, at build time only.

pub(crate) mod acronyms;
pub mod fold;
pub mod stemmer;
pub(crate) mod stopwords;
pub mod tokenizer;
