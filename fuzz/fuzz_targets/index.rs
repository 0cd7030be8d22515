#![no_main]

use std::sync::LazyLock;

use findling::format::SectionId;
use findling::{Document, Index, SearchOptions, Section, index};

#[path = "../../tests/it/forged.rs"]
mod forged;

static BUILT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let document = |title: &str, text: &str| Document {
        title: title.to_owned(),
        lang: "de".to_owned(),
        date: "2024-07-02".to_owned(),
        facets: [("tag".to_owned(), vec!["Recht".to_owned()])].into(),
        sections: vec![Section { text: text.to_owned(), ..Section::default() }],
        ..Document::default()
    };
    let documents = [
        document("Handel", "Handel mit Menschen, Menschenhandel; die Brücke (BR) hält."),
        document("Recht", "Das Recht der Menschen, die handeln."),
    ];
    index::build(&documents).expect("two documents are not too much")
});

// Random bytes are no index: their checksums are wrong. So a section of one that was built gets
// them, from a place in it on.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let [section, at, bytes @ ..] = bytes else { return };
    let section = SectionId::ALL[usize::from(*section) % SectionId::ALL.len()];
    if let Ok(index) = Index::open(forged::forged(&BUILT, section, usize::from(*at), bytes)) {
        index.search("handel mit menschen tag:recht", &SearchOptions::default());
        index.search(
            "\"recht der\" -brücke",
            &SearchOptions { facets: true, ..SearchOptions::default() },
        );
        index.suggest("han", 5);
    }
});
