//! A word of a query → the forms of the lexicon that it stands for, each with a
//! weight: as written, folded, inflected, completed, corrected.

use crate::Index;
use crate::analysis::fold::bases;
use crate::analysis::tokenizer::{is_unspaced, without_article};
use crate::languages::Language;
use crate::lexicon::Match;
use crate::lexicon::pattern::Pattern;
use crate::order::{descending, largest_first, sorted_by_key};
use crate::query::parser::Word;
use crate::query::{compounds, gender, inflection, spelling};
use crate::ranking::EXACT;

/// Completions of an unfinished word that are searched: the most frequent.
const MAX_COMPLETIONS: usize = 256;

/// Completions beside which something likelier is looked for, and how many times as frequent that
/// must be.
const FEW: usize = 3;
const LIKELIER: u32 = 8;

/// Documents that may hold a slip of their author's.
const RARE: u32 = 3;

/// Corrections of a misspelt word that are searched: the nearest, then the
/// most frequent.
const MAX_CORRECTIONS: usize = 8;

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

    /// Adds a correction, which counts the less the less likely it is than the best one.
    fn push_candidate(&mut self, index: &Index, candidate: &Candidate<'_>, best: &Candidate<'_>) {
        let worse = best.likely - candidate.likely;
        let weight =
            index.ranking.corrected.get(best.edits.max(candidate.edits)).copied().unwrap_or(0.0)
                * (1.0 - index.ranking.worse * worse).max(0.0);
        self.push(candidate.ordinal, weight);
        self.push_term(index, candidate.ordinal, weight * index.ranking.inflected);
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
        found.push_term(index, form, index.ranking.inflected);
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
        add_likelier(index, &word.text, found);
    }
    if word.unfinished {
        add_completions(index, &word.text, found);
        if !known && found.forms.len() <= FEW {
            match compounds::is_part(index, &word.text) {
                true => compounds::add_known_part(index, &word.text, true, found),
                false => add_likelier(index, &word.text, found),
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
                correct(index, word, found);
            }
        }
    } else if !known && !by_rule && by_stem > 0 {
        correct_stem(index, &word.text, found);
    }
    // Of an unfinished word nobody knows yet what it will be a part of.
    if !word.unfinished || by_stem > 0 || found.unknown {
        compounds::add_containing(index, found);
        add_related(index, found);
        compounds::add_parts(index, &word.text, found);
    }
}

/// Adds forms that share most of their letters from the beginning on: other
/// words of one family, as "verteidigen" and "Verteidigung", which have no stem in common.
fn add_related(index: &Index, found: &mut Expansion) {
    let stem = compounds::stem(index, found);
    let stem_length = stem.chars().count();
    let shared = RELATED.max((stem_length * 2).div_ceil(3));
    if shared > stem_length {
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
        // Who writes "schön" does not mean "schon".
        found.forms.retain(|&(form, weight)| weight == EXACT || !index.is_stop_form(form));
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

/// Adds what is one slip away from a word and far more frequent than all that was found for it: who
/// types "merkl" means Merkel rather than "merklich", and where one text has "Werzeug", others have
/// "Werkzeug".
fn add_likelier(index: &Index, word: &str, found: &mut Expansion) {
    let completed = frequency(index, found);
    if completed == 0 || allowed_edits(word) == 0 {
        return;
    }
    let pattern = Pattern::new(word).edits(1).first_letter_fixed();
    for it in candidates(index, word, &[pattern]) {
        if spelling::is_slip(word, it.form)
            && term_frequency(index, it.ordinal) > completed.saturating_mul(LIKELIER)
        {
            found.push_candidate(index, &it, &it);
        }
    }
}

/// Postings of all that was found.
fn frequency(index: &Index, found: &Expansion) -> u32 {
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
    sorted_by_key(forms, |&form| largest_first(index.postings.frequency(form)))
}

/// Letters of a word in which any edit is allowed; in shorter ones only the most frequent slips.
const ONE_EDIT: usize = 4;

/// Letters of an unfinished word from which on it is rather the beginning of another, misspelt,
/// than a shorter one.
const BEGUN: usize = 6;

/// Letters of a word that is more likely misspelt than another word's neighbour.
const LONG: usize = 8;

/// Edits allowed in a word that the lexicon lacks. Another number is another thing.
fn allowed_edits(word: &str) -> usize {
    match word.chars().count() {
        _ if word.contains(char::is_numeric) => 0,
        0..3 => 0,
        3..LONG => 1,
        _ => 2,
    }
}

/// Takes an unknown word for those that it is most likely a misspelling of, or for a
/// part of compounds if no slip of the fingers explains it.
fn correct(index: &Index, word: &Word, found: &mut Expansion) {
    let candidates = corrections(index, word);
    let best = candidates.first();
    let is_near = |it: &Candidate<'_>| {
        spelling::cost(&word.text, it.form) <= index.ranking.slip && !index.is_stop_word(it.form)
    };
    let is_part = compounds::is_part(index, &word.text);
    if is_part || !best.is_some_and(is_near) {
        compounds::add_known_part(index, &word.text, is_part, found);
    }
    found.unknown = found.forms.is_empty();
    // A compound of known words is rather a rare word than one with two errors.
    let is_meant = |it: &&Candidate<'_>| {
        it.edits < 2 || is_near(it) || !compounds::is_compound(index, &word.text)
    };
    if let (Some(best), true) = (best.filter(is_meant), found.unknown) {
        found.correction = Some(best.form.to_owned());
        for candidate in &candidates {
            found.push_candidate(index, candidate, best);
        }
    }
}

