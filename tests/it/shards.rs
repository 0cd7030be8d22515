//! An index in shards: with all of them it is the whole index, and with those that a query
//! asks for it finds the same first.

use std::collections::BTreeSet;

use findling::index::{self, ShardSizes, Split, build, draft};
use findling::search::Sort;
use findling::{Document, Index, SearchOptions, SearchResults, Section, Synonyms};
use proptest::prelude::*;

/// Words of which some make compounds, some are inflected, and some differ by a letter.
const WORDS: [&str; 24] = [
    "Handel",
    "Handels",
    "Menschenhandel",
    "Mensch",
    "Menschen",
    "Waffenhandel",
    "Waffe",
    "Haus",
    "Häuser",
    "Hausboot",
    "Boot",
    "Boote",
    "Bootshaus",
    "die",
    "der",
    "und",
    "spielen",
    "gespielt",
    "Brücke",
    "Bruecke",
    "Straße",
    "Strasse",
    "Garten",
    "Kleingarten",
];

const QUERIES: [&str; 24] = [
    "handel",
    "handel ",
    "menschenhandel ",
    "mens",
    "h",
    "haus boot",
    "hauss ",
    "bruecke ",
    "straße garten",
    "der die und",
    "\"haus und garten\"",
    "die \"haus und\"",
    "der -haus",
    "\"handel",
    "garten -kleingarten",
    "-haus boot",
    "title:haus",
    "tag:rot",
    "tag:rot handel",
    "waff*",
    "bootshandel ",
    "wo spielen die Menschen im Garten",
    "xyzzy ",
    "",
];

fn document(at: usize, words: &[usize]) -> Document {
    let words: Vec<&str> = words.iter().map(|&word| WORDS[word % WORDS.len()]).collect();
    let title = words.first().copied().unwrap_or_default();
    Document {
        id: format!("{at:02}"),
        url: format!("{at}.html"),
        title: title.into(),
        lang: "de".into(),
        date: format!("20{:02}-01-01", at % 20),
        facets: [("tag".into(), vec![["rot", "blau"][at % 2].into()])].into(),
        sections: vec![Section { text: words.join(" "), ..Section::default() }],
        ..Document::default()
    }
}

fn documents() -> impl Strategy<Value = Vec<Document>> {
    let words = prop::collection::vec(0..WORDS.len(), 0..12);
    prop::collection::vec(words, 1..60).prop_map(|documents| {
        documents.iter().enumerate().map(|(at, words)| document(at, words)).collect()
    })
}

/// Of words, of several, and of a stop word.
fn synonyms() -> Synonyms {
    let mut synonyms = Synonyms::default();
    synonyms.add_group(["Haus", "Garten", "die Menschen im Garten"]);
    synonyms.add_one_way("die Menschen", ["Waffenhandel"]);
    synonyms.add_one_way("der", ["Bootshaus"]);
    synonyms
}

const SMALL: ShardSizes = ShardSizes { words: 40, texts: 200 };

fn built(documents: &[Document]) -> Index {
    Index::open(build(documents).unwrap()).unwrap()
}

fn split(documents: &[Document], sizes: ShardSizes) -> Split {
    split_with(documents, &Synonyms::explained_in(documents).unwrap(), sizes)
}

fn split_with(documents: &[Document], synonyms: &Synonyms, sizes: ShardSizes) -> Split {
    index::split(&draft(documents, synonyms).unwrap(), sizes, |shard| shard).unwrap()
}

fn open(split: &Split) -> Index {
    Index::open(split.root.clone()).unwrap()
}

/// Asks until nothing is missing, as a browser does; also returns the shards that were loaded.
fn ask(
    index: &mut Index,
    split: &Split,
    query: &str,
    options: &SearchOptions,
) -> (SearchResults, BTreeSet<u32>) {
    let mut loaded = BTreeSet::new();
    for _ in 0..5 {
        let results = index.search_shards(query, options).unwrap();
        if results.missing.is_empty() {
            return (results, loaded);
        }
        let shard = |number: &u32| split.shards[*number as usize].clone();
        index.add(results.missing.iter().map(shard).collect()).unwrap();
        loaded.extend(results.missing);
    }
    panic!("{query}: still missing something after five rounds");
}

