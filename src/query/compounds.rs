//! Compounds: a word also stands for the forms that contain it, and one that the
//! lexicon lacks for the parts that it is made of.
//!
//! No dictionary is asked. What looks like a part by chance costs little, as
//! such forms count far less than the word itself; to ask that the rest be a
//! known word as well gains nothing, and a rest ("Landes-" in
//! "Landespräventionsrat") often stands nowhere alone.

use crate::Index;
use crate::analysis::fold;
use crate::analysis::tokenizer::FEMALE;
use crate::lexicon::pattern::Pattern;
use crate::order::{largest_first, sorted_by_key};
use crate::query::expansion::{CompoundParts, Expansion, term_frequency};
use crate::query::side_by_side::phrase;
use crate::ranking::EXACT;

/// Compounds of a word that are searched: the most frequent. What is part of
/// more is an ending ("-lich") rather than a word.
pub(crate) const MAX_COMPOUNDS: usize = 256;

/// Documents with the rarer of two words that are read for whether they stand side by side.
const MAX_APART: u32 = 256;

/// Letters that a word has at least to be looked for within others.
pub(crate) const PART: usize = 4;

/// Letters of a shorter one, behind a known word only: "Bundesrat", but not "Literat". How many of
/// the forms that end so are looked at: the most frequent.
pub(crate) const SHORT_PART: usize = 3;
const MAX_SHORT: usize = 128;

/// Letters that must be left of a form for it to be more than an inflection.
pub(crate) const REST: usize = 2;

/// Letters that are cut off a word to look for it within others, at most.
const CUT: usize = 3;

/// Letters of a second part behind one that is looked for: what is shorter is rather the end of
/// another word, as in "Europa" and "Rentier".
const HEAD: usize = 4;

/// What German puts between parts.
pub(crate) const LINKS: [&str; 7] = ["", "s", "es", "n", "en", "er", "e"];

/// Letters of a first part, and of a second, from which on they tell that the other one is a word,
/// and what may link them. Of 13,625 misspellings made at random in a lexicon of 35,000 words 1.4 %
/// would pass for one; of 175 that people made, none.
const SURE: usize = 4;
const SURE_HEAD: usize = 5;
const SURE_LINKS: [&str; 5] = ["", "s", "es", "n", "en"];

/// Letters of a first part without what links it.
const FIRST_PART: usize = 3;

fn can_be_part(index: &Index, part: &str) -> bool {
    // "innen" is rather the end of "Bürgerinnen" than a part of it.
    index.compounding && part.chars().count() >= PART && !FEMALE.contains(&part)
}

/// Adds the forms that contain a word: at their end, where the main part of a
/// compound is, at their beginning, or within.
pub(super) fn add_containing(index: &Index, found: &mut Expansion) {
    let itself = found.best();
    let part = stem(index, found);
    let mut compounds = match part.chars().count() {
        SHORT_PART if index.compounding && !found.stop_word => ending_with(index, part, found),
        _ => containing(index, part, REST, found),
    };
    compounds.iter_mut().for_each(|(_, weight)| *weight *= itself);
    found.push_most_frequent(index, compounds, MAX_COMPOUNDS);
}

/// Adds the compounds that an unknown word is a part of, or may be if nothing `is_sure`.
pub(super) fn add_known_part(index: &Index, word: &str, is_sure: bool, found: &mut Expansion) {
    let ending = if is_sure { REST } else { 1 };
    let compounds = containing(index, fold::bases(word), ending, found);
    if compounds.is_empty() {
        found.part.clear();
    }
    found.push_most_frequent(index, compounds, MAX_COMPOUNDS);
}

/// Whether compounds of this word and a known one tell that it is a word, too: "Bergkäse" and
/// "Käseplatte", that "Käse" is none misspelt.
pub(super) fn is_part(index: &Index, word: &str) -> bool {
    let word = fold::bases(word);
    if !can_be_part(index, &word) {
        return false;
    }
    let compounds = index.lexicon.parts().containing(&word);
    compounds.iter().take(MAX_COMPOUNDS).any(|it| {
        let (before, behind) = (it.before.chars().count(), it.behind.chars().count());
        match behind {
            0 | 1 if before >= SURE => {
                it.behind != "t" && first_part_of(index, it.before).is_some()
            }
            SURE_HEAD.. if before == 0 => is_linked(index, it.behind),
            _ => false,
        }
    })
}

/// Whether this is a known word behind what links it to the first part of a compound.
fn is_linked(index: &Index, behind: &str) -> bool {
    let heads = SURE_LINKS.iter().filter_map(|link| behind.strip_prefix(*link));
    heads.filter(|head| head.chars().count() >= SURE_HEAD).any(|head| known(index, head).is_some())
}

