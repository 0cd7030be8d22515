//! Feeds: RSS 0.9 to 2.0 and Atom, each entry a document.
//!
//! A website's folder often holds feeds that repeat its pages; such entries are left
//! out, for the pages are there ([`drop_copies`]).

use std::collections::{HashMap, HashSet};

use percent_encoding::percent_decode_str;
use roxmltree::{Document as Xml, Node, NodeId, ParsingOptions};

use super::facets::Facets;
use super::outline::Outline;
use super::walk::{File, Format};
use super::{
    Article, Finished, MAX_FILE_BYTES, Options, Outcome, Problem, address, clean, dates, decode,
    finish, html, language, load,
};
use crate::Document;

/// Whose `lang` and `base` may stand on any element.
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Elements of a document; one for each eight bytes of the largest file.
const MAX_NODES: u32 = (MAX_FILE_BYTES / 8) as u32;

/// Reads a document, whose own entities are bounded by the parser.
///
/// # Errors
/// What is wrong with it.
pub(super) fn parse(text: &str) -> Result<Xml<'_>, String> {
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, ..Default::default() };
    Xml::parse_with_options(text, options)
        .map_err(|error| format!("is no XML that can be read: {error}; left out"))
}

/// Reads a feed.
///
/// # Errors
/// Why it cannot be read at all.
pub(super) fn read(file: &File<'_>, options: &Options) -> Result<Outcome, String> {
    let decoded = decode::page(load(&file.path, MAX_FILE_BYTES)?)?;
    let feed = parse(&decoded.text)?;
    let mut outcome = Outcome { host: host_of(&feed), ..Outcome::default() };
    let languages = Languages::of(&feed);
    let (mut line, mut end) = (1, 0);
    for (entry, number) in entries(&feed).zip(1..) {
        // To ask for each line would count from the top for each.
        let start = entry.range().start;
        line += decoded.text.get(end..start).map_or(0, |it| it.matches('\n').count());
        end = start;
        let mut finished = document(file, entry, number, &languages, options);
        finished.line = Some(line);
        outcome.problems.extend(finished.take_problems(&file.path));
        if finished.document.title.is_empty() && finished.document.sections.is_empty() {
            let reason = "is an entry without title and text; left out";
            outcome.problems.push(Problem::left_out(&file.path, reason).at_line(line));
            continue;
        }
        outcome.documents.push(finished);
    }
    let note = decoded.note.map(|note| Problem::noted(&file.path, note));
    outcome.problems.extend(note);
    match outcome.documents.is_empty() && outcome.problems.is_empty() {
        true => Err("is a feed without entries; left out".to_owned()),
        false => Ok(outcome),
    }
}

/// The entries, but none within another one: that is part of its text.
fn entries<'a, 'i>(feed: &'a Xml<'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    let mut end = 0;
    let named = feed.descendants().filter(|node| is_named(*node, &["item", "entry"]));
    named.filter(move |entry| {
        let is_outermost = entry.range().start >= end;
        end = end.max(entry.range().end);
        is_outermost
    })
}

/// The host of the site that a feed says it is of.
fn host_of(feed: &Xml<'_>) -> Option<String> {
    let mut channels = feed.descendants().filter(|node| is_named(*node, &["channel", "feed"]));
    Some(address::host(&link(channels.next()?)?)?.to_owned())
}

fn document(
    file: &File<'_>,
    entry: Node<'_, '_>,
    number: usize,
    languages: &Languages,
    options: &Options,
) -> Finished {
    let base = &file.input.base;
    let text = |names: &[&str]| child(entry, names).map(text_of).filter(|text| !text.is_empty());
    let link = link(entry);
    let own = text(&["guid", "id"]).or_else(|| link.clone());
    // An id names an entry and no file of the site.
    let url = address::of_entry(file, None, number);
    let id = own.unwrap_or_else(|| format!("{}#{number}", file.id()));
    let sections = sections(entry);
    let title = text(&["title"]).map(|title| clean::line(&plain(&title))).unwrap_or_default();
    let article = Article {
        title: if title.is_empty() { beginning(&sections) } else { title },
        lang: languages.around(entry),
        date: text(&["pubDate", "published", "date", "issued", "updated"])
            .and_then(|date| dates::stated(&date)),
        url: link,
        facets: facets(entry),
        sections,
        ..Article::default()
    };
    finish(article, base, id, url, options)
}

