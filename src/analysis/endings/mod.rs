//! Stems without a stemmer: which letters at the end of a word are an ending.
//!
//! Forms that documents hold are grouped by the real stemmer, at build time. Of a word
//! that no document holds, the browser wants to know which of them it may be an inflection
//! of. For that an index carries a table for each of its languages, learnt from what the
//! stemmer does to the forms (`learn`): ends of words, and the letters to cut from a word
//! that has this end. The longest end decides: "e" cuts one letter, "heite" five of "Freiheite".
//!
//! As in Snowball's stemmers, a longer ending needs a longer word: "ung" is one in "Regierung", but
//! belongs to the stem of "Schwung". There are two regions at the end of a word, and each
//! end says what may be cut in either:
//!
//! ```text
//! R e g|i e r|u n g     behind the first consonant that follows a vowel,
//!      1     2          and behind the next that does
//! ```

mod candidates;
mod learn;

use crate::Result;
use crate::analysis::fold::base;
use crate::codec::{Reader, put_str, put_varint};

/// Letters of the longest end in a table.
const LONGEST: usize = 6;

/// Letters that are left of a word at least; of Hangul, each of which is a syllable, a single one.
const SHORTEST: usize = 3;
const HANGUL: char = '\u{ac00}';

/// The vowels of Latin, Cyrillic and Greek letters, folded. In a word of other letters
/// both regions begin where enough is left.
const VOWELS: &str = "aeiouyаеиоуыэюяєіїαεηιουω";

/// Between vowels these are consonants: Frauen, royal.
const GLIDES: [char; 2] = ['u', 'y'];

/// Letters to cut in the second region, and if that is too short for them, in the first.
type Cuts = [u8; 2];

/// What looks like an ending is none.
const NOTHING: Cuts = [0, 0];

/// The endings of a language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Endings {
    /// Ends of words, folded, from the last letter to the first, in byte order.
    ends: Vec<(String, Cuts)>,
}

impl Endings {
    /// The beginning of `word`, in lower case, that is left without its ending.
    pub(crate) fn stem<'w>(&self, word: &'w str) -> &'w str {
        let (mut end, regions) = (String::new(), regions(word));
        let mut letters = self.cut(&end, regions).unwrap_or(0);
        for letter in word.chars().rev().take(LONGEST) {
            end.push(base(letter));
            letters = self.cut(&end, regions).unwrap_or(letters);
        }
        let ending = word.char_indices().rev().take(letters).last();
        ending.and_then(|(start, _)| word.get(..start)).unwrap_or(word)
    }

    /// The letters that an end cuts from a word with such regions. One that is not in the
    /// table, or cuts more than there is, leaves that to shorter ends.
    fn cut(&self, end: &str, regions: [usize; 2]) -> Option<usize> {
        let at = self.ends.binary_search_by(|(known, _)| known.as_str().cmp(end)).ok()?;
        let &(_, cuts) = self.ends.get(at)?;
        Some(cut(cuts, regions)).filter(|&letters| letters > 0 || cuts == NOTHING)
    }

    /// Appends the table: the number of ends, then each with its cuts.
    pub(crate) fn put(&self, out: &mut Vec<u8>) {
        put_varint(out, self.ends.len() as u32);
        for (end, cuts) in &self.ends {
            put_str(out, end);
            out.extend(cuts);
        }
    }

    /// Reads a table. In one that is out of order, some ends are not found.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut ends = Vec::new();
        for _ in 0..reader.varint()? {
            ends.push((reader.str()?.to_owned(), [reader.byte()?, reader.byte()?]));
        }
        Ok(Self { ends })
    }
}

/// The letters to cut from a word with regions of these lengths; 0 if they are too short.
fn cut([second, first]: Cuts, regions: [usize; 2]) -> usize {
    match (usize::from(second), usize::from(first)) {
        (second, _) if second > 0 && second <= regions[0] => second,
        (_, first) if first <= regions[1] => first,
        _ => 0,
    }
}

fn is_vowel(letter: char) -> bool {
    VOWELS.chars().any(|vowel| vowel == letter)
}

