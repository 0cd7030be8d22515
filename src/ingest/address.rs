//! Addresses of documents.

use std::path::Path;

use percent_encoding::{
    AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, percent_encode, utf8_percent_encode,
};

use super::walk::File;

/// What may stand as it is in a path of a URL; everything else is encoded.
/// (RFC 3986, `pchar` and `/`, without the marks that Markdown and shells dislike.)
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/').remove(b',');

/// What no URL holds as it is, whichever part of it.
const NOWHERE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Schemes that a hit may link to. A link made of any other, such as
/// `javascript:`, would run what a document's author wrote.
const SCHEMES: [&str; 3] = ["http", "https", "file"];

/// Names of the pages that are served as the folder they lie in.
const INDEX: [&str; 2] = ["index.html", "index.htm"];

/// The address of a file: `base`, then its path in the bytes that the disk has,
/// percent-encoded. `a/index.html` is served as `a/`.
pub fn of_path(base: &str, below: &Path) -> String {
    let is_index = INDEX.iter().any(|name| below.file_name().is_some_and(|own| own == *name));
    let mut path = slashed(below);
    if is_index {
        path.truncate(path.iter().rposition(|&byte| byte == b'/').map_or(0, |slash| slash + 1));
    }
    of_bytes(base, &path)
}

/// The end of an address that is the path of this file, as it is served there:
/// `a/b/` or `a/b` of `https://example.org/x/a/b` for `a/b/index.html` or `a/b.html`.
/// Nothing is known of a page whose path leaves nothing to compare.
pub(super) fn served_as(below: &Path, address: &str) -> Option<String> {
    let (path, _) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
    let wanted =
        String::from_utf8(bare(&slashed(below)).to_vec()).ok().filter(|it| !it.is_empty())?;
    let parts = wanted.split('/').count();
    let trimmed = path.strip_suffix('/').unwrap_or(path);
    let start = match trimmed.rmatch_indices('/').nth(parts - 1 + usize::from(is_index(trimmed))) {
        Some((slash, _)) => slash + 1,
        None => 0,
    };
    let end = path.get(start..)?;
    let decoded = percent_decode_str(end.strip_suffix('/').unwrap_or(end)).collect::<Vec<u8>>();
    (bare(&decoded) == wanted.as_bytes()).then(|| utf8_percent_encode(end, NOWHERE).to_string())
}

fn is_index(path: &str) -> bool {
    INDEX.iter().any(|name| path.rsplit('/').next() == Some(name))
}

/// The host of an address that has one, whether or not it says `www`.
pub(super) fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

/// A path without what tells pages of one address apart only on the disk.
pub(super) fn bare(path: &[u8]) -> &[u8] {
    let strip = |end: &str| path.strip_suffix(end.as_bytes());
    let index =
        INDEX.iter().find_map(|name| strip(name)).filter(|it| it.is_empty() || it.ends_with(b"/"));
    match index {
        Some(folder) => folder.strip_suffix(b"/").unwrap_or(folder),
        None => [".html", ".htm", ".xhtml"].into_iter().find_map(strip).unwrap_or(path),
    }
}

/// The address of a record without one of its own.
pub(super) fn of_id(base: &str, id: &str) -> String {
    of_bytes(base, id.as_bytes())
}

/// The address of an entry of a file: by the id that it states, else the file's with its number.
pub(super) fn of_entry(file: &File<'_>, stated: Option<&str>, number: usize) -> String {
    let base = &file.input.base;
    match stated {
        Some(id) => of_id(base, id),
        None => format!("{}#{number}", of_path(base, &file.below)),
    }
}

/// The address that a document states for itself: as it is if it is absolute,
/// else below `base`.
///
/// # Errors
/// What is wrong with it.
pub(super) fn stated(base: &str, url: &str) -> Result<String, String> {
    let url = url.trim();
    let encoded = utf8_percent_encode(url, NOWHERE).to_string();
    if let Some(scheme) = scheme(url) {
        return match is_known(scheme) {
            true => Ok(encoded),
            false => Err(format!("its address begins with {scheme}:, expected http: or https:")),
        };
    }
    Ok(match url.starts_with('/') {
        true => encoded,
        false => join(base, &encoded),
    })
}

