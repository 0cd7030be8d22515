//! A plain page to read for each article, for a folder of texts that is not a
//! website: the hits of a search lead there.
//!
//! The pages hold what was read from the articles and nothing else: no script,
//! no markup of theirs, everything escaped by the template.

use std::collections::HashSet;
use std::sync::Arc;

use maud::{DOCTYPE, Markup, html};

use super::File;
use crate::ingest::address;
use crate::room::{Blob, Room};
use crate::{Corpus, Document, Result, Section};

const FOLDER: &str = "pages";
const STYLE_PATH: &str = "pages/page.css";
const STYLE: &str = include_str!("page.css");

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 9] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur"];

/// Longest name of a file or folder in bytes, before its `.html`. File systems
/// end at 255; the rest is for the number that tells two alike apart.
const NAME_LIMIT: usize = 200;

/// Lets the documents' addresses lead to their pages, and gives every heading
/// an anchor. To be called before the index is built.
///
/// # Errors
/// If a document cannot be read where it lies.
pub fn link(documents: &mut (impl Corpus + ?Sized)) -> Result<()> {
    let mut taken = Taken::default();
    documents.update(|document| {
        let path = free_path(&document.id, &mut taken);
        document.url = address::encoded(path.as_bytes());
        give_anchors(&mut document.sections);
    })
}

/// The pages of documents that [`link`] was called on, and their style sheet. `search` tells what
/// searching is called in a language.
///
/// # Errors
/// As [`link`].
pub fn render(
    documents: &(impl Corpus + ?Sized),
    search: impl Fn(&str) -> String,
) -> Result<Vec<File>> {
    let style = File { path: STYLE_PATH.into(), bytes: STYLE.as_bytes().to_vec().into() };
    let room = documents.room();
    let page = |document: &Document| page(document, &search(&document.lang), room.as_ref());
    let pages = (0..documents.count()).map(|number| documents.visit(number, page));
    std::iter::once(Ok(style)).chain(pages).collect()
}

/// Paths that are used. Names are compared without regard to case, since some
/// file systems do.
#[derive(Default)]
struct Taken {
    pages: HashSet<String>,
    folders: HashSet<String>,
}

impl Taken {
    /// Takes a path for a page if nothing is there.
    fn take(&mut self, path: &str) -> bool {
        let path = path.to_lowercase();
        if self.folders.contains(&path) || !self.pages.insert(path.clone()) {
            return false;
        }
        let folders = path.match_indices('/').filter_map(|(end, _)| path.get(..end));
        self.folders.extend(folders.map(str::to_owned));
        true
    }

    /// A folder in which pages may lie: one of that name, else a numbered one.
    fn folder(&self, parent: &str, name: &str) -> String {
        let numbered = (2..).map(|number: u32| format!("{parent}/{name}-{number}"));
        let mut candidates = std::iter::once(format!("{parent}/{name}")).chain(numbered);
        candidates.find(|path| !self.pages.contains(&path.to_lowercase())).unwrap_or_default()
    }
}

/// A path below [`FOLDER`] that no document had before.
fn free_path(id: &str, taken: &mut Taken) -> String {
    let safe = safe_path(id);
    let (folders, name) = match safe.rsplit_once('/') {
        Some((folders, name)) => (Some(folders), name),
        None => (None, safe.as_str()),
    };
    let folders = folders.into_iter().flat_map(|folders| folders.split('/'));
    let folder = folders.fold(FOLDER.to_owned(), |parent, name| taken.folder(&parent, name));
    let stem = match name.rsplit_once('.') {
        Some((stem, extension)) if is_extension(stem, extension) => stem,
        _ => name,
    };
    let numbered = (2..).map(|number: u32| format!("{folder}/{stem}-{number}.html"));
    let named = [stem, name].map(|name| format!("{folder}/{name}.html"));
    let mut candidates = named.into_iter().chain(numbered);
    candidates.find(|path| taken.take(path)).unwrap_or_default()
}

/// Whether what follows the last dot says what kind of file it is.
fn is_extension(stem: &str, extension: &str) -> bool {
    let known = ["html", "htm", "xhtml", "md", "markdown", "mdx", "txt"];
    !stem.is_empty() && known.contains(&extension.to_lowercase().as_str())
}

/// An id as a path that stays in its folder, without characters that file systems refuse.
fn safe_path(id: &str) -> String {
    let parts: Vec<String> = id.split('/').map(safe_name).filter(|name| !name.is_empty()).collect();
    match parts.is_empty() {
        true => "article".to_owned(),
        false => parts.join("/"),
    }
}

