//! The index: built from documents by [`build`], opened from bytes by [`Index::open`]; a large one is a
//! [`Draft`] first, which [`fn@split`] makes a root and shards of.
//!
//! `builder` puts the sections together, of what `counts` has counted of the documents in sorted
//! `runs`, which become a `vocabulary` and `lists`, in the order that `arrangement` gives them.

mod absent;
mod arrangement;
mod builder;
mod counts;
mod draft;
mod joints;
mod lengths;
mod lists;
mod runs;
mod split;
mod suspended;
mod titles;
mod vocabulary;

use std::ops::Range;

use crate::codec::Reader;
use crate::facets::Facets;
use crate::format::{SectionId, Sections};
use crate::languages::{self, GERMAN, Language};
use crate::lexicon::{self, Lexicon, Terms};
use crate::postings::Postings;
use crate::search::{Info, Ranking};
use crate::shards::{Kind, Shards, key};
use crate::store::{Documents, Store, StoredDocument};
use crate::synonyms::{Asked, Synonyms};
use crate::{Error, Result};

pub use builder::{build, build_with, draft};
pub use draft::Draft;
pub use split::{ShardSizes, Split, split};

/// How many times a word counts in each field. For titles, nDCG@10 on
/// cranfield-en is .360 for 1, .378 for 2, .382 for 4, .386 for 6; short German
/// queries on 10kGNAD .800, .805, .801, .804. No collection has judged headings;
/// theirs lies between.
pub(crate) const TITLE_WEIGHT: u16 = 4;
pub(crate) const HEADING_WEIGHT: u16 = 2;
pub(crate) const BODY_WEIGHT: u16 = 1;

/// An opened index.
///
/// ```
/// use findling::{Document, Index, SearchOptions, Section};
///
/// let section = Section { text: "Kampf gegen Menschenhandel".into(), ..Section::default() };
/// let article = Document { id: "a".into(), lang: "de".into(), sections: vec![section], ..Document::default() };
/// let index = Index::open(findling::index::build(&[article])?)?;
/// let found = index.search("menschenhandl", &SearchOptions::default());
/// assert_eq!(found.hits[0].id, "a");
/// assert_eq!(found.corrected.as_deref(), Some("menschenhandel"));
/// # Ok::<(), findling::Error>(())
/// ```
pub struct Index {
    pub(crate) lexicon: Lexicon,
    pub(crate) terms: Terms,
    pub(crate) postings: Postings,
    /// Shards of words that are there; of a whole index the one.
    words: Vec<WordShard>,
    /// Those of them that the three are read from: what a query finds depends on its words, not
    /// on what was searched before.
    in_use: Vec<u32>,
    pub(crate) store: Store,
    /// The documents without their texts, if the catalogue is there.
    pub(crate) catalogue: Documents,
    pub(crate) facets: Facets,
    /// Of a whole index or its root, then those of shards of words.
    synonyms: Vec<(Option<u32>, Synonyms)>,
    /// Words of each document, in all fields.
    pub(crate) lengths: Vec<u32>,
    pub(crate) average_length: f32,
    /// Those of the documents, most frequent first.
    pub(crate) languages: Vec<Language>,
    /// A language of the documents writes compounds as one word.
    pub(crate) compounding: bool,
    pub(crate) ranking: Ranking,
    pub(crate) shards: Shards,
    info: Info,
}

/// A shard of words that is there.
struct WordShard {
    shard: u32,
    sections: Sections,
    lexicon: lexicon::Shard,
}

impl WordShard {
    fn open(shard: u32, sections: &Sections) -> Result<Self> {
        Ok(Self { shard, lexicon: lexicon::Shard::open(sections)?, sections: sections.clone() })
    }
}

