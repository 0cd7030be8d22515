//! The engine's face to JavaScript: the only file that names `wasm_bindgen`,
//! `web_sys`, `serde_wasm_bindgen` and the allocator.

use serde::Serialize;
use serde_wasm_bindgen::{Error, Serializer};
use wasm_bindgen::prelude::*;

use crate::Index;
use crate::search::{SearchOptions, Sort};

/// As fast as the standard library's allocator, and 1.5 KB (brotli) smaller.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// An opened index.
#[wasm_bindgen]
pub struct Engine {
    index: Index,
}

#[wasm_bindgen]
impl Engine {
    /// Opens the index that was read out of the module.
    ///
    /// # Errors
    /// A JavaScript `Error` if the bytes are no whole index.
    #[wasm_bindgen(constructor)]
    pub fn new(index: Vec<u8>) -> Result<Self, JsError> {
        Ok(Self { index: Index::open(index)? })
    }

    /// Adds a shard.
    ///
    /// # Errors
    /// A JavaScript `Error` if it is damaged or of another index.
    pub fn add(&mut self, shard: Vec<u8>) -> Result<(), JsError> {
        Ok(self.index.add(vec![shard])?)
    }

    /// Numbers of the shards that are not there and that answers are not exact without.
    pub fn missing(&self) -> Vec<u32> {
        self.index.missing()
    }

    /// Searches with the options of [`SearchOptions`]: `sort` is `relevance`,
    /// `newest` or `title`, `filters` has a line `name=value` for each value that
    /// is accepted. They are plain values because reading an object of options by
    /// serde would cost 5 KB of what visitors load.
    ///
    /// # Errors
    /// A JavaScript `Error` if a shard is damaged.
    #[allow(clippy::too_many_arguments, reason = "plain values, as told above")]
    pub fn search(
        &mut self,
        query: &str,
        limit: usize,
        offset: usize,
        exact: bool,
        sort: &str,
        filters: &str,
        from: String,
        to: String,
        facets: bool,
        explain: bool,
        freshness: f32,
    ) -> Result<JsValue, Error> {
        let start = now();
        let sort = match sort {
            "newest" => Sort::Newest,
            "title" => Sort::Title,
            _ => Sort::Relevance,
        };
        let mut chosen = Vec::new();
        for line in filters.split('\n') {
            if let Some((name, value)) = line.split_once('=') {
                chosen.push((name.to_owned(), value.to_owned()));
            }
        }
        let options = SearchOptions {
            limit,
            offset,
            exact,
            sort,
            filters: chosen,
            from,
            to,
            facets,
            explain,
            freshness,
        };
        let mut results = self.index.search_shards(query, &options).map_err(Error::new)?;
        results.took_ms = now() - start;
        to_js(&results)
    }

    /// Ways to go on typing: completions of the last word, titles, related words.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn suggest(&self, query: &str, limit: usize) -> Result<JsValue, Error> {
        to_js(&self.index.suggest(query, limit))
    }

    /// Figures about the index.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn info(&self) -> Result<JsValue, Error> {
        to_js(&self.index.info())
    }
}

/// Plain objects, `null` for `None`: what `JSON.parse` of the program's output gives.
fn to_js(value: &impl Serialize) -> Result<JsValue, Error> {
    value.serialize(&Serializer::json_compatible())
}

#[wasm_bindgen]
extern "C" {
    /// The clock of a page or of a worker. By way of the window it would be found in
    /// pages only, and with half a kilobyte (brotli) more.
    #[wasm_bindgen(thread_local_v2, js_name = performance)]
    static CLOCK: web_sys::Performance;
}

/// Milliseconds from an arbitrary start.
fn now() -> f64 {
    CLOCK.with(web_sys::Performance::now)
}
