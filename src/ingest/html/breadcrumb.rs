//! The path from the front page of a site to a page, as it is shown.

use std::collections::HashSet;

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::Node;
use scraper::node::Element;

use super::body;
use crate::ingest::clean;

/// What holds more is no path, or has more around it.
const MAX_PARTS: usize = 12;
const MAX_PART_CHARS: usize = 120;
const MAX_EDGES: usize = 500;

/// Whether an element says that it holds the path.
pub(super) fn is_one(element: &Element) -> bool {
    let is_called_so = |name: &str| {
        let name = name.trim_end_matches(['s', 'S']);
        let end = name.len().checked_sub("breadcrumb".len()).and_then(|at| name.get(at..));
        end.is_some_and(|end| end.eq_ignore_ascii_case("breadcrumb"))
    };
    element.attr("aria-label").is_some_and(is_called_so)
        || element.id().is_some_and(is_called_so)
        || element.classes().any(is_called_so)
}

/// The names of the pages on the way; none if it is no path.
pub(super) fn parts(root: NodeRef<'_, Node>) -> Vec<String> {
    let nothing = HashSet::new();
    let texts = body::shown(root, &nothing).take(MAX_EDGES).filter_map(|edge| match edge {
        Edge::Open(node) => node.value().as_text().map(|text| clean::line(text)),
        Edge::Close(_) => None,
    });
    // Before it may stand `You are here:`, and marks between its parts.
    let parts = texts.filter(|text| clean::has_words(text) && !text.ends_with(':'));
    let parts: Vec<String> = parts.take(MAX_PARTS + 1).collect();
    let is_path =
        parts.len() <= MAX_PARTS && parts.iter().all(|part| part.chars().count() <= MAX_PART_CHARS);
    if is_path { parts } else { Vec::new() }
}
