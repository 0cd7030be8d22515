//! Leaves out what the pages of a site have in common: menus, footers, "About us".
//!
//! No page tells by itself what of it is furniture, but all pages together do. What stands at
//! the top or at the bottom of a page is compared with the tops and the bottoms of the others,
//! line by line; a longer line is known again if much of it is the same. From either edge, lines
//! that others have as well are left out up to where the text begins, if they are many and mostly
//! short, or if most pages have them. A paragraph in the middle stays, however often it occurs,
//! and so does what only versions of one page share.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use rayon::prelude::*;
use serde::Serialize;

use super::{Collection, clean};
use crate::analysis::tokenizer::Tokenizer;
use crate::{Corpus, Document, Section};

/// Lines at the top, and at the bottom, among which furniture is looked for.
const EDGE_LINES: usize = 60;

/// Of these, lines that are compared by parts as well.
const PARTS_LINES: usize = 20;

/// Words side by side by which a longer line is known again, and of how many such runs one is
/// kept.
const RUN_WORDS: usize = 4;
const RUNS_TO_ONE: u64 = 4;

/// A line of more words is no entry of a menu.
const SHORT_WORDS: u32 = 6;

/// Lines that pages must share to be furniture where not most share them, and how many pages,
/// of 100: few lines of many pages, or many of few. Where an article is marked as such there is
/// seldom a menu in it, but a list of what it takes, or facts below its title.
const FEW_LINES: Shared = Shared { lines: 3, percent: 20, pages: 2 };
const FEW_LINES_OF_ARTICLES: Shared = Shared { lines: 3, percent: 50, pages: 4 };
const FEW_PAGES: Shared = Shared { lines: 5, percent: 5, pages: 2 };

/// Lines that must follow each other on several pages: single ones are shared by chance.
const IN_A_ROW: usize = 3;

/// Pages of which most must share a line for it to be furniture by itself; nearly all, in percent,
/// where articles are marked: most recipes take salt.
const FEWEST_PAGES: u32 = 4;
const MOST: u32 = 50;
const NEARLY_ALL: u32 = 90;

/// How much pages must share.
#[derive(Clone, Copy)]
struct Shared {
    lines: i32,
    percent: u32,
    /// At least.
    pages: u32,
}

impl Shared {
    /// How many of these pages must share a line.
    fn pages(self, of: u32) -> u32 {
        (of * self.percent).div_ceil(100).max(self.pages)
    }
}

/// What site a document belongs to.
#[derive(Clone, Copy)]
pub(super) struct Membership {
    /// The number of the input.
    pub(super) site: usize,
    /// As of [`Article`](super::Article).
    pub(super) is_bare: bool,
}

/// What was left out, of how many documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Repeated {
    /// Its first line.
    pub text: String,
    /// Its lines.
    pub lines: usize,
    /// Whether it stood at the top, else at the bottom.
    pub at_top: bool,
    /// The documents that it was left out of.
    pub documents: usize,
}

impl fmt::Display for Repeated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { text, lines, at_top, documents } = self;
        let place = if *at_top { "top" } else { "bottom" };
        let articles = if *documents == 1 { "article" } else { "articles" };
        let lines = if *lines == 1 { "line".to_owned() } else { format!("{lines} lines") };
        let text = clean::shorten(text, 60);
        write!(
            f,
            "left out at the {place} of {documents} {articles}, as other articles have it too: {lines}, “{text}”"
        )
    }
}

