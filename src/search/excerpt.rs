//! Cuts an excerpt out of a text: where it begins and ends, and its marks.

use std::ops::Range;

use crate::analysis::case::lower;
use crate::analysis::fold::has;
use crate::query::matcher::Place;
use crate::search::Excerpt;

/// Length of an excerpt, about, in bytes of Latin letters; it ends at a word.
const LENGTH: usize = 260;

/// Letters from which the width of all is told.
const SAMPLE: usize = 64;

/// From here on characters are as wide as two letters.
const WIDE: char = '\u{1100}';

/// Letters that a word has at least if a dot behind it ends a sentence:
/// shorter ones may be abbreviations.
const LAST_WORD: usize = 4;

/// Cuts an excerpt around `window` out of a text, and moves the marks into it.
pub(super) fn cut_out(text: &str, window: Range<usize>, places: &[Place]) -> Excerpt {
    let length = length(text, window.start);
    let start = begin(text, window.start, length.saturating_sub(window.len()), length);
    let end = end(text, window.end.max(start + length), window.end);
    let mut excerpt = Writer::default();
    if !at_sentence(text, start) {
        excerpt.push("… ");
    }
    let mut written = start;
    for place in places {
        if place.range.start < start || end < place.range.end {
            continue;
        }
        excerpt.push(text.get(written..place.range.start).unwrap_or_default());
        // Places overlap in scripts without spaces: each adds what is new of it.
        excerpt.mark(text.get(place.range.start.max(written)..place.range.end).unwrap_or_default());
        written = written.max(place.range.end);
    }
    excerpt.push(text.get(written..end).unwrap_or_default());
    if end < text.len() {
        excerpt.push(" …");
    }
    excerpt.excerpt
}

/// Writes an excerpt and counts its UTF-16 code units.
#[derive(Default)]
struct Writer {
    excerpt: Excerpt,
    units: usize,
}

impl Writer {
    /// Appends text; the ends of paragraphs become spaces.
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            self.units += c.len_utf16();
            self.excerpt.text.push(if c == '\n' { ' ' } else { c });
        }
    }

    /// Appends text that is marked; joined with a mark that ends here.
    fn mark(&mut self, text: &str) {
        let start = self.units;
        self.push(text);
        match self.excerpt.marks.last_mut() {
            Some(last) if last[1] == start => last[1] = self.units,
            _ => self.excerpt.marks.push([start, self.units]),
        }
    }
}

/// Bytes of an excerpt that is as long to the eye as one of Latin letters.
fn length(text: &str, position: usize) -> usize {
    let (mut bytes, mut width) = (0, 0);
    for c in text.get(position..).unwrap_or_default().chars().take(SAMPLE) {
        bytes += c.len_utf8();
        width += if c < WIDE { 1 } else { 2 };
    }
    LENGTH * bytes.max(1) / width.max(1)
}

/// Where an excerpt of so many bytes begins that shows what stands at `position` and at most
/// `spare` bytes before: with a sentence if one begins there, else with a word.
fn begin(text: &str, position: usize, spare: usize, length: usize) -> usize {
    let earliest = ceil(text, position.saturating_sub(spare));
    // What begins later is short, as the text ends soon.
    let enough = text.len().saturating_sub(length * 2 / 3);
    let mut sentence = None;
    for (at, c) in text.get(earliest..position).unwrap_or_default().char_indices() {
        let start = earliest + at;
        if sentence.is_some() && start > enough {
            break;
        }
        if !c.is_whitespace() && at_sentence(text, start) {
            sentence = Some(start);
        }
    }
    sentence.unwrap_or_else(|| {
        let context = position.saturating_sub(spare / 3).min(enough.max(earliest));
        let context = ceil(text, context);
        let word = text.get(context..position).and_then(|rest| rest.find(char::is_whitespace));
        if context == 0 { 0 } else { word.map_or(position, |at| context + at + 1) }
    })
}

