//! Hands a page to the tokenizer, tags with absurdly many attributes cut short.
//!
//! The tokenizer compares each attribute of a tag with all before it, so that a
//! few hundred kilobytes of attributes cost seconds. It does not say where it
//! is, but it can be seen: a page that is handed over in pieces, one from each
//! `<` to the next, brings forth a token by the end of a piece unless the piece
//! leaves a tag or a comment open. So whatever is a tag is read here from its
//! start, by the same rules, and what follows its last bearable attribute is
//! kept back.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer};

use super::tree::Bounded;

/// Attributes of a tag.
const MAX_ATTRIBUTES: usize = 1_000;

/// Feeds a whole page.
pub(super) fn feed(tokenizer: &Tokenizer<Bounded>, page: &str) {
    let mut construct = Construct::Text;
    let mut start = 0;
    let starts = page.match_indices('<').map(|(at, _)| at);
    for end in starts.chain([page.len()]) {
        feed_piece(tokenizer, page.get(start..end).unwrap_or_default(), &mut construct);
        start = end;
    }
}

fn feed_piece(tokenizer: &Tokenizer<Bounded>, piece: &str, construct: &mut Construct) {
    let is_open = tokenizer.sink.begin_silence() && construct.may_be_open();
    if !is_open {
        *construct = Construct::at(piece, tokenizer.sink.raw_text().as_deref());
    }
    let (until, from) = match construct {
        Construct::Tag(tag) => tag.read(piece),
        Construct::Comment | Construct::Text => (piece.len(), piece.len()),
    };
    for part in [piece.get(..until), piece.get(from..)].into_iter().flatten() {
        push(tokenizer, part);
    }
}

fn push(tokenizer: &Tokenizer<Bounded>, text: &str) {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(text));
    // The parser hands control back after each script, for a browser to run it.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
}

/// What a `<` begins.
#[derive(Debug, PartialEq, Eq)]
enum Construct {
    Tag(Tag),
    /// Also a document type.
    Comment,
    Text,
}

impl Construct {
    /// What a piece begins with. Within raw text (a script, say) only the end
    /// tag of its element is a tag.
    fn at(piece: &str, raw_text: Option<&str>) -> Self {
        let Some(rest) = piece.strip_prefix('<') else { return Self::Text };
        let (is_end, name) = match rest.strip_prefix('/') {
            Some(name) => (true, name),
            None => (false, rest),
        };
        let begins_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
        match raw_text {
            Some(raw) if !(is_end && begins_with(name, raw)) => Self::Text,
            _ if begins_name => Self::Tag(Tag { state: State::Start, attributes: 0 }),
            // An empty one brings forth no token.
            _ if rest.starts_with("![CDATA[") => Self::Text,
            _ if is_end || rest.starts_with(['!', '?']) => Self::Comment,
            _ => Self::Text,
        }
    }

    fn may_be_open(&self) -> bool {
        match self {
            Self::Tag(tag) => tag.state != State::Ended,
            Self::Comment => true,
            Self::Text => false,
        }
    }
}

fn begins_with(text: &str, name: &str) -> bool {
    text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

/// A tag as far as it was read.
#[derive(Debug, PartialEq, Eq)]
struct Tag {
    state: State,
    attributes: usize,
}

/// The states of the HTML standard's tokenizer within a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// In the `<` or `</` of the tag.
    Start,
    TagName,
    /// Where an attribute may begin.
    Between,
    AttributeName,
    AfterName,
    BeforeValue,
    Quoted(u8),
    Unquoted,
    Ended,
}

