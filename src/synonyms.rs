//! Synonyms: words and phrases that stand for each other in a query, as what an
//! acronym is short for, or what a site says of its own words.
//!
//! One section, writer and reader side by side. Sides are kept as the words that
//! texts are cut into, and compared by their stems, so that inflected ones are
//! found as well.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::analysis::acronyms;
use crate::analysis::fold::bases;
use crate::analysis::tokenizer::Tokenizer;
use crate::codec::{Reader, put_str, put_varint};
use crate::format::SectionId;
use crate::languages::Language;
use crate::{Corpus, Result};

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
    /// Those of one group side by side.
    sides: Vec<Side>,
    groups: u32,
}

/// A word, or several side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Side {
    group: u32,
    /// Whether it stands for the others of its group.
    stands: bool,
    /// Its words, with a space between them.
    words: String,
    /// The same to be compared; nothing before the index is opened.
    keys: Asked,
}

/// The words of a query as they are compared with synonyms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Keys in brackets, so that no word is taken for a part of another.
    keys: String,
}

/// How a word is compared with others: its stem, folded.
pub(crate) fn key(word: &str, language: Option<&Language>) -> String {
    bases(match language {
        Some(it) if word.chars().count() >= INFLECTED => it.endings.stem(word),
        _ => word,
    })
}

impl Asked {
    /// Adds a word, which stands beside the last one unless that is cut off.
    pub(crate) fn push(&mut self, word: &str, language: Option<&Language>) {
        self.keys.push('<');
        self.keys += &key(word, language);
        self.keys.push('>');
    }

    /// What comes stands beside nothing that was added.
    pub(crate) fn cut(&mut self) {
        self.keys.push('|');
    }

    /// Where the next word will stand.
    pub(crate) fn end(&self) -> usize {
        self.keys.len()
    }

    /// Whether words, one of which stands in `place`, are those of `side`.
    fn holds(&self, side: &Self, place: &Range<usize>) -> bool {
        let [all, keys] = [self, side].map(|it| it.keys.as_bytes());
        // A query may be long, and what reaches into `place` is short.
        let beside = keys.len().saturating_sub(1);
        let near = place.start.saturating_sub(beside)..all.len().min(place.end + beside);
        all.get(near).unwrap_or_default().windows(beside + 1).any(|it| it == keys)
    }
}

impl Synonyms {
    /// The acronyms that documents explain, each with what it is short for.
    ///
    /// # Errors
    /// If a document cannot be read where it lies ([`Corpus::visit`]).
    pub fn explained_in(documents: &(impl Corpus + ?Sized)) -> Result<Self> {
        let mut synonyms = Self::default();
        for acronym in acronyms::explained_in(documents)? {
            synonyms.add_group([acronym.short, acronym.long]);
        }
        Ok(synonyms)
    }

    /// Whether two words or phrases are the same to a search, with whatever capitals and accents.
    pub fn are_same(one: &str, other: &str) -> bool {
        bases(&words(one)) == bases(&words(other))
    }

    /// Adds words and phrases each of which stands for all others.
    pub fn add_group<S: AsRef<str>>(&mut self, sides: impl IntoIterator<Item = S>) {
        self.add(sides.into_iter().map(|side| (true, words(side.as_ref()))));
    }

    /// Adds a word or phrase that stands for others, while they do not for it.
    pub fn add_one_way<S: AsRef<str>>(&mut self, from: &str, to: impl IntoIterator<Item = S>) {
        let to = to.into_iter().map(|side| (false, words(side.as_ref())));
        self.add(std::iter::once((true, words(from))).chain(to));
    }

    /// What is typed for these in another way that stems hardly tell: "Oekologie", "Kitas", "NGOs".
    /// Each stands for the side that it is a form of and for the others.
    pub(crate) fn in_other_forms(&self) -> Self {
        let mut others = Self::default();
        for group in self.groups() {
            for asked in group.iter().filter(|side| side.stands) {
                let to = group.iter().map(|side| (false, side.words.clone()));
                for form in other_forms(&asked.words) {
                    others.add(std::iter::once((true, form)).chain(to.clone()));
                }
            }
        }
        others
    }

