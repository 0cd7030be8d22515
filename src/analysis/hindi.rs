//! Hindi words that are spelt in two ways: with a nasal consonant or the sign for one, "हिन्दी" and "हिंदी", with either of
//! the two signs, "गाँव" and "गांव", and with or without a glide before the last vowel, "नयी" and "नई".

/// The sign for a nasal consonant, that for a nasal vowel, and what takes the vowel from a consonant.
const ANUSVARA: char = 'ं';
const CANDRABINDU: char = 'ँ';
const VIRAMA: char = '्';

/// Nasal consonants, and those before which the sign stands for them.
const NASALS: [(char, &str); 5] =
    [('ङ', "कखगघ"), ('ञ', "चछजझ"), ('ण', "टठडढ"), ('न', "तथदध"), ('म', "पफबभ")];

/// Ends with a glide, and without.
const ENDS: [(&str, &str); 2] = [("यी", "ई"), ("ये", "ए")];

/// The word with signs in place of nasal consonants, and one sign for both.
pub(crate) fn spelt_short(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut spelt = String::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let next = [1, 2].map(|more| letters.get(at + more).copied());
        let is_nasal = next[0] == Some(VIRAMA)
            && NASALS.iter().any(|(nasal, before)| {
                *nasal == letter && next[1].is_some_and(|it| before.contains(it))
            });
        spelt.push(if is_nasal || letter == CANDRABINDU { ANUSVARA } else { letter });
        at += if is_nasal { 2 } else { 1 };
    }
    spelt
}

/// The word in the one of its spellings that stands for all; without a glide only if `is_known` tells that texts have
/// that, as else it may be an ending.
pub(crate) fn main_form_of(word: &str, is_known: impl Fn(&str) -> bool) -> String {
    let without_glide = |(with, without): &(&str, &str)| {
        let start = word.strip_suffix(with).filter(|start| !start.is_empty())?;
        Some([start, *without].concat()).filter(|it| is_known(it))
    };
    spelt_short(&ENDS.iter().find_map(without_glide).unwrap_or_else(|| word.to_owned()))
}

/// The word with nasal consonants in place of the sign for them.
pub(crate) fn spelt_long(word: &str) -> String {
    let mut spelt = String::new();
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let of_next = |next: &char| NASALS.iter().find(|(_, before)| before.contains(*next));
        match letters.peek().and_then(of_next).filter(|_| letter == ANUSVARA) {
            Some((nasal, _)) => spelt.extend([*nasal, VIRAMA]),
            None => spelt.push(letter),
        }
    }
    spelt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        for (long, short) in [
            ("हिन्दी", "हिंदी"),
            ("अन्त", "अंत"),
            ("सम्बन्ध", "संबंध"),
            ("कम्पनी", "कंपनी"),
            ("पण्डित", "पंडित"),
            ("घर", "घर"),
            ("", ""),
        ] {
            assert_eq!(spelt_short(long), short, "{long}");
            assert_eq!(spelt_short(short), short, "{short}");
            assert_eq!(spelt_long(short), long, "{short}");
        }
        assert_eq!(spelt_short("गाँव"), "गांव");
        for (word, known, expect) in
            [("नयी", "नई", "नई"), ("नयी", "", "नयी"), ("हुये", "हुए", "हुए"), ("हिन्दी", "", "हिंदी")]
        {
            assert_eq!(main_form_of(word, |it| it == known), expect, "{word} {known}");
        }
    }
}
