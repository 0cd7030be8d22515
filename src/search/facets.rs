//! How the documents that match divide among the values of each facet.

use crate::Index;
use crate::facets::Facet;
use crate::order::sorted_by_key;
use crate::search::{FacetCounts, ValueCount};

/// Values that are told of a facet: the most frequent. A list of more is not
/// read, but searched.
pub const MAX_VALUES: usize = 100;

/// Counts the values of all facets. `matching` gives, for the name of a facet,
/// which documents match if filters on it are left out.
pub(super) fn count(index: &Index, matching: &dyn Fn(&str) -> Vec<bool>) -> Vec<FacetCounts> {
    let facets = index.facets.all().iter();
    let counts = facets.map(|facet| count_values(facet, &matching(&facet.name)));
    counts.filter(|facet| !facet.values.is_empty()).collect()
}

fn count_values(facet: &Facet, matching: &[bool]) -> FacetCounts {
    let matches = |document: &&u32| matching.get(**document as usize).copied().unwrap_or(false);
    let mut values: Vec<(&str, usize)> = Vec::new();
    for value in &facet.values {
        match value.documents.iter().filter(matches).count() {
            0 => {}
            count => values.push((&value.text, count)),
        }
    }
    let most_first = sorted_by_key(values, |&(_, count)| u64::MAX - count as u64).into_iter();
    let values = most_first.take(MAX_VALUES);
    let values = values.map(|(value, count)| ValueCount { value: value.to_owned(), count });
    FacetCounts { name: facet.name.clone(), values: values.collect() }
}
