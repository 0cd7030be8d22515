//! Queries: what was typed → clauses and filters ([`parser`]), words → the forms of the lexicon
//! that they stand for ([`expansion`], with what [`compounds`], `inflection`, `gender`,
//! `correction` and `spelling` know, and [`synonyms`] of several words), and all that a query wants together
//! ([`wanted`]). [`matcher`] finds that in a text, [`side_by_side`] which documents have words so.

pub(crate) mod compounds;
mod correction;
pub(crate) mod expansion;
mod gender;
mod inflection;
pub(crate) mod matcher;
pub(crate) mod parser;
pub(crate) mod side_by_side;
mod spelling;
pub(crate) mod synonyms;
pub(crate) mod wanted;
