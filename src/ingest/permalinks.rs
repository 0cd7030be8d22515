//! Patterns of addresses, as the settings of Hugo and Jekyll give them: `/:year/:month/:title/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::Article;

/// What Jekyll does unless it is told otherwise.
const BY_DAY: &str = "/:categories/:year/:month/:day/:title:output_ext";

/// The patterns of a site.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Permalinks {
    /// Jekyll's: a pattern, or the name of one.
    permalink: Option<String>,
    /// Hugo's, by the first folder of the texts that they are for.
    permalinks: BTreeMap<String, String>,
    /// Pages are files and no folders: `uglyURLs` of Hugo, `use_directory_urls: false` of MkDocs.
    pub(super) are_files: bool,
}

/// What an address is made of.
pub(super) struct Place<'a> {
    /// The folder of a text, empty or with `/` at its end.
    pub(super) folder: &'a str,
    /// Its file's name, without the extension.
    pub(super) stem: &'a str,
    /// What it says of itself.
    pub(super) article: &'a Article,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Settings {
    permalink: Option<String>,
    permalinks: Option<BTreeMap<String, Value>>,
    #[serde(rename = "uglyURLs", alias = "uglyUrls", alias = "uglyurls")]
    ugly_urls: Value,
}

impl Permalinks {
    /// Reads what a generator's settings say.
    ///
    /// # Errors
    /// Why they cannot be read.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let Settings { permalink, permalinks, ugly_urls } = settings(path)?;
        let mut of_sections = BTreeMap::new();
        for (name, value) in permalinks.unwrap_or_default() {
            match value {
                Value::String(pattern) => _ = of_sections.insert(name, pattern),
                // Newer versions tell kinds of pages apart.
                Value::Object(patterns) if name == "page" => {
                    let text = |(name, value): (_, Value)| Some((name, value.as_str()?.to_owned()));
                    of_sections.extend(patterns.into_iter().filter_map(text));
                }
                _ => {}
            }
        }
        let section = |(name, pattern): (String, _)| (name.trim_matches('/').to_owned(), pattern);
        let permalinks = of_sections.into_iter().map(section).collect();
        // Newer versions also take sections that are served so.
        Ok(Self { permalink, permalinks, are_files: ugly_urls == Value::Bool(true) })
    }

    /// Reads the one line of MkDocs's settings that tells of addresses; others may name things of
    /// Python, which no other program can read.
    ///
    /// # Errors
    /// Why they cannot be read.
    pub(super) fn of_mkdocs(path: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
        let mut values = text.lines().filter_map(|line| {
            let value = line.strip_prefix("use_directory_urls")?.trim_start().strip_prefix(':')?;
            value.split('#').next().map(|value| value.trim().to_lowercase())
        });
        let are_files = values.any(|value| matches!(value.as_str(), "false" | "no" | "off"));
        Ok(Self { are_files, ..Self::default() })
    }

    /// What of the patterns is not known, which therefore are not followed.
    pub(super) fn unknown(&self) -> Vec<(&str, &str)> {
        let day = "2000-01-01".to_owned();
        let place = Place {
            folder: "",
            stem: "",
            article: &Article { date: Some(day), ..Article::default() },
        };
        let of_hugo = self.permalinks.values().map(|it| (it, fill(it, |name| place.of_hugo(name))));
        let of_jekyll =
            self.permalink.iter().map(|it| (it, fill(style(it), |name| place.of_jekyll(name))));
        let unknown =
            |(pattern, filled): (_, Result<_, _>)| Some((String::as_str(pattern), filled.err()?));
        of_hugo.chain(of_jekyll).filter_map(unknown).collect()
    }

    /// What of a post's own pattern is not known, which therefore is not followed.
    pub(super) fn unknown_of_post<'a>(place: &Place<'a>) -> Option<(&'a str, &'a str)> {
        let pattern = place.article.permalink.as_deref()?;
        let filled = fill(style(pattern), |name| place.of_jekyll(name));
        filled.err().map(|name| (pattern, name))
    }

    /// Where Hugo has a text that one of the patterns is for.
    pub(super) fn of_hugo(&self, place: &Place<'_>) -> Option<String> {
        let section = place.folder.split('/').next().unwrap_or_default();
        fill(self.permalinks.get(section)?, |name| place.of_hugo(name)).ok()
    }

    /// Where Jekyll has a post.
    pub(super) fn of_post(&self, place: &Place<'_>) -> String {
        let patterns = [place.article.permalink.as_deref(), self.permalink.as_deref()];
        let mut patterns = patterns.into_iter().flatten().chain([BY_DAY]).map(style);
        let path = patterns.find_map(|it| fill(it, |name| place.of_jekyll(name)).ok());
        let path = path.unwrap_or_default();
        let is_folder = path.ends_with('/');
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        parts.join("/") + if is_folder { "/" } else { "" }
    }

    /// What Jekyll puts behind the names of pages that are no posts.
    pub(super) fn page_suffix(&self) -> &'static str {
        match style(self.permalink.as_deref().unwrap_or(BY_DAY)) {
            pattern if pattern.ends_with('/') => "/",
            pattern if pattern.ends_with(":output_ext") => ".html",
            _ => "",
        }
    }
}

