//! Putting a bundle's files into a folder, so that it holds a whole bundle at
//! every moment: before, during and after, whatever interrupts.
//!
//! Renaming a finished folder over the old one is not possible while the old
//! one has files in it, and would take along files that are not ours. So the
//! *files* are renamed, one by one, from a staging folder inside of the output
//! folder (there, since only within one file system a rename is atomic):
//!
//! 1. Every file that differs is written to `.findling-build/files`. A full
//!    disk shows itself here, and nothing has changed yet.
//! 2. They are renamed into place in their order: the module under its new
//!    hashed name first, to which nothing refers yet, then what stands alone,
//!    then `findling.js`, which from now on names the new module, then the
//!    manifest. Between any two of these steps both the old and the new module
//!    are there, so whichever `findling.js` is in place finds the one it names.
//! 3. Files of the old bundle that the new one lacks are deleted. (Its module is
//!    among the files of the new one.)
//! 4. The staging folder is deleted.
//!
//! `.findling-build/owned.json` lists the files of both bundles. A build that
//! finds one left behind takes over: it knows what the interrupted build may
//! have put in place, and deletes what it does not need. A lock on
//! `.findling-build/lock`, which the system releases however a process ends,
//! keeps two builds apart.
//!
//! Files that are equal already are not touched; if all are, nothing is.
//!
//! Nothing waits for the disk, which for thousands of files takes longer than all else: what a power
//! failure takes away, the next build puts back.

use std::collections::BTreeSet;
use std::fs::{self, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::manifest::{is_below, shards_of};
use super::{File, MANIFEST, Manifest};
use crate::{Error, Result};

const STAGING: &str = ".findling-build";
const STAGED: &str = ".findling-build/files";
const OWNED: &str = ".findling-build/owned.json";
const LOCK: &str = ".findling-build/lock";

/// What a build did to a folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are new or have other contents.
    pub written: usize,
    /// Files of the old bundle that were deleted.
    pub removed: usize,
}

/// A module of the bundle in a folder, with its shards.
#[derive(Clone, Debug)]
pub struct Module {
    /// The module's file name.
    pub name: String,
    /// Paths of the module and its shards.
    pub files: Vec<String>,
}

/// The modules of the bundle in a folder, newest first: those that a new bundle
/// may have to keep.
pub fn modules_of(out: &Path) -> Vec<Module> {
    let Ok(Some(manifest)) = Manifest::read(out) else { return Vec::new() };
    let names = std::iter::once(&manifest.module).chain(&manifest.previous);
    let module = |name: &String| {
        let shards = shards_of(name);
        let shards = manifest.files.iter().filter(|path| path.starts_with(&shards));
        let files: Vec<String> = std::iter::once(name).chain(shards).cloned().collect();
        // One that is not whole need not be kept.
        let is_whole = files.iter().all(|path| out.join(path).is_file());
        is_whole.then(|| Module { name: name.clone(), files })
    };
    names.filter_map(module).collect()
}

/// What to do with files in the folder that are not ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// Refuse to write among them.
    Refuse,
    /// Write among them, and replace those that have a name of ours.
    Allow,
}

/// Whether a bundle may be written into the folder: for asking before long work.
///
/// # Errors
/// [`ErrorKind::File`](crate::ErrorKind::File) if the folder holds something else, or is none.
pub fn check(out: &Path, overwrite: Overwrite) -> Result<()> {
    if out.exists() && !out.is_dir() {
        return Err(Error::file(out, "expected a folder to write to, found a file"));
    }
    if overwrite == Overwrite::Allow || out.join(STAGING).is_dir() {
        return Ok(());
    }
    let others = match Manifest::read(out) {
        Ok(Some(_)) => return Ok(()),
        Ok(None) => file_names(out)?,
        Err(error) => vec![error.to_string()],
    };
    match others.as_slice() {
        [] => Ok(()),
        names => Err(Error::file(
            out,
            format!(
                "expected an empty folder or one with a search bundle, found {}; choose a folder \
                 of its own, or write among these files with --force (files with names of the \
                 bundle's are replaced: findling…, index.html, preview.css, preview.js, icon.svg \
                 and, with --pages, those in pages/)",
                some_of(names)
            ),
        )),
    }
}

