//! Queries: what was typed → clauses and filters ([`parser`]), words → the forms of the
//! lexicon that they stand for ([`expansion`], with [`compounds`]).

pub(crate) mod compounds;
pub(crate) mod expansion;
mod gender;
mod inflection;
pub(crate) mod parser;
mod spelling;
