//! Finds the files to read, always in the same order.
//!
//! Hidden files, what a `.gitignore` within the folder names, and `node_modules`
//! are left out, and so are the files of search bundles. Links are not followed: what they lead to within the folder is
//! read where it is, and a link to anything else is reported.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::{DirEntry, WalkBuilder};

use super::site::{Generator, Site};
use super::sitemap::Sitemap;
use super::{Input, Problem, STDIN, Skipped, address, service};
use crate::bundle::{MANIFEST, Manifest};

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Html,
    Markdown,
    Mdx,
    Text,
    Records,
    Table,
    Feed,
    Book,
    Pdf,
}

impl Format {
    /// By the extension, in whatever case.
    fn of(path: &Path) -> Option<Self> {
        match extension(path).as_str() {
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "md" | "markdown" => Some(Self::Markdown),
            "mdx" => Some(Self::Mdx),
            "txt" => Some(Self::Text),
            "jsonl" => Some(Self::Records),
            "csv" | "tsv" => Some(Self::Table),
            "rss" | "atom" => Some(Self::Feed),
            // Most files of XML are no feeds.
            "xml" if begins_with(path, &["<rss", "<feed", "<rdf:RDF"]) => Some(Self::Feed),
            "epub" => Some(Self::Book),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }
}

/// The extensions of [`Format`], for messages.
const EXTENSIONS: &str = ".html, .htm, .xhtml, .md, .markdown, .mdx, .txt, .jsonl, .csv, .tsv, \
                          .epub or .pdf, or feeds (.rss, .atom, .xml)";

/// Bytes in which an element is looked for that tells what an XML file is.
const XML_WINDOW: u64 = 1024;

/// Whether one of these tags is among the first of a file. What is none, such as a pipe, may never
/// tell.
fn begins_with(path: &Path, tags: &[&str]) -> bool {
    if !path.is_file() {
        return false;
    }
    let mut start = Vec::new();
    let opened =
        fs::File::open(path).and_then(|file| file.take(XML_WINDOW).read_to_end(&mut start));
    let text = String::from_utf8_lossy(&start);
    opened.is_ok() && tags.iter().any(|tag| text.contains(tag))
}

/// Where a site's generator puts the sitemap.
const SITEMAPS: [&str; 3] = ["sitemap.xml", "sitemap_index.xml", "sitemap-index.xml"];

/// Pages that a sitemap lists in vain and that are named; of the others the number is told.
const NAMED: usize = 5;

/// A file to be read.
#[derive(Debug)]
pub(super) struct File<'a> {
    pub(super) path: PathBuf,
    /// The path below the input folder, or the file's name if it is the input.
    pub(super) below: PathBuf,
    pub(super) input: &'a Input,
    pub(super) format: Format,
    /// What makes the site of it.
    pub(super) site: Option<Arc<Site>>,
    /// The path under which the site serves it, if a sitemap tells it.
    pub(super) served_at: Option<String>,
}

impl File<'_> {
    /// Its path as the id of a document, the same on all systems.
    pub(super) fn id(&self) -> String {
        String::from_utf8_lossy(&address::slashed(&self.below)).into_owned()
    }

    pub(super) fn generator(&self) -> Option<Generator> {
        self.site.as_ref().map(|site| site.generator)
    }
}

/// What was found in all inputs.
#[derive(Default)]
pub(super) struct Found<'a> {
    pub(super) files: Vec<File<'a>>,
    pub(super) problems: Vec<Problem>,
    pub(super) skipped: Skipped,
}

/// Finds the files of all inputs: inputs in the given order, within each by path.
/// A file that several inputs reach is taken once.
pub(super) fn find(inputs: &[Input]) -> Found<'_> {
    let mut found = Found::default();
    for input in inputs {
        if input.path == Path::new(STDIN) {
            found.add_file(input, input.path.clone(), PathBuf::from("stdin"), Format::Records);
            continue;
        }
        match fs::metadata(&input.path) {
            Ok(kind) if kind.is_dir() => found.add_site(input),
            Ok(kind) => found.add_named_file(input, kind.is_file()),
            Err(error) => found.report(&input.path, unreadable(&error)),
        }
    }
    // One input alone reaches no file twice, as links are not followed.
    if inputs.len() > 1 {
        let mut seen = HashSet::new();
        found.files.retain(|file| {
            seen.insert(fs::canonicalize(&file.path).unwrap_or_else(|_| file.path.clone()))
        });
    }
    found
}

