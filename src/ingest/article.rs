//! What one file or record says, and the document that it becomes.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use serde::{Deserialize, Serialize};

use super::collection::Place;
use super::stated::Stated;
use super::walk::{File, Format};
use super::{Options, Problem, address, clean, dates, facets, language, service, text};
use crate::{Document, Emphasis, Section};

/// Characters of a title; a longer one is shortened at the end of a word.
pub const MAX_TITLE_CHARS: usize = 300;

/// What one file or record says, before it has an id and an address.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Article {
    /// Empty if it has none.
    pub(super) title: String,
    /// Primary subtag, if stated.
    pub(super) lang: Option<String>,
    /// ISO 8601, if stated.
    pub(super) date: Option<String>,
    /// Dates in its text are those of an event.
    pub(super) is_event: bool,
    /// Days that it tells of events.
    pub(super) days_of_events: Vec<String>,
    /// As stated, relative or absolute.
    pub(super) url: Option<String>,
    /// The last part of its address, if stated.
    pub(super) slug: Option<String>,
    /// The pattern of its address, or its name, if stated.
    pub(super) permalink: Option<String>,
    /// The name of the site, if stated.
    pub(super) site_name: Option<String>,
    /// As of [`Document`].
    pub(super) stated: Stated,
    /// A page that sends its readers to another one.
    pub(super) redirects: bool,
    /// What it can be filtered by.
    pub(super) facets: facets::Facets,
    pub(super) sections: Vec<Section>,
    pub(super) emphasis: Vec<Emphasis>,
    /// Nothing tells the article from what may stand around it: a text that may be copied from a
    /// page, a page that marks no article.
    pub(super) is_bare: bool,
    /// Whether a page marks its text as Pagefind wants it; `None` for what is no page.
    pub(super) is_marked: Option<bool>,
    /// Numbers of its owner's selectors that match something on the page.
    pub(super) matched: BTreeSet<usize>,
    /// Whether it is left out for what it says of itself.
    pub(super) unlisted: Option<Unlisted>,
    /// What its owner should know.
    pub(super) notes: Vec<Note>,
}

/// What the owner of an article should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Note {
    pub(super) text: String,
    /// The line of its file, if it concerns one.
    pub(super) line: Option<usize>,
}

impl From<String> for Note {
    fn from(text: String) -> Self {
        Self { text, line: None }
    }
}

impl Article {
    /// Takes the date that its owner states, and tells of one that is none.
    pub(super) fn take_date(&mut self, stated: &str) {
        self.date = dates::stated(stated);
        let is_filled_in_later =
            stated.contains("{{") || LATER.iter().any(|words| stated.eq_ignore_ascii_case(words));
        if self.date.is_none() && !stated.trim().is_empty() && !is_filled_in_later {
            let note = format!(
                "expected a day as its date, such as 2024-05-31 or 31. Mai 2024, found {stated:?}; \
                 write it so, or leave it out"
            );
            self.notes.push(note.into());
        }
    }

    /// Takes the language that its owner states, and tells of one that is none.
    pub(super) fn take_lang(&mut self, stated: &str) {
        let lang = language::stated(stated);
        self.notes.extend(language::mistake(stated).map(Note::from));
        self.lang = lang.or(self.lang.take());
    }
}

/// What Eleventy takes for dates of its own.
const LATER: [&str; 4] = ["created", "last modified", "git created", "git last modified"];

/// Why an article says that it is not to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Unlisted {
    Noindex,
    Draft,
}

/// The outcome of one file.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Outcome {
    pub(super) documents: Vec<Finished>,
    pub(super) problems: Vec<Problem>,
    /// It is a page that only leads to another one.
    pub(super) redirects: bool,
    /// It is a page with a title and nothing else.
    pub(super) is_textless: bool,
    /// The host of the site that a page or a feed says it is of.
    pub(super) host: Option<String>,
    /// As of [`Article`].
    pub(super) unlisted: Option<Unlisted>,
    /// As of [`Article`].
    pub(super) is_marked: Option<bool>,
    /// As of [`Article`].
    pub(super) matched: BTreeSet<usize>,
}

/// A document as its file makes it, before it is seen beside the others.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Finished {
    pub(super) document: Document,
    /// The line that a record stands in.
    pub(super) line: Option<usize>,
    /// As of [`Article`].
    pub(super) is_bare: bool,
    /// What its page says the site is called.
    pub(super) site_name: Option<String>,
    /// What its owner should know.
    pub(super) notes: Vec<Note>,
    /// Where it lies, if this is but its head (`TempFile::park`).
    #[serde(skip)]
    pub(super) place: Option<Place>,
}

impl Finished {
    /// Takes what its owner should know, as problems of its file.
    pub(super) fn take_problems(&mut self, path: &Path) -> Vec<Problem> {
        let notes = std::mem::take(&mut self.notes).into_iter();
        notes
            .map(|Note { text, line }| Problem {
                line: line.or(self.line),
                ..Problem::noted(path, text)
            })
            .collect()
    }
}

pub(super) fn length_of(sections: &[Section]) -> usize {
    sections.iter().map(|section| section.heading.len() + section.text.len()).sum()
}

