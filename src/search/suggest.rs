//! Ways to go on typing: the last word completed to words of the articles.

use crate::Index;
use crate::query::expansion::completions;
use crate::query::parser::parse;
use crate::search::Suggestion;

/// Completions of the query's last word, the most frequent first, one a term.
pub(crate) fn suggest(index: &Index, query: &str, limit: usize) -> Vec<Suggestion> {
    let last = parse(query, &|name| index.facets.has(name)).clauses.pop();
    let last = last.and_then(|mut clause| clause.alternatives.pop()?.words.pop());
    let Some(word) = last.filter(|word| word.unfinished) else { return Vec::new() };
    let Some(before) = query.get(..word.range.start) else { return Vec::new() };
    let mut terms = Vec::new();
    let mut suggestions = Vec::new();
    for form in completions(index, &word.text) {
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