/// What a word may have been meant for, the likeliest first: what is one slip away, or two
/// behind the first letter; else what the unfinished word may become.
fn corrections<'i>(index: &'i Index, word: &Word) -> Vec<Candidate<'i>> {
    let edits = allowed_edits(&word.text);
    if edits == 0 {
        return Vec::new();
    }
    let whole = Pattern::new(&word.text).edits(1);
    let fixed = whole.clone().first_letter_fixed();
    let mut near = vec![whole];
    if word.text.chars().count() >= index.ranking.two_edits as usize {
        near.push(fixed.clone().edits(2));
    }
    let mut found = candidates(index, &word.text, &near);
    if word.unfinished && found.is_empty() {
        return candidates(index, &word.text, &[fixed.edits(edits).prefix()]);
    }
    let is_slip = found.first().is_some_and(|it| spelling::is_slip(&word.text, it.form));
    if word.unfinished && !is_slip && word.text.chars().count() >= BEGUN {
        found.extend(begun(index, &word.text, fixed.edits(1).prefix()));
        found = sorted_by_key(found, |it| descending(it.likely));
        found.truncate(MAX_CORRECTIONS);
    }
    found
}

/// What an unfinished word may become, as far as it is typed: "Deckkraft" of "deckra".
fn begun<'i>(index: &'i Index, word: &str, pattern: Pattern) -> Vec<Candidate<'i>> {
    let mut forms = Vec::new();
    index.lexicon.for_each(&pattern, &mut |it| forms.push((it.ordinal, it.edits)));
    let forms = sorted_by_key(forms, |&(form, _)| largest_first(index.postings.frequency(form)));
    let letters = word.chars().count();
    let mut found = Vec::new();
    for (ordinal, edits) in forms.into_iter().take(MAX_CORRECTIONS) {
        let form = index.lexicon.form(ordinal).unwrap_or_default();
        let mut cost = f32::INFINITY;
        for length in letters - 1..letters + 2 {
            let end = form.char_indices().nth(length).map_or(form.len(), |(at, _)| at);
            cost = cost.min(spelling::cost(word, form.get(..end).unwrap_or_default()));
        }
        let likely = likelihood(index, ordinal, word, cost);
        found.push(Candidate { form, ordinal, edits, likely });
    }
    found
}

/// A word that is only known by its stem may be a misspelling: "menschenhandl" has
/// the stem of "menschenhändler". The nearest form counts nearly as if it had been typed, if
/// it is one of the stem's, or nearer than all of these by more than chance. Or it is another word,
/// which compounds tell.
fn correct_stem(index: &Index, word: &str, found: &mut Expansion) {
    let pattern = Pattern::new(word).edits(allowed_edits(word)).first_letter_fixed();
    let nearest = candidates(index, word, &[pattern]).into_iter().next();
    let of_stem = found
        .forms
        .iter_mut()
        .find(|(form, _)| nearest.as_ref().is_some_and(|it| it.ordinal == *form));
    if let Some((_, weight)) = of_stem {
        *weight = index.ranking.folded;
        return;
    }
    let letters = bases(word);
    let is_form = |form: &str| {
        bases(form).strip_prefix(&letters).is_some_and(|ending| ending.len() <= ENDING)
    };
    let has_ending =
        found.forms.iter().any(|&(form, _)| index.lexicon.form(form).is_some_and(is_form));
    if compounds::is_part(index, word) {
        if !has_ending && !is_part_itself(index, found) {
            put_compounds_first(index, word, found);
        }
        return;
    }
    // "Heft" is rather that of "Heften" than "Haft".
    if has_ending && word.chars().count() < LONG {
        return;
    }
    let Some(nearest) = nearest.filter(|it| !index.is_stop_word(it.form)) else { return };
    let mut least = f32::INFINITY;
    for &(form, _) in &found.forms {
        if let Some(form) = index.lexicon.form(form) {
            least = least.min(spelling::cost(word, form));
        }
    }
    if spelling::cost(word, nearest.form) + index.ranking.nearer < least {
        found.push(nearest.ordinal, index.ranking.folded);
        found.push_term(index, nearest.ordinal, index.ranking.inflected);
        found.correction = Some(nearest.form.to_owned());
    }
}

