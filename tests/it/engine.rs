//! The engine agrees with a model that reads every text, word by word.

use std::collections::BTreeSet;

use findling::search::{Note, Sort, ValueCount};
use findling::{Document, Index, SearchOptions, Section, index};
use proptest::prelude::*;

const WORDS: [&str; 12] = [
    "haus", "häuser", "hauser", "hausboot", "mensch", "menschen", "handel", "straße", "strasse",
    "und", "a", "42",
];

/// A document as the model sees it: a title, a heading, a text, each a list of words.
type Fields = [Vec<&'static str>; 3];

fn documents(corpus: &[Fields]) -> Vec<Document> {
    let document = |(number, [title, heading, text]): (usize, &Fields)| Document {
        id: number.to_string(),
        title: title.join(" "),
        sections: vec![Section {
            level: 2,
            heading: heading.join(" – "),
            text: text.join(", "),
            ..Section::default()
        }],
        ..Document::default()
    };
    corpus.iter().enumerate().map(document).collect()
}

/// Part of a query: one or more words, quoted or excluded.
#[derive(Clone, Debug)]
enum Part {
    Loose(&'static str),
    Phrase(Vec<&'static str>),
    Excluded(&'static str),
}

impl Part {
    fn is_in(&self, corpus: &[Fields], fields: &Fields) -> bool {
        let words: Vec<&str> = match self {
            Self::Loose(word) | Self::Excluded(word) => vec![word],
            Self::Phrase(words) => words.clone(),
        };
        let side_by_side = |field: &Vec<&str>| {
            field
                .windows(words.len())
                .any(|run| run.iter().zip(&words).all(|(it, word)| is_meant(corpus, it, word)))
        };
        fields.iter().any(side_by_side)
    }

    fn typed(&self) -> String {
        match self {
            Self::Loose(word) => (*word).to_owned(),
            Self::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Self::Excluded(word) => format!("-{word}"),
        }
    }
}

/// Whether `word` stands for what a document holds: for the same letters, and where it has an umlaut
/// and is anywhere so, for these alone.
fn is_meant(corpus: &[Fields], it: &str, word: &str) -> bool {
    let is_anywhere = || corpus.iter().flatten().flatten().any(|it| *it == word);
    match word.contains('ä') && is_anywhere() {
        true => it == word,
        false => fold(it) == fold(word),
    }
}

fn fold(word: &str) -> String {
    word.replace('ä', "a").replace('ß', "ss")
}

/// Documents that the query matches: all its phrases, none of what is
/// excluded, and of the weight of its words at least three tenths of what the
/// best document has.
fn matching(corpus: &[Fields], query: &[Part]) -> BTreeSet<String> {
    let strict = select(corpus, query);
    let has = |kind: fn(&Part) -> bool| query.iter().any(kind);
    let mixed = has(|it| matches!(it, Part::Loose(_))) && has(|it| matches!(it, Part::Phrase(_)));
    if !strict.is_empty() || !mixed {
        return strict;
    }
    let loosen = |part: &Part| match part {
        Part::Phrase(words) => words.iter().map(|word| Part::Loose(word)).collect(),
        other => vec![other.clone()],
    };
    select(corpus, &query.iter().flat_map(loosen).collect::<Vec<_>>())
}

fn select(corpus: &[Fields], query: &[Part]) -> BTreeSet<String> {
    let is_allowed = |fields: &&Fields| {
        query.iter().all(|part| match part {
            Part::Loose(_) => true,
            Part::Phrase(_) => part.is_in(corpus, fields),
            Part::Excluded(word) => !is_excluded(corpus, fields, word),
        })
    };
    let weights = weights(corpus, query);
    let weight = |fields: &Fields| -> f32 {
        let held = weights.iter().filter(|(word, _)| Part::Loose(word).is_in(corpus, fields));
        held.map(|(_, weight)| weight).sum()
    };
    let weighed = corpus.iter().enumerate().filter(|(_, fields)| is_allowed(fields));
    let weighed: Vec<_> = weighed.map(|(number, fields)| (number, weight(fields))).collect();
    let most = weighed.iter().map(|&(_, weight)| weight).fold(0.0, f32::max);
    let hits = weighed.iter().filter(|&&(_, weight)| weight > 0.0 && weight >= most * 0.3);
    hits.map(|(number, _)| number.to_string()).collect()
}

/// What is excluded is excluded as it is written, if it is anywhere so.
fn is_excluded(corpus: &[Fields], fields: &Fields, word: &str) -> bool {
    let is_written = |fields: &Fields| fields.iter().flatten().any(|it| *it == word);
    match corpus.iter().any(is_written) {
        true => is_written(fields),
        false => Part::Loose(word_of(word)).is_in(corpus, fields),
    }
}

fn word_of(word: &str) -> &'static str {
    WORDS.iter().find(|known| **known == word).copied().unwrap_or("")
}

/// The query's words, loose ones once, with their inverse document frequencies.
fn weights(corpus: &[Fields], query: &[Part]) -> Vec<(&'static str, f32)> {
    let mut words: Vec<&'static str> = Vec::new();
    let mut phrases: Vec<&Vec<&'static str>> = Vec::new();
    for part in query {
        match part {
            Part::Loose(word) if !words.contains(word) => words.push(word),
            Part::Phrase(phrase) if !phrases.contains(&phrase) => {
                phrases.push(phrase);
                words.extend(phrase);
            }
            _ => {}
        }
    }
    let idf = |word: &'static str| {
        let frequency =
            corpus.iter().filter(|fields| Part::Loose(word).is_in(corpus, fields)).count();
        let (n, all) = (frequency as f32, corpus.len() as f32);
        (word, ((all - n + 0.5) / (n + 0.5)).ln_1p())
    };
    words.into_iter().map(idf).collect()
}

fn words(most: usize) -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), 0..=most)
}

