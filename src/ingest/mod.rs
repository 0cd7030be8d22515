//! Reads files into [`Document`]s: web pages, Markdown, plain texts, records.
//!
//! One module a task. `walk` finds the files, `decode` turns their bytes into
//! text, `html`, `markdown`, `text` and `records` read the formats, all of
//! them by way of `outline` and `clean`, with `dates`, `language` and `facets`
//! for what they share. What goes wrong with a file is a [`Problem`]; it never keeps
//! another file from being read.
//!
//! ```no_run
//! use findling::ingest::{Input, Options, read};
//!
//! let inputs = [Input { path: "public".into(), base: "../".into() }];
//! let reading = read(&inputs, &Options::default(), &|progress| {
//!     eprint!("\r{} of {} files", progress.done, progress.total);
//! });
//! for problem in &reading.problems {
//!     eprintln!("{problem}");
//! }
//! println!("{} articles", reading.documents.len());
//! ```

pub mod address;
mod clean;
mod dates;
mod decode;
mod facets;
mod html;
mod language;
mod markdown;
mod outline;
mod records;
mod repeated;
mod text;
mod walk;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::document::Emphasis;
use crate::{Document, Section};
pub use html::PageRules;
pub use repeated::Repeated;
use walk::{File, Format};

/// Bytes that a page or text may have. The largest novels have 4 million letters;
/// what is bigger is no article, and its parsed form would take ten times its size.
pub const MAX_FILE_BYTES: u64 = 32 * 1024 * 1024;

/// Bytes that a file of records may have. It is read record by record.
pub const MAX_RECORDS_BYTES: u64 = 1024 * 1024 * 1024;

/// Characters of a title; a longer one is shortened at the end of a word.
pub const MAX_TITLE_CHARS: usize = 300;

/// Problems of one file that are told one by one; the rest is told as a number.
pub const MAX_PROBLEMS_PER_FILE: usize = 20;

/// A file or folder to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// A folder, which is walked, or one file.
    pub path: PathBuf,
    /// What comes before a file's path below the folder to give its address:
    /// `https://example.org/`, `../`, or empty.
    pub base: String,
}

/// What may be chosen for reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The language of all documents, whatever they state: `de`, `en`.
    pub lang: Option<String>,
    /// What is said of web pages beside what they say themselves.
    pub pages: PageRules,
}

/// How far the reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Files that were read.
    pub done: usize,
    /// Files to be read.
    pub total: usize,
}

/// What was read.
#[derive(Debug, Default)]
pub struct Reading {
    /// The documents: inputs in the given order, within each by path, records in
    /// the order of their lines. No two have the same id.
    pub documents: Vec<Document>,
    /// What went wrong: first with the folders, then with the files in their order.
    pub problems: Vec<Problem>,
    /// What was left out because it is no article.
    pub skipped: Skipped,
    /// Pages that ask search engines not to list them: left out unless [`PageRules`] say otherwise.
    pub noindex: Vec<PathBuf>,
    /// What was left out because pages of one input have it in common: menus, footers. Most
    /// frequent first.
    pub repeated: Vec<Repeated>,
    /// Files that were read or tried.
    pub files: usize,
}

/// What a folder holds besides articles.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Files of other kinds by extension (in lower case, empty for none).
    pub other: BTreeMap<String, usize>,
    /// Links to files and folders that are read at their own place.
    pub links: usize,
    /// Pages without `data-pagefind-body`, where others of the same input have it.
    pub unmarked: Vec<PathBuf>,
}

/// Something that the owner of the files should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file or folder.
    pub path: PathBuf,
    /// The line, counted from 1, where it concerns a line.
    pub line: Option<usize>,
    /// What is wrong, and what to do where something can be done.
    pub reason: String,
    /// Whether the text is in the documents nevertheless.
    pub indexed: bool,
}

