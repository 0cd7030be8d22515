//! The documents that were read. Where there are temporary files, their texts lie in one: nobody
//! needs those of all documents at once.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use crate::corpus::Head;
use crate::room::Room;
use crate::{Corpus, Document, Error, Result, Section};

/// Documents in an order.
#[derive(Debug)]
pub struct Collection(Documents);

#[derive(Debug)]
enum Documents {
    Memory(Vec<Document>),
    Parked(Parked),
}

/// Documents in a file.
#[derive(Debug)]
struct Parked {
    file: Arc<TempFile>,
    heads: Heads,
    places: Vec<Place>,
}

/// Where a document lies, as JSON.
#[derive(Clone, Debug)]
pub(super) enum Place {
    File(Range<u64>),
    /// The file has failed.
    Memory(Vec<u8>),
}

impl Default for Collection {
    fn default() -> Self {
        Self(Documents::Memory(Vec::new()))
    }
}

impl Collection {
    /// Of documents that lie in this file, or in memory.
    pub(super) fn new(file: Option<Arc<TempFile>>) -> Self {
        let parked = |file| Parked { file, heads: Heads::default(), places: Vec::new() };
        file.map_or_else(Self::default, |file| Self(Documents::Parked(parked(file))))
    }

    #[cfg(test)]
    pub(super) fn of(documents: Vec<Document>, file: Option<TempFile>) -> Self {
        let mut collection = Self::new(file.map(Arc::new));
        for mut document in documents {
            let place = collection.parked().map(|parked| parked.file.park(&mut document));
            collection.push(document, place);
        }
        collection
    }

    /// Adds a document; `place` is what [`TempFile::park`] gave for it, where it lies in a file.
    pub(super) fn push(&mut self, document: Document, place: Option<Place>) {
        match (&mut self.0, place) {
            (Documents::Memory(documents), _) => documents.push(document),
            (Documents::Parked(parked), place) => {
                parked.heads.push((&document).into());
                parked.places.push(place.unwrap_or_else(|| Place::Memory(json(&document))));
            }
        }
    }

    /// The documents, unless they lie in a file, as with [`Options::memory`](super::Options::memory);
    /// [`Corpus::visit`] reads them wherever they lie.
    pub fn in_memory(&self) -> Option<&[Document]> {
        match &self.0 {
            Documents::Memory(documents) => Some(documents),
            Documents::Parked(_) => None,
        }
    }

    /// Leaves out all documents but those that are wanted, which is told by their heads.
    pub fn retain(&mut self, is_wanted: impl Fn(Head<'_>) -> bool) {
        match &mut self.0 {
            Documents::Memory(documents) => documents.retain(|document| is_wanted(document.into())),
            Documents::Parked(parked) => {
                let wanted: Vec<bool> = (0..parked.places.len())
                    .map(|number| is_wanted(parked.heads.get(number)))
                    .collect();
                parked.heads.retain(&wanted);
                let mut wanted = wanted.into_iter();
                parked.places.retain(|_| wanted.next().unwrap_or(true));
            }
        }
    }

    /// Calls `change` with the document of this number.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) fn change(
        &mut self,
        number: usize,
        change: impl FnOnce(&mut Document),
    ) -> Result<()> {
        match &mut self.0 {
            Documents::Memory(documents) => change(&mut documents[number]),
            Documents::Parked(parked) => {
                let mut document = parked.get(number)?;
                change(&mut document);
                parked.heads.set(number, (&document).into());
                parked.places[number] = parked.file.park(&mut document);
            }
        }
        Ok(())
    }

    #[cfg(test)]
    fn parked(&self) -> Option<&Parked> {
        match &self.0 {
            Documents::Memory(_) => None,
            Documents::Parked(parked) => Some(parked),
        }
    }
}