fn corpora() -> impl Strategy<Value = Vec<Fields>> {
    prop::collection::vec((words(3), words(3), words(12)), 0..12)
        .prop_map(|corpus| corpus.into_iter().map(|(a, b, c)| [a, b, c]).collect())
}

fn queries() -> impl Strategy<Value = Vec<Part>> {
    let word = || prop::sample::select(&WORDS[..]);
    let part = prop_oneof![
        5 => word().prop_map(Part::Loose),
        2 => prop::collection::vec(word(), 1..4).prop_map(Part::Phrase),
        // A single letter behind a minus is an option of a command, a number one below zero.
        1 => word().prop_filter("an option", |it| is_excludable(it)).prop_map(Part::Excluded),
    ];
    prop::collection::vec(part, 0..5)
}

fn is_excludable(word: &str) -> bool {
    word.len() > 1 && !word.starts_with(|c: char| c.is_ascii_digit())
}

fn found(index: &Index, query: &str, exact: bool) -> Vec<String> {
    let options = SearchOptions { limit: usize::MAX, exact, ..SearchOptions::default() };
    let results = index.search(query, &options);
    assert_eq!(results.total, results.hits.len());
    results.hits.into_iter().map(|hit| hit.id).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn the_same_documents_match_as_in_the_model(corpus in corpora(), query in queries()) {
        let index = Index::open(index::build(&documents(&corpus)).unwrap()).unwrap();
        let typed: Vec<String> = query.iter().map(Part::typed).collect();
        let typed = typed.join(" ");
        let hits = found(&index, &typed, true);
        let set: BTreeSet<String> = hits.iter().cloned().collect();
        prop_assert_eq!(set.len(), hits.len(), "a document is found once");
        prop_assert_eq!(&set, &matching(&corpus, &query), "{}", typed);

        // Completion and correction lose nothing altogether.
        if query.iter().all(|part| matches!(part, Part::Loose(_))) {
            let more: BTreeSet<String> = found(&index, &typed, false).into_iter().collect();
            prop_assert!(more.len() >= set.len().min(1), "{}", typed);
        }
    }

    #[test]
    fn marks_lie_on_characters_of_the_excerpt(text in "[a-c äßé😀漢.\n]{0,600}", query in "[a-c ä漢\"-]{0,12}") {
        let section = Section { text, ..Section::default() };
        let document = Document { sections: vec![section], ..Document::default() };
        let index = Index::open(index::build(&[document]).unwrap()).unwrap();
        for hit in index.search(&query, &SearchOptions::default()).hits {
            let units: Vec<u16> = hit.excerpt.text.encode_utf16().collect();
            let mut end = 0;
            for [from, to] in hit.excerpt.marks {
                prop_assert!(end <= from && from < to && to <= units.len());
                prop_assert!(String::from_utf16(&units[from..to]).is_ok());
                end = to;
            }
        }
    }
}

