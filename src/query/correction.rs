//! What a word may have been meant for that the lexicon lacks, or that hardly any text has: forms
//! that are a slip away, that it begins, or that its stem leads to by chance.

use crate::Index;
use crate::analysis::fold::bases;
use crate::lexicon::Match;
use crate::lexicon::pattern::Pattern;
use crate::order::{descending, largest_first, sorted_by_key};
use crate::query::expansion::{Expansion, frequency, term_frequency};
use crate::query::parser::Word;
use crate::query::{compounds, spelling};

/// How many times as frequent something likelier must be.
const LIKELIER: u32 = 8;

/// Corrections of a misspelt word that are searched: the nearest, then the
/// most frequent.
const MAX_CORRECTIONS: usize = 8;

/// Letters of an ending.
const ENDING: usize = 2;

/// Letters of a word in which any edit is allowed; in shorter ones only the most frequent slips.
const ONE_EDIT: usize = 4;

/// Letters of an unfinished word from which on it is rather the beginning of another, misspelt,
/// than a shorter one.
const BEGUN: usize = 6;

/// Letters of a word that is more likely misspelt than another word's neighbour.
const LONG: usize = 8;

/// Adds what is one slip away from a word and far more frequent than all that was found for it: who
/// types "merkl" means Merkel rather than "merklich", and where one text has "Werzeug", others have
/// "Werkzeug".
pub(super) fn add_likelier(index: &Index, word: &str, found: &mut Expansion) {
    let completed = frequency(index, found);
    if completed == 0 || allowed_edits(word) == 0 {
        return;
    }
    let pattern = Pattern::new(word).edits(1).first_letter_fixed();
    for it in candidates(index, word, &[pattern]) {
        if spelling::is_slip(word, it.form)
            && term_frequency(index, it.ordinal) > completed.saturating_mul(LIKELIER)
        {
            push(index, &it, &it, found);
        }
    }
}

/// Adds a correction, which counts the less the less likely it is than the best one.
fn push(index: &Index, candidate: &Candidate<'_>, best: &Candidate<'_>, found: &mut Expansion) {
    let worse = best.likely - candidate.likely;
    let weight =
        index.ranking.corrected.get(best.edits.max(candidate.edits)).copied().unwrap_or(0.0)
            * (1.0 - index.ranking.worse * worse).max(0.0);
    found.push(candidate.ordinal, weight);
    found.push_term(index, candidate.ordinal, weight * index.ranking.inflected);
}

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
pub(super) fn correct(index: &Index, word: &Word, found: &mut Expansion) {
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
            push(index, candidate, best, found);
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
pub(super) fn correct_stem(index: &Index, word: &str, found: &mut Expansion) {
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