/// Why the system does not let a file be read, with its own words.
pub(super) fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "does not exist; check the path".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "may not be read; give the user that runs findling the right to".to_owned()
        }
        _ => format!("cannot be read: {error}"),
    }
}

impl<'a> Found<'a> {
    fn report(&mut self, path: &Path, reason: impl Into<String>) {
        self.problems.push(Problem::left_out(path, reason));
    }

    fn add_file(&mut self, input: &'a Input, path: PathBuf, below: PathBuf, format: Format) {
        self.files.push(File { path, below, input, format, site: None, served_at: None });
    }

    fn add_named_file(&mut self, input: &'a Input, is_file: bool) {
        if extension(&input.path) == "xml"
            && begins_with(&input.path, &["<urlset", "<sitemapindex"])
        {
            return self.add_listed(input);
        }
        let format = Format::of(&input.path);
        match (format, input.path.file_name()) {
            (Some(format), Some(name)) if is_file => {
                self.add_file(input, input.path.clone(), PathBuf::from(name), format);
            }
            _ if !is_file => self.report(&input.path, "is neither a file nor a folder"),
            _ => self
                .report(&input.path, format!("is no known kind of article, expected {EXTENSIONS}")),
        }
    }

    /// Adds the pages in a sitemap's folder that it lists.
    fn add_listed(&mut self, input: &'a Input) {
        let folder = match input.path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let first = self.files.len();
        self.add_folder(input, folder);
        let pages = self.files.iter().skip(first).map(|file| {
            String::from_utf8_lossy(address::bare(&address::slashed(&file.below))).into_owned()
        });
        let pages: HashSet<String> = pages.collect();
        self.leave_out_services(first, None);
        if let Some(sitemap) = self.apply_sitemap(&input.path, first) {
            self.report_missing(&input.path, &sitemap.without_file(folder, &pages));
        }
        let mut at = 0;
        self.files.retain(|file| {
            at += 1;
            at <= first || file.served_at.is_some()
        });
        if self.files.len() == first {
            self.report(&input.path, "lists no page that lies in its folder");
        }
    }

    /// Tells which pages a sitemap lists that are not there.
    fn report_missing(&mut self, sitemap: &Path, missing: &[&str]) {
        let (named, others) = missing.split_at(missing.len().min(NAMED));
        let list = named.join(", ");
        let reason = match (missing.len(), others.len()) {
            (0, _) => return,
            (1, _) => format!("lists a page that is not in its folder: {list}"),
            (all, 0) => format!("lists {all} pages that are not in its folder: {list}"),
            (all, more) => {
                format!("lists {all} pages that are not in its folder: {list} and {more} others")
            }
        };
        self.problems.push(Problem::noted(sitemap, reason));
    }

    /// Asks a sitemap for the addresses of files, if it can be read.
    fn apply_sitemap(&mut self, path: &Path, first: usize) -> Option<Sitemap> {
        match Sitemap::read(path) {
            Ok(sitemap) => {
                for file in self.files.iter_mut().skip(first) {
                    file.served_at = sitemap.address_of(&file.below);
                }
                Some(sitemap)
            }
            Err(reason) => {
                self.report(path, reason);
                None
            }
        }
    }

    /// Adds a folder with what decides how its files are served.
    fn add_site(&mut self, input: &'a Input) {
        let first = self.files.len();
        self.add_folder(input, &input.path);
        let site = Site::of(&input.path);
        self.leave_out_services(first, site.as_ref().map(|(site, _)| site.generator));
        if let Some((site, problems)) = site {
            let site = Arc::new(site);
            self.files.iter_mut().skip(first).for_each(|file| file.site = Some(site.clone()));
            self.problems.extend(problems);
        }
        let mut sitemaps = SITEMAPS.iter().map(|name| input.path.join(name));
        if let Some(sitemap) = sitemaps.find(|path| path.is_file()) {
            self.apply_sitemap(&sitemap, first);
        }
    }

    /// Leaves out what is no article of the files from that one on.
    fn leave_out_services(&mut self, first: usize, generator: Option<Generator>) {
        let files = self.files.split_off(first).into_iter();
        let (services, articles): (Vec<_>, Vec<_>) =
            files.partition(|file| service::is_one(&file.below, generator));
        self.files.extend(articles);
        self.skipped.services.extend(services.into_iter().map(|file| file.path));
    }

