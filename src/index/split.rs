//! The index → a root and its shards ([`crate::shards`]).

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use crate::analysis::tokenizer::FEMALE;
use crate::format::{self, SectionId, Sections};
use crate::index::lists::Lists;
use crate::lexicon::{self, Terms};
use crate::parallel;
use crate::postings::{self, Posting, PostingsBytes};
use crate::query::compounds::{LINKS, MAX_COMPOUNDS, PART, REST, SHORT_PART};
use crate::shards::{Shards, key};
use crate::store::Documents;
use crate::{Index, Result};

/// How large shards are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShardSizes {
    /// Bytes of a shard of words, about as a visitor loads it.
    pub words: usize,
    /// Bytes of the texts in a shard of documents; a visitor loads a third of them.
    pub texts: usize,
}

impl ShardSizes {
    /// Those that suit an index of this many bytes. A first query loads some ten shards, so they
    /// are small; but there should not be too many files either. So both grow with the index, the
    /// number faster: 450 files for 700 pages, 2,300 for 10,000, 9,000 for 80,000. With texts twice
    /// as large there are two thirds of the files, and 15 queries load a fifth more.
    pub fn of(index: usize) -> Self {
        let root = cube_root(index);
        // Below this, words that belong together lie apart.
        Self { words: 4_000.max(24 * root), texts: 26 * root }
    }
}

/// The whole part of the cube root; floating-point ones are not the same on all machines.
fn cube_root(number: usize) -> usize {
    let number = number as u128;
    (0..=32).rev().fold(0, |root: u128, bit| {
        let larger = root | 1 << bit;
        if larger * larger * larger <= number { larger } else { root }
    }) as usize
}

/// An index in parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// What is loaded first; [`Index::open`] takes it.
    pub root: Vec<u8>,
    /// What [`Index::add`] takes, by the numbers under which a search asks for them.
    pub shards: Vec<Vec<u8>>,
    /// The first keys of the shards of words and of those of compounds, with which `shards`
    /// begin: so much can be told without the root.
    pub keys: [Vec<String>; 2],
}

/// Splits a whole index.
///
/// # Errors
/// [`ErrorKind::Limit`](crate::ErrorKind::Limit) if a shard would pass 4 GiB,
/// [`ErrorKind::Damaged`](crate::ErrorKind::Damaged) if the index was opened from shards.
pub fn split(index: &Index, sizes: ShardSizes) -> Result<Split> {
    let whole = index.whole()?;
    let documents = cut_documents(index, sizes.texts);
    let starts = documents.iter().map(|range| range.start).collect();
    // All that words need, which is much, is gone before the texts are copied.
    let (shards, keys, mut files) =
        WordCutter::new(index).split(whole.checksum(), starts, sizes.words)?;
    let parts = documents.into_iter().map(Some).chain([None]);
    let parts: Vec<(Option<Range<u32>>, u32)> = parts.zip(files.len() as u32..).collect();
    let others = parallel::map(&parts, |(part, number)| match part {
        Some(range) => write(documents_of(index, range.clone()), &shards, *number),
        None => write(catalogue(index, whole), &shards, *number),
    });
    files.extend(others.into_iter().collect::<Result<Vec<_>>>()?);
    Ok(Split { root: root(index, whole, &shards)?, shards: files, keys })
}

/// The sections of a part of an index.
type Part = Vec<(SectionId, Vec<u8>)>;

/// Writes a shard.
fn write(mut part: Part, shards: &Shards, number: u32) -> Result<Vec<u8>> {
    part.push((SectionId::Shards, shards.encode_shard(number)));
    format::write(part)
}

fn root(index: &Index, whole: &Sections, shards: &Shards) -> Result<Vec<u8>> {
    let kept = [SectionId::Meta, SectionId::Lengths, SectionId::Synonyms, SectionId::Languages];
    let mut sections: Part = kept.map(|id| (id, whole.get(id).to_vec())).into();
    sections.push((SectionId::Facets, index.facets.encode_names()));
    sections.push((SectionId::Shards, shards.encode()));
    format::write(sections)
}

/// Cuts the documents into shards with about so many bytes of text.
fn cut_documents(index: &Index, texts: usize) -> Vec<Range<u32>> {
    let mut shards: Vec<Range<u32>> = Vec::new();
    let mut size = usize::MAX;
    for number in 0..index.lengths.len() as u32 {
        let sections = index.store.document(number).map(|it| it.sections).unwrap_or_default();
        let more: usize = sections.iter().map(|section| section.text.len()).sum();
        match shards.last_mut() {
            Some(shard) if size.saturating_add(more / 2) <= texts => {
                shard.end = number + 1;
                size += more;
            }
            _ => {
                shards.push(number..number + 1);
                size = more;
            }
        }
    }
    shards
}

