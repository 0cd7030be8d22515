//! Addresses of documents.

use std::path::Path;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_encode, utf8_percent_encode};

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

/// The address of a file: `base`, then its path in the bytes that the disk has,
/// percent-encoded.
pub(super) fn of_path(base: &str, below: &Path) -> String {
    of_bytes(base, &slashed(below))
}

/// The address of a record without one of its own.
pub(super) fn of_id(base: &str, id: &str) -> String {
    of_bytes(base, id.as_bytes())
}

/// The address that a document states for itself: as it is if it is absolute,
/// else below `base`.
///
/// # Errors
/// What is wrong with it.
pub(super) fn stated(base: &str, url: &str) -> Result<String, String> {
    let url = url.trim();
    if let Some(scheme) = scheme(url) {
        return match is_known(scheme) {
            true => Ok(url.to_owned()),
            false => Err(format!("its address begins with {scheme}:, expected http: or https:")),
        };
    }
    Ok(match url.starts_with('/') {
        true => url.to_owned(),
        false => join(base, url),
    })
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
        _ => Ok(utf8_percent_encode(typed, NOWHERE).to_string()),
    }
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

fn join(base: &str, rest: &str) -> String {
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
        ];
        for (base, path, expect) in cases {
            assert_eq!(of_path(base, Path::new(path)), expect);
        }
    }

    #[test]
    fn bases() {
        let cases = [
            ("", Some("")),
            ("/artikel/", Some("/artikel/")),
            ("../", Some("../")),
            ("//example.org/", Some("//example.org/")),
            (
                " https://example.org/a b/ü?x=%20#y ",
                Some("https://example.org/a%20b/%C3%BC?x=%20#y"),
            ),
            ("HTTP://example.org", Some("HTTP://example.org")),
            ("file:///srv/texte", Some("file:///srv/texte")),
            ("javascript:alert(1)//", None),
            ("java\tscript:alert(1)//", None),
            ("data:text/html,x", None),
            ("localhost:8080", None),
            ("C:\\texte", None),
        ];
        for (typed, expect) in cases {
            assert_eq!(base(typed).ok().as_deref(), expect, "{typed:?}");
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
        ];
        for (base, url, expect) in cases {
            assert_eq!(stated(base, url).ok().as_deref(), expect, "{url:?}");
        }
    }
}
