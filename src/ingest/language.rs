//! Which language a text is in: as stated, else guessed from its words.

use whatlang::Lang;

use crate::Document;

/// The guess reads no more of a text than this many bytes.
const SAMPLE: usize = 4096;

/// The primary subtag of a stated language (`de-AT` → `de`), or `None` if it is none.
pub(super) fn stated(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_', ',', ' ']).next()?.to_ascii_lowercase();
    let well_formed =
        (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
    (well_formed && primary != "und" && primary != "mul").then_some(primary)
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
    let info = whatlang::detect(&sample).filter(whatlang::Info::is_reliable);
    info.map_or_else(String::new, |info| tag(info.lang()).to_owned())
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
            ("<x>", None),
        ];
        for (tag, expect) in cases {
            assert_eq!(stated(tag).as_deref(), expect, "{tag:?}");
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
            ("打击人口贩运的行动计划", "zh"),
            ("人身取引を防ぐための行動計画", "ja"),
            ("42", ""),
        ];
        for (text, expect) in cases {
            let section = Section { text: text.to_owned(), ..Section::default() };
            let document = Document { sections: vec![section], ..Document::default() };
            assert_eq!(guess(&document), expect, "{text:?}");
        }
    }
}
