//! The index as OpenSearch and Elasticsearch are told of it: settings and mappings.
//!
//! A text is analysed by the most frequent language of the documents, once more by each further
//! one (`title.en`), and once as it is written (`title.words`), for what shall be exact and for
//! corrections.

use serde_json::{Map, Value, json};

use super::analysis::{self, Words};
use super::compounds::{COMPOUND, Compounds};
use crate::Synonyms;
use crate::languages::has_compounds;
use crate::query::compounds::PART;

/// "Migrant:innen" and "MigrantInnen", which are read as both "Migrant" and "Migrantinnen".
const GENDER_FORMS: &str = r"(\p{L}{2,}\p{Ll})(?:[:*_/·•(](innen|in)|(Innen|In))(?!\p{L})";

/// The filter that parts compounds.
const PARTS: &str = "findling_parts";

/// The filter that adds synonyms.
const SYNONYMS: &str = "findling_synonyms";

/// The index of documents in these languages.
pub(super) fn index(
    main: &str,
    further: &[String],
    compounds: &Compounds,
    synonyms: &Synonyms,
) -> Value {
    let mut analysis = Analysis::new(compounds, synonyms);
    analysis.add_language(main);
    further.iter().for_each(|tag| analysis.add_language(tag));
    let text = || text_field(main, further);
    let mut title = text();
    title["fields"]["sort"] =
        json!({ "type": "keyword", "normalizer": "findling_folded", "ignore_above": 1000 });
    let facet = json!({
        "type": "keyword",
        "fields": { "folded": { "type": "keyword", "normalizer": "findling_folded" } },
    });
    json!({
        "settings": { "index": { "analysis": analysis.finish() } },
        "mappings": {
            "dynamic": false,
            "dynamic_templates": [
                { "facets": { "path_match": "facets.*", "match_mapping_type": "string", "mapping": facet } },
            ],
            "properties": {
                "id": { "type": "keyword", "ignore_above": 8000 },
                "url": { "type": "keyword", "index": false, "doc_values": false },
                "title": title,
                "headings": text(),
                "text": text(),
                "sections": {
                    "type": "nested",
                    "properties": {
                        "heading": text(),
                        "anchor": { "type": "keyword", "index": false, "doc_values": false },
                        "text": text(),
                    },
                },
                "lang": facet,
                "year": facet,
                "date": { "type": "date", "format": "strict_date_optional_time" },
                "facets": { "type": "object", "dynamic": true },
            },
        },
    })
}

/// A text that is searched.
fn text_field(main: &str, further: &[String]) -> Value {
    let mut field = analyzed(main);
    let mut fields = Map::new();
    fields.insert("words".to_owned(), json!({ "type": "text", "analyzer": "findling_words" }));
    for tag in further {
        fields.insert(tag.clone(), analyzed(tag));
    }
    field["fields"] = fields.into();
    field
}

fn analyzed(tag: &str) -> Value {
    let analyzer = analyzer_of(tag);
    let search = format!("{analyzer}_search");
    json!({ "type": "text", "analyzer": analyzer, "search_analyzer": search })
}

fn analyzer_of(tag: &str) -> String {
    format!("findling_{}", if tag.is_empty() { "any" } else { tag })
}

/// The setting `analysis`.
#[derive(Default)]
struct Analysis {
    char_filters: Map<String, Value>,
    filters: Map<String, Value>,
    analyzers: Map<String, Value>,
}

impl Analysis {
    fn new(compounds: &Compounds, synonyms: &Synonyms) -> Self {
        let mut analysis = Self::default();
        let words = json!({ "type": "custom", "tokenizer": "standard", "filter": ["lowercase"] });
        analysis.analyzers.insert("findling_words".to_owned(), words);
        analysis.add_compounds(compounds);
        analysis.add_synonyms(synonyms);
        analysis
    }

    fn add_filter(&mut self, name: &str, filter: Value) {
        self.filters.insert(name.to_owned(), filter);
    }

    fn add_compounds(&mut self, compounds: &Compounds) {
        let words = compounds.word_list();
        let Some(longest) = words.iter().map(|word| word.chars().count()).max() else { return };
        let filter = json!({
            "type": "dictionary_decompounder",
            "word_list": words,
            "only_longest_match": true,
            "min_word_size": COMPOUND,
            "min_subword_size": PART,
            "max_subword_size": longest,
        });
        self.add_filter(PARTS, filter);
    }