/// Articles for the tables below.
fn articles() -> Index {
    let article = |id: &str, lang: &str, title: &str, sections: &[(&str, &str)]| Document {
        id: id.into(),
        url: format!("{id}.html"),
        title: title.into(),
        lang: lang.into(),
        sections: sections
            .iter()
            .map(|(heading, text)| Section {
                level: u8::from(!heading.is_empty()) * 2,
                heading: (*heading).into(),
                anchor: heading.to_lowercase(),
                text: (*text).into(),
                ..Section::default()
            })
            .collect(),
        ..Document::default()
    };
    let documents = [
        article("handel", "de", "Handel und Wandel", &[("", "Der Handel mit Waren wuchs.")]),
        article(
            "opfer",
            "de",
            "Hilfe für Betroffene",
            &[
                ("", "Viele Städte beraten Opfer."),
                (
                    "Menschenhandel",
                    "Der Kampf gegen Menschenhandel braucht Geduld. 🚀 Prävention hilft.",
                ),
                ("Prävention", "Kriminalprävention beginnt früh; die Häuser sind offen."),
            ],
        ),
        article("mutter", "de", "Mutter", &[("", "Eine Mutter erzählt.")]),
        article("muetter", "de", "Mütter", &[("", "Viele Mütter erzählen.")]),
        article(
            "haendler",
            "de",
            "Händler",
            &[(
                "",
                "Menschenhändler verurteilt: Menschenhandel. Absatz eins.\nZweiter Absatz, CO₂ und m².",
            )],
        ),
        article(
            "night",
            "en",
            "Walking at night",
            &[("", "Searching for safer streets at night.")],
        ),
    ];
    Index::open(index::build(&documents).unwrap()).unwrap()
}

#[test]
fn explanations_add_up_to_the_score() {
    let index = articles();
    let options = SearchOptions { explain: true, ..SearchOptions::default() };
    for query in
        ["Handel", "menschenhandl Prävention ", "Kampf Geduld Mutter", "\"viele Mütter\" oder"]
    {
        let hits = index.search(query, &options).hits;
        assert!(!hits.is_empty(), "{query}");
        for hit in hits {
            let why = hit.explanation.expect("it was asked for");
            let sum: f32 = why.words.iter().map(|word| word.score).sum();
            assert!(
                (sum * why.coverage * why.closeness * why.freshness - hit.score).abs() < 1e-4,
                "{query}: {sum} × {why:?}"
            );
        }
    }
    let hit = &index.search("Warenhandel", &options).hits[0];
    let why = hit.explanation.as_ref().expect("it was asked for");
    assert_eq!((why.words[0].word.as_str(), why.words.len()), ("warenhandel", 1));
    assert!(index.search("Handel", &SearchOptions::default()).hits[0].explanation.is_none());
}

#[test]
fn a_word_of_a_heading_shows_what_stands_below_it() {
    let section = |heading: &str, text: &str| Section {
        level: if heading.is_empty() { 0 } else { 2 },
        heading: heading.into(),
        text: text.into(),
        ..Section::default()
    };
    let document = Document {
        title: "Hof".into(),
        lang: "de".into(),
        sections: vec![
            section("", "Zuerst die Ernte."),
            section("Mühle", "Der Stein dreht sich."),
            section("Mühle und Wehr", ""),
            section("Wehr", "Das Wasser staut sich."),
        ],
        ..Document::default()
    };
    let index = Index::open(index::build(&[document]).unwrap()).unwrap();
    for (query, expect) in [
        ("Mühle", "Der Stein dreht sich."),
        ("Wehr", "Das Wasser staut sich."),
        ("Hof", "Zuerst die Ernte."),
        ("Mühle Wasser", "Das Wasser staut sich."),
    ] {
        let hits = index.search(query, &SearchOptions::default()).hits;
        assert_eq!(hits[0].excerpt.text, expect, "{query}");
    }
}

