//! The postings of all forms while an index is built: encoded, one list behind the other, in a
//! third of the memory that they would take.

use crate::Result;
use crate::codec::{Reader, put_varint};
use crate::postings::Posting;

/// What lists are called where they cannot be read.
const NAME: &str = "postings in memory";

/// Lists of postings, by the numbers of their forms.
#[derive(Default)]
pub(super) struct Lists {
    bytes: Vec<u8>,
    /// How many postings each list has.
    frequencies: Vec<u32>,
}

impl Lists {
    /// Adds the list of the next form.
    pub(super) fn push(&mut self, list: &[Posting]) {
        put_list(list, &mut self.bytes);
        self.frequencies.push(list.len() as u32);
    }

    /// How many lists there are.
    pub(super) fn len(&self) -> usize {
        self.frequencies.len()
    }

    /// How many postings the list of a form has.
    pub(super) fn frequency(&self, form: u32) -> usize {
        self.frequencies.get(form as usize).map_or(0, |&postings| postings as usize)
    }

    /// How many postings each list has; what they are is gone.
    pub(super) fn into_frequencies(self) -> Vec<u32> {
        self.frequencies
    }

    /// All lists in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Vec<Posting>> {
        let mut reader = Reader::new(NAME, &self.bytes);
        let list = move |&postings: &u32| read_list(&mut reader, postings).unwrap_or_default();
        self.frequencies.iter().map(list)
    }
}

/// Writes postings, which ascend.
pub(super) fn put_list(list: &[Posting], out: &mut Vec<u8>) {
    let mut before = 0;
    for &Posting { document, frequency } in list {
        put_varint(out, document - before);
        put_varint(out, frequency.into());
        before = document;
    }
}

/// Reads so many postings.
pub(super) fn read_list(reader: &mut Reader<'_>, postings: u32) -> Result<Vec<Posting>> {
    let mut document = 0u32;
    let read = (0..postings).map(|_| {
        document = document.saturating_add(reader.varint()?);
        let frequency = reader.varint()?.min(u16::MAX.into()) as u16;
        Ok(Posting { document, frequency })
    });
    read.collect()
}
