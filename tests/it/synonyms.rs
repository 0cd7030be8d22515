//! Synonyms: acronyms that articles explain, and words that a site says are the same.

use findling::{Document, Index, SearchOptions, Section, Synonyms, index};

fn article(id: &str, text: &str) -> Document {
    Document {
        id: id.into(),
        lang: "de".into(),
        sections: vec![Section { text: text.into(), ..Section::default() }],
        ..Document::default()
    }
}

fn articles() -> Vec<Document> {
    vec![
        article("both", "Die Internationale Organisation für Migration (IOM) wurde gegründet."),
        article(
            "long",
            "Gestern sprach ein Mitarbeiter der Internationalen Organisation für Migration.",
        ),
        article("short", "Ein Projekt der IOM hilft Betroffenen."),
        article("apart", "Migration für eine Organisation, die internationale Kontakte hat."),
        article("kita", "Die Kita an der Ecke öffnet früh."),
        article("garten", "In Kindergärten wird gesungen."),
        article("phone", "Sie schrieb es auf ihrem Smartphone."),
        article("mobil", "Das mobile Telefon lag auf dem Tisch, mobil wie immer."),
        article("hand", "Er gab ihr die Hände und ein Handtuch."),
    ]
}

fn own() -> Synonyms {
    let mut own = Synonyms::default();
    own.add_group(["Kita", "Kindergarten", "Einrichtung für Kinder"]);
    own.add_one_way("Hande", ["Smartphone", "mobiles Telefon"]);
    own
}

fn opened() -> Index {
    let mut synonyms = Synonyms::explained_in(&articles()).unwrap();
    synonyms.extend(&own());
    Index::open(index::build_with(&articles(), &synonyms).unwrap()).unwrap()
}

fn found(index: &Index, query: &str, exact: bool) -> String {
    let options = SearchOptions { exact, ..SearchOptions::default() };
    let hits = index.search(query, &options).hits;
    hits.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn explanations_add_up_where_several_synonyms_are_in_a_text() {
    let texts = ["Mobiles Telefon und tragbares Telefon", "Ein mobiles Telefon", "Anderes"];
    let documents = texts.map(|text| Document {
        id: text.into(),
        lang: "de".into(),
        sections: vec![Section { text: text.into(), ..Section::default() }],
        ..Document::default()
    });
    let mut own = Synonyms::default();
    own.add_group(["Handy", "mobiles Telefon", "tragbares Telefon"]);
    let index = Index::open(index::build_with(&documents, &own).unwrap()).unwrap();
    let options = SearchOptions { explain: true, ..SearchOptions::default() };
    let hits = index.search("Handy", &options).hits;
    assert_eq!(hits.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>(), texts[..2]);
    for hit in hits {
        let why = hit.explanation.expect("it was asked for");
        let sum: f32 = why.words.iter().map(|word| word.score).sum();
        assert!((sum * why.coverage * why.closeness - hit.score).abs() < 1e-4, "{why:?}");
    }
}

#[test]
fn acronyms_are_found_without_being_asked_for() {
    let index = Index::open(index::build(&articles()).unwrap()).unwrap();
    assert_eq!(found(&index, "IOM", false), "both short long");
    assert_eq!(found(&index, "IOM", true), "short both");
    // All of whose words are there, then those that have some.
    let hits = found(&index, "Internationale Organisation für Migration", false);
    assert!(hits.starts_with("both ") && hits.contains("short"), "{hits}");
    let hits = found(&index, "Internationale Organisation für Migration", true);
    assert!(!hits.contains("short"), "{hits}");
}

#[test]
fn each_side_of_a_group_finds_the_others() {
    let index = opened();
    for (query, expect) in [
        ("Kita", "kita garten"),
        ("Kindergarten ", "garten kita"),
        ("Kindergartens ", "garten kita"),
        ("Kitas ", "kita garten"),
        ("Einrichtung für Kinder", "garten kita"),
        ("\"Kita\"", "kita"),
        ("title:Kita", ""),
        ("Smartphone ", "phone"),
        ("-Kita Kindergarten", "garten"),
    ] {
        let hits = found(&index, query, false);
        assert!(hits.starts_with(expect), "{query}: {hits}");
        assert!(!expect.is_empty() || hits.is_empty(), "{query}: {hits}");
    }
}

#[test]
fn a_word_with_synonyms_is_not_corrected() {
    let index = opened();
    let results = index.search("Hande ", &SearchOptions::default());
    assert_eq!(results.corrected, None);
    let ids: Vec<_> = results.hits.iter().map(|hit| hit.id.as_str()).collect();
    assert!(ids.contains(&"phone") && ids.contains(&"mobil"), "{ids:?}");
}

#[test]
fn phrases_are_marked_as_a_whole_and_only_there() {
    let index = opened();
    for (query, id, expect) in [
        ("IOM", "long", "Internationalen Organisation für Migration"),
        ("Hande ", "mobil", "mobile Telefon"),
    ] {
        let results = index.search(query, &SearchOptions::default());
        let hit = results.hits.iter().find(|hit| hit.id == id).expect(id);
        let units: Vec<u16> = hit.excerpt.text.encode_utf16().collect();
        let marked = hit.excerpt.marks.iter().map(|&[from, to]| &units[from..to]);
        let marked: Vec<String> = marked.map(String::from_utf16_lossy).collect();
        assert_eq!(marked.join(" "), expect, "{query}");
    }
}
