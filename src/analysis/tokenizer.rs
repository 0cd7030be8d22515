//! Words and where they stand.
//!
//! A word is a run of letters, digits and the marks that belong to them, in
//! lower case. Scripts that write without spaces (Chinese, Japanese, Thai, …)
//! give overlapping pairs of characters instead, so that any two neighbouring
//! characters can be found.

use std::ops::Range;

use crate::analysis::case::lower;

/// Longer words are cut: what follows is not searched. One less than the bits
/// of the row that the typo automaton keeps of a word.
pub(crate) const MAX_WORD_CHARS: usize = 63;

/// What stands behind an apostrophe and is no part of a word, in English, German and Dutch: who
/// looks for "Charles" wants "Charles's".
const ENDINGS: [&str; 6] = ["s", "m", "d", "re", "ve", "ll"];

/// And what is a part of it: "don't" is neither "don" nor "do".
const NEGATION: &str = "t";

/// Letters between which an apostrophe stands for a letter, as in "комп'ютер", and those between which
/// a quote is the sign of an abbreviation, as in "צה\"ל".
const WITH_APOSTROPHES: std::ops::RangeInclusive<char> = '\u{400}'..='\u{5ff}';
const WITH_QUOTES: std::ops::RangeInclusive<char> = '\u{590}'..='\u{5ff}';

/// What Arabic writes with a word, the longest first, and letters that are left of it at least.
const ARTICLES: [&str; 7] = ["وال", "بال", "كال", "فال", "ال", "ٱل", "لل"];
const SHORTEST_WITH_ARTICLE: usize = 3;

/// What stands behind the letter of C++ and C#.
const SIGNS: [&str; 2] = ["++", "#"];

/// What German puts before the ending of a word that shall mean all genders.
const GENDER_MARKS: [char; 7] = [':', '*', '_', '/', '·', '•', '('];

/// The endings of German words for women, of several and of one.
pub(crate) const FEMALE: [&str; 2] = ["innen", "in"];

/// Letters of the shortest word with such an ending: "Koch", "Bot".
const SHORTEST_GENDERED: usize = 3;

/// What may stand between the letters of an abbreviation: spaces that lines do or do not
/// break at.
const INITIALS_SPACES: [char; 3] = [' ', '\u{a0}', '\u{202f}'];

/// Walks over the words of a text.
pub(crate) struct Tokenizer<'t> {
    text: &'t str,
    position: usize,
    word: String,
}

