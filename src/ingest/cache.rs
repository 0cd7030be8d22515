//! What was read of files, kept from one build to the next, so that only those that changed
//! are read again.
//!
//! A file of lines: a key, a checksum, and an outcome as JSON. The key is a digest of all
//! that the outcome depends on, the file's bytes and this program's way of reading among
//! them, so nothing in it is ever out of date. Whatever does not fit is read anew: the file
//! may be cut off, altered or deleted at any time.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::collection::read_at;
use crate::room::{Blob, Room};

/// Tells this way of reading apart from those of other versions: a digest of its sources.
const READER: &str = env!("FINDLING_READER");

/// Letters of a checksum and of a key.
const CHECKSUM: usize = 8;
const KEY: usize = 32;

/// Stands for all that an outcome depends on.
pub(super) type Key = String;

/// Outcomes of the build before, and those of this one.
pub(super) struct Cache {
    /// None if nothing is to be kept.
    path: Option<PathBuf>,
    /// What all outcomes depend on.
    settings: String,
    /// The file as it was, if there was one: it holds all texts of a site, so it stays on the disk.
    before: Option<Mutex<File>>,
    /// Where in it each outcome stands.
    places: HashMap<Key, Range<u64>>,
    /// The outcomes of this build.
    used: Mutex<BTreeMap<Key, Kept>>,
    /// Where new ones lie until they are written, if memory is bounded.
    room: Option<Arc<dyn Room>>,
}

/// Where the JSON of an outcome is.
enum Kept {
    /// In the file as it was.
    Before,
    New(Blob),
}

impl Cache {
    /// Opens the file that [`Cache::save`] wrote; one that is not there, or that cannot be
    /// read, is an empty one.
    pub(super) fn open(path: Option<&Path>, settings: String, room: Option<Arc<dyn Room>>) -> Self {
        let before = path.and_then(|path| File::open(path).ok());
        Self {
            path: path.map(Path::to_owned),
            settings,
            places: before.as_ref().map(places).unwrap_or_default(),
            before: before.map(Mutex::new),
            used: Mutex::default(),
            room,
        }
    }

    /// The key of an outcome that depends on these `parts` and the settings alone; none if
    /// nothing is kept.
    pub(super) fn key(&self, parts: &[&[u8]]) -> Option<Key> {
        self.path.is_some().then(|| key(&self.settings, parts))
    }

    /// The outcome with this key: as it was kept, or as `read` makes it.
    pub(super) fn get_or_read<T: Serialize + DeserializeOwned>(
        &self,
        key: Option<Key>,
        read: impl FnOnce() -> T,
    ) -> T {
        let Some(key) = key else { return read() };
        if let Some(known) = self.before(&key).and_then(|json| serde_json::from_slice(&json).ok()) {
            self.note(key, Kept::Before);
            return known;
        }
        let outcome = read();
        // What has no JSON is read again the next time.
        if let Ok(json) = serde_json::to_vec(&outcome) {
            self.note(key, Kept::New(Blob::put(json, self.room.as_ref())));
        }
        outcome
    }

    /// The JSON of an outcome as it was kept.
    fn before(&self, key: &Key) -> Option<Vec<u8>> {
        let place = self.places.get(key)?;
        let mut file = self.before.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        read_at(&mut file, place.clone()).ok()
    }

    fn note(&self, key: Key, kept: Kept) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(key, kept);
    }

    /// How many outcomes had not to be read.
    pub(super) fn known(&self) -> usize {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.values().filter(|kept| matches!(kept, Kept::Before)).count()
    }

    /// Writes what this build has used, and nothing else, in place of what was there.
    pub(super) fn save(mut self) -> io::Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        let used = std::mem::take(&mut self.used).into_inner();
        let used = used.unwrap_or_else(PoisonError::into_inner);
        if used.len() == self.places.len() && used.values().all(|kept| matches!(kept, Kept::Before))
        {
            return Ok(());
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        // Two builds at once each write a file of their own, and the last one stays.
        let unfinished = path.with_extension(format!("{}.tmp", process()));
        let mut out = BufWriter::new(fs::File::create(&unfinished)?);
        let write = |(key, kept): (&Key, &Kept)| {
            let json = match kept {
                Kept::New(json) => json.read().map_err(io::Error::other)?,
                Kept::Before => {
                    let gone = || io::Error::other("what was kept before is no longer there");
                    self.before(key).ok_or_else(gone)?.into()
                }
            };
            write!(out, "{key}{:08x}", adler2::adler32_slice(&json))?;
            out.write_all(&json)?;
            out.write_all(b"\n")
        };
        let written = used.iter().try_for_each(write).and_then(|()| out.flush());
        // Some systems replace no file that is open.
        self.before = None;
        let placed = written.and_then(|()| fs::rename(&unfinished, path));
        if placed.is_err() {
            let _ = fs::remove_file(&unfinished);
        }
        placed
    }
}

