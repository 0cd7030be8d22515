//! Finds the documents that match a query and puts the best first.

use std::ops::Range;

use crate::Index;
use crate::analysis::case::lower;
use crate::order::{descending, join, sorted_by_key};
use crate::query::compounds::joined;
use crate::query::expansion::{Expansion, expand, expand_excluded, expand_quoted};
use crate::query::parser::{Alternative, Clause, MAX_WORDS, Occur, Query, Word, parse};
use crate::search::filter::Filters;
use crate::search::matcher::{Matcher, WordSet, bit, bits, weight_of};
use crate::search::sort::sorted;
use crate::search::{Hit, SearchOptions, SearchResults, Sort, explain, facets, snippet, synonyms};

/// Unknown words of a query that are corrected. Each costs a walk over much of
/// the lexicon, and a text of which more are unknown is not in its language.
const MAX_UNKNOWN: usize = 8;

/// Answers `query`.
pub(crate) fn search(index: &Index, query: &str, options: &SearchOptions) -> SearchResults {
    let mut parsed = parse(query, &|name| index.facets.has(name));
    let mut results = SearchResults { query: query.to_owned(), ..SearchResults::default() };
    if parsed.cut {
        results.notes.push(format!("Only the first {MAX_WORDS} words were searched."));
    }
    let filters = std::mem::take(&mut parsed.filters);
    let filters = Filters::new(filters, options, &mut results.notes);
    let mut wanted = Wanted::new(index, &parsed, options.exact);
    if wanted.unknown == MAX_UNKNOWN {
        results.notes.push(format!("Only the first {MAX_UNKNOWN} unknown words were corrected."));
    }
    let mut ranked = rank(index, &wanted, &filters, None);
    if ranked.documents.is_empty() && parsed.is_phrase_among_words() {
        results.notes.push(
            "No text has the quoted words side by side; they were searched one by one.".to_owned(),
        );
        parsed.drop_quotes();
        wanted = Wanted::new(index, &parsed, options.exact);
        ranked = rank(index, &wanted, &filters, None);
    }
    results.corrected = wanted.corrected(query);
    results.total = ranked.documents.len();
    if options.facets {
        results.facets = facets::count(index, &|name| match filters.concern(name) {
            true => rank(index, &wanted, &filters, Some(name)).matching(index),
            false => ranked.matching(index),
        });
    }
    let sort = match options.sort {
        // Where nothing is better than another.
        Sort::Relevance if wanted.words.is_empty() => Sort::Newest,
        sort => sort,
    };
    let documents = sorted(index, ranked.documents, sort);
    let (matcher, weights) = (wanted.matcher(index), ranked.weights);
    let parts = wanted.words.iter().map(|word| word.part.as_str()).collect();
    let reader = snippet::Reader { matcher, weights, parts, ranking: &index.ranking };
    let page = documents.iter().skip(options.offset).take(options.limit);
    let hit = |it: &Scored| {
        let explanation = || explain::explain(index, &wanted.words, &ranked.rarities, it.document);
        let explanation = options.explain.then(explanation);
        Some(Hit { explanation, ..reader.hit(index, it.document, it.score)? })
    };
    results.hits = page.filter_map(hit).collect();
    results
}

/// A query whose words are expanded.
#[derive(Default)]
struct Wanted<'q> {
    /// What each bit of a [`WordSet`] stands for: a word, or several of which
    /// any will do.
    words: Vec<Expansion>,
    /// What a document must have, each as alternatives.
    required: Vec<Vec<Required>>,
    excluded: Vec<&'q Alternative>,
    /// Where in the query a word was corrected, and to what.
    corrections: Vec<(Range<usize>, String)>,
    /// How many words were looked for as misspelt.
    unknown: usize,
}

/// Words that must stand side by side.
struct Required {
    /// Places in [`Wanted::words`].
    words: Range<usize>,
    /// They must do so in the title.
    title: bool,
}

impl<'q> Wanted<'q> {
    fn new(index: &Index, query: &'q Query, exact: bool) -> Self {
        let mut wanted = Self::default();
        let (asked, places) = synonyms::asked(index, &query.clauses, exact);
        for ((clause, place), at) in query.clauses.iter().zip(&places).zip(0..) {
            // What was asked for already is not counted twice.
            let before = query.clauses.get(..at).unwrap_or_default();
            if !before.iter().any(|before| clause.repeats(before)) {
                wanted.want(index, clause, exact, synonyms::expansion(index, &asked, place));
                wanted.join(index, clause.loose_word(), before.last(), exact);
            }
        }
        wanted
    }

