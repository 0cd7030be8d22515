//! Filters, alternatives, orders, pages and facets: against a model that looks
//! at every document, then by cases.

use std::collections::{BTreeMap, BTreeSet};

use findling::search::{Note, Sort};
use findling::{Document, Index, SearchOptions, SearchResults, Section, index};
use proptest::prelude::*;

const WORDS: [&str; 3] = ["haus", "handel", "mensch"];
const TAGS: [&str; 3] = ["Recht", "Schule", "Prävention"];
const LANGS: [&str; 3] = ["de", "en", ""];
const DATES: [&str; 4] = ["2022-12-31", "2023-01-01", "2023-05-09", ""];
const RANGES: [(&str, &str); 5] =
    [("", ""), ("2023", ""), ("", "2022"), ("2023-01", "2023-01"), ("2023-01-02", "2024")];

/// A document as the model sees it.
#[derive(Clone, Debug)]
struct Model {
    words: Vec<&'static str>,
    tags: Vec<&'static str>,
    lang: &'static str,
    date: &'static str,
}

impl Model {
    fn document(&self, number: usize) -> Document {
        let tags = self.tags.iter().map(|&tag| tag.to_owned()).collect();
        Document {
            id: number.to_string(),
            title: self.words.iter().take(1).copied().collect(),
            lang: self.lang.into(),
            date: self.date.into(),
            facets: [("tag".to_owned(), tags)].into(),
            sections: vec![Section { text: self.words.join(" "), ..Section::default() }],
            ..Document::default()
        }
    }

    /// The values of a facet.
    fn values(&self, name: &str) -> BTreeSet<&str> {
        let values: BTreeSet<&str> = match name {
            "tag" => self.tags.iter().copied().collect(),
            "lang" => [self.lang].into(),
            _ => [self.date.get(..4).unwrap_or_default()].into(),
        };
        values.into_iter().filter(|value| !value.is_empty()).collect()
    }
}

/// What is asked of the model.
#[derive(Clone, Debug)]
struct Asked {
    words: Vec<&'static str>,
    tags: Vec<&'static str>,
    langs: Vec<&'static str>,
    no_tag: Option<&'static str>,
    range: (&'static str, &'static str),
}

impl Asked {
    /// The words as alternatives, each quoted, and the tag that must not be.
    fn query(&self) -> String {
        let words: Vec<String> = self.words.iter().map(|word| format!("\"{word}\"")).collect();
        let no_tag = self.no_tag.map(|tag| format!(" -tag:{tag}"));
        words.join(" OR ") + &no_tag.unwrap_or_default()
    }

    fn options(&self) -> SearchOptions {
        let pair = |name: &str, value: &&str| (name.to_owned(), (*value).to_owned());
        let tags = self.tags.iter().map(|tag| pair("tag", tag));
        let langs = self.langs.iter().map(|lang| pair("lang", lang));
        SearchOptions {
            limit: usize::MAX,
            exact: true,
            filters: tags.chain(langs).collect(),
            from: self.range.0.into(),
            to: self.range.1.into(),
            facets: true,
            ..SearchOptions::default()
        }
    }

    fn has_filter(&self) -> bool {
        let chosen = self.tags.len() + self.langs.len() > 0;
        chosen || self.no_tag.is_some() || self.range != ("", "")
    }

    /// Whether a document matches, without regard to filters on the facet `but`.
    fn matches(&self, model: &Model, but: &str) -> bool {
        let chosen = |name: &str, accepted: &[&str]| {
            let values = model.values(name);
            name == but || accepted.is_empty() || accepted.iter().any(|it| values.contains(it))
        };
        let (from, to) = self.range;
        let in_range = self.range == ("", "")
            || !model.date.is_empty() && from <= model.date && model.date <= &*format!("{to}~");
        let in_range = in_range || to.is_empty() && !model.date.is_empty() && from <= model.date;
        let found = match self.words.as_slice() {
            [] => self.has_filter(),
            words => words.iter().any(|word| model.words.contains(word)),
        };
        found
            && in_range
            && chosen("tag", &self.tags)
            && chosen("lang", &self.langs)
            && self.no_tag.is_none_or(|tag| !model.tags.contains(&tag))
    }
}

