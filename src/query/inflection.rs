//! German forms of one word that Snowball's stemmer leaves apart: of verbs, as
//! "verletzen" and "verletzt", "festhalten" and "festgehalten", "fliehen" and
//! "geflohen"; of nouns from Latin and Greek, as "Thema" and "Themen".
//!
//! No dictionary is asked: forms are made by rule, and count if they are in the lexicon.

use crate::Index;
use crate::query::compounds::known;
use crate::query::expansion::Expansion;

/// What stands before a verb and leaves it: "ge" and "zu" come between.
const SEPARABLE: [&str; 37] = [
    "", "ab", "an", "auf", "aus", "bei", "da", "dar", "durch", "ein", "empor", "entgegen", "fehl",
    "fest", "fort", "frei", "heim", "her", "heraus", "hin", "hinaus", "los", "mit", "nach",
    "nieder", "statt", "teil", "um", "unter", "vor", "voran", "weg", "weiter", "wieder", "zu",
    "zurück", "zusammen",
];

/// What stands before a verb and stays: its participles have no "ge".
const INSEPARABLE: [&str; 7] = ["be", "emp", "ent", "er", "ge", "ver", "zer"];

/// Vowels of an infinitive, and what participles and other forms have instead.
const ABLAUT: [(&str, &str); 8] = [
    ("ie", "o"),
    ("ei", "ie"),
    ("ei", "i"),
    ("e", "o"),
    ("i", "u"),
    ("i", "o"),
    ("ehm", "omm"),
    ("e", "e"),
];

/// Endings of finite forms and of the infinitive.
const FINITE: [&str; 4] = ["t", "te", "ten", "tet"];
const INFINITIVE: [&str; 2] = ["en", "n"];

/// The adjective that has another root before an ending.
const HIGH: [&str; 2] = ["hoch", "hohe"];

/// Endings of nouns, one and several.
const NOUN: [&str; 5] = ["a", "um", "us", "o", "is"];
const NOUNS: &str = "en";

/// Letters of a root at least; of a noun's, as "Oma" has no "Omen"; and from which on
/// a form with -t is hardly a noun: "Markt" is no form of "Marken".
const ROOT: usize = 3;
const NOUN_ROOT: usize = 4;
const LONG_ROOT: usize = 5;

/// Adds the other forms of a word.
pub(super) fn add(index: &Index, word: &str, found: &mut Expansion) {
    if index.has_german() {
        if HIGH.contains(&word) {
            HIGH.iter().for_each(|form| add_known(index, form, found));
        }
        add_noun(index, word, found);
        add_verb(index, word, found);
    }
}

fn add_noun(index: &Index, word: &str, found: &mut Expansion) {
    let one = NOUN.iter().filter_map(|ending| Some((word.strip_suffix(ending)?, NOUNS)));
    let several = word.strip_suffix(NOUNS).into_iter();
    let several = several.flat_map(|root| NOUN.iter().map(move |ending| (root, *ending)));
    for (root, ending) in one.chain(several) {
        if root.chars().count() >= NOUN_ROOT {
            add_known(index, &[root, ending].concat(), found);
        }
    }
}

fn add_known(index: &Index, form: &str, found: &mut Expansion) {
    let known = known(index, form).filter(|_| !index.is_stop_word(form));
    if let Some(form) = known {
        found.push_term(index, form, index.ranking.conjugated);
    }
}

fn add_verb(index: &Index, word: &str, found: &mut Expansion) {
    let finite = FINITE.iter().chain(&INFINITIVE).filter_map(|ending| word.strip_suffix(ending));
    let mut roots: Vec<String> = finite.map(str::to_owned).collect();
    roots.extend(participle_roots(word));
    for root in roots {
        if root.chars().count() >= ROOT {
            add_forms(index, word, &root, found);
        }
    }
}

/// The roots that a participle, or an infinitive with "zu", may have.
fn participle_roots(word: &str) -> Vec<String> {
    let mut roots = Vec::new();
    for prefix in INSEPARABLE {
        let rest = word.strip_prefix(prefix).and_then(|rest| rest.strip_suffix("en"));
        let changed = |rest| ABLAUT.iter().filter_map(move |(from, to)| replaced(rest, to, from));
        roots.extend(rest.into_iter().flat_map(changed).map(|root| [prefix, &root].concat()));
    }
    for prefix in SEPARABLE {
        let Some(rest) = word.strip_prefix(prefix) else { continue };
        let Some(rest) = rest.strip_prefix("ge").or_else(|| rest.strip_prefix("zu")) else {
            continue;
        };
        let Some(root) = rest.strip_suffix("t").or_else(|| rest.strip_suffix("en")) else {
            continue;
        };
        roots.push([prefix, root].concat());
        for (from, to) in ABLAUT {
            if let Some(root) = replaced(root, to, from) {
                roots.push([prefix, &root].concat());
            }
        }
    }
    roots
}

/// `root` with its last `from` as `to`.
fn replaced(root: &str, from: &str, to: &str) -> Option<String> {
    let at =
        (0..root.len()).rev().find(|&at| root.get(at..).is_some_and(|it| it.starts_with(from)))?;
    Some([root.get(..at)?, to, root.get(at + from.len()..)?].concat())
}

fn add_forms(index: &Index, word: &str, root: &str, found: &mut Expansion) {
    let is_known = |form: &str| form == word || known(index, form).is_some();
    let infinitive =
        INFINITIVE.iter().map(|ending| [root, *ending].concat()).find(|it| is_known(it));
    let Some(infinitive) = infinitive else { return };
    let participles = participles(root);
    let sure = root.chars().count() >= LONG_ROOT
        || is_known(&[root, "te"].concat())
        || participles.iter().any(|form| is_known(form));
    if !sure {
        return;
    }
    let finite = FINITE.iter().map(|ending| [root, *ending].concat());
    for form in finite.chain(participles).chain([infinitive]) {
        add_known(index, &form, found);
    }
}

fn participles(root: &str) -> Vec<String> {
    let mut forms = Vec::new();
    for prefix in INSEPARABLE {
        let rest = root.strip_prefix(prefix).filter(|rest| rest.chars().count() >= ROOT);
        let changed = |rest| ABLAUT.iter().filter_map(move |(from, to)| replaced(rest, from, to));
        forms.extend(rest.into_iter().flat_map(changed).map(|rest| [prefix, &rest, "en"].concat()));
    }
    for prefix in SEPARABLE {
        let Some(rest) = root.strip_prefix(prefix).filter(|rest| rest.chars().count() >= ROOT)
        else {
            continue;
        };
        forms.push([prefix, "ge", rest, "t"].concat());
        forms.push([prefix, "zu", rest, "en"].concat());
        for (from, to) in ABLAUT {
            if let Some(rest) = replaced(rest, from, to) {
                forms.push([prefix, "ge", &rest, "en"].concat());
            }
        }
    }
    forms
}
