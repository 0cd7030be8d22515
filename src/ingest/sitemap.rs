//! Sitemaps: under which addresses a site serves its pages.
//!
//! One that lies in a folder tells the form of addresses (`a/b` for `a/b.html`). One that
//! is named as an input itself also limits what is read to the pages that it lists.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::feed::{child, is_named, parse, text_of};
use super::{MAX_FILE_BYTES, address, decode, feed, load};

/// Parts of the path of a file that are compared with those of addresses.
const MAX_PARTS: usize = 32;

/// The addresses that a sitemap lists, by what stands at their end.
#[derive(Debug, Default)]
pub(super) struct Sitemap {
    addresses: Vec<String>,
    /// Numbers of addresses by each of the ends of their path, without what differs between ways to
    /// serve a page.
    by_end: HashMap<String, Vec<usize>>,
}

impl Sitemap {
    /// Reads a sitemap, and those in its folder that it refers to.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let mut sitemap = Self::default();
        let parts = sitemap.add(path)?;
        // Some name one twice, or themselves.
        let mut known = HashSet::from([path.to_owned()]);
        for part in parts {
            let part = path.with_file_name(part.rsplit('/').next().unwrap_or_default());
            // One that is not there may be on the site all the same.
            if part.is_file() && known.insert(part.clone()) {
                sitemap.add(&part)?;
            }
        }
        for (number, address) in sitemap.addresses.iter().enumerate() {
            let path = feed::bare(address);
            for end in last_ends(&path) {
                sitemap.by_end.entry(end.to_owned()).or_default().push(number);
            }
        }
        Ok(sitemap)
    }

    /// Adds what a file lists; the sitemaps that it refers to.
    fn add(&mut self, path: &Path) -> Result<Vec<String>, String> {
        let decoded = decode::page(load(path, MAX_FILE_BYTES)?)?;
        let xml = parse(&decoded.text)?;
        let all = |name| xml.descendants().filter(move |node| is_named(*node, &[name]));
        let places = |name| all(name).filter_map(|it| Some(text_of(child(it, &["loc"])?)));
        self.addresses.extend(places("url"));
        Ok(places("sitemap").collect())
    }

    /// The address of the folder below which all addresses are.
    fn root(&self) -> &str {
        let folder = |address: &str| address.rfind('/').map_or(0, |slash| slash + 1);
        let mut addresses = self.addresses.iter().map(String::as_str);
        let shared =
            |a: &str, b: &str| a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
        let Some(first) = addresses.next() else { return "" };
        let common = addresses.map(|it| shared(first, it)).min().unwrap_or(first.len());
        first.get(..common).map_or("", |it| it.get(..folder(it)).unwrap_or_default())
    }

    /// Whether the folder itself is listed, below which all other addresses are.
    fn lists_root(&self) -> bool {
        let root = self.root();
        self.addresses.iter().any(|it| is_of_folder(it, root))
    }

    /// The addresses for which a folder has no file, be it one of these pages, given by their paths
    /// without what differs between ways to serve them, or of another kind.
    pub(super) fn without_file(&self, folder: &Path, pages: &HashSet<String>) -> Vec<&str> {
        let root = self.root();
        let is_file = |path: &str| pages.contains(path) || folder.join(path).is_file();
        let is_there = |address: &str| {
            let path = feed::bare(address);
            let mut ends = feed::ends(&path).filter(|it| !it.is_empty() && !it.starts_with('/'));
            is_of_folder(address, root) && pages.contains("") || ends.any(is_file)
        };
        let addresses = self.addresses.iter().map(String::as_str);
        addresses.filter(|address| !is_there(address)).collect()
    }

    /// The path under which a file is served, if the sitemap lists it.
    pub(super) fn address_of(&self, below: &Path) -> Option<String> {
        if address::of_path("", below) == "./" {
            return self.lists_root().then(String::new);
        }
        let path = String::from_utf8_lossy(address::bare(&address::slashed(below))).into_owned();
        let candidates = self.by_end.get(last_ends(&path).last()?)?.iter();
        candidates
            .filter_map(|&at| self.addresses.get(at))
            .find_map(|it| address::served_as(below, it))
    }
}

/// The ends of a path, the shortest first.
fn last_ends(path: &str) -> impl Iterator<Item = &str> {
    feed::ends(path).rev().take(MAX_PARTS)
}

/// Whether an address is that of a folder itself.
fn is_of_folder(address: &str, folder: &str) -> bool {
    address.strip_prefix(folder).is_some_and(|rest| matches!(rest, "" | "index.html"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_are_called_the_same() {
        let deep = "a/".repeat(2 * MAX_PARTS);
        let cases = [
            ("p7/details.html", Some("p7/details/")),
            ("p7/details/index.html", Some("p7/details/")),
            ("p40000/details.html", None),
            ("x/ein%20text.html", None),
            ("x/ein text.html", Some("x/ein%20text")),
            (&format!("{deep}b.html"), Some(&format!("{deep}b"))),
            (&format!("c/{deep}b.html"), None),
        ];
        let mut urls: Vec<String> =
            (0..40_000).map(|number| format!("p{number}/details/")).collect();
        urls.extend(["x/ein%20text".to_owned(), format!("{deep}b")]);
        let url = |path: &String| format!("<url><loc>https://example.org/{path}</loc></url>");
        let list: String = urls.iter().map(url).collect();
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("sitemap.xml");
        std::fs::write(&path, format!("<urlset>{list}</urlset>")).expect("written");
        let sitemap = Sitemap::read(&path).expect("a sitemap");
        for (below, expect) in cases {
            assert_eq!(sitemap.address_of(Path::new(below)).as_deref(), expect, "{below}");
        }
        for number in 0..40_000 {
            let below = format!("p{number}/details/index.html");
            assert!(sitemap.address_of(Path::new(&below)).is_some(), "{below}");
        }
    }
}
