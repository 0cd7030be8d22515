//! Queries: what was typed → clauses ([`parser`]), words → the forms of the
//! lexicon that they stand for ([`expansion`]).

pub(crate) mod expansion;
pub(crate) mod parser;
mod spelling;
