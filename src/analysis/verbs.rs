//! Forms of German verbs that have another vowel: "nimmt", "nahm" and "genommen" are "nehmen".
//!
//! Those that are rather nouns ("Band", "Sprachen", "Stand") are left out.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::analysis::{MainForms, by_form};

/// What stands before a verb and leaves it: "ge" and "zu" come between.
pub(crate) const SEPARABLE: [&str; 60] = [
    "",
    "ab",
    "an",
    "auf",
    "aus",
    "auseinander",
    "bei",
    "bereit",
    "da",
    "dar",
    "durch",
    "ein",
    "empor",
    "entgegen",
    "fehl",
    "fern",
    "fest",
    "fort",
    "frei",
    "gegenüber",
    "heim",
    "her",
    "heran",
    "heraus",
    "herbei",
    "herein",
    "herunter",
    "hervor",
    "hin",
    "hinaus",
    "hinein",
    "hinzu",
    "hoch",
    "kennen",
    "los",
    "mit",
    "nach",
    "nieder",
    "sicher",
    "statt",
    "still",
    "teil",
    "über",
    "überein",
    "um",
    "unter",
    "vor",
    "voran",
    "voraus",
    "vorbei",
    "weg",
    "weiter",
    "wett",
    "wider",
    "wieder",
    "wiederher",
    "zu",
    "zurück",
    "zusammen",
    "zuvor",
];

/// What stands before a verb and stays: its participles have no "ge".
pub(crate) const INSEPARABLE: [&str; 13] = [
    "be", "emp", "ent", "er", "ge", "hinter", "miss", "über", "unter", "ver", "voll", "wider",
    "zer",
];

