#![no_main]

use findling::{Index, SearchOptions};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(index) = Index::open(bytes.to_vec()) {
        index.search("handel mit menschen tag:recht", &SearchOptions::default());
        index.suggest("han", 5);
    }
});
