//! Words side by side: which documents have them so.

use crate::Index;
use crate::query::expansion::{Expansion, Phrase};
use crate::query::matcher::{Matcher, WordSet, bit, bits};
use crate::store::StoredSection;

/// Looks for words side by side in documents.
pub(crate) struct SideBySide {
    /// For each document those of the words that it holds.
    held: Vec<WordSet>,
    matcher: Matcher,
    words: usize,
    title: bool,
}

impl SideBySide {
    pub(crate) fn new(index: &Index, words: &[Expansion], title: bool) -> Self {
        let mut held = vec![0; index.lengths.len()];
        let mut cursor = index.postings.cursor();
        for (expansion, word) in words.iter().zip(0..) {
            for &(form, _) in &expansion.forms {
                cursor.for_each(form, &mut |posting| {
                    if let Some(words) = held.get_mut(posting.document as usize) {
                        *words |= bit(word);
                    }
                });
            }
        }
        Self { held, matcher: matcher(index, words), words: words.len(), title }
    }

    /// Whether a document holds all of the words.
    pub(crate) fn may_be_in(&self, document: u32) -> bool {
        self.held.get(document as usize) == Some(&bits(0..self.words))
    }

    pub(crate) fn is_in(&self, index: &Index, document: u32) -> bool {
        self.may_be_in(document)
            && has_phrase(index, document, &self.matcher, self.words, self.title)
    }
}

/// Whether words that a document holds stand side by side in one of its texts,
/// or in its title.
pub(crate) fn has_phrase(
    index: &Index,
    document: u32,
    matcher: &Matcher,
    words: usize,
    title: bool,
) -> bool {
    // That it occurs is known already.
    if words == 1 && !title {
        return true;
    }
    let Some(document) = index.store.document(document) else { return false };
    let has = |text: &str| matcher.has_phrase(text, words);
    let in_section = |it: &StoredSection<'_>| has(it.heading) || has(it.text);
    has(document.title) || !title && document.sections.iter().any(in_section)
}

/// Finds the documents in which words stand side by side.
pub(crate) fn phrase(index: &Index, words: Vec<Expansion>) -> Phrase {
    let phrase = SideBySide::new(index, &words, false);
    // Texts that lie in shards would have to be loaded for it.
    let is_read = index.shards.is_complete();
    let mut documents = Vec::new();
    for document in 0..index.lengths.len() as u32 {
        if phrase.may_be_in(document) && (!is_read || phrase.is_in(index, document)) {
            documents.push(document);
        }
    }
    Phrase { words, documents }
}

/// Knows the forms of each expansion by the expansion's place.
pub(crate) fn matcher(index: &Index, expansions: &[Expansion]) -> Matcher {
    let mut matcher = Matcher::default();
    for (expansion, word) in expansions.iter().zip(0..) {
        for_each_form(index, expansion, &mut |form| matcher.add(form, word));
        let best = expansion.best();
        for &(form, _) in expansion.forms.iter().filter(|&&(_, weight)| weight == best) {
            matcher.add_exact(index.lexicon.form(form).unwrap_or_default(), word);
        }
    }
    matcher.sort();
    matcher
}

pub(super) fn for_each_form(index: &Index, expansion: &Expansion, visit: &mut dyn FnMut(&str)) {
    for &(form, _) in &expansion.forms {
        if let Some(form) = index.lexicon.form(form) {
            visit(form);
        }
    }
}
