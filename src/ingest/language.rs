//! Which language a text is in: as stated, else guessed from its words.
//!
//! Two detectors are asked. `whichlang` is right most often, but knows few languages and
//! answers one of them whatever it is given; `whatlang` knows many, and says whether it is
//! sure. What both say holds, and what only one can know if it is sure of it.

use std::collections::BTreeMap;

use whatlang::{Lang, Script};

use super::clean;
use crate::{Document, Section};

/// The guess reads no more of a text than this many bytes.
const SAMPLE: usize = 1024;

/// Characters that the slower detector reads of it.
const SHORT_SAMPLE: usize = 200;

/// Characters of a section from which its language shows. A shorter one is a heading with a
/// sentence, and any name or quotation in it counts too much.
const SECTION_CHARS: usize = 200;

/// Characters from which a text is more than a title, which may be any name.
const SENTENCE_CHARS: usize = 60;

/// Words from which on a language shows, in the letters that most languages have.
const FEWEST_WORDS: usize = 3;

/// The primary subtag of a stated language (`de-AT` → `de`), or `None` if it is none.
pub(super) fn stated(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_', ',', ' ']).next()?.to_ascii_lowercase();
    let well_formed =
        (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
    (well_formed && primary != "und" && primary != "mul").then_some(primary)
}

/// What is wrong with a stated language that is none. Nothing is with one that says so (`und`), that
/// is of its owner's own making (`x-klingon`), or that a template fills in.
pub(super) fn mistake(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
    let is_meant = primary.len() > 1 && !matches!(primary, "und" | "mul") && !tag.contains('{');
    (is_meant && stated(tag).is_none()).then(|| {
        let shown = clean::mistyped(&clean::line(tag));
        format!(
            "expected its language as `de` or `de-AT`, found {shown:?}; it is taken for unstated"
        )
    })
}

/// The language that a document's words tell; empty if they do not tell it clearly.
pub(super) fn guess(document: &Document) -> String {
    let mut sample = document.title.clone();
    for section in &document.sections {
        if sample.len() >= SAMPLE {
            break;
        }
        for part in [&section.heading, &section.text] {
            sample.push('\n');
            sample.extend(part.chars().take(SAMPLE));
        }
    }
    detect(&sample).unwrap_or_default().to_owned()
}

/// Of so many documents of a site all but one are in its language.
const OF_SITE: usize = 5;

/// Takes what tells no language, such as a short entry of a list, for one in the language of its
/// site, if that has one.
pub(super) fn fill_in(documents: &mut [&mut Document]) {
    let mut counts = BTreeMap::<&str, usize>::new();
    let told = documents.iter().map(|document| document.lang.as_str());
    told.filter(|lang| !lang.is_empty()).for_each(|lang| *counts.entry(lang).or_default() += 1);
    let all: usize = counts.values().sum();
    // One that was guessed among many that tell nothing is chance.
    if all * 2 < documents.len() {
        return;
    }
    let of_site = counts.into_iter().find(|(_, count)| (all - count) * OF_SITE <= all);
    let Some(lang) = of_site.map(|(lang, _)| lang.to_owned()) else { return };
    let unclear = documents.iter_mut().filter(|document| document.lang.is_empty());
    unclear.for_each(|document| document.lang.clone_from(&lang));
}

/// Tells the sections that are in another language than their document.
pub(super) fn mark_sections(document: &mut Document) {
    for section in &mut document.sections {
        if let Some(lang) = other_language(section, &document.lang) {
            lang.clone_into(&mut section.lang);
        }
    }
}

/// The language of a long section, where both detectors say that it is another one.
fn other_language(section: &Section, lang: &str) -> Option<&'static str> {
    section.text.char_indices().nth(SECTION_CHARS)?;
    let sample = start(&section.text);
    let quick = Lang::from_code(quick(sample)).filter(|quick| tag(*quick) != lang)?;
    let info = whatlang::detect(sample)?;
    (info.is_reliable() && info.lang() == quick).then(|| tag(quick))
}

fn detect(text: &str) -> Option<&'static str> {
    let quick = quick(text);
    let info = whatlang::detect(start(text))?;
    // Of a name or two nobody can tell: "Müller" looks Turkish.
    if text.split_whitespace().nth(FEWEST_WORDS - 1).is_none() && info.script() == Script::Latin {
        return None;
    }
    match Lang::from_code(quick) {
        Some(quick) if quick == info.lang() => Some(tag(quick)),
        // Of the languages of Scandinavia `whichlang` knows one, and takes the others for it.
        Some(Lang::Swe)
            if matches!(info.lang(), Lang::Dan | Lang::Nob)
                && text.char_indices().nth(SENTENCE_CHARS).is_some() =>
        {
            Some(tag(info.lang()))
        }
        // `whichlang` knows it, and says that it is another one.
        Some(_) if QUICK.contains(&info.lang()) => None,
        _ if info.is_reliable() => Some(tag(info.lang())),
        // It takes more to tell Danish from Norwegian.
        _ => {
            let info = whatlang::detect(text)?;
            (info.is_reliable() && !QUICK.contains(&info.lang())).then(|| tag(info.lang()))
        }
    }
}

/// What `whichlang` says, in three letters.
fn quick(text: &str) -> &'static str {
    whichlang::detect_language(text).three_letter_code()
}

/// The languages that `whichlang` knows.
const QUICK: [Lang; 16] = [
    Lang::Ara,
    Lang::Cmn,
    Lang::Deu,
    Lang::Eng,
    Lang::Fra,
    Lang::Hin,
    Lang::Ita,
    Lang::Jpn,
    Lang::Kor,
    Lang::Nld,
    Lang::Por,
    Lang::Rus,
    Lang::Spa,
    Lang::Swe,
    Lang::Tur,
    Lang::Vie,
];

