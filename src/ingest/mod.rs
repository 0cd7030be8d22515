//! Reads files into [`Document`]s: web pages, Markdown, plain texts, records, tables,
//! feeds, books, PDF.
//!
//! One module a task. `walk` finds the files, `decode` turns their bytes into
//! text, `html`, `markdown`, `text`, `records`, `table`, `feed`, `epub` and `pdf` read the
//! formats, most of them by way of `outline` and `clean`, with `dates`, `language` and
//! `facets` for what they share. `site`, `permalinks`, `sitemap` and `address` tell where a
//! site serves what was read, `service` what in it is no article, and `titles` takes the site's name off. `collection` holds what was
//! read, `cache` what the build before has read. What goes wrong with a file is a [`Problem`]; it
//! never keeps another file from being read.
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
mod cache;
mod clean;
mod collection;
mod dates;
mod decode;
mod epub;
mod facets;
mod feed;
mod html;
mod language;
mod markdown;
mod outline;
mod pdf;
mod permalinks;
mod records;
mod repeated;
mod service;
mod site;
mod sitemap;
mod stated;
mod table;
mod text;
mod titles;
mod walk;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::io::Read;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::document::Emphasis;
use crate::{Document, Section};
use cache::Cache;
pub use collection::Collection;
use collection::TempFile;
pub use html::PageRules;
pub use repeated::Repeated;
use stated::Stated;
use walk::{File, Format};

/// The path of an [`Input`] that stands for what is piped in: records.
pub const STDIN: &str = "-";

/// Bytes that a page or text may have. The largest novels have 4 million letters;
/// what is bigger is no article, and its parsed form would take ten times its size.
pub const MAX_FILE_BYTES: u64 = 32 * 1024 * 1024;

/// Bytes that a file of records may have. It is read record by record.
pub const MAX_RECORDS_BYTES: u64 = 1024 * 1024 * 1024;

/// Characters of a title; a longer one is shortened at the end of a word.
pub const MAX_TITLE_CHARS: usize = 300;

/// Bytes of text of a page that only leads to another one: "Moved here."
const MOST_OF_A_REDIRECT: usize = 300;

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
    /// Where what is read of files is kept, so that those that have not changed need not be
    /// read the next time. The result is the same without.
    pub cache: Option<PathBuf>,
    /// Bytes of memory that a build may take; more than half of it for texts and for what is
    /// counted of them goes into a temporary file. The result is the same without.
    pub memory: Option<u64>,
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
    pub documents: Collection,
    /// What went wrong: first with the folders, then with the files in their order.
    pub problems: Vec<Problem>,
    /// What was left out because it is no article.
    pub skipped: Skipped,
    /// Pages that ask not to be listed (`noindex`): left out unless [`PageRules`] say otherwise.
    pub noindex: Vec<PathBuf>,
    /// Drafts, which are left out in the same way.
    pub drafts: Vec<PathBuf>,
    /// Pages with no text but a title, as those that a script fills: they are found by it alone.
    pub textless: Vec<PathBuf>,
    /// What was left out because pages of one input have it in common: menus, footers. Most
    /// frequent first.
    pub repeated: Vec<Repeated>,
    /// Files that were read or tried.
    pub files: usize,
    /// Those of them that have not changed since they were read for [`Options::cache`].
    pub unchanged: usize,
    /// Why the cache could not be written, if it could not.
    pub not_kept: Option<String>,
}

/// What a folder holds besides articles.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Files of other kinds by extension (in lower case, empty for none).
    pub other: BTreeMap<String, usize>,
    /// Links to files and folders that are read at their own place.
    pub links: usize,
    /// Pages that only send their readers to another one.
    pub redirects: usize,
    /// Entries of feeds whose pages were read.
    pub copies: usize,
    /// Files for machines (`robots.txt`), or for the generator of the site.
    pub services: Vec<PathBuf>,
    /// Pages without `data-pagefind-body`, where others of the same input have it.
    pub unmarked: Vec<PathBuf>,
}

/// Something that the owner of the files should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The file or folder.
    pub path: PathBuf,
    /// The line, counted from 1, where it concerns a line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
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
    /// Dates in its text are those of an event.
    is_event: bool,
    /// As stated, relative or absolute.
    url: Option<String>,
    /// The last part of its address, if stated.
    slug: Option<String>,
    /// The pattern of its address, or its name, if stated.
    permalink: Option<String>,
    /// The name of the site, if stated.
    site_name: Option<String>,
    /// As of [`Document`].
    stated: Stated,
    /// A page that sends its readers to another one.
    redirects: bool,
    /// What it can be filtered by.
    facets: facets::Facets,
    sections: Vec<Section>,
    emphasis: Vec<Emphasis>,
    /// Whether a page marks its text as Pagefind wants it; `None` for what is no page.
    is_marked: Option<bool>,
    /// Whether it is left out for what it says of itself.
    unlisted: Option<Unlisted>,
    /// What its owner should know.
    notes: Vec<String>,
}

