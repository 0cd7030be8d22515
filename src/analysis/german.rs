//! What Snowball's stemmer does not know of German: words that share a stem by chance, and that
//! some are spelt in two ways, the old and the new.

use std::borrow::Cow;

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
const RESPELT: [(&str, &str); 43] = [
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
    ("fff", "ff"),
    ("gemse", "gämse"),
    ("graphi", "grafi"),
    ("greuel", "gräuel"),
    ("iograph", "iograf"),
    ("joghurt", "jogurt"),
    ("känguruh", "känguru"),
    ("lll", "ll"),
    ("aphon", "afon"),
    ("mmm", "mm"),
    ("nnn", "nn"),
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
    ("rrr", "rr"),
    ("schneuz", "schnäuz"),
    ("selbständ", "selbstständ"),
    ("sequentiell", "sequenziell"),
    ("sss", "ss"),
    ("stengel", "stängel"),
    ("substantiell", "substanziell"),
    ("tendentiell", "tendenziell"),
    ("thunfisch", "tunfisch"),
    ("tograph", "tograf"),
    ("ttt", "tt"),
    ("überschwenglich", "überschwänglich"),
];

/// The word whose form this is, if Snowball takes it for another's.
pub(crate) fn apart(word: &str) -> Option<&'static str> {
    let is_form = |forms: &&&str| forms.split(' ').any(|form| form == word);
    APART.iter().find(is_form)?.split(' ').next()
}

/// A word as it is spelt today, as far as that makes its forms and those of its old spelling one.
pub(crate) fn respelt(word: &str) -> Cow<'_, str> {
    let mut word = Cow::Borrowed(word);
    for (old, new) in &RESPELT {
        if word.contains(old) {
            word = Cow::Owned(word.replace(old, new));
        }
    }
    word
}

/// The word in the old spelling; nothing if it had no other.
pub(crate) fn spelt_before(word: &str) -> Option<String> {
    let is_sign = |(_, new): &&(&str, &str)| new.len() >= SIGN && word.contains(*new);
    let mut changed = RESPELT.iter().filter(is_sign).peekable();
    changed.peek()?;
    Some(changed.fold(word.to_owned(), |word, (old, new)| word.replace(new, old)))
}

/// Letters of a new spelling at least that tell it: "ff" and the "rau" of "braun" do not.
const SIGN: usize = 4;
