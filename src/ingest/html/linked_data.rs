//! What a page says of itself in JSON-LD, in the words of schema.org.

use serde_json::{Map, Value};

use crate::ingest::{clean, dates, language};

/// Fields that lead to other pages than this one.
pub(super) const ELSEWHERE: [&str; 10] = [
    "about",
    "blogPost",
    "citation",
    "comment",
    "hasPart",
    "isBasedOn",
    "itemListElement",
    "mentions",
    "relatedLink",
    "review",
];

/// How types of articles end.
pub(super) const ARTICLES: [&str; 3] = ["Article", "Posting", "Report"];

/// How types of what a page may be end.
pub(super) const PAGES: [&str; 6] =
    ["Page", "CreativeWork", "HowTo", "Recipe", "Dataset", "VideoObject"];

/// Things of a list that are read, each of which may be told elsewhere: more than a facet has values.
const MOST: usize = 200;

/// What is known of the article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct LinkedData {
    pub(super) date: Option<String>,
    pub(super) lang: Option<String>,
    pub(super) site_name: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) tags: Vec<String>,
    pub(super) sections: Vec<String>,
    pub(super) description: Option<String>,
    pub(super) image: Option<String>,
    /// The names of the pages on the way to this one.
    pub(super) breadcrumb: Vec<String>,
    pub(super) tells_event: bool,
    pub(super) tells_article: bool,
}

impl LinkedData {
    /// Reads the text of a script. One that is no JSON says nothing.
    pub(super) fn of(script: &str) -> Self {
        let Ok(data) = serde_json::from_str::<Value>(script.trim()) else {
            return Self::default();
        };
        let mut things = Vec::new();
        gather(&data, &mut things);
        let names = |field: &str| {
            let values = article(&things).and_then(|it| it.get(field));
            values.map(|value| names_of(value, &things)).unwrap_or_default()
        };
        let first = |field: &str| names(field).into_iter().next();
        let site = things.iter().find(|thing| has_type(thing, &["WebSite"]));
        Self {
            date: first("datePublished").and_then(|date| dates::published(&date)),
            lang: first("inLanguage").and_then(|tag| language::stated(&tag)),
            site_name: site.and_then(|site| Some(clean::line(site.get("name")?.as_str()?))),
            authors: names("author"),
            tags: names("keywords"),
            sections: names("articleSection"),
            description: first("description"),
            image: article(&things).and_then(|it| address_of(it.get("image")?, &things)),
            breadcrumb: breadcrumb(&things),
            tells_event: things.iter().any(|thing| has_type(thing, &["Event"])),
            tells_article: things.iter().any(|thing| has_type(thing, &ARTICLES)),
        }
    }

    /// Takes what another script says and none before it has said. One with a date is of the
    /// article, and knows it better.
    pub(super) fn add(&mut self, mut other: Self) {
        if self.date.is_none() && other.date.is_some() {
            std::mem::swap(self, &mut other);
        }
        self.tells_event |= other.tells_event;
        self.tells_article |= other.tells_article;
        let of_text = [
            (&mut self.date, other.date),
            (&mut self.lang, other.lang),
            (&mut self.site_name, other.site_name),
            (&mut self.description, other.description),
            (&mut self.image, other.image),
        ];
        for (known, said) in of_text.into_iter().filter(|(known, _)| known.is_none()) {
            *known = said;
        }
        let of_lists = [
            (&mut self.authors, other.authors),
            (&mut self.tags, other.tags),
            (&mut self.sections, other.sections),
            (&mut self.breadcrumb, other.breadcrumb),
        ];
        for (known, said) in of_lists.into_iter().filter(|(known, _)| known.is_empty()) {
            *known = said;
        }
    }
}

/// The first path through the site.
fn breadcrumb(things: &[&Map<String, Value>]) -> Vec<String> {
    let list = things.iter().find(|thing| has_type(thing, &["BreadcrumbList"]));
    let items = list.and_then(|list| list.get("itemListElement")?.as_array());
    let mut items: Vec<&Value> = items.into_iter().flatten().collect();
    items.sort_by_key(|item| {
        item.get("position").map(|it| it.to_string().trim_matches('"').parse::<u32>().ok())
    });
    let name = |item: &Value| {
        let name = item.get("name").or_else(|| item.get("item")?.get("name"))?;
        Some(clean::line(name.as_str()?)).filter(|name| !name.is_empty())
    };
    items.into_iter().filter_map(name).collect()
}

/// The things of a list that are read.
fn of_list(items: &[Value]) -> impl Iterator<Item = &Value> {
    items.iter().filter(|item| !item.is_array()).take(MOST)
}

/// Where a picture is: said as it is, or by a thing.
fn address_of(value: &Value, things: &[&Map<String, Value>]) -> Option<String> {
    match value {
        Value::String(address) => Some(address.clone()),
        Value::Array(items) => of_list(items).find_map(|it| address_of(it, things)),
        Value::Object(fields) => {
            let address = |fields: &Map<String, Value>| {
                Some(fields.get("url").or_else(|| fields.get("contentUrl"))?.as_str()?.to_owned())
            };
            let told = |id: &Value| {
                things.iter().filter(|it| it.get("@id") == Some(id)).find_map(|it| address(it))
            };
            address(fields).or_else(|| told(fields.get("@id")?))
        }
        _ => None,
    }
}

/// All objects but those of other pages (the parser bounds the depth).
fn gather<'a>(data: &'a Value, things: &mut Vec<&'a Map<String, Value>>) {
    match data {
        Value::Object(fields) => {
            things.push(fields);
            let own = fields.iter().filter(|(name, _)| !ELSEWHERE.contains(&name.as_str()));
            own.for_each(|(_, value)| gather(value, things));
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, things)),
        _ => {}
    }
}

