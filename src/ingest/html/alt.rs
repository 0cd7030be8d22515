//! What pictures show, in words (`alt`), where the text does not say the same.

use std::collections::HashSet;

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::body::is_block;
use crate::ingest::clean::{has_words, letters};

/// Bytes of a text beside a picture that may say the same.
const CAPTION_BYTES: usize = 1_000;

/// Ends of files' names, which some programs put there.
const ENDS_OF_NAMES: [&str; 6] = [".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"];

/// The pictures' texts that are still to be read, each once.
#[derive(Default)]
pub(super) struct Alts {
    unread: HashSet<String>,
}

impl Alts {
    /// Those of what is `read`, but for what any other text there says as well (a link, a heading),
    /// or what is a part of the text before or after the picture, as of its caption. One that is
    /// `seen` but not read says it, too: it is left out as no part of the article, and so are its
    /// words here.
    pub(super) fn of<'a>(
        read: impl Iterator<Item = NodeRef<'a, Node>> + Clone,
        seen: impl Iterator<Item = NodeRef<'a, Node>>,
    ) -> Self {
        let alt = |node: NodeRef<'_, Node>| node.value().as_element().and_then(alt_of).map(letters);
        let mut alts = Self { unread: read.clone().filter_map(alt).collect() };
        if !alts.unread.is_empty() {
            for text in read.filter_map(|node| node.value().as_text().filter(|it| is_short(it))) {
                alts.unread.remove(&letters(text));
            }
            alts.drop_told_beside(seen);
        }
        alts
    }

    fn drop_told_beside<'a>(&mut self, seen: impl Iterator<Item = NodeRef<'a, Node>>) {
        let mut beside = Beside::default();
        for node in seen {
            match node.value() {
                // Of one that is too long to be a caption no more is kept.
                Node::Text(text) if is_short(&beside.line) => beside.line.push_str(text),
                Node::Element(element) => match alt_of(element).map(letters) {
                    Some(alt) => {
                        self.end_line(&mut beside);
                        beside.pictures.push(alt);
                        self.drop_told(&mut beside);
                    }
                    None if is_block(element.name()) => self.end_line(&mut beside),
                    None => {}
                },
                _ => {}
            }
        }
        self.end_line(&mut beside);
    }

    /// Takes a line, if there is one, for the last before the pictures that come, and the next
    /// behind those that came.
    fn end_line(&mut self, beside: &mut Beside) {
        if has_words(&beside.line) {
            beside.before = std::mem::take(&mut beside.line);
            self.drop_told(beside);
            beside.pictures.clear();
        }
    }

    /// Drops what the last line says of the last pictures.
    fn drop_told(&mut self, beside: &mut Beside) {
        let said = if is_short(&beside.before) { letters(&beside.before) } else { String::new() };
        for alt in beside.pictures.extract_if(.., |alt| said.contains(alt.as_str())) {
            self.unread.remove(&alt);
        }
    }

    /// The text of this element, if it is a picture whose text is to be read here.
    pub(super) fn take<'a>(&mut self, element: &'a Element) -> Option<&'a str> {
        alt_of(element).filter(|alt| self.unread.remove(&letters(alt)))
    }
}

/// What stands beside pictures: a caption is a line, of however many parts.
#[derive(Default)]
struct Beside {
    /// The last line.
    before: String,
    /// What there is of the next one.
    line: String,
    /// The texts of the pictures since the last line, as letters.
    pictures: Vec<String>,
}

fn is_short(text: &str) -> bool {
    text.len() <= CAPTION_BYTES
}

/// What a picture shows, if it says so: neither the name of its file nor whose it is. One for
/// decoration shows nothing.
pub(super) fn alt_of(element: &Element) -> Option<&str> {
    let is_decoration = || matches!(element.attr("role"), Some("presentation" | "none"));
    let alt = element.attr("alt").filter(|_| element.name() == "img" && !is_decoration())?.trim();
    let is_name = ENDS_OF_NAMES.iter().any(|end| alt.to_ascii_lowercase().ends_with(end))
        || !alt.contains(char::is_whitespace) && alt.contains(['_', '/']);
    let is_told = alt.chars().any(char::is_alphabetic) && !alt.starts_with('©') && !is_name;
    is_told.then_some(alt)
}
