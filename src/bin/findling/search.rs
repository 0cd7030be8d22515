//! `findling search`: the engine that visitors get, asked here.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Instant;

use anyhow::Result;
use findling::bundle::Bundle;
use findling::ingest::days_in;
use findling::search::{Excerpt, Explanation, FacetCounts, Note, Sort, ValueCount, is_date};
use findling::{Hit, Index, SearchOptions, SearchResults};
use unicode_normalization::UnicodeNormalization;

use crate::Format;
use crate::terminal::{ADDRESS, BOLD, DIMMED, Terminal, count, plain};

const EXAMPLES: &str = "\
Examples:
  findling search dist 'Menschenhandel'
  findling search dist '\"city networks\" -police' --limit 3
  findling search dist 'migrat' --format json | jq '.hits[].url'
  findling search dist 'tag:prävention date:>=2023' --facets
  findling search dist 'beratung' --filter lang=de --filter tag=Recht --from 2022 --sort newest

A query holds words, \"quoted phrases\", and -words that must not occur. Articles with all words come
first, then those with the most weight of the words, of which rare ones have more. The last word is
completed, and words that occur nowhere are corrected, unless --exact says otherwise.
  a OR b c                one of a and b, and c; ( ) may stand around alternatives
  title:word              in the title; also title:\"a phrase\" and -title:word
  tag:law author:\"A B\"   what articles state: tag, category, author, names of their own; lang, year
  date:2023               also 2023-05, 2022..2024, >=2023-05-01, <2024
  prevent*                all words that begin so";

/// Search a bundle as a visitor would
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Folder with a bundle
    dir: PathBuf,
    /// What to search for; several arguments count as one
    #[arg(allow_hyphen_values = true)]
    query: String,
    /// The rest of the query. An argument of its own, since after an argument
    /// that takes many words with hyphens no option would be one.
    #[arg(hide = true)]
    more: Vec<String>,
    /// Hits to show at most
    #[arg(long, short, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Hits to leave out before
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    /// Take the words as they are: no correction, no completion, no synonyms
    #[arg(long)]
    exact: bool,
    /// Order of the hits
    #[arg(long, value_enum, value_name = "ORDER", default_value_t)]
    sort: Order,
    /// Accept a value of a facet; of one facet any value will do, of several each must fit
    #[arg(long = "filter", value_name = "NAME=VALUE", value_parser = parse_filter)]
    filters: Vec<(String, String)>,
    /// First date that is accepted: 2023, 2023-05 or 2023-05-01
    #[arg(long, value_name = "DATE", value_parser = parse_date, default_value = "", hide_default_value = true)]
    from: String,
    /// Last date that is accepted
    #[arg(long, value_name = "DATE", value_parser = parse_date, default_value = "", hide_default_value = true)]
    to: String,
    /// Tell why each hit ranks where it does, word by word
    #[arg(long)]
    explain: bool,
    /// Let new articles count more: 0.5 lets the newest count half as much again
    #[arg(long, value_name = "SHARE", value_parser = parse_share, default_value = "0", hide_default_value = true)]
    freshness: f32,
    /// Count the values of facets too
    #[arg(long)]
    facets: bool,
    /// How the results are written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// [`Sort`] on the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Order {
    /// The best first.
    #[default]
    Relevance,
    /// The latest first.
    Newest,
    /// From A to Z.
    Title,
}

impl From<Order> for Sort {
    fn from(order: Order) -> Self {
        match order {
            Order::Relevance => Self::Relevance,
            Order::Newest => Self::Newest,
            Order::Title => Self::Title,
        }
    }
}

fn parse_filter(filter: &str) -> Result<(String, String), String> {
    match filter.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((normal(name), normal(value))),
        _ => Err(format!("expected a name and a value like `tag=Recht`, found `{filter}`")),
    }
}

