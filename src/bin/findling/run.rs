//! `findling run`: the hits of many queries, for judging the ranking.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result};
use findling::Hit;
use findling::bundle::Bundle;

use crate::queries::{self, Query};
use crate::terminal::{Terminal, count};

/// Run a file of queries against a bundle
///
/// Writes a line `query-id TAB article-id TAB rank TAB score` for each hit.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folder with a bundle
    dir: PathBuf,
    /// File with a query {"id": …, "text": …} on each line
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    /// Hits of each query at most
    #[arg(long, short, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// File to write to [default: stdout]
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<()> {
    let index = Bundle::open(&args.dir)?.index()?;
    let queries = queries::read(&args.queries)?;
    let spinner = terminal.spinner("searching");
    let hits = queries::run(&index, &queries, args.limit);
    spinner.finish_and_clear();
    let lines = lines(&queries, &hits);
    match &args.out {
        Some(path) => {
            std::fs::write(path, lines).with_context(|| path.display().to_string())?;
            let hits = hits.iter().map(Vec::len).sum();
            terminal.info(format_args!("{} in {}", count(hits, "hit"), path.display()));
        }
        None => {
            let mut out = terminal.out();
            out.write_all(lines.as_bytes())?;
            out.flush()?;
        }
    }
    Ok(())
}

fn lines(queries: &[Query], hits: &[Vec<Hit>]) -> String {
    let mut lines = String::new();
    for (query, hits) in queries.iter().zip(hits) {
        for (position, hit) in hits.iter().enumerate() {
            lines += &format!("{}\t{}\t{}\t{}\n", query.id, hit.id, position + 1, hit.score);
        }
    }
    lines
}