impl Parked {
    fn get(&self, number: usize) -> Result<Document> {
        let json = match &self.places[number] {
            Place::File(place) => &self.file.get(place.clone())?,
            Place::Memory(json) => json,
        };
        let mut document: Document = serde_json::from_slice(json).map_err(unreadable)?;
        // What became of these since.
        let Head { id, url, title, lang, date } = self.heads.get(number);
        for (field, now) in [
            (&mut document.id, id),
            (&mut document.url, url),
            (&mut document.title, title),
            (&mut document.lang, lang),
            (&mut document.date, date),
        ] {
            if field != now {
                now.clone_into(field);
            }
        }
        Ok(document)
    }
}

impl Corpus for Collection {
    fn count(&self) -> usize {
        match &self.0 {
            Documents::Memory(documents) => documents.len(),
            Documents::Parked(parked) => parked.places.len(),
        }
    }

    fn head(&self, number: usize) -> Head<'_> {
        match &self.0 {
            Documents::Memory(documents) => (&documents[number]).into(),
            Documents::Parked(parked) => parked.heads.get(number),
        }
    }

    fn visit<R>(&self, number: usize, visit: impl FnOnce(&Document) -> R) -> Result<R> {
        match &self.0 {
            Documents::Memory(documents) => Ok(visit(&documents[number])),
            Documents::Parked(parked) => parked.get(number).map(|document| visit(&document)),
        }
    }

    fn update(&mut self, mut change: impl FnMut(&mut Document)) -> Result<()> {
        (0..self.count()).try_for_each(|number| self.change(number, &mut change))
    }

    fn room(&self) -> Option<Arc<dyn Room>> {
        match &self.0 {
            Documents::Memory(_) => None,
            Documents::Parked(parked) => Some(Arc::clone(&parked.file) as Arc<dyn Room>),
        }
    }
}

/// Heads of documents, one text behind the other: a string for each would take three times as much
/// memory, and keep much more of it, among which they were made, from being given back.
#[derive(Debug, Default)]
struct Heads {
    text: String,
    /// Where in the text each head begins, and where each of its parts ends.
    places: Vec<[u32; 6]>,
}

impl Heads {
    fn push(&mut self, head: Head<'_>) {
        let place = self.write(head);
        self.places.push(place);
    }

    /// Puts another head in the place of one.
    fn set(&mut self, number: usize, head: Head<'_>) {
        if self.get(number) != head {
            self.places[number] = self.write(head);
        }
    }

    fn write(&mut self, Head { id, url, title, lang, date }: Head<'_>) -> [u32; 6] {
        ["", id, url, title, lang, date].map(|part| {
            self.text += part;
            self.text.len() as u32
        })
    }

    fn get(&self, number: usize) -> Head<'_> {
        let [start, id, url, title, lang, date] = self.places[number].map(|end| end as usize);
        let part = |start, end| self.text.get(start..end).unwrap_or_default();
        Head {
            id: part(start, id),
            url: part(id, url),
            title: part(url, title),
            lang: part(title, lang),
            date: part(lang, date),
        }
    }

    /// Leaves out those that are not wanted.
    fn retain(&mut self, wanted: &[bool]) {
        let mut wanted = wanted.iter().copied();
        self.places.retain(|_| wanted.next().unwrap_or(true));
    }
}

/// A file that is gone with the program.
#[derive(Debug)]
pub(super) struct TempFile {
    /// Nothing until it is needed.
    file: Mutex<Option<File>>,
    /// Bytes that what is counted of texts may take in memory.
    limit: usize,
}

impl TempFile {
    /// For a build that may take so many bytes of memory, of which a quarter is for what is counted
    /// of texts. Nothing where there are no such files: within Node.
    pub(super) fn new(memory: u64) -> Option<Self> {
        let limit = usize::try_from(memory / 4).unwrap_or(usize::MAX);
        let file = Self { file: Mutex::default(), limit };
        (!cfg!(target_family = "wasm")).then_some(file)
    }