impl Place<'_> {
    fn of_hugo(&self, name: &str) -> Option<String> {
        let Article { slug, title, .. } = self.article;
        let folder = self.folder.trim_end_matches('/');
        let (above, last) = folder.rsplit_once('/').unwrap_or(("", folder));
        // A folder of a text with its pictures has the text's name.
        let (folder, file) = match self.stem {
            "index" => (above, last),
            stem => (folder, stem),
        };
        Some(match name {
            "section" => folder.split('/').next().unwrap_or_default().to_owned(),
            "sections" => folder.to_owned(),
            "title" => sanitized(title),
            "slug" => sanitized(slug.as_ref().unwrap_or(title)),
            "filename" | "contentbasename" => sanitized(file),
            "slugorfilename" | "slugorcontentbasename" => {
                sanitized(slug.as_deref().unwrap_or(file))
            }
            _ => return self.of_date(name),
        })
    }

    /// A post's name begins with its day.
    fn of_jekyll(&self, name: &str) -> Option<String> {
        let stem = self.stem.get("0000-00-00-".len()..).unwrap_or_default();
        let slug = self.article.slug.as_deref().unwrap_or(stem);
        Some(match name {
            "categories" => self.categories().join("/"),
            "slugified_categories" => {
                let categories = self.categories();
                let parts: Vec<String> = categories.iter().map(|it| dashed(it, "")).collect();
                parts.join("/")
            }
            "title" => dashed(slug, "._~!$&'()+,;=@"),
            "slug" => dashed(slug, "").to_lowercase(),
            "output_ext" => ".html".to_owned(),
            _ => return self.of_date(name),
        })
    }

    /// The folders above that of the posts, and those that a post states.
    fn categories(&self) -> Vec<String> {
        let (above, _) = self.folder.split_once("_posts/").unwrap_or_default();
        let folders = above.split('/').filter(|it| !it.is_empty());
        let stated = self.article.facets.values("category").iter().map(String::as_str);
        let mut categories: Vec<String> = Vec::new();
        for category in folders.chain(stated).map(str::to_lowercase) {
            if !categories.contains(&category) {
                categories.push(category);
            }
        }
        categories
    }

    fn of_date(&self, name: &str) -> Option<String> {
        let date = self.article.date.as_deref()?;
        let part = match name {
            "year" => date.get(..4),
            "short_year" => date.get(2..4),
            "month" => date.get(5..7),
            "i_month" => date.get(5..7).map(|month| month.trim_start_matches('0')),
            "day" => date.get(8..10),
            "i_day" => date.get(8..10).map(|day| day.trim_start_matches('0')),
            _ => None,
        };
        part.map(str::to_owned)
    }
}

fn settings(path: &Path) -> Result<Settings, String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    if text.trim().is_empty() {
        return Ok(Settings::default());
    }
    let first_line = |error: String| error.lines().next().unwrap_or_default().to_owned();
    match path.extension().and_then(|it| it.to_str()) {
        Some("toml") => toml::from_str(&text).map_err(|error| error.message().to_owned()),
        Some("json") => serde_json::from_str(&text).map_err(|error| error.to_string()),
        _ => serde_saphyr::from_str::<Option<Settings>>(&text)
            .map(Option::unwrap_or_default)
            .map_err(|error| first_line(error.to_string())),
    }
}

/// The pattern that has a name.
fn style(permalink: &str) -> &str {
    match permalink {
        "date" => BY_DAY,
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "none" => "/:categories/:title:output_ext",
        "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
        "weekdate" => "/:categories/:year/W:week/:short_day/:title:output_ext",
        pattern => pattern,
    }
}

