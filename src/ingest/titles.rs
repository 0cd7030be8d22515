//! Takes the site's name off the titles of its pages.
//!
//! `Beratung | Stadt Ulm`: what most titles of a folder end (or begin) with, set
//! off by a separator, belongs to the site and not to the page; so does what a page
//! states as the name of its site. A page whose headline says the same words means them.
//! Where most pages have one title and no more, their headlines tell them apart.

use std::collections::HashMap;

use super::Finished;

/// What sets a site's name off at either end of a title.
const SEPARATORS: [&str; 13] =
    [" | ", " - ", " – ", " — ", " · ", " • ", " :: ", " « ", " » ", " ‹ ", " › ", " > ", " / "];

/// What sets it off at the beginning only.
const AFTER_A_NAME: &str = ": ";

/// Pages that have to share a name, where no page states it.
const FEWEST: usize = 2;

/// A part of a title that may be the site's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Affix<'a> {
    Start(&'a str),
    End(&'a str),
}

/// Shortens the titles of pages of one site.
pub(super) fn without_site_name(pages: &mut [&mut Finished]) {
    let mut of_language: HashMap<String, Vec<&mut Finished>> = HashMap::new();
    for page in pages {
        of_language.entry(page.document.lang.clone()).or_default().push(page);
    }
    of_language.into_values().for_each(shorten);
}

/// Shortens the titles of pages in one language: a site has a name in each.
fn shorten(mut pages: Vec<&mut Finished>) {
    let counts = count(&pages);
    let mut titles: HashMap<&str, usize> = HashMap::new();
    for page in &pages {
        *titles.entry(&page.document.title).or_default() += 1;
    }
    let is_name = |page: &Finished, affix: &Affix<'_>| {
        let (Affix::Start(name) | Affix::End(name)) = *affix;
        let pages_with = counts.get(affix).copied().unwrap_or_default();
        page.site_name.as_deref().is_some_and(|stated| stated.eq_ignore_ascii_case(name))
            || (pages_with >= FEWEST && pages_with * 2 > pages.len())
    };
    let shortened: Vec<Option<String>> = pages
        .iter()
        .map(|page| {
            let title = page.document.title.as_str();
            let pages_with = titles.get(title).copied().unwrap_or_default();
            if pages_with >= FEWEST && pages_with * 2 > pages.len() {
                return headline(page).map(str::to_owned);
            }
            let mut parts = parts(title);
            parts.find(|(affix, _)| is_name(page, affix)).map(|(_, rest)| rest.to_owned())
        })
        .collect();
    for (page, title) in pages.iter_mut().zip(shortened) {
        if let Some(title) = title {
            page.document.title = title;
        }
    }
}

/// On how many pages each affix stands. One that is a whole title (of the
/// site's first page) stands there at both ends.
fn count<'a>(pages: &'a [&mut Finished]) -> HashMap<Affix<'a>, usize> {
    let mut counts = HashMap::new();
    for page in pages {
        let title = page.document.title.as_str();
        let whole = [Affix::Start(title), Affix::End(title)];
        let headline = headline(page);
        let meant = |affix: &Affix<'_>| {
            let (Affix::Start(name) | Affix::End(name)) = *affix;
            headline.is_some_and(|headline| headline.contains(name))
        };
        let affixes = parts(title).map(|(affix, _)| affix).filter(|affix| !meant(affix));
        for affix in affixes.chain(whole) {
            *counts.entry(affix).or_default() += 1;
        }
    }
    counts
}

fn headline(page: &Finished) -> Option<&str> {
    let section = page.document.sections.iter().find(|section| section.level == 1)?;
    Some(section.heading.as_str()).filter(|heading| !heading.is_empty())
}

