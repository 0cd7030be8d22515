//! The date of publishing where readers see it: a `<time>`, or an element that is
//! named for it (`class="post-date"`).
//!
//! A page shows many dates: of events, of comments, of the articles that it leads to.
//! One that is marked as that of publishing is believed; else only if all that may
//! be it agree.

use ego_tree::NodeId;
use scraper::ElementRef;
use scraper::node::Element;

use super::body::heading_level;
use super::meta::text_of;
use super::microdata;
use crate::ingest::{clean, dates, text};

/// Parts of names of elements that hold a date of publishing.
const DATED: [&str; 6] = ["date", "datum", "published", "pubdate", "posted", "dateline"];

/// Parts of names of elements that hold another one, and of what surrounds them.
const OTHERWISE: [&str; 22] = [
    "breadcrumb",
    "card",
    "comment",
    "comments",
    "datemodified",
    "footer",
    "kommentar",
    "kommentare",
    "list",
    "masthead",
    "modified",
    "related",
    "sidebar",
    "teaser",
    "teasers",
    "topbar",
    "updated",
    "widget",
    "calendar",
    "kalender",
    "archive",
    "archiv",
];

/// Parts of names of what is about an event.
const OF_EVENTS: [&str; 13] = [
    "countdown",
    "datepicker",
    "end",
    "enddate",
    "event",
    "events",
    "picker",
    "start",
    "startdate",
    "termin",
    "termine",
    "upcoming",
    "vevent",
];

/// Elements whose dates are not that of the page.
const ELSEWHERE: [&str; 7] = ["nav", "aside", "footer", "li", "td", "th", "dd"];

/// Elements that may show a date. A page with more of them shows those of others.
const MOST: usize = 50;

/// Elements that are marked as the date of publishing and looked at. All but the first are those of
/// comments and other articles, and what each belongs to is looked through for what it is.
const MOST_MARKED: usize = 100;

/// Characters beside a date in the line that is said to hold it.
const CAPTION_CHARS: usize = 60;

/// The dates that a page shows.
#[derive(Default)]
pub(super) struct Dates {
    /// The first that is marked as the date of publishing.
    marked: Option<String>,
    /// The thing that it is a property of, with its type.
    item: Option<(NodeId, String)>,
    /// Others of such things are marked, too.
    differ_in_items: bool,
    /// The first that is marked so below the heading of a part.
    marked_in_part: Option<String>,
    /// Others are, too.
    differ_in_parts: bool,
    /// The first that may be it.
    shown: Option<String>,
    /// The class of its element.
    class: Option<String>,
    /// Others may be it, too.
    differ: bool,
    /// Those of events, and of changes.
    of_events: Vec<String>,
    /// Whether the last heading is one of a part.
    is_below_part: bool,
    /// Whether a heading stood above.
    is_below_heading: bool,
    /// Elements that were looked at.
    seen: usize,
    /// Marked ones that were looked at.
    seen_marked: usize,
}

