//! Words that texts set apart, and others may write as one: "E-Mail" and "Email", "10.000" and
//! "10000", "5 km" and "5km", "zur Zeit" and "zurzeit", "AB-1234-X" and "AB1234X".

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};
use std::ops::{Range, RangeInclusive};

use crate::query::compounds::PART;
use crate::synonyms::Synonyms;

/// Words side by side, with a space between them.
pub(super) type Joint = String;

/// Letters of a unit, or of what a number belongs to, at most.
const SHORT: usize = 3;

/// Digits that stand together in a long number.
const THOUSANDS: usize = 3;

/// German words of which some write two as one; not those that mean something else then, as "zu
/// Recht". A language that has none of them side by side loses nothing.
const EITHER_WAY: [(&str, &[&str]); 13] = [
    ("an", &["hand", "stelle"]),
    ("auf", &["grund", "seiten"]),
    ("außer", &["stande"]),
    ("im", &["stande"]),
    ("in", &["folge", "frage"]),
    ("mit", &["hilfe"]),
    ("nach", &["hause"]),
    ("rad", &["fahren", "fahrer"]),
    ("so", &["dass", "genannt", "genannte", "genannten", "genannter", "genanntes"]),
    ("ski", &["fahren", "laufen"]),
    ("von", &["seiten"]),
    (
        "zu",
        &[
            "grunde",
            "gunsten",
            "hause",
            "lasten",
            "leide",
            "liebe",
            "mute",
            "nutze",
            "rande",
            "schulden",
            "stande",
            "tage",
            "ungunsten",
            "wege",
        ],
    ),
    ("zur", &["zeit"]),
];

/// Documents that may hold words side by side, at most: a query reads their texts.
const MAX_READ: usize = 256;

/// Forms of the texts for each code that is told though no text has it as one word, and how many are in any case: a
/// visitor loads all of them.
const FORMS_FOR_ONE: usize = 192;
const FEW: usize = 64;

/// What is found of texts.
#[derive(Default)]
pub(super) struct Found {
    /// Two words, or three.
    pub(super) joints: HashSet<Joint>,
    /// All words of names and numbers that have three or more, as "ab 1234 x".
    pub(super) codes: HashSet<Joint>,
}

/// Finds them in a text, word by word.
pub(super) struct Joints<'t> {
    text: &'t str,
    /// Where the last word ends, and the words up to it that belong together.
    end: usize,
    before: String,
    code: Code,
}

impl<'t> Joints<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, end: 0, before: String::new(), code: Code::default() }
    }

    /// Takes the next word of the text, which stands at these bytes.
    pub(super) fn take(&mut self, range: Range<usize>, word: &str, found: &mut Found) {
        let between = self.text.get(self.end..range.start).unwrap_or_default();
        self.end = range.end;
        self.code.take(between, word, &mut found.codes);
        let joints = &mut found.joints;
        let last = self.before.rsplit(' ').next().unwrap_or_default();
        if last.is_empty() || !are_joined(last, between, word) {
            self.before.clear();
            self.before.push_str(word);
            return;
        }
        self.before.push(' ');
        self.before.push_str(word);
        let pair = self.before.rmatch_indices(' ').nth(1).map_or(0, |(at, _)| at + 1);
        for words in [0, pair].into_iter().filter_map(|start| self.before.get(start..)) {
            if !joints.contains(words) {
                joints.insert(words.to_owned());
            }
        }
        // Three at most, as a text may join all of its words.
        self.before.drain(..pair);
    }

    /// Takes the end of the text.
    pub(super) fn end(&mut self, found: &mut Found) {
        self.code.end(&mut found.codes);
    }
}

/// Words of a name or number, and letters of all of them together; of an account's number, and of others that have
/// digits alone.
const CODE: RangeInclusive<usize> = 3..=9;
const CODE_LETTERS: RangeInclusive<usize> = 5..=34;
const IBAN: usize = 15;
const NUMBER: usize = 7;

/// Letters between the blanks of an account's number.
const GROUP: usize = 4;

/// Lengths of the numbers of a date.
const DATES: [[usize; 3]; 2] = [[4, 2, 2], [2, 2, 4]];

/// Words up to some place of a text that may be one name or number.
#[derive(Default)]
struct Code {
    words: String,
    /// How many there are; more than a code has are not written.
    count: usize,
    /// There are blanks in between.
    spaced: bool,
}

