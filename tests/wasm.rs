//! The engine's face to JavaScript, run in browsers by `wasm-pack test`:
//! `./build.sh test wasm-chrome wasm-firefox`.
#![cfg(all(target_arch = "wasm32", feature = "wasm"))]

use findling::wasm::Engine;
use findling::{Document, Section, index};
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::js_sys;

wasm_bindgen_test_configure!(run_in_browser);

fn article(id: &str, lang: &str, title: &str, text: &str) -> Document {
    let start = Section { text: text.into(), ..Section::default() };
    let more = Section {
        level: 2,
        heading: "Weiterlesen".into(),
        anchor: "weiterlesen".into(),
        text: "Mehr über den Norden.".into(),
        ..Section::default()
    };
    Document {
        id: id.into(),
        url: format!("seiten/{id}.html"),
        title: title.into(),
        lang: lang.into(),
        date: "2024-07-02".into(),
        facets: [("tag".into(), vec![if lang == "de" { "Stein" } else { "Eis" }.into()])].into(),
        sections: vec![start, more],
    }
}

fn index() -> Vec<u8> {
    index::build(&[
        article("findling", "de", "Findlinge", "Ein Findling ist ein großer Stein aus dem Norden."),
        article("bruecke", "de", "Die Brücke", "😀👩‍👩‍👧 Gestern führte die Brücke über den Fluß."),
        article("moraine", "en", "The moraine", "A glacier left these boulders behind."),
    ])
    .expect("three articles are no limit")
}

fn engine() -> Engine {
    Engine::new(index()).map_err(JsValue::from).expect("the index was just built")
}

/// What a page gets, as JSON.
fn json(result: Result<JsValue, impl Into<JsValue>>) -> Value {
    let value = result.map_err(Into::<JsValue>::into).expect("an answer");
    let text = js_sys::JSON::stringify(&value).expect("plain objects and arrays");
    serde_json::from_str(&String::from(text)).expect("JSON")
}

/// Options as JavaScript passes them.
struct Options {
    limit: usize,
    offset: usize,
    exact: bool,
    sort: &'static str,
    filters: &'static str,
    from: &'static str,
    facets: bool,
}

const PLAIN: Options = Options {
    limit: 10,
    offset: 0,
    exact: false,
    sort: "relevance",
    filters: "",
    from: "",
    facets: false,
};

fn search(query: &str) -> Value {
    search_with(query, PLAIN)
}

fn search_with(query: &str, options: Options) -> Value {
    let Options { limit, offset, exact, sort, filters, from, facets } = options;
    let (from, to) = (from.to_owned(), String::new());
    json(engine().search(query, limit, offset, exact, sort, filters, from, to, facets, false, 0.0))
}

fn ids(answer: &Value) -> Vec<&str> {
    let hits = answer["hits"].as_array().expect("a list of hits");
    hits.iter().filter_map(|hit| hit["id"].as_str()).collect()
}

/// The message of the JavaScript `Error` that was thrown.
fn message<T>(result: Result<T, wasm_bindgen::JsError>) -> String {
    let thrown = JsValue::from(result.err().expect("an error"));
    let error: js_sys::Error = thrown.dyn_into().expect("an instance of Error");
    error.message().into()
}

#[wasm_bindgen_test]
fn an_answer_has_the_shape_that_the_program_prints() {
    let answer = search("findling");
    let keys: Vec<&String> = answer.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["corrected", "hits", "query", "took_ms", "total"]);
    assert_eq!(answer["query"], "findling");
    assert_eq!(answer["total"], 1);
    assert_eq!(answer["corrected"], Value::Null);
    assert!(answer["took_ms"].as_f64().is_some_and(|took| took >= 0.0), "{answer}");

    let hit = &answer["hits"][0];
    assert_eq!(hit["id"], "findling");
    assert_eq!(hit["url"], "seiten/findling.html");
    assert_eq!(hit["title"], "Findlinge");
    assert_eq!(hit["lang"], "de");
    assert_eq!(hit["date"], "2024-07-02");
    assert!(hit["score"].as_f64().is_some_and(|score| score > 0.0), "{hit}");
    assert!(hit["excerpt"]["text"].is_string() && hit["excerpt"]["marks"].is_array(), "{hit}");
}