    /// Puts a document into the file, and tells where; what takes much room is gone from it then.
    /// The title's heading stays: it is wanted for telling it from the site's name.
    pub(super) fn park(&self, document: &mut Document) -> Place {
        let json = json(document);
        let place = self.put(&json).map_or(Place::Memory(json), Place::File);
        let Document { id, url, title, lang, date, sections, .. } = std::mem::take(document);
        let headline = sections.into_iter().find(|section| section.level == 1);
        let headline = headline.map(|it| Section { text: String::new(), ..it });
        let sections = headline.into_iter().collect();
        *document = Document { id, url, title, lang, date, sections, ..Document::default() };
        place
    }

    /// Calls `work` with the file, which is created when it is first needed.
    fn with<R>(&self, work: impl FnOnce(&mut File) -> io::Result<R>) -> Result<R> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let file = match &mut *file {
            Some(file) => file,
            none => none.insert(create().map_err(unreadable)?),
        };
        work(file).map_err(unreadable)
    }
}

impl Room for TempFile {
    fn limit(&self) -> usize {
        self.limit
    }

    fn put(&self, bytes: &[u8]) -> Result<Range<u64>> {
        self.with(|file| {
            let start = file.seek(SeekFrom::End(0))?;
            file.write_all(bytes)?;
            Ok(start..start + bytes.len() as u64)
        })
    }

    fn get(&self, place: Range<u64>) -> Result<Vec<u8>> {
        self.with(|file| read_at(file, place))
    }
}

/// A document has nothing that JSON cannot say.
fn json(document: &Document) -> Vec<u8> {
    serde_json::to_vec(document).unwrap_or_default()
}

/// The bytes in this place of a file.
pub(super) fn read_at(file: &mut File, place: Range<u64>) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(place.start))?;
    let mut bytes = vec![0; (place.end - place.start) as usize];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(error: impl std::fmt::Display) -> Error {
    let reason = format!(
        "what shall not take memory could not be written there, or read again: {error}; make \
         room on the disk"
    );
    Error::file("a temporary file", reason)
}

#[cfg(not(target_family = "wasm"))]
fn create() -> io::Result<File> {
    tempfile::tempfile()
}

#[cfg(target_family = "wasm")]
fn create() -> io::Result<File> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Emphasis;

    fn document(number: usize) -> Document {
        let section = |level: u8, text: &str| Section {
            level,
            heading: if level > 0 { format!("Heading {number}") } else { String::new() },
            text: text.repeat(number),
            ..Section::default()
        };
        let emphasis = vec![Emphasis { text: "ä\"\n".into(), weight: 3 }];
        let sections = vec![section(0, "before "), section(1, "ä\n\"of it\" ")];
        Document { id: number.to_string(), sections, emphasis, ..Document::default() }
    }

    #[test]
    fn a_headline_stays() {
        let file = TempFile::new(0).expect("a temporary file");
        let (whole, mut parked) = (document(2), document(2));
        assert!(matches!(file.park(&mut parked), Place::File(_)));
        let headline = Section { text: String::new(), ..whole.sections[1].clone() };
        assert_eq!(
            parked,
            Document { sections: vec![headline], id: whole.id, ..Document::default() }
        );
    }

    #[test]
    fn documents_are_the_same_wherever_they_lie() -> Result<()> {
        for file in [None, TempFile::new(0)] {
            let is_held = file.is_none();
            let mut collection = Collection::of((0..20).map(document).collect(), file);
            assert_eq!(collection.in_memory().map(<[_]>::len), is_held.then_some(20));

            collection.retain(|head| head.id != "3");
            collection.update(|document| document.sections[0].text += "changed")?;
            for (at, number) in (0..20).filter(|number| *number != 3).enumerate() {
                let mut expect = document(number);
                assert_eq!(collection.head(at), Head::from(&expect));
                expect.sections[0].text += "changed";
                assert_eq!(collection.visit(at, Document::clone)?, expect);
            }
        }
        Ok(())
    }
}
