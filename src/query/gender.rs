//! German words for people: one for men and one for women stand for each other,
//! as Migrant, Migranten, Migrantin and Migrantinnen do. Migrant:innen is read as
//! Migrantinnen by the tokenizer.

use crate::Index;
use crate::analysis::tokenizer::FEMALE;
use crate::query::compounds::{known, stem};
use crate::query::expansion::Expansion;

/// What a word for men has instead: Schüler, Experte, Migranten.
const MALE: [&str; 4] = ["", "e", "en", "n"];

/// Letters that are left of a word at least: "Ruin" is none for women.
const SHORTEST: usize = 4;

/// Adds the forms for the other gender.
pub(super) fn add(index: &Index, word: &str, found: &mut Expansion) {
    if !index.has_german() {
        return;
    }
    let person = FEMALE.into_iter().find_map(|ending| word.strip_suffix(ending));
    let person = person.filter(|person| person.chars().count() >= SHORTEST);
    let (person, endings): (_, &[&str]) = match person {
        Some(person) => (person.to_owned(), &MALE),
        None => (stem(index, found), &FEMALE),
    };
    if person.chars().count() < SHORTEST {
        return;
    }
    for ending in endings.iter().chain(&FEMALE) {
        if let Some(form) = known(index, &[&person, *ending].concat()) {
            found.push_term(index, form, index.ranking.gender);
        }
    }
}
