//! A page as a list of its blocks in reading order, each with the measures of its text.

use std::collections::HashSet;

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::Node;
use scraper::node::Element;

use super::body::{self, is_block, shown};

/// Letters of running text; what is shorter is a label, an entry of a list or a heading.
const PROSE_LETTERS: usize = 60;

/// A block element, or an element that a site has made up.
pub(super) struct Block<'a> {
    pub(super) node: NodeRef<'a, Node>,
    pub(super) element: &'a Element,
    /// The block around it; the first block has itself.
    pub(super) parent: usize,
    /// Where the blocks within it end.
    pub(super) end: usize,
    /// Those that are not left out.
    pub(super) letters: Letters,
    /// Those that stand in no block within it.
    pub(super) own: Letters,
}

/// How many letters a text has, and its links.
#[derive(Clone, Copy, Default)]
pub(super) struct Letters {
    pub(super) all: usize,
    /// Within links.
    pub(super) linked: usize,
    /// In running text, or in what is set as it was typed.
    pub(super) prose: usize,
    pub(super) links: usize,
}

impl Letters {
    /// Whether more than one of so many letters is within a link.
    pub(super) fn is_linked(self, of: usize) -> bool {
        self.linked * of > self.all
    }

    /// Those outside of links.
    pub(super) fn plain(self) -> usize {
        self.all - self.linked
    }

    fn add(&mut self, other: Self) {
        self.all += other.all;
        self.linked += other.linked;
        self.prose += other.prose;
        self.links += other.links;
    }

    fn take(&mut self, other: Self) {
        self.all -= other.all;
        self.linked -= other.linked;
        self.prose -= other.prose;
        self.links -= other.links;
    }
}

/// The blocks of a page.
pub(super) struct Blocks<'a> {
    pub(super) list: Vec<Block<'a>>,
    left_out: Vec<bool>,
    /// Of each, how many are directly within that are not left out.
    children: Vec<Children>,
}

/// How many blocks stand in one.
#[derive(Clone, Copy, Default)]
pub(super) struct Children {
    pub(super) all: usize,
    pub(super) paragraphs: usize,
}