impl<'t> Tokenizer<'t> {
    /// Walks over `text` from its start.
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, position: 0, word: String::new() }
    }

    /// The word that [`Self::next_word`] found last, in lower case, without
    /// invisible characters, cut at [`MAX_WORD_CHARS`].
    pub(crate) fn word(&self) -> &str {
        &self.word
    }

    /// Goes to the next word and returns its bytes in the text.
    pub(crate) fn next_word(&mut self) -> Option<Range<usize>> {
        self.next_of(None)
    }

    /// As [`Self::next_word`], past words that have none of these shapes, if any are given, as far
    /// as that is seen at once.
    pub(crate) fn next_of(&mut self, shapes: Option<&Shapes>) -> Option<Range<usize>> {
        let mut start = self.find_word()?;
        while let Some(length) = self.plain_but(start, shapes) {
            self.position = start + length;
            start = self.find_word()?;
        }
        self.word.clear();
        match self.char_at(start) {
            Some(c) if is_unspaced(c) => self.take_pair(start),
            _ => self.take_word(start),
        }
    }

    /// The length of the word that begins here if it is ASCII, what ends it is nothing that
    /// words go on behind, and none of `shapes` is its.
    fn plain_but(&self, start: usize, shapes: Option<&Shapes>) -> Option<usize> {
        let shapes = shapes?;
        let word = self.text.as_bytes().get(start..)?;
        let length = word.iter().take_while(|it| it.is_ascii_alphanumeric()).count();
        let ends = matches!(word.get(length), Some(b' ' | b',' | b'.'));
        // A single letter may begin an abbreviation.
        (ends && length > 1 && !shapes.has(word, length)).then_some(length)
    }

    /// The character at a byte of the text; texts are mostly ASCII, which needs no decoding.
    fn char_at(&self, position: usize) -> Option<char> {
        match self.text.as_bytes().get(position) {
            Some(&byte) if byte.is_ascii() => Some(char::from(byte)),
            Some(_) => self.text.get(position..)?.chars().next(),
            None => None,
        }
    }

    /// Where the next word begins.
    fn find_word(&self) -> Option<usize> {
        let mut position = self.position;
        loop {
            let c = self.char_at(position)?;
            if is_word_start(c) {
                return Some(position);
            }
            position += c.len_utf8();
        }
    }

    fn take_word(&mut self, start: usize) -> Option<Range<usize>> {
        let mut letters = self.take_ascii(start);
        let mut position = start + letters;
        let mut end = position;
        while let Some(c) = self.char_at(position) {
            let visible = is_word(c);
            if !visible && !is_invisible(c) && !self.is_within(position, c) {
                break;
            }
            position += c.len_utf8();
            letters += usize::from(visible);
            if visible && letters <= MAX_WORD_CHARS {
                end = position;
                self.word.push(lower(c));
            }
        }
        let ending = self.ending_at(position);
        self.position = position + ending;
        self.drop_article();
        // What an ending is dropped of is no initial.
        let letters = if ending > 0 { 0 } else { letters };
        if let (1, Some(sign)) = (letters, self.sign_at(position))
            && self.word.starts_with(char::is_alphabetic)
        {
            self.word += sign;
            self.position += sign.len();
            return Some(start..self.position);
        }
        if let Some(behind) = self.take_gender_ending(position, letters) {
            self.position = behind;
            end = behind;
        }
        while let (1, Some(letter)) = (letters, self.initial_behind(self.position)) {
            end = letter.end;
            self.position = end;
            self.word.extend(self.char_at(letter.start).map(lower));
        }
        Some(start..end)
    }

    /// Takes the letters and digits at the beginning of a word that are ASCII, most often all,
    /// at once; how many these are.
    fn take_ascii(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes().get(start..).unwrap_or_default();
        let letters = bytes.iter().take(MAX_WORD_CHARS).take_while(|it| it.is_ascii_alphanumeric());
        let letters = letters.count();
        self.word += self.text.get(start..start + letters).unwrap_or_default();
        self.word.make_ascii_lowercase();
        letters
    }

    /// What makes a single letter, before this byte, the name of a programming language, or of a
    /// version of it ("C++17").
    fn sign_at(&self, position: usize) -> Option<&'static str> {
        let rest = self.text.get(position..)?;
        let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign))?;
        let behind = self.char_at(position + sign.len());
        behind.is_none_or(|c| !is_word(c) || c.is_ascii_digit()).then_some(sign)
    }

    /// The letter behind a dot that a single letter at its end goes on with: "U.S.A.",
    /// "z. B." are one word each. Behind a space it must have a dot too.
    fn initial_behind(&self, position: usize) -> Option<Range<usize>> {
        let rest = self.text.get(position..)?.strip_prefix('.')?;
        let letter = rest.strip_prefix(INITIALS_SPACES).unwrap_or(rest);
        let start = self.text.len() - letter.len();
        let mut chars = letter.chars();
        let end = start + chars.next().filter(|c| c.is_alphabetic() && is_word(*c))?.len_utf8();
        let ends = match (letter.len() == rest.len(), chars.next()) {
            (true, behind) => !behind.is_some_and(is_word),
            (false, behind) => behind == Some('.'),
        };
        (ends && self.word.len() < MAX_WORD_CHARS).then_some(start..end)
    }

    /// Appends the ending of a word for people of any gender, as in Bürger:innen or
    /// Mitarbeiter(innen), and returns where it ends.
    fn take_gender_ending(&mut self, position: usize, letters: usize) -> Option<usize> {
        let mark = self.char_at(position).filter(|mark| GENDER_MARKS.contains(mark))?;
        let behind = self.text.get(position + mark.len_utf8()..)?;
        let rest = behind.strip_prefix('-').unwrap_or(behind);
        let of_letters = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (ending, rest) = rest.split_at_checked(of_letters)?;
        let fits = |part: &str| {
            letters >= SHORTEST_GENDERED && letters + part.chars().count() <= MAX_WORD_CHARS
        };
        let known = FEMALE.iter().find(|known| known.eq_ignore_ascii_case(ending));
        if let Some(known) = known.filter(|known| fits(known)) {
            let rest = match mark {
                '(' => rest.strip_prefix(')')?,
                // "wrap_in_box" is no woman.
                '_' if rest.starts_with('_') => return None,
                _ => rest,
            };
            self.word += known;
            return Some(self.text.len() - rest.len());
        }
        // "Bürger:innenbeteiligung" is a Bürgerbeteiligung.
        let part = ending.strip_prefix(FEMALE[0]);
        let part = part.filter(|part| matches!(mark, ':' | '*') && fits(part))?;
        self.word.extend(part.chars().map(lower));
        Some(self.text.len() - rest.len())
    }

    /// Whether an apostrophe or quote stands here within a word; in "l'eau" a word begins behind it.
    fn is_within(&self, position: usize, c: char) -> bool {
        let behind = self.char_at(position + c.len_utf8());
        let before = self.word.chars().next_back();
        is_apostrophe(c) && NEGATION.eq_ignore_ascii_case(self.letters_behind(position, c))
            || before.is_some_and(|before| joins(before, c, behind))
    }

    /// Bytes of an apostrophe with an ending that stands here behind a word.
    fn ending_at(&self, position: usize) -> usize {
        let Some(c) = self.char_at(position).filter(|&c| is_apostrophe(c)) else { return 0 };
        let letters = self.letters_behind(position, c);
        let is_known = ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(letters));
        if is_known { c.len_utf8() + letters.len() } else { 0 }
    }

    fn letters_behind(&self, position: usize, c: char) -> &'t str {
        let behind = self.text.get(position + c.len_utf8()..).unwrap_or_default();
        behind.get(..behind.find(|c| !is_word(c)).unwrap_or(behind.len())).unwrap_or_default()
    }

    /// Leaves an Arabic word without its article.
    fn drop_article(&mut self) {
        let rest = without_article(&self.word);
        if rest.chars().filter(|c| !is_mark(*c)).count() >= SHORTEST_WITH_ARTICLE
            && rest.len() < self.word.len()
        {
            self.word = rest.to_owned();
        }
    }

    /// Two characters, of which the second begins the next pair; a single one
    /// stands for itself, unless it ends a pair already.
    fn take_pair(&mut self, start: usize) -> Option<Range<usize>> {
        let mut chars = self.text.get(start..)?.chars();
        let first = chars.next()?;
        self.word.push(first);
        let after_first = start + first.len_utf8();
        let second = chars.next().filter(|&c| is_unspaced(c));
        let Some(second) = second else {
            self.position = after_first;
            return Some(start..after_first);
        };
        self.word.push(second);
        let end = after_first + second.len_utf8();
        let last = !chars.next().is_some_and(is_unspaced);
        self.position = if last { end } else { after_first };
        Some(start..end)
    }
}

