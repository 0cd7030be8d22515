//! Lists the engine's files for the program, which carries them inside.
//!
//! The folder (`FINDLING_ENGINE_DIR`, else `target/engine`) is made by
//! `./build.sh engine`: in it are the `files` of a bundle before an index is
//! placed in them, and the `sources` that they were compiled from. If it is missing or its sources are not those of the program, only the
//! program fails to compile, with a message; the library does not need it. An
//! index that another engine is to read than the one that wrote it could be
//! searched wrongly without anyone noticing.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

/// Without these there is no engine.
const NEEDED: [&str; 5] =
    ["engine.wasm", "findling.js", "findling.engine.js", "findling.offline.js", "findling.sw.js"];

/// What decides how files are read: `src/ingest`, and all that it takes from elsewhere.
const READER: [&str; 5] =
    ["Cargo.lock", "src/analysis/acronyms.rs", "src/document.rs", "src/facets.rs", "src/ingest"];

/// What is no part of the engine.
const PROGRAM_ONLY: [&str; 5] =
    ["src/bin", "src/bundle", "src/embed.rs", "src/export", "src/ingest"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-env=FINDLING_READER={}", reader());
    println!("cargo::rerun-if-env-changed=FINDLING_ENGINE_DIR");
    if env::var_os("CARGO_FEATURE_CLI").is_none() {
        return;
    }
    let code = match engine(&engine_dir()) {
        Ok(code) => code,
        Err(reason) => format!("compile_error!({reason:?})"),
    };
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("engine.rs");
    if let Err(error) = fs::write(&out, code) {
        println!("cargo::error=could not write {}: {error}", out.display());
    }
}

fn engine_dir() -> PathBuf {
    match env::var_os("FINDLING_ENGINE_DIR") {
        Some(dir) => PathBuf::from(dir),
        None => root_dir().join("target/engine"),
    }
}

fn root_dir() -> PathBuf {
    PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default())
}

/// Tells this way of reading articles apart from those of other versions.
fn reader() -> String {
    let mut hash = DefaultHasher::new();
    for path in READER.iter().map(|path| root_dir().join(path)) {
        println!("cargo::rerun-if-changed={}", path.display());
        hash_files(&path, &mut hash);
    }
    format!("{:016x}", hash.finish())
}

/// Files in a stable order. One that cannot be read is told by the compiler.
fn hash_files(path: &Path, hash: &mut DefaultHasher) {
    let Ok(entries) = fs::read_dir(path) else {
        return fs::read(path).unwrap_or_default().hash(hash);
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().for_each(|path| hash_files(path, hash));
}

/// The Rust expression that embeds the engine.
fn engine(dir: &Path) -> Result<String, String> {
    let code = embed(&dir.join("files"))?;
    check_sources(&root_dir(), &dir.join("sources"))?;
    Ok(code)
}

/// Whether the engine was compiled from the sources that the program has.
fn check_sources(root: &Path, compiled: &Path) -> Result<(), String> {
    println!("cargo::rerun-if-changed={}", compiled.display());
    let (now, then) = (sources(root)?, sources(compiled)?);
    for path in now.keys() {
        println!("cargo::rerun-if-changed={}", root.join(path).display());
    }
    let mut paths = now.keys().chain(then.keys());
    match paths.find(|path| now.get(*path) != then.get(*path)) {
        None => Ok(()),
        Some(path) => Err(format!(
            "the engine was compiled from another {}; build it first with `./build.sh engine`",
            path.display()
        )),
    }
}

/// The files below a folder that decide what the engine does, with their contents.
fn sources(root: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>, String> {
    let mut sources = BTreeMap::new();
    let mut paths = vec![PathBuf::from("Cargo.lock"), PathBuf::from("src")];
    while let Some(path) = paths.pop() {
        let found = root.join(&path);
        let failed = |error: io::Error| format!("{}: {error}", found.display());
        if found.is_dir() {
            for entry in fs::read_dir(&found).map_err(failed)? {
                paths.push(path.join(entry.map_err(failed)?.file_name()));
            }
            paths.retain(|path| !PROGRAM_ONLY.iter().any(|only| path == Path::new(only)));
        } else if found.is_file() {
            sources.insert(path, fs::read(&found).map_err(failed)?);
        }
    }
    Ok(sources)
}

/// The Rust expression that embeds the files of a folder.
fn embed(dir: &Path) -> Result<String, String> {
    for name in NEEDED {
        // Also watched while it is missing, so that it is found once it is there.
        println!("cargo::rerun-if-changed={}", dir.join(name).display());
        if !dir.join(name).is_file() {
            return Err(format!(
                "the engine is missing: no file {}; build it first with `./build.sh engine`, or \
                 name its folder in FINDLING_ENGINE_DIR",
                dir.join(name).display()
            ));
        }
    }
    let mut files = String::new();
    for name in file_names(dir).map_err(|error| format!("{}: {error}", dir.display()))? {
        let path = dir.join(&name);
        println!("cargo::rerun-if-changed={}", path.display());
        let _ = write!(files, "({name:?}, include_bytes!({:?}).as_slice()),", path.display());
    }
    Ok(format!("Engine {{ files: &[{files}] }}"))
}

/// The files of a folder, without those of its folders (`glue/` is already
/// bundled into the scripts), in a stable order.
fn file_names(dir: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            names.extend(entry.file_name().into_string());
        }
    }
    names.sort();
    Ok(names)
}
