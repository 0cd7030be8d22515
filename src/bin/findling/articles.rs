//! Reading the articles, as `build` and `export` do.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::Display;

use anyhow::{Result, bail};
use findling::corpus::Head;
use findling::ingest::{self, Options, Problem, Reading};
use findling::{Corpus, Synonyms};

use crate::settings::{Articles, decoded};
use crate::terminal::{Terminal, count};

/// Reads all articles but those that are the bundle's own pages.
pub(crate) fn read(articles: &Articles, terminal: &Terminal) -> Reading {
    let bar = terminal.progress("reading");
    let options = Options {
        lang: articles.lang.clone(),
        pages: articles.pages.clone(),
        cache: articles.cache.clone(),
        memory: Some(articles.memory),
    };
    let mut reading = ingest::read(&articles.inputs, &options, &|progress| {
        bar.set_length(progress.total as u64);
        bar.inc(1);
    });
    bar.finish_and_clear();
    let is_own = |head: Head<'_>| articles.own_addresses.contains(&decoded(head.url));
    reading.documents.retain(|head| !is_own(head));
    if !articles.pages.read_noindex {
        unlisted(&reading)
            .for_each(|(path, why)| terminal.detail(format_args!("{path}: {why}; left out")));
    }
    report_left_out(&reading, terminal);
    if let Some(unread) = unread(&reading.skipped.other) {
        terminal.info(unread);
    }
    terminal.detail(format_args!(
        "{} from {}, {} of them unchanged{}",
        count(reading.documents.count(), "article"),
        count(reading.files, "file"),
        reading.unchanged,
        passed_over(&reading)
    ));
    if let (Some(cache), Some(reason)) = (&options.cache, &reading.not_kept) {
        terminal.warning(format_args!(
            "what was read could not be kept for the next build, in {}: {reason}; name another \
             folder with --cache, or use --no-cache",
            cache.display()
        ));
    }
    reading
}

/// What is left out for what it says of itself, and why.
pub(crate) fn unlisted(reading: &Reading) -> impl Iterator<Item = (Display<'_>, &'static str)> {
    let noindex =
        reading.noindex.iter().map(|it| (it.display(), "asks not to be listed (noindex)"));
    noindex.chain(reading.drafts.iter().map(|path| (path.display(), "is a draft")))
}

/// Tells, on demand, what was left out on purpose, and of what nothing but a title could be read.
pub(crate) fn report_left_out(reading: &Reading, terminal: &Terminal) {
    let skipped = &reading.skipped;
    let told = [
        (&skipped.unmarked, "has no data-pagefind-body, as others do; left out"),
        (&skipped.services, "is for machines or the site's generator; left out"),
        (
            &reading.textless,
            "has nothing to read but its title, perhaps as a script fills the page",
        ),
    ];
    for (paths, why) in told {
        paths.iter().for_each(|it| terminal.detail(format_args!("{}: {why}", it.display())));
    }
    reading.repeated.iter().for_each(|repeated| terminal.detail(format_args!("{repeated}")));
}

/// Extensions of files that usually hold texts, in formats that are not read.
const TEXTS: [&str; 23] = [
    "adoc", "asciidoc", "azw3", "doc", "docx", "fb2", "ipynb", "mht", "mhtml", "mobi", "odp",
    "odt", "org", "pages", "ppt", "pptx", "rst", "rtf", "shtml", "tex", "textile", "wiki", "xls",
];

/// Files beside the articles in which readers would look for texts, in a line.
fn unread(others: &BTreeMap<String, usize>) -> Option<String> {
    let mut kinds: Vec<(&String, &usize)> =
        others.iter().filter(|(extension, _)| TEXTS.contains(&extension.as_str())).collect();
    kinds.sort_by_key(|(_, number)| Reverse(**number));
    let all: usize = kinds.iter().map(|(_, number)| **number).sum();
    let list: Vec<String> =
        kinds.iter().map(|(extension, number)| format!(".{extension} ({number})")).collect();
    let which = if all == 1 { "of a type that is not read" } else { "of types that are not read" };
    (all > 0).then(|| {
        format!(
            "{} {which}: {}; save them as .html, .md or .pdf to have them found\n",
            count(all, "file"),
            list.join(", ")
        )
    })
}

/// Files that are no articles, by kind.
fn passed_over(reading: &Reading) -> String {
    let kind = |(extension, number): (&String, &usize)| match extension.as_str() {
        "" => format!("{number} without extension"),
        extension => format!("{number} .{extension}"),
    };
    let mut kinds: Vec<String> = reading.skipped.other.iter().map(kind).collect();
    let skipped = &reading.skipped;
    let counts = [
        (skipped.redirects, "page", "that only leads on to another"),
        (skipped.copies, "feed item", "whose page is there"),
        (skipped.links, "link", "to what is read at its own place"),
    ];
    let counts = counts.into_iter().filter(|(number, ..)| *number > 0);
    kinds.extend(counts.map(|(number, what, which)| format!("{} {which}", count(number, what))));
    if kinds.is_empty() { String::new() } else { format!("; passed over: {}", kinds.join(", ")) }
}

/// Whether there is something to write, and nothing that forbids it.
pub(crate) fn check(articles: &Articles, reading: &Reading) -> Result<()> {
    let problems = reading.problems.len();
    if articles.strict && problems > 0 {
        bail!("{} with the articles; with --strict nothing is written", count(problems, "problem"));
    }
    if reading.documents.count() == 0 {
        bail!(
            "no articles found; expected .html, .md, .mdx, .txt, .jsonl, .csv, .epub or .pdf files \
             with text, or feeds"
        );
    }
    Ok(())
}

/// What articles explain, and what the site says.
pub(crate) fn synonyms(
    articles: &Articles,
    reading: &Reading,
    terminal: &Terminal,
) -> Result<Synonyms> {
    let mut synonyms = match articles.acronyms {
        true => Synonyms::explained_in(&reading.documents)?,
        false => Synonyms::default(),
    };
    synonyms.extend(&articles.synonyms);
    synonyms.lines().for_each(|line| terminal.detail(format_args!("synonyms: {line}")));
    Ok(synonyms)
}

/// Tells what went wrong with articles.
pub(crate) fn report_problems(problems: &[Problem], terminal: &Terminal) {
    if !problems.is_empty() {
        terminal.warning(format_args!("{}:", count(problems.len(), "problem")));
    }
    for problem in problems {
        terminal.listed(problem);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_are_not_read() {
        let cases = [
            (&[("png", 3), ("", 1)][..], None),
            (&[("docx", 1), ("css", 2)], Some("1 file of a type that is not read: .docx (1); ")),
            (
                &[("docx", 1), ("js", 9), ("rst", 2)],
                Some("3 files of types that are not read: .rst (2), .docx (1); "),
            ),
        ];
        for (others, expect) in cases {
            let others = others.iter().map(|(name, number)| ((*name).to_owned(), *number));
            let told = unread(&others.collect());
            assert_eq!(told.is_some(), expect.is_some(), "{told:?}");
            assert!(told.unwrap_or_default().starts_with(expect.unwrap_or_default()));
        }
    }
}