impl Code {
    fn take(&mut self, between: &str, word: &str, codes: &mut HashSet<Joint>) {
        if self.count == 0 || !self.goes_on(between, word) {
            self.end(codes);
        }
        self.count += 1;
        if self.count <= *CODE.end() {
            self.words.push_str(if self.count > 1 { " " } else { "" });
            self.words.push_str(word);
        }
    }

    fn goes_on(&mut self, between: &str, word: &str) -> bool {
        match between {
            "-" | "\u{2010}" | "\u{2011}" => true,
            "/" => is_number(self.words.rsplit(' ').next().unwrap_or_default()) && is_number(word),
            " " | "\u{a0}" | "\u{202f}" => {
                let goes_on =
                    self.is_account() && word.len() <= GROUP && is_group(word, self.count);
                self.spaced |= goes_on;
                goes_on
            }
            _ => false,
        }
    }

    /// Whether another group of an account's number may follow.
    fn is_account(&self) -> bool {
        let mut groups = self.words.split(' ');
        let first = groups.next().unwrap_or_default().as_bytes();
        let is_first = first.len() == GROUP
            && first[..2].iter().all(u8::is_ascii_alphabetic)
            && first[2..].iter().all(u8::is_ascii_digit);
        is_first && groups.all(|group| group.len() == GROUP)
    }

    fn end(&mut self, codes: &mut HashSet<Joint>) {
        if self.is_one() && !codes.contains(&self.words) {
            codes.insert(self.words.clone());
        }
        self.words.clear();
        (self.count, self.spaced) = (0, false);
    }

    fn is_one(&self) -> bool {
        if !CODE.contains(&self.count) {
            return false;
        }
        let letters: Vec<usize> = self.words.split(' ').map(|it| it.chars().count()).collect();
        let all = letters.iter().sum();
        let is_number = self.words.split(' ').all(is_number);
        CODE_LETTERS.contains(&all)
            && (!self.spaced || all >= IBAN)
            && !(is_number && (all < NUMBER || DATES.iter().any(|date| letters == date)))
    }
}

