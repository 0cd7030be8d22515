//! Finds the title and the date of a plain text.
//!
//! Texts copied from web pages begin with what stood above the article: a menu, a
//! section's name, the date, a byline. The title is the first line after those
//! that reads like one, and stands before the first paragraph.

use super::dateline::{dateline, published, without_dateline};
use super::lines::{Line, is_item};
use super::words;
use crate::ingest::{clean, dates};

/// Characters of a title that is cut out of a sentence.
const SENTENCE_CHARS: usize = 90;

/// A longer line is a paragraph.
const LONGEST_TITLE: usize = 200;

/// Lines in which a menu is looked for.
const MENU_WINDOW: usize = 80;

/// Lines between two of a menu that look like text: the teasers of its sections.
const MENU_GAP: usize = 2;

/// Lines between the menu and the text in which title and date are looked for.
const HEAD_LINES: usize = 12;

/// Lines from a headline to the text: itself, a second one, a date, a byline.
const HEADLINE_LINES: usize = 4;

/// What the head of a text says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) title: String,
    /// The line that is the title, if it is a whole line.
    pub(super) title_line: Option<usize>,
    pub(super) date: Option<String>,
}

/// Finds title and date.
pub(super) fn of(lines: &[Line]) -> Head {
    let start = menu_end(lines);
    let text_starts = lines.iter().skip(start).position(|line| is_paragraph(&line.text));
    let end = text_starts.map_or(lines.len(), |at| start + at).min(start + HEAD_LINES);
    let line = labelled_title(lines, end)
        .or_else(|| title_line(lines, start, end).map(|at| (at, text_at(lines, at))))
        .or_else(|| last_of_menu(lines, start).map(|at| (at, text_at(lines, at))));
    let date = date_of(lines, start, end);
    match line {
        Some((at, title)) => Head { title: undecorated(title), title_line: Some(at), date },
        None => Head { title: first_sentence(lines, start), title_line: None, date },
    }
}

/// `+++ Newsletter +++` and `# Titel` without what was to make them stand out.
fn undecorated(title: &str) -> String {
    let marks = ['+', '*', '#', '=', '-', '–', '|', '>', '•', '_', ' '];
    let bare = title.trim_matches(marks);
    // `C++` is no decoration.
    match title.starts_with(marks) && !bare.is_empty() {
        true => bare.to_owned(),
        false => title.to_owned(),
    }
}

fn text_at(lines: &[Line], at: usize) -> &str {
    lines.get(at).map_or("", |line| &line.text)
}

/// Where the menu that the text begins with ends; 0 if it begins with none.
///
/// A menu shows by list items, by lines said twice, or by three very short lines
/// at once. Teasers may stand between.
fn menu_end(lines: &[Line]) -> usize {
    let run = lines.iter().take_while(|line| is_short(&line.text)).count();
    let begins = lines.first().is_some_and(is_menu_line) || run >= 3;
    if !begins {
        return 0;
    }
    let mut end = if run >= 3 { run } else { 0 };
    let window = lines.iter().enumerate().take(MENU_WINDOW);
    for (at, _) in window.filter(|(_, line)| is_menu_line(line)) {
        if at > end + MENU_GAP {
            break;
        }
        end = end.max(at + 1);
    }
    // A text that is nothing but a list has no menu.
    if end >= lines.len() { 0 } else { end }
}

/// A longer line that is said twice is rather a title: of the page, then of the text.
fn is_menu_line(line: &Line) -> bool {
    (line.echo && words(&line.text) <= 3)
        || is_item(&line.text)
        || is_trail(&line.text)
        || is_page_furniture(&line.text)
}

/// One to three short words without a sentence's end: an entry of a menu, or a
/// section's name.
fn is_short(text: &str) -> bool {
    words(text) <= 3
        && text.chars().count() <= 30
        && !text.ends_with(['.', '!', '?', ':'])
        && dates::all(text).next().is_none()
}

/// `Startseite > Themen > Prävention`.
fn is_trail(text: &str) -> bool {
    [" > ", " › ", " » ", " | ", " / ", " → "].iter().any(|mark| text.matches(mark).count() >= 2)
}

