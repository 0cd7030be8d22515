//! Which forms contain a word: the compounds of a language that writes them as one.
//!
//! All forms, folded, stand in one text, which is made when it is first asked
//! for; a word is looked for in it. So compounds need no room in the index.

use crate::analysis::fold;

/// The folded text of all forms.
pub(crate) struct Parts {
    /// Forms in the order of their ordinals, each with a line feed behind it.
    text: String,
    /// Where each form begins.
    starts: Vec<u32>,
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
        Self { text: String::new(), starts: Vec::new() }
    }

    /// Adds the form with the next ordinal.
    pub(super) fn push(&mut self, form: &str) {
        self.starts.push(self.text.len() as u32);
        self.text += &fold::bases(form);
        self.text.push('\n');
    }

    /// The bytes at which `word` stands, after Horspool (1980): the byte that its last one
    /// is compared with says how many can be left out. So not every byte is read.
    fn places<'p>(&'p self, word: &'p str) -> impl Iterator<Item = usize> + 'p {
        let (text, word) = (self.text.as_bytes(), word.as_bytes());
        let before_last = word.len().saturating_sub(1);
        let mut steps = [word.len(); 256];
        for (&byte, at) in word.iter().zip(0..before_last) {
            steps[usize::from(byte)] = before_last - at;
        }
        let mut next = 0;
        std::iter::from_fn(move || {
            loop {
                let at = next;
                let last = *text.get(at + before_last)?;
                next = at + steps[usize::from(last)].max(1);
                // One byte first: comparing all takes a call.
                if Some(&last) == word.last() && text.get(at..=at + before_last)? == word {
                    return Some(at);
                }
            }
        })
    }

    /// Where forms contain `word`, which is folded; a form may contain it twice.
    pub(crate) fn containing<'p>(
        &'p self,
        word: &'p str,
    ) -> impl Iterator<Item = Containing<'p>> + 'p {
        self.places(word).filter_map(move |at| {
            let after = self.starts.partition_point(|&start| start as usize <= at);
            let ordinal = after.checked_sub(1)?;
            let start = *self.starts.get(ordinal)? as usize;
            let (behind, _) = self.text.get(at + word.len()..)?.split_once('\n')?;
            Some(Containing { ordinal: ordinal as u32, before: self.text.get(start..at)?, behind })
        })
    }
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
            parts.containing(word).map(|it| (it.ordinal, it.before, it.behind)).collect()
        };
        assert_eq!(containing("haus"), [(0, "", ""), (1, "", "erkampf"), (2, "kranken", "")]);
        assert_eq!(containing("strasse"), [(3, "", "")]);
        assert_eq!(containing("sh"), []);
        assert_eq!(containing(""), []);
    }

    proptest! {
        #[test]
        fn all_places_are_found(forms in prop::collection::vec("[abä]{1,8}", 0..20), word in "[abä]{1,4}") {
            let mut parts = Parts::new();
            forms.iter().for_each(|form| parts.push(form));
            let word = fold::bases(&word);
            let found: Vec<usize> = parts.places(&word).collect();
            let expect: Vec<usize> =
                (0..parts.text.len()).filter(|&at| parts.text[at..].starts_with(&word)).collect();
            prop_assert_eq!(found, expect);
        }
    }
}
