//! Collects running text into headings and paragraphs, the shape of a
//! [`Document`](crate::Document), for every format that has markup.

use super::clean;
use crate::Section;

/// Sections under construction.
#[derive(Default)]
pub(super) struct Outline {
    sections: Vec<Section>,
    /// The paragraph (or heading) being collected, as it stands in the file.
    pending: String,
    heading: Option<(u8, String)>,
    /// Length of all finished text in bytes.
    length: usize,
}

impl Outline {
    /// Adds text that belongs to the word before it.
    pub(super) fn text(&mut self, raw: &str) {
        self.pending.push_str(raw);
    }

    /// Separates words within a paragraph.
    pub(super) fn space(&mut self) {
        self.pending.push(' ');
    }

    /// Ends the paragraph; within a heading, only the word.
    pub(super) fn end_block(&mut self) {
        if self.heading.is_some() {
            return self.space();
        }
        let text = clean::line(&self.pending);
        self.pending.clear();
        if clean::has_words(&text) {
            self.add_paragraph(&text);
        }
    }

    /// Begins a heading of `level` 1 to 6 that `anchor` leads to.
    pub(super) fn start_heading(&mut self, level: u8, anchor: String) {
        self.end_heading();
        self.end_block();
        self.heading = Some((level, anchor));
    }

    /// Ends a heading, if one is open, and opens its section. One without words
    /// (an image) opens none.
    pub(super) fn end_heading(&mut self) {
        let Some((level, anchor)) = self.heading.take() else { return };
        let heading = clean::line(&self.pending);
        self.pending.clear();
        if clean::has_words(&heading) {
            self.length += heading.len();
            self.sections.push(Section { level, heading, anchor, ..Section::default() });
        }
    }

    /// Sets the anchor of the open heading unless it has one.
    pub(super) fn anchor(&mut self, anchor: &str) {
        if let Some((_, own)) = &mut self.heading
            && own.is_empty()
        {
            anchor.clone_into(own);
        }
    }

    /// True while a heading is open.
    pub(super) fn in_heading(&self) -> bool {
        self.heading.is_some()
    }

    /// True if the paragraph or heading has words by now.
    pub(super) fn in_paragraph(&self) -> bool {
        clean::has_words(&self.pending)
    }

    /// The finished sections, and the length of their text in bytes.
    pub(super) fn finish(mut self) -> (Vec<Section>, usize) {
        self.end_heading();
        self.end_block();
        (self.sections, self.length)
    }

    fn add_paragraph(&mut self, paragraph: &str) {
        if self.sections.is_empty() {
            self.sections.push(Section::default());
        }
        if let Some(section) = self.sections.last_mut() {
            if !section.text.is_empty() {
                section.text.push('\n');
            }
            section.text.push_str(paragraph);
        }
        self.length += paragraph.len();
    }
}

/// Sections as lines, for tests: `## heading #anchor`, then the text.
#[cfg(test)]
pub(super) fn shown(sections: &[Section]) -> String {
    let mut lines = Vec::new();
    for section in sections {
        if section.level > 0 {
            let marks = "#".repeat(section.level.into());
            lines.push(format!("{marks} {} #{}", section.heading, section.anchor));
        }
        lines.extend(section.text.lines().map(str::to_owned));
    }
    lines.join("\n")
}