/// Paths of the files in a folder that are ours: of the bundle that is there,
/// and of one that was being written when something interrupted it.
///
/// # Errors
/// [`ErrorKind::File`](crate::ErrorKind::File) if the list of an interrupted build cannot be read.
pub fn files_of(out: &Path) -> Result<BTreeSet<String>> {
    let mut owned = BTreeSet::new();
    // One that cannot be read is none of ours, see `check`.
    if let Ok(Some(manifest)) = Manifest::read(out) {
        owned.extend(manifest.files);
        owned.insert(MANIFEST.to_owned());
    }
    let path = out.join(OWNED);
    match fs::read(&path) {
        Ok(json) => {
            let paths: Vec<String> = serde_json::from_slice(&json).unwrap_or_default();
            owned.extend(paths.into_iter().filter(|path| is_below(path)));
        }
        Err(error) if is_missing(&error) => {}
        Err(error) => return Err(Error::file(path, error)),
    }
    Ok(owned)
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Puts the files into the folder, in their order, and deletes those of an
/// older bundle that are neither among them nor `kept`.
///
/// # Errors
/// [`ErrorKind::File`](crate::ErrorKind::File) if the folder holds something else or a file cannot be
/// written. The old bundle is then as whole as before.
pub fn write(out: &Path, files: &[File], kept: &[String], overwrite: Overwrite) -> Result<Changes> {
    check(out, overwrite)?;
    let folder = Folder { out };
    if !out.join(STAGING).exists() && Plan::new(&folder, files, kept)?.is_empty() {
        return Ok(Changes::default());
    }
    let is_new = !out.exists();
    let result = folder.update(files, kept, overwrite);
    if is_new && result.is_err() {
        // Only if it is still empty.
        let _ = fs::remove_dir(out);
    }
    result
}

/// An output folder.
struct Folder<'a> {
    out: &'a Path,
}

impl Folder<'_> {
    fn update(&self, files: &[File], kept: &[String], overwrite: Overwrite) -> Result<Changes> {
        let _lock = self.lock()?;
        let result = self.update_locked(files, kept, overwrite);
        if matches!(&result, Err(NotDone { placed: false, .. }) | Ok(_)) {
            self.remove_staging();
        }
        result.map_err(|failure| failure.error)
    }

    fn update_locked(
        &self,
        files: &[File],
        kept: &[String],
        overwrite: Overwrite,
    ) -> Result<Changes, NotDone> {
        let plan = Plan::new(self, files, kept)?;
        plan.check(self, overwrite)?;
        self.stage(&plan)?;
        self.place(&plan).map_err(|error| NotDone { placed: true, error })?;
        Ok(Changes { written: plan.changed.len(), removed: plan.stale.len() })
    }

    /// Creates the staging folder and keeps other builds out of it.
    fn lock(&self) -> Result<fs::File> {
        let staging = self.path(STAGING);
        fs::create_dir_all(&staging).map_err(|error| Error::file(&staging, error))?;
        let path = self.path(LOCK);
        let file = fs::File::create(&path).map_err(|error| Error::file(&path, error))?;
        match file.try_lock() {
            // One that was done meanwhile has deleted the file that this one had opened.
            Ok(()) if path.exists() => Ok(file),
            Ok(()) | Err(TryLockError::WouldBlock) => Err(Error::file(
                self.out,
                "another findling is writing to this folder; wait until it is done",
            )),
            // Some network file systems have no locks; there the owner sees to it.
            Err(TryLockError::Error(_)) => Ok(file),
        }
    }

    /// Step 1: everything new is written beside the old.
    fn stage(&self, plan: &Plan<'_>) -> Result<()> {
        let owned = serde_json::to_vec(&plan.owned).unwrap_or_default();
        remove_all(&self.path(STAGED))?;
        write_file(&self.path(OWNED), &owned)?;
        create_folders(&self.path(STAGED), &plan.changed)?;
        plan.changed.iter().try_for_each(|file| write_file(&self.staged(file), &file.bytes.read()?))
    }

    /// Steps 2 and 3: the new takes the place of the old.
    fn place(&self, plan: &Plan<'_>) -> Result<()> {
        create_folders(self.out, &plan.changed)?;
        for file in &plan.changed {
            let target = self.path(&file.path);
            fs::rename(self.staged(file), &target).map_err(|error| Error::file(&target, error))?;
        }
        for path in &plan.stale {
            self.remove(path)?;
        }
        Ok(())
    }

    /// Deletes a file, and the folders that it leaves empty.
    fn remove(&self, path: &str) -> Result<()> {
        let target = self.path(path);
        match fs::remove_file(&target) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(Error::file(target, error));
            }
            _ => {}
        }
        let parents = Path::new(path).ancestors().skip(1).filter(|dir| !dir.as_os_str().is_empty());
        // A folder that still holds something stays, and so do those around it.
        for dir in parents {
            if fs::remove_dir(self.out.join(dir)).is_err() {
                break;
            }
        }
        Ok(())
    }

    /// Whatever is left of it, the next build removes.
    fn remove_staging(&self) {
        let _ = fs::remove_dir_all(self.path(STAGING));
    }

    fn path(&self, path: &str) -> PathBuf {
        self.out.join(path)
    }

    fn staged(&self, file: &File) -> PathBuf {
        self.path(STAGED).join(&file.path)
    }
}