/// Whether a word may be a group of an account's number, in which letters name the bank.
fn is_group(word: &str, place: usize) -> bool {
    is_number(word) || place == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether what stands between two words joins them.
fn are_joined(first: &str, between: &str, second: &str) -> bool {
    let is_short = |word: &str| word.chars().count() <= SHORT;
    match between {
        // "10-12" is no 1012.
        "-" | "\u{2010}" | "\u{2011}" | "'" | "’" => !(is_number(first) && is_number(second)),
        "." => is_number(first) && is_number(second) && second.len() == THOUSANDS,
        " " | "\u{a0}" | "\u{202f}" | "\u{2009}" => match (is_number(first), is_number(second)) {
            (true, true) => second.len() == THOUSANDS,
            (true, false) => is_short(second),
            (false, true) => is_short(first),
            (false, false) => {
                EITHER_WAY.iter().any(|(word, behind)| *word == first && behind.contains(&second))
            }
        },
        _ => false,
    }
}

/// Words that texts have apart as well: each stands for what it is when it is apart. `frequency` is
/// the number of documents with a word, and `has_parts` whether its language has compounds, whose
/// parts are found without being told.
pub(super) fn synonyms(
    joints: &BTreeSet<Joint>,
    frequency: impl Fn(&str) -> usize,
    has_parts: impl Fn(&str) -> bool,
) -> Synonyms {
    let mut synonyms = Synonyms::default();
    for joint in joints {
        let whole = joint.replace(' ', "");
        let rarest = joint.split(' ').map(&frequency).min().unwrap_or(0);
        // A query looks for two parts of a word, not for three.
        let are_parts = joint.split(' ').count() == 2
            && joint.split(' ').all(|word| word.chars().count() >= PART);
        let is_told = frequency(&whole) > 0 && rarest <= MAX_READ && !is_year(&whole);
        if is_told && !(are_parts && has_parts(&whole)) {
            synonyms.add_one_way(&whole, [joint]);
        }
    }
    synonyms
}

/// Names and numbers of several words that no text writes as one: of so many forms those with most numbers.
pub(super) fn codes(
    codes: &BTreeSet<Joint>,
    frequency: impl Fn(&str) -> usize,
    forms: usize,
) -> Synonyms {
    let is_told = |code: &&Joint| {
        let rarest = code.split(' ').map(&frequency).min().unwrap_or(0);
        rarest <= MAX_READ && frequency(&code.replace(' ', "")) == 0
    };
    let mut told: Vec<&Joint> = codes.iter().filter(is_told).collect();
    let has_digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    told.sort_by_key(|code| Reverse(code.split(' ').filter(|word| has_digit(word)).count().min(2)));
    told.truncate((forms / FORMS_FOR_ONE).max(FEW));
    let mut synonyms = Synonyms::default();
    told.iter().for_each(|code| synonyms.add_one_way(&code.replace(' ', ""), [code]));
    synonyms
}

/// Whether a number is rather a year than so many.
fn is_year(number: &str) -> bool {
    number.parse().is_ok_and(|year: u32| (1900..2100).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tokenizer::Tokenizer;

    #[test]
    fn joints() {
        for (text, expect) in [
            ("per E-Mail an", "e mail"),
            ("1.500.000 Euro", "1 500|1 500 000|500 000"),
            ("10 000 m", "000 m|10 000|10 000 m"),
            ("5 km weit", "5 km"),
            ("ISO 9001", "iso 9001"),
            ("Haus am See", ""),
            ("aufgrund oder auf Grund dessen", "auf grund"),
            ("zu Recht zu Hause", "zu hause"),
            ("am 3. Mai", "am 3"),
            ("2.5", ""),
            ("10-12", ""),
            ("a-b-c-d", "a b|a b c|b c|b c d|c d"),
        ] {
            assert_eq!(sorted(found_in(text).joints), expect, "{text}");
        }
    }

    #[test]
    fn codes_of_several_words() {
        for (text, expect) in [
            ("Nr. AB-1234-X im Lager", "ab 1234 x"),
            ("Tel. 0731/161-2345, Fax 161-0", "0731 161 2345"),
            ("ISBN 978-3-16-148410-0", "978 3 16 148410 0"),
            ("IBAN DE89 3704 0044 0532 0130 00 bei", "de89 3704 0044 0532 0130 00"),
            ("NL91 ABNA 0417 1643 00", "nl91 abna 0417 1643 00"),
            ("SARS-CoV-2", "sars cov 2"),
            ("am 2024-12-19", ""),
            ("1-2-3", ""),
            ("E-Mail", ""),
            ("10/2024", ""),
            ("2019 2020 2021 2022", ""),
            ("EG9b 2019 2020 2021 2022", ""),
            ("a-b-c-d-e-f-g-h-i-j-k", ""),
        ] {
            assert_eq!(sorted(found_in(text).codes), expect, "{text}");
        }
    }

    #[test]
    fn what_texts_have_as_one_word_too() {
        for (joint, expect) in [
            ("e mail", "email > e mail"),
            // Parts that a query looks for anyway.
            ("klima schutz", ""),
            ("klima schutz programm", "klimaschutzprogramm > klima schutz programm"),
        ] {
            let told = synonyms(&[joint.to_owned()].into(), |_| 1, |_| true);
            assert_eq!(told.lines().collect::<Vec<_>>().join("|"), expect);
        }
    }

    #[test]
    fn codes_with_numbers_are_told_first() {
        let all = ["max planck institut", "ab 12 x", "ab 12 13"].map(str::to_owned);
        let told = codes(&all.into(), |word| usize::from(word == "ab"), 0);
        let lines: Vec<_> = told.lines().collect();
        assert_eq!(
            lines.join("|"),
            "ab1213 > ab 12 13|ab12x > ab 12 x|maxplanckinstitut > max planck institut"
        );
        let none = codes(&["ab 12 x".to_owned()].into(), |_| 1, 0);
        assert_eq!(none.lines().count(), 0);
    }

    fn found_in(text: &str) -> Found {
        let (mut joints, mut found) = (Joints::of(text), Found::default());
        let mut words = Tokenizer::new(text);
        while let Some(range) = words.next_word() {
            joints.take(range, words.word(), &mut found);
        }
        joints.end(&mut found);
        found
    }

    fn sorted(joints: HashSet<Joint>) -> String {
        let mut joints: Vec<Joint> = joints.into_iter().collect();
        joints.sort();
        joints.join("|")
    }
}
