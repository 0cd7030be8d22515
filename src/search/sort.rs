//! Orders of hits other than by how well they match.

use crate::Index;
use crate::analysis::fold::bases;
use crate::analysis::tokenizer::Tokenizer;
use crate::order::largest_first;
use crate::search::Sort;
use crate::search::scores::Scored;
use crate::search::searcher::sorted_by;

/// Bytes of titles that are compared, eight at a time.
const TITLE_BYTES: usize = 64;

/// Sorts documents that stand in the order of relevance; equal ones stay in it. Those of one
/// day are sorted by their titles.
pub(super) fn sorted(index: &Index, mut documents: Vec<Scored>, sort: Sort) -> Vec<Scored> {
    if sort == Sort::Relevance {
        return documents;
    }
    let mut titles = vec![String::new(); index.lengths.len()];
    for it in &documents {
        if let Some(title) = titles.get_mut(it.document as usize) {
            *title = folded(index, it.document);
        }
    }
    // By the last bytes first, so that the first ones have the last word.
    for pass in (0..TITLE_BYTES / 8).rev() {
        documents = sorted_by(documents, &|it| {
            let title = titles.get(it.document as usize);
            title.map_or(0, |title| eight_bytes(title, pass * 8))
        });
    }
    match sort {
        Sort::Newest => sorted_by(documents, &|it| largest_first(index.facets.day(it.document))),
        _ => documents,
    }
}

/// A title without regard to capitals, umlauts and marks: "Über uns" stands
/// between "Türen" and "Uhren".
fn folded(index: &Index, document: u32) -> String {
    let mut words = Tokenizer::new(index.head(document).map_or("", |document| document.title));
    let mut folded = String::new();
    while words.next_word().is_some() {
        folded += &bases(words.word());
        folded.push(' ');
    }
    folded
}

/// A number that ascends as the bytes from `start` on do.
fn eight_bytes(title: &str, start: usize) -> u64 {
    let byte = |at: usize| title.as_bytes().get(at).copied().unwrap_or(0);
    (start..start + 8).fold(0, |key, at| key << 8 | u64::from(byte(at)))
}
