//! What documents must hold or must not. Words are known from the index; whether they stand side
//! by side is read.

use crate::Index;
use crate::query::expansion::expand_excluded;
use crate::query::matcher::{bits, weight_of};
use crate::query::side_by_side::SideBySide;
use crate::query::wanted::{Required, Wanted};
use crate::search::scores::Scored;

/// Texts that are asked for at once, to be read.
const MAX_UNREAD: usize = 20;

/// Keeps the documents that hold the words of one of the alternatives, wherever they stand, and
/// counts all of their words as found: they are one thing that was asked for.
pub(super) fn keep_holding(any: &[Required], weights: &[f32], documents: &mut Vec<Scored>) {
    let all = any.iter().fold(0, |all, required| all | bits(required.words.clone()));
    documents.retain_mut(|it| {
        it.covered += weight_of(all & !it.words, weights);
        it.near |= all;
        any.iter().any(|required| {
            let words = bits(required.words.clone());
            it.words & words == words
        })
    });
}

/// What is known of documents once texts were read, as far as these are there.
pub(super) struct Judged {
    /// Some of the documents are not known to be hits or none.
    pub(super) is_open: bool,
    /// Those of which the texts are missing.
    pub(super) unread: Vec<u32>,
}

/// Keeps the hits among documents. As soon as there are so many, no text is read any more, whether
/// it is there or not: what is found depends on the query alone.
pub(super) fn keep_hits(
    index: &Index,
    wanted: &Wanted<'_>,
    enough: usize,
    documents: &mut Vec<Scored>,
) -> Judged {
    let judge = Judge::new(index, wanted);
    let mut judged = Judged { is_open: false, unread: Vec::new() };
    let mut hits = 0;
    documents.retain(|it| {
        let reads = hits < enough && judged.unread.len() < MAX_UNREAD;
        let is_hit = judge.is_hit(it.document, reads);
        judged.is_open |= is_hit.is_none();
        if is_hit.is_none() && reads {
            judged.unread.push(it.document);
        }
        hits += usize::from(is_hit == Some(true));
        is_hit == Some(true)
    });
    judged
}

struct Judge<'i> {
    index: &'i Index,
    clauses: Vec<Clause>,
}

/// Alternatives of which a document must have one, or none.
struct Clause {
    excluded: bool,
    any: Vec<SideBySide>,
}

impl<'i> Judge<'i> {
    fn new(index: &'i Index, wanted: &Wanted<'_>) -> Self {
        let mut clauses = Vec::new();
        for any in &wanted.required {
            let mut clause = Clause { excluded: false, any: Vec::new() };
            for Required { words, title } in any {
                let words = wanted.words.get(words.clone()).unwrap_or_default();
                clause.any.push(SideBySide::new(index, words, *title));
            }
            clauses.push(clause);
        }
        for excluded in &wanted.excluded {
            let mut words = Vec::new();
            for word in &excluded.words {
                words.push(expand_excluded(index, word));
            }
            let any = vec![SideBySide::new(index, &words, excluded.title)];
            clauses.push(Clause { excluded: true, any });
        }
        Self { index, clauses }
    }

    /// Whether a document has what it must and nothing that it must not; nothing if its text would
    /// tell and was not read.
    fn is_hit(&self, document: u32, reads: bool) -> Option<bool> {
        let mut is_known = true;
        for Clause { excluded, any } in &self.clauses {
            let (mut has, mut may_have) = (false, false);
            for words in any {
                let is_in = words.is_in(self.index, document, reads);
                has |= is_in == Some(true);
                may_have |= is_in.is_none();
            }
            if has == *excluded && (has || !may_have) {
                return Some(false);
            }
            is_known &= has || !may_have;
        }
        is_known.then_some(true)
    }
}
