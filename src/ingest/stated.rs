//! What is stated of an article that is neither searched nor shown, for its owner to check.

use std::collections::BTreeMap;

use super::clean;

/// What stands between the parts of a path through a site.
const STEP: &str = " › ";

/// What is stated, each by the first that says it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Stated(BTreeMap<&'static str, String>);

impl Stated {
    pub(super) fn get(&self, name: &str) -> Option<&String> {
        self.0.get(name)
    }

    /// Adds what is not known yet.
    pub(super) fn add(&mut self, name: &'static str, value: &str) {
        let value = clean::line(value);
        // Some state a picture itself, and not where it is.
        if !value.is_empty() && !value.starts_with("data:") {
            self.0.entry(name).or_insert(value);
        }
    }

    /// Adds where in its site the article is.
    pub(super) fn add_breadcrumb(&mut self, parts: &[String]) {
        self.add("breadcrumb", &parts.join(STEP));
    }

    pub(super) fn finish(self) -> BTreeMap<String, String> {
        self.0.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}