#[test]
fn marks_show_the_part_that_was_asked_for() {
    let index = articles();
    let hit = &index.search("Handel", &SearchOptions::default()).hits[1];
    let units: Vec<u16> = hit.excerpt.text.encode_utf16().collect();
    let marked = hit.excerpt.marks.iter().map(|&[start, end]| &units[start..end]);
    let marked: Vec<_> = marked.map(|units| String::from_utf16(units).unwrap()).collect();
    assert_eq!(marked, ["handel"]);
}

#[test]
fn what_is_found_and_in_which_order() {
    let index = articles();
    for (query, expect) in [
        ("Handel", "handel opfer haendler"),
        ("Warenhandel", "handel"),
        ("Menschenhandels", "opfer haendler"),
        ("menschenhandl", "haendler opfer"),
        ("CO2", "haendler"),
        ("Menschenhändler", "haendler opfer"),
        ("\"eins zweiter\"", ""),
        ("Menschnehandel", "opfer haendler"),
        ("kriminalpraevention", "opfer"),
        ("kriminalpravention", "opfer"),
        ("Haus ", "opfer"),
        ("Mutter", "mutter muetter"),
        ("Mütter", "muetter mutter"),
        ("Muetter", "muetter mutter"),
        ("search", "night"),
        ("nigh", "night"),
        ("\"Handel mit Waren\"", "handel"),
        ("\"Waren mit Handel\"", ""),
        ("viele -Mütter", "opfer"),
        ("viele -Stadt", "muetter opfer"),
        ("erzählt -Mutter", "muetter"),
        ("Viele -Muetter", "opfer"),
        ("xyzzyqq", ""),
        ("zz", ""),
        ("", ""),
        ("-Handel", ""),
    ] {
        assert_eq!(found(&index, query, false).join(" "), expect, "{query}");
    }
}

/// Documents with these titles and texts in German, named by the titles.
fn titled(texts: &[(&str, &str)]) -> Index {
    let document = |&(title, text): &(&str, &str)| Document {
        id: title.into(),
        lang: "de".into(),
        title: title.into(),
        sections: vec![Section { text: text.into(), ..Section::default() }],
        ..Document::default()
    };
    let documents: Vec<Document> = texts.iter().map(document).collect();
    Index::open(index::build(&documents).unwrap()).unwrap()
}

#[test]
fn a_question_is_answered_by_the_page_on_its_thing() {
    let index = titled(&[
        ("Hilfslinie", "Sie wird mit der Maus aus dem Lineal gezogen."),
        ("Lineal", "Was ist daneben? Eine Hilfslinie, und wie man sie bekommt, bedeutet nichts."),
        ("Maus", "Was bedeutet es, wenn sie klickt? Eine Hilfslinie ist nicht gemeint."),
        ("Über uns", "Was ist das Lineal? Wie geht die Maus?"),
    ]);
    for (query, expect) in [
        ("was ist hilfslinie", "Hilfslinie"),
        ("hilfslinie maus", "Hilfslinie"),
        ("über uns", "Über uns"),
    ] {
        assert_eq!(
            found(&index, query, false).first().map(String::as_str),
            Some(expect),
            "{query}"
        );
    }
}

#[test]
fn who_types_an_umlaut_means_it() {
    let index = titled(&[
        ("a", "Die Forderung ist hoch."),
        ("b", "Die Förderung ist gering."),
        ("c", "Große Straßen, grosse Strassen."),
        ("d", "Höfe"),
    ]);
    for (query, expect) in [
        ("förderung ", "ba"),
        ("forderung ", "ab"),
        ("foerderung ", "ba"),
        ("förd", "b"),
        ("ford", "ab"),
        ("hofe ", "d"),
        ("straßen ", "c"),
        ("\"förderung\"", "b"),
    ] {
        assert_eq!(found(&index, query, false).concat(), expect, "{query}");
    }
}