/// The affixes of a title, the longest first at either end, each with the rest.
fn parts(title: &str) -> impl Iterator<Item = (Affix<'_>, &str)> {
    let mut cuts: Vec<(usize, usize)> = SEPARATORS
        .iter()
        .flat_map(|separator| title.match_indices(separator))
        .map(|(at, separator)| (at, at + separator.len()))
        .collect();
    cuts.sort_unstable();
    let halves =
        move |&(end, start): &(usize, usize)| Some((title.get(..end)?, title.get(start..)?));
    let ends: Vec<_> = cuts.iter().filter_map(halves).collect();
    cuts.extend(title.find(AFTER_A_NAME).map(|at| (at, at + AFTER_A_NAME.len())));
    cuts.sort_unstable();
    let starts: Vec<_> = cuts.iter().rev().filter_map(halves).collect();
    let ends = ends.into_iter().map(|(rest, name)| (Affix::End(name), rest));
    ends.chain(starts.into_iter().map(|(name, rest)| (Affix::Start(name), rest)))
}

/// Whether `part` stands at an end of `whole`, set off from the rest.
pub(super) fn is_part_of(part: &str, whole: &str) -> bool {
    !part.is_empty() && parts(whole).any(|(_, rest)| rest == part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Section};

    /// A page by its title, its headline and its site's stated name.
    fn page((title, headline, site_name): (&str, &str, &str)) -> Finished {
        let section = Section { level: 1, heading: headline.to_owned(), ..Section::default() };
        let document =
            Document { title: title.to_owned(), sections: vec![section], ..Document::default() };
        let site_name = Some(site_name.to_owned()).filter(|name| !name.is_empty());
        Finished { document, site_name, ..Finished::default() }
    }

    #[test]
    fn names_of_sites() {
        let cases: [(&[(&str, &str, &str)], &[&str]); 13] = [
            (&[("A | S", "", ""), ("B | S", "", ""), ("S", "", "")], &["A", "B", "S"]),
            (&[("S: A", "", ""), ("S: B – C", "", "")], &["A", "B – C"]),
            (&[("A – N | S", "", ""), ("B – N | S", "", ""), ("C | S", "", "")], &["A", "B", "C"]),
            (&[("A – N | S", "", ""), ("B | S", "", ""), ("C | S", "", "")], &["A – N", "B", "C"]),
            (&[("A ‹ S", "", ""), ("B ‹ S", "", "")], &["A", "B"]),
            (&[("S > A", "", ""), ("S > B", "", "")], &["A", "B"]),
            (
                &[("S", "A", ""), ("S", "B", ""), ("S", "", ""), ("C", "D", "")],
                &["A", "B", "S", "C"],
            ),
            // No name: too few pages share it, or their headlines say it.
            (&[("A | S", "", "")], &["A | S"]),
            (&[("A - S", "", ""), ("B - T", "", ""), ("C", "", "")], &["A - S", "B - T", "C"]),
            (&[("A - S", "A - S", ""), ("B - S", "B - S", "")], &["A - S", "B - S"]),
            // A page may say it.
            (&[("A | Stadt", "", "stadt")], &["A"]),
            (&[("Stadt", "", "Stadt")], &["Stadt"]),
            (
                &[("Vor- und Nachteile", "", ""), ("Vor- und Nachname", "", "")],
                &["Vor- und Nachteile", "Vor- und Nachname"],
            ),
        ];
        for (titles, expect) in cases {
            let mut pages: Vec<Finished> = titles.iter().copied().map(page).collect();
            without_site_name(&mut pages.iter_mut().collect::<Vec<_>>());
            let found: Vec<&str> = pages.iter().map(|page| page.document.title.as_str()).collect();
            assert_eq!(found, expect, "{titles:?}");
        }
    }

    #[test]
    fn parts_of_titles() {
        for (part, whole, expect) in [
            ("A", "A | S", true),
            ("A", "S: A", true),
            ("A - B", "A - B | S", true),
            ("A", "A", false),
            ("", "A | S", false),
            ("A", "AB | S", false),
        ] {
            assert_eq!(is_part_of(part, whole), expect, "{part} of {whole}");
        }
    }
}
