//! Shards: what an index is cut into, so that a browser loads of a large one what a
//! query needs.
//!
//! The *root* is an index without words and documents. Words and what is known of them, as what
//! they are synonyms of, lie in shards by ranges of their *keys*, the words folded; documents in shards by
//! ranges of their numbers. All of these and the *catalogue*, which has the titles and
//! the facets of all documents, are the whole index. Besides, there are shards of
//! *compounds*, which lie there under what they end with: "Menschenhandel" under "handel",
//! so that a query for Handel finds it without the shards of all letters.
//!
//! Numbers of shards count those of words, of compounds, of documents, then the catalogue.
//! The section [`SectionId::Shards`] of a root names them; that of a shard says which one it is.
//! Both say of which index, by its checksum.

use crate::analysis::fold::bases;
use crate::codec::{Reader, put_str, put_varint};
use crate::format::SectionId;
use crate::{Error, Result};

/// The shards of an index, and which of them are there. A whole index has none.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Shards {
    /// The checksum of the whole index.
    index: u32,
    /// The first key of each shard of words.
    words: Vec<String>,
    /// The first key of each shard of compounds.
    compounds: Vec<String>,
    /// The first document of each shard of documents.
    documents: Vec<u32>,
    is_there: Vec<bool>,
}

/// What a shard holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words, also those of compounds.
    Words,
    /// Documents from this one on.
    Documents {
        /// The number of the first.
        first: u32,
        /// How many there are.
        count: u32,
    },
    /// The catalogue.
    Catalogue,
}

/// The key under which a word, in lower case, lies.
pub(crate) fn key(word: &str) -> String {
    bases(word)
}

impl Shards {
    /// Shards of which none is there yet.
    pub(crate) fn new(
        index: u32,
        words: Vec<String>,
        compounds: Vec<String>,
        documents: Vec<u32>,
    ) -> Self {
        let mut shards = Self { index, words, compounds, documents, is_there: Vec::new() };
        shards.is_there = vec![false; shards.catalogue() as usize + 1];
        shards
    }

    /// Writes the section of a root.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = self.index.to_le_bytes().to_vec();
        for keys in [&self.words, &self.compounds] {
            put_varint(&mut out, keys.len() as u32);
            keys.iter().for_each(|key| put_str(&mut out, key));
        }
        put_varint(&mut out, self.documents.len() as u32);
        let mut before = 0;
        for &first in &self.documents {
            put_varint(&mut out, first - before);
            before = first;
        }
        out
    }

    /// Writes the section of a shard.
    pub(crate) fn encode_shard(&self, shard: u32) -> Vec<u8> {
        let mut out = self.index.to_le_bytes().to_vec();
        put_varint(&mut out, shard);
        out
    }

    /// The number of the shard with this section.
    pub(crate) fn read_shard(&self, bytes: &[u8]) -> Result<u32> {
        let mut reader = Reader::new(SectionId::Shards.name(), bytes);
        let found = read_checksum(&mut reader)?;
        if found != self.index {
            return Err(Error::damaged(
                format_args!("a shard of the index {:08x}", self.index),
                format_args!("one of {found:08x}"),
            ));
        }
        let shard = reader.varint()?;
        reader.end()?;
        Ok(shard)
    }

    /// Opens the section of a root, or of an index that is whole.
    pub(crate) fn open(bytes: &[u8]) -> Result<Self> {
        if bytes.is_empty() {
            return Ok(Self::default());
        }
        let mut reader = Reader::new(SectionId::Shards.name(), bytes);
        let index = read_checksum(&mut reader)?;
        let words = read_keys(&mut reader)?;
        let compounds = read_keys(&mut reader)?;
        let (mut documents, mut first) = (Vec::new(), 0u32);
        for _ in 0..reader.varint()? {
            first = first.saturating_add(reader.varint()?);
            documents.push(first);
        }
        reader.end()?;
        Ok(Self::new(index, words, compounds, documents))
    }

    /// Whether all is in one piece.
    pub(crate) fn is_whole(&self) -> bool {
        self.is_there.is_empty()
    }

    /// Whether every word and every document is there.
    pub(crate) fn is_complete(&self) -> bool {
        self.is_there.iter().zip(0..).all(|(is_there, shard)| *is_there || self.is_extra(shard))
    }

    /// Those of words.
    pub(crate) fn all_words(&self) -> Vec<u32> {
        (0..self.words.len() as u32).collect()
    }

    /// Whether words are looked up in it.
    pub(crate) fn is_of_words(&self, shard: u32) -> bool {
        shard < self.first_of_documents()
    }

    /// Those that are not there, but for what is also in others.
    pub(crate) fn missing(&self) -> Vec<u32> {
        let mut missing = Vec::new();
        for (is_there, shard) in self.is_there.iter().zip(0..) {
            if !is_there && !self.is_extra(shard) {
                missing.push(shard);
            }
        }
        missing
    }

    /// Whether all that a shard holds is also in others.
    fn is_extra(&self, shard: u32) -> bool {
        (self.words.len() as u32..self.first_of_documents()).contains(&shard)
    }

    pub(crate) fn is_there(&self, shard: u32) -> bool {
        self.is_there.get(shard as usize).copied().unwrap_or(true)
    }

    /// Notes that a shard has come.
    pub(crate) fn add(&mut self, shard: u32) {
        if let Some(is_there) = self.is_there.get_mut(shard as usize) {
            *is_there = true;
        }
    }

    /// What a shard of an index of so many documents holds, if there is one with this number.
    pub(crate) fn kind(&self, shard: u32, documents: u32) -> Option<Kind> {
        let of_documents = shard.checked_sub(self.first_of_documents());
        match of_documents {
            _ if shard > self.catalogue() => None,
            _ if shard == self.catalogue() => Some(Kind::Catalogue),
            None => Some(Kind::Words),
            Some(at) => {
                let first = self.documents.get(at as usize).copied()?;
                let end = self.documents.get(at as usize + 1).copied().unwrap_or(documents);
                Some(Kind::Documents { first, count: end.saturating_sub(first) })
            }
        }
    }

    /// The shard that a word with this key lies in.
    pub(crate) fn of_word(&self, key: &str) -> u32 {
        range_of(&self.words, key)
    }

    /// The last shard that words which begin with this key lie in.
    pub(crate) fn last_of_prefix(&self, key: &str) -> u32 {
        range_of(&self.words, &[key, "\u{10ffff}"].concat())
    }

    /// The shard of the compounds that end with this key.
    pub(crate) fn of_compounds(&self, key: &str) -> Option<u32> {
        let at = range_of(&self.compounds, key);
        (!self.compounds.is_empty()).then(|| self.words.len() as u32 + at)
    }

    /// The shard of a document.
    pub(crate) fn of_document(&self, document: u32) -> u32 {
        let after = self.documents.partition_point(|&first| first <= document) as u32;
        self.first_of_documents() + after.saturating_sub(1)
    }

    pub(crate) fn catalogue(&self) -> u32 {
        self.first_of_documents() + self.documents.len() as u32
    }

    fn first_of_documents(&self) -> u32 {
        (self.words.len() + self.compounds.len()) as u32
    }
}