fn every_option() -> Vec<SearchOptions> {
    let plain = SearchOptions { limit: 100, ..SearchOptions::default() };
    vec![
        plain.clone(),
        SearchOptions { sort: Sort::Newest, ..plain.clone() },
        SearchOptions { sort: Sort::Title, facets: true, ..plain.clone() },
        SearchOptions { filters: vec![("tag".into(), "blau".into())], ..plain.clone() },
        SearchOptions { freshness: 0.5, from: "2005".into(), explain: true, ..plain },
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn with_all_shards_it_is_the_whole_index(documents in documents(), rotate: prop::sample::Index) {
        let whole = Index::open(index::build_with(&documents, &synonyms()).unwrap()).unwrap();
        let split = split_with(&documents, &synonyms(), SMALL);
        let mut all = open(&split);
        let mut missing = all.missing();
        let middle = rotate.index(missing.len());
        missing.rotate_left(middle);
        all.add(missing.iter().map(|&shard| split.shards[shard as usize].clone()).collect()).unwrap();
        prop_assert!(all.missing().is_empty());
        for query in QUERIES {
            for options in every_option() {
                let mut expect = whole.search(query, &options);
                let found = all.search_shards(query, &options).unwrap();
                expect.took_ms = found.took_ms;
                prop_assert_eq!(found, expect, "{}", query);
            }
        }
        prop_assert_eq!(all.info().postings, whole.info().postings);
    }

    #[test]
    fn what_is_found_does_not_depend_on_earlier_queries(documents in documents()) {
        let split = split_with(&documents, &synonyms(), SMALL);
        let options = SearchOptions::default();
        let mut old = open(&split);
        for query in QUERIES {
            ask(&mut old, &split, query, &options);
        }
        for query in QUERIES.iter().rev() {
            let (found, _) = ask(&mut old, &split, query, &options);
            let (expect, _) = ask(&mut open(&split), &split, query, &options);
            if !old.missing().is_empty() {
                prop_assert_eq!(found, expect, "{}", query);
            }
        }
    }
}

/// 400 documents, of which each has words of its own beside common ones.
fn many() -> Vec<Document> {
    let words = |at: usize| {
        let own = (0..40).map(move |word| format!("w{}o{}", (at * 31 + word * 7) % 997, word));
        own.collect::<Vec<_>>().join(" ")
    };
    let text = |at: usize| format!("{} {} {}", WORDS[at % 13], words(at), WORDS[at / 13 % 24]);
    let section = |at: usize| Section { text: text(at), ..Section::default() };
    let document = |at| Document { sections: vec![section(at)], ..document(at, &[at]) };
    (0..400).map(document).collect()
}

#[test]
fn a_query_loads_little_and_finds_the_same_first() {
    let bytes = build(&many()).unwrap();
    let whole = Index::open(bytes.clone()).unwrap();
    let split = split(&many(), ShardSizes { words: 500, texts: 2_000 });
    assert!(split.root.len() < bytes.len() / 20, "{}", split.root.len());
    let options = SearchOptions::default();
    for query in ["w31o0 ", "w38o1 w45o2 ", "hausboot ", "hausbot ", "\"w31o0 w38o1\"", "handel "] {
        let (found, loaded) = ask(&mut open(&split), &split, query, &options);
        let bytes: usize = loaded.iter().map(|&shard| split.shards[shard as usize].len()).sum();
        let all: usize = split.shards.iter().map(Vec::len).sum();
        assert!(bytes < all / 5, "{query}: {bytes} of {all} bytes");
        let expect = whole.search(query, &options);
        assert_eq!(found.hits[0].id, expect.hits[0].id, "{query}");
        assert_eq!(found.corrected, expect.corrected, "{query}");
    }
}

#[test]
fn words_are_waited_for_before_anything_is_given_up() {
    let text = |at: usize| match at % 3 {
        0 => "Das ist die Brücke und der Garten",
        1 => "Die lange Brücke ist ein Haus",
        _ => "Der Garten, das Haus und die Straße",
    };
    let section = |at: usize| Section { text: text(at).into(), ..Section::default() };
    let document = |at| Document { sections: vec![section(at)], ..document(at, &[12]) };
    let documents: Vec<Document> = (0..30).map(document).collect();
    let (whole, split) = (built(&documents), split(&documents, SMALL));
    let options = SearchOptions::default();
    // The phrase's words come later than the one beside it; those of "haus" are no reason to look
    // for nothing else.
    for query in ["garten \"die brücke\"", "der \"die brücke\"", "die -haus", "die und -garten"] {
        let (found, _) = ask(&mut open(&split), &split, query, &options);
        let expect = whole.search(query, &options);
        assert!(expect.total > 0, "{query}");
        assert_eq!((found.total, found.notes), (expect.total, expect.notes), "{query}");
    }
}

#[test]
fn texts_are_read_until_there_are_enough_hits() {
    let text = |at: usize| match at % 5 {
        0 | 3 => "Das ist die Brücke und der Garten",
        1 => "Der Garten ist die lange Brücke",
        2 => "Eine Brücke, die in den Garten führt",
        _ => "Der Garten und das Haus",
    };
    let section = |at: usize| Section { text: text(at).into(), ..Section::default() };
    let document =
        |at| Document { sections: vec![section(at)], ..document(at, &[[6, 16, 20][at % 3]]) };
    let documents: Vec<Document> = (0..90).map(document).collect();
    let (whole, split) = (built(&documents), split(&documents, SMALL));
    for query in
        ["\"die brücke\"", "garten -\"die brücke\"", "title:waffe garten", "garten -title:waffe"]
    {
        for sort in [Sort::Relevance, Sort::Newest, Sort::Title] {
            for (offset, limit) in [(0, 10), (10, 10), (30, 10), (0, 20), (60, 40)] {
                let options = SearchOptions { offset, limit, sort, ..SearchOptions::default() };
                let (found, _) = ask(&mut open(&split), &split, query, &options);
                let expect = whole.search(query, &options);
                let ids = |results: &SearchResults| -> Vec<String> {
                    results.hits.iter().map(|hit| hit.id.clone()).collect()
                };
                let told = format!("{query} {sort:?} {offset}");
                assert_eq!(ids(&found), ids(&expect), "{told}");
                match found.at_least {
                    true => assert!(found.total < expect.total && found.total >= offset + limit),
                    false => assert_eq!(found.total, expect.total, "{told}"),
                }
                assert!(!(expect.at_least || query.contains("title") && found.at_least), "{told}");
            }
        }
    }
}

#[test]
fn damaged_and_foreign_shards_are_refused() {
    let split_of = |at| split(&[document(at, &[at, at + 1, at + 2])], SMALL);
    let (one, other) = (split_of(0), split_of(1));
    let mut index = open(&one);
    for shard in &one.shards {
        for at in 0..shard.len() {
            let mut damaged = shard.clone();
            damaged[at] ^= 1;
            assert!(index.add(vec![damaged]).is_err(), "byte {at}");
            assert!(index.add(vec![shard[..at].to_vec()]).is_err(), "{at} bytes");
        }
    }
    assert_eq!(index.missing().len(), open(&one).missing().len());
    let error = open(&one).add(vec![other.shards[0].clone()]).unwrap_err().to_string();
    assert!(error.contains("a shard of the index"), "{error}");
    assert!(Index::open(one.shards[0].clone()).is_err(), "a shard is no index");
}

#[test]
fn the_same_index_gives_the_same_shards() {
    assert_eq!(split(&many(), SMALL), split(&many(), SMALL));
}

#[test]
fn a_slip_at_the_beginning_leads_to_other_shards() {
    let stones = ["Granit", "Gneis", "Basalt", "Porphyr", "Quarzit", "Feuerstein"];
    let own = |at: usize| (0..60).map(move |word| format!("wort{}", (at * 61 + word * 17) % 9973));
    let document = |at: usize| Document {
        id: at.to_string(),
        title: format!("{} {at}", stones[at % 6]),
        sections: vec![Section {
            text: format!(
                "Der Findling {at} aus {} liegt auf {}. {} Ende.",
                stones[at % 6],
                ["Rügen", "Usedom", "Fehmarn", "Sylt", "Hiddensee", "Poel", "Amrum"][at % 7],
                own(at).collect::<Vec<_>>().join(" ")
            ),
            ..Section::default()
        }],
        ..Document::default()
    };
    let documents: Vec<Document> = (0..400).map(document).collect();
    let split = split(&documents, ShardSizes::of(build(&documents).unwrap().len()));
    for typed in ["Fuerstein ", "Feurstein ", "Fewerstein ", "Quarzti ", "Bsaalt "] {
        let (found, loaded) = ask(&mut open(&split), &split, typed, &SearchOptions::default());
        assert!(
            found.corrected.is_some() && found.total > 60,
            "{typed} {loaded:?} {:?}",
            split.keys
        );
    }
}

#[test]
fn synonyms_are_asked_for() {
    let mut documents = many();
    let texts = [
        "Die Weltgesundheitsorganisation (WHO) hilft der Gewerkschaft Erziehung und Zucht (GEZ).",
        "In Genf sitzt die Weltgesundheitsorganisation mit anderen.",
        "Der Gewerkschaft Erziehung und Zucht gefiel das nicht.",
        "Ein Velo steht im Hof.",
    ];
    for (text, document) in texts.iter().zip(&mut documents) {
        document.sections[0].text = (*text).to_owned();
    }
    let mut synonyms = Synonyms::explained_in(&documents).unwrap();
    synonyms.add_group(["Zweirad", "Velo"]);
    synonyms.add_one_way("Es", ["Velo"]);
    let bytes = index::build_with(&documents, &synonyms).unwrap();
    let whole = Index::open(bytes.clone()).unwrap();
    let sizes = ShardSizes { words: 500, texts: 2_000 };
    let split = split_with(&documents, &synonyms, sizes);
    for exact in [false, true] {
        let options = SearchOptions { exact, ..SearchOptions::default() };
        for query in [
            "who ",
            "gez ",
            "weltgesundheitsorganisation ",
            "der Gewerkschaft Erziehung und Zucht ",
            "Zweirädern ",
            "Velo ",
            "es steht ",
        ] {
            let (found, _) = ask(&mut open(&split), &split, query, &options);
            let ids = |results: &SearchResults| -> Vec<String> {
                results.hits.iter().map(|hit| hit.id.clone()).collect()
            };
            assert_eq!(ids(&found), ids(&whole.search(query, &options)), "{query} {exact}");
        }
    }
}

#[test]
fn synonyms_lie_in_the_shards_of_their_words() {
    let mut synonyms = Synonyms::default();
    synonyms.add_group(["Zweirad", "das gute alte Velo"]);
    synonyms.add_one_way("der", ["Bootshaus"]);
    let split = split_with(&many(), &synonyms, SMALL);
    let in_root = |word: &str| split.root.windows(word.len()).any(|it| it == word.as_bytes());
    assert!(in_root("bootshaus"), "nobody waits for the shard of a stop word");
    assert!(!in_root("zweirad") && !in_root("velo"));
}
