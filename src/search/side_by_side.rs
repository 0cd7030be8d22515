//! Words that must stand side by side, or must not: documents that hold them are read for it.

use crate::Index;
use crate::query::expansion::{Expansion, expand_excluded};
use crate::query::parser::Alternative;
use crate::search::matcher::{Matcher, WordSet, bit, bits, weight_of};
use crate::search::scores::Scored;
use crate::search::wanted::{Required, Wanted, matcher};
use crate::store::StoredSection;

/// Documents that may hold them of which texts in shards are loaded.
const MAX_CANDIDATES: usize = 20;

/// Keeps the documents that have one of the alternatives, and counts all of
/// their words as found: they are one thing that was asked for. Returns the first of the
/// documents that have to be read for that and are not there.
pub(super) fn keep_required(
    index: &Index,
    wanted: &Wanted<'_>,
    any: &[Required],
    weights: &[f32],
    documents: &mut Vec<Scored>,
) -> Vec<u32> {
    let (mut all, mut matchers) = (0, Vec::new());
    for required in any {
        let words = wanted.words.get(required.words.clone()).unwrap_or_default();
        matchers.push(matcher(index, words));
        all |= bits(required.words.clone());
    }
    let (mut unread, mut candidates) = (Vec::new(), 0);
    let most_candidates = if index.shards.is_complete() { usize::MAX } else { MAX_CANDIDATES };
    documents.retain_mut(|it| {
        let found = any.iter().zip(&matchers).any(|(required, matcher)| {
            let words = bits(required.words.clone());
            if it.words & words != words {
                return false;
            }
            // That it occurs is known already.
            if required.words.len() == 1 && !required.title {
                return true;
            }
            candidates += 1;
            if candidates > most_candidates {
                return false;
            }
            if !index.shards.is_there(index.shards.of_document(it.document)) {
                unread.push(it.document);
            }
            has_phrase(index, it.document, matcher, required.words.len(), required.title)
        });
        it.covered += weight_of(all & !it.words, weights);
        it.words |= all;
        it.near |= all;
        found
    });
    unread
}

/// Drops the documents in which words occur, side by side if they are several.
pub(super) fn drop_excluded(index: &Index, excluded: &Alternative, documents: &mut Vec<Scored>) {
    let mut words = Vec::new();
    for word in &excluded.words {
        words.push(expand_excluded(index, word));
    }
    let excluded = SideBySide::new(index, &words, excluded.title);
    documents.retain(|it| !excluded.is_in(index, it.document));
}

/// Looks for words side by side in documents.
pub(super) struct SideBySide {
    /// For each document those of the words that it holds.
    held: Vec<WordSet>,
    matcher: Matcher,
    words: usize,
    title: bool,
}

impl SideBySide {
    pub(super) fn new(index: &Index, words: &[Expansion], title: bool) -> Self {
        let mut held = vec![0; index.lengths.len()];
        let mut cursor = index.postings.cursor();
        for (expansion, word) in words.iter().zip(0..) {
            for &(form, _) in &expansion.forms {
                cursor.for_each(form, &mut |posting| {
                    if let Some(words) = held.get_mut(posting.document as usize) {
                        *words |= bit(word);
                    }
                });
            }
        }
        Self { held, matcher: matcher(index, words), words: words.len(), title }
    }

    /// Whether a document holds all of the words.
    pub(super) fn may_be_in(&self, document: u32) -> bool {
        self.held.get(document as usize) == Some(&bits(0..self.words))
    }

    pub(super) fn is_in(&self, index: &Index, document: u32) -> bool {
        self.may_be_in(document)
            && has_phrase(index, document, &self.matcher, self.words, self.title)
    }
}

/// Whether words that a document holds stand side by side in one of its texts,
/// or in its title.
fn has_phrase(index: &Index, document: u32, matcher: &Matcher, words: usize, title: bool) -> bool {
    // That it occurs is known already.
    if words == 1 && !title {
        return true;
    }
    let Some(document) = index.store.document(document) else { return false };
    let has = |text: &str| matcher.has_phrase(text, words);
    let in_section = |it: &StoredSection<'_>| has(it.heading) || has(it.text);
    has(document.title) || !title && document.sections.iter().any(in_section)
}
