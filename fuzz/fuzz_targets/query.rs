#![no_main]

use std::sync::LazyLock;

use findling::{Document, Index, SearchOptions, Section, index};

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let text = "Handel mit Menschen, Menschenhandel, Über die Brücke, Migrant:innen, C++";
    let section = Section { text: text.to_owned(), ..Section::default() };
    let document = Document {
        title: "Ein Titel".to_owned(),
        lang: "de".to_owned(),
        date: "2024-07-02".to_owned(),
        facets: [("tag".to_owned(), vec!["Recht".to_owned()])].into(),
        sections: vec![section],
        ..Document::default()
    };
    let bytes = index::build(&[document]).expect("one document is not too much");
    Index::open(bytes).expect("what was built can be opened")
});

libfuzzer_sys::fuzz_target!(|query: &str| {
    INDEX.search(query, &SearchOptions::default());
    INDEX.suggest(query, 5);
});