/// The place of the last range that begins with `key` or before.
fn range_of(firsts: &[String], key: &str) -> u32 {
    let after = firsts.partition_point(|first| first.as_str() <= key) as u32;
    after.saturating_sub(1)
}

fn read_keys(reader: &mut Reader<'_>) -> Result<Vec<String>> {
    let mut keys: Vec<String> = Vec::new();
    for _ in 0..reader.varint()? {
        let key = reader.str()?;
        if keys.last().is_some_and(|before| before.as_str() >= key) {
            return Err(Error::damaged(
                format_args!("keys of shards in ascending order"),
                format_args!("“{key}” behind a later one"),
            ));
        }
        keys.push(key.to_owned());
    }
    Ok(keys)
}

fn read_checksum(reader: &mut Reader<'_>) -> Result<u32> {
    let mut checksum = [0; 4];
    for byte in &mut checksum {
        *byte = reader.byte()?;
    }
    Ok(u32::from_le_bytes(checksum))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shards() -> Shards {
        let keys = |keys: &[&str]| keys.iter().map(|&key| key.to_owned()).collect();
        Shards::new(7, keys(&["", "haus", "mens"]), keys(&["", "kampf"]), vec![0, 10])
    }

    #[test]
    fn words_and_documents_have_their_shards() {
        let shards = shards();
        for (key, shard) in [("", 0), ("haupt", 0), ("haus", 1), ("hauser", 1), ("zug", 2)] {
            assert_eq!(shards.of_word(key), shard, "{key}");
        }
        assert_eq!((shards.of_word("ha"), shards.last_of_prefix("ha")), (0, 1));
        assert_eq!(shards.of_compounds("handel"), Some(3));
        assert_eq!(shards.of_compounds("kampf"), Some(4));
        assert_eq!([0, 9, 10, 99].map(|document| shards.of_document(document)), [5, 5, 6, 6]);
        assert_eq!(shards.kind(4, 15), Some(Kind::Words));
        assert_eq!(shards.kind(6, 15), Some(Kind::Documents { first: 10, count: 5 }));
        assert_eq!(shards.kind(7, 15), Some(Kind::Catalogue));
        assert_eq!(shards.kind(8, 15), None);
    }

    #[test]
    fn compounds_are_not_needed() {
        let mut shards = shards();
        assert!(!shards.is_complete());
        assert_eq!(shards.missing(), [0, 1, 2, 5, 6, 7]);
        for shard in shards.missing() {
            assert!(!shards.is_there(shard));
            shards.add(shard);
            assert!(shards.is_there(shard));
        }
        shards.add(8);
        assert!(shards.is_complete() && Shards::default().is_complete());
    }

    #[test]
    fn round_trip() -> Result<()> {
        let bytes = shards().encode();
        assert_eq!(Shards::open(&bytes)?, shards());
        assert_eq!(Shards::open(&[])?, Shards::default());
        for end in 1..bytes.len() {
            assert!(Shards::open(&bytes[..end]).is_err(), "{end}");
        }
        assert!(Shards::open(&[7, 0, 0, 0, 2, 1, b'b', 1, b'a', 0, 0]).is_err());
        assert_eq!(shards().read_shard(&shards().encode_shard(300))?, 300);
        assert!(Shards::default().read_shard(&shards().encode_shard(300)).is_err());
        Ok(())
    }
}
