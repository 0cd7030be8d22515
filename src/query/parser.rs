//! What was typed → clauses. There are no errors: an open quote reaches to the
//! end, a minus without a word is nothing.

use std::ops::Range;

use crate::analysis::tokenizer::Tokenizer;

/// Words of a query that are searched; also the bits of the set of query words
/// that a place in a text matches.
pub(crate) const MAX_WORDS: usize = 64;

/// A query, taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Query {
    pub(crate) clauses: Vec<Clause>,
    /// Words beyond [`MAX_WORDS`] were left out.
    pub(crate) cut: bool,
}

impl Query {
    /// Whether it has phrases and loose words too, like a sentence with a
    /// quotation in it.
    pub(crate) fn is_phrase_among_words(&self) -> bool {
        [Occur::Must, Occur::Should]
            .iter()
            .all(|occur| self.clauses.iter().any(|it| it.occur == *occur))
    }

    /// The same words without regard to what was quoted.
    pub(crate) fn without_phrases(&self) -> Self {
        let loosen = |clause: &Clause| match clause.occur {
            Occur::Must => clauses(Occur::Should, clause.words.clone()),
            _ => vec![clause.clone()],
        };
        Self { clauses: self.clauses.iter().flat_map(loosen).collect(), cut: self.cut }
    }
}

/// Part of a query: a word, or several that must stand side by side.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Clause {
    pub(crate) occur: Occur,
    pub(crate) words: Vec<Word>,
}

/// What a clause asks of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Occur {
    /// It is better with it.
    Should,
    /// It is no hit without it.
    Must,
    /// It is no hit with it.
    MustNot,
}

/// A word of a query.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word {
    /// In lower case.
    pub(crate) text: String,
    /// Where it stands in the query.
    pub(crate) range: Range<usize>,
    /// The query ends with it, so it may still be being typed.
    pub(crate) unfinished: bool,
}

/// Takes a query apart.
pub(crate) fn parse(query: &str) -> Query {
    let mut parsed = Query::default();
    let mut left = MAX_WORDS;
    let mut position = 0;
    while let Some(part) = next_part(query, position) {
        position = part.range.end;
        let mut words = words(query, part.range, left + 1);
        parsed.cut |= words.len() > left;
        words.truncate(left);
        left -= words.len();
        parsed.clauses.extend(clauses(part.occur, words));
    }
    parsed
}

/// A quoted passage, or a run of characters other than quotes and white space.
struct Part {
    occur: Occur,
    range: Range<usize>,
}

const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

fn next_part(query: &str, from: usize) -> Option<Part> {
    let blank = |c: char| c.is_whitespace();
    let rest = query.get(from..)?;
    let start = from + rest.find(|c: char| !blank(c))?;
    let part = query.get(start..)?;
    let excluded =
        part.strip_prefix(['-', '−']).filter(|rest| rest.starts_with(|c: char| !blank(c)));
    let body = excluded.unwrap_or(part);
    let start = query.len() - body.len();
    match body.strip_prefix(QUOTES) {
        Some(quoted) => {
            let length = quoted.find(QUOTES);
            let end = length.map_or(query.len(), |length| query.len() - quoted.len() + length);
            let closing =
                query.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            let occur = if excluded.is_some() { Occur::MustNot } else { Occur::Must };
            Some(Part { occur, range: start..end + closing })
        }
        None => {
            let end = |c: char| blank(c) || QUOTES.contains(&c);
            let length = body.find(end).unwrap_or(body.len());
            let occur = if excluded.is_some() { Occur::MustNot } else { Occur::Should };
            Some(Part { occur, range: start..start + length })
        }
    }
}

fn words(query: &str, range: Range<usize>, limit: usize) -> Vec<Word> {
    let Some(part) = query.get(range.clone()) else { return Vec::new() };
    let mut tokenizer = Tokenizer::new(part);
    let mut words = Vec::new();
    while let Some(found) = tokenizer.next_word() {
        let found = range.start + found.start..range.start + found.end;
        let unfinished = found.end == query.len();
        words.push(Word { text: tokenizer.word().to_owned(), range: found, unfinished });
        if words.len() == limit {
            break;
        }
    }
    words
}

/// Loose words are a clause each; those of a phrase, or to be excluded, are one.
fn clauses(occur: Occur, words: Vec<Word>) -> Vec<Clause> {
    match occur {
        Occur::Should => {
            words.into_iter().map(|word| Clause { occur, words: vec![word] }).collect()
        }
        _ if words.is_empty() => Vec::new(),
        _ => vec![Clause { occur, words }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `+[a b]` for a phrase, `-[a]` for what is excluded, `a~` for an unfinished word.
    fn show(query: &str) -> String {
        let word = |word: &Word| format!("{}{}", word.text, if word.unfinished { "~" } else { "" });
        let clause = |clause: &Clause| {
            let words = clause.words.iter().map(word).collect::<Vec<_>>().join(" ");
            match clause.occur {
                Occur::Should => words,
                Occur::Must => format!("+[{words}]"),
                Occur::MustNot => format!("-[{words}]"),
            }
        };
        parse(query).clauses.iter().map(clause).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn queries() {
        for (query, expect) in [
            ("", ""),
            ("  -  \"\" ", ""),
            ("Handel mit", "handel mit~"),
            ("Handel ", "handel"),
            ("Wer?", "wer"),
            ("EU-Kommission", "eu kommission~"),
            ("\"Handel mit Menschen\" Wien", "+[handel mit menschen] wien~"),
            ("„Handel mit“ Wien ", "+[handel mit] wien"),
            ("\"Handel mi", "+[handel mi~]"),
            ("Handel -Drogen Wien", "handel -[drogen] wien~"),
            ("-EU-Kommission", "-[eu kommission~]"),
            ("-\"a b\" c", "-[a b] c~"),
            ("a\"b c\"d", "a +[b c] d~"),
            ("- a", "a~"),
        ] {
            assert_eq!(show(query), expect, "{query}");
        }
    }

    #[test]
    fn words_beyond_the_limit_are_left_out() {
        let query = parse(&"wort ".repeat(MAX_WORDS + 1));
        assert_eq!((query.clauses.len(), query.cut), (MAX_WORDS, true));
        assert!(!parse(&"wort ".repeat(MAX_WORDS)).cut);
    }

    proptest! {
        #[test]
        fn nothing_makes_it_fail(query: String) {
            for clause in parse(&query).clauses {
                for word in clause.words {
                    prop_assert!(query.get(word.range).is_some());
                }
            }
        }
    }
}
