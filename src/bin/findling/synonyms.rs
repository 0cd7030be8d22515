//! The synonyms that `findling.toml` states.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::{Result, bail};
use findling::Synonyms;
use toml::Spanned;

/// Words and phrases, with where they stand in the file.
pub(crate) type Sides = Spanned<Vec<Spanned<String>>>;

/// Takes groups of what means the same, and what else a word or phrase finds,
/// from the settings `text`.
pub(crate) fn read(
    text: &str,
    groups: &[Sides],
    one_way: &BTreeMap<Spanned<String>, Sides>,
) -> Result<Synonyms> {
    let mut synonyms = Synonyms::default();
    for sides in groups {
        let expected = "two or more words or phrases that mean the same";
        let checked = checked(text, sides, 2, expected)?;
        refuse_same(text, sides, &checked)?;
        synonyms.add_group(checked);
    }
    for (from, to) in one_way {
        let from = checked_side(text, from)?;
        let checked = checked(text, to, 1, "words or phrases to find as well")?;
        refuse_same(text, to, &[&[from], &checked[..]].concat())?;
        synonyms.add_one_way(from, checked);
    }
    Ok(synonyms)
}

fn checked<'s>(text: &str, sides: &'s Sides, least: usize, expected: &str) -> Result<Vec<&'s str>> {
    let found = sides.get_ref().len();
    if found < least {
        let line = line(text, sides.span());
        bail!("line {line}: expected {expected}, found {found}");
    }
    sides.get_ref().iter().map(|side| checked_side(text, side)).collect()
}

/// Refuses words and phrases that a search takes for the same anyway.
fn refuse_same(text: &str, at: &Sides, sides: &[&str]) -> Result<()> {
    if let [first, others @ ..] = sides
        && others.iter().all(|other| Synonyms::are_same(first, other))
    {
        let line = line(text, at.span());
        let found = sides.join("`, `");
        bail!("line {line}: expected words or phrases that differ, found `{found}`");
    }
    Ok(())
}

fn checked_side<'s>(text: &str, side: &'s Spanned<String>) -> Result<&'s str> {
    let found = side.get_ref().as_str();
    if !found.chars().any(char::is_alphanumeric) {
        let line = line(text, side.span());
        bail!("line {line}: expected a word or phrase, found `{found}`");
    }
    Ok(found)
}

/// The line in which a value begins, counted from 1.
fn line(text: &str, span: Range<usize>) -> usize {
    1 + text.bytes().take(span.start).filter(|&byte| byte == b'\n').count()
}
