//! When a plain text was published: a line that says so, or the place and day
//! that a news text begins with. Other dates that a text mentions are none of these.

use super::{is_byline, words};
use crate::ingest::{clean, dates};

/// Characters before a date in a dateline (`Frankfurt am Main, 2. Juli 2024 –`).
const DATELINE_CHARS: usize = 50;

/// Characters of a line that says when a text was published.
const PUBLISHED_CHARS: usize = 80;

const WEEKDAYS: [&str; 22] = [
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "mo",
    "di",
    "mi",
    "do",
    "fr",
    "sa",
    "so",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Words that speak of publishing.
const OF_PUBLISHING: [&str; 17] = [
    "stand",
    "datum",
    "date",
    "veröffentlicht",
    "veröffentlichung",
    "erschienen",
    "publiziert",
    "published",
    "posted",
    "meldung",
    "pressemitteilung",
    "nachricht",
    "news",
    "aktualisiert",
    "updated",
    "presse",
    "pressemeldung",
];

/// The date of a line that says when the text was published and nothing else.
pub(in crate::ingest) fn published(text: &str) -> Option<String> {
    dated(text).filter(|date| is_plausible(date))
}

/// The date of a line that holds nothing but one, be it that of publishing or not.
pub(super) fn dated(text: &str) -> Option<String> {
    if text.chars().nth(PUBLISHED_CHARS).is_some() {
        return None;
    }
    let mut found = dates::all(text);
    let date = found.next()?;
    if found.next().is_some() {
        return None;
    }
    let before = text.get(..date.at.start)?;
    let after = text.get(date.at.end..)?;
    (is_caption(before, after) || is_place(before) && after.trim().is_empty()).then_some(date.iso)
}

/// Whether what stands before and behind a date says that it is that of publishing: words that
/// go with one, bylines, or how long the text takes to read.
pub(in crate::ingest) fn is_caption(before: &str, after: &str) -> bool {
    const READING_TIME: [&str; 4] = ["lesezeit", "min read", "minute read", "reading time"];
    let lower = after.to_lowercase();
    let mut parts =
        [before, after].into_iter().flat_map(|text| text.split(['|', '·', '•', '–', '—']));
    READING_TIME.iter().any(|words| lower.contains(words))
        || parts.all(|part| go_with_a_date(part) || is_byline_beside_a_date(part))
            && !is_appointment(before, after)
            && !is_end_of_range(before, after)
}

/// Whether a date is one end of a range: `2.2. – 5.5.2025`, `12.-13. November 2019`.
fn is_end_of_range(before: &str, after: &str) -> bool {
    const DASHES: [char; 4] = ['-', '–', '—', '/'];
    let is_day = |text: &str| {
        let (day, rest) = text.split_at(text.bytes().take_while(u8::is_ascii_digit).count());
        !day.is_empty() && day.len() < 3 && rest.starts_with('.')
    };
    let begins = before.trim_end().strip_suffix(DASHES).map(str::trim_end);
    let ends = after.trim_start().strip_prefix(DASHES).map(str::trim_start);
    begins
        .is_some_and(|text| text.ends_with('.') && is_day(text.rsplit(' ').next().unwrap_or(text)))
        || ends.is_some_and(|text| is_day(text) && !after.to_lowercase().contains("uhr"))
}

/// What stands in the lines around the date of something that takes place, or is due.
pub(super) fn is_about_an_appointment(above: &str, below: &str) -> bool {
    const ABOVE: [&str; 12] = [
        "anmelde",
        "beginn",
        "bewerbung",
        "deadline",
        "ende",
        "frist",
        "nächste",
        "start",
        "termin",
        "upcoming",
        "wann",
        "when",
    ];
    const BELOW: [&str; 14] = [
        "beginn",
        "doors",
        "einlass",
        "eintritt",
        "location",
        "ort",
        "start",
        "time",
        "treffpunkt",
        "uhrzeit",
        "venue",
        "wo",
        "where",
        "zeit",
    ];
    let above = above.to_lowercase();
    let is_label = words(&above) <= 3 && !above.ends_with(['.', '!', '?']);
    let below = below.to_lowercase();
    let first = below.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_time = below.split_whitespace().nth(1).is_some_and(|word| word.starts_with("uhr"))
        && first.bytes().all(|it| it.is_ascii_digit());
    let is_told = words(&below) <= 8 && (BELOW.contains(&first) || is_time);
    is_label && above.split_whitespace().any(|word| is_one_of(word, &ABOVE)) || is_told
}

/// Whether a word begins or ends with one of these: `Anmeldefrist`, `Sitzungstermin`.
fn is_one_of(word: &str, known: &[&str]) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    known.iter().any(|it| word.starts_with(it) || word.ends_with(it))
}

