//! What was typed → clauses and filters. There are no errors: an open quote or
//! bracket reaches to the end, a minus without a word is nothing, and a colon
//! behind what is no name of a filter separates words.

use std::ops::Range;

use crate::analysis::fold::lower;
use crate::analysis::tokenizer::{Tokenizer, joins};
use crate::dates::DateRange;

/// Words and filters of a query that are searched; also the bits of the set of
/// query words that a place in a text matches.
const MAX_WORDS: usize = 64;

/// Bytes of a query that are read.
const MAX_LENGTH: usize = 10_000;

/// Loose words from which on a query is taken for a sentence.
const SENTENCE: usize = 5;

/// What a filter may be called beside its own name, unless a facet is called so.
const ALIASES: [(&str, &str); 7] = [
    ("titel", "title"),
    ("datum", "date"),
    ("autor", "author"),
    ("kategorie", "category"),
    ("schlagwort", "tag"),
    ("sprache", "lang"),
    ("jahr", "year"),
];

/// What stands between alternatives.
const OR: [&str; 2] = ["OR", "ODER"];

/// A query, taken apart.
#[derive(Debug, Default)]
pub(crate) struct Query {
    pub(crate) clauses: Vec<Clause>,
    pub(crate) filters: Vec<Filter>,
    /// What is beyond [`MAX_WORDS`] or [`MAX_LENGTH`] was left out.
    pub(crate) cut: bool,
    /// It ends within quotes.
    pub(crate) open_quote: bool,
}

impl Query {
    /// Whether its phrases may be given up if no document has them: the last quote
    /// is still open, or there are loose words too.
    pub(crate) fn may_drop_quotes(&self) -> bool {
        self.clauses.iter().any(Clause::is_phrase) && (self.open_quote || self.loose_words() > 0)
    }

    /// Whether it is rather a sentence with a quotation in it than words and a
    /// phrase that all hits must have.
    pub(crate) fn is_sentence(&self) -> bool {
        self.loose_words() >= SENTENCE
    }

    fn loose_words(&self) -> usize {
        self.clauses.iter().filter(|clause| clause.occur == Occur::Should).count()
    }

    /// Whether titles decide what is a hit.
    pub(crate) fn asks_for_title(&self) -> bool {
        let mut alternatives = self.clauses.iter().flat_map(|clause| &clause.alternatives);
        alternatives.any(|alternative| alternative.title)
    }

    /// All words that are asked for.
    pub(crate) fn for_each_word(&self, visit: &mut dyn FnMut(&Word)) {
        for clause in &self.clauses {
            if clause.occur != Occur::MustNot {
                for alternative in &clause.alternatives {
                    alternative.words.iter().for_each(&mut *visit);
                }
            }
        }
    }

    /// Asks for the same words without regard to what was quoted.
    pub(crate) fn drop_quotes(&mut self) {
        for clause in std::mem::take(&mut self.clauses) {
            match clause.is_phrase() {
                true => self.push_loose(clause.alternatives),
                false => self.clauses.push(clause),
            }
        }
    }

    /// Adds a clause for each word.
    fn push_loose(&mut self, alternatives: Vec<Alternative>) {
        for alternative in alternatives {
            for word in alternative.words {
                let alternative = Alternative { words: vec![word], title: false, quoted: false };
                self.clauses.push(Clause { occur: Occur::Should, alternatives: vec![alternative] });
            }
        }
    }
}

/// Part of a query: a word, several that must stand side by side, or
/// alternatives of these.
#[derive(Debug)]
pub(crate) struct Clause {
    pub(crate) occur: Occur,
    pub(crate) alternatives: Vec<Alternative>,
}

impl Clause {
    fn is_phrase(&self) -> bool {
        self.occur == Occur::Must && matches!(self.alternatives.as_slice(), [it] if !it.title)
    }