fn documents_of(index: &Index, documents: Range<u32>) -> Part {
    let (records, texts) = index.store.part(documents);
    vec![(SectionId::Documents, records), (SectionId::Texts, texts)]
}

fn catalogue(index: &Index, whole: &Sections) -> Part {
    let mut records = Vec::new();
    for number in 0..index.lengths.len() as u32 {
        if let Some(document) = index.store.document(number) {
            Documents::encode_without_sections(&document, &mut records);
        }
    }
    let facets = whole.get(SectionId::Facets).to_vec();
    vec![(SectionId::Documents, records), (SectionId::Facets, facets)]
}

/// A form under a key, by its ordinal.
type Entry = (String, u32);

/// The words of an index, to be cut into shards.
struct WordCutter<'i> {
    index: &'i Index,
    /// The postings of each form.
    lists: Lists,
    /// The keys of all forms, ascending.
    keys: Vec<Entry>,
}

impl<'i> WordCutter<'i> {
    fn new(index: &'i Index) -> Self {
        let forms = 0..index.lexicon.len();
        let mut cursor = index.postings.cursor();
        let mut lists = Lists::default();
        let mut list = Vec::new();
        for form in forms.clone() {
            cursor.for_each(form, &mut |posting| list.push(posting));
            lists.push(list.drain(..));
        }
        let entry = |form| (key(index.lexicon.form(form).unwrap_or_default()), form);
        let mut keys: Vec<Entry> = forms.map(entry).collect();
        keys.sort_unstable();
        Self { index, lists, keys }
    }

    /// Writes the shards of words and of compounds, each of about so many bytes; with what is
    /// known of all shards, those of documents among them, which begin with these `starts`, and
    /// with the first keys of both kinds. All belong to the index with this checksum.
    fn split(
        &self,
        checksum: u32,
        starts: Vec<u32>,
        size: usize,
    ) -> Result<(Shards, [Vec<String>; 2], Vec<Vec<u8>>)> {
        let compounds = self.compounds();
        let (words, compounds) = (self.cut(&self.keys, size), self.cut(&compounds, size));
        let keys = [firsts(&words), firsts(&compounds)];
        let [of_words, of_compounds] = keys.clone();
        let shards = Shards::new(checksum, of_words, of_compounds, starts);
        let (links, no_links) = (self.links(&words), BTreeMap::new());

        let words = words.iter().map(|entries| (*entries, &links));
        let compounds = compounds.iter().map(|entries| (*entries, &no_links));
        let parts: Vec<_> = words.chain(compounds).zip(0..).collect();
        let files = parallel::map(&parts, |&((entries, links), number)| {
            write(self.sections(entries, links)?, &shards, number)
        });
        let files = files.into_iter().collect::<Result<_>>()?;
        Ok((shards, keys, files))
    }

