//! Facets: names under which documents have values that they can be filtered by.
//!
//! One section, writer and reader side by side: for each name its values, for
//! each value how many documents have it, and behind all of them the documents'
//! numbers by interpolative coding as one stream of bits. The language and the
//! year of a document are facets too; they are taken from the documents as they
//! are read, and so are the dates by which documents are sorted.

use std::collections::BTreeMap;

use crate::analysis::fold::{bases, lower};
use crate::codec::{Reader, put_str, put_varint};
use crate::dates;
use crate::document::Document;
use crate::format::SectionId;
use crate::lexicon::pattern::Pattern;
use crate::postings::{BitReader, BitWriter, interpolative};
use crate::{Error, Result};

/// Documents of all values together, each of which takes four bytes where they are read.
const MAX_HELD: u32 = 1 << 26;

/// Facets that are derived; what documents state under these names is not stored.
pub(crate) const DERIVED: [&str; 2] = ["lang", "year"];

/// What documents state. Values that differ in nothing but capitals and accents are one, written
/// as it is stated first.
#[derive(Default)]
pub(crate) struct Stated {
    /// By their names, then by what values have in common.
    facets: BTreeMap<String, BTreeMap<String, Value>>,
    documents: u32,
}

impl Stated {
    /// Adds what the next document states.
    pub(crate) fn add(&mut self, document: &Document) {
        for (name, values) in &document.facets {
            let facet = self.facets.entry(lower(name)).or_default();
            for text in values.iter().filter(|text| !text.is_empty()) {
                let value = facet.entry(bases(&lower(text))).or_insert_with(|| Value::new(text));
                value.add(self.documents);
            }
        }
        self.documents += 1;
    }

    /// Writes the section [`SectionId::Facets`].
    ///
    /// # Errors
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit) if there are more values than a reader takes.
    pub(crate) fn encode(self) -> Result<Vec<u8>> {
        let Self { mut facets, documents } = self;
        facets.retain(|name, values| !values.is_empty() && !DERIVED.contains(&name.as_str()));
        let held: usize =
            facets.values().flat_map(BTreeMap::values).map(|value| value.documents.len()).sum();
        if held > MAX_HELD as usize {
            let what = "the number of tags, authors and the like of all documents";
            return Err(Error::limit(what, MAX_HELD.into(), held as u64));
        }
        let mut out = Vec::new();
        let mut bits = BitWriter::default();
        put_varint(&mut out, facets.len() as u32);
        for (name, values) in &facets {
            put_str(&mut out, name);
            put_varint(&mut out, values.len() as u32);
            for value in values.values() {
                put_str(&mut out, &value.text);
                put_varint(&mut out, value.documents.len() as u32);
                interpolative::encode(&value.documents, 0, documents, &mut bits);
            }
        }
        out.extend(bits.into_bytes());
        Ok(out)
    }
}

/// A name with its values.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Facet {
    /// In lower case.
    pub(crate) name: String,
    pub(crate) values: Vec<Value>,
}

/// A value, and which documents have it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) text: String,
    /// In ascending order.
    pub(crate) documents: Vec<u32>,
}

impl Value {
    fn new(text: &str) -> Self {
        Self { text: text.to_owned(), documents: Vec::new() }
    }

    fn add(&mut self, document: u32) {
        if self.documents.last() != Some(&document) {
            self.documents.push(document);
        }
    }
}

/// Reads facets.
#[derive(Debug, Default)]
pub(crate) struct Facets {
    facets: Vec<Facet>,
    /// The day of each document.
    days: Vec<u32>,
}

