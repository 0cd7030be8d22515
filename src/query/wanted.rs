//! What a query asks for: its words, each with all that it stands for, and what documents must
//! have or not.

use std::ops::Range;

use crate::Index;
use crate::analysis::case::lower;
use crate::query::compounds::joined;
use crate::query::expansion::{Expansion, expand, expand_quoted};
use crate::query::matcher::Matcher;
use crate::query::parser::{Alternative, Clause, Occur, Query, Word};
use crate::query::side_by_side::{for_each_form, matcher};
use crate::query::synonyms;

/// Unknown words of a query that are corrected. Each costs a walk over much of
/// the lexicon, and a text of which more are unknown is not in its language.
const MAX_UNKNOWN: usize = 8;

/// A query whose words are expanded.
#[derive(Default)]
pub(crate) struct Wanted<'q> {
    /// What each bit of a set of words stands for: a word, or several of which
    /// any will do.
    pub(crate) words: Vec<Expansion>,
    /// What a document must have, each as alternatives.
    pub(crate) required: Vec<Vec<Required>>,
    pub(crate) excluded: Vec<&'q Alternative>,
    /// Where in the query a word was corrected, and to what.
    corrections: Vec<(Range<usize>, String)>,
    /// How many words were looked for as misspelt, or should have been.
    unknown: usize,
}

/// Words that must stand side by side.
pub(crate) struct Required {
    /// Places in [`Wanted::words`].
    pub(crate) words: Range<usize>,
    /// They must do so in the title.
    pub(crate) title: bool,
}

impl<'q> Wanted<'q> {
    pub(crate) fn new(index: &Index, query: &'q Query, exact: bool) -> Self {
        let mut wanted = Self::default();
        let (asked, places) = synonyms::asked(index, &query.clauses, exact);
        // The word before, and the last one that is no stop word.
        let [mut before, mut content]: [Option<(&Word, usize)>; 2] = [None, None];
        for ((clause, place), at) in query.clauses.iter().zip(&places).zip(0..) {
            // What was asked for already is not counted twice.
            let earlier = query.clauses.get(..at).unwrap_or_default();
            if earlier.iter().any(|earlier| clause.repeats(earlier)) {
                [before, content] = [None, None];
                continue;
            }
            wanted.want(index, clause, exact, synonyms::expansion(index, &asked, place));
            let word = clause.loose_word().filter(|_| !exact);
            let word = word.map(|word| (word, wanted.words.len().saturating_sub(1)));
            if let (Some(before), Some(word)) = (before, word) {
                wanted.join(index, before, word);
            }
            // "Handel mit Menschen" is Menschenhandel as "Menschen Handel" is.
            if !word.is_some_and(|(word, _)| index.is_stop_word(&word.text)) {
                let farther = content.filter(|it| Some(it.1) != before.map(|it| it.1));
                if let (Some(content), Some(word)) = (farther, word) {
                    wanted.join(index, content, word);
                }
                content = word;
            }
            before = word;
        }
        wanted
    }

    fn want(&mut self, index: &Index, clause: &'q Clause, exact: bool, synonyms: Expansion) {
        match clause.occur {
            Occur::Should => {
                let mut any = Expansion { stop_word: true, ..Expansion::default() };
                for alternative in &clause.alternatives {
                    for word in &alternative.words {
                        let found = self.expand(index, word, exact, !synonyms.is_empty());
                        any.stop_word &= found.stop_word;
                        any.merge(found);
                    }
                }
                any.merge(synonyms);
                self.words.push(any);
            }
            Occur::Must => {
                let mut required = Vec::new();
                for alternative in &clause.alternatives {
                    required.push(self.require(index, alternative, exact));
                }
                self.required.push(required);
            }
            // Who writes "Kinder -und Jugendarbeit" means no text without "und".
            Occur::MustNot => self
                .excluded
                .extend(clause.alternatives.iter().filter(|it| !is_stop_word(index, it))),
        }
    }

    /// Lets two words, each with its place, also stand for the compound that they make: "Opfer
    /// Schutz" for Opferschutz, in languages with compounds "Schutz der Opfer" as well.
    fn join(&mut self, index: &Index, before: (&Word, usize), word: (&Word, usize)) {
        let orders = 1 + usize::from(index.compounding);
        for (first, second) in [(before, word), (word, before)].into_iter().take(orders) {
            let compound = joined(index, &first.0.text, &second.0.text);
            for place in [first.1, second.1] {
                let Some(expansion) = self.words.get_mut(place) else { continue };
                compound.iter().for_each(|&(form, weight)| expansion.raise(form, weight));
            }
        }
    }

    fn require(&mut self, index: &Index, side_by_side: &Alternative, exact: bool) -> Required {
        let first = self.words.len();
        for word in &side_by_side.words {
            let expansion = match side_by_side.quoted {
                true => expand_quoted(index, word, exact),
                false => self.expand(index, word, exact, false),
            };
            self.words.push(expansion);
        }
        Required { words: first..self.words.len(), title: side_by_side.title }
    }

    /// What a word stands for. One that is `known` by a synonym needs no correction.
    fn expand(&mut self, index: &Index, word: &Word, exact: bool, known: bool) -> Expansion {
        let is_refused = self.unknown >= MAX_UNKNOWN;
        let mut expansion = expand(index, word, exact || is_refused);
        if known && expansion.correction.is_some() {
            expansion = expand(index, word, true);
        }
        self.unknown += usize::from(expansion.unknown || is_refused && expansion.is_empty());
        if let Some(form) = &expansion.correction {
            self.corrections.push((word.range.clone(), form.clone()));
        }
        expansion
    }

    /// Whether there were more unknown words than are corrected.
    pub(crate) fn is_cut(&self) -> bool {
        self.unknown > MAX_UNKNOWN
    }

    /// The query with its corrected words in place, if there are any.
    pub(crate) fn corrected(&self, query: &str) -> Option<String> {
        let mut corrected = String::new();
        let mut copied = 0;
        // Corrections stand in the order of the query.
        for (range, correction) in &self.corrections {
            corrected += query.get(copied..range.start)?;
            corrected += &with_case_of(query.get(range.clone())?, correction);
            copied = range.end;
        }
        corrected += query.get(copied..)?;
        (copied > 0).then_some(corrected)
    }

    pub(crate) fn matcher(&self, index: &Index) -> Matcher {
        let mut whole = matcher(index, &self.words);
        for (expansion, word) in self.words.iter().zip(0..) {
            for parts in &expansion.parts {
                for part in &parts.words {
                    for_each_form(index, part, &mut |form| whole.add_part(form, word));
                }
            }
            for phrase in &expansion.phrases {
                whole.add_phrase(matcher(index, &phrase.words), phrase.words.len(), word);
            }
        }
        whole.sort();
        whole
    }
}

/// Whether it is a stop word and no more.
fn is_stop_word(index: &Index, alternative: &Alternative) -> bool {
    let [word] = alternative.words.as_slice() else { return false };
    alternative.is_plain() && !word.wildcard && index.is_stop_word(&word.text)
}

/// `word`, with a capital if `typed` begins with the same letter as a capital.
/// Corrections seldom change it; the tables of all capitals would cost 2 KB.
fn with_case_of(typed: &str, word: &str) -> String {
    let mut letters = word.chars();
    let mut cased = String::new();
    match (typed.chars().next(), letters.next()) {
        (Some(capital), Some(first)) if lower(capital) == first => {
            cased.push(capital);
            cased += letters.as_str();
        }
        _ => cased += word,
    }
    cased
}
