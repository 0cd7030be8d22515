//! Markdown with front matter, and MDX.

mod fence;
mod front_matter;
mod marks;
mod mdx;
mod shortcodes;

use std::collections::HashMap;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::outline::Outline;
use super::site::Generator;
use super::{Article, html};
use crate::Section;

/// Reads Markdown. The title is the front matter's, else the first heading of
/// the highest level `#`, else the first heading.
pub(super) fn read(source: &str, generator: Option<Generator>) -> Article {
    let sections = |text: &str| headings_and_text(&shortcodes::without(text, generator), generator);
    read_with(source, generator, sections)
}

/// Reads Markdown with components.
pub(super) fn read_mdx(source: &str, generator: Option<Generator>) -> Article {
    read_with(source, generator, |text| headings_and_text(&mdx::to_markdown(text), generator))
}

fn read_with(
    source: &str,
    generator: Option<Generator>,
    sections: impl Fn(&str) -> Vec<Section>,
) -> Article {
    let mut article = Article::default();
    let text = front_matter::take(source, generator, &mut article);
    article.sections = sections(text);
    if article.title.is_empty() {
        let headings = || article.sections.iter().filter(|section| section.level > 0);
        let first = headings().find(|section| section.level == 1).or_else(|| headings().next());
        article.title = first.map(|section| section.heading.clone()).unwrap_or_default();
    }
    article
}

fn headings_and_text(text: &str, generator: Option<Generator>) -> Vec<Section> {
    let text = marks::without(text);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_GFM;
    let mut reader = Reader::default();
    for event in Parser::new_ext(&text, options) {
        reader.take(event);
    }
    let mut sections = reader.outline.finish().0;
    add_anchors(&mut sections, generator);
    sections
}

#[derive(Default)]
struct Reader {
    outline: Outline,
    /// HTML lines of the open block.
    html: Option<String>,
    in_code: bool,
    /// Set by `<a name="…">` before a heading.
    anchor: String,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code => self.code(&text),
            Event::Text(text) | Event::Code(text) => {
                self.outline.text(&text);
            }
            Event::Html(html) => self.html.get_or_insert_default().push_str(&html),
            Event::InlineHtml(tag) => self.inline_html(&tag),
            Event::SoftBreak | Event::HardBreak => self.outline.space(),
            Event::Rule => self.outline.end_block(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, id, .. } => {
                let anchor = std::mem::take(&mut self.anchor);
                let anchor = id.map_or(anchor, |id| id.into_string());
                self.outline.start_heading(number(level), anchor);
            }
            // Its text is shown where the picture is not.
            Tag::Image { .. } => self.outline.space(),
            Tag::CodeBlock(_) => {
                self.outline.end_block();
                self.in_code = true;
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } => {}
            Tag::TableCell => self.outline.space(),
            _ => self.outline.end_block(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.outline.end_heading(),
            TagEnd::Image => self.outline.space(),
            TagEnd::HtmlBlock => self.html_block(),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {}
            TagEnd::TableCell => self.outline.space(),
            TagEnd::CodeBlock => {
                self.outline.end_block();
                self.in_code = false;
            }
            _ => self.outline.end_block(),
        }
    }

    fn code(&mut self, text: &str) {
        for line in text.split_inclusive('\n') {
            self.outline.text(line);
            if line.ends_with('\n') {
                self.outline.end_block();
            }
        }
    }

    fn inline_html(&mut self, tag: &str) {
        let name: String = tag.chars().skip(1).take_while(char::is_ascii_alphanumeric).collect();
        match name.to_ascii_lowercase().as_str() {
            "br" | "td" | "li" | "p" | "div" => self.outline.space(),
            "img" => self.picture(tag),
            "a" => self.set_anchor(tag),
            _ => {}
        }
    }

    fn picture(&mut self, tag: &str) {
        self.outline.space();
        self.outline.text(&html::alt(tag).unwrap_or_default());
        self.outline.space();
    }

    /// HTML blocks hold whole elements, or only a tag (`<details>`) with Markdown after it.
    fn html_block(&mut self) {
        let html = self.html.take().unwrap_or_default();
        if html.trim_start().starts_with("<a ") {
            self.set_anchor(&html);
        }
        // Many a site's Markdown is read within HTML, too.
        let html = match html.contains("<pre") || html.contains("<code") {
            true => html,
            false => html.replace("**", ""),
        };
        html::read_fragment(&html, &mut self.outline);
    }

    fn set_anchor(&mut self, tag: &str) {
        let Some(anchor) = html::anchor(tag) else { return };
        match self.outline.in_heading() {
            true => self.outline.anchor(&anchor),
            false => self.anchor = anchor,
        }
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Gives headings without an anchor the one that the generator makes, with a number
/// added to a repeated one.
fn add_anchors(sections: &mut [Section], generator: Option<Generator>) {
    let mark = Generator::number_mark(generator);
    let mut uses: HashMap<String, usize> = HashMap::new();
    for section in sections.iter_mut().filter(|s| s.level > 0 && s.anchor.is_empty()) {
        let slug = Generator::slug(generator, &section.heading);
        let count = uses.entry(slug.clone()).or_default();
        section.anchor = match *count {
            0 => slug,
            n => format!("{slug}{mark}{n}"),
        };
        *count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::outline::shown;

    #[test]
    fn texts() {
        let cases = [
            ("Vor\n\n# Über *uns*\nText", "Vor\n# Über uns #über-uns\nText"),
            ("Titel\n=====\na\nb  \nc", "# Titel #titel\na b c"),
            ("## A\n## A\n## B {#eigen}", "## A #a\n## A #a-1\n## B #eigen"),
            ("<a name=\"alt\"></a>\n## A", "## A #alt"),
            ("## <a id=\"alt\"></a>A", "## A #alt"),
            ("| a | b |\n|---|---|\n| c | d |", "a b\nc d"),
            ("- a\n- b\n  - c\n\n1. d", "a\nb\nc\nd"),
            ("[Text](u 'v') ![Bild](b.png) <https://a.b/>", "Text Bild https://a.b/"),
            ("Wort\n: Erklärung\n", "Wort\nErklärung"),
            ("a\u{ad}b {{< x >}}c", "ab c"),
            ("```c\nint a;\nint b;\n```", "int a;\nint b;"),
            ("Wort[^1]\n\n[^1]: Fußnote", "Wort\nFußnote"),
            ("- [ ] Aufgabe ~~alt~~", "Aufgabe alt"),
            ("<div>Ein **fetter** Satz</div>\n\n<script>x()</script>", "Ein fetter Satz"),
            ("Migra<b>tion</b> a<br>b <!-- x -->", "Migration a b"),
            ("<details>\n<summary>Mehr</summary>\n\nText\n\n</details>", "Mehr\nText"),
            ("a\n\n---\n\nb", "a\nb"),
            ("a <img alt='Weide' src=b.png> c\n\n<p><img alt='Ulme'></p>", "a Weide c\nUlme"),
            ("&uuml;ber \\*kein\\*", "über *kein*"),
        ];
        for (source, expect) in cases {
            assert_eq!(shown(&read(source, None).sections), expect, "{source:?}");
        }
    }

    #[test]
    fn titles() {
        let cases = [
            ("---\ntitle: Kopf\n---\n# Text", "Kopf"),
            ("## Zwei\n# Eins", "Eins"),
            ("## Zwei\n### Drei", "Zwei"),
            ("Nur Text", ""),
        ];
        for (source, expect) in cases {
            assert_eq!(read(source, None).title, expect, "{source:?}");
        }
    }
}
