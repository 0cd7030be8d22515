//! Synonyms: words and phrases that stand for each other in a query, as what an
//! acronym is short for, or what a site says of its own words.
//!
//! One section, writer and reader side by side. Sides are kept as the words that
//! texts are cut into, and compared by their stems, so that inflected ones are
//! found as well.

use crate::Result;
use crate::analysis::acronyms;
use crate::analysis::fold::bases;
use crate::analysis::stemmer::Stemmer;
use crate::analysis::tokenizer::Tokenizer;
use crate::codec::{Reader, put_str, put_varint};
use crate::document::Document;
use crate::format::SectionId;

/// Letters of a word that a stem is taken of. In shorter ones, acronyms most of
/// all, what looks like an ending is none.
const INFLECTED: usize = 5;

/// Words and phrases that stand for each other.
///
/// ```
/// use findling::{Document, Index, SearchOptions, Section, Synonyms, index};
///
/// let section = Section { text: "Die Kita öffnet um sieben.".into(), ..Section::default() };
/// let article = Document { lang: "de".into(), sections: vec![section], ..Document::default() };
/// let mut synonyms = Synonyms::default();
/// synonyms.add_group(["Kita", "Kindergarten"]);
/// let index = Index::open(index::build_with(&[article], &synonyms)?)?;
/// assert_eq!(index.search("Kindergärten", &SearchOptions::default()).total, 1);
/// # Ok::<(), findling::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synonyms {
    groups: Vec<Group>,
}

/// Sides that stand for each other.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    /// Only the first stands for the others.
    one_way: bool,
    sides: Vec<Side>,
}

/// A word, or several side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Side {
    words: Vec<String>,
    /// What each word is compared by; nothing before the index is opened.
    keys: Vec<String>,
}

impl Synonyms {
    /// The acronyms that documents explain, each with what it is short for.
    pub fn explained_in(documents: &[Document]) -> Self {
        let mut synonyms = Self::default();
        for acronym in acronyms::explained_in(documents) {
            synonyms.add_group([acronym.short, acronym.long]);
        }
        synonyms
    }

    /// Adds words and phrases each of which stands for all others.
    pub fn add_group<S: AsRef<str>>(&mut self, sides: impl IntoIterator<Item = S>) {
        self.add(false, sides.into_iter().map(|side| words(side.as_ref())).collect());
    }

    /// Adds a word or phrase that stands for others, while they do not for it.
    pub fn add_one_way<S: AsRef<str>>(&mut self, from: &str, to: impl IntoIterator<Item = S>) {
        let to = to.into_iter().map(|side| words(side.as_ref()));
        let sides: Vec<_> = std::iter::once(words(from)).chain(to).collect();
        // Without a first side there is nothing to stand for others.
        if sides.first().is_some_and(|from| !from.is_empty()) {
            self.add(true, sides);
        }
    }

    /// Adds all of the other's groups.
    pub fn extend(&mut self, other: &Self) {
        self.groups.extend_from_slice(&other.groups);
    }

    /// What stands for each other, for people: sides joined by `=`, or by `>` if
    /// only the first stands for the others.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        self.groups.iter().map(|group| {
            let sides: Vec<_> = group.sides.iter().map(|side| side.words.join(" ")).collect();
            sides.join(if group.one_way { " > " } else { " = " })
        })
    }

    fn add(&mut self, one_way: bool, mut sides: Vec<Vec<String>>) {
        sides.retain(|words| !words.is_empty());
        let side = |words| Side { words, keys: Vec::new() };
        let sides: Vec<Side> = sides.into_iter().map(side).collect();
        if sides.len() > 1 {
            self.groups.push(Group { one_way, sides });
        }
    }

    /// Writes the section [`SectionId::Synonyms`].
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_varint(&mut out, self.groups.len() as u32);
        for Group { one_way, sides } in &self.groups {
            put_varint(&mut out, (sides.len() as u32) << 1 | u32::from(*one_way));
            sides.iter().for_each(|side| put_str(&mut out, &side.words.join(" ")));
        }
        out
    }

    /// Opens the section; words are compared by the stems of `stemmer`.
    pub(crate) fn open(bytes: &[u8], stemmer: Option<&Stemmer>) -> Result<Self> {
        let mut reader = Reader::new(SectionId::Synonyms.name(), bytes);
        let mut groups = Vec::new();
        for _ in 0..reader.varint()? {
            let head = reader.varint()?;
            let mut sides = Vec::new();
            for _ in 0..head >> 1 {
                let words: Vec<_> = reader.str()?.split(' ').map(str::to_owned).collect();
                let keys = words.iter().map(|word| key(word, stemmer)).collect();
                sides.push(Side { words, keys });
            }
            groups.push(Group { one_way: head & 1 == 1, sides });
        }
        reader.end()?;
        Ok(Self { groups })
    }

    /// Calls `visit` with the words of each side that the word at `at` of a
    /// query stands for, alone or with its neighbours. Each place of a query has
    /// the keys of the words that are alternatives there.
    pub(crate) fn for_each(
        &self,
        query: &[Vec<String>],
        at: usize,
        visit: &mut dyn FnMut(&[String]),
    ) {
        for group in &self.groups {
            let from = if group.one_way { 1 } else { group.sides.len() };
            let is_asked = |side: &Side| side.is_asked(query, at);
            let Some(asked) = group.sides.iter().take(from).position(is_asked) else { continue };
            let others = group.sides.iter().zip(0..).filter(|&(_, number)| number != asked);
            others.for_each(|(side, _)| visit(&side.words));
        }
    }
}