/// Whether a day of the week and a time at a quarter of an hour stand beside a date, and nothing
/// that speaks of publishing.
fn is_appointment(before: &str, after: &str) -> bool {
    let lower = format!("{before} {after}").to_lowercase();
    let words: Vec<&str> = lower
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let is_quarter = |word: &str| {
        let minutes = word.split_once([':', '.']).map(|(_, minutes)| minutes);
        minutes.is_some_and(|it| matches!(it, "00" | "15" | "30" | "45"))
    };
    let is_hour = |pair: &[&str]| matches!(pair, [hour, "uhr"] if hour.bytes().all(|it| it.is_ascii_digit()) || is_quarter(hour));
    words.iter().any(|word| WEEKDAYS.contains(word))
        && (words.iter().any(|word| is_quarter(word)) || words.windows(2).any(is_hour))
        && !says_published(&lower)
}

/// Whether a text names a day of the week.
pub(in crate::ingest) fn has_weekday(text: &str) -> bool {
    has_word_of(text, &WEEKDAYS)
}

/// Whether a text speaks of publishing.
pub(in crate::ingest) fn says_published(text: &str) -> bool {
    has_word_of(text, &OF_PUBLISHING)
}

fn has_word_of(text: &str, known: &[&str]) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.any(|word| known.contains(&word.as_str()))
}

/// What an author has done with a text, beside words of publishing.
const OF_WRITING: [&str; 6] =
    ["created", "eingestellt", "erstellt", "geschrieben", "verfasst", "written"];

/// `Posted by Anna on`, `Veröffentlicht von admin`, `Erstellt von Fabian am`.
fn is_byline_beside_a_date(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_other = |word: &&str| !goes_with_a_date(word);
    let ends = words.iter().position(is_other).zip(words.iter().rposition(is_other));
    let Some(byline) = ends.and_then(|(first, last)| words.get(first..=last)) else { return false };
    let byline = match byline {
        [verb, by @ ..] if OF_WRITING.contains(&verb.to_lowercase().as_str()) => by,
        _ => byline,
    };
    // Users have names in small letters.
    is_byline(&byline.join(" ")) || matches!(byline, ["von" | "by", name] if clean::has_words(name))
}

/// Whether a text is nothing but words that stand beside a date of publishing.
fn go_with_a_date(text: &str) -> bool {
    text.split_whitespace().all(goes_with_a_date)
}

/// The date at the start of a text: `Kairo, 2. Juli 2024 - Die …`.
pub(super) fn dateline(text: &str) -> Option<String> {
    let end = text.char_indices().nth(2 * DATELINE_CHARS).map_or(text.len(), |(end, _)| end);
    let text = text.get(..end)?;
    let date = dates::all(text).next().filter(|date| is_plausible(&date.iso))?;
    let before = text.get(..date.at.start)?;
    let after = text.get(date.at.end..)?;
    let mark = after.trim_start_matches([')', '.', ' ']);
    let ends = mark.starts_with(['-', '–', '—', '|', '/'])
        || (is_place(before) && (mark.starts_with(':') || after.starts_with([')', '.'])));
    let next = mark.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_range = dates::all(next).next().is_some_and(|other| other.at.start == 0);
    let line = mark.split_terminator('.').next().unwrap_or_default();
    let is_line = ends
        && !is_range
        && !is_end_of_range(before, after)
        && !is_appointment(before, line)
        && before.chars().count() <= DATELINE_CHARS
        && (is_place(before) || go_with_a_date(before));
    is_line.then_some(date.iso)
}

/// `Wien, `, `Frankfurt am Main, den `, `(Bonn, `.
fn is_place(text: &str) -> bool {
    let text = text.trim().trim_start_matches('(').trim_end_matches("den").trim_end();
    let Some(name) = text.strip_suffix([',', '/', '(', '–', '-']) else { return false };
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    words(name) <= 4
        && !name.contains(':')
        && name.starts_with(char::is_uppercase)
        && name.split_whitespace().all(|w| capital(w) || w.chars().count() <= 3)
}

/// Words that stand beside a date without saying that it is another one than
/// that of publishing.
fn goes_with_a_date(word: &str) -> bool {
    const WORDS: [&str; 9] = ["am", "vom", "den", "der", "on", "of", "um", "uhr", "nr"];
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_time = bare.chars().all(|c| c.is_ascii_digit() || ":./".contains(c));
    let bare = bare.as_str();
    is_time || [&WORDS[..], &WEEKDAYS, &OF_PUBLISHING].iter().any(|words| words.contains(&bare))
}