/// Whether what was found is part of compounds, too. Else a word that is one has its stem by chance,
/// as "Behälter" that of "behalten": nothing is called "Gasbehalten".
fn is_part_itself(index: &Index, found: &Expansion) -> bool {
    let is_part = |form: &str| compounds::is_part(index, form);
    found.forms.iter().any(|&(form, _)| index.lexicon.form(form).is_some_and(is_part))
}

/// Puts the compounds of a word before what has its stem by chance, which counts no more.
fn put_compounds_first(index: &Index, word: &str, found: &mut Expansion) {
    let by_chance = std::mem::take(&mut found.forms);
    compounds::add_known_part(index, word, true, found);
    by_chance.into_iter().for_each(|(form, _)| found.push(form, index.ranking.part_at_end));
}

struct Candidate<'i> {
    form: &'i str,
    ordinal: u32,
    edits: usize,
    /// How likely it was meant, where one costs as much as a wrong letter.
    likely: f32,
}

/// How alike a word and another are by what it costs to type one for the other; as far as a key
/// goes: larger is better, and none is negative.
fn alike(word: &str, cost: f32) -> f32 {
    (word.len() as f32 - cost).max(0.0)
}

/// How likely a form was meant that it costs so much to type `word` for.
fn likelihood(index: &Index, form: u32, word: &str, cost: f32) -> f32 {
    // The form itself counts twice.
    let frequency = term_frequency(index, form) + index.postings.frequency(form);
    index.ranking.likely * (frequency as f32).ln_1p() + alike(word, cost)
}

/// What `patterns` match, the best corrections of `word` first.
fn candidates<'i>(index: &'i Index, word: &str, patterns: &[Pattern]) -> Vec<Candidate<'i>> {
    let alike = |form: &str| alike(word, spelling::cost(word, form));
    let likely =
        |it: &Match<'_>| likelihood(index, it.ordinal, word, spelling::cost(word, it.form));
    let mut found: Vec<Candidate<'i>> = Vec::new();
    for pattern in patterns {
        // No pattern finds a form twice, and an unfinished word may be thousands.
        let before = found.len();
        index.lexicon.for_each(pattern, &mut |it| {
            if !found.iter().take(before).any(|known| known.ordinal == it.ordinal) {
                let likely = likely(&it);
                let Match { ordinal, edits, .. } = it;
                let form = index.lexicon.form(ordinal).unwrap_or_default();
                found.push(Candidate { form, ordinal, edits, likely });
            }
        });
    }
    if word.chars().count() < ONE_EDIT {
        found.retain(|it| spelling::is_slip(word, it.form));
    }
    let mut found = sorted_by_key(found, |it| descending(it.likely));
    found.truncate(MAX_CORRECTIONS);
    // That a stop word is frequent says nothing of what somebody looks for.
    for it in &mut found {
        if index.is_stop_word(it.form) {
            it.likely = 2.0 * index.ranking.likely + alike(it.form);
        }
    }
    found = sorted_by_key(found, |it| descending(it.likely));
    // Nor is one looked for unless it was surely meant: "nciht" is "nicht", but "Wein" not "wenn".
    let is_meant = |it: &Candidate<'_>| {
        word.chars().count() >= LONG - 1 || spelling::cost(word, it.form) <= index.ranking.slip
    };
    match found.first() {
        Some(best) if index.is_stop_word(best.form) && is_meant(best) => found.truncate(1),
        _ => found.retain(|it| !index.is_stop_word(it.form)),
    }
    found
}

/// Postings of all forms of a form's term.
pub(super) fn term_frequency(index: &Index, form: u32) -> u32 {
    let forms = index.terms.forms(index.terms.of(form));
    forms.iter().map(|&form| index.postings.frequency(form)).sum()
}
