//! What an article can be filtered by, from the many ways in which pages, front
//! matter and records state it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::clean;
use crate::facets::DERIVED;

/// Values of a facet that are taken from an article; nobody filters by more.
const MAX_VALUES: usize = 100;

/// Facets of an article.
const MAX_NAMES: usize = 30;

/// Characters of a value, or of a name; longer ones are sentences.
const MAX_CHARS: usize = 100;

/// Fields of front matter and records, and whether a text there is a list.
const FIELDS: [(&str, &str, bool); 7] = [
    ("tags", "tag", true),
    ("tag", "tag", true),
    ("keywords", "tag", true),
    ("categories", "category", true),
    ("category", "category", true),
    ("authors", "author", false),
    ("author", "author", false),
];

/// Fields that hold facets with names of their own: ours, and Zola's.
const MAPS: [&str; 2] = ["facets", "taxonomies"];

/// The facets of an article while it is read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Facets {
    values: BTreeMap<String, Vec<String>>,
    /// What was left out.
    notes: Vec<String>,
}

impl Facets {
    /// Takes what the fields of front matter or of a record say.
    pub(super) fn add_fields(&mut self, fields: &Map<String, Value>) {
        for (field, name, is_list) in FIELDS {
            if let Some(value) = fields.get(field) {
                self.add_json(name, value, is_list);
            }
        }
        let maps = MAPS.iter().filter_map(|map| fields.get(*map)?.as_object()).flatten();
        for (name, value) in maps {
            let field = FIELDS.iter().find(|(field, ..)| field == name);
            self.add_json(field.map_or(name.as_str(), |(_, name, _)| name), value, false);
        }
    }

    /// A text, a number, a list of these, or of objects with a name (`authors:
    /// [{name: A}]`).
    fn add_json(&mut self, name: &str, value: &Value, is_list: bool) {
        match value {
            Value::String(text) if is_list => self.add_list(name, text),
            Value::String(text) => self.add(name, text),
            Value::Number(_) | Value::Bool(_) => self.add(name, &value.to_string()),
            Value::Array(items) => {
                items
                    .iter()
                    .filter(|it| !it.is_array())
                    .for_each(|it| self.add_json(name, it, false));
            }
            Value::Object(fields) => {
                let text = ["name", "title"].iter().find_map(|field| fields.get(*field)?.as_str());
                self.add(name, text.unwrap_or_default());
            }
            Value::Null => {}
        }
    }

    /// Whether there is a value of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// The values of this name.
    pub(super) fn values(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// Adds values with commas between them.
    pub(super) fn add_list(&mut self, name: &str, list: &str) {
        list.trim_matches(['[', ']'])
            .split([',', ';'])
            .for_each(|value| self.add(name, value.trim().trim_matches(['"', '\''])));
    }

    /// Adds a value.
    pub(super) fn add(&mut self, name: &str, value: &str) {
        let (name, value) = (name_of(name), clean::line(value));
        if name.is_empty() || value.is_empty() {
            return;
        }
        if DERIVED.contains(&name.as_str()) {
            return self.note(format!(
                "states “{name}” to be filtered by, which is known without; left out"
            ));
        }
        if !self.values.contains_key(&name) && self.values.len() == MAX_NAMES {
            return self.note(format!("has more than {MAX_NAMES} facets; the rest is left out"));
        }
        if value.chars().count() > MAX_CHARS {
            let start = clean::shorten(&value, MAX_CHARS / 3);
            return self.note(format!(
                "has a value of “{name}” of more than {MAX_CHARS} characters, “{start}”; left out"
            ));
        }
        let values = self.values.entry(name.clone()).or_default();
        if values.contains(&value) {
            return;
        }
        match values.len() < MAX_VALUES {
            true => values.push(value),
            false => {
                self.note(format!(
                    "has more than {MAX_VALUES} values of “{name}”; the rest is left out"
                ));
            }
        }
    }

    fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// The facets, and what was left out.
    pub(super) fn finish(self) -> (BTreeMap<String, Vec<String>>, Vec<String>) {
        (self.values, self.notes)
    }
}

/// A name as it is typed before a colon: in lower case, without blanks and marks.
fn name_of(name: &str) -> String {
    let name = clean::line(name).to_lowercase();
    let name: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    name.trim_matches('-').chars().take(MAX_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// `tag=a|b author=c`.
    fn shown(facets: Facets) -> String {
        let facet =
            |(name, values): (&String, &Vec<String>)| format!("{name}={}", values.join("|"));
        facets.finish().0.iter().map(facet).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn fields() {
        for (fields, expect) in [
            (json!({}), ""),
            (json!({"tags": ["a", "b", "a"], "title": "x"}), "tag=a|b"),
            (json!({"tags": "a, b ;c", "category": "Recht"}), "category=Recht tag=a|b|c"),
            (json!({"tags": "[a, 'b']"}), "tag=a|b"),
            (json!({"tags": [1, true, null, ["x"]], "keywords": ["b"]}), "tag=1|true|b"),
            (json!({"categories": ["Recht, Ordnung"]}), "category=Recht, Ordnung"),
            (json!({"author": "Müller, Anna"}), "author=Müller, Anna"),
            (json!({"authors": [{"name": "A B", "url": "x"}, {}, "C"]}), "author=A B|C"),
            (json!({"facets": {"Ziel Gruppe": "Schule", "tags": "a"}}), "tag=a ziel-gruppe=Schule"),
            (json!({"taxonomies": {"tags": ["a"]}, "facets": "x"}), "tag=a"),
            (json!({"facets": {"": "a", "--": "b", "c": "\n"}}), ""),
        ] {
            let mut facets = Facets::default();
            facets.add_fields(fields.as_object().expect("an object"));
            assert_eq!(shown(facets), expect, "{fields}");
        }
    }

    #[test]
    fn limits_are_told() {
        let many: Vec<String> = (0..MAX_VALUES + 9).map(|number| number.to_string()).collect();
        let names: Map<String, Value> =
            (0..MAX_NAMES + 9).map(|number| (format!("n{number}"), json!("a"))).collect();
        for (fields, expect) in [
            (json!({"tags": many}), "has more than 100 values of “tag”"),
            (json!({"facets": names}), "has more than 30 facets"),
            (json!({"tags": ["ä".repeat(MAX_CHARS + 1)]}), "more than 100 characters"),
            (json!({"facets": {"Year": "2020"}}), "“year”"),
        ] {
            let mut facets = Facets::default();
            facets.add_fields(fields.as_object().expect("an object"));
            let (values, notes) = facets.finish();
            assert_eq!(notes.len(), 1, "{notes:?}");
            assert!(notes[0].contains(expect), "{notes:?}");
            assert!(values.len() <= MAX_NAMES && values.values().all(|it| it.len() <= MAX_VALUES));
        }
    }
}