    /// Whether `before` asks for the same, or for a phrase with this word.
    pub(crate) fn repeats(&self, before: &Self) -> bool {
        let in_phrase = || match (self.alternatives.as_slice(), before.alternatives.as_slice()) {
            ([it], [phrase]) => {
                it.words.iter().all(|word| phrase.words.iter().any(|known| known.text == word.text))
            }
            _ => false,
        };
        self.is_like(before) || self.occur == Occur::Should && before.is_phrase() && in_phrase()
    }

    fn is_like(&self, other: &Self) -> bool {
        self.occur == other.occur
            && self.alternatives.len() == other.alternatives.len()
            && self.alternatives.iter().zip(&other.alternatives).all(|(a, b)| a.is_like(b))
    }

    /// The word, if it is no more than one.
    pub(crate) fn loose_word(&self) -> Option<&Word> {
        match self.alternatives.as_slice() {
            [one] if self.occur == Occur::Should => one.words.first(),
            _ => None,
        }
    }
}

/// What a clause asks of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Occur {
    /// It is better with it. Each alternative is a single word.
    Should,
    /// It is no hit without it.
    Must,
    /// It is no hit with it. There is one alternative.
    MustNot,
}

/// One or more words that stand side by side.
#[derive(Debug)]
pub(crate) struct Alternative {
    pub(crate) words: Vec<Word>,
    /// Only the title counts.
    pub(crate) title: bool,
    pub(crate) quoted: bool,
}

impl Alternative {
    /// Whether its words may stand anywhere.
    pub(crate) fn is_plain(&self) -> bool {
        !self.title && !self.quoted
    }

    fn is_like(&self, other: &Self) -> bool {
        let same = |(a, b): (&Word, &Word)| a.text == b.text && a.wildcard == b.wildcard;
        (self.title, self.quoted, self.words.len())
            == (other.title, other.quoted, other.words.len())
            && self.words.iter().zip(&other.words).all(same)
    }
}

/// A word of a query.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// In lower case.
    pub(crate) text: String,
    /// Where it stands in the query.
    pub(crate) range: Range<usize>,
    /// The query ends with it, so it may still be being typed; or it is a wildcard.
    pub(crate) unfinished: bool,
    /// A `*` ends it: what begins so is meant.
    pub(crate) wildcard: bool,
}

/// What a document must have, or must not have, to be a hit at all.
#[derive(Debug)]
pub(crate) struct Filter {
    pub(crate) excluded: bool,
    /// Alternatives.
    pub(crate) conditions: Vec<Condition>,
}

/// What a filter asks of a document.
#[derive(Debug)]
pub(crate) enum Condition {
    /// A value of a facet, whose name is in lower case.
    Facet {
        name: String,
        value: String,
    },
    Dates(DateRange),
}

/// Takes a query apart; `is_facet` knows the names of facets, in lower case.
pub(crate) fn parse(query: &str, is_facet: &dyn Fn(&str) -> bool) -> Query {
    let read = query.get(..query.floor_char_boundary(MAX_LENGTH)).unwrap_or_default();
    let mut parser = Parser {
        query: read,
        is_facet,
        position: 0,
        left: MAX_WORDS,
        groups: Vec::new(),
        unit: Unit::default(),
        joined: false,
        parsed: Query { cut: read.len() < query.len(), ..Query::default() },
    };
    while parser.read_part().is_some() {}
    parser.close_unit();
    parser.parsed
}

struct Parser<'q> {
    query: &'q str,
    is_facet: &'q dyn Fn(&str) -> bool,
    position: usize,
    /// Words and filters that may still be taken.
    left: usize,
    /// What stands before each bracket that is open.
    groups: Vec<Prefix<'q>>,
    /// What was read last: `OR` may go on with it.
    unit: Unit,
    /// `OR` was read.
    joined: bool,
    parsed: Query,
}

/// What may stand before a word, a phrase or a bracket.
#[derive(Clone, Copy, Default)]
struct Prefix<'q> {
    excluded: bool,
    field: Option<Field<'q>>,
}

