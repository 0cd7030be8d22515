//! The index as Quickwit is told of it.
//!
//! Quickwit stems English only, and has neither synonyms nor a decompounder: the words within
//! compounds are a field of their own.

use serde_json::{Value, json};

/// The index `name` of documents that are mostly in one language.
pub(super) fn index(name: &str, main: &str) -> Value {
    let tokenizer = if main == "en" { "en_stem" } else { "default" };
    let text = |name: &str, kind: &str, stored: bool| {
        json!({
            "name": name, "type": kind, "tokenizer": tokenizer, "record": "position",
            "fieldnorms": true, "stored": stored,
        })
    };
    let raw =
        |name: &str| json!({ "name": name, "type": "text", "tokenizer": "raw", "fast": true });
    json!({
        "version": "0.8",
        "index_id": name,
        "doc_mapping": {
            "mode": "lenient",
            "field_mappings": [
                raw("id"),
                { "name": "url", "type": "text", "indexed": false },
                text("title", "text", true),
                text("headings", "array<text>", false),
                // The sections have it as well, and are what is shown.
                text("text", "text", false),
                {
                    "name": "parts", "type": "text", "tokenizer": "default", "record": "basic",
                    "stored": false,
                },
                { "name": "sections", "type": "array<json>", "indexed": false },
                raw("lang"),
                raw("year"),
                {
                    "name": "date", "type": "datetime", "input_formats": ["rfc3339"],
                    "output_format": "rfc3339", "fast": true, "fast_precision": "seconds",
                },
                { "name": "facets", "type": "json", "tokenizer": "raw", "fast": true },
            ],
        },
        "search_settings": { "default_search_fields": ["title", "headings", "text"] },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_stemmed() {
        for (main, expect) in [("en", "en_stem"), ("de", "default"), ("", "default")] {
            let index = index("articles", main);
            assert_eq!(index["index_id"], "articles");
            let fields = index["doc_mapping"]["field_mappings"].as_array().expect("fields");
            for field in fields.iter().filter(|field| field["record"] == "position") {
                assert_eq!(field["tokenizer"], expect, "{field}");
            }
        }
    }
}
