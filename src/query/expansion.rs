//! A word of a query → the forms of the lexicon that it stands for, each with a
//! weight: as written, folded, inflected, completed; what it may have been meant for besides is told by
//! `correction`.

use crate::Index;
use crate::analysis::fold::{bases, has};
use crate::analysis::tokenizer::{is_unspaced, without_article};
use crate::languages::Language;
use crate::lexicon::pattern::Pattern;
use crate::order::{largest_first, sorted_by_key};
use crate::query::parser::Word;
use crate::query::{compounds, correction, gender, inflection};
use crate::ranking::EXACT;

/// Completions of an unfinished word that are searched: the most frequent.
const MAX_COMPLETIONS: usize = 256;

/// Completions beside which something likelier is looked for.
const FEW: usize = 3;

/// Documents that may hold a slip of their author's.
const RARE: u32 = 3;

/// Letters that words of one family share at least, those of an ending, and how
/// many of its words are searched: the most frequent.
const RELATED: usize = 5;
const ENDING: usize = 2;
const MAX_RELATED: usize = 64;

/// The forms that a word stands for.
#[derive(Debug, Default)]
pub(crate) struct Expansion {
    /// Ordinals with their weights, 0 to 1.
    pub(crate) forms: Vec<(u32, f32)>,
    /// Synonyms of several words.
    pub(crate) phrases: Vec<Phrase>,
    /// What the word is made of if it is a compound.
    pub(crate) parts: Vec<CompoundParts>,
    /// The form that the word was taken for, if it had to be corrected.
    pub(crate) correction: Option<String>,
    /// The lexicon has nothing like the word, so that corrections were looked for.
    pub(crate) unknown: bool,
    /// It says how a sentence hangs together, not what it is about.
    pub(crate) stop_word: bool,
    /// The word of the query.
    pub(crate) text: String,
    /// What it was looked for as within compounds, folded; empty if it was not.
    pub(crate) part: String,
}

/// The two words that a compound is made of.
#[derive(Debug)]
pub(crate) struct CompoundParts {
    pub(crate) words: [Expansion; 2],
    /// What a document with both counts.
    pub(crate) together: f32,
    /// What a document with one of them counts, and what form of it that must be at least.
    pub(crate) alone: f32,
    pub(crate) least: f32,
}

/// Words side by side that a word stands for.
#[derive(Debug)]
pub(crate) struct Phrase {
    pub(crate) words: Vec<Expansion>,
    /// The documents that hold it.
    pub(crate) documents: Vec<u32>,
}

impl Expansion {
    /// Whether it stands for nothing in any document.
    pub(crate) fn is_empty(&self) -> bool {
        self.forms.is_empty() && self.phrases.iter().all(|phrase| phrase.documents.is_empty())
    }

    /// The word as it is spelt in texts, or else as it was typed.
    pub(crate) fn spelling<'s>(&'s self, index: &'s Index) -> &'s str {
        let form = self.forms.first().and_then(|&(form, _)| index.lexicon.form(form));
        form.unwrap_or(&self.text)
    }

    /// The weight of the best form; 1 if there is none.
    pub(crate) fn best(&self) -> f32 {
        let weights = self.forms.iter().map(|&(_, weight)| weight);
        weights.reduce(f32::max).unwrap_or(1.0)
    }

    pub(super) fn push(&mut self, form: u32, weight: f32) {
        if !self.forms.iter().any(|&(known, _)| known == form) {
            self.forms.push((form, weight));
        }
    }

    /// Adds the most frequent of these forms.
    pub(super) fn push_most_frequent(
        &mut self,
        index: &Index,
        forms: Vec<(u32, f32)>,
        most: usize,
    ) {
        let forms =
            sorted_by_key(forms, |&(form, _)| largest_first(index.postings.frequency(form)));
        for (form, weight) in forms.into_iter().take(most) {
            self.push(form, weight);
        }
    }

    /// Adds the forms of an alternative; what both stand for, by the better of the two.
    pub(crate) fn merge(&mut self, other: Self) {
        self.phrases.extend(other.phrases);
        self.parts.extend(other.parts);
        if self.part.is_empty() {
            self.part = other.part;
        }
        if self.text.is_empty() {
            self.text = other.text;
        }
        self.unknown |= other.unknown;
        self.correction = self.correction.take().or(other.correction);
        // Else each form would be looked for among those before it.
        if self.forms.is_empty() {
            self.forms = other.forms;
            return;
        }
        other.forms.into_iter().for_each(|(form, weight)| self.raise(form, weight));
    }