impl Tag {
    /// Reads on. What lies between the two places is to be left out.
    fn read(&mut self, piece: &str) -> (usize, usize) {
        let all = (piece.len(), piece.len());
        let mut cut = (self.attributes > MAX_ATTRIBUTES).then_some(0);
        for (at, byte) in piece.bytes().enumerate() {
            let next = self.state.next(byte);
            let begins = next == State::AttributeName && self.state != State::AttributeName;
            self.attributes += usize::from(begins);
            if self.attributes > MAX_ATTRIBUTES {
                cut = cut.or(Some(at));
            }
            self.state = next;
            if next == State::Ended {
                return cut.map_or(all, |cut| (cut, at));
            }
        }
        cut.map_or(all, |cut| (cut, piece.len()))
    }
}

impl State {
    fn next(self, byte: u8) -> Self {
        let is_blank = matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c');
        match (self, byte) {
            (Self::Start, b'<' | b'/') => Self::Start,
            (Self::Quoted(quote), _) if byte == quote => Self::Between,
            (Self::Quoted(_) | Self::Ended, _) => self,
            (_, b'>') => Self::Ended,
            (Self::Unquoted, _) if is_blank => Self::Between,
            (Self::BeforeValue, _) if is_blank => Self::BeforeValue,
            (Self::BeforeValue, b'"' | b'\'') => Self::Quoted(byte),
            (Self::BeforeValue | Self::Unquoted, _) => Self::Unquoted,
            (Self::AttributeName | Self::AfterName, b'=') => Self::BeforeValue,
            (_, b'/') => Self::Between,
            (Self::AttributeName, _) if is_blank => Self::AfterName,
            (Self::TagName, _) if is_blank => Self::Between,
            (_, _) if is_blank => self,
            (Self::Start | Self::TagName, _) => Self::TagName,
            (_, _) => Self::AttributeName,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins() {
        // A piece, the raw text it stands in, what it begins with: t(ag), c(omment), or text.
        let cases = [
            ("<p a>x", None, 't'),
            ("</p>", None, 't'),
            ("<p", Some("script"), ' '),
            ("</p>", Some("script"), ' '),
            ("</SCRIPT >", Some("script"), 't'),
            ("<!-- a", None, 'c'),
            ("<!doctype html>", None, 'c'),
            ("<![CDATA[", None, ' '),
            ("<?xml", None, 'c'),
            ("</", None, 'c'),
            ("</3", None, 'c'),
            ("<3", None, ' '),
            ("<", None, ' '),
            ("x", None, ' '),
            ("", None, ' '),
        ];
        for (piece, raw_text, expect) in cases {
            let found = match Construct::at(piece, raw_text) {
                Construct::Tag(_) => 't',
                Construct::Comment => 'c',
                Construct::Text => ' ',
            };
            assert_eq!(found, expect, "{piece:?} in {raw_text:?}");
        }
    }

    #[test]
    fn attributes_are_counted_as_the_standard_does() {
        let cases: [(&[&str], usize, bool); 15] = [
            (&["<p>"], 0, true),
            (&["</p a>"], 1, true),
            (&["<p a b  c\td\n>"], 4, true),
            (&["<p a=b c='d e' f=\"g>h\">"], 3, true),
            (&["<p a='b'c='d'e>"], 3, true),
            (&["<p a = b c =d>"], 2, true),
            (&["<p a/b /c/>"], 3, true),
            (&["<p =a =b>"], 1, true),
            (&["<p</a", "</b", "<c d>"], 3, true),
            (&["<p a==b>"], 1, true),
            (&["<p a=>"], 1, true),
            (&["<p a=/b/c>"], 1, true),
            (&["<p a='", "<b c d", "<e' f>"], 2, true),
            (&["<p a", "<b c>"], 2, true),
            (&["<p a='b>"], 1, false),
        ];
        for (pieces, attributes, ended) in cases {
            let Construct::Tag(mut tag) = Construct::at(pieces[0], None) else {
                panic!("{pieces:?} is a tag");
            };
            for piece in pieces {
                assert_eq!(tag.read(piece), (piece.len(), piece.len()), "{pieces:?}");
            }
            assert_eq!(
                (tag.attributes, tag.state == State::Ended),
                (attributes, ended),
                "{pieces:?}"
            );
        }
    }
}
