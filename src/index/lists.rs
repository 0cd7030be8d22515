//! The postings of all forms while an index is built: one list behind the other, as a list of
//! lists took a third more memory.

use std::ops::Range;

use crate::postings::Posting;

/// Lists of postings, by the numbers of their forms.
#[derive(Default)]
pub(super) struct Lists {
    postings: Vec<Posting>,
    /// Where each list ends.
    ends: Vec<usize>,
}

impl Lists {
    /// No lists yet, of which all will have so many postings.
    pub(super) fn with_capacity(postings: usize) -> Self {
        Self { postings: Vec::with_capacity(postings), ends: Vec::new() }
    }

    /// Adds the list of the next form.
    pub(super) fn push(&mut self, list: impl IntoIterator<Item = Posting>) {
        self.postings.extend(list);
        self.ends.push(self.postings.len());
    }

    /// How many lists there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many postings are in all of them.
    pub(super) fn postings(&self) -> usize {
        self.postings.len()
    }

    /// The list of a form.
    pub(super) fn get(&self, form: usize) -> &[Posting] {
        self.postings.get(self.range(form)).unwrap_or_default()
    }

    /// The list of a form, to be changed.
    pub(super) fn get_mut(&mut self, form: usize) -> &mut [Posting] {
        let range = self.range(form);
        self.postings.get_mut(range).unwrap_or_default()
    }

    /// All lists in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[Posting]> {
        (0..self.len()).map(|form| self.get(form))
    }

    /// Calls `change` with each list.
    pub(super) fn for_each_mut(&mut self, mut change: impl FnMut(&mut [Posting])) {
        for form in 0..self.len() {
            change(self.get_mut(form));
        }
    }

    fn range(&self, form: usize) -> Range<usize> {
        let end = |form: usize| self.ends.get(form).copied().unwrap_or(self.postings.len());
        form.checked_sub(1).map_or(0, end)..end(form)
    }
}
