//! Ways to go on typing: the last word completed to words of the articles.

use std::cmp::Reverse;

use crate::Index;
use crate::lexicon::pattern::Pattern;
use crate::query::parser::{Word, parse};
use crate::search::Suggestion;

/// Completions of the query's last word, the most frequent first, one a term.
pub(crate) fn suggest(index: &Index, query: &str, limit: usize) -> Vec<Suggestion> {
    let last = parse(query).clauses.pop().and_then(|mut clause| clause.words.pop());
    let Some(word) = last.filter(|word| word.unfinished) else { return Vec::new() };
    let Some(before) = query.get(..word.range.start) else { return Vec::new() };
    let forms = completions(index, &word).into_iter().take(limit);
    forms
        .filter_map(|(form, count)| {
            let text = format!("{before}{}", index.lexicon.form(form)?);
            Some(Suggestion { text, count: count as usize })
        })
        .collect()
}

/// Of each term the most frequent form that begins like `word`, with its frequency.
fn completions(index: &Index, word: &Word) -> Vec<(u32, u32)> {
    let mut forms = Vec::new();
    index.lexicon.for_each(&Pattern::new(&word.text).prefix(), |it| {
        forms.push((it.ordinal, index.postings.frequency(it.ordinal)));
    });
    forms.sort_by_key(|&(form, count)| (index.terms.of(form), Reverse(count)));
    forms.dedup_by_key(|&mut (form, _)| index.terms.of(form));
    forms.sort_by_key(|&(form, count)| (Reverse(count), form));
    forms
}
