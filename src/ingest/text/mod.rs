//! Plain texts, and the texts of records.

mod dateline;
mod head;
mod lines;

use super::{Article, clean};
use crate::Section;

pub(super) use dateline::{has_weekday, is_caption, published, says_published};
use head::is_byline;

/// Lines at the top of an article in which its date may stand, and those beyond that would
/// tell that it is a list of things with dates.
const DATED_LINES: usize = 3;
const LISTED_LINES: usize = 12;

/// The date of publishing that stands at the top of an article, above the heading of any other part.
pub(super) fn date_at_top(title: &str, sections: &[Section]) -> Option<String> {
    let is_part = |section: &Section| section.level > 1 && !title.contains(&section.heading);
    let parts = sections.iter().skip(1).position(is_part);
    let top = parts.map_or(sections.len(), |at| at + 1);
    let lines_at_top: usize = sections.iter().take(top).map(|it| it.text.lines().count()).sum();
    let lines = sections.iter().flat_map(|section| section.text.lines());
    let lines: Vec<&str> = lines.take(LISTED_LINES).collect();
    let date = |line: &&str| dateline::dated(line).or_else(|| dateline::dateline(line));
    let mut dated = lines.iter().map(date).enumerate().filter_map(|(at, date)| Some((at, date?)));
    let (at, date) = dated.next()?;
    let line = |at: Option<usize>| at.and_then(|at| lines.get(at)).copied().unwrap_or_default();
    let is_at_top = at < DATED_LINES.min(lines_at_top);
    (is_at_top
        && dateline::is_plausible(&date)
        && dated.all(|(_, other)| other == date)
        && !dateline::is_about_an_appointment(line(at.checked_sub(1)), line(Some(at + 1))))
    .then_some(date)
}

/// Reads a plain text. Its title is its first line that reads like one, or the
/// beginning of its first sentence; the date is that of a line near the top.
pub(super) fn read(source: &str) -> Article {
    let mut lines = lines::of(source);
    let head = head::of(&lines);
    // The title is shown above the text already.
    if let Some(at) = head.title_line.filter(|_| lines.len() > 1) {
        lines.remove(at);
    }
    Article {
        is_bare: true,
        title: head.title,
        date: head.date,
        sections: section(lines.into_iter().map(|line| line.text)),
        ..Article::default()
    }
}

/// The paragraphs of a plain text, one a line.
pub(super) fn paragraphs(source: &str) -> String {
    let lines: Vec<String> = lines::of(source).into_iter().map(|line| line.text).collect();
    lines.join("\n")
}

/// The title and text of a record. A record says what its title is; one without
/// is named by the beginning of its text.
pub(super) fn of_record(title: &str, text: &str) -> Article {
    let title = clean::line(title);
    if title.is_empty() {
        return read(text);
    }
    let lines = text.split(['\n', '\r']).map(clean::line).filter(|line| clean::has_words(line));
    Article { title, sections: section(lines), ..Article::default() }
}

/// A section of these lines, if there is anything in them.
pub(super) fn section(lines: impl Iterator<Item = String>) -> Vec<Section> {
    let text = lines.collect::<Vec<_>>().join("\n");
    match text.is_empty() {
        true => Vec::new(),
        false => vec![Section { text, ..Section::default() }],
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| clean::has_words(word)).count()
}