fn start(text: &str) -> &str {
    let end = text.char_indices().nth(SHORT_SAMPLE).map_or(text.len(), |(end, _)| end);
    text.get(..end).unwrap_or(text)
}

/// BCP 47 takes the two-letter code where there is one.
fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Afr => "af",
        Lang::Aka => "ak",
        Lang::Amh => "am",
        Lang::Ara => "ar",
        Lang::Aze => "az",
        Lang::Bel => "be",
        Lang::Ben => "bn",
        Lang::Bul => "bg",
        Lang::Cat => "ca",
        Lang::Ces => "cs",
        Lang::Cmn => "zh",
        Lang::Cym => "cy",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Eng => "en",
        Lang::Epo => "eo",
        Lang::Est => "et",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Guj => "gu",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Hye => "hy",
        Lang::Ind => "id",
        Lang::Ita => "it",
        Lang::Jav => "jv",
        Lang::Jpn => "ja",
        Lang::Kan => "kn",
        Lang::Kat => "ka",
        Lang::Khm => "km",
        Lang::Kor => "ko",
        Lang::Lat => "la",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Mal => "ml",
        Lang::Mar => "mr",
        Lang::Mkd => "mk",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Nld => "nl",
        Lang::Nob => "nb",
        Lang::Ori => "or",
        Lang::Pan => "pa",
        Lang::Pes => "fa",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Sin => "si",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Sna => "sn",
        Lang::Spa => "es",
        Lang::Srp => "sr",
        Lang::Swe => "sv",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Tgl => "tl",
        Lang::Tha => "th",
        Lang::Tuk => "tk",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Urd => "ur",
        Lang::Uzb => "uz",
        Lang::Vie => "vi",
        Lang::Yid => "yi",
        Lang::Zul => "zu",
        // A language that a later version of the crate knows: its three letters are valid too.
        #[allow(unreachable_patterns)]
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Section;

    #[test]
    fn stated_tags() {
        let cases = [
            ("de", Some("de")),
            ("de-AT", Some("de")),
            ("EN_us", Some("en")),
            (" gsw ", Some("gsw")),
            ("de, en", Some("de")),
            ("", None),
            ("deutsch", None),
            ("und", None),
            ("x-klingon", None),
            ("{{ lang }}", None),
            ("<x>", None),
        ];
        for (tag, expect) in cases {
            assert_eq!(stated(tag).as_deref(), expect, "{tag:?}");
            let is_told = ["deutsch", "<x>"].contains(&tag);
            assert_eq!(mistake(tag).is_some(), is_told, "{tag:?}");
        }
    }

    #[test]
    fn guesses() {
        let cases = [
            (
                "Die Polizei warnt vor Betrügern, die sich am Telefon als Beamte ausgeben und \
                 nach Schmuck und Geld fragen.",
                "de",
            ),
            (
                "The city council has agreed to join the European network, which brings \
                 together towns that want to learn from each other.",
                "en",
            ),
            ("Wo steht der Schrank?", "de"),
            ("Where is the cupboard?", "en"),
            ("Szafa stoi obok okna w największym pokoju, a stół jest na środku.", "pl"),
            ("Biblioteket ligger ved siden af torvet og har åbent hver dag undtagen søndag.", "da"),
            ("Biblioteket ligger ved siden av torget og er åpent hver dag unntatt søndag.", "nb"),
            ("打击人口贩运的行动计划", "zh"),
            ("人身取引を防ぐための行動計画", "ja"),
            ("Blog", ""),
            ("42", ""),
            ("Müller", ""),
            ("Jörg Möller", ""),
        ];
        for (text, expect) in cases {
            let section = Section { text: text.to_owned(), ..Section::default() };
            let document = Document { sections: vec![section], ..Document::default() };
            assert_eq!(guess(&document), expect, "{text:?}");
        }
    }

    #[test]
    fn what_tells_no_language_is_in_that_of_its_site() {
        let cases = [
            ("de de  de", "de de de de"),
            (" de", "de de"),
            ("  fi", "  fi"),
            ("de de de de en ", "de de de de en de"),
            ("de de de en ", "de de de en "),
            (" ", " "),
        ];
        for (told, expect) in cases {
            let of = |lang: &str| Document { lang: lang.to_owned(), ..Document::default() };
            let mut documents: Vec<Document> = told.split(' ').map(of).collect();
            fill_in(&mut documents.iter_mut().collect::<Vec<_>>());
            let found: Vec<&str> = documents.iter().map(|it| it.lang.as_str()).collect();
            assert_eq!(found.join(" "), expect, "{told:?}");
        }
    }

    #[test]
    fn sections_in_another_language() {
        let german = "Die Polizei warnt vor Betrügern, die sich am Telefon als Beamte ausgeben. ";
        let english = "The council has agreed to join the network, which brings towns together. ";
        let cases = [
            (german.repeat(4), ""),
            (english.repeat(4), "en"),
            (english.to_owned(), ""),
            ("fn main() { println!(\"{}\", x); } ".repeat(9), ""),
        ];
        for (text, expect) in cases {
            let section = Section { text: text.clone(), ..Section::default() };
            let mut document =
                Document { lang: "de".to_owned(), sections: vec![section], ..Document::default() };
            mark_sections(&mut document);
            assert_eq!(document.sections[0].lang, expect, "{text}");
        }
    }
}