    fn add_synonyms(&mut self, synonyms: &Synonyms) {
        let rules: Vec<String> = synonyms.lines().map(|line| rule(&line)).collect();
        if !rules.is_empty() {
            // Lenient, as a stemmer may leave nothing to say.
            let filter = json!({ "type": "synonym_graph", "synonyms": rules, "lenient": true });
            self.add_filter(SYNONYMS, filter);
        }
    }

    /// Adds the analyzer for a language, and the one for queries in it.
    fn add_language(&mut self, tag: &str) {
        let words = analysis::of(tag);
        let (before, after) = self.filters_of(tag, &words);
        // A compound that is asked for shall not find each of its parts.
        let parts = self.known(PARTS).filter(|_| has_compounds(tag));
        let of_texts: Vec<&String> = before.iter().chain(&parts).chain(&after).collect();
        // Last, so that inflected words are synonyms as well. Pairs of characters are none.
        let synonyms = self.known(SYNONYMS).filter(|_| !words.normalizers.contains(&"cjk_bigram"));
        let of_queries: Vec<&String> = before.iter().chain(&after).chain(&synonyms).collect();
        let char_filters = self.char_filters_of(tag);
        for (ending, filters) in [("", of_texts), ("_search", of_queries)] {
            let analyzer = json!({
                "type": "custom",
                "tokenizer": words.tokenizer.unwrap_or("standard"),
                "char_filter": char_filters,
                "filter": filters,
            });
            self.analyzers.insert(analyzer_of(tag) + ending, analyzer);
        }
    }

    /// The name of a filter, if there is one.
    fn known(&self, filter: &str) -> Option<String> {
        self.filters.contains_key(filter).then(|| filter.to_owned())
    }

    /// What is done with a text before words are found.
    fn char_filters_of(&mut self, tag: &str) -> Vec<&'static str> {
        if tag != "de" {
            return Vec::new();
        }
        let filter = json!({
            "type": "pattern_replace", "pattern": GENDER_FORMS, "replacement": "$1 $1$2$3",
        });
        self.char_filters.insert("findling_gender_forms".to_owned(), filter);
        vec!["findling_gender_forms"]
    }

    /// The filters of a language, those before compounds are parted and those behind.
    fn filters_of(&mut self, tag: &str, words: &Words) -> (Vec<String>, Vec<String>) {
        let lowercase = words.lowercase.map_or("lowercase".to_owned(), |rules| {
            let name = format!("findling_{tag}_lowercase");
            self.add_filter(&name, json!({ "type": "lowercase", "language": rules }));
            name
        });
        let mut before = vec![lowercase];
        if !words.elided.is_empty() {
            let name = format!("findling_{tag}_elision");
            self.add_filter(&name, json!({ "type": "elision", "articles": words.elided }));
            before.push(name);
        }
        let mut after: Vec<String> = words.normalizers.iter().map(|&it| it.to_owned()).collect();
        for stemmer in words.stemmers {
            let name = format!("findling_{stemmer}");
            self.add_filter(&name, json!({ "type": "stemmer", "language": stemmer }));
            after.push(name);
        }
        after.push("asciifolding".to_owned());
        (before, after)
    }

    fn finish(self) -> Value {
        json!({
            "char_filter": self.char_filters,
            "filter": self.filters,
            "normalizer": {
                "findling_folded": { "type": "custom", "filter": ["lowercase", "asciifolding"] },
            },
            "analyzer": self.analyzers,
        })
    }
}

