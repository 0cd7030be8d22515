//! What is shown of a hit: the passage that answers best, and the sections in
//! which the query's words stand.

use std::ops::Range;

use crate::Index;
use crate::order::{descending, sorted_by_key};
use crate::search::matcher::{Matcher, Place, WordSet, bit};
use crate::search::{Excerpt, Hit, SectionHit, ranking};
use crate::store::{StoredDocument, StoredSection};

/// Length of an excerpt in bytes, about; it ends at a word.
const EXCERPT: usize = 260;

/// Bytes between the first and the last match that an excerpt is chosen for.
const WINDOW: usize = 200;

/// Bytes of a document that are read for its excerpt; what stands further down
/// is found, but not shown.
const MAX_READ: usize = 256 * 1024;

/// Sections named below a hit.
const MAX_SECTIONS: usize = 3;

/// Reads the texts of documents for the words of a query.
pub(super) struct Reader {
    /// Finds the query's words.
    pub(super) matcher: Matcher,
    /// What each word weighs.
    pub(super) weights: Vec<f32>,
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
    /// The weight of the words that its heading or text hold.
    weight: f32,
}

impl Reader {
    /// Reads a document.
    pub(super) fn read<'i>(&self, index: &'i Index, document: u32) -> Option<Read<'i>> {
        let document = index.store.document(document)?;
        let mut left = MAX_READ;
        let read = |section: &StoredSection<'_>| {
            let text = beginning(section.text, left);
            left -= text.len();
            let places = self.matcher.places(text);
            let heading = self.matcher.places(section.heading);
            let words = heading.iter().chain(&places).fold(0, |set, place| set | place.words);
            ReadSection { places, weight: self.weight(words) }
        };
        let sections = document.sections.iter().map(read).collect();
        Some(Read { document, sections })
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
        }
    }

    fn weight(&self, words: WordSet) -> f32 {
        let words = self.weights.iter().zip(0..).filter(|&(_, word)| words & bit(word) != 0);
        words.map(|(weight, _)| weight).sum()
    }

    /// Words that are worth a mark: not the "the" beside a rare word.
    fn marked(&self) -> WordSet {
        let most = self.weights.iter().copied().fold(0.0, f32::max);
        let worth = |&(&weight, _): &(&f32, usize)| weight >= most * ranking::MARKED;
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
                cut_out(text, window, places.iter().filter(|place| place.words & marked != 0))
            }
            None => {
                let mut texts = read.document.sections.iter().map(|section| section.text);
                cut_out(texts.find(|text| !text.is_empty()).unwrap_or_default(), 0..0, [].iter())
            }
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
            let weight = self.weight(words) + ranking::REPEATED * f32::from(count);
            if best.as_ref().is_none_or(|(most, _)| weight > *most) {
                best = Some((weight, first.range.start..end));
            }
        }
        best
    }
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
            anchor => format!("{}#{anchor}", document.url),
        },
    })
    .collect()
}

/// Cuts an excerpt around `window` out of a text, and moves the marks into it.
fn cut_out<'p>(
    text: &str,
    window: Range<usize>,
    places: impl Iterator<Item = &'p Place>,
) -> Excerpt {
    let spare = EXCERPT.saturating_sub(window.len());
    let start = begin(text, window.start, spare);
    let end = end(text, window.end.max((start + EXCERPT).min(text.len())), window.end);
    let mut excerpt = Writer::default();
    if !at_sentence(text, start) {
        excerpt.push("… ");
    }
    let mut written = start;
    for place in places.filter(|place| start <= place.range.start && place.range.end <= end) {
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
        self.units += text.encode_utf16().count();
        self.excerpt.text.extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
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

/// Where an excerpt begins that shows what stands at `position`: at the
/// beginning of a sentence if there is one close before, else at a word.
fn begin(text: &str, position: usize, spare: usize) -> usize {
    let earliest = ceil(text, position.saturating_sub(spare));
    let before = text.get(earliest..position).unwrap_or_default();
    if earliest == 0 && before.len() < spare / 2 {
        return 0;
    }
    let sentence = before.rmatch_indices(['.', '!', '?', '\n', '。']).find_map(|(at, end)| {
        let start = earliest + at + end.len();
        let rest = text.get(start..position)?;
        let blank = rest.len() - rest.trim_start().len();
        (at_sentence(text, start + blank) && blank < rest.len()).then_some(start + blank)
    });
    sentence.unwrap_or_else(|| {
        let context = ceil(text, position.saturating_sub(spare / 3));
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
    let before = text.get(..position).unwrap_or_default();
    let trimmed = before.trim_end();
    trimmed.is_empty()
        || before.get(trimmed.len()..).is_some_and(|blank| blank.contains('\n'))
        || (trimmed.len() < before.len() && trimmed.ends_with(['.', '!', '?']))
        || trimmed.ends_with('。')
}

/// The character boundary at or after `position`.
fn ceil(text: &str, position: usize) -> usize {
    (position..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// The first `length` bytes, or up to three less so as not to cut a character.
fn beginning(text: &str, length: usize) -> &str {
    let end = (0..=length.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}