/// Why an article says that it is not to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Unlisted {
    Noindex,
    Draft,
}

/// The outcome of one file.
#[derive(Default, Serialize, Deserialize)]
struct Outcome {
    documents: Vec<Finished>,
    problems: Vec<Problem>,
    /// It is a page that only leads to another one.
    redirects: bool,
    /// It is a page with a title and nothing else.
    is_textless: bool,
    /// As of [`Article`].
    unlisted: Option<Unlisted>,
    /// As of [`Article`].
    is_marked: Option<bool>,
}

/// A document as its file makes it, before it is seen beside the others.
#[derive(Default, Serialize, Deserialize)]
struct Finished {
    document: Document,
    /// The line that a record stands in.
    line: Option<usize>,
    /// What its page says the site is called.
    site_name: Option<String>,
    /// What its owner should know.
    notes: Vec<String>,
    /// Where its texts lie, if they are not in the document ([`TempFile::park`]).
    #[serde(skip)]
    place: Option<Range<u64>>,
}

impl Finished {
    /// Takes what its owner should know, as problems of its file.
    fn take_problems(&mut self, path: &Path) -> Vec<Problem> {
        let notes = std::mem::take(&mut self.notes).into_iter();
        notes.map(|note| Problem { line: self.line, ..Problem::noted(path, note) }).collect()
    }
}

/// Reads all inputs, on as many threads as there are cores; the result does not
/// depend on their number. `progress` is called from any of them.
pub fn read(inputs: &[Input], options: &Options, progress: &(dyn Fn(Progress) + Sync)) -> Reading {
    let found = walk::find(inputs);
    let (total, done) = (found.files.len(), AtomicUsize::new(0));
    let settings = format!("{:?}", Options { cache: None, memory: None, ..options.clone() });
    let room = || options.memory.and_then(TempFile::new);
    let cache = Cache::open(options.cache.as_deref(), settings, room());
    let parking = room();
    let mut outcomes: Vec<Outcome> = found
        .files
        .par_iter()
        .map(|file| {
            let mut outcome = read_file(file, options, &cache);
            if let Some(parking) = &parking {
                let finished = outcome.documents.iter_mut();
                finished.for_each(|it| it.place = parking.park(&mut it.document));
            }
            progress(Progress { done: done.fetch_add(1, Ordering::Relaxed) + 1, total });
            outcome
        })
        .collect();
    let copies = feed::drop_copies(&found.files, &mut outcomes);
    for (files, outcomes) in by_input(&found.files, &mut outcomes) {
        shorten_titles(files, outcomes);
        let finished = outcomes.iter_mut().flat_map(|outcome| &mut outcome.documents);
        language::fill_in(&mut finished.map(|it| &mut it.document).collect::<Vec<_>>());
    }
    let problems = found.problems;
    let unchanged = cache.known();
    let not_kept = cache.save().err().map(|error| error.to_string());
    let mut reading = Reading {
        problems,
        skipped: found.skipped,
        files: total,
        unchanged,
        not_kept,
        documents: Collection::new(parking),
        ..Reading::default()
    };
    reading.skipped.copies = copies;
    let mut ids = Ids::default();
    // Records of whatever kind hold no furniture.
    let mut sites = Vec::new();
    let marked: HashSet<&Path> = found
        .files
        .iter()
        .zip(&outcomes)
        .filter(|(_, outcome)| outcome.is_marked == Some(true))
        .map(|(file, _)| file.input.path.as_path())
        .collect();
    for (file, outcome) in found.files.iter().zip(outcomes) {
        match outcome.unlisted {
            Some(Unlisted::Noindex) => reading.noindex.push(file.path.clone()),
            Some(Unlisted::Draft) => reading.drafts.push(file.path.clone()),
            None => {}
        }
        if outcome.is_marked == Some(false) && marked.contains(file.input.path.as_path()) {
            reading.skipped.unmarked.push(file.path.clone());
            continue;
        }
        if outcome.is_textless {
            reading.textless.push(file.path.clone());
        }
        let mut problems = outcome.problems;
        reading.skipped.redirects += usize::from(outcome.redirects);
        for Finished { mut document, line, place, .. } in outcome.documents {
            let problem = ids.claim(file, &mut document);
            problems.extend(problem.map(|problem| Problem { line, ..problem }));
            reading.documents.push(document, place);
            let is_site = |input: &Input| std::ptr::eq(input, file.input);
            let is_list = matches!(file.format, Format::Records | Format::Table | Format::Feed);
            sites.push(inputs.iter().position(is_site).filter(|_| !is_list));
        }
        reading.problems.extend(summed_up(problems));
    }
    reading.repeated = repeated::leave_out(&mut reading.documents, &sites);
    reading
}

