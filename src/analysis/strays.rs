//! Words of other languages with forms that no rule leads to, as Swedish "bok" and "böcker", Russian "день" and "дня".
//! What has the stem of such a form has that of the word.

use std::collections::HashMap;

use crate::languages::has_compounds;

/// Letters of a stem that compounds end with, and of what stands before it.
const IN_COMPOUNDS: usize = 4;
const FIRST_PART: usize = 3;

/// For each language words and their forms, one of each stem.
const WORDS: [(&str, &[(&str, &str)]); 11] = [
    (
        "da",
        &[
            ("barn", "børn"),
            ("bog", "bøger"),
            ("bonde", "bønder"),
            ("bror", "brødre"),
            ("by", "byer byerne"),
            ("datter", "døtre"),
            ("far", "fædre"),
            ("finde", "fandt fundet"),
            ("fod", "fødder"),
            ("gammel", "gamle"),
            ("gå", "gik gået"),
            ("gås", "gæs"),
            ("hånd", "hænder"),
            ("ko", "køer"),
            ("kraft", "kræfter"),
            ("mand", "mænd"),
            ("mor", "mødre"),
            ("nat", "nætter"),
            ("rod", "rødder"),
            ("skrive", "skrev skrevet"),
            ("stang", "stænger"),
            ("søn", "sønner"),
            ("tand", "tænder"),
            ("øje", "øjne"),
        ],
    ),
    (
        "es",
        &[
            ("crimen", "crímenes"),
            ("examen", "exámenes"),
            ("imagen", "imágenes"),
            ("origen", "orígenes"),
            ("régimen", "regímenes"),
            ("volumen", "volúmenes"),
        ],
    ),
    (
        "fr",
        &[
            ("beau", "belle bel belles"),
            ("blanc", "blanche"),
            ("ciel", "cieux"),
            ("doux", "douce"),
            ("faux", "fausse"),
            ("feu", "feux"),
            ("fou", "folle"),
            ("frais", "fraîche"),
            ("grec", "grecque"),
            ("jeu", "jeux"),
            ("long", "longue"),
            ("nouveau", "nouvelle nouvel nouvelles"),
            ("public", "publique"),
            ("roux", "rousse"),
            ("vieux", "vieille vieil vieilles"),
            ("œil", "oeil yeux"),
        ],
    ),
    (
        "it",
        &[
            ("bue", "buoi"),
            ("dottore", "dottoressa"),
            ("professore", "professoressa"),
            ("studente", "studentessa"),
            ("tempio", "templi"),
            ("uomo", "uomini"),
        ],
    ),
    (
        "nl",
        &[
            ("bad", "baden"),
            ("bedrag", "bedragen"),
            ("blad", "bladen bladeren"),
            ("centrum", "centra"),
            ("dag", "dagen"),
            ("dak", "daken"),
            ("ei", "eieren"),
            ("gat", "gaten"),
            ("gebed", "gebeden"),
            ("glas", "glazen"),
            ("god", "goden"),
            ("graf", "graven"),
            ("hof", "hoven"),
            ("idee", "ideeën"),
            ("kalf", "kalveren"),
            ("kind", "kinderen"),
            ("lid", "leden"),
            ("lied", "liederen"),
            ("lot", "loten"),
            ("museum", "musea"),
            ("oorlog", "oorlogen"),
            ("pad", "paden"),
            ("schip", "schepen"),
            ("slot", "sloten"),
            ("smid", "smeden"),
            ("spel", "spelen"),
            ("stad", "steden"),
            ("vat", "vaten"),
            ("verbod", "verboden"),
            ("verdrag", "verdragen"),
            ("volk", "volkeren"),
            ("weg", "wegen"),
        ],
    ),
    ("nb", NORWEGIAN),
    ("nn", NORWEGIAN),
    ("no", NORWEGIAN),
    ("pt", &[("deus", "deuses"), ("gás", "gases"), ("mês", "meses")]),
    (
        "ru",
        &[
            ("брат", "братья"),
            ("ветер", "ветра ветры"),
            ("день", "дня дни дней"),
            ("деревня", "деревень"),
            ("дочь", "дочери"),
            ("друг", "друзья"),
            ("конец", "конца концы"),
            ("кусок", "куска куски"),
            ("лев", "льва львы"),
            ("лёд", "льда"),
            ("мать", "матери"),
            ("огонь", "огня огни"),
            ("окно", "окон"),
            ("отец", "отца отцы"),
            ("палец", "пальца пальцы"),
            ("письмо", "писем"),
            ("подарок", "подарка подарки"),
            ("порядок", "порядка"),
            ("ребёнок", "дети ребята"),
            ("рисунок", "рисунка рисунки"),
            ("рынок", "рынка рынки"),
            ("семья", "семей"),
            ("сестра", "сестёр сестер"),
            ("сон", "сны"),
            ("список", "списка списки"),
            ("сын", "сыновья"),
            ("угол", "угла углы"),
            ("участок", "участка участки"),
            ("церковь", "церкви"),
            ("человек", "люди"),
        ],
    ),
    (
        "sv",
        &[
            ("bok", "böcker"),
            ("bokstav", "bokstäver"),
            ("bonde", "bönder"),
            ("brand", "bränder"),
            ("broder", "bröder"),
            ("bror", "bröder"),
            ("dotter", "döttrar"),
            ("dricka", "drack druckit"),
            ("fader", "fäder"),
            ("far", "fäder"),
            ("finna", "fann funnit"),
            ("fot", "fötter"),
            ("få", "fick fått"),
            ("gammal", "gamla"),
            ("gå", "gick gått"),
            ("gås", "gäss"),
            ("göra", "gjorde gjort"),
            ("hand", "händer"),
            ("land", "länder"),
            ("ledamot", "ledamöter"),
            ("lus", "löss"),
            ("man", "män männen"),
            ("moder", "mödrar"),
            ("mor", "mödrar"),
            ("mus", "möss"),
            ("natt", "nätter"),
            ("rot", "rötter"),
            ("skriva", "skrev skrivit"),
            ("son", "söner"),
            ("springa", "sprang sprungit"),
            ("stad", "städer"),
            ("strand", "stränder"),
            ("stång", "stänger"),
            ("säga", "sade sagt"),
            ("ta", "tog tagit"),
            ("tand", "tänder"),
            ("tång", "tänger"),
            ("öga", "ögon"),
            ("öra", "öron"),
        ],
    ),
];

