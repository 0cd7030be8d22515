//! Finds the documents that match a query and puts the best first.

use std::ops::Range;

use crate::Index;
use crate::analysis::case::lower;
use crate::dates::years_between;
use crate::order::{descending, join, sorted_by_key};
use crate::query::compounds::joined;
use crate::query::expansion::{Expansion, expand, expand_excluded, expand_quoted};
use crate::query::parser::{Alternative, Clause, Occur, Query, Word, parse};
use crate::search::filter::Filters;
use crate::search::letters::Letters;
use crate::search::matcher::{Matcher, WordSet, bit, bits, weight_of};
use crate::search::scores::{Rarity, Scored, Scores};
use crate::search::sort::sorted;
use crate::search::{
    Note, SearchOptions, SearchResults, Sort, explain, facets, needed, snippet, synonyms,
};
use crate::store::StoredSection;

/// Unknown words of a query that are corrected. Each costs a walk over much of
/// the lexicon, and a text of which more are unknown is not in its language.
const MAX_UNKNOWN: usize = 8;

/// Documents whose texts are read to see how close together the words stand, and words
/// in all of these texts: reading takes longer than all the rest.
const MAX_DOCUMENTS_READ: usize = 20;

/// The same where texts lie in shards, each of which has to be loaded.
const MAX_DOCUMENTS_LOADED: usize = 10;

const MAX_WORDS_READ: u32 = 100_000;

