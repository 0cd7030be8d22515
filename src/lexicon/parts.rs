//! Which forms contain a word: the compounds of a language that writes them as one.
//!
//! All forms, folded, stand in one text, which is made when it is first asked
//! for; a word is looked for in it. So compounds need no room in the index.

use crate::analysis::fold;

/// The folded text of all forms.
pub(crate) struct Parts {
    /// Forms in the order of their ordinals, one after the other.
    text: String,
    /// For each form which pairs of letters it holds.
    pairs: Vec<u64>,
    /// For each form where in the text it ends.
    ends: Vec<u32>,
}

/// A form that contains a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Containing<'p> {
    pub(crate) ordinal: u32,
    /// What stands before the word, folded.
    pub(crate) before: &'p str,
    /// What stands behind it, folded.
    pub(crate) behind: &'p str,
}

impl Parts {
    /// No forms yet.
    pub(super) fn new() -> Self {
        Self { text: String::new(), pairs: Vec::new(), ends: Vec::new() }
    }

    /// Adds the form with the next ordinal.
    pub(super) fn push(&mut self, form: &str) {
        let form = fold::bases(form);
        self.text += &form;
        self.pairs.push(pairs(&form));
        self.ends.push(self.text.len() as u32);
    }

    /// Where forms contain `word`, which is folded; a form may contain it twice.
    pub(crate) fn containing<'p>(&'p self, word: &str) -> Vec<Containing<'p>> {
        let asked = pairs(word);
        let mut found = Vec::new();
        let mut start = 0;
        for ((&held, &end), ordinal) in self.pairs.iter().zip(&self.ends).zip(0..) {
            let form = start..end as usize;
            start = form.end;
            // Most forms lack one of the pairs, so their letters are not compared.
            if held & asked == asked {
                add_places(self.text.get(form).unwrap_or_default(), word, ordinal, &mut found);
            }
        }
        found
    }
}

fn add_places<'p>(form: &'p str, word: &str, ordinal: u32, found: &mut Vec<Containing<'p>>) {
    for at in 0..form.len() {
        let Some((before, rest)) = form.split_at_checked(at) else { continue };
        if let Some(behind) = rest.strip_prefix(word) {
            found.push(Containing { ordinal, before, behind });
        }
    }
}

/// The pairs of bytes that a text holds, as the bits of a number, each by its hash.
fn pairs(text: &str) -> u64 {
    let mut pairs = 0;
    for pair in text.as_bytes().windows(2) {
        let both = pair.iter().fold(0, |both: u32, &byte| both << 8 | u32::from(byte));
        pairs |= 1u64 << (both.wrapping_mul(0x9e37_79b1) >> 26);
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_within_words() {
        let mut parts = Parts::new();
        ["haus", "häuserkampf", "krankenhaus", "straße"].iter().for_each(|form| parts.push(form));
        let containing = |word| -> Vec<_> {
            let found = parts.containing(word).into_iter();
            found.map(|it| (it.ordinal, it.before, it.behind)).collect()
        };
        assert_eq!(containing("haus"), [(0, "", ""), (1, "", "erkampf"), (2, "kranken", "")]);
        assert_eq!(containing("strasse"), [(3, "", "")]);
        assert_eq!(containing("sh"), []);
    }

    proptest! {
        #[test]
        fn all_places_are_found(
            forms in prop::collection::vec("[abä]{1,8}", 0..20),
            word in "[abä]{1,4}",
        ) {
            let mut parts = Parts::new();
            forms.iter().for_each(|form| parts.push(form));
            let word = fold::bases(&word);
            let found = parts.containing(&word);
            for (form, ordinal) in forms.iter().map(|form| fold::bases(form)).zip(0..) {
                let places = found.iter().filter(|it| it.ordinal == ordinal);
                let found: Vec<usize> = places.map(|it| it.before.len()).collect();
                let expect: Vec<usize> =
                    (0..form.len()).filter(|&at| form[at..].starts_with(&word)).collect();
                prop_assert_eq!(found, expect);
            }
        }
    }
}