/// The letters of a word's second region, and those of its first.
fn regions(word: &str) -> [usize; 2] {
    let (mut length, mut vowels, mut after_vowel) = (0, 0, false);
    let mut starts = [usize::MAX; 2];
    let mut letters = word.chars().map(base).peekable();
    while let Some(letter) = letters.next() {
        length += 1;
        let is_glide = GLIDES.contains(&letter) && letters.peek().copied().is_some_and(is_vowel);
        let is_vowel = is_vowel(letter) && !(after_vowel && is_glide);
        vowels += usize::from(is_vowel);
        if after_vowel && !is_vowel {
            starts = match starts {
                [_, usize::MAX] => [usize::MAX, length],
                [usize::MAX, first] => [length, first],
                known => known,
            };
        }
        after_vowel = is_vowel;
    }
    let starts = if vowels == 0 { [0; 2] } else { starts };
    starts.map(|start: usize| length.saturating_sub(start.max(shortest(word))))
}

/// Letters that are left of a word at least.
fn shortest(word: &str) -> usize {
    if word.starts_with(|letter| letter >= HANGUL) { 1 } else { SHORTEST }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::Language;
    use proptest::prelude::*;

    /// What few words of a language are enough for.
    fn learnt(lang: &str, words: &str) -> Endings {
        Language::of_words(lang, words).endings
    }

    #[test]
    fn inflected_words_share_a_stem() {
        let german = "das kleine haus steht am alten markt in der stadt bremen";
        let english = "the small house stands near an old market in this town";
        for (lang, words, one, other, expect) in [
            ("de", german, "menschenhandels", "menschenhandel", true),
            ("de", german, "häusern", "hauses", true),
            ("de", german, "kindergärten", "kindergarten", true),
            ("de", german, "grenzüberschreitende", "grenzüberschreitend", true),
            ("de", german, "straßen", "strasse", true),
            ("de", german, "handel", "händler", false),
            ("de", german, "rose", "ross", false),
            ("en", english, "searching", "searches", true),
            ("en", english, "index", "indices", false),
            ("fr", "la petite maison est dans une rue tranquille", "maisons", "maison", true),
            ("ru", "маленький дом стоит на старой площади города", "города", "городами", true),
            ("zh", "城市 里的 房子", "房子", "房", false),
            ("", german, "hauses", "haus", false),
        ] {
            let endings = learnt(lang, words);
            let [one, other] =
                [one, other].map(|word| crate::analysis::fold::bases(endings.stem(word)));
            assert_eq!(one == other, expect, "{lang} {one} {other}");
        }
    }

    #[test]
    fn the_longest_end_decides() {
        let ends = [("e", [1, 1]), ("en", [0, 0]), ("esi", [3, 1]), ("gnu", [3, 0]), ("i", [9, 9])];
        let endings = Endings { ends: ends.map(|(end, cuts)| (end.to_owned(), cuts)).to_vec() };
        for (word, expect) in [
            ("", ""),
            ("e", "e"),
            ("tage", "tag"),
            ("ehe", "ehe"),
            ("grüne", "grüne"),
            ("verweise", "verweis"),
            ("straße", "straß"),
        ] {
            assert_eq!(endings.stem(word), expect, "{word}");
        }
        for (word, expect) in [
            ("eise", [0, 1]),
            ("regierung", [3, 6]),
            ("schwung", [0, 1]),
            ("дом", [0, 0]),
            ("בתים", [1, 1]),
        ] {
            assert_eq!(regions(word), expect, "{word}");
        }
    }

    #[test]
    fn without_endings_words_are_their_own_stems() {
        assert_eq!(Endings::default().stem("häuser"), "häuser");
    }

    proptest! {
        #[test]
        fn round_trip(words in "(([a-eäß]{1,8}|.{1,4}) ){0,8}") {
            let learnt = learnt("de", &words);
            let mut bytes = Vec::new();
            learnt.put(&mut bytes);
            prop_assert_eq!(Endings::read(&mut Reader::new("test", &bytes)).unwrap(), learnt);
        }

        #[test]
        fn a_stem_begins_the_word(ends: Vec<(String, Cuts)>, words: Vec<String>) {
            let endings = Endings { ends };
            for word in &words {
                prop_assert!(word.starts_with(endings.stem(word)));
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>, word: String) {
            if let Ok(endings) = Endings::read(&mut Reader::new("test", &bytes)) {
                endings.stem(&word);
            }
        }
    }
}