/// Infinitives, and their other forms; the last one is the participle.
const VERBS: [(&str, &str); 129] = [
    ("befehlen", "befiehlt befahl befahlen befohlen"),
    ("beginnen", "begann begannen begonnen"),
    ("beißen", "gebissen"),
    ("bergen", "birgt barg bargen geborgen"),
    ("betrügen", "betrog betrogen"),
    ("biegen", "bog gebogen"),
    ("bieten", "bot geboten"),
    ("binden", "gebunden"),
    ("blasen", "bläst blies bliesen geblasen"),
    ("bleiben", "blieb blieben geblieben"),
    ("braten", "brät briet gebraten"),
    ("brechen", "bricht brach brachen gebrochen"),
    ("brennen", "brannte brannten gebrannt"),
    ("bringen", "brachte brachten gebracht"),
    ("denken", "dachte dachten gedacht"),
    ("dringen", "drangen gedrungen"),
    ("empfehlen", "empfiehlt empfahl empfahlen empfohlen"),
    ("entstehen", "entstand entstanden"),
    ("erlöschen", "erlischt erlosch erloschen"),
    ("erschrecken", "erschrickt erschrak erschrocken"),
    ("essen", "isst aß aßen gegessen"),
    ("fahren", "fährt fuhr fuhren gefahren"),
    ("fallen", "fällt fiel fielen gefallen"),
    ("fangen", "fängt fing fingen gefangen"),
    ("fechten", "ficht focht gefochten"),
    ("finden", "fand fanden gefunden"),
    ("flechten", "flicht flocht geflochten"),
    ("fliegen", "flog flogen geflogen"),
    ("fliehen", "flohen geflohen"),
    ("fließen", "floss geflossen"),
    ("fressen", "frisst fraß fraßen gefressen"),
    ("frieren", "fror froren gefroren"),
    ("gebären", "gebar geboren"),
    ("geben", "gibt gab gegeben"),
    ("gehen", "ging gingen gegangen"),
    ("gelingen", "gelang gelungen"),
    ("gelten", "gilt galt galten gegolten"),
    ("geschehen", "geschieht geschah geschahen"),
    ("gewinnen", "gewann gewannen gewonnen"),
    ("gießen", "goss gegossen"),
    ("gleichen", "glich glichen geglichen"),
    ("gleiten", "glitt glitten geglitten"),
    ("graben", "gräbt gegraben"),
    ("greifen", "gegriffen"),
    ("halten", "hält hielt hielten gehalten"),
    ("hängen", "hing hingen gehangen"),
    ("heben", "hob hoben gehoben"),
    ("heißen", "hieß hießen geheißen"),
    ("helfen", "hilft half halfen geholfen"),
    ("kennen", "kannte kannten gekannt"),
    ("klingen", "geklungen"),
    ("kommen", "kam kamen gekommen"),
    ("kriechen", "kroch krochen gekrochen"),
    ("laden", "lädt lud luden geladen"),
    ("lassen", "lässt ließ ließen gelassen"),
    ("laufen", "läuft lief liefen gelaufen"),
    ("leiden", "litt litten gelitten"),
    ("leihen", "lieh liehen geliehen"),
    ("lesen", "liest las lasen gelesen"),
    ("liegen", "lag gelegen"),
    ("lügen", "gelogen"),
    ("meiden", "mied mieden gemieden"),
    ("messen", "misst gemessen"),
    ("nehmen", "nimmt nahm genommen"),
    ("nennen", "nannte nannten genannt"),
    ("pfeifen", "gepfiffen"),
    ("preisen", "pries priesen gepriesen"),
    ("raten", "rät riet rieten geraten"),
    ("reiben", "rieb rieben gerieben"),
    ("reißen", "gerissen"),
    ("reiten", "geritten"),
    ("rennen", "rannte rannten gerannt"),
    ("riechen", "roch rochen gerochen"),
    ("ringen", "gerungen"),
    ("rufen", "rief riefen gerufen"),
    ("schaffen", "schuf schufen geschaffen"),
    ("scheiden", "schied schieden geschieden"),
    ("scheinen", "schien geschienen"),
    ("schieben", "schob schoben geschoben"),
    ("schießen", "schoss geschossen"),
    ("schlafen", "schläft schlief schliefen geschlafen"),
    ("schlagen", "schlägt schlug schlugen geschlagen"),
    ("schleichen", "schlich schlichen geschlichen"),
    ("schleifen", "geschliffen"),
    ("schließen", "schloss schlossen geschlossen"),
    ("schmelzen", "schmilzt schmolz geschmolzen"),
    ("schneiden", "geschnitten"),
    ("schreiben", "schrieb schrieben geschrieben"),
    ("schreien", "schrie schrien geschrien"),
    ("schreiten", "geschritten"),
    ("schweigen", "schwieg schwiegen geschwiegen"),
    ("schwimmen", "schwammen geschwommen"),
    ("schwinden", "schwand schwanden geschwunden"),
    ("schwören", "schwor schworen geschworen"),
    ("sehen", "sieht sah sahen gesehen"),
    ("singen", "sang sangen gesungen"),
    ("sinken", "sank sanken gesunken"),
    ("sitzen", "saß saßen gesessen"),
    ("sprechen", "spricht sprach gesprochen"),
    ("springen", "sprang sprangen gesprungen"),
    ("stechen", "sticht stach gestochen"),
    ("stehen", "standen gestanden"),
    ("stehlen", "stiehlt gestohlen"),
    ("steigen", "stiegen gestiegen"),
    ("sterben", "stirbt starb starben gestorben"),
    ("stoßen", "stößt stieß stießen gestoßen"),
    ("streichen", "gestrichen"),
    ("streiten", "stritt stritten gestritten"),
    ("tragen", "trägt trug trugen getragen"),
    ("treffen", "trifft traf trafen getroffen"),
    ("treiben", "getrieben"),
    ("treten", "trat traten getreten"),
    ("trinken", "trank tranken getrunken"),
    ("überwinden", "überwand überwunden"),
    ("vergessen", "vergisst vergaß vergaßen"),
    ("verlieren", "verlor verloren"),
    ("verderben", "verdirbt verdarb verdorben"),
    ("vertreten", "vertritt vertrat vertraten"),
    ("wachsen", "wächst wuchsen gewachsen"),
    ("waschen", "wäscht wusch gewaschen"),
    ("weichen", "wich wichen gewichen"),
    ("weisen", "wies wiesen gewiesen"),
    ("wenden", "wandte wandten gewandt"),
    ("werben", "wirbt warb warben geworben"),
    ("werfen", "wirft warf warfen geworfen"),
    ("wiegen", "wog gewogen"),
    ("wissen", "wusste wussten gewusst"),
    ("ziehen", "zog zogen gezogen"),
    ("zwingen", "zwangen gezwungen"),
];

/// What looks like one of these forms, but is another word, or a noun of the same root that has a
/// plural of its own.
const OTHERS: &str = "abfuhr abschied aufwand ausfuhr ausfuhren bedacht begriffen bekannt bekannte \
    bekannten belag betrieben betrug bewusst bot durchfuhr durchfuhren einfuhr einfuhren einwand \
    gefahren gefallen gefangen gelegen gewandt herzog herzogen schien schloss schoss unterschied \
    verbot verdacht verlag verschieden verwandt verwandte verwandten wiesen zufuhr";

/// Endings of participles that stand before a noun.
const ENDINGS: [&str; 5] = ["e", "em", "en", "er", "es"];

/// Knows the verbs.
struct Verbs {
    /// The infinitives of all other forms, and of the participles alone.
    forms: MainForms,
    participles: MainForms,
    /// Those of the participles without "ge".
    bare: MainForms,
    /// The forms of the infinitives, with spaces between them.
    infinitives: MainForms,
    others: HashSet<&'static str>,
}

