//! PDF: the letters of a page by where they stand, put together to lines and paragraphs.
//!
//! Each page is a section that `#page=3` leads to, as browsers understand. Lines that
//! most pages begin or end with (but for the number of the page) are left out.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};

use super::{Article, clean, text};
use crate::Section;

/// Bytes of a file. Most of a large one are pictures.
pub(super) const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// Letters that are read of a file: more than of the longest novel. Each costs time.
const MAX_LETTERS: usize = 8_000_000;

/// A gap between letters that is a space, and one between lines that parts paragraphs,
/// in parts of the letters' size.
const SPACE: f64 = 0.16;
const PARAGRAPH: f64 = 1.7;

/// How much larger than the text of a page its heading is.
const HEADING: f64 = 1.15;

/// Pages from which on their first and last lines can tell that they are the same.
const FEWEST_PAGES: usize = 3;

/// Characters of a heading.
const HEADING_CHARS: usize = 200;

/// Reads a file.
///
/// # Errors
/// Why it cannot be read.
pub(super) fn read(bytes: Vec<u8>) -> Result<Article, String> {
    // What the reader of PDF did not foresee shall not end the program; within Node it does, as
    // WebAssembly catches no panics.
    let read = catch_unwind(AssertUnwindSafe(|| pages(bytes)));
    let (title, mut pages) =
        read.unwrap_or_else(|_| Err("is a damaged PDF; left out".to_owned()))?;
    drop_repeated(&mut pages);
    let sections: Vec<Section> =
        pages.iter().zip(1..).filter_map(|(lines, number)| section(lines, number)).collect();
    if sections.is_empty() {
        return Err("is a PDF without text (scanned pictures of pages?); left out".to_owned());
    }
    let heading = || sections.iter().map(|section| &section.heading).find(|it| !it.is_empty());
    let title = title.or_else(|| heading().cloned()).unwrap_or_default();
    Ok(Article { title, sections, is_bare: true, ..Article::default() })
}

/// A line of letters.
#[derive(Debug, Default, PartialEq)]
struct Line {
    text: String,
    size: f64,
    /// Where it stands, from the bottom.
    y: f64,
}

type Pages = Vec<Vec<Line>>;

fn pages(bytes: Vec<u8>) -> Result<(Option<String>, Pages), String> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => "is a PDF that is encrypted; left out".to_owned(),
        LoadPdfError::Invalid => {
            "is no PDF that can be read, or a damaged one; left out".to_owned()
        }
    })?;
    let cache = InterpreterCache::new();
    let mut pages = Vec::new();
    let mut letters = 0;
    for page in pdf.pages().iter() {
        // Nothing is drawn, so that the part of the page does not matter.
        let (part, settings) = (Rect::new(0.0, 0.0, 1.0, 1.0), InterpreterSettings::default());
        let mut context = Context::new(Affine::IDENTITY, part, &cache, pdf.xref(), settings);
        let mut reader = Reader { left: MAX_LETTERS.saturating_sub(letters), ..Reader::default() };
        interpret_page(page, &mut context, &mut reader);
        letters += reader.letters;
        pages.push(reader.lines);
        if letters >= MAX_LETTERS {
            return Err(format!("has more than {MAX_LETTERS} letters; left out"));
        }
    }
    let title = pdf.metadata().title.as_deref().map(|title| clean::line(&text_of(title)));
    // Programs put the name of the file there.
    let is_title =
        |title: &String| clean::has_words(title) && title.contains(' ') && !title.contains(" - ");
    Ok((title.filter(is_title), pages))
}

/// Texts about a file are in UTF-16 with its mark, else in what is nearly Latin-1.
fn text_of(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into(),
    }
}

/// Reads letters instead of drawing them.
#[derive(Default)]
struct Reader {
    lines: Vec<Line>,
    /// Where the last letter ends.
    end: f64,
    letters: usize,
    /// Letters that may still be read.
    left: usize,
}

