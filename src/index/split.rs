//! The draft of an index → a root and its shards ([`crate::shards`]).

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use crate::analysis::tokenizer::FEMALE;
use crate::facets::Facets;
use crate::format::{self, SectionId};
use crate::index::draft::Draft;
use crate::languages::{self, Language};
use crate::lexicon::{self, Forms, Lexicon, Terms};
use crate::parallel;
use crate::postings::{self, Postings, PostingsBytes};
use crate::query::compounds::{LINKS, MAX_COMPOUNDS, PART, REST, SHORT_PART};
use crate::shards::{Shards, key};
use crate::synonyms::{self, Synonyms};
use crate::{Corpus, Result, store};

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
    /// number faster: 500 files for 700 pages, 2,800 for 10,000. With texts twice as large there are
    /// two thirds of the files, and 15 queries load a fifth more.
    pub fn of(index: usize) -> Self {
        let root = cube_root(index);
        // Below this, words that belong together lie apart.
        Self { words: 4_000.max(24 * root), texts: 20 * root }
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
pub struct Split<S = Vec<u8>> {
    /// What is loaded first; [`Index::open`](crate::Index::open) takes it.
    pub root: Vec<u8>,
    /// What [`Index::add`](crate::Index::add) takes, by the numbers under which a search asks for
    /// them, as they were kept.
    pub shards: Vec<S>,
    /// The first keys of the shards of words and of those of compounds, with which `shards`
    /// begin: so much can be told without the root.
    pub keys: [Vec<String>; 2],
}

/// Splits an index. Shards are kept as `keep` says, which takes the bytes of each.
///
/// # Errors
/// [`ErrorKind::Limit`](crate::ErrorKind::Limit) if a shard would pass 4 GiB; and those of [`Corpus::visit`].
pub fn split<S: Send>(
    draft: &Draft<'_, impl Corpus + ?Sized>,
    sizes: ShardSizes,
    keep: impl Fn(Vec<u8>) -> S + Sync,
) -> Result<Split<S>> {
    let (lexicon, ordinals) = Lexicon::of(vec![lexicon::Shard::open(&draft.sections)?]);
    let mut keys = Forms::default();
    lexicon.forms().iter().for_each(|form| keys.push(&key(form)));
    let languages = languages::open(draft.sections.get(SectionId::Languages))?;
    let cutter = WordCutter::new(draft, &languages, &lexicon, &ordinals, &keys)?;
    let (words, compounds) = (cutter.cut(&cutter.keys, sizes.words), cutter.compounds());
    let compounds = cutter.cut(&compounds, sizes.words);
    let documents = cut_documents(&draft.lengths, sizes.texts);
    let keys = [firsts(&words), firsts(&compounds)];
    let [of_words, of_compounds] = keys.clone();
    let starts = documents.iter().map(|range| range.start as u32).collect();
    let shards = Shards::new(draft.checksum()?, of_words, of_compounds, starts);

    let synonyms = synonyms(draft, &languages, &shards)?;
    let (links, no_links) = (cutter.links(&words), BTreeMap::new());
    let words = words.into_iter().map(|entries| Shard::Words(entries, &links));
    let compounds = compounds.into_iter().map(|entries| Shard::Words(entries, &no_links));
    let documents = documents.into_iter().map(Shard::Documents);
    let all = words.chain(compounds).chain(documents).chain([Shard::Catalogue]);
    let all: Vec<(Shard<'_>, u32)> = all.zip(0..).collect();
    let files = parallel::map(&all, |(shard, number)| {
        let mut part = match shard {
            Shard::Words(entries, links) => {
                let mut part = cutter.sections(entries, links)?;
                if let Some(of_shard) = synonyms.get(&Some(*number)) {
                    part.push((SectionId::Synonyms, of_shard.encode()));
                }
                part
            }
            Shard::Documents(range) => documents_of(draft, range.clone())?,
            Shard::Catalogue => catalogue(draft),
        };
        part.push((SectionId::Shards, shards.encode_shard(*number)));
        format::write(part).map(&keep)
    });
    let files = files.into_iter().collect::<Result<_>>()?;
    let root = root(draft, &shards, synonyms.get(&None).unwrap_or(&Synonyms::default()))?;
    Ok(Split { root, shards: files, keys })
}

/// What a shard is made of.
enum Shard<'e> {
    /// Entries, and the terms of them that have forms in several shards.
    Words(&'e [Entry<'e>], &'e BTreeMap<u32, u32>),
    Documents(Range<usize>),
    Catalogue,
}

/// The sections of a part of an index.
type Part = Vec<(SectionId, Vec<u8>)>;

fn root(
    draft: &Draft<'_, impl Corpus + ?Sized>,
    shards: &Shards,
    synonyms: &Synonyms,
) -> Result<Vec<u8>> {
    let kept = [SectionId::Meta, SectionId::Lengths, SectionId::Languages];
    let mut sections: Part = kept.map(|id| (id, draft.sections.get(id).to_vec())).into();
    let mut facets = Facets::open(draft.order.len() as u32, draft.sections.get(SectionId::Facets))?;
    draft.heads().for_each(|head| facets.derive(head.lang, head.date));
    sections.push((SectionId::Synonyms, synonyms.encode()));
    sections.push((SectionId::Facets, facets.encode_names()));
    sections.push((SectionId::Shards, shards.encode()));
    format::write(sections)
}

/// Synonyms by the shards of words that a query is looked up in anyway: each side lies in that
/// of the stem of its first word that is no stop word. The root has those of stop words, for
/// whose shards nobody waits.
fn synonyms(
    draft: &Draft<'_, impl Corpus + ?Sized>,
    languages: &[Language],
    shards: &Shards,
) -> Result<BTreeMap<Option<u32>, Synonyms>> {
    let language = languages.first();
    let all = Synonyms::open(draft.sections.get(SectionId::Synonyms), language)?;
    Ok(all.parts(|side| {
        let is_stop_word = |word: &&str| languages.iter().any(|it| it.is_stop_word(word));
        let first = side.split(' ').find(|word| !is_stop_word(word))?;
        Some(shards.of_word(&synonyms::key(first, language)))
    }))
}

/// Cuts documents with so many bytes of text each into shards with about `texts` of them.
fn cut_documents(lengths: &[usize], texts: usize) -> Vec<Range<usize>> {
    let mut shards: Vec<Range<usize>> = Vec::new();
    let mut size = usize::MAX;
    for (number, more) in lengths.iter().enumerate() {
        match shards.last_mut() {
            Some(shard) if size.saturating_add(more / 2) <= texts => {
                shard.end = number + 1;
                size += more;
            }
            _ => {
                shards.push(number..number + 1);
                size = *more;
            }
        }
    }
    shards
}

fn documents_of(draft: &Draft<'_, impl Corpus + ?Sized>, documents: Range<usize>) -> Result<Part> {
    let (mut records, mut texts) = (Vec::new(), Vec::new());
    draft.for_each(documents, |document| {
        store::encode(document, &mut records);
        store::texts(document).for_each(|text| texts.extend_from_slice(text));
    })?;
    Ok(vec![(SectionId::Documents, records), (SectionId::Texts, texts)])
}

fn catalogue(draft: &Draft<'_, impl Corpus + ?Sized>) -> Part {
    let mut records = Vec::new();
    draft.heads().for_each(|head| store::encode_head(&head, &mut records));
    let facets = draft.sections.get(SectionId::Facets).to_vec();
    vec![(SectionId::Documents, records), (SectionId::Facets, facets)]
}

/// A form under a key, by its ordinal.
type Entry<'k> = (&'k str, u32);

