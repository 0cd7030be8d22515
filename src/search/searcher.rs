//! Finds the documents that match a query and puts the best first.

use crate::Index;
use crate::analysis::fold::bases;
use crate::dates::years_between;
use crate::order::{descending, sorted_by_key};
use crate::query::matcher::{WordSet, bit};
use crate::query::parser::{Query, parse};
use crate::query::wanted::Wanted;
use crate::search::filter::Filters;
use crate::search::letters::Letters;
use crate::search::required::{Judged, keep_hits, keep_holding};
use crate::search::scores::{Rarity, Scored, Scores};
use crate::search::sort::sorted;
use crate::search::{
    Hit, Note, SearchOptions, SearchResults, Sort, explain, facets, needed, snippet,
};

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
    let mut found = find(index, &wanted, &filters, options, None);
    if found.documents.is_empty()
        && !found.is_open
        && parsed.may_drop_quotes()
        // Where not all of its words are there, nobody knows yet.
        && missing(index, &[&|| needed::of_words(index, &parsed.clauses, options.exact)]).is_empty()
    {
        results.notes.push(Note::Quotes);
        parsed.drop_quotes();
        wanted = Wanted::new(index, &parsed, options.exact);
        found = find(index, &wanted, &filters, options, None);
    }
    if parsed.cut || wanted.is_cut() {
        results.notes.push(Note::Words);
    }
    results.corrected = wanted.corrected(query);
    results.total = found.documents.len();
    results.at_least = found.is_open;
    if options.facets {
        results.facets = facets::count(index, &|name| match filters.choose_by(name) {
            true => find(index, &wanted, &filters, options, Some(name)).matching(index),
            false => found.matching(index),
        });
    }
    let answer = Answer { index, options, filters: &filters, parsed: &parsed, wanted: &wanted };
    results.missing = answer.missing(&found);
    results.hits = answer.hits(found);
    results
}

/// What is known once documents match: which of them are shown, and how.
struct Answer<'a> {
    index: &'a Index,
    options: &'a SearchOptions,
    filters: &'a Filters,
    parsed: &'a Query,
    wanted: &'a Wanted<'a>,
}

impl Answer<'_> {
    /// Whether the first documents are read for how close together the words stand.
    fn reads_first(&self) -> bool {
        self.options.sort == Sort::Relevance && self.wanted.words.len() > 1
    }

    /// The shards that are not there and without which the answer is another one.
    fn missing(&self, found: &Found) -> Vec<u32> {
        let Self { index, options, wanted, .. } = self;
        let documents = found.documents.iter();
        let shown = documents.clone().skip(options.offset).take(options.limit);
        let read = documents.take(if self.reads_first() { most_read(index) } else { 0 });
        let shown_or_read = read.chain(shown).map(|it| it.document);
        let needed = shown_or_read.chain(found.unread.iter().copied());
        missing(
            index,
            &[
                &|| {
                    let clauses = &self.parsed.clauses;
                    let mut shards = needed::of_words(index, clauses, options.exact);
                    shards.extend(self.needs_catalogue().then(|| index.shards.catalogue()));
                    shards
                },
                &|| needed::of_relatives(index, &wanted.words),
                &|| needed::of_documents(index, needed.clone()),
            ],
        )
    }

    /// Whether titles or facets of documents that are not shown decide what is.
    fn needs_catalogue(&self) -> bool {
        let options = self.options;
        let is_plain = self.filters.is_empty() && !options.facets && options.freshness == 0.0;
        !is_plain || options.sort != Sort::Relevance || self.parsed.asks_for_title()
    }

    fn hits(&self, found: Found) -> Vec<Hit> {
        let Self { index, options, wanted, .. } = self;
        let Found { mut documents, weights, rarities, .. } = found;
        let parts = wanted.words.iter().map(|it| (it.part.as_str(), bases(&it.text))).collect();
        // Some of a sentence's letters stand in any text.
        let spelt = if self.parsed.is_sentence() { &[] } else { wanted.words.as_slice() };
        let letters = Letters::of(index, spelt, &weights);
        let matcher = wanted.matcher(index);
        let reader = snippet::Reader { matcher, weights, parts, letters, ranking: &index.ranking };
        let mut read = Vec::new();
        if self.reads_first() {
            (documents, read) = closest_first(index, &reader, documents);
        }
        let mut hits = Vec::new();
        for scored in documents.into_iter().skip(options.offset).take(options.limit) {
            let known = read.iter().position(|(document, _)| *document == scored.document);
            let read = match known {
                Some(at) => Some(read.swap_remove(at).1),
                None => reader.read(index, scored.document),
            };
            let Some(read) = read else { continue };
            let mut hit = reader.hit(read, scored.score);
            if options.explain {
                hit.explanation = Some(explain::explain(index, &wanted.words, &rarities, &scored));
            }
            hits.push(hit);
        }
        hits
    }
}

/// The shards of words that a query needs in any case.
pub(crate) fn shards_of(index: &Index, query: &str, exact: bool) -> Vec<u32> {
    needed::of_words(index, &parse(query, &|name| index.facets.has(name)).clauses, exact)
}

