//! Front matter: what stands about an article before its text, in YAML between
//! `---`, in TOML between `+++`, or as a JSON object.

use serde_json::{Map, Value};

use crate::ingest::{Article, clean, dates, language};

/// Bytes of front matter that are parsed. Even long lists of tags stay far below.
const MAX_BYTES: usize = 64 * 1024;

/// Takes front matter off the beginning of a text, and puts what it says into
/// the article. Returns the rest. A text that only begins like front matter, with
/// a rule, is returned whole.
pub(super) fn take<'a>(source: &'a str, article: &mut Article) -> &'a str {
    let parsed = match source.lines().next().map(str::trim_end) {
        Some("---") => fenced(source, &["---", "..."]).map(|(block, rest)| (yaml(block), rest)),
        Some("+++") => fenced(source, &["+++"]).map(|(block, rest)| (toml(block), rest)),
        Some("{") => return json(source, article),
        _ => return source,
    };
    match parsed {
        None if looks_like_fields(source.lines().nth(1).unwrap_or_default()) => {
            article.notes.push("has front matter that is never closed; read as text".to_owned());
            source
        }
        None | Some((Parsed::NoFields, _)) => source,
        Some((Parsed::Fields(fields), rest)) => {
            apply(&fields, article);
            rest
        }
        Some((Parsed::Broken { reason, fields }, rest)) => {
            article.notes.push(format!("has front matter that cannot be read: {reason}"));
            apply(&fields, article);
            rest
        }
    }
}

enum Parsed {
    Fields(Map<String, Value>),
    /// Not meant as fields: text between two rules.
    NoFields,
    /// Meant as fields, but wrong; `fields` are those that can be made out.
    Broken {
        reason: String,
        fields: Map<String, Value>,
    },
}

impl Parsed {
    fn of(block: &str, parsed: Result<Value, String>) -> Self {
        match parsed {
            Ok(Value::Object(fields)) => Self::Fields(fields),
            Ok(Value::Null) => Self::Fields(Map::new()),
            Err(reason) if block.lines().any(looks_like_fields) => {
                Self::Broken { reason, fields: salvage(block) }
            }
            _ => Self::NoFields,
        }
    }
}

/// What stands between the first line and the next line that is a fence, and the rest.
fn fenced<'a>(source: &'a str, fences: &[&str]) -> Option<(&'a str, &'a str)> {
    let start = source.find('\n')? + 1;
    let mut end = start;
    for line in source.get(start..)?.split_inclusive('\n') {
        let after = end + line.len();
        if fences.contains(&line.trim_end()) {
            return Some((source.get(start..end)?, source.get(after..)?));
        }
        end = after;
    }
    None
}

fn yaml(block: &str) -> Parsed {
    Parsed::of(
        block,
        bounded(block, |block| {
            // The parser bounds depth, nodes and aliases, so that a few lines cannot blow up.
            serde_saphyr::from_str(block).map_err(|error| first_line(&error.to_string()))
        }),
    )
}

fn toml(block: &str) -> Parsed {
    Parsed::of(
        block,
        bounded(block, |block| {
            let table: toml::Table = toml::from_str(block).map_err(|e| e.message().to_owned())?;
            Ok(Value::Object(table.into_iter().map(|(key, value)| (key, plain(value))).collect()))
        }),
    )
}

fn bounded(block: &str, parse: impl Fn(&str) -> Result<Value, String>) -> Result<Value, String> {
    match block.len() > MAX_BYTES {
        true => Err(format!("it has {} bytes, more than {MAX_BYTES}", block.len())),
        false => parse(block),
    }
}

/// Only strings, numbers and dates matter here.
fn plain(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        _ => Value::Null,
    }
}

/// Hugo's JSON front matter: an object, then the text.
fn json<'a>(source: &'a str, article: &mut Article) -> &'a str {
    let mut values = serde_json::Deserializer::from_str(source).into_iter::<Map<String, Value>>();
    match values.next() {
        Some(Ok(fields)) => {
            apply(&fields, article);
            source.get(values.byte_offset()..).unwrap_or_default()
        }
        _ => source,
    }
}

fn apply(fields: &Map<String, Value>, article: &mut Article) {
    let text = |names: &[&str]| names.iter().find_map(|name| scalar(fields.get(*name)?));
    article.title = clean::line(&text(&["title", "Title"]).unwrap_or_default());
    article.lang = text(&["lang", "language", "locale"]).and_then(|tag| language::stated(&tag));
    article.date = text(&["date", "publishDate", "published", "pubDate", "pubDatetime"])
        .and_then(|date| dates::stated(&date));
    article.url = text(&["url", "permalink"]).filter(|url| is_address(url));
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Not the name of a style (`pretty`), nor a pattern (`/:year/:title/`, `{{ page.x }}`).
fn is_address(url: &str) -> bool {
    url.contains('/') && !url.contains("/:") && !url.contains(['{', '}'])
}

/// `key: value` or `key = value`.
fn looks_like_fields(line: &str) -> bool {
    field(line).is_some()
}

fn field(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line
        .split_once([':', '='])
        .filter(|(_, value)| value.is_empty() || value.starts_with([' ', '\t', '"', '\'']))?;
    let key = key.trim_end();
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c));
    is_key.then_some((key, value.trim().trim_matches(['"', '\''])))
}

/// The fields of one line each: an unquoted colon in a title is the usual mistake,
/// and the title stands there for all to see.
fn salvage(block: &str) -> Map<String, Value> {
    let block = block.get(..block.floor_char_boundary(MAX_BYTES)).unwrap_or_default();
    let fields = block.lines().filter_map(field);
    fields.map(|(key, value)| (key.to_owned(), Value::from(value))).collect()
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()
}