    /// Adds a form, or lets it count more.
    pub(crate) fn raise(&mut self, form: u32, weight: f32) {
        match self.forms.iter_mut().find(|(known, _)| *known == form) {
            Some((_, known)) => *known = known.max(weight),
            None => self.forms.push((form, weight)),
        }
    }

    pub(super) fn push_term(&mut self, index: &Index, form: u32, weight: f32) {
        for &sibling in index.terms.forms(index.terms.of(form)) {
            self.push(sibling, weight);
        }
    }
}

/// Finds what `word` stands for. With `exact`, it is neither completed nor corrected.
/// A wildcard is completed, and that is all.
pub(crate) fn expand(index: &Index, word: &Word, exact: bool) -> Expansion {
    if word.wildcard {
        return expand_quoted(index, word, exact);
    }
    let mut found = literal(index, &word.text);
    for (form, weight) in found.forms.clone() {
        for &sibling in index.terms.forms(index.terms.of(form)) {
            found.raise(sibling, weight.min(index.ranking.inflected));
        }
    }
    let known = !found.forms.is_empty();
    if !known {
        add_inflected(index, &word.text, &mut found);
    }
    found.stop_word = index.is_stop_word(&word.text);
    if !exact && (!found.stop_word || word.unfinished) {
        loosen(index, word, known, &mut found);
    }
    found
}

/// Adds what a word may have been meant for, and what belongs to it; the likeliest
/// first, as a form counts as it was first found.
fn loosen(index: &Index, word: &Word, known: bool, found: &mut Expansion) {
    let by_stem = found.forms.len();
    gender::add(index, &word.text, found);
    inflection::add(index, &word.text, found);
    let by_rule = found.forms.len() > by_stem;
    if known && word.text.chars().count() >= RELATED && frequency(index, found) <= RARE {
        correction::add_likelier(index, &word.text, found);
    }
    if word.unfinished {
        add_completions(index, &word.text, found);
        if !known && found.forms.len() <= FEW {
            match compounds::is_part(index, &word.text) {
                true => compounds::add_known_part(index, &word.text, true, found),
                false => correction::add_likelier(index, &word.text, found),
            }
        }
    }
    if found.forms.is_empty() {
        // Unless it may be known where nobody has looked yet.
        if index.covers(&word.text) {
            // It takes texts to know whether words stand side by side: all must be there.
            if index.shards.is_complete() {
                compounds::add_apart(index, &word.text, found);
                found.unknown = !found.is_empty();
            }
            if found.is_empty() {
                correction::correct(index, word, found);
            }
        }
    } else if !known && !by_rule && by_stem > 0 {
        correction::correct_stem(index, &word.text, found);
    }
    // Of an unfinished word nobody knows yet what it will be a part of.
    if !word.unfinished || by_stem > 0 || found.unknown {
        // One that is known within compounds only has no others.
        if found.part.is_empty() {
            compounds::add_containing(index, found);
        }
        add_related(index, found);
    }
    compounds::add_parts(index, &word.text, found);
}

/// Adds forms that share most of their letters from the beginning on: other
/// words of one family, as "verteidigen" and "Verteidigung", which have no stem in common.
fn add_related(index: &Index, found: &mut Expansion) {
    let stem = compounds::stem(index, found);
    let stem_length = stem.chars().count();
    let shared = RELATED.max((stem_length * 2).div_ceil(3));
    // Another number is another thing.
    if shared > stem_length || stem.contains(char::is_numeric) {
        return;
    }
    let end = stem.char_indices().nth(shared).map_or(stem.len(), |(at, _)| at);
    let beginning = stem.get(..end).unwrap_or_default();
    let mut related = Vec::new();
    let itself = found.best();
    index.lexicon.for_each(&Pattern::new(beginning).prefix(), &mut |it| {
        let letters = bases(it.form);
        let length = letters.chars().count().saturating_sub(ENDING).max(stem_length) as f32;
        let shared = letters.chars().zip(stem.chars()).take_while(|(a, b)| a == b).count() as f32;
        let weight = index.ranking.related * itself * shared / length;
        if shared / length >= index.ranking.related_least && !index.is_stop_word(it.form) {
            related.push((it.ordinal, weight));
        }
    });
    found.push_most_frequent(index, related, MAX_RELATED);
}

/// Finds `word` as a quoted one: in any spelling of the same letters and, while
/// it is unfinished, what begins so; nothing else.
pub(crate) fn expand_quoted(index: &Index, word: &Word, exact: bool) -> Expansion {
    let mut found = literal(index, &word.text);
    if word.wildcard || word.unfinished && !exact {
        add_completions(index, &word.text, &mut found);
    }
    found
}

