//! What is shown of a hit: the passage that answers best, and the sections in
//! which the query's words stand.

use std::ops::Range;

use crate::Index;
use crate::analysis::case::lower;
use crate::analysis::fold;
use crate::order::{descending, sorted_by_key};
use crate::query::matcher::{Matcher, Place, WordSet, bit, weight_of};
use crate::search::excerpt::cut_out;
use crate::search::letters::Letters;
use crate::search::{Excerpt, Hit, Ranking, SectionHit};
use crate::store::StoredDocument;

/// Bytes between the first and the last match that an excerpt is chosen for.
const WINDOW: usize = 200;

/// Bytes of a document that are read for its excerpt; what stands further down
/// is found, but not shown.
const MAX_READ: usize = 256 * 1024;

/// Letters behind a part that are its ending rather than another part.
const ENDING: usize = 3;

/// Sections named below a hit.
const MAX_SECTIONS: usize = 3;

/// Bytes of the words that tell where a section begins.
const MAX_BEGINNING: usize = 80;

/// Places that make a section better than one with fewer: those of a long one are no more than a
/// word of the query that it lacks.
const MAX_REPEATED: usize = 10;

/// Reads the texts of documents for the words of a query.
pub(super) struct Reader<'r> {
    /// Finds the query's words.
    pub(super) matcher: Matcher,
    /// What each word weighs.
    pub(super) weights: Vec<f32>,
    /// What each word is looked for as within compounds, and the word, folded as well.
    pub(super) parts: Vec<(&'r str, String)>,
    /// The letters of the query's words.
    pub(super) letters: Letters,
    pub(super) ranking: &'r Ranking,
}

/// A document with the places that match.
pub(super) struct Read<'s> {
    document: StoredDocument<'s>,
    /// One for each section.
    sections: Vec<ReadSection>,
}

struct ReadSection {
    /// Places in the heading.
    heading: Vec<Place>,
    /// Places in the text.
    places: Vec<Place>,
    /// What those weigh that stand in the heading only: below it they are understood.
    understood: f32,
    /// How well it answers: the weight of the words that its heading or text
    /// hold; 0 if none.
    weight: f32,
}

