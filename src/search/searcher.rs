//! Finds the documents that match a query and puts the best first.

use std::ops::Range;

use crate::Index;
use crate::order::{descending, join, sorted_by_key};
use crate::query::expansion::{Expansion, expand, expand_excluded, expand_quoted};
use crate::query::parser::{MAX_WORDS, Occur, Query, Word, parse};
use crate::search::matcher::{Matcher, WordSet, bit, bits, weight_of};
use crate::search::{SearchOptions, SearchResults, ranking, snippet};
use crate::store::StoredDocument;

/// Unknown words of a query that are corrected. Each costs a walk over much of
/// the lexicon, and a text of which more are unknown is not in its language.
const MAX_UNKNOWN: usize = 8;

/// Answers `query`.
pub(crate) fn search(index: &Index, query: &str, options: &SearchOptions) -> SearchResults {
    let parsed = parse(query);
    let mut results = SearchResults { query: query.to_owned(), ..SearchResults::default() };
    if parsed.cut {
        results.notes.push(format!("Only the first {MAX_WORDS} words were searched."));
    }
    let mut wanted = Wanted::new(index, &parsed, options.exact);
    if wanted.unknown() == MAX_UNKNOWN {
        results.notes.push(format!("Only the first {MAX_UNKNOWN} unknown words were corrected."));
    }
    let mut ranked = rank(index, &wanted);
    if ranked.documents.is_empty() && parsed.is_phrase_among_words() {
        results.notes.push(
            "No text has the quoted words side by side; they were searched one by one.".to_owned(),
        );
        wanted = Wanted::new(index, &parsed.without_phrases(), options.exact);
        ranked = rank(index, &wanted);
    }
    results.corrected = wanted.corrected(query);
    results.total = ranked.documents.len();
    let reader = snippet::Reader { matcher: wanted.matcher(index), weights: ranked.weights };
    let best = ranked.documents.iter().take(options.limit);
    results.hits = best.filter_map(|it| reader.hit(index, it.document, it.score)).collect();
    results
}

/// A query whose words are expanded.
struct Wanted {
    words: Vec<(Word, Expansion)>,
    /// Words that must stand side by side, as ranges of `words`.
    phrases: Vec<Range<usize>>,
    /// Words, or words side by side, that must not occur.
    excluded: Vec<Vec<Word>>,
}

impl Wanted {
    fn new(index: &Index, query: &Query, exact: bool) -> Self {
        let mut wanted = Self { words: Vec::new(), phrases: Vec::new(), excluded: Vec::new() };
        for clause in query.clauses.clone() {
            match clause.occur {
                Occur::Should => wanted.want(index, clause.words, exact),
                Occur::Must => wanted.want_phrase(index, clause.words, exact),
                Occur::MustNot => wanted.excluded.push(clause.words),
            }
        }
        wanted
    }

    /// How many words were looked for as misspelt.
    fn unknown(&self) -> usize {
        self.words.iter().filter(|(_, expansion)| expansion.unknown).count()
    }

    /// A word that is there already is not counted twice.
    fn want(&mut self, index: &Index, words: Vec<Word>, exact: bool) {
        for word in words {
            if !self.words.iter().any(|(known, _)| known.text == word.text) {
                let expansion = expand(index, &word, exact || self.unknown() == MAX_UNKNOWN);
                self.words.push((word, expansion));
            }
        }
    }

    /// A phrase that is there already is not looked for twice.
    fn want_phrase(&mut self, index: &Index, words: Vec<Word>, exact: bool) {
        let known = |phrase: &Range<usize>| {
            let known = self.words.get(phrase.clone()).unwrap_or_default();
            known.iter().map(|(word, _)| &word.text).eq(words.iter().map(|word| &word.text))
        };
        if self.phrases.iter().any(known) {
            return;
        }
        let first = self.words.len();
        self.words.extend(words.into_iter().map(|word| {
            let expansion = expand_quoted(index, &word, exact);
            (word, expansion)
        }));
        self.phrases.push(first..self.words.len());
    }

    /// The query with its corrected words in place, if there are any.
    fn corrected(&self, query: &str) -> Option<String> {
        let mut corrected = String::new();
        let mut copied = 0;
        // Words stand in the order of the query.
        for (word, expansion) in &self.words {
            let Some(correction) = &expansion.correction else { continue };
            corrected += query.get(copied..word.range.start)?;
            corrected += &with_case_of(query.get(word.range.clone())?, correction);
            copied = word.range.end;
        }
        corrected += query.get(copied..)?;
        (copied > 0).then_some(corrected)
    }

    fn matcher(&self, index: &Index) -> Matcher {
        matcher(index, self.words.iter().map(|(_, expansion)| expansion))
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
        (Some(capital), Some(first)) if capital.to_lowercase().eq([first]) => {
            std::iter::once(capital).chain(letters).collect()
        }
        _ => word.to_owned(),
    }
}