    /// Adds all of the other's groups.
    pub fn extend(&mut self, other: &Self) {
        let moved = |side: &Side| Side { group: side.group + self.groups, ..side.clone() };
        self.sides.extend(other.sides.iter().map(moved).collect::<Vec<_>>());
        self.groups += other.groups;
    }

    /// What stands for each other, for people: sides joined by `=`, or `a > b, c` if only the
    /// first stands for the others.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        self.groups().map(|group| {
            let sides: Vec<_> = group.iter().map(|side| side.words.as_str()).collect();
            match sides.split_first() {
                Some((from, to)) if is_one_way(group) => format!("{from} > {}", to.join(", ")),
                _ => sides.join(" = "),
            }
        })
    }

    /// The same in parts: `part` says where the words of a side are looked up.
    pub(crate) fn parts<P: Ord>(&self, part: impl Fn(&str) -> P) -> BTreeMap<P, Self> {
        let mut parts: BTreeMap<P, Self> = BTreeMap::new();
        for group in self.groups() {
            for asked in group.iter().filter(|side| side.stands) {
                let others = group.iter().filter(|side| !std::ptr::eq(*side, asked));
                let to = others.map(|side| (false, side.words.clone()));
                let sides = std::iter::once((true, asked.words.clone())).chain(to);
                parts.entry(part(&asked.words)).or_default().add(sides);
            }
        }
        parts
    }

    fn groups(&self) -> impl Iterator<Item = &[Side]> {
        self.sides.chunk_by(|a, b| a.group == b.group)
    }

    /// Adds a group, if one of its sides has another to stand for.
    fn add(&mut self, sides: impl Iterator<Item = (bool, String)>) {
        let group = self.groups;
        let side = |(stands, words)| Side { group, stands, words, keys: Asked::default() };
        let sides: Vec<_> = sides.filter(|(_, words)| !words.is_empty()).map(side).collect();
        if sides.len() > 1 && sides.iter().any(|side| side.stands) {
            self.sides.extend(sides);
            self.groups += 1;
        }
    }

    /// Writes the section [`SectionId::Synonyms`].
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_varint(&mut out, self.groups);
        for group in self.groups() {
            // What is the others written as one word need not be written.
            let written = if is_joined(group) { &group[1..] } else { group };
            put_varint(&mut out, (written.len() as u32) << 1 | u32::from(is_one_way(group)));
            written.iter().for_each(|side| put_str(&mut out, &side.words));
        }
        out
    }

    /// Opens the section; words are compared by their stems in `language`.
    pub(crate) fn open(bytes: &[u8], language: Option<&Language>) -> Result<Self> {
        if bytes.is_empty() {
            return Ok(Self::default());
        }
        let mut reader = Reader::new(SectionId::Synonyms.name(), bytes);
        let mut sides = Vec::new();
        let groups = reader.varint()?;
        for group in 0..groups {
            let head = reader.varint()?;
            let (count, is_one_way) = (head >> 1, head & 1 != 0);
            let mut push = |words: String, stands| {
                let mut keys = Asked::default();
                words.split(' ').for_each(|word| keys.push(word, language));
                sides.push(Side { group, stands, words, keys });
            };
            for number in 0..count {
                let words = reader.str()?;
                let is_alone = is_one_way && count == 1;
                if is_alone {
                    push(words.split(' ').collect(), true);
                }
                push(words.to_owned(), !is_one_way || number == 0 && !is_alone);
            }
        }
        reader.end()?;
        Ok(Self { sides, groups })
    }

    /// Calls `visit` with the words of each side that the words of a query in
    /// `place` stand for, alone or with their neighbours.
    pub(crate) fn for_each(
        &self,
        query: &Asked,
        place: &Range<usize>,
        visit: &mut dyn FnMut(&str),
    ) {
        for (asked, number) in self.sides.iter().zip(0usize..) {
            if asked.stands && query.holds(&asked.keys, place) {
                for (side, at) in self.sides.iter().zip(0..) {
                    if side.group == asked.group && at != number {
                        visit(&side.words);
                    }
                }
            }
        }
    }
}

