//! German forms of one word that Snowball's stemmer leaves apart: of verbs, as
//! "verletzen" and "verletzt", "festhalten" and "festgehalten", "fliehen" and
//! "geflohen"; of nouns from Latin and Greek, as "Thema" and "Themen".
//!
//! No dictionary is asked: forms are made by rule, and count if they are in the lexicon.

use crate::Index;
use crate::analysis::verbs::{INSEPARABLE, SEPARABLE};
use crate::query::compounds::known;
use crate::query::expansion::Expansion;

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

/// How a root ends that makes an infinitive with -n, and what else is made of such.
const SHORT_INFINITIVE: [&str; 2] = ["el", "er"];
const NOUNS_OF_VERBS: [&str; 2] = [DOING, "nd"];

/// What makes a noun of a verb: "Prüfung" of "prüfen".
const DOING: &str = "ung";

/// What participles, and infinitives with "zu", have around the root.
const PARTICIPLE: [(&str, &str); 5] =
    [("ge", "t"), ("ge", "et"), ("ge", "en"), ("zu", "t"), ("zu", "en")];

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
            HIGH.iter().for_each(|form| add_known(index, form, index.ranking.inflected, found));
        }
        add_noun(index, word, found);
        add_verb(index, word, found);
    }
}

fn add_noun(index: &Index, word: &str, found: &mut Expansion) {
    for ending in &NOUN {
        add_with_ending(index, word, ending, NOUNS, found);
    }
    for ending in &NOUN {
        add_with_ending(index, word, NOUNS, ending, found);
    }
}

/// Adds the form that has another ending.
fn add_with_ending(index: &Index, word: &str, ending: &str, other: &str, found: &mut Expansion) {
    let root = word.strip_suffix(ending).unwrap_or_default();
    // A "Studio" is no "Studie".
    let is_io = root.ends_with('i') && [ending, other].contains(&"o");
    if root.chars().count() >= NOUN_ROOT && !is_io {
        add_known(index, &[root, other].concat(), index.ranking.inflected, found);
    }
}

fn add_known(index: &Index, form: &str, weight: f32, found: &mut Expansion) {
    let known = known(index, form).filter(|_| !index.is_stop_word(form));
    if let Some(form) = known {
        found.push_term(index, form, weight);
    }
}

fn add_verb(index: &Index, word: &str, found: &mut Expansion) {
    let mut roots = Vec::new();
    for ending in FINITE.iter().chain(&INFINITIVE) {
        if let Some(root) = word.strip_suffix(ending) {
            roots.push(root.to_owned());
        }
    }
    add_participle_roots(word, &mut roots);
    for root in roots {
        add_forms(index, word, &root, index.ranking.inflected, found);
    }
    if let Some(root) = word.strip_suffix(DOING) {
        add_forms(index, word, root, index.ranking.related, found);
    }
}

/// Adds the roots that a participle, or an infinitive with "zu", may have.
fn add_participle_roots(word: &str, roots: &mut Vec<String>) {
    for prefix in &INSEPARABLE {
        if let Some(root) = between(word, prefix, "en") {
            for (from, to) in &ABLAUT {
                add_replaced([prefix, ""], root, [to, from], "", roots);
            }
        }
    }
    for prefix in &SEPARABLE {
        let Some(rest) = word.strip_prefix(prefix) else { continue };
        for (before, behind) in &PARTICIPLE {
            let Some(root) = between(rest, before, behind) else { continue };
            roots.push([prefix, root].concat());
            for (from, to) in &ABLAUT {
                add_replaced([prefix, ""], root, [to, from], "", roots);
            }
        }
    }
}

fn between<'w>(word: &'w str, before: &str, behind: &str) -> Option<&'w str> {
    word.strip_prefix(before)?.strip_suffix(behind)
}

/// Adds a form with the last `from` of its root as `to`, if there is one.
fn add_replaced(
    before: [&str; 2],
    root: &str,
    [from, to]: [&str; 2],
    behind: &str,
    forms: &mut Vec<String>,
) {
    for at in (0..root.len()).rev() {
        let Some((start, rest)) = root.split_at_checked(at) else { continue };
        if let Some(end) = rest.strip_prefix(from) {
            forms.push([before[0], before[1], start, to, end, behind].concat());
            return;
        }
    }
}

/// Adds the forms of the verb that has this root, with a weight, and the noun that is made of it.
fn add_forms(index: &Index, word: &str, root: &str, weight: f32, found: &mut Expansion) {
    if root.chars().count() < ROOT {
        return;
    }
    let is_known = |form: &str| form == word || known(index, form).is_some();
    // In its own letters: "markte" is no form of a verb if it is "Märkte" that the texts have.
    let is_form = |form: &str| form == word || index.lexicon.ordinal(form).is_some();
    let [with_e, without] = INFINITIVE.map(|ending| [root, ending].concat());
    let has_e = is_known(&with_e);
    // "Wein" is no infinitive, and "Konzern" none by its length.
    let is_short = || SHORT_INFINITIVE.iter().any(|it| root.ends_with(it)) && is_known(&without);
    if !(has_e || is_short() || word.ends_with(DOING)) {
        return;
    }
    let participles = participles(root);
    let sure = participles.iter().any(|form| is_form(form))
        || match has_e {
            true => root.chars().count() >= LONG_ROOT || is_form(&[root, "te"].concat()),
            false => NOUNS_OF_VERBS.iter().any(|ending| is_form(&[root, *ending].concat())),
        };
    if !sure {
        return;
    }
    let infinitive = if has_e { with_e } else { without };
    for ending in &FINITE {
        add_known(index, &[root, *ending].concat(), weight, found);
    }
    for form in participles {
        add_known(index, &form, weight, found);
    }
    add_known(index, &infinitive, weight, found);
    add_known(index, &[root, DOING].concat(), index.ranking.related, found);
}

fn participles(root: &str) -> Vec<String> {
    let mut forms = Vec::new();
    for prefix in &INSEPARABLE {
        let Some(rest) = behind(root, prefix) else { continue };
        for (from, to) in &ABLAUT {
            add_replaced([prefix, ""], rest, [from, to], "en", &mut forms);
        }
    }
    for prefix in &SEPARABLE {
        let Some(rest) = behind(root, prefix) else { continue };
        forms.push([prefix, "ge", rest, "t"].concat());
        forms.push([prefix, "ge", rest, "et"].concat());
        forms.push([prefix, "zu", rest, "en"].concat());
        for (from, to) in &ABLAUT {
            add_replaced([prefix, "ge"], rest, [from, to], "en", &mut forms);
        }
    }
    forms
}

/// What stands behind a prefix, if it is long enough for a root.
fn behind<'w>(word: &'w str, prefix: &str) -> Option<&'w str> {
    word.strip_prefix(prefix).filter(|rest| rest.chars().count() >= ROOT)
}