impl Reader<'_> {
    /// Reads a document.
    pub(super) fn read<'i>(&self, index: &'i Index, document: u32) -> Option<Read<'i>> {
        let document = index.store.document(document)?;
        let mut left = MAX_READ;
        let mut words = 0;
        let mut sections = Vec::new();
        for section in &document.sections {
            let text = beginning(section.text, left);
            left -= text.len();
            let read = ReadSection {
                heading: self.matcher.places(section.heading),
                places: self.matcher.places(text),
                understood: 0.0,
                weight: 0.0,
            };
            words |= words_of(&read.heading) | words_of(&read.places);
            sections.push(read);
        }
        for section in &mut sections {
            take_parts(&mut section.heading, words);
            take_parts(&mut section.places, words);
            let in_heading = words_of(&section.heading);
            let in_text = words_of(&section.places);
            let all = self.weight(in_heading | in_text);
            section.understood = self.ranking.in_heading * (all - self.weight(in_text));
            section.weight = all
                + self.ranking.in_heading * self.weight(in_heading)
                + self.ranking.repeated * section.places.len().min(MAX_REPEATED) as f32;
        }
        Some(Read { document, sections })
    }

    /// How much a document gains by how much of the query's weight stands close together,
    /// in one passage or in the title, and by the query's letters that it begins with.
    pub(super) fn closeness(&self, read: &Read<'_>) -> f32 {
        let all = self.weights.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        let title = self.matcher.places(read.document.title);
        let begins = title.first().is_some_and(|it| it.range.start == 0 && it.words & bit(0) != 0);
        let mut best = self.weight(words_of(&title)) / all + self.in_order(&title, begins);
        for section in &read.sections {
            if let Some((weight, window)) = self.best_window(&section.places, 0.0) {
                let mut near = section.places.clone();
                near.retain(|it| window.start <= it.range.start && it.range.end <= window.end);
                best = best.max(weight / all + self.in_order(&near, false));
            }
        }
        self.ranking.closeness * best
            + self.ranking.letters * self.letters.weight_in(&read.document) / all
    }

    /// What it adds that words stand in the order of the query, one behind the other, and
    /// that a title `begins` with the first.
    fn in_order(&self, places: &[Place], begins: bool) -> f32 {
        let mut followed = 0;
        for pair in places.windows(2) {
            if let [one, next] = pair {
                followed |= next.words & (one.words << 1);
            }
        }
        let share = followed.count_ones() as f32 + f32::from(u8::from(begins));
        self.ranking.in_order * share / self.weights.len() as f32
    }

    /// The hit for a document.
    pub(super) fn hit(&self, read: Read<'_>, score: f32) -> Hit {
        let excerpt = self.excerpt(&read);
        let document = read.document;
        Hit {
            id: document.id.to_owned(),
            url: document.url.to_owned(),
            title: document.title.to_owned(),
            score,
            lang: document.lang.to_owned(),
            date: document.date.to_owned(),
            excerpt,
            sections: best_sections(&document, &read.sections),
            explanation: None,
        }
    }

    fn weight(&self, words: WordSet) -> f32 {
        weight_of(words, &self.weights)
    }

    /// Words that are worth a mark: not the "the" beside a rare word.
    fn marked(&self) -> WordSet {
        let most = self.weights.iter().copied().fold(0.0, f32::max);
        let mut marked = 0;
        for (&weight, word) in self.weights.iter().zip(0..) {
            if weight >= most * self.ranking.marked {
                marked |= bit(word);
            }
        }
        marked
    }

    /// The passage that holds most of the query's weight, with what its heading adds, else the beginning of the section whose
    /// heading does, or of the document.
    fn excerpt(&self, read: &Read<'_>) -> Excerpt {
        let (mut most, mut best) = (0.0, 0..0);
        let (mut text, mut places): (&str, &[Place]) = ("", &[]);
        for (section, read) in read.document.sections.iter().zip(&read.sections) {
            let is_headed = places.is_empty() && read.weight > most && !section.text.is_empty();
            if text.is_empty() || is_headed {
                (most, text) = (read.weight, section.text);
            }
            // The first of equals: later ones are rarely better.
            if let Some((weight, window)) = self.best_window(&read.places, self.ranking.exactly)
                && (places.is_empty() || weight + read.understood > most)
            {
                (most, best, text, places) =
                    (weight + read.understood, window, section.text, &read.places);
            }
        }
        let marked = self.marked();
        let mut marks = Vec::new();
        for place in places {
            if place.words & marked != 0 {
                marks.push(self.narrowed(text, place));
            }
        }
        cut_out(text, best, &marks)
    }

    /// The place without what a compound has besides the word that was asked for:
    /// "handel" in "Menschenhandel".
    fn narrowed(&self, text: &str, place: &Place) -> Place {
        let form = text.get(place.range.clone()).unwrap_or_default();
        let mut narrowed = place.clone();
        // What several words stand for at once is a part of none.
        let word = place.words.trailing_zeros() as usize;
        let part = self.parts.get(word).filter(|_| place.words.is_power_of_two());
        if let Some(range) = part.and_then(|(part, word)| part_of(form, part, word)) {
            let start = place.range.start;
            narrowed.range = start + range.start..start + range.end;
        }
        narrowed
    }

    /// The bytes of the places that lie close together and weigh most, words that stand there
    /// as typed by `exactly` more, and words that follow there on those before them.
    fn best_window(&self, places: &[Place], exactly: f32) -> Option<(f32, Range<usize>)> {
        let mut best: Option<(f32, Range<usize>)> = None;
        for (at, first) in places.iter().enumerate() {
            let (mut words, mut exact, mut end, mut count) = (0, 0, first.range.end, 0u8);
            let (mut before, mut follows) = (0, 0);
            for place in places.get(at..).unwrap_or_default() {
                if place.range.end > first.range.start + WINDOW {
                    break;
                }
                // Nothing but a blank lies between.
                if place.range.start > end + 1 {
                    before = 0;
                }
                follows |= place.words & before << 1;
                before = place.words;
                words |= place.words;
                exact |= place.exact;
                end = place.range.end;
                count = count.saturating_add(1);
            }
            let weight = self.weight(words)
                + exactly * (self.weight(exact) + self.weight(follows))
                + self.ranking.repeated * f32::from(count);
            if best.as_ref().is_none_or(|(most, _)| weight > *most) {
                best = Some((weight, first.range.start..end));
            }
        }
        best
    }
}