/// The document of a file that holds one, with what its name and place tell.
pub(super) fn finish_article(file: &File<'_>, mut article: Article, options: &Options) -> Outcome {
    let name = name_of(&file.below);
    let is_other = |date: &String| article.is_event || article.days_of_events.contains(date);
    let at_top =
        || text::date_at_top(&article.title, &article.sections).filter(|date| !is_other(date));
    article.date = article.date.take().or(name.date).or_else(at_top);
    if article.title.is_empty() {
        article.title = name.title;
    }
    if let Some(Component::Normal(folder)) = file.below.components().next()
        && file.below.components().count() > 1
        && !article.facets.has("folder")
        && !service::is_of_posts(folder, file.generator())
    {
        article.facets.add("folder", &folder.to_string_lossy());
    }
    let id = file.id();
    let url = address_of(file, &article, &id);
    let unknown = file.site.as_ref().and_then(|site| site.unknown(&id, &article));
    article.notes.extend(unknown.map(Note::from));
    let (is_marked, unlisted) = (article.is_marked, article.unlisted);
    let host = article.stated.get("canonical").and_then(|url| address::host(url));
    let host = host.map(str::to_owned);
    let matched = std::mem::take(&mut article.matched);
    let mut finished = finish(article, &file.input.base, id, url, options);
    let problems = finished.take_problems(&file.path);
    let documents = vec![finished];
    Outcome { documents, problems, host, is_marked, matched, unlisted, ..Outcome::default() }
}

/// Where a site serves a file, unless the article states it.
fn address_of(file: &File<'_>, article: &Article, below: &str) -> String {
    let base = &file.input.base;
    let canonical = || address::served_as(&file.below, article.stated.get("canonical")?);
    let is_source = matches!(file.format, Format::Markdown | Format::Mdx);
    if let Some(path) = file.served_at.clone().or_else(canonical) {
        return address::join(base, &path);
    }
    match file.site.as_ref().filter(|_| is_source) {
        Some(site) => address::of_id(base, &site.address(below, article)),
        None => match article.slug.as_deref() {
            Some(slug) => {
                let folder = below.rsplit_once('/').map_or("", |(folder, _)| folder);
                address::of_id(base, format!("{folder}/{slug}/").trim_start_matches('/'))
            }
            None => address::of_path(base, &file.below),
        },
    }
}

/// Makes the document; `url` is taken unless the article states its own.
pub(super) fn finish(
    article: Article,
    base: &str,
    id: String,
    url: String,
    options: &Options,
) -> Finished {
    let mut notes = article.notes;
    let own = article.url.and_then(|url| {
        address::stated(base, &url).map_err(|reason| notes.push(Note::from(reason))).ok()
    });
    let (facets, left_out) = article.facets.finish();
    notes.extend(left_out.into_iter().map(Note::from));
    let mut document = Document {
        id,
        url: own.unwrap_or(url),
        title: clean::shorten(&article.title, MAX_TITLE_CHARS),
        lang: String::new(),
        date: article.date.unwrap_or_default(),
        facets,
        stated: article.stated.finish(),
        emphasis: article.emphasis,
        sections: article.sections,
    };
    document.lang = options
        .lang
        .as_deref()
        .and_then(language::stated)
        .or(article.lang)
        .unwrap_or_else(|| language::guess(&document));
    if options.lang.is_none() {
        language::mark_sections(&mut document);
    }
    let Article { is_bare, site_name, .. } = article;
    Finished { document, is_bare, site_name, notes, ..Finished::default() }
}

/// What a file's name says about an article that does not say it itself.
struct Name {
    title: String,
    date: Option<String>,
}

/// `2024-07-02-neue_zahlen.md` → "Neue zahlen" of that day; an index page is
/// named like its folder.
fn name_of(below: &Path) -> Name {
    let stem = below.file_stem().unwrap_or_default().to_string_lossy();
    let folder = below.parent().and_then(Path::file_name).map(|name| name.to_string_lossy());
    let stem = match folder {
        Some(folder) if matches!(&*stem, "index" | "_index" | "README") => folder,
        _ => stem,
    };
    let dated = stem.get(..10).filter(|head| head.bytes().filter(|&b| b == b'-').count() == 2);
    let date = dated.and_then(dates::stated);
    let rest = date.as_ref().and_then(|_| stem.get(10..)).filter(|rest| clean::has_words(rest));
    let spaced = clean::line(&rest.unwrap_or(&stem).replace(['-', '_'], " "));
    let mut letters = spaced.chars();
    let title = letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>());
    Name { title: title.unwrap_or_else(|| stem.into_owned()), date }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let cases = [
            ("neue_zahlen.md", "Neue zahlen", None),
            ("2024-07-02-neue-zahlen.md", "Neue zahlen", Some("2024-07-02")),
            ("2024-07-02.md", "2024 07 02", Some("2024-07-02")),
            ("über-uns/index.html", "Über uns", None),
            ("index.html", "Index", None),
            ("---.txt", "---", None),
        ];
        for (path, title, date) in cases {
            let name = name_of(Path::new(path));
            assert_eq!((name.title.as_str(), name.date.as_deref()), (title, date), "{path}");
        }
    }
}
