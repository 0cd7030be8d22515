//! Words of which a text leaves out what its neighbour has too: in "Land- und Forstwirtschaft"
//! stands Landwirtschaft, in "Haupteingänge und -ausgänge" Hauptausgänge.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::index::counts::{Counts, Form};
use crate::languages;
use crate::postings::Posting;
use crate::query::compounds::LINKS;

/// Words between the two, in languages with compounds.
const JOINING: [&str; 17] = [
    "und",
    "oder",
    "bzw",
    "beziehungsweise",
    "sowie",
    "u",
    "o",
    "wie",
    "noch",
    "bis",
    "als",
    "statt",
    "en",
    "of",
    "och",
    "og",
    "eller",
];

/// Spaces that words of one line have between them.
const SPACES: [char; 3] = [' ', '\u{a0}', '\u{202f}'];

/// Words that lack their ends before one that has it, at most.
const MAX_BEGUN: usize = 8;

/// What German puts before words: beside one of its kind it tells where a word is parted, though what
/// is behind it may be none, as in "Ein- und Ausfuhr".
const PREFIXES: [&[&str]; 2] = [
    &[
        "ab", "an", "auf", "aus", "be", "bei", "durch", "ein", "ent", "er", "fort", "ge", "gegen",
        "her", "herab", "heraus", "herein", "hin", "hinab", "hinaus", "hinein", "hinter", "miss",
        "mit", "nach", "rück", "über", "um", "un", "unter", "ver", "vor", "weg", "weiter",
        "wieder", "zer", "zu",
    ],
    &[
        "alt", "außen", "binnen", "drei", "ein", "einzel", "end", "fern", "fünf", "früh", "gesamt",
        "groß", "halb", "haupt", "hinter", "hoch", "innen", "klein", "kurz", "lang", "mehr",
        "mittel", "nah", "neben", "neu", "nieder", "nord", "ober", "ost", "sechs", "spät", "süd",
        "teil", "tief", "unter", "vier", "voll", "vor", "vorder", "west", "zwei",
    ],
];

/// How words end that do so without being compounds: no "Landschaft" is left out beside a
/// "Forstwirtschaft".
const SUFFIXES: [&str; 8] = ["bar", "haft", "heit", "keit", "lich", "schaft", "sam", "ung"];

/// Letters of a part that is in no list, at the beginning of a word and at its end.
const BEGINNING: usize = 3;
const END: usize = 4;

/// Finds them in a text, word by word.
pub(super) struct Suspended<'t> {
    text: &'t str,
    /// Where the last word ends.
    end: usize,
    /// The last one that does not join others; nothing if it is no word that is completed.
    last: String,
    /// Those before it that lack their ends.
    begun: Vec<String>,
    /// Whether something joins it and the next.
    joined: bool,
}

