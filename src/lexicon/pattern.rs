//! The automaton that finds a word in the lexicon although it is misspelt,
//! written without its umlauts, or not yet typed to its end.
//!
//! It keeps, for each number of edits, which lengths of the pattern the text
//! read so far can stand for, as the bits of one integer (Wu and Manber, 1992;
//! with Damerau's transpositions). So a state is a few words that are copied,
//! and a long or odd query can neither fill memory nor fail.

use fst::Automaton;

use crate::analysis::fold::{Reading, fold};
use crate::analysis::tokenizer::MAX_WORD_CHARS;

/// Edits (insertion, deletion, substitution, transposition) allowed at most.
const MAX_EDITS: usize = 2;

const ROWS: usize = MAX_EDITS + 1;

/// What to look for.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    /// The word, folded.
    letters: Vec<char>,
    /// Bit `i`: letter `i` may be missing, as the e in ae for ä.
    optional: u64,
    edits: usize,
    prefix: bool,
    first_letter_fixed: bool,
}

impl Pattern {
    /// Finds all spellings of `word` that fold to the same letters.
    pub(crate) fn new(word: &str) -> Self {
        let mut letters = Vec::new();
        let mut optional = 0;
        for c in word.chars() {
            match fold(c) {
                Reading::None => {}
                Reading::One(letter) => letters.push(letter),
                Reading::Two(one, two) => letters.extend([one, two]),
                Reading::OneOrTwo(one, two) => {
                    letters.extend([one, two]);
                    optional |= 1u64.checked_shl(letters.len() as u32 - 1).unwrap_or(0);
                }
            }
        }
        letters.truncate(MAX_WORD_CHARS);
        Self { letters, optional, edits: 0, prefix: false, first_letter_fixed: false }
    }

    /// Also finds words that are this many edits away, at most [`MAX_EDITS`].
    pub(crate) fn edits(self, edits: usize) -> Self {
        Self { edits: edits.min(MAX_EDITS), ..self }
    }

    /// Also finds words that only begin so.
    pub(crate) fn prefix(self) -> Self {
        Self { prefix: true, ..self }
    }

    /// No edit may touch the first letter.
    pub(crate) fn first_letter_fixed(self) -> Self {
        Self { first_letter_fixed: true, ..self }
    }

    /// The number of edits between the pattern and what led to `state`, if it matches.
    pub(crate) fn distance(&self, state: &State) -> Option<usize> {
        let now = state.rows.iter().position(|row| row & self.accepting() != 0);
        match (now, state.prefix_edits) {
            (Some(now), Some(before)) => Some(now.min(before.into())),
            (now, before) => now.or(before.map(usize::from)),
        }
    }

    /// Whether the pattern matches a whole word.
    pub(crate) fn matches(&self, word: &str) -> bool {
        let state = word.bytes().fold(self.start(), |state, byte| self.accept(&state, byte));
        self.is_match(&state)
    }

    fn accepting(&self) -> u64 {
        1 << self.letters.len()
    }

    /// Bit `i`: letter `i` of the pattern is `c`.
    fn places_of(&self, c: char) -> u64 {
        let bits = self.letters.iter().enumerate().filter(|&(_, &letter)| letter == c);
        bits.fold(0, |places, (at, _)| places | 1 << at)
    }

    /// What `rows` become when some pattern letters are passed without text:
    /// optional ones for nothing, others for an edit each.
    fn skip_letters(&self, mut rows: [u64; ROWS]) -> [u64; ROWS] {
        let mut shorter = 0;
        for row in rows.iter_mut().take(self.edits + 1) {
            *row |= shorter << 1;
            *row |= (*row & self.optional) << 1;
            *row &= (self.accepting() << 1).wrapping_sub(1);
            shorter = *row;
        }
        rows
    }

