//! A plain text as clean paragraphs, one a line.
//!
//! Texts come hard-wrapped at some column, or copied from a web page with what
//! its menus left: the same words twice, once alone and once glued to what follows.

use crate::ingest::clean;

/// A line (or unwrapped paragraph) with words in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    /// It stands in the text twice, or glued to its neighbour: a menu does this.
    pub(super) echo: bool,
}

/// The lines of a text that hold words.
pub(super) fn of(source: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut block = Vec::new();
    let breaks = ['\n', '\r', '\u{0B}', '\u{0C}', '\u{85}', '\u{2028}', '\u{2029}'];
    for raw in source.replace("\r\n", "\n").split(breaks) {
        let text = clean::line(raw);
        match clean::has_words(&text) {
            true => block.push(text),
            false => flush(&mut block, &mut lines),
        }
    }
    flush(&mut block, &mut lines);
    without_echoes(lines)
}

fn flush(block: &mut Vec<String>, lines: &mut Vec<Line>) {
    let line = |text| Line { text, echo: false };
    match is_wrapped(block) {
        true => lines.push(line(unwrapped(block))),
        false => lines.extend(block.drain(..).map(line)),
    }
    block.clear();
}

/// Lines that were cut at a column: none much longer, none but the last much
/// shorter, and sentences that run on from one to the next.
fn is_wrapped(block: &[String]) -> bool {
    let Some((_, full)) = block.split_last() else { return false };
    let length = |line: &String| line.chars().count();
    let longest = block.iter().map(length).max().unwrap_or(0);
    let runs_on = |line: &&String| line.chars().next().is_some_and(char::is_lowercase);
    !full.is_empty()
        && (45..=120).contains(&longest)
        && full.iter().all(|line| length(line) + 25 >= longest)
        && !block.iter().any(|line| is_item(line))
        && block.iter().skip(1).any(|line| runs_on(&line))
}

/// Joins lines; a word that was divided at the end of a line becomes whole.
fn unwrapped(block: &[String]) -> String {
    let mut text = String::new();
    for line in block {
        let divided = text.ends_with('-')
            && text.chars().rev().nth(1).is_some_and(char::is_lowercase)
            && line.chars().next().is_some_and(char::is_lowercase);
        if divided {
            text.pop();
        } else if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}

/// An item of a list.
pub(super) fn is_item(line: &str) -> bool {
    line.strip_prefix(['-', '•', '*', '–', '·', '▪', '●', '‣', '>', '+', '→', '»'])
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Drops a line that the next one repeats, and parts glued words:
/// `Wer wir sind` / `Wer wir sindDie Stadt …` becomes `Wer wir sind` / `Die Stadt …`.
fn without_echoes(lines: Vec<Line>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for mut line in lines {
        let Some(previous) = out.last_mut() else {
            out.push(line);
            continue;
        };
        if previous.text == line.text {
            previous.echo = true;
            continue;
        }
        if let Some(rest) = glued_after(&previous.text, &line.text) {
            previous.echo = true;
            line.text = rest;
        } else if let Some(rest) = glued_before(&previous.text, &line.text) {
            previous.text = rest;
            line.echo = true;
        }
        out.push(line);
    }
    out
}

/// The rest of `line` if it begins with all of `head`, with no space between.
fn glued_after(head: &str, line: &str) -> Option<String> {
    let rest = line.strip_prefix(head)?;
    let starts = rest.chars().next()?;
    (ends_in_lower(head) && starts.is_uppercase()).then(|| rest.to_owned())
}

/// The rest of `line` if it ends with all of `tail`, with no space between.
fn glued_before(line: &str, tail: &str) -> Option<String> {
    let rest = line.strip_suffix(tail)?;
    let ends = rest.chars().next_back()?;
    let starts = tail.chars().next()?;
    (starts.is_uppercase() && (ends.is_lowercase() || ".!?".contains(ends)))
        .then(|| rest.to_owned())
}

fn ends_in_lower(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| c.is_lowercase() || c == ')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs() {
        let wrapped = "Die Stadt hat beschlossen, dem Netzwerk beizutreten, weil Krimi-\r\n\
            nalprävention eine Aufgabe ist, die über die eigenen Grenzen hinaus-\r\nreicht.\r\n";
        let cases: [(&str, &[&str]); 6] = [
            ("Titel\r\n\r\nText", &["Titel", "Text"]),
            (
                wrapped,
                &["Die Stadt hat beschlossen, dem Netzwerk beizutreten, weil Kriminalprävention \
                   eine Aufgabe ist, die über die eigenen Grenzen hinausreicht."],
            ),
            ("-\nWer wir sind\nWer wir sindDie Stadt", &["Wer wir sind", "Die Stadt"]),
            ("Über uns\nÜber uns\n-----\nPresse", &["Über uns", "Presse"]),
            ("Es wird getan.Was wir tun\nWas wir tun", &["Es wird getan.", "Was wir tun"]),
            ("Migra\nMigration", &["Migra", "Migration"]),
        ];
        for (source, expect) in cases {
            let texts: Vec<String> = of(source).into_iter().map(|line| line.text).collect();
            assert_eq!(texts, expect, "{source:?}");
        }
    }
}