impl Index {
    /// Opens an index from the bytes that [`build`] made.
    ///
    /// # Errors
    /// [`ErrorKind::Damaged`](crate::ErrorKind::Damaged) or [`ErrorKind::Version`](crate::ErrorKind::Version); never a panic, whatever the bytes.
    pub fn open(bytes: Vec<u8>) -> Result<Self> {
        let sections = Sections::open(bytes)?;
        let mut info = read_meta(sections.get(SectionId::Meta))?;
        info.bytes = sections.bytes().len();
        let documents = info.articles as u32;
        let shards = Shards::open(sections.get(SectionId::Shards))?;
        // Before all else that takes room for each document: it proves their number.
        let lengths = lengths::open(documents, sections.get(SectionId::Lengths))?;
        let languages = languages::open(sections.get(SectionId::Languages))?;
        for Language { tag, .. } in &languages {
            if !tag.is_empty() {
                info.languages.push(tag.clone());
            }
        }
        let mut index = Self {
            lexicon: Lexicon::default(),
            terms: Terms::default(),
            postings: Postings::default(),
            words: Vec::new(),
            in_use: Vec::new(),
            store: Store::default(),
            catalogue: Documents::default(),
            facets: Facets::default(),
            synonyms: Vec::new(),
            average_length: (info.tokens as f32 / lengths.len().max(1) as f32).max(1.0),
            lengths,
            compounding: languages.iter().any(|language| language.compounding),
            languages,
            ranking: Ranking::default(),
            shards,
            info,
        };
        index.add_synonyms(None, &sections)?;
        if index.shards.is_whole() {
            index.words.push(WordShard::open(0, &sections)?);
            index.use_words(vec![0])?;
            let forms = index.lexicon.len() as usize;
            if forms != index.info.forms {
                return Err(Error::damaged(
                    format_args!("{} forms", index.info.forms),
                    format_args!("{forms} in the lexicon"),
                ));
            }
            let (facets, all) = index.read_catalogue(&sections)?;
            index.facets = facets;
            index.store.add(all);
        } else {
            index.facets = Facets::open(documents, sections.get(SectionId::Facets))?;
        }
        Ok(index)
    }

    /// Adds shards to an index of which only the root was opened; those that are there
    /// already are left out.
    ///
    /// # Errors
    /// [`ErrorKind::Damaged`](crate::ErrorKind::Damaged) if one is not as it was written, or
    /// of another index. Others may have been added then.
    pub fn add(&mut self, shards: Vec<Vec<u8>>) -> Result<()> {
        for bytes in shards {
            let sections = Sections::open(bytes)?;
            let shard = self.shards.read_shard(sections.get(SectionId::Shards))?;
            if self.shards.is_there(shard) {
                continue;
            }
            match self.shards.kind(shard, self.info.articles as u32) {
                Some(Kind::Words) => {
                    self.words.push(WordShard::open(shard, &sections)?);
                    self.add_synonyms(Some(shard), &sections)?;
                }
                Some(Kind::Documents { first, count }) => {
                    self.store.add(Documents::open(first, count, &sections)?);
                }
                Some(Kind::Catalogue) => {
                    (self.facets, self.catalogue) = self.read_catalogue(&sections)?;
                }
                None => {}
            }
            self.shards.add(shard);
        }
        match self.shards.is_complete() && !self.shards.is_whole() {
            true => self.use_words(self.shards.all_words()),
            false => Ok(()),
        }
    }

    fn add_synonyms(&mut self, shard: Option<u32>, sections: &Sections) -> Result<()> {
        let bytes = sections.get(SectionId::Synonyms);
        self.synonyms.push((shard, Synonyms::open(bytes, self.languages.first())?));
        Ok(())
    }

    /// Looks up words in these shards only, as far as they are there.
    pub(crate) fn use_words(&mut self, mut wanted: Vec<u32>) -> Result<()> {
        wanted.retain(|shard| self.shards.is_there(*shard));
        if self.in_use == wanted {
            return Ok(());
        }
        let (mut shards, mut sections) = (Vec::new(), Vec::new());
        for words in &self.words {
            if wanted.contains(&words.shard) {
                shards.push(words.lexicon.clone());
                sections.push(words.sections.clone());
            }
        }
        let (lexicon, ordinals) = Lexicon::of(shards);
        self.terms = Terms::open(lexicon.len(), &sections, &ordinals)?;
        self.postings = Postings::open(self.info.articles as u32, &sections, &ordinals)?;
        self.lexicon = lexicon;
        self.in_use = wanted;
        Ok(())
    }