/// A part of a compound stands for it only where the whole is nowhere.
fn take_parts(places: &mut Vec<Place>, words: WordSet) {
    for place in places.iter_mut() {
        place.words |= place.parts & !words;
    }
    places.retain(|place| place.words != 0);
}

fn words_of(places: &[Place]) -> WordSet {
    places.iter().fold(0, |set, place| set | place.words)
}

/// The bytes of `form` in which a part of a compound stands, as far as it is `word`, or with its
/// ending; none if the form is the word itself.
fn part_of(form: &str, part: &str, word: &str) -> Option<Range<usize>> {
    let mut folded = String::new();
    // For each byte of the folded form where its letter begins.
    let mut origins = Vec::new();
    for (at, c) in form.char_indices() {
        folded += &fold::bases(lower(c).encode_utf8(&mut [0; 4]));
        origins.resize(folded.len(), at);
    }
    origins.push(form.len());
    // The standard library's search in texts would be a kilobyte of code.
    let mut windows = folded.as_bytes().windows(part.len().max(1));
    let start = windows.position(|window| window == part.as_bytes())?;
    let mut end = start + part.len();
    let rest = word.strip_prefix(part).unwrap_or_default().bytes();
    let behind = folded.bytes().skip(end);
    end += rest.zip(behind).take_while(|(letter, other)| letter == other).count();
    let end = if folded.len() - end <= ENDING { folded.len() } else { end };
    let is_whole = start == 0 && end == folded.len();
    let range = *origins.get(start)?..*origins.get(end)?;
    (!is_whole && form.is_char_boundary(range.end)).then_some(range)
}

fn best_sections(document: &StoredDocument<'_>, read: &[ReadSection]) -> Vec<SectionHit> {
    let mut best = Vec::new();
    for (section, read) in document.sections.iter().zip(read) {
        if read.weight > 0.0 && section.level > 0 && section.heading != document.title {
            best.push((read.weight, section));
        }
    }
    let mut hits = Vec::new();
    for (_, section) in sorted_by_key(best, |it| descending(it.0)).into_iter().take(MAX_SECTIONS) {
        let mut url = document.url.to_owned();
        // An address that has one leads there: a part of a book, a page of an application.
        if !section.anchor.is_empty() && !fold::has(&url, '#') {
            url.push('#');
            push_fragment(section.anchor, &mut url);
        }
        let begins = first_words(section.text).to_owned();
        hits.push(SectionHit { heading: section.heading.to_owned(), url, begins });
    }
    hits
}

/// At most three words of the first paragraph; none if they are very long.
fn first_words(text: &str) -> &str {
    let paragraph = text.split('\n').next().unwrap_or_default();
    let end = paragraph.match_indices(' ').nth(2).map_or(paragraph.len(), |(at, _)| at);
    paragraph.get(..end).filter(|words| words.len() <= MAX_BEGINNING).unwrap_or_default()
}

/// Appends an anchor as part of an address. Letters of all scripts may stay, as browsers
/// show them; what would end or garble the address is encoded.
fn push_fragment(anchor: &str, url: &mut String) {
    for c in anchor.chars() {
        match c {
            '%' => *url += "%25",
            ' ' => *url += "%20",
            '"' => *url += "%22",
            '<' => *url += "%3C",
            '>' => *url += "%3E",
            '`' => *url += "%60",
            _ => url.push(c),
        }
    }
}

/// The first `length` bytes, or up to three less so as not to cut a character.
fn beginning(text: &str, length: usize) -> &str {
    let end = (0..=length.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_compounds() {
        for (form, part, word, expect) in [
            ("Menschenhandel", "handel", "handel", Some("handel")),
            ("Menschenhandels", "handel", "handel", Some("handels")),
            ("Häuserkampf", "haus", "haus", Some("Häus")),
            ("Fußgängerzone", "fussgang", "fussganger", Some("Fußgänger")),
            ("Sicherheitslücke", "sicherh", "sicherheit", Some("Sicherheit")),
            ("Bildfensters", "fens", "fenster", Some("fensters")),
            ("Forderungen", "forder", "forderung", None),
            ("Häuser", "haus", "hauser", None),
            ("Handel", "handel", "handel", None),
            ("Handel", "", "", None),
            ("Handel", "mensch", "mensch", None),
        ] {
            let found = part_of(form, part, word).map(|range| &form[range]);
            assert_eq!(found, expect, "{form} {part}");
        }
    }
}
