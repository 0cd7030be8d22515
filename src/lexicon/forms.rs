//! A list of forms: which has an ordinal, and which ordinal has a form.

use std::sync::Arc;

/// Forms in the order of their ordinals, one text behind the other: a string for each would take
/// three times as much memory.
#[derive(Default)]
pub(crate) struct Forms {
    text: String,
    /// Where in `text` each form begins and ends.
    spans: Vec<(u32, u32)>,
}

impl Forms {
    /// The forms of several lists, each in byte order, and for each list their ordinals.
    pub(super) fn merge(lists: Vec<Arc<Self>>) -> (Arc<Self>, Vec<Vec<u32>>) {
        if let [forms] = lists.as_slice() {
            let ordinals = (0..forms.len()).collect();
            return (Arc::clone(forms), vec![ordinals]);
        }
        let mut forms = Self::default();
        let mut ordinals = vec![Vec::new(); lists.len()];
        // Lists with their next forms, the first of them last. There may be hundreds, which hardly
        // overlap: one that was read from is soon in its place again.
        let mut next: Vec<(&str, usize)> = Vec::new();
        for (list, at) in lists.iter().zip(0..) {
            put(&mut next, list.get(0), at);
        }
        while let Some((form, at)) = next.pop() {
            if forms.get(forms.len().wrapping_sub(1)) != Some(form) {
                forms.push(form);
            }
            if let (Some(list), Some(read)) = (lists.get(at), ordinals.get_mut(at)) {
                read.push(forms.len() - 1);
                put(&mut next, list.get(read.len() as u32), at);
            }
        }
        (Arc::new(forms), ordinals)
    }

    pub(crate) fn len(&self) -> u32 {
        self.spans.len() as u32
    }

    /// Adds the form with the next ordinal.
    pub(crate) fn push(&mut self, form: &str) {
        let start = self.text.len() as u32;
        self.text += form;
        self.spans.push((start, self.text.len() as u32));
    }

    /// The form with this ordinal.
    pub(crate) fn get(&self, ordinal: u32) -> Option<&str> {
        self.spans.get(ordinal as usize).map(|&span| self.at(span))
    }

    /// All forms.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.spans.iter().map(|&span| self.at(span))
    }

    /// The ordinal of a form, if they are in byte order. It is found at once if it is `likely`: the walk for
    /// the beginning of a word meets one after the other.
    pub(crate) fn find(&self, form: &[u8], likely: u32) -> Option<u32> {
        if self.get(likely).is_some_and(|it| it.as_bytes() == form) {
            return Some(likely);
        }
        let found = self.spans.binary_search_by(|&span| self.at(span).as_bytes().cmp(form));
        found.ok().map(|ordinal| ordinal as u32)
    }

    fn at(&self, (start, end): (u32, u32)) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// Puts a form, if there is one, behind those that come later.
fn put<'f>(next: &mut Vec<(&'f str, usize)>, form: Option<&'f str>, list: usize) {
    let Some(form) = form else { return };
    let later = next.iter().rposition(|(other, _)| *other > form).map_or(0, |at| at + 1);
    next.insert(later, (form, list));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn forms_are_found_by_their_place(words in prop::collection::btree_set("[a-cäß]{1,4}", 0..40), other: String, likely in 0u32..50) {
            let mut forms = Forms::default();
            words.iter().for_each(|word| forms.push(word));
            prop_assert!(forms.iter().eq(words.iter()));
            for (word, ordinal) in words.iter().zip(0..) {
                prop_assert_eq!(forms.get(ordinal), Some(word.as_str()));
                prop_assert_eq!(forms.find(word.as_bytes(), likely), Some(ordinal));
            }
            prop_assert_eq!(forms.get(words.len() as u32), None);
            prop_assert_eq!(forms.find(other.as_bytes(), likely).is_some(), words.contains(&other));
        }
    }
}
