//! How likely a word was meant where another was typed.
//!
//! The automaton counts edits; here they are weighed. Fingers leave out and swap
//! letters more often than they hit wrong ones, and double them wrongly most
//! easily of all.

use crate::analysis::fold::bases;

/// Costs of edits, in parts of a substitution, which is 1.
const SUBSTITUTED: f32 = 1.0;
/// A letter that sounds alike, or lies beside the right one.
const ALIKE: f32 = 0.9;
const SWAPPED: f32 = 0.7;
const MISSING: f32 = 0.8;
const EXTRA: f32 = 0.9;
/// A letter too many, or missing, beside the same letter.
const DOUBLED: f32 = 0.5;

/// Letters that sound alike.
const SOUNDS: [&str; 6] = ["aeiouy", "ckqsxz", "dt", "bp", "fvw", "mn"];

/// Rows of the keyboards of most languages in Latin script.
const ROWS: [&str; 6] =
    ["qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm"];

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

/// Whether no more than two letters are swapped, or one is doubled.
pub(crate) fn is_swapped(typed: &str, meant: &str) -> bool {
    cost(typed, meant) <= SWAPPED
}

/// The costs of typing the letters up to `at` for each beginning of `meant`;
/// `row` and `before` are the same for one and for two letters less.
fn next_row(typed: &[char], at: usize, meant: &[char], row: &[f32], before: &[f32]) -> Vec<f32> {
    let mut next = vec![row[0] + extra(typed, at)];
    for (column, &letter) in meant.iter().enumerate() {
        let substituted = row[column] + substituted(typed[at], letter);
        let mut best = substituted
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

fn substituted(typed: char, meant: char) -> f32 {
    let alike = || {
        let apart = |letters: &str| Some(letters.find(typed)?.abs_diff(letters.find(meant)?));
        SOUNDS.iter().any(|sound| apart(sound).is_some())
            || ROWS.iter().any(|row| apart(row) == Some(1))
    };
    match typed == meant {
        true => 0.0,
        false if alike() => ALIKE,
        false => SUBSTITUTED,
    }
}

fn missing(meant: &[char], at: usize) -> f32 {
    if at > 0 && meant[at - 1] == meant[at] { DOUBLED } else { MISSING }
}

fn extra(typed: &[char], at: usize) -> f32 {
    if at > 0 && typed[at - 1] == typed[at] { DOUBLED } else { EXTRA }
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

    proptest! {
        #[test]
        fn nothing_makes_it_fail(typed: String, meant: String) {
            prop_assert!(cost(&typed, &meant) >= 0.0);
            prop_assert_eq!(cost(&typed, &typed), 0.0);
        }
    }
}
