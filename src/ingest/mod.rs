//! Reads files into [`Document`](crate::Document)s: web pages, Markdown, plain texts, records, tables,
//! feeds, books, PDF.
//!
//! One module a task. `walk` finds the files, `decode` turns their bytes into
//! text, `html`, `markdown`, `text`, `records`, `table`, `feed`, `epub` and `pdf` read the
//! formats, most of them by way of `outline` and `clean`, with `dates`, `language` and
//! `facets` for what they share. `site`, `permalinks`, `sitemap` and `address` tell where a
//! site serves what was read, `service` what in it is no article. `article` makes the document;
//! `titles` takes the site's name off, and `repeated` what its pages have in common. `reading` is
//! what comes of all, `collection` holds the documents, `cache` what the build before has read.
//! What goes wrong with a file is a [`Problem`]; it never keeps another file from being read.
//!
//! ```no_run
//! use findling::Corpus;
//! use findling::ingest::{Input, Options, read};
//!
//! let inputs = [Input { path: "public".into(), base: "../".into() }];
//! let reading = read(&inputs, &Options::default(), &|progress| {
//!     eprint!("\r{} of {} files", progress.done, progress.total);
//! });
//! for problem in &reading.problems {
//!     eprintln!("{problem}");
//! }
//! println!("{} articles", reading.documents.count());
//! ```

pub mod address;
mod article;
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
mod reading;
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

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

pub use article::MAX_TITLE_CHARS;
use article::{Article, Finished, Note, Outcome, Unlisted, finish, finish_article, length_of};
use cache::Cache;
pub use collection::Collection;
use collection::TempFile;
pub use dates::days_in;
pub use html::PageRules;
pub use reading::{MAX_PROBLEMS_PER_FILE, Problem, Reading, Skipped};
pub use repeated::Repeated;
use walk::{File, Format};

use crate::room::Room;

/// The path of an [`Input`] that stands for what is piped in: records.
pub const STDIN: &str = "-";

/// Bytes that a page or text may have. The largest novels have 4 million letters;
/// what is bigger is no article, and its parsed form would take ten times its size.
pub const MAX_FILE_BYTES: u64 = 32 * 1024 * 1024;

/// Bytes that a file of records may have. It is read record by record.
pub const MAX_RECORDS_BYTES: u64 = 1024 * 1024 * 1024;

/// Bytes of text of a page that only leads to another one: "Moved here."
const MOST_OF_A_REDIRECT: usize = 300;

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
    /// Bytes of memory that a build may take. Texts lie in a temporary file then, and what is
    /// counted of them where it would take more than a quarter of that. The result is the same
    /// without.
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

/// The primary subtag of a language tag (`de-AT` → `de`), as pages and records state it; `None` if
/// it is none.
pub fn primary_language(tag: &str) -> Option<String> {
    language::stated(tag)
}

/// Reads all inputs, on as many threads as there are cores; the result does not
/// depend on their number. `progress` is called from any of them.
pub fn read(inputs: &[Input], options: &Options, progress: &(dyn Fn(Progress) + Sync)) -> Reading {
    let walk::Found { files, mut problems, skipped } = walk::find(inputs);
    // Where the rules stand has no part in what is read.
    let pages = PageRules { stated_in: None, ..options.pages.clone() };
    let settings =
        format!("{:?}", Options { lang: options.lang.clone(), pages, ..Options::default() });
    let room = options.memory.and_then(TempFile::new).map(Arc::new);
    let for_cache = room.clone().map(|file| file as Arc<dyn Room>);
    let cache = Cache::open(options.cache.as_deref(), settings, for_cache);
    let mut outcomes = read_files(&files, options, &cache, room.as_deref(), progress);
    problems.extend(vain_selectors(&files, &outcomes, &options.pages));
    let copies = feed::drop_copies(&files, &mut outcomes);
    see_beside_others(&files, &mut outcomes);
    let mut reading = Reading {
        problems,
        skipped: Skipped { copies, ..skipped },
        files: files.len(),
        unchanged: cache.known(),
        not_kept: cache.save().err().map(|error| error.to_string()),
        documents: Collection::new(room),
        ..Reading::default()
    };
    let sites = reading.gather(inputs, &files, outcomes);
    reading.repeated = repeated::leave_out(&mut reading.documents, &sites);
    reading
}

/// Selectors that match nothing on any page, which is nearly always a mistake.
fn vain_selectors(files: &[File<'_>], outcomes: &[Outcome], rules: &PageRules) -> Option<Problem> {
    let path = rules.stated_in.as_ref()?;
    let mut pages = files.iter().zip(outcomes).filter(|(file, _)| file.format == Format::Html);
    let first = pages.next()?;
    let matched = std::iter::once(first).chain(pages).flat_map(|(_, outcome)| &outcome.matched);
    let vain = rules.others(&matched.copied().collect());
    let list = vain.join(", ");
    (!vain.is_empty())
        .then(|| Problem::noted(path, format!("[html]: nothing on any page matches {list}")))
}

fn read_files(
    files: &[File<'_>],
    options: &Options,
    cache: &Cache,
    room: Option<&TempFile>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Vec<Outcome> {
    let (total, done) = (files.len(), AtomicUsize::new(0));
    let read = |file| {
        let mut outcome = read_file(file, options, cache);
        if let Some(room) = room {
            let finished = outcome.documents.iter_mut();
            finished.for_each(|it| it.place = Some(room.park(&mut it.document)));
        }
        progress(Progress { done: done.fetch_add(1, Ordering::Relaxed) + 1, total });
        outcome
    };
    files.par_iter().map(read).collect()
}

/// Does what takes all pages of a site: titles lose its name, texts that tell no language have
/// that of the others.
fn see_beside_others(files: &[File<'_>], outcomes: &mut [Outcome]) {
    for (files, outcomes) in by_input(files, outcomes) {
        shorten_titles(files, outcomes);
        let finished = outcomes.iter_mut().flat_map(|outcome| &mut outcome.documents);
        language::fill_in(&mut finished.map(|it| &mut it.document).collect::<Vec<_>>());
    }
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

/// The bytes of a file that is not too big, whatever its size is said to be.
fn load(path: &Path, limit: u64) -> Result<Vec<u8>, String> {
    const WHAT: &str = "a file of this kind";
    let file = std::fs::File::open(path).map_err(|error| walk::unreadable(&error))?;
    let size = file.metadata().map_or(0, |meta| meta.len());
    if size > limit {
        return Err(too_big(size, limit, WHAT));
    }
    // One more than it has: else the end would be found by asking for more in small steps.
    let mut bytes = Vec::with_capacity(size as usize + 1);
    let mut limited = file.take(limit + 1);
    limited.read_to_end(&mut bytes).map_err(|error| walk::unreadable(&error))?;
    // What is no usual file (or grows) may not have told its size.
    if bytes.len() as u64 > limit {
        return Err(too_big(bytes.len() as u64, limit, WHAT));
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
        let (unlisted, matched) = (article.unlisted, article.matched);
        return Ok(Outcome { unlisted, matched, ..Outcome::default() });
    }
    article.notes.extend(decoded.note.map(Note::from));
    if article.redirects && length_of(&article.sections) <= MOST_OF_A_REDIRECT {
        let matched = article.matched;
        return Ok(Outcome { redirects: true, matched, ..Outcome::default() });
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