/// The files of each input, and what was read of them: they are those of one site.
fn by_input<'f, 'o>(
    files: &'f [File<'f>],
    outcomes: &'o mut [Outcome],
) -> impl Iterator<Item = (&'f [File<'f>], &'o mut [Outcome])> {
    let mut rest = outcomes;
    files.chunk_by(|a, b| std::ptr::eq(a.input, b.input)).map(move |of_input| {
        let (outcomes, others) = std::mem::take(&mut rest).split_at_mut(of_input.len());
        rest = others;
        (of_input, outcomes)
    })
}

fn shorten_titles(files: &[File<'_>], outcomes: &mut [Outcome]) {
    let pages = files.iter().zip(outcomes).filter(|(file, _)| file.format == Format::Html);
    let mut pages: Vec<_> = pages.flat_map(|(_, outcome)| &mut outcome.documents).collect();
    titles::without_site_name(&mut pages);
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

fn read_file(file: &File<'_>, options: &Options, cache: &Cache) -> Outcome {
    let outcome = match file.format {
        // Nothing of these is kept: they are read piece by piece, and a site has few of them.
        Format::Records => records::read(file, options),
        Format::Table => table::read(file, options),
        Format::Feed => feed::read(file, options),
        Format::Book => epub::read(file, options),
        Format::Pdf => load(&file.path, pdf::MAX_BYTES).map(|bytes| {
            let read = |bytes| Ok(finish_article(file, pdf::read(bytes)?, options));
            kept_or_read(file, bytes, cache, read)
        }),
        Format::Html | Format::Markdown | Format::Mdx | Format::Text => {
            load(&file.path, MAX_FILE_BYTES).map(|bytes| {
                kept_or_read(file, bytes, cache, |bytes| read_article(file, bytes, options))
            })
        }
    };
    outcome.unwrap_or_else(|reason| left_out(file, reason))
}

/// The outcome of a file with these bytes: as it was kept, or as it is read now.
fn kept_or_read(
    file: &File<'_>,
    bytes: Vec<u8>,
    cache: &Cache,
    read: impl FnOnce(Vec<u8>) -> Result<Outcome, String>,
) -> Outcome {
    let [path, below] = [&file.path, &file.below].map(|it| it.as_os_str().as_encoded_bytes());
    let site = format!("{:?} {:?}", file.site, file.served_at);
    let key = cache.key(&[path, below, file.input.base.as_bytes(), site.as_bytes(), &bytes]);
    cache.get_or_read(key, || read(bytes).unwrap_or_else(|reason| left_out(file, reason)))
}

fn left_out(file: &File<'_>, reason: String) -> Outcome {
    Outcome { problems: vec![Problem::left_out(&file.path, reason)], ..Outcome::default() }
}

fn length_of(sections: &[Section]) -> usize {
    sections.iter().map(|section| section.heading.len() + section.text.len()).sum()
}

/// The bytes of a file that is not too big, whatever its size is said to be.
fn load(path: &Path, limit: u64) -> Result<Vec<u8>, String> {
    let file = std::fs::File::open(path).map_err(|error| walk::unreadable(&error))?;
    let size = file.metadata().map_or(0, |meta| meta.len());
    if size > limit {
        return Err(too_big(size, limit, "an article"));
    }
    // One more than it has: else the end would be found by asking for more in small steps.
    let mut bytes = Vec::with_capacity(size as usize + 1);
    let mut limited = file.take(limit + 1);
    limited.read_to_end(&mut bytes).map_err(|error| walk::unreadable(&error))?;
    // What is no usual file (or grows) may not have told its size.
    if bytes.len() as u64 > limit {
        return Err(too_big(bytes.len() as u64, limit, "an article"));
    }
    Ok(bytes)
}

fn too_big(size: u64, limit: u64, what: &str) -> String {
    let mib = |bytes: u64| bytes.div_ceil(1024 * 1024);
    format!(
        "has {} MiB, more than the {} MiB that {what} may have; left out",
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
        Format::Html => html::read(&decoded.text, html::Syntax::of(&file.below), &options.pages),
        Format::Markdown => markdown::read(&decoded.text, file.generator()),
        Format::Mdx => markdown::read_mdx(&decoded.text, file.generator()),
        _ => text::read(&decoded.text),
    };
    if service::is_draft(&file.below, file.generator()) {
        article.unlisted = Some(Unlisted::Draft);
    }
    if article.unlisted.is_some() && !options.pages.read_noindex {
        return Ok(Outcome { unlisted: article.unlisted, ..Outcome::default() });
    }
    article.notes.extend(decoded.note);
    if article.redirects && length_of(&article.sections) <= MOST_OF_A_REDIRECT {
        return Ok(Outcome { redirects: true, ..Outcome::default() });
    }
    if article.sections.is_empty() {
        article.sections = text::section(article.stated.get("description").cloned().into_iter());
    }
    if article.title.is_empty() && article.sections.is_empty() {
        return Err("holds no text; left out".to_owned());
    }
    let is_textless = file.format == Format::Html && article.sections.is_empty();
    Ok(Outcome { is_textless, ..finish_article(file, article, options) })
}

/// The document of a file that holds one, with what its name and place tell.
fn finish_article(file: &File<'_>, mut article: Article, options: &Options) -> Outcome {
    let name = name_of(&file.below);
    let at_top = || text::date_at_top(&article.sections).filter(|_| !article.is_event);
    article.date = article.date.take().or(name.date).or_else(at_top);
    if article.title.is_empty() {
        article.title = name.title;
    }
    if let Some(Component::Normal(folder)) = file.below.components().next()
        && file.below.components().count() > 1
        && !article.facets.has("folder")
        && !service::is_of_posts(folder, file.generator())
    {
        article.facets.add("folder", &folder.to_string_lossy());
    }
    let id = file.id();
    let url = address_of(file, &article, &id);
    let (is_marked, unlisted) = (article.is_marked, article.unlisted);
    let mut finished = finish(article, &file.input.base, id, url, options);
    let problems = finished.take_problems(&file.path);
    let documents = vec![finished];
    Outcome { documents, problems, is_marked, unlisted, ..Outcome::default() }
}

/// Where a site serves a file, unless the article states it.
fn address_of(file: &File<'_>, article: &Article, below: &str) -> String {
    let base = &file.input.base;
    let canonical = || address::served_as(&file.below, article.stated.get("canonical")?);
    let is_source = matches!(file.format, Format::Markdown | Format::Mdx);
    if let Some(path) = file.served_at.clone().or_else(canonical) {
        return address::join(base, &path);
    }
    match file.site.as_ref().filter(|_| is_source) {
        Some(site) => address::of_id(base, &site.address(below, article)),
        None => match article.slug.as_deref() {
            Some(slug) => {
                let folder = below.rsplit_once('/').map_or("", |(folder, _)| folder);
                address::of_id(base, format!("{folder}/{slug}/").trim_start_matches('/'))
            }
            None => address::of_path(base, &file.below),
        },
    }
}

/// Makes the document; `url` is taken unless the article states its own.
fn finish(article: Article, base: &str, id: String, url: String, options: &Options) -> Finished {
    let mut notes = article.notes;
    let own = article
        .url
        .and_then(|url| address::stated(base, &url).map_err(|reason| notes.push(reason)).ok());
    let (facets, left_out) = article.facets.finish();
    notes.extend(left_out);
    let mut document = Document {
        id,
        url: own.unwrap_or(url),
        title: clean::shorten(&article.title, MAX_TITLE_CHARS),
        lang: String::new(),
        date: article.date.unwrap_or_default(),
        facets,
        stated: article.stated.finish(),
        emphasis: article.emphasis,
        sections: article.sections,
    };
    document.lang = options
        .lang
        .as_deref()
        .and_then(language::stated)
        .or(article.lang)
        .unwrap_or_else(|| language::guess(&document));
    if options.lang.is_none() {
        language::mark_sections(&mut document);
    }
    Finished { document, site_name: article.site_name, notes, ..Finished::default() }
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
    /// How many wanted the same one.
    claims: HashMap<String, usize>,
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
        while self.taken.contains_key(&document.id) {
            let claims = self.claims.entry(wanted.clone()).or_insert(1);
            *claims += 1;
            document.id = format!("{wanted}#{claims}");
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