    fn read_letter(&self, state: State, c: char) -> State {
        let places = self.places_of(c);
        let mut next = State { rows: [0; ROWS], swaps: [0; MAX_EDITS], ..state };
        for edits in 0..=self.edits {
            next.rows[edits] = (state.rows[edits] & places) << 1;
        }
        if !state.fresh || !self.first_letter_fixed {
            for edits in 1..=self.edits {
                let fewer = state.rows[edits - 1];
                let swapped = (state.swaps[edits - 1] & places) << 2;
                next.rows[edits] |= fewer | fewer << 1 | swapped;
                next.swaps[edits - 1] = fewer & places >> 1;
            }
        }
        next.fresh = false;
        next.rows = self.skip_letters(next.rows);
        next
    }

    fn read_char(&self, state: State, c: char) -> State {
        let next = match fold(c) {
            Reading::None => state,
            Reading::One(one) => self.read_letter(state, one),
            Reading::Two(one, two) => self.read_letter(self.read_letter(state, one), two),
            Reading::OneOrTwo(one, two) => {
                let short = self.read_letter(state, one);
                short.or(&self.read_letter(short, two))
            }
        };
        self.note_prefix(next)
    }

    /// For prefixes, keeps with how many edits the pattern was met.
    fn note_prefix(&self, state: State) -> State {
        match self.prefix {
            true => State { prefix_edits: self.distance(&state).map(|edits| edits as u8), ..state },
            false => state,
        }
    }
}

/// What can be known of a word from its beginning.
#[derive(Clone, Copy, Debug)]
pub(crate) struct State {
    /// Bit `i` of row `d`: the text read stands for `i` letters, with `d` edits.
    rows: [u64; ROWS],
    /// Bit `i` of `d`: as in row `d`, and the last letter read is the pattern's
    /// `i + 1`th: the two may be swapped.
    swaps: [u64; MAX_EDITS],
    /// For prefixes: the fewest edits with which the pattern was met so far.
    prefix_edits: Option<u8>,
    /// Nothing was read yet.
    fresh: bool,
    /// Bits of a character of which bytes are still to come, and their number.
    partial: u32,
    bytes_left: u8,
}

impl State {
    fn or(&self, other: &Self) -> Self {
        let mut both = *self;
        both.rows.iter_mut().zip(other.rows).for_each(|(row, other)| *row |= other);
        both.swaps.iter_mut().zip(other.swaps).for_each(|(swap, other)| *swap |= other);
        both
    }

    fn is_alive(&self) -> bool {
        self.prefix_edits.is_some() || self.rows.iter().chain(&self.swaps).any(|&row| row != 0)
    }
}

impl Automaton for Pattern {
    type State = State;

    fn start(&self) -> State {
        let mut rows = [0; ROWS];
        rows[0] = 1;
        let rows = if self.first_letter_fixed { rows } else { self.skip_letters(rows) };
        let swaps = [0; MAX_EDITS];
        let state =
            State { rows, swaps, prefix_edits: None, fresh: true, partial: 0, bytes_left: 0 };
        self.note_prefix(state)
    }

    fn is_match(&self, state: &State) -> bool {
        state.bytes_left == 0 && self.distance(state).is_some()
    }

    fn can_match(&self, state: &State) -> bool {
        state.is_alive()
    }

