//! Books in EPUB: a zip of web pages, each chapter a document.
//!
//! A chapter is called by its first heading, else as the table of contents calls it, with the
//! book's title behind it, and has the book's language, authors and date. Its address is that
//! of the book with the chapter's path behind `#`.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::Read;

use roxmltree::{Document as Xml, Node};
use zip::ZipArchive;

use super::feed::{child, is_named, parse, text_of};
use super::walk::{self, File};
use super::{
    Article, MAX_FILE_BYTES, Options, Outcome, PageRules, Problem, address, clean, dates, decode,
    finish, html, language, too_big,
};

/// Bytes of a book's chapters, unpacked: more than any book of text has.
const MAX_BOOK_BYTES: u64 = 8 * MAX_FILE_BYTES;

/// Where a book says what it is.
const CONTAINER: &str = "META-INF/container.xml";

/// The kind of file that tables of contents were in.
const NCX: &str = "application/x-dtbncx+xml";

/// Nodes of an entry in it that are read: one may lie in another, and that in another.
const LABEL_NODES: usize = 64;

/// The files of a book.
struct Zip {
    files: ZipArchive<fs::File>,
    /// Bytes that were unpacked.
    unpacked: u64,
}

/// Reads a book.
///
/// # Errors
/// Why it cannot be read at all.
pub(super) fn read(file: &File<'_>, options: &Options) -> Result<Outcome, String> {
    let opened = fs::File::open(&file.path).map_err(|error| walk::unreadable(&error))?;
    let files = ZipArchive::new(opened)
        .map_err(|error| format!("is no EPUB, which would be a zip: {error}; left out"))?;
    let mut zip = Zip { files, unpacked: 0 };
    let container = text(&mut zip, CONTAINER)?;
    let package_path = package_path(&parse(&container)?)
        .ok_or_else(|| format!("is no EPUB: {CONTAINER} names no book; left out"))?;
    let package = text(&mut zip, &package_path)?;
    let package = parse(&package)?;
    let mut book = Book::of(&package, &package_path);
    if let Some(path) = contents_path(&package, &package_path)
        && let Ok(contents) = text(&mut zip, &path)
    {
        book.names = names(&contents, &path);
    }
    let mut outcome = Outcome::default();
    for path in &book.chapters {
        let page = text(&mut zip, path);
        if zip.unpacked > MAX_BOOK_BYTES {
            let reason = too_big(zip.unpacked, MAX_BOOK_BYTES, "a book");
            let reason = format!("holds {path}, with which it {reason}, as is what follows");
            outcome.problems.push(Problem::left_out(&file.path, reason));
            break;
        }
        match page {
            Ok(page) => add_chapter(file, &book, path, &page, options, &mut outcome),
            Err(reason) => outcome.problems.push(Problem::left_out(&file.path, reason)),
        }
    }
    match outcome.documents.is_empty() && outcome.problems.is_empty() {
        true => Err("is a book without chapters; left out".to_owned()),
        false => Ok(outcome),
    }
}

/// The text of a file in the zip, whatever size it is said to have.
fn text(zip: &mut Zip, path: &str) -> Result<String, String> {
    let packed =
        zip.files.by_name(path).map_err(|error| format!("lacks {path}: {error}; left out"))?;
    let mut bytes = Vec::new();
    packed
        .take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("holds {path}, which cannot be unpacked: {error}; left out"))?;
    zip.unpacked += bytes.len() as u64;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(format!(
            "holds {path}, which {}",
            too_big(bytes.len() as u64, MAX_FILE_BYTES, "a chapter")
        ));
    }
    let decoded = decode::page(bytes).map_err(|reason| format!("holds {path}, which {reason}"))?;
    Ok(decoded.text)
}

fn package_path(container: &Xml<'_>) -> Option<String> {
    let mut files = container.descendants().filter(|node| is_named(*node, &["rootfile"]));
    files.find_map(|file| file.attribute("full-path")).map(str::to_owned)
}

/// What a book says of itself.
struct Book {
    title: String,
    lang: Option<String>,
    date: Option<String>,
    authors: Vec<String>,
    subjects: Vec<String>,
    /// Paths of its pages, in the order of reading.
    chapters: Vec<String>,
    /// What the table of contents calls them, by their paths.
    names: HashMap<String, String>,
}

impl Book {
    fn of(package: &Xml<'_>, path: &str) -> Self {
        let root = package.root_element();
        let of = |name: &str| -> Vec<String> {
            let metadata = child(root, &["metadata"]);
            let nodes = metadata.into_iter().flat_map(|node| node.children());
            nodes.filter(|node| is_named(*node, &[name])).map(text_of).collect()
        };
        let first = |name: &str| of(name).into_iter().next();
        Self {
            title: clean::line(&first("title").unwrap_or_default()),
            lang: first("language").and_then(|tag| language::stated(&tag)),
            date: first("date").and_then(|date| dates::stated(&date)),
            authors: of("creator"),
            subjects: of("subject"),
            chapters: chapters(root, folder_of(path)),
            names: HashMap::new(),
        }
    }
}

fn is_contents(properties: &str) -> bool {
    properties.split_whitespace().any(|property| property == "nav")
}