fn safe_name(name: &str) -> String {
    let replace = |c: char| match c {
        '<' | '>' | ':' | '"' | '\\' | '|' | '?' | '*' => '-',
        c if c.is_control() => '-',
        c => c,
    };
    let name: String = name.chars().map(replace).collect();
    // `.`, `..`, and trailing dots, which Windows drops.
    let name = name.trim_matches([' ', '.']);
    let fits = |&(start, c): &(usize, char)| start + c.len_utf8() <= NAME_LIMIT;
    name.char_indices().take_while(fits).map(|(_, c)| c).collect()
}

/// Gives each heading an anchor of its own that can be an `id` in HTML.
fn give_anchors(sections: &mut [Section]) {
    let mut taken: HashSet<String> =
        sections.iter().map(|section| section.anchor.clone()).collect();
    let mut seen = HashSet::new();
    let mut numbered = (1..).map(|number: u32| format!("section-{number}"));
    for section in sections.iter_mut().filter(|section| section.level > 0) {
        let usable = !section.anchor.is_empty() && !section.anchor.contains(char::is_whitespace);
        if usable && seen.insert(section.anchor.clone()) {
            continue;
        }
        section.anchor = numbered.find(|name| taken.insert(name.clone())).unwrap_or_default();
    }
}

fn page(document: &Document, back: &str, room: Option<&Arc<dyn Room>>) -> File {
    let path = percent_encoding::percent_decode_str(&document.url).decode_utf8_lossy();
    // One step up for each folder that the page is in.
    let up = "../".repeat(path.matches('/').count());
    let markup = markup(document, back, &up).into_string();
    File { path: path.into_owned(), bytes: Blob::put(markup.into_bytes(), room) }
}

fn markup(document: &Document, back: &str, up: &str) -> Markup {
    // The title is not repeated where it is a heading of the text; else it is above them all.
    let tops = || document.sections.iter().filter(|section| section.level == 1);
    let titled = tops().any(|section| section.heading == document.title);
    let depth = u8::from(!titled && tops().next().is_some());
    let lang = Some(&document.lang).filter(|lang| !lang.is_empty());
    let direction = lang.filter(|lang| RIGHT_TO_LEFT.contains(&lang.as_str())).map(|_| "rtl");
    html! {
        (DOCTYPE)
        html lang=[lang] dir=[direction] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (document.title) }
                link rel="stylesheet" href={ (up) (STYLE_PATH) };
            }
            body {
                nav { a href={ (up) "index.html" } { (back) } }
                main {
                    @if !titled { h1 { (document.title) } }
                    @if !document.date.is_empty() {
                        p { time datetime=(document.date) { (document.date) } }
                    }
                    @for section in &document.sections {
                        @if section.level > 0 { (heading(section, depth)) }
                        @for paragraph in section.text.split('\n').filter(|text| !text.is_empty()) {
                            p { (paragraph) }
                        }
                    }
                }
            }
        }
    }
}

