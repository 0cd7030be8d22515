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

    /// The bytes at which `word` stands. The standard library's search is no
    /// faster on short words, and larger.
    fn places<'p>(&'p self, word: &'p str) -> impl Iterator<Item = usize> + 'p {
        let (text, first) = (self.text.as_bytes(), word.as_bytes().first().copied());
        let mut next = 0;
        std::iter::from_fn(move || {
            loop {
                let rest = text.get(next..)?;
                let at = next + rest.iter().position(|&byte| Some(byte) == first)?;
                next = at + 1;
                if text.get(at..)?.starts_with(word.as_bytes()) {
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
    }
}