/// What the page is about: an article, else a page or what does not say what it is with a date, else
/// the page. Dates of a site, of a book or of an answer are none of the page.
fn article<'a>(things: &[&'a Map<String, Value>]) -> Option<&'a Map<String, Value>> {
    let find = |wanted: &dyn Fn(&Map<String, Value>) -> bool| {
        things.iter().copied().find(|thing| wanted(thing))
    };
    let is_page = |thing: &Map<String, Value>| has_type(thing, &PAGES);
    let is_dated = |thing: &Map<String, Value>| {
        thing.contains_key("datePublished") && (!thing.contains_key("@type") || is_page(thing))
    };
    find(&|thing| has_type(thing, &ARTICLES)).or_else(|| find(&is_dated)).or_else(|| find(&is_page))
}

/// Whether a type ends so: a `NewsArticle` is an `Article`.
fn has_type(thing: &Map<String, Value>, ends: &[&str]) -> bool {
    let is = |value: &Value| value.as_str().is_some_and(|t| ends.iter().any(|e| t.ends_with(e)));
    match thing.get("@type") {
        Some(Value::Array(types)) => types.iter().any(is),
        Some(value) => is(value),
        None => false,
    }
}

/// Texts, and names of things, which may be told elsewhere (`{"@id": "#anna"}`).
fn names_of(value: &Value, things: &[&Map<String, Value>]) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => of_list(items).flat_map(|it| names_of(it, things)).collect(),
        Value::Object(fields) => {
            let named = |fields: &Map<String, Value>| {
                Some(
                    fields
                        .get("name")
                        .or_else(|| fields.get("alternateName"))?
                        .as_str()?
                        .to_owned(),
                )
            };
            let told = |id: &Value| {
                things.iter().filter(|it| it.get("@id") == Some(id)).find_map(|it| named(it))
            };
            named(fields).or_else(|| told(fields.get("@id")?)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `date lang site | authors | tags | sections`.
    fn shown(script: &str) -> String {
        let found = LinkedData::of(script);
        let [date, lang, site] =
            [found.date, found.lang, found.site_name].map(Option::unwrap_or_default);
        let [authors, tags, sections] =
            [found.authors, found.tags, found.sections].map(|names| names.join(", "));
        format!("{date} {lang} {site} | {authors} | {tags} | {sections}")
    }

    #[test]
    fn articles() {
        let cases = [
            ("", "   |  |  | "),
            ("{", "   |  |  | "),
            ("[]", "   |  |  | "),
            (
                r#"{"@type": "NewsArticle", "datePublished": "2024-07-02T10:00", "inLanguage": "de-DE",
                    "author": {"name": "A B"}, "keywords": ["x", "y"], "articleSection": "Recht"}"#,
                "2024-07-02 de  | A B | x, y | Recht",
            ),
            (
                r##"{"@graph": [{"@type": "WebSite", "name": "Stadt"}, {"@type": "WebPage",
                    "datePublished": "2020-01-01"}, {"@type": ["Article"], "datePublished":
                    "2024-07-02", "author": {"@id": "#a"}}, {"@id": "#a", "name": "A B"}]}"##,
                "2024-07-02  Stadt | A B |  | ",
            ),
            (r#"{"@graph": [{"datePublished": "2024-07-02"}]}"#, "2024-07-02   |  |  | "),
            (r#"{"@type": "Recipe", "datePublished": "2024-07-02"}"#, "2024-07-02   |  |  | "),
            (r#"{"@type": "Book", "datePublished": "1911-07-02"}"#, "   |  |  | "),
            (r#"{"@type": "WebSite", "datePublished": "2011-07-02"}"#, "   |  |  | "),
            // Not of this page.
            (
                r#"{"@type": "Blog", "blogPost": [{"@type": "BlogPosting", "datePublished": "2024-07-02"}]}"#,
                "   |  |  | ",
            ),
            (
                r#"{"@type": "ItemList", "itemListElement": [{"datePublished": "2024-07-02"}]}"#,
                "   |  |  | ",
            ),
        ];
        for (script, expect) in cases {
            assert_eq!(shown(script), expect, "{script}");
        }
    }

    #[test]
    fn scripts_complete_each_other() {
        let page = r#"{"@type": "WebPage", "author": "A", "inLanguage": "de"}"#;
        let article = r#"{"@type": "Article", "author": "B", "keywords": "c"}"#;
        let dated = article.replace('{', r#"{"datePublished": "2024-07-02", "#);
        for (second, author) in [(article, "A"), (&dated, "B")] {
            let mut found = LinkedData::of(page);
            found.add(LinkedData::of(second));
            let [authors, tags] = [found.authors, found.tags].map(|names| names.join(", "));
            assert_eq!((found.lang.as_deref(), &*authors, &*tags), (Some("de"), author, "c"));
        }
    }

    #[test]
    fn many_things_that_are_told_elsewhere() {
        let things = |many: usize| -> Vec<Value> {
            (0..many).map(|number| serde_json::json!({ "@id": number.to_string() })).collect()
        };
        let author = serde_json::json!({ "@id": "a", "name": "A" });
        let mut authors = vec![serde_json::json!({ "@id": "a" })];
        authors.extend(things(20_000));
        let script = serde_json::json!([
            { "@type": "Article", "author": authors, "image": things(20_000) },
            author,
        ]);
        assert_eq!(LinkedData::of(&script.to_string()).authors, ["A"]);
    }

    #[test]
    fn things_that_name_each_other() {
        let script = r#"{"@type": "Article", "@id": "a", "author": {"@id": "b"}, "x": {"@id": "b", "author": {"@id": "a"}}}"#;
        let expect = LinkedData { tells_article: true, ..LinkedData::default() };
        assert_eq!(LinkedData::of(script), expect);
    }
}