/// Finds `word` as an excluded one: as it is written, or, if it is nowhere so,
/// in other spellings of the same letters. A wildcard excludes all that begin so.
pub(crate) fn expand_excluded(index: &Index, word: &Word) -> Expansion {
    if word.wildcard {
        return expand_quoted(index, word, true);
    }
    let mut found = literal(index, &word.text);
    if found.forms.iter().any(|&(_, weight)| weight == EXACT) {
        found.forms.retain(|&(_, weight)| weight == EXACT);
    }
    found
}

/// The word as it is written, then in other spellings of the same letters.
fn literal(index: &Index, word: &str) -> Expansion {
    let mut found = Expansion { text: word.to_owned(), ..Expansion::default() };
    index.lexicon.for_each(&Pattern::new(word), &mut |it| {
        let weight = if it.form == word { EXACT } else { index.ranking.folded };
        found.forms.push((it.ordinal, weight));
    });
    add_pairs(index, word, &mut found);
    if found.best() == EXACT && !index.is_stop_word(word) {
        // Who writes "schön" does not mean "schon"; who writes "forderung" may have no "ö", and
        // "ss" is as good as "ß".
        found.forms.retain_mut(|(form, weight)| {
            let letters = index.lexicon.form(*form).unwrap_or_default();
            let is_same = *weight == EXACT || has(letters, 'ß') != has(word, 'ß');
            if !is_same {
                *weight = index.ranking.near;
            }
            (is_same || word.is_ascii()) && !(*weight < EXACT && index.is_stop_word(letters))
        });
    }
    found
}

/// Adds the pairs of characters that hold a single one of a script without spaces.
fn add_pairs(index: &Index, word: &str, found: &mut Expansion) {
    let mut letters = word.chars();
    if letters.next().is_some_and(is_unspaced) && letters.next().is_none() {
        for it in index.lexicon.parts().containing(word) {
            found.push(it.ordinal, EXACT);
        }
    }
}

/// Forms with the word's stem, or of which it is the stem, for a word that the lexicon
/// lacks in this form; of several, those that share most letters with it.
fn add_inflected(index: &Index, word: &str, found: &mut Expansion) {
    let letters = bases(word);
    for Language { endings, .. } in &index.languages {
        let [whole, stem] = [word, endings.stem(word)].map(Pattern::new);
        let (mut most, mut forms) = (0, Vec::new());
        index.lexicon.for_each(&stem.clone().prefix(), &mut |it| {
            let its = endings.stem(it.form);
            if (stem.matches(its) || whole.matches(its)) && !index.is_stop_word(it.form) {
                let pairs = bases(it.form);
                let shared = pairs.bytes().zip(letters.bytes()).take_while(|(a, b)| a == b).count();
                if shared > most {
                    forms.clear();
                    most = shared;
                }
                if shared == most {
                    forms.push(it.ordinal);
                }
            }
        });
        forms.into_iter().for_each(|form| found.push_term(index, form, index.ranking.inflected));
    }
}

fn add_completions(index: &Index, word: &str, found: &mut Expansion) {
    for form in completions(index, word).into_iter().take(MAX_COMPLETIONS) {
        found.push(form, index.ranking.completed);
    }
}

/// Postings of all that was found.
pub(super) fn frequency(index: &Index, found: &Expansion) -> u32 {
    found.forms.iter().map(|&(form, _)| index.postings.frequency(form)).sum()
}

/// Forms that begin like `word`, the most frequent first.
pub(crate) fn completions(index: &Index, word: &str) -> Vec<u32> {
    let mut forms = Vec::new();
    let mut add = |beginning: &str| {
        index.lexicon.for_each(&Pattern::new(beginning).prefix(), &mut |it| forms.push(it.ordinal));
    };
    add(word);
    // Until more of it is typed, an Arabic word has its article still.
    let rest = without_article(word);
    if !rest.is_empty() && rest != word {
        add(rest);
    }
    // Who writes an "ü" means it, where some text has it.
    let has_marks = |form: &u32| index.lexicon.form(*form).is_some_and(|it| it.starts_with(word));
    if !word.is_ascii() && forms.iter().any(has_marks) {
        forms.retain(has_marks);
    }
    sorted_by_key(forms, |&form| largest_first(index.postings.frequency(form)))
}

/// Postings of all forms of a form's term.
pub(super) fn term_frequency(index: &Index, form: u32) -> u32 {
    let forms = index.terms.forms(index.terms.of(form));
    forms.iter().map(|&form| index.postings.frequency(form)).sum()
}