fn parse_share(share: &str) -> Result<f32, String> {
    let number = share.parse().ok().filter(|number: &f32| number.is_finite() && *number >= 0.0);
    number.ok_or_else(|| format!("expected a number like 0.5, found `{share}`"))
}

fn parse_date(date: &str) -> Result<String, String> {
    match is_date(date) && is_in_calendar(date) {
        true => Ok(date.to_owned()),
        false => Err(format!(
            "expected a date of the calendar like 2023, 2023-05 or 2023-05-01, found `{date}`"
        )),
    }
}

/// Whether a year has this month, and the month this day, where they are given.
fn is_in_calendar(date: &str) -> bool {
    let mut parts = date.split('-').map(|part| part.parse::<u32>().unwrap_or(0));
    let (year, month) = (parts.next().unwrap_or(0), parts.next().unwrap_or(1));
    let day = parts.next().unwrap_or(1);
    days_in(year, month).is_some_and(|days| (1..=days).contains(&day))
}

fn told(note: Note) -> &'static str {
    match note {
        Note::Words => "The query has too many words: not all were searched, or corrected.",
        Note::Quotes => "No text has the quoted words side by side; they were searched one by one.",
        Note::Dates => "One of the dates is none; both were left out.",
    }
}

pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<()> {
    let index = Bundle::open(&args.dir)?.index()?;
    let options = SearchOptions {
        limit: args.limit,
        offset: args.offset,
        exact: args.exact,
        sort: args.sort.into(),
        filters: args.filters.clone(),
        from: args.from.clone(),
        to: args.to.clone(),
        facets: args.facets,
        explain: args.explain,
        freshness: args.freshness,
    };
    let query = [std::slice::from_ref(&args.query), &args.more].concat().join(" ");
    let results = search(&index, &query, &options);
    if args.format == Format::Json {
        return terminal.json(&results);
    }
    for note in &results.notes {
        terminal.warning(told(*note));
    }
    terminal.info(summary(&results));
    let mut out = terminal.out();
    results.facets.iter().try_for_each(|facet| write_facet(&mut out, facet))?;
    results.hits.iter().try_for_each(|hit| write_hit(&mut out, hit))?;
    Ok(out.flush()?)
}

/// A text in the form of the words in an index, as the browser's side makes it: wide signs and
/// ligatures are what they stand for; but this would take vowels of Thai and Lao apart.
pub(crate) fn normal(text: &str) -> String {
    let mut normal = String::new();
    for part in text.split_inclusive(['ำ', 'ຳ']) {
        let (other, vowel) = part.split_at(part.trim_end_matches(['ำ', 'ຳ']).len());
        normal.extend(other.nfkc());
        normal += vowel;
    }
    normal
}

/// Searches as the browser's side does: the query is normalised first, and the
/// time is taken.
pub(crate) fn search(index: &Index, query: &str, options: &SearchOptions) -> SearchResults {
    let query = normal(query);
    let start = Instant::now();
    let mut results = index.search(&query, options);
    results.took_ms = start.elapsed().as_secs_f64() * 1000.0;
    results
}

fn summary(results: &SearchResults) -> String {
    let corrected = match &results.corrected {
        Some(query) => format!(" for {BOLD}{}{BOLD:#}", plain(query)),
        None => String::new(),
    };
    let found = match results.total {
        0 => "nothing".to_owned(),
        total => count(total, "article"),
    };
    format!("found {found}{corrected} in {:.1} ms", results.took_ms)
}

/// `tag: Recht 3, Schule 1`.
fn write_facet(out: &mut impl Write, facet: &FacetCounts) -> io::Result<()> {
    let value = |it: &ValueCount| format!("{} {DIMMED}{}{DIMMED:#}", plain(&it.value), it.count);
    let values: Vec<String> = facet.values.iter().map(value).collect();
    writeln!(out, "{BOLD}{}{BOLD:#}: {}", plain(&facet.name), values.join(", "))
}