static KNOWN: LazyLock<Verbs> = LazyLock::new(|| {
    let participle = |forms: &'static str| forms.rsplit(' ').next().unwrap_or(forms);
    let participles = VERBS.iter().map(|(verb, forms)| (participle(forms), *verb));
    // "verlegen" is none of "liegen".
    let has_bare = participles.clone().filter(|(_, verb)| *verb != "liegen");
    let bare = |(form, verb): (&'static str, &'static str)| Some((form.strip_prefix("ge")?, verb));
    Verbs {
        forms: by_form(&VERBS),
        bare: has_bare.filter_map(bare).collect(),
        participles: participles.collect(),
        infinitives: VERBS.into_iter().collect(),
        others: OTHERS.split_whitespace().collect(),
    }
});

/// The infinitive of such a form, whatever stands before the verb: of "übernommen" "übernehmen", of
/// "anzunehmen" "annehmen".
pub(super) fn infinitive_of(word: &str) -> Option<String> {
    let of_form = KNOWN.of(word, &KNOWN.forms);
    // Hardly any word has an ending behind what participles end with.
    let without_ending = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
    let mut may_be = without_ending.filter(|word| word.ends_with(['n', 't']));
    of_form.or_else(|| may_be.find_map(|word| KNOWN.of(word, &KNOWN.participles)))
}

/// Whether nothing stands before a verb.
pub(super) fn is_simple(infinitive: &str) -> bool {
    KNOWN.infinitives.contains_key(infinitive)
}

/// Whether a form is no participle, as "übernahm".
pub(super) fn is_finite(word: &str) -> bool {
    let ends = word.char_indices().map(|(at, _)| word.split_at(at).1);
    let is_form = |end: &str| KNOWN.forms.contains_key(end) && !KNOWN.participles.contains_key(end);
    ends.filter(|end| !end.ends_with("en")).any(is_form)
}

/// The forms of an infinitive that have another vowel, as "betrog" of "betrügen" and "abfuhr" of "abfahren"; of one
/// with something before it no participle, which rules find (`query/inflection.rs`).
pub(super) fn forms_of(infinitive: &str) -> Vec<String> {
    let mut prefixes = SEPARABLE.iter().chain(&INSEPARABLE);
    let known = prefixes.find_map(|prefix| {
        let forms = KNOWN.infinitives.get(infinitive.strip_prefix(prefix)?)?;
        Some(forms.split(' ').map(|form| [prefix, form].concat()))
    });
    let is_told = |form: &String| is_simple(infinitive) || is_finite(form);
    let is_form = |form: &String| infinitive_of(form).as_deref() == Some(infinitive);
    known.into_iter().flatten().filter(|form| is_told(form) && is_form(form)).collect()
}

impl Verbs {
    fn of(&self, word: &str, forms: &MainForms) -> Option<String> {
        if self.others.contains(word) {
            return None;
        }
        let behind = |prefix: &&'static str| Some((*prefix, word.strip_prefix(*prefix)?));
        let separable = SEPARABLE.iter().filter_map(behind).find_map(|(prefix, rest)| {
            let zu = || (!prefix.is_empty()).then(|| rest.strip_prefix("zu")).flatten();
            let infinitive = || self.infinitives.get_key_value(zu()?).map(|(verb, _)| verb);
            let verb = forms.get(rest).or_else(infinitive)?;
            Some([prefix, verb].concat())
        });
        // "Gebot" and "Gesang" are nouns.
        let inseparable = INSEPARABLE.iter().filter(|prefix| **prefix != "ge");
        separable.or_else(|| {
            inseparable.filter_map(behind).find_map(|(prefix, rest)| {
                let verb = forms.get(rest).or_else(|| self.bare.get(rest))?;
                Some([prefix, verb].concat())
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finite_forms() {
        for (word, expect) in [("übernahm", true), ("nimmt", true), ("übernommen", false)] {
            assert_eq!(is_finite(word), expect, "{word}");
        }
    }

    #[test]
    fn forms() {
        for (word, expect) in [
            ("betrügen", "betrog betrogen"),
            ("abfahren", "abfährt"),
            ("übernehmen", "übernimmt übernahm"),
            ("bieten", "geboten"),
            ("legen", ""),
            ("haus", ""),
        ] {
            assert_eq!(forms_of(word).join(" "), expect, "{word}");
        }
    }

    #[test]
    fn infinitives() {
        for (word, expect) in [
            ("nimmt", "nehmen"),
            ("übernommen", "übernehmen"),
            ("übernommene", "übernehmen"),
            ("genannten", "nennen"),
            ("teilgenommen", "teilnehmen"),
            ("teilzunehmen", "teilnehmen"),
            ("versprochenes", "versprechen"),
            ("verschwand", "verschwinden"),
            ("beschloss", "beschließen"),
            ("zurückgezogen", "zurückziehen"),
            ("erfahren", "erfahren"),
            ("nehmen", ""),
            ("verlegen", ""),
            ("herzog", ""),
            ("schloss", ""),
            ("gefangene", ""),
            ("angebot", ""),
            ("gesang", ""),
            ("ausfuhren", ""),
            ("zug", ""),
            ("", ""),
        ] {
            assert_eq!(infinitive_of(word).unwrap_or_default(), expect, "{word}");
        }
    }
}