/// The words of an index, to be cut into shards.
struct WordCutter<'k> {
    lexicon: &'k Lexicon,
    terms: Terms,
    postings: Postings,
    documents: u32,
    /// A language of the documents writes compounds as one word.
    compounding: bool,
    /// The keys of all forms, ascending.
    keys: Vec<Entry<'k>>,
}

impl<'k> WordCutter<'k> {
    /// Of a lexicon with these ordinals, and the key of each of its forms.
    fn new(
        draft: &Draft<'_, impl Corpus + ?Sized>,
        languages: &[Language],
        lexicon: &'k Lexicon,
        ordinals: &[Vec<u32>],
        keys: &'k Forms,
    ) -> Result<Self> {
        let documents = draft.order.len() as u32;
        let sections = std::slice::from_ref(&draft.sections);
        let mut keys: Vec<Entry<'k>> = keys.iter().zip(0..).collect();
        keys.sort_unstable();
        Ok(Self {
            lexicon,
            terms: Terms::open(lexicon.len(), sections, ordinals)?,
            postings: Postings::open(documents, sections, ordinals)?,
            documents,
            compounding: languages.iter().any(|language| language.compounding),
            keys,
        })
    }

    /// Cuts entries, which ascend, into shards. Those with one key stay together.
    fn cut<'e>(&self, entries: &'e [Entry<'k>], size: usize) -> Vec<&'e [Entry<'k>]> {
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
        4 + self.postings.frequency(form) as usize
    }

    /// The compounds, each under every known word that it ends with, as far as a search would
    /// find it by that.
    fn compounds(&self) -> Vec<Entry<'k>> {
        let all: HashSet<&str> = self.keys.iter().map(|(key, _)| *key).collect();
        let mut compounds: BTreeMap<&'k str, Vec<u32>> = BTreeMap::new();
        if !self.compounding {
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
            forms.sort_by_key(|&form| (Reverse(self.postings.frequency(form)), form));
            forms.truncate(MAX_COMPOUNDS);
        }
        let entries = compounds
            .into_iter()
            .flat_map(|(end, forms)| forms.into_iter().map(move |form| (end, form)));
        entries.collect()
    }