#[wasm_bindgen_test]
fn words_are_found_as_people_type_them() {
    let check = |query: &str, expect: &[&str]| assert_eq!(ids(&search(query)), expect, "{query}");
    check("Brücke", &["bruecke"]);
    check("bruecke", &["bruecke"]);
    check("brucke", &["bruecke"]);
    check("fluss", &["bruecke"]);
    check("glaci", &["moraine"]);
    check("glaceir", &["moraine"]);
    check("xyzzyqq", &[]);
    check("", &[]);
}

#[wasm_bindgen_test]
fn a_corrected_word_is_named() {
    assert_eq!(search("glaceir")["corrected"], "glacier");
}

#[wasm_bindgen_test]
fn exact_forgives_nothing() {
    let answer = search_with("glaceir", Options { exact: true, ..PLAIN });
    assert_eq!(answer["total"], 0);
}

#[wasm_bindgen_test]
fn limit_leaves_the_total() {
    let answer = search_with("norden", Options { limit: 1, ..PLAIN });
    assert_eq!(ids(&answer).len(), 1);
    assert!(answer["total"].as_u64().is_some_and(|total| total >= 2), "{answer}");
}

#[wasm_bindgen_test]
fn filters_orders_and_pages() {
    let by_title = Options { sort: "title", ..PLAIN };
    assert_eq!(ids(&search_with("norden", by_title)), ["bruecke", "findling", "moraine"]);
    let page = Options { sort: "title", offset: 1, limit: 1, ..PLAIN };
    assert_eq!(ids(&search_with("norden", page)), ["findling"]);
    let filtered = Options { filters: "tag=eis\nlang=en\nlang=de", from: "2024", ..PLAIN };
    assert_eq!(ids(&search_with("norden", filtered)), ["moraine"]);
    let later = Options { from: "2025", ..PLAIN };
    assert_eq!(search_with("norden", later)["total"], 0);
    assert_eq!(ids(&search("tag:eis")), ["moraine"]);
}

#[wasm_bindgen_test]
fn facets_are_told_when_asked_for() {
    let answer = search_with("tag:stein", Options { facets: true, ..PLAIN });
    let tags = json!([{"value": "Stein", "count": 2}, {"value": "Eis", "count": 1}]);
    assert_eq!(answer["facets"][0], json!({"name": "tag", "values": tags}));
    assert_eq!(answer["facets"][1]["values"], json!([{"value": "de", "count": 2}]));
}

/// What JavaScript cuts out of the excerpt at the marks.
#[wasm_bindgen_test]
fn marks_count_as_javascript_does() {
    let check = |query: &str, expect: &[&str]| {
        let answer = search(query);
        let excerpt = &answer["hits"][0]["excerpt"];
        let text = js_sys::JsString::from(excerpt["text"].as_str().expect("a text"));
        let marks: Vec<[u32; 2]> =
            serde_json::from_value(excerpt["marks"].clone()).expect("pairs of numbers");
        let marked: Vec<String> =
            marks.iter().map(|&[start, end]| text.slice(start, end).into()).collect();
        assert_eq!(marked, expect, "{query}: {excerpt}");
    };
    check("brücke", &["Brücke"]);
    check("führte fluß", &["führte", "Fluß"]);
    // What only holds a sentence together is worth no mark beside it.
    check("über fluß", &["Fluß"]);
    check("boulders", &["boulders"]);
}

#[wasm_bindgen_test]
fn suggestions_are_real_words() {
    let suggestions = json(engine().suggest("bou", 5));
    assert_eq!(suggestions[0]["text"], "boulders");
    assert_eq!(suggestions[0]["count"], 1);
}

#[wasm_bindgen_test]
fn info_counts_the_articles() {
    let info = json(engine().info());
    assert_eq!(info["articles"], 3);
    assert_eq!(info["languages"], json!(["de", "en"]));
    assert_eq!(info["bytes"], index().len());
}

#[wasm_bindgen_test]
fn a_damaged_index_is_an_error_that_says_so() {
    let whole = index();
    for length in [0, 1, 8, whole.len() / 2, whole.len() - 1] {
        let text = message(Engine::new(whole[..length].to_vec()));
        assert!(text.contains("damaged") || text.contains("version"), "{length} bytes: {text}");
    }
}
