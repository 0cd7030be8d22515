//! Terms: groups of surface forms that share a stem.
//!
//! Each form, in the order of the ordinals, is one number: 0 opens a new term,
//! `n` joins the term that was opened `n`th from last. Inflected forms stand
//! close together in the lexicon, so most numbers are small.
//!
//! A term whose forms lie in several shards is one in each of them. They are the same
//! if they share a form, or if they have the same number among the *links* that stand behind
//! the forms: pairs of numbers, how much further the term is than the one before, and its link.

use crate::codec::{Reader, put_varint};
use crate::format::{SectionId, Sections};
use crate::{Error, Result};

/// Which forms belong to which term.
#[derive(Default)]
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

    /// Writes the links of a shard, behind its forms: terms, ascending, each with its link.
    pub(crate) fn encode_links(links: &[(u32, u32)], out: &mut Vec<u8>) {
        let mut before = 0;
        for &(term, link) in links {
            put_varint(out, term - before);
            put_varint(out, link);
            before = term;
        }
    }

    /// Opens the sections of shards. `ordinals` has for each shard the ordinals of its
    /// forms, among `forms` of all.
    pub(crate) fn open(forms: u32, shards: &[Sections], ordinals: &[Vec<u32>]) -> Result<Self> {
        let mut joined = Joined::default();
        let mut of_form = vec![u32::MAX; forms as usize];
        for (sections, ordinals) in shards.iter().zip(ordinals) {
            let mut reader = Reader::new(SectionId::Terms.name(), sections.get(SectionId::Terms));
            let first = joined.terms.len();
            for &form in ordinals {
                let back = reader.varint()? as usize;
                let opened = joined.terms.len();
                let term = match back {
                    0 => joined.open(),
                    _ if back <= opened - first => (opened - back) as u32,
                    _ => {
                        return Err(Error::damaged(
                            format_args!("one of {} terms for form {form}", opened - first),
                            format_args!("{back} back"),
                        ));
                    }
                };
                match of_form.get_mut(form as usize) {
                    Some(known) if *known == u32::MAX => *known = term,
                    Some(known) => joined.join(*known, term),
                    None => {}
                }
            }
            joined.read_links(&mut reader, first as u32)?;
            reader.end()?;
        }
        Ok(Self::number(of_form, &mut joined))
    }

    /// Numbers terms in the order of their first forms.
    fn number(mut of_form: Vec<u32>, joined: &mut Joined) -> Self {
        let mut numbers = vec![u32::MAX; joined.terms.len()];
        let mut sizes = Vec::new();
        for term in &mut of_form {
            let Some(number) = numbers.get_mut(joined.first_of(*term) as usize) else { continue };
            if *number == u32::MAX {
                *number = sizes.len() as u32;
                sizes.push(0);
            }
            *term = *number;
            if let Some(size) = sizes.get_mut(*number as usize) {
                *size += 1;
            }
        }
        Self::group(of_form, &sizes)
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
        self.starts.len().saturating_sub(1)
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

/// Terms of several shards, of which some are the same.
#[derive(Default)]
struct Joined {
    /// For each term one before it that is the same, or itself.
    terms: Vec<u32>,
    /// Links that were met, each with a term.
    links: Vec<(u32, u32)>,
}

impl Joined {
    fn open(&mut self) -> u32 {
        let term = self.terms.len() as u32;
        self.terms.push(term);
        term
    }

    fn first_of(&mut self, mut term: u32) -> u32 {
        while let Some(&before) = self.terms.get(term as usize).filter(|it| **it < term) {
            term = before;
        }
        term
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.first_of(one), self.first_of(other));
        if let Some(slot) = self.terms.get_mut(one.max(other) as usize) {
            *slot = one.min(other);
        }
    }

    /// Reads the links of the shard whose terms begin with `term`.
    fn read_links(&mut self, reader: &mut Reader<'_>, mut term: u32) -> Result<()> {
        while !reader.is_at_end() {
            term = term.saturating_add(reader.varint()?);
            let link = reader.varint()?;
            match self.links.binary_search_by_key(&link, |known| known.0) {
                Ok(at) => {
                    let known = self.links.get(at).map_or(term, |known| known.1);
                    self.join(known, term);
                }
                Err(at) => self.links.insert(at, (link, term)),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn open(forms: u32, shards: &[(&[u8], &[u32])]) -> Result<Terms> {
        let section = |bytes: &[u8]| Sections::of([(SectionId::Terms, bytes.to_vec())]);
        let sections =
            shards.iter().map(|(bytes, _)| section(bytes)).collect::<Result<Vec<_>>>()?;
        let ordinals: Vec<_> = shards.iter().map(|(_, ordinals)| ordinals.to_vec()).collect();
        Terms::open(forms, &sections, &ordinals)
    }

    #[test]
    fn bad_bytes_are_errors() {
        for (forms, bytes) in [(1, &[][..]), (1, &[1]), (2, &[0, 2]), (1, &[0, 0])] {
            let ordinals: Vec<u32> = (0..forms).collect();
            assert!(open(forms, &[(bytes, &ordinals)]).is_err(), "{forms} {bytes:?}");
        }
    }

    #[test]
    fn terms_of_several_shards() -> Result<()> {
        // Forms 0 and 3 have the same link, and form 2 is in both shards.
        let one = [0, 1, 0, /* links */ 0, 9];
        let other = [0, 0, 1, /* links */ 1, 9];
        let terms = open(5, &[(&one, &[0, 1, 2]), (&other, &[2, 3, 4])])?;
        assert_eq!([0, 1, 2, 3, 4].map(|form| terms.of(form)), [0, 0, 1, 0, 0]);
        assert_eq!((terms.forms(0), terms.forms(1)), (&[0, 1, 3, 4][..], &[2][..]));
        Ok(())
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
            let ordinals: Vec<u32> = (0..terms.len() as u32).collect();
            let read = open(terms.len() as u32, &[(&Terms::encode(&terms), &ordinals)]).unwrap();
            for (form, &term) in (0..).zip(&terms) {
                prop_assert_eq!(read.of(form), term);
                prop_assert!(read.forms(term).contains(&form));
            }
            prop_assert_eq!(read.len(), opened as usize);
        }
    }
}