fn some(of: &'static [&'static str], most: usize) -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(of), 0..=most)
}

fn corpora() -> impl Strategy<Value = Vec<Model>> {
    let [langs, dates] = [&LANGS[..], &DATES].map(prop::sample::select);
    let model = (some(&WORDS, 4), some(&TAGS, 3), langs, dates);
    let model = model.prop_map(|(words, tags, lang, date)| Model { words, tags, lang, date });
    // `tag:` names a facet only where some document has it.
    let tagged = Model { words: vec![], tags: TAGS.to_vec(), lang: LANGS[0], date: DATES[0] };
    prop::collection::vec(model, 0..12).prop_map(move |mut models| {
        models.push(tagged.clone());
        models
    })
}

fn asked() -> impl Strategy<Value = Asked> {
    let no_tag = prop::option::weighted(0.2, prop::sample::select(&TAGS[..]));
    let range = prop::sample::select(&RANGES[..]);
    (some(&WORDS, 2), some(&TAGS, 2), some(&LANGS[..2], 2), no_tag, range)
        .prop_map(|(words, tags, langs, no_tag, range)| Asked { words, tags, langs, no_tag, range })
}

fn ids(results: &SearchResults) -> Vec<&str> {
    results.hits.iter().map(|hit| hit.id.as_str()).collect()
}

/// How many matching documents have each value of a facet.
fn counted(corpus: &[Model], asked: &Asked, name: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for model in corpus.iter().filter(|model| asked.matches(model, name)) {
        for value in model.values(name) {
            *counts.entry(value.to_owned()).or_default() += 1;
        }
    }
    counts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn the_same_documents_pass_as_in_the_model(corpus in corpora(), asked in asked()) {
        let documents: Vec<_> = corpus.iter().enumerate().map(|(at, it)| it.document(at)).collect();
        let index = Index::open(index::build(&documents).unwrap()).unwrap();
        let results = index.search(&asked.query(), &asked.options());
        let expect: BTreeSet<String> = (0..corpus.len())
            .filter(|&at| asked.matches(&corpus[at], ""))
            .map(|at| at.to_string())
            .collect();
        let found: BTreeSet<String> = ids(&results).into_iter().map(str::to_owned).collect();
        prop_assert_eq!(&found, &expect);
        prop_assert_eq!(results.total, expect.len());
        for name in ["tag", "lang", "year"] {
            let facet = results.facets.iter().find(|facet| facet.name == name);
            let values = facet.map(|facet| facet.values.as_slice()).unwrap_or_default();
            prop_assert!(values.is_sorted_by_key(|it| usize::MAX - it.count));
            let found: BTreeMap<String, usize> =
                values.iter().map(|it| (it.value.clone(), it.count)).collect();
            prop_assert_eq!(found, counted(&corpus, &asked, name), "{}", name);
        }
    }

    #[test]
    fn orders_and_pages(corpus in corpora(), asked in asked(), offset in 0usize..5, limit in 0usize..5) {
        let documents: Vec<_> = corpus.iter().enumerate().map(|(at, it)| it.document(at)).collect();
        let index = Index::open(index::build(&documents).unwrap()).unwrap();
        for sort in [Sort::Relevance, Sort::Newest, Sort::Title] {
            let options = SearchOptions { sort, ..asked.options() };
            let all = index.search(&asked.query(), &options);
            let by = |key: fn(&findling::Hit) -> &str| all.hits.iter().map(key).collect::<Vec<_>>();
            match sort {
                Sort::Newest => prop_assert!(by(|hit| &hit.date).is_sorted_by(|a, b| a >= b)),
                Sort::Title => prop_assert!(by(|hit| &hit.title).is_sorted()),
                Sort::Relevance => {}
            }
            let page = index.search(&asked.query(), &SearchOptions { offset, limit, ..options });
            let expect: Vec<_> = all.hits.iter().skip(offset).take(limit).collect();
            prop_assert_eq!(page.hits.iter().collect::<Vec<_>>(), expect);
            prop_assert_eq!(page.total, all.total);
        }
    }

    #[test]
    fn nothing_makes_it_fail(query: String, name: String, value: String, from: String, to: String) {
        let documents: Vec<_> = [("haus", "Recht"), ("handel", "Schule")].into_iter().enumerate()
            .map(|(at, (word, tag))| Model { words: vec![word], tags: vec![tag], lang: "de", date: "2024-01-01" }.document(at))
            .collect();
        let index = Index::open(index::build(&documents).unwrap()).unwrap();
        let filters = vec![(name, value)];
        let options = SearchOptions { filters, from, to, facets: true, ..SearchOptions::default() };
        index.search(&query, &options);
        index.suggest(&query, 3);
    }
}

