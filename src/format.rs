//! The layout of an index: magic, version, section table, checksums.
//!
//! The one place that knows where things are; `docs/format.md` describes each
//! byte. What a section holds is known by the module that reads and writes it.

use std::ops::Range;
use std::sync::Arc;

use adler2::Adler32;

use crate::{Error, ErrorKind, Result};

/// The first eight bytes of an index.
pub const MAGIC: [u8; 8] = *b"findling";

/// The version of the layout that this program reads and writes.
pub const VERSION: u32 = 5;

/// Bytes before the section table: magic, version, number of sections.
const HEADER: usize = 16;

/// Bytes of an entry of the section table: offset, length, checksum.
const ENTRY: usize = 12;

/// Bytes before the first section: all that, and its checksum.
const START: usize = HEADER + ENTRY * SECTIONS + 4;

/// The sections of an index, in the order in which they are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum SectionId {
    /// Counts.
    Meta,
    /// FST of surface forms.
    Lexicon,
    /// Which forms share a term.
    Terms,
    /// How many documents each form occurs in.
    Frequencies,
    /// Where in `Postings` a list begins, every so often.
    Skips,
    /// Document numbers of each form.
    Postings,
    /// Weighted frequency of each posting.
    Weights,
    /// Length of each document.
    Lengths,
    /// Titles, addresses, headings.
    Documents,
    /// Body texts.
    Texts,
    /// What documents can be filtered by.
    Facets,
    /// Words that stand for each other.
    Synonyms,
    /// What is known of the documents' languages.
    Languages,
    /// Which shards there are, or which one this is.
    Shards,
}

/// How many sections there are.
const SECTIONS: usize = SectionId::ALL.len();

impl SectionId {
    /// All sections, in the order in which they are stored.
    pub const ALL: [Self; 14] = [
        Self::Meta,
        Self::Lexicon,
        Self::Terms,
        Self::Frequencies,
        Self::Skips,
        Self::Postings,
        Self::Weights,
        Self::Lengths,
        Self::Documents,
        Self::Texts,
        Self::Facets,
        Self::Synonyms,
        Self::Languages,
        Self::Shards,
    ];

    /// The section's name in reports and errors.
    pub fn name(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Lexicon => "lexicon",
            Self::Terms => "terms",
            Self::Frequencies => "frequencies",
            Self::Skips => "skips",
            Self::Postings => "postings",
            Self::Weights => "weights",
            Self::Lengths => "lengths",
            Self::Documents => "documents",
            Self::Texts => "texts",
            Self::Facets => "facets",
            Self::Synonyms => "synonyms",
            Self::Languages => "languages",
            Self::Shards => "shards",
        }
    }
}

/// Part of the index's bytes, which all sections share.
#[derive(Clone, Default)]
pub(crate) struct Slice {
    bytes: Arc<Vec<u8>>,
    range: Range<usize>,
}

impl From<Vec<u8>> for Slice {
    fn from(bytes: Vec<u8>) -> Self {
        Self { range: 0..bytes.len(), bytes: Arc::new(bytes) }
    }
}

impl AsRef<[u8]> for Slice {
    fn as_ref(&self) -> &[u8] {
        self.bytes.get(self.range.clone()).unwrap_or_default()
    }
}

impl std::ops::Deref for Slice {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        self.as_ref()
    }
}

/// Length and checksum of a section, piece by piece.
#[derive(Clone, Copy, Default)]
pub(crate) struct Sum {
    length: usize,
    checksum: Adler32,
}

impl Sum {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut sum = Self::default();
        sum.add(bytes);
        sum
    }

    /// Adds the next bytes of the section.
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        self.length += bytes.len();
        self.checksum.write_slice(bytes);
    }
}

/// Those of all sections.
pub(crate) type Sums = [Sum; SECTIONS];

/// The length of a file with these sections.
pub(crate) fn length(sums: &Sums) -> usize {
    START + sums.iter().map(|sum| sum.length).sum::<usize>()
}

/// What stands before the sections of a file.
///
/// # Errors
/// [`ErrorKind::Limit`] if it would pass 4 GiB.
pub(crate) fn header(sums: &Sums) -> Result<Vec<u8>> {
    let total = length(sums);
    if total as u64 > u64::from(u32::MAX) {
        return Err(Error::limit("the index in bytes", u32::MAX.into(), total as u64));
    }
    let mut header = Vec::with_capacity(START);
    header.extend_from_slice(&MAGIC);
    header.extend_from_slice(&VERSION.to_le_bytes());
    header.extend_from_slice(&(SECTIONS as u32).to_le_bytes());
    let mut start = START;
    for Sum { length, checksum } in sums {
        for field in [start as u32, *length as u32, checksum.checksum()] {
            header.extend_from_slice(&field.to_le_bytes());
        }
        start += length;
    }
    header.extend_from_slice(&adler2::adler32_slice(&header).to_le_bytes());
    Ok(header)
}

/// The checksum at the end of a header.
pub(crate) fn checksum(header: &[u8]) -> Result<u32> {
    word(header, HEADER + ENTRY * SECTIONS)
}

