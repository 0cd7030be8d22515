//! What Snowball's stemmer does not know of German: words that share a stem by chance, and that
//! some are spelt in two ways, the old and the new.

/// Forms of words that Snowball gives the stem of another: "Bauer" that of "Bau", "Wetter" that of
/// "Wette", "Planet" that of "Plan". Those of one word side by side.
const APART: [&str; 42] = [
    "bauer bauern bauers",
    "butter",
    "eisen eisens",
    "gebet gebete gebeten gebets gebetes",
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
    "müller müllers",
    "muster mustern musters",
    "mutter müttern mütter",
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

/// Old spellings and the new ones: letters within words.
const RESPELT: [(&str, &str); 37] = [
    ("aufwendig", "aufwändig"),
    ("behende", "behände"),
    ("delphin", "delfin"),
    ("differential", "differenzial"),
    ("differentiell", "differenziell"),
    ("eograph", "eograf"),
    ("essentiell", "essenziell"),
    ("existentiell", "existenziell"),
    ("exponentiell", "exponenziell"),
    ("gemse", "gämse"),
    ("grammophon", "grammofon"),
    ("graphi", "grafi"),
    ("greuel", "gräuel"),
    ("iograph", "iograf"),
    ("joghurt", "jogurt"),
    ("känguruh", "känguru"),
    ("megaphon", "megafon"),
    ("mikrophon", "mikrofon"),
    ("numerier", "nummerier"),
    ("panther", "panter"),
    ("phantas", "fantas"),
    ("photo", "foto"),
    ("plazier", "platzier"),
    ("potential", "potenzial"),
    ("potentiell", "potenziell"),
    ("quentchen", "quäntchen"),
    ("saxophon", "saxofon"),
    ("schneuz", "schnäuz"),
    ("selbständ", "selbstständ"),
    ("sequentiell", "sequenziell"),
    ("substantiell", "substanziell"),
    ("telephon", "telefon"),
    ("tendentiell", "tendenziell"),
    ("thunfisch", "tunfisch"),
    ("tograph", "tograf"),
    ("xylophon", "xylofon"),
    ("überschwenglich", "überschwänglich"),
];

/// What the forms of a word have in common by their `stem`, and whether they are apart from others
/// of which that is the stem.
pub(crate) fn group(word: &str, stem: impl Fn(&str) -> String) -> (bool, String) {
    match apart(word) {
        Some(first) => (true, first.to_owned()),
        None => (false, stem(&respelt(word))),
    }
}

/// The word whose form this is, if Snowball takes it for another's.
fn apart(word: &str) -> Option<&'static str> {
    let is_form = |forms: &&&str| forms.split(' ').any(|form| form == word);
    APART.iter().find(is_form)?.split(' ').next()
}

/// What compounds have three of in the new spelling, where the old one has two.
const TRIPLED: &str = "flmnrst";

/// A word as it is spelt today, but with two letters where there are three of a kind: so its forms
/// and those of its old spelling are one.
fn respelt(word: &str) -> String {
    let mut letters = String::new();
    let mut same = 0;
    for letter in spelt_today(word).chars() {
        same = if letters.ends_with(letter) { same + 1 } else { 1 };
        if same < 3 || !TRIPLED.contains(letter) {
            letters.push(letter);
        }
    }
    letters
}

/// A word in the new spelling.
pub(crate) fn spelt_today(word: &str) -> String {
    RESPELT.iter().fold(word.to_owned(), |word, (old, new)| replaced(word, old, new))
}

/// A word in the old spelling.
pub(crate) fn spelt_before(word: &str) -> String {
    RESPELT.iter().fold(word.to_owned(), |word, (old, new)| replaced(word, new, old))
}

/// Most words have nothing to be replaced.
fn replaced(word: String, from: &str, to: &str) -> String {
    if word.contains(from) { word.replace(from, to) } else { word }
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
        ] {
            assert_eq!((spelt_today(word), spelt_before(word)), (today.into(), before.into()));
        }
        for (word, expect) in
            [("schifffahrt", "schiffahrt"), ("2000", "2000"), ("iii", "iii"), ("www", "www")]
        {
            assert_eq!(respelt(word), expect);
        }
    }

    #[test]
    fn words_are_apart_by_all_their_forms() {
        for (word, expect) in [("bauern", Some("bauer")), ("bau", None), ("reise", None)] {
            assert_eq!(apart(word), expect, "{word}");
        }
    }
}