/// Where an excerpt ends that may be as long as to `latest` and shows all before `earliest`.
fn end(text: &str, latest: usize, earliest: usize) -> usize {
    if latest >= text.len() {
        return text.len();
    }
    let latest = ceil(text, latest);
    let rest = text.get(earliest..latest).unwrap_or_default();
    rest.rfind(char::is_whitespace).map_or(latest, |at| earliest + at)
}

/// Whether a sentence or a paragraph begins at `position`.
fn at_sentence(text: &str, position: usize) -> bool {
    let Some((before, after)) = text.split_at_checked(position) else { return false };
    let trimmed = before.trim_end();
    let blank = before.get(trimmed.len()..).unwrap_or_default();
    if trimmed.is_empty()
        || has(blank, '\n')
        || trimmed.ends_with(['。', '！', '？', '।', '؟', '۔', '։'])
    {
        return true;
    }
    let begins = |c: char| !is_small(c) && !c.is_numeric() && !c.is_whitespace();
    let ends = trimmed.ends_with(['!', '?']) || trimmed.strip_suffix('.').is_some_and(ends_in_word);
    !blank.is_empty() && ends && after.starts_with(begins)
}

/// Whether this is a small letter of a script that has capitals: Latin, Greek,
/// Cyrillic, Armenian.
fn is_small(c: char) -> bool {
    c < '\u{590}' && c.is_alphabetic() && lower(c) == c
}

/// Whether the last word is one, not an abbreviation or a number.
fn ends_in_word(text: &str) -> bool {
    text.chars().rev().take_while(|c| c.is_alphabetic()).take(LAST_WORD).count() == LAST_WORD
}

/// The character boundary at or after `position`.
fn ceil(text: &str, position: usize) -> usize {
    (position..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The excerpt around `[` … `]`, the mark shown in the same way.
    fn show(text: &str) -> String {
        let start = text.find('[').unwrap();
        let end = text.find(']').unwrap() - 1;
        let plain = text.replace(['[', ']'], "");
        let place = Place { range: start..end, words: 1, parts: 0, exact: 0 };
        let excerpt = cut_out(&plain, start..end, &[place]);
        let units: Vec<u16> = excerpt.text.encode_utf16().collect();
        let [from, to] = excerpt.marks[0];
        let part = |range: Range<usize>| String::from_utf16(&units[range]).unwrap();
        format!("{}[{}]{}", part(0..from), part(from..to), part(to..units.len()))
    }

    #[test]
    fn excerpts_begin_with_a_sentence() {
        let sentence = "So geht der Text mit einigen weiteren Worten weiter. ";
        let [before, after] = [sentence.repeat(8), sentence.repeat(4)];
        // `<` stands for several sentences before, `>` for several behind.
        for (text, expect) in [
            ("Ein [Haus].", "Ein [Haus]."),
            ("Vorher. Hier\nDas [Haus] 🚀 steht.", "Vorher. Hier Das [Haus] 🚀 steht."),
            // Neither an abbreviation nor an ordinal ends a sentence.
            (
                "<Nach Abs. 1 ist am 3. Juli das [Haus] frei. >",
                "Nach Abs. 1 ist am 3. Juli das [Haus",
            ),
            // Near the end there is room for what stands before.
            ("<Zum [Haus].", "So geht der Text"),
            ("<und das ohne Punkt und Komma und ohne Ende bis zum [Haus] >", "So geht der Text"),
        ] {
            let long = text.contains('<');
            let text = text.replace('<', &before).replace('>', &after);
            let shown = show(&text);
            assert!(shown.starts_with(expect), "{text}: {shown}");
            assert!(shown.len() > 150 || !long, "{shown}");
        }
    }

    #[test]
    fn endless_words_are_cut() {
        let text = format!("{} [Haus] {}", "x".repeat(9999), "y".repeat(9999));
        assert!(show(&text).len() < 3 * LENGTH);
    }
}
