//! Which shards a query needs: first those of its words, as far as that can be told from
//! their letters, then those of what the words found there may stand for besides, then those
//! of the documents that were found.

use crate::Index;
use crate::query::compounds::{PART, second_parts};
use crate::query::expansion::Expansion;
use crate::query::parser::{Clause, Occur, Word};
use crate::shards::key;

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

/// The shards of words that these clauses ask for. Nobody waits for those of stop words,
/// unless there is nothing else or a text must have them.
pub(super) fn of_words(index: &Index, clauses: &[Clause]) -> Vec<u32> {
    let is_stop_word = |word: &Word| index.is_stop_word(&word.text) && !word.unfinished;
    let nothing_else = clauses.iter().flat_map(words_of).all(is_stop_word);
    let mut needed = Needed::new(index);
    for clause in clauses {
        for word in words_of(clause) {
            if nothing_else || clause.occur != Occur::Should || !is_stop_word(word) {
                needed.push_word(word);
            }
        }
    }
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

/// The shards of documents, and of the catalogue if it `is_needed`.
pub(super) fn of_documents(
    index: &Index,
    documents: impl Iterator<Item = u32>,
    is_needed: bool,
) -> Vec<u32> {
    let mut shards = Vec::new();
    if is_needed {
        shards.push(index.shards.catalogue());
    }
    for document in documents {
        let shard = index.shards.of_document(document);
        if !shards.contains(&shard) {
            shards.push(shard);
        }
    }
    shards
}

fn words_of(clause: &Clause) -> impl Iterator<Item = &Word> {
    clause.alternatives.iter().flat_map(|alternative| &alternative.words)
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

    fn push_word(&mut self, word: &Word) {
        let shards = &self.index.shards;
        for key in keys(&word.text) {
            let first = shards.of_word(&key);
            self.push(first);
            if word.unfinished || word.wildcard {
                let last = shards.last_of_prefix(&key).min(first.saturating_add(MAX_OF_PREFIX - 1));
                (first..=last).for_each(|shard| self.push(shard));
            }
            if key.chars().count() >= PART && !word.wildcard {
                shards.of_compounds(&key).into_iter().for_each(|shard| self.push(shard));
            }
        }
    }

    /// The shards of what may have been meant where `typed` was: for each slip of the
    /// fingers at its beginning, the shard that it would have led away from; those of most
    /// slips first.
    fn push_neighbours(&mut self, typed: &str) {
        let mut counts: Vec<(usize, u32)> = Vec::new();
        for meant in neighbours(typed) {
            let shard = self.index.shards.of_word(&meant);
            match counts.iter_mut().find(|(_, known)| *known == shard) {
                Some((count, _)) => *count += 1,
                None => counts.push((1, shard)),
            }
        }
        for _ in 0..MAX_OF_NEIGHBOURS {
            let Some(most) = counts.iter_mut().max_by_key(|(count, _)| *count) else { return };
            if most.0 > 0 {
                self.push(most.1);
            }
            most.0 = 0;
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

/// What is one edit away from `word` in its first letters, which stay ahead of the rest.
fn neighbours(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut found = Vec::new();
    let mut add = |before: &[char], between: &[char], behind: &[char]| {
        found.push([before, between, behind].concat().into_iter().collect());
    };
    for at in 0..letters.len().min(BEGINNING) {
        let (before, rest) = letters.split_at(at);
        let Some((&letter, behind)) = rest.split_first() else { break };
        add(before, &[], behind);
        if let Some((&next, behind)) = behind.split_first() {
            add(before, &[next, letter], behind);
        }
        for other in LETTERS.chars() {
            add(before, &[other], behind);
            add(before, &[other], rest);
        }
    }
    found
}
