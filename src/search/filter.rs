//! Which documents may be hits: those that pass the filters of the query and of
//! the options.

use crate::Index;
use crate::analysis::fold::lower;
use crate::dates::DateRange;
use crate::query::parser::{Condition, Filter};
use crate::search::{Note, SearchOptions};

/// All filters of a search. A document must pass each.
pub(super) struct Filters {
    filters: Vec<Filter>,
}

impl Filters {
    /// The filters of a query and of its options. What of the options cannot be
    /// applied is told in `notes`.
    pub(super) fn new(
        of_query: Vec<Filter>,
        options: &SearchOptions,
        notes: &mut Vec<Note>,
    ) -> Self {
        let mut filters = chosen(&options.filters);
        filters.extend(of_query);
        let SearchOptions { from, to, .. } = options;
        match DateRange::between(from, to) {
            Some(_) if from.is_empty() && to.is_empty() => {}
            Some(range) => filters.push(one(Condition::Dates(range))),
            None => notes.push(Note::Dates),
        }
        Self { filters }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.filters.is_empty()
    }

    /// Whether a filter chooses values of the facet `name`, and of no other.
    pub(super) fn choose_by(&self, name: &str) -> bool {
        self.filters.iter().any(|filter| facet_of(filter) == Some(name))
    }

    /// For each document whether it passes, all filters but those on the facet `but`.
    pub(super) fn allowed(&self, index: &Index, but: Option<&str>) -> Vec<bool> {
        let mut allowed = vec![true; index.lengths.len()];
        for filter in &self.filters {
            if but.is_some() && facet_of(filter) == but {
                continue;
            }
            for (allowed, passes) in allowed.iter_mut().zip(passing(index, filter)) {
                *allowed &= passes != filter.excluded;
            }
        }
        allowed
    }
}

/// A filter for each name, with the values for it as alternatives.
fn chosen(pairs: &[(String, String)]) -> Vec<Filter> {
    let mut filters: Vec<Filter> = Vec::new();
    for (name, value) in pairs {
        let name = lower(name);
        let known = filters.iter_mut().find(|filter| facet_of(filter) == Some(&name));
        let value = value.to_owned();
        match known {
            Some(filter) => filter.conditions.push(Condition::Facet { name, value }),
            None => filters.push(one(Condition::Facet { name, value })),
        }
    }
    filters
}

fn one(condition: Condition) -> Filter {
    Filter { excluded: false, conditions: vec![condition] }
}

/// For each document whether it has what a filter names.
fn passing(index: &Index, filter: &Filter) -> Vec<bool> {
    let mut passing = vec![false; index.lengths.len()];
    for condition in &filter.conditions {
        match condition {
            Condition::Facet { name, value } => index.facets.for_each(name, value, |document| {
                if let Some(passes) = passing.get_mut(document as usize) {
                    *passes = true;
                }
            }),
            Condition::Dates(range) => {
                for (passes, &day) in passing.iter_mut().zip(index.facets.days()) {
                    *passes |= range.contains(day);
                }
            }
        }
    }
    passing
}

/// The facet of whose values a filter chooses some, if it does that alone.
fn facet_of(filter: &Filter) -> Option<&str> {
    let name = name_of(filter.conditions.first()?);
    let alike = !filter.excluded && filter.conditions.iter().all(|it| name_of(it) == name);
    name.filter(|_| alike)
}

fn name_of(condition: &Condition) -> Option<&str> {
    match condition {
        Condition::Facet { name, .. } => Some(name),
        Condition::Dates(_) => None,
    }
}
