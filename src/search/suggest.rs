//! Ways to go on typing: the last word completed, titles that begin like the query, and
//! words that its best documents have in common.

use crate::Index;
use crate::analysis::fold::{bases, lower};
use crate::analysis::tokenizer::{Tokenizer, is_unspaced};
use crate::order::{descending, sorted_by_key};
use crate::query::compounds::known;
use crate::query::expansion::completions;
use crate::query::parser::{Occur, Query, Word, parse};
use crate::search::filter::Filters;
use crate::search::searcher::complete;
use crate::search::{SearchOptions, Suggestion, SuggestionKind};

/// Completions that are counted: the most frequent.
const MAX_COMPLETIONS: usize = 64;

/// The same behind other words, as most of these do not stand with them.
const MAX_IN_CONTEXT: usize = 512;

/// Documents whose titles are compared with the query.
const MAX_TITLES: usize = 1000;

/// Documents that related words are looked for in, and words that are read of each.
const MAX_READ: usize = 10;
const MAX_WORDS_READ: usize = 500;

/// Letters of a related word at least, and documents that hold it with the query.
const LETTERS: usize = 4;
const SHARED: usize = 2;

/// Words of the best documents of which it is counted how often they stand with the query.
const MAX_RELATED: usize = 64;

/// Of so many documents with the query one at least has a related word.
const FEW: usize = 12;

/// How many times as frequent a word is that an unfinished one rather begins.
const FAR_MORE: u32 = 4;

/// How much rarer a related word is elsewhere, as a difference of inverse document frequencies:
/// nearly twice as rare.
const RARER: f32 = 0.5;

/// At most `limit` suggestions of each kind: words, then titles, then related words.
pub(crate) fn suggest(index: &Index, query: &str, limit: usize) -> Vec<Suggestion> {
    let mut parsed = parse(query, &|name| index.facets.has(name));
    let filters = std::mem::take(&mut parsed.filters);
    let filters = Filters::new(filters, &SearchOptions::default(), &mut Vec::new());
    let best = complete(index, &parsed, &filters);
    // An unfinished word is completed before another is added: the last one decides.
    let mut is_known = true;
    // Of stop words alone nobody knows what they are about.
    let mut is_about = parsed.clauses.is_empty();
    let mut forms = Vec::new();
    parsed.for_each_word(&mut |word| {
        if word.unfinished {
            forms = completions(index, &word.text);
        }
        is_known = known(index, &word.text).is_some() && !becomes_another(index, word, &forms);
        is_about |= !index.is_stop_word(&word.text);
    });
    let related = match is_known && is_about {
        true => related(index, query, &parsed, &best, limit),
        false => Vec::new(),
    };
    let mut found = Vec::new();
    if let Some(last) = pop_unfinished(&mut parsed) {
        let context = match parsed.clauses.is_empty() {
            true => filters.allowed(index, None),
            false => set(index, &complete(index, &parsed, &filters)),
        };
        // Pairs of characters are no words.
        if !last.text.starts_with(is_unspaced) {
            add_words(index, query, &last, &forms, &context, &mut found);
        }
        found.truncate(limit);
        add_titles(index, query, &forms, &context, limit, &mut found);
    }
    found.extend(related);
    found
}

/// Whether what is typed is far more often the beginning of one of these words than a word.
fn becomes_another(index: &Index, word: &Word, completions: &[u32]) -> bool {
    let frequency = |form: u32| index.postings.frequency(form);
    let own = index.lexicon.ordinal(&word.text).map_or(0, frequency);
    let most = completions.first().map_or(0, |&form| frequency(form));
    most / FAR_MORE >= own.max(1)
}