/// What is not there of the first of several kinds of shards of which something is not there.
fn missing(index: &Index, needed: &[&dyn Fn() -> Vec<u32>]) -> Vec<u32> {
    if index.shards.is_complete() {
        return Vec::new();
    }
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
    let wanted = Wanted::new(index, query, true);
    let found = find(index, &wanted, filters, &SearchOptions::default(), None);
    let mut complete = Vec::new();
    for it in found.documents {
        if it.complete {
            complete.push(it.document);
        }
    }
    complete
}

/// Documents in order, and what each word of the query weighs.
struct Found {
    documents: Vec<Scored>,
    weights: Vec<f32>,
    rarities: Vec<Rarity>,
    /// There may be more, whose texts were not read.
    is_open: bool,
    /// Documents that may belong to the first ones, but whose texts are not there.
    unread: Vec<u32>,
}

impl Found {
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

/// Finds the documents that match and pass all filters but those on the facet `but`, and puts
/// them in order. If nothing is asked for but filters, these are all that pass.
fn find(
    index: &Index,
    wanted: &Wanted<'_>,
    filters: &Filters,
    options: &SearchOptions,
    but: Option<&str>,
) -> Found {
    let mut scores = Scores::new(index, wanted.words.len());
    let (mut rarities, mut weights) = (Vec::new(), Vec::new());
    // A page answers a question without its "what is": other words count for how much it holds.
    let only_stop_words = wanted.words.iter().all(|it| it.stop_word);
    let (mut all, mut counted) = (0, Vec::new());
    for (expansion, word) in wanted.words.iter().zip(0..) {
        let counts = only_stop_words || !expansion.stop_word;
        let rarity = scores.add(index, word, expansion, counts);
        if counts {
            all |= bit(word);
        }
        counted.push(if counts { rarity.itself } else { 0.0 });
        weights.push(rarity.itself);
        rarities.push(rarity);
    }
    let most = scores.most_covered();
    let is_browsing = wanted.words.is_empty() && !filters.is_empty();
    let mut documents = scores.into_documents(&filters.allowed(index, but), is_browsing);
    wanted.required.iter().for_each(|any| keep_holding(any, &counted, &mut documents));
    weigh_coverage(index, &counted, all, &mut documents);
    let is_judged = !wanted.required.is_empty() || !wanted.excluded.is_empty();
    if !is_judged {
        // Before they are put in order, as these are many. What a filter leaves is as many
        // whether it is chosen or only offered.
        drop_little(index, most, &mut documents);
    }
    documents = in_order(index, documents, options, sort_of(options, wanted));
    let enough = match index.shards.is_complete() {
        true => usize::MAX,
        false => options.offset.saturating_add(options.limit).max(most_read(index)),
    };
    let Judged { is_open, unread } = keep_hits(index, wanted, enough, &mut documents);
    if is_judged {
        drop_little(index, 0.0, &mut documents);
    }
    Found { documents, weights, rarities, is_open, unread }
}

/// The order asked for, unless nothing is better than another.
fn sort_of(options: &SearchOptions, wanted: &Wanted<'_>) -> Sort {
    match options.sort {
        Sort::Relevance if wanted.words.is_empty() => Sort::Newest,
        sort => sort,
    }
}

fn in_order(
    index: &Index,
    mut documents: Vec<Scored>,
    options: &SearchOptions,
    sort: Sort,
) -> Vec<Scored> {
    documents = sorted_by(documents, &best_first);
    if options.freshness > 0.0 && sort == Sort::Relevance {
        documents = freshest_first(index, documents, options.freshness);
    }
    sorted(index, documents, sort)
}

/// Equal scores in the order of the documents.
fn best_first(scored: &Scored) -> u64 {
    descending(scored.score)
}

/// Sorts documents by a number, with the same code whatever it is.
pub(super) fn sorted_by(documents: Vec<Scored>, key: &dyn Fn(&Scored) -> u64) -> Vec<Scored> {
    sorted_by_key(documents, key)
}

/// Raises documents that hold much of the query's weight, and those that hold `all` of its words.
fn weigh_coverage(index: &Index, weights: &[f32], all: WordSet, documents: &mut [Scored]) {
    let weight: f32 = weights.iter().sum();
    for it in documents {
        it.complete = it.near & all == all;
        it.coverage = (it.covered / weight.max(f32::MIN_POSITIVE)).sqrt();
        if it.complete {
            it.coverage *= index.ranking.complete;
        }
        it.score *= it.coverage;
    }
}

/// Drops documents that hold next to nothing of the `most` that one holds, or, if all of these
/// do, of what the best of them holds.
fn drop_little(index: &Index, most: f32, documents: &mut Vec<Scored>) {
    let best = documents.iter().map(|it| it.covered).fold(0.0, f32::max);
    let least =
        index.ranking.least * if best < most * index.ranking.least { best } else { most.max(best) };
    documents.retain(|it| it.covered >= least);
}