/// Leaves out what documents of one site share. `sites` says to which each belongs, if to any.
///
/// A document that cannot be read where it lies stays as it is: whoever builds an index of it
/// meets the error.
pub(super) fn leave_out(documents: &mut Collection, sites: &[Option<Membership>]) -> Vec<Repeated> {
    let mut of_site: BTreeMap<usize, Vec<Page>> = BTreeMap::new();
    for (document, membership) in sites.iter().enumerate() {
        if let Some(Membership { site, is_bare }) = *membership {
            of_site.entry(site).or_default().push(Page { document, is_bare });
        }
    }
    let mut found: BTreeMap<(bool, String, usize), usize> = BTreeMap::new();
    for pages in of_site.into_values() {
        let runs = runs_of_site(documents, &pages);
        let topics = topics(&runs);
        for (Page { document, .. }, mut runs) in pages.into_iter().zip(runs) {
            if topics.contains(&clean::letters(documents.head(document).title)) {
                runs.retain(|run| run.at_top);
            }
            if runs.is_empty() {
                continue;
            }
            let _ = documents.change(document, |document| {
                for run in &runs {
                    let told = (!run.at_top, run.text.clone(), run.places.len());
                    *found.entry(told).or_insert(0) += 1;
                }
                remove(document, &runs.into_iter().flat_map(|run| run.places).collect());
            });
        }
    }
    let mut repeated: Vec<Repeated> = found
        .into_iter()
        .map(|((at_bottom, text, lines), documents)| Repeated {
            text,
            lines,
            at_top: !at_bottom,
            documents,
        })
        .collect();
    repeated.sort_by_key(|repeated| std::cmp::Reverse(repeated.documents));
    repeated
}

/// What that is about which documents have in common at their ends, by its first lines: the document
/// that is called so keeps it, as an office keeps its hours that stand below all pages.
fn topics(runs: &[Vec<Run>]) -> HashSet<String> {
    let at_bottom = runs.iter().flatten().filter(|run| !run.at_top);
    at_bottom.map(|run| clean::letters(&run.text)).collect()
}

/// A page of a site.
#[derive(Clone, Copy)]
struct Page {
    document: usize,
    is_bare: bool,
}

/// Lines of a document that are left out.
struct Run {
    at_top: bool,
    /// The first of them.
    text: String,
    places: HashSet<Place>,
}

/// Where a line stands: in which section, and which line of its text, or its heading.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Place {
    section: u32,
    /// 0 for the heading, 1 for the first line of the text.
    line: u32,
}

/// A line by which documents are compared; those of all lie in memory at once.
#[derive(Clone)]
struct Line {
    place: Place,
    letters: u32,
    words: u32,
    /// Of all its words.
    whole: u64,
    /// How many pages have it among the same lines.
    in_a_row: u32,
    /// Of some of the runs of words in it.
    runs: Box<[u64]>,
}

/// What is compared of a document.
#[derive(Default)]
struct Edges {
    /// Versions of one page have the same title but for its numbers.
    title: u32,
    letters: usize,
    top: Vec<Line>,
    /// The last line first.
    bottom: Vec<Line>,
}

impl Edges {
    fn of(document: &Document) -> Self {
        let mut lines = lines(document);
        let is_headline = |(place, text): &(Place, &str)| {
            let section = &document.sections[place.section as usize];
            place.line == 0 && section.level == 1 || *text == document.title
        };
        // The title leads to no other page.
        if lines.first().is_some_and(is_headline) {
            lines.remove(0);
        }
        let numberless: String = document.title.chars().filter(|c| !c.is_numeric()).collect();
        let line = |&(place, text): &(Place, &str)| Line::of(place, text);
        let top: Vec<Line> = lines.iter().take(EDGE_LINES).map(line).collect();
        let at_bottom = lines.iter().enumerate().rev().take(EDGE_LINES);
        Self {
            title: hash(words(&numberless.to_lowercase())) as u32,
            letters: document.sections.iter().map(|it| it.heading.len() + it.text.len()).sum(),
            // Most documents are short, and hashing their lines is most of the work here.
            bottom: at_bottom
                .map(|(at, it)| top.get(at).cloned().unwrap_or_else(|| line(it)))
                .collect(),
            top,
        }
    }
}