/// Tells this process apart from others; within Node nothing does.
fn process() -> u32 {
    if cfg!(target_family = "wasm") { 0 } else { std::process::id() }
}

/// Where the outcomes stand that are as they were written.
fn places(file: &File) -> HashMap<Key, Range<u64>> {
    let (mut reader, mut line) = (BufReader::new(file), Vec::new());
    let (mut places, mut start) = (HashMap::new(), 0);
    while reader.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        let end = start + line.len() as u64;
        if let Some((key, checksum)) = head(&line)
            && let Some((b'\n', json)) = line[KEY + CHECKSUM..].split_last()
            && adler2::adler32_slice(json) == checksum
        {
            places.insert(key.to_owned(), start + (KEY + CHECKSUM) as u64..end - 1);
        }
        start = end;
        line.clear();
    }
    places
}

fn head(line: &[u8]) -> Option<(&str, u32)> {
    let key = std::str::from_utf8(line.get(..KEY)?).ok()?;
    let checksum = std::str::from_utf8(line.get(KEY..KEY + CHECKSUM)?).ok()?;
    Some((key, u32::from_str_radix(checksum, 16).ok()?))
}

fn key(settings: &str, parts: &[&[u8]]) -> Key {
    let mut hash = Sha256::new_with_prefix(READER);
    for part in [settings.as_bytes()].iter().chain(parts) {
        // So that no part runs on into the next one.
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().iter().take(KEY / 2).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::collection::TempFile;

    fn room() -> Option<Arc<dyn Room>> {
        TempFile::new(0).map(|file| Arc::new(file) as Arc<dyn Room>)
    }

    /// Asks for each of `texts`; what had to be read.
    fn read<'t>(path: Option<&Path>, texts: &[&'t str]) -> Vec<&'t str> {
        read_with(path, texts, None)
    }

    fn read_with<'t>(
        path: Option<&Path>,
        texts: &[&'t str],
        room: Option<Arc<dyn Room>>,
    ) -> Vec<&'t str> {
        let cache = Cache::open(path, String::new(), room);
        let mut misses = Vec::new();
        for text in texts {
            let found = cache.get_or_read(cache.key(&[text.as_bytes()]), || {
                misses.push(*text);
                vec![text.to_uppercase()]
            });
            assert_eq!(found, [text.to_uppercase()]);
        }
        assert_eq!(cache.known(), if path.is_some() { texts.len() - misses.len() } else { 0 });
        cache.save().expect("written");
        misses
    }

    #[test]
    fn only_what_changed_is_read_again() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("new/cache");
        for (texts, expect) in [
            (vec!["a", "b\nc", "ä\"\\"], vec!["a", "b\nc", "ä\"\\"]),
            (vec!["a", "b\nc", "ä\"\\"], vec![]),
            (vec!["b\nc", "d"], vec!["d"]),
            // What a build did not use is not kept.
            (vec!["a", "b\nc", "d"], vec!["a"]),
        ] {
            assert_eq!(read(Some(&path), &texts), expect, "{texts:?}");
            let written = fs::read(&path).expect("written");
            fs::remove_file(&path).expect("removed");
            assert_eq!(read_with(Some(&path), &texts, room()), texts);
            assert_eq!(fs::read(&path).expect("written"), written);
        }
        assert_eq!(fs::read_dir(dir.path().join("new")).expect("a folder").count(), 1);
        assert_eq!(read(None, &["a"]), ["a"]);
    }

    #[test]
    fn a_damaged_file_is_read_around() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("cache");
        let texts = ["one", "two", "three"];
        read(Some(&path), &texts);
        let whole = fs::read(&path).expect("written");
        // The last byte, a line break, holds nothing.
        for at in 0..whole.len() - 1 {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            for bytes in [&damaged, &whole[..at]] {
                fs::write(&path, bytes).expect("written");
                let misses = read(Some(&path), &texts);
                assert!(!misses.is_empty(), "byte {at}");
                assert_eq!(fs::read(&path).expect("written"), whole, "byte {at}");
            }
        }
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(key("", &[b"ab", b"c"]), key("", &[b"a", b"bc"]));
        assert_ne!(key("", &[b"a", b""]), key("", &[b"a"]));
        assert_ne!(key("a", &[]), key("", &[b"a"]));
        assert_eq!(key("", &[b"a"]).len(), KEY);
    }
}
