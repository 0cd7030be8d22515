//! Tables: a file of CSV whose first line names the columns, each further line a record.
//!
//! Columns with the names of a record's fields, in English or German, are those. What
//! else a line says is part of its text, as `Ort: Ulm`. Values are set apart by commas,
//! semicolons or tabs, whichever the first line has most of. Excel may say that in a line of its
//! own before the others, `sep=;`.

use csv::{Position, StringRecord};
use serde_json::{Map, Value};

use super::records::{self, Id, Record, Seen};
use super::walk::File;
use super::{
    MAX_FILE_BYTES, MAX_RECORDS_BYTES, Options, Outcome, Problem, clean, decode, load, too_big,
};

/// What a column holds, by the names that it may have.
const COLUMNS: [(&str, &[&str]); 9] = [
    ("id", &["id"]),
    ("title", &["title", "titel", "headline", "überschrift", "name"]),
    ("text", &["text", "body", "content", "inhalt", "description", "beschreibung"]),
    ("url", &["url", "link"]),
    ("lang", &["lang", "language", "sprache"]),
    ("date", &["date", "datum", "published"]),
    ("tags", &["tags", "tag", "keywords", "schlagworte", "schlagwörter"]),
    ("categories", &["category", "categories", "kategorie", "kategorien", "rubrik"]),
    ("authors", &["author", "authors", "autor", "autorin"]),
];

/// Reads a table.
///
/// # Errors
/// Why it cannot be read at all.
pub(super) fn read(file: &File<'_>, options: &Options) -> Result<Outcome, String> {
    let decoded = decode::text(load(&file.path, MAX_RECORDS_BYTES)?)?;
    let text = decoded.text.as_str();
    let first = text.lines().next().unwrap_or_default();
    let text = text.strip_prefix(first).filter(|_| first.starts_with("sep=")).unwrap_or(text);
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(delimiter(text.trim_start().lines().next().unwrap_or_default()))
        .flexible(true)
        .from_reader(text.as_bytes());
    let columns = rows.headers().map(columns).map_err(|error| unreadable(&error))?;
    let mut outcome = Outcome::default();
    let mut seen = Seen::default();
    outcome.problems.extend(decoded.note.map(|note| Problem::noted(&file.path, note)));
    for row in rows.into_records() {
        let at = match &row {
            Ok(row) => row.position(),
            Err(error) => error.position(),
        };
        let number = at.map_or(0, |position| line_at(position, text));
        let line = match row {
            Ok(row) if row.iter().all(|value| value.trim().is_empty()) => continue,
            Ok(row) => match row.as_slice().len() as u64 {
                size if size > MAX_FILE_BYTES => Err(too_big(size, MAX_FILE_BYTES, "a line")),
                _ => records::document(file, number, record(&columns, &row), options),
            },
            Err(error) => Err(unreadable(&error)),
        };
        records::add(file, number, line, &mut seen, &mut outcome);
    }
    match outcome.documents.is_empty() && outcome.problems.is_empty() {
        true => Err("holds no line below the names of its columns; left out".to_owned()),
        false => Ok(outcome),
    }
}

/// The line in which a row begins. To the reader it begins behind the row before, with what is left
/// of its end (`\n` of `\r\n`) and blank lines.
fn line_at(position: &Position, text: &str) -> usize {
    let rest = text.as_bytes().get(position.byte() as usize..).unwrap_or_default();
    let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() as usize + ends.filter(|&&byte| byte == b'\n').count()
}

fn unreadable(error: &csv::Error) -> String {
    format!("cannot be read as CSV: {error}; left out")
}

fn delimiter(line: &str) -> u8 {
    let count = |mark: u8| line.bytes().filter(|&byte| byte == mark).count();
    // The last of those with the most is taken.
    [b'\t', b';', b','].into_iter().max_by_key(|&mark| count(mark)).unwrap_or(b',')
}

/// The name of each column, and the field of a record that it is.
type Column = (String, Option<&'static str>);

fn columns(header: &StringRecord) -> Vec<Column> {
    let mut columns: Vec<Column> = header.iter().map(column).collect();
    let has = |columns: &[Column], wanted| columns.iter().any(|(_, field)| *field == Some(wanted));
    // What a table of things begins with is their names.
    if !has(&columns, "title")
        && !has(&columns, "text")
        && let Some((_, field)) = columns.iter_mut().find(|(_, field)| field.is_none())
    {
        *field = Some("title");
    }
    columns
}

fn column(name: &str) -> Column {
    let name = clean::line(name);
    let lower = name.to_lowercase();
    let field = COLUMNS.iter().find(|(_, names)| names.contains(&lower.as_str()));
    (name, field.map(|(field, _)| *field))
}

fn record(columns: &[Column], row: &StringRecord) -> Record {
    let mut fields = Map::new();
    let mut more = Vec::new();
    for ((name, field), value) in columns.iter().zip(row).filter(|(_, it)| !it.trim().is_empty()) {
        match field {
            Some(field) if !fields.contains_key(*field) => {
                fields.insert((*field).to_owned(), Value::from(value));
            }
            _ if name.is_empty() => more.push(value.to_owned()),
            _ => more.push(format!("{name}: {value}")),
        }
    }
    // What lies beyond the last column has no name.
    more.extend(row.iter().skip(columns.len()).map(str::to_owned));
    let mut take = |field: &str| match fields.remove(field) {
        Some(Value::String(value)) => Some(value),
        _ => None,
    };
    let text = take("text");
    let text = text.into_iter().chain(more).collect::<Vec<_>>().join("\n");
    Record {
        id: take("id").map(Id::Text),
        title: take("title"),
        text: Some(text),
        url: take("url"),
        lang: take("lang"),
        date: take("date"),
        more: fields,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters() {
        for (line, expect) in
            [("a,b,c", b','), ("a;b, c;d", b';'), ("a\tb", b'\t'), ("a", b','), ("", b',')]
        {
            assert_eq!(delimiter(line), expect, "{line:?}");
        }
    }

    #[test]
    fn fields_of_columns() {
        let shown = |header: &[&str]| {
            let columns = columns(&StringRecord::from(header.to_vec()));
            columns.iter().map(|(_, field)| field.unwrap_or("-")).collect::<Vec<_>>().join(" ")
        };
        for (header, expect) in [
            (&["ID", "Titel", "Text"][..], "id title text"),
            (&["Verein", "Ort", "Link"], "title - url"),
            (&["Ort", "Beschreibung"], "- text"),
            (&["Datum", "Kategorie", "Autorin", "Name"], "date categories authors title"),
        ] {
            assert_eq!(shown(header), expect, "{header:?}");
        }
    }
}