    /// Looks up words in these shards too.
    pub(crate) fn use_also(&mut self, more: &[u32]) -> Result<()> {
        self.use_words([self.in_use.as_slice(), more].concat())
    }

    /// The shards that words are looked up in.
    pub(crate) fn in_use(&self) -> &[u32] {
        &self.in_use
    }

    /// Calls `visit` with what the words of a query in `place` stand for, as far as the root and
    /// these shards tell.
    pub(crate) fn for_each_synonym(
        &self,
        shards: &[u32],
        query: &Asked,
        place: &Range<usize>,
        visit: &mut dyn FnMut(&str),
    ) {
        for (shard, synonyms) in &self.synonyms {
            if shard.is_none_or(|shard| shards.contains(&shard)) {
                synonyms.for_each(query, place, visit);
            }
        }
    }

    /// Numbers of the shards that are not there and that answers are not the same without as
    /// those of the whole index.
    pub fn missing(&self) -> Vec<u32> {
        self.shards.missing()
    }

    /// Reads the titles and the facets of all documents.
    fn read_catalogue(&self, sections: &Sections) -> Result<(Facets, Documents)> {
        let documents = self.info.articles as u32;
        let all = Documents::open(0, documents, sections)?;
        let mut facets = Facets::open(documents, sections.get(SectionId::Facets))?;
        for document in (0..documents).filter_map(|number| all.document(number)) {
            facets.derive(document.lang, document.date);
        }
        Ok((facets, all))
    }

    /// Ranks by other numbers than the ones that were measured best.
    #[must_use]
    pub fn with_ranking(self, ranking: Ranking) -> Self {
        Self { ranking, ..self }
    }

    /// A document, perhaps without its texts, if it is there in either way.
    pub(crate) fn head(&self, document: u32) -> Option<StoredDocument<'_>> {
        self.store.document(document).or_else(|| self.catalogue.document(document))
    }

    /// Whether a form is a stop word.
    pub(crate) fn is_stop_form(&self, form: u32) -> bool {
        self.lexicon.form(form).is_some_and(|form| self.is_stop_word(form))
    }

    /// Whether `word`, in lower case, is a stop word of a language of the documents.
    pub(crate) fn is_stop_word(&self, word: &str) -> bool {
        self.languages.iter().any(|language| language.is_stop_word(word))
    }

    /// Whether a word would be known if a document had it.
    pub(crate) fn covers(&self, word: &str) -> bool {
        self.shards.is_whole() || self.uses(self.shards.of_word(&key(word)))
    }

    /// Whether a shard is there and, if it is one of words, in use.
    pub(crate) fn uses(&self, shard: u32) -> bool {
        match self.shards.is_of_words(shard) {
            true => self.in_use.contains(&shard),
            false => self.shards.is_there(shard),
        }
    }

    /// Whether a document is German.
    pub(crate) fn has_german(&self) -> bool {
        self.languages.iter().any(|language| language.tag == GERMAN)
    }

    /// Figures about the index.
    pub fn info(&self) -> Info {
        self.info.clone()
    }
}

fn read_meta(bytes: &[u8]) -> Result<Info> {
    let mut reader = Reader::new(SectionId::Meta.name(), bytes);
    let articles = reader.varint()? as usize;
    let forms = reader.varint()? as usize;
    let tokens = reader.varint()? as usize;
    let terms = reader.varint()? as usize;
    let postings = reader.varint()? as usize;
    reader.end()?;
    let version = env!("CARGO_PKG_VERSION").to_owned();
    Ok(Info { version, articles, tokens, forms, terms, postings, ..Info::default() })
}