impl Dates {
    /// Looks at an element of a page with this title.
    pub(super) fn take(&mut self, element: ElementRef<'_>, title: &str) {
        let value = element.value();
        if let Some(level) = heading_level(value.name()) {
            let heading = clean::line(&text_of(element));
            self.is_below_part = level > 1 && !title.contains(&heading);
            self.is_below_heading = true;
            return;
        }
        let is_time = value.name() == "time";
        let marked = value.attr("itemprop") == Some("datePublished")
            || is_time && (value.attr("pubdate").is_some() || is_named(value, &["published"]));
        if !marked && !is_time && !is_named(value, &DATED) {
            return;
        }
        self.seen_marked += usize::from(marked);
        if marked && self.seen_marked > MOST_MARKED {
            return;
        }
        let stated =
            value.attr("datetime").or_else(|| value.attr("content")).and_then(dates::published);
        if marked {
            let date = || stated.or_else(|| text::published(&clean::line(&text_of(element))));
            if !is_of_others(element)
                && microdata::is_of_page(element)
                && let Some(date) = date()
            {
                self.mark(date, microdata::item(element));
            }
            return;
        }
        self.seen += 1;
        self.differ |= self.seen > MOST;
        if self.differ {
            return;
        }
        let is_of_change = is_named(value, &["datemodified", "modified", "updated"]);
        if is_of_change || is_within(element, |above| is_named(above.value(), &OF_EVENTS)) {
            let own = || text::published(&clean::line(&text_of(element)));
            self.of_events.extend(stated.or_else(own));
        } else if !is_elsewhere(element) && (self.is_below_heading || !is_today(element)) {
            let class = || value.attr("class").map(str::to_owned);
            // One of the same kind is not that of the page either: this is a list.
            let is_alike = self.shown.is_some() && self.class.is_some() && self.class == class();
            let is_in_part = self.is_below_part && !is_alike;
            if let Some(date) = shown(element, stated, is_in_part) {
                self.differ |= self.shown.as_ref().is_some_and(|first| *first != date);
                if self.shown.is_none() {
                    (self.shown, self.class) = (Some(date), class());
                }
            }
        }
    }

    /// One below the headline is that of the page. Those below headings of parts may be of other
    /// articles, unless they agree, and so may those of several things of the same kind.
    fn mark(&mut self, date: String, item: Option<(NodeId, &str)>) {
        if !self.is_below_part {
            let is_beside = |(id, kind): &(NodeId, String)| {
                item.is_some_and(|(other, of)| other != *id && of == kind)
            };
            self.differ_in_items |= self.item.as_ref().is_some_and(is_beside)
                && self.marked.as_ref().is_some_and(|first| *first != date);
            if self.marked.is_none() {
                self.marked = Some(date);
                self.item = item.map(|(id, kind)| (id, kind.to_owned()));
            }
            return;
        }
        self.differ_in_parts |= self.marked_in_part.as_ref().is_some_and(|first| *first != date);
        self.marked_in_part.get_or_insert(date);
    }

    /// Those that are said to be of events.
    pub(super) fn of_events(&self) -> &[String] {
        &self.of_events
    }

    /// The date of publishing, if it is clear.
    pub(super) fn published(self) -> Option<String> {
        let marked = self.marked.filter(|_| !self.differ_in_items);
        let in_part = self.marked_in_part.filter(|_| !self.differ_in_parts);
        marked.or(in_part).or(self.shown.filter(|_| !self.differ))
    }
}

/// The date of an element that holds little else, nor does the line it stands in. Below the heading
/// of a part, the line says itself that it is that of publishing.
fn shown(element: ElementRef<'_>, stated: Option<String>, is_below_part: bool) -> Option<String> {
    let own = clean::line(&text_of(element));
    let date =
        stated.filter(|_| element.value().name() == "time").or_else(|| text::published(&own))?;
    let line = element.ancestors().filter_map(ElementRef::wrap).find(|above| {
        !matches!(
            above.value().name(),
            "a" | "b" | "em" | "i" | "small" | "span" | "strong" | "time"
        )
    })?;
    // One that holds lines is none.
    let is_line = !line.descendants().skip(1).filter_map(ElementRef::wrap).any(is_block);
    // Of one that is too long no more is read.
    let length = if is_line { own.len() + 4 * CAPTION_CHARS } else { 0 };
    let text: String = line.text().flat_map(str::chars).take(length).collect();
    let text = clean::line(&text);
    let (before, after) = text.split_once(&own).unwrap_or((&text, ""));
    let is_short = before.chars().count() + after.chars().count() <= CAPTION_CHARS;
    let is_caption = || {
        names_author(line)
            || text::is_caption(before, after)
                && (!is_below_part || text::says_published(&text) || is_named(line.value(), &DATED))
    };
    (is_short && is_caption()).then_some(date)
}