/// A failure, and whether files were put in place before it. If so, the list of
/// what is ours must stay for the next build.
struct NotDone {
    placed: bool,
    error: Error,
}

impl From<Error> for NotDone {
    fn from(error: Error) -> Self {
        Self { placed: false, error }
    }
}

/// What has to change in a folder.
struct Plan<'a> {
    /// Files that are missing or differ, in the order to put them in place.
    changed: Vec<&'a File>,
    /// Files of ours that are there and no longer needed.
    stale: Vec<String>,
    /// Every file that is ours before, during or after.
    owned: BTreeSet<String>,
    /// Files to be written whose place holds a file that is not ours.
    foreign: Vec<String>,
}

impl<'a> Plan<'a> {
    fn new(folder: &Folder<'_>, files: &'a [File], kept: &[String]) -> Result<Self> {
        let before = files_of(folder.out)?;
        let mut changed = Vec::new();
        for file in files {
            let path = folder.path(&file.path);
            // The length first: no need to read what has another one.
            let length = fs::metadata(&path).map(|data| data.len());
            let differs = length.ok() != Some(file.bytes.len() as u64)
                || fs::read(&path).ok().as_deref() != Some(&*file.bytes.read()?);
            if differs {
                changed.push(file);
            }
        }
        let is_foreign =
            |file: &&&File| !before.contains(&file.path) && folder.path(&file.path).exists();
        let foreign = changed.iter().filter(is_foreign).map(|file| file.path.clone()).collect();
        let new = files.iter().map(|file| &file.path).chain(kept);
        let new: BTreeSet<&str> = new.map(String::as_str).collect();
        let is_stale = |path: &&String| !new.contains(path.as_str()) && folder.path(path).exists();
        let stale = before.iter().filter(is_stale).cloned().collect();
        let owned = before.iter().cloned().chain(new.iter().map(|&path| path.into())).collect();
        Ok(Self { changed, stale, owned, foreign })
    }

    fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.stale.is_empty()
    }

    /// Finds what would stop the build half-way.
    fn check(&self, folder: &Folder<'_>, overwrite: Overwrite) -> Result<()> {
        let folders: BTreeSet<&Path> = self
            .changed
            .iter()
            .flat_map(|file| Path::new(&file.path).ancestors().skip(1))
            .collect();
        let is_file = |path: &Path| path.exists() && !path.is_dir();
        for path in folders {
            expect_none(folder.out.join(path), "a folder", "a file", is_file)?;
        }
        for file in &self.changed {
            expect_none(folder.path(&file.path), "a file", "a folder", Path::is_dir)?;
        }
        match self.foreign.as_slice() {
            [] => Ok(()),
            _ if overwrite == Overwrite::Allow => Ok(()),
            names => Err(Error::file(
                folder.out,
                format!(
                    "expected only files of the old bundle in the way, found {}; move them \
                     elsewhere, or replace them with --force",
                    some_of(names)
                ),
            )),
        }
    }
}

/// Whether nothing lies where a file or a folder is `wanted` that is in its way.
fn expect_none(
    place: PathBuf,
    wanted: &str,
    found: &str,
    is_found: impl Fn(&Path) -> bool,
) -> Result<()> {
    if !is_found(&place) {
        return Ok(());
    }
    let reason = format!("expected {wanted} or nothing here, found {found}; move it elsewhere");
    Err(Error::file(place, reason))
}

/// Names of what is in a folder, sorted; nothing if there is no folder.
fn file_names(dir: &Path) -> Result<Vec<String>> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::file(dir, error)),
    };
    let name = |entry: io::Result<fs::DirEntry>| {
        entry.map(|entry| entry.file_name().to_string_lossy().into_owned())
    };
    let names: io::Result<Vec<String>> = entries.map(name).collect();
    let mut names = names.map_err(|error| Error::file(dir, error))?;
    names.sort();
    Ok(names)
}

