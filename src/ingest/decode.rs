//! Bytes to text: finds out a file's encoding, and whether it is text at all.
//!
//! In this order: a byte order mark, the encoding that a page declares, UTF-8 if
//! the bytes are valid UTF-8, and at last a guess as browsers make it. Whatever
//! the file did not say itself is told in a note, so that its owner can mend it.

use std::str;
use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use regex::bytes::Regex;

/// A page's declaration is looked for in its first bytes only. The standard says
/// 1024; pages exist that put more before it.
const DECLARATION_WINDOW: usize = 4096;

/// How many of the first bytes tell whether a file is text.
const BINARY_WINDOW: usize = 64 * 1024;

/// Text with what its owner should know about its encoding.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) note: Option<String>,
}

impl Decoded {
    fn plain(text: String) -> Self {
        Self { text, note: None }
    }

    fn noted(text: String, note: impl Into<String>) -> Self {
        Self { text, note: Some(note.into()) }
    }

    /// In the encoding that the file says itself; what is none of it is told.
    fn as_said(bytes: &[u8], encoding: &'static Encoding, says: &str) -> Self {
        let (text, has_faults) = encoding.decode_without_bom_handling(bytes);
        let note = has_faults.then(|| {
            let faults = text.matches(char::REPLACEMENT_CHARACTER).count();
            format!(
                "{says} {}, but has characters that are none of it ({faults}), which cannot be \
                 read; save it anew as UTF-8",
                encoding.name()
            )
        });
        Self { note, text: text.into_owned() }
    }
}

/// Decodes a page, which may declare its encoding.
///
/// # Errors
/// Why the bytes are no text.
pub(super) fn page(bytes: Vec<u8>) -> Result<Decoded, String> {
    decode(bytes, declared)
}

/// Decodes a text in a format that has no way to declare an encoding.
///
/// # Errors
/// Why the bytes are no text.
pub(super) fn text(bytes: Vec<u8>) -> Result<Decoded, String> {
    decode(bytes, |_| None)
}

fn decode(
    bytes: Vec<u8>,
    declared: impl Fn(&[u8]) -> Option<&'static Encoding>,
) -> Result<Decoded, String> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let bytes = bytes.get(mark..).unwrap_or_default();
        return Ok(Decoded::as_said(bytes, encoding, "begins with the mark of"));
    }
    if let Some(encoding) = utf16_without_mark(&bytes) {
        let text = encoding.decode(&bytes).0.into_owned();
        return Ok(Decoded::noted(text, read_as(encoding)));
    }
    if let Some(kind) = binary(&bytes) {
        return Err(format!("is {kind}, not text; left out"));
    }
    match declared(&bytes) {
        Some(encoding) if encoding != UTF_8 => Ok(as_declared(bytes, encoding)),
        declared => Ok(utf8_or_guess(bytes, declared.is_some())),
    }
}

/// What `<meta charset>`, `<meta http-equiv>` or an XML declaration says.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    static DECLARATION: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = concat!(
            r"(?is-u)<!--.*?-->",
            r#"|<meta\s[^>]*?charset\s*=\s*["']?\s*([\w:.-]+)"#,
            r#"|<\?xml\s[^>]*?encoding\s*=\s*["']\s*([\w:.-]+)"#,
        );
        Regex::new(pattern).expect("the pattern is fixed")
    });
    let head = bytes.get(..DECLARATION_WINDOW).unwrap_or(bytes);
    let label = DECLARATION
        .captures_iter(head)
        .find_map(|groups| groups.get(1).or_else(|| groups.get(2)))?
        .as_bytes();
    // A declaration that can be read as ASCII is certainly not in UTF-16.
    Encoding::for_label(label).map(Encoding::output_encoding)
}

fn as_declared(bytes: Vec<u8>, encoding: &'static Encoding) -> Decoded {
    if !bytes.is_ascii() && str::from_utf8(&bytes).is_ok() {
        let note = format!("declares {} but is UTF-8; read as UTF-8", encoding.name());
        return Decoded::noted(String::from_utf8_lossy(&bytes).into_owned(), note);
    }
    Decoded::as_said(&bytes, encoding, "declares")
}

fn utf8_or_guess(bytes: Vec<u8>, declared_utf8: bool) -> Decoded {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Decoded::plain(text),
        Err(error) => error.into_bytes(),
    };
    let Faults { characters, faults, cut_off } = count_faults(&bytes);
    if faults == 0 && cut_off {
        let text = String::from_utf8_lossy(&bytes).trim_end_matches('\u{FFFD}').to_owned();
        return Decoded::noted(text, "ends in the middle of a character; it may be cut off");
    }
    if characters > 4 * faults {
        let note = format!(
            "has characters that are not UTF-8 as the rest is ({faults}), which cannot be read; \
             save it anew as UTF-8"
        );
        return Decoded::noted(String::from_utf8_lossy(&bytes).into_owned(), note);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let text = encoding.decode_without_bom_handling(&bytes).0.into_owned();
    let note = match declared_utf8 {
        true => format!("declares UTF-8 but is not; {}", read_as(encoding)),
        false => format!("is not UTF-8; {}", read_as(encoding)),
    };
    Decoded::noted(text, note)
}