/// The address that `url` is on a page at `base`. Dots in it are left to browsers.
pub(super) fn resolved(base: &str, url: &str) -> String {
    if scheme(url).is_some() || url.starts_with("//") {
        return url.to_owned();
    }
    let (path, _) = base.split_at(base.find(['?', '#']).unwrap_or(base.len()));
    let host = path.find("://").map_or(0, |at| {
        let mut slashes = path.match_indices('/').map(|(slash, _)| slash);
        slashes.find(|slash| *slash > at + 2).unwrap_or(path.len())
    });
    let (host, below) = path.split_at(host);
    let folder = below.rsplit_once('/').map(|(folder, _)| folder);
    match url.chars().next() {
        Some('/') => format!("{host}{url}"),
        Some('?' | '#') | None => format!("{path}{url}"),
        _ if host.is_empty() && folder.is_none() => url.to_owned(),
        _ => format!("{host}{}/{url}", folder.unwrap_or_default()),
    }
}

/// What comes before the paths of files, as somebody typed it: with everything
/// encoded that has to be.
///
/// # Errors
/// What is expected, if hits must not link there.
pub fn base(typed: &str) -> Result<String, String> {
    let typed = typed.trim();
    match scheme(typed) {
        Some(scheme) if !is_known(scheme) => Err(format!(
            "expected an address that begins with https://, http:// or file://, or a path such \
             as /articles/, found {:?}",
            format!("{scheme}:")
        )),
        // What follows would be a part of the last value.
        _ if typed.contains(['?', '#']) && !typed.ends_with(['/', '=', '#']) => Err(format!(
            "expected an address that paths can follow, so one with ? or # to end in /, = or #, \
             found {typed:?}"
        )),
        // A name of a host is meant, and would be taken for that of a folder.
        _ if is_host(typed) => Err(format!(
            "expected an address that begins with https:// or http://, or a path such as \
             /articles/, found {typed:?}; write https://{typed}"
        )),
        _ => Ok(utf8_percent_encode(typed, NOWHERE).to_string()),
    }
}

/// Whether an address begins as that of a website, as "example.org/texts".
fn is_host(typed: &str) -> bool {
    let name = typed.split('/').next().unwrap_or_default();
    name.trim_matches('.').contains('.')
}

/// A path's parts with `/` between them.
pub(super) fn slashed(path: &Path) -> Vec<u8> {
    let parts: Vec<&[u8]> =
        path.components().map(|part| part.as_os_str().as_encoded_bytes()).collect();
    parts.join(&b'/')
}

fn of_bytes(base: &str, path: &[u8]) -> String {
    join(base, &encoded(path))
}

/// A path as it stands in an address.
pub fn encoded(path: &[u8]) -> String {
    percent_encode(path, PATH).to_string()
}

/// An address below `base`; that of a folder itself is never empty.
pub(super) fn join(base: &str, rest: &str) -> String {
    if base.is_empty() && rest.is_empty() {
        return "./".to_owned();
    }
    match base.is_empty() || base.ends_with(['/', '=', '#']) {
        true => format!("{base}{rest}"),
        false => format!("{base}/{rest}"),
    }
}

fn is_known(scheme: &str) -> bool {
    SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme))
}