/// A heading, so many levels deeper than in the article.
fn heading(section: &Section, depth: u8) -> Markup {
    let (id, text) = (&section.anchor, &section.heading);
    html! {
        @match section.level + depth {
            1 => h1 id=(id) { (text) },
            2 => h2 id=(id) { (text) },
            3 => h3 id=(id) { (text) },
            4 => h4 id=(id) { (text) },
            5 => h5 id=(id) { (text) },
            _ => h6 id=(id) { (text) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(id: &str) -> Document {
        Document { id: id.into(), title: "Title".into(), ..Document::default() }
    }

    #[test]
    fn each_article_has_its_own_page() {
        let long = "ä".repeat(300);
        let cases: [(&[&str], &[&str]); 10] = [
            (&["a.md", "b/c.txt"], &["pages/a.html", "pages/b/c.html"]),
            (
                &["a.html", "a.md", "A.txt"],
                &["pages/a.html", "pages/a.md.html", "pages/A.txt.html"],
            ),
            (&["a.md", "a.md.md", "a.md"], &["pages/a.html", "pages/a.md.html", "pages/a-2.html"]),
            (&["ä ö.md", "50%.md"], &["pages/%C3%A4%20%C3%B6.html", "pages/50%25.html"]),
            (
                &["../../x", "/etc/passwd", "..", ""],
                &[
                    "pages/x.html",
                    "pages/etc/passwd.html",
                    "pages/article.html",
                    "pages/article-2.html",
                ],
            ),
            (
                &["https://example.org/a?b=1#c", "v1.2", ".md"],
                &["pages/https-/example.org/a-b%3D1%23c.html", "pages/v1.2.html", "pages/md.html"],
            ),
            // A name of both a page and a folder.
            (&["c/a.md", "c/A.html/b.md"], &["pages/c/a.html", "pages/c/A.html-2/b.html"]),
            (&["c/a.html/b.md", "c/a.md"], &["pages/c/a.html/b.html", "pages/c/a.md.html"]),
            (
                &["a.md", "a.html/b", "a.html/b", "a.html/b.html/c"],
                &[
                    "pages/a.html",
                    "pages/a.html-2/b.html",
                    "pages/a.html-2/b-2.html",
                    "pages/a.html-2/b.html-2/c.html",
                ],
            ),
            (&[&long], &[&format!("pages/{}.html", "%C3%A4".repeat(100))]),
        ];
        for (ids, expect) in cases {
            let mut documents: Vec<_> = ids.iter().map(|id| document(id)).collect();
            link(&mut documents).expect("in memory");
            let urls: Vec<_> = documents.iter().map(|document| document.url.as_str()).collect();
            assert_eq!(urls, expect);
        }
    }

    #[test]
    fn headings_have_anchors_of_their_own() {
        let section =
            |level, anchor: &str| Section { level, anchor: anchor.into(), ..Section::default() };
        let mut documents = [Document {
            sections: vec![
                section(0, ""),
                section(1, "intro"),
                section(2, ""),
                section(2, "intro"),
                section(2, "section-1"),
                section(2, "two words"),
            ],
            ..document("a.md")
        }];
        link(&mut documents).expect("in memory");
        let anchors = documents[0].sections.iter().map(|section| section.anchor.as_str());
        let anchors: Vec<_> = anchors.collect();
        assert_eq!(anchors, ["", "intro", "section-2", "section-3", "section-1", "section-4"]);
    }

    #[test]
    fn pages_are_written_as_their_language_is() {
        for (lang, expect) in
            [("ar", "<html lang=\"ar\" dir=\"rtl\">"), ("de", "<html lang=\"de\">")]
        {
            let mut documents = [Document { lang: lang.into(), ..document("a.md") }];
            link(&mut documents).expect("in memory");
            let files = render(&documents, |lang| format!("search in {lang}")).expect("in memory");
            let page = String::from_utf8(files[1].bytes.read().expect("in memory").into_owned())
                .expect("text");
            assert!(page.contains(expect), "{page}");
            assert!(page.contains(&format!(">search in {lang}</a>")), "{page}");
        }
    }

    #[test]
    fn a_page_has_one_headline() {
        for (headings, expect) in [
            (vec![(1, "Title"), (2, "A")], "h1:Title h2:A"),
            (vec![(1, "Other"), (2, "A"), (6, "B")], "h1:Title h2:Other h3:A h6:B"),
            (vec![(0, ""), (2, "A")], "h1:Title h2:A"),
            (vec![], "h1:Title"),
        ] {
            let section = |(level, heading): (u8, &str)| Section {
                level,
                heading: heading.to_owned(),
                ..Section::default()
            };
            let sections = headings.into_iter().map(section).collect();
            let page = markup(&Document { sections, ..document("a.md") }, "", "").into_string();
            let tags = page.split("<h").filter_map(|it| it.split_once("</h")?.0.split_once('>'));
            let levels = tags.filter(|(tag, _)| tag.starts_with(|c: char| c.is_ascii_digit()));
            let shown = levels.map(|(tag, text)| format!("h{}:{text}", &tag[..1]));
            assert_eq!(shown.collect::<Vec<_>>().join(" "), expect);
        }
    }

    #[test]
    fn nothing_of_an_article_becomes_markup() {
        let evil = "<script>alert(1)</script>\"'&";
        let mut documents = [Document {
            title: evil.into(),
            lang: "de\" onload=\"x".into(),
            date: evil.into(),
            sections: vec![Section {
                level: 2,
                heading: evil.into(),
                anchor: "\"><script>".into(),
                text: format!("{evil}\n\nzwei"),
                ..Section::default()
            }],
            ..document("a/b/c.md")
        }];
        link(&mut documents).expect("in memory");
        let files = render(&documents, |_| "Search".into()).expect("in memory");
        assert_eq!(files[1].path, "pages/a/b/c.html");
        let page = String::from_utf8(files[1].bytes.read().expect("in memory").into_owned())
            .expect("text");
        assert!(!page.contains("<script") && !page.contains("\" onload"), "{page}");
        assert!(page.contains("<p>zwei</p>") && page.contains("href=\"../../../index.html\""));
    }
}