/// Whether a line tells of the article by what it calls itself, or who wrote it.
fn names_author(line: ElementRef<'_>) -> bool {
    let mut within = line.descendants().filter_map(ElementRef::wrap);
    is_named(line.value(), &["meta"])
        || within.any(|element| {
            let value = element.value();
            value.attr("rel") == Some("author") || is_named(value, &["author", "autor", "byline"])
        })
}

fn is_block(element: ElementRef<'_>) -> bool {
    matches!(
        element.value().name(),
        "article" | "div" | "h1" | "h2" | "h3" | "header" | "p" | "section" | "table" | "ul"
    )
}

fn is_elsewhere(element: ElementRef<'_>) -> bool {
    is_within(element, |above| {
        ELSEWHERE.contains(&above.value().name())
            || !matches!(above.value().name(), "html" | "body" | "main")
                && is_named(above.value(), &OTHERWISE)
    }) || is_of_others(element)
}

/// Whether this is what day it is, as sites say at their top.
fn is_today(element: ElementRef<'_>) -> bool {
    text::has_weekday(&text_of(element))
        && !is_within(element, |above| {
            matches!(above.value().name(), "article" | "main") || is_named(above.value(), &["main"])
        })
}

/// Whether an element belongs to a comment, or to another article.
fn is_of_others(element: ElementRef<'_>) -> bool {
    is_within(element, |above| {
        let value = above.value();
        let class = value.attr("class").into_iter().chain(value.attr("id"));
        let mut names = class.flat_map(str::split_whitespace);
        value.name() == "nav"
            || value.name() == "aside" && is_list(above)
            || value.name() == "article" && is_one_of_many(above)
            || microdata::is_of_reader(above)
            || value.name() != "body" && names.any(is_of_comments)
    })
}

/// Whether what stands beside an article tells of others, and not of the article alone.
fn is_list(aside: ElementRef<'_>) -> bool {
    let mut within = aside.descendants().filter_map(ElementRef::wrap);
    within.any(|it| matches!(it.value().name(), "li" | "h2" | "h3" | "h4"))
}

/// `comment`, `commentlist`, but not `has-comments`.
fn is_of_comments(name: &str) -> bool {
    ["comment", "kommentar"].iter().any(|start| name.starts_with(start))
}

fn is_within(element: ElementRef<'_>, wanted: impl Fn(ElementRef<'_>) -> bool) -> bool {
    let above = element.ancestors().filter_map(ElementRef::wrap);
    std::iter::once(element).chain(above).any(wanted)
}

/// An article among others without a headline of the page is one that the page leads to.
fn is_one_of_many(article: ElementRef<'_>) -> bool {
    let is = |node: ElementRef<'_>, name| node.value().name() == name;
    let mut beside =
        article.next_siblings().chain(article.prev_siblings()).filter_map(ElementRef::wrap);
    let mut within = article.descendants().filter_map(ElementRef::wrap);
    beside.any(|other| is(other, "article")) && !within.any(|below| is(below, "h1"))
}

/// Whether a word of the element's class, id or property is one of these.
fn is_named(element: &Element, words: &[&str]) -> bool {
    let names = ["class", "id", "itemprop"].into_iter().filter_map(|name| element.attr(name));
    let mut parts = names.flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
    parts.any(|part| words.iter().any(|word| word.eq_ignore_ascii_case(part)))
}

#[cfg(test)]
mod tests {
    use crate::ingest::html::{PageRules, Syntax, read};

    #[test]
    fn many_dates_of_others_cost_little() {
        let date = "<p><time itemprop=datePublished datetime=2020-01-01>x</time>".repeat(20_000);
        for (around, expect) in [
            ("<article>{}</article>", None),
            ("<aside>{}<li></aside>", None),
            ("<p>{}", Some("2020-01-01")),
        ] {
            let page = format!("<article>Engelwurz</article>{}", around.replace("{}", &date));
            let article = read(&page, Syntax::Html, &PageRules::default());
            assert_eq!(article.date.as_deref(), expect, "{around}");
        }
    }