/// Articles for the tables below.
fn articles() -> Index {
    let article = |id: &str, date: &str, author: &str, tags: &[&str], title: &str, text: &str| {
        let tags = tags.iter().map(|&tag| tag.to_owned()).collect();
        Document {
            id: id.into(),
            title: title.into(),
            lang: "de".into(),
            date: date.into(),
            facets: [("tag".to_owned(), tags), ("author".to_owned(), vec![author.to_owned()])]
                .into(),
            sections: vec![Section { text: text.into(), ..Section::default() }],
            ..Document::default()
        }
    };
    let documents = [
        article(
            "a",
            "2022-03-01",
            "Anna Berg",
            &["Prävention"],
            "Über Schulen",
            "Prävention in Schulen und Kitas.",
        ),
        article(
            "b",
            "2023-05-09",
            "Bert Ahn",
            &["Recht", "C++"],
            "Das Recht der Opfer",
            "Opfer von Menschenhandel haben Rechte.",
        ),
        article(
            "c",
            "2024-01-01",
            "Anna Berg",
            &["Recht"],
            "Öffnungszeiten",
            "Präventionsräte beraten Schulen.",
        ),
        article("d", "", "", &[], "Türen", "Ein Präventivdienst sichert Türen; das Opfer wählt."),
    ];
    Index::open(index::build(&documents).unwrap()).unwrap()
}

#[test]
fn what_is_found() {
    let index = articles();
    for (query, expect) in [
        // Filters alone: the newest first.
        ("tag:recht", "c b"),
        ("TAG:RECHT date:2023", "b"),
        ("tag:praevention", "a"),
        ("tag:c++", "b"),
        ("tag:c", ""),
        ("author:\"anna berg\"", "c a"),
        ("Autor:„Anna Berg“ -tag:recht", "a"),
        ("-tag:recht", "a d"),
        ("tag:recht OR tag:prävention", "c b a"),
        ("year:2022 ODER jahr:2023", "b a"),
        ("lang:de -date:>=2023", "a d"),
        ("date:2022..2023-05", "b a"),
        ("datum:<2023-05-10", "b a"),
        ("tag:recht -Menschenhandel", "c"),
        // Filters and words.
        ("schulen tag:recht", "c"),
        ("schulen date:2023", ""),
        ("\"schulen\" -author:\"Anna Berg\"", ""),
        // The title.
        ("title:recht", "b"),
        ("titel:\"Recht der Opfer\"", "b"),
        ("title:\"Opfer Recht\"", ""),
        ("title:opfer türen", "b"),
        ("opfer -title:opfer", "d"),
        ("title:(türen OR schulen) ", "a d"),
        // Alternatives.
        ("\"präventionsräte beraten\" OR \"recht der opfer\"", "b c"),
        ("\"präventionsräte beraten\" OR kitas ", "a c"),
        // Wildcards.
        ("kit*", "a"),
        ("präventi*", "a c d"),
        ("\"ein präv* sichert\"", "d"),
        ("opfer -präventiv*", "b"),
        ("xyzzyq*", ""),
        // Words as ever.
        ("EU:Opfer", "b d"),
    ] {
        let options = SearchOptions::default();
        let results = index.search(query, &options);
        let mut found = ids(&results);
        let mut expect: Vec<&str> = expect.split_whitespace().collect();
        // Of words, which documents; their order is told elsewhere.
        if results.hits.iter().any(|hit| hit.score > 0.0) {
            found.sort_unstable();
            expect.sort_unstable();
        }
        assert_eq!(found, expect, "{query}");
    }
}

