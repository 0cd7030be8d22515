//! Makes text of whatever origin comparable: one form for each character,
//! nothing invisible inside words, white space collapsed.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// One line of clean text: Unicode NFC, without control characters and
/// invisible ones, ligatures spelled out, runs of white space as one space.
pub(super) fn line(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut previous = None;
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            _ if c.is_whitespace() => push_space(&mut out),
            _ if c.is_control() || is_invisible(c) => {}
            '\u{200C}' | '\u{200D}' => {
                if joins(previous, chars.peek().copied()) {
                    out.push(c);
                }
            }
            _ => push(&mut out, c),
        }
        previous = Some(c);
    }
    if out.ends_with(' ') {
        out.pop();
    }
    match is_nfc_quick(out.chars()) {
        IsNormalized::Yes => out,
        IsNormalized::No | IsNormalized::Maybe => out.nfc().collect(),
    }
}

/// Adds a character; ligatures and letters in the form that they have within words, as PDF states
/// them, and narrow kana as the letters that they are.
fn push(out: &mut String, c: char) {
    match c {
        '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{FF66}'..='\u{FF9F}' => {
            for letter in std::iter::once(c).nfkc() {
                if letter == ' ' { push_space(out) } else { out.push(letter) }
            }
        }
        _ => out.push(c),
    }
}

/// Characters of a mistake that are shown.
const MAX_SHOWN: usize = 40;

/// What somebody mistyped, as a message shows it.
pub(super) fn mistyped(text: &str) -> String {
    shorten(text, MAX_SHOWN)
}

/// `text` if it is short enough, else its beginning up to a word boundary,
/// with `…` as its last character.
pub(super) fn shorten(text: &str, max_chars: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(max_chars) else { return text.to_owned() };
    let head = text.get(..end).unwrap_or(text);
    let cut = match head.rfind(' ') {
        // A cut that would leave little (one word of a million letters) falls inside the word.
        Some(space) if space >= head.len() / 2 => head.get(..space).unwrap_or(head),
        _ => head,
    };
    format!("{}…", cut.trim_end_matches(|c: char| !c.is_alphanumeric() && !")]»“\"".contains(c)))
}

/// True if there is something to read, not only marks and spaces.
pub(super) fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// The letters and digits of a text in lower case, by which texts say the same: "\[Tip\]" and "tip".
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn push_space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Characters without a glyph that would keep equal words from being equal:
/// soft hyphen, zero-width space and no-break space, word joiner, marks of direction.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether a zero-width (non-)joiner between these characters means something:
/// it does in emoji and in Persian or Indic words, not between Latin letters.
fn joins(previous: Option<char>, next: Option<char>) -> bool {
    let matters = |c: char| c >= '\u{590}' && !('\u{1E00}'..'\u{2000}').contains(&c);
    let present = |c: Option<char>| c.is_some_and(|c| matters(c) && !c.is_whitespace());
    present(previous) && present(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let cases = [
            ("  a \t\n b\u{a0}c ", "a b c"),
            ("u\u{308}ber", "über"),
            ("Kriminal\u{ad}präventions\u{200b}rat", "Kriminalpräventionsrat"),
            ("Auf\u{200c}lage", "Auflage"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("👨\u{200d}👩\u{200d}👧", "👨\u{200d}👩\u{200d}👧"),
            ("A\u{fb03}nität, \u{fb01}nden", "Affinität, finden"),
            ("ﾐﾈﾗﾙｳｫｰﾀｰ ｶﾞ", "ミネラルウォーター ガ"),
            ("\u{FEE3}\u{FEDC}\u{FE98}\u{FE92}\u{FE94}", "مكتبة"),
            ("น้ำตาล m² ㎏", "น้ำตาล m² ㎏"),
            ("a \u{FE70}", "a \u{64b}"),
            ("a\0b\u{7}", "ab"),
            ("§\u{202f}232", "§ 232"),
            ("\u{2028}", ""),
        ];
        for (raw, expect) in cases {
            assert_eq!(line(raw), expect, "{raw:?}");
        }
    }

    #[test]
    fn shortening() {
        let cases = [
            ("kurz", 10, "kurz"),
            ("Handel mit Menschen", 12, "Handel mit…"),
            ("Städte, Gemeinden und", 10, "Städte…"),
            ("ääääääää", 4, "ääää…"),
        ];
        for (text, max, expect) in cases {
            assert_eq!(shorten(text, max), expect, "{text:?}");
        }
    }
}
