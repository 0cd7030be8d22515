//! What Snowball's stemmer does not know of German: words that share a stem by chance, that some are
//! spelt in two ways, most often the old and the new, and forms that have none in common (`verbs`, `irregular`).

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::analysis::{MainForms, first_forms, irregular, verbs};

/// Forms of words that Snowball gives the stem of another: "Bauer" that of "Bau", "Wetter" that of
/// "Wette", "Planet" that of "Plan". Those of one word side by side.
const APART: [&str; 45] = [
    "bauer bauern bauers",
    "betatest betatests betatester betatestern",
    "butter",
    "eisen eisens",
    "erheblich erhebliche erheblichem erheblichen erheblicher erhebliches erheblichere erheblicheren",
    "gebet gebete gebeten gebets gebetes",
    "graben grabens gräben",
    "hafen hafens häfen",
    "hammer hammers hämmer hämmern",
    "internet internets",
    "kammer kammern",
    "kasten kastens kästen",
    "kater katers katern",
    "keller kellern kellers",
    "kiefer kiefern kiefers",
    "kosten",
    "kupfer kupfers",
    "kurs kurse kursen kurses",
    "laster lastern lasters",
    "leder leders",
    "magen magens mägen",
    "maler malern malers",
    "meister meistern meisters",
    "messer messern messers",
    "muster mustern musters",
    "mutter müttern mütter",
    "müller müllers",
    "ostern",
    "planet planeten",
    "polen polens",
    "post",
    "poster postern posters",
    "regen regens",
    "reis",
    "ritter rittern ritters",
    "ruder rudern ruders",
    "silber silbers",
    "teller tellern tellers",
    "ticket tickets",
    "vater väter vätern vaters",
    "wagen wagens wägen",
    "westen westens",
    "wetter wetters",
    "wunder wundern wunders",
    "zucker zuckers",
];

/// Old spellings and the new ones, and others that there are two of: letters within words, `^` where
/// these begin and `$` where they end.
const RESPELT: [(&str, &str); 88] = [
    ("^joga", "^yoga"),
    ("^karamel$", "^karamell$"),
    ("^rauh$", "^rau$"),
    ("^rauhe", "^raue"),
    ("^schi$", "^ski$"),
    ("^stop$", "^stopp$"),
    ("^stops$", "^stopps$"),
    ("^tip$", "^tipp$"),
    ("^tips$", "^tipps$"),
    ("alpdruck", "albdruck"),
    ("alptraum", "albtraum"),
    ("alpträum", "albträum"),
    ("aufwendig", "aufwändig"),
    ("behende", "behände"),
    ("belemmert", "belämmert"),
    ("calcium", "kalzium"),
    ("cellulose", "zellulose"),
    ("chicorée", "schikoree"),
    ("circus", "zirkus"),
    ("club", "klub"),
    ("code", "kode"),
    ("delphin", "delfin"),
    ("diktaphon", "diktafon"),
    ("elegraph", "elegraf"),
    ("ential", "enzial"),
    ("entiell", "enziell"),
    ("eograph", "eograf"),
    ("friseur", "frisör"),
    ("friseuse", "frisöse"),
    ("geheimtip$", "geheimtipp$"),
    ("geheimtips$", "geheimtipps$"),
    ("gemse", "gämse"),
    ("grammophon", "grammofon"),
    ("graphi", "grafi"),
    ("greuel", "gräuel"),
    ("iograph", "iograf"),
    ("joghurt", "jogurt"),
    ("justitiar", "justiziar"),
    ("ketchup", "ketschup"),
    ("känguruh", "känguru"),
    ("mayonnaise", "majonäse"),
    ("megaphon", "megafon"),
    ("mikrophon", "mikrofon"),
    ("nograph", "nograf"),
    ("nougat", "nugat"),
    ("numerier", "nummerier"),
    ("oxyd", "oxid"),
    ("panther", "panter"),
    ("phantas", "fantas"),
    ("photo", "foto"),
    ("plazier", "platzier"),
    ("portemonnaie", "portmonee"),
    ("pretiosen", "preziosen"),
    ("quentchen", "quäntchen"),
    ("ragraph", "ragraf"),
    ("rauhfaser", "raufaser"),
    ("rauhputz", "rauputz"),
    ("rauhreif", "raureif"),
    ("roheit", "rohheit"),
    ("saxophon", "saxofon"),
    ("schifahr", "skifahr"),
    ("schigebiet", "skigebiet"),
    ("schikurs", "skikurs"),
    ("schilauf", "skilauf"),
    ("schilehr", "skilehr"),
    ("schilift", "skilift"),
    ("schiläuf", "skiläuf"),
    ("schipiste", "skipiste"),
    ("schirennen", "skirennen"),
    ("schischul", "skischul"),
    ("schispring", "skispring"),
    ("schitour", "skitour"),
    ("schneuz", "schnäuz"),
    ("selbständ", "selbstständ"),
    ("spaghetti", "spagetti"),
    ("stantiell", "stanziell"),
    ("^stengel", "^stängel"),
    ("stereophon", "stereofon"),
    ("telephon", "telefon"),
    ("thunfisch", "tunfisch"),
    ("tograph", "tograf"),
    ("tolpatsch", "tollpatsch"),
    ("xylophon", "xylofon"),
    ("yacht", "jacht"),
    ("zäheit", "zähheit"),
    ("äthanol", "ethanol"),
    ("äthyl", "ethyl"),
    ("überschwenglich", "überschwänglich"),
];

