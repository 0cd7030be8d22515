//! What the fuzz targets share.

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use findling::Corpus;
use findling::ingest::{Input, Options, read};

/// A folder in memory, where there is one for it: each run writes its file anew.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let shared = PathBuf::from("/dev/shm");
    let parent = if shared.is_dir() { shared } else { std::env::temp_dir() };
    let folder = parent.join(format!("findling-fuzz-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the file");
    // For sitemaps to list.
    fs::write(folder.join("a.html"), "<p>a").expect("the page can be written");
    folder
});

/// Reads bytes as a file of this name.
pub fn read_file(name: &str, bytes: &[u8]) {
    let path = FOLDER.join(name);
    fs::write(&path, bytes).expect("the file can be written");
    let input = Input { path, base: String::new() };
    for document in read(&[input], &Options::default(), &|_| {}).documents.heads() {
        assert!(!document.title.is_empty() && !document.id.is_empty(), "{document:?}");
    }
}