#[test]
fn a_filter_leaves_as_many_as_its_count_says() {
    let article = |id: usize, text: &str, tag: &str| Document {
        id: id.to_string(),
        facets: [("tag".to_owned(), vec![tag.to_owned()])].into(),
        sections: vec![Section { text: text.into(), ..Section::default() }],
        ..Document::default()
    };
    let texts = [
        ("Kies Moor Kiefer", "a"),
        ("Kies Moor Wasser", "a"),
        ("Wasser und Kies", "b"),
        ("Wasser", "b"),
        ("Wasser und Gras", "b"),
        ("Wasser und Laub", "c"),
    ];
    let documents: Vec<_> =
        texts.iter().zip(0..).map(|((text, tag), id)| article(id, text, tag)).collect();
    let index = Index::open(index::build(&documents).unwrap()).unwrap();
    for query in ["kies moor kiefer wasser", "kies wasser", "moor laub", "wasser"] {
        let search = |filters: Vec<(String, String)>| {
            let facets = filters.is_empty();
            index.search(query, &SearchOptions { facets, filters, ..SearchOptions::default() })
        };
        let offered = search(Vec::new()).facets.into_iter().find(|facet| facet.name == "tag");
        for ValueCount { value, count } in offered.expect("tags").values {
            let chosen = search(vec![("tag".to_owned(), value.clone())]);
            assert_eq!(chosen.total, count, "{query}: {value}");
        }
    }
}

#[test]
fn equal_hits_come_in_one_order_and_those_of_one_day_by_title() {
    // Enough documents of two kinds to be put into another order inside.
    let kind = |at: usize| ["Handel mit Waren", "Haus und Garten"][at % 2];
    let document = |at: usize| Document {
        id: format!("{at:03}"),
        title: format!("Nummer {at:03}"),
        sections: vec![Section { text: format!("{} beginnt", kind(at)), ..Section::default() }],
        ..Document::default()
    };
    let mut documents: Vec<_> = (0..200).map(document).collect();
    let open = |documents: &[Document]| Index::open(index::build(documents).unwrap()).unwrap();
    let index = open(&documents);
    let ids = |index: &Index, sort| -> Vec<String> {
        let options = SearchOptions { limit: 500, sort, ..SearchOptions::default() };
        index.search("beginnt", &options).hits.into_iter().map(|hit| hit.id).collect()
    };
    let by_title: Vec<_> = documents.iter().map(|document| document.id.clone()).collect();
    assert_eq!(ids(&index, Sort::Newest), by_title);
    assert_eq!(ids(&index, Sort::Title), by_title);
    let mut relevant = ids(&index, Sort::Relevance);
    assert_eq!(relevant, ids(&open(&documents), Sort::Relevance));
    relevant.sort();
    assert_eq!(relevant, by_title);
    documents.reverse();
    assert_eq!(ids(&open(&documents), Sort::Newest), by_title);
}

#[test]
fn corrections_are_told_and_can_be_refused() {
    let index = articles();
    for (query, expect) in [
        ("Menschenhandl hilft", Some("Menschenhandel hilft")),
        ("menschenhandel", None),
        ("Menschenhandels", None),
        ("kriminalpraevention", None),
        ("xyzzyqq", None),
    ] {
        let results = index.search(query, &SearchOptions::default());
        assert_eq!(results.corrected.as_deref(), expect, "{query}");
        let exact = index.search(query, &SearchOptions { exact: true, ..SearchOptions::default() });
        assert_eq!(exact.corrected, None, "{query}");
    }
    assert_eq!(found(&index, "Menschnehandel", true), [""; 0]);
}