/// Where to look.
#[derive(Clone, Copy)]
enum Field<'q> {
    Title,
    Date,
    /// As it was typed.
    Facet(&'q str),
}

/// Alternatives, as long as more of them may follow.
#[derive(Default)]
struct Unit {
    excluded: bool,
    alternatives: Vec<Alternative>,
    conditions: Vec<Condition>,
}

impl Unit {
    fn is_empty(&self) -> bool {
        self.alternatives.is_empty() && self.conditions.is_empty()
    }

    /// Words are alternatives to words, filters to filters.
    fn goes_with(&self, next: &Self) -> bool {
        !self.excluded
            && !next.excluded
            && !self.is_empty()
            && self.conditions.is_empty() == next.conditions.is_empty()
    }
}

/// A quoted passage, or a run of characters other than quotes and white space.
struct Part<'q> {
    prefix: Prefix<'q>,
    /// Where the words stand if what stands before them is no name of a filter.
    whole: Range<usize>,
    /// Without minus, name and quotes.
    inner: Range<usize>,
    quoted: bool,
}

const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

fn is_blank(c: char) -> bool {
    c.is_whitespace()
}

/// Whether a text is over, or goes on with white space.
fn ends_here(text: &str) -> bool {
    text.chars().next().is_none_or(is_blank)
}

/// Whether what stands behind a minus is an option of a command, as in "rebase -i" or
/// "commit --amend", or a number below zero: -10, where a year may be left out.
fn is_option(text: &str) -> bool {
    let mut letters = text.chars();
    let is_letter = letters.next().is_some_and(|c| c.is_ascii_alphabetic());
    let is_digit = |at| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let is_number = is_digit(0) && !is_digit(3);
    let ends = letters.next().is_none_or(|c| is_blank(c) || c == ')');
    text.starts_with('-') || is_number || is_letter && ends
}

/// Whether a run is over, or what stands before its colon: no name has a bracket.
fn ends_name(c: char) -> bool {
    is_blank(c) || c == ':' || c == '('
}

/// Bytes before a character that ends a run, or before a quote alone; a quote within an
/// abbreviation ("צה\"ל") is a letter of it.
fn run_length(text: &str, ends: fn(char) -> bool) -> usize {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let behind = || text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        if ends(c) || QUOTES.contains(&c) && !joins(before, c, behind()) {
            return at;
        }
        before = c;
    }
    text.len()
}

impl<'q> Parser<'q> {
    /// Reads on up to the end of the next part; nothing at the end of the query.
    fn read_part(&mut self) -> Option<()> {
        let rest = self.query.get(self.position..)?;
        let rest = rest.get(rest.find(|c| !is_blank(c))?..)?;
        let start = |text: &str| self.query.len() - text.len();
        let (prefix, unsigned, body) = self.read_prefix(rest, self.goes_on(start(rest)));
        let [whole, inner] = [unsigned, body].map(start);
        if body.starts_with('(') {
            self.groups.push(prefix);
            self.position = inner + 1;
        } else if let Some(quoted) = body.strip_prefix(QUOTES) {
            let inner = start(quoted);
            let end = inner + run_length(quoted, |_| false);
            let closing = self.query.get(end..).and_then(|rest| rest.chars().next());
            self.position = end + closing.map_or(0, char::len_utf8);
            self.parsed.open_quote |= closing.is_none();
            // In "Haider-Erben"-Truppe the quotes are part of a word.
            let quoted = !self.is_hyphenated();
            self.take(&Part { prefix, whole: whole..end, inner: inner..end, quoted });
        } else {
            let length = run_length(body, is_blank);
            self.position = inner + length;
            let (text, closed) = without_brackets(body.get(..length)?);
            if OR.contains(&text) && rest.starts_with(text) && !self.unit.is_empty() {
                self.joined = true;
            } else {
                let end = inner + text.len();
                self.take(&Part { prefix, whole: whole..end, inner: inner..end, quoted: false });
            }
            self.groups.truncate(self.groups.len().saturating_sub(closed));
        }
        Some(())
    }