impl Problem {
    fn left_out(path: &Path, reason: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line: None, reason: reason.into(), indexed: false }
    }

    fn noted(path: &Path, reason: impl Into<String>) -> Self {
        Self { indexed: true, ..Self::left_out(path, reason) }
    }

    fn at_line(self, line: usize) -> Self {
        Self { line: Some(line), ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

/// What one file or record says, before it has an id and an address.
#[derive(Debug, Default, PartialEq, Eq)]
struct Article {
    /// Empty if it has none.
    title: String,
    /// Primary subtag, if stated.
    lang: Option<String>,
    /// ISO 8601, if stated.
    date: Option<String>,
    /// As stated, relative or absolute.
    url: Option<String>,
    /// What it can be filtered by.
    facets: facets::Facets,
    sections: Vec<Section>,
    emphasis: Vec<Emphasis>,
    /// Whether a page marks its text as Pagefind wants it; `None` for what is no page.
    is_marked: Option<bool>,
    /// Whether a page asks not to be listed.
    is_noindex: bool,
    /// What its owner should know.
    notes: Vec<String>,
}

/// The outcome of one file.
#[derive(Default)]
struct Outcome {
    /// With the line that a record stands in.
    documents: Vec<(Document, Option<usize>)>,
    problems: Vec<Problem>,
    /// The page asks not to be listed.
    is_noindex: bool,
    /// As of [`Article`].
    is_marked: Option<bool>,
}

/// Reads all inputs, on as many threads as there are cores; the result does not
/// depend on their number. `progress` is called from any of them.
pub fn read(inputs: &[Input], options: &Options, progress: &(dyn Fn(Progress) + Sync)) -> Reading {
    let found = walk::find(inputs);
    let (total, done) = (found.files.len(), AtomicUsize::new(0));
    let outcomes: Vec<Outcome> = found
        .files
        .par_iter()
        .map(|file| {
            let outcome = read_file(file, options);
            progress(Progress { done: done.fetch_add(1, Ordering::Relaxed) + 1, total });
            outcome
        })
        .collect();
    let problems = found.problems;
    let mut reading =
        Reading { problems, skipped: found.skipped, files: total, ..Reading::default() };
    let mut ids = Ids::default();
    // Records hold no furniture.
    let mut sites = Vec::new();
    let marked: HashSet<&Path> = found
        .files
        .iter()
        .zip(&outcomes)
        .filter(|(_, outcome)| outcome.is_marked == Some(true))
        .map(|(file, _)| file.input.path.as_path())
        .collect();
    for (file, outcome) in found.files.iter().zip(outcomes) {
        if outcome.is_noindex {
            reading.noindex.push(file.path.clone());
        }
        if outcome.is_marked == Some(false) && marked.contains(file.input.path.as_path()) {
            reading.skipped.unmarked.push(file.path.clone());
            continue;
        }
        let mut problems = outcome.problems;
        for (mut document, line) in outcome.documents {
            let problem = ids.claim(file, &mut document);
            problems.extend(problem.map(|problem| Problem { line, ..problem }));
            reading.documents.push(document);
            let is_site = |input: &Input| std::ptr::eq(input, file.input);
            sites.push(inputs.iter().position(is_site).filter(|_| file.format != Format::Records));
        }
        reading.problems.extend(summed_up(problems));
    }
    reading.repeated = repeated::leave_out(&mut reading.documents, &sites);
    reading
}

/// The problems of one file by line, the last ones as a number if they are many.
fn summed_up(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_key(|problem| problem.line);
    if problems.len() <= MAX_PROBLEMS_PER_FILE {
        return problems;
    }
    let rest = problems.split_off(MAX_PROBLEMS_PER_FILE);
    if let Some(first) = rest.first() {
        let left_out = rest.iter().filter(|problem| !problem.indexed).count();
        let reason = format!("{} more problems, {left_out} lines left out", rest.len());
        problems.push(Problem { indexed: left_out == 0, ..Problem::left_out(&first.path, reason) });
    }
    problems
}

fn read_file(file: &File<'_>, options: &Options) -> Outcome {
    let outcome = match file.format {
        Format::Records => records::read(file, options),
        _ => load(&file.path).and_then(|bytes| read_article(file, bytes, options)),
    };
    outcome.unwrap_or_else(|reason| Outcome {
        problems: vec![Problem::left_out(&file.path, reason)],
        ..Outcome::default()
    })
}

/// The bytes of a file that is not too big, whatever its size is said to be.
fn load(path: &Path) -> Result<Vec<u8>, String> {
    let file = std::fs::File::open(path).map_err(|error| walk::unreadable(&error))?;
    let size = file.metadata().map_or(0, |meta| meta.len());
    if size > MAX_FILE_BYTES {
        return Err(too_big(size, MAX_FILE_BYTES));
    }
    let mut bytes = Vec::new();
    let mut limited = file.take(MAX_FILE_BYTES + 1);
    limited.read_to_end(&mut bytes).map_err(|error| walk::unreadable(&error))?;
    // What is no usual file (or grows) may not have told its size.
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(too_big(bytes.len() as u64, MAX_FILE_BYTES));
    }
    Ok(bytes)
}

fn too_big(size: u64, limit: u64) -> String {
    let mib = |bytes: u64| bytes.div_ceil(1024 * 1024);
    format!(
        "has {} MiB, more than the {} MiB that an article may have; left out",
        mib(size),
        mib(limit)
    )
}

fn read_article(file: &File<'_>, bytes: Vec<u8>, options: &Options) -> Result<Outcome, String> {
    if bytes.is_empty() {
        return Err("is empty; left out".to_owned());
    }
    let decoded = match file.format {
        Format::Html => decode::page(bytes)?,
        _ => decode::text(bytes)?,
    };
    let mut article = match file.format {
        Format::Html => html::read(&decoded.text, &options.pages),
        Format::Markdown => markdown::read(&decoded.text),
        Format::Mdx => markdown::read_mdx(&decoded.text),
        Format::Text | Format::Records => text::read(&decoded.text),
    };
    if article.is_noindex && !options.pages.read_noindex {
        return Ok(Outcome { is_noindex: true, ..Outcome::default() });
    }
    article.notes.extend(decoded.note);
    if article.title.is_empty() && article.sections.is_empty() {
        return Err("holds no text; left out".to_owned());
    }
    let name = name_of(&file.below);
    if article.date.is_none() {
        article.date = name.date;
    }
    if article.title.is_empty() {
        article.title = name.title;
    }
    let id = String::from_utf8_lossy(&address::slashed(&file.below)).into_owned();
    let url = address::of_path(&file.input.base, &file.below);
    let (is_marked, is_noindex) = (article.is_marked, article.is_noindex);
    let outcome = finish(article, &file.input.base, id, url, options)
        .map_problems(|reason| Problem::noted(&file.path, reason));
    Ok(Outcome { is_marked, is_noindex, ..outcome })
}

/// A document with what may be wrong with it.
struct Finished {
    document: Document,
    notes: Vec<String>,
}

impl Finished {
    fn map_problems(self, problem: impl Fn(String) -> Problem) -> Outcome {
        let problems = self.notes.into_iter().map(problem).collect();
        Outcome { documents: vec![(self.document, None)], problems, ..Outcome::default() }
    }
}

/// Makes the document; `url` is taken unless the article states its own.
fn finish(article: Article, base: &str, id: String, url: String, options: &Options) -> Finished {
    let mut notes = article.notes;
    let stated = article
        .url
        .and_then(|url| address::stated(base, &url).map_err(|reason| notes.push(reason)).ok());
    let (facets, left_out) = article.facets.finish();
    notes.extend(left_out);
    let mut document = Document {
        id,
        url: stated.unwrap_or(url),
        title: clean::shorten(&article.title, MAX_TITLE_CHARS),
        lang: String::new(),
        date: article.date.unwrap_or_default(),
        facets,
        emphasis: article.emphasis,
        sections: article.sections,
    };
    document.lang = options
        .lang
        .as_deref()
        .and_then(language::stated)
        .or(article.lang)
        .unwrap_or_else(|| language::guess(&document));
    Finished { document, notes }
}

/// What a file's name says about an article that does not say it itself.
struct Name {
    title: String,
    date: Option<String>,
}

/// `2024-07-02-neue_zahlen.md` → "Neue zahlen" of that day; an index page is
/// named like its folder.
fn name_of(below: &Path) -> Name {
    let stem = below.file_stem().unwrap_or_default().to_string_lossy();
    let folder = below.parent().and_then(Path::file_name).map(|name| name.to_string_lossy());
    let stem = match folder {
        Some(folder) if matches!(&*stem, "index" | "_index" | "README") => folder,
        _ => stem,
    };
    let dated = stem.get(..10).filter(|head| head.bytes().filter(|&b| b == b'-').count() == 2);
    let date = dated.and_then(dates::stated);
    let rest = date.as_ref().and_then(|_| stem.get(10..)).filter(|rest| clean::has_words(rest));
    let spaced = clean::line(&rest.unwrap_or(&stem).replace(['-', '_'], " "));
    let mut letters = spaced.chars();
    let title = letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>());
    Name { title: title.unwrap_or_else(|| stem.into_owned()), date }
}

