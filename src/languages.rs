//! The languages of the documents, and what the browser has to know of each: its endings
//! and stop words. The engine itself knows no language, so that one serves all.

use crate::Result;
use crate::analysis::endings::Endings;
use crate::analysis::stopwords::stop_words;
use crate::codec::{Reader, put_str, put_varint};
use crate::format::SectionId;

/// The languages that more is known of than Snowball knows.
pub(crate) const GERMAN: &str = "de";
pub(crate) const ENGLISH: &str = "en";
pub(crate) const HINDI: &str = "hi";

/// Languages that write compounds as one word. In others a word within a word
/// is mostly chance.
const COMPOUNDING: [&str; 11] = ["de", "nl", "sv", "da", "no", "nb", "nn", "is", "fi", "et", "hu"];

/// One of so many documents must be in such a language for its words to be looked for within
/// others: an imprint in German shall not find "port" in "important".
const ENOUGH: usize = 10;

/// A language of documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Language {
    /// Its primary tag; empty for "unknown".
    pub(crate) tag: String,
    pub(crate) endings: Endings,
    /// Split by spaces.
    stop_words: String,
    /// Words are looked for within others.
    pub(crate) compounding: bool,
}

impl Language {
    /// The language `tag`, learnt from its `forms`, each with its stem. Of the `documents` whose
    /// language is known, `share` are written in it.
    pub(crate) fn new<'f>(
        tag: &str,
        share: usize,
        documents: usize,
        forms: impl Iterator<Item = (&'f str, &'f str)>,
    ) -> Self {
        Self {
            tag: tag.to_owned(),
            endings: Endings::learn(tag, forms),
            stop_words: stop_words(tag).to_owned(),
            compounding: has_compounds(tag) && share * ENOUGH >= documents,
        }
    }

    /// Whether `word`, in lower case, is one of its stop words.
    pub(crate) fn is_stop_word(&self, word: &str) -> bool {
        self.stop_words.split(' ').any(|known| known == word && !word.is_empty())
    }
}

/// Whether the language with this tag writes compounds as one word.
pub(crate) fn has_compounds(tag: &str) -> bool {
    COMPOUNDING.contains(&tag)
}

/// Writes the section [`SectionId::Languages`].
pub(crate) fn encode(languages: &[Language]) -> Vec<u8> {
    let mut out = Vec::new();
    put_varint(&mut out, languages.len() as u32);
    for language in languages {
        put_str(&mut out, &language.tag);
        out.push(language.compounding.into());
        put_str(&mut out, &language.stop_words);
        language.endings.put(&mut out);
    }
    out
}

/// Reads the section.
pub(crate) fn open(bytes: &[u8]) -> Result<Vec<Language>> {
    let mut reader = Reader::new(SectionId::Languages.name(), bytes);
    let mut languages = Vec::new();
    for _ in 0..reader.varint()? {
        let tag = reader.str()?.to_owned();
        let compounding = reader.byte()? != 0;
        let stop_words = reader.str()?.to_owned();
        let endings = Endings::read(&mut reader)?;
        languages.push(Language { tag, endings, stop_words, compounding });
    }
    reader.end()?;
    Ok(languages)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::stemmer::Stemmer;
    use proptest::prelude::*;

    impl Language {
        /// The language in which documents have these words.
        pub(crate) fn of_words(tag: &str, words: &str) -> Self {
            let stemmer = Stemmer::of(tag);
            let forms: Vec<_> = words.split(' ').map(|word| (word, stemmer.stem(word))).collect();
            Self::new(tag, 1, 1, forms.iter().map(|(word, stem)| (*word, &**stem)))
        }
    }

    fn language(tag: &str) -> Language {
        Language::of_words(tag, "haus hauses markt")
    }

    #[test]
    fn stop_words_are_those_of_the_language() {
        for (tag, word, expect) in [
            ("de", "welchem", true),
            ("de", "während", true),
            ("de", "handel", false),
            ("de", "", false),
            ("en", "which", true),
            ("en", "die", false),
            ("tlh", "the", false),
            ("tlh", "", false),
        ] {
            assert_eq!(language(tag).is_stop_word(word), expect, "{tag} {word}");
        }
    }

    #[test]
    fn compounds_are_those_of_enough_documents() {
        for (tag, share, expect) in [("de", 10, true), ("de", 9, false), ("en", 100, false)] {
            let language = Language::new(tag, share, 100, std::iter::empty());
            assert_eq!(language.compounding, expect, "{tag} {share}");
        }
    }

    proptest! {
        #[test]
        fn round_trip(tags in prop::collection::vec("(de|fr|zh|tlh|)", 0..4), cut: prop::sample::Index) {
            let languages: Vec<_> = tags.iter().map(|tag| language(tag)).collect();
            let bytes = encode(&languages);
            prop_assert!(open(&bytes[..cut.index(bytes.len())]).is_err());
            prop_assert_eq!(open(&bytes).unwrap(), languages);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let _ = open(&bytes);
        }
    }
}
