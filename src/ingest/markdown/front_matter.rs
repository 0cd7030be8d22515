//! Front matter: what stands about an article before its text, in YAML between
//! `---`, in TOML between `+++`, as a JSON object, or between `---` with the language behind the
//! first of them (`---toml`).

use serde_json::{Map, Value};

use crate::ingest::site::Generator;
use crate::ingest::{Article, Note, Unlisted, clean};

/// Bytes of front matter that are parsed. Even long lists of tags stay far below.
const MAX_BYTES: usize = 64 * 1024;

/// Lines of broken front matter that are looked at.
const MAX_SALVAGED_LINES: usize = 200;

/// What is stated of an article, and the fields that hold it.
const STATED: [(&str, &[&str]); 3] = [
    ("canonical", &["canonical", "canonical_url", "canonicalUrl", "canonicalURL"]),
    ("description", &["description", "summary", "excerpt"]),
    ("image", &["image", "featured_image", "cover", "thumbnail"]),
];

/// Takes front matter off the beginning of a text, and puts what it says into
/// the article. Returns the rest. A text that only begins like front matter, with
/// a rule, is returned whole.
pub(super) fn take<'a>(
    source: &'a str,
    generator: Option<Generator>,
    article: &mut Article,
) -> &'a str {
    let within = |fences: &[&str], parse: fn(&str) -> Parsed| {
        fenced(source, fences).map(|(block, rest)| (parse(block), rest))
    };
    let parsed = match source.lines().next().map(str::trim_end) {
        Some("---" | "---yaml") => within(&["---", "..."], yaml),
        Some("---toml") => within(&["---"], toml),
        Some("---json") => within(&["---"], json),
        Some("+++") => within(&["+++"], toml),
        Some(line) if line.starts_with('{') => match object(source) {
            None => return source,
            parsed => parsed,
        },
        _ => return source,
    };
    match parsed {
        None if looks_like_fields(source.lines().nth(1).unwrap_or_default()) => {
            let note = "has front matter that is never closed; read as text".to_owned();
            article.notes.push(note.into());
            source
        }
        None | Some((Parsed::NoFields, _)) => source,
        Some((Parsed::Fields(fields), rest)) => {
            apply(&fields, generator, article);
            rest
        }
        Some((Parsed::Broken { mistake, fields }, rest)) => {
            article.notes.push(mistake.told(!fields.is_empty()));
            apply(&fields, generator, article);
            rest
        }
    }
}

enum Parsed {
    Fields(Map<String, Value>),
    /// Not meant as fields: text between two rules.
    NoFields,
    /// Meant as fields, but wrong; `fields` are those that can be made out.
    Broken {
        mistake: Mistake,
        fields: Map<String, Value>,
    },
}

/// What is wrong with front matter.
struct Mistake {
    language: &'static str,
    reason: String,
    /// Counted from the beginning of the file.
    line: Option<usize>,
}

impl Mistake {
    /// Of which the parser has counted the lines from the one behind the first fence.
    fn of(language: &'static str, reason: impl Into<String>, line: Option<usize>) -> Self {
        Self { language, reason: reason.into(), line: line.map(|line| line + 1) }
    }

    /// With what is read nevertheless.
    fn told(self, is_salvaged: bool) -> Note {
        let Self { language, reason, line } = self;
        let what_to_do = match (is_salvaged, language) {
            (false, _) => "nothing of it is read",
            (true, "YAML") => {
                "it is read line by line; put values with special characters into '…'"
            }
            (true, _) => "it is read line by line; put texts into \"…\"",
        };
        let text = format!("front matter is no valid {language} ({reason}); {what_to_do}");
        Note { text, line }
    }
}

impl Parsed {
    /// Of which nothing can be made out.
    fn broken(mistake: Mistake) -> Self {
        Self::Broken { mistake, fields: Map::new() }
    }

    fn of(block: &str, parsed: Result<Value, Mistake>) -> Self {
        match parsed {
            Ok(Value::Object(fields)) => Self::Fields(fields),
            Ok(Value::Null) => Self::Fields(Map::new()),
            Err(mistake) if block.lines().any(looks_like_fields) => {
                Self::Broken { mistake, fields: salvage(block) }
            }
            _ => Self::NoFields,
        }
    }
}

