//! What pictures show, in words (`alt`), where the text does not say the same.

use std::collections::HashSet;

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

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
    /// Those at and below `root`, but for what any other text says as well (a link, a heading), or
    /// what is a part of the text before or after the picture, as of its caption.
    pub(super) fn of(root: NodeRef<'_, Node>) -> Self {
        let alt = |node: NodeRef<'_, Node>| node.value().as_element().and_then(alt_of).map(letters);
        let mut alts = Self { unread: root.descendants().filter_map(alt).collect() };
        if !alts.unread.is_empty() {
            alts.drop_told(root);
        }
        alts
    }

    fn drop_told(&mut self, root: NodeRef<'_, Node>) {
        let mut before = String::new();
        // Pictures since the last text.
        let mut pictures: Vec<String> = Vec::new();
        for node in root.descendants() {
            match node.value() {
                Node::Text(text) if has_words(text) => {
                    let is_short = text.len() <= CAPTION_BYTES;
                    before = if is_short { letters(text) } else { String::new() };
                    self.unread.remove(&before);
                    for alt in pictures.drain(..).filter(|alt| before.contains(alt.as_str())) {
                        self.unread.remove(&alt);
                    }
                }
                Node::Element(element) => match alt_of(element).map(letters) {
                    Some(alt) if before.contains(&alt) => _ = self.unread.remove(&alt),
                    Some(alt) => pictures.push(alt),
                    None => {}
                },
                _ => {}
            }
        }
    }

    /// The text of this element, if it is a picture whose text is to be read here.
    pub(super) fn take<'a>(&mut self, element: &'a Element) -> Option<&'a str> {
        alt_of(element).filter(|alt| self.unread.remove(&letters(alt)))
    }
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
