//! Lists the engine's files for the program, which carries them inside.
//!
//! The folder (`FINDLING_ENGINE_DIR`, else `target/engine`) is made by
//! `./build.sh engine`: one folder a flavour, each with the files of a bundle
//! before an index is placed in them. If it is missing, only the program fails
//! to compile, with a message; the library does not need it.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The flavours of the engine, as `findling::bundle` names them.
const FLAVOURS: [&str; 2] = ["core", "all"];

/// Without these there is no engine.
const NEEDED: [&str; 3] = ["engine.wasm", "findling.js", "findling.offline.js"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=FINDLING_ENGINE_DIR");
    if env::var_os("CARGO_FEATURE_CLI").is_none() {
        return;
    }
    let code =
        FLAVOURS.iter().map(|flavour| embed(&engine_dir(), flavour)).collect::<Result<_, _>>();
    let code = match code {
        Ok::<String, String>(entries) => format!("&[{entries}]"),
        Err(reason) => format!("compile_error!({reason:?})"),
    };
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("engines.rs");
    if let Err(error) = fs::write(&out, code) {
        println!("cargo::error=could not write {}: {error}", out.display());
    }
}

fn engine_dir() -> PathBuf {
    match env::var_os("FINDLING_ENGINE_DIR") {
        Some(dir) => PathBuf::from(dir),
        None => {
            let root = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
            Path::new(&root).join("target/engine")
        }
    }
}

/// The Rust expression that embeds one flavour.
fn embed(engine: &Path, flavour: &str) -> Result<String, String> {
    let dir = engine.join(flavour);
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
    for name in file_names(&dir).map_err(|error| format!("{}: {error}", dir.display()))? {
        let path = dir.join(&name);
        println!("cargo::rerun-if-changed={}", path.display());
        let _ = write!(files, "({name:?}, include_bytes!({:?}).as_slice()),", path.display());
    }
    Ok(format!("Engine {{ name: {flavour:?}, files: &[{files}] }},"))
}

/// The files of a folder, without those of its folders (`glue/` is already
/// bundled into the scripts), in a stable order.
fn file_names(dir: &Path) -> std::io::Result<Vec<String>> {
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