    fn accept(&self, state: &State, byte: u8) -> State {
        if state.prefix_edits == Some(0) {
            // Whatever follows matches, and cannot match better.
            return *state;
        }
        let (partial, bytes_left) = match byte {
            0..=0x7f => (byte.into(), 0),
            0x80..=0xbf => {
                (state.partial << 6 | u32::from(byte & 0x3f), state.bytes_left.saturating_sub(1))
            }
            0xc0..=0xdf => (u32::from(byte & 0x1f), 1),
            0xe0..=0xef => (u32::from(byte & 0x0f), 2),
            0xf0..=0xff => (u32::from(byte & 0x07), 3),
        };
        let state = State { partial, bytes_left, ..*state };
        match (bytes_left, char::from_u32(partial)) {
            (0, Some(c)) => self.read_char(state, c),
            _ => state,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn distance(pattern: &Pattern, word: &str) -> Option<usize> {
        let state = word.bytes().fold(pattern.start(), |state, byte| pattern.accept(&state, byte));
        pattern.is_match(&state).then(|| pattern.distance(&state)).flatten()
    }

    #[test]
    fn spellings() {
        for (query, word, expect) in [
            ("praevention", "prävention", Some(0)),
            ("pravention", "prävention", Some(0)),
            ("prävention", "prävention", Some(0)),
            ("prävention", "praevention", Some(0)),
            ("prävention", "pravention", Some(0)),
            ("straße", "strasse", Some(0)),
            ("strasse", "straße", Some(0)),
            ("übergröße", "uebergroesse", Some(0)),
            ("cafe", "café", Some(0)),
            ("istanbul", "i\u{307}stanbul", Some(0)),
            ("co2", "co₂", Some(0)),
            ("menschenhandl", "menschenhandel", Some(1)),
            ("menschnehandel", "menschenhandel", Some(1)),
            ("mneschenhandle", "menschenhandel", Some(2)),
            ("menschhandel", "menschenhandel", Some(2)),
            ("xxenschenhandel", "menschenhandel", Some(2)),
            ("mensch", "menschenhandel", None),
            ("kriminalpraeventoin", "kriminalprävention", Some(1)),
        ] {
            assert_eq!(distance(&Pattern::new(query).edits(2), word), expect, "{query} {word}");
        }
    }

    #[test]
    fn unfinished_words() {
        for (query, word, expect) in [
            ("mens", "menschenhandel", Some(0)),
            ("menshce", "menschenhandel", Some(1)),
            ("häu", "haeuser", Some(0)),
            ("straß", "strassen", Some(0)),
            ("", "anything", Some(0)),
            ("handel", "hand", Some(2)),
            ("handel", "han", None),
        ] {
            assert_eq!(
                distance(&Pattern::new(query).edits(2).prefix(), word),
                expect,
                "{query} {word}"
            );
        }
    }

    #[test]
    fn a_fixed_first_letter() {
        for (query, word, expect) in [
            ("handel", "wandel", None),
            ("handel", "ahndel", None),
            ("handel", "andel", None),
            ("handel", "ohandel", None),
            ("handel", "hanel", Some(1)),
            ("handel", "hadnel", Some(1)),
            ("handel", "hndel", Some(1)),
        ] {
            let pattern = Pattern::new(query).edits(1).first_letter_fixed();
            assert_eq!(distance(&pattern, word), expect, "{query} {word}");
        }
    }

    /// Optimal string alignment distance, by the textbook's table.
    fn naive(a: &[char], b: &[char]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let cost = usize::from(a[i - 1] != b[j - 1]);
                    let mut best = (table[i - 1][j] + 1)
                        .min(table[i][j - 1] + 1)
                        .min(table[i - 1][j - 1] + cost);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        best = best.min(table[i - 2][j - 2] + 1);
                    }
                    best
                };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn as_the_naive_distance(a in "[abc]{0,9}", b in "[abc]{0,9}", edits in 0usize..=2) {
            let (from, to): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            let expect = Some(naive(&from, &to)).filter(|&distance| distance <= edits);
            prop_assert_eq!(distance(&Pattern::new(&a).edits(edits), &b), expect);
            let best = (0..=to.len()).map(|end| naive(&from, &to[..end])).min();
            let expect = best.filter(|&distance| distance <= edits);
            prop_assert_eq!(distance(&Pattern::new(&a).edits(edits).prefix(), &b), expect);
        }

        #[test]
        fn no_bytes_and_no_pattern_make_it_fail(query: String, bytes: Vec<u8>, edits in 0usize..9) {
            let pattern = Pattern::new(&query).edits(edits).prefix();
            bytes.iter().fold(pattern.start(), |state, &byte| pattern.accept(&state, byte));
        }
    }
}
