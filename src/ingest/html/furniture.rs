//! How what surrounds an article calls itself: by the names that pages give to their parts, and
//! by the headings above them.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::body::heading_level;
use crate::ingest::clean;

/// What an element says that it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Hint {
    /// By others, or for those who use the page: comments, a dialog about cookies, a menu.
    Foreign,
    /// No part of the article, unless the article is within it.
    Furniture,
    /// None where it stands below the article: who wrote it, when and under which heading.
    Below,
    /// None unless it stands among paragraphs: a box beside the text, or an inset of it.
    Beside,
}

/// By an element's name and role, its class and id.
pub(super) fn hint(node: NodeRef<'_, Node>, element: &Element) -> Option<Hint> {
    match element.name() {
        "html" | "body" | "main" | "thead" | "tbody" => return None,
        name if is_heading(name) => return None,
        "header" => return hint_of_header(node),
        // It says who is quoted, or what is shown.
        "footer" if is_within(node, &["blockquote", "figure"]) => return None,
        "nav" | "footer" | "menu" | "dialog" => return Some(Hint::Foreign),
        // Some frameworks put the whole page into one form.
        "form" if !holds(node, &["main", "article", "h1"]) => return Some(Hint::Foreign),
        // In books, notes stand in such.
        "aside" if element.attr("epub:type").is_some_and(|it| it.contains("note")) => return None,
        "aside" => return Some(Hint::Beside),
        _ => {}
    }
    match element.attr("role").unwrap_or_default() {
        "main" => return None,
        "navigation" | "banner" | "contentinfo" | "search" | "menu" | "menubar" | "dialog"
        | "alertdialog" | "toolbar" | "tablist" | "tooltip" => return Some(Hint::Furniture),
        "complementary" => return Some(Hint::Beside),
        _ => {}
    }
    if element.attr("data-nosnippet").is_some() || element.attr("aria-modal") == Some("true") {
        return Some(Hint::Furniture);
    }
    let made_up = Some(element.name()).filter(|name| name.contains('-'));
    let classes = element.attr("class").into_iter().flat_map(str::split_whitespace);
    let by_name = made_up.into_iter().chain(classes).filter_map(hint_of_name).min();
    let by_id = element.attr("id").and_then(|id| hint_of_id(node, id));
    by_name.into_iter().chain(by_id).min()
}

/// An article's own header holds its headline or its lead, that of a part nothing but its heading,
/// and that of a site may hold the page's.
fn hint_of_header(node: NodeRef<'_, Node>) -> Option<Hint> {
    let is_headed = holds(node, &["h1", "h2", "h3", "h4", "h5", "h6"]);
    if is_within(node, &["main", "article"]) {
        return (!is_headed).then_some(Hint::Furniture);
    }
    match is_headed {
        true if !holds(node, &["a", "img", "nav"]) => None,
        true if holds(node, &["h1"]) && !holds(node, &["nav", "form"]) => Some(Hint::Furniture),
        _ => Some(Hint::Foreign),
    }
}

/// Whether an element says that it is the main part of the page.
pub(super) fn is_main(element: &Element) -> bool {
    element.name() == "main" || element.attr("role") == Some("main")
}

pub(super) fn is_heading(name: &str) -> bool {
    heading_level(name).is_some()
}

/// Generators of documentation make ids of headings, which may be called `#comments`.
fn hint_of_id(node: NodeRef<'_, Node>, id: &str) -> Option<Hint> {
    let hint = hint_of_name(id)?;
    let is_heading = |node: &NodeRef<'_, Node>| {
        node.value().as_element().is_some_and(|element| is_heading(element.name()))
    };
    let is_made_of = |heading: NodeRef<'_, Node>| {
        let texts = heading.descendants().filter_map(|node| node.value().as_text());
        clean::letters(&texts.map(|text| &**text).collect::<String>()) == clean::letters(id)
    };
    // Nor is what is listed furniture, whatever its name: terms, functions of a library.
    let is_entry = id.contains('.')
        || node.value().as_element().is_some_and(|it| matches!(it.name(), "dt" | "dd" | "tr"));
    let is_slug = id.split(['-', '_']).count() > 2;
    (!is_entry && !is_slug && !node.descendants().find(is_heading).is_some_and(is_made_of))
        .then_some(hint)
}

