//! How likely a word was meant where another was typed.
//!
//! The automaton counts edits; here they are weighed. The costs were fitted to one half of the
//! misspellings that Wikipedia lists, against all other words within two edits (a softmax
//! over their costs), and rounded; the other half and the lists for German agree.

use crate::analysis::fold::bases;

/// Costs of edits, in parts of a letter taken for the one beside it on the keyboard.
const BESIDE: f32 = 1.0;
const SUBSTITUTED: f32 = 1.2;
/// A letter that sounds alike.
const ALIKE: f32 = 0.75;
const SWAPPED: f32 = 0.43;
const MISSING: f32 = 0.6;
const MISSING_VOWEL: f32 = 0.45;
const MISSING_LAST: f32 = 0.8;
const EXTRA: f32 = 0.9;
const EXTRA_VOWEL: f32 = 0.8;
/// A letter missing, or too many, beside the same letter.
const HALVED: f32 = 0.35;
const DOUBLED: f32 = 0.45;
/// What an edit of the first letter costs besides, but if it is swapped with the second.
const FIRST: f32 = 0.25;

const VOWELS: &str = "aeiouy";

/// Letters that are taken for each other: all of those that sound alike, and those side by side
/// in a row (`true`) of the keyboards of most languages in Latin script.
const TAKEN: [(&str, bool); 10] = [
    (VOWELS, false),
    ("ckqsxz", false),
    ("dt", false),
    ("bp", false),
    ("fvw", false),
    ("mn", false),
    ("qwertyuiop", true),
    ("qwertzuiop", true),
    ("asdfghjkl", true),
    ("zxcvbnm", true),
];

/// The cost of typing `typed` for `meant`; 0 if they fold to the same letters.
pub(crate) fn cost(typed: &str, meant: &str) -> f32 {
    let [typed, meant] = [typed, meant].map(|word| bases(word).chars().collect::<Vec<_>>());
    let mut before = Vec::new();
    let mut row: Vec<f32> = vec![0.0];
    for at in 0..meant.len() {
        row.push(row[at] + missing(&meant, at));
    }
    for at in 0..typed.len() {
        let next = next_row(&typed, at, &meant, &row, &before);
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0.0)
}

/// Whether it is one of the most frequent slips: two letters swapped, one doubled or halved, a
/// vowel left out.
pub(crate) fn is_slip(typed: &str, meant: &str) -> bool {
    cost(typed, meant) <= MISSING_VOWEL
}

/// The costs of typing the letters up to `at` for each beginning of `meant`;
/// `row` and `before` are the same for one and for two letters less.
fn next_row(typed: &[char], at: usize, meant: &[char], row: &[f32], before: &[f32]) -> Vec<f32> {
    let mut next = vec![row[0] + extra(typed, at)];
    for (column, &letter) in meant.iter().enumerate() {
        let substituted = match typed[at] == letter {
            true => 0.0,
            false => substituted(typed[at], letter) + first(at.min(column)),
        };
        let mut best = (row[column] + substituted)
            .min(next[column] + missing(meant, column))
            .min(row[column + 1] + extra(typed, at));
        let swapped =
            at > 0 && column > 0 && typed[at - 1] == letter && typed[at] == meant[column - 1];
        if swapped {
            best = best.min(before[column - 1] + SWAPPED);
        }
        next.push(best);
    }
    next
}

fn first(at: usize) -> f32 {
    if at == 0 { FIRST } else { 0.0 }
}

/// Where `letter` stands in `letters`, all of one byte.
fn place(letters: &str, letter: char) -> Option<usize> {
    letters.as_bytes().iter().position(|&it| u32::from(it) == letter as u32)
}

fn substituted(typed: char, meant: char) -> f32 {
    for (letters, is_row) in TAKEN {
        let (Some(one), Some(other)) = (place(letters, typed), place(letters, meant)) else {
            continue;
        };
        if !is_row {
            return ALIKE;
        } else if one.abs_diff(other) == 1 {
            return BESIDE;
        }
    }
    SUBSTITUTED
}

fn missing(meant: &[char], at: usize) -> f32 {
    let of_any = if at + 1 == meant.len() { MISSING_LAST } else { MISSING };
    of_letter(meant, at, [HALVED, MISSING_VOWEL, of_any])
}

fn extra(typed: &[char], at: usize) -> f32 {
    of_letter(typed, at, [DOUBLED, EXTRA_VOWEL, EXTRA])
}

/// What a letter costs that stands in one of the words only.
fn of_letter(word: &[char], at: usize, [beside_itself, of_vowel, of_any]: [f32; 3]) -> f32 {
    let cost = match word[at] {
        _ if at > 0 && word[at - 1] == word[at] => beside_itself,
        letter if place(VOWELS, letter).is_some() => of_vowel,
        _ => of_any,
    };
    cost + first(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn likelier_words_cost_less() {
        for (typed, likely, unlikely) in [
            ("ebnen", "ebenen", "einen"),
            ("drcüken", "drücken", "drucker"),
            ("adresse", "addresse", "andresse"),
            ("auwsählen", "auswählen", "aufzählen"),
            ("scärfen", "schärfen", "schaufel"),
            ("nasse", "masse", "tasse"),
            ("gelt", "geld", "gell"),
        ] {
            assert!(cost(typed, likely) < cost(typed, unlikely), "{typed}");
        }
        assert_eq!(cost("größe", "grösse"), 0.0);
    }

    #[test]
    fn slips_in_words_of_three_letters() {
        for (typed, meant, expect) in [
            ("dsa", "das", true),
            ("fru", "frau", true),
            ("alt", "alte", true),
            ("gtz", "giz", false),
        ] {
            assert_eq!(is_slip(typed, meant), expect, "{typed} {meant}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_fail(typed: String, meant: String) {
            prop_assert!(cost(&typed, &meant) >= 0.0);
            prop_assert_eq!(cost(&typed, &typed), 0.0);
        }
    }
}