/// Answers `query`.
pub(crate) fn search(index: &Index, query: &str, options: &SearchOptions) -> SearchResults {
    let mut parsed = parse(query, &|name| index.facets.has(name));
    let mut results = SearchResults { query: query.to_owned(), ..SearchResults::default() };
    let filters = std::mem::take(&mut parsed.filters);
    let filters = Filters::new(filters, options, &mut results.notes);
    if parsed.is_sentence() {
        parsed.drop_quotes();
    }
    let mut wanted = Wanted::new(index, &parsed, options.exact);
    if parsed.cut || wanted.unknown > MAX_UNKNOWN {
        results.notes.push(Note::Words);
    }
    let mut ranked = rank(index, &wanted, &filters, None);
    if ranked.documents.is_empty() && ranked.unread.is_empty() && parsed.may_drop_quotes() {
        results.notes.push(Note::Quotes);
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
    if options.freshness > 0.0 && sort == Sort::Relevance {
        ranked.documents = freshest_first(index, ranked.documents, options.freshness);
    }
    let mut documents = sorted(index, ranked.documents, sort);
    let reads_first = sort == Sort::Relevance && wanted.words.len() > 1;
    if !index.shards.is_complete() {
        let shown = documents.iter().skip(options.offset).take(options.limit);
        let read = documents.iter().take(if reads_first { most_read(index) } else { 0 });
        let needed = read.chain(shown).map(|it| it.document).chain(ranked.unread.iter().copied());
        let is_plain = filters.is_empty() && !options.facets && options.freshness == 0.0;
        let is_catalogue_needed = !is_plain || sort != Sort::Relevance;
        results.missing = missing(
            index,
            &[
                &|| needed::of_words(index, &parsed.clauses, options.exact),
                &|| needed::of_relatives(index, &wanted.words),
                &|| needed::of_documents(index, needed.clone(), is_catalogue_needed),
            ],
        );
    }
    let (matcher, weights) = (wanted.matcher(index), ranked.weights);
    let parts = wanted.words.iter().map(|word| word.part.as_str()).collect();
    // Some of a sentence's letters stand in any text.
    let spelt = if parsed.is_sentence() { &[] } else { wanted.words.as_slice() };
    let letters = Letters::of(index, spelt, &weights);
    let reader = snippet::Reader { matcher, weights, parts, letters, ranking: &index.ranking };
    let mut read = Vec::new();
    if reads_first {
        (documents, read) = closest_first(index, &reader, documents);
    }
    for scored in documents.into_iter().skip(options.offset).take(options.limit) {
        let known = read.iter().position(|(document, _)| *document == scored.document);
        let read = match known {
            Some(at) => Some(read.swap_remove(at).1),
            None => reader.read(index, scored.document),
        };
        let Some(read) = read else { continue };
        let mut hit = reader.hit(read, scored.score);
        if options.explain {
            let words = explain::explain(index, &wanted.words, &ranked.rarities, &scored);
            hit.explanation = Some(words);
        }
        results.hits.push(hit);
    }
    results
}

/// The shards of words that a query needs in any case.
pub(crate) fn shards_of(index: &Index, query: &str, exact: bool) -> Vec<u32> {
    needed::of_words(index, &parse(query, &|name| index.facets.has(name)).clauses, exact)
}

/// What is not there of the first of several kinds of shards of which something is not there.
fn missing(index: &Index, needed: &[&dyn Fn() -> Vec<u32>]) -> Vec<u32> {
    for shards in needed {
        let mut missing = shards();
        missing.retain(|shard| !index.uses(*shard));
        if !missing.is_empty() {
            return missing;
        }
    }
    Vec::new()
}

/// Raises the scores of new documents.
fn freshest_first(index: &Index, mut documents: Vec<Scored>, freshness: f32) -> Vec<Scored> {
    let newest = index.facets.days().iter().copied().max().unwrap_or(0);
    for it in &mut documents {
        let day = index.facets.day(it.document);
        if day > 0 {
            it.freshness = 1.0 + freshness / (1.0 + years_between(day, newest));
            it.score *= it.freshness;
        }
    }
    sorted_by(documents, &best_first)
}

/// How many documents are read before they are shown.
fn most_read(index: &Index) -> usize {
    if index.shards.is_complete() { MAX_DOCUMENTS_READ } else { MAX_DOCUMENTS_LOADED }
}

/// Reads the first documents, and puts those first in which the query's words stand
/// closest together. Returns those that were read beside all.
fn closest_first<'i>(
    index: &'i Index,
    reader: &snippet::Reader<'_>,
    mut documents: Vec<Scored>,
) -> (Vec<Scored>, Vec<(u32, snippet::Read<'i>)>) {
    let mut words = 0;
    let is_read = |it: &&Scored| {
        words += index.lengths.get(it.document as usize).copied().unwrap_or(0);
        words <= MAX_WORDS_READ
    };
    let first = documents.iter().take(most_read(index)).take_while(is_read).count();
    let rest = documents.split_off(first);
    let mut all_read = Vec::new();
    for scored in &mut documents {
        let Some(read) = reader.read(index, scored.document) else { continue };
        scored.closeness = 1.0 + reader.closeness(&read);
        scored.score *= scored.closeness;
        all_read.push((scored.document, read));
    }
    documents = sorted_by(documents, &best_first);
    documents.extend(rest);
    (documents, all_read)
}

/// The documents that pass filters and hold all words of a query as they were typed, in
/// any form; the best first.
pub(super) fn complete(index: &Index, query: &Query, filters: &Filters) -> Vec<u32> {
    let ranked = rank(index, &Wanted::new(index, query, true), filters, None);
    let mut complete = Vec::new();
    for it in ranked.documents {
        if it.complete {
            complete.push(it.document);
        }
    }
    complete
}

/// A query whose words are expanded.
#[derive(Default)]
struct Wanted<'q> {
    /// What each bit of a set of words stands for: a word, or several of which
    /// any will do.
    words: Vec<Expansion>,
    /// What a document must have, each as alternatives.
    required: Vec<Vec<Required>>,
    excluded: Vec<&'q Alternative>,
    /// Where in the query a word was corrected, and to what.
    corrections: Vec<(Range<usize>, String)>,
    /// How many words were looked for as misspelt, or should have been.
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

/// Knows the forms of each expansion by the expansion's place.
fn matcher(index: &Index, expansions: &[Expansion]) -> Matcher {
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

fn for_each_form(index: &Index, expansion: &Expansion, visit: &mut dyn FnMut(&str)) {
    for &(form, _) in &expansion.forms {
        if let Some(form) = index.lexicon.form(form) {
            visit(form);
        }
    }
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

/// Documents in order, and what each word of the query weighs.
struct Ranked {
    documents: Vec<Scored>,
    weights: Vec<f32>,
    rarities: Vec<Rarity>,
    /// Documents that were left out, as their texts are not there.
    unread: Vec<u32>,
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

/// Finds and ranks the documents that pass all filters but those on the facet
/// `but`. If nothing is asked for but filters, these are all that pass.
fn rank(index: &Index, wanted: &Wanted<'_>, filters: &Filters, but: Option<&str>) -> Ranked {
    let mut scores = Scores::new(index);
    let (mut rarities, mut weights) = (Vec::new(), Vec::new());
    for (expansion, word) in wanted.words.iter().zip(0..) {
        let rarity = scores.add(index, word, expansion);
        weights.push(rarity.itself);
        rarities.push(rarity);
    }
    let all = bits(0..weights.len());
    let is_browsing = wanted.words.is_empty() && !filters.is_empty();
    let mut documents = scores.into_documents(&filters.allowed(index, but), is_browsing);
    let mut unread = Vec::new();
    for any in &wanted.required {
        if !index.shards.is_complete() {
            documents = sorted_by(documents, &best_first);
        }
        unread.extend(keep_required(index, wanted, any, &weights, &mut documents));
    }
    wanted.excluded.iter().for_each(|words| drop_excluded(index, words, &mut documents));
    weigh_coverage(index, &weights, &mut documents);
    documents.iter_mut().for_each(|it| it.complete = it.near == all);
    Ranked { documents: sorted_by(documents, &best_first), weights, rarities, unread }
}

/// Documents with all words first; equal scores in the order of the documents.
fn best_first(scored: &Scored) -> u64 {
    join(u32::from(!scored.complete), descending(scored.score))
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
        it.coverage = (it.covered / all.max(f32::MIN_POSITIVE)).sqrt();
        it.score *= it.coverage;
    }
}

/// Keeps the documents that have one of the alternatives, and counts all of
/// their words as found: they are one thing that was asked for. Returns the first of the
/// documents that have to be read for that and are not there.
fn keep_required(
    index: &Index,
    wanted: &Wanted<'_>,
    any: &[Required],
    weights: &[f32],
    documents: &mut Vec<Scored>,
) -> Vec<u32> {
    let (mut all, mut matchers) = (0, Vec::new());
    for required in any {
        let words = wanted.words.get(required.words.clone()).unwrap_or_default();
        matchers.push(matcher(index, words));
        all |= bits(required.words.clone());
    }
    let (mut unread, mut candidates) = (Vec::new(), 0);
    let most_candidates = if index.shards.is_complete() { usize::MAX } else { MAX_DOCUMENTS_READ };
    documents.retain_mut(|it| {
        let found = any.iter().zip(&matchers).any(|(required, matcher)| {
            let words = bits(required.words.clone());
            if it.words & words != words {
                return false;
            }
            // That it occurs is known already.
            if required.words.len() == 1 && !required.title {
                return true;
            }
            candidates += 1;
            if candidates > most_candidates {
                return false;
            }
            if !index.shards.is_there(index.shards.of_document(it.document)) {
                unread.push(it.document);
            }
            has_phrase(index, it.document, matcher, required.words.len(), required.title)
        });
        it.covered += weight_of(all & !it.words, weights);
        it.words |= all;
        it.near |= all;
        found
    });
    unread
}

/// Drops the documents in which words occur, side by side if they are several.
fn drop_excluded(index: &Index, excluded: &Alternative, documents: &mut Vec<Scored>) {
    let mut words = Vec::new();
    for word in &excluded.words {
        words.push(expand_excluded(index, word));
    }
    let excluded = SideBySide::new(index, &words, excluded.title);
    documents.retain(|it| !excluded.is_in(index, it.document));
}

/// Looks for words side by side in documents.
pub(super) struct SideBySide {
    /// For each document those of the words that it holds.
    held: Vec<WordSet>,
    matcher: Matcher,
    words: usize,
    title: bool,
}

impl SideBySide {
    pub(super) fn new(index: &Index, words: &[Expansion], title: bool) -> Self {
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
    pub(super) fn may_be_in(&self, document: u32) -> bool {
        self.held.get(document as usize) == Some(&bits(0..self.words))
    }

    pub(super) fn is_in(&self, index: &Index, document: u32) -> bool {
        self.may_be_in(document)
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
    let Some(document) = index.store.document(document) else { return false };
    let has = |text: &str| matcher.has_phrase(text, words);
    let in_section = |it: &StoredSection<'_>| has(it.heading) || has(it.text);
    has(document.title) || !title && document.sections.iter().any(in_section)
}