/// Documents in order, and what each word of the query weighs.
struct Ranked {
    documents: Vec<Scored>,
    weights: Vec<f32>,
}

/// A document that matches.
#[derive(Clone, Copy)]
struct Scored {
    document: u32,
    score: f32,
    words: WordSet,
}

fn rank(index: &Index, wanted: &Wanted) -> Ranked {
    let mut scores = Scores::new(index);
    let words = wanted.words.iter().zip(0..);
    let weights: Vec<f32> =
        words.map(|((_, expansion), word)| scores.add(index, word, expansion)).collect();
    let all = bits(0..weights.len());
    let mut documents = scores.into_documents();
    wanted.phrases.iter().for_each(|phrase| keep_phrase(index, wanted, phrase, &mut documents));
    wanted.excluded.iter().for_each(|words| drop_excluded(index, words, &mut documents));
    weigh_coverage(&weights, &mut documents);
    // Those with all words first; equal scores in the order of the documents.
    let key = |it: &Scored| join(u32::from(it.words != all), descending(it.score));
    Ranked { documents: sorted_by_key(documents, key), weights }
}

/// Raises documents that hold much of the query's weight, and drops those that
/// hold next to nothing of what the best one holds.
fn weigh_coverage(weights: &[f32], documents: &mut Vec<Scored>) {
    let covered = |it: &Scored| weight_of(it.words, weights);
    let most = documents.iter().map(covered).fold(0.0, f32::max);
    documents.retain(|it| covered(it) >= most * ranking::LEAST);
    let all: f32 = weights.iter().sum();
    for it in documents {
        it.score *= ranking::coverage(covered(it) / all.max(f32::MIN_POSITIVE));
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
        let nothing = |document| Scored { document, score: 0.0, words: 0 };
        Self {
            scored: (0..documents).map(nothing).collect(),
            found: vec![(0.0, 0.0); documents as usize],
            touched: Vec::new(),
        }
    }

    /// Adds a word's scores and returns its weight. All forms that the word
    /// stands for count as one term, so their common frequency is what matters.
    fn add(&mut self, index: &Index, word: usize, expansion: &Expansion) -> f32 {
        let (found, touched) = (&mut self.found, &mut self.touched);
        let mut cursor = index.postings.cursor();
        for (form, weight) in sorted_by_key(expansion.forms.clone(), |&(form, _)| form.into()) {
            cursor.for_each(form, |posting| {
                let Some(found) = found.get_mut(posting.document as usize) else { return };
                if found.1 == 0.0 {
                    touched.push(posting.document);
                }
                found.0 += weight * f32::from(posting.frequency);
                found.1 = found.1.max(weight);
            });
        }
        let idf = ranking::idf(self.touched.len(), self.scored.len());
        for document in self.touched.drain(..) {
            let at = document as usize;
            let (Some(found), Some(scored)) = (self.found.get_mut(at), self.scored.get_mut(at))
            else {
                continue;
            };
            let length = index.lengths.get(at).copied().unwrap_or(0) as f32;
            let (frequency, best) = std::mem::take(found);
            scored.score +=
                idf * best * ranking::saturation(frequency, length, index.average_length);
            scored.words |= bit(word);
        }
        idf
    }

    fn into_documents(self) -> Vec<Scored> {
        self.scored.into_iter().filter(|it| it.words != 0).collect()
    }
}

/// Keeps the documents in which the words of `phrase` stand side by side.
fn keep_phrase(index: &Index, wanted: &Wanted, phrase: &Range<usize>, documents: &mut Vec<Scored>) {
    let words = bits(phrase.clone());
    let expansions = wanted.words.get(phrase.clone()).unwrap_or_default();
    let matcher = matcher(index, expansions.iter().map(|(_, expansion)| expansion));
    documents.retain(|it| {
        it.words & words == words && has_phrase(index, it.document, &matcher, phrase.len())
    });
}

/// Drops the documents in which `words` occur, side by side if they are several.
fn drop_excluded(index: &Index, words: &[Word], documents: &mut Vec<Scored>) {
    let expansions: Vec<_> = words.iter().map(|word| expand_excluded(index, word)).collect();
    let mut scores = Scores::new(index);
    for (expansion, word) in expansions.iter().zip(0..) {
        scores.add(index, word, expansion);
    }
    let all = bits(0..words.len());
    let matcher = matcher(index, expansions.iter());
    documents.retain(|it| {
        let found = scores.scored.get(it.document as usize).map_or(0, |scored| scored.words);
        found != all || !has_phrase(index, it.document, &matcher, words.len())
    });
}

fn has_phrase(index: &Index, document: u32, matcher: &Matcher, words: usize) -> bool {
    // That it occurs is known already.
    words == 1
        || index.store.document(document).is_some_and(
            |StoredDocument { title, sections, .. }| {
                let fields = sections.iter().flat_map(|section| [section.heading, section.text]);
                std::iter::once(title).chain(fields).any(|text| matcher.has_phrase(text, words))
            },
        )
}
