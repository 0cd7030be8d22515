#![no_main]

use findling::{Document, Index, SearchOptions, Section, index};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (title, text) = text.split_once('\n').unwrap_or((text, text));
    let section = Section { text: text.to_owned(), ..Section::default() };
    let document = Document {
        id: "a".to_owned(),
        title: title.to_owned(),
        lang: "de".to_owned(),
        sections: vec![section],
        ..Document::default()
    };
    // What is too much for one index is said.
    let Ok(bytes) = index::build(&[document]) else { return };
    let index = Index::open(bytes).expect("what was built can be opened");
    index.search(title, &SearchOptions::default());
});
