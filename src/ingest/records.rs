//! Records: a file of JSON Lines, each line a document
//! `{"id", "title", "text", "url", "lang", "date", "tags", "category", "author",
//! "facets"}`. All fields but one of `title` and `text` may be missing; others are
//! ignored, but a text may also be called `content` or `body`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;
use serde_json::{Map, Value};

use super::walk::{self, File};
use super::{
    Article, Finished, MAX_FILE_BYTES, MAX_RECORDS_BYTES, Note, Options, Outcome, Problem, STDIN,
    address, finish, text, too_big,
};
use crate::Document;

/// Records that are parsed at a time, in parallel.
const BATCH: usize = 4096;

/// In messages.
const ALL: &str = "a file of records";

/// What else a text may be called.
const TEXTS: [&str; 2] = ["content", "body"];

/// A line of the file, or of a table.
#[derive(Deserialize)]
pub(super) struct Record {
    pub(super) id: Option<Id>,
    #[serde(default, deserialize_with = "text_or_number")]
    pub(super) title: Option<String>,
    pub(super) text: Option<String>,
    pub(super) url: Option<String>,
    pub(super) lang: Option<String>,
    #[serde(default, deserialize_with = "text_or_number")]
    pub(super) date: Option<String>,
    #[serde(flatten)]
    pub(super) more: Map<String, Value>,
}

/// Databases often number their records, and write days as 20240501.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected id as text or whole number")]
pub(super) enum Id {
    Text(String),
    Number(i64),
}

fn text_or_number<'de, D: Deserializer<'de>>(field: D) -> Result<Option<String>, D::Error> {
    let known: Option<Id> = Option::deserialize(field)?;
    Ok(known.map(|known| match known {
        Id::Text(text) => text,
        Id::Number(number) => number.to_string(),
    }))
}

/// What became of a line: a document, or why it is left out.
pub(super) type Line = Result<Finished, String>;

/// Reads a file of records, batch by batch.
///
/// # Errors
/// Why the file cannot be read at all.
pub(super) fn read(file: &File<'_>, options: &Options) -> Result<Outcome, String> {
    read_from(file, open(file)?, MAX_RECORDS_BYTES, options)
}

/// Reads at most so many bytes of what is piped in, the size of which nobody knows before.
fn read_from(
    file: &File<'_>,
    source: impl Read,
    limit: u64,
    options: &Options,
) -> Result<Outcome, String> {
    let mut lines = Lines { reader: BufReader::new(source.take(limit + 1)), number: 0 };
    let mut outcome = Outcome::default();
    let mut seen = Seen::default();
    loop {
        let batch = lines.batch().map_err(|error| walk::unreadable(&error))?;
        if batch.is_empty() {
            break;
        }
        let read: Vec<(usize, Line)> = batch
            .into_par_iter()
            .map(|(number, bytes)| (number, read_line(file, number, bytes, options)))
            .collect();
        for (number, line) in read {
            add(file, number, line, &mut seen, &mut outcome);
        }
    }
    if lines.reader.get_ref().limit() == 0 {
        let reason =
            format!("what comes after {} MiB is left out: {ALL} may have no more", limit >> 20);
        outcome.problems.push(Problem::left_out(&file.path, reason).at_line(lines.number));
    }
    match outcome.documents.is_empty() && outcome.problems.is_empty() {
        true => Err("holds no record; left out".to_owned()),
        false => Ok(outcome),
    }
}

/// The file, or what is piped in.
fn open(file: &File<'_>) -> Result<Box<dyn Read>, String> {
    if file.path == Path::new(STDIN) {
        return Ok(Box::new(std::io::stdin()));
    }
    let opened = std::fs::File::open(&file.path).map_err(|error| walk::unreadable(&error))?;
    match opened.metadata().map_or(0, |meta| meta.len()) {
        size if size > MAX_RECORDS_BYTES => Err(too_big(size, MAX_RECORDS_BYTES, ALL)),
        _ => Ok(Box::new(opened)),
    }
}

/// The lines of a file that have been read, by hashes of where their documents lead to and what these
/// say.
#[derive(Default)]
pub(super) struct Seen(HashMap<u64, usize>);

impl Seen {
    /// The line before this one that is the same document.
    fn before(&mut self, number: usize, document: &Document) -> Option<usize> {
        let Document { url, title, sections, .. } = document;
        let mut hasher = DefaultHasher::new();
        (url, title).hash(&mut hasher);
        sections.iter().for_each(|it| (&it.heading, &it.text).hash(&mut hasher));
        match self.0.entry(hasher.finish()) {
            Entry::Occupied(first) => Some(*first.get()),
            Entry::Vacant(place) => {
                place.insert(number);
                None
            }
        }
    }
}

/// Adds what became of a line, unless it says the same as one before.
pub(super) fn add(
    file: &File<'_>,
    number: usize,
    line: Line,
    seen: &mut Seen,
    outcome: &mut Outcome,
) {
    let line = line.and_then(|finished| match seen.before(number, &finished.document) {
        Some(first) => Err(format!("is the same as line {first}; left out")),
        None => Ok(finished),
    });
    match line {
        Ok(mut finished) => {
            finished.line = Some(number);
            outcome.problems.extend(finished.take_problems(&file.path));
            outcome.documents.push(finished);
        }
        Err(reason) => {
            outcome.problems.push(Problem::left_out(&file.path, reason).at_line(number));
        }
    }
}