#[test]
fn a_document_with_one_alternative_is_complete() {
    let index = articles();
    for query in
        ["(menschenhandel OR kitas) opfer ", "opfer menschenhandel ODER kitas ODER xyzzyqq "]
    {
        let results =
            index.search(query, &SearchOptions { exact: true, ..SearchOptions::default() });
        assert_eq!(results.hits[0].id, "b", "{query}");
        let marks = results.hits[0].excerpt.marks.len();
        assert_eq!(marks, 2, "both words that were found are marked: {query}");
    }
    let results = index.search("Menschenhandl OR Kitaz ", &SearchOptions::default());
    assert_eq!(results.corrected.as_deref(), Some("Menschenhandel OR Kitas "));
    assert_eq!(results.total, 2);
}

#[test]
fn new_documents_count_more_if_that_is_asked_for() {
    let model = |date| Model { words: vec!["haus"], tags: vec![], lang: "de", date };
    let dates = ["", "2022-12-31", "2023-05-09"];
    let documents: Vec<_> =
        dates.iter().zip(0..).map(|(&date, at)| model(date).document(at)).collect();
    let index = Index::open(index::build(&documents).unwrap()).unwrap();
    let found = |freshness, explain| {
        let options = SearchOptions { freshness, explain, ..SearchOptions::default() };
        index.search("Haus ", &options)
    };
    assert_eq!(ids(&found(0.0, false)), ["0", "1", "2"]);
    let fresh = found(0.5, true);
    assert_eq!(ids(&fresh), ["2", "1", "0"]);
    let factors = fresh.hits.iter().map(|hit| hit.explanation.as_ref().unwrap().freshness);
    // The one before is 4 months and 9 days older.
    let expect = [1.5, 1.0 + 0.5 / (1.0 + (5.0 - 22.0 / 31.0) / 12.0), 1.0];
    assert!(factors.zip(expect).all(|(factor, expect)| (factor - expect).abs() < 1e-3));
}

#[test]
fn titles_are_sorted_as_in_a_book() {
    let options = SearchOptions { sort: Sort::Title, ..SearchOptions::default() };
    assert_eq!(ids(&articles().search("lang:de", &options)), ["b", "c", "d", "a"]);
}

#[test]
fn facets_are_counted_when_asked_for() {
    let index = articles();
    let options = SearchOptions { facets: true, limit: 0, ..SearchOptions::default() };
    let results = index.search("schulen OR opfer ", &options);
    let shown = |results: &SearchResults| {
        let value = |it: &findling::search::ValueCount| format!("{} {}", it.value, it.count);
        let facet = |it: &findling::search::FacetCounts| {
            format!("{}: {}", it.name, it.values.iter().map(value).collect::<Vec<_>>().join(", "))
        };
        results.facets.iter().map(facet).collect::<Vec<_>>()
    };
    let expect = [
        "author: Anna Berg 2, Bert Ahn 1",
        "tag: Recht 2, C++ 1, Prävention 1",
        "lang: de 4",
        "year: 2022 1, 2023 1, 2024 1",
    ];
    assert_eq!(shown(&results), expect);
    let filters = vec![("author".to_owned(), "bert ahn".to_owned())];
    let results = index.search("schulen OR opfer ", &SearchOptions { filters, ..options });
    assert_eq!(shown(&results)[..2], ["author: Anna Berg 2, Bert Ahn 1", "tag: C++ 1, Recht 1"]);
    assert_eq!(index.search("opfer", &SearchOptions::default()).facets, []);
}

#[test]
fn wrong_dates_are_told() {
    let options = SearchOptions { from: "gestern".into(), ..SearchOptions::default() };
    let results = articles().search("opfer", &options);
    assert_eq!((results.total, results.notes), (2, vec![Note::Dates]));
}
