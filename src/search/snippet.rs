//! What is shown of a hit: the passage that answers best, and the sections in
//! which the query's words stand.

use std::ops::Range;

use crate::Index;
use crate::analysis::case::lower;
use crate::analysis::fold;
use crate::order::{descending, sorted_by_key};
use crate::search::excerpt::cut_out;
use crate::search::matcher::{Matcher, Place, WordSet, bit, weight_of};
use crate::search::{Excerpt, Hit, Ranking, SectionHit};
use crate::store::{StoredDocument, StoredSection};

/// Bytes between the first and the last match that an excerpt is chosen for.
const WINDOW: usize = 200;

/// Bytes of a document that are read for its excerpt; what stands further down
/// is found, but not shown.
const MAX_READ: usize = 256 * 1024;

/// Letters behind a part that are its ending rather than another part.
const ENDING: usize = 3;

/// Sections named below a hit.
const MAX_SECTIONS: usize = 3;

/// Reads the texts of documents for the words of a query.
pub(super) struct Reader<'r> {
    /// Finds the query's words.
    pub(super) matcher: Matcher,
    /// What each word weighs.
    pub(super) weights: Vec<f32>,
    /// What each word is looked for as within compounds.
    pub(super) parts: Vec<&'r str>,
    pub(super) ranking: &'r Ranking,
}

/// A document with the places that match.
pub(super) struct Read<'s> {
    document: StoredDocument<'s>,
    /// One for each section.
    sections: Vec<ReadSection>,
}

struct ReadSection {
    /// Places in the text.
    places: Vec<Place>,
    /// How well it answers: the weight of the words that its heading or text
    /// hold; 0 if none.
    weight: f32,
}

impl Reader<'_> {
    /// Reads a document.
    pub(super) fn read<'i>(&self, index: &'i Index, document: u32) -> Option<Read<'i>> {
        let document = index.store.document(document)?;
        let mut left = MAX_READ;
        let places = |section: &StoredSection<'_>| {
            let text = beginning(section.text, left);
            left -= text.len();
            [section.heading, text].map(|text| self.matcher.places(text))
        };
        let mut sections: Vec<_> = document.sections.iter().map(places).collect();
        let words = sections.iter().flatten().fold(0, |set, places| set | words_of(places));
        // A part of a compound stands for it only where the whole is nowhere.
        for places in sections.iter_mut().flatten() {
            places.iter_mut().for_each(|place| place.words |= place.parts & !words);
            places.retain(|place| place.words != 0);
        }
        let read = |[heading, places]: [Vec<Place>; 2]| {
            let weight = self.weight(words_of(&heading) | words_of(&places))
                + self.ranking.in_heading * self.weight(words_of(&heading))
                + self.ranking.repeated * places.len() as f32;
            ReadSection { places, weight }
        };
        let sections = sections.into_iter().map(read).collect();
        Some(Read { document, sections })
    }

    /// How much of the query's weight stands close together, from 0 to 1: in one
    /// passage, or in the title.
    pub(super) fn closeness(&self, read: &Read<'_>) -> f32 {
        let passages = read.sections.iter().filter_map(|it| self.best_window(&it.places));
        let best = passages.map(|(weight, _)| weight).fold(0.0, f32::max);
        let title = self.weight(words_of(&self.matcher.places(read.document.title)));
        let all: f32 = self.weights.iter().sum();
        best.max(title) / all.max(f32::MIN_POSITIVE)
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
        let worth = |&(&weight, _): &(&f32, usize)| weight >= most * self.ranking.marked;
        self.weights.iter().zip(0..).filter(worth).fold(0, |set, (_, word)| set | bit(word))
    }

    /// The passage that holds most of the query's weight, or the document's beginning.
    fn excerpt(&self, read: &Read<'_>) -> Excerpt {
        let sections = read.document.sections.iter().zip(&read.sections);
        let windows = sections.filter_map(|(section, read)| {
            let (weight, window) = self.best_window(&read.places)?;
            Some((weight, window, section.text, &read.places))
        });
        // The first of equals: later ones are rarely better.
        match windows.reduce(|best, next| if next.0 > best.0 { next } else { best }) {
            Some((_, window, text, places)) => {
                let marked = self.marked();
                let places = places.iter().filter(|place| place.words & marked != 0);
                let places: Vec<Place> = places.map(|place| self.narrowed(text, place)).collect();
                cut_out(text, window, places.iter())
            }
            None => {
                let mut texts = read.document.sections.iter().map(|section| section.text);
                cut_out(texts.find(|text| !text.is_empty()).unwrap_or_default(), 0..0, [].iter())
            }
        }
    }

    /// The place without what a compound has besides the word that was asked for:
    /// "handel" in "Menschenhandel".
    fn narrowed(&self, text: &str, place: &Place) -> Place {
        let form = text.get(place.range.clone()).unwrap_or_default();
        let words = self.parts.iter().zip(0..).filter(|(_, word)| place.words & bit(*word) != 0);
        let mut ranges = words.map(|(part, _)| part_of(form, part));
        match (ranges.next(), ranges.next()) {
            (Some(Some(range)), None) => {
                let start = place.range.start;
                Place { range: start + range.start..start + range.end, ..place.clone() }
            }
            _ => place.clone(),
        }
    }

    /// The bytes of the places that lie close together and weigh most.
    fn best_window(&self, places: &[Place]) -> Option<(f32, Range<usize>)> {
        let mut best: Option<(f32, Range<usize>)> = None;
        for (at, first) in places.iter().enumerate() {
            let near = places.get(at..).unwrap_or_default();
            let near =
                near.iter().take_while(|place| place.range.end <= first.range.start + WINDOW);
            let (mut words, mut end, mut count) = (0, first.range.end, 0u8);
            for place in near {
                words |= place.words;
                end = place.range.end;
                count = count.saturating_add(1);
            }
            let weight = self.weight(words) + self.ranking.repeated * f32::from(count);
            if best.as_ref().is_none_or(|(most, _)| weight > *most) {
                best = Some((weight, first.range.start..end));
            }
        }
        best
    }
}

