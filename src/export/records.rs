//! Documents → lines of JSON, in files that a server takes as one request.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::Server;
use super::compounds::Compounds;
use crate::room::Blob;
use crate::{Corpus, Document, Result, Section};

/// Bytes of an article's text. Of longer ones OpenSearch and Elasticsearch refuse to show a
/// passage: `index.highlight.max_analyzed_offset` is a million characters.
pub const MAX_TEXT_BYTES: usize = 1_000_000;

/// Sections of an article: `index.mapping.nested_objects.limit`.
pub const MAX_SECTIONS: usize = 10_000;

/// Bytes of a file, unless a single article has more. Quickwit takes 10 MB in one request.
pub const MAX_FILE_BYTES: usize = 8_000_000;

/// Bytes of the name by which OpenSearch and Elasticsearch know a document.
const MAX_ID_BYTES: usize = 512;

/// A document as servers have it.
#[derive(Serialize)]
struct Record<'d> {
    id: &'d str,
    url: &'d str,
    title: &'d str,
    headings: Vec<&'d str>,
    text: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    parts: String,
    sections: Vec<Part<'d>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    lang: &'d str,
    #[serde(skip_serializing_if = "String::is_empty")]
    date: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    year: &'d str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    facets: &'d BTreeMap<String, Vec<String>>,
}

/// A section.
#[derive(Serialize)]
struct Part<'d> {
    heading: &'d str,
    anchor: &'d str,
    text: &'d str,
}

/// The files, in the documents' room if they have one, and the ids of documents that were too long.
pub(super) fn write(
    documents: &(impl Corpus + ?Sized),
    server: Server,
    compounds: &Compounds,
) -> Result<(Vec<Blob>, Vec<String>)> {
    let room = documents.room();
    let put = |file: &mut Vec<u8>| Blob::put(std::mem::take(file), room.as_ref());
    let (mut files, mut file, mut cut) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..documents.count() {
        let lines = documents.visit(number, |document| {
            let (sections, is_whole) = bounded(&document.sections);
            if !is_whole {
                cut.push(document.id.clone());
            }
            lines(document, sections, server, compounds)
        })?;
        if !file.is_empty() && file.len() + lines.len() > MAX_FILE_BYTES {
            files.push(put(&mut file));
        }
        file.extend(lines);
    }
    files.push(put(&mut file));
    Ok((files, cut))
}

/// As many sections as fit, the last of them shortened, and whether these are all.
fn bounded(sections: &[Section]) -> (Vec<Part<'_>>, bool) {
    let mut left = MAX_TEXT_BYTES;
    let mut parts = Vec::new();
    for Section { heading, anchor, text, .. } in sections.iter().take(MAX_SECTIONS) {
        // With the line break between texts.
        let room = left.checked_sub(heading.len() + 1);
        let Some(room) = room else { return (parts, false) };
        let kept = text.get(..text.floor_char_boundary(room)).unwrap_or_default();
        parts.push(Part { heading, anchor, text: kept });
        if kept.len() < text.len() {
            return (parts, false);
        }
        left = room - kept.len();
    }
    let is_whole = parts.len() == sections.len();
    (parts, is_whole)
}

/// What stands in a file for a document.
fn lines(
    document: &Document,
    sections: Vec<Part<'_>>,
    server: Server,
    compounds: &Compounds,
) -> Vec<u8> {
    let mut lines = Vec::new();
    if server == Server::OpenSearch {
        put_line(&mut lines, &json!({ "index": { "_id": name_of(&document.id) } }));
    }
    let texts: Vec<&str> =
        sections.iter().map(|part| part.text).filter(|text| !text.is_empty()).collect();
    let headings = sections.iter().map(|part| part.heading).filter(|it| !it.is_empty());
    let record = Record {
        id: &document.id,
        url: &document.url,
        title: &document.title,
        headings: headings.collect(),
        text: texts.join("\n"),
        parts: match server {
            // Its decompounder finds them.
            Server::OpenSearch => String::new(),
            Server::Quickwit => compounds.parts_in(document),
        },
        sections,
        lang: &document.lang,
        date: date(&document.date, server),
        year: document.date.get(..4).unwrap_or_default(),
        facets: &document.facets,
    };
    put_line(&mut lines, &record);
    lines
}

/// Quickwit wants a time with each day.
fn date(date: &str, server: Server) -> String {
    match server {
        Server::Quickwit if !date.is_empty() => format!("{date}T00:00:00Z"),
        _ => date.to_owned(),
    }
}