/// What pages say to those who use them.
fn is_page_furniture(text: &str) -> bool {
    const SAYINGS: [&str; 22] = [
        "zum inhalt",
        "zum hauptinhalt",
        "direkt zum inhalt",
        "navigation überspringen",
        "zur navigation",
        "zur startseite",
        "sie sind hier",
        "sie befinden sich hier",
        "menü",
        "suche",
        "seite drucken",
        "drucken",
        "teilen",
        "zurück zur",
        "skip to",
        "jump to",
        "go to content",
        "you are here",
        "share this",
        "print this",
        "cookie",
        "main menu",
    ];
    let lower = text.to_lowercase();
    text.chars().count() <= 60
        && SAYINGS.iter().any(|saying| {
            let Some(rest) = lower.strip_prefix(saying) else { return false };
            // "Suche" is a button, "Suche nach Vermissten" a title.
            rest.is_empty()
                || saying.contains(' ')
                || (!rest.starts_with(char::is_alphabetic) && words(rest) < 2)
        })
}

/// Running text: long, or a sentence of some length.
fn is_paragraph(text: &str) -> bool {
    let length = text.chars().count();
    let sentence = text.trim_end_matches(['"', '“', '”', '«', ')']).ends_with(['.', '!', '?', ':']);
    length > LONGEST_TITLE || (length > 100 && sentence)
}

/// The first line that reads like a title, for which a section's name before it is passed over.
fn title_line(lines: &[Line], start: usize, end: usize) -> Option<usize> {
    let is_candidate = |at: &usize| may_be_title(text_at(lines, *at));
    let mut candidates = (start..end).filter(is_candidate);
    let first = candidates.next()?;
    let strong = || (start..end).filter(is_candidate).find(|&at| words(text_at(lines, at)) >= 4);
    let text = text_at(lines, first);
    let dated = lines.get(first + 1).is_some_and(|next| published(&next.text).is_some());
    let is_section_name = is_kicker(text) || (dated && words(text) <= 2);
    if !is_written_with_spaces(text) {
        return Some(first);
    }
    match strong() {
        Some(other) if is_section_name => Some(other),
        Some(other) if words(text) == 1 && is_headline(lines, other, end) => Some(other),
        _ => Some(first),
    }
}

/// Whether a paragraph follows soon, and it is no part of what has one word for its title: a
/// verse, an entry of a list of prices, a paragraph of a statute.
fn is_headline(lines: &[Line], at: usize, end: usize) -> bool {
    is_paragraph(text_at(lines, end))
        && end - at <= HEADLINE_LINES
        && text_at(lines, at).starts_with(char::is_alphabetic)
}

fn may_be_title(text: &str) -> bool {
    let length = text.chars().count();
    length <= LONGEST_TITLE
        && text.chars().any(char::is_alphabetic)
        && (!text.ends_with(['.', ',', ';', ':']) || text.ends_with("..."))
        && !text.starts_with(char::is_lowercase)
        && !is_item(text)
        && !is_trail(text)
        && !is_page_furniture(text)
        && !is_label(text)
        && !is_byline(text)
        && !is_contact(text)
        && !is_several_sentences(text)
        && published(text).is_none()
}

fn is_several_sentences(text: &str) -> bool {
    let last = text.ends_with(['.', '!', '?']) && !text.ends_with("...");
    sentence_ends(text).count() + usize::from(last) > 1
}

/// If all that stands before the text looks like a menu, its last line may be the
/// title, unless it plainly belongs to the menu.
fn last_of_menu(lines: &[Line], start: usize) -> Option<usize> {
    let at = start.checked_sub(1)?;
    let line = lines.get(at)?;
    (!is_menu_line(line) && !is_kicker(&line.text) && may_be_title(&line.text)).then_some(at)
}

/// `Titel: …`, `Betreff: …`.
fn labelled_title(lines: &[Line], end: usize) -> Option<(usize, &str)> {
    lines.iter().enumerate().take(end).find_map(|(at, line)| {
        let (label, value) = line.text.split_once(": ")?;
        let is_title = matches!(
            label.to_lowercase().as_str(),
            "titel" | "title" | "überschrift" | "betreff" | "subject"
        );
        is_title.then_some((at, value.trim()))
    })
}

/// `Laufzeit: 1. Jänner 2008 bis …`: a fact, not a title. A title may well have
/// a colon (`Menschenhandel: Zahl der Fälle steigt`).
fn is_label(text: &str) -> bool {
    const LABELS: [&str; 40] = [
        "laufzeit",
        "projektlaufzeit",
        "datum",
        "stand",
        "ort",
        "zeit",
        "uhrzeit",
        "beginn",
        "ende",
        "dauer",
        "autor",
        "autorin",
        "autoren",
        "von",
        "text",
        "quelle",
        "foto",
        "fotos",
        "bild",
        "kategorie",
        "kategorien",
        "schlagworte",
        "themen",
        "kontakt",
        "telefon",
        "tel",
        "fax",
        "e-mail",
        "adresse",
        "lesezeit",
        "ansprechpartner",
        "author",
        "date",
        "source",
        "photo",
        "category",
        "tags",
        "published",
        "duration",
        "location",
    ];
    let Some((label, value)) = text.split_once(':') else { return false };
    let label = label.trim().trim_end_matches('.').to_lowercase();
    LABELS.contains(&label.as_str()) || dates::all(value).count() > 1
}

