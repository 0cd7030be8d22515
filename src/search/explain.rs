//! Why a hit ranks where it does, word by word.

use serde::Serialize;

use crate::Index;
use crate::query::expansion::Expansion;
use crate::search::scores::{Found, Rarity, Scored};

/// What makes up a hit's score: the sum of its words' scores, times `coverage`, times
/// `closeness`, times `freshness`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// The words of the query that the document holds.
    pub words: Vec<WordExplanation>,
    /// What the sum is multiplied with: less than 1 if something of the query's weight is missing,
    /// more if nothing is.
    pub coverage: f32,
    /// And with this: 1 if the words do not stand close together, or were not looked at.
    pub closeness: f32,
    /// And with this: 1 if new documents were not asked for, or it has no date.
    pub freshness: f32,
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
    scored: &Scored,
) -> Explanation {
    let mut explained = Vec::new();
    for (word, rarity) in words.iter().zip(rarities) {
        explained.extend(explain_word(index, word, rarity, scored.document));
    }
    let Scored { coverage, closeness, freshness, .. } = *scored;
    Explanation { words: explained, coverage, closeness, freshness }
}

/// What a word adds; nothing if the document does not hold it.
fn explain_word(
    index: &Index,
    expansion: &Expansion,
    rarity: &Rarity,
    document: u32,
) -> Option<WordExplanation> {
    let (mut found, best) = found_in(index, expansion, document);
    let mut form = best.and_then(|form| index.lexicon.form(form)).unwrap_or_default().to_owned();
    for parts in &expansion.parts {
        let [first, second] = &parts.words;
        let (first, its_form) = found_in(index, first, document);
        let (second, other_form) = found_in(index, second, document);
        let both = Found::of_parts(parts, first, second);
        if both.best > found.best {
            form.clear();
            for part in [its_form, other_form].into_iter().flatten() {
                form += if form.is_empty() { "" } else { " + " };
                form += index.lexicon.form(part).unwrap_or_default();
            }
        }
        found.add(both);
    }
    for _ in expansion.phrases.iter().filter(|it| it.documents.contains(&document)) {
        found.add(Found::of(1.0, index.ranking.synonym));
    }
    let length = index.lengths.get(document as usize).copied().unwrap_or(0) as f32;
    let saturation = index.ranking.saturation(found.frequency, length, index.average_length);
    let rarity = rarity.of(index, found.best);
    (found.best > 0.0).then(|| WordExplanation {
        word: expansion.text.clone(),
        form,
        weight: found.best,
        frequency: found.frequency,
        rarity,
        score: rarity * found.best * saturation,
    })
}

/// What a document holds of a word's forms, and the form that counts most.
fn found_in(index: &Index, expansion: &Expansion, document: u32) -> (Found, Option<u32>) {
    let mut cursor = index.postings.cursor();
    let (mut found, mut best) = (Found::default(), None);
    for &(form, weight) in &expansion.forms {
        cursor.for_each(form, &mut |posting| {
            if posting.document == document {
                if weight > found.best {
                    best = Some(form);
                }
                found.add(Found::of(posting.frequency.into(), weight));
            }
        });
    }
    (found, best)
}
