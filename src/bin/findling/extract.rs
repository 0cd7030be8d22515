//! `findling extract`: what is read from files, before it is indexed.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Result, bail};
use findling::document::Emphasis;
use findling::ingest::{self, Input, Options};
use findling::{Corpus, Document, Section};

use crate::Format;
use crate::articles::{self, report_left_out, report_problems};
use crate::html;
use crate::settings::parse_lang;
use crate::terminal::{ADDRESS, BOLD, DIMMED, Terminal, plain};

const EXAMPLES: &str = "\
Examples:
  findling extract site/about.html
  findling extract site --format json | jq -r '[.id, .title, .date] | @tsv'

With --format json there is one line for each article: {id, url, title, lang, date, facets,
stated, sections: [{level, heading, anchor, lang, text}]}; facets are left out where there are none, and
lang where a section is in the language of its article; emphasis: [{text, weight}] stands before the
sections where some text counts more. stated is what else is known and not put into the index:
{breadcrumb, canonical, description, image}, each where there is one.";

/// Show what gets indexed of files
///
/// For a look at titles, dates, languages, facets, headings and texts before a build, and at what of
/// a page is taken for its furniture and left out.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Files and folders to read
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Language of all articles [default: what each states, or is recognised as]
    #[arg(long, value_name = "TAG", value_parser = parse_lang)]
    lang: Option<String>,
    /// File with settings, of which what concerns web pages is taken [default: findling.toml, if
    /// there is one]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// How the articles are written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(crate) fn run(args: Args, terminal: &Terminal) -> Result<()> {
    let input = |path| Input { path, base: String::new() };
    let inputs: Vec<Input> = args.paths.into_iter().map(input).collect();
    let mut options = Options {
        lang: args.lang,
        pages: html::find(args.config.as_deref(), terminal)?,
        cache: None,
        memory: None,
    };
    let leaves_out = !std::mem::replace(&mut options.pages.read_noindex, true);
    let bar = terminal.progress("reading");
    let reading = ingest::read(&inputs, &options, &|progress| {
        bar.set_length(progress.total as u64);
        bar.inc(1);
    });
    bar.finish_and_clear();
    report_left_out(&reading, terminal);
    let mut out = terminal.out();
    for number in 0..reading.documents.count() {
        reading.documents.visit(number, |document| match args.format {
            Format::Json => Ok(writeln!(out, "{}", serde_json::to_string(document)?)?),
            Format::Text => write_document(&mut out, document),
        })??;
    }
    out.flush()?;
    for (path, why) in articles::unlisted(&reading).filter(|_| leaves_out) {
        terminal.warning(format_args!("{path}: {why}; builds leave it out"));
    }
    report_problems(&reading.problems, terminal);
    if reading.documents.count() == 0 {
        bail!("nothing could be read");
    }
    Ok(())
}

fn write_document(out: &mut impl Write, document: &Document) -> io::Result<()> {
    let Document { id, url, title, lang, date, facets, stated, emphasis, sections } = document;
    writeln!(out, "{BOLD}{}{BOLD:#}", plain(title))?;
    writeln!(out, "{ADDRESS}{}{ADDRESS:#}", plain(id))?;
    let or_dash = |text: &str| if text.is_empty() { "-".to_owned() } else { plain(text) };
    let [url, lang, date] = [url, lang, date].map(|text| or_dash(text));
    writeln!(out, "{DIMMED}address {url}  language {lang}  date {date}{DIMMED:#}")?;
    for (name, values) in facets {
        writeln!(out, "{DIMMED}{} {}{DIMMED:#}", plain(name), plain(&values.join(", ")))?;
    }
    for (name, value) in stated {
        writeln!(out, "{DIMMED}{name} {}{DIMMED:#}", plain(value))?;
    }
    for Emphasis { text, weight } in emphasis {
        writeln!(out, "{DIMMED}counts {weight} times: {}{DIMMED:#}", plain(text))?;
    }
    sections.iter().try_for_each(|section| write_section(out, section))?;
    writeln!(out)
}

fn write_section(out: &mut impl Write, section: &Section) -> io::Result<()> {
    if section.level > 0 {
        let anchor = match section.anchor.as_str() {
            "" => String::new(),
            anchor => format!("  #{}", plain(anchor)),
        };
        let (marks, heading) = ("#".repeat(section.level.into()), plain(&section.heading));
        writeln!(out, "\n{BOLD}{marks} {heading}{BOLD:#}{DIMMED}{anchor}{DIMMED:#}")?;
    }
    section.text.lines().try_for_each(|line| writeln!(out, "  {}", plain(line)))
}
