//! Which words the compounds of documents are made of, as the engine parts them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::MAX_FILE_BYTES;
use crate::analysis::tokenizer::{FEMALE, Tokenizer};
use crate::index::{ShardSizes, Split};
use crate::languages::has_compounds;
use crate::query::compounds::PART;
use crate::room::Blob;
use crate::{Corpus, Document, Index, Result, Synonyms, index};

/// Letters of the shortest compound: two parts of four, the first with what links it.
pub(super) const COMPOUND: usize = 8;

/// Compounds, each with its two words.
#[derive(Debug, Default)]
pub(super) struct Compounds(BTreeMap<String, [String; 2]>);

impl Compounds {
    /// Those in documents whose language writes compounds as one word.
    pub(super) fn of(documents: &(impl Corpus + ?Sized)) -> Result<Self> {
        let mut words = BTreeSet::new();
        let mut add = |word: &str| {
            if word.chars().count() >= COMPOUND && !words.contains(word) {
                words.insert(word.to_owned());
            }
        };
        for (number, head) in documents.heads().enumerate() {
            if has_compounds(head.lang) {
                documents.visit(number, |document| for_each_word(document, &mut add))?;
            }
        }
        if words.is_empty() {
            return Ok(Self::default());
        }
        let index = words_of(documents)?;
        let parted = |word: String| index.parts(&word).map(|parts| (word, parts));
        // "Bürgerinnen" are none of those within.
        let is_compound = |(_, [_, last]): &(String, [String; 2])| !FEMALE.contains(&last.as_str());
        Ok(Self(words.into_iter().filter_map(parted).filter(is_compound).collect()))
    }

    /// The words by which a server that knows none parts these compounds: as they stand in
    /// them, "grenz" of "Grenzzaun".
    pub(super) fn word_list(&self) -> BTreeSet<&str> {
        let pieces = self.0.iter().filter_map(|(word, parts)| pieces(word, parts)).flatten();
        pieces.filter(|piece| piece.chars().count() >= PART).collect()
    }

    /// The words that the compounds of a document are made of, with a space between them.
    pub(super) fn parts_in(&self, document: &Document) -> String {
        let mut parts = BTreeSet::new();
        for_each_word(document, &mut |word| {
            parts.extend(self.0.get(word).into_iter().flatten().map(String::as_str));
        });
        parts.into_iter().collect::<Vec<_>>().join(" ")
    }
}

/// An index of documents that has all their words and none of their texts, which lie in the room
/// of the documents, if they have one.
fn words_of(documents: &(impl Corpus + ?Sized)) -> Result<Index> {
    let draft = index::draft(documents, &Synonyms::default())?;
    let sizes = ShardSizes { words: usize::MAX, texts: MAX_FILE_BYTES };
    let room = documents.room();
    let Split { root, shards, keys: [words, _] } =
        index::split(&draft, sizes, |shard| Blob::put(shard, room.as_ref()))?;
    let mut index = Index::open(root)?;
    let numbers: Vec<u32> = (0..words.len() as u32).collect();
    let read = |shard: &Blob| shard.read().map(Cow::into_owned);
    index.add(shards.iter().take(words.len()).map(read).collect::<Result<_>>()?)?;
    index.use_words(numbers)?;
    Ok(index)
}

/// The places of a compound's words in it; nothing if it is written otherwise than its second.
fn pieces<'w>(word: &'w str, [first, second]: &'w [String; 2]) -> Option<[&'w str; 2]> {
    let head = word.strip_suffix(second.as_str())?;
    Some([if head.starts_with(first.as_str()) { first } else { head }, second])
}

/// All words of a document, in lower case.
fn for_each_word(document: &Document, visit: &mut dyn FnMut(&str)) {
    for text in document.texts() {
        let mut tokenizer = Tokenizer::new(text);
        while tokenizer.next_word().is_some() {
            visit(tokenizer.word());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::document;
    use super::*;

    #[test]
    fn compounds_are_parted_by_the_words_of_documents() -> Result<()> {
        for (lang, text, list, parts) in [
            ("de", "Menschenhandel: Handel mit Menschen", "handel menschen", "handel menschen"),
            ("de", "Grenzzaun, Zaun, Grenze", "grenz zaun", "grenze zaun"),
            ("de", "Strassenlaterne, Straßen, Laterne", "laterne strassen", "laterne straßen"),
            ("de", "Ortskern, Ort, Kern", "kern", "kern ort"),
            ("de", "Bürgerinnen, Bürger, innen", "", ""),
            ("de", "Menschenhandel", "", ""),
            ("en", "Blackbirds: black birds", "", ""),
            ("", "Menschenhandel: Handel mit Menschen", "", ""),
        ] {
            let document = document("a", lang, text);
            let compounds = Compounds::of(std::slice::from_ref(&document))?;
            let found = compounds.word_list().into_iter().collect::<Vec<_>>().join(" ");
            assert_eq!(found, list, "{text}");
            assert_eq!(compounds.parts_in(&document), parts, "{text}");
        }
        Ok(())
    }
}