/// The page that an entry stands for, as an address of its site where its feed tells that.
fn link(entry: Node<'_, '_>) -> Option<String> {
    let stated = stated_link(entry)?;
    let bases = entry.ancestors().filter_map(|node| node.attribute((XML, "base")));
    Some(bases.fold(stated, |link, base| address::resolved(base, &link)))
}

/// As the entry has it.
fn stated_link(entry: Node<'_, '_>) -> Option<String> {
    let links = || entry.children().filter(|node| is_named(*node, &["link"]));
    let of_atom = |rel: Option<&str>| {
        let mut links = links().filter(|link| link.attribute("rel") == rel);
        links.find_map(|link| link.attribute("href")).map(str::to_owned)
    };
    let of_rss = || links().map(text_of).find(|link| !link.is_empty());
    let is_address =
        |guid: &Node<'_, '_>| guid.attribute("isPermaLink").is_none_or(|is| is != "false");
    let guid = || child(entry, &["guid"]).filter(is_address).map(text_of);
    let guid = || guid().filter(|guid| guid.contains("://"));
    of_atom(Some("alternate")).or_else(|| of_atom(None)).or_else(of_rss).or_else(guid)
}

/// The whole text if it is there, else what is told of it.
fn sections(entry: Node<'_, '_>) -> Vec<crate::Section> {
    let whole = child(entry, &["encoded", "content"]).map(markup_of).filter(|it| !it.is_empty());
    let told = || child(entry, &["description", "summary"]).map(markup_of);
    let mut outline = Outline::default();
    html::read_fragment(&whole.or_else(told).unwrap_or_default(), &mut outline);
    outline.finish().0
}

fn beginning(sections: &[crate::Section]) -> String {
    let line = sections.iter().flat_map(|section| section.text.lines()).next();
    clean::shorten(line.unwrap_or_default(), 90)
}

fn facets(entry: Node<'_, '_>) -> Facets {
    let mut facets = Facets::default();
    let all = |name| entry.children().filter(move |node| is_named(*node, &[name]));
    for category in all("category") {
        let term = category.attribute("label").or_else(|| category.attribute("term"));
        facets.add("tag", &term.map_or_else(|| text_of(category), str::to_owned));
    }
    for author in all("author").chain(all("creator")) {
        let name = child(author, &["name"]).unwrap_or(author);
        // RSS asks for a mailbox: `anna@example.org (Anna Berg)`.
        let text = text_of(name);
        let in_brackets = text.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
        facets.add("author", in_brackets.unwrap_or(&text));
    }
    facets
}

/// What elements of a feed state as their language, found in one pass: a channel may have
/// thousands of entries.
struct Languages(HashMap<NodeId, String>);

impl Languages {
    fn of(feed: &Xml<'_>) -> Self {
        let mut stated = HashMap::new();
        for node in feed.descendants() {
            if let Some(language) = node.attribute((XML, "lang")) {
                stated.insert(node.id(), language.to_owned());
            }
            if let Some(parent) = node.parent().filter(|_| is_named(node, &["language"])) {
                stated.entry(parent.id()).or_insert_with(|| text_of(node));
            }
        }
        Self(stated)
    }

    /// That of an entry, else of what holds it.
    fn around(&self, entry: Node<'_, '_>) -> Option<String> {
        entry.ancestors().find_map(|node| language::stated(self.0.get(&node.id())?))
    }
}