/// The lines of a file with their numbers, as bytes. Of one that is too long, only as many come as
/// tell so.
struct Lines<R> {
    reader: BufReader<R>,
    number: usize,
}

impl<R: Read> Lines<R> {
    /// The next lines that are not blank; none at the end of the file.
    fn batch(&mut self) -> std::io::Result<Vec<(usize, Vec<u8>)>> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while batch.len() < BATCH && (bytes as u64) < MAX_FILE_BYTES {
            let mut line = Vec::new();
            let mut limited = (&mut self.reader).take(MAX_FILE_BYTES + 1);
            if limited.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            if line.pop_if(|byte| *byte == b'\n').is_none() {
                self.reader.skip_until(b'\n')?;
            }
            self.number += 1;
            if !line.trim_ascii().is_empty() {
                bytes += line.len();
                batch.push((self.number, line));
            }
        }
        Ok(batch)
    }
}

fn read_line(file: &File<'_>, number: usize, bytes: Vec<u8>, options: &Options) -> Line {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(too_big(bytes.len() as u64, MAX_FILE_BYTES, "a record"));
    }
    let decoded = super::decode::text(bytes)?;
    let line = decoded.text.trim();
    let record: Record = serde_json::from_str(line)
        .map_err(|error| format!("is no record: {}; left out", fault(line, &error)))?;
    let mut finished = document(file, number, record, options)?;
    finished.notes.extend(decoded.note.map(Note::from));
    Ok(finished)
}

/// The document that a record is.
pub(super) fn document(file: &File<'_>, number: usize, record: Record, options: &Options) -> Line {
    let name = file.below.file_name().unwrap_or_default().to_string_lossy();
    let own = match record.id {
        Some(Id::Text(id)) if !id.trim().is_empty() => Some(id.trim().to_owned()),
        Some(Id::Number(id)) => Some(id.to_string()),
        _ => None,
    };
    let url = address::of_entry(file, own.as_deref(), number);
    let id = own.unwrap_or_else(|| format!("{name}#{number}"));
    let text = record.text.as_deref().filter(|text| !text.trim().is_empty());
    let other = || TEXTS.iter().find_map(|name| record.more.get(*name)?.as_str());
    let mut article = text::of_record(
        record.title.as_deref().unwrap_or_default(),
        text.or_else(other).unwrap_or_default(),
    );
    if article.title.is_empty() && article.sections.is_empty() {
        return Err("is a record without title and text; left out".to_owned());
    }
    if article.title.is_empty() {
        article.title.clone_from(&id);
    }
    article.facets.add_fields(&record.more);
    let mut article = Article { url: record.url.filter(|url| !url.trim().is_empty()), ..article };
    article.take_lang(record.lang.as_deref().unwrap_or_default());
    article.take_date(record.date.as_deref().unwrap_or_default());
    Ok(finish(article, &file.input.base, id, url, options))
}

/// Fields that are texts.
const OF_TEXT: [&str; 5] = ["title", "text", "url", "lang", "date"];

/// Those of them that may be whole numbers.
const OR_NUMBER: [&str; 2] = ["title", "date"];

/// What is wrong with a line, in words of those who write records.
fn fault(line: &str, error: &serde_json::Error) -> String {
    let fields = match serde_json::from_str(line) {
        Ok(Value::Object(fields)) => fields,
        Ok(other) => {
            return format!("expected {{\"title\": …, \"text\": …}}, found {}", kind_of(&other));
        }
        Err(error) => return not_json(&error),
    };
    let is_other = |name: &str, value: &Value| {
        let may_be_number = OR_NUMBER.contains(&name) && value.is_i64();
        !may_be_number && !value.is_string() && !value.is_null()
    };
    let wrong = |name| Some((name, fields.get(name).filter(|value| is_other(name, value))?));
    match OF_TEXT.into_iter().find_map(wrong) {
        Some((name, value)) => format!("expected a text as `{name}`, found {}", kind_of(value)),
        None => without_place(error),
    }
}

fn not_json(error: &serde_json::Error) -> String {
    let what = match error.classify() {
        Category::Eof => "the line ends before its JSON does".to_owned(),
        _ => format!("expected JSON, found a mistake: {}", without_place(error)),
    };
    format!("{what} (column {})", error.column())
}

