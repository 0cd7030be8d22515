//! Ways to go on typing: the last word completed to words of the articles.

use crate::Index;
use crate::lexicon::pattern::Pattern;
use crate::order::sorted_by_key;
use crate::query::expansion::rarest_last;
use crate::query::parser::{Word, parse};
use crate::search::Suggestion;

/// Completions of the query's last word, the most frequent first, one a term.
pub(crate) fn suggest(index: &Index, query: &str, limit: usize) -> Vec<Suggestion> {
    let last = parse(query).clauses.pop().and_then(|mut clause| clause.words.pop());
    let Some(word) = last.filter(|word| word.unfinished) else { return Vec::new() };
    let Some(before) = query.get(..word.range.start) else { return Vec::new() };
    let mut terms = Vec::new();
    let mut suggestions = Vec::new();
    for form in completions(index, &word) {
        let term = index.terms.of(form);
        if suggestions.len() == limit {
            break;
        }
        if let (false, Some(form_text)) = (terms.contains(&term), index.lexicon.form(form)) {
            terms.push(term);
            let count = index.postings.frequency(form) as usize;
            suggestions.push(Suggestion { text: format!("{before}{form_text}"), count });
        }
    }
    suggestions
}

/// Forms that begin like `word`, the most frequent first.
fn completions(index: &Index, word: &Word) -> Vec<u32> {
    let mut forms = Vec::new();
    index.lexicon.for_each(&Pattern::new(&word.text).prefix(), |it| forms.push(it.ordinal));
    sorted_by_key(forms, |&form| rarest_last(index.postings.frequency(form)))
}