/// Beginnings of names that say what a text is about, or what a script does with it.
const NO_PARTS: &[&str] = &["category-", "js-", "tag-"];

/// Within a name, these say all.
const SAYINGS: &[&str] = &[
    "news-letter",
    "nicht-drucken",
    "no-print",
    "noprint",
    "print-none",
    "print:hidden",
    "related",
];

/// Parts of names beside which the others say nothing: `no-sidebar`,
/// `has-comments`.
const SAY_NOTHING: &[&str] =
    &["body", "enabled", "has", "layout", "no", "page", "with", "without", "wrap", "wrapper"];

/// Beginnings of parts of names.
const FOREIGN: &[&str] =
    &["comment", "consent", "cookie", "disqus", "dsgvo", "gdpr", "kommentar", "respond"];

/// Beginnings of parts of names.
const FURNITURE: &[&str] = &[
    "addthis",
    "addtoany",
    "adspace",
    "advert",
    "authorbox",
    "authorinfo",
    "autorenbox",
    "bookmark",
    "breadcrumb",
    "brotkrume",
    "crosssell",
    "donat",
    "empfehl",
    "feedback",
    "flattr",
    "flyout",
    "footer",
    "fusszeile",
    "gallerynav",
    "jumplink",
    "kommentieren",
    "lightbox",
    "login",
    "meistgelesen",
    "modal",
    "navbar",
    "navi",
    "newsletter",
    "nextread",
    "nocontent",
    "noprint",
    "outbrain",
    "paginat",
    "paywall",
    "popup",
    "prevnext",
    "promo",
    "relatedarticle",
    "relatedposts",
    "schlagwort",
    "schlagwör",
    "share",
    "shariff",
    "sharing",
    "similar",
    "skiplink",
    "sociable",
    "social",
    "spende",
    "sponsored",
    "sponsoren",
    "subnav",
    "taboola",
    "teaser",
];

/// Ends of parts of names.
const FURNITURE_ENDS: &[&str] = &["footer", "menu", "nav", "navigation", "teaser"];

/// Whole parts of names.
const FURNITURE_PARTS: &[&str] = &[
    "abo",
    "ad",
    "ads",
    "banner",
    "copyright",
    "crp",
    "fb",
    "foot",
    "impressum",
    "like",
    "likes",
    "menue",
    "menü",
    "nav2",
    "navheader",
    "pager",
    "paging",
    "popular",
    "print",
    "quicklinks",
    "rating",
    "recent",
    "recommendations",
    "recommended",
    "related",
    "searchbox",
    "searchform",
    "sitemap",
    "tagcloud",
    "tags",
    "teilen",
    "toolbar",
    "topics",
    "voting",
    "werbeblock",
    "werbung",
    "yarpp",
];

/// Whole parts of names.
const BELOW_PARTS: &[&str] = &[
    "author",
    "authors",
    "autor",
    "autoren",
    "autorin",
    "bio",
    "meta",
    "metadata",
    "postmeta",
    "postmetadata",
];

/// Whole parts of names.
const BESIDE_PARTS: &[&str] = &[
    "aside",
    "bar",
    "contactbox",
    "leftcol",
    "leftcolumn",
    "marginal",
    "marginalspalte",
    "portlet",
    "randspalte",
    "rightcol",
    "rightcolumn",
    "seitenleiste",
    "sticky",
    "widget",
    "widgets",
];