/// A line of [`Synonyms::lines`] as servers write it: with a comma between what stands for each
/// other, and with what it finds, itself among it, behind an arrow.
fn rule(line: &str) -> String {
    match line.split_once(" > ") {
        Some((from, to)) => format!("{from} => {from}, {}", to.replace(" > ", ", ")),
        None => line.replace(" = ", ", "),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::document;
    use super::*;

    fn compounds() -> Compounds {
        let document = document("a", "de", "Menschenhandel: Handel mit Menschen");
        Compounds::of(&[document]).expect("an index")
    }

    fn filters(index: &Value, analyzer: &str) -> String {
        let filters = &index["settings"]["index"]["analysis"]["analyzer"][analyzer]["filter"];
        let filters = filters.as_array().map(Vec::as_slice).unwrap_or_default();
        filters.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_language_is_analysed_as_the_engine_does() {
        let mut synonyms = Synonyms::default();
        synonyms.add_group(["Kita", "Kindergarten"]);
        let further = ["en".to_owned(), "tr".to_owned(), "zh".to_owned()];
        let index = index("de", &further, &compounds(), &synonyms);
        for (analyzer, expect) in [
            (
                "findling_de",
                "lowercase findling_parts german_normalization findling_light_german asciifolding",
            ),
            (
                "findling_de_search",
                "lowercase german_normalization findling_light_german asciifolding findling_synonyms",
            ),
            (
                "findling_en_search",
                "lowercase findling_possessive_english findling_english asciifolding \
                 findling_synonyms",
            ),
            ("findling_tr", "findling_tr_lowercase apostrophe findling_turkish asciifolding"),
            ("findling_zh_search", "lowercase cjk_width cjk_bigram asciifolding"),
            ("findling_words", "lowercase"),
        ] {
            assert_eq!(filters(&index, analyzer), expect, "{analyzer}");
        }
        let filters = &index["settings"]["index"]["analysis"]["filter"];
        assert_eq!(filters["findling_parts"]["word_list"], json!(["handel", "menschen"]));
        assert_eq!(filters["findling_synonyms"]["synonyms"], json!(["kita, kindergarten"]));
        assert_eq!(filters["findling_light_german"]["language"], "light_german");
    }

    #[test]
    fn nothing_is_described_that_is_not_used() {
        let index = index("", &[], &Compounds::default(), &Synonyms::default());
        assert_eq!(filters(&index, "findling_any"), "lowercase asciifolding");
        assert_eq!(filters(&index, "findling_any_search"), "lowercase asciifolding");
        let analysis = &index["settings"]["index"]["analysis"];
        assert_eq!(analysis["filter"], json!({}));
        assert_eq!(analysis["char_filter"], json!({}));
    }

    #[test]
    fn each_text_names_analyzers_that_exist() {
        let index = index("de", &["en".to_owned()], &compounds(), &Synonyms::default());
        let fields = &index["mappings"]["properties"];
        let sections = &fields["sections"]["properties"];
        for text in [
            &fields["title"],
            &fields["headings"],
            &fields["text"],
            &sections["heading"],
            &sections["text"],
        ] {
            for field in [text, &text["fields"]["en"], &text["fields"]["words"]] {
                for name in
                    ["analyzer", "search_analyzer"].iter().filter_map(|it| field[it].as_str())
                {
                    assert_ne!(filters(&index, name), "", "{name}");
                }
            }
            assert_eq!(text["search_analyzer"], "findling_de_search");
            assert_eq!(text["fields"]["en"]["analyzer"], "findling_en");
        }
        assert_eq!(fields["title"]["fields"]["sort"]["type"], "keyword");
    }

    #[test]
    fn synonyms_are_written_as_rules() {
        let mut synonyms = Synonyms::default();
        synonyms.add_group(["IOM", "Internationale Organisation für Migration"]);
        synonyms.add_one_way("Handy", ["Smartphone", "mobiles Telefon"]);
        let rules: Vec<String> = synonyms.lines().map(|line| rule(&line)).collect();
        assert_eq!(
            rules,
            [
                "iom, internationale organisation für migration",
                "handy => handy, smartphone, mobiles telefon"
            ]
        );
    }

    #[test]
    fn gender_forms_are_both_words() {
        let pattern = regex::Regex::new(&GENDER_FORMS.replace(r"(?!\p{L})", r"\b")).expect("valid");
        for (text, expect) in [
            ("Migrant:innen", "Migrant Migrantinnen"),
            ("jede*r Expert/in.", "jede*r Expert Expertin."),
            ("BürgerInnen", "Bürger BürgerInnen"),
            ("Mitarbeiter(innen)", "Mitarbeiter Mitarbeiterinnen)"),
            ("um:in, der:innere", "um:in, der:innere"),
        ] {
            assert_eq!(pattern.replace_all(text, "$1 $1$2$3"), expect);
        }
    }
}