/// Takes the query's last word off, if it may go on; what is excluded may not, nor what only
/// titles are asked for. Within quotes it stays, for all that begins so.
fn pop_unfinished(parsed: &mut Query) -> Option<Word> {
    let clause = parsed.clauses.last_mut().filter(|clause| clause.occur != Occur::MustNot)?;
    let alternatives = clause.alternatives.len();
    let words = &mut clause.alternatives.last_mut().filter(|it| !it.title)?.words;
    let is_alone = alternatives > 1 || words.len() == 1;
    let word = words.last_mut().filter(|word| word.unfinished)?;
    word.wildcard = true;
    let word = word.clone();
    if is_alone {
        parsed.clauses.pop();
    }
    Some(word)
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

/// Adds completions of the last word, one a term; those first that most documents hold, and
/// behind other words those that stand with them rather than elsewhere.
fn add_words(
    index: &Index,
    query: &str,
    last: &Word,
    forms: &[u32],
    context: &[bool],
    found: &mut Vec<Suggestion>,
) {
    let before = query.get(..last.range.start).unwrap_or_default();
    let is_first = before.trim().is_empty();
    let (mut terms, mut weighed) = (Vec::new(), Vec::new());
    for &form in forms.iter().take(if is_first { MAX_COMPLETIONS } else { MAX_IN_CONTEXT }) {
        let (text, term) = (index.lexicon.form(form).unwrap_or_default(), index.terms.of(form));
        let count = documents_with(index, form, context).len();
        if count > 0
            && text != last.text
            && !terms.contains(&term)
            && (is_first || !index.is_stop_word(text))
        {
            terms.push(term);
            let frequency = index.postings.frequency(form) as usize;
            let rarity = if is_first { 1.0 } else { index.ranking.idf(frequency, context.len()) };
            let text = [before, text].concat();
            let suggestion = Suggestion::new(SuggestionKind::Word, text, count);
            weighed.push((count as f32 * rarity, suggestion));
        }
    }
    let weighed = sorted_by_key(weighed, |it| descending(it.0));
    found.extend(weighed.into_iter().map(|(_, suggestion)| suggestion));
}

/// The documents of the context that hold a form.
fn documents_with(index: &Index, form: u32, context: &[bool]) -> Vec<u32> {
    let mut found = Vec::new();
    index.postings.cursor().for_each(form, &mut |posting| {
        if context.get(posting.document as usize) == Some(&true) {
            found.push(posting.document);
        }
    });
    found
}

/// Adds titles that begin like the query, without regard to capitals and accents, of
/// documents that hold one of the forms.
fn add_titles(
    index: &Index,
    query: &str,
    forms: &[u32],
    context: &[bool],
    limit: usize,
    found: &mut Vec<Suggestion>,
) {
    let beginning = bases(&lower(query.trim_start()));
    let mut documents = Vec::new();
    for &form in forms {
        documents.extend(documents_with(index, form, context));
        if documents.len() > MAX_TITLES {
            break;
        }
    }
    let holds = set(index, &documents);
    let most = found.len().saturating_add(limit);
    for (&holds, document) in holds.iter().zip(0..) {
        let document = if holds { index.head(document) } else { None };
        let Some(document) = document else { continue };
        if found.len() < most && bases(&lower(document.title)).starts_with(&beginning) {
            let title = Suggestion::new(SuggestionKind::Title, document.title.to_owned(), 1);
            found.push(Suggestion { url: document.url.to_owned(), ..title });
        }
    }
}

/// The query with a word that stands with it in many documents, and in few others; of those that
/// the best documents have in common.
fn related(
    index: &Index,
    query: &str,
    parsed: &Query,
    best: &[u32],
    limit: usize,
) -> Vec<Suggestion> {
    let (context, all) = (set(index, best), index.lengths.len());
    let mut weighed = Vec::new();
    for form in shared(index, parsed, best) {
        let text = index.lexicon.form(form).unwrap_or_default();
        let count = documents_with(index, form, &context).len();
        let frequency = index.postings.frequency(form) as usize;
        let rarer = index.ranking.idf(frequency, all) - index.ranking.idf(count, best.len());
        if count >= SHARED.max(best.len() / FEW) && rarer > RARER {
            let text = [query.trim(), text].join(" ");
            let suggestion = Suggestion::new(SuggestionKind::Related, text, count);
            // One of them may be there by chance.
            weighed.push(((count - 1) as f32 * rarer, suggestion));
        }
    }
    let weighed = sorted_by_key(weighed, |it| descending(it.0)).into_iter();
    weighed.take(limit).map(|(_, suggestion)| suggestion).collect()
}

/// Words that the best documents have in common, one a term; the rarest first.
fn shared(index: &Index, parsed: &Query, best: &[u32]) -> Vec<u32> {
    let mut counts = vec![0; index.terms.len()];
    for &document in best.iter().take(MAX_READ) {
        for term in terms_of(index, document) {
            if let Some(count) = counts.get_mut(term as usize) {
                *count += 1;
            }
        }
    }
    parsed.for_each_word(&mut |word| {
        let term = index.lexicon.ordinal(&word.text).map(|form| index.terms.of(form));
        if let Some(count) = term.and_then(|term| counts.get_mut(term as usize)) {
            *count = 0;
        }
    });
    let mut found = Vec::new();
    for (&count, term) in counts.iter().zip(0..) {
        if count < SHARED {
            continue;
        }
        let (form, frequency) = most_frequent(index, term);
        let text = index.lexicon.form(form).unwrap_or_default();
        if text.chars().count() >= LETTERS && !index.is_stop_word(text) {
            let rarity = index.ranking.idf(frequency as usize, index.lengths.len());
            found.push((count as f32 * rarity, form));
        }
    }
    let found = sorted_by_key(found, |it| descending(it.0)).into_iter();
    found.take(MAX_RELATED).map(|(_, form)| form).collect()
}

/// The most frequent form of a term, and how often all of its forms occur.
fn most_frequent(index: &Index, term: u32) -> (u32, u32) {
    let (mut best, mut most, mut all) = (0, 0, 0);
    for &form in index.terms.forms(term) {
        let frequency = index.postings.frequency(form);
        if frequency > most {
            (best, most) = (form, frequency);
        }
        all += frequency;
    }
    (best, all)
}

/// The terms of a document, each once; as many as are read.
fn terms_of(index: &Index, document: u32) -> Vec<u32> {
    let Some(document) = index.store.document(document) else { return Vec::new() };
    let mut terms = Vec::new();
    let mut left = MAX_WORDS_READ;
    let mut add = |text: &str| {
        let mut tokenizer = Tokenizer::new(text);
        while left > 0 && tokenizer.next_word().is_some() {
            left -= 1;
            terms.extend(index.lexicon.ordinal(tokenizer.word()).map(|form| index.terms.of(form)));
        }
    };
    add(document.title);
    for section in &document.sections {
        add(section.heading);
        add(section.text);
    }
    let mut terms = sorted_by_key(terms, |&term| term.into());
    terms.dedup();
    terms
}
