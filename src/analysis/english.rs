//! What Snowball's stemmer does not know of English: words that share a stem by chance, forms that have no stem in common ("went",
//! "children"), and words that are spelt in two ways, the British and the American.

use std::sync::LazyLock;

use crate::analysis::{MainForms, by_form, first_forms};

/// Forms of words that Snowball gives the stem of another: "several" that of "severe", "business" that of "busy". Those
/// of one word side by side.
const APART: [&str; 64] = [
    "accession accessions",
    "animal animals",
    "apartment apartments",
    "authority authorities authoritative",
    "authorization authorizations authorize authorized authorizes authorizing",
    "business businesses",
    "comprehensive comprehensively",
    "considerable considerably",
    "consistent consistently",
    "contention contentions",
    "convent convents",
    "critic critics",
    "customer customers",
    "customs",
    "department departments",
    "digit digits",
    "engineer engineers engineered engineering",
    "except",
    "exclusive exclusively",
    "executive executives",
    "experiment experiments experimental experimentally experimentation experimented experimenting",
    "extensive extensively",
    "fitness",
    "formation formations",
    "goods",
    "hardly",
    "hospitable hospitably",
    "humane humanely",
    "icing icings",
    "identical identically",
    "importance important importantly",
    "informal informally",
    "initial initials initially",
    "initiative initiatives",
    "integral integrals",
    "integrity",
    "lately",
    "liberal liberals liberally",
    "likely",
    "literal literals literally",
    "majority majorities",
    "memorial memorials",
    "mineral minerals",
    "morale",
    "nearly",
    "numerous",
    "objective objectives objectively",
    "officer officers",
    "personal personally",
    "physics",
    "polite politely politeness",
    "positive positives positively",
    "procession processions",
    "progressive progressively",
    "publication publications",
    "ration rations rationed rationing",
    "relativity",
    "respective respectively",
    "severe severely severity",
    "shortly",
    "successive successively",
    "terminal terminals",
    "transition transitions",
    "witness witnesses witnessed witnessing",
];