impl Reader {
    fn letter(&mut self, text: &str, place: Affine, width: f64) {
        let (at, top) = (place * Point::ZERO, place * Point::new(0.0, 1000.0));
        let size = (top - at).hypot();
        if self.left <= self.letters || size == 0.0 || !size.is_finite() {
            return;
        }
        self.letters += 1;
        let goes_on = self.lines.last().is_some_and(|line| {
            let (up, on) = ((at.y - line.y).abs(), at.x - self.end);
            up < 0.5 * line.size.max(size) && on > -2.0 * size
        });
        if !goes_on {
            self.lines.push(Line { text: String::new(), size, y: at.y });
        }
        let Some(line) = self.lines.last_mut() else { return };
        if goes_on && at.x - self.end > SPACE * size {
            line.text.push(' ');
        }
        line.text.push_str(text);
        line.size = line.size.max(size);
        self.end = (place * Point::new(width, 0.0)).x;
    }
}

impl Device<'_> for Reader {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let place = props.transform * glyph.transform();
            let width = match &**glyph {
                hayro_interpret::font::Glyph::Outline(outline) => outline.advance_width(),
                hayro_interpret::font::Glyph::Type3(drawn) => drawn.advance_width(),
            };
            let width = f64::from(width.unwrap_or(500.0));
            match glyph.as_unicode() {
                Some(BfString::Char(c)) => {
                    self.letter(c.encode_utf8(&mut [0; 4]), place, width);
                }
                Some(BfString::String(text)) => self.letter(&text, place, width),
                None => {}
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn pop_clip(&mut self) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_transparency_group(&mut self) {}
}

/// Takes off the first and last lines that most pages have.
fn drop_repeated(pages: &mut Pages) {
    if pages.len() < FEWEST_PAGES {
        return;
    }
    let bare = |line: &Line| line.text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let limit = pages.len() / 2;
    for last in [false, true] {
        let end =
            |page: &Vec<Line>| if last { page.last().map(bare) } else { page.first().map(bare) };
        let mut counts: HashMap<String, usize> = HashMap::new();
        pages.iter().filter_map(end).for_each(|line| *counts.entry(line).or_default() += 1);
        for page in pages.iter_mut() {
            let count = end(page).and_then(|line| counts.get(&line)).copied();
            match count.unwrap_or_default() {
                count if count <= limit => {}
                _ if last => drop(page.pop()),
                _ => drop(page.remove(0)),
            }
        }
    }
}

/// A page. It is called by its first lines if these are larger than its text.
fn section(lines: &[Line], number: usize) -> Option<Section> {
    let mut sizes: Vec<f64> = lines.iter().map(|line| line.size).collect();
    sizes.sort_unstable_by(f64::total_cmp);
    let usual = *sizes.get(sizes.len() / 2)?;
    let large = |line: &&Line| line.size >= HEADING * usual;
    let heading: Vec<&str> =
        lines.iter().take_while(large).map(|line| line.text.as_str()).collect();
    let mut length = heading.len();
    let mut heading = clean::line(&heading.join(" "));
    if !clean::has_words(&heading) || heading.chars().count() > HEADING_CHARS {
        (length, heading) = (0, String::new());
    }
    let text = paragraphs(lines.get(length..).unwrap_or_default());
    let is_empty = heading.is_empty() && text.is_empty();
    let level = if heading.is_empty() { 0 } else { 2 };
    let anchor = format!("page={number}");
    (!is_empty).then(|| Section { level, heading, anchor, text, ..Section::default() })
}

/// Lines with an empty one where the gap between them is wide, for [`text::paragraphs`].
fn paragraphs(lines: &[Line]) -> String {
    let mut out = String::new();
    let mut previous: Option<&Line> = None;
    for line in lines {
        let near =
            |before: &Line| (before.y - line.y).abs() <= PARAGRAPH * before.size.max(line.size);
        out.push_str(match previous {
            Some(before) if near(before) => "\n",
            _ => "\n\n",
        });
        out.push_str(&line.text);
        previous = Some(line);
    }
    text::paragraphs(&out)
}