/// The forms that contain a word, or what its forms have in common, with so many letters of an ending
/// behind it: [`REST`] of a known word, fewer of an unknown one, which counts at either end only.
fn containing(
    index: &Index,
    part: String,
    ending: usize,
    found: &mut Expansion,
) -> Vec<(u32, f32)> {
    let mut compounds = Vec::new();
    if !can_be_part(index, &part) {
        return compounds;
    }
    let is_german = index.has_german();
    for it in index.lexicon.parts().containing(&part) {
        let weight = match (it.before.chars().count(), it.behind.chars().count()) {
            // "akzeptiert" does not end with "Tier".
            (REST.., behind) if behind <= ending && !(is_german && it.behind == "t") => {
                index.ranking.part_at_end
            }
            (0, HEAD..) => index.ranking.part_elsewhere,
            // "Asil" is misspelt rather than a part of "Brasilianer".
            (REST.., _) if ending == REST => index.ranking.part_elsewhere,
            _ => continue,
        };
        compounds.push((it.ordinal, weight));
    }
    found.part = part;
    compounds
}

/// The forms that a short word ends behind a known one.
fn ending_with(index: &Index, part: String, found: &mut Expansion) -> Vec<(u32, f32)> {
    let mut ends = Vec::new();
    for it in index.lexicon.parts().containing(&part) {
        if it.before.chars().count() >= FIRST_PART && it.behind.chars().count() <= REST {
            ends.push(it);
        }
    }
    let mut compounds = Vec::new();
    let frequent = sorted_by_key(ends, |it| largest_first(index.postings.frequency(it.ordinal)));
    for it in frequent.into_iter().take(MAX_SHORT) {
        if it.behind != "t" && first_part_of(index, it.before).is_some() {
            compounds.push((it.ordinal, index.ranking.part_at_end));
        }
    }
    found.part = part;
    compounds
}

/// What the forms of a word have in common, folded: its stem, or more of it, as "sich" has little
/// to do with "Sicherheit".
pub(super) fn stem(index: &Index, found: &Expansion) -> String {
    let form = found.spelling(index);
    let stem = index.languages.first().map_or(form, |language| language.endings.stem(form));
    let least = form.char_indices().rev().nth(CUT - 1).map_or(0, |(at, _)| at);
    let stem = form.get(..stem.len().max(least)).unwrap_or(stem);
    // Of a short stem the word says more: "Lager" has the stem "lag".
    fold::bases(if stem.chars().count() < PART { form } else { stem })
}

/// The two known words that `word` is made of, if it is; of several ways to part it,
/// the one whose rarer word is the most frequent.
fn best_split(index: &Index, word: &str) -> Option<(u32, u32)> {
    let mut best = (0, None);
    for (at, _) in word.char_indices().skip(PART) {
        let Some((first, second)) = split(index, word, at) else { continue };
        let frequency = term_frequency(index, first).min(term_frequency(index, second));
        if frequency >= best.0 {
            best = (frequency, Some((first, second)));
        }
    }
    best.1
}

impl Index {
    /// The two words of the articles that a compound, in lower case, is made of, if it is.
    pub fn parts(&self, word: &str) -> Option<[String; 2]> {
        let (first, second) = best_split(self, word)?;
        Some([self.lexicon.form(first)?.to_owned(), self.lexicon.form(second)?.to_owned()])
    }
}

/// Whether a word is made of two that are known.
pub(super) fn is_compound(index: &Index, word: &str) -> bool {
    index.compounding && best_split(index, word).is_some()
}

/// Adds the two known words that `word` is made of, if it is. A compound that is
/// known finds documents with both, "Menschenhandel" any "Handel mit Menschen" but not
/// any "Handel"; an unknown one those with either too.
pub(super) fn add_parts(index: &Index, word: &str, found: &mut Expansion) {
    if !index.compounding {
        return;
    }
    let Some((first, second)) = best_split(index, word) else {
        if found.correction.is_none() && known(index, word).is_none() {
            add_head(index, word, found);
            if found.is_empty() {
                add_beginning(index, word, found);
            }
        }
        return;
    };
    let (together, alone) = match found.forms.is_empty() {
        true => (index.ranking.parts_of_unknown, index.ranking.part_alone),
        false => (index.ranking.parts, 0.0),
    };
    // The main part of a known one must be a word there: a text on women and Menschenhandel
    // is none on "Frauenhandel".
    let words = [part(index, first, true), part(index, second, alone > 0.0)];
    found.parts.push(CompoundParts { words, together, alone, least: index.ranking.inflected });
}

