//! What the words of a query are worth in each document: BM25 over the forms
//! that a word stands for, which count as one term.

use crate::Index;
use crate::order::sorted_by_key;
use crate::query::expansion::{CompoundParts, Expansion};
use crate::query::matcher::{WordSet, bit};
use crate::ranking::EXACT;

/// A document that matches.
#[derive(Clone, Copy)]
pub(super) struct Scored {
    pub(super) document: u32,
    pub(super) score: f32,
    pub(super) words: WordSet,
    /// Those of which it holds more than a distant relative.
    pub(super) near: WordSet,
    /// The weight of the words, each as far as the best form that it was found by counts.
    pub(super) covered: f32,
    /// It holds all words so, but for stop words.
    pub(super) complete: bool,
    /// What the sum of the words' scores was multiplied with, as words are missing or none is.
    pub(super) coverage: f32,
    /// What it was multiplied with, as words stand close together.
    pub(super) closeness: f32,
    /// What it was multiplied with, as it is new.
    pub(super) freshness: f32,
}

/// What a document holds of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Found {
    /// Occurrences of all forms, each by its weight.
    pub(super) frequency: f32,
    /// The weight of the best form.
    pub(super) best: f32,
}

impl Found {
    /// Occurrences of one form.
    pub(super) fn of(frequency: f32, weight: f32) -> Self {
        Self { frequency: weight * frequency, best: weight }
    }

    /// What is held of the two parts of a compound: as often as the rarer of them if
    /// both are. A part alone must be there as a word.
    pub(super) fn of_parts(parts: &CompoundParts, first: Self, second: Self) -> Self {
        match first.best > 0.0 && second.best > 0.0 {
            true => {
                let frequency = first.frequency.min(second.frequency);
                Self::of(frequency, parts.together * first.best.min(second.best))
            }
            false => {
                let best = first.best.max(second.best);
                let alone = if best >= parts.least { parts.alone } else { 0.0 };
                Self::of(first.frequency + second.frequency, alone * best)
            }
        }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.frequency += other.frequency;
        self.best = self.best.max(other.best);
    }
}

/// The inverse document frequencies of a word.
pub(super) struct Rarity {
    pub(super) itself: f32,
    /// Of the word as it was typed.
    typed: f32,
    all: f32,
}

impl Rarity {
    /// That of a document in which the best form has this weight.
    pub(super) fn of(&self, index: &Index, best: f32) -> f32 {
        match best {
            _ if best >= EXACT => self.typed,
            _ if best >= index.ranking.near => self.itself,
            _ => self.all,
        }
    }
}

/// Scores of all documents, while the words of a query are added.
pub(super) struct Scores {
    scored: Vec<Scored>,
    /// What the present word has in each document.
    found: Vec<Found>,
    /// Documents that the present word was found in.
    touched: Vec<u32>,
    /// How far a word's rarity is that of the form that was typed.
    typed: f32,
}

impl Scores {
    /// For a query of so many words.
    pub(super) fn new(index: &Index, words: usize) -> Self {
        let documents = index.lengths.len() as u32;
        let nothing = |document| Scored {
            document,
            score: 0.0,
            words: 0,
            near: 0,
            covered: 0.0,
            complete: false,
            coverage: 1.0,
            closeness: 1.0,
            freshness: 1.0,
        };
        let mut scored = Vec::with_capacity(documents as usize);
        for document in 0..documents {
            scored.push(nothing(document));
        }
        let typed = if words == 1 { 1.0 } else { index.ranking.typed };
        Self {
            scored,
            found: vec![Found::default(); documents as usize],
            touched: Vec::new(),
            typed,
        }
    }

