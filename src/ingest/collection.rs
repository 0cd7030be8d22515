//! The documents that were read. Where there are temporary files, their texts lie in one: nobody
//! needs those of all documents at once.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::{Deref, Range};
use std::sync::{Arc, Mutex, PoisonError};

use crate::room::Room;
use crate::{Corpus, Document, Error, Result, Section};

/// Documents in an order; as a slice, their [heads](Corpus::heads).
#[derive(Debug, Default)]
pub struct Collection {
    heads: Vec<Document>,
    /// Where in the file each lies; nothing if it is all in its head.
    places: Vec<Option<Range<u64>>>,
    /// Nothing if all lies in memory.
    file: Option<Arc<TempFile>>,
}

impl Collection {
    pub(super) fn new(file: Option<Arc<TempFile>>) -> Self {
        Self { file, ..Self::default() }
    }

    #[cfg(test)]
    pub(super) fn of(documents: Vec<Document>, file: Option<TempFile>) -> Self {
        let mut collection = Self::new(file.map(Arc::new));
        for mut document in documents {
            let place = collection.file.as_ref().and_then(|file| file.park(&mut document));
            collection.push(document, place);
        }
        collection
    }

    /// Adds a document; `place` is what [`TempFile::park`] gave for it.
    pub(super) fn push(&mut self, mut head: Document, place: Option<Range<u64>>) {
        if place.is_some() {
            head.sections = Vec::new();
        }
        self.heads.push(head);
        self.places.push(place);
    }

    /// Makes room for so many documents.
    pub(super) fn reserve(&mut self, documents: usize) {
        self.heads.reserve_exact(documents);
        self.places.reserve_exact(documents);
    }

    /// Copies the heads to one place in memory. Where they were made they lie among all that was
    /// needed while files were read, and keep that from being given back to the system.
    pub(super) fn move_together(&mut self) {
        self.heads = self.heads.clone();
    }

    /// Leaves out all documents but those that are wanted, which is told by their heads.
    pub fn retain(&mut self, mut is_wanted: impl FnMut(&Document) -> bool) {
        let wanted: Vec<bool> = self.heads.iter().map(&mut is_wanted).collect();
        let mut of_head = wanted.iter().copied();
        self.heads.retain(|_| of_head.next().unwrap_or(true));
        let mut of_place = wanted.into_iter();
        self.places.retain(|_| of_place.next().unwrap_or(true));
    }

    /// Calls `change` with the document of this number, whole.
    ///
    /// # Errors
    /// If its texts cannot be read or written.
    pub(super) fn change(
        &mut self,
        number: usize,
        change: impl FnOnce(&mut Document),
    ) -> Result<()> {
        let Some(whole) = self.parked(number)? else {
            change(&mut self.heads[number]);
            return Ok(());
        };
        self.heads[number] = whole;
        let head = &mut self.heads[number];
        change(head);
        self.places[number] = self.file.as_ref().and_then(|file| file.park(head));
        Ok(())
    }

    /// The document of this number, whole, if it lies in the file.
    fn parked(&self, number: usize) -> Result<Option<Document>> {
        let (Some(place), Some(file)) = (&self.places[number], &self.file) else { return Ok(None) };
        let json = file.get(place.clone())?;
        let mut document: Document = serde_json::from_slice(&json).map_err(unreadable)?;
        let Document { id, url, title, lang, date, .. } = &self.heads[number];
        // What became of these since.
        for (field, now) in [
            (&mut document.id, id),
            (&mut document.url, url),
            (&mut document.title, title),
            (&mut document.lang, lang),
            (&mut document.date, date),
        ] {
            field.clone_from(now);
        }
        Ok(Some(document))
    }
}

impl Deref for Collection {
    type Target = [Document];

    fn deref(&self) -> &[Document] {
        &self.heads
    }
}

impl Corpus for Collection {
    fn heads(&self) -> &[Document] {
        &self.heads
    }

    fn visit<R>(&self, number: usize, visit: impl FnOnce(&Document) -> R) -> Result<R> {
        Ok(match self.parked(number)? {
            Some(document) => visit(&document),
            None => visit(&self.heads[number]),
        })
    }

    fn update(&mut self, mut change: impl FnMut(&mut Document)) -> Result<()> {
        (0..self.heads.len()).try_for_each(|number| self.change(number, &mut change))
    }

    fn room(&self) -> Option<Arc<dyn Room>> {
        self.file.as_ref().map(|file| Arc::clone(file) as Arc<dyn Room>)
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
    /// Where the file fails it stays. The title's heading stays in any case: it is wanted for
    /// telling it from the site's name.
    pub(super) fn park(&self, document: &mut Document) -> Option<Range<u64>> {
        let json = serde_json::to_vec(document).ok()?;
        let place = self.put(&json).ok()?;
        let Document { id, url, title, lang, date, sections, .. } = std::mem::take(document);
        let headline = sections.into_iter().find(|section| section.level == 1);
        let headline = headline.map(|it| Section { text: String::new(), ..it });
        let sections = headline.into_iter().collect();
        *document = Document { id, url, title, lang, date, sections, ..Document::default() };
        Some(place)
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
        assert!(file.park(&mut parked).is_some());
        let headline = Section { text: String::new(), ..whole.sections[1].clone() };
        assert_eq!(
            parked,
            Document { sections: vec![headline], id: whole.id, ..Document::default() }
        );
    }

    #[test]
    fn documents_are_the_same_wherever_they_lie() -> Result<()> {
        for file in [None, TempFile::new(0)] {
            let mut collection = Collection::of((0..20).map(document).collect(), file);

            collection.retain(|head| head.id != "3");
            collection.update(|document| document.sections[0].text += "changed")?;
            for (at, number) in (0..20).filter(|number| *number != 3).enumerate() {
                let mut expect = document(number);
                assert_eq!(collection[at].id, expect.id);
                expect.sections[0].text += "changed";
                assert_eq!(collection.visit(at, Document::clone)?, expect);
            }
        }
        Ok(())
    }
}
