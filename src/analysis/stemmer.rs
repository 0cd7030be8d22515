//! Inflected forms → stems, by Snowball's algorithms and our own for Korean, at build time only: the
//! browser has `endings`.

use std::borrow::Cow;

use super::korean;
use snowball_stemmers_rs::{Algorithm, Stemmer as Snowball};

/// The stemmer of a language.
pub(crate) enum Stemmer {
    Snowball(Snowball),
    Korean,
    /// Words are their own stems.
    None,
}

impl Stemmer {
    /// The stemmer for a primary language tag such as `de`.
    pub(crate) fn of(lang: &str) -> Self {
        match lang {
            "ko" => Self::Korean,
            _ => algorithm(lang).map_or(Self::None, |it| Self::Snowball(Snowball::create(it))),
        }
    }

    /// The stem of a word in lower case.
    pub(crate) fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        match self {
            Self::Snowball(snowball) => snowball.stem(word),
            Self::Korean => Cow::Borrowed(korean::stem(word)),
            Self::None => Cow::Borrowed(word),
        }
    }
}

fn algorithm(lang: &str) -> Option<Algorithm> {
    Some(match lang {
        "ar" => Algorithm::Arabic,
        "hy" => Algorithm::Armenian,
        "eu" => Algorithm::Basque,
        "ca" => Algorithm::Catalan,
        "cs" => Algorithm::Czech,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "en" => Algorithm::English,
        "nl" => Algorithm::Dutch,
        "eo" => Algorithm::Esperanto,
        "et" => Algorithm::Estonian,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "el" => Algorithm::Greek,
        "hi" => Algorithm::Hindi,
        "hu" => Algorithm::Hungarian,
        "id" => Algorithm::Indonesian,
        "ga" => Algorithm::Irish,
        "it" => Algorithm::Italian,
        "lt" => Algorithm::Lithuanian,
        "ne" => Algorithm::Nepali,
        "no" | "nb" | "nn" => Algorithm::Norwegian,
        "fa" => Algorithm::Persian,
        "pl" => Algorithm::Polish,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sr" => Algorithm::Serbian,
        "st" => Algorithm::Sesotho,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        "uk" => Algorithm::Ukrainian,
        "yi" => Algorithm::Yiddish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_forms_share_a_stem() {
        for (lang, one, other) in [
            ("de", "menschenhandels", "menschenhandel"),
            ("de", "häuser", "haus"),
            ("de", "grenzüberschreitende", "grenzüberschreitend"),
            ("en", "searching", "searches"),
        ] {
            let stemmer = Stemmer::of(lang);
            assert_eq!(stemmer.stem(one), stemmer.stem(other), "{lang}");
        }
    }

    #[test]
    fn words_of_unknown_languages_are_their_own_stems() {
        for lang in ["", "tlh", "DE"] {
            assert_eq!(Stemmer::of(lang).stem("häuser"), "häuser");
        }
    }
}
