//! Files in a site's folder that are there for machines or for the site's generator, not for
//! readers: `robots.txt`, licences of scripts, layouts.

use std::ffi::OsStr;
use std::path::Path;

use super::address;
use super::site::Generator;

/// Texts at the top of a site that robots, browsers and researchers ask for.
const AT_THE_TOP: [&str; 7] = [
    "ads.txt",
    "app-ads.txt",
    "humans.txt",
    "llms-full.txt",
    "llms.txt",
    "robots.txt",
    "security.txt",
];

/// Folders in which Jekyll has no texts.
const OF_JEKYLL: [&str; 6] = ["_data", "_includes", "_layouts", "_plugins", "_sass", "_site"];

/// Whether a file, by its path below the site's folder, is no article.
pub(super) fn is_one(below: &Path, generator: Option<Generator>) -> bool {
    let path = address::slashed(below);
    let path = String::from_utf8_lossy(&path);
    let mut parts = path.split('/').rev();
    let name = parts.next().unwrap_or_default().to_lowercase();
    let mut folders = parts;
    AT_THE_TOP.contains(&&*path)
        || name == "404.html"
        || name.ends_with(".license.txt")
        || match generator {
            Some(Generator::Jekyll) => folders.any(|folder| OF_JEKYLL.contains(&folder)),
            Some(Generator::MdBook) => matches!(&*path, "SUMMARY.md" | "src/SUMMARY.md"),
            // Of Sphinx, beside the pages made of them.
            _ => name.ends_with(".txt") && folders.any(|folder| folder == "_sources"),
        }
}

/// Jekyll's folder of drafts.
const DRAFTS: &str = "_drafts";

/// Whether Jekyll takes a file for a draft.
pub(super) fn is_draft(below: &Path, generator: Option<Generator>) -> bool {
    generator == Some(Generator::Jekyll) && below.iter().any(|part| part == DRAFTS)
}

/// Whether a folder is one of Jekyll's posts, which is no part of their addresses.
pub(super) fn is_of_posts(folder: &OsStr, generator: Option<Generator>) -> bool {
    generator == Some(Generator::Jekyll) && (folder == "_posts" || folder == DRAFTS)
}

#[cfg(test)]
mod tests {
    use super::Generator::{Jekyll, MdBook};
    use super::*;

    #[test]
    fn what_is_no_article() {
        let cases = [
            ("robots.txt", None, true),
            ("about/robots.txt", None, false),
            ("robots.md", None, false),
            ("404.html", None, true),
            ("de/404.html", None, true),
            ("main.js.LICENSE.txt", None, true),
            ("js/main.js.LICENSE.txt", None, true),
            ("LICENSE.txt", None, false),
            ("_sources/a/index.rst.txt", None, true),
            ("_sources.txt", None, false),
            ("src/SUMMARY.md", Some(MdBook), true),
            ("SUMMARY.md", None, false),
            ("_layouts/post.html", Some(Jekyll), true),
            ("a/_includes/b/c.html", Some(Jekyll), true),
            ("_layouts/post.html", None, false),
            ("_posts/2024-07-02-a.md", Some(Jekyll), false),
            ("_recipes/a.md", Some(Jekyll), false),
        ];
        for (path, generator, expect) in cases {
            assert_eq!(is_one(Path::new(path), generator), expect, "{path} {generator:?}");
        }
    }
}
