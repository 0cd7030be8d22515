//! How the documents that match divide among the values of each facet.

use crate::Index;
use crate::facets::Facet;
use crate::order::sort_pairs;
use crate::search::{FacetCounts, ValueCount};

/// Values that are told of a facet: the most frequent. A list of more is not
/// read, but searched.
pub const MAX_FACET_VALUES: usize = 100;

/// Counts the values of all facets. `matching` gives, for the name of a facet,
/// which documents match if filters on it are left out.
pub(super) fn count(index: &Index, matching: &dyn Fn(&str) -> Vec<bool>) -> Vec<FacetCounts> {
    let mut counts = Vec::new();
    for facet in index.facets.all() {
        let values = count_values(facet, &matching(&facet.name));
        if !values.is_empty() {
            counts.push(FacetCounts { name: facet.name.clone(), values });
        }
    }
    counts
}

fn count_values(facet: &Facet, matching: &[bool]) -> Vec<ValueCount> {
    let matches = |&document: &u32| matching.get(document as usize).copied().unwrap_or(false);
    let mut most_first: Vec<(u64, u64)> = Vec::new();
    for (value, at) in facet.values.iter().zip(0..) {
        let count = value.documents.iter().copied().filter(matches).count();
        most_first.push((u64::MAX - count as u64, at));
    }
    sort_pairs(&mut most_first);
    let mut counts = Vec::new();
    for (rest, at) in most_first.into_iter().take(MAX_FACET_VALUES) {
        let count = (u64::MAX - rest) as usize;
        if let (1.., Some(value)) = (count, facet.values.get(at as usize)) {
            counts.push(ValueCount { value: value.text.clone(), count });
        }
    }
    counts
}