/// Letters before an -s that may be an ending, and the last of them.
const BEFORE_S: usize = 3;
const VOWELS_BEFORE_S: [char; 9] = ['a', 'i', 'o', 'u', 'y', 'é', 'ö', 'ü', 'à'];

/// Vowels behind which it belongs to the word, as in "Haus" and "Kreis", unless they are French, as in "Niveaus".
const NO_PLURALS: [&str; 5] = ["ai", "au", "ei", "eu", "äu"];
const FRENCH: [&str; 2] = ["eau", "ieu"];

/// Words with such an -s that are also words without it: names, most of all.
const S_IN_STEM: &str = "alexis alias andreas angelis asus atlas barnabas bias boris canvas carlos chris \
    christos dallas denis dimitris doris elias elvis etwas francis hamas harris ilias \
    iris janis jannis jesus jonas judas junis kansas kudos laos lias linus lotus louis \
    lucas luis lukas marcos marios matthias milos nicolas nikolas nikos paris ramos \
    santos silas texas thomas tobias toros tunis vegas";

/// The words that are kept apart, by their forms.
static FIRST_OF: LazyLock<MainForms> = LazyLock::new(|| first_forms(&APART));

/// Into the new spelling, and into the old one.
static TODAY: LazyLock<Respelling> = LazyLock::new(|| Respelling::of(RESPELT));
static BEFORE: LazyLock<Respelling> =
    LazyLock::new(|| Respelling::of(RESPELT.map(|(old, new)| (new, old))));

/// Letters that are replaced by others.
struct Respelling {
    pairs: [(&'static str, &'static str); RESPELT.len()],
    /// What is replaced, by the byte with which it begins: nearly all words have nothing of it, and
    /// that is to be seen quickly.
    by_first: Vec<Vec<&'static str>>,
}

impl Respelling {
    fn of(pairs: [(&'static str, &'static str); RESPELT.len()]) -> Self {
        let mut by_first = vec![Vec::new(); 256];
        pairs.iter().for_each(|(from, _)| by_first[usize::from(from.as_bytes()[0])].push(*from));
        Self { pairs, by_first }
    }

    fn changes(&self, word: &str) -> bool {
        let word = word.as_bytes();
        word.iter().enumerate().any(|(at, first)| {
            let begun = &self.by_first[usize::from(*first)];
            begun.iter().any(|from| word[at..].starts_with(from.as_bytes()))
        })
    }

    fn apply<'w>(&self, word: &'w str) -> Cow<'w, str> {
        let whole = ["^", word, "$"].concat();
        if !self.changes(&whole) {
            return Cow::Borrowed(word);
        }
        let replaced = |word: String, (from, to): &(&str, &str)| word.replace(from, to);
        let whole = self.pairs.iter().fold(whole, replaced);
        Cow::Owned(whole.trim_matches(['^', '$']).to_owned())
    }
}

/// What the forms of a word have in common by their `stem`, and whether they are apart from others
/// of which that is the stem; `is_known` tells which words the texts have.
pub(crate) fn group(
    word: &str,
    is_known: impl Fn(&str) -> bool,
    stem: impl Fn(&str) -> String,
) -> (bool, String) {
    let word = without_s(word).filter(|it| is_known(it)).unwrap_or(word);
    if let Some(first) = FIRST_OF.get(word) {
        return (true, (*first).to_owned());
    }
    let word = respelt(word);
    let main = main_form_of(&word);
    let word = main.as_deref().unwrap_or(&word);
    match FIRST_OF.get(word) {
        Some(first) => (true, (*first).to_owned()),
        None => (false, stem(word)),
    }
}

