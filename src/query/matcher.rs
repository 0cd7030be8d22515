//! Which words of a text a query asked for.
//!
//! The texts are read again for phrases and excerpts, so positions need no room
//! in the index. Each word of a text is looked up by its hash among the forms
//! that the query's words stand for.

use std::ops::Range;

use crate::analysis::tokenizer::{Shapes, Tokenizer};
use crate::order::sort_pairs;

/// A set of words of a query, one bit each.
pub(crate) type WordSet = u64;

/// Knows which words of a query a form stands for.
#[derive(Debug, Default)]
pub(crate) struct Matcher {
    forms: Forms,
    /// Those of the forms that are the words themselves.
    exact: Forms,
    /// Parts of compounds: they stand for a word in texts that lack all other forms of it.
    parts: Forms,
    /// The shapes of both.
    shapes: Shapes,
    /// Phrases that words of the query stand for.
    phrases: Vec<Phrase>,
}

/// Words side by side that a word of a query stands for.
#[derive(Debug)]
struct Phrase {
    matcher: Matcher,
    length: usize,
    word: usize,
}

/// Hashes of forms, ascending, with the words of the query that they stand for.
#[derive(Debug, Default)]
struct Forms(Vec<(u64, WordSet)>);

impl Forms {
    fn add(&mut self, form: &str, word: usize) {
        self.0.push((hash(form), bit(word)));
    }

    fn words(&self, hash: u64) -> WordSet {
        let first = self.0.partition_point(|&(known, _)| known < hash);
        let same = self.0.get(first..).unwrap_or_default().iter();
        let same = same.take_while(|(known, _)| *known == hash);
        same.fold(0, |words, &(_, of_form)| words | of_form)
    }
}

/// A place in a text that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Bytes in the text.
    pub(crate) range: Range<usize>,
    /// The words of the query that match.
    pub(crate) words: WordSet,
    /// Those of which a part matches.
    pub(crate) parts: WordSet,
    /// Those that match as they were typed.
    pub(crate) exact: WordSet,
}

impl Place {
    fn matches(&self) -> bool {
        self.words | self.parts != 0
    }
}

impl Matcher {
    /// Adds a form with the number of the word that it stands for.
    pub(crate) fn add(&mut self, form: &str, word: usize) {
        self.forms.add(form, word);
        self.shapes.add(form);
    }

    /// Says that a form is the word of this number itself, of which "Land-" may be left.
    pub(crate) fn add_exact(&mut self, form: &str, word: usize) {
        self.exact.add(form, word);
        for (at, _) in form.char_indices().skip(1) {
            self.parts.0.push((step(hash(form.get(..at).unwrap_or_default()), b'-'), bit(word)));
        }
    }

    /// Adds a part of compounds with the number of the word.
    pub(crate) fn add_part(&mut self, part: &str, word: usize) {
        self.parts.add(part, word);
        self.shapes.add(part);
    }

    /// Ends adding forms and parts.
    pub(crate) fn sort(&mut self) {
        for forms in [&mut self.forms, &mut self.exact, &mut self.parts] {
            sort_pairs(&mut forms.0);
        }
    }

    /// Matches a phrase too: `length` words, which `matcher` knows by their
    /// places, that `word` of the query stands for.
    pub(crate) fn add_phrase(&mut self, matcher: Self, length: usize, word: usize) {
        self.phrases.push(Phrase { matcher, length, word });
    }

    /// The places of a text that match, in order.
    pub(crate) fn places(&self, text: &str) -> Vec<Place> {
        let mut places = Vec::new();
        let mut read = vec![0; self.phrases.len()];
        let mut tokenizer = Tokenizer::new(text);
        // Between the words of a phrase no other may stand, so none is passed.
        let shapes = self.phrases.is_empty().then_some(&self.shapes);
        while let Some(range) = tokenizer.next_of(shapes) {
            let form = hash(tokenizer.word());
            let [words, mut parts] = [&self.forms, &self.parts].map(|forms| forms.words(form));
            // "Land- und Forstwirtschaft"
            if let Some([b'-', b' ' | b',' | b'/', ..]) = text.as_bytes().get(range.end..) {
                parts |= self.parts.words(step(form, b'-'));
            }
            let exact = if words == 0 { 0 } else { self.exact.words(form) };
            let place = Place { range, words, parts, exact };
            if place.matches() || !self.phrases.is_empty() {
                places.push(place);
            }
            for (phrase, next) in self.phrases.iter().zip(&mut read) {
                if phrase.matcher.ends_phrase(tokenizer.word(), phrase.length, next) {
                    let places = places.iter_mut().rev().take(phrase.length);
                    places.for_each(|place| place.words |= bit(phrase.word));
                }
            }
        }
        places.retain(Place::matches);
        places
    }

    /// Whether the first `count` words of the query stand side by side in a text.
    pub(crate) fn has_phrase(&self, text: &str, count: usize) -> bool {
        // No phrase reaches from one paragraph into the next.
        text.split('\n').any(|paragraph| self.has_phrase_in(paragraph, count))
    }

    fn has_phrase_in(&self, paragraph: &str, count: usize) -> bool {
        let mut tokenizer = Tokenizer::new(paragraph);
        let mut next = 0;
        while tokenizer.next_word().is_some() {
            if self.ends_phrase(tokenizer.word(), count, &mut next) {
                return true;
            }
        }
        false
    }

    /// Whether the first `count` words of the query end with `form`, which is read
    /// next. Bit `i` of `next`: the words before it have just been read, one after
    /// the other.
    fn ends_phrase(&self, form: &str, count: usize, next: &mut WordSet) -> bool {
        let read = (*next | bit(0)) & self.forms.words(hash(form));
        *next = read << 1;
        read & bit(count.saturating_sub(1)) != 0
    }
}

/// The set of one word; a number beyond the bits is in no set.
pub(crate) fn bit(word: usize) -> WordSet {
    1u64.checked_shl(word as u32).unwrap_or(0)
}

/// The set of several words.
pub(crate) fn bits(words: Range<usize>) -> WordSet {
    words.fold(0, |set, word| set | bit(word))
}

/// What the words of a set weigh together.
pub(crate) fn weight_of(words: WordSet, weights: &[f32]) -> f32 {
    let mut sum = 0.0;
    for (weight, word) in weights.iter().zip(0..) {
        if words & bit(word) != 0 {
            sum += weight;
        }
    }
    sum
}

/// FNV-1a: short, fast on short words. A collision would mark a word too many.
fn hash(form: &str) -> u64 {
    form.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

/// The hash with one more byte.
fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases() {
        let mut matcher = Matcher::default();
        ["a", "b", "a", "c"].iter().zip(0..).for_each(|(form, word)| matcher.add(form, word));
        matcher.sort();
        for (text, expect) in [
            ("a b a c", true),
            ("x, a b a b a c", true),
            ("a b a", false),
            ("a b x a c", false),
            ("a b\na c", false),
            ("", false),
        ] {
            assert_eq!(matcher.has_phrase(text, 4), expect, "{text}");
        }
    }
}