impl<'t> Suspended<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, end: 0, last: String::new(), begun: Vec::new(), joined: false }
    }

    /// Takes the next word of the text, which stands at these bytes, and visits what it ends.
    pub(super) fn take(&mut self, range: Range<usize>, word: &str, mut visit: impl FnMut(&str)) {
        let between = self.text.get(self.end..range.start).unwrap_or_default();
        self.end = range.end;
        let middle = between.trim_matches(is_hyphen);
        let is_apart = !middle.is_empty();
        if is_apart && between.starts_with(is_hyphen) && self.begun.len() < MAX_BEGUN {
            self.begun.extend(Some(self.last.clone()).filter(|last| !last.is_empty()));
        }
        match middle.trim_matches(SPACES) {
            "" => {}
            "," | "/" => self.joined = true,
            "." if self.joined => {} // "bzw."
            _ => self.begun.clear(),
        }
        if JOINING.contains(&word) {
            self.joined = is_apart;
            return;
        }
        let lacks_beginning = is_apart && between.ends_with(is_hyphen);
        match std::mem::take(&mut self.joined) {
            true if lacks_beginning && !self.last.is_empty() => {
                visit(&format!("{} -{word}", self.last));
            }
            true if self.lacks_end(range.end) => {}
            true => self.begun.drain(..).for_each(|first| visit(&format!("{first}- {word}"))),
            false => self.begun.clear(),
        }
        // "Fahrzeugart, -größe und -gewicht"
        if !lacks_beginning {
            self.last.clear();
            self.last.push_str(if self.is_plain(range) { word } else { "" });
        }
    }

    /// Whether the word that ends here lacks its own end.
    fn lacks_end(&self, end: usize) -> bool {
        let mut behind = self.text.get(end..).unwrap_or_default().chars();
        behind.next().is_some_and(is_hyphen) && !behind.next().is_some_and(char::is_alphanumeric)
    }

    /// Whether a word is neither a number nor an acronym, which has a hyphen in compounds.
    fn is_plain(&self, range: Range<usize>) -> bool {
        let mut letters = self.text.get(range).unwrap_or_default().chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.all(char::is_lowercase)
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Takes ellipses out of what was counted, and counts the words that they stand for.
pub(super) fn complete(counts: &mut Counts, ellipses: Vec<(String, Form)>) {
    let documents = |word: &str| {
        counts.forms.find(word.as_bytes(), 0).map_or(0, |form| counts.lists.frequency(form))
    };
    let mut words: BTreeMap<String, Form> = BTreeMap::new();
    for (ellipsis, form) in ellipses {
        let tag = counts.languages.tags.get(form.language() as usize);
        if tag.is_some_and(|tag| languages::has_compounds(tag))
            && let Some(word) = completed(&ellipsis, documents)
        {
            words.entry(word).or_default().append(form);
        }
    }
    if !words.is_empty() {
        add(counts, words);
    }
}

fn add(counts: &mut Counts, words: BTreeMap<String, Form>) {
    let (forms, lists) = (std::mem::take(&mut counts.forms), std::mem::take(&mut counts.lists));
    let languages = std::mem::take(&mut counts.form_languages);
    let mut words = words.into_iter().peekable();
    for ((known, language), mut list) in forms.iter().zip(languages).zip(lists.iter()) {
        while let Some((word, form)) = words.next_if(|(word, _)| word.as_str() < known) {
            counts.push(&word, form.language(), &united(form.postings));
        }
        if let Some((_, more)) = words.next_if(|(word, _)| word == known) {
            list.extend(more.postings);
            list = united(list);
        }
        counts.push(known, language, &list);
    }
    for (word, form) in words {
        counts.push(&word, form.language(), &united(form.postings));
    }
}

/// Postings in the order of their documents, one for each.
fn united(mut postings: Vec<Posting>) -> Vec<Posting> {
    postings.sort_by_key(|it| it.document);
    postings.dedup_by(|more, first| {
        let same = more.document == first.document;
        if same {
            first.frequency = first.frequency.saturating_add(more.frequency);
        }
        same
    });
    postings
}

/// The word that an ellipsis stands for, if it can be told; `documents` is the number of those with
/// a word.
fn completed(ellipsis: &str, documents: impl Fn(&str) -> usize) -> Option<String> {
    let (first, second) = ellipsis.split_once(' ')?;
    let whole = if first.ends_with('-') { second } else { first };
    let mut best = None;
    for (at, _) in whole.char_indices().skip(1) {
        let (beginning, end) = whole.split_at(at);
        let first = first.strip_suffix('-').unwrap_or(beginning);
        let word = [first, second.strip_prefix('-').unwrap_or(end)].concat();
        let rank = rank([first, beginning, end], documents(&word) > 0, &documents);
        if best.as_ref().is_none_or(|(most, _)| rank >= *most) {
            best = rank.is_some().then_some((rank, word)).or(best);
        }
    }
    best.map(|(_, word)| word)
}

/// How likely a word is parted into `beginning` and `end` beside one that begins with `first`, if
/// that can be: both after prefixes; both parts known; or what they make together is. Of equals,
/// the one whose rarer part is the most frequent.
fn rank(
    [first, beginning, end]: [&str; 3],
    is_known: bool,
    documents: impl Fn(&str) -> usize,
) -> Option<(u8, bool, usize)> {
    let letters = |word: &str| word.chars().count();
    let are_prefixes = |of_kind: &&[&str]| of_kind.contains(&first) && of_kind.contains(&beginning);
    if letters(end) < BEGINNING {
        return None;
    }
    if first != beginning && PREFIXES.iter().any(are_prefixes) {
        return Some((2, is_known, beginning.len()));
    }
    // Without what links the parts, or what inflects the last one.
    let frequency = |part: &str, least: usize| {
        let words = LINKS.iter().filter_map(|link| part.strip_suffix(*link));
        words.filter(|it| letters(it) >= least).map(&documents).max().unwrap_or(0)
    };
    // "Grenzzaun" leaves out the e of "Grenze".
    let begins = frequency(beginning, BEGINNING).max(documents(&[beginning, "e"].concat()));
    let begins = begins.max(PREFIXES.iter().any(|of_kind| of_kind.contains(&beginning)).into());
    match (begins, frequency(end, END)) {
        (0, _) => None,
        // "EU-Politik" has a hyphen.
        _ if letters(first) < BEGINNING && !is_known => None,
        (_, 0) if !is_known || SUFFIXES.iter().any(|it| end.starts_with(it)) => None,
        (_, 0) => Some((0, is_known, begins)),
        (_, ends) => Some((1, is_known, begins.min(ends))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tokenizer::Tokenizer;

    #[test]
    fn ellipses() {
        for (text, expect) in [
            ("Land- und Forstwirtschaft", "land- forstwirtschaft"),
            ("Vor- bzw. Nachteile", "vor- nachteile"),
            ("Ein-/Ausgabe", "ein- ausgabe"),
            ("Kinder-, Jugend- und Familienhilfe", "kinder- familienhilfe|jugend- familienhilfe"),
            ("Haupteingänge und -ausgänge", "haupteingänge -ausgänge"),
            ("Fahrzeugart, -größe oder -gewicht", "fahrzeugart -größe|fahrzeugart -gewicht"),
            ("E-Mail und Post", ""),
            ("die Wirt- schaft und das Land", ""),
            ("Land- und. Forstwirtschaft", "land- forstwirtschaft"),
            ("Land- und (Forstwirtschaft)", ""),
            ("Land- und\nForstwirtschaft", ""),
            ("EU- und Weltpolitik, 3- und Mehrzimmer", ""),
            ("Haus – und Hof - und Garten", ""),
            ("- und, - oder -", ""),
        ] {
            let (mut suspended, mut found) = (Suspended::of(text), Vec::new());
            let mut words = Tokenizer::new(text);
            while let Some(range) = words.next_word() {
                suspended.take(range, words.word(), |it| found.push(it.to_owned()));
            }
            assert_eq!(found.join("|"), expect, "{text}");
        }
    }

    #[test]
    fn completed_words() {
        let known = "bildung forst forstwirt forstwirtschaft haupt haupteingänge hilfe jugend land landschaft leistung \
            mietwagen neben rechnung straßen verkehr vorname weiter wirtschaft akute ausfuhr einfuhr pflege lang taxen namen zu";
        let documents = |word: &str| usize::from(known.split_whitespace().any(|it| it == word));
        for (ellipsis, expect) in [
            ("land- forstwirtschaft", "landwirtschaft"),
            ("ein- ausfuhr", "einfuhr"),
            ("hin- rückfahrt", "hinfahrt"),
            ("auf- aberkennung", "auferkennung"),
            ("aus- weiterbildung", "ausbildung"),
            ("kosten- leistungsrechnung", "kostenrechnung"),
            ("kosten- leistungsrechnungen", "kostenrechnungen"),
            ("taxen- mietwagenverkehr", "taxenverkehr"),
            ("haupteingänge -ausgänge", ""),
            ("außen- verteidigungspolitik", ""),
            ("akut- langzeitpflege", ""),
            ("sonn- gesetzlichen", ""),
            ("vor- zunamen", "vornamen"),
        ] {
            assert_eq!(completed(ellipsis, documents).unwrap_or_default(), expect, "{ellipsis}");
        }
    }
}
