//! Which shards a query needs: first those of its words, as far as that can be told from
//! their letters, then those of what the words found there may stand for besides, then those
//! of the documents that were found.

use crate::Index;
use crate::order::{largest_first, sort_pairs};
use crate::query::compounds::{SHORT_PART, second_parts};
use crate::query::expansion::Expansion;
use crate::query::parser::{Clause, Occur, Word};
use crate::query::synonyms;
use crate::shards::key;
use crate::synonyms::key as stem_key;

/// Shards of words that are asked for at once. A query of more words is a sentence, whose
/// first words will find something.
const MAX_SHARDS: usize = 24;

/// Shards over which the words with one beginning may be spread.
const MAX_OF_PREFIX: u32 = 3;

/// Shards in which a misspelt word is looked for besides its own.
const MAX_OF_NEIGHBOURS: usize = 3;

/// Letters at the beginning of a word in which a slip leads to another shard.
const BEGINNING: usize = 6;

/// Letters that are typed by mistake.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";

/// The clauses of which documents may be hits.
const WANTED: &[Occur] = &[Occur::Should, Occur::Must];

/// The shards of words that these clauses ask for, and of their synonyms unless they are
/// `exact`. Nobody waits for those of stop words, unless there is nothing else or a text must
/// have them.
pub(super) fn of_words(index: &Index, clauses: &[Clause], exact: bool) -> Vec<u32> {
    let mut needed = Needed::new(index);
    needed.push_words(clauses, WANTED, false);
    needed.push_synonyms(clauses, exact);
    if needed.shards.is_empty() {
        needed.push_words(clauses, WANTED, true);
    }
    needed.push_words(clauses, &[Occur::MustNot], false);
    needed.shards
}

/// The shards of what words may stand for that are not known as they were typed.
pub(super) fn of_relatives(index: &Index, expansions: &[Expansion]) -> Vec<u32> {
    let mut needed = Needed::new(index);
    for word in expansions {
        if index.lexicon.ordinal(&word.text).is_none() && !word.text.is_empty() {
            for part in second_parts(index, &word.text) {
                needed.push(index.shards.of_word(&key(part)));
            }
            if word.unknown && word.correction.is_none() {
                needed.push_neighbours(&key(&word.text));
            }
        }
    }
    needed.shards
}

/// The shards of documents.
pub(super) fn of_documents(index: &Index, documents: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut shards = Vec::new();
    for document in documents {
        let shard = index.shards.of_document(document);
        if !shards.contains(&shard) {
            shards.push(shard);
        }
    }
    shards
}

struct Needed<'i> {
    index: &'i Index,
    shards: Vec<u32>,
}

impl<'i> Needed<'i> {
    fn new(index: &'i Index) -> Self {
        Self { index, shards: Vec::new() }
    }

    fn push(&mut self, shard: u32) {
        if !self.shards.contains(&shard) && self.shards.len() < MAX_SHARDS {
            self.shards.push(shard);
        }
    }

    /// The shards of words in clauses of these kinds.
    fn push_words(&mut self, clauses: &[Clause], kinds: &[Occur], stop_words: bool) {
        for clause in clauses.iter().filter(|clause| kinds.contains(&clause.occur)) {
            for alternative in &clause.alternatives {
                for word in &alternative.words {
                    let is_needed = clause.occur != Occur::Should || word.unfinished;
                    if stop_words || is_needed || !self.index.is_stop_word(&word.text) {
                        self.push_word(word);
                    }
                }
            }
        }
    }

    fn push_synonyms(&mut self, clauses: &[Clause], exact: bool) {
        let index = self.index;
        let (asked, places) = synonyms::asked(index, clauses, exact);
        let of_words = self.shards.clone();
        for place in &places {
            index.for_each_synonym(&of_words, &asked, place, &mut |words| {
                for word in words.split(' ') {
                    self.push(index.shards.of_word(&key(word)));
                }
            });
        }
    }

    fn push_word(&mut self, word: &Word) {
        let shards = &self.index.shards;
        for key in keys(&word.text) {
            let first = shards.of_word(&key);
            self.push(first);
            if word.unfinished || word.wildcard {
                let last = shards.last_of_prefix(&key);
                for shard in first..=last.min(first.saturating_add(MAX_OF_PREFIX - 1)) {
                    self.push(shard);
                }
            }
            if let Some(shard) = shards.of_compounds(&key)
                && key.chars().count() >= SHORT_PART
                && !word.wildcard
            {
                self.push(shard);
            }
        }
        // Where its synonyms lie.
        self.push(shards.of_word(&stem_key(&word.text, self.index.languages.first())));
    }

    /// The shards of what may have been meant where `typed` was: for each slip of the
    /// fingers at its beginning, the shard that it would have led away from; those of most
    /// slips first.
    fn push_neighbours(&mut self, typed: &str) {
        let shards = &self.index.shards;
        let own = shards.of_word(typed);
        let mut slips = vec![0u32; shards.all_words().len()];
        for_each_neighbour(typed, &mut |meant| {
            let shard = shards.of_word(meant);
            if let Some(count) = slips.get_mut(shard as usize).filter(|_| shard != own) {
                *count += 1;
            }
        });
        let mut counted = Vec::new();
        for (&count, shard) in slips.iter().zip(0..) {
            if count > 0 {
                counted.push((largest_first(count), shard));
            }
        }
        sort_pairs(&mut counted);
        for &(_, shard) in counted.iter().take(MAX_OF_NEIGHBOURS) {
            self.push(shard as u32);
        }
    }
}

/// The keys of a word, also where it has "ae" instead of "ä".
fn keys(word: &str) -> Vec<String> {
    let whole = key(word);
    let mut short = String::new();
    for letter in whole.chars() {
        if letter != 'e' || !short.ends_with(['a', 'o', 'u']) {
            short.push(letter);
        }
    }
    if short == whole { vec![whole] } else { vec![whole, short] }
}

/// Calls `visit` with what is one edit away from `word` in its first letters but the very first,
/// which is seldom wrong.
fn for_each_neighbour(word: &str, visit: &mut dyn FnMut(&str)) {
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let part = |from: usize, to: usize| -> &str {
        let range = ends.get(from).zip(ends.get(to));
        range.and_then(|(&from, &to)| word.get(from..to)).unwrap_or_default()
    };
    let last = ends.len() - 1;
    for at in 1..last.min(BEGINNING) {
        let (before, behind) = (part(0, at), part(at + 1, last));
        visit(&[before, behind].concat());
        visit(&[before, part(at + 1, at + 2), part(at, at + 1), part(at + 2, last)].concat());
        for other in LETTERS.chars() {
            let mut bytes = [0; 4];
            let other: &str = other.encode_utf8(&mut bytes);
            visit(&[before, other, behind].concat());
            visit(&[before, other, part(at, last)].concat());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_of_a_word() {
        let mut found = Vec::new();
        for_each_neighbour("häsu", &mut |word| found.push(word.to_owned()));
        for expect in ["hsu", "häus", "hasu", "hätsu", "hsäu", "häsä"] {
            assert_eq!(found.iter().any(|it| it == expect), expect != "häsä", "{expect}");
        }
        for short in ["", "h"] {
            for_each_neighbour(short, &mut |word| panic!("{word}"));
        }
    }

    #[test]
    fn keys_of_a_word() {
        assert_eq!(keys("haeuser"), ["haeuser", "hauser"]);
        assert_eq!(keys("häuser"), ["hauser"]);
    }
}