/// Adds the two known words that stand side by side where an unknown one is looked for, as "Wi-Fi"
/// for "wifi" and "AB-1234" for "AB1234".
pub(super) fn add_apart(index: &Index, word: &str, found: &mut Expansion) {
    for (at, _) in word.char_indices().skip(1) {
        let Some((first, second)) = word.split_at_checked(at) else { continue };
        let known = [first, second].map(|part| known(index, part));
        if let [Some(first), Some(second)] = known
            // "Anden" is not "an den", which any text has.
            && !(index.is_stop_form(first) && index.is_stop_form(second))
            && [first, second].map(|form| index.postings.frequency(form)).into_iter().min()
                <= Some(MAX_APART)
        {
            let words = [first, second].map(|form| {
                let mut part = Expansion::default();
                part.push(form, EXACT);
                part
            });
            let phrase = phrase(index, words.into());
            if !phrase.documents.is_empty() {
                found.phrases.push(phrase);
            }
        }
    }
}

/// Adds the longest known word that ends an unknown one: "springen" of "Skispringen".
fn add_head(index: &Index, word: &str, found: &mut Expansion) {
    for (at, _) in word.char_indices().skip(FIRST_PART) {
        let head = word.get(at..).unwrap_or_default();
        // Nobody knows the first part, so the second must say more.
        if head.chars().count() <= HEAD {
            return;
        }
        if let Some(head) = known(index, head) {
            return found.push_term(index, head, index.ranking.part_alone);
        }
    }
}

/// Adds the longest known word that begins an unknown one: "Kaffee" of "Kaffeeröstung".
fn add_beginning(index: &Index, word: &str, found: &mut Expansion) {
    for (at, _) in word.char_indices().rev().skip(HEAD - 1) {
        let (first, _) = word.split_at_checked(at).unwrap_or_default();
        if first.chars().count() <= HEAD {
            return;
        }
        if let Some(first) = first_part_of(index, first) {
            return found.push_term(index, first, index.ranking.part_alone);
        }
    }
}

/// What a part of a compound stands for: the word itself, and also its own compounds if
/// it is `loose`.
fn part(index: &Index, form: u32, loose: bool) -> Expansion {
    let mut part = Expansion::default();
    part.push(form, EXACT);
    part.push_term(index, form, index.ranking.inflected);
    if loose {
        add_containing(index, &mut part);
    }
    part
}

/// The forms of the compound that two words make.
pub(crate) fn joined(index: &Index, first: &str, second: &str) -> Vec<(u32, f32)> {
    let mut found = Expansion::default();
    // "20:15" is no 2015, but "10 000" is 10000.
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let are_numbers = is_digit(first.as_bytes().last()) && is_digit(second.as_bytes().first());
    if are_numbers && second.len() != 3 {
        return found.forms;
    }
    for link in &LINKS {
        let compound = [first, *link, second].concat();
        if let Some(form) = known(index, &compound) {
            found.push_term(index, form, index.ranking.joined);
        }
    }
    found.forms
}

/// The forms that `word` is made of if it is parted before the byte `at`.
fn split(index: &Index, word: &str, at: usize) -> Option<(u32, u32)> {
    let (first_part, second) = word.split_at_checked(at)?;
    if second.chars().count() < PART {
        return None;
    }
    // "Honigbiene" ends with the singular of what the articles may have in the plural only.
    let inflected = || LINKS.iter().find_map(|ending| known(index, &[second, *ending].concat()));
    let second = known(index, second).or_else(inflected)?;
    Some((first_part_of(index, first_part)?, second))
}

/// The form that is the first part of a compound, whatever links it to the second.
fn first_part_of(index: &Index, first_part: &str) -> Option<u32> {
    let mut best = (0, None);
    for link in &LINKS {
        let first = first_part.strip_suffix(*link).unwrap_or_default();
        if first.chars().count() < FIRST_PART {
            continue;
        }
        let Some(first) = known(index, first) else { continue };
        let frequency = term_frequency(index, first);
        if frequency >= best.0 {
            best = (frequency, Some(first));
        }
    }
    // "Grenzzaun" leaves out the e of "Grenze".
    best.1.or_else(|| known(index, &[first_part, "e"].concat()))
}

/// What may be the second part of a compound, as far as can be told from its first part.
pub(crate) fn second_parts<'w>(index: &Index, word: &'w str) -> Vec<&'w str> {
    let mut parts = Vec::new();
    for (at, _) in word.char_indices().skip(FIRST_PART) {
        let Some((first, second)) = word.split_at_checked(at) else { continue };
        if index.compounding
            && second.chars().count() >= PART
            && first_part_of(index, first).is_some()
        {
            parts.push(second);
        }
    }
    parts
}

/// A form that is `word`, folded.
pub(crate) fn known(index: &Index, word: &str) -> Option<u32> {
    if !index.lexicon.may_hold(word) {
        return None;
    }
    let mut form = None;
    index.lexicon.for_each(&Pattern::new(word), &mut |it| form = form.or(Some(it.ordinal)));
    form
}