impl<'a> Blocks<'a> {
    /// Those at and below `root` that are shown, without what is in `ignored`.
    pub(super) fn of(root: NodeRef<'a, Node>, ignored: &HashSet<NodeId>) -> Self {
        let mut builder = Builder::default();
        for edge in shown(root, ignored) {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Text(text) => builder.text(text),
                    Node::Element(element) => builder.open(node, element),
                    _ => {}
                },
                Edge::Close(node) => {
                    if let Node::Element(element) = node.value() {
                        builder.close(element);
                    }
                }
            }
        }
        let blocks = builder.list.len();
        let (left_out, children) = (vec![false; blocks], vec![Children::default(); blocks]);
        let mut blocks = Self { list: builder.list, left_out, children };
        for at in 1..blocks.list.len() {
            let is_paragraph = blocks.is_paragraph(at);
            let around = &mut blocks.children[blocks.list[at].parent];
            around.all += 1;
            around.paragraphs += usize::from(is_paragraph);
        }
        blocks
    }

    pub(super) fn name(&self, at: usize) -> &'a str {
        self.list[at].element.name()
    }

    /// Leaves out a block and all within it.
    pub(super) fn leave_out(&mut self, at: usize) {
        if self.is_left_out(at) {
            return;
        }
        self.left_out[at] = true;
        let (parent, is_paragraph) = (self.list[at].parent, self.is_paragraph(at));
        if parent != at {
            self.children[parent].all -= 1;
            self.children[parent].paragraphs -= usize::from(is_paragraph);
        }
        let gone = std::mem::take(&mut self.list[at].letters);
        let mut inner = at;
        while self.list[inner].parent != inner {
            inner = self.list[inner].parent;
            self.list[inner].letters.take(gone);
        }
    }

    /// Whether a block or one around it is left out.
    pub(super) fn is_left_out(&self, at: usize) -> bool {
        self.around(at).any(|it| self.left_out[it])
    }

    /// A block and those around it, from the inside out.
    pub(super) fn around(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(at), |inner| {
            Some(self.list[*inner].parent).filter(|parent| parent != inner)
        })
    }

    /// All that are left out.
    pub(super) fn left_out(&self) -> impl Iterator<Item = NodeId> + '_ {
        let left_out = self.list.iter().zip(&self.left_out).filter(|(_, left_out)| **left_out);
        left_out.map(|(block, _)| block.node.id())
    }

    /// Whether a block is another or around it.
    pub(super) fn holds(&self, at: usize, inner: usize) -> bool {
        (at..self.list[at].end).contains(&inner)
    }

    /// The blocks directly within one that are not left out.
    pub(super) fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        self.from(at + 1, self.list[at].end)
    }

    /// How many blocks stand beside one that are not left out.
    pub(super) fn beside(&self, at: usize) -> Children {
        let parent = self.list[at].parent;
        let Children { all, paragraphs } = self.children[parent];
        let is_counted = parent != at && !self.left_out[at];
        Children {
            all: all - usize::from(is_counted),
            paragraphs: paragraphs - usize::from(is_counted && self.is_paragraph(at)),
        }
    }

    /// The blocks after one, within the same, that are not left out.
    pub(super) fn siblings_after(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        self.from(self.list[at].end, self.list[self.list[at].parent].end)
    }

    fn from(&self, first: usize, end: usize) -> impl Iterator<Item = usize> + '_ {
        let next = move |at: &usize| Some(self.list[*at].end).filter(|next| *next < end);
        let first = Some(first).filter(|first| *first < end);
        std::iter::successors(first, next).filter(|at| !self.left_out[*at])
    }

    /// Whether a block is running text, or is put around nothing else.
    pub(super) fn is_paragraph(&self, at: usize) -> bool {
        let is_around_one = || self.list[at].end == at + 2 && self.list[at + 1].own.prose > 0;
        self.list[at].own.prose > 0 || is_around_one()
    }

    /// What is shown of a block's text.
    pub(super) fn text(&self, at: usize) -> String {
        body::text(self.list[at].node, &HashSet::new())
    }
}

#[derive(Default)]
struct Builder<'a> {
    list: Vec<Block<'a>>,
    open: Vec<usize>,
    /// Open links.
    links: usize,
}

impl<'a> Builder<'a> {
    fn open(&mut self, node: NodeRef<'a, Node>, element: &'a Element) {
        if is_link(element) {
            self.links += 1;
            if let Some(&block) = self.open.last() {
                self.list[block].own.links += 1;
            }
        }
        if is_counted(element.name()) {
            let at = self.list.len();
            let parent = self.open.last().copied().unwrap_or(at);
            let (letters, own) = Default::default();
            self.list.push(Block { node, element, parent, end: at + 1, letters, own });
            self.open.push(at);
        }
    }

    fn text(&mut self, text: &str) {
        let letters = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
        if let Some(&block) = self.open.last() {
            let own = &mut self.list[block].own;
            own.all += letters;
            own.linked += if self.links > 0 { letters } else { 0 };
        }
    }

    fn close(&mut self, element: &Element) {
        if is_link(element) {
            self.links = self.links.saturating_sub(1);
        }
        if !is_counted(element.name()) {
            return;
        }
        let Some(at) = self.open.pop() else { return };
        let end = self.list.len();
        let block = &mut self.list[at];
        block.end = end;
        let own = &mut block.own;
        if element.name() == "pre" || own.all >= PROSE_LETTERS && !own.is_linked(3) {
            own.prose = own.all - own.linked;
        }
        block.letters.add(block.own);
        let (parent, letters) = (block.parent, block.letters);
        if parent != at {
            self.list[parent].letters.add(letters);
        }
    }
}

/// Whether it leads to a page; an address of somebody is a text like others.
fn is_link(element: &Element) -> bool {
    let leads = |href: &str| !href.starts_with("mailto:") && !href.starts_with("tel:");
    element.name() == "a" && element.attr("href").is_some_and(leads)
}

fn is_counted(name: &str) -> bool {
    is_block(name) || matches!(name, "html" | "td" | "th") || name.contains('-')
}
