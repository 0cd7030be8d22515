//! Parses a page into a tree as browsers do, within bounds.
//!
//! `html5ever` follows the standard, and the standard lets a few bytes cost a lot:
//! it looks through all open elements for many a tag, so that nesting costs
//! quadratic time, and repeats unclosed formatting in every block. Browsers cut

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use scraper::{Html, HtmlTreeSink};

type Builder = TreeBuilder<<HtmlTreeSink as TreeSink>::Handle, HtmlTreeSink>;

/// Elements within one another; Chromium has the same bound.
const MAX_DEPTH: usize = 512;

/// Nodes of a page beyond one for each of its bytes.
const SPARE_NODES: usize = 10_000;

/// Parses a whole page. Any text is one.
pub(super) fn parse(page: &str) -> Html {
    let builder =
        TreeBuilder::new(HtmlTreeSink::new(Html::new_document()), TreeBuilderOpts::default());
    let bounded = Bounded { builder, max_nodes: page.len() + SPARE_NODES };
    let tokenizer = Tokenizer::new(bounded, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(page));
    // The parser hands control back after each script, for a browser to run it.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink.builder.sink.finish()
}

/// Passes on what the tree builder can take.
struct Bounded {
    builder: Builder,
    max_nodes: usize,
}

impl Bounded {
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
        let token = match token {
            Token::TagToken(tag) if is_droppable(&tag) && self.is_full() => {
                // Its place still separates words.
                Token::CharacterTokens(StrTendril::from_slice(" "))
            }
            token => token,
        };
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
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