impl Line {
    fn of(place: Place, text: &str) -> Self {
        let mut count = 0;
        let whole = hash(words(&text.to_lowercase()).inspect(|_| count += 1));
        let letters = text.len() as u32;
        Self { place, letters, words: count, whole, in_a_row: 0, runs: Box::default() }
    }

    /// Compares it by its parts as well, if it is long.
    fn take_apart(&mut self, text: &str) {
        if !self.is_short() {
            let text = text.to_lowercase();
            let words: Vec<&str> = words(&text).collect();
            let runs = words.windows(RUN_WORDS).map(|run| hash(run.iter().copied()));
            self.runs = runs.filter(|run| (run >> 32) % RUNS_TO_ONE == 0).collect();
        }
    }

    fn is_heading(&self) -> bool {
        self.place.line == 0
    }

    fn is_short(&self) -> bool {
        self.words <= SHORT_WORDS
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// FNV-1a, which is the same wherever and with whatever compiler a site is built.
fn hash<'a>(words: impl Iterator<Item = &'a str>) -> u64 {
    let bytes = words.flat_map(|word| word.bytes().chain([b' ']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// How many pages have what at one of their edges.
#[derive(Default)]
struct Counts {
    of: HashMap<u64, Count>,
}

#[derive(Default)]
struct Count {
    /// The last one.
    title: u32,
    pages: u32,
}

impl Counts {
    fn add(&mut self, title: u32, hash: u64) {
        let count = self.of.entry(hash).or_default();
        if count.pages == 0 || count.title != title {
            *count = Count { title, pages: count.pages + 1 };
        }
    }

    /// How many pages have what has this hash.
    fn pages(&self, hash: u64) -> u32 {
        self.of.get(&hash).map_or(0, |count| count.pages)
    }

    /// How many pages have a line, or much of it.
    fn alike(&self, line: &Line) -> u32 {
        let mut runs: Vec<u32> = line.runs.iter().map(|run| self.pages(*run)).collect();
        runs.sort_unstable_by(|a, b| b.cmp(a));
        // Two in five of the runs: a sentence of three is another.
        let much = if runs.len() >= 2 { runs[runs.len() * 2 / 5] } else { 0 };
        line.in_a_row.max(much)
    }
}

/// A title that most pages have is the site's, and says nothing of versions.
fn tell_apart(edges: &mut [Edges]) {
    let mut titles: HashMap<u32, usize> = HashMap::new();
    for edges in &*edges {
        *titles.entry(edges.title).or_default() += 1;
    }
    let pages = edges.len();
    let of_site =
        titles.into_iter().find(|(_, count)| count * 2 > pages && pages >= FEWEST_PAGES as usize);
    if let Some((title, _)) = of_site {
        let same = edges.iter_mut().filter(|edges| edges.title == title);
        same.zip(0..).for_each(|(edges, number)| edges.title = number);
    }
}

/// Counts the lines at one edge of all pages, and the parts of long lines, of pages alone that
/// may have a menu there.
fn count(
    edges: &mut [Edges],
    lines_of: impl Fn(&mut Edges) -> &mut Vec<Line> + Sync,
    documents: &Collection,
    of_site: &[Page],
) -> Counts {
    let mut counts = Counts::default();
    for edges in &mut *edges {
        let title = edges.title;
        lines_of(edges).iter().for_each(|line| counts.add(title, line.whole));
    }
    let enough = FEW_PAGES.pages(of_site.len() as u32);
    count_rows(edges, &lines_of, &mut counts, enough);
    edges.par_iter_mut().zip(of_site).for_each(|(edges, page)| {
        let lines = lines_of(edges);
        let is_entry = |line: &&Line| line.is_short() && line.in_a_row >= enough;
        if lines.iter().filter(is_entry).nth(IN_A_ROW - 1).is_some() {
            let lines = lines.iter_mut().take(PARTS_LINES);
            let _ = documents.visit(page.document, |document| {
                lines.for_each(|line| line.take_apart(text_at(document, line.place)));
            });
        }
    });
    for edges in edges {
        let title = edges.title;
        let runs = lines_of(edges).iter().flat_map(|line| &line.runs);
        runs.for_each(|run| counts.add(title, *run));
    }
    counts
}

/// Counts how many pages have which lines in a row, without those that are of a page alone.
fn count_rows(
    edges: &mut [Edges],
    lines_of: &impl Fn(&mut Edges) -> &mut Vec<Line>,
    counts: &mut Counts,
    enough: u32,
) {
    let mut rows = Counts::default();
    let shared = |lines: &[Line]| -> Vec<usize> {
        (0..lines.len()).filter(|&at| counts.pages(lines[at].whole) >= enough).collect()
    };
    let row = |lines: &[Line], row: &[usize]| {
        row.iter().fold(0, |hash: u64, &at| hash.rotate_left(21) ^ lines[at].whole)
    };
    for edges in &mut *edges {
        let title = edges.title;
        let lines = lines_of(edges);
        shared(lines).windows(IN_A_ROW).for_each(|it| rows.add(title, row(lines, it)));
    }
    for edges in edges {
        let lines = lines_of(edges);
        for it in shared(lines).windows(IN_A_ROW) {
            let pages = rows.pages(row(lines, it));
            it.iter().for_each(|&at| lines[at].in_a_row = lines[at].in_a_row.max(pages));
        }
    }
}

/// What is left out of each document of a site.
fn runs_of_site(documents: &Collection, of_site: &[Page]) -> Vec<Vec<Run>> {
    let edges = |page: &Page| documents.visit(page.document, Edges::of).unwrap_or_default();
    let mut edges: Vec<Edges> = of_site.par_iter().map(edges).collect();
    tell_apart(&mut edges);
    let pages = of_site.len() as u32;
    let top = count(&mut edges, |edges| &mut edges.top, documents, of_site);
    let bottom = count(&mut edges, |edges| &mut edges.bottom, documents, of_site);
    let of_document = |edges: &Edges, document: &Document, is_bare: bool| {
        let runs = |with_menus: bool| -> Vec<Run> {
            let edge = |counts, at_top| Edge { counts, pages, is_bare, with_menus, at_top };
            let at_top = edge(&top, true).run(&edges.top, edges.letters, document);
            let at_bottom = edge(&bottom, false).run(&edges.bottom, edges.letters, document);
            at_top.into_iter().chain(at_bottom).collect()
        };
        // Nothing is no article.
        let is_left = |runs: &Vec<Run>| {
            let is_out = |place: &Place| runs.iter().any(|run| run.places.contains(place));
            lines(document).iter().any(|(place, _)| place.line > 0 && !is_out(place))
        };
        [true, false].into_iter().map(runs).find(is_left).unwrap_or_default()
    };
    let runs = |(edges, page): (&Edges, &Page)| {
        let runs = |document: &Document| of_document(edges, document, page.is_bare);
        documents.visit(page.document, runs).unwrap_or_default()
    };
    edges.par_iter().zip(of_site).map(runs).collect()
}

/// One edge of a page, and what all pages of its site have there.
struct Edge<'c> {
    counts: &'c Counts,
    pages: u32,
    is_bare: bool,
    /// Also what only some pages have.
    with_menus: bool,
    at_top: bool,
}

impl Edge<'_> {
    /// The lines from the edge on that others have as well: those that most have, then those of a
    /// menu that some have.
    fn run(&self, lines: &[Line], letters: usize, document: &Document) -> Option<Run> {
        let is_common = |line: &&Line| {
            let of_line = self.counts.pages(line.whole);
            let most = if self.is_bare { MOST } else { NEARLY_ALL };
            of_line >= FEWEST_PAGES && of_line * 100 > self.pages * most
        };
        let common = lines.iter().take_while(is_common).count();
        let rest = lines.get(common..)?;
        let menu_of = |shared| self.menu(rest, shared, letters);
        let few_lines = if self.is_bare { FEW_LINES } else { FEW_LINES_OF_ARTICLES };
        let menu = || menu_of(FEW_PAGES).max(menu_of(few_lines));
        let mut end = common + if self.with_menus { menu() } else { 0 };
        if !self.at_top && end > 0 {
            let above = lines.get(end..)?.iter();
            let is_known = |line: &&Line| line.is_heading() && self.is_known(line, FEW_PAGES);
            end += above.take_while(is_known).count();
        }
        let mut lines = lines.get(..end)?;
        if self.at_top {
            lines = self.without_open_heading(lines, document);
        }
        let places: HashSet<Place> = lines.iter().map(|line| line.place).collect();
        let text = text_at(document, *places.iter().min()?).to_owned();
        Some(Run { at_top: self.at_top, text, places })
    }

    fn is_known(&self, line: &Line, shared: Shared) -> bool {
        self.counts.alike(line) >= shared.pages(self.pages)
    }

    /// How many lines from the first on are a menu or the like: where lines that are known
    /// outnumber those that are not by most. Those between are entries of this page alone.
    fn menu(&self, lines: &[Line], shared: Shared, letters: usize) -> usize {
        let (mut score, mut best, mut end) = (0, 0, 0);
        let (mut short, mut of_run, mut of_known) = (0, 0, 0);
        for (at, line) in lines.iter().enumerate() {
            let is_known = self.is_known(line, shared);
            score += match (is_known, line.is_short()) {
                // Many texts share headings, and one of its own begins a text.
                (true, _) if line.is_heading() => 0,
                (true, _) => 1,
                (false, true) if !line.is_heading() => -1,
                (false, _) => -2,
            };
            short += usize::from(line.is_short());
            let letters_of_line = line.letters as usize;
            of_run += letters_of_line;
            of_known += if is_known { letters_of_line } else { 0 };
            if score < 0 {
                break;
            }
            let is_menu = score >= shared.lines && short * 2 > at && of_run * 3 <= letters * 2;
            if is_menu && score > best {
                (best, end) = (score, at + 1);
            }
        }
        // What shares most of its text is another version.
        if of_known * 3 > letters * 2 { 0 } else { end }
    }

    /// A heading at the end of a run goes only with all that is below it; where the article is
    /// marked, so does one within.
    fn without_open_heading<'a>(&self, lines: &'a [Line], document: &Document) -> &'a [Line] {
        let is_open = |(at, line): (usize, &Line)| {
            let text = &document.sections[line.place.section as usize].text;
            let below = lines[at + 1..].iter().filter(|it| it.place.section == line.place.section);
            let is_followed = self.is_bare && at + 1 < lines.len();
            line.is_heading() && !is_followed && below.count() < text.lines().count()
        };
        let open = lines.iter().enumerate().position(is_open);
        lines.get(..open.unwrap_or(lines.len())).unwrap_or_default()
    }
}