/// Puts sections into one file; those that are not among them are empty.
///
/// # Errors
/// [`ErrorKind::Limit`] if it would pass 4 GiB.
pub(crate) fn write(named: impl IntoIterator<Item = (SectionId, Vec<u8>)>) -> Result<Vec<u8>> {
    let mut sections = [const { Vec::new() }; SECTIONS];
    named.into_iter().for_each(|(id, bytes)| sections[id as usize] = bytes);
    let mut file = header(&sections.each_ref().map(|bytes| Sum::of(bytes)))?;
    file.reserve_exact(sections.iter().map(Vec::len).sum());
    // Each is freed when it is written, as all may be much of a machine's memory.
    sections.into_iter().for_each(|bytes| file.extend_from_slice(&bytes));
    Ok(file)
}

/// A file, taken apart into its sections.
#[derive(Clone, Default)]
pub(crate) struct Sections {
    bytes: Arc<Vec<u8>>,
    ranges: [Range<usize>; SECTIONS],
}

impl Sections {
    /// Takes a file apart.
    ///
    /// # Errors
    /// [`ErrorKind::Version`] for another version, [`ErrorKind::Damaged`] unless every
    /// byte is as it was written: no byte is outside of a checksum.
    pub(crate) fn open(bytes: Vec<u8>) -> Result<Self> {
        let ranges = locate(&bytes)?;
        Ok(Self { bytes: Arc::new(bytes), ranges })
    }

    /// A file of these sections.
    #[cfg(test)]
    pub(crate) fn of(named: impl IntoIterator<Item = (SectionId, Vec<u8>)>) -> Result<Self> {
        Self::open(write(named)?)
    }

    /// The whole file.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes of a section that is read at once.
    pub(crate) fn get(&self, id: SectionId) -> &[u8] {
        self.bytes.get(self.range(id)).unwrap_or_default()
    }

    /// The bytes of a section that is read later.
    pub(crate) fn share(&self, id: SectionId) -> Slice {
        Slice { bytes: Arc::clone(&self.bytes), range: self.range(id) }
    }

    fn range(&self, id: SectionId) -> Range<usize> {
        self.ranges.get(id as usize).cloned().unwrap_or_default()
    }
}

/// The name and the bytes of each section of an index.
///
/// # Errors
/// As [`crate::Index::open`].
pub fn sections(bytes: &[u8]) -> Result<Vec<(&'static str, &[u8])>> {
    let ranges = locate(bytes)?;
    let name =
        |(id, range): (SectionId, Range<usize>)| (id.name(), bytes.get(range).unwrap_or_default());
    Ok(SectionId::ALL.into_iter().zip(ranges).map(name).collect())
}

fn locate(bytes: &[u8]) -> Result<[Range<usize>; SECTIONS]> {
    check_header(bytes)?;
    let mut ranges = SectionId::ALL.map(|_| 0..0);
    let mut offset = START;
    for (index, (range, id)) in ranges.iter_mut().zip(SectionId::ALL).enumerate() {
        let entry = HEADER + ENTRY * index;
        let start = word(bytes, entry)? as usize;
        let length = word(bytes, entry + 4)? as usize;
        if start != offset {
            let name = id.name();
            return Err(Error::damaged(
                format_args!("section “{name}” at byte {offset}"),
                format_args!("{start}"),
            ));
        }
        offset = start.checked_add(length).ok_or_else(|| cut(usize::MAX, bytes.len()))?;
        let section = bytes.get(start..offset).ok_or_else(|| cut(offset, bytes.len()))?;
        check_sum(id.name(), section, word(bytes, entry + 8)?)?;
        *range = start..offset;
    }
    match bytes.len() == offset {
        true => Ok(ranges),
        false => Err(Error::damaged(
            format_args!("{offset} bytes"),
            format_args!("{} bytes", bytes.len()),
        )),
    }
}

fn check_header(bytes: &[u8]) -> Result<()> {
    if !bytes.starts_with(&MAGIC) {
        return Err(Error::damaged(
            format_args!("an index, which begins with “findling”"),
            format_args!("something else"),
        ));
    }
    let version = word(bytes, 8)?;
    if version != VERSION {
        return Err(ErrorKind::Version { expected: VERSION, found: version }.into());
    }
    let count = word(bytes, 12)? as usize;
    if count != SectionId::ALL.len() {
        return Err(Error::damaged(
            format_args!("{} sections", SectionId::ALL.len()),
            format_args!("{count}"),
        ));
    }
    let end = HEADER + ENTRY * count;
    let header = bytes.get(..end).ok_or_else(|| cut(end, bytes.len()))?;
    check_sum("header", header, word(bytes, end)?)
}

fn check_sum(name: &str, bytes: &[u8], expected: u32) -> Result<()> {
    match adler2::adler32_slice(bytes) {
        found if found == expected => Ok(()),
        found => Err(Error::damaged(
            format_args!("checksum {expected:08x} of section “{name}”"),
            format_args!("{found:08x}"),
        )),
    }
}

fn word(bytes: &[u8], at: usize) -> Result<u32> {
    let word = bytes.get(at..).and_then(|rest| rest.first_chunk::<4>());
    word.map(|word| u32::from_le_bytes(*word)).ok_or_else(|| cut(at + 4, bytes.len()))
}

fn cut(expected: usize, found: usize) -> Error {
    Error::damaged(format_args!("at least {expected} bytes"), format_args!("{found} bytes"))
}
