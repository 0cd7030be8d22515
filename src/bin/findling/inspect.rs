//! `findling inspect`: what a bundle consists of, byte by byte.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use findling::bundle::Bundle;
use findling::format;
use findling::search::Info;
use serde::Serialize;

use crate::Format;
use crate::table::{self, Row};
use crate::terminal::{BOLD, Terminal, grouped};

/// Show figures and sizes of a bundle
///
/// Counts articles, words and postings, and the bytes of every section of the index and of every
/// file: as they are, and compressed as hard as gzip and brotli can (9 and 11).
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folder with a bundle
    dir: PathBuf,
    /// How the figures are written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Serialize)]
struct Report {
    #[serde(flatten)]
    info: Info,
    sections: Vec<Row>,
    files: Vec<Row>,
}

pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<()> {
    let bundle = Bundle::open(&args.dir)?;
    let (root, shards) = (bundle.root()?, bundle.shards()?);
    let spinner = terminal.spinner("measuring");
    let files = bundle.files()?;
    let files: Vec<_> =
        files.iter().map(|it| Ok((it.path.as_str(), it.bytes.read()?))).collect::<Result<_>>()?;
    let report = Report {
        sections: sections(std::iter::once(&root).chain(&shards))?,
        files: table::by_folder(Row::measure(&files)),
        info: bundle.index()?.info(),
    };
    spinner.finish_and_clear();
    match args.format {
        Format::Json => terminal.json(&report),
        Format::Text => write_report(&report, terminal),
    }
}

/// The sections of an index, as if those of its shards were one.
fn sections<'p>(parts: impl Iterator<Item = &'p Vec<u8>>) -> Result<Vec<Row>> {
    let mut sections: Vec<Row> = Vec::new();
    for part in parts {
        let rows = Row::measure(&format::sections(part)?);
        match sections.is_empty() {
            true => sections = rows,
            false => sections.iter_mut().zip(rows).for_each(|(sum, row)| sum.add(row)),
        }
    }
    Ok(sections)
}

fn write_report(report: &Report, terminal: &Terminal) -> Result<()> {
    let mut out = terminal.out();
    let Info { articles, tokens, forms, terms, postings, .. } = report.info;
    let figures = [
        ("articles", articles),
        ("words (tokens)", tokens),
        ("surface forms", forms),
        ("terms", terms),
        ("postings", postings),
    ];
    for (name, figure) in figures {
        writeln!(out, "{BOLD}{name:<40}{BOLD:#} {:>12}", grouped(figure))?;
    }
    writeln!(out, "{BOLD}{:<40}{BOLD:#} {:>12}", "languages", report.info.languages.join(" "))?;
    for (title, rows) in [("section of the index", &report.sections), ("file", &report.files)] {
        writeln!(out)?;
        table::write(&mut out, title, rows.iter().chain([&Row::sum("together", rows)]))?;
    }
    Ok(out.flush()?)
}