#[test]
fn excerpts_mark_what_matched_in_utf_16() {
    let index = articles();
    for (query, expect) in [
        ("Prävention", "Der Kampf gegen Menschenhandel braucht Geduld. 🚀 [Prävention] hilft."),
        ("haus ", "Kriminalprävention beginnt früh; die [Häuser] sind offen."),
        ("Wandel", "Der Handel mit Waren wuchs."),
    ] {
        let results = index.search(query, &SearchOptions::default());
        let excerpt = &results.hits[0].excerpt;
        let units: Vec<u16> = excerpt.text.encode_utf16().collect();
        let (mut shown, mut end) = (String::new(), 0);
        for &[from, to] in &excerpt.marks {
            let part = |from: usize, to: usize| String::from_utf16(&units[from..to]).unwrap();
            shown += &format!("{}[{}]", part(end, from), part(from, to));
            end = to;
        }
        shown += &String::from_utf16(&units[end..]).unwrap();
        assert_eq!(shown, expect, "{query}");
    }
}

#[test]
fn a_title_made_of_the_text_counts_nothing() {
    let document = |id: &str, title: &str| Document {
        id: id.into(),
        title: title.into(),
        sections: vec![Section {
            text: "Am Anfang steht der Berg und weiter.".into(),
            ..Section::default()
        }],
        ..Document::default()
    };
    let documents = [
        document("made", "Am Anfang steht der Berg…"),
        document("own", "Berg"),
        document("part", "Am An"),
    ];
    let index = Index::open(index::build(&documents).unwrap()).unwrap();
    assert_eq!(found(&index, "Berg ", false), ["own", "made", "part"]);
    assert_eq!(found(&index, "\"an\"", false), ["part"]);
    let scores: Vec<f32> = index
        .search("Anfang", &SearchOptions::default())
        .hits
        .iter()
        .map(|hit| hit.score)
        .collect();
    // Nearly twice as much if it counted; lengths are rounded.
    assert!(scores[0] < 1.25 * scores[1], "{scores:?}");
}

#[test]
fn sections_that_match_are_linked() {
    let results = articles().search("Prävention", &SearchOptions::default());
    let sections: Vec<_> = results.hits[0].sections.iter().map(|it| it.url.as_str()).collect();
    assert_eq!(sections, ["opfer.html#prävention", "opfer.html#menschenhandel"]);
}

#[test]
fn sections_with_more_of_the_query_come_first() {
    let section = |heading: &str, text: String| Section {
        heading: heading.into(),
        level: 2,
        anchor: heading.into(),
        text,
        ..Section::default()
    };
    let document = |url: &str| Document {
        id: url.into(),
        url: url.into(),
        lang: "de".into(),
        sections: vec![
            section("a", "Granit liegt hier. ".repeat(300)),
            section("b", "Granit liegt dort. ".repeat(300)),
            section("c", "Feldspat liegt dort. ".repeat(300)),
            section("d", "Granit aus Feldspat.".into()),
        ],
        ..Document::default()
    };
    for (url, expect) in [
        ("steine.html", ["steine.html#d", "steine.html#a", "steine.html#b"]),
        // Where an address has a place in the page already, that is what it leads to.
        ("buch.epub#steine", ["buch.epub#steine"; 3]),
    ] {
        let index = Index::open(index::build(&[document(url)]).unwrap()).unwrap();
        let hit = index.search("Granit Feldspat", &SearchOptions::default()).hits.remove(0);
        let mut urls = hit.sections.iter().map(|section| section.url.as_str());
        assert_eq!(urls.next(), Some(expect[0]), "{:?}", hit.sections);
        assert!(urls.all(|url| expect.contains(&url)), "{:?}", hit.sections);
    }
}

#[test]
fn an_excerpt_is_of_the_section_whose_heading_adds_to_it() {
    let section = |heading: &str, text: &str| Section {
        heading: heading.into(),
        level: 2,
        text: text.into(),
        ..Section::default()
    };
    let document = Document {
        lang: "de".into(),
        sections: vec![
            section("Obstgarten", "Apfelbäume brauchen Abstand."),
            section("Schnitt", "Im Februar sind Apfelbäume an der Reihe."),
            section("Ernte", "Apfelbäume tragen im Herbst."),
        ],
        ..Document::default()
    };
    let index = Index::open(index::build(&[document]).unwrap()).unwrap();
    for (query, expect) in [("Apfelbäume", "Abstand"), ("Apfelbäume Schnitt", "Februar")] {
        let hit = index.search(query, &SearchOptions::default()).hits.remove(0);
        assert!(hit.excerpt.text.contains(expect), "{query}: {}", hit.excerpt.text);
    }
}