/// What stands between the first line and the next line that is a fence, and the rest.
fn fenced<'a>(source: &'a str, fences: &[&str]) -> Option<(&'a str, &'a str)> {
    let start = source.find('\n')? + 1;
    let mut end = start;
    for line in source.get(start..)?.split_inclusive('\n') {
        let after = end + line.len();
        if fences.contains(&line.trim_end()) {
            return Some((source.get(start..end)?, source.get(after..)?));
        }
        end = after;
    }
    None
}

fn yaml(block: &str) -> Parsed {
    Parsed::of(
        block,
        bounded("YAML", block, |block| {
            // The parser bounds depth, nodes and aliases, so that a few lines cannot blow up.
            // A key that is given twice is no reason to refuse the rest.
            let options = serde_saphyr::options! {
                duplicate_keys: serde_saphyr::options::DuplicateKeyPolicy::LastWins,
            };
            serde_saphyr::from_str_with_options(block, options).map_err(|error| mistake(&error))
        }),
    )
}

/// What is wrong with YAML.
fn mistake(error: &serde_saphyr::Error) -> Mistake {
    use serde_saphyr::Error::{AliasError, Budget, WithSnippet};
    let mut innermost = error;
    while let AliasError { error, .. } | WithSnippet { error, .. } = innermost {
        innermost = error;
    }
    let line = error.location().and_then(|location| usize::try_from(location.line()).ok());
    let reason = match innermost {
        Budget { .. } => "what is repeated there (`*name`) is too much".to_owned(),
        _ => without_place(&error.to_string()).to_owned(),
    };
    Mistake::of("YAML", reason, line.filter(|line| *line > 0))
}

/// The first line of a message, without where in the block that is: `line 1 column 8: …`.
fn without_place(message: &str) -> &str {
    let line = message.lines().next().unwrap_or_default().trim_start_matches("error: ");
    let is_place = |place: &str| place.starts_with("line ");
    line.split_once(": ").filter(|(place, _)| is_place(place)).map_or(line, |(_, rest)| rest)
}

fn toml(block: &str) -> Parsed {
    Parsed::of(
        block,
        bounded("TOML", block, |block| {
            let table: toml::Table = toml::from_str(block).map_err(|error| {
                let before = error.span().and_then(|span| block.get(..span.start));
                let line = before.map(|before| 1 + before.matches('\n').count());
                Mistake::of("TOML", error.message(), line)
            })?;
            Ok(plain(toml::Value::Table(table)))
        }),
    )
}

fn json(block: &str) -> Parsed {
    let parsed = bounded("JSON", block, |block| {
        serde_json::from_str(block).map_err(|error| wrong_json(&error, 1))
    });
    match parsed {
        Ok(Value::Object(fields)) => Parsed::Fields(fields),
        Ok(_) => Parsed::broken(Mistake::of("JSON", "it is no object", None)),
        Err(mistake) => Parsed::broken(mistake),
    }
}

/// `above` is how many lines of the file stand above what the parser has read.
fn wrong_json(error: &serde_json::Error, above: usize) -> Mistake {
    let message = error.to_string();
    let reason = message.rsplit_once(" at line ").map_or(message.as_str(), |(reason, _)| reason);
    Mistake { language: "JSON", reason: reason.to_owned(), line: Some(error.line() + above) }
}

fn bounded(
    language: &'static str,
    block: &str,
    parse: impl Fn(&str) -> Result<Value, Mistake>,
) -> Result<Value, Mistake> {
    match block.len() > MAX_BYTES {
        true => {
            let reason = format!("it has {} bytes, more than {MAX_BYTES}", block.len());
            Err(Mistake::of(language, reason, None))
        }
        false => parse(block),
    }
}

fn plain(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => items.into_iter().map(plain).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, value)| (key, plain(value))).collect())
        }
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(value) => Value::from(value),
    }
}

/// Hugo's JSON front matter: an object, then the text from the next line on. One that is broken
/// ends where such objects do, or else nobody knows where.
fn object(source: &str) -> Option<(Parsed, &str)> {
    let (head, _) = source.split_at(source.floor_char_boundary(MAX_BYTES));
    let mut values = serde_json::Deserializer::from_str(head).into_iter::<Map<String, Value>>();
    match values.next()? {
        Ok(fields) => {
            let rest = source.get(values.byte_offset()..)?;
            let is_alone = rest.lines().next().unwrap_or_default().trim().is_empty();
            is_alone.then_some((Parsed::Fields(fields), rest))
        }
        Err(error) => {
            let is_meant = head.trim_start_matches('{').trim_start().starts_with('"');
            let is_cut = error.is_eof() && head.len() < source.len();
            let mistake = match is_cut {
                true => Mistake::of("JSON", format!("it has more than {MAX_BYTES} bytes"), None),
                false => wrong_json(&error, 0),
            };
            let rest = fenced(source, &["}"]).map_or(source, |(_, rest)| rest);
            is_meant.then_some((Parsed::broken(mistake), rest))
        }
    }
}