/// `Von Anna Beispiel`, `By Ann Example`.
pub(super) fn is_byline(text: &str) -> bool {
    let name = ["Von ", "von ", "By ", "by ", "Autor ", "Foto ", "© "]
        .iter()
        .find_map(|start| text.strip_prefix(start));
    name.is_some_and(|name| {
        words(name) <= 4 && name.split(' ').all(|word| word.starts_with(char::is_uppercase))
    })
}

fn is_contact(text: &str) -> bool {
    text.split(' ')
        .any(|word| word.contains('@') || word.contains("://") || word.starts_with("www."))
}

/// Names of sections that stand above titles.
fn is_kicker(text: &str) -> bool {
    const KICKERS: [&str; 34] = [
        "aktuelles",
        "aktuelle meldung",
        "aktuelle meldungen",
        "aktuelle informationen",
        "neues",
        "neuigkeiten",
        "nachricht",
        "nachrichten",
        "news",
        "newsroom",
        "meldung",
        "meldungen",
        "pressemitteilung",
        "pressemitteilungen",
        "pressemeldung",
        "presse",
        "medieninformation",
        "blog",
        "artikel",
        "beitrag",
        "bericht",
        "interview",
        "startseite",
        "home",
        "themen",
        "projekte",
        "veranstaltungen",
        "termine",
        "archiv",
        "press release",
        "press releases",
        "article",
        "publikationen",
        "über uns",
    ];
    KICKERS.contains(&text.to_lowercase().as_str())
}

/// The date of publishing: of a line that says little else, or of a dateline.
fn date_of(lines: &[Line], start: usize, end: usize) -> Option<String> {
    let near_top = lines.iter().take(end + 2).skip(start.saturating_sub(2));
    let mut lines = near_top.map(|line| line.text.as_str());
    lines.find_map(|text| published(text).or_else(|| dateline(text)))
}

/// The first sentence after the menu, without a dateline, shortened.
fn first_sentence(lines: &[Line], start: usize) -> String {
    let rest = || lines.iter().skip(start).map(|line| line.text.as_str());
    let says_something = |text: &&str| {
        words(text) >= 4
            && !(is_item(text) || is_label(text) || is_byline(text) || is_page_furniture(text))
            && published(text).is_none()
    };
    let text = rest().find(says_something).or_else(|| rest().next());
    let text = text.unwrap_or_default();
    let sentence = undecorated(sentence_of(without_dateline(text)));
    clean::shorten(sentence.trim_end_matches(['.', ':', ';', ',']), SENTENCE_CHARS)
}

fn sentence_of(text: &str) -> &str {
    sentence_ends(text).next().and_then(|at| text.get(..at)).unwrap_or(text)
}

/// Where sentences end, but for the last: at marks after a word of letters
/// before a capital.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    let ends_sentence = |at: usize| {
        let word = text.get(..at)?.rsplit(' ').next()?;
        let next = text.get(at + 2..)?.chars().next()?;
        let is_word =
            word.chars().count() > 3 && word.chars().all(|c| c.is_alphabetic() || c == '-');
        Some(is_word && !next.is_lowercase())
    };
    let marks = text.match_indices(['.', '?', '!']).map(|(at, _)| at);
    let marks = marks.filter(|at| text.get(at + 1..).is_some_and(|rest| rest.starts_with(' ')));
    marks.filter(move |&at| ends_sentence(at) == Some(true))
}

