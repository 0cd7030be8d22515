//! What Snowball's stemmer does not know of English: forms that have no stem in common ("went",
//! "children"), and words that are spelt in two ways, the British and the American.

use std::sync::LazyLock;

use crate::analysis::{MainForms, by_form};

/// Words, and those of their forms that have another stem. Those that are rather other words ("saw",
/// "left", "found") are left out.
const FORMS: [(&str, &str); 86] = [
    ("analysis", "analyses"),
    ("axis", "axes"),
    ("basis", "bases"),
    ("become", "became"),
    ("begin", "began begun"),
    ("break", "broke broken"),
    ("bring", "brought"),
    ("build", "built"),
    ("buy", "bought"),
    ("calf", "calves"),
    ("catch", "caught"),
    ("child", "children"),
    ("choose", "chose chosen"),
    ("come", "came"),
    ("crisis", "crises"),
    ("criterion", "criteria"),
    ("deal", "dealt"),
    ("draw", "drew drawn"),
    ("drink", "drank drunk"),
    ("drive", "drove driven"),
    ("eat", "ate eaten"),
    ("fall", "fell fallen"),
    ("feed", "fed"),
    ("feel", "felt"),
    ("fight", "fought"),
    ("fly", "flew flown"),
    ("foot", "feet"),
    ("forbid", "forbade forbidden"),
    ("forget", "forgot forgotten"),
    ("freeze", "froze frozen"),
    ("get", "got gotten"),
    ("give", "gave given"),
    ("go", "went gone"),
    ("goose", "geese"),
    ("grow", "grew grown"),
    ("half", "halves"),
    ("hear", "heard"),
    ("hide", "hid hidden"),
    ("hold", "held"),
    ("hypothesis", "hypotheses"),
    ("index", "indices"),
    ("keep", "kept"),
    ("knife", "knives"),
    ("know", "knew known"),
    ("lead", "led"),
    ("leaf", "leaves"),
    ("life", "lives"),
    ("loaf", "loaves"),
    ("lose", "lost"),
    ("make", "made"),
    ("man", "men"),
    ("matrix", "matrices"),
    ("mean", "meant"),
    ("meet", "met"),
    ("mouse", "mice"),
    ("pay", "paid"),
    ("person", "people"),
    ("phenomenon", "phenomena"),
    ("ride", "rode ridden"),
    ("rise", "rose risen"),
    ("run", "ran"),
    ("sell", "sold"),
    ("send", "sent"),
    ("shake", "shook shaken"),
    ("shelf", "shelves"),
    ("sing", "sang sung"),
    ("sink", "sank sunk"),
    ("sleep", "slept"),
    ("speak", "spoke spoken"),
    ("spend", "spent"),
    ("steal", "stole stolen"),
    ("swim", "swam swum"),
    ("take", "took taken"),
    ("teach", "taught"),
    ("tell", "told"),
    ("thesis", "theses"),
    ("think", "thought"),
    ("throw", "threw thrown"),
    ("tooth", "teeth"),
    ("understand", "understood"),
    ("vertex", "vertices"),
    ("wear", "wore worn"),
    ("wife", "wives"),
    ("wolf", "wolves"),
    ("woman", "women"),
    ("write", "wrote written"),
];

/// British spellings at the beginning of words, and the American ones.
const SPELLINGS: [(&str, &str); 30] = [
    ("behaviour", "behavior"),
    ("catalogue", "catalog"),
    ("centre", "center"),
    ("cheque", "check"),
    ("colour", "color"),
    ("defence", "defense"),
    ("dialogue", "dialog"),
    ("endeavour", "endeavor"),
    ("favour", "favor"),
    ("fibre", "fiber"),
    ("flavour", "flavor"),
    ("grey", "gray"),
    ("harbour", "harbor"),
    ("honour", "honor"),
    ("humour", "humor"),
    ("jewellery", "jewelry"),
    ("labour", "labor"),
    ("licence", "license"),
    ("litre", "liter"),
    ("metre", "meter"),
    ("mould", "mold"),
    ("neighbour", "neighbor"),
    ("offence", "offense"),
    ("plough", "plow"),
    ("programme", "program"),
    ("rumour", "rumor"),
    ("theatre", "theater"),
    ("travell", "travel"),
    ("tumour", "tumor"),
    ("tyre", "tire"),
];

/// The ends of verbs and what is made of them.
const ENDS: [(&str, &str); 7] = [
    ("isation", "ization"),
    ("isations", "izations"),
    ("ise", "ize"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("ising", "izing"),
    ("yse", "yze"),
];

/// Letters before such an end: "wise" and "promise" have none of these.
const BEFORE_END: usize = 5;

static MAIN_FORMS: LazyLock<MainForms> = LazyLock::new(|| by_form(&FORMS));

/// The word that this is such a form, or another spelling, of.
pub(crate) fn main_form_of(word: &str) -> Option<String> {
    if let Some(main) = MAIN_FORMS.get(word) {
        return Some((*main).to_owned());
    }
    let begun = SPELLINGS.iter().find_map(|(british, american)| {
        let rest = word.strip_prefix(british)?;
        // "programmer" is no "programr", nor "centred" a "centerd".
        (!rest.starts_with(['d', 'r'])).then(|| [american, rest].concat())
    });
    begun.or_else(|| {
        ENDS.iter().find_map(|(british, american)| {
            let start = word.strip_suffix(british)?;
            (start.len() >= BEFORE_END).then(|| [start, american].concat())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn main_forms() {
        for (word, expect) in [
            ("went", "go"),
            ("children", "child"),
            ("colours", "colors"),
            ("organisation", "organization"),
            ("initialised", "initialized"),
            ("programmer", ""),
            ("programmed", ""),
            ("fulfill", ""),
            ("colourless", "colorless"),
            ("promise", ""),
            ("found", ""),
            ("house", ""),
            ("", ""),
        ] {
            assert_eq!(main_form_of(word).unwrap_or_default(), expect, "{word}");
        }
    }
}
