//! Terms: groups of surface forms that share a stem.
//!
//! Each form, in the order of the ordinals, is one number: 0 opens a new term,
//! `n` joins the term that was opened `n`th from last. Inflected forms stand
//! close together in the lexicon, so most numbers are small.

use crate::codec::{Reader, put_varint};
use crate::format::SectionId;
use crate::{Error, Result};

/// Which forms belong to which term.
pub(crate) struct Terms {
    /// The term of each form.
    of_form: Vec<u32>,
    /// Forms by term, ascending.
    forms: Vec<u32>,
    /// Where in `forms` each term begins, and the end.
    starts: Vec<u32>,
}

impl Terms {
    /// Writes the term of each form; terms are counted as they first occur.
    pub(crate) fn encode(of_form: &[u32]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut opened = 0;
        for &term in of_form {
            if term >= opened {
                put_varint(&mut out, 0);
                opened += 1;
            } else {
                put_varint(&mut out, opened - term);
            }
        }
        out
    }

    /// Reads the terms of `forms` forms.
    pub(crate) fn open(forms: u32, bytes: &[u8]) -> Result<Self> {
        let mut reader = Reader::new(SectionId::Terms.name(), bytes);
        let mut of_form = Vec::new();
        let mut sizes: Vec<u32> = Vec::new();
        for form in 0..forms {
            let back = reader.varint()? as usize;
            let term = if back == 0 { Some(sizes.len()) } else { sizes.len().checked_sub(back) };
            let Some(term) = term else {
                return Err(Error::damaged(
                    format_args!("one of {} terms for form {form}", sizes.len()),
                    format_args!("{back} back"),
                ));
            };
            match sizes.get_mut(term) {
                Some(size) => *size += 1,
                None => sizes.push(1),
            }
            of_form.push(term as u32);
        }
        reader.end()?;
        Ok(Self::group(of_form, &sizes))
    }

    fn group(of_form: Vec<u32>, sizes: &[u32]) -> Self {
        let mut starts = vec![0];
        let mut end = 0;
        for &size in sizes {
            end += size;
            starts.push(end);
        }
        let mut next = starts.clone();
        let mut forms = vec![0; of_form.len()];
        for (form, &term) in (0..).zip(&of_form) {
            if let Some(at) = next.get_mut(term as usize) {
                if let Some(slot) = forms.get_mut(*at as usize) {
                    *slot = form;
                }
                *at += 1;
            }
        }
        Self { of_form, forms, starts }
    }

    /// Number of terms.
    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The term of a form; an unknown form is its own.
    pub(crate) fn of(&self, form: u32) -> u32 {
        self.of_form.get(form as usize).copied().unwrap_or(u32::MAX)
    }

    /// The forms of a term, ascending.
    pub(crate) fn forms(&self, term: u32) -> &[u32] {
        let at = |index: usize| self.starts.get(index).map(|&start| start as usize);
        match (at(term as usize), at((term as usize).saturating_add(1))) {
            (Some(start), Some(end)) => self.forms.get(start..end).unwrap_or_default(),
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bad_bytes_are_errors() {
        for (forms, bytes) in [(1, &[][..]), (1, &[1]), (2, &[0, 2]), (1, &[0, 0])] {
            assert!(Terms::open(forms, bytes).is_err(), "{forms} {bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn round_trip(joins in prop::collection::vec(0u32..5, 0..50)) {
            let mut terms = Vec::new();
            let mut opened = 0;
            for join in joins {
                terms.push(opened - join.min(opened));
                opened += u32::from(join.min(opened) == 0);
            }
            let read = Terms::open(terms.len() as u32, &Terms::encode(&terms)).unwrap();
            for (form, &term) in (0..).zip(&terms) {
                prop_assert_eq!(read.of(form), term);
                prop_assert!(read.forms(term).contains(&form));
            }
            prop_assert_eq!(read.len(), opened as usize);
        }
    }
}
