//! Which parts of a page are the article, and which the furniture around it.
//!
//! Pages say much of it themselves, by elements, roles, names and headings (`furniture`). The rest
//! is told by where running text is: the *core* is the block with most of it directly within, the
//! *article* the smallest block around the core that holds nearly all of it. Lists of links, and
//! what stands outside of the article without being alike, are left out. A page that is but a
//! list keeps its lists.

use std::collections::{HashMap, HashSet};

use ego_tree::{NodeId, NodeRef};
use scraper::Node;

use super::blocks::{Block, Blocks, Letters};
use super::furniture::{self, Heading, Hint};

/// Of this share of running text (in percent) the article is the smallest block.
const ARTICLE_SHARE: usize = 85;

/// Of so many letters one is in running text, or the page is a list.
const LETTERS_OF_A_LIST: usize = 6;

/// Letters of a heading or a paragraph that announces other pages.
const HEADING_LETTERS: usize = 60;
const LINK_LETTERS: usize = 160;

/// What has fewer letters is a label.
const LABEL_LETTERS: usize = 20;

/// Blocks without text, such as pictures, in which a part may begin before its heading.
const BLOCKS_BEFORE_HEADING: usize = 16;

/// Blocks below a heading that are looked at: each of them may be a heading of the next ones.
const BLOCKS_BELOW_HEADING: usize = 500;

/// Letters of one line of running text.
const LINE_LETTERS: usize = 120;

/// Letters of a notice at the edge of the page.
const NOTICE_LETTERS: usize = 1_000;

/// What says what is in it.
const HEADED: &[&str] = &["table", "dl", "h2", "h3", "h4", "h5", "h6"];

/// What is left out of a page, and where its text is.
pub(super) struct MainText<'a> {
    pub(super) left_out: HashSet<NodeId>,
    /// The block with most running text, of a page that has an article.
    pub(super) core: Option<NodeRef<'a, Node>>,
    /// What holds the headline and leads into the article, if it does not stand within.
    pub(super) lead: Option<NodeRef<'a, Node>>,
}

impl<'a> MainText<'a> {
    /// Of all below `root`, without what is in `ignored`.
    pub(super) fn of(root: NodeRef<'a, Node>, ignored: &HashSet<NodeId>) -> Self {
        let blocks = Blocks::of(root, ignored);
        let hint = |block: &Block<'_>| furniture::hint(block.node, block.element);
        let hints = blocks.list.iter().map(hint).collect();
        let mut page = Page { blocks, hints, core: 0, headline: None, article: 0 };
        let has_article = page.leave_out_furniture();
        let core = has_article.then(|| page.blocks.list[page.core].node);
        let lead = core.and_then(|_| page.lead()).map(|at| page.blocks.list[at].node);
        Self {
            left_out: page.blocks.left_out().chain(ignored.iter().copied()).collect(),
            core,
            lead,
        }
    }
}

/// What blocks hold together that stand beside each other with the same name and class.
#[derive(Clone, Copy, Default)]
struct Group {
    prose: usize,
    plain: usize,
    /// Those that lead nowhere and are read by themselves.
    parts: usize,
}

struct Page<'a> {
    blocks: Blocks<'a>,
    /// What each says that it is.
    hints: Vec<Option<Hint>>,
    core: usize,
    headline: Option<usize>,
    article: usize,
}

