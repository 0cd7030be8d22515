//! `findling suggest`: the ways to go on typing that visitors are offered.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use findling::bundle::Bundle;

use crate::Format;
use crate::search::normal;
use crate::terminal::{Terminal, plain};

/// Suggest ways to go on typing, as for a visitor
///
/// Words that complete the last one, then titles that begin so, then related words.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folder with a bundle
    dir: PathBuf,
    /// What was typed so far
    #[arg(allow_hyphen_values = true)]
    query: String,
    /// Suggestions of each kind at most
    #[arg(long, short, value_name = "N", default_value_t = 5)]
    limit: usize,
    /// How the suggestions are written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<()> {
    let index = Bundle::open(&args.dir)?.index()?;
    let query = normal(&args.query);
    let suggestions = index.suggest(&query, args.limit);
    if args.format == Format::Json {
        return terminal.json(&suggestions);
    }
    let mut out = terminal.out();
    for it in &suggestions {
        writeln!(out, "{}", plain(&it.text))?;
    }
    Ok(out.flush()?)
}