/// The scheme of a URL. Browsers skip tabs and line ends within it, so a name
/// counts as one with those, too.
fn scheme(url: &str) -> Option<&str> {
    let (name, _) = url.split_once(':')?;
    let first = name.chars().next()?;
    let rest = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c) || c.is_ascii_control();
    ((first.is_ascii_alphabetic() || first.is_ascii_control()) && name.chars().all(rest))
        .then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        let cases = [
            ("", "a/b.html", "a/b.html"),
            ("../", "a.html", "../a.html"),
            ("https://example.org", "a.html", "https://example.org/a.html"),
            ("", "100% #1 & mehr?.html", "100%25%20%231%20%26%20mehr%3F.html"),
            ("", "Datei äöü.md", "Datei%20%C3%A4%C3%B6%C3%BC.md"),
            ("", "javascript:x.html", "javascript%3Ax.html"),
            ("../", "a/index.html", "../a/"),
            ("../", "index.html", "../"),
            ("https://example.org", "index.htm", "https://example.org/"),
            ("", "index.html", "./"),
            ("", "a/index.md", "a/index.md"),
            ("", "a/my-index.html", "a/my-index.html"),
        ];
        for (base, path, expect) in cases {
            assert_eq!(of_path(base, Path::new(path)), expect, "{path}");
        }
    }

    #[test]
    fn pages_as_they_are_served() {
        let cases = [
            ("a/b.html", "https://example.org/x/a/b", Some("a/b")),
            ("a/b.html", "https://example.org/a/b/?x#y", Some("a/b/")),
            ("a/b.html", "/a/b.html", Some("a/b.html")),
            ("a/b/index.html", "https://example.org/a/b/", Some("a/b/")),
            ("a/b/index.html", "a/b/index.html", Some("a/b/index.html")),
            ("ü.html", "https://example.org/%C3%BC", Some("%C3%BC")),
            ("ü x.html", "https://example.org/ü x", Some("%C3%BC%20x")),
            // Of another page, or nothing to tell.
            ("a/b.html", "https://example.org/b", None),
            ("a/b.html", "https://example.org/a/c", None),
            ("index.html", "https://example.org/", None),
            ("a.html", "", None),
        ];
        for (path, address, expect) in cases {
            assert_eq!(served_as(Path::new(path), address).as_deref(), expect, "{path} {address}");
        }
    }

    #[test]
    fn bases() {
        let cases = [
            ("", Some("")),
            ("/artikel/", Some("/artikel/")),
            ("../", Some("../")),
            ("//example.org/", Some("//example.org/")),
            (" https://example.org/a b/ü?x=%20# ", Some("https://example.org/a%20b/%C3%BC?x=%20#")),
            ("https://example.org/?page=", Some("https://example.org/?page=")),
            ("/#/", Some("/#/")),
            ("https://example.org/?a=b", None),
            ("https://example.org/#top", None),
            ("HTTP://example.org", Some("HTTP://example.org")),
            ("file:///srv/texte", Some("file:///srv/texte")),
            ("javascript:alert(1)//", None),
            ("java\tscript:alert(1)//", None),
            ("data:text/html,x", None),
            ("localhost:8080", None),
            ("C:\\texte", None),
            ("example.org", None),
            ("www.example.org/texte/", None),
            ("./texte", Some("./texte")),
            ("texte/v1.2/", Some("texte/v1.2/")),
        ];
        for (typed, expect) in cases {
            assert_eq!(base(typed).ok().as_deref(), expect, "{typed:?}");
        }
    }

    #[test]
    fn addresses_beside_others() {
        let cases = [
            ("https://example.org/a/b?c/d#e", "x", "https://example.org/a/x"),
            ("https://example.org/a/", "../x?y", "https://example.org/a/../x?y"),
            ("https://example.org", "x", "https://example.org/x"),
            ("https://example.org/a/b", "/x", "https://example.org/x"),
            ("https://example.org/a/b", "#x", "https://example.org/a/b#x"),
            ("https://example.org/a", "//example.com/", "//example.com/"),
            ("https://example.org/a", "mailto:a@example.com", "mailto:a@example.com"),
            ("/a/", "x", "/a/x"),
            ("a/b", "/x", "/x"),
            ("a/b", "x", "a/x"),
            ("a", "x", "x"),
            ("", "x", "x"),
        ];
        for (base, url, expect) in cases {
            assert_eq!(resolved(base, url), expect, "{base} {url}");
        }
    }

    #[test]
    fn stated_addresses() {
        let cases = [
            ("../", "seite/", Some("../seite/")),
            ("../", "/seite/", Some("/seite/")),
            ("../", "//example.org/x", Some("//example.org/x")),
            ("../", "HTTPS://example.org/", Some("HTTPS://example.org/")),
            ("../", "javascript:alert(1)", None),
            ("../", "java\tscript:alert(1)", None),
            ("../", "\u{1}javascript:alert(1)", None),
            ("../", "data:text/html,x", None),
            ("../", "teil?zeit=10:30", Some("../teil?zeit=10:30")),
            ("../", "über uns/%20x", Some("../%C3%BCber%20uns/%20x")),
        ];
        for (base, url, expect) in cases {
            assert_eq!(stated(base, url).ok().as_deref(), expect, "{url:?}");
        }
    }
}