/// Words, and those of their forms that have another stem. Those that are rather other words ("saw",
/// "left", "found") are left out.
const FORMS: [(&str, &str); 163] = [
    ("analysis", "analyses"),
    ("appendix", "appendices"),
    ("arise", "arose arisen"),
    ("axis", "axes"),
    ("bacterium", "bacteria"),
    ("basis", "bases"),
    ("become", "became"),
    ("begin", "began begun"),
    ("bend", "bent"),
    ("bite", "bitten"),
    ("bleed", "bled"),
    ("blow", "blew blown"),
    ("break", "broke broken"),
    ("breed", "bred"),
    ("bring", "brought"),
    ("build", "built"),
    ("burn", "burnt"),
    ("buy", "bought"),
    ("calf", "calves"),
    ("catch", "caught"),
    ("child", "children"),
    ("choose", "chose chosen"),
    ("cling", "clung"),
    ("come", "came"),
    ("creep", "crept"),
    ("crisis", "crises"),
    ("criterion", "criteria"),
    ("curriculum", "curricula"),
    ("deal", "dealt"),
    ("diagnosis", "diagnoses"),
    ("dig", "dug"),
    ("do", "did done"),
    ("draw", "drew drawn"),
    ("dream", "dreamt"),
    ("drink", "drank drunk"),
    ("drive", "drove driven"),
    ("eat", "ate eaten"),
    ("ellipsis", "ellipses"),
    ("emphasis", "emphases"),
    ("fall", "fell fallen"),
    ("feed", "fed"),
    ("feel", "felt"),
    ("fight", "fought"),
    ("fly", "flew flown"),
    ("foot", "feet"),
    ("forbid", "forbade forbidden"),
    ("foresee", "foresaw foreseen"),
    ("forget", "forgot forgotten"),
    ("forgive", "forgave forgiven"),
    ("freeze", "froze frozen"),
    ("fungus", "fungi"),
    ("get", "got gotten"),
    ("give", "gave given"),
    ("go", "went gone"),
    ("goose", "geese"),
    ("grow", "grew grown"),
    ("half", "halves"),
    ("hang", "hung"),
    ("hear", "heard"),
    ("hide", "hid hidden"),
    ("hold", "held"),
    ("hypothesis", "hypotheses"),
    ("index", "indices"),
    ("keep", "kept"),
    ("kneel", "knelt"),
    ("knife", "knives"),
    ("know", "knew known"),
    ("lay", "laid"),
    ("lead", "led"),
    ("leaf", "leaves"),
    ("leap", "leapt"),
    ("learn", "learnt"),
    ("lend", "lent"),
    ("life", "lives"),
    ("loaf", "loaves"),
    ("lose", "lost"),
    ("louse", "lice"),
    ("make", "made"),
    ("man", "men"),
    ("matrix", "matrices"),
    ("mean", "meant"),
    ("meet", "met"),
    ("mislead", "misled"),
    ("mistake", "mistook mistaken"),
    ("misunderstand", "misunderstood"),
    ("mouse", "mice"),
    ("nucleus", "nuclei"),
    ("overcome", "overcame"),
    ("override", "overrode overridden"),
    ("oversee", "oversaw overseen"),
    ("overtake", "overtook overtaken"),
    ("overwrite", "overwrote overwritten"),
    ("ox", "oxen"),
    ("parenthesis", "parentheses"),
    ("pay", "paid"),
    ("person", "people"),
    ("phenomenon", "phenomena"),
    ("prove", "proven"),
    ("rebuild", "rebuilt"),
    ("redo", "redid redone"),
    ("rewrite", "rewrote rewritten"),
    ("ride", "rode ridden"),
    ("ring", "rang rung"),
    ("rise", "rose risen"),
    ("run", "ran"),
    ("say", "said"),
    ("scarf", "scarves"),
    ("see", "seen"),
    ("seek", "sought"),
    ("sell", "sold"),
    ("send", "sent"),
    ("shake", "shook shaken"),
    ("shelf", "shelves"),
    ("shine", "shone"),
    ("show", "shown"),
    ("shrink", "shrank shrunk"),
    ("sing", "sang sung"),
    ("sink", "sank sunk"),
    ("sleep", "slept"),
    ("slide", "slid"),
    ("speak", "spoke spoken"),
    ("spell", "spelt"),
    ("spend", "spent"),
    ("spill", "spilt"),
    ("spin", "spun"),
    ("spring", "sprang sprung"),
    ("stand", "stood"),
    ("steal", "stole stolen"),
    ("stimulus", "stimuli"),
    ("sting", "stung"),
    ("strike", "struck"),
    ("swear", "swore sworn"),
    ("sweep", "swept"),
    ("swim", "swam swum"),
    ("swing", "swung"),
    ("synopsis", "synopses"),
    ("synthesis", "syntheses"),
    ("take", "took taken"),
    ("teach", "taught"),
    ("tear", "tore torn"),
    ("tell", "told"),
    ("thesis", "theses"),
    ("thief", "thieves"),
    ("think", "thought"),
    ("throw", "threw thrown"),
    ("tooth", "teeth"),
    ("undergo", "underwent undergone"),
    ("understand", "understood"),
    ("undertake", "undertook undertaken"),
    ("undo", "undid undone"),
    ("uphold", "upheld"),
    ("vertex", "vertices"),
    ("wake", "woke woken"),
    ("wear", "wore worn"),
    ("weave", "wove woven"),
    ("weep", "wept"),
    ("wife", "wives"),
    ("win", "won"),
    ("withdraw", "withdrew withdrawn"),
    ("withhold", "withheld"),
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

static FIRST_OF: LazyLock<MainForms> = LazyLock::new(|| first_forms(&APART));

/// What the forms of a word have in common by their `stem`, and whether they are apart from others
/// of which that is the stem.
pub(crate) fn group(word: &str, stem: impl Fn(&str) -> String) -> (bool, String) {
    let main = main_form_of(word);
    let word = main.as_deref().unwrap_or(word);
    match FIRST_OF.get(word) {
        Some(first) => (true, (*first).to_owned()),
        None => (false, stem(word)),
    }
}

/// The forms of a word that have another stem.
pub(crate) fn forms_of(main: &str) -> Vec<String> {
    let place = FORMS.binary_search_by_key(&main, |(word, _)| word).ok();
    let forms = place.map(|at| FORMS[at].1.split(' ').map(str::to_owned).collect());
    forms.unwrap_or_default()
}

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
    use crate::analysis::stemmer::Stemmer;

    #[test]
    fn words_are_apart_by_all_their_forms() {
        let stemmer = Stemmer::of("en");
        let group = |word: &str| group(word, |word| stemmer.stem(word).into_owned());
        for (one, other) in [
            ("several", "severe"),
            ("author", "authority"),
            ("busy", "business"),
            ("experience", "experiment"),
            ("numerical", "numerous"),
            ("goods", "good"),
            ("university", "universe"),
            ("organ", "organization"),
            ("policy", "police"),
            ("general", "generate"),
            ("import", "important"),
            ("new", "news"),
            ("international", "internal"),
        ] {
            assert_ne!(group(one), group(other), "{one} {other}");
        }
        for (one, other) in [
            ("businesses", "business"),
            ("authors", "author"),
            ("authorised", "authorization"),
            ("engineering", "engineer"),
            ("imported", "import"),
        ] {
            assert_eq!(group(one), group(other), "{one} {other}");
        }
    }

    #[test]
    fn no_word_is_apart_twice() {
        let forms = APART.iter().flat_map(|forms| forms.split(' '));
        assert_eq!(forms.count(), FIRST_OF.len());
    }

    #[test]
    fn forms() {
        assert!(FORMS.is_sorted());
        for (word, expect) in [("fly", "flew flown"), ("child", "children"), ("house", "")] {
            assert_eq!(forms_of(word).join(" "), expect, "{word}");
        }
    }

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