fn write_hit(out: &mut impl Write, hit: &Hit) -> io::Result<()> {
    writeln!(out, "\n{BOLD}{}{BOLD:#}", plain(&hit.title))?;
    let date = if hit.date.is_empty() { String::new() } else { format!("  {}", plain(&hit.date)) };
    writeln!(out, "{ADDRESS}{}{ADDRESS:#}{DIMMED}{date}{DIMMED:#}", plain(&hit.url))?;
    if !hit.excerpt.text.is_empty() {
        writeln!(out, "{}", marked(&hit.excerpt))?;
    }
    for section in &hit.sections {
        let (heading, url) = (plain(&section.heading), plain(&section.url));
        writeln!(out, "  {heading}  {ADDRESS}{url}{ADDRESS:#}")?;
    }
    hit.explanation.iter().try_for_each(|why| write_explanation(out, hit.score, why))
}

fn write_explanation(out: &mut impl Write, score: f32, why: &Explanation) -> io::Result<()> {
    let factors =
        [("coverage", why.coverage), ("closeness", why.closeness), ("freshness", why.freshness)];
    let factors = factors.map(|(name, factor)| format!("{factor:.3} ({name}) × ")).concat();
    writeln!(out, "  {score:.3} = {factors}the sum of")?;
    for it in &why.words {
        let form =
            if it.form == it.word { String::new() } else { format!(" as {}", plain(&it.form)) };
        writeln!(
            out,
            "    {:.3}  {}{form}: weight {:.2}, frequency {:.2}, rarity {:.2}",
            it.score,
            plain(&it.word),
            it.weight,
            it.frequency,
            it.rarity
        )?;
    }
    Ok(())
}

/// The excerpt with its marks in bold. Marks count UTF-16 code units.
fn marked(excerpt: &Excerpt) -> String {
    let mut text = String::with_capacity(excerpt.text.len() * 2);
    let mut unit = 0;
    for c in plain(&excerpt.text).chars() {
        for [start, end] in &excerpt.marks {
            match unit {
                // An end before a start that follows at once.
                _ if unit == *end => text.push_str(&format!("{BOLD:#}")),
                _ if unit == *start => text.push_str(&format!("{BOLD}")),
                _ => {}
            }
        }
        text.push(if c.is_whitespace() { ' ' } else { c });
        unit += c.len_utf16();
    }
    if excerpt.marks.last().is_some_and(|[_, end]| *end >= unit) {
        text.push_str(&format!("{BOLD:#}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_the_calendar() {
        for (date, expect) in [
            ("2023", true),
            ("2023-5", true),
            ("2023-12-31", true),
            ("2024-02-29", true),
            ("2000-02-29", true),
            ("2023-02-29", false),
            ("1900-02-29", false),
            ("2023-04-31", false),
            ("2023-13", false),
            ("2023-00", false),
            ("2023-05-00", false),
            ("23", false),
            ("gestern", false),
        ] {
            assert_eq!(parse_date(date).is_ok(), expect, "{date}");
        }
    }

    #[test]
    fn marks_are_where_javascript_sees_them() {
        let cases: [(&str, &[[usize; 2]], &str); 6] = [
            ("über 🎉 Städte", &[[8, 14]], "über 🎉 [Städte]"),
            ("über 🎉 Städte", &[[0, 4], [5, 7]], "[über] [🎉] Städte"),
            ("ab", &[[0, 1], [1, 2]], "[a][b]"),
            ("a\nb", &[], "a b"),
            ("", &[], ""),
            ("ab", &[[1, 9]], "a[b]"),
        ];
        for (text, marks, expect) in cases {
            let excerpt = Excerpt { text: text.to_owned(), marks: marks.to_vec() };
            let text = marked(&excerpt);
            let shown = text.replace(&format!("{BOLD:#}"), "]").replace(&format!("{BOLD}"), "[");
            assert_eq!(shown, expect);
        }
    }
}