/// The passes, each of which looks at what those before it have left. What a block says that it is
/// ([`Hint`]) is believed in four of them:
///
/// | what says so is left out | unless |
/// |---|---|
/// | `Foreign` | it holds nearly all running text of the page, and much of the rest |
/// | `Furniture` | it is a lead or an inset, holds the headline, is one of a list of teasers or the foot of a part |
/// | `Beside` | it is running text, or an inset that is no list of links |
/// | `Below` | it stands above the core, or tells of one of several parts alike |
///
/// and never of what holds the core, once there is one.
impl Page<'_> {
    /// Whether the page has an article.
    fn leave_out_furniture(&mut self) -> bool {
        if self.blocks.list.is_empty() {
            return false;
        }
        self.leave_out_named(Hint::Foreign);
        self.leave_out_notices();
        self.core = self.find_core();
        self.headline = self.find_headline();
        self.leave_out_named(Hint::Furniture);
        self.leave_out_below_headings();
        let page = self.blocks.list[0].letters;
        let is_list = page.prose * LETTERS_OF_A_LIST < page.all || self.is_beside_headline();
        if !is_list {
            self.article = self.find_article();
        }
        self.forget_widgets();
        self.leave_out_named(Hint::Beside);
        self.leave_out_named(Hint::Below);
        if is_list {
            return false;
        }
        self.leave_out_links();
        self.leave_out_surroundings();
        self.leave_out_captions();
        true
    }

    fn leave_out_named(&mut self, hint: Hint) {
        let groups = self.groups(hint);
        let mut at = 0;
        while let Some(found) = self.hints.get(at) {
            let group = groups.get(&at).copied();
            let is_out =
                *found == Some(hint) && self.is_furniture(at, hint, group.unwrap_or_default());
            let end = self.blocks.list[at].end;
            if is_out {
                self.blocks.leave_out(at);
            }
            at = if is_out { end } else { at + 1 };
        }
    }

    /// What each block that says so holds, together with those beside it that are alike.
    fn groups(&self, hint: Hint) -> HashMap<usize, Group> {
        let named = |at: &usize| self.hints[*at] == Some(hint) && !self.blocks.is_left_out(*at);
        let named: Vec<usize> = (0..self.blocks.list.len()).filter(named).collect();
        let kind = |at: usize| {
            let block = &self.blocks.list[at];
            (block.parent, block.element.name(), block.element.attr("class"))
        };
        let mut groups: HashMap<_, Group> = HashMap::new();
        for &at in &named {
            let letters = self.blocks.list[at].letters;
            let group = groups.entry(kind(at)).or_default();
            group.prose += letters.prose;
            group.plain += letters.plain();
            group.parts += usize::from(self.is_part_of_a_list(at));
        }
        named.into_iter().map(|at| (at, groups[&kind(at)])).collect()
    }

    /// Whether a block leads nowhere and is read by itself: what a firm does, in boxes that it calls
    /// teasers, or who works there.
    fn is_part_of_a_list(&self, at: usize) -> bool {
        let letters = self.blocks.list[at].letters;
        letters.links == 0 && (letters.prose > 0 || self.holds(at, &["h2", "h3", "h4", "h5", "h6"]))
    }

    /// Whether a block is what it says that it is, beside others of its kind.
    fn is_furniture(&self, at: usize, hint: Hint, group: Group) -> bool {
        let (page, here) = (self.blocks.list[0].letters, self.blocks.list[at].letters);
        // A lead, or an inset.
        let is_text = here.prose > 0 && here.links == 0;
        match hint {
            Hint::Foreign => {
                // A guest book has nothing but comments.
                let is_text = group.prose * 10 >= page.prose * 9;
                here.prose == 0 || !is_text || group.plain * 2 < page.plain()
            }
            _ if self.holds_core(at) || self.is_all(at) => false,
            Hint::Furniture => {
                let is_told = is_text && (at < self.core || self.is_inset(at));
                let is_headline = self.headline.is_some_and(|it| self.blocks.holds(at, it));
                !is_told
                    && !is_headline
                    && !self.is_beside_core(at)
                    && !self.is_foot_of_part(at)
                    && !self.is_one_of_several(at, group)
            }
            Hint::Below => {
                at > self.core && !self.is_of_part(at) && !self.is_one_of_several(at, group)
            }
            Hint::Beside if is_text => false,
            Hint::Beside => !self.is_inset(at) || here.prose == 0 && here.is_linked(3),
        }
    }

    /// Programs that build pages call every part of one a widget. Where nearly all running text is
    /// in blocks whose names say that they stand beside it, these names say nothing in the article.
    fn forget_widgets(&mut self) {
        let is_named =
            |at: usize| self.hints[at] == Some(Hint::Beside) && self.blocks.name(at) != "aside";
        let page = self.blocks.list[0].letters;
        let text = |letters: Letters| if page.prose > 0 { letters.prose } else { letters.plain() };
        let (mut at, mut named) = (0, 0);
        while let Some(block) = self.blocks.list.get(at) {
            named += if is_named(at) { text(block.letters) } else { 0 };
            at = if is_named(at) { block.end } else { at + 1 };
        }
        if named * 5 > text(page) * 4 {
            let article = self.said_article(self.article).unwrap_or(self.article);
            let within = article..self.blocks.list[article].end;
            let named: Vec<usize> = within.filter(|at| is_named(*at)).collect();
            named.into_iter().for_each(|at| self.hints[at] = None);
        }
    }

    /// Whether the one line of running text, such as an address at the foot of the page, stands
    /// apart from the headline; what there is to read is below that.
    fn is_beside_headline(&self) -> bool {
        let list = &self.blocks.list;
        let is_headline = |block: &Block<'_>| {
            matches!(block.element.name(), "h1" | "h2") && block.letters.all > block.letters.linked
        };
        let headline =
            (0..list.len()).find(|at| is_headline(&list[*at]) && !self.blocks.is_left_out(*at));
        let mut around = self.blocks.around(self.core);
        let is_apart = |headline| {
            let shared = around.find(|at| self.blocks.holds(*at, headline));
            shared.is_some_and(|at| matches!(self.blocks.name(at), "html" | "body" | "form"))
        };
        list[0].letters.prose < LINE_LETTERS
            && self.said_article(self.core).is_none()
            && headline.is_some_and(is_apart)
    }

    /// Whether a block is nearly all of what there is to read on a page without running text.
    fn is_all(&self, at: usize) -> bool {
        let (page, here) = (self.blocks.list[0].letters, self.blocks.list[at].letters);
        page.prose == 0 && here.plain() * 4 > page.plain() * 3 && !here.is_linked(4)
    }

    fn holds_core(&self, at: usize) -> bool {
        self.core > 0 && self.blocks.holds(at, self.core)
    }

    /// Whether a block tells of a part that is one of several alike, such as a person or a quotation,
    /// or lists what it tells.
    fn is_of_part(&self, at: usize) -> bool {
        let list = &self.blocks.list;
        let part = list[at].parent;
        let has_class = list[part].element.attr("class").is_some();
        let mut beside = self.blocks.children(list[part].parent).filter(|it| *it != part);
        self.blocks.name(at) == "dl"
            || has_class
                && list[part].letters.links == 0
                && beside.any(|it| self.is_alike(it, part))
    }

    fn is_one_of_several(&self, at: usize, group: Group) -> bool {
        group.parts > 1 && self.is_part_of_a_list(at) && self.said_article(at).is_some()
    }

    /// Whether a block is the foot of a part of the article, such as a card, and leads nowhere.
    fn is_foot_of_part(&self, at: usize) -> bool {
        let block = &self.blocks.list[at];
        furniture::is_foot(block.element)
            && block.letters.links == 0
            && !self.blocks.holds(block.parent, self.core)
            && self.said_article(self.core).is_some_and(|said| self.blocks.holds(said, at))
    }

    /// Whether a block is one of several alike, of which another holds the core: a list of teasers.
    fn is_beside_core(&self, at: usize) -> bool {
        let list = &self.blocks.list;
        let is_alike = |it: usize| self.hints[it] == self.hints[at] && self.is_alike(it, at);
        // Each may stand in a block of its own.
        let parent = list[at].parent;
        [parent, list[parent].parent].into_iter().any(|parent| {
            let mut around = self.blocks.around(self.core);
            let is_parent = parent != self.core && self.blocks.holds(parent, self.core);
            is_parent && around.by_ref().take_while(|it| *it != parent).any(is_alike)
        })
    }

    /// Whether a block stands among paragraphs; those around a list count for what is in it.
    fn is_inset(&self, at: usize) -> bool {
        let mut inner = at;
        loop {
            let above = self.blocks.list[inner].parent;
            let beside = self.blocks.beside(inner);
            let is_list = matches!(self.blocks.name(above), "dl" | "ul" | "ol" | "li" | "dd");
            if beside.all > 0 && !is_list {
                return beside.paragraphs > 0;
            }
            if above <= self.article || above == inner {
                return false;
            }
            inner = above;
        }
    }

    /// What asks for consent, at the edge of the page.
    fn leave_out_notices(&mut self) {
        let list = &self.blocks.list;
        let body = list.iter().position(|block| block.element.name() == "body").unwrap_or(0);
        let children: Vec<usize> = self.blocks.children(body).collect();
        let paragraphs = children.iter().filter(|child| self.blocks.name(**child) == "p");
        let has_paragraphs = paragraphs.count() > 1;
        for at in children {
            let is_short = self.blocks.list[at].letters.all < NOTICE_LETTERS;
            if is_short
                && !(has_paragraphs && self.blocks.name(at) == "p")
                && furniture::asks_for_consent(&self.blocks.text(at))
            {
                self.blocks.leave_out(at);
            }
        }
    }

    /// The block with most running text directly in it.
    fn find_core(&self) -> usize {
        let mut prose = vec![0; self.blocks.list.len()];
        for (at, block) in self.blocks.list.iter().enumerate() {
            if !self.blocks.is_left_out(at) {
                prose[block.parent] += block.own.prose;
            }
        }
        let most = prose.iter().max().copied().unwrap_or(0);
        prose.iter().position(|here| *here == most).unwrap_or(0)
    }

    /// The `<h1>` of the article, else the first of the page if it stands above; that of a site is
    /// a link.
    fn find_headline(&self) -> Option<usize> {
        let list = &self.blocks.list;
        let is_headline = |at: &usize| {
            self.blocks.name(*at) == "h1"
                && list[*at].letters.all > 0
                && !self.blocks.is_left_out(*at)
        };
        let said = self.said_article(self.core);
        let own = said.and_then(|said| (said..list[said].end).find(is_headline));
        let is_of_page = |at: &usize| is_headline(at) && list[*at].letters.links == 0;
        own.or_else(|| (0..self.core).find(is_of_page))
    }

    /// The largest block around the headline that is not around the article.
    fn lead(&self) -> Option<usize> {
        let headline = self.headline.filter(|at| !self.blocks.is_left_out(*at))?;
        let around = self.blocks.around(headline);
        around.take_while(|at| !self.blocks.holds(*at, self.core)).last()
    }

    /// Headings of what is no part of the article, and the lists below them.
    fn leave_out_below_headings(&mut self) {
        let list = &self.blocks.list;
        let headline = list.iter().position(|block| block.element.name() == "h1");
        for at in 1..self.blocks.list.len() {
            if headline == Some(at) || self.blocks.is_left_out(at) {
                continue;
            }
            let Some(heading) = self.heading(at) else { continue };
            let top = self.headed_by(at);
            let is_below = |next: &usize| {
                let letters = self.blocks.list[*next].letters;
                let name = self.blocks.name(*next);
                !furniture::is_heading(name)
                    && (name != "p" || letters.is_linked(2) || letters.all == 0)
                    && (letters.links > 0 || letters.all == 0)
                    && self.is_list_like(*next)
            };
            let after = self.blocks.siblings_after(top).take(BLOCKS_BELOW_HEADING);
            let below: Vec<usize> = after.take_while(is_below).collect();
            let has_links = below.iter().any(|next| self.blocks.list[*next].letters.is_linked(2));
            let leads = top != at
                || !below.is_empty()
                || match furniture::is_heading(self.blocks.name(at)) {
                    true => !self.is_above_text(at),
                    false => self.blocks.list[at].letters.links > 0,
                };
            // A list that leads nowhere for the most part is none of other pages.
            let is_of_others =
                has_links || heading != Heading::Vague && !self.is_told_below(&below);
            if leads && is_of_others {
                self.blocks.leave_out(top);
                below.into_iter().for_each(|next| self.blocks.leave_out(next));
            }
        }
    }

    /// Whether one of these is a list with more words than links.
    fn is_told_below(&self, below: &[usize]) -> bool {
        below.iter().any(|at| {
            let letters = self.blocks.list[*at].letters;
            matches!(self.blocks.name(*at), "ul" | "ol")
                && letters.links > 0
                && !letters.is_linked(2)
        })
    }

    /// Whether text follows a heading, and not another one.
    fn is_above_text(&self, at: usize) -> bool {
        let mut after = self.blocks.siblings_after(at);
        let next = after.find(|next| self.blocks.list[*next].letters.all > 0);
        next.is_some_and(|next| !furniture::is_heading(self.blocks.name(next)))
    }

    /// What a block says of those after it, if it is no entry of a list or table.
    fn heading(&self, at: usize) -> Option<Heading> {
        let letters = self.blocks.list[at].letters;
        let is_link = letters.is_linked(2);
        let limit = if is_link { LINK_LETTERS } else { HEADING_LETTERS };
        let is_entry =
            matches!(self.blocks.name(at), "dt" | "dd" | "td" | "th" | "tr" | "li" | "pre");
        let is_short = (1..=limit).contains(&letters.all);
        (is_short && !is_entry).then(|| furniture::heading(&self.blocks.text(at), is_link))?
    }

    /// The largest block that begins with this one and holds little but links.
    fn headed_by(&self, at: usize) -> usize {
        let blocks = &self.blocks;
        let page = blocks.list[0].letters;
        let mut top = at;
        loop {
            let parent = blocks.list[top].parent;
            let around = blocks.list[parent].letters;
            let has_text = |child: &usize| blocks.list[*child].letters.all > 0;
            let is_small = around.prose * 5 <= page.prose && around.links >= 2;
            let begins = top - parent <= BLOCKS_BEFORE_HEADING
                && blocks.list[parent].own.all == 0
                && blocks.children(parent).find(has_text) == Some(top);
            if parent == top || !begins || !(is_small || self.is_list_like(parent)) {
                return top;
            }
            top = parent;
        }
    }

    /// Whether a block holds no text but links and labels.
    fn is_list_like(&self, at: usize) -> bool {
        let letters = self.blocks.list[at].letters;
        letters.prose == 0 && (letters.links > 0 || letters.all < 200) || letters.is_linked(3)
    }

    /// The smallest block around the core that holds most of the text, and whose neighbours are
    /// no paragraphs.
    fn find_article(&self) -> usize {
        let list = &self.blocks.list;
        let page = list[0].letters.prose;
        let mut article = self.core;
        while article > 0 && list[article].letters.prose * 100 < page * ARTICLE_SHARE {
            article = list[article].parent;
        }
        while article > 0 && (self.is_entry(article) || self.has_paragraphs(list[article].parent)) {
            article = list[article].parent;
        }
        article
    }

    /// The smallest block around that says that it is the article, or the main part of the page.
    fn said_article(&self, article: usize) -> Option<usize> {
        let list = &self.blocks.list;
        let says = |at: &usize| {
            let element = list[*at].element;
            element.name() == "article" || furniture::is_main(element)
        };
        self.blocks.around(article).find(says)
    }

    /// The main part of the page, if the article is within: hours and prices may stand beside it.
    fn main(&self) -> Option<usize> {
        let is_main = |at: &usize| furniture::is_main(self.blocks.list[*at].element);
        self.blocks.around(self.article).find(is_main)
    }

    /// The smallest block around that is called so. Many a page calls all of it so but its header.
    fn named_article(&self, article: usize) -> Option<usize> {
        let is_named = |at: &usize| {
            let id = self.blocks.list[*at].element.attr("id").unwrap_or_default();
            matches!(id, "content" | "inhalt" | "main" | "main-content")
        };
        self.blocks.around(article).find(is_named)
    }

    /// Whether a block leads nowhere, and says something below its headings.
    fn is_told(&self, at: usize) -> bool {
        let block = &self.blocks.list[at];
        let is_text =
            |block: &Block<'_>| block.own.all > 0 && !furniture::is_heading(block.element.name());
        let mut within = (at..block.end).filter(|it| !self.blocks.is_left_out(*it));
        block.letters.links == 0 && within.any(|it| is_text(&self.blocks.list[it]))
    }

    /// Whether a block leads nowhere, or holds a table of something. What is said in such lines
    /// counts as little text, but beside text of its kind it is a part of it.
    fn is_plain(&self, at: usize) -> bool {
        let letters = self.blocks.list[at].letters;
        letters.links == 0 || !letters.is_linked(3) && self.holds(at, &["table", "dl"])
    }

    /// Whether a block within what says that it is the article is a part of it: not one of links,
    /// nor a picture that leads somewhere with what is said of it.
    fn is_part(&self, at: usize) -> bool {
        let letters = self.blocks.list[at].letters;
        letters.links == 0
            || !letters.is_linked(3)
                && (letters.linked > 0 || letters.all >= LABEL_LETTERS && self.holds(at, HEADED))
    }

    fn holds(&self, at: usize, names: &[&str]) -> bool {
        let blocks = &self.blocks.list[at..self.blocks.list[at].end];
        blocks.iter().any(|block| names.contains(&block.element.name()))
    }

    /// What is never all of an article.
    fn is_entry(&self, at: usize) -> bool {
        matches!(
            self.blocks.name(at),
            "p" | "li"
                | "dt"
                | "dd"
                | "td"
                | "th"
                | "tr"
                | "tbody"
                | "pre"
                | "blockquote"
                | "ul"
                | "ol"
                | "dl"
                | "table"
        )
    }

    fn has_paragraphs(&self, at: usize) -> bool {
        let children = || self.blocks.children(at);
        let is_text = |child: usize| self.blocks.list[child].own.prose > 0;
        children().any(|child| is_text(child) || self.is_short_paragraph(child))
            || children().filter(|child| self.blocks.is_paragraph(*child)).nth(1).is_some()
    }

    /// A `<p>` that is too short to be known as text by its length; at the edge of the page it
    /// may be anything.
    fn is_short_paragraph(&self, at: usize) -> bool {
        let block = &self.blocks.list[at];
        let is_at_edge = self.blocks.name(block.parent) == "body";
        !is_at_edge
            && block.element.name() == "p"
            && block.letters.all >= LABEL_LETTERS
            && !block.letters.is_linked(3)
    }

    /// Lists of links, but for those that the article refers to: below a heading, among its
    /// paragraphs.
    fn leave_out_links(&mut self) {
        let blocks = self.blocks.list.len();
        // The last block before each, and within each up to now, that has text.
        let (mut before, mut last) = (vec![None; blocks], vec![None; blocks]);
        let mut directory = 0;
        for at in 1..blocks {
            let block = &self.blocks.list[at];
            before[at] = last[block.parent];
            if at < directory || self.is_directory(at) {
                directory = directory.max(block.end);
            } else {
                let letters = block.letters;
                let is_links = letters.links > 1
                    && letters.prose == 0
                    && letters.linked * 10 > letters.all * 6;
                if is_links && !self.is_referred_to(at, &before) {
                    self.blocks.leave_out(at);
                }
            }
            let block = &self.blocks.list[at];
            if block.letters.all > 0 {
                last[block.parent] = Some(at);
            }
        }
    }

    fn is_referred_to(&self, at: usize, before: &[Option<usize>]) -> bool {
        let block = &self.blocks.list[at];
        let name = block.element.name();
        let is_entry = matches!(name, "dl" | "li" | "dd" | "td" | "th" | "tr" | "p");
        at != self.article
            && self.blocks.holds(self.article, at)
            && (is_entry
                || block.parent == self.core && name != "div"
                || self.is_headed(at, before))
    }

    /// Whether a block begins with a heading, or is the first below one, or below a line that
    /// announces it.
    fn is_headed(&self, at: usize, before: &[Option<usize>]) -> bool {
        let blocks = &self.blocks;
        let is_heading = |at: usize| furniture::is_heading(blocks.name(at));
        let mut within = at + 1..blocks.list[at].end;
        if within.find(|at| blocks.list[*at].own.all > 0).is_some_and(is_heading) {
            return true;
        }
        let above = blocks.around(at).find_map(|around| before[around]);
        above.is_some_and(|above| {
            let is_short = blocks.list[above].letters.all <= LINK_LETTERS;
            let announces = || {
                blocks.text(above).trim_end().ends_with(':')
                    || before[above].is_some_and(is_heading)
            };
            is_heading(above) || blocks.name(above) == "p" && is_short && announces()
        })
    }

    /// What stands outside of the article, but for what leads into it and what is like it.
    fn leave_out_surroundings(&mut self) {
        let mut inner = self.article;
        let said = self.said_article(inner);
        let named = self.named_article(inner);
        while self.blocks.list[inner].parent != inner {
            let parent = self.blocks.list[inner].parent;
            let others: Vec<usize> =
                self.blocks.children(parent).filter(|child| *child != inner).collect();
            let [is_within, is_in_main, is_named] = [said, self.main(), named]
                .map(|around| around.is_some_and(|around| self.blocks.holds(around, parent)));
            let goes_on = others.iter().any(|other| {
                self.is_alike(inner, *other)
                    || self.blocks.is_paragraph(*other)
                    || self.is_short_paragraph(*other)
            });
            for other in others {
                let letters = self.blocks.list[other].letters;
                let is_kept = goes_on && !letters.is_linked(3)
                    || is_within && self.is_part(other)
                    || is_in_main
                        && letters.prose == 0
                        && self.is_told(other)
                        && self.holds(other, HEADED)
                    || is_named && self.is_told(other)
                    || self.is_of_a_kind(inner, other) && self.is_plain(other)
                    || self.is_alike(inner, other)
                    || self.is_directory(other)
                    || other < inner && self.leads_in(other);
                if !is_kept {
                    self.blocks.leave_out(other);
                }
            }
            inner = parent;
        }
    }

    fn is_directory(&self, at: usize) -> bool {
        let block = &self.blocks.list[at];
        furniture::is_directory(block.node, block.element)
    }

    /// Whether another block holds more of the same, as sections do.
    fn is_alike(&self, at: usize, other: usize) -> bool {
        let (block, other) = (&self.blocks.list[at], &self.blocks.list[other]);
        let class = other.element.attr("class");
        !other.letters.is_linked(4)
            && other.element.name() == block.element.name()
            && class == block.element.attr("class")
            && (class.is_some() || other.element.name() != "div")
    }

    /// Whether a block shares a class with another, as the parts of a page do that was built in a
    /// program, and is more than a heading.
    fn is_of_a_kind(&self, at: usize, other: usize) -> bool {
        self.blocks.list[other].letters.all >= LABEL_LETTERS && self.share_class(at, other)
    }

    fn share_class(&self, at: usize, other: usize) -> bool {
        let [mut one, other] = [at, other].map(|at| {
            let class = self.blocks.list[at].element.attr("class");
            class.unwrap_or_default().split_whitespace()
        });
        one.any(|class| other.clone().any(|it| it == class))
    }

    /// Whether a block above the article is its lead or its headline.
    fn leads_in(&self, at: usize) -> bool {
        let block = &self.blocks.list[at];
        let letters = block.letters;
        let is_headline = |block: &Block<'_>| {
            block.letters.all > 0
                && match block.element.name() {
                    "h1" => true,
                    "h2" | "h3" | "h4" => letters.links == 0,
                    _ => false,
                }
        };
        letters.prose * 2 > letters.all && !letters.is_linked(5)
            || !letters.is_linked(3) && self.blocks.list[at..block.end].iter().any(is_headline)
    }

    /// What is said of pictures, where there is more to read than that. Numbered captions stay:
    /// the text refers to them.
    fn leave_out_captions(&mut self) {
        let blocks = &self.blocks;
        let is_caption = |at: &usize| {
            furniture::is_caption(blocks.list[*at].element) && !blocks.is_left_out(*at)
        };
        let captions: Vec<usize> = (0..blocks.list.len()).filter(is_caption).collect();
        let is_within = |at: &&usize| blocks.around(**at).skip(1).any(|it| is_caption(&it));
        let outermost = captions.iter().filter(|at| !is_within(at));
        let letters: usize = outermost.map(|at| blocks.list[*at].letters.all).sum();
        if letters * 4 > blocks.list[0].letters.all {
            return;
        }
        for at in captions {
            if !furniture::is_numbered(&self.blocks.text(at)) {
                self.blocks.leave_out(at);
            }
        }
    }
}
