//! Documents → what a search server loads: for sites that outgrow what a browser can hold.
//!
//! | file | what it is |
//! |---|---|
//! | `index.json` | the index before a document is in it: fields, and how texts are analysed |
//! | `articles-0001.ndjson`, … | the documents, in pieces that a server takes as one request |
//!
//! `opensearch` describes the index to OpenSearch and Elasticsearch, which understand the same,
//! `quickwit` to Quickwit; `analysis` knows what the former have for a language, `compounds`
//! takes from the index which words the documents' compounds are made of, `records` writes the
//! documents. The same documents give the same bytes.
//!
//! ```
//! use findling::export::{Server, export};
//! use findling::{Document, Section, Synonyms};
//!
//! let section = Section { text: "Kampf gegen Menschenhandel".into(), ..Section::default() };
//! let article = Document { id: "a".into(), lang: "de".into(), sections: vec![section], ..Document::default() };
//! let export = export(&[article], &Synonyms::default(), Server::OpenSearch, "articles")?;
//! let names: Vec<_> = export.files.iter().map(|file| file.path.as_str()).collect();
//! assert_eq!(names, ["index.json", "articles-0001.ndjson"]);
//! # Ok::<(), findling::Error>(())
//! ```

mod analysis;
mod compounds;
mod opensearch;
mod quickwit;
mod records;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::bundle::File;
use crate::room::Blob;
use crate::{Corpus, Result, Synonyms};
use compounds::Compounds;

pub use records::{MAX_FILE_BYTES, MAX_SECTIONS, MAX_TEXT_BYTES};

/// File name of the description of the index.
pub const INDEX: &str = "index.json";

/// Languages beside the first whose stemmers are used: each analyses every text once more.
pub const MAX_FURTHER_LANGUAGES: usize = 4;

/// What the documents are written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Server {
    /// OpenSearch, or Elasticsearch.
    OpenSearch,
    /// Quickwit.
    Quickwit,
}

/// What was made of documents.
#[derive(Clone, Debug, Default)]
pub struct Export {
    /// [`INDEX`], then the documents.
    pub files: Vec<File>,
    /// Languages beside the first by which texts are analysed, most frequent first.
    pub further_languages: Vec<String>,
    /// Ids of documents that are longer than [`MAX_TEXT_BYTES`] or have more than
    /// [`MAX_SECTIONS`]: their ends are left out.
    pub cut: Vec<String>,
}

/// Describes an index called `name`, and writes the documents for it.
///
/// # Errors
/// If there is too much for one index, of which the compounds are taken, or a document cannot be
/// read where it lies.
pub fn export(
    documents: &(impl Corpus + ?Sized),
    synonyms: &Synonyms,
    server: Server,
    name: &str,
) -> Result<Export> {
    let compounds = Compounds::of(documents)?;
    let (main, further) = languages(documents, server);
    let index = match server {
        Server::OpenSearch => opensearch::index(&main, &further, &compounds, synonyms),
        Server::Quickwit => quickwit::index(name, &main),
    };
    let (pieces, cut) = records::write(documents, server, &compounds)?;
    let articles = |(number, bytes): (usize, Blob)| File { path: articles_path(number), bytes };
    let index = File { path: INDEX.to_owned(), bytes: pretty(&index).into() };
    let files = std::iter::once(index).chain((1..).zip(pieces).map(articles)).collect();
    Ok(Export { files, further_languages: further, cut })
}

fn articles_path(number: usize) -> String {
    format!("articles-{number:04}.ndjson")
}

/// Whether an export writes files of this name.
pub fn is_own(name: &str) -> bool {
    let number =
        |name: &str| Some(name.strip_prefix("articles-")?.strip_suffix(".ndjson")?.parse());
    name == INDEX || matches!(number(name), Some(Ok(number)) if articles_path(number) == name)
}

fn pretty(value: &Value) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(value).unwrap_or_default();
    json.push(b'\n');
    json
}

/// The most frequent language of the documents, empty if it is unknown, and the next ones that
/// the server has a stemmer for.
fn languages(documents: &(impl Corpus + ?Sized), server: Server) -> (String, Vec<String>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for head in documents.heads() {
        *counts.entry(head.lang).or_default() += 1;
    }
    let mut tags: Vec<(&str, usize)> = counts.into_iter().collect();
    tags.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let mut tags = tags.into_iter().map(|(tag, _)| tag.to_owned());
    let main = tags.next().unwrap_or_default();
    let further = match server {
        Server::OpenSearch => {
            tags.filter(|tag| analysis::is_known(tag)).take(MAX_FURTHER_LANGUAGES).collect()
        }
        Server::Quickwit => Vec::new(),
    };
    (main, further)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Document;
    use crate::Section;

    pub(super) fn document(id: &str, lang: &str, text: &str) -> Document {
        let section = Section { text: text.into(), ..Section::default() };
        Document {
            id: id.into(),
            url: format!("/{id}"),
            lang: lang.into(),
            sections: vec![section],
            ..Document::default()
        }
    }

    #[test]
    fn languages_by_frequency() {
        for (tags, main, further) in [
            ("", "", ""),
            ("de de en", "de", "en"),
            ("en de", "de", "en"),
            ("de de de fr fr en tlh tlh", "de", "fr en"),
            ("ar cs da es fi fr", "ar", "cs da es fi"),
        ] {
            let documents: Vec<_> =
                tags.split_whitespace().map(|tag| document("a", tag, "")).collect();
            let found = languages(&documents, Server::OpenSearch);
            assert_eq!((found.0.as_str(), found.1.join(" ").as_str()), (main, further), "{tags}");
            assert_eq!(languages(&documents, Server::Quickwit), (main.to_owned(), Vec::new()));
        }
    }

    #[test]
    fn own_files_are_known() {
        for (name, expect) in [
            ("index.json", true),
            ("articles-0001.ndjson", true),
            ("articles-12345.ndjson", true),
            ("articles-1.ndjson", false),
            ("articles-.ndjson", false),
            ("articles-0001.json", false),
            ("index.html", false),
        ] {
            assert_eq!(is_own(name), expect, "{name}");
        }
    }

    #[test]
    fn the_same_documents_give_the_same_bytes() -> Result<()> {
        let documents = [
            document("a", "de", "Menschenhandel und Handel mit Menschen"),
            document("b", "en", "The World Health Organization (WHO) helps."),
        ];
        let synonyms = Synonyms::explained_in(&documents)?;
        for server in [Server::OpenSearch, Server::Quickwit] {
            let files = || -> Result<Vec<(String, Vec<u8>)>> {
                let files = export(&documents, &synonyms, server, "articles")?.files.into_iter();
                files.map(|file| Ok((file.path, file.bytes.read()?.into_owned()))).collect()
            };
            let once = files()?;
            assert_eq!(once, files()?);
            assert!(once.iter().all(|(path, _)| is_own(path)));
        }
        Ok(())
    }
}