#[test]
fn an_excerpt_is_where_the_words_follow_each_other() {
    let filler = "Hier geht es um etwas anderes. ".repeat(20);
    let text = format!(
        "Die Form der Ebene und die aktive Ebene, wenn die gedrehte Ebene bleibt. {filler} \
         Am Ende liegt die Ebene still."
    );
    let section = Section { text, ..Section::default() };
    let document = Document { lang: "de".into(), sections: vec![section], ..Document::default() };
    let index = Index::open(index::build(&[document]).unwrap()).unwrap();
    for (query, expect) in
        [("\"die Ebene\"", "liegt die Ebene still"), ("aktive ebene", "Die Form der Ebene")]
    {
        let hit = index.search(query, &SearchOptions::default()).hits.remove(0);
        assert!(hit.excerpt.text.contains(expect), "{query}: {}", hit.excerpt.text);
    }
}

#[test]
fn suggestions_go_on_with_what_was_typed() {
    let index = articles();
    for (query, expect) in [
        // What is frequent beside the words before, and nothing that is not there at all.
        ("men", "word menschenhandel 2, word menschenhändler 1"),
        ("Hilfe men", "word Hilfe menschenhandel 1"),
        ("safe", "word safer 1"),
        // Titles that begin like all that was typed.
        ("MUT", "word mutter 1, title Mutter 1 mutter.html, title Mütter 1 muetter.html"),
        ("hilfe f", "word hilfe früh 1, title Hilfe für Betroffene 1 opfer.html"),
        // Within quotes what stands side by side; titles are no texts.
        ("\"Kampf gegen men", "word \"Kampf gegen menschenhandel 1"),
        ("\"men", "word \"menschenhandel 2, word \"menschenhändler 1"),
        ("\"viele men", ""),
        ("title:men", ""),
        // Nobody wants more of what is excluded.
        ("-men", ""),
        ("viele -men", ""),
        // The only words that these share are those asked for.
        ("viele ", ""),
        ("", ""),
        (" ", ""),
        ("xyzzyqq", ""),
    ] {
        let show = |it: findling::search::Suggestion| {
            let kind = format!("{:?}", it.kind).to_lowercase();
            format!("{kind} {} {} {}", it.text, it.count, it.url).trim_end().to_owned()
        };
        let found: Vec<_> = index.suggest(query, 2).into_iter().map(show).collect();
        assert_eq!(found.join(", "), expect, "{query}");
    }
}

#[test]
fn long_input_is_bounded_and_said() {
    let index = articles();
    let long = index.search(&"Menschenhandel ".repeat(400), &SearchOptions::default());
    assert_eq!(long.notes, [Note::Words]);
    assert_eq!(long.hits[0].id, "opfer");
    let word = index.search(&"ä".repeat(5000), &SearchOptions::default());
    assert_eq!((word.total, word.notes), (0, vec![]));
    for (words, notes) in [(8, vec![]), (9, vec![Note::Words]), (26, vec![Note::Words])] {
        let unknown = ('a'..='z').take(words).map(|c| format!("{} ", c.to_string().repeat(9)));
        let unknown = index.search(&unknown.collect::<String>(), &SearchOptions::default());
        assert_eq!((unknown.total, unknown.notes), (0, notes), "{words}");
    }
    let quoted = index.search("Mutter \"Menschenhandel Geduld\"", &SearchOptions::default());
    assert_eq!((quoted.total > 0, quoted.notes), (true, vec![Note::Quotes]));
    // What is cut once quotes are given up is said as well.
    let unknown = ('a'..='z').take(9).map(|c| format!("{} ", c.to_string().repeat(9)));
    let quoted = format!("\"Menschenhandel {}", unknown.collect::<String>());
    let quoted = index.search(&quoted, &SearchOptions::default());
    assert_eq!((quoted.total > 0, quoted.notes), (true, vec![Note::Quotes, Note::Words]));
}