    fn want(&mut self, index: &Index, clause: &'q Clause, exact: bool, synonyms: Expansion) {
        match clause.occur {
            Occur::Should => {
                let mut any = Expansion { stop_word: true, ..Expansion::default() };
                for word in clause.alternatives.iter().flat_map(|it| &it.words) {
                    let found = self.expand(index, word, exact, !synonyms.is_empty());
                    any.stop_word &= found.stop_word;
                    any.merge(found);
                }
                any.merge(synonyms);
                self.words.push(any);
            }
            Occur::Must => {
                let require = |it| self.require(index, it, exact);
                let required = clause.alternatives.iter().map(require).collect();
                self.required.push(required);
            }
            Occur::MustNot => self.excluded.extend(&clause.alternatives),
        }
    }

    /// Lets the last two words of the query also stand for the compound that they
    /// make: "Opfer Schutz" for Opferschutz.
    fn join(&mut self, index: &Index, word: Option<&Word>, before: Option<&Clause>, exact: bool) {
        let before = before.and_then(Clause::loose_word);
        let (Some(word), Some(before), false) = (word, before, exact) else { return };
        let compound = joined(index, &before.text, &word.text);
        for expansion in self.words.iter_mut().rev().take(2) {
            compound.iter().for_each(|&(form, weight)| expansion.raise(form, weight));
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
        let mut expansion = expand(index, word, exact || self.unknown == MAX_UNKNOWN);
        if known && expansion.correction.is_some() {
            expansion = expand(index, word, true);
        }
        self.unknown += usize::from(expansion.unknown);
        let correction = expansion.correction.clone();
        self.corrections.extend(correction.map(|form| (word.range.clone(), form)));
        expansion
    }

    /// The query with its corrected words in place, if there are any.
    fn corrected(&self, query: &str) -> Option<String> {
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

    fn matcher(&self, index: &Index) -> Matcher {
        let mut whole = matcher(index, self.words.iter());
        for (expansion, word) in self.words.iter().zip(0..) {
            for phrase in &expansion.phrases {
                whole.add_phrase(matcher(index, phrase.words.iter()), phrase.words.len(), word);
            }
        }
        whole
    }
}

/// Knows the forms of each expansion by the expansion's place.
fn matcher<'e>(index: &Index, expansions: impl Iterator<Item = &'e Expansion>) -> Matcher {
    let forms = expansions.zip(0..).flat_map(|(expansion, word)| {
        let form = move |&(form, _): &(u32, f32)| Some((index.lexicon.form(form)?, word));
        expansion.forms.iter().filter_map(form)
    });
    Matcher::new(forms)
}

/// `word`, with a capital if `typed` begins with the same letter as a capital.
/// Corrections seldom change it; the tables of all capitals would cost 2 KB.
fn with_case_of(typed: &str, word: &str) -> String {
    let (mut typed, mut letters) = (typed.chars(), word.chars());
    match (typed.next(), letters.next()) {
        (Some(capital), Some(first)) if lower(capital) == first => {
            std::iter::once(capital).chain(letters).collect()
        }
        _ => word.to_owned(),
    }
}

/// Documents in order, and what each word of the query weighs.
struct Ranked {
    documents: Vec<Scored>,
    weights: Vec<f32>,
    rarities: Vec<Rarity>,
}

impl Ranked {
    /// For each document whether it matches.
    fn matching(&self, index: &Index) -> Vec<bool> {
        let mut matching = vec![false; index.lengths.len()];
        for it in &self.documents {
            if let Some(matches) = matching.get_mut(it.document as usize) {
                *matches = true;
            }
        }
        matching
    }
}

/// A document that matches.
#[derive(Clone, Copy)]
pub(super) struct Scored {
    pub(super) document: u32,
    score: f32,
    words: WordSet,
    /// Those of which it holds more than a distant relative.
    near: WordSet,
    /// The weight of the words, each as far as the best form that it was found by counts.
    covered: f32,
}

/// Finds and ranks the documents that pass all filters but those on the facet
/// `but`. If nothing is asked for but filters, these are all that pass.
fn rank(index: &Index, wanted: &Wanted<'_>, filters: &Filters, but: Option<&str>) -> Ranked {
    let mut scores = Scores::new(index);
    let words = wanted.words.iter().zip(0..);
    let rarities: Vec<Rarity> =
        words.map(|(expansion, word)| scores.add(index, word, expansion)).collect();
    let weights: Vec<f32> = rarities.iter().map(|rarity| rarity.itself).collect();
    let all = bits(0..weights.len());
    let is_browsing = wanted.words.is_empty() && !filters.is_empty();
    let mut documents = scores.into_documents(&filters.allowed(index, but), is_browsing);
    let required = wanted.required.iter();
    required.for_each(|any| keep_required(index, wanted, any, &weights, &mut documents));
    wanted.excluded.iter().for_each(|words| drop_excluded(index, words, &mut documents));
    weigh_coverage(index, &weights, &mut documents);
    // Those with all words first; equal scores in the order of the documents.
    let key = |it: &Scored| join(u32::from(it.near != all), descending(it.score));
    Ranked { documents: sorted_by(documents, &key), weights, rarities }
}

/// Sorts documents by a number, with the same code whatever it is.
pub(super) fn sorted_by(documents: Vec<Scored>, key: &dyn Fn(&Scored) -> u64) -> Vec<Scored> {
    sorted_by_key(documents, key)
}

/// Raises documents that hold much of the query's weight, and drops those that
/// hold next to nothing of what the best one holds.
fn weigh_coverage(index: &Index, weights: &[f32], documents: &mut Vec<Scored>) {
    let most = documents.iter().map(|it| it.covered).fold(0.0, f32::max);
    documents.retain(|it| it.covered >= most * index.ranking.least);
    let all: f32 = weights.iter().sum();
    for it in documents {
        it.score *= index.ranking.coverage(it.covered / all.max(f32::MIN_POSITIVE));
    }
}

/// The inverse document frequencies of a word.
pub(super) struct Rarity {
    pub(super) itself: f32,
    all: f32,
}

impl Rarity {
    /// That of a document in which the best form has this weight.
    pub(super) fn of(&self, index: &Index, best: f32) -> f32 {
        if best >= index.ranking.itself { self.itself } else { self.all }
    }
}

/// Scores of all documents, while the words of a query are added.
struct Scores {
    scored: Vec<Scored>,
    /// What the present word has in each document: frequency, best weight of a form.
    found: Vec<(f32, f32)>,
    /// Documents that the present word was found in.
    touched: Vec<u32>,
}

impl Scores {
    fn new(index: &Index) -> Self {
        let documents = index.lengths.len() as u32;
        let nothing = |document| Scored { document, score: 0.0, words: 0, near: 0, covered: 0.0 };
        Self {
            scored: (0..documents).map(nothing).collect(),
            found: vec![(0.0, 0.0); documents as usize],
            touched: Vec::new(),
        }
    }