fn words_of(places: &[Place]) -> WordSet {
    places.iter().fold(0, |set, place| set | place.words)
}

/// The bytes of `form` in which a part of a compound stands, with its ending; none
/// if the form is the word itself.
fn part_of(form: &str, part: &str) -> Option<Range<usize>> {
    let mut folded = String::new();
    // For each byte of the folded form where its letter begins.
    let mut origins = Vec::new();
    for (at, c) in form.char_indices() {
        folded += &fold::bases(lower(c).encode_utf8(&mut [0; 4]));
        origins.resize(folded.len(), at);
    }
    origins.push(form.len());
    // The standard library's search in texts would be a kilobyte of code.
    let mut rests = (0..folded.len()).filter_map(|at| Some((at, folded.as_bytes().get(at..)?)));
    let is_here = |&(_, rest): &(usize, &[u8])| rest.starts_with(part.as_bytes());
    let (start, _) = rests.find(is_here).filter(|_| !part.is_empty())?;
    let end = start + part.len();
    let end = if folded.len() - end <= ENDING { folded.len() } else { end };
    let is_whole = start == 0 && end == folded.len();
    let range = *origins.get(start)?..*origins.get(end)?;
    (!is_whole && form.is_char_boundary(range.end)).then_some(range)
}

fn best_sections(document: &StoredDocument<'_>, read: &[ReadSection]) -> Vec<SectionHit> {
    let mut best: Vec<_> = document.sections.iter().zip(read).collect();
    best.retain(|(section, read)| {
        read.weight > 0.0 && section.level > 0 && section.heading != document.title
    });
    let best = sorted_by_key(best, |(_, read)| descending(read.weight)).into_iter();
    let best = best.take(MAX_SECTIONS);
    best.map(|(section, _)| SectionHit {
        heading: section.heading.to_owned(),
        url: match section.anchor {
            "" => document.url.to_owned(),
            anchor => format!("{}#{}", document.url, fragment(anchor)),
        },
    })
    .collect()
}

/// An anchor as part of an address. Letters of all scripts may stay, as browsers
/// show them; what would end or garble the address is encoded.
fn fragment(anchor: &str) -> String {
    let mut fragment = String::new();
    for c in anchor.chars() {
        match c {
            '%' | ' ' | '"' | '<' | '>' | '`' => fragment += &format!("%{:02X}", u32::from(c)),
            _ => fragment.push(c),
        }
    }
    fragment
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
        for (form, part, expect) in [
            ("Menschenhandel", "handel", Some("handel")),
            ("Menschenhandels", "handel", Some("handels")),
            ("Häuserkampf", "haus", Some("Häus")),
            ("Fußgängerzone", "fussgang", Some("Fußgäng")),
            ("Häuser", "haus", None),
            ("Handel", "handel", None),
            ("Handel", "", None),
            ("Handel", "mensch", None),
        ] {
            assert_eq!(part_of(form, part).map(|range| &form[range]), expect, "{form} {part}");
        }
    }
}