/// The first three, for a message.
fn some_of(names: &[String]) -> String {
    let shown = names.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(3) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).map_err(|error| Error::file(path, error))
}

/// Creates the folders in which these files are to lie below `root`.
fn create_folders(root: &Path, files: &[&File]) -> Result<()> {
    let folders: BTreeSet<&Path> =
        files.iter().filter_map(|file| Path::new(&file.path).parent()).collect();
    folders.into_iter().map(|folder| root.join(folder)).try_for_each(|folder| {
        fs::create_dir_all(&folder).map_err(|error| Error::file(folder, error))
    })
}

fn remove_all(dir: &Path) -> Result<()> {
    match fs::remove_dir_all(dir) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::file(dir, error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::{TempDir, tempdir};

    /// A bundle of a version: a module named after it, a script that names the
    /// module, further files, the manifest.
    fn bundle(version: &str, more: &[&str]) -> Vec<File> {
        let module = format!("findling-{version}.wasm");
        let file = |path: &str, bytes: &str| File {
            path: path.into(),
            bytes: bytes.as_bytes().to_vec().into(),
        };
        let mut files = vec![file(&module, version)];
        files.extend(more.iter().map(|path| file(path, version)));
        files.push(file("findling.js", &module));
        let manifest = Manifest {
            findling: "1".into(),
            module,
            integrity: String::new(),
            directory: String::new(),
            previous: None,
            shards: 0,
            articles: 1,
            files: files.iter().map(|file| file.path.clone()).collect(),
        };
        files.push(File { path: MANIFEST.into(), bytes: manifest.to_bytes().into() });
        files
    }

    /// All files below a folder, with their contents.
    fn contents(dir: &Path) -> Vec<(String, Vec<u8>)> {
        let mut found = Vec::new();
        let mut dirs = vec![dir.to_owned()];
        while let Some(next) = dirs.pop() {
            for entry in fs::read_dir(next).expect("readable").map(|entry| entry.expect("entry")) {
                match entry.path() {
                    path if path.is_dir() => dirs.push(path),
                    path => {
                        let name = path.strip_prefix(dir).expect("below").to_string_lossy();
                        found.push((name.replace('\\', "/"), fs::read(&path).expect("readable")));
                    }
                }
            }
        }
        found.sort();
        found
    }

    fn as_contents(files: &[File]) -> Vec<(String, Vec<u8>)> {
        let mut all: Vec<_> = files
            .iter()
            .map(|file| (file.path.clone(), file.bytes.read().expect("readable").into_owned()))
            .collect();
        all.sort();
        all
    }

    fn dir_with(files: &[File]) -> TempDir {
        let dir = tempdir().expect("a folder");
        write(dir.path(), files, &[], Overwrite::Refuse).expect("written");
        dir
    }

    /// The script in the folder names a module that is there: the bundle works.
    fn assert_whole(dir: &Path) {
        let module = fs::read_to_string(dir.join("findling.js")).expect("a script");
        assert!(dir.join(&module).is_file(), "{module} is missing");
        let manifest = Manifest::read(dir).expect("readable").expect("a manifest");
        assert!(dir.join(manifest.module).is_file());
    }

    #[test]
    fn a_build_replaces_the_one_before() -> Result<()> {
        let dir = dir_with(&bundle("1", &["pages/a/b.html", "pages/c.html"]));
        fs::write(dir.path().join("note.txt"), "mine").expect("written");
        let new = bundle("2", &["pages/c.html", "pages/d.html"]);
        let changes = write(dir.path(), &new, &[], Overwrite::Refuse)?;
        assert_eq!(changes, Changes { written: 5, removed: 2 });
        let mut expect = as_contents(&new);
        expect.push(("note.txt".into(), b"mine".to_vec()));
        expect.sort();
        assert_eq!(contents(dir.path()), expect);
        assert!(!dir.path().join("pages/a").exists(), "no empty folder is left");
        Ok(())
    }

    #[test]
    fn an_equal_build_touches_nothing() -> Result<()> {
        let files = bundle("1", &["pages/a.html"]);
        let dir = dir_with(&files);
        let time = |path: &str| {
            let data = fs::metadata(dir.path().join(path)).expect("there");
            data.modified().expect("a time")
        };
        let times = || ["", "findling.js", "pages", "pages/a.html", MANIFEST].map(time);
        let before = times();
        std::thread::sleep(std::time::Duration::from_millis(20));
        assert_eq!(write(dir.path(), &files, &[], Overwrite::Refuse)?, Changes::default());
        assert_eq!(times(), before);
        Ok(())
    }

    #[test]
    fn other_folders_are_refused() {
        // What is in the folder; refused by default; refused with --force.
        let cases: [(&[(&str, &str)], bool, bool); 7] = [
            (&[], false, false),
            (&[("a.html", "mine")], true, false),
            (&[("findling.js", "mine")], true, false),
            (&[("findling.json", "{}")], true, false),
            (&[(".git/config", "")], true, false),
            (&[("findling.js/mine", "")], true, true),
            (&[("pages", "a file")], true, true),
        ];
        for (there, refused, refused_with_force) in cases {
            for (overwrite, expect) in
                [(Overwrite::Refuse, refused), (Overwrite::Allow, refused_with_force)]
            {
                let dir = tempdir().expect("a folder");
                for (path, text) in there {
                    let path = dir.path().join(path);
                    fs::create_dir_all(path.parent().expect("a folder")).expect("created");
                    fs::write(path, text).expect("written");
                }
                let before = contents(dir.path());
                let result = write(dir.path(), &bundle("1", &["pages/a.html"]), &[], overwrite);
                assert_eq!(result.is_err(), expect, "{there:?} {overwrite:?} {result:?}");
                if expect {
                    assert_eq!(contents(dir.path()), before, "{there:?} {overwrite:?}");
                }
            }
        }
    }

    #[test]
    fn a_file_of_ones_own_in_a_bundle_is_not_replaced() {
        let dir = dir_with(&bundle("1", &[]));
        fs::write(dir.path().join("index.html"), "mine").expect("written");
        let new = bundle("2", &["index.html"]);
        let error =
            write(dir.path(), &new, &[], Overwrite::Refuse).expect_err("refused").to_string();
        assert!(error.contains("index.html") && error.contains("--force"), "{error}");
        assert_whole(dir.path());
        write(dir.path(), &new, &[], Overwrite::Allow).expect("forced");
        assert_eq!(contents(dir.path()), as_contents(&new));
    }

    #[test]
    fn a_failing_write_leaves_the_old_bundle() {
        let old = bundle("1", &["pages/a.html"]);
        let dir = dir_with(&old);
        let too_long = format!("pages/{}.html", "n".repeat(300));
        let new = bundle("2", &["pages/a.html", &too_long]);
        write(dir.path(), &new, &[], Overwrite::Refuse).expect_err("the name is too long");
        assert_eq!(contents(dir.path()), as_contents(&old));

        let fresh = dir.path().join("not/yet");
        write(&fresh, &new, &[], Overwrite::Refuse).expect_err("the name is too long");
        assert!(!fresh.exists());
    }

    #[test]
    fn an_interrupted_build_is_taken_over() -> Result<()> {
        let old = bundle("1", &["pages/a.html", "pages/b.html"]);
        let cut = bundle("2", &["pages/b.html", "pages/c.html"]);
        let new = bundle("3", &["pages/d.html"]);
        for steps in 0..=cut.len() {
            let dir = dir_with(&old);
            let folder = Folder { out: dir.path() };
            let plan = Plan::new(&folder, &cut, &[])?;
            drop(folder.lock()?);
            folder.stage(&plan)?;
            for file in plan.changed.iter().take(steps) {
                let target = folder.path(&file.path);
                fs::rename(folder.staged(file), target).expect("renamed");
            }
            assert_whole(dir.path());
            write(dir.path(), &new, &[], Overwrite::Refuse)?;
            assert_eq!(contents(dir.path()), as_contents(&new), "interrupted after {steps}");
        }
        Ok(())
    }

    #[test]
    fn two_builds_do_not_meet() -> Result<()> {
        let dir = dir_with(&bundle("1", &[]));
        let lock = Folder { out: dir.path() }.lock()?;
        let new = bundle("2", &[]);
        let error =
            write(dir.path(), &new, &[], Overwrite::Refuse).expect_err("locked").to_string();
        assert!(error.contains("another findling"), "{error}");
        drop(lock);
        write(dir.path(), &new, &[], Overwrite::Refuse)?;
        assert_eq!(contents(dir.path()), as_contents(&new));
        Ok(())
    }
}
