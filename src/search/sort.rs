//! Orders of hits other than by how well they match.

use crate::Index;
use crate::analysis::fold::bases;
use crate::analysis::tokenizer::Tokenizer;
use crate::order::sorted_by_key;
use crate::search::Sort;

/// Bytes of titles that are compared, as numbers of eight bytes.
const TITLE_CHUNKS: usize = 8;

/// Sorts documents, which are in the order of relevance; equal ones stay in it.
pub(super) fn sorted<T>(
    index: &Index,
    documents: Vec<T>,
    sort: Sort,
    number: impl Fn(&T) -> u32,
) -> Vec<T> {
    match sort {
        Sort::Relevance => documents,
        Sort::Newest => {
            sorted_by_key(documents, |it| u64::from(u32::MAX - index.facets.day(number(it))))
        }
        Sort::Title => by_title(index, documents, number),
    }
}

/// By the last bytes first, so that the first ones have the last word.
fn by_title<T>(index: &Index, documents: Vec<T>, number: impl Fn(&T) -> u32) -> Vec<T> {
    let key = |it: T| (title_key(index, number(&it)), it);
    let mut keyed: Vec<([u64; TITLE_CHUNKS], T)> = documents.into_iter().map(key).collect();
    for chunk in (0..TITLE_CHUNKS).rev() {
        keyed = sorted_by_key(keyed, |(key, _)| key.get(chunk).copied().unwrap_or(0));
    }
    keyed.into_iter().map(|(_, it)| it).collect()
}

/// The words of a title without regard to capitals, umlauts and marks: "Über
/// uns" stands between "Türen" and "Uhren".
fn title_key(index: &Index, document: u32) -> [u64; TITLE_CHUNKS] {
    let document = index.store.document(document);
    let mut words = Tokenizer::new(document.map_or("", |document| document.title));
    let mut folded = String::new();
    while words.next_word().is_some() {
        folded += &bases(words.word());
        folded.push(' ');
    }
    let mut key = [0; TITLE_CHUNKS];
    for (chunk, bytes) in key.iter_mut().zip(folded.as_bytes().chunks(8)) {
        *chunk =
            (0..8).fold(0, |key, at| key << 8 | u64::from(bytes.get(at).copied().unwrap_or(0)));
    }
    key
}