fn hint_of_name(name: &str) -> Option<Hint> {
    let name = name.to_lowercase();
    if NO_PARTS.iter().any(|start| name.starts_with(start)) {
        return None;
    }
    if SAYINGS.iter().any(|saying| name.contains(saying)) {
        return Some(Hint::Furniture);
    }
    // `print:text-sm`, `lg:sticky`: how it looks there.
    if name.contains(':') {
        return None;
    }
    // `block__element--modifier`: a modifier says how it looks.
    let name = match name.split_once("--") {
        Some((name, _)) if name.contains("__") => name,
        _ => &name,
    };
    let parts = || name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let any_is = |of: &[&str]| parts().any(|part| of.contains(&part));
    let any_begins = |of: &[&str]| parts().any(|part| of.iter().any(|it| part.starts_with(it)));
    let any_ends = |of: &[&str]| parts().any(|part| of.iter().any(|it| part.ends_with(it)));
    if any_is(SAY_NOTHING) {
        None
    } else if any_begins(FOREIGN) || any_ends(&["comments"]) {
        Some(Hint::Foreign)
    } else if any_begins(FURNITURE) || any_ends(FURNITURE_ENDS) || any_is(FURNITURE_PARTS) {
        Some(Hint::Furniture)
    } else if any_is(BELOW_PARTS) {
        Some(Hint::Below)
    } else {
        (any_is(BESIDE_PARTS) || any_begins(&["sidebar"])).then_some(Hint::Beside)
    }
}

/// Beginnings of headings above what is no part of the article. Those of one word are whole headings,
/// but for one more word.
const HEADINGS: &[&str] = &[
    "abonnieren",
    "about the author",
    "aktuelle beiträge",
    "aktuelle meldungen",
    "alle artikel",
    "alle beiträge",
    "antworten auf",
    "artikel teilen",
    "auch auf",
    "auch interessant",
    "auch lesen",
    "auch spannend",
    "beitrag teilen",
    "beliebte",
    "beliebteste",
    "bisherige kommentare",
    "bleiben sie",
    "comments",
    "das interessiert",
    "das könnte",
    "dein kommentar",
    "die meistgelesenen",
    "die neuesten",
    "diese seite",
    "diese themen",
    "diesen artikel",
    "diesen beitrag",
    "diskussion",
    "folge uns",
    "folgen sie uns",
    "follow us",
    "gedanken zu",
    "gefällt mir",
    "hat ihnen dieser",
    "ihre meinung",
    "jetzt spenden",
    "jetzt teilen",
    "keine kommentare",
    "kommentar",
    "kommentare",
    "kommentieren",
    "kunden kauften",
    "latest",
    "leave a",
    "lesen sie auch",
    "lesen sie hier",
    "lesen sie mehr",
    "letzte beiträge",
    "mehr auf",
    "mehr aus",
    "mehr lesen",
    "mehr von",
    "mehr zu",
    "mehr zum thema",
    "mehr zur",
    "meist gelesen",
    "meistgelesen",
    "more from",
    "more on",
    "most read",
    "neueste",
    "neuesten",
    "newsletter",
    "no comments",
    "noch mehr",
    "nächste beiträge",
    "nächster",
    "passend zum",
    "passende artikel",
    "read more",
    "recent posts",
    "related articles",
    "related content",
    "related news",
    "related posts",
    "related stories",
    "schlagworte",
    "schlagwörter",
    "schon gelesen",
    "schreibe einen",
    "schreiben sie einen",
    "share",
    "sharing",
    "spenden",
    "sponsored",
    "sponsoren",
    "tags",
    "teile diesen",
    "teilen",
    "themen in diesem",
    "top themen",
    "unsere empfehlung",
    "unterstütze",
    "verwandte",
    "verwandter",
    "verwandtes",
    "vorheriger",
    "weitere artikel",
    "weitere beiträge",
    "weitere inhalte",
    "weitere meldungen",
    "weitere nachrichten",
    "weitere news",
    "weitere storys",
    "weitere themen",
    "weitere veranstaltungen",
    "weitere videos",
    "weiterlesen",
    "you might also",
    "zum weiterlesen",
    "ähnliche",
    "ähnlicher",
    "über den autor",
    "über die autor",
];

/// Beginnings of links that lead away from the article.
const LEADS: &[&str] = &[
    "back to",
    "hier geht",
    "lesen sie",
    "mehr informationen",
    "mehr infos",
    "nach oben",
    "read more",
    "weitere informationen",
    "weiterlesen",
    "zu allen",
    "zum seitenanfang",
    "zurück",
];

