//! What Snowball does not know of Dutch and the Scandinavian languages: vowels that are written once or twice, "groot"
//! and "grote", and those that endings leave out, "nyckel" and "nycklar".

/// Dutch letters: vowels that are written twice before a last consonant, and consonants that are others before an e.
const DUTCH_VOWELS: [char; 4] = ['a', 'e', 'o', 'u'];
const SOFTENED: [(char, char); 2] = [('v', 'f'), ('z', 's')];

/// Letters of a Dutch word without its e.
const DUTCH_ROOT: usize = 3;

/// Dutch words with an e that are no forms of those without.
const DUTCH_OTHERS: &str = "aarde bode code lade made mode orde rente role tante vrede zone";

/// The Scandinavian languages: what forms end with, and what the words that they are forms of end with.
const SWEDISH: &[(&str, &str)] =
    &[("lar", "el"), ("rar", "er"), ("ler", "el"), ("la", "el"), ("ra", "er")];
const DANISH: &[(&str, &str)] = &[("ler", "el"), ("re", "er"), ("le", "el")];

/// What else forms end with there: the article, and what belongs to somebody.
const ARTICLES: [&str; 7] = ["", "s", "na", "nas", "ne", "nes", "e"];

/// The word that this is a form of, if `is_known` tells that texts have it.
pub(crate) fn main_form_of(
    tag: &str,
    word: &str,
    is_known: impl Fn(&str) -> bool,
) -> Option<String> {
    match tag {
        "nl" => dutch_root(word).filter(|it| is_known(it)),
        "sv" => without_article(word, SWEDISH, is_known),
        "da" | "no" | "nb" | "nn" => without_article(word, DANISH, is_known),
        _ => None,
    }
}

/// A Dutch adjective or noun without its -e.
fn dutch_root(word: &str) -> Option<String> {
    let mut root: Vec<char> = word.strip_suffix('e')?.chars().collect();
    if root.len() < DUTCH_ROOT || DUTCH_OTHERS.split(' ').any(|other| other == word) {
        return None;
    }
    let last = root.len() - 1;
    let is_dutch_vowel = |letter: char| "aeiouyj".contains(letter);
    if let Some((_, hard)) = SOFTENED.iter().find(|(soft, _)| *soft == root[last]) {
        root[last] = *hard;
    } else if is_dutch_vowel(root[last]) {
        return None;
    }
    let is_open = DUTCH_VOWELS.contains(&root[last - 1]) && !is_dutch_vowel(root[last - 2]);
    if is_open && root[last] != 'x' {
        root.insert(last, root[last - 1]);
    }
    Some(root.into_iter().collect())
}

fn without_article(
    word: &str,
    ends: &[(&str, &str)],
    is_known: impl Fn(&str) -> bool,
) -> Option<String> {
    let forms = ARTICLES.iter().filter_map(|article| word.strip_suffix(article));
    let main = |form: &str| {
        let roots = ends.iter().filter_map(|(end, other)| Some((form.strip_suffix(end)?, other)));
        // Two consonants lose the vowel between them.
        let closed = roots.filter(|(root, _)| !root.ends_with(is_vowel));
        let mut mains = closed.map(|(root, other)| [root, other].concat());
        mains.find(|main| is_known(main))
    };
    forms.filter(|form| !form.is_empty()).find_map(main)
}

fn is_vowel(letter: char) -> bool {
    "aeiouyåäöæø".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn main_forms() {
        for (tag, word, expect) in [
            ("nl", "grote", "groot"),
            ("nl", "goede", "goed"),
            ("nl", "vieze", "vies"),
            ("nl", "lieve", "lief"),
            ("nl", "lange", "lang"),
            ("nl", "zone", ""),
            ("nl", "mee", ""),
            ("sv", "nycklarna", "nyckel"),
            ("sv", "vintrar", "vinter"),
            ("sv", "vackra", "vacker"),
            ("da", "cyklerne", "cykel"),
            ("nb", "enkle", "enkel"),
            ("da", "", ""),
            ("de", "grote", ""),
        ] {
            let main = main_form_of(tag, word, |it| it == expect && !it.is_empty());
            assert_eq!(main.unwrap_or_default(), expect, "{tag} {word}");
        }
        assert_eq!(main_form_of("sv", "talar", |it| it == "tael"), None);
    }
}
