//! What the fuzz targets share.

use std::fs;
use std::path::PathBuf;

use findling::ingest::{Input, Options, read};
use findling::{Index, SearchOptions, index};

/// Reads bytes as the file of this name in a folder of its own, builds an index of what
/// was read and searches it.
pub fn read_file(name: &str, bytes: &[u8]) {
    // Memory, where there is a folder for it: each run writes the file anew.
    let shared = PathBuf::from("/dev/shm");
    let parent = if shared.is_dir() { shared } else { std::env::temp_dir() };
    let folder = parent.join(format!("findling-fuzz-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the file");
    fs::write(folder.join(name), bytes).expect("the file can be written");
    let input = Input { path: folder, base: String::new() };
    let reading = read(&[input], &Options::default(), &|_| {});
    for document in &reading.documents {
        assert!(!document.title.is_empty() && !document.id.is_empty(), "{document:?}");
    }
    // What is too much for one index is said.
    let Ok(bytes) = index::build(&reading.documents) else { return };
    let index = Index::open(bytes).expect("what was built can be opened");
    index.search("a", &SearchOptions::default());
}
