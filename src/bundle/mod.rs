//! Bundles: the folder that a website puts beside its pages.
//!
//! | file | what it is |
//! |---|---|
//! | `findling-<hash>.wasm` | the engine with the index in it (by `embed`), and the one of the build before |
//! | `findling-<hash>/…` | of a large index the shards; in the module there is its root |
//! | `findling.js` | the module script that loads it |
//! | `findling.engine.js` | the same without the widget |
//! | `findling.offline.js` | the classic script that carries it, for `file://` |
//! | `findling.sw.js`, `findling.register.js` | a service worker for sites that want one, and the script that registers it |
//! | `findling.precache.json` | what a service worker of the site's own would store first |
//! | `findling.opensearch.js` | a module script that asks a search server ([`crate::export`]) |
//! | `findling.de.json`, … | the widget's texts in other languages than English |
//! | `findling.d.ts`, `findling.opensearch.d.ts` | types of all |
//! | `index.html`, `preview.js`, `preview.css`, `icon.svg` | a page that searches |
//! | `pages/…` | on demand, a page to read for each article ([`pages`]) |
//! | `findling.json` | the [`Manifest`]; its presence marks the folder as ours |
//!
//! The module's name changes with its contents, so that it may be cached for
//! ever; `findling.js` has one name, and browsers and content delivery networks
//! may have the old one for a while. So the module that it names stays for one
//! more build, and is deleted by the next that has another.
//!
//! [`assemble()`] makes the files, [`write()`] puts them into a folder,
//! [`Bundle::open`] reads them again. Nothing in a bundle depends on the time,
//! the machine or the order in which files were read: the same articles give
//! the same bytes, but for the module of the build before.

mod assemble;
mod folder;
mod manifest;
pub mod pages;
mod sizes;

use std::fs;
use std::path::{Path, PathBuf};

pub use assemble::{Assembled, Engine, Options, Shape, assemble};
pub use folder::{Changes, Module, Overwrite, check, files_of, modules_of, write};
pub use manifest::{MANIFEST, Manifest};
pub use sizes::{Compressed, Effort, Sizes};

use crate::room::Blob;
use crate::{Error, Index, Result, embed, format};
use manifest::{shard_path, shards_of};

/// A file of a bundle.
#[derive(Clone, Debug)]
pub struct File {
    /// Path below the bundle's folder, with `/` between its parts.
    pub path: String,
    /// Its contents.
    pub bytes: Blob,
}

/// The ids of the articles in an index.
pub fn article_ids(index: &Index) -> impl Iterator<Item = &str> {
    (0..).map_while(|number| index.store.document(number)).map(|document| document.id)
}

/// A bundle in a folder.
#[derive(Debug)]
pub struct Bundle {
    dir: PathBuf,
    /// What the bundle consists of.
    pub manifest: Manifest,
}

impl Bundle {
    /// Opens the bundle in a folder.
    ///
    /// # Errors
    /// [`ErrorKind::File`](crate::ErrorKind::File) if the folder holds no bundle.
    pub fn open(dir: &Path) -> Result<Self> {
        let manifest = Manifest::read(dir)?.ok_or_else(|| {
            let found = match (dir.is_dir(), dir.exists()) {
                (true, _) => format!("no {MANIFEST} in it"),
                (_, true) => "a file".to_owned(),
                _ => "nothing".to_owned(),
            };
            let reason = format!(
                "expected a folder with a search bundle, found {found}; write one with \
                 `findling build ARTICLES --out FOLDER`"
            );
            Error::file(dir, reason)
        })?;
        Ok(Self { dir: dir.to_owned(), manifest })
    }

    /// The bytes of the index in the bundle's module; of a split one, those of its root.
    ///
    /// # Errors
    /// [`ErrorKind::File`](crate::ErrorKind::File) if the module cannot be read or holds no index.
    pub fn root(&self) -> Result<Vec<u8>> {
        let module = self.read(&self.manifest.module)?;
        match embed::read(&module) {
            Ok(index) => Ok(index.to_vec()),
            Err(error) => Err(Error::file(self.dir.join(&self.manifest.module), error)),
        }
    }

    /// The bytes of the shards.
    ///
    /// # Errors
    /// [`ErrorKind::File`](crate::ErrorKind::File) if one cannot be read or is damaged.
    pub fn shards(&self) -> Result<Vec<Vec<u8>>> {
        let paths = (0..self.manifest.shards).map(|at| shard_path(&self.manifest.module, at));
        let read = |path: String| {
            let bytes = self.read(&path)?;
            match format::sections(&bytes) {
                Ok(_) => Ok(bytes),
                Err(error) => Err(Error::file(self.dir.join(path), error)),
            }
        };
        paths.map(read).collect()
    }

    /// The index, with all of its shards.
    ///
    /// # Errors
    /// [`ErrorKind::File`](crate::ErrorKind::File) if a file of it cannot be read or is damaged.
    pub fn index(&self) -> Result<Index> {
        let mut index = Index::open(self.root()?)?;
        index.add(self.shards()?)?;
        Ok(index)
    }

    /// All files of the bundle, the manifest last, without the module of the
    /// build before.
    ///
    /// # Errors
    /// [`ErrorKind::File`](crate::ErrorKind::File) if one that the manifest names cannot be read.
    pub fn files(&self) -> Result<Vec<File>> {
        let names = self.manifest.files.iter().map(String::as_str).chain([MANIFEST]);
        let previous = self.manifest.previous.as_deref();
        let shards = previous.map(shards_of);
        let is_current = |name: &&str| {
            previous != Some(*name) && shards.as_ref().is_none_or(|it| !name.starts_with(it))
        };
        names
            .filter(is_current)
            .map(|path| Ok(File { path: path.to_owned(), bytes: self.read(path)?.into() }))
            .collect()
    }

    fn read(&self, path: &str) -> Result<Vec<u8>> {
        let path = self.dir.join(path);
        fs::read(&path).map_err(|error| {
            let reason = format!("{error}; the bundle is not whole, build it again");
            Error::file(path, reason)
        })
    }
}