    /// Whether what begins at `position` goes on with a word or a quotation.
    fn goes_on(&self, position: usize) -> bool {
        let before = self.query.get(..position).and_then(|before| before.chars().next_back());
        before.is_some_and(|c| !is_blank(c) && c != '(')
    }

    /// Whether a hyphen joins what was read with what follows.
    fn is_hyphenated(&self) -> bool {
        let rest = self.query.get(self.position..).unwrap_or_default();
        rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    }

    /// What stands before a part, then the part without its minus, then also
    /// without the name of its filter. Within a word a minus is a hyphen.
    fn read_prefix(&self, part: &'q str, goes_on: bool) -> (Prefix<'q>, &'q str, &'q str) {
        let outer = self.groups.last().copied().unwrap_or_default();
        let excluded = part.strip_prefix(['-', '−']);
        let excluded = excluded.filter(|rest| !goes_on && !ends_here(rest) && !is_option(rest));
        let unsigned = excluded.unwrap_or(part);
        let excluded = outer.excluded || excluded.is_some();
        match self.field(unsigned) {
            Some((field, body)) => (Prefix { excluded, field: Some(field) }, unsigned, body),
            None => (Prefix { excluded, ..outer }, unsigned, unsigned),
        }
    }

    /// The field that a part begins with, and what stands behind its colon.
    fn field(&self, part: &'q str) -> Option<(Field<'q>, &'q str)> {
        // No further: what is behind would be read for each name before it.
        let (name, body) = part.split_at_checked(run_length(part, ends_name))?;
        let body = body.strip_prefix(':').filter(|body| !ends_here(body))?;
        let known = self.canonical(name);
        let field = match known.as_str() {
            "title" => Field::Title,
            "date" => Field::Date,
            known if (self.is_facet)(known) => Field::Facet(name),
            _ => return None,
        };
        Some((field, body))
    }

    /// The name of a filter that was typed as `name`.
    fn canonical(&self, name: &str) -> String {
        let name = lower(name);
        let alias = ALIASES.iter().find(|(alias, _)| *alias == name);
        match alias.filter(|_| !(self.is_facet)(&name)) {
            Some((_, known)) => (*known).to_owned(),
            None => name,
        }
    }

    /// Adds a part, as another alternative if `OR` stands before it.
    fn take(&mut self, part: &Part<'q>) {
        let unit = self.unit_of(part);
        if unit.is_empty() {
            return;
        }
        if self.joined && self.unit.goes_with(&unit) {
            self.unit.alternatives.extend(unit.alternatives);
            self.unit.conditions.extend(unit.conditions);
        } else {
            self.close_unit();
            self.unit = unit;
        }
        self.joined = false;
    }

    fn unit_of(&mut self, part: &Part<'q>) -> Unit {
        let mut unit = Unit { excluded: part.prefix.excluded, ..Unit::default() };
        if let Some(condition) = self.condition(part) {
            if self.spend(1) == 1 {
                unit.conditions.push(condition);
            }
            return unit;
        }
        let title = matches!(part.prefix.field, Some(Field::Title));
        let range = if title || part.quoted { &part.inner } else { &part.whole };
        let mut words = words(self.query, range.clone(), self.left + 1);
        words.truncate(self.spend(words.len()));
        if !words.is_empty() {
            unit.alternatives.push(Alternative { words, title, quoted: part.quoted });
        }
        unit
    }

    /// What a part with the name of a filter asks for, if that can be asked.
    fn condition(&self, part: &Part<'q>) -> Option<Condition> {
        let value = self.query.get(part.inner.clone())?.trim();
        match part.prefix.field? {
            Field::Title => None,
            Field::Date => DateRange::parse(value).map(Condition::Dates),
            Field::Facet(name) => (!value.is_empty())
                .then(|| Condition::Facet { name: self.canonical(name), value: value.to_owned() }),
        }
    }

