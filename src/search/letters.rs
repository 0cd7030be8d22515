//! How many of a query's letters a text begins with, four in a row: what it shares with
//! words that have no stem in common and are no parts of each other, as "Gehirnforschung"
//! and "Hirnforscher".

use crate::Index;
use crate::query::expansion::Expansion;
use crate::query::matcher::{bit, weight_of};
use crate::store::StoredDocument;

/// Bytes of a document that are read: what it is about stands at its beginning.
const MAX_READ: usize = 2000;

/// Letters in a row.
const RUN: usize = size_of::<u32>();

/// Bits of a run's hash. Of two runs of a query that share it one is not looked for.
const HASH: u32 = 12;

/// The runs of letters of a query's words.
pub(super) struct Letters {
    /// For each hash a run that was asked for, and its place in `weights`.
    runs: Vec<(u32, usize)>,
    weights: Vec<f32>,
}

impl Letters {
    /// The letters of words, which weigh so much.
    pub(super) fn of(index: &Index, words: &[Expansion], weights: &[f32]) -> Self {
        let mut letters = Self { runs: vec![(0, 0); 1 << HASH], weights: Vec::new() };
        for (word, weight) in words.iter().zip(weights) {
            let word = word.spelling(index);
            let mut run = 0;
            for (byte, read) in [" ", word, " "].concat().bytes().zip(1..) {
                run = followed_by(run, byte);
                if read >= RUN
                    && let Some(slot) = letters.runs.get_mut(hash(run))
                {
                    *slot = (run, letters.weights.len());
                    letters.weights.push(weight / word.len() as f32);
                }
            }
        }
        letters
    }

    /// What those weigh that a document holds at its beginning.
    pub(super) fn weight_in(&self, document: &StoredDocument<'_>) -> f32 {
        let (mut left, mut found) = (MAX_READ, 0);
        let mut read = |text: &str| {
            let mut run = u32::from(b' ');
            for byte in text.bytes().take(left) {
                run = followed_by(run, byte);
                if let Some(&(asked, place)) = self.runs.get(hash(run))
                    && asked == run
                {
                    found |= bit(place);
                }
            }
            left = left.saturating_sub(text.len());
        };
        read(document.title);
        for section in &document.sections {
            read(section.heading);
            read(section.text);
        }
        weight_of(found, &self.weights)
    }
}

/// The run that ends with a byte. Capitals are as small letters, also "Ä", and signs as
/// spaces.
fn followed_by(run: u32, byte: u8) -> u32 {
    let letter = byte | b' ';
    run << 8 | u32::from(if letter < b'0' { b' ' } else { letter })
}

fn hash(run: u32) -> usize {
    (run.wrapping_mul(0x9e37_79b1) >> (u32::BITS - HASH)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Section, index};

    #[test]
    fn a_document_begins_with_the_letters_of_words() {
        let far = "x ".repeat(MAX_READ);
        for (text, all, some) in [
            ("Gehirnforschung", true, true),
            ("Ein „Hirnforscher“", false, true),
            ("HIRNFORSCHER", false, true),
            ("Schlaf", false, false),
            (&[&far, "Gehirnforschung"].concat(), false, false),
            ("", false, false),
        ] {
            let section = Section { text: text.to_owned(), ..Section::default() };
            let document = Document { sections: vec![section], ..Document::default() };
            let index = Index::open(index::build(&[document]).unwrap()).unwrap();
            let word = Expansion { text: "gehirnforschung".to_owned(), ..Expansion::default() };
            let weight =
                Letters::of(&index, &[word], &[1.0]).weight_in(&index.store.document(0).unwrap());
            assert_eq!((weight > 0.8, weight > 0.3), (all, some), "{text}: {weight}");
        }
    }
}
