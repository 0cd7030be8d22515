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
        let says = |text: &str, alt: &String| is_short(text) && letters(text).contains(alt);
        let mut before = "";
        // Pictures since the last text.
        let mut pictures: Vec<String> = Vec::new();
        for node in seen {
            match node.value() {
                Node::Text(text) if has_words(text) => {
                    before = text;
                    for alt in pictures.drain(..).filter(|alt| says(before, alt)) {
                        self.unread.remove(&alt);
                    }
                }
                Node::Element(element) => match alt_of(element).map(letters) {
                    Some(alt) if says(before, &alt) => _ = self.unread.remove(&alt),
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
