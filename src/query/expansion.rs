//! A word of a query → the forms of the lexicon that it stands for, each with a
//! weight: as written, folded, inflected, completed, corrected.

use crate::Index;
use crate::lexicon::pattern::Pattern;
use crate::order::{descending, join, sorted_by_key};
use crate::query::parser::Word;
use crate::query::{compounds, spelling};
use crate::search::ranking;

/// Completions of an unfinished word that are searched: the most frequent.
const MAX_COMPLETIONS: usize = 256;

/// Corrections of a misspelt word that are searched: the nearest, then the
/// most frequent.
const MAX_CORRECTIONS: usize = 8;

/// Letters at the end of a stem in which an inflected form may differ, and those
/// at its beginning that it shares even if that leaves fewer.
const CHANGED: usize = 3;
const SHARED: usize = 3;

/// The forms that a word stands for.
#[derive(Debug, Default)]
pub(crate) struct Expansion {
    /// Ordinals with their weights, 0 to 1.
    pub(crate) forms: Vec<(u32, f32)>,
    /// Synonyms of several words.
    pub(crate) phrases: Vec<Phrase>,
    /// The form that the word was taken for, if it had to be corrected.
    pub(crate) correction: Option<String>,
    /// The lexicon has nothing like the word, so that corrections were looked for.
    pub(crate) unknown: bool,
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

    pub(super) fn push(&mut self, form: u32, weight: f32) {
        if !self.forms.iter().any(|&(known, _)| known == form) {
            self.forms.push((form, weight));
        }
    }

    /// Adds the forms of an alternative; what both stand for, by the better of the two.
    pub(crate) fn merge(&mut self, other: Self) {
        self.phrases.extend(other.phrases);
        for (form, weight) in other.forms {
            match self.forms.iter_mut().find(|(known, _)| *known == form) {
                Some((_, known)) => *known = known.max(weight),
                None => self.forms.push((form, weight)),
            }
        }
    }

