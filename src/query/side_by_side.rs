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
    /// They must stand in the title.
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

    /// Whether they stand so in a document. Nothing if its text, or its title, would tell but is
    /// not there; nor if the text is not to be read.
    pub(crate) fn is_in(&self, index: &Index, document: u32, reads: bool) -> Option<bool> {
        if self.held.get(document as usize) != Some(&bits(0..self.words)) {
            return Some(false);
        }
        let has = |text: &str| self.matcher.has_phrase(text, self.words);
        if self.title {
            return Some(has(index.head(document)?.title));
        }
        // That it occurs is known already.
        if self.words == 1 {
            return Some(true);
        }
        let document = index.store.document(document).filter(|_| reads)?;
        let in_section = |it: &StoredSection<'_>| has(it.heading) || has(it.text);
        Some(has(document.title) || document.sections.iter().any(in_section))
    }
}

/// Finds the documents in which words stand side by side; where texts would have to be loaded for
/// it, those that hold all of the words.
pub(crate) fn phrase(index: &Index, words: Vec<Expansion>) -> Phrase {
    let phrase = SideBySide::new(index, &words, false);
    let is_read = index.shards.is_complete();
    let mut documents = Vec::new();
    for document in 0..index.lengths.len() as u32 {
        if phrase.is_in(index, document, is_read) != Some(false) {
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