fn is_one_way(group: &[Side]) -> bool {
    group.iter().any(|side| !side.stands)
}

/// Whether one word stands for the same in several: "email" for "e mail".
fn is_joined(group: &[Side]) -> bool {
    match group {
        [one, apart] => is_one_way(group) && one.words == apart.words.replace(' ', ""),
        _ => false,
    }
}

/// A side without its umlauts, and the plural of a word that ends with a vowel, or is as short as
/// acronyms are.
fn other_forms(words: &str) -> Vec<String> {
    let mut forms = Vec::new();
    if words.contains(['ä', 'ö', 'ü']) {
        forms.push(words.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue"));
    }
    let is_short = words.chars().count() < INFLECTED;
    let takes_s = words.ends_with(['a', 'i', 'o', 'u', 'y']) || is_short && !words.ends_with('s');
    if takes_s && words.chars().all(char::is_alphabetic) {
        forms.push(format!("{words}s"));
    }
    forms
}

/// The words of a text, with a space between them.
fn words(text: &str) -> String {
    let mut tokenizer = Tokenizer::new(text);
    let mut words = Vec::new();
    while tokenizer.next_word().is_some() {
        words.push(tokenizer.word().to_owned());
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static GERMAN: LazyLock<Language> = LazyLock::new(|| {
        Language::of_words("de", "die internationale organisation hilft vielen mobilen menschen")
    });

    fn opened(synonyms: &Synonyms) -> Synonyms {
        Synonyms::open(&synonyms.encode(), Some(&*GERMAN)).unwrap()
    }

    fn asked(synonyms: &Synonyms, query: &str, at: usize) -> String {
        let mut keys = Asked::default();
        let mut places = Vec::new();
        for word in words(query).split(' ') {
            let start = keys.end();
            keys.push(word, Some(&*GERMAN));
            places.push(start..keys.end());
        }
        let mut found = Vec::new();
        synonyms.for_each(&keys, &places[at], &mut |words| found.push(words.to_owned()));
        found.join(", ")
    }

    #[test]
    fn what_is_typed_in_other_forms() {
        let mut synonyms = Synonyms::default();
        synonyms.add_group(["Kita", "Kindergärten"]);
        synonyms.add_one_way("NGO", ["Verband"]);
        let lines: Vec<_> = synonyms.in_other_forms().lines().collect();
        let expect = [
            "kitas > kita, kindergärten",
            "kindergaerten > kita, kindergärten",
            "ngos > ngo, verband",
        ];
        assert_eq!(lines, expect);
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
    fn sides_that_are_the_same() {
        for (one, other, expect) in [
            ("Kita", "KITA", true),
            ("Rotes Kreuz", "rotes  kreuz!", true),
            ("Straße", "Strasse", true),
            ("Café", "Cafe", true),
            ("Kita", "Kitas", false),
            ("E-Mail", "Email", false),
        ] {
            assert_eq!(Synonyms::are_same(one, other), expect, "{one} {other}");
        }
    }

    #[test]
    fn little_is_written_of_what_is_joined() {
        assert_eq!(Synonyms::default().encode(), [0]);
        let mut synonyms = Synonyms::default();
        synonyms.add_one_way("Email", ["E-Mail"]);
        assert_eq!(synonyms.encode(), b"\x01\x03\x06e mail");
        assert_eq!(asked(&opened(&synonyms), "Email", 0), "e mail");
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
            for side in &mut read.sides {
                let keys = std::mem::take(&mut side.keys);
                prop_assert_eq!(side.words.split(' ').count(), keys.keys.matches('<').count());
            }
            prop_assert_eq!(read, synonyms);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>, synonyms in synonyms(), cut: prop::sample::Index) {
            if let Ok(read) = Synonyms::open(&bytes, None) {
                asked(&read, "a b c", 1);
            }
            let whole = synonyms.encode();
            // A shard without any has an empty section.
            let end = cut.index(whole.len());
            prop_assert_eq!(Synonyms::open(&whole[..end], None).is_err(), end > 0);
        }
    }
}
