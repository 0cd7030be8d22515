//! Files of queries, and running them all.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use findling::{Hit, Index, SearchOptions};
use rayon::prelude::*;
use serde::Deserialize;

use crate::search::search;

/// A query of a file.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Query {
    #[serde(deserialize_with = "text_or_number")]
    pub id: String,
    pub text: String,
}

/// Reads a file with a query `{"id": …, "text": …}` on each line.
pub(crate) fn read(path: &Path) -> Result<Vec<Query>> {
    parse(&text_of(path)?).with_context(|| path.display().to_string())
}

/// The text of a file, without the mark that some editors put before it.
pub(crate) fn text_of(path: &Path) -> Result<String> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

fn parse(text: &str) -> Result<Vec<Query>> {
    let mut queries: Vec<Query> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let number = index + 1;
        let query: Query = serde_json::from_str(line)
            .with_context(|| format!("line {number}: expected {{\"id\": …, \"text\": …}}"))?;
        if !seen.insert(query.id.clone()) {
            bail!("line {number}: the id {:?} is used twice", query.id);
        }
        queries.push(query);
    }
    if queries.is_empty() {
        bail!("expected a query on each line, found none");
    }
    Ok(queries)
}

/// Some collections number their queries.
fn text_or_number<'de, D: serde::Deserializer<'de>>(input: D) -> Result<String, D::Error> {
    match serde_json::Value::deserialize(input)? {
        serde_json::Value::String(text) => Ok(text),
        serde_json::Value::Number(number) => Ok(number.to_string()),
        other => Err(serde::de::Error::custom(format!("expected an id, found {other}"))),
    }
}

/// The hits of each query, in the order of the queries.
pub(crate) fn run(index: &Index, queries: &[Query], limit: usize) -> Vec<Vec<Hit>> {
    let options = SearchOptions { limit, ..SearchOptions::default() };
    queries.par_iter().map(|query| search(index, &query.text, &options).hits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_read() -> Result<()> {
        let queries =
            parse("{\"id\":\"a\",\"text\":\"ä\",\"more\":1}\n\n{\"id\":7,\"text\":\"\"}\r\n")?;
        let query = |id: &str, text: &str| Query { id: id.into(), text: text.into() };
        assert_eq!(queries, [query("a", "ä"), query("7", "")]);
        Ok(())
    }

    #[test]
    fn mistakes_name_their_line() {
        let cases = [
            ("", "found none"),
            ("{\"id\":\"a\",\"text\":\"\"}\n{}", "line 2"),
            ("{\"id\":[],\"text\":\"\"}", "line 1"),
            ("nonsense", "line 1"),
            ("{\"id\":1,\"text\":\"\"}\n{\"id\":\"1\",\"text\":\"\"}", "used twice"),
        ];
        for (text, expect) in cases {
            let message = format!("{:#}", parse(text).expect_err(text));
            assert!(message.contains(expect), "{message}");
        }
    }
}
