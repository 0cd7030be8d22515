//! The generator that makes a website of a folder of Markdown.
//!
//! Its settings file tells which one it is. It decides under which address a text is
//! served, and what leads to a heading.

use std::fs;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

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

impl Generator {
    /// The one whose settings lie in the folder, or beside it: often only the folder
    /// of texts within a site's sources is indexed.
    pub(super) fn of(folder: &Path) -> Option<Self> {
        let folder = fs::canonicalize(folder).ok()?;
        let known = |folder: &Path| {
            let found = SETTINGS.iter().find(|(name, _)| folder.join(name).is_file());
            found.map(|(_, generator)| *generator)
        };
        known(&folder).or_else(|| known(folder.parent()?))
    }

    /// The folder of texts within a site's sources.
    fn content(self) -> &'static str {
        match self {
            Hugo => "content/",
            MdBook => "src/",
            MkDocs => "docs/",
            Jekyll => "",
        }
    }

    /// Where the site has the page made of a file. `slug` is the last part of its
    /// address, if the file states one.
    pub(super) fn address(self, below: &str, slug: Option<&str>) -> String {
        let path = below.strip_prefix(self.content()).unwrap_or(below);
        let (folder, file) = match path.rsplit_once('/') {
            Some((folder, file)) => (format!("{folder}/"), file),
            None => (String::new(), path),
        };
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let name = slug.unwrap_or(stem);
        match self {
            Hugo if matches!(stem, "index" | "_index") => hugo_path(&folder),
            Hugo => hugo_path(&format!("{folder}{name}/")),
            MkDocs | MdBook if matches!(stem, "index" | "README") => folder,
            MkDocs => format!("{folder}{stem}/"),
            MdBook => format!("{folder}{stem}.html"),
            Jekyll if stem == "index" => folder,
            Jekyll => jekyll_path(&folder, stem, slug),
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

fn hugo_path(path: &str) -> String {
    path.to_lowercase().replace(' ', "-")
}

/// Posts are served by their day, which is part of the file's name; other pages where they are.
fn jekyll_path(folder: &str, stem: &str, slug: Option<&str>) -> String {
    let date = stem.get(..11).filter(|date| {
        date.bytes()
            .zip(*b"0000-00-00-")
            .all(|(c, form)| if form == b'-' { c == b'-' } else { c.is_ascii_digit() })
    });
    match (date, folder.split_once("_posts/")) {
        (Some(date), Some((before, _))) => {
            let name = slug.or(stem.get(11..)).unwrap_or_default();
            format!("{before}{}{name}.html", date.replace('-', "/"))
        }
        _ => format!("{folder}{}.html", slug.unwrap_or(stem)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            (Jekyll, "_posts/2024-07-02-neue-zahlen.md", None, "2024/07/02/neue-zahlen.html"),
            (Jekyll, "recht/_posts/2024-07-02-a.md", Some("b"), "recht/2024/07/02/b.html"),
            (Jekyll, "about.md", None, "about.html"),
            (Jekyll, "a/index.md", None, "a/"),
            (Jekyll, "_posts/ohne-tag-ä.md", None, "_posts/ohne-tag-ä.html"),
        ];
        for (generator, path, slug, expect) in cases {
            assert_eq!(generator.address(path, slug), expect, "{generator:?} {path}");
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
            assert_eq!(Generator::of(&dir.path().join(folder)), expect, "{folder}");
        }
    }
}