/// The parser counts lines within the record, which is always line 1.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    // So the parser calls `true`, `false` and `null`.
    what.replace("expected ident", "expected value")
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::super::Input;
    use super::super::walk::Format;
    use super::*;

    #[test]
    fn faults_are_told_in_plain_words() {
        for (line, expect) in [
            ("{\"title\": \"a\"", "the line ends before its JSON does (column 13)"),
            ("nonsense", "expected JSON, found a mistake: expected value (column 2)"),
            ("{title: 1}", "expected JSON, found a mistake: key must be a string (column 2)"),
            ("[1]", "expected {\"title\": …, \"text\": …}, found a list"),
            ("3", "expected {\"title\": …, \"text\": …}, found a number"),
            ("{\"title\": 1.5}", "expected a text as `title`, found a number"),
            ("{\"url\": 1, \"title\": 2}", "expected a text as `url`, found a number"),
            ("{\"text\": {}}", "expected a text as `text`, found an object"),
            ("{\"id\": []}", "expected id as text or whole number"),
            ("{\"title\": \"a\", \"title\": \"b\"}", "duplicate field `title`"),
        ] {
            let error = serde_json::from_str::<Record>(line).err().expect(line);
            assert_eq!(fault(line, &error), expect, "{line}");
        }
    }

    #[test]
    fn a_record_that_is_too_long_ends_where_its_line_does() {
        let max = MAX_FILE_BYTES as usize;
        let lengths = [max - 1, max, max + 1, 2 * max, 1];
        let text: String = lengths.iter().map(|length| "a".repeat(*length) + "\n").collect();
        let mut lines = Lines { reader: BufReader::new(text.as_bytes()), number: 0 };
        let mut found = Vec::new();
        while let Some(batch) = Some(lines.batch().expect("bytes")).filter(|it| !it.is_empty()) {
            found.extend(batch.into_iter().map(|(number, line)| (number, line.len())));
        }
        assert_eq!(found, [(1, max - 1), (2, max), (3, max + 1), (4, max + 1), (5, 1)]);
    }

    #[test]
    fn numbers_may_be_titles_and_dates() {
        let line = "{\"title\": 1984, \"date\": 20240501, \"text\": null}";
        let record: Record = serde_json::from_str(line).expect("a record");
        assert_eq!(record.title.as_deref(), Some("1984"));
        assert_eq!(record.date.as_deref(), Some("20240501"));
    }

    #[test]
    fn blank_lines_are_no_end() {
        let blank = "\n".repeat(MAX_FILE_BYTES as usize + 1);
        let text = format!("{{\"title\": \"a\"}}\n{blank}{{\"title\": \"b\"}}\n");
        let mut lines = Lines { reader: BufReader::new(text.as_bytes()), number: 0 };
        let numbers: Vec<usize> =
            lines.batch().expect("in memory").into_iter().map(|(number, _)| number).collect();
        assert_eq!(numbers, [1, MAX_FILE_BYTES as usize + 3]);
    }

    fn piped_in(input: &Input) -> File<'_> {
        File {
            path: STDIN.into(),
            below: STDIN.into(),
            input,
            format: Format::Records,
            site: None,
            served_at: None,
        }
    }

    #[test]
    fn what_says_the_same_at_the_same_address_is_one() {
        let input = Input { path: STDIN.into(), base: String::new() };
        let file = piped_in(&input);
        for (lines, count, problem) in [
            (r#"{"url":"a","text":"x"}|{"url":"a","text":"x"}"#, 1, "is the same as line 1"),
            (r#"{"id":1,"text":"x"}|{"id":1,"text":"x"}"#, 1, "is the same as line 1"),
            (r#"{"url":"a","text":"x"}|{"url":"a","text":"y"}"#, 2, ""),
            (r#"{"url":"a","text":"x"}|{"url":"b","text":"x"}"#, 2, ""),
            (r#"{"text":"x"}|{"text":"x"}"#, 2, ""),
        ] {
            let source = lines.replace('|', "\n");
            let outcome = read_from(&file, source.as_bytes(), 1000, &Options::default());
            let outcome = outcome.expect("there are records");
            assert_eq!(outcome.documents.len(), count, "{lines}");
            let told: Vec<_> = outcome.problems.iter().map(|it| it.reason.as_str()).collect();
            assert!(told.concat().contains(problem) && told.is_empty() == problem.is_empty());
        }
    }

    #[test]
    fn what_comes_behind_the_limit_is_told() {
        let input = Input { path: STDIN.into(), base: String::new() };
        let file = piped_in(&input);
        let lines = r#"{"title": "a"}
{"title": "b"}
{"title": "c"}
"#;
        let length = lines.len() as u64;
        // Bytes that are read, titles and problems.
        for (limit, titles, problems) in [
            (length, "a b c", vec![]),
            (length - 1, "a b c", vec![(3, "left out: a file of records may have no more")]),
            (
                30,
                "a b",
                vec![(3, "is no record"), (3, "left out: a file of records may have no more")],
            ),
        ] {
            let outcome = read_from(&file, lines.as_bytes(), limit, &Options::default());
            let outcome = outcome.expect("there are records");
            let read: Vec<_> =
                outcome.documents.iter().map(|it| it.document.title.as_str()).collect();
            assert_eq!(read.join(" "), titles, "{limit}");
            assert_eq!(outcome.problems.len(), problems.len(), "{limit}: {:?}", outcome.problems);
            for (problem, (line, reason)) in outcome.problems.iter().zip(problems) {
                assert_eq!(problem.line, Some(line), "{limit}");
                assert!(problem.reason.contains(reason), "{}", problem.reason);
            }
        }
    }
}