/// Fills in a pattern.
///
/// # Errors
/// The first of its parts that has no value.
fn fill(pattern: &str, value: impl Fn(&str) -> Option<String>) -> Result<String, &str> {
    let mut path = String::new();
    let mut rest = pattern;
    while let Some((text, after)) = rest.split_once(':') {
        let is_name = |c: char| c.is_ascii_alphanumeric() || "_[]".contains(c);
        let end = after.find(|c| !is_name(c)).unwrap_or(after.len());
        let (name, after) = after.split_at(end);
        path.push_str(text);
        path.push_str(&value(name).ok_or(name)?);
        rest = after;
    }
    Ok(path + rest)
}

/// Words with `-` between them, as Jekyll makes them; `kept` are marks that stay.
fn dashed(text: &str, kept: &str) -> String {
    let parts = text.split(|c: char| !c.is_alphanumeric() && !kept.contains(c));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// A path as Hugo makes it: in lower case, with `-` for blanks, without most marks.
pub(super) fn sanitized(text: &str) -> String {
    let mut out = String::new();
    let mut is_apart = false;
    for c in text.to_lowercase().chars() {
        if c.is_alphanumeric() || "./_#+~-@".contains(c) {
            if is_apart && c != '-' {
                out.push('-');
            }
            is_apart = false;
            out.push(c);
        } else if c.is_whitespace() {
            is_apart = !out.is_empty() && !out.ends_with('-');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_hugo() {
        for (text, expect) in [
            ("Mein Text", "mein-text"),
            ("a - b", "a-b"),
            ("C & D: Über?", "c-d-über"),
            ("content/a_b.c/", "content/a_b.c/"),
            ("  a  ", "a"),
        ] {
            assert_eq!(sanitized(text), expect, "{text}");
        }
    }

    #[test]
    fn settings_of_mkdocs() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("mkdocs.yml");
        for (text, expect) in [
            ("", false),
            ("site_name: A\nuse_directory_urls: false # on disks\nx: !!python/name:a.b", true),
            ("use_directory_urls: true", false),
            ("use_directory_urls : No", true),
            ("x:\n  use_directory_urls: false", false),
        ] {
            fs::write(&path, text).expect("written");
            let found = Permalinks::of_mkdocs(&path).expect(text);
            assert_eq!(found.are_files, expect, "{text}");
        }
    }

    #[test]
    fn settings_of_generators() {
        let patterns = |found: &Permalinks| {
            let of_section = |(name, pattern): (&String, &String)| format!("{name}={pattern}");
            let sections = found.permalinks.iter().map(of_section);
            let patterns = sections.chain(found.permalink.clone()).collect::<Vec<_>>().join(" ");
            patterns + if found.are_files { " files" } else { "" }
        };
        // Patterns, or the beginning of a reason.
        let cases = [
            ("hugo.toml", "", "", ""),
            (
                "hugo.toml",
                "a = 2024-07-02\n[permalinks]\nblog = '/:year/:title/'",
                "blog=/:year/:title/",
                "",
            ),
            ("hugo.toml", "[permalinks.page]\n'/' = '/:slug/'", "=/:slug/", ""),
            (
                "hugo.yaml",
                "permalinks:\n  a: /:filename/\n  section: {b: /x/}",
                "a=/:filename/",
                "",
            ),
            ("hugo.toml", "uglyURLs = true", " files", ""),
            ("hugo.toml", "[uglyURLs]\nblog = true", "", ""),
            ("hugo.json", r#"{"permalinks": {"a": "/:week/"}}"#, "a=/:week/", "week"),
            ("hugo.toml", "[permalinks]\na = '/:sections[1:]/'", "a=/:sections[1:]/", "sections[1"),
            ("_config.yml", "# nothing", "", ""),
            ("_config.yml", "title: A\npermalink: pretty", "pretty", ""),
            ("_config.yml", "permalink: ordinal", "ordinal", "y_day"),
        ];
        let dir = tempfile::tempdir().expect("a folder");
        for (name, text, expect, unknown) in cases {
            let path = dir.path().join(name);
            fs::write(&path, text).expect("written");
            let found = Permalinks::read(&path).expect(text);
            assert_eq!(patterns(&found), expect, "{text}");
            let told: Vec<&str> = found.unknown().into_iter().map(|(_, name)| name).collect();
            assert_eq!(told.join(" "), unknown, "{text}");
        }
        for (name, text) in [("hugo.toml", "a ="), ("hugo.json", "["), ("_config.yml", "a: [")] {
            let path = dir.path().join(name);
            fs::write(&path, text).expect("written");
            assert!(Permalinks::read(&path).is_err(), "{text}");
        }
    }
}
