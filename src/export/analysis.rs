//! What OpenSearch and Elasticsearch have for a language, as their own analyzers put it
//! together: how words are found, made small, normalised and stemmed. Only filters that need no
//! plugin are named.

/// Filters for the words of a language.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Words {
    /// What finds words, if not `standard`.
    pub(super) tokenizer: Option<&'static str>,
    /// The language by whose rules letters are made small, if it has its own.
    pub(super) lowercase: Option<&'static str>,
    /// What is cut off before an apostrophe.
    pub(super) elided: &'static [&'static str],
    /// Filters that exist under these names.
    pub(super) normalizers: &'static [&'static str],
    /// The names of its stemmers.
    pub(super) stemmers: &'static [&'static str],
}

/// Articles and the like that stand before an apostrophe.
const FRENCH: &[&str] =
    &["l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu"];
const ITALIAN: &[&str] = &[
    "c", "l", "all", "dall", "dell", "nell", "sull", "coll", "pell", "gl", "agl", "dagl", "degl",
    "negl", "sugl", "un", "m", "t", "s", "v", "d",
];

/// Whether words of a language are treated otherwise than those of any other.
pub(super) fn is_known(tag: &str) -> bool {
    words(tag).is_some()
}

/// How words of a language are treated.
pub(super) fn of(tag: &str) -> Words {
    words(tag).unwrap_or_default()
}

fn words(tag: &str) -> Option<Words> {
    let plain = Words::default();
    let stemmed = |stemmers| Words { stemmers, ..plain };
    let small = |rules, stemmers| Words { lowercase: Some(rules), ..stemmed(stemmers) };
    let normalized = |normalizers, stemmers| Words { normalizers, ..stemmed(stemmers) };
    let elided = |elided, stemmers| Words { elided, ..stemmed(stemmers) };
    Some(match tag {
        "ar" => normalized(&["decimal_digit", "arabic_normalization"], &["arabic"]),
        "bg" => stemmed(&["bulgarian"]),
        "bn" => normalized(
            &["decimal_digit", "indic_normalization", "bengali_normalization"],
            &["bengali"],
        ),
        "ca" => elided(&["d", "l", "m", "n", "s", "t"], &["catalan"]),
        "cs" => stemmed(&["czech"]),
        "da" => stemmed(&["danish"]),
        "de" => normalized(&["german_normalization"], &["light_german"]),
        "el" => small("greek", &["greek"]),
        "en" => stemmed(&["possessive_english", "english"]),
        "es" => stemmed(&["light_spanish"]),
        "et" => stemmed(&["estonian"]),
        "eu" => stemmed(&["basque"]),
        "fa" => Words { normalizers: &["arabic_normalization", "persian_normalization"], ..plain },
        "fi" => stemmed(&["finnish"]),
        "fr" => elided(FRENCH, &["light_french"]),
        "ga" => Words { elided: &["b", "d", "m"], ..small("irish", &["irish"]) },
        "gl" => stemmed(&["galician"]),
        "hi" => {
            normalized(&["decimal_digit", "indic_normalization", "hindi_normalization"], &["hindi"])
        }
        "hu" => stemmed(&["hungarian"]),
        "hy" => stemmed(&["armenian"]),
        "id" => stemmed(&["indonesian"]),
        "it" => elided(ITALIAN, &["light_italian"]),
        "ja" | "ko" | "zh" => Words { normalizers: &["cjk_width", "cjk_bigram"], ..plain },
        "lt" => stemmed(&["lithuanian"]),
        "lv" => stemmed(&["latvian"]),
        "nl" => stemmed(&["dutch"]),
        "no" | "nb" => stemmed(&["norwegian"]),
        "nn" => stemmed(&["light_nynorsk"]),
        "pt" => stemmed(&["light_portuguese"]),
        "ro" => stemmed(&["romanian"]),
        "ru" => stemmed(&["russian"]),
        "sr" => Words { normalizers: &["serbian_normalization"], ..plain },
        "sv" => stemmed(&["swedish"]),
        "th" => Words { tokenizer: Some("thai"), ..plain },
        "tr" => Words { normalizers: &["apostrophe"], ..small("turkish", &["turkish"]) },
        _ => return None,
    })
}
