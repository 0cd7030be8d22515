//! The file format: its worked example, its golden files, and what happens to
//! damaged ones.

use std::path::PathBuf;

use findling::format::SectionId;
use findling::{Document, ErrorKind, Index, SearchOptions, Section, format, index};
use proptest::prelude::*;

use crate::forged::forged;

fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

/// The two documents of the worked example in `docs/format.md`.
fn example() -> Vec<Document> {
    let document =
        |id: &str, title: &str, date: &str, tags: &[&str], heading: &str, text: &str| Document {
            id: id.into(),
            url: format!("{id}.html"),
            title: title.into(),
            lang: "de".into(),
            date: date.into(),
            facets: [("tag".into(), tags.iter().map(|&tag| tag.into()).collect())].into(),
            sections: vec![Section {
                level: if heading.is_empty() { 0 } else { 2 },
                heading: heading.into(),
                anchor: heading.to_lowercase(),
                text: text.into(),
                ..Section::default()
            }],
            ..Document::default()
        };
    vec![
        document("a", "Haus", "2024-07-02", &["Wohnen", "Stadt"], "", "Ein Haus, zwei Häuser."),
        document("b", "Handel", "", &["Stadt"], "Waren", "Der Handel im Haus."),
    ]
}

/// The bytes of the hex dump in `docs/format.md`, which breaks off in the last section.
fn documented() -> Vec<u8> {
    let text = include_str!("../../docs/format.md");
    let (_, dump) = text.split_once("```hex\n").expect("a block ```hex");
    let (dump, _) = dump.split_once("```").expect("the end of the block");
    let bytes =
        dump.lines().flat_map(|line| line.split('|').next().unwrap_or("").split_whitespace());
    bytes.map(|byte| u8::from_str_radix(byte, 16).expect("two hex digits")).collect()
}

#[test]
fn the_worked_example_is_what_is_written() {
    let built = index::build(&example()).unwrap();
    let hex: Vec<String> = built.iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(built.starts_with(&documented()), "docs/format.md should hold:\n{}", hex.join(" "));
}

#[test]
fn the_worked_example_is_read() {
    let index = Index::open(index::build(&example()).unwrap()).unwrap();
    let info = index.info();
    assert_eq!(
        (info.articles, info.tokens, info.forms, info.terms, info.postings),
        (2, 11, 8, 7, 9)
    );
    let results = index.search("haus", &SearchOptions::default());
    let ids: Vec<_> = results.hits.iter().map(|hit| hit.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
    assert_eq!(results.hits[0].date, "2024-07-02");
    assert_eq!(results.hits[0].excerpt.text, "Ein Haus, zwei Häuser.");
    assert_eq!(results.hits[0].excerpt.marks, [[4, 8], [15, 21]]);
}

/// An index of each format version, kept as it was written when that version was
/// released: later programs read it, or say clearly that they do not.
#[test]
fn the_golden_index_opens() {
    let bytes = std::fs::read(golden("version-5.index")).unwrap();
    let index = Index::open(bytes).unwrap();
    assert_eq!(index.search("Häuser", &SearchOptions::default()).hits[0].id, "a");
    assert_eq!(index.search("tag:wohnen", &SearchOptions::default()).hits[0].id, "a");
}

#[test]
fn golden_indexes_of_older_versions_say_so() {
    for version in 1..format::VERSION {
        let bytes = std::fs::read(golden(&format!("version-{version}.index"))).unwrap();
        let error = Index::open(bytes).err().unwrap();
        let ErrorKind::Version { expected: format::VERSION, found } = *error.kind() else {
            panic!("{error}")
        };
        assert_eq!(found, version);
        assert!(error.to_string().contains("build the index and the engine with the same version"));
    }
}

/// Damaged files, each with a part of the message that it must give.
const DAMAGED: [(&str, &str); 13] = [
    ("empty", "which begins with “findling”"),
    ("other-file", "which begins with “findling”"),
    ("newer-version", "has format version 6, this engine reads version 5"),
    ("cut-in-header", "at least"),
    ("cut-in-texts", "at least"),
    ("longer", "bytes, found"),
    ("flipped-in-lexicon", "of section “lexicon”"),
    ("forged-lexicon", "an automaton in section “lexicon”"),
    ("forged-terms", "one of 0 terms for form 0"),
    ("forged-frequencies", "documents for form 0"),
    ("forged-facets", "at most 2 documents with a value"),
    ("forged-synonyms", "of section “synonyms”"),
    ("forged-languages", "of section “languages”"),
];

/// Makes the file `name` of [`DAMAGED`] out of a whole one.
fn damage(name: &str, whole: &[u8]) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    let content = |wanted: SectionId| {
        let mut sections = format::sections(whole).unwrap().into_iter();
        sections.find(|(name, _)| *name == wanted.name()).map(|(_, content)| content.to_vec())
    };
    let set = |section: SectionId, at: usize, value: u8| {
        let mut content = content(section).unwrap();
        content[at] = value;
        forged(whole, section, 0, &content)
    };
    match name {
        "empty" => bytes.clear(),
        "other-file" => bytes = b"<!DOCTYPE html><title>404</title>".to_vec(),
        "newer-version" => bytes[8] = 6,
        "cut-in-header" => bytes.truncate(40),
        "cut-in-texts" => bytes.truncate(whole.len() - 5),
        "longer" => bytes.push(0),
        "flipped-in-lexicon" => {
            let lexicon = content(SectionId::Lexicon).unwrap();
            let at = whole.windows(lexicon.len()).position(|it| it == lexicon).unwrap();
            bytes[at + 40] ^= 1;
        }
        "forged-lexicon" => bytes = set(SectionId::Lexicon, 40, 0),
        "forged-terms" => bytes = set(SectionId::Terms, 0, 9),
        "forged-frequencies" => bytes = set(SectionId::Frequencies, 0, 100),
        // Behind one name, "tag", and the first of its two values.
        "forged-facets" => bytes = set(SectionId::Facets, 12, 100),
        "forged-synonyms" => bytes = set(SectionId::Synonyms, 0, 100),
        "forged-languages" => bytes = set(SectionId::Languages, 0, 100),
        _ => panic!("no way is known to make {name}"),
    }
    bytes
}

