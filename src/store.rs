//! What a hit shows: titles, addresses, headings, and the texts for excerpts.

use crate::codec::{Reader, put_str, put_varint};
use crate::document::{Document, Section};
use crate::format::{SectionId, Slice};
use crate::{Error, Result};

/// Writes the sections [`SectionId::Documents`] and [`SectionId::Texts`].
pub(crate) fn encode(documents: &[Document]) -> (Vec<u8>, Vec<u8>) {
    let (mut records, mut texts) = (Vec::new(), Vec::new());
    for document in documents {
        for field in [&document.id, &document.url, &document.title, &document.lang, &document.date]
        {
            put_str(&mut records, field);
        }
        put_varint(&mut records, document.sections.len() as u32);
        for section in &document.sections {
            records.push(section.level);
            put_str(&mut records, &section.heading);
            put_str(&mut records, &section.anchor);
            put_varint(&mut records, section.text.len() as u32);
            texts.extend_from_slice(section.text.as_bytes());
        }
    }
    (records, texts)
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

impl From<StoredSection<'_>> for Section {
    fn from(section: StoredSection<'_>) -> Self {
        Self {
            level: section.level,
            heading: section.heading.to_owned(),
            anchor: section.anchor.to_owned(),
            text: section.text.to_owned(),
        }
    }
}

/// Reads documents.
pub(crate) struct Store {
    records: Slice,
    texts: Slice,
    /// Where each document's record and texts begin.
    starts: Vec<(u32, u32)>,
}

impl Store {
    /// Opens the sections of `count` documents, reading each record once
    /// and calling `visit` with it.
    pub(crate) fn open(
        count: u32,
        records: Slice,
        texts: Slice,
        mut visit: impl FnMut(&StoredDocument<'_>),
    ) -> Result<Self> {
        let mut store = Self { records, texts, starts: Vec::new() };
        let (mut record, mut text) = (0, 0);
        for _ in 0..count {
            store.starts.push((record as u32, text as u32));
            let (document, next_record, next_text) = store.read(record, text)?;
            visit(&document);
            (record, text) = (next_record, next_text);
        }
        Reader::at(SectionId::Documents.name(), &store.records, record).end()?;
        Reader::at(SectionId::Texts.name(), &store.texts, text).end()?;
        Ok(store)
    }

    /// The document with this number.
    pub(crate) fn document(&self, number: u32) -> Option<StoredDocument<'_>> {
        let &(record, text) = self.starts.get(number as usize)?;
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