/// The id, or what stands for one that is too long.
fn name_of(id: &str) -> String {
    if id.len() <= MAX_ID_BYTES {
        return id.to_owned();
    }
    Sha256::digest(id).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn put_line(out: &mut Vec<u8>, value: &impl Serialize) {
    out.extend(serde_json::to_vec(value).unwrap_or_default());
    out.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::super::tests::document;
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn read(files: &[Blob]) -> Vec<Vec<u8>> {
        files.iter().map(|file| file.read().expect("in memory").into_owned()).collect()
    }

    fn written(document: Document, server: Server) -> String {
        let documents = [document];
        let compounds = Compounds::of(&documents).expect("an index");
        let (files, _) = write(&documents, server, &compounds).expect("in memory");
        String::from_utf8(read(&files).concat()).expect("UTF-8")
    }

    #[test]
    fn a_document_as_servers_have_it() {
        let mut article = document("a/b.md", "de", "Handel mit Menschen\nMenschenhandel");
        article.title = "“Titel”".into();
        article.date = "2024-03-09".into();
        article.facets = [("tag".to_owned(), vec!["Recht".to_owned()])].into();
        article.sections.push(Section {
            level: 2,
            heading: "Beratung".into(),
            anchor: "beratung".into(),
            ..Section::default()
        });
        let record = "\"url\":\"/a/b.md\",\"title\":\"“Titel”\",\"headings\":[\"Beratung\"],\
                      \"text\":\"Handel mit Menschen\\nMenschenhandel\",";
        let sections = "\"sections\":[{\"heading\":\"\",\"anchor\":\"\",\
                        \"text\":\"Handel mit Menschen\\nMenschenhandel\"},\
                        {\"heading\":\"Beratung\",\"anchor\":\"beratung\",\"text\":\"\"}],\
                        \"lang\":\"de\",";
        let end = "\"year\":\"2024\",\"facets\":{\"tag\":[\"Recht\"]}}\n";
        assert_eq!(
            written(article.clone(), Server::OpenSearch),
            format!(
                "{{\"index\":{{\"_id\":\"a/b.md\"}}}}\n{{\"id\":\"a/b.md\",{record}{sections}\
                 \"date\":\"2024-03-09\",{end}"
            )
        );
        assert_eq!(
            written(article, Server::Quickwit),
            format!(
                "{{\"id\":\"a/b.md\",{record}\"parts\":\"handel menschen\",{sections}\
                 \"date\":\"2024-03-09T00:00:00Z\",{end}"
            )
        );
    }

    #[test]
    fn what_is_unknown_is_left_out() {
        let record = written(document("a", "", "b"), Server::Quickwit);
        let record: Value = serde_json::from_str(&record).expect("JSON");
        let keys: Vec<_> = record.as_object().expect("an object").keys().collect();
        assert_eq!(keys, ["headings", "id", "sections", "text", "title", "url"]);
    }

    #[test]
    fn long_articles_are_cut_and_told() {
        let [fits, long] = [MAX_TEXT_BYTES - 1, MAX_TEXT_BYTES].map(|bytes| "x".repeat(bytes));
        let umlauts = "ä".repeat(MAX_TEXT_BYTES);
        for (text, expect, is_cut) in [
            (&fits, fits.len(), false),
            (&long, fits.len(), true),
            (&umlauts, fits.len() - 1, true),
        ] {
            let article = document("a", "", text);
            let written = write(&[article], Server::Quickwit, &Compounds::default());
            let (files, cut) = written.expect("in memory");
            let record: Value = serde_json::from_slice(&read(&files)[0]).expect("JSON");
            assert_eq!(record["text"].as_str().map(str::len), Some(expect));
            assert_eq!(!cut.is_empty(), is_cut);
        }
        let article = Document {
            sections: vec![Section::default(); MAX_SECTIONS + 1],
            ..document("many", "", "")
        };
        let written = write(&[article], Server::Quickwit, &Compounds::default());
        assert_eq!(written.expect("in memory").1, ["many"]);
    }

    #[test]
    fn files_are_as_long_as_a_request_may_be() {
        let text = "x".repeat(MAX_TEXT_BYTES / 2);
        let documents: Vec<_> =
            (0..20).map(|number| document(&number.to_string(), "", &text)).collect();
        let written = write(&documents, Server::OpenSearch, &Compounds::default());
        let (files, _) = written.expect("in memory");
        let files = read(&files);
        assert!(files.len() > 1 && files.iter().all(|file| file.len() <= MAX_FILE_BYTES));
        let lines = files.iter().flatten().filter(|&&byte| byte == b'\n').count();
        assert_eq!(lines, 2 * documents.len());
    }

    #[test]
    fn long_ids_have_a_short_name() {
        let long = "a".repeat(MAX_ID_BYTES + 1);
        assert_eq!(name_of(&long[1..]), long[1..]);
        assert_eq!(name_of(&long).len(), 64);
        assert_ne!(name_of(&long), name_of(&format!("{long}a")));
    }

    proptest! {
        #[test]
        fn texts_are_read_as_they_were_written(id: String, title: String, texts: Vec<String>) {
            let section = |text: &String| Section { text: text.clone(), ..Section::default() };
            let sections = texts.iter().map(section).collect();
            let article = Document { id, title, sections, ..Document::default() };
            let written = written(article.clone(), Server::OpenSearch);
            let lines: Vec<&str> = written.lines().collect();
            prop_assert_eq!(lines.len(), 2);
            let [action, record] = [0, 1].map(|at| serde_json::from_str::<Value>(lines[at]).unwrap());
            prop_assert_eq!(&action["index"]["_id"], &Value::from(article.id.as_str()));
            prop_assert_eq!(&record["title"], &Value::from(article.title.as_str()));
            for (part, text) in record["sections"].as_array().unwrap().iter().zip(&texts) {
                prop_assert_eq!(&part["text"], &Value::from(text.as_str()));
            }
        }
    }
}