    fn add_folder(&mut self, input: &'a Input, folder: &Path) {
        let first = self.files.len();
        let (mut links, mut of_bundles) = (Vec::new(), HashSet::new());
        for entry in walk(folder) {
            match entry {
                Ok(entry) => {
                    of_bundles.extend(files_of_bundle(entry.path()).into_iter().flatten());
                    self.add_entry(input, folder, entry, &mut links);
                }
                Err(error) => self.report_walk(folder, &error),
            }
        }
        let mut files = self.files.split_off(first);
        files.retain(|file| !of_bundles.contains(&file.path));
        files.sort_by_cached_key(|file| address::slashed(&file.below));
        self.files.extend(files);
        links.sort();
        for link in links {
            self.judge_link(folder, &link);
        }
        if self.files.len() == first {
            let reason = format!(
                "holds no article, expected files that end in {EXTENSIONS} \
                 (hidden files and those that a .gitignore names are left out)"
            );
            self.report(folder, reason);
        }
    }

    fn add_entry(
        &mut self,
        input: &'a Input,
        folder: &Path,
        entry: DirEntry,
        links: &mut Vec<PathBuf>,
    ) {
        let kind = entry.file_type();
        let path = entry.into_path();
        match Format::of(&path) {
            _ if path == folder => {}
            _ if kind.is_some_and(|kind| kind.is_symlink()) => links.push(path),
            Some(format) if kind.is_some_and(|kind| kind.is_file()) => {
                let below = path.strip_prefix(folder).unwrap_or(&path).to_owned();
                self.add_file(input, path, below, format);
            }
            None if kind.is_some_and(|kind| kind.is_file()) => {
                *self.skipped.other.entry(extension(&path)).or_default() += 1;
            }
            Some(_) if kind.is_some_and(|kind| !kind.is_dir()) => {
                self.report(&path, "is neither a file nor a folder");
            }
            _ => {}
        }
    }

    /// A link to what is read anyway needs no word, any other one does.
    fn judge_link(&mut self, folder: &Path, link: &Path) {
        let may_be_article = Format::of(link).is_some() || link.extension().is_none();
        match fs::canonicalize(link) {
            Ok(target) if may_be_article || target.is_dir() => {
                match fault_of_link(folder, link, &target) {
                    Some(fault) => self.report(link, format!("is a link {fault}; not followed")),
                    None => self.skipped.links += 1,
                }
            }
            Err(error) if may_be_article => {
                self.report(link, format!("is a link that cannot be followed: {error}"));
            }
            _ => *self.skipped.other.entry(extension(link)).or_default() += 1,
        }
    }

    fn report_walk(&mut self, folder: &Path, error: &ignore::Error) {
        let path = path_of(error).unwrap_or(folder).to_owned();
        let reason = error.io_error().map_or_else(|| error.to_string(), unreadable);
        self.report(&path, reason);
    }
}

/// The files of a search bundle, if this is its manifest: pages made of articles are no articles.
fn files_of_bundle(path: &Path) -> Option<Vec<PathBuf>> {
    let folder = path.parent().filter(|_| path.file_name().is_some_and(|name| name == MANIFEST))?;
    let manifest = Manifest::read(folder).ok()??;
    Some(manifest.files.iter().map(|file| folder.join(file)).collect())
}

/// Walks a folder. What a machine, an enclosing repository or a tool (`.ignore`) ignores has no say:
/// the same folder gives the same index everywhere.
fn walk(folder: &Path) -> ignore::Walk {
    WalkBuilder::new(folder)
        .parents(false)
        .ignore(false)
        .git_global(false)
        .git_exclude(false)
        .require_git(false)
        .follow_links(false)
        .filter_entry(|entry| entry.file_name() != "node_modules" || entry.depth() == 0)
        .build()
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        _ => None,
    }
}

/// Why what a link leads to is not read, if it is not.
fn fault_of_link(root: &Path, link: &Path, target: &Path) -> Option<&'static str> {
    let root = fs::canonicalize(root).ok()?;
    let folder = fs::canonicalize(link.parent()?).ok()?;
    if folder.starts_with(target) {
        Some("that goes in circles, to a folder it lies in")
    } else if !target.starts_with(&root) {
        Some("out of the folder (name its target as an input if it belongs to the site)")
    } else if is_hidden(target, &root) {
        Some("to something hidden")
    } else {
        None
    }
}

fn is_hidden(target: &Path, root: &Path) -> bool {
    let below = target.strip_prefix(root).unwrap_or(target);
    below.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."))
}

/// In lower case, empty if there is none.
fn extension(path: &Path) -> String {
    path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
}