/// All headings and lines of a document in reading order.
fn lines(document: &Document) -> Vec<(Place, &str)> {
    let mut all = Vec::new();
    for (content, section) in document.sections.iter().zip(0..) {
        if content.level > 0 {
            all.push((Place { section, line: 0 }, content.heading.as_str()));
        }
        all.extend(
            content.text.lines().zip(1..).map(|(text, line)| (Place { section, line }, text)),
        );
    }
    all
}

fn text_at(document: &Document, place: Place) -> &str {
    let Some(section) = document.sections.get(place.section as usize) else { return "" };
    match (place.line as usize).checked_sub(1) {
        None => &section.heading,
        Some(line) => section.text.lines().nth(line).unwrap_or_default(),
    }
}

fn remove(document: &mut Document, places: &HashSet<Place>) {
    let mut kept: Vec<Section> = Vec::new();
    for (content, section) in std::mem::take(&mut document.sections).into_iter().zip(0..) {
        let is_kept = |line: u32| !places.contains(&Place { section, line });
        let lines = content.text.lines().zip(1..).filter(|(_, line)| is_kept(*line));
        let text = lines.map(|(text, _)| text).collect::<Vec<_>>().join("\n");
        match kept.last_mut() {
            _ if is_kept(0) && (content.level > 0 || !text.is_empty()) => {
                kept.push(Section { text, ..content });
            }
            _ if text.is_empty() => {}
            // Its heading is gone.
            Some(above) => {
                above.text = [above.text.as_str(), &text].join("\n").trim_start().to_owned();
            }
            None => kept.push(Section { text, ..Section::default() }),
        }
    }
    document.sections = kept;
    if !document.emphasis.is_empty() {
        let texts = document.sections.iter().flat_map(|it| [it.heading.as_str(), it.text.as_str()]);
        let words: HashSet<String> = texts.flat_map(words_of).collect();
        document.emphasis.retain(|it| words_of(&it.text).all(|word| words.contains(&word)));
    }
}

