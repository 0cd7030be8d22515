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
const RESPELT: [(&str, &str); 36] = [
    ("aufwendig", "aufwändig"),
    ("behende", "behände"),
    ("delphin", "delfin"),
    ("differential", "differenzial"),
    ("differentiell", "differenziell"),
    ("ephon", "efon"),
    ("eograph", "eograf"),
    ("essentiell", "essenziell"),
    ("existentiell", "existenziell"),
    ("exponentiell", "exponenziell"),
    ("gemse", "gämse"),
    ("graphi", "grafi"),
    ("greuel", "gräuel"),
    ("iograph", "iograf"),
    ("joghurt", "jogurt"),
    ("känguruh", "känguru"),
    ("aphon", "afon"),
    ("numerier", "nummerier"),
    ("ophon", "ofon"),
    ("panther", "panter"),
    ("phantas", "fantas"),
    ("photo", "foto"),
    ("plazier", "platzier"),
    ("potential", "potenzial"),
    ("potentiell", "potenziell"),
    ("quentchen", "quäntchen"),
    ("rauh", "rau"),
    ("schneuz", "schnäuz"),
    ("selbständ", "selbstständ"),
    ("sequentiell", "sequenziell"),
    ("stengel", "stängel"),
    ("substantiell", "substanziell"),
    ("tendentiell", "tendenziell"),
    ("thunfisch", "tunfisch"),
    ("tograph", "tograf"),
    ("überschwenglich", "überschwänglich"),
];

/// The word whose form this is, if Snowball takes it for another's.
pub(crate) fn apart(word: &str) -> Option<&'static str> {
    let is_form = |forms: &&&str| forms.split(' ').any(|form| form == word);
    APART.iter().find(is_form)?.split(' ').next()
}

/// A word as it is spelt today, but with two letters where there are three of a kind: so its forms
/// and those of its old spelling are one.
pub(crate) fn respelt(word: &str) -> String {
    let mut letters = String::new();
    for letter in spelt_today(word).chars() {
        if !letters.ends_with(&String::from_iter([letter, letter])) {
            letters.push(letter);
        }
    }
    letters
}

/// A word in the new spelling.
pub(crate) fn spelt_today(word: &str) -> String {
    RESPELT.iter().fold(word.to_owned(), |word, (old, new)| word.replace(old, new))
}

/// A word in the old spelling, where the new one tells that it has another.
pub(crate) fn spelt_before(word: &str) -> String {
    let told = RESPELT.iter().filter(|(_, new)| new.len() >= SIGN);
    told.fold(word.to_owned(), |word, (old, new)| word.replace(new, old))
}

/// Letters of a new spelling that tell it: the "rau" of "braun" does not.
const SIGN: usize = 4;
