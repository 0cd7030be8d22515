//! The generator that makes a website of a folder of Markdown.
//!
//! Its settings file tells which one it is. It decides under which address a text is
//! served, and what leads to a heading.

use std::fs;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use super::permalinks::{Permalinks, Place, sanitized};
use super::{Article, Problem};

/// The generators whose ways are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Generator {
    Hugo,
    Jekyll,
    MdBook,
    MkDocs,
}

use Generator::{Hugo, Jekyll, MdBook, MkDocs};

/// Files that only this generator has.
const SETTINGS: [(&str, Generator); 9] = [
    ("hugo.toml", Hugo),
    ("hugo.yaml", Hugo),
    ("hugo.yml", Hugo),
    ("hugo.json", Hugo),
    ("_config.yml", Jekyll),
    ("_config.yaml", Jekyll),
    ("book.toml", MdBook),
    ("mkdocs.yml", MkDocs),
    ("mkdocs.yaml", MkDocs),
];

/// What makes a website of a folder, and how it is told to.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) generator: Generator,
    permalinks: Permalinks,
}

impl Site {
    /// The one whose settings lie in the folder, or beside it: often only the folder
    /// of texts within a site's sources is indexed. With what its owner should know.
    pub(super) fn of(folder: &Path) -> Option<(Self, Vec<Problem>)> {
        let folder = fs::canonicalize(folder).ok()?;
        let known = |folder: &Path| {
            let mut paths =
                SETTINGS.iter().map(|(name, generator)| (folder.join(name), *generator));
            paths.find(|(path, _)| path.is_file())
        };
        let (path, generator) = known(&folder).or_else(|| known(folder.parent()?))?;
        let (permalinks, problems) = match generator {
            Hugo | Jekyll => permalinks(&path, Permalinks::read),
            MkDocs => permalinks(&path, Permalinks::of_mkdocs),
            MdBook => Default::default(),
        };
        Some((Self { generator, permalinks }, problems))
    }

    /// Where the site has the page made of a file.
    pub(super) fn address(&self, below: &str, article: &Article) -> String {
        let place = self.place(below, article);
        let Place { folder, stem, .. } = place;
        let name = article.slug.as_deref().unwrap_or(stem);
        let of_page = if self.permalinks.are_files { ".html" } else { "/" };
        match self.generator {
            Hugo if stem == "_index" => sanitized(folder),
            Hugo => match self.permalinks.of_hugo(&place) {
                Some(path) => sanitized(&format!("{}/", path.trim_matches('/'))),
                None if stem == "index" => sanitized(folder),
                None => sanitized(&format!("{folder}{name}{of_page}")),
            },
            MkDocs | MdBook if matches!(stem, "index" | "README") => folder.to_owned(),
            MkDocs => format!("{folder}{stem}{of_page}"),
            MdBook => format!("{folder}{stem}.html"),
            Jekyll if is_post(&place) => self.permalinks.of_post(&place),
            Jekyll if stem == "index" => folder.to_owned(),
            Jekyll => format!("{folder}{name}{}", self.permalinks.page_suffix()),
        }
    }

    /// What is not followed of what a text says of its address.
    pub(super) fn unknown(&self, below: &str, article: &Article) -> Option<String> {
        let place = Some(self.place(below, article));
        let post = place.filter(|place| self.generator == Jekyll && is_post(place))?;
        Permalinks::unknown_of_post(&post).map(not_followed)
    }

    fn place<'a>(&self, below: &'a str, article: &'a Article) -> Place<'a> {
        let path = below.strip_prefix(self.generator.content()).unwrap_or(below);
        let (folder, file) = path.split_at(path.rfind('/').map_or(0, |slash| slash + 1));
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        Place { folder, stem, article }
    }
}

/// What a settings file says of addresses, and what of it is not followed.
fn permalinks(
    path: &Path,
    read: impl Fn(&Path) -> Result<Permalinks, String>,
) -> (Permalinks, Vec<Problem>) {
    match read(path) {
        Ok(permalinks) => {
            let told = |unknown| Problem::noted(path, not_followed(unknown));
            let problems = permalinks.unknown().into_iter().map(told).collect();
            (permalinks, problems)
        }
        Err(reason) => {
            let reason =
                format!("cannot be read as settings: {reason}; addresses are made as without it");
            (Permalinks::default(), vec![Problem::noted(path, reason)])
        }
    }
}