fn chapters(package: Node<'_, '_>, folder: &str) -> Vec<String> {
    let all = |name| package.descendants().filter(move |node| is_named(*node, &[name]));
    let is_page = |item: &Node<'_, '_>| {
        let kind = item.attribute("media-type").unwrap_or_default();
        // A table of contents is no chapter.
        kind.contains("html") && !item.attribute("properties").is_some_and(is_contents)
    };
    let pages: HashMap<&str, &str> = all("item")
        .filter(is_page)
        .filter_map(|item| Some((item.attribute("id")?, item.attribute("href")?)))
        .collect();
    let listed = all("itemref").filter_map(|item| pages.get(item.attribute("idref")?));
    let mut seen = HashSet::new();
    listed.map(|href| in_folder(folder, href)).filter(|path| seen.insert(path.clone())).collect()
}

/// Where the table of contents is: a page, in older books a file of its own kind.
fn contents_path(package: &Xml<'_>, path: &str) -> Option<String> {
    let find = |is_it: fn(&Node<'_, '_>) -> bool| {
        let mut items = package.descendants().filter(|node| is_named(*node, &["item"]));
        items.find(is_it)?.attribute("href")
    };
    let of_page = |item: &Node<'_, '_>| item.attribute("properties").is_some_and(is_contents);
    let of_kind = |item: &Node<'_, '_>| item.attribute("media-type") == Some(NCX);
    find(of_page).or_else(|| find(of_kind)).map(|href| in_folder(folder_of(path), href))
}

/// What a table of contents calls pages: the first entry that leads to one. One that cannot be read
/// calls them nothing.
fn names(contents: &str, path: &str) -> HashMap<String, String> {
    let mut names = HashMap::new();
    let Ok(contents) = parse(contents) else { return names };
    for node in contents.descendants() {
        let (href, label) = match node.tag_name().name() {
            "a" => (node.attribute("href"), Some(node)),
            "navPoint" => {
                let content = child(node, &["content"]);
                (content.and_then(|it| it.attribute("src")), child(node, &["navLabel"]))
            }
            _ => continue,
        };
        if let (Some(href), Some(label)) = (href, label) {
            let nodes = label.descendants().take(LABEL_NODES).filter(|node| node.is_text());
            let name = clean::line(&nodes.filter_map(|node| node.text()).collect::<String>());
            names.entry(in_folder(folder_of(path), href)).or_insert(name);
        }
    }
    names
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The path in the zip of what a file in `folder` refers to.
fn in_folder(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let decoded = percent_encoding::percent_decode_str(href).decode_utf8_lossy();
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in decoded.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn add_chapter(
    file: &File<'_>,
    book: &Book,
    path: &str,
    page: &str,
    options: &Options,
    outcome: &mut Outcome,
) {
    let mut article = html::read(page, html::Syntax::Xml, &PageRules::default());
    if article.sections.is_empty() {
        return; // A picture, such as the cover.
    }
    let heading = article.sections.iter().find(|section| section.level > 0);
    let heading = heading.map(|section| section.heading.as_str());
    let name = heading.or_else(|| book.names.get(path).map(String::as_str));
    let name = name.unwrap_or(&article.title);
    article.title = match (name, book.title.as_str()) {
        ("", title) => title.to_owned(),
        (name, title) if name == title || title.is_empty() => name.to_owned(),
        (name, title) => format!("{name} – {title}"),
    };
    book.authors.iter().for_each(|author| article.facets.add("author", author));
    book.subjects.iter().for_each(|subject| article.facets.add("tag", subject));
    let article = Article {
        lang: article.lang.or_else(|| book.lang.clone()),
        date: book.date.clone(),
        ..article
    };
    let id = format!("{}#{path}", file.id());
    let address = address::of_path(&file.input.base, &file.below);
    let url = format!("{address}#{}", address::encoded(path.as_bytes()));
    let mut finished = finish(article, &file.input.base, id, url, options);
    outcome.problems.extend(finished.take_problems(&file.path));
    outcome.documents.push(finished);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_counts_for_the_book() {
        let packed = tempfile::tempfile().expect("a file");
        let mut written = zip::ZipWriter::new(packed.try_clone().expect("a file"));
        let lengths = [10, MAX_FILE_BYTES as usize + 10];
        for (name, length) in ["a", "b"].into_iter().zip(lengths) {
            written.start_file(name, zip::write::SimpleFileOptions::default()).expect("begun");
            std::io::copy(&mut std::io::repeat(b' ').take(length as u64), &mut written)
                .expect("put");
        }
        written.finish().expect("a zip");
        let mut zip = Zip { files: ZipArchive::new(packed).expect("a zip"), unpacked: 0 };
        for (name, unpacked) in [("a", 10), ("b", MAX_FILE_BYTES + 11), ("a", MAX_FILE_BYTES + 21)]
        {
            assert_eq!(text(&mut zip, name).is_ok(), name == "a");
            assert_eq!(zip.unpacked, unpacked, "{name}");
        }
    }

    #[test]
    fn paths_in_the_zip() {
        for (folder, href, expect) in [
            ("OEBPS", "a.xhtml", "OEBPS/a.xhtml"),
            ("OEBPS", "../b/a%20b.xhtml#x", "b/a b.xhtml"),
            ("", "./a.xhtml", "a.xhtml"),
            ("", "../../a.xhtml", "a.xhtml"),
        ] {
            assert_eq!(in_folder(folder, href), expect, "{folder} {href}");
        }
    }
}
