//! Queries: what was typed → clauses and filters ([`parser`]), words → the forms of the lexicon
//! that they stand for ([`expansion`], with what [`compounds`], `inflection`, `gender` and
//! `spelling` know).

pub(crate) mod compounds;
pub(crate) mod expansion;
mod gender;
mod inflection;
pub(crate) mod parser;
mod spelling;
