//! `findling build`: folders of articles → a bundle.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use findling::bundle::{self, Assembled, Changes, Effort, Engine, File, Sizes};
use findling::ingest::{Problem, Reading, Repeated};
use findling::{Corpus, index};
use serde::Serialize;

use crate::settings::{ArticleArgs, Settings, folder_of, real};
use crate::table::{self, Row};
use crate::terminal::{Terminal, count, pasted};
use crate::{Format, articles};

/// The engine that this program carries.
pub(crate) const ENGINE: Engine = include!(concat!(env!("OUT_DIR"), "/engine.rs"));

const EXAMPLES: &str = "\
Examples:
  findling build site --out site/search
      Index the pages of a website; hits link to them by relative addresses.
  findling build public --out public/search --base-url https://example.org/
      Hits link to https://example.org/…; public is the website as it is put there.
  findling build texts --out dist --pages
      Write a page to read for every text; hits link there.

Settings may also stand in findling.toml, in the folder where findling is started or where
--config says. Flags win over it. Its paths are relative to it.
  inputs = [\"public\"]
  out = \"public/search\"
  base-url = \"https://example.org/\"
  lang = \"de\"
  strict = true
  memory = \"512M\"
  cache = \"kept\"   # or false, to read all files each time
  pages = false
  compressed = false
  split = true     # or false, for one file
  acronyms = true  # as articles explain them: \"Europäische Union (EU)\"
  synonyms = [[\"Kita\", \"Kindergarten\"]]  # each finds the others
  one-way-synonyms = { Handy = [\"mobiles Telefon\"] }  # Handy finds this, too
  [html]           # CSS selectors; pages may say it as data-findling-body …
  body = \"#content\"           # all text there is; else it is found
  ignore = \".ad, .toc\"
  meta = { date = \".published\" }
  filter = { audience = \".audience\" }
  weight = { \".summary\" = 3 } # its words count so many times
  read-noindex = true          # also what asks not to be listed, and drafts";

/// Index articles, and write the folder of files that searches them
///
/// Reads .html, .md, .mdx, .txt, .jsonl, .csv, .epub and .pdf files and feeds; - stands for JSON
/// Lines that are piped in. What cannot be read is reported at the end with
/// its path and the reason, and the rest is indexed; with --strict, nothing is written then. The
/// folder always holds a whole bundle, also if this is interrupted; a build that changes nothing
/// touches no file.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    pub articles: ArticleArgs,
    /// Folder to write to: a new or empty one, or one with an older bundle
    #[arg(long, short, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write a page to read for every article, and let hits link there
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub pages: Option<bool>,
    /// Write beside each file that visitors load the same compressed, as .gz and .br: for servers
    /// that send such files, but compress nothing by themselves
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub compressed: Option<bool>,
    /// Put the index into many small files, of which a browser loads what a query needs [default:
    /// if one file would be larger than 320 KB, compressed]
    #[arg(long)]
    pub split: bool,
    /// Put the whole index into one file
    #[arg(long, conflicts_with = "split")]
    pub single: bool,
    /// Write also into a folder that holds other files, and replace those with the same names
    #[arg(long)]
    pub force: bool,
    /// How the report is written
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// What was built.
#[derive(Serialize)]
struct Report {
    articles: usize,
    words: usize,
    out: PathBuf,
    written: usize,
    removed: usize,
    /// What a visitor's browser loads over http.
    visitor: Row,
    files: Vec<Row>,
    left_out: LeftOut,
    /// Pages that are found by their titles alone.
    textless: Vec<PathBuf>,
    problems: Vec<Problem>,
}

/// What is no article, or no part of one, by what pages say or have in common.
#[derive(Serialize)]
struct LeftOut {
    noindex: Vec<PathBuf>,
    drafts: Vec<PathBuf>,
    unmarked: Vec<PathBuf>,
    services: Vec<PathBuf>,
    repeated: Vec<Repeated>,
}

impl LeftOut {
    fn of(reading: &Reading, reads_noindex: bool) -> Self {
        let unless_read =
            |paths: &[PathBuf]| if reads_noindex { Vec::new() } else { paths.to_vec() };
        Self {
            noindex: unless_read(&reading.noindex),
            drafts: unless_read(&reading.drafts),
            unmarked: reading.skipped.unmarked.clone(),
            services: reading.skipped.services.clone(),
            repeated: reading.repeated.clone(),
        }
    }

    /// In a line, if there is something to say.
    fn shown(&self, terminal: &Terminal) -> Option<String> {
        let counted = |paths: &[PathBuf], what: &str, why: &str| {
            (!paths.is_empty()).then(|| format!("{}{why}", count(paths.len(), what)))
        };
        let of_articles: usize = self.repeated.iter().map(|shared| shared.documents).sum();
        let repeated =
            (of_articles > 0).then(|| format!("what pages have in common ({} times)", of_articles));
        let parts = [
            counted(&self.noindex, "page", " with noindex"),
            counted(&self.drafts, "draft", ""),
            counted(&self.unmarked, "page", " without data-pagefind-body"),
            counted(&self.services, "file", " for machines"),
            repeated,
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| format!("Left out: {}{}", parts.join(", "), hint(terminal)))
    }
}

/// How to learn which files are meant, unless they were named before.
fn hint(terminal: &Terminal) -> &'static str {
    if terminal.is_verbose() { "" } else { " (--verbose tells which)" }
}

pub(crate) fn run(args: Args, terminal: &Terminal) -> Result<()> {
    let format = args.format;
    let settings = Settings::new(args, terminal)?;
    bundle::check(&settings.out, settings.overwrite)?;
    let mut reading = articles::read(&settings.articles, terminal);
    let result = build(&settings, &mut reading, terminal)
        .and_then(|built| report(&built, &reading, &settings, format, terminal));
    articles::report_problems(&reading.problems, terminal);
    result
}

/// What was built, before it is measured.
struct Built {
    bundle: Assembled,
    words: usize,
    /// Hits lead to what lies beside the bundle.
    links_up: bool,
    changes: Changes,
}

fn build(settings: &Settings, reading: &mut Reading, terminal: &Terminal) -> Result<Built> {
    articles::check(&settings.articles, reading)?;
    if settings.bundle.pages {
        bundle::pages::link(&mut reading.documents)?;
    }
    let spinner = terminal.spinner("indexing");
    let synonyms = articles::synonyms(&settings.articles, reading, terminal)?;
    let documents = &reading.documents;
    let draft = index::draft(documents, &synonyms)?;
    let there = bundle::modules_of(&settings.out);
    let bundle = bundle::assemble(&ENGINE, &draft, settings.bundle, there)?;
    let links_up = documents.heads().any(|head| head.url.starts_with("../"));
    let words = draft.tokens();
    let changes = bundle::write(&settings.out, &bundle.files, &bundle.kept, settings.overwrite)?;
    spinner.finish_and_clear();
    Ok(Built { bundle, words, links_up, changes })
}

fn report(
    built: &Built,
    reading: &Reading,
    settings: &Settings,
    format: Format,
    terminal: &Terminal,
) -> Result<()> {
    if format == Format::Text && terminal.is_quiet() {
        return Ok(());
    }
    let report = Report::new(built, reading, settings)?;
    match format {
        Format::Json => terminal.json(&report),
        Format::Text => {
            write_report(&report, terminal)?;
            terminal.info(format_args!("\n{}", how_to_look(settings, built.links_up)));
            Ok(())
        }
    }
}

impl Report {
    fn new(built: &Built, reading: &Reading, settings: &Settings) -> Result<Self> {
        // Over http the module and its script, from `file://` the script that has both.
        let module = &built.bundle.manifest.module;
        // Of a large index most lies in a folder that is called like the module.
        let shards = format!("{}/", module.trim_end_matches(".wasm"));
        let shown = |file: &&File| {
            file.path == *module
                || file.path.starts_with(&shards) && file.path.ends_with(".bin")
                || file.path.starts_with("findling.") && file.path.ends_with(".js")
        };
        // To compress the others as well would be a fifth of a build.
        let is_loaded = |path: &str| path == module || path == "findling.js";
        let row = |file: &File| {
            Ok(Row {
                name: file.path.clone(),
                sizes: match is_loaded(&file.path) {
                    true => Sizes::of(&file.bytes.read()?, Effort::Quick),
                    false => Sizes::raw(file.bytes.len()),
                },
            })
        };
        let files = built.bundle.files.iter().filter(shown).map(row);
        let files: Vec<_> = files.collect::<Result<_>>()?;
        let loaded = files.iter().filter(|row| is_loaded(&row.name));
        let visitor = loaded.map(|row| row.sizes).sum();
        Ok(Self {
            articles: built.bundle.manifest.articles,
            words: built.words,
            out: settings.out.clone(),
            written: built.changes.written,
            removed: built.changes.removed,
            visitor: Row { name: "a visitor loads first".to_owned(), sizes: visitor },
            files: table::by_folder(files),
            left_out: LeftOut::of(reading, settings.articles.pages.read_noindex),
            textless: reading.textless.clone(),
            problems: reading.problems.clone(),
        })
    }
}

fn write_report(report: &Report, terminal: &Terminal) -> Result<()> {
    let mut out = terminal.out();
    writeln!(
        out,
        "{} with {} in {}{}\n",
        count(report.articles, "article"),
        count(report.words, "word"),
        report.out.display(),
        match (report.written, report.removed) {
            (0, 0) => ": nothing has changed".to_owned(),
            (written, 0) => format!(": {} written", count(written, "file")),
            (written, removed) =>
                format!(": {} written, {removed} deleted", count(written, "file")),
        }
    )?;
    let title = "file (sizes as a server compresses)";
    table::write(&mut out, title, report.files.iter().chain([&report.visitor]))?;
    out.flush()?;
    if let Some(left_out) = report.left_out.shown(terminal) {
        terminal.info(format_args!("\n{left_out}"));
    }
    if !report.textless.is_empty() {
        let pages = count(report.textless.len(), "page");
        let hint = hint(terminal);
        terminal.info(format_args!("\nOf {pages} nothing can be read but a title{hint}"));
    }
    Ok(())
}

/// What to type next. The folder to serve is the one that holds the bundle and
/// the articles that its hits lead to.
fn how_to_look(settings: &Settings, links_up: bool) -> String {
    let out = settings.out.as_path();
    match settings.articles.inputs.as_slice() {
        _ if !links_up => served(out),
        [input] if lies_in(out, &folder_of(&input.path)) => served(&folder_of(&input.path)),
        [input, ..] => format!(
            "Hits link to {}… from {}: put both on the website as they are here, give \
             --base-url, or add --pages.\n{}",
            input.base,
            out.display(),
            served(out)
        ),
        [] => String::new(),
    }
}

/// How to look at a folder. The program within Node serves none.
fn served(folder: &Path) -> String {
    let folder = pasted(folder);
    match cfg!(target_family = "wasm") {
        true => format!("Look at it: serve {folder} with any web server"),
        false => format!("Look at it: findling serve {folder} --open"),
    }
}

/// Whether a folder lies in another, however they are written.
fn lies_in(inner: &Path, outer: &Path) -> bool {
    matches!((real(inner), real(outer)), (Ok(inner), Ok(outer)) if inner.starts_with(&outer))
}
