//! Spellings that are the same to a reader in a hurry: ä, ae and a; ß and ss;
//! é and e. Folding never changes what is stored: the lexicon keeps words as
//! they are written, and the automaton that walks it reads them folded.

use crate::analysis::case;

/// How a letter is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Not at all: an accent on the letter before.
    None,
    /// As one letter.
    One(char),
    /// As two letters.
    Two(char, char),
    /// As the first letter, with or without the second behind it.
    OneOrTwo(char, char),
}

/// Base letters of U+00E0 to U+00FF and of U+0100 to U+017F, `.` where there is none.
const LATIN: &[u8] = b"aaaaaa.ceeeeiiiidnooooo.ouuuuy.y";
const LATIN_EXTENDED: &[u8] =
    b"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkkllllllllllnnnnnnnnnoooooo..\
      rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// Base letters of U+1E00 to U+1E99: of Sanskrit and Arabic in Latin letters, and others.
const LATIN_ADDITIONAL: &[u8] =
    b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnn\
      oooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy";

/// How a letter in lower case is read.
pub(crate) fn fold(c: char) -> Reading {
    use Reading::{One, OneOrTwo, Two};
    match c {
        '\0'..='\u{7f}' => One(c),
        'ä' | 'æ' => OneOrTwo('a', 'e'),
        'ö' | 'ø' | 'œ' => OneOrTwo('o', 'e'),
        'ü' => OneOrTwo('u', 'e'),
        'å' => OneOrTwo('a', 'a'),
        'ß' => Two('s', 's'),
        'þ' => Two('t', 'h'),
        // Accents, Hebrew points, Arabic vowel signs and strokes, the dots below Indic letters.
        '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5c7}'
        | '\u{640}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{93c}'
        | '\u{9bc}'
        | '\u{a3c}' => Reading::None,
        // Digits of Arabic, Persian, Hindi and Bengali.
        '\u{660}'..='\u{669}' => One(shifted(c, 0x660, '0')),
        '\u{6f0}'..='\u{6f9}' => One(shifted(c, 0x6f0, '0')),
        '\u{966}'..='\u{96f}' => One(shifted(c, 0x966, '0')),
        '\u{9e6}'..='\u{9ef}' => One(shifted(c, 0x9e6, '0')),
        // Digits above and below the line, wide letters and digits.
        '¹' => One('1'),
        '²' => One('2'),
        '³' => One('3'),
        '⁰' | '⁴'..='⁹' => One(shifted(c, 0x2070, '0')),
        '₀'..='₉' => One(shifted(c, 0x2080, '0')),
        '\u{ff10}'..='\u{ff5a}' => One(shifted(c, 0xff10, '0')),
        '\u{e0}'..='\u{ff}' => One(base_in(LATIN, c, 0xe0)),
        '\u{100}'..='\u{17f}' => One(base_in(LATIN_EXTENDED, c, 0x100)),
        '\u{1e00}'..='\u{1e99}' => One(base_in(LATIN_ADDITIONAL, c, 0x1e00)),
        // Vietnamese letters stand in the order of their bases.
        '\u{1ea0}'..='\u{1eb7}' => One('a'),
        '\u{1eb8}'..='\u{1ec7}' => One('e'),
        '\u{1ec8}'..='\u{1ecb}' => One('i'),
        '\u{1ecc}'..='\u{1ee3}' | 'ơ' => One('o'),
        '\u{1ee4}'..='\u{1ef1}' | 'ư' => One('u'),
        '\u{1ef2}'..='\u{1ef9}' => One('y'),
        'ș' => One('s'),
        'ț' => One('t'),
        'ά' => One('α'),
        'έ' => One('ε'),
        'ή' => One('η'),
        'ί' | 'ϊ' | 'ΐ' => One('ι'),
        'ό' => One('ο'),
        'ύ' | 'ϋ' | 'ΰ' => One('υ'),
        'ώ' => One('ω'),
        'ς' => One('σ'),
        'ё' => One('е'),
        // Arabic letters with and without hamza or madda, and as Persian and Urdu write them.
        'أ' | 'إ' | 'آ' | 'ٱ' => One('ا'),
        'ى' | 'ی' | 'ئ' => One('ي'),
        'ک' => One('ك'),
        'ؤ' => One('و'),
        'ة' | 'ۀ' | 'ہ' | 'ە' => One('ه'),
        _ => One(c),
    }
}

/// The base letters of a word in lower case: ä as a, ß as ss.
pub(crate) fn bases(word: &str) -> String {
    // As most words have nothing to fold.
    if word.is_ascii() {
        return word.to_owned();
    }
    let mut bases = String::with_capacity(word.len());
    for c in word.chars() {
        match fold(c) {
            Reading::One(letter) | Reading::OneOrTwo(letter, _) => bases.push(letter),
            Reading::Two(one, two) => {
                bases.push(one);
                bases.push(two);
            }
            Reading::None => {}
        }
    }
    bases
}

/// The base letter of a letter in lower case; what is read as two, or not at all, itself.
pub(crate) fn base(c: char) -> char {
    match fold(c) {
        Reading::One(letter) | Reading::OneOrTwo(letter, _) => letter,
        Reading::Two(..) | Reading::None => c,
    }
}

/// Whether a text has a letter. `str::contains` takes along what finds whole texts, which visitors would
/// load as .6 KB (brotli).
pub(crate) fn has(text: &str, letter: char) -> bool {
    text.chars().any(|it| it == letter)
}

/// A text in lower case.
pub(crate) fn lower(text: &str) -> String {
    text.chars().map(case::lower).collect()
}

/// The character as far behind `to` as `c` is behind `from`.
fn shifted(c: char, from: u32, to: char) -> char {
    char::from_u32(u32::from(c) - from + u32::from(to)).unwrap_or(c)
}

fn base_in(table: &[u8], c: char, first: u32) -> char {
    match table.get((u32::from(c) - first) as usize) {
        Some(b'.') | None => c,
        Some(&letter) => char::from(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_by_their_base() {
        assert_eq!(LATIN.len(), 32);
        assert_eq!(LATIN_EXTENDED.len(), 128);
        for (letters, expect) in [
            ("àáâãçèéêëìíîïðñòóôõùúûýÿ", "aaaaceeeeiiiidnoooouuuyy"),
            ("āćčđęěğħıłńňőřśšşťůűźžż", "accdeeghilnnorssstuuzzz"),
            ("ảếịộữỹ", "aeiouy"),
            ("άός", "αοσ"),
            ("ё", "е"),
            ("co₂m²⁴９ａ", "co2m249a"),
            ("÷漢x9", "÷漢x9"),
        ] {
            let read = letters.chars().map(|c| match fold(c) {
                Reading::One(c) => c,
                other => panic!("{c} is read as {other:?}"),
            });
            assert_eq!(read.collect::<String>(), expect);
        }
        assert_eq!(fold('\u{307}'), Reading::None);
        assert_eq!(fold('ä'), Reading::OneOrTwo('a', 'e'));
        assert_eq!(fold('ß'), Reading::Two('s', 's'));
    }
}