    /// The terms that have forms in several shards, with numbers for each.
    fn links(&self, shards: &[&[Entry<'_>]]) -> BTreeMap<u32, u32> {
        let mut shard_of: BTreeMap<u32, usize> = BTreeMap::new();
        let mut links = BTreeMap::new();
        for (entries, shard) in shards.iter().zip(0..) {
            for &(_, form) in *entries {
                let term = self.terms.of(form);
                if *shard_of.entry(term).or_insert(shard) != shard {
                    let next = links.len() as u32;
                    links.entry(term).or_insert(next);
                }
            }
        }
        links
    }

    /// The sections of a shard.
    fn sections(&self, entries: &[Entry<'_>], links: &BTreeMap<u32, u32>) -> Result<Part> {
        let mut forms: Vec<u32> = entries.iter().map(|&(_, form)| form).collect();
        forms.sort_unstable();
        forms.dedup();
        let mut numbers: BTreeMap<u32, u32> = BTreeMap::new();
        let mut terms = Vec::new();
        let mut linked = Vec::new();
        for &form in &forms {
            let term = self.terms.of(form);
            let next = numbers.len() as u32;
            let number = *numbers.entry(term).or_insert(next);
            terms.push(number);
            if let Some(&link) = links.get(&term).filter(|_| number == next) {
                linked.push((number, link));
            }
        }
        let mut terms = Terms::encode(&terms);
        Terms::encode_links(&linked, &mut terms);
        let words = forms.iter().filter_map(|&form| self.lexicon.form(form));
        let mut cursor = self.postings.cursor();
        let lists = forms.iter().map(|&form| {
            let mut list = Vec::new();
            cursor.for_each(form, &mut |posting| list.push(posting));
            list
        });
        let PostingsBytes { frequencies, skips, postings, weights } =
            postings::encode(lists, self.documents);
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
fn firsts(shards: &[&[Entry<'_>]]) -> Vec<String> {
    let mut firsts = Vec::new();
    let mut before: Option<&str> = None;
    for shard in shards {
        let first = shard.first().map_or("", |entry| entry.0);
        firsts.push(before.map_or("", |before| separator(before, first)).to_owned());
        before = shard.last().map(|entry| entry.0);
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
