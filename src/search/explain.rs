//! Why a hit ranks where it does, word by word.

use serde::Serialize;

use crate::Index;
use crate::query::expansion::Expansion;
use crate::search::searcher::Rarity;

/// What makes up a hit's score: the sum of its words' scores, times `coverage`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// The words of the query that the document holds.
    pub words: Vec<WordExplanation>,
    /// What the sum is multiplied with: 1 if nothing of the query's weight is missing.
    pub coverage: f32,
}

/// What a word of the query adds.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct WordExplanation {
    /// The word, as it was searched for.
    pub word: String,
    /// The word of the document that counts most for it.
    pub form: String,
    /// How much that form counts, 0 to 1: 1 for the word as it was typed.
    pub weight: f32,
    /// Occurrences of all forms, each by its weight, those in titles and headings
    /// counted several times.
    pub frequency: f32,
    /// Inverse document frequency.
    pub rarity: f32,
    /// `rarity · weight · frequency / (frequency + k1 · (1 − b + b · length))`.
    pub score: f32,
}

/// Explains the score of a document.
pub(super) fn explain(
    index: &Index,
    words: &[Expansion],
    rarities: &[Rarity],
    document: u32,
) -> Explanation {
    let both = words.iter().zip(rarities);
    let all: Vec<_> =
        both.map(|(word, rarity)| explain_word(index, word, rarity, document)).collect();
    let total: f32 = rarities.iter().map(|rarity| rarity.itself).sum();
    let covered: f32 = all
        .iter()
        .zip(rarities)
        .map(|(word, rarity)| rarity.itself * index.ranking.covered(word.weight))
        .sum();
    let coverage = index.ranking.coverage(covered / total.max(f32::MIN_POSITIVE));
    Explanation { words: all.into_iter().filter(|word| word.weight > 0.0).collect(), coverage }
}

fn explain_word(
    index: &Index,
    expansion: &Expansion,
    rarity: &Rarity,
    document: u32,
) -> WordExplanation {
    let mut found = WordExplanation { word: expansion.text.clone(), ..WordExplanation::default() };
    let mut cursor = index.postings.cursor();
    let mut best = None;
    for &(form, weight) in &expansion.forms {
        cursor.for_each(form, |posting| {
            if posting.document == document {
                found.frequency += weight * f32::from(posting.frequency);
                if weight > found.weight {
                    (found.weight, best) = (weight, Some(form));
                }
            }
        });
    }
    if expansion.phrases.iter().any(|phrase| phrase.documents.contains(&document)) {
        found.frequency += index.ranking.synonym;
        found.weight = found.weight.max(index.ranking.synonym);
    }
    let length = index.lengths.get(document as usize).copied().unwrap_or(0) as f32;
    found.form = best.and_then(|form| index.lexicon.form(form)).unwrap_or_default();
    found.rarity = rarity.of(index, found.weight);
    if found.weight > 0.0 {
        let saturation = index.ranking.saturation(found.frequency, length, index.average_length);
        found.score = found.rarity * found.weight * saturation;
    }
    found
}
