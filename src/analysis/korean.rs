//! Korean nouns without the particles behind them, at build time only: Snowball has no stemmer
//! for Korean.
//!
//! A particle is taken off where it may stand: some follow a syllable that ends with a consonant,
//! others one that ends with a vowel, which tells 집+을 from 가을. What is left has two syllables at
//! least, as 결과 and 제도 only look like words with a particle, but for those particles that few
//! words end with.

/// What the syllable before a particle must end with.
#[derive(Clone, Copy, PartialEq)]
enum After {
    Consonant,
    Vowel,
    /// A vowel or ㄹ.
    Liquid,
    Any,
}

use After::{Any, Consonant, Liquid, Vowel};

/// Particles, the longest first, and the syllables that are left of a word at least.
const PARTICLES: [(&str, After, usize); 47] = [
    ("으로부터", Consonant, 1),
    ("에서부터", Any, 1),
    ("으로서", Consonant, 1),
    ("으로써", Consonant, 1),
    ("으로는", Consonant, 1),
    ("에서는", Any, 1),
    ("에서도", Any, 1),
    ("에게서", Any, 1),
    ("에게는", Any, 1),
    ("까지는", Any, 1),
    ("부터는", Any, 1),
    ("이라는", Consonant, 1),
    ("이라고", Consonant, 1),
    ("입니다", Any, 1),
    ("에서", Any, 1),
    ("에게", Any, 1),
    ("에는", Any, 1),
    ("에도", Any, 1),
    ("께서", Any, 2),
    ("한테", Any, 1),
    ("으로", Consonant, 1),
    ("로는", Liquid, 2),
    ("로서", Liquid, 2),
    ("로써", Liquid, 2),
    ("까지", Any, 1),
    ("부터", Any, 1),
    ("처럼", Any, 1),
    ("보다", Any, 2),
    ("마다", Any, 2),
    ("이나", Consonant, 2),
    ("이며", Consonant, 2),
    ("이다", Consonant, 2),
    ("라는", Vowel, 2),
    ("하고", Any, 2),
    ("은", Consonant, 1),
    ("는", Vowel, 1),
    ("을", Consonant, 1),
    ("를", Vowel, 1),
    ("에", Any, 1),
    ("이", Consonant, 2),
    ("가", Vowel, 2),
    ("의", Any, 2),
    ("로", Liquid, 2),
    ("와", Vowel, 2),
    ("과", Consonant, 2),
    ("도", Any, 2),
    ("만", Any, 2),
];

/// Behind a word for several, before its particle.
const SEVERAL: &str = "들";

/// A word without its particles and its sign of plural, until none is left: so a word that only looks
/// as if it had one shares its stem with its own forms (고양이, 고양이는).
pub(super) fn stem(word: &str) -> &str {
    let mut stem = word;
    loop {
        let rest = without_particle(stem);
        let plural = rest.strip_suffix(SEVERAL).filter(|rest| rest.chars().count() >= 2);
        let rest = plural.unwrap_or(rest);
        if rest == stem {
            return stem;
        }
        stem = rest;
    }
}

/// All that may stand behind a noun. Behind a word that texts lack it does not matter which syllables
/// it follows: what is left must be there.
pub(super) fn endings() -> impl Iterator<Item = String> {
    let particles = std::iter::once("").chain(PARTICLES.iter().map(|(particle, ..)| *particle));
    let ends = particles.flat_map(|it| [it.to_owned(), [SEVERAL, it].concat()]);
    ends.filter(|end| !end.is_empty())
}

fn without_particle(word: &str) -> &str {
    let fits = |&(particle, after, least): &(&str, After, usize)| {
        let rest = word.strip_suffix(particle)?;
        let last = rest.chars().next_back()?;
        let is_long = rest.chars().count() >= least;
        (is_long && may_follow(after, last)).then_some(rest)
    };
    PARTICLES.iter().find_map(fits).unwrap_or(word)
}

/// Whether a particle may follow a letter; behind one of another script any may.
fn may_follow(after: After, last: char) -> bool {
    let Some(number) = u32::from(last).checked_sub(0xac00).filter(|it| *it < 11_172) else {
        return true;
    };
    match (after, number % 28) {
        (Any, _) | (Vowel | Liquid, 0) | (Liquid, 8) => true,
        (Consonant, ending) => ending > 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_are_taken_off() {
        for (word, expect) in [
            ("서울은", "서울"),
            ("서울에서", "서울"),
            ("커피는", "커피"),
            ("학교에서는", "학교"),
            ("병원으로", "병원"),
            ("대통령이", "대통령"),
            ("사람들에게", "사람"),
            ("친구들", "친구"),
            ("집을", "집"),
            ("물에", "물"),
            ("서울로", "서울"),
            ("연필로", "연필"),
            ("ai는", "ai"),
            ("고양이", "고양"),
            ("고양이는", "고양"),
            ("고양이를", "고양"),
            // What only looks so.
            ("가을", "가을"),
            ("아이", "아이"),
            ("결과", "결과"),
            ("제도", "제도"),
            ("평가", "평가"),
            ("은", "은"),
            ("들", "들"),
            ("coffee", "coffee"),
            ("", ""),
        ] {
            assert_eq!(stem(word), expect, "{word}");
            assert_eq!(stem(expect), expect, "{word}");
        }
    }

    #[test]
    fn the_longest_particles_come_first() {
        let lengths = PARTICLES.iter().map(|(particle, ..)| particle.len());
        assert!(lengths.rev().is_sorted());
    }
}
