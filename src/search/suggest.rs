//! Ways to go on typing: the last word completed, titles that begin like the query, and
//! words that its best documents have in common.

use crate::Index;
use crate::analysis::fold::{bases, lower};
use crate::analysis::tokenizer::Tokenizer;
use crate::order::{descending, sorted_by_key};
use crate::query::expansion::{completions, rarest_last, term_frequency};
use crate::query::parser::{Query, Word, parse};
use crate::search::filter::Filters;
use crate::search::searcher::complete;
use crate::search::{SearchOptions, Suggestion, SuggestionKind};

/// Completions that are counted: the most frequent.
const MAX_COMPLETIONS: usize = 64;

/// Documents whose titles are compared with the query.
const MAX_TITLES: usize = 1000;

/// Documents that related words are looked for in, and words that are read of each.
const MAX_READ: usize = 10;
const MAX_WORDS_READ: usize = 500;

/// Letters of a related word at least, and documents that hold it.
const LETTERS: usize = 4;
const SHARED: u32 = 2;

/// At most `limit` suggestions of each kind: words, then titles, then related words.
pub(crate) fn suggest(index: &Index, query: &str, limit: usize) -> Vec<Suggestion> {
    let mut parsed = parse(query, &|name| index.facets.has(name));
    let filters = std::mem::take(&mut parsed.filters);
    let filters = Filters::new(filters, &SearchOptions::default(), &mut Vec::new());
    let best = complete(index, &parsed, &filters);
    let related = related(index, query, &parsed, &best);
    let last = pop_unfinished(&mut parsed);
    let context = match parsed.clauses.is_empty() {
        true => filters.allowed(index, None),
        false => set(index, &complete(index, &parsed, &filters)),
    };
    let words = last.iter().flat_map(|last| words(index, query, last, &context)).take(limit);
    let titles = last.iter().flat_map(|last| titles(index, query, last, &context)).take(limit);
    words.chain(titles).chain(related.into_iter().take(limit)).collect()
}

/// Takes the query's last word off, if it may go on.
fn pop_unfinished(parsed: &mut Query) -> Option<Word> {
    let word = parsed.clauses.pop()?.alternatives.pop()?.words.pop();
    word.filter(|word| word.unfinished)
}

/// For each document whether it is one of these.
fn set(index: &Index, documents: &[u32]) -> Vec<bool> {
    let mut set = vec![false; index.lengths.len()];
    for &document in documents {
        if let Some(is_in) = set.get_mut(document as usize) {
            *is_in = true;
        }
    }
    set
}

/// Completions of the last word, one a term; those first that most documents hold
/// together with the words before.
fn words(index: &Index, query: &str, last: &Word, context: &[bool]) -> Vec<Suggestion> {
    let Some(before) = query.get(..last.range.start) else { return Vec::new() };
    let mut terms = Vec::new();
    let mut found = Vec::new();
    for form in completions(index, &last.text).into_iter().take(MAX_COMPLETIONS) {
        let Some(text) = index.lexicon.form(form).filter(|text| *text != last.text) else {
            continue;
        };
        let (term, count) = (index.terms.of(form), documents_with(index, form, context).len());
        if count > 0 && !terms.contains(&term) {
            terms.push(term);
            found.push(Suggestion::new(SuggestionKind::Word, format!("{before}{text}"), count));
        }
    }
    sorted_by_key(found, |it| rarest_last(it.count as u32))
}

/// The documents of the context that hold a form.
fn documents_with(index: &Index, form: u32, context: &[bool]) -> Vec<u32> {
    let mut found = Vec::new();
    index.postings.cursor().for_each(form, |posting| {
        if context.get(posting.document as usize) == Some(&true) {
            found.push(posting.document);
        }
    });
    found
}

/// Titles that begin like the query, without regard to capitals and accents.
fn titles(index: &Index, query: &str, last: &Word, context: &[bool]) -> Vec<Suggestion> {
    let beginning = bases(&lower(query.trim_start()));
    let forms = completions(index, &last.text).into_iter();
    let mut documents: Vec<u32> =
        forms.flat_map(|form| documents_with(index, form, context)).take(MAX_TITLES).collect();
    documents = sorted_by_key(documents, |&document| document.into());
    documents.dedup();
    let title = |document: u32| {
        let document = index.store.document(document)?;
        let is_begun = bases(&lower(document.title)).starts_with(&beginning);
        let suggestion = Suggestion::new(SuggestionKind::Title, document.title.to_owned(), 1);
        is_begun.then(|| Suggestion { url: document.url.to_owned(), ..suggestion })
    };
    documents.into_iter().filter_map(title).collect()
}

/// The query with a word that its best documents have in common and few others hold.
fn related(index: &Index, query: &str, parsed: &Query, best: &[u32]) -> Vec<Suggestion> {
    let context = set(index, best);
    let mut counts = vec![(0, 0); index.terms.len()];
    for &document in best.iter().take(MAX_READ) {
        for form in forms_of(index, document) {
            if let Some((count, known)) = counts.get_mut(index.terms.of(form) as usize) {
                (*count, *known) = (*count + 1, form);
            }
        }
    }
    let asked: Vec<_> =
        parsed.words().filter_map(|word| index.lexicon.ordinal(&word.text)).collect();
    let mut found = Vec::new();
    for (count, form) in counts.into_iter().filter(|&(count, _)| count >= SHARED) {
        let Some(text) = index.lexicon.form(form) else { continue };
        let is_asked = asked.iter().any(|&asked| index.terms.of(asked) == index.terms.of(form));
        if !is_asked && text.chars().count() >= LETTERS && !index.is_stop_word(&text) {
            let rarity =
                index.ranking.idf(term_frequency(index, form) as usize, index.lengths.len());
            found.push((count as f32 * rarity, form, text));
        }
    }
    let found = sorted_by_key(found, |&(weight, ..)| descending(weight)).into_iter();
    let suggestion = |(_, form, text): (f32, u32, String)| {
        let count = documents_with(index, form, &context).len();
        Suggestion::new(SuggestionKind::Related, format!("{} {text}", query.trim()), count)
    };
    found.map(suggestion).collect()
}

/// The forms of a document, one a term; as many as are read.
fn forms_of(index: &Index, document: u32) -> Vec<u32> {
    let Some(document) = index.store.document(document) else { return Vec::new() };
    let mut forms = Vec::new();
    let mut left = MAX_WORDS_READ;
    let texts = document.sections.iter().flat_map(|section| [section.heading, section.text]);
    for text in std::iter::once(document.title).chain(texts) {
        let mut tokenizer = Tokenizer::new(text);
        while left > 0 && tokenizer.next_word().is_some() {
            left -= 1;
            forms.extend(index.lexicon.ordinal(tokenizer.word()));
        }
    }
    let mut forms = sorted_by_key(forms, |&form| index.terms.of(form).into());
    forms.dedup_by_key(|form| index.terms.of(*form));
    forms
}