    /// Adds a word's scores and returns how rare it is. All forms that the word
    /// stands for count as one term, so their common frequency is what matters.
    fn add(&mut self, index: &Index, word: usize, expansion: &Expansion) -> Rarity {
        let (found, touched) = (&mut self.found, &mut self.touched);
        let mut cursor = index.postings.cursor();
        let mut count = |document: u32, frequency: u16, weight: f32| {
            let Some(found) = found.get_mut(document as usize) else { return };
            if found.1 == 0.0 {
                touched.push(document);
            }
            found.0 += weight * f32::from(frequency);
            found.1 = found.1.max(weight);
        };
        for (form, weight) in sorted_by_key(expansion.forms.clone(), |&(form, _)| form.into()) {
            cursor.for_each(form, |posting| count(posting.document, posting.frequency, weight));
        }
        for &document in expansion.phrases.iter().flat_map(|it| &it.documents) {
            count(document, 1, index.ranking.synonym);
        }
        let rarity = self.rarity(index, expansion);
        for document in self.touched.drain(..) {
            let at = document as usize;
            let (Some(found), Some(scored)) = (self.found.get_mut(at), self.scored.get_mut(at))
            else {
                continue;
            };
            let length = index.lengths.get(at).copied().unwrap_or(0) as f32;
            let (frequency, best) = std::mem::take(found);
            let saturation = index.ranking.saturation(frequency, length, index.average_length);
            scored.score += rarity.of(index, best) * best * saturation;
            scored.words |= bit(word);
            scored.covered += rarity.itself * index.ranking.covered(best);
            if best >= index.ranking.near {
                scored.near |= bit(word);
            }
        }
        rarity
    }