/// Tells of a pattern with a part that is not known.
fn not_followed((pattern, part): (&str, &str)) -> String {
    format!(
        "has the pattern {pattern}, of which :{part} is not known; addresses are made as without it"
    )
}

/// Jekyll's posts have their day in their names.
fn is_post(place: &Place<'_>) -> bool {
    let form = *b"0000-00-00-";
    let mut marks = place.stem.bytes().zip(form);
    place.folder.contains("_posts/")
        && place.stem.len() > form.len()
        && marks.all(|(c, form)| if form == b'-' { c == b'-' } else { c.is_ascii_digit() })
}

impl Generator {
    /// The folder of texts within a site's sources.
    fn content(self) -> &'static str {
        match self {
            Hugo => "content/",
            MdBook => "src/",
            MkDocs => "docs/",
            Jekyll => "",
        }
    }

    /// The fragment that leads to a heading, as GitHub and most generators make it
    /// where none is known: `Über uns!` → `über-uns`.
    pub(super) fn slug(generator: Option<Self>, heading: &str) -> String {
        let word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let dashed = |text: &str| text.chars().map(|c| if c == ' ' { '-' } else { c }).collect();
        match generator {
            Some(MkDocs) => {
                let ascii = heading.nfkd().filter(char::is_ascii);
                let kept: String = ascii.filter(|&c| word(c) || c == ' ').collect();
                let parts = kept.split([' ', '-']).filter(|part| !part.is_empty());
                parts.collect::<Vec<_>>().join("-").to_lowercase()
            }
            Some(MdBook) => {
                let kept: String = heading.chars().filter(|&c| word(c) || c == ' ').collect();
                dashed(&kept.to_ascii_lowercase())
            }
            Some(Hugo | Jekyll) | None => {
                let lower = heading.to_lowercase();
                dashed(&lower.chars().filter(|&c| word(c) || c == ' ').collect::<String>())
            }
        }
    }

    /// What stands between the fragment of a heading and its number, if others had it before.
    pub(super) fn number_mark(generator: Option<Self>) -> char {
        if generator == Some(MkDocs) { '_' } else { '-' }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(generator: Generator, settings: &str, path: &str, slug: Option<&str>) -> String {
        let dir = tempfile::tempdir().expect("a folder");
        let name = SETTINGS.iter().find(|(_, known)| *known == generator).expect("one").0;
        fs::write(dir.path().join(name), settings).expect("written");
        let (site, problems) = Site::of(dir.path()).expect("known by its settings");
        assert_eq!(problems, [], "{settings}");
        let mut article = Article {
            title: "Über uns: A & B".to_owned(),
            date: Some("2024-07-02".to_owned()),
            slug: slug.map(str::to_owned),
            ..Article::default()
        };
        article.facets.add("category", "Kinder Recht");
        site.address(path, &article)
    }

    #[test]
    fn addresses() {
        let cases = [
            (Hugo, "content/blog/Mein Text.md", None, "blog/mein-text/"),
            (Hugo, "blog/_index.md", None, "blog/"),
            (Hugo, "blog/a/index.md", None, "blog/a/"),
            (Hugo, "blog/a.md", Some("b"), "blog/b/"),
            (MkDocs, "docs/a/b.md", None, "a/b/"),
            (MkDocs, "a/README.md", None, "a/"),
            (MkDocs, "index.md", None, ""),
            (MdBook, "src/ch01-00.md", None, "ch01-00.html"),
            (MdBook, "README.md", None, ""),
            (Jekyll, "_posts/2020-01-31-a-B.c.md", None, "kinder recht/2024/07/02/a-B.c.html"),
            (Jekyll, "x/_posts/2024-07-02-a.md", Some("b"), "x/kinder recht/2024/07/02/b.html"),
            (Jekyll, "about.md", None, "about.html"),
            (Jekyll, "a/index.md", None, "a/"),
            (Jekyll, "_posts/ohne-tag-ä.md", None, "_posts/ohne-tag-ä.html"),
        ];
        for (generator, path, slug, expect) in cases {
            assert_eq!(address(generator, "", path, slug), expect, "{generator:?} {path}");
        }
    }

    #[test]
    fn addresses_by_patterns() {
        let (post, page) = ("_posts/2024-07-02-Ein-Text.md", "info/about.md");
        let cases = [
            (Jekyll, "pretty", post, "kinder recht/2024/07/02/Ein-Text/"),
            (Jekyll, "pretty", page, "info/about/"),
            (Jekyll, "none", post, "kinder recht/Ein-Text.html"),
            (Jekyll, "none", page, "info/about.html"),
            (Jekyll, "date", post, "kinder recht/2024/07/02/Ein-Text.html"),
            (Jekyll, "/:slugified_categories/:slug/", post, "kinder-recht/ein-text/"),
            (Jekyll, "/blog/:year/:i_month/:i_day/:title", post, "blog/2024/7/2/Ein-Text"),
            (Jekyll, "/blog/:short_year-:title", page, "info/about"),
            (Hugo, "/:year/:month/:slug/", "content/blog/a.md", "2024/07/über-uns-a-b/"),
            (Hugo, "/:section/:title", "content/blog/x/a.md", "blog/über-uns-a-b/"),
            (Hugo, "/n/:sections/:filename/", "blog/x/Ein Text/index.md", "n/blog/x/ein-text/"),
            (Hugo, "/n/:slugorfilename/", "blog/a.md", "n/a/"),
            (Hugo, "/:year/:title/", "blog/_index.md", "blog/"),
            (Hugo, "/:year/:title/", "news/a.md", "news/a/"),
        ];
        for (generator, pattern, path, expect) in cases {
            let settings = match generator {
                Hugo => format!("[permalinks]\nblog = '{pattern}'"),
                _ => format!("permalink: {pattern}"),
            };
            assert_eq!(address(generator, &settings, path, None), expect, "{pattern} {path}");
        }
    }

    #[test]
    fn addresses_of_pages_that_are_files() {
        for (generator, settings, path, expect) in [
            (Hugo, "uglyURLs = true", "content/blog/Mein Text.md", "blog/mein-text.html"),
            (Hugo, "uglyURLs = true", "blog/a/index.md", "blog/a/"),
            (MkDocs, "use_directory_urls: false", "docs/a/b.md", "a/b.html"),
            (MkDocs, "use_directory_urls: false", "docs/a/index.md", "a/"),
        ] {
            assert_eq!(address(generator, settings, path, None), expect, "{path}");
        }
    }

    #[test]
    fn fragments_of_headings() {
        // Heading; by GitHub, mdBook, MkDocs.
        let cases = [
            ("Über uns!", "über-uns", "Über-uns", "uber-uns"),
            ("C++ & mehr", "c--mehr", "c--mehr", "c-mehr"),
            ("a_b - c", "a_b---c", "a_b---c", "a_b-c"),
            ("人身", "人身", "人身", ""),
        ];
        for (heading, github, mdbook, mkdocs) in cases {
            for (generator, expect) in [
                (None, github),
                (Some(Hugo), github),
                (Some(Jekyll), github),
                (Some(MdBook), mdbook),
                (Some(MkDocs), mkdocs),
            ] {
                assert_eq!(Generator::slug(generator, heading), expect, "{generator:?} {heading}");
            }
        }
    }

    #[test]
    fn settings_lie_in_the_folder_or_beside_it() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(dir.path().join("src/deep")).expect("a folder");
        fs::write(dir.path().join("book.toml"), "").expect("written");
        for (folder, expect) in [("", Some(MdBook)), ("src", Some(MdBook)), ("src/deep", None)] {
            let found = Site::of(&dir.path().join(folder)).map(|(site, _)| site.generator);
            assert_eq!(found, expect, "{folder}");
        }
    }
}