impl Facets {
    /// Opens the section of `documents` documents.
    pub(crate) fn open(documents: u32, bytes: &[u8]) -> Result<Self> {
        let mut reader = Reader::new(SectionId::Facets.name(), bytes);
        let (mut facets, mut left) = (Vec::new(), MAX_HELD);
        for _ in 0..reader.varint()? {
            let mut facet = Facet { name: reader.str()?.to_owned(), values: Vec::new() };
            for _ in 0..reader.varint()? {
                let mut value = Value::new(reader.str()?);
                let count = reader.varint()?;
                let most = documents.min(left);
                if count > most {
                    return Err(Error::damaged(
                        format_args!("at most {most} documents with a value"),
                        format_args!("{count}"),
                    ));
                }
                left -= count;
                value.documents.resize(count as usize, 0);
                facet.values.push(value);
            }
            facets.push(facet);
        }
        let mut bits = BitReader::at(bytes, reader.position() * 8);
        for facet in &mut facets {
            for value in &mut facet.values {
                interpolative::decode(&mut value.documents, 0, documents, &mut bits);
            }
        }
        match bits.position().div_ceil(8) {
            end if end == bytes.len() => Ok(Self { facets, days: Vec::new() }),
            end => {
                let section = SectionId::Facets.name();
                Err(Error::damaged(
                    format_args!("{end} bytes in section “{section}”"),
                    format_args!("{}", bytes.len()),
                ))
            }
        }
    }

    /// Takes from the next document, by its language and its date, what is not stored.
    pub(crate) fn derive(&mut self, lang: &str, date: &str) {
        let day = dates::day(date);
        let year = date.get(..4).filter(|_| day > 0);
        for (name, value) in DERIVED.into_iter().zip([lang, year.unwrap_or_default()]) {
            if !value.is_empty() {
                self.add(name, value, self.days.len() as u32);
            }
        }
        self.days.push(day);
    }

    fn add(&mut self, name: &str, value: &str, document: u32) {
        let known = self.facets.iter().position(|facet| facet.name == name);
        let at = known.unwrap_or_else(|| {
            self.facets.push(Facet { name: name.to_owned(), values: Vec::new() });
            self.facets.len() - 1
        });
        let Some(Facet { values, .. }) = self.facets.get_mut(at) else { return };
        let at = values.partition_point(|known| known.text.as_str() < value);
        if values.get(at).is_none_or(|known| known.text != value) {
            values.insert(at, Value::new(value));
        }
        if let Some(value) = values.get_mut(at) {
            value.add(document);
        }
    }

    /// Writes the section with the names of all facets, but without their values.
    pub(crate) fn encode_names(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_varint(&mut out, self.facets.len() as u32);
        for facet in &self.facets {
            put_str(&mut out, &facet.name);
            put_varint(&mut out, 0);
        }
        out
    }

    /// All facets: those that are stored by name, then the derived ones.
    pub(crate) fn all(&self) -> &[Facet] {
        &self.facets
    }

