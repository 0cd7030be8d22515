//! Parses a page into a tree as browsers do, within bounds.
//!
//! `html5ever` follows the standard, and the standard lets a few bytes cost a lot:
//! it looks through all open elements for many a tag, so that nesting costs
//! quadratic time, and repeats unclosed formatting in every block. Browsers cut
//! both short, and so does this; [`feed`] does the same for attributes.
//!
//! XHTML is read the same way, but that `<title/>` ends where it begins (as HTML, it would
//! take the rest of the page for its text), and that CDATA is text.

use std::cell::{Cell, RefCell};
use std::path::Path;

use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use scraper::{Html, HtmlTreeSink};

use super::feed;

type Builder = TreeBuilder<<HtmlTreeSink as TreeSink>::Handle, HtmlTreeSink>;

/// Elements within one another; Chromium has the same bound.
const MAX_DEPTH: usize = 512;

/// Nodes of a page beyond one for each of its bytes.
const SPARE_NODES: usize = 10_000;

/// How a page is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::ingest) enum Syntax {
    Html,
    /// XHTML that is served as such.
    Xml,
}

impl Syntax {
    /// That of a file, by its name's ending, as servers tell it.
    pub(in crate::ingest) fn of(path: &Path) -> Self {
        match path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xhtml")) {
            true => Self::Xml,
            false => Self::Html,
        }
    }
}

/// Parses a whole page. Any text is one.
pub(super) fn parse(page: &str, syntax: Syntax) -> Html {
    let builder =
        TreeBuilder::new(HtmlTreeSink::new(Html::new_document()), TreeBuilderOpts::default());
    let bounded = Bounded {
        builder,
        syntax,
        max_nodes: page.len() + SPARE_NODES,
        silent: Cell::new(false),
        raw_text: RefCell::default(),
    };
    let tokenizer = Tokenizer::new(bounded, TokenizerOpts::default());
    feed::feed(&tokenizer, page);
    tokenizer.end();
    tokenizer.sink.builder.sink.finish()
}

/// Passes on what the tree builder can take.
pub(super) struct Bounded {
    builder: Builder,
    syntax: Syntax,
    max_nodes: usize,
    /// No token came since the last [`Bounded::begin_silence`].
    silent: Cell<bool>,
    /// The name of the element whose text holds no tags, such as a script.
    raw_text: RefCell<Option<LocalName>>,
}

impl Bounded {
    /// Whether no token came since the last call.
    pub(super) fn begin_silence(&self) -> bool {
        self.silent.replace(true)
    }

    /// The name of the element that is being read if its text holds no tags.
    pub(super) fn raw_text(&self) -> Option<LocalName> {
        self.raw_text.borrow().clone()
    }

    /// The end tag that `<title/>` stands for as well; the tree builder knows only those of
    /// elements that hold nothing, and of SVG and MathML.
    fn end_of_empty(&self, tag: &Tag) -> Option<Tag> {
        let is_empty = self.syntax == Syntax::Xml
            && tag.kind == TagKind::StartTag
            && tag.self_closing
            && !ends_by_itself(&tag.name)
            && !self.builder.adjusted_current_node_present_but_not_in_html_namespace();
        is_empty.then(|| Tag {
            kind: TagKind::EndTag,
            self_closing: false,
            attrs: Vec::new(),
            ..tag.clone()
        })
    }

    /// Whether the place where the page was last added to is too deep, or the
    /// tree too big, for one more element.
    fn is_full(&self) -> bool {
        let html = self.builder.sink.0.borrow();
        let mut nodes = html.tree.nodes();
        nodes.len() > self.max_nodes
            || nodes.next_back().is_some_and(|last| last.ancestors().nth(MAX_DEPTH).is_some())
    }
}

impl TokenSink for Bounded {
    type Handle = <Builder as TokenSink>::Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Self::Handle> {
        if !matches!(token, Token::ParseError(_)) {
            self.silent.set(false);
        }
        let mut name = None;
        let mut empty = None;
        let token = match token {
            Token::TagToken(tag) if is_droppable(&tag) && self.is_full() => {
                // Its place still separates words.
                Token::CharacterTokens(StrTendril::from_slice(" "))
            }
            Token::TagToken(tag) => {
                name = Some(tag.name.clone());
                empty = self.end_of_empty(&tag);
                Token::TagToken(tag)
            }
            token => token,
        };
        let mut result = self.builder.process_token(token, line);
        if let Some(end) = empty {
            result = self.builder.process_token(Token::TagToken(end), line);
        }
        if name.is_some() {
            let is_raw = matches!(result, TokenSinkResult::RawData(_) | TokenSinkResult::Plaintext);
            *self.raw_text.borrow_mut() = name.filter(|_| is_raw);
        }
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    /// Where CDATA is text.
    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.syntax == Syntax::Xml
            || self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Whether an element has no end tag, or its `/` is heeded in HTML too.
fn ends_by_itself(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "image"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "math"
            | "meta"
            | "param"
            | "source"
            | "svg"
            | "track"
            | "wbr"
    )
}

/// Start tags, but none that changes how what follows is read.
fn is_droppable(tag: &Tag) -> bool {
    tag.kind == TagKind::StartTag
        && !matches!(
            &*tag.name,
            "script"
                | "style"
                | "textarea"
                | "title"
                | "xmp"
                | "iframe"
                | "noembed"
                | "noframes"
                | "noscript"
                | "plaintext"
                | "svg"
                | "math"
                | "template"
        )
}
