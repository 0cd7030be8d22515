//! An index before its documents are stored in it, as the texts of a large one need not lie in
//! memory.

use std::ops::Range;

use crate::corpus::Head;
use crate::document::Document;
use crate::facets;
use crate::format::{self, SectionId, Sections, Sum, Sums};
use crate::{Corpus, Result, store};

/// All of an index but what it stores of its documents, and these.
pub struct Draft<'c, C: ?Sized> {
    pub(super) corpus: &'c C,
    /// The documents by their numbers in the index.
    pub(super) order: Vec<u32>,
    /// Without those that store documents.
    pub(super) sections: Sections,
    /// Length and checksum of each section of the index.
    sums: Sums,
    /// Bytes of text of each document, by their numbers in the index.
    pub(super) lengths: Vec<usize>,
    tokens: usize,
}

/// What the sections of documents will be.
pub(super) struct Stored {
    records: Sum,
    texts: Sum,
    /// Bytes of text of each document.
    lengths: Vec<usize>,
    /// The section of facets.
    facets: Vec<u8>,
}

impl Stored {
    /// Of documents in this order.
    pub(super) fn of(corpus: &(impl Corpus + ?Sized), order: &[u32]) -> Result<Self> {
        let (mut records, mut texts) = (Sum::default(), Sum::default());
        let mut stated = facets::Stated::default();
        let (mut record, mut lengths) = (Vec::new(), Vec::with_capacity(order.len()));
        for &number in order {
            corpus.visit(number as usize, |document| {
                store::encode(document, &mut record);
                records.add(&record);
                record.clear();
                store::texts(document).for_each(|text| texts.add(text));
                lengths.push(store::texts(document).map(<[u8]>::len).sum());
                stated.add(document);
            })?;
        }
        Ok(Self { records, texts, lengths, facets: stated.encode()? })
    }
}

impl<'c, C: Corpus + ?Sized> Draft<'c, C> {
    pub(super) fn new(
        corpus: &'c C,
        order: Vec<u32>,
        mut sections: Vec<(SectionId, Vec<u8>)>,
        Stored { records, texts, lengths, facets }: Stored,
        tokens: usize,
    ) -> Result<Self> {
        sections.push((SectionId::Facets, facets));
        let sections = Sections::open(format::write(sections)?)?;
        let sums = SectionId::ALL.map(|id| match id {
            SectionId::Documents => records,
            SectionId::Texts => texts,
            _ => Sum::of(sections.get(id)),
        });
        Ok(Self { corpus, order, sections, sums, lengths, tokens })
    }

    /// How many documents there are.
    pub fn articles(&self) -> usize {
        self.order.len()
    }

    /// How many words they have.
    pub fn tokens(&self) -> usize {
        self.tokens
    }

    /// The documents that the index is made of, in the order in which they were given.
    pub fn corpus(&self) -> &'c C {
        self.corpus
    }

    /// Calls `take` with the bytes of the index, piece by piece.
    ///
    /// # Errors
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit) if they are more than 4 GiB, and those of [`Corpus::visit`].
    pub fn write(&self, mut take: impl FnMut(&[u8])) -> Result<()> {
        take(&self.header()?);
        let mut record = Vec::new();
        for id in SectionId::ALL {
            match id {
                SectionId::Documents => self.for_each(0..self.articles(), |document| {
                    store::encode(document, &mut record);
                    take(&record);
                    record.clear();
                })?,
                SectionId::Texts => self.for_each(0..self.articles(), |document| {
                    store::texts(document).for_each(&mut take);
                })?,
                _ => take(self.sections.get(id)),
            }
        }
        Ok(())
    }

    /// The bytes of the index.
    ///
    /// # Errors
    /// As [`Draft::write`].
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(self.bytes());
        self.write(|piece| bytes.extend_from_slice(piece))?;
        Ok(bytes)
    }

    /// How many bytes the index has.
    pub fn bytes(&self) -> usize {
        format::length(&self.sums)
    }

    /// Tells the index apart from others: the checksum of its header, and with it of all sections.
    pub(super) fn checksum(&self) -> Result<u32> {
        format::checksum(&self.header()?)
    }

    /// The heads of the documents, by their numbers in the index.
    pub(super) fn heads(&self) -> impl Iterator<Item = Head<'_>> {
        self.order.iter().map(|&number| self.corpus.head(number as usize))
    }

    /// Calls `visit` with each document whose number in the index is among these.
    pub(super) fn for_each(
        &self,
        numbers: Range<usize>,
        mut visit: impl FnMut(&Document),
    ) -> Result<()> {
        let mut numbers = self.order[numbers].iter();
        numbers.try_for_each(|&number| self.corpus.visit(number as usize, &mut visit))
    }

    fn header(&self) -> Result<Vec<u8>> {
        format::header(&self.sums)
    }
}