impl Side {
    /// Whether it stands in a query, `at` being the place of one of its words.
    fn is_asked(&self, query: &[Vec<String>], at: usize) -> bool {
        (0..self.keys.len()).filter_map(|before| query.get(at.checked_sub(before)?..)).any(|rest| {
            let mut places = rest.iter();
            self.keys.iter().all(|key| places.next().is_some_and(|keys| keys.contains(key)))
        })
    }
}

/// What a word is compared by: its stem without accents.
pub(crate) fn key(word: &str, stemmer: Option<&Stemmer>) -> String {
    match stemmer {
        Some(stemmer) if word.chars().count() >= INFLECTED => bases(&stemmer.stem(word)),
        _ => bases(word),
    }
}

/// The words of a side.
fn words(text: &str) -> Vec<String> {
    let mut tokenizer = Tokenizer::new(text);
    let mut words = Vec::new();
    while tokenizer.next_word().is_some() {
        words.push(tokenizer.word().to_owned());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn opened(synonyms: &Synonyms) -> Synonyms {
        Synonyms::open(&synonyms.encode(), Some(&Stemmer::of("de"))).unwrap()
    }

    fn asked(synonyms: &Synonyms, query: &str, at: usize) -> String {
        let stemmer = Stemmer::of("de");
        let keys: Vec<_> =
            words(query).iter().map(|word| vec![key(word, Some(&stemmer))]).collect();
        let mut found = Vec::new();
        synonyms.for_each(&keys, at, &mut |words| found.push(words.join(" ")));
        found.join(", ")
    }

    #[test]
    fn sides_stand_for_each_other() {
        let mut synonyms = Synonyms::default();
        synonyms.add_group(["IOM", "Internationale Organisation für Migration", "Migrationsamt"]);
        synonyms.add_one_way("Handy", ["Smartphone", "mobiles Telefon"]);
        synonyms.add_group(["allein", "–"]);
        synonyms.add_one_way("–", ["Nichts", "Alles"]);
        let synonyms = opened(&synonyms);
        let long = "internationale organisation für migration";
        let of_long = "iom, migrationsamt".to_owned();
        for (query, at, expect) in [
            ("iom", 0, format!("{long}, migrationsamt")),
            ("die iom hilft", 0, String::new()),
            ("die iom hilft", 1, format!("{long}, migrationsamt")),
            ("der Internationalen Organisation fuer Migration", 1, String::new()),
            ("der Internationalen Organisation für Migration", 0, String::new()),
            ("der Internationalen Organisation für Migration", 1, of_long.clone()),
            ("der Internationalen Organisation für Migration", 4, of_long),
            ("Internationale Organisation", 0, String::new()),
            ("Handy", 0, "smartphone, mobiles telefon".to_owned()),
            ("Migrationsamts", 0, format!("iom, {long}")),
            ("Smartphone", 0, String::new()),
            ("allein", 0, String::new()),
            ("alles", 0, String::new()),
        ] {
            assert_eq!(asked(&synonyms, query, at), expect, "{query} {at}");
        }
    }

    #[test]
    fn no_synonyms_take_a_byte() {
        assert_eq!(Synonyms::default().encode(), [0]);
    }

    fn synonyms() -> impl Strategy<Value = Synonyms> {
        let side = prop::collection::vec("[a-cä]{1,6}", 1..4).prop_map(|words| words.join(" "));
        let group = (any::<bool>(), prop::collection::vec(side, 0..4));
        prop::collection::vec(group, 0..6).prop_map(|groups| {
            let mut synonyms = Synonyms::default();
            for (one_way, sides) in groups {
                match sides.split_first() {
                    Some((from, to)) if one_way => synonyms.add_one_way(from, to),
                    _ => synonyms.add_group(sides),
                }
            }
            synonyms
        })
    }

    proptest! {
        #[test]
        fn round_trip(synonyms in synonyms()) {
            let mut read = opened(&synonyms);
            for side in read.groups.iter_mut().flat_map(|group| &mut group.sides) {
                prop_assert_eq!(side.words.len(), std::mem::take(&mut side.keys).len());
            }
            prop_assert_eq!(read, synonyms);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>, synonyms in synonyms(), cut: prop::sample::Index) {
            if let Ok(read) = Synonyms::open(&bytes, None) {
                asked(&read, "a b c", 1);
            }
            let whole = synonyms.encode();
            prop_assert!(Synonyms::open(&whole[..cut.index(whole.len())], None).is_err());
        }
    }
}