/// First letters and lengths of words, to tell in next to no time that a word of a text is
/// none of them.
#[derive(Debug, Default)]
pub(crate) struct Shapes([u32; 32]);

impl Shapes {
    pub(crate) fn add(&mut self, word: &str) {
        let word = word.as_bytes();
        self.0[Self::letter(word)] |= Self::length(word.len());
    }

    /// Whether a word of these may be the one of so many bytes at the beginning of `text`.
    fn has(&self, text: &[u8], length: usize) -> bool {
        self.0[Self::letter(text)] & Self::length(length) != 0
    }

    /// The same for capitals and small letters.
    fn letter(word: &[u8]) -> usize {
        usize::from(word.first().copied().unwrap_or_default() & 31)
    }

    fn length(bytes: usize) -> u32 {
        1 << bytes.min(31)
    }
}

/// An Arabic word, or its beginning, without its article, however little is left.
pub(crate) fn without_article(word: &str) -> &str {
    let rest = ARTICLES.iter().find_map(|it| word.strip_prefix(it));
    rest.map_or(word, |rest| rest.trim_start_matches(is_mark))
}

/// Whether a word begins with this character. Letters of most texts are told
/// without a table.
fn is_word_start(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        'À'..='ÿ' => !matches!(c, '×' | '÷'),
        _ => c.is_alphanumeric() && !is_apostrophe(c),
    }
}

/// Whether this character belongs to a word with spaces around it.
fn is_word(c: char) -> bool {
    match c {
        '\0'..='ÿ' => is_word_start(c),
        _ => !is_unspaced(c) && (is_word_start(c) || is_mark(c)),
    }
}

/// Marks that are no letters by themselves, of the scripts in which words
/// would fall apart without them: combining accents, Indic vowel killers.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}'
        | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{93c}'
        | '\u{94d}' | '\u{9bc}' | '\u{9cd}' | '\u{a3c}' | '\u{a4d}' | '\u{abc}' | '\u{acd}' | '\u{b3c}' | '\u{b4d}' | '\u{bcd}' | '\u{c4d}' | '\u{cbc}' | '\u{ccd}'
        | '\u{d4d}' | '\u{dca}')
}