/// The ids that are taken.
#[derive(Default)]
struct Ids {
    taken: HashMap<String, PathBuf>,
}

impl Ids {
    /// Gives a document another id if its own is taken. Files of two folders may
    /// well have the same path below them; two records with one id are a mistake.
    fn claim(&mut self, file: &File<'_>, document: &mut Document) -> Option<Problem> {
        let mut problem = None;
        if let Some(first) = self.taken.get(&document.id) {
            if file.format == Format::Records {
                let (id, first) = (&document.id, first.display());
                let reason =
                    format!("the id {id:?} was given before, in {first}; read under another");
                problem = Some(Problem::noted(&file.path, reason));
            } else if let Some(folder) = file.input.path.file_name() {
                document.id = format!("{}/{}", folder.to_string_lossy(), document.id);
            }
        }
        let wanted = document.id.clone();
        let mut count = 1;
        while self.taken.contains_key(&document.id) {
            count += 1;
            document.id = format!("{wanted}#{count}");
        }
        self.taken.insert(document.id.clone(), file.path.clone());
        problem
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let cases = [
            ("neue_zahlen.md", "Neue zahlen", None),
            ("2024-07-02-neue-zahlen.md", "Neue zahlen", Some("2024-07-02")),
            ("2024-07-02.md", "2024 07 02", Some("2024-07-02")),
            ("über-uns/index.html", "Über uns", None),
            ("index.html", "Index", None),
            ("---.txt", "---", None),
        ];
        for (path, title, date) in cases {
            let name = name_of(Path::new(path));
            assert_eq!((name.title.as_str(), name.date.as_deref()), (title, date), "{path}");
        }
    }
}