/// Chinese, Japanese and Thai titles are one word to those who count spaces.
fn is_written_with_spaces(text: &str) -> bool {
    text.chars().all(|c| c < '\u{0E00}' || ('\u{1E00}'..'\u{2E80}').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    const PARAGRAPH: &str = "Der Rat hat in seiner Sitzung beschlossen, die Beratung für alle zu \
        öffnen, die in der Stadt leben, und dafür zwei neue Stellen zu schaffen, eine davon im Norden.";

    #[test]
    fn titles() {
        let cases = [
            ("Stadt öffnet Beratung\n\n{}", "Stadt öffnet Beratung"),
            ("Beratung\n\n{}", "Beratung"),
            (
                "Aktuelles\n\n07.01.2025\n\nStadt öffnet ihre Beratung\n\n{}",
                "Stadt öffnet ihre Beratung",
            ),
            (
                "Pressemitteilung\nStadt öffnet ihre Beratung\nMehr Hilfe im Norden\n{}",
                "Stadt öffnet ihre Beratung",
            ),
            (
                "Bochum\nStadt öffnet ihre Beratung für alle\n{}",
                "Stadt öffnet ihre Beratung für alle",
            ),
            ("Neue Beratung\nMehr Hilfe gibt es jetzt im Norden\n{}", "Neue Beratung"),
            ("Beratung: Stadt schafft Stellen\n{}", "Beratung: Stadt schafft Stellen"),
            (
                "Startseite\nÜber uns\nAktuelles\nKontakt\nStadt öffnet ihre Beratung\n{}",
                "Stadt öffnet ihre Beratung",
            ),
            ("Startseite\nÜber uns\nAktuelles\nHilfe im Norden\n{}", "Hilfe im Norden"),
            (
                "Startseite > Themen > Beratung\nStadt öffnet ihre Beratung\n{}",
                "Stadt öffnet ihre Beratung",
            ),
            (
                "Zum Inhalt springen\nMenü\nStadt öffnet ihre Beratung\n{}",
                "Stadt öffnet ihre Beratung",
            ),
            (
                "- Start\n- Themen\nStadt öffnet ihre Beratung\nVon Anna Beispiel\n{}",
                "Stadt öffnet ihre Beratung",
            ),
            (
                "Von Anna Beispiel\n02.07.2024, 10:15 Uhr\nStadt öffnet ihre Beratung\n{}",
                "Stadt öffnet ihre Beratung",
            ),
            (
                "-\nWer wir sind\nWer wir sindWir helfen.\n- Mitmachen\nLaufzeit: 1. Mai 2008 bis 2. Mai 2009\n{}",
                "Der Rat hat in seiner Sitzung beschlossen, die Beratung für alle zu öffnen, die in der…",
            ),
            ("Titel: Stadt öffnet Beratung\nDatum: 02.07.2024\n\n{}", "Stadt öffnet Beratung"),
            (
                "Wien, 2. Juli 2024 – {}",
                "Der Rat hat in seiner Sitzung beschlossen, die Beratung für alle zu öffnen, die in der…",
            ),
            ("Die Beratung öffnet. {}", "Die Beratung öffnet"),
            ("Tagesordnung\n- Begrüßung\n- Bericht", "Tagesordnung"),
            ("Pfannkuchen\n\nMehl mit der Milch verrühren\nIn der Pfanne backen", "Pfannkuchen"),
            ("Preise\nHaarschnitt für Damen 35 Euro\nHaarschnitt für Herren 25 Euro", "Preise"),
            ("Satzung\n\n§ 1 Name und Sitz des Vereins\n\n{}", "Satzung"),
            ("Nebel\nUnd der Morgen ging über das Feld\nEin Rabe rief\nUnd schwieg", "Nebel"),
            ("- Begrüßung\n- Bericht", "Begrüßung"),
            ("+++ Beratung im Norden +++\n{}", "Beratung im Norden"),
            (
                "Start\nÜber uns\nSuche\nDE | EN\nStadt öffnet ihre Beratung\n{}",
                "Stadt öffnet ihre Beratung",
            ),
            (
                "Start › Themen › Rat\nRat\nStadt öffnet ihre Beratung\nStadt öffnet ihre Beratung\n{}",
                "Stadt öffnet ihre Beratung",
            ),
            (
                "02.07.2024 - Pressemitteilung Nr. 12/2024\nStadt öffnet ihre Beratung\n{}",
                "Stadt öffnet ihre Beratung",
            ),
            ("Die Beratung ist ab heute offen.\n{}", "Die Beratung ist ab heute offen"),
            ("Wer hilft? Die Beratung im Norden\n{}", "Wer hilft? Die Beratung im Norden"),
            (
                "Wir haben geöffnet. Kommen Sie vorbei!\nStadt öffnet ihre Beratung\n{}",
                "Stadt öffnet ihre Beratung",
            ),
            ("人身取引対策\n\n{}", "人身取引対策"),
            ("42", "42"),
        ];
        for (source, expect) in cases {
            let head = of(&lines::of(&source.replace("{}", PARAGRAPH)));
            assert_eq!(head.title, expect, "{source:?}");
        }
    }
}