/// Fields also under their names in small letters: `Date`, `TAGS`.
fn in_small_letters(fields: &Map<String, Value>) -> Map<String, Value> {
    let mut all = fields.clone();
    for (name, value) in fields {
        all.entry(name.to_lowercase()).or_insert_with(|| value.clone());
    }
    all
}

fn apply(fields: &Map<String, Value>, generator: Option<Generator>, article: &mut Article) {
    let fields = &in_small_letters(fields);
    let text = |names: &[&str]| names.iter().find_map(|name| scalar(fields.get(*name)?));
    article.title = clean::line(&text(&["title"]).unwrap_or_default());
    article.take_lang(&text(&["lang", "language", "locale"]).unwrap_or_default());
    let date = text(&["date", "publishDate", "published", "pubDate", "pubDatetime"]);
    article.take_date(&date.unwrap_or_default());
    article.url =
        text(&["url", "permalink"]).filter(|url| is_address(url)).map(|url| below_site(&url));
    article.permalink = text(&["permalink"]).filter(|url| !is_address(url));
    article.slug = text(&["slug"]).map(|slug| slug.trim_matches('/').to_owned());
    article.slug = article.slug.take().filter(|slug| !slug.is_empty());
    for (name, fields) in STATED {
        article.stated.add(name, &text(fields).unwrap_or_default());
    }
    article.unlisted = unlisted(fields);
    match generator {
        Some(Generator::Jekyll) => article.facets.add_fields(&with_lists(fields)),
        _ => article.facets.add_fields(fields),
    }
}

/// To Jekyll, `categories: a b` are two.
fn with_lists(fields: &Map<String, Value>) -> Map<String, Value> {
    let mut fields = fields.clone();
    for name in ["tags", "categories"] {
        if let Some(Value::String(text)) = fields.get(name)
            && !text.contains(',')
        {
            let list = text.split_whitespace().map(Value::from).collect();
            fields.insert(name.to_owned(), list);
        }
    }
    fields
}

/// What fields say of a page that is not to be found: that it is no page of its own, or not to be
/// listed by robots or by the search of a generator or theme.
const EXCLUDING: [(&str, &str); 21] = [
    ("_build.list", "false"),
    ("_build.list", "never"),
    ("_build.render", "false"),
    ("_build.render", "never"),
    ("booksearchexclude", "true"),
    ("build.list", "false"),
    ("build.list", "never"),
    ("build.render", "false"),
    ("build.render", "never"),
    ("eleventyexcludefromcollections", "true"),
    ("exclude_search", "true"),
    ("headless", "true"),
    ("noindex", "true"),
    ("pagefind", "false"),
    ("permalink", "false"),
    ("robotsnoindex", "true"),
    ("search", "false"),
    ("search.exclude", "true"),
    ("search_exclude", "true"),
    ("searchhidden", "true"),
    ("unlisted", "true"),
];

/// Hugo and Eleventy have drafts, Jekyll what is not published.
fn unlisted(fields: &Map<String, Value>) -> Option<Unlisted> {
    let says = |path: &str, value: &str| said(fields, path).as_deref() == Some(value);
    if says("draft", "true") || says("published", "false") {
        return Some(Unlisted::Draft);
    }
    EXCLUDING.iter().any(|(path, value)| says(path, value)).then_some(Unlisted::Noindex)
}

/// What a field says, as text: a truth value is one already in fields that were made out of broken
/// ones. `a.b` is the field `b` of `a`.
fn said(fields: &Map<String, Value>, path: &str) -> Option<String> {
    let mut names = path.split('.');
    let field = fields.get(names.next()?)?;
    let field = names.try_fold(field, |field, name| field.get(name))?;
    field.as_bool().map(|truth| truth.to_string()).or_else(|| field.as_str().map(str::to_owned))
}

