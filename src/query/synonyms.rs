//! What words of a query stand for by the index's synonyms. A phrase has no
//! postings: the documents that have its words are read for it, once a query.

use std::ops::Range;

use crate::Index;
use crate::query::expansion::{Expansion, expand};
use crate::query::parser::{Clause, Occur, Word};
use crate::query::side_by_side::phrase;
use crate::synonyms::Asked;

/// The words of clauses to be compared with synonyms, and where those of each
/// clause stand. With `exact`, and of what is quoted, excluded or a wildcard,
/// there are none.
pub(crate) fn asked(index: &Index, clauses: &[Clause], exact: bool) -> (Asked, Vec<Range<usize>>) {
    let mut asked = Asked::default();
    let mut places = Vec::new();
    for clause in clauses {
        let start = asked.end();
        for alternative in &clause.alternatives {
            for word in &alternative.words {
                if asked.end() > start {
                    asked.cut();
                }
                match exact || word.wildcard || clause.occur != Occur::Should {
                    true => asked.cut(),
                    false => asked.push(&word.text, index.languages.first()),
                }
            }
        }
        places.push(start..asked.end());
    }
    (asked, places)
}

/// What words in `place` stand for beside themselves.
pub(crate) fn expansion(index: &Index, asked: &Asked, place: &Range<usize>) -> Expansion {
    let mut found = Expansion::default();
    index.for_each_synonym(index.in_use(), asked, place, &mut |words| {
        let mut side = Vec::new();
        for word in words.split(' ') {
            side.push(inflected(index, word));
        }
        if side.len() > 1 {
            found.phrases.push(phrase(index, side));
        } else if let Some(mut word) = side.pop() {
            word.forms.iter_mut().for_each(|(_, weight)| *weight *= index.ranking.synonym);
            found.merge(word);
        }
    });
    found
}

fn inflected(index: &Index, word: &str) -> Expansion {
    let word = Word { text: word.to_owned(), range: 0..0, unfinished: false, wildcard: false };
    expand(index, &word, true)
}