/// What a word is without an -s behind a vowel, which Snowball leaves where it is, if that may be an ending: "Auto"
/// of "Autos".
fn without_s(word: &str) -> Option<&str> {
    let start = word.strip_suffix('s')?;
    let ends_with = |ends: &[&str]| ends.iter().any(|end| start.ends_with(end));
    let may_be = start.chars().count() >= BEFORE_S
        && start.ends_with(VOWELS_BEFORE_S)
        && (!ends_with(&NO_PLURALS) || ends_with(&FRENCH))
        && !S_IN_STEM.split_whitespace().any(|it| it == word);
    may_be.then_some(start)
}

/// The word that this is a form of, if Snowball would not know that.
pub(crate) fn main_form_of(word: &str) -> Option<String> {
    verbs::infinitive_of(word).or_else(|| irregular::main_form_of(word))
}

/// As [`main_form_of`] a form of no compound, and of a verb with something before it no participle,
/// which rules find (`query/inflection.rs`): of these there are few.
pub(crate) fn simple_form_of(word: &str) -> Option<String> {
    let is_simple = |main: &String| verbs::is_simple(main) || irregular::is_simple(main);
    main_form_of(word).filter(|main| is_simple(main) || verbs::is_finite(word))
}

/// The forms of a word, as it stands in dictionaries, that Snowball does not know to be some; of a verb with something
/// before it those that are looked for most, and of a compound none.
pub(crate) fn forms_of(main: &str) -> Vec<String> {
    let mut forms = verbs::forms_of(main);
    forms.extend(irregular::forms_of(main));
    forms
}

/// What compounds have three of in the new spelling, where the old one has two.
const TRIPLED: &str = "flmnrst";

/// A word as it is spelt today, but with two letters where there are three of a kind: so its forms
/// and those of its old spelling are one.
fn respelt(word: &str) -> Cow<'_, str> {
    let word = spelt_today(word);
    let is_third = |letters: &[u8]| {
        TRIPLED.as_bytes().contains(&letters[0]) && letters.iter().all(|it| *it == letters[0])
    };
    if !word.as_bytes().windows(3).any(is_third) {
        return word;
    }
    let mut letters = String::new();
    for letter in word.chars() {
        if !TRIPLED.contains(letter) || !letters.ends_with(&format!("{letter}{letter}")) {
            letters.push(letter);
        }
    }
    Cow::Owned(letters)
}

/// A word in the new spelling.
pub(crate) fn spelt_today(word: &str) -> Cow<'_, str> {
    TODAY.apply(word)
}

/// A word in the old spelling.
pub(crate) fn spelt_before(word: &str) -> Cow<'_, str> {
    BEFORE.apply(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_spellings_and_new_ones() {
        for (word, today, before) in [
            ("photographien", "fotografien", "photographien"),
            ("fotograf", "fotograf", "photograph"),
            ("potentiell", "potenziell", "potentiell"),
            ("selbstständigkeit", "selbstständigkeit", "selbständigkeit"),
            ("brauhaus", "brauhaus", "brauhaus"),
            ("listengeld", "listengeld", "listengeld"),
            ("sozial", "sozial", "sozial"),
            ("finanziell", "finanziell", "finanziell"),
            ("essentiell", "essenziell", "essentiell"),
            ("tipps", "tipps", "tips"),
            ("tip", "tipp", "tip"),
            ("prototip", "prototip", "prototip"),
            ("rauer", "rauer", "rauher"),
            ("sportclub", "sportklub", "sportclub"),
            ("stopptaste", "stopptaste", "stopptaste"),
        ] {
            assert_eq!((&*spelt_today(word), &*spelt_before(word)), (today, before));
        }
        for (word, expect) in
            [("schifffahrt", "schiffahrt"), ("2000", "2000"), ("iii", "iii"), ("www", "www")]
        {
            assert_eq!(respelt(word), expect);
        }
    }

    #[test]
    fn plurals_and_genitives_with_s_behind_a_vowel() {
        for (word, expect) in [
            ("autos", "auto"),
            ("büros", "büro"),
            ("handys", "handy"),
            ("ufos", "ufo"),
            ("menüs", "menü"),
            ("cafés", "café"),
            ("niveaus", "niveau"),
            ("kreis", ""),
            ("haus", ""),
            ("lukas", ""),
            ("etwas", ""),
            ("gas", ""),
            ("kurs", ""),
            ("", ""),
        ] {
            assert_eq!(without_s(word).unwrap_or_default(), expect, "{word}");
        }
        for (word, known, expect) in [("autos", "auto", "auto"), ("autos", "", "autos")] {
            let (_, group) = group(word, |it| it == known, str::to_owned);
            assert_eq!(group, expect, "{word} {known}");
        }
    }

    #[test]
    fn words_are_apart_by_all_their_forms() {
        for (word, expect) in [("bauern", Some("bauer")), ("bau", None), ("reise", None)] {
            assert_eq!(FIRST_OF.get(word), expect.as_ref(), "{word}");
        }
    }
}