    #[test]
    fn dates_that_readers_see() {
        let text = "<p>Der Rat hat in seiner Sitzung beschlossen, die Beratung zu öffnen.</p>";
        let time = "<time datetime=2024-07-02>2. Juli 2024</time>";
        let other = "<time datetime=2020-01-01>1. Januar 2020</time>";
        let marked = "<meta itemprop=datePublished content=2024-07-02>";
        let item = |kind: &str, date: &str| {
            format!(
                "<div itemscope itemtype='http://schema.org/{kind}'>\
                 <meta itemprop=datePublished content={date}></div>"
            )
        };
        let event = r#"{"@type": "MusicEvent", "startDate": "2024-07-02"}"#;
        let cases = [
            (format!("<h1>A</h1><p>{time}</p>{text}"), true),
            (format!("<h1>A</h1><div>Von Anna Beispiel | {time}</div>{text}"), true),
            (format!("<h1>A</h1><p>Von Anna Beispiel {time}</p>{text}"), true),
            (format!("<h1>A</h1><span class=post-date>2. Juli 2024</span>{text}"), true),
            (format!("<h1>A</h1><div class='entry-date'>Stand: 02.07.2024</div>{text}"), true),
            (
                format!("<h1>A</h1><span itemprop=datePublished content=2024-07-02></span>{text}"),
                true,
            ),
            (format!("<h1>A</h1>{time}<aside>{other}</aside><ul><li>{other}</ul>"), true),
            (format!("<h1>A</h1>{time}<section class='comments'>{other}</section>"), true),
            (
                format!(
                    "<time class='entry-date published' datetime=2024-07-02></time>\
                         <time class=updated datetime=2020-01-01></time>{text}"
                ),
                true,
            ),
            (
                format!("<article><h1>A</h1>{time}</article><article><h2>B</h2>{other}</article>"),
                true,
            ),
            (format!("<h1>A</h1><p>Veröffentlicht am {time} von <a>admin</a></p>{text}"), true),
            (format!("<h1>A</h1><p>{time} · Anna Beispiel · 3 Minuten Lesezeit</p>{text}"), true),
            (format!("<h1>A</h1><p>Posted by Anna on {time}</p>{text}"), true),
            (
                format!("<h1>A</h1><p class=date>Erstellt von Fabian am 2. Juli 2024</p>{text}"),
                true,
            ),
            (format!("<h1>A</h1><div><b class=author>Anna</b> {time}</div>{text}"), true),
            (format!("<h1>A</h1><div class=post-meta>Recht {time}</div>{text}"), true),
            (format!("<h1>A</h1><div>Bewerbungsschluss: {time}</div>{text}"), false),
            (format!("<h1>A</h1><div class=info>Gestorben: {time}</div>{text}"), false),
            (format!("<h1>A</h1><div>Nächste Sitzung {time}</div>{text}"), false),
            (
                format!("<script type=application/ld+json>{event}</script><h1>A</h1>{time}{text}"),
                false,
            ),
            (
                format!(
                    "<script type=application/ld+json>[{event}, {{\"@type\": \"NewsArticle\"}}]</script><h1>A</h1>{time}{text}"
                ),
                true,
            ),
            (format!("<meta name=date content=1970-01-01><h1>A</h1>{time}{text}"), true),
            (format!("<title>A</title><h1>S</h1><h2>A</h2><p>{time}</p>{text}"), true),
            (format!("<h1>A</h1>{text}<h2>B</h2>{text}<p>Veröffentlicht am {time}</p>"), true),
            (
                format!(
                    "<h1>A</h1><dl><dd><time class=published datetime=2024-07-02></time></dl>{text}"
                ),
                true,
            ),
            // Of something else, or of one among many.
            (format!("<h1>A</h1>{text}<h2>Frist</h2><p>{time}</p>"), false),
            (
                format!(
                    "<h1>A</h1>{text}<aside><h3>B</h3><time class=published datetime=2024-07-02></time></aside>"
                ),
                false,
            ),
            (
                format!(
                    "<h1>A</h1><aside>Recht <time itemprop=datePublished datetime=2024-07-02></time></aside>{text}"
                ),
                true,
            ),
            (
                format!(
                    "<h1>A</h1>{text}<ol class=commentlist><li><time class=published datetime=2024-07-02></time></ol>"
                ),
                false,
            ),
            (
                format!(
                    "<h1>A</h1><div><h2>B</h2><b itemprop=datePublished content=2024-07-02></b></div>\
                     <div><h2>C</h2><b itemprop=datePublished content=2020-01-01></b></div>{text}"
                ),
                false,
            ),
            (format!("<h1>A</h1>{}{text}", item("Recipe", "2024-07-02")), true),
            (format!("<div itemscope itemtype=Review><h1>A</h1>{marked}{text}</div>"), true),
            (
                format!(
                    "<div itemscope itemtype=WebPage><h1>A</h1>{}{marked}{text}</div>",
                    item("Review", "2020-01-01"),
                ),
                true,
            ),
            (format!("<h1>A</h1>{text}{}", item("Review", "2024-07-02")), false),
            (format!("<h1>A</h1>{text}{}", item("UserComments", "2024-07-02")), false),
            (format!("<h1>A</h1>{text}{}", item("Product", "2024-07-02")), false),
            (format!("<h1>A</h1>{text}<p itemscope itemtype=Comment>{time}</p>"), false),
            (
                format!(
                    "<h1>A</h1>{}{}{text}",
                    item("Article", "2024-07-02"),
                    item("Article", "2020-01-01"),
                ),
                false,
            ),
            (
                format!("<h1>A</h1>{marked}<meta itemprop=datePublished content=2020-01-01>{text}"),
                false,
            ),
            (format!("<h1>A</h1>{marked}{marked}{text}"), true),
            (
                format!(
                    "<h1>A</h1><div itemprop=hasPart itemscope itemtype=Article>{marked}</div>{text}"
                ),
                false,
            ),
            (format!("<h1>A</h1><p>Dienstag, {time}, 19 Uhr</p>{text}"), false),
            (format!("<h1>A</h1><p>Die Sitzung am {time} beginnt um 9 Uhr.</p>"), false),
            (format!("<h1>A</h1><p>{time}</p><p>{other}</p>{text}"), false),
            (format!("<h1>A</h1><div class=event-date>2. Juli 2024</div>{text}"), false),
            (format!("<article>{time}</article><article>{time}</article>"), false),
            (format!("<h1>A</h1><div class=date>bis 2. Juli 2024</div>{text}"), false),
            (format!("<h1>A</h1><table><tr><td>{time}</table>"), false),
            (format!("<h1>A</h1><p class=updated>{time}</p>"), false),
            (
                format!("<h1>A</h1><time itemprop=dateModified datetime=2024-07-02>x</time>{text}"),
                false,
            ),
            (
                format!(
                    "<h1>A</h1><div><b class=date>2.7.2024</b><h2>B</h2>{text}</div>\
                     <div><b class=date>1.1.2020</b><h2>C</h2>{text}</div>"
                ),
                false,
            ),
            (format!("<div id=datum>Dienstag, 2. Juli 2024</div><h1>A</h1>{text}"), false),
            (
                format!("<main><p class=date>Dienstag, 2. Juli 2024</p><h1>A</h1>{text}</main>"),
                true,
            ),
        ];
        for (page, is_told) in cases {
            let expect = is_told.then_some("2024-07-02");
            assert_eq!(
                read(&page, Syntax::Html, &PageRules::default()).date.as_deref(),
                expect,
                "{page}"
            );
        }
    }
}