/// Whether a character stands for a letter between those before and behind it.
pub(crate) fn joins(before: char, c: char, behind: Option<char>) -> bool {
    let letters = match c {
        '"' | '״' | '׳' => WITH_QUOTES,
        _ if is_apostrophe(c) => WITH_APOSTROPHES,
        _ => return false,
    };
    letters.contains(&before) && behind.is_some_and(|it| letters.contains(&it))
}

/// The typewriter's, the printer's, and the one that is a letter in Ukrainian.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Characters that may stand within a word without being seen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Letters of scripts that do not put spaces between words.
pub(crate) fn is_unspaced(c: char) -> bool {
    // Thai, Lao, Myanmar, Khmer; kana; Han, with extensions and compatibility forms.
    matches!(c,
        '\u{e01}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut tokenizer = Tokenizer::new(text);
        let mut words = Vec::new();
        while let Some(range) = tokenizer.next_word() {
            assert!(text.get(range).is_some(), "{text}");
            words.push(tokenizer.word().to_owned());
        }
        words
    }

    #[test]
    fn words_of_many_scripts() {
        for (text, expect) in [
            ("", ""),
            (" – … ", ""),
            ("Straßenkünstler ÄRZTE", "straßenkünstler ärzte"),
            ("EU-Kommission snake_case §232", "eu kommission snake case 232"),
            ("Rechts\u{ad}schutz\u{ad}, Auf\u{200b}lage", "rechtsschutz auflage"),
            ("Zu\u{308}rich", "zu\u{308}rich"),
            ("मानव तस्करी", "मानव तस्करी"),
            ("人口贩运,平台 x", "人口 口贩 贩运 平台 x"),
            ("don’t O'Brien's l'eau geht's 'quoted'", "dont o brien l eau geht quoted"),
            ("Charles's he'll CAN'T auto's I'm 's", "charles he cant auto i s"),
            ("комп'ютер здоров’я сімʼя lʼeau ʼ", "компютер здоровя сімя l eau"),
            ("צה\"ל ארה״ב, תל־אביב \"שלום\"", "צהל ארהב תל אביב שלום"),
            ("المكتبة والكتاب للطلاب الله", "مكتبة كتاب طلاب الله"),
            ("wrap_in_box", "wrap in box"),
            ("ООО\"Газпром\" адрес", "ооо газпром адрес"),
            ("than I'd. A. Smith", "than i a smith"),
            ("اللَّه الْكِتَاب ٱلكتاب", "اللَّه كِتَاب كتاب"),
            (
                "Migrant:innen Bürger*innen, Ärzt_in Expert/innen Kund/-innen Köch(in) LehrerInnen",
                "migrantinnen bürgerinnen ärztin expertinnen kundinnen köchin lehrerinnen",
            ),
            (
                "um 9:in a/in :innen Wien: in Berlin(innenstadt)",
                "um 9 in a in innen wien in berlin innenstadt",
            ),
            (
                "Bürger:innenbeteiligung Stadt_innenansicht sha256:cafe",
                "bürgerbeteiligung stadt innenansicht sha256 cafe",
            ),
            ("C++, C#. C++17 c 3# F# A#b", "c++ c# c++ 17 c 3 f# a b"),
            ("z. B. in den U.S.A., d.h. (z.\u{a0}B.)", "zb in den usa dh zb"),
            ("Plan A. I think. J. R. R. Tolkien, S. 5, a.b", "plan a i think jrr tolkien s 5 ab"),
            ("a.bc a. b a..b É.-U.", "a bc a b a b é u"),
            ("字", "字"),
            ("東京 2020年", "東京 2020 年"),
            ("Rakete 🚀 los", "rakete los"),
            ("Торговля ΑΝΘΡΏΠΩΝ", "торговля ανθρώπων"),
            ("abc漢字def", "abc 漢字 def"),
        ] {
            assert_eq!(words(text).join(" "), expect, "{text}");
        }
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(words(&"ä".repeat(100_000)), ["ä".repeat(MAX_WORD_CHARS)]);
        // What is behind a mark of gender is not joined to a word that would be too long.
        let long = "c".repeat(MAX_WORD_CHARS);
        assert_eq!(words(&format!("abc:innen{long}")).len(), 2);
    }
}
