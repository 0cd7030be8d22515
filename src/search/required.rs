//! What documents must hold or must not; those that may are read for words side by side.

use crate::Index;
use crate::query::expansion::expand_excluded;
use crate::query::matcher::{bits, weight_of};
use crate::query::parser::Alternative;
use crate::query::side_by_side::{SideBySide, has_phrase, matcher};
use crate::query::wanted::{Required, Wanted};
use crate::search::scores::Scored;

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