    /// How rare the present word is: by the documents that hold the word itself,
    /// and by all that hold anything it stands for. A rare word would else weigh
    /// no more than the most frequent compound that it is part of.
    fn rarity(&self, index: &Index, expansion: &Expansion) -> Rarity {
        let best = |document: &&u32| self.found.get(**document as usize).map_or(0.0, |it| it.1);
        let itself = self.touched.iter().filter(|it| best(it) >= index.ranking.itself).count();
        let part = if expansion.stop_word { index.ranking.stop_word } else { 1.0 };
        let idf = |frequency| part * index.ranking.idf(frequency, self.scored.len());
        let all = self.touched.len();
        Rarity { itself: idf(if itself == 0 { all } else { itself }), all: idf(all) }
    }

    /// The documents that are allowed and hold a word, or all that are allowed.
    fn into_documents(self, allowed: &[bool], all: bool) -> Vec<Scored> {
        let scored = self.scored.into_iter().zip(allowed);
        let found = scored.filter(|(it, allowed)| **allowed && (all || it.words != 0));
        found.map(|(it, _)| it).collect()
    }
}

/// Keeps the documents that have one of the alternatives, and counts all of
/// their words as found: they are one thing that was asked for.
fn keep_required(
    index: &Index,
    wanted: &Wanted<'_>,
    any: &[Required],
    weights: &[f32],
    documents: &mut Vec<Scored>,
) {
    let matchers: Vec<_> = any
        .iter()
        .map(|it| matcher(index, wanted.words.get(it.words.clone()).unwrap_or_default().iter()))
        .collect();
    let all = any.iter().fold(0, |all, it| all | bits(it.words.clone()));
    documents.retain_mut(|it| {
        let found = any.iter().zip(&matchers).any(|(required, matcher)| {
            let words = bits(required.words.clone());
            it.words & words == words
                && has_phrase(index, it.document, matcher, required.words.len(), required.title)
        });
        it.covered += weight_of(all & !it.words, weights);
        it.words |= all;
        it.near |= all;
        found
    });
}

/// Drops the documents in which words occur, side by side if they are several.
fn drop_excluded(index: &Index, excluded: &Alternative, documents: &mut Vec<Scored>) {
    let words: Vec<_> = excluded.words.iter().map(|word| expand_excluded(index, word)).collect();
    let excluded = SideBySide::new(index, &words, excluded.title);
    documents.retain(|it| !excluded.is_in(index, it.document));
}

/// Looks for words side by side in documents.
pub(super) struct SideBySide {
    held: Scores,
    matcher: Matcher,
    words: usize,
    title: bool,
}

impl SideBySide {
    pub(super) fn new(index: &Index, words: &[Expansion], title: bool) -> Self {
        let mut held = Scores::new(index);
        for (expansion, word) in words.iter().zip(0..) {
            held.add(index, word, expansion);
        }
        Self { held, matcher: matcher(index, words.iter()), words: words.len(), title }
    }

    pub(super) fn is_in(&self, index: &Index, document: u32) -> bool {
        let found = self.held.scored.get(document as usize).map_or(0, |scored| scored.words);
        found == bits(0..self.words)
            && has_phrase(index, document, &self.matcher, self.words, self.title)
    }
}

/// Whether words that a document holds stand side by side in one of its texts,
/// or in its title.
fn has_phrase(index: &Index, document: u32, matcher: &Matcher, words: usize, title: bool) -> bool {
    // That it occurs is known already.
    if words == 1 && !title {
        return true;
    }
    index.store.document(document).is_some_and(|document| {
        let sections = document.sections.iter().filter(|_| !title);
        let fields = sections.flat_map(|section| [section.heading, section.text]);
        std::iter::once(document.title).chain(fields).any(|text| matcher.has_phrase(text, words))
    })
}