    /// How many of `wanted` words may still be taken.
    fn spend(&mut self, wanted: usize) -> usize {
        let granted = wanted.min(self.left);
        self.parsed.cut |= granted < wanted;
        self.left -= granted;
        granted
    }

    /// No more alternatives follow.
    fn close_unit(&mut self) {
        let Unit { excluded, alternatives, conditions } = std::mem::take(&mut self.unit);
        if !conditions.is_empty() {
            self.parsed.filters.push(Filter { excluded, conditions });
        }
        let is_word = |it: &Alternative| it.is_plain() && it.words.len() == 1;
        let occur = match alternatives.as_slice() {
            [] => return,
            _ if excluded => Occur::MustNot,
            [one] if one.is_plain() => return self.parsed.push_loose(alternatives),
            _ if alternatives.iter().all(is_word) => Occur::Should,
            _ => Occur::Must,
        };
        self.parsed.clauses.push(Clause { occur, alternatives });
    }
}

/// A run without the brackets at its end that close what was opened before it,
/// and how many these are.
fn without_brackets(run: &str) -> (&str, usize) {
    let count = |bracket: u8| run.bytes().filter(|&byte| byte == bracket).count();
    let closed = count(b')').saturating_sub(count(b'('));
    let mut inner = run;
    for _ in 0..closed {
        inner = inner.strip_suffix(')').unwrap_or(inner);
    }
    (inner, closed)
}

