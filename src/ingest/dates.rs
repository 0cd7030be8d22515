//! Calendar dates, from the ways in which pages and texts state them to ISO 8601.
//!
//! German and English month names are known. A date that may be read in two
//! ways (`3/4/2024`) is not read at all.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// A date within a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The bytes that it takes up.
    pub(super) at: Range<usize>,
    /// `2024-07-02`.
    pub(super) iso: String,
}

const MONTHS: &str = concat!(
    r"Jan(?:uary|uar|\.)?|Jänner|Feb(?:ruary|ruar|\.)?|Feber|March|März|Mär\.?|Mar\.?|",
    r"Apr(?:il|\.)?|May|Mai|June|Juni|Jun\.?|July|Juli|Jul\.?|Aug(?:ust|\.)?|",
    r"Sept(?:ember|\.)?|Sep\.?|October|Oktober|Oct\.?|Okt\.?|Nov(?:ember|\.)?|",
    r"December|Dezember|Dec\.?|Dez\.?",
);

/// Year, month and day in the order in which the pattern's groups name them.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"(?xi)\b(?:
            (?P<y1>\d{{4}})[-/.](?P<m1>\d{{1,2}})[-/.](?P<d1>\d{{1,2}})
          | (?P<d2>\d{{1,2}})\.\s?(?P<m2>\d{{1,2}})\.\s?(?P<y2>\d{{4}})
          | (?P<d3>\d{{1,2}})(?:\.|st|nd|rd|th)?\s?(?:of\s)?(?P<n3>{MONTHS})\s?,?\s?(?P<y3>\d{{4}})
          | (?P<n4>{MONTHS})\s(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y4>\d{{4}})
          )(?:\b|T)"
    );
    Regex::new(&pattern).expect("the pattern is fixed")
});

/// Every date in a running text, in order.
pub(super) fn all(text: &str) -> impl Iterator<Item = Found> + '_ {
    // Most lines hold no year, which is seen much sooner than that they hold no date.
    let dated = if has_year(text) { text } else { "" };
    DATE.captures_iter(dated).filter_map(|groups| {
        let at = groups.get(0)?.range();
        Some(Found { at, iso: iso_of(&groups)? })
    })
}

fn has_year(text: &str) -> bool {
    text.as_bytes().windows(4).any(|bytes| bytes.iter().all(u8::is_ascii_digit))
}

/// The date that a field for dates holds (`2024-07-02T10:00:00+02:00`,
/// `20240702`, `Tue, 02 Jul 2024 10:00:00 GMT`, `2. Juli 2024`).
pub(super) fn stated(field: &str) -> Option<String> {
    let field = field.trim();
    if field.len() >= 8 && field.bytes().take(8).all(|b| b.is_ascii_digit()) {
        let part = |range: Range<usize>| field.get(range)?.parse().ok();
        return iso(part(0..4)?, part(4..6)?, part(6..8)?);
    }
    all(field).next().map(|found| found.iso)
}

/// What a page states as its date of publishing; where a clock begins is where none was known.
pub(super) fn published(field: &str) -> Option<String> {
    stated(field).filter(|date| date != "1970-01-01")
}

fn iso_of(groups: &Captures<'_>) -> Option<String> {
    let number = |name| groups.name(name)?.as_str().parse::<u32>().ok();
    let month = |name| month_of(groups.name(name)?.as_str());
    let ymd = |year, m, day| Some((number(year)?, m, number(day)?));
    let (year, month, day) = number("m1")
        .and_then(|m| ymd("y1", m, "d1"))
        .or_else(|| number("m2").and_then(|m| ymd("y2", m, "d2")))
        .or_else(|| month("n3").and_then(|m| ymd("y3", m, "d3")))
        .or_else(|| month("n4").and_then(|m| ymd("y4", m, "d4")))?;
    iso(year, month, day)
}

fn month_of(name: &str) -> Option<u32> {
    let start: String = name.to_lowercase().chars().take(3).collect();
    let month = match start.as_str() {
        "jan" | "jän" => 1,
        "feb" => 2,
        "mar" | "mär" => 3,
        "apr" => 4,
        "may" | "mai" => 5,
        "jun" => 6,
        "jul" => 7,
        "aug" => 8,
        "sep" => 9,
        "oct" | "okt" => 10,
        "nov" => 11,
        "dec" | "dez" => 12,
        _ => return None,
    };
    Some(month)
}

/// How many days a month has; none if there is no such month.
pub fn days_in(year: u32, month: u32) -> Option<u32> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        4 | 6 | 9 | 11 => Some(30),
        2 if leap => Some(29),
        2 => Some(28),
        1..=12 => Some(31),
        _ => None,
    }
}

/// ISO 8601, if there is such a day.
fn iso(year: u32, month: u32, day: u32) -> Option<String> {
    let days = days_in(year, month)?;
    ((1000..=9999).contains(&year) && (1..=days).contains(&day))
        .then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields() {
        let cases = [
            ("2024-07-02", Some("2024-07-02")),
            ("2024-07-02T23:30:00+02:00", Some("2024-07-02")),
            ("2024-7-2 10:00", Some("2024-07-02")),
            ("2024/07/02", Some("2024-07-02")),
            ("20240702", Some("2024-07-02")),
            ("20240702T101112", Some("2024-07-02")),
            ("02.07.2024", Some("2024-07-02")),
            ("2. Juli 2024", Some("2024-07-02")),
            ("1 Jänner 2008", Some("2008-01-01")),
            ("July 2, 2024", Some("2024-07-02")),
            ("2nd of July 2024", Some("2024-07-02")),
            ("Sept. 3, 2021", Some("2021-09-03")),
            ("3. März 2021", Some("2021-03-03")),
            ("Tue, 02 Jul 2024 10:00:00 GMT", Some("2024-07-02")),
            ("2024-02-30", None),
            ("2023-02-29", None),
            ("2024-02-29", Some("2024-02-29")),
            ("3/4/2024", None),
            ("2024-13-01", None),
            ("13-06-03", None),
            ("gestern", None),
            ("", None),
        ];
        for (field, expect) in cases {
            assert_eq!(stated(field).as_deref(), expect, "{field:?}");
        }
    }

    #[test]
    fn in_text() {
        let text = "Laufzeit: 1. Jänner 2008 bis 31. Dezember 2009, 31.02.2020";
        let isos: Vec<String> = all(text).map(|found| found.iso).collect();
        assert_eq!(isos, ["2008-01-01", "2009-12-31"]);
    }
}