    /// Whether there is a facet with this name, which is in lower case.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.facets.iter().any(|facet| facet.name == name)
    }

    /// Calls `visit` with each document that has `wanted`, in whatever
    /// spelling of the same letters, under `name`.
    pub(crate) fn for_each(&self, name: &str, wanted: &str, mut visit: impl FnMut(u32)) {
        let wanted = lower(wanted);
        // A pattern is bounded in length.
        let (pattern, folded) = (Pattern::new(&wanted), bases(&wanted));
        let Some(facet) = self.facets.iter().find(|facet| facet.name == name) else { return };
        for value in &facet.values {
            let text = lower(&value.text);
            if pattern.matches(&text) || bases(&text) == folded {
                value.documents.iter().for_each(|&document| visit(document));
            }
        }
    }

    /// The day of each document; see [`dates::day`].
    pub(crate) fn days(&self) -> &[u32] {
        &self.days
    }

    /// The day of a document.
    pub(crate) fn day(&self, document: u32) -> u32 {
        self.days.get(document as usize).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn document(facets: &[(&str, &[&str])]) -> Document {
        let owned = |values: &[&str]| values.iter().map(|&value| value.to_owned()).collect();
        let facets = facets.iter().map(|(name, values)| ((*name).to_owned(), owned(values)));
        Document { facets: facets.collect(), ..Document::default() }
    }

    fn having(facets: &Facets, name: &str, value: &str) -> Vec<u32> {
        let mut documents = Vec::new();
        facets.for_each(name, value, |document| documents.push(document));
        documents.sort_unstable();
        documents
    }

    #[test]
    fn values_are_compared_as_people_write_them() {
        let documents = [
            document(&[("tag", &["Prävention", "C++", "prävention"])]),
            document(&[("Tag", &["PRÄVENTION"]), ("author", &["A B"]), ("year", &["1"])]),
            document(&[("tag", &["C", "Praevention"])]),
            document(&[("tag", &[]), ("leer", &[])]),
        ];
        let bytes = encode(&documents).unwrap();
        let facets = Facets::open(4, &bytes).unwrap();
        let names: Vec<_> = facets.all().iter().map(|facet| facet.name.as_str()).collect();
        assert_eq!(names, ["author", "tag"]);
        for (name, value, expect) in [
            ("tag", "prävention", &[0, 1, 2][..]),
            ("tag", "Pravention", &[0, 1]),
            ("tag", "praevention", &[0, 1, 2]),
            ("tag", "c++", &[0]),
            ("tag", "C", &[2]),
            ("author", "a b", &[1]),
            ("author", "a", &[]),
            ("year", "1", &[]),
        ] {
            assert_eq!(having(&facets, name, value), expect, "{name}:{value}");
        }
    }

    fn encode(documents: &[Document]) -> Result<Vec<u8>> {
        let mut stated = Stated::default();
        documents.iter().for_each(|document| stated.add(document));
        stated.encode()
    }

    #[test]
    fn no_facets_take_a_byte() {
        assert_eq!(encode(&[document(&[]), document(&[])]).unwrap(), [0]);
    }

    #[test]
    fn long_values_are_found() {
        let long = "ß".repeat(300);
        let bytes = encode(&[document(&[("tag", &[&long])])]).unwrap();
        assert_eq!(having(&Facets::open(1, &bytes).unwrap(), "tag", &long), [0]);
    }

    #[test]
    fn values_that_all_have_take_no_more_memory_than_they_may() {
        let (documents, values) = (1 << 16, 1025);
        let mut bytes = vec![1, 1, b'a'];
        put_varint(&mut bytes, values);
        for _ in 0..values {
            put_str(&mut bytes, "b");
            put_varint(&mut bytes, documents);
        }
        let error = Facets::open(documents, &bytes).expect_err("refused").to_string();
        assert!(error.contains("at most"), "{error}");
    }

    fn documents() -> impl Strategy<Value = Vec<Document>> {
        let values = prop::collection::vec("[a-c]{1,2}", 0..4);
        let facets = prop::collection::btree_map("[a-c]", values, 0..4);
        prop::collection::vec(facets, 0..30).prop_map(|documents| {
            let document = |facets| Document { facets, ..Document::default() };
            documents.into_iter().map(document).collect()
        })
    }

    proptest! {
        #[test]
        fn round_trip(documents in documents()) {
            let facets = Facets::open(documents.len() as u32, &encode(&documents).unwrap()).unwrap();
            for facet in facets.all() {
                for value in &facet.values {
                    let has = |document: &Document| {
                        document.facets.get(&facet.name).is_some_and(|it| it.contains(&value.text))
                    };
                    let having = documents.iter().zip(0..).filter(|(document, _)| has(document));
                    let having: Vec<u32> = having.map(|(_, number)| number).collect();
                    prop_assert_eq!(&value.documents, &having);
                    prop_assert!(!having.is_empty());
                }
            }
            let stated = documents.iter().flat_map(|document| &document.facets);
            let stated = stated.filter(|(_, values)| !values.is_empty());
            prop_assert!(stated.into_iter().all(|(name, _)| facets.has(name)));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>, documents in 0u32..50, cut: prop::sample::Index) {
            if let Ok(facets) = Facets::open(documents, &bytes) {
                let numbers = facets.all().iter().flat_map(|it| &it.values).flat_map(|it| &it.documents);
                prop_assert!(numbers.into_iter().all(|&number| number < documents));
            }
            let whole = encode(&[document(&[("tag", &["a", "b"])]), document(&[("tag", &["b"])])]).unwrap();
            prop_assert!(Facets::open(2, &whole[..cut.index(whole.len())]).is_err());
        }
    }
}