/// `/a/` is meant from where the site begins, which need not be the root of its host.
fn below_site(url: &str) -> String {
    match url.strip_prefix('/') {
        Some(path) if !path.starts_with('/') => path.to_owned(),
        _ => url.to_owned(),
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Not the name of a style (`pretty`), nor a pattern (`/:year/:title/`, `{{ page.x }}`).
fn is_address(url: &str) -> bool {
    url.contains('/') && !url.contains("/:") && !url.contains(['{', '}'])
}

/// `key: value` or `key = value`.
fn looks_like_fields(line: &str) -> bool {
    field(line).is_some()
}

fn field(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line
        .split_once([':', '='])
        .filter(|(_, value)| value.is_empty() || value.starts_with([' ', '\t', '"', '\'']))?;
    let key = key.trim_end();
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c));
    is_key.then_some((key, value.trim().trim_matches(['"', '\''])))
}

/// The fields of one line each: an unquoted colon in a title is the usual mistake,
/// and the title stands there for all to see.
fn salvage(block: &str) -> Map<String, Value> {
    let fields = block.lines().take(MAX_SALVAGED_LINES).filter_map(field);
    fields.map(|(key, value)| (key.to_owned(), Value::from(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Front matter, then what is expected: title, language, date, address, rest, part of a note.
    type Case<'a> = (&'a str, [&'a str; 6]);

    fn check((source, expect): Case<'_>) {
        let mut article = Article::default();
        let rest = take(source, None, &mut article);
        let [lang, date, url] =
            [article.lang, article.date, article.url].map(Option::unwrap_or_default);
        let lines_and_texts = article.notes.iter().map(|it| format!("{:?}: {}", it.line, it.text));
        let note = lines_and_texts.collect::<Vec<_>>().join("; ");
        assert_eq!([article.title.as_str(), &lang, &date, &url, rest], expect[..5], "{source:?}");
        assert!(
            note.contains(expect[5]) && note.is_empty() == expect[5].is_empty(),
            "{source:?}: {note}"
        );
    }

    #[test]
    fn what_is_not_to_be_listed() {
        use Unlisted::{Draft, Noindex};
        for (source, expect) in [
            ("---\ndraft: true\n---\na", Some(Draft)),
            ("+++\ndraft = true\n+++\na", Some(Draft)),
            ("---\npublished: false\n---\na", Some(Draft)),
            ("---\ntitle: a: b\ndraft: true\n---\na", Some(Draft)),
            ("---\nDraft: true\n---\na", Some(Draft)),
            ("---\ndraft: false\npublished: 2024-07-02\n---\na", None),
            ("draft: true", None),
            ("---\neleventyExcludeFromCollections: true\n---\na", Some(Noindex)),
            ("---\neleventyExcludeFromCollections: [tags]\n---\na", None),
            ("---\nsearch:\n  exclude: true\n---\na", Some(Noindex)),
            ("---\nsearch:\n  boost: 2\n---\na", None),
            ("+++\nheadless = true\n+++\na", Some(Noindex)),
            ("+++\n[build]\nrender = 'never'\n+++\na", Some(Noindex)),
            ("---\nrobotsNoIndex: true\n---\na", Some(Noindex)),
            ("---\npagefind: false\n---\na", Some(Noindex)),
            ("---\npermalink: false\n---\na", Some(Noindex)),
            ("---\npermalink: /a/\nsearch: true\nunlisted: no\n---\na", None),
        ] {
            let mut article = Article::default();
            take(source, None, &mut article);
            assert_eq!(article.unlisted, expect, "{source}");
        }
    }

    #[test]
    fn fields() {
        let cases: [Case<'_>; 30] = [
            ("---\nTitle: A\nDate: 2024-07-02\n---\nText", ["A", "", "2024-07-02", "", "Text", ""]),
            (
                "---\ntitle: A\nlang: de-AT\ndate: 2024-07-02\n---\nText",
                ["A", "de", "2024-07-02", "", "Text", ""],
            ),
            ("---\r\ntitle: \"A: B\"\r\n---\r\nText", ["A: B", "", "", "", "Text", ""]),
            (
                "---\ndate: 2024-05\n---\nText",
                ["", "", "", "", "Text", "expected a day as its date, such as 2024-05-31"],
            ),
            ("---\ndate: Last Modified\n---\nText", ["", "", "", "", "Text", ""]),
            (
                "---\ntitle: 1984\ndate: 2. Juli 2024\n...\nText",
                ["1984", "", "2024-07-02", "", "Text", ""],
            ),
            (
                "+++\ntitle = 'A'\ndate = 2024-07-02T10:00:00Z\n[x]\ny = 1\n+++\nText",
                ["A", "", "2024-07-02", "", "Text", ""],
            ),
            ("{\n\"title\": \"A\"\n}\nText", ["A", "", "", "", "\nText", ""]),
            ("{\"title\": \"A\"}\r\nText", ["A", "", "", "", "\r\nText", ""]),
            ("{\"a\": 1} Text", ["", "", "", "", "{\"a\": 1} Text", ""]),
            ("{{ x }}\nText", ["", "", "", "", "{{ x }}\nText", ""]),
            (
                "{\n\"title\": \"A\",\n}\nText",
                ["", "", "", "", "Text", "Some(3): front matter is no valid JSON (trailing comma)"],
            ),
            ("{\"title\": \"A\nText", ["", "", "", "", "{\"title\": \"A\nText", "no valid JSON"]),
            ("{: .x }\n{\n\"a\n}\nText", ["", "", "", "", "{: .x }\n{\n\"a\n}\nText", ""]),
            ("---json\n{\"title\": \"A\"}\n---\nText", ["A", "", "", "", "Text", ""]),
            ("---json\n{\"title\"}\n---\nText", ["", "", "", "", "Text", "Some(2): front"]),
            ("---json\n[1]\n---\nText", ["", "", "", "", "Text", "no object"]),
            ("---toml\ntitle = 'A'\n---\nText", ["A", "", "", "", "Text", ""]),
            ("---yaml\ntitle: A\n---\nText", ["A", "", "", "", "Text", ""]),
            ("---\npermalink: /a/b/\n---\n", ["", "", "", "a/b/", "", ""]),
            ("---\npermalink: /:year/:title/\n---\n", ["", "", "", "", "", ""]),
            ("---\ntitle: A\ntags: 1\ntags: 2\n---\n", ["A", "", "", "", "", ""]),
            (
                "---\ntitle: A: B\nlang: de\n---\nText",
                ["A: B", "de", "", "", "Text", "Some(2): front matter is no valid YAML"],
            ),
            ("+++\ntitle = A B\n+++\nText", ["A B", "", "", "", "Text", "Some(2): front matter"]),
            (
                "---\nlang: de\ntitle: \"A \\* B\"\n---\nText",
                ["A \\* B", "de", "", "", "Text", "Some(3): front matter is no valid YAML (while"],
            ),
            (
                "---\nlang: deutsch\n---\nText",
                [
                    "",
                    "",
                    "",
                    "",
                    "Text",
                    "expected its language as `de` or `de-AT`, found \"deutsch\"",
                ],
            ),
            ("---\ntitle: A\n\nText", ["", "", "", "", "---\ntitle: A\n\nText", "never closed"]),
            ("---\n\nEin Satz.\n\n---\n", ["", "", "", "", "---\n\nEin Satz.\n\n---\n", ""]),
            ("{ kein JSON", ["", "", "", "", "{ kein JSON", ""]),
            ("Text\n---\ntitle: A\n---\n", ["", "", "", "", "Text\n---\ntitle: A\n---\n", ""]),
        ];
        cases.into_iter().for_each(check);
    }

    #[test]
    fn bombs() {
        let aliases: String = (1..30)
            .map(|n| format!("k{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", ")))
            .collect();
        let cases = [
            (format!("---\ntitle: A\nk0: &a0 x\n{aliases}---\nText"), "what is repeated"),
            (format!("---\ntitle: A\nx: {}\n---\nText", "[".repeat(20_000)), "recursion limit"),
            (format!("---\ntitle: A\nx: {}\n---\nText", "y".repeat(MAX_BYTES)), "bytes, more than"),
        ];
        for (source, expect) in cases {
            let mut article = Article::default();
            assert_eq!(take(&source, None, &mut article), "Text");
            assert_eq!((article.title.as_str(), article.notes.len()), ("A", 1));
            assert!(article.notes[0].text.contains(expect), "{:?}", article.notes[0]);
        }
        let long = format!("{{\n\"title\": \"A\",\n\"x\": \"{}\"\n}}\nText", "y".repeat(MAX_BYTES));
        let mut article = Article::default();
        assert_eq!(take(&long, None, &mut article), "Text");
        assert!(article.notes[0].text.contains("more than 65536 bytes"), "{:?}", article.notes);
    }
}
