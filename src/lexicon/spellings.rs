//! Which words are no spelling of any form: most of those that are made by rule (the
//! parts of a compound, the forms of a verb), for which a walk through the automaton
//! would be wasted.

use crate::analysis::fold;
use crate::analysis::tokenizer::MAX_WORD_CHARS;

/// Bits of a hash, and of the words that the set of hashes is made of.
const BITS: u32 = 20;
const WORD: usize = 64;

/// Letters that a pattern holds whole: it is cut, and each of them may be read as two.
const LONG: usize = MAX_WORD_CHARS / 2 - 1;

/// A set of hashes, one for all spellings of a form.
pub(super) struct Spellings {
    hashes: Vec<u64>,
}

impl Spellings {
    /// Of no form yet.
    pub(super) fn new() -> Self {
        Self { hashes: vec![0; (1 << BITS) / WORD] }
    }

    /// Adds a form.
    pub(super) fn push(&mut self, form: &str) {
        let hash = hash(form);
        if let Some(word) = self.hashes.get_mut(hash / WORD) {
            *word |= 1 << (hash % WORD);
        }
    }

    /// Whether one of the forms may be a spelling of `word`.
    pub(super) fn may_hold(&self, word: &str) -> bool {
        let hash = hash(word);
        let held = self.hashes.get(hash / WORD).is_some_and(|it| it >> (hash % WORD) & 1 == 1);
        held || word.chars().count() > LONG
    }
}

/// FNV-1a over the letters without what may stand for an umlaut: the same for "ä", "ae"
/// and "a".
fn hash(word: &str) -> usize {
    let mut hash: u32 = 0x811c_9dc5;
    let mut last = ' ';
    for c in fold::bases(word).chars() {
        if !matches!((last, c), ('a' | 'o' | 'u', 'e') | ('a', 'a')) {
            last = c;
            hash = (hash ^ u32::from(c)).wrapping_mul(0x0100_0193);
        }
    }
    (hash ^ hash >> BITS) as usize % (1 << BITS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::pattern::Pattern;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_a_pattern_matches_is_held(form in "[aeoäöüåßsœx]{1,6}", word in "[aeoäöüåßsœx]{1,6}") {
            let mut spellings = Spellings::new();
            spellings.push(&form);
            prop_assert!(spellings.may_hold(&form));
            if Pattern::new(&word).matches(&form) {
                prop_assert!(spellings.may_hold(&word), "{} {}", word, form);
            }
        }
    }

    #[test]
    fn unknown_words_are_mostly_told() {
        let mut spellings = Spellings::new();
        ["häuser", "straße", "menschenhandel"].iter().for_each(|form| spellings.push(form));
        for (word, expect) in [
            ("haeuser", true),
            ("hauser", true),
            ("strasse", true),
            ("haus", false),
            ("menschen", false),
            ("", false),
        ] {
            assert_eq!(spellings.may_hold(word), expect, "{word}");
        }
    }
}
