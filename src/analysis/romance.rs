//! What Snowball does not know of Spanish, Portuguese, French and Italian: endings before which the last letters of
//! a word change, "luz" and "luces", "animal" and "animais", "actif" and "active", "lago" and "laghi".

/// For each language, what forms end with and what the words that they are forms of end with: of several those
/// that come first.
const ENDS: [(&str, &[(&str, &str)]); 4] = [
    ("es", &[("ces", "z")]),
    (
        "pt",
        &[
            ("ais", "al"),
            ("éis", "el"),
            ("eis", "il"),
            ("óis", "ol"),
            ("uis", "ul"),
            ("is", "il"),
            ("ns", "m"),
        ],
    ),
    (
        "fr",
        &[
            ("ive", "if"),
            ("ives", "if"),
            ("trice", "teur"),
            ("trices", "teur"),
            ("ève", "ef"),
            ("èves", "ef"),
            ("euve", "euf"),
            ("euves", "euf"),
            ("eux", "eu"),
            ("èche", "ec"),
            ("èches", "ec"),
        ],
    ),
    ("it", &[("ghi", "go"), ("trice", "tore"), ("trici", "tore")]),
];

/// Letters before such an end, at least: "peux" is no form of "peu".
const BEFORE_END: usize = 2;

/// The word that this is a form of, if `is_known` tells that texts have it.
pub(crate) fn main_form_of(
    tag: &str,
    word: &str,
    is_known: impl Fn(&str) -> bool,
) -> Option<String> {
    let (_, ends) = ENDS.iter().find(|(of, _)| *of == tag)?;
    let main = |(end, other): &(&str, &str)| {
        let start = word.strip_suffix(end)?;
        (start.chars().count() >= BEFORE_END).then(|| [start, other].concat())
    };
    ends.iter().filter_map(main).find(|main| is_known(main))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn main_forms() {
        for (tag, word, expect) in [
            ("es", "luces", "luz"),
            ("pt", "animais", "animal"),
            ("pt", "fáceis", "fácil"),
            ("pt", "jovens", "jovem"),
            ("fr", "actives", "actif"),
            ("fr", "actrice", "acteur"),
            ("fr", "lieux", "lieu"),
            ("it", "laghi", "lago"),
            ("es", "animais", ""),
            ("de", "luces", ""),
            ("fr", "", ""),
        ] {
            let main = main_form_of(tag, word, |it| it == expect);
            assert_eq!(main.unwrap_or_default(), expect, "{tag} {word}");
        }
        assert_eq!(main_form_of("es", "entonces", |_| false), None);
    }
}
