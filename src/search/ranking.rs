//! Every number of the ranking, each with the measurement that set it.
//!
//! Measured as nDCG@10 by `findling eval` on German and English collections
//! (xquad-de with 1,181 questions on 240 paragraphs, cranfield-en with 225
//! questions on 1,400 abstracts, 10kGNAD with 963 lead sentences on 1,028
//! articles), each number varied with the others held.

/// BM25: how fast further occurrences of a word stop counting.
pub(crate) const K1: f32 = 1.5;

/// BM25: how much a document's length counts.
pub(crate) const B: f32 = 0.7;

/// A form as it was typed.
pub(crate) const EXACT: f32 = 1.0;

/// A form with the same letters but for umlauts, accents, ß.
pub(crate) const FOLDED: f32 = 0.95;

/// Another form of the same term.
pub(crate) const INFLECTED: f32 = 0.85;

/// A longer form that begins like the unfinished last word.
pub(crate) const COMPLETED: f32 = 0.75;

/// A form that is so many edits away from an unknown word (folded: none).
pub(crate) const CORRECTED: [f32; 3] = [0.95, 0.8, 0.6];

/// A frequent neighbour of a rare word.
pub(crate) const ALTERNATIVE: f32 = 0.3;

/// Documents that a word may occur in and still be taken for a misspelling too.
pub(crate) const RARE: u32 = 2;

/// Words that weigh less than this part of the query's weightiest are not marked.
pub(crate) const MARKED: f32 = 0.1;

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
/// query's weight.
pub(crate) fn coverage(part: f32) -> f32 {
    part.sqrt()
}

/// What each further match adds to the weight of an excerpt's words: less than any word.
pub(crate) const REPEATED: f32 = 0.01;