fn read_as(encoding: &'static Encoding) -> String {
    format!("read as {}; save it as UTF-8 to be sure", encoding.name())
}

/// How far bytes are UTF-8: whole characters beyond ASCII, places that are none,
/// and whether the last character lacks its end.
struct Faults {
    characters: usize,
    faults: usize,
    cut_off: bool,
}

fn count_faults(bytes: &[u8]) -> Faults {
    let mut count = Faults { characters: 0, faults: 0, cut_off: false };
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        count.characters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        if chunk.invalid().is_empty() {
            continue;
        }
        let last = chunks.peek().is_none();
        let unfinished =
            str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none());
        match last && unfinished {
            true => count.cut_off = true,
            false => count.faults += 1,
        }
    }
    count
}

/// UTF-16 that lacks its mark shows by zeros in every other byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let window = bytes.get(..BINARY_WINDOW).unwrap_or(bytes);
    let pairs = window.len() / 2;
    let zeros = |offset| window.iter().skip(offset).step_by(2).filter(|&&b| b == 0).count();
    match (zeros(0), zeros(1)) {
        _ if pairs < 8 => None,
        (high, low) if high * 10 > pairs * 7 && low * 20 < pairs => Some(UTF_16BE),
        (low, high) if high * 10 > pairs * 7 && low * 20 < pairs => Some(UTF_16LE),
        _ => None,
    }
}

/// What a file is that holds more control characters than a damaged text would.
fn binary(bytes: &[u8]) -> Option<String> {
    let window = bytes.get(..BINARY_WINDOW).unwrap_or(bytes);
    let is_control = |b: u8| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1B);
    let controls = window.iter().filter(|&&b| is_control(b)).count();
    let is_pdf = window.starts_with(b"%PDF-");
    if controls <= 2 + window.len() / 50 && !is_pdf {
        return None;
    }
    // Magic numbers only name what is no text anyway: a text may begin with "BM".
    let kind = infer::get(window).map_or("unknown", |kind| kind.mime_type());
    Some(format!("binary data ({kind})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn pages() {
        let meta = |charset: &str, body: &[u8]| {
            [b"<meta charset=", charset.as_bytes(), b"><p>", body].concat()
        };
        let cases = [
            (meta("utf-8", "Übung".as_bytes()), "Übung", ""),
            (meta("windows-1252", b"\xdcbung \x80"), "Übung €", ""),
            (meta("'iso-8859-1'", b"\xdcbung"), "Übung", ""),
            (meta("iso-8859-1", "Übung".as_bytes()), "Übung", "but is UTF-8"),
            (meta("utf-8", b"K\xfcrbissuppe"), "Kürbissuppe", "declares UTF-8 but is not"),
            (b"<?xml version='1.0' encoding='latin1'?>\xe4".to_vec(), "ä", ""),
            (b"<!-- <meta charset=utf-7> --><meta charset=koi8-r>\xc1".to_vec(), "а", ""),
            (b"<p>G\xe4nsef\xfc\xdfchen und Stra\xdfen".to_vec(), "Gänsefüßchen", "windows-1252"),
            (b"\xef\xbb\xbf<p>\xc3\xa4".to_vec(), "ä", ""),
            (
                b"\xef\xbb\xbf<p>a\xe4b \xfc".to_vec(),
                "a\u{FFFD}b",
                "UTF-8, but has characters that are none of it (2)",
            ),
            (
                meta("shift_jis", b"M\xfchle"),
                "M\u{FFFD}hle",
                "Shift_JIS, but has characters that are none of it (1)",
            ),
            (utf16("\u{feff}<p>Brötchen", u16::to_le_bytes), "Brötchen", ""),
            (utf16("<p>Brötchen</p>", u16::to_be_bytes), "Brötchen", "UTF-16BE"),
            ("<p>Größ\u{e4}".as_bytes()[..10].to_vec(), "Größ", "cut off"),
            ([("ä".repeat(9)).as_bytes(), b"\xff!"].concat(), "ää", "UTF-8 as the rest is (1)"),
            (b"<p>Vor\0dem Nullbyte</p>".to_vec(), "Nullbyte", ""),
            (b"BMZ und BMI \xe4u\xdfern sich".to_vec(), "BMZ und BMI äußern", "windows-1252"),
        ];
        for (bytes, text, note) in cases {
            let shown = String::from_utf8_lossy(&bytes).into_owned();
            let decoded = page(bytes).unwrap();
            assert!(decoded.text.contains(text), "{shown}: {decoded:?}");
            let found = decoded.note.unwrap_or_default();
            assert!(
                found.contains(note) && note.is_empty() == found.is_empty(),
                "{shown}: {found}"
            );
        }
    }

    #[test]
    fn binaries() {
        let png = [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &[0, 1, 2, 3].repeat(9)].concat();
        let cases = [
            (png, "image/png"),
            (b"%PDF-1.7\n%abc\n".to_vec(), "application/pdf"),
            ((0..=255).collect(), "unknown"),
        ];
        for (bytes, kind) in cases {
            let reason = page(bytes).unwrap_err();
            assert!(reason.contains(kind), "{reason}");
        }
    }
}
