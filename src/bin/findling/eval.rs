//! `findling eval`: how good the ranking is, by judged queries.

use std::collections::HashSet;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use findling::bundle::{self, Bundle};
use serde::Serialize;

use crate::Format;
use crate::measures::{CUTOFF, Judgements, Measures};
use crate::queries;
use crate::terminal::{BOLD, Terminal, grouped};

const EXAMPLES: &str = "\
The judgements are lines `query-id article-id grade`, split by tabs or blanks (TREC's four columns
will do, and a heading); a grade above 0 is relevant. Every query of the file counts that has a
relevant article; one that finds nothing counts as 0.

  nDCG@10     gain = grade, discount 1/log2(rank + 1), ideal over all judged articles
  MRR@10      1/rank of the first relevant article
  Recall@10   share of the relevant articles that are found
  Success@1   share of queries whose first hit is relevant";

/// Measure the ranking with judged queries
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Folder with a bundle
    dir: PathBuf,
    /// File with a query {"id": …, "text": …} on each line
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    /// File with judgements
    #[arg(long, value_name = "FILE")]
    qrels: PathBuf,
    /// How the measures are written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Serialize)]
struct Report {
    /// Judged queries.
    queries: usize,
    /// Of them, those without a single hit.
    no_hits: usize,
    #[serde(flatten)]
    measures: Measures,
}

pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<()> {
    let index = Bundle::open(&args.dir)?.index()?;
    let judgements = Judgements::parse(&queries::text_of(&args.qrels)?)
        .with_context(|| args.qrels.display().to_string())?;
    let mut queries = queries::read(&args.queries)?;
    queries.retain(|query| judgements.of(&query.id).is_some());
    if queries.is_empty() {
        bail!(
            "{}: expected lines `query-id article-id grade` with queries of {}, found none",
            args.qrels.display(),
            args.queries.display()
        );
    }
    let known: HashSet<&str> = bundle::article_ids(&index).collect();
    if let Some(warning) = strangers(&judgements, &known) {
        terminal.warning(warning);
    }
    let spinner = terminal.spinner("searching");
    let hits = queries::run(&index, &queries, CUTOFF);
    spinner.finish_and_clear();
    let of_query = queries.iter().zip(&hits).filter_map(|(query, hits)| {
        let mut seen = HashSet::new();
        let ids = hits.iter().map(|hit| hit.id.as_str()).filter(|id| seen.insert(*id));
        Some(Measures::of(judgements.of(&query.id)?, &ids.collect::<Vec<_>>()))
    });
    let report = Report {
        queries: queries.len(),
        no_hits: hits.iter().filter(|hits| hits.is_empty()).count(),
        measures: Measures::mean(of_query),
    };
    match args.format {
        Format::Json => terminal.json(&report),
        Format::Text => write_report(&report, terminal),
    }
}

/// What to say if no article that is judged is in the bundle.
fn strangers(judgements: &Judgements, known: &HashSet<&str>) -> Option<String> {
    let judged = judgements.articles().min()?;
    let ours = known.iter().min()?;
    let is_strange = !judgements.articles().any(|id| known.contains(id));
    is_strange.then(|| {
        format!(
            "none of the articles that are judged is in the bundle: the judgements have ids like \
             {judged:?}, the bundle has ids like {ours:?}"
        )
    })
}

fn write_report(report: &Report, terminal: &Terminal) -> Result<()> {
    let Measures { ndcg, mrr, recall, success } = report.measures;
    let mut out = terminal.out();
    let lines = [("nDCG@10", ndcg), ("MRR@10", mrr), ("Recall@10", recall), ("Success@1", success)];
    for (name, value) in lines {
        writeln!(out, "{BOLD}{name:<12}{BOLD:#} {value:.4}")?;
    }
    let (queries, no_hits) = (grouped(report.queries), grouped(report.no_hits));
    writeln!(out, "{BOLD}{:<12}{BOLD:#} {queries} ({no_hits} without hits)", "queries")?;
    Ok(out.flush()?)
}
