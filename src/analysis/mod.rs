//! Text → tokens → terms, the same at build time and in the browser.
//!
//! `tokenizer` finds words, `case` knows capitals, `fold` says which spellings are
//! the same to a reader in a hurry. At build time only, `stemmer` says which inflected forms are one
//! term, `german` and `korean` what it does not know of these languages, `stopwords` which words say little, and
//! `acronyms` finds what texts explain; what the browser needs of the stemmer's knowledge is in
//! `endings`.

pub(crate) mod acronyms;
pub(crate) mod case;
pub(crate) mod endings;
pub(crate) mod english;
pub(crate) mod fold;
pub(crate) mod german;
mod irregular;
mod korean;
pub(crate) mod stemmer;
pub(crate) mod stopwords;
pub(crate) mod tokenizer;
pub(crate) mod verbs;