fn words(query: &str, range: Range<usize>, limit: usize) -> Vec<Word> {
    let Some(part) = query.get(range.clone()) else { return Vec::new() };
    let mut tokenizer = Tokenizer::new(part);
    let mut words = Vec::new();
    while let Some(found) = tokenizer.next_word() {
        let range = range.start + found.start..range.start + found.end;
        let behind = query.get(range.end..).unwrap_or_default();
        // Not the star of "Leser*innen".
        let star = behind.strip_prefix('*');
        let wildcard = star.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric));
        let unfinished = behind.is_empty() || wildcard;
        words.push(Word { text: tokenizer.word().to_owned(), range, unfinished, wildcard });
        if words.len() == limit {
            break;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::{Duration, Instant};

    const FACETS: [&str; 4] = ["tag", "author", "lang", "zielgruppe"];

    fn parsed(query: &str) -> Query {
        parse(query, &|name| FACETS.contains(&name))
    }

    /// `+[a b]` for a phrase, `-[a]` for what is excluded, `a~` for an unfinished
    /// word, `a*` for a wildcard, `a|b` for alternatives, `title[a]`, `{tag=a|tag=b}`.
    fn show(query: &str) -> String {
        let Query { clauses, filters, .. } = parsed(query);
        clauses
            .iter()
            .map(show_clause)
            .chain(filters.iter().map(show_filter))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn show_clause(clause: &Clause) -> String {
        let end = |word: &Word| match (word.wildcard, word.unfinished) {
            (true, _) => "*",
            (_, true) => "~",
            _ => "",
        };
        let word = |word: &Word| format!("{}{}", word.text, end(word));
        let alternative = |it: &Alternative| {
            let words = it.words.iter().map(word).collect::<Vec<_>>().join(" ");
            if it.title { format!("title[{words}]") } else { words }
        };
        let alternatives =
            clause.alternatives.iter().map(alternative).collect::<Vec<_>>().join("|");
        match clause.occur {
            Occur::Should => alternatives,
            Occur::Must => format!("+[{alternatives}]"),
            Occur::MustNot => format!("-[{alternatives}]"),
        }
    }

    fn show_filter(filter: &Filter) -> String {
        let condition = |condition: &Condition| match condition {
            Condition::Facet { name, value } => format!("{name}={value}"),
            Condition::Dates(range) => format!("{range:?}").replace("DateRange ", ""),
        };
        let conditions = filter.conditions.iter().map(condition).collect::<Vec<_>>().join("|");
        format!("{}{{{conditions}}}", if filter.excluded { "-" } else { "" })
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
            // Options of commands are looked for.
            ("git rebase -i ", "git rebase i"),
            ("temperatur -10 ", "temperatur 10"),
            ("wahl -2021 ", "wahl -[2021]"),
            ("git commit --amend -a", "git commit amend a~"),
            ("Fest -\" Brauhaus\" -猫 ", "fest -[brauhaus] -[猫]"),
        ] {
            assert_eq!(show(query), expect, "{query}");
        }
    }

    #[test]
    fn alternatives() {
        for (query, expect) in [
            ("a OR b c ", "a|b c"),
            ("a ODER b OR c", "a|b|c~"),
            ("x a OR b ", "x a|b"),
            ("\"a b\" OR c ", "+[a b|c]"),
            ("a OR EU-Rat ", "+[a|eu rat]"),
            ("title:a OR b ", "+[title[a]|b]"),
            ("tag:a OR tag:b c ", "c {tag=a|tag=b}"),
            // Words and filters are no alternatives to each other, nor is what is excluded.
            ("tag:a OR b ", "b {tag=a}"),
            ("a OR -bb ", "a -[bb]"),
            ("-aa OR b ", "-[aa] b"),
            // Where nothing is joined, it is a word or nothing.
            ("OR a ", "or a"),
            ("a or b ", "a or b"),
            ("a OR", "a"),
            ("a OR OR b ", "a|b"),
            ("a \"OR\" b ", "a +[or] b"),
        ] {
            assert_eq!(show(query), expect, "{query}");
        }
    }

    #[test]
    fn brackets() {
        for (query, expect) in [
            ("(a OR b) c ", "a|b c"),
            ("( a OR (b OR c) ) d ", "a|b|c d"),
            ("(\"a b\") OR c ", "+[a b|c]"),
            ("-(a OR b) c ", "-[a] -[b] c"),
            ("-(a b) c ", "-[a] -[b] c"),
            ("title:(a OR \"b c\") d ", "+[title[a]|title[b c]] d"),
            ("tag:(a OR \"b c\") -tag:(d e) ", "{tag=a|tag=b c} -{tag=d} -{tag=e}"),
            ("tag:(a -lang:de) b", "b~ {tag=a} -{lang=de}"),
            ("((a", "a~"),
            ("a)) b(", "a b"),
            (") ( a", "a~"),
            ("Leser(innen) a ", "leserinnen a"),
            ("(Leser(innen) OR b) c ", "leserinnen|b c"),
            ("(präventi* OR b) ", "präventi*|b"),
        ] {
            assert_eq!(show(query), expect, "{query}");
        }
    }

    #[test]
    fn filters() {
        for (query, expect) in [
            ("tag:Prävention", "{tag=Prävention}"),
            ("a -tag:x b ", "a b -{tag=x}"),
            ("AUTHOR:\"A B\" c ", "c {author=A B}"),
            ("author:„A B", "{author=A B}"),
            ("Autor:A sprache:de", "{author=A} {lang=de}"),
            ("tag:(a)b tag:c(d) ", "{tag=a)b} {tag=c(d)}"),
            ("Zielgruppe:Schule ", "{zielgruppe=Schule}"),
            ("tag:EU-Kommission,Rat", "{tag=EU-Kommission,Rat}"),
            ("title:a Titel:\"b c\" ", "+[title[a]] +[title[b c]]"),
            ("title:EU-Rat -title:a ", "+[title[eu rat]] -[title[a]]"),
            ("date:2023-05 ", "{{ first: 20230500, last: 20230599 }}"),
            ("-datum:>=2023 ", "-{{ first: 20230000, last: 4294967295 }}"),
            (
                "date:2022 OR date:2024 ",
                "{{ first: 20220000, last: 20229999 }|{ first: 20240000, last: 20249999 }}",
            ),
            // No filters: words as ever.
            ("EU:Kommission http://a.de 12:30 ", "eu kommission http a de 12 30"),
            ("date:gestern kategorie:a tag: ", "date gestern kategorie a tag"),
            ("tag:\"\" tag:) ", "tag"),
            (":a title: b ", "a title b"),
            ("\"tag:a\" ", "+[tag a]"),
        ] {
            assert_eq!(show(query), expect, "{query}");
        }
    }

    #[test]
    fn wildcards() {
        for (query, expect) in [
            ("präventi* a ", "präventi* a"),
            ("\"a* b*\" ", "+[a* b*]"),
            ("-a* title:b* ", "-[a*] +[title[b*]]"),
            ("a* OR b* c", "a*|b* c~"),
            ("Leser*innen *a a** ", "leserinnen a a*"),
            ("*", ""),
        ] {
            assert_eq!(show(query), expect, "{query}");
        }
    }

    #[test]
    fn words_beyond_the_limit_are_left_out() {
        for part in ["wort ", "tag:wort ", "wort OR "] {
            let query = parsed(&part.repeat(MAX_WORDS + 1));
            let clauses =
                query.clauses.iter().map(|clause| clause.alternatives.len()).sum::<usize>();
            assert_eq!((clauses + query.filters.len(), query.cut), (MAX_WORDS, true), "{part}");
            assert!(!parsed(&part.repeat(MAX_WORDS)).cut, "{part}");
        }
    }

    #[test]
    fn what_is_beyond_the_length_is_left_out() {
        let query = "ä".repeat(MAX_LENGTH / 2);
        assert!(!parsed(&query).cut);
        let longer = parsed(&format!("{query} b"));
        assert!(longer.cut);
        assert_eq!(longer.clauses.len(), 1);
    }

    #[test]
    fn names_are_read_once() {
        for part in ["tag:(", "-tag:(", "tag:(-", "x:(", "((((", "a\"", "wort "] {
            let query = part.repeat(MAX_LENGTH / part.len());
            let start = Instant::now();
            for _ in 0..5 {
                parsed(&query);
            }
            // Linear reading takes a few milliseconds.
            assert!(start.elapsed() < Duration::from_secs(1), "{part}: {:?}", start.elapsed());
        }
    }

    fn check(query: &str) {
        let mut parsed = parsed(query);
        // Words may overlap in scripts without spaces.
        let mut start = 0;
        for clause in &parsed.clauses {
            assert!(!clause.alternatives.is_empty(), "{query}");
            for alternative in &clause.alternatives {
                assert!(!alternative.words.is_empty(), "{query}");
                for word in &alternative.words {
                    assert!(
                        start <= word.range.start && query.get(word.range.clone()).is_some(),
                        "{query}"
                    );
                    start = word.range.start;
                }
            }
            let plain = |it: &Alternative| it.is_plain() && it.words.len() == 1;
            assert!(
                clause.occur != Occur::Should || clause.alternatives.iter().all(plain),
                "{query}"
            );
            assert!(clause.occur != Occur::MustNot || clause.alternatives.len() == 1, "{query}");
        }
        assert!(parsed.filters.iter().all(|filter| !filter.conditions.is_empty()), "{query}");
        parsed.drop_quotes();
    }

    proptest! {
        #[test]
        fn nothing_makes_it_fail(
            query: String,
            parts in prop::collection::vec(prop::sample::select(&[
                "a", "ß", "*", "-", "−", "\"", "„", "(", ")", ":", " ", "OR", "ODER", "tag:", "title:",
                "date:", "2023", "..", ">=",
            ][..]), 0..40),
        ) {
            check(&query);
            check(&parts.concat());
            check(&parts.join(" "));
        }
    }
}
