//! The documents that were read. Once their texts take more memory than they may, those of the
//! documents that come then lie in a temporary file.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::{Deref, Range};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::corpus::Room;
use crate::{Corpus, Document, Emphasis, Error, Result, Section};

/// What a document has in the file.
type Text = (Vec<Section>, Vec<Emphasis>);

/// Documents in an order; as a slice, their [heads](Corpus::heads).
#[derive(Debug, Default)]
pub struct Collection {
    heads: Vec<Document>,
    /// Where in the file the texts of each lie; nothing if they are in its head.
    places: Vec<Option<Range<u64>>>,
    /// Nothing if memory is not bounded.
    file: Option<TempFile>,
}

impl Collection {
    pub(super) fn new(file: Option<TempFile>) -> Self {
        Self { file, ..Self::default() }
    }

    #[cfg(test)]
    pub(super) fn of(documents: Vec<Document>, memory: u64) -> Self {
        let mut collection = Self::new(TempFile::new(memory));
        for mut document in documents {
            let place = collection.file.as_ref().and_then(|file| file.park(&mut document));
            collection.push(document, place);
        }
        collection
    }

    /// Adds a document; `place` is what [`TempFile::park`] gave for it.
    pub(super) fn push(&mut self, head: Document, place: Option<Range<u64>>) {
        self.heads.push(head);
        self.places.push(place);
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

    /// The document of this number, whole, if its texts lie in the file.
    fn parked(&self, number: usize) -> Result<Option<Document>> {
        let (Some(place), Some(file)) = (&self.places[number], &self.file) else { return Ok(None) };
        let json = file.get(place.clone())?;
        let (sections, emphasis): Text = serde_json::from_slice(&json).map_err(unreadable)?;
        Ok(Some(Document { sections, emphasis, ..self.heads[number].clone() }))
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

    fn room(&self) -> Option<&dyn Room> {
        self.file.as_ref().map(|file| file as &dyn Room)
    }
}

/// A file that is gone with the program, for what takes more memory than it may.
#[derive(Debug)]
pub(super) struct TempFile {
    /// Nothing until it is needed.
    file: Mutex<Option<File>>,
    /// Bytes that texts may take in memory, and as many what is counted of them.
    limit: usize,
    /// Bytes of texts that are in memory.
    held: AtomicUsize,
}

impl TempFile {
    /// For a build that may take so many bytes of memory, of which a quarter is for texts, and a
    /// quarter for what is counted of them. Nothing where there are no such files: within Node.
    pub(super) fn new(memory: u64) -> Option<Self> {
        let limit = usize::try_from(memory / 4).unwrap_or(usize::MAX);
        let file = Self { file: Mutex::default(), limit, held: AtomicUsize::new(0) };
        (!cfg!(target_family = "wasm")).then_some(file)
    }

    /// Puts the texts of a document into the file if there is no room for them in memory, and
    /// tells where. Where the file fails they stay. The title's heading stays in any case: it is
    /// wanted for telling it from the site's name.
    pub(super) fn park(&self, document: &mut Document) -> Option<Range<u64>> {
        let text = |section: &Section| section.heading.len() + section.text.len();
        let size = document.sections.iter().map(text).sum();
        if self.held.fetch_add(size, Ordering::Relaxed).saturating_add(size) <= self.limit {
            return None;
        }
        let json = serde_json::to_vec(&(&document.sections, &document.emphasis)).ok()?;
        let place = self.put(&json).ok()?;
        self.held.fetch_sub(size, Ordering::Relaxed);
        document.emphasis.clear();
        let sections = std::mem::take(&mut document.sections);
        let headline = sections.into_iter().find(|section| section.level == 1);
        document.sections.extend(headline.map(|it| Section { text: String::new(), ..it }));
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

/// Less is not worth a run of its own: of each a block lies in memory when all are merged.
const LEAST_RUN: usize = 8 << 20;

impl Room for TempFile {
    fn limit(&self) -> usize {
        self.limit.max(LEAST_RUN)
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
        "what did not fit in memory could not be written there, or read again: {error}; make \
         room, or give more memory with --memory"
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
    fn documents_are_the_same_wherever_they_lie() -> Result<()> {
        for memory in [0, 400, 4_000, u64::MAX] {
            let mut collection = Collection::of((0..20).map(document).collect(), memory);
            let in_file = collection.places.iter().flatten().count();
            assert_eq!(in_file == 0, memory == u64::MAX, "{memory}: {in_file}");

            collection.retain(|head| head.id != "3");
            collection.update(|document| document.sections[0].text += "changed")?;
            for (at, number) in (0..20).filter(|number| *number != 3).enumerate() {
                let mut expect = document(number);
                assert_eq!(collection[at].id, expect.id);
                let headline = collection[at].sections.iter().find(|section| section.level == 1);
                assert_eq!(headline.map(|it| &it.heading), Some(&expect.sections[1].heading));
                expect.sections[0].text += "changed";
                assert_eq!(collection.visit(at, Document::clone)?, expect, "{memory}");
            }
        }
        Ok(())
    }
}