/// A text on a computer that bears its date was published in these years.
pub(super) fn is_plausible(iso: &str) -> bool {
    ("1950".."2100").contains(&iso.get(..4).unwrap_or_default())
}

/// The rest of a text that begins with a dateline.
pub(super) fn without_dateline(text: &str) -> &str {
    let Some(date) = dates::all(text).next().filter(|_| dateline(text).is_some()) else {
        return text;
    };
    let after = text.get(date.at.end..).unwrap_or(text);
    after.trim_start_matches(|c: char| !c.is_alphanumeric() && !"\"„“»«".contains(c))
}

#[cfg(test)]
mod tests {
    use super::super::{head, lines};

    const PARAGRAPH: &str = "Der Rat hat in seiner Sitzung beschlossen, die Beratung für alle zu \
        öffnen, die in der Stadt leben, und dafür zwei neue Stellen zu schaffen, eine im Norden.";

    #[test]
    fn publishing_dates() {
        let cases = [
            ("Titel des Textes\n02.07.2024\n{}", "2024-07-02"),
            ("Dienstag, 2. Juli 2024\nTitel des Textes\n{}", "2024-07-02"),
            ("Titel des Textes\nStand: 02.07.2024, 10:15 Uhr\n{}", "2024-07-02"),
            ("Pressemitteilung vom 2. Juli 2024\nTitel des Textes\n{}", "2024-07-02"),
            ("Titel des Textes\nPublished on July 2, 2024\n{}", "2024-07-02"),
            ("Titel des Textes\nFrankfurt am Main, den 2. Juli 2024\n{}", "2024-07-02"),
            ("Titel des Textes\nKairo, 2. Juli 2024 - {}", "2024-07-02"),
            ("Titel des Textes\n(Kairo, 02.07.2024) – {}", "2024-07-02"),
            ("Titel des Textes\nKairo, 2. Juli 2024. {}", "2024-07-02"),
            ("Titel des Textes\nPosted by Anna on 2 July 2024\n{}", "2024-07-02"),
            ("Titel des Textes\nVeröffentlicht am 2. Juli 2024 von admin\n{}", "2024-07-02"),
            ("Titel des Textes\nErstellt von Fabian am 2. Juli 2024\n{}", "2024-07-02"),
            ("Titel des Textes\nGeschrieben von anna am 2. Juli 2024\n{}", "2024-07-02"),
            ("Titel des Textes\nErstellt am Rechner von Anna am 2. Juli 2024\n{}", ""),
            (
                "Titel des Textes\n2. Juli 2024 · Anna Beispiel · 3 Minuten Lesezeit\n{}",
                "2024-07-02",
            ),
            ("Titel des Textes\nDienstag, 2. Juli 2024, 10:07 Uhr\n{}", "2024-07-02"),
            ("Titel des Textes\nDienstag, 2. Juli 2024, 19 Uhr\n{}", ""),
            ("Titel des Textes\nDi, 02.07.2024, 19:30 Uhr\n{}", ""),
            ("Titel des Textes\nGültig von 2. Juli 2024\n{}", ""),
            ("Titel des Textes\n2. Juli 2024 · Rathaus Ulm\n{}", ""),
            ("Titel des Textes\nLaufzeit: 1. Mai 2008 bis 2. Mai 2009\n{}", ""),
            ("Titel des Textes\nSeit dem 1. Januar 2025 ist es so. {}", ""),
            ("Titel des Textes\n{} Am 2. Juli 2024 war das.", ""),
            ("Titel des Textes\nAnmeldung bis 02.07.2024\n{}", ""),
            ("Titel des Textes\n02.07.2024–05.08.2024\n{}", ""),
            ("Titel des Textes\n2.7. – 5.8.2024\n{}", ""),
            ("Titel des Textes\n1. Juli 2024 – 3. Juli 2024\n{}", ""),
            ("Titel des Textes\n12.-13. Juli 2024\n{}", ""),
            ("Titel des Textes\n2. Juli 2024 – 10:15 Uhr\n{}", "2024-07-02"),
            ("Titel des Textes\nSo, 2. Februar 2025 | 17 Uhr | Stadtkirche\n{}", ""),
            ("Titel des Textes\nSitzungstermin: Freitag, 13. September 2024\n{}", ""),
            ("13. September 2024: Tag der offenen Tür\n{}", ""),
        ];
        for (source, expect) in cases {
            let head = head::of(&lines::of(&source.replace("{}", PARAGRAPH)));
            assert_eq!(head.date.unwrap_or_default(), expect, "{source:?}");
        }
    }
}
