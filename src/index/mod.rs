//! The index: built from documents by [`build`], opened from bytes by [`Index::open`].

mod builder;

use crate::codec::Reader;
use crate::facets::Facets;
use crate::format::{SectionId, Sections};
use crate::languages::{self, Language};
use crate::lexicon::{Lexicon, Terms};
use crate::postings::Postings;
use crate::query::compounds::best_split;
use crate::search::{self, Info, Ranking, SearchOptions, SearchResults, Suggestion};
use crate::store::Store;
use crate::synonyms::Synonyms;
use crate::{Error, Result};

pub use builder::{build, build_with};

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
    pub(crate) store: Store,
    pub(crate) facets: Facets,
    pub(crate) synonyms: Synonyms,
    /// Words of each document, in all fields.
    pub(crate) lengths: Vec<u32>,
    pub(crate) average_length: f32,
    /// Those of the documents, most frequent first.
    pub(crate) languages: Vec<Language>,
    /// A language of the documents writes compounds as one word.
    pub(crate) compounding: bool,
    pub(crate) ranking: Ranking,
    info: Info,
}

impl Index {
    /// Opens an index from the bytes that [`build`] made.
    ///
    /// # Errors
    /// [`ErrorKind::Damaged`](crate::ErrorKind::Damaged) or [`ErrorKind::Version`](crate::ErrorKind::Version); never a panic, whatever the bytes.
    pub fn open(bytes: Vec<u8>) -> Result<Self> {
        let size = bytes.len();
        let sections = Sections::open(bytes)?;
        let mut info = read_meta(sections.get(SectionId::Meta))?;
        info.bytes = size;
        let documents = info.articles as u32;
        let lexicon = Lexicon::open(sections.share(SectionId::Lexicon))?;
        if lexicon.len() as usize != info.forms {
            return Err(Error::damaged(
                format_args!("{} forms", info.forms),
                format_args!("{} in the lexicon", lexicon.len()),
            ));
        }
        let terms = Terms::open(lexicon.len(), sections.get(SectionId::Terms))?;
        // Before all else that takes room for each document: it proves their number.
        let lengths = read_lengths(documents, sections.get(SectionId::Lengths))?;
        let postings = Postings::open(
            lexicon.len(),
            documents,
            sections.get(SectionId::Frequencies),
            sections.get(SectionId::Skips),
            sections.share(SectionId::Postings),
            sections.share(SectionId::Weights),
        )?;
        let mut facets = Facets::open(documents, sections.get(SectionId::Facets))?;
        let records = sections.share(SectionId::Documents);
        let texts = sections.share(SectionId::Texts);
        let store = Store::open(documents, records, texts, |document| facets.derive(document))?;
        let languages = languages::open(sections.get(SectionId::Languages))?;
        let synonyms = Synonyms::open(sections.get(SectionId::Synonyms), languages.first())?;
        let compounding = languages.iter().any(Language::has_compounds);
        for Language { tag, .. } in &languages {
            if !tag.is_empty() {
                info.languages.push(tag.clone());
            }
        }
        info.terms = terms.len();
        info.postings = postings.len();
        Ok(Self {
            lexicon,
            terms,
            postings,
            store,
            facets,
            synonyms,
            average_length: (info.tokens as f32 / lengths.len().max(1) as f32).max(1.0),
            lengths,
            languages,
            compounding,
            ranking: Ranking::default(),
            info,
        })
    }

    /// Ranks by other numbers than the ones that were measured best.
    #[must_use]
    pub fn with_ranking(self, ranking: Ranking) -> Self {
        Self { ranking, ..self }
    }

    /// Whether `word`, in lower case, is a stop word of a language of the documents.
    pub(crate) fn is_stop_word(&self, word: &str) -> bool {
        self.languages.iter().any(|language| language.is_stop_word(word))
    }

    /// Whether a document is German.
    pub(crate) fn has_german(&self) -> bool {
        self.languages.iter().any(|language| language.tag == "de")
    }

    /// Searches. Never fails: what can't be understood of a query is left out.
    pub fn search(&self, query: &str, options: &SearchOptions) -> SearchResults {
        search::search(self, query, options)
    }

    /// Ways to go on typing, at most `limit` of each kind.
    pub fn suggest(&self, query: &str, limit: usize) -> Vec<Suggestion> {
        search::suggest(self, query, limit)
    }

    /// The two words of the articles that a compound, in lower case, is made of, if it is.
    pub fn parts(&self, word: &str) -> Option<[String; 2]> {
        let (first, second) = best_split(self, word)?;
        Some([self.lexicon.form(first)?.to_owned(), self.lexicon.form(second)?.to_owned()])
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
    reader.end()?;
    let version = env!("CARGO_PKG_VERSION").to_owned();
    Ok(Info { version, articles, tokens, forms, ..Info::default() })
}

fn read_lengths(documents: u32, bytes: &[u8]) -> Result<Vec<u32>> {
    let mut reader = Reader::new(SectionId::Lengths.name(), bytes);
    let mut lengths = Vec::new();
    for _ in 0..documents {
        lengths.push(reader.varint()?);
    }
    reader.end()?;
    Ok(lengths)
}