/// What a short text says of what follows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Heading {
    /// No part of the article.
    Furniture,
    /// None if it is links: "Weitere …".
    Vague,
}

/// What a short text says of what follows it, if it says so; `is_link` if it is one itself.
pub(super) fn heading(text: &str, is_link: bool) -> Option<Heading> {
    let text = text.trim().trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    let begins = |start: &str| {
        let rest = text.strip_prefix(start)?;
        (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
    };
    let says = |start: &&str| match begins(start) {
        Some(rest) => start.contains(' ') || rest.split_whitespace().count() <= 1,
        None => false,
    };
    let is_advertisement = matches!(
        text.trim_end_matches(|c: char| !c.is_alphabetic()),
        "anzeige" | "werbung" | "advertisement"
    );
    if is_link && LEADS.iter().any(|start| begins(start).is_some()) || is_advertisement {
        return Some(Heading::Furniture);
    }
    if HEADINGS.iter().any(says) {
        return Some(Heading::Furniture);
    }
    text.starts_with("weitere ").then_some(Heading::Vague)
}

/// Whether a list of links is what there is to read: a table of contents, an index. One that leads
/// nowhere but down the page only repeats its headings.
pub(super) fn is_directory(node: NodeRef<'_, Node>, element: &Element) -> bool {
    let mut names = element.attr("class").into_iter().flat_map(str::split_whitespace);
    let elements = || node.descendants().filter_map(|below| below.value().as_element());
    let mut links = elements().filter_map(|below| below.attr("href")).peekable();
    names.any(|name| matches!(name, "toc" | "index" | "indexdiv" | "glossary"))
        && (links.peek().is_none() || links.any(|href| !href.starts_with('#')))
}

/// Whether an element says what is seen in a picture.
pub(super) fn is_caption(element: &Element) -> bool {
    let is_picture = |part: &&str| matches!(*part, "image" | "img" | "bild" | "foto" | "picture");
    let is_text =
        |part: &&str| matches!(*part, "subtitle" | "description" | "text" | "unterschrift");
    let is_caption = |part: &&str| matches!(*part, "caption" | "icaption" | "bildunterschrift");
    let says = |name: &str| {
        let name = name.to_lowercase();
        let parts: Vec<&str> = name.split(['-', '_']).collect();
        // Documentation has captions of that name alone, which explain.
        name != "caption" && parts.iter().any(is_caption)
            || parts.iter().any(is_picture) && parts.iter().any(is_text)
    };
    let mut names = element.attr("class").into_iter().flat_map(str::split_whitespace);
    element.name() == "figcaption" || names.any(says)
}

/// Whether a name says that it is the foot of something.
pub(super) fn is_foot(element: &Element) -> bool {
    let mut names = element.attr("class").into_iter().flat_map(str::split_whitespace);
    element.name() == "footer" || names.any(|name| name.ends_with("footer"))
}

/// Whether a caption can be referred to: `Abbildung 3: …`, `Fig. 2`.
pub(super) fn is_numbered(caption: &str) -> bool {
    let mut words = caption.split_whitespace();
    words.next().is_some_and(|word| word.starts_with(char::is_alphabetic))
        && words.next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a text is about cookies, and what its reader is to do about them.
pub(super) fn asks_for_consent(text: &str) -> bool {
    const ASKS: [&str; 7] =
        ["accept", "agree", "akzept", "einverstanden", "stimm", "nutz", "consent"];
    let text = text.to_lowercase();
    text.contains("cookie") && ASKS.iter().any(|ask| text.contains(ask))
}

fn is_within(node: NodeRef<'_, Node>, names: &[&str]) -> bool {
    let mut around = node.ancestors().filter_map(|above| above.value().as_element());
    around.any(|element| names.contains(&element.name()))
}

fn holds(node: NodeRef<'_, Node>, names: &[&str]) -> bool {
    let mut elements = node.descendants().filter_map(|below| below.value().as_element());
    elements.any(|element| names.contains(&element.name()))
}