#[test]
fn golden_damaged_files_say_what_is_wrong() {
    for (name, expect) in DAMAGED {
        let bytes = std::fs::read(golden(&format!("damaged/{name}.index"))).unwrap();
        let error = Index::open(bytes).err().unwrap_or_else(|| panic!("{name} was opened"));
        assert!(
            matches!(error.kind(), ErrorKind::Damaged { .. } | ErrorKind::Version { .. }),
            "{name}"
        );
        assert!(error.to_string().contains(expect), "{name}: {error}");
        assert!(error.to_string().contains("findling"), "{name} says what to do: {error}");
    }
}

/// Writes the golden files of the present version: `cargo test -- --ignored write_golden`.
#[test]
#[ignore = "writes files; run it once for a new format version"]
fn write_golden_files() {
    let whole = index::build(&example()).unwrap();
    std::fs::create_dir_all(golden("damaged")).unwrap();
    std::fs::write(golden(&format!("version-{}.index", format::VERSION)), &whole).unwrap();
    for (name, _) in DAMAGED {
        std::fs::write(golden(&format!("damaged/{name}.index")), damage(name, &whole)).unwrap();
    }
}

#[test]
fn every_truncation_is_an_error() {
    let whole = index::build(&example()).unwrap();
    for length in 0..whole.len() {
        assert!(
            Index::open(whole[..length].to_vec()).is_err(),
            "{length} of {} bytes",
            whole.len()
        );
    }
}

#[test]
fn every_flipped_bit_and_every_byte_value_is_an_error() {
    let whole = index::build(&example()).unwrap();
    for at in 0..whole.len() {
        for change in 1..=255 {
            let mut bytes = whole.clone();
            bytes[at] ^= change;
            assert!(Index::open(bytes).is_err(), "byte {at} changed by {change:02x}");
        }
    }
}

proptest! {
    #[test]
    fn forged_sections_are_read_or_refused(
        section in prop::sample::select(SectionId::ALL.to_vec()),
        at in 0usize..200,
        bytes: Vec<u8>,
    ) {
        let whole = index::build(&example()).unwrap();
        if let Ok(index) = Index::open(forged(&whole, section, at, &bytes)) {
            let options = SearchOptions { facets: true, ..SearchOptions::default() };
            for query in ["handel mit menschen tag:recht", "\"recht der\" -menschen", "menschn"] {
                index.search(query, &options);
            }
            index.suggest("men", 5);
        }
    }
}

#[test]
fn the_same_documents_give_the_same_bytes() {
    assert_eq!(index::build(&example()).unwrap(), index::build(&example()).unwrap());
}

#[test]
fn no_documents_are_an_index_too() {
    let index = Index::open(index::build(&[]).unwrap()).unwrap();
    assert_eq!(index.search("haus", &SearchOptions::default()).total, 0);
    assert_eq!(index.info().articles, 0);
}