    fn push_candidate(&mut self, index: &Index, candidate: &Candidate) {
        let weight = ranking::CORRECTED.get(candidate.edits).copied().unwrap_or(0.0);
        self.push(candidate.ordinal, weight);
        self.push_term(index, candidate.ordinal, weight * ranking::INFLECTED);
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
    for (form, _) in found.forms.clone() {
        found.push_term(index, form, ranking::INFLECTED);
    }
    let known = !found.forms.is_empty();
    if !known {
        add_inflected(index, &word.text, &mut found);
    }
    if exact {
        return found;
    }
    // Of an unfinished word nobody knows yet what it will be a part of.
    if !word.unfinished || !found.forms.is_empty() {
        add_compounds(index, &word.text, known, &mut found);
    }
    if !known {
        correct_stem(index, &word.text, &mut found);
    }
    add_alternatives(index, &word.text, &mut found);
    if word.unfinished {
        add_completions(index, &word.text, &mut found);
    }
    if found.forms.is_empty() {
        add_compounds(index, &word.text, known, &mut found);
    }
    if found.forms.is_empty() {
        correct(index, word, &mut found);
        found.unknown = true;
    }
    found
}

fn add_compounds(index: &Index, word: &str, known: bool, found: &mut Expansion) {
    compounds::add_containing(index, word, found);
    if !known {
        compounds::add_parts(index, word, found);
    }
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
    if found.forms.iter().any(|&(_, weight)| weight == ranking::EXACT) {
        found.forms.retain(|&(_, weight)| weight == ranking::EXACT);
    }
    found
}

/// The word as it is written, then in other spellings of the same letters.
fn literal(index: &Index, word: &str) -> Expansion {
    let mut found = Expansion::default();
    index.lexicon.for_each(&Pattern::new(word), |it| {
        let weight = if it.form == word { ranking::EXACT } else { ranking::FOLDED };
        found.forms.push((it.ordinal, weight));
    });
    found
}

/// Forms with the word's stem, for a word that the lexicon lacks in this form.
fn add_inflected(index: &Index, word: &str, found: &mut Expansion) {
    for stemmer in &index.stemmers {
        let stem = stemmer.stem(word);
        let shared = stem.chars().count().saturating_sub(CHANGED).max(SHARED);
        let beginning: String = stem.chars().take(shared).collect();
        let whole = Pattern::new(&stem);
        let mut forms = Vec::new();
        index.lexicon.for_each(&Pattern::new(&beginning).prefix(), |it| {
            if whole.matches(&stemmer.stem(it.form)) {
                forms.push(it.ordinal);
            }
        });
        forms.into_iter().for_each(|form| found.push_term(index, form, ranking::INFLECTED));
    }
}

fn add_completions(index: &Index, word: &str, found: &mut Expansion) {
    let forms = completions(index, word).into_iter().take(MAX_COMPLETIONS);
    forms.for_each(|form| found.push(form, ranking::COMPLETED));
}

/// Forms that begin like `word`, the most frequent first.
pub(crate) fn completions(index: &Index, word: &str) -> Vec<u32> {
    let mut forms = Vec::new();
    index.lexicon.for_each(&Pattern::new(word).prefix(), |it| forms.push(it.ordinal));
    sorted_by_key(forms, |&form| rarest_last(index.postings.frequency(form)))
}

/// Edits allowed in a word that the lexicon lacks.
fn allowed_edits(word: &str) -> usize {
    match word.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Takes an unknown word for those that it is most likely a misspelling of.
fn correct(index: &Index, word: &Word, found: &mut Expansion) {
    let edits = allowed_edits(&word.text);
    if edits == 0 {
        return;
    }
    let whole = Pattern::new(&word.text).edits(edits);
    let fixed = whole.clone().first_letter_fixed();
    let mut patterns = vec![fixed.clone()];
    if word.unfinished {
        patterns.push(fixed.prefix());
    }
    patterns.push(whole);
    let candidates = patterns.iter().map(|pattern| candidates(index, &word.text, pattern));
    let Some(candidates) = candidates.into_iter().find(|found| !found.is_empty()) else { return };
    found.correction = candidates.first().map(|best| best.form.clone());
    candidates.iter().for_each(|candidate| found.push_candidate(index, candidate));
}

/// A word that only rare forms share the stem of may rather be a misspelling of
/// a frequent one: "menschenhandl" has the stem of "menschenhändler". Of short
/// words too many are one edit away from another.
fn correct_stem(index: &Index, word: &str, found: &mut Expansion) {
    let most = found.forms.iter().map(|&(form, _)| term_frequency(index, form)).max();
    let Some(most) = most.filter(|&most| most <= ranking::RARE) else { return };
    let pattern = Pattern::new(word).edits(allowed_edits(word) / 2).first_letter_fixed();
    let nearest = candidates(index, word, &pattern).into_iter().next();
    let Some(nearest) = nearest.filter(|it| term_frequency(index, it.ordinal) > most) else {
        return;
    };
    found.push_candidate(index, &nearest);
    found.correction = Some(nearest.form);
}

/// A rare word may itself be misspelt in its article, or have two spellings:
/// neighbours that are not rarer, of it or of the form that it was found by,
/// are found as well, far below.
fn add_alternatives(index: &Index, word: &str, found: &mut Expansion) {
    let frequency = |form: u32| index.postings.frequency(form);
    let forms = found.forms.iter().map(|&(form, _)| form);
    let Some(most) = forms.max_by_key(|&form| frequency(form)) else { return };
    if frequency(most) > ranking::RARE {
        return;
    }
    let found_by = index.lexicon.form(most);
    for word in [Some(word), found_by.as_deref()].into_iter().flatten() {
        let edits = match word.chars().count() {
            0..=7 => continue,
            8..=11 => 1,
            _ => 2,
        };
        let pattern = Pattern::new(word).edits(edits).first_letter_fixed();
        for candidate in candidates(index, word, &pattern) {
            if frequency(candidate.ordinal) >= frequency(most) {
                found.push_term(index, candidate.ordinal, ranking::ALTERNATIVE);
            }
        }
    }
}

struct Candidate {
    form: String,
    ordinal: u32,
    edits: usize,
}

/// What `pattern` matches, the best corrections of `word` first: near ones, and
/// of those the likely and frequent ones.
fn candidates(index: &Index, word: &str, pattern: &Pattern) -> Vec<Candidate> {
    let mut found = Vec::new();
    index.lexicon.for_each(pattern, |it| {
        found.push(Candidate { form: it.form.to_owned(), ordinal: it.ordinal, edits: it.edits });
    });
    let likely = |it: &Candidate| {
        let frequency = term_frequency(index, it.ordinal) as f32
            + ranking::OWN_FREQUENCY * index.postings.frequency(it.ordinal) as f32;
        // As far as a score goes: larger is better, and none is negative.
        ranking::LIKELY * frequency.ln_1p()
            + (word.len() as f32 - spelling::cost(word, &it.form)).max(0.0)
    };
    let mut found = sorted_by_key(found, |it| join(it.edits as u32, descending(likely(it))));
    found.truncate(MAX_CORRECTIONS);
    found
}

/// A key that puts what is frequent first.
pub(super) fn rarest_last(frequency: u32) -> u64 {
    u64::from(u32::MAX - frequency)
}

/// Postings of all forms of a form's term.
pub(super) fn term_frequency(index: &Index, form: u32) -> u32 {
    let forms = index.terms.forms(index.terms.of(form));
    forms.iter().map(|&form| index.postings.frequency(form)).sum()
}