    /// Cuts entries, which ascend, into shards. Those with one key stay together.
    fn cut<'e>(&self, entries: &'e [Entry], size: usize) -> Vec<&'e [Entry]> {
        let (mut shards, mut rest, mut end, mut bytes) = (Vec::new(), entries, 0, 0);
        for same in entries.chunk_by(|one, other| one.0 == other.0) {
            let more: usize = same.iter().map(|&(_, form)| self.size(form)).sum();
            if end > 0 && bytes + more / 2 > size {
                let (shard, later) = rest.split_at(end);
                shards.push(shard);
                (rest, end, bytes) = (later, 0, 0);
            }
            end += same.len();
            bytes += more;
        }
        if !rest.is_empty() {
            shards.push(rest);
        }
        shards
    }

    /// About what a form with its postings takes when it is compressed.
    fn size(&self, form: u32) -> usize {
        4 + self.lists.get(form as usize).len()
    }

    /// The compounds, each under every known word that it ends with, as far as a search would
    /// find it by that.
    fn compounds(&self) -> Vec<Entry> {
        let all: HashSet<&str> = self.keys.iter().map(|(key, _)| key.as_str()).collect();
        let mut compounds: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        if !self.index.compounding {
            return Vec::new();
        }
        for (word, form) in &self.keys {
            for (at, _) in word.char_indices().skip(REST) {
                let (first, end) = word.split_at(at);
                if end.chars().count() < SHORT_PART {
                    break;
                }
                let ends = || short_part(&all, first, end);
                let part = known(&all, end).filter(|end| !FEMALE.contains(end)).or_else(ends);
                if let Some(end) = part {
                    compounds.entry(end).or_default().push(*form);
                }
            }
        }
        // A search takes the most frequent ones.
        for forms in compounds.values_mut() {
            forms.sort_by_key(|&form| (Reverse(self.index.postings.frequency(form)), form));
            forms.truncate(MAX_COMPOUNDS);
        }
        let entries = compounds
            .into_iter()
            .flat_map(|(end, forms)| forms.into_iter().map(move |form| (end.to_owned(), form)));
        entries.collect()
    }

    /// The terms that have forms in several shards, with numbers for each.
    fn links(&self, shards: &[&[Entry]]) -> BTreeMap<u32, u32> {
        let mut shard_of: BTreeMap<u32, usize> = BTreeMap::new();
        let mut links = BTreeMap::new();
        for (entries, shard) in shards.iter().zip(0..) {
            for &(_, form) in *entries {
                let term = self.index.terms.of(form);
                if *shard_of.entry(term).or_insert(shard) != shard {
                    let next = links.len() as u32;
                    links.entry(term).or_insert(next);
                }
            }
        }
        links
    }

    /// The sections of a shard.
    fn sections(&self, entries: &[Entry], links: &BTreeMap<u32, u32>) -> Result<Part> {
        let mut forms: Vec<u32> = entries.iter().map(|&(_, form)| form).collect();
        forms.sort_unstable();
        forms.dedup();
        let mut numbers: BTreeMap<u32, u32> = BTreeMap::new();
        let mut terms = Vec::new();
        let mut linked = Vec::new();
        for &form in &forms {
            let term = self.index.terms.of(form);
            let next = numbers.len() as u32;
            let number = *numbers.entry(term).or_insert(next);
            terms.push(number);
            if let Some(&link) = links.get(&term).filter(|_| number == next) {
                linked.push((number, link));
            }
        }
        let mut terms = Terms::encode(&terms);
        Terms::encode_links(&linked, &mut terms);
        let words = forms.iter().filter_map(|&form| self.index.lexicon.form(form));
        let lists: Vec<&[Posting]> =
            forms.iter().map(|&form| self.lists.get(form as usize)).collect();
        let documents = self.index.lengths.len() as u32;
        let PostingsBytes { frequencies, skips, postings, weights } =
            postings::encode(&lists, documents);
        Ok(vec![
            (SectionId::Lexicon, lexicon::encode(words)?),
            (SectionId::Terms, terms),
            (SectionId::Frequencies, frequencies),
            (SectionId::Skips, skips),
            (SectionId::Postings, postings),
            (SectionId::Weights, weights),
        ])
    }
}

/// The longest key that `word` is, or is once it has lost up to [`REST`] letters at its end.
fn known<'w>(all: &HashSet<&str>, word: &'w str) -> Option<&'w str> {
    let ends = word.char_indices().rev().map(|(at, _)| at).take(REST);
    let mut words = std::iter::once(word.len()).chain(ends).filter_map(|end| word.get(..end));
    words.find(|word| word.chars().count() >= PART && all.contains(word))
}

/// The short word that `end` is, perhaps with an ending, behind a known one.
fn short_part<'w>(all: &HashSet<&str>, first: &str, end: &'w str) -> Option<&'w str> {
    let (at, _) = end.char_indices().nth(SHORT_PART).unwrap_or((end.len(), ' '));
    let (part, ending) = end.split_at(at);
    let is_linked =
        || LINKS.iter().any(|link| first.strip_suffix(link).is_some_and(|it| all.contains(it)));
    (ending.chars().count() <= REST && all.contains(part) && is_linked()).then_some(part)
}

/// For each shard the shortest key that separates it from the one before.
fn firsts(shards: &[&[Entry]]) -> Vec<String> {
    let mut firsts = Vec::new();
    let mut before: Option<&str> = None;
    for shard in shards {
        let first = shard.first().map_or("", |entry| &entry.0);
        firsts.push(before.map_or("", |before| separator(before, first)).to_owned());
        before = shard.last().map(|entry| entry.0.as_str());
    }
    firsts
}

/// The shortest beginning of `after` that is greater than `before`.
fn separator<'k>(before: &str, after: &'k str) -> &'k str {
    let ends = after.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut beginnings = ends.filter_map(|end| after.get(..end));
    beginnings.find(|it| *it > before).unwrap_or(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cube_roots() {
        for (number, root) in [(0, 0), (1, 1), (7, 1), (8, 2), (2_400_000, 133), (27_000_000, 300)]
        {
            assert_eq!(cube_root(number), root, "{number}");
        }
        assert_eq!(cube_root(usize::MAX), 2_642_245);
    }

    #[test]
    fn separators_lie_between() {
        for (before, after, expect) in [
            ("handel", "haus", "hau"),
            ("haus", "hausboot", "hausb"),
            ("", "a", "a"),
            ("a", "ä", "ä"),
        ] {
            assert_eq!(separator(before, after), expect);
        }
    }
}