/// Words as they are searched.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    let mut words = Tokenizer::new(text);
    std::iter::from_fn(move || words.next_word().map(|_| words.word().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Emphasis;
    use crate::ingest::collection::TempFile;

    /// A text; `#` begins a heading.
    fn document(title: &str, lines: &[&str]) -> Document {
        let mut sections = vec![Section::default()];
        for line in lines {
            if let Some(heading) = line.strip_prefix("# ") {
                sections.push(Section {
                    level: 2,
                    heading: heading.to_owned(),
                    ..Section::default()
                });
            } else if let Some(last) = sections.last_mut() {
                last.text = [last.text.as_str(), line].join("\n").trim_start().to_owned();
            }
        }
        sections.retain(|section| section.level > 0 || !section.text.is_empty());
        Document { id: title.to_owned(), title: title.to_owned(), sections, ..Document::default() }
    }

    /// What is left of texts that have these titles and lines, with `|` between.
    fn left(documents: &[(&str, &str)]) -> Vec<String> {
        left_of(documents, true)
    }

    fn left_of(documents: &[(&str, &str)], is_bare: bool) -> Vec<String> {
        let of =
            |(title, lines): &(&str, &str)| document(title, &lines.split('|').collect::<Vec<_>>());
        let documents: Vec<Document> = documents.iter().map(of).collect();
        let left = |file| {
            let mut collection = Collection::of(documents.clone(), file);
            let member = Some(Membership { site: 0, is_bare });
            leave_out(&mut collection, &vec![member; documents.len()]);
            let whole = |number| collection.visit(number, Document::clone).expect("it is there");
            (0..documents.len()).map(whole).collect::<Vec<_>>()
        };
        let documents = left(None);
        assert_eq!(documents, left(TempFile::new(0)));
        let shown = |document: &Document| {
            let line = |(place, text): &(Place, &str)| {
                let mark = if place.line == 0 { "# " } else { "" };
                format!("{mark}{text}")
            };
            lines(document).iter().map(line).collect::<Vec<_>>().join("|")
        };
        documents.iter().map(shown).collect()
    }

    const ABOUT: &str = "Der Verein am Fluss gehört zum Verband der Länder und setzt sich seit 1951 \
        für alle ein, die am Wasser leben";
    const TEXT: &str = "Im Frühjahr treiben die Weiden am Fluss aus, und wer früh kommt, sieht die \
        Bienen an den Kätzchen, lange bevor die ersten Wiesen blühen und alle kommen";
    const OTHER: &str = "Erlen stehen mit den Füßen im Wasser und halten mit ihren Wurzeln das Ufer \
        fest, wenn im Winter das Hochwasser kommt und alles mitnimmt, was nicht fest ist";

    #[test]
    fn what_pages_share_at_an_edge() {
        // Two pages, with what is left of them.
        let cases = [
            // A menu, with a paragraph and one that is only alike.
            (
                "Wer wir sind|{about}. In Wien ist er neu|Presse|Kontakt|{text}",
                "{text}",
                "Wer wir sind|{about}. In Bonn gibt es ihn lange|Presse|Kontakt|{other}",
                "{other}",
            ),
            // With an entry that only one has.
            (
                "Start|Themen|Wien|Presse|Kontakt|{text}",
                "{text}",
                "Start|Themen|Presse|Kontakt|{other}",
                "{other}",
            ),
            // At the bottom, with its heading.
            (
                "{text}|# Mehr|Presse|Kontakt|Impressum",
                "{text}",
                "{other}|# Mehr|Presse|Kontakt|Impressum",
                "{other}",
            ),
            // Two lines are too few.
            (
                "Presse|Kontakt|{text}",
                "Presse|Kontakt|{text}",
                "Presse|Kontakt|{other}",
                "Presse|Kontakt|{other}",
            ),
            // In the middle.
            (
                "{text}|Start|Presse|Kontakt|{other}",
                "{text}|Start|Presse|Kontakt|{other}",
                "{other}|Start|Presse|Kontakt|{text}",
                "{other}|Start|Presse|Kontakt|{text}",
            ),
            // Headings with texts of their own.
            (
                "# Zutaten|Mehl|# Dauer|Kurz|# Zubereitung|Rühren",
                "# Zutaten|Mehl|# Dauer|Kurz|# Zubereitung|Rühren",
                "# Zutaten|Salz|# Dauer|Lang|# Zubereitung|Kneten",
                "# Zutaten|Salz|# Dauer|Lang|# Zubereitung|Kneten",
            ),
            // At both edges.
            (
                "Start|Presse|Kontakt|{text}|Nur hier|Impressum|Datenschutz|Sitemap",
                "{text}|Nur hier",
                "Start|Presse|Kontakt|{other}|Impressum|Datenschutz|Sitemap",
                "{other}",
            ),
            // Two that are nearly the same.
            (
                "Start|Presse|{text}|{other}|Kontakt|Ulm",
                "Start|Presse|{text}|{other}|Kontakt|Ulm",
                "Start|Presse|{text}|{other}|Kontakt|Bonn",
                "Start|Presse|{text}|{other}|Kontakt|Bonn",
            ),
        ];
        let filled = |text: &str| {
            text.replace("{about}", ABOUT).replace("{text}", TEXT).replace("{other}", OTHER)
        };
        for (first, of_first, second, of_second) in cases {
            let [first, of_first, second, of_second] =
                [first, of_first, second, of_second].map(filled);
            assert_eq!(
                left(&[("Weiden", &first), ("Erlen", &second)]),
                [of_first, of_second],
                "{first}"
            );
        }
    }

    #[test]
    fn facts_that_articles_share_by_chance_stay() {
        let pages = |of: &dyn Fn(usize) -> String| -> Vec<(String, String)> {
            (0..30)
                .map(|at| (format!("Seite {}", ["A", "B", "C"][at % 3].repeat(at + 1)), of(at)))
                .collect()
        };
        let fact = |at: usize, what: &str| format!("{what} {}", at % 3);
        let own = |at: usize| format!("{TEXT} {at}.|{OTHER} {at}.|Nummer {at} endet hier so.");
        let facts = |at: usize| {
            let facts =
                [fact(at, "Ort"), fact(at / 3, "Art"), fact(at / 9, "Dauer"), fact(at / 5, "Lohn")];
            facts.join("|")
        };
        // Eight of thirty in an order of its own.
        let takes = |at: usize| {
            let mut all: Vec<String> = (0..30).map(|it| format!("Zutat {it}")).collect();
            let mut seed = 1_u64 << at;
            let mut next = |most: usize| {
                seed = seed
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                (seed >> 33) as usize % most
            };
            (0..8).map(|_| all.remove(next(all.len()))).collect::<Vec<_>>().join("|")
        };
        // Facts below the title, a list at the end, with a heading and without, few lines of few pages.
        let cases: [(bool, &dyn Fn(usize) -> String); 5] = [
            (false, &|at| format!("{}|{}", facts(at), own(at))),
            (false, &|at| format!("{}|# Zutaten|{}", own(at), takes(at))),
            (true, &|at| format!("{}|{}", own(at), takes(at))),
            (false, &|at| format!("# Zutaten|Salz|Öl|Mehl|Ei|Lauch {at}|# Tun|{}", own(at))),
            (true, &|at| {
                if at < 3 { format!("{}|Saal am Ufer|Ring 3|Bonn", own(at)) } else { own(at) }
            }),
        ];
        for (is_bare, of) in cases {
            let pages = pages(of);
            let pages: Vec<_> =
                pages.iter().map(|(title, text)| (title.as_str(), text.as_str())).collect();
            for ((title, text), left) in pages.iter().zip(left_of(&pages, is_bare)) {
                assert_eq!(left, *text, "{title}, {is_bare}");
            }
        }
    }

    #[test]
    fn what_pages_share_stays_where_it_is_the_topic() {
        let foot = "# Fähre am Fluss|Steg 3|Täglich von acht bis sechs|Ruf 1234";
        let pages = [
            ("Weiden", format!("{TEXT}|{foot}")),
            ("Erlen", format!("{OTHER}|{foot}")),
            ("Fähre am Fluss", format!("{ABOUT}|{foot}")),
        ];
        let pages: Vec<_> = pages.iter().map(|(title, text)| (*title, text.as_str())).collect();
        assert_eq!(left(&pages), [TEXT.into(), OTHER.into(), format!("{ABOUT}|{foot}")]);
    }

    #[test]
    fn what_is_left_out_is_not_emphasised() {
        let emphasis = |text: &str| Emphasis { text: text.into(), weight: 3 };
        let mut page = document("Weiden", &["Presse", "Im Frühjahr,", "treiben sie aus"]);
        page.emphasis =
            vec![emphasis("Presse"), emphasis("treiben sie"), emphasis("Frühjahr treiben")];
        remove(&mut page, &HashSet::from([Place { section: 0, line: 1 }]));
        assert_eq!(page.emphasis, [emphasis("treiben sie"), emphasis("Frühjahr treiben")]);
    }

    #[test]
    fn versions_of_a_page_are_none_of_another() {
        let lines = format!("Start|Presse|Kontakt|{TEXT}|{OTHER}");
        let changed = format!("Start|Presse|Kontakt|{TEXT}|Neu.|{OTHER}");
        let documents = [("Fluss 1.0", lines.as_str()), ("Fluss 2.0", changed.as_str())];
        assert_eq!(left(&documents), [lines.clone(), changed.clone()]);
    }

    #[test]
    fn a_line_that_most_pages_have() {
        let page = |at: usize, shared: &str| format!("{shared}|{TEXT} {at}.|Nummer {at} endet so.");
        let titles: Vec<String> =
            ["Ulme", "Erle", "Weide", "Esche", "Linde"].map(str::to_owned).into();
        let of = |shared: &dyn Fn(usize) -> &'static str| -> Vec<String> {
            let pages: Vec<String> = (0..5).map(|at| page(at, shared(at))).collect();
            let documents: Vec<_> = titles
                .iter()
                .zip(&pages)
                .map(|(title, page)| (title.as_str(), page.as_str()))
                .collect();
            left(&documents)
        };
        let all = of(&|_| "Ein Dienst des Vereins am Fluss, der die Ufer pflegt und hegt");
        assert!(all.iter().all(|left| left.starts_with("Im Frühjahr")), "{all:?}");
        let three =
            of(&|at| if at < 3 { "Dank gilt allen, die am Ufer geholfen haben" } else { "Nichts" });
        assert!(three[..3].iter().all(|left| left.starts_with("Dank gilt")), "{three:?}");
    }
}
