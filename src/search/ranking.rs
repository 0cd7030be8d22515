//! Every number of the ranking, each with the measurement that set it.
//!
//! Measured as nDCG@10 by `findling eval`, each number varied with the others
//! held, on xquad-de (1,181 German questions on 240 paragraphs; also as key
//! words, with typos, and broken off in the last word), 10kGNAD (963 lead
//! sentences of news on 1,028 articles) and cranfield-en (225 questions on 1,400
//! abstracts). Figures below are for xquad-de unless another is named.

/// BM25: how fast further occurrences of a word stop counting. On cranfield-en
/// .371 for 0.9, .379 for 1.2, .387 for 1.6; German stays within .002.
pub(crate) const K1: f32 = 1.5;

/// BM25: how much a document's length counts. Questions .941 for 0.6, .940 for
/// 0.75, .939 for 0.9; 10kGNAD the other way round, by as little.
pub(crate) const B: f32 = 0.7;

/// A form as it was typed.
pub(crate) const EXACT: f32 = 1.0;

/// A form with the same letters but for umlauts, accents, ß: next to exact.
pub(crate) const FOLDED: f32 = 0.95;

/// Another form of the same term. Questions .941 for 0.8, .940 for 0.9, .939
/// for 1; key words .907, .910, .908.
pub(crate) const INFLECTED: f32 = 0.85;

/// A longer form that begins like the unfinished last word. Broken-off queries
/// .876 for 0.4, .889 for 0.6, .899 for 0.8; key words lose .001 from 0.6 to 0.8.
pub(crate) const COMPLETED: f32 = 0.75;

/// A compound that a word is the main part of, the first part of, or within.
/// With words in their parts .739 without, .877 for (0.55, 0.35, 0.25), .914 for
/// these; questions .943, .950, .951. Higher ones gain there what short queries lose.
pub(crate) const PART_AT_END: f32 = 0.7;
pub(crate) const PART_AT_START: f32 = 0.55;
pub(crate) const PART_WITHIN: f32 = 0.4;

/// A part of an unknown compound.
pub(crate) const PART_ALONE: f32 = 0.4;

/// A synonym: below the word itself and its inflections, above its compounds.
/// No collection has judged synonyms.
pub(crate) const SYNONYM: f32 = 0.8;

/// A form that is so many edits away from an unknown word (folded: none).
/// Queries with typos .865 for (0.5, 0.3), .886 for (0.7, 0.5), .892 for (0.8, 0.6).
pub(crate) const CORRECTED: [f32; 3] = [0.95, 0.8, 0.6];

/// What the frequency of a candidate for a correction counts (its logarithm)
/// against the cost of the typing error: ten times as frequent is worth a
/// quarter of a wrong letter.
pub(crate) const LIKELY: f32 = 0.1;

/// What a form's own frequency counts beside that of its term.
pub(crate) const OWN_FREQUENCY: f32 = 1.0;

/// A neighbour of a rare word. Any value up to 0.3 changes no figure by more
/// than .001; it is there for words that are misspelt in articles.
pub(crate) const ALTERNATIVE: f32 = 0.3;

/// Documents that a word may occur in and still be taken for a misspelling too.
pub(crate) const RARE: u32 = 2;

/// Words that weigh less than this part of the query's weightiest are not
/// marked: "the" beside a word of one document in ten.
pub(crate) const MARKED: f32 = 0.1;

/// What a word in its heading adds to a section's weight, as a part of the word's.
pub(crate) const IN_HEADING: f32 = 0.5;

/// What each further match adds to the weight of an excerpt's words: less than any word.
pub(crate) const REPEATED: f32 = 0.01;

/// What a document must hold at least of the weight of the query's words that
/// the best document holds. Up to 0.3 no figure changes by more than .0005, and
/// documents go that hold no more than an "in" of the query; 0.5 costs .003
/// (questions) to .019 (queries with split compounds).
pub(crate) const LEAST: f32 = 0.3;

/// Inverse document frequency: the weight of a word that `frequency` of
/// `documents` hold (Robertson and Zaragoza 2009, with 1 added so that it stays positive).
pub(crate) fn idf(frequency: usize, documents: usize) -> f32 {
    let (n, all) = (frequency as f32, documents as f32);
    ((all - n + 0.5) / (n + 0.5)).ln_1p()
}

/// BM25's share of a word's weight, from 0 to 1, for `frequency` weighted
/// occurrences in a document of `length` words.
pub(crate) fn saturation(frequency: f32, length: f32, average_length: f32) -> f32 {
    frequency / (frequency + K1 * (1.0 - B + B * length / average_length))
}

/// What a document's score is multiplied with if it holds this part of the
/// query's weight. Without it (power 0) broken-off queries .878 and typos .880;
/// .889 and .887 for the root; .892 and .893 for power 1, but cranfield-en falls
/// from .388 to .379 and .361.
pub(crate) fn coverage(part: f32) -> f32 {
    part.sqrt()
}