pub(super) fn is_named(node: Node<'_, '_>, names: &[&str]) -> bool {
    node.is_element() && names.contains(&node.tag_name().name())
}

/// The first child with the first of these names that there is.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, names: &[&str]) -> Option<Node<'a, 'i>> {
    names.iter().find_map(|name| node.children().find(|child| is_named(*child, &[name])))
}

pub(super) fn text_of(node: Node<'_, '_>) -> String {
    let text: String =
        node.descendants().filter(|it| it.is_text()).filter_map(|it| it.text()).collect();
    text.trim().to_owned()
}

/// HTML as it stands there, escaped or as elements.
fn markup_of(node: Node<'_, '_>) -> String {
    match node.children().any(|child| child.is_element()) {
        true => node.document().input_text().get(node.range()).unwrap_or_default().to_owned(),
        false => text_of(node),
    }
}

fn plain(html: &str) -> String {
    let mut outline = Outline::default();
    html::read_fragment(html, &mut outline);
    let sections = outline.finish().0;
    let parts = sections.iter().flat_map(|section| [&section.heading, &section.text]);
    parts.map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Leaves out entries of feeds whose page was read itself, or that another feed has.
/// Tells how many.
pub(super) fn drop_copies(files: &[File<'_>], outcomes: &mut [Outcome]) -> usize {
    if !files.iter().any(|file| file.format == Format::Feed) {
        return 0;
    }
    let is_feed = |file: &File<'_>| file.format == Format::Feed;
    let mut pages = Pages::default();
    let of_pages = files.iter().zip(&*outcomes).filter(|(file, _)| !is_feed(file));
    for (_, outcome) in of_pages {
        pages.hosts.extend(outcome.host.clone());
        outcome.documents.iter().for_each(|finished| pages.add(&finished.document));
    }
    let mut seen = HashSet::new();
    let mut dropped = 0;
    for (_, outcome) in files.iter().zip(outcomes).filter(|(file, _)| is_feed(file)) {
        let host = outcome.host.as_deref();
        outcome.documents.retain(|Finished { document, .. }| {
            let title = clean::letters(&document.title);
            let is_new = !pages.have(&document.url, &title, host)
                && seen.insert((without_tracking(&document.url), title));
            dropped += usize::from(!is_new);
            is_new
        });
    }
    dropped
}

/// The pages that were read.
#[derive(Default)]
struct Pages {
    /// Their titles, by their addresses and ids.
    titles: HashMap<String, String>,
    /// The hosts that they are known to be on.
    hosts: HashSet<String>,
}

impl Pages {
    fn add(&mut self, page: &Document) {
        let title = clean::letters(&page.title);
        // Its address begins where the bundle lies, its id where the folder does.
        self.titles.insert(bare(&page.url), title.clone());
        self.titles.insert(bare(&page.id), title);
        self.hosts.extend(address::host(&page.url).map(str::to_owned));
    }

    /// Whether an entry of a feed, which is of a site on this host, stands for one of them. On
    /// another host, or under a name at the end of its address alone, there may be a page of
    /// another site, so it has to have the title, too; an address with parameters is another page.
    fn have(&self, url: &str, title: &str, of: Option<&str>) -> bool {
        let address = without_tracking(url);
        if address.contains('?') {
            return false;
        }
        let is_here = address::host(&address).is_none_or(|host| match self.hosts.is_empty() {
            true => of == Some(host),
            false => self.hosts.contains(host),
        });
        let address = bare(&address);
        ends(&address).filter(|end| !end.is_empty()).any(|end| {
            let is_titled = |own: &String| title.is_empty() || own.contains(title);
            self.titles.get(end).is_some_and(|own| is_here && end.contains('/') || is_titled(own))
        })
    }
}

/// An address without what only tells whence a reader came.
fn without_tracking(url: &str) -> String {
    let (address, fragment) = url.split_at(url.find('#').unwrap_or(url.len()));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let own = query.split('&').filter(|it| !it.is_empty() && !it.starts_with("utm_"));
    let own = own.collect::<Vec<_>>().join("&");
    [path, if own.is_empty() { "" } else { "?" }, &own, fragment].concat()
}

/// The path of an address, without what differs between ways to write it.
pub(super) fn bare(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let path = decoded.trim_start_matches("../").trim_matches('/');
    String::from_utf8_lossy(address::bare(path.as_bytes())).into_owned()
}

/// An address and what follows each of its slashes: where the site begins is not known.
pub(super) fn ends(address: &str) -> impl DoubleEndedIterator<Item = &str> {
    let rests = address.match_indices('/').filter_map(|(at, _)| address.get(at + 1..));
    std::iter::once(address).chain(rests)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_page() {
        let cases = [
            ("../a/b/", "a/b"),
            ("../a/b/index.html", "a/b"),
            ("https://example.org/x/a%20b.html?y#z", "example.org/x/a b"),
            ("../", ""),
            ("../my-index.html", "my-index"),
        ];
        for (url, expect) in cases {
            assert_eq!(bare(url), expect, "{url}");
        }
        assert_eq!(ends("example.org/x/a").collect::<Vec<_>>(), ["example.org/x/a", "x/a", "a"]);
    }

    #[test]
    fn entries_within_entries() {
        let deep = ["<item><content>", "</content></item>"].map(|tag| tag.repeat(20_000)).concat();
        let cases = [
            ("<rss><item><title>a</title></item><item/></rss>".to_owned(), 2),
            ("<feed><entry><content><entry/><entry/></content></entry><entry/></feed>".into(), 2),
            (deep, 1),
        ];
        for (feed, expect) in cases {
            let feed = parse(&feed).unwrap();
            assert_eq!(entries(&feed).count(), expect, "{:?}", feed.root_element().tag_name());
        }
    }

    #[test]
    fn entries_and_their_pages() {
        let pages = |base: &str| {
            let mut pages = Pages::default();
            for (path, title) in
                [("a/b", "Erlen am Ufer"), ("kontakt", "Kontakt"), ("artikel.php", "Artikel")]
            {
                let [url, title] = [format!("{base}{path}"), title.to_owned()];
                pages.add(&Document { id: path.to_owned(), url, title, ..Document::default() });
            }
            pages
        };
        let [unknown, known] = ["../", "https://www.example.org/x/"].map(pages);
        // Whether an entry is of a page where nothing tells the host, where its feed does, and where
        // the page does.
        for (url, title, expect) in [
            ("https://example.org/x/a/b/", "Anderes", [false, true, true]),
            ("https://www.example.org/x/a/b/", "Anderes", [false, true, true]),
            ("../a/b/", "Anderes", [true; 3]),
            ("https://example.org/x/a/b.html?utm_source=rss&utm_medium=feed#top", "", [true; 3]),
            ("https://example.org/kontakt.html", "Kontakt", [true; 3]),
            ("https://other.example/kontakt.html", "Igel in Not", [false; 3]),
            ("https://other.example/a/b/", "Igel in Not", [false; 3]),
            ("https://other.example/a/b/", "Am Ufer", [true; 3]),
            ("https://example.org/artikel.php?id=1", "Artikel", [false; 3]),
            ("https://example.org/", "", [false; 3]),
        ] {
            let title = clean::letters(title);
            let found = [(&unknown, None), (&unknown, Some("example.org")), (&known, None)]
                .map(|(pages, host)| pages.have(url, &title, host));
            assert_eq!(found, expect, "{url} {title}");
        }
        let cases = [
            ("x?utm_source=a&id=1&utm_medium=b&p=2#c", "x?id=1&p=2#c"),
            ("x?utm_source=a", "x"),
            ("x", "x"),
        ];
        for (url, expect) in cases {
            assert_eq!(without_tracking(url), expect, "{url}");
        }
    }
}
