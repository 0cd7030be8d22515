//! `findling.json`: what a bundle consists of.

use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path};

use serde::{Deserialize, Serialize};

use crate::{Error, Result};

/// The manifest's file name.
pub const MANIFEST: &str = "findling.json";

/// What a bundle consists of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the program that wrote the bundle.
    pub findling: String,
    /// File name of the module with the index.
    pub module: String,
    /// The module's digest, as browsers check it; empty in manifests that have none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub integrity: String,
    /// Where the module's shards begin, as its script knows it; empty if there are none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub directory: String,
    /// File name of the module of the build before, which a script in somebody's
    /// cache may still ask for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// How many shards belong to the module; 0 if it holds the whole index.
    #[serde(default, skip_serializing_if = "is_none")]
    pub shards: usize,
    /// Number of articles in the index.
    pub articles: usize,
    /// Paths of the bundle's files below its folder, without the manifest.
    pub files: Vec<String>,
}

/// The path of a shard of a module.
pub(super) fn shard_path(module: &str, number: usize) -> String {
    format!("{}{number}.bin", shards_of(module))
}

/// What the paths of a module's shards begin with.
pub(super) fn shards_of(module: &str) -> String {
    format!("{}/", module.trim_end_matches(".wasm"))
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_none(shards: &usize) -> bool {
    *shards == 0
}

impl Manifest {
    /// The manifest of a folder; none if the folder has no file of that name.
    ///
    /// # Errors
    /// [`ErrorKind::File`](crate::ErrorKind::File) if it cannot be read, is none of ours, or names files
    /// outside of its folder.
    pub fn read(dir: &Path) -> Result<Option<Self>> {
        let path = dir.join(MANIFEST);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                return Ok(None);
            }
            Err(error) => return Err(Error::file(path, error)),
        };
        let manifest: Self = serde_json::from_slice(&bytes).map_err(|error| {
            let reason = format!(
                "expected the manifest of a search bundle, found what is none ({error}); \
                 `findling build` with --force writes it anew"
            );
            Error::file(&path, reason)
        })?;
        let modules = std::iter::once(&manifest.module).chain(&manifest.previous);
        if let Some(file) = manifest.files.iter().chain(modules).find(|file| !is_below(file)) {
            let reason = format!("expected paths of files in the same folder, found {file:?}");
            return Err(Error::file(path, reason));
        }
        Ok(Some(manifest))
    }

    /// The manifest as it is written.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).unwrap_or_default();
        json.push(b'\n');
        json
    }
}

/// Whether a path stays within the folder it is joined to. A manifest says
/// which files may be deleted, so it must not reach others.
pub(super) fn is_below(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_only_what_stays_in_its_folder() {
        let json = |file: &str| {
            format!(r#"{{"findling":"1","module":"m.wasm","articles":1,"files":["{file}"]}}"#)
        };
        let cases = [
            (json("pages/a.html"), true),
            (json("a b/ä.html"), true),
            (json("../a"), false),
            (json("/etc/passwd"), false),
            (json("a/../../b"), false),
            (json(""), false),
            (json("m.wasm").replace("\"m.wasm\",\"a", "\"../m.wasm\",\"a"), false),
            ("{}".into(), false),
            ("not json".into(), false),
            (String::new(), false),
        ];
        for (text, expect) in cases {
            let dir = tempfile::tempdir().expect("a folder");
            fs::write(dir.path().join(MANIFEST), &text).expect("written");
            assert_eq!(Manifest::read(dir.path()).is_ok(), expect, "{text}");
        }
    }

    #[test]
    fn a_folder_without_manifest_has_none() -> Result<()> {
        let dir = tempfile::tempdir().expect("a folder");
        assert_eq!(Manifest::read(dir.path())?, None);
        assert_eq!(Manifest::read(&dir.path().join("missing"))?, None);
        Ok(())
    }
}