    /// Adds a word's scores and returns how rare it is. All forms that the word
    /// stands for count as one term, so their common frequency is what matters. `counts` is whether
    /// it is told by the word how much of the query a document holds.
    pub(super) fn add(
        &mut self,
        index: &Index,
        word: usize,
        expansion: &Expansion,
        counts: bool,
    ) -> Rarity {
        let mut of_parts = Vec::new();
        for parts in &expansion.parts {
            of_parts.extend(self.found_parts(index, parts));
        }
        self.count_forms(index, expansion);
        for (document, found) in of_parts {
            self.count(document, found);
        }
        for phrase in &expansion.phrases {
            for &document in &phrase.documents {
                self.count(document, Found::of(1.0, index.ranking.synonym));
            }
        }
        let rarity = self.rarity(index, expansion);
        for (document, found) in self.take_found() {
            let at = document as usize;
            let Some(scored) = self.scored.get_mut(at) else { continue };
            let length = index.lengths.get(at).copied().unwrap_or(0) as f32;
            let saturation =
                index.ranking.saturation(found.frequency, length, index.average_length);
            scored.score += rarity.of(index, found.best) * found.best * saturation;
            scored.words |= bit(word);
            if counts {
                scored.covered += rarity.itself * index.ranking.covered(found.best);
            }
            if found.best >= index.ranking.near {
                scored.near |= bit(word);
            }
        }
        rarity
    }

    /// Counts what a document holds of the present word.
    fn count(&mut self, document: u32, found: Found) {
        let Some(slot) = self.found.get_mut(document as usize) else { return };
        if slot.best == 0.0 && found.best > 0.0 {
            self.touched.push(document);
        }
        slot.add(found);
    }

    fn count_forms(&mut self, index: &Index, expansion: &Expansion) {
        let mut cursor = index.postings.cursor();
        for (form, weight) in sorted_by_key(expansion.forms.clone(), |&(form, _)| form.into()) {
            cursor.for_each(form, &mut |posting| {
                self.count(posting.document, Found::of(posting.frequency.into(), weight));
            });
        }
    }

    /// What documents hold of the parts of a compound.
    fn found_parts(&mut self, index: &Index, parts: &CompoundParts) -> Vec<(u32, Found)> {
        let [first, second] = &parts.words;
        self.count_forms(index, first);
        let firsts = self.take_found();
        self.count_forms(index, second);
        let mut found = Vec::new();
        for (document, first) in firsts {
            let second = self.take(document);
            found.push((document, Found::of_parts(parts, first, second)));
        }
        for (document, second) in self.take_found() {
            found.push((document, Found::of_parts(parts, Found::default(), second)));
        }
        found
    }

    /// What documents hold of the present word; the next one is counted from nothing.
    fn take_found(&mut self) -> Vec<(u32, Found)> {
        let mut taken = Vec::new();
        for document in std::mem::take(&mut self.touched) {
            let found = self.take(document);
            if found.best > 0.0 {
                taken.push((document, found));
            }
        }
        taken
    }

    fn take(&mut self, document: u32) -> Found {
        self.found.get_mut(document as usize).map(std::mem::take).unwrap_or_default()
    }

    /// How rare the present word is: by the documents that hold the word itself,
    /// and by all that hold anything it stands for. A rare word would else weigh
    /// no more than the most frequent compound that it is part of; and a rare form of a
    /// frequent word would be found by whoever types it nowhere among the first.
    fn rarity(&self, index: &Index, expansion: &Expansion) -> Rarity {
        let part = if expansion.stop_word { index.ranking.stop_word } else { 1.0 };
        // By how many documents hold a form that weighs so much.
        let rarity = |least: f32| {
            let mut holding = 0;
            for &document in &self.touched {
                if self.found.get(document as usize).is_some_and(|it| it.best >= least) {
                    holding += 1;
                }
            }
            (holding > 0).then(|| part * index.ranking.idf(holding, self.scored.len()))
        };
        let all = rarity(0.0).unwrap_or_else(|| part * index.ranking.idf(0, self.scored.len()));
        let itself = rarity(index.ranking.near).unwrap_or(all);
        let typed = rarity(EXACT).unwrap_or(itself);
        Rarity { itself, typed: itself + self.typed * (typed - itself), all }
    }

    /// The most that a document holds of the query's weight.
    pub(super) fn most_covered(&self) -> f32 {
        self.scored.iter().map(|it| it.covered).fold(0.0, f32::max)
    }

    /// The documents that are allowed and hold a word, or all that are allowed.
    pub(super) fn into_documents(self, allowed: &[bool], all: bool) -> Vec<Scored> {
        let mut documents = Vec::new();
        for (it, &allowed) in self.scored.into_iter().zip(allowed) {
            if allowed && (all || it.words != 0) {
                documents.push(it);
            }
        }
        documents
    }
}
