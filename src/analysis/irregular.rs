//! German nouns and adjectives of which Snowball does not know that they are one word: "Virus" and
//! "Viren", "Kaufmann" and "Kaufleute", "dunkel" and "dunkle".

use std::sync::LazyLock;

use crate::analysis::{MainForms, by_form};

/// Letters of a form from which on compounds end with it, and of what stands before it.
const IN_COMPOUNDS: usize = 5;
const FIRST_PART: usize = 3;

/// Nouns, and those of their forms that have another stem.
const NOUNS: [(&str, &str); 27] = [
    ("album", "alben"),
    ("atlas", "atlanten"),
    ("baby", "babies babys"),
    ("bau", "bauten"),
    ("bonus", "boni bonusse"),
    ("bus", "busse bussen busses"),
    ("epos", "epen"),
    ("forum", "foren fora"),
    ("globus", "globen globusse"),
    ("gymnasium", "gymnasien"),
    ("index", "indizes indices"),
    ("kaktus", "kakteen"),
    ("klima", "klimata klimas"),
    ("komma", "kommata kommas"),
    ("konto", "konten kontos konti"),
    ("lexikon", "lexika"),
    ("matrix", "matrizen"),
    ("mythos", "mythen mythus"),
    ("pizza", "pizzen pizzas"),
    ("praktikum", "praktika"),
    ("prinzip", "prinzipien"),
    ("risiko", "risiken risikos"),
    ("saal", "säle sälen"),
    ("schema", "schemata schemas"),
    ("thema", "themen themata themas"),
    ("virus", "viren"),
    ("visum", "visa visen"),
];

/// The ends of nouns for people, many and one.
const PEOPLE: [(&str, &str); 2] = [("leute", "mann"), ("leuten", "mann")];

/// What is left of adjectives before an ending, and those.
const ADJECTIVES: [(&str, &str); 9] = [
    ("dunkl", "dunkel"),
    ("edl", "edel"),
    ("eitl", "eitel"),
    ("heikl", "heikel"),
    ("makabr", "makaber"),
    ("saur", "sauer"),
    ("teur", "teuer"),
    ("ungeheur", "ungeheuer"),
    ("übl", "übel"),
];

/// The end of others, as "flexibel".
const ABLE: (&str, &str) = ("bl", "bel");

/// Endings of adjectives, and of those that compare.
const PLAIN_ENDINGS: [&str; 5] = ["e", "em", "en", "er", "es"];
const ENDINGS: [&str; 10] = ["e", "em", "en", "er", "es", "ere", "erem", "eren", "erer", "eres"];

static SINGULARS: LazyLock<MainForms> = LazyLock::new(|| by_form(&NOUNS));

/// The word that this is such a form of.
pub(super) fn main_form_of(word: &str) -> Option<String> {
    noun_of(word).or_else(|| ENDINGS.iter().find_map(|it| adjective_of(word.strip_suffix(it)?)))
}

/// The forms of such a word that is no compound; of adjectives those that compare nothing.
pub(super) fn forms_of(main: &str) -> Vec<String> {
    let noun = NOUNS.iter().find(|(noun, _)| *noun == main);
    let nouns = noun.into_iter().flat_map(|(_, forms)| forms.split(' ')).map(str::to_owned);
    let adjective = ADJECTIVES.iter().find(|(_, whole)| *whole == main);
    let adjectives = adjective
        .into_iter()
        .flat_map(|(short, _)| PLAIN_ENDINGS.iter().map(move |ending| [*short, *ending].concat()));
    nouns.chain(adjectives).collect()
}

/// Whether a main form is no compound.
pub(super) fn is_simple(main: &str) -> bool {
    NOUNS.iter().chain(&ADJECTIVES).any(|pair| [pair.0, pair.1].contains(&main))
}

fn noun_of(word: &str) -> Option<String> {
    let joined = |first: &str, noun: &str| Some([first, noun].concat());
    if let Some(noun) = SINGULARS.get(word) {
        return joined("", noun);
    }
    for (first, end) in word.char_indices().skip(FIRST_PART).map(|(at, _)| word.split_at(at)) {
        if let Some(noun) = SINGULARS.get(end).filter(|_| end.chars().count() >= IN_COMPOUNDS) {
            return joined(first, noun);
        }
        if let Some((_, one)) = PEOPLE.iter().find(|(many, _)| *many == end) {
            return joined(first, one);
        }
    }
    None
}

fn adjective_of(stem: &str) -> Option<String> {
    let listed = ADJECTIVES.iter().find(|(short, _)| *short == stem);
    let whole = || {
        let first = stem.strip_suffix(ABLE.0).filter(|it| it.chars().count() >= FIRST_PART)?;
        Some([first, ABLE.1].concat())
    };
    listed.map(|(_, whole)| (*whole).to_owned()).or_else(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (word, expect) in [
            ("virus", "viren"),
            ("dunkel", "dunkle dunklem dunklen dunkler dunkles"),
            ("coronavirus", ""),
            ("haus", ""),
        ] {
            assert_eq!(forms_of(word).join(" "), expect, "{word}");
        }
    }

    #[test]
    fn main_forms() {
        for (word, expect) in [
            ("viren", "virus"),
            ("coronaviren", "coronavirus"),
            ("schulbusse", "schulbus"),
            ("kaufleuten", "kaufmann"),
            ("leute", ""),
            ("dunkleren", "dunkel"),
            ("flexible", "flexibel"),
            ("teure", "teuer"),
            ("möbel", ""),
            ("able", ""),
            ("haus", ""),
            ("", ""),
        ] {
            assert_eq!(main_form_of(word).unwrap_or_default(), expect, "{word}");
        }
    }
}
