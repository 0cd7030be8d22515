//! Words that texts set apart, and others may write as one: "E-Mail" and "Email", "10.000" and
//! "10000", "5 km" and "5km", "zur Zeit" and "zurzeit".

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use crate::query::compounds::PART;
use crate::synonyms::Synonyms;

/// Words side by side, with a space between them.
pub(super) type Joint = String;

/// Letters of a unit, or of what a number belongs to, at most.
const SHORT: usize = 3;

/// Digits that stand together in a long number.
const THOUSANDS: usize = 3;

/// German words of which some write two as one; not those that mean something else then, as "zu
/// Recht". A language that has none of them side by side loses nothing.
const EITHER_WAY: [(&str, &[&str]); 13] = [
    ("an", &["hand", "stelle"]),
    ("auf", &["grund", "seiten"]),
    ("außer", &["stande"]),
    ("im", &["stande"]),
    ("in", &["folge", "frage"]),
    ("mit", &["hilfe"]),
    ("nach", &["hause"]),
    ("rad", &["fahren", "fahrer"]),
    ("so", &["dass", "genannt", "genannte", "genannten", "genannter", "genanntes"]),
    ("ski", &["fahren", "laufen"]),
    ("von", &["seiten"]),
    (
        "zu",
        &[
            "grunde",
            "gunsten",
            "hause",
            "lasten",
            "leide",
            "liebe",
            "mute",
            "nutze",
            "rande",
            "schulden",
            "stande",
            "tage",
            "ungunsten",
            "wege",
        ],
    ),
    ("zur", &["zeit"]),
];

/// Documents that may hold words side by side, at most: a query reads their texts.
const MAX_READ: usize = 256;

/// Finds them in a text, word by word.
pub(super) struct Joints<'t> {
    text: &'t str,
    /// Where the last word ends, and the words up to it that belong together.
    end: usize,
    before: String,
}

impl<'t> Joints<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, end: 0, before: String::new() }
    }

    /// Takes the next word of the text, which stands at these bytes.
    pub(super) fn take(&mut self, range: Range<usize>, word: &str, joints: &mut HashSet<Joint>) {
        let between = self.text.get(self.end..range.start).unwrap_or_default();
        self.end = range.end;
        let last = self.before.rsplit(' ').next().unwrap_or_default();
        if last.is_empty() || !are_joined(last, between, word) {
            self.before.clear();
            self.before.push_str(word);
            return;
        }
        self.before.push(' ');
        self.before.push_str(word);
        let pair = self.before.rmatch_indices(' ').nth(1).map_or(0, |(at, _)| at + 1);
        for words in [0, pair].into_iter().filter_map(|start| self.before.get(start..)) {
            if !joints.contains(words) {
                joints.insert(words.to_owned());
            }
        }
        // Three at most, as a text may join all of its words.
        self.before.drain(..pair);
    }
}

/// Whether what stands between two words joins them.
fn are_joined(first: &str, between: &str, second: &str) -> bool {
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_short = |word: &str| word.chars().count() <= SHORT;
    match between {
        // "10-12" is no 1012.
        "-" | "\u{2010}" | "\u{2011}" | "'" | "’" => !(is_number(first) && is_number(second)),
        "." => is_number(first) && is_number(second) && second.len() == THOUSANDS,
        " " | "\u{a0}" | "\u{202f}" | "\u{2009}" => match (is_number(first), is_number(second)) {
            (true, true) => second.len() == THOUSANDS,
            (true, false) => is_short(second),
            (false, true) => is_short(first),
            (false, false) => {
                EITHER_WAY.iter().any(|(word, behind)| *word == first && behind.contains(&second))
            }
        },
        _ => false,
    }
}

/// Words that texts have apart as well: each stands for what it is when it is apart. `frequency` is
/// the number of documents with a word, and `has_parts` whether its language has compounds, whose
/// parts are found without being told.
pub(super) fn synonyms(
    joints: &BTreeSet<Joint>,
    frequency: impl Fn(&str) -> usize,
    has_parts: impl Fn(&str) -> bool,
) -> Synonyms {
    let mut synonyms = Synonyms::default();
    for joint in joints {
        let whole = joint.replace(' ', "");
        let rarest = joint.split(' ').map(&frequency).min().unwrap_or(0);
        let are_parts = joint.split(' ').all(|word| word.chars().count() >= PART);
        let is_told = frequency(&whole) > 0 && rarest <= MAX_READ && !is_year(&whole);
        if is_told && !(are_parts && has_parts(&whole)) {
            synonyms.add_one_way(&whole, [joint]);
        }
    }
    synonyms
}

/// Whether a number is rather a year than so many.
fn is_year(number: &str) -> bool {
    number.parse().is_ok_and(|year: u32| (1900..2100).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tokenizer::Tokenizer;

    #[test]
    fn joints() {
        for (text, expect) in [
            ("per E-Mail an", "e mail"),
            ("1.500.000 Euro", "1 500|1 500 000|500 000"),
            ("10 000 m", "000 m|10 000|10 000 m"),
            ("5 km weit", "5 km"),
            ("ISO 9001", "iso 9001"),
            ("Haus am See", ""),
            ("aufgrund oder auf Grund dessen", "auf grund"),
            ("zu Recht zu Hause", "zu hause"),
            ("am 3. Mai", "am 3"),
            ("2.5", ""),
            ("10-12", ""),
            ("a-b-c-d", "a b|a b c|b c|b c d|c d"),
        ] {
            let (mut joints, mut found) = (Joints::of(text), HashSet::new());
            let mut words = Tokenizer::new(text);
            while let Some(range) = words.next_word() {
                joints.take(range, words.word(), &mut found);
            }
            let mut found: Vec<String> = found.into_iter().collect();
            found.sort();
            assert_eq!(found.join("|"), expect, "{text}");
        }
    }
}