const NORWEGIAN: &[(&str, &str)] = &[
    ("bok", "bøker"),
    ("bonde", "bønder"),
    ("bror", "brødre"),
    ("by", "byer"),
    ("datter", "døtre"),
    ("far", "fedre"),
    ("finne", "fant funnet"),
    ("fot", "føtter"),
    ("gammel", "gamle"),
    ("gå", "gikk gått"),
    ("hånd", "hender"),
    ("kne", "knær"),
    ("kraft", "krefter"),
    ("ku", "kyr"),
    ("mann", "menn"),
    ("mor", "mødre"),
    ("natt", "netter"),
    ("rot", "røtter"),
    ("skrive", "skrev skrevet"),
    ("stang", "stenger"),
    ("strand", "strender"),
    ("ta", "tok tatt"),
    ("tann", "tenner"),
    ("tre", "trær"),
    ("øye", "øyne"),
];

/// The words of a language by the stems of their forms.
#[derive(Default)]
pub(crate) struct Strays {
    stems: HashMap<String, String>,
    compounding: bool,
}

impl Strays {
    /// Those of the language with this tag, which has this stemmer.
    pub(crate) fn of(tag: &str, stem: impl Fn(&str) -> String) -> Self {
        let mut stems = HashMap::new();
        for (word, forms) in words(tag) {
            for form in forms.split(' ').map(&stem).filter(|form| *form != stem(word)) {
                stems.insert(form, stem(word));
            }
        }
        Self { stems, compounding: has_compounds(tag) }
    }

    /// The stem of the word of which a stem is that of a form.
    pub(crate) fn stem(&self, stem: String) -> String {
        if self.stems.is_empty() {
            return stem;
        }
        if let Some(word) = self.stems.get(&stem) {
            return word.clone();
        }
        let parts = stem.char_indices().skip(FIRST_PART).map(|(at, _)| stem.split_at(at));
        let parts =
            parts.filter(|(_, end)| self.compounding && end.chars().count() >= IN_COMPOUNDS);
        let mut found =
            parts.filter_map(|(first, end)| Some([first, self.stems.get(end)?].concat()));
        found.next().unwrap_or(stem)
    }
}

/// The other forms of a word that has such.
pub(crate) fn others_of(tag: &str, word: &str) -> Vec<String> {
    let all = words(tag).iter().map(|(main, forms)| std::iter::once(*main).chain(forms.split(' ')));
    let of_it = all.filter(|all| all.clone().any(|form| form == word));
    of_it.flatten().filter(|form| *form != word).map(str::to_owned).collect()
}

fn words(tag: &str) -> &'static [(&'static str, &'static str)] {
    WORDS.iter().find(|(of, _)| *of == tag).map_or(&[], |(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::stemmer::Stemmer;

    #[test]
    fn forms_have_the_stem_of_their_word() {
        for (tag, form, word) in [
            ("sv", "böckerna", "bok"),
            ("sv", "handböcker", "handbok"),
            ("da", "mændene", "mand"),
            ("nb", "føtter", "fot"),
            ("nl", "steden", "stad"),
            ("nl", "hoofdsteden", "hoofdstad"),
            ("fr", "yeux", "œil"),
            ("ru", "дня", "день"),
            ("sv", "hus", "hus"),
        ] {
            let stemmer = Stemmer::of(tag);
            let stem = |word: &str| stemmer.stem(word).into_owned();
            let strays = Strays::of(tag, stem);
            assert_eq!(strays.stem(stem(form)), stem(word), "{tag} {form}");
        }
    }

    #[test]
    fn others() {
        for (tag, word, expect) in
            [("sv", "bok", "böcker"), ("sv", "böcker", "bok"), ("sv", "hus", ""), ("de", "bok", "")]
        {
            assert_eq!(others_of(tag, word).join(" "), expect, "{tag} {word}");
        }
    }
}
