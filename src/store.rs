//! What a hit shows: titles, addresses, headings, and the texts for excerpts.

use crate::codec::{Reader, put_str, put_varint};
use crate::corpus::Head;
use crate::document::{Document, Section};
use crate::format::{SectionId, Sections, Slice};
use crate::{Error, Result};

/// Writes the record of a document, for the section [`SectionId::Documents`].
pub(crate) fn encode(document: &Document, records: &mut Vec<u8>) {
    put_head(&document.into(), records);
    put_varint(records, document.sections.len() as u32);
    for Section { level, heading, anchor, text, .. } in &document.sections {
        records.push(*level);
        put_str(records, heading);
        put_str(records, anchor);
        put_varint(records, text.len() as u32);
    }
}

/// The texts that go with that record, for the section [`SectionId::Texts`].
pub(crate) fn texts(document: &Document) -> impl Iterator<Item = &[u8]> {
    document.sections.iter().map(|section| section.text.as_bytes())
}

/// Writes the record of a document without its sections.
pub(crate) fn encode_head(head: &Head<'_>, records: &mut Vec<u8>) {
    put_head(head, records);
    put_varint(records, 0);
}

fn put_head(head: &Head<'_>, records: &mut Vec<u8>) {
    let Head { id, url, title, lang, date } = *head;
    [id, url, title, lang, date].into_iter().for_each(|field| put_str(records, field));
}

/// A document as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct StoredDocument<'s> {
    pub(crate) id: &'s str,
    pub(crate) url: &'s str,
    pub(crate) title: &'s str,
    pub(crate) lang: &'s str,
    pub(crate) date: &'s str,
    pub(crate) sections: Vec<StoredSection<'s>>,
}

/// A section as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct StoredSection<'s> {
    pub(crate) level: u8,
    pub(crate) heading: &'s str,
    pub(crate) anchor: &'s str,
    pub(crate) text: &'s str,
}

/// Reads the documents of an index, as far as they are there.
#[derive(Default)]
pub(crate) struct Store {
    /// By the numbers of their documents.
    shards: Vec<Documents>,
}

impl Store {
    /// Adds documents.
    pub(crate) fn add(&mut self, documents: Documents) {
        let at = self.shards.partition_point(|known| known.first < documents.first);
        self.shards.insert(at, documents);
    }

    /// The document with this number.
    pub(crate) fn document(&self, number: u32) -> Option<StoredDocument<'_>> {
        let after = self.shards.partition_point(|shard| shard.first <= number);
        self.shards.get(after.checked_sub(1)?)?.document(number)
    }
}

/// Documents with numbers one after the other.
#[derive(Default)]
pub(crate) struct Documents {
    /// The number of the first.
    first: u32,
    records: Slice,
    texts: Slice,
    /// Where each document's record and texts begin.
    starts: Vec<(u32, u32)>,
}

impl Documents {
    /// Opens the sections of `count` documents, reading each record once.
    pub(crate) fn open(first: u32, count: u32, sections: &Sections) -> Result<Self> {
        let [records, texts] =
            [SectionId::Documents, SectionId::Texts].map(|id| sections.share(id));
        let mut opened = Self { first, records, texts, starts: Vec::new() };
        let (mut record, mut text) = (0, 0);
        for _ in 0..count {
            opened.starts.push((record as u32, text as u32));
            (_, record, text) = opened.read(record, text)?;
        }
        Reader::at(SectionId::Documents.name(), &opened.records, record).end()?;
        Reader::at(SectionId::Texts.name(), &opened.texts, text).end()?;
        Ok(opened)
    }

    /// The document with this number.
    pub(crate) fn document(&self, number: u32) -> Option<StoredDocument<'_>> {
        let &(record, text) = self.starts.get(number.checked_sub(self.first)? as usize)?;
        self.read(record as usize, text as usize).ok().map(|(document, ..)| document)
    }

    /// Reads a document, and where the next one's record and texts begin.
    fn read(&self, record: usize, mut text: usize) -> Result<(StoredDocument<'_>, usize, usize)> {
        let mut reader = Reader::at(SectionId::Documents.name(), &self.records, record);
        let [id, url, title, lang, date] =
            [reader.str()?, reader.str()?, reader.str()?, reader.str()?, reader.str()?];
        let mut sections = Vec::new();
        for _ in 0..reader.varint()? {
            let (level, heading, anchor) = (reader.byte()?, reader.str()?, reader.str()?);
            let end = text.saturating_add(reader.varint()? as usize);
            sections.push(StoredSection { level, heading, anchor, text: self.text(text, end)? });
            text = end;
        }
        let document = StoredDocument { id, url, title, lang, date, sections };
        Ok((document, reader.position(), text))
    }

    fn text(&self, start: usize, end: usize) -> Result<&str> {
        let bytes = self.texts.get(start..end);
        let text = bytes.and_then(|bytes| std::str::from_utf8(bytes).ok());
        text.ok_or_else(|| {
            let section = SectionId::Texts.name();
            Error::damaged(
                format_args!("UTF-8 text in bytes {start} to {end} of section “{section}”"),
                format_args!("other bytes, or the end at {}", self.texts.len()),
            )
        })
    }
}
