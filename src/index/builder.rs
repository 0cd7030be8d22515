//! Documents → the bytes of an index.

use std::collections::{BTreeMap, HashMap};

use crate::analysis::stemmer::Stemmer;
use crate::analysis::tokenizer::Tokenizer;
use crate::codec::put_varint;
use crate::document::Document;
use crate::format::SectionId;
use crate::index::arrangement::arrange;
use crate::index::lengths;
use crate::index::{BODY_WEIGHT, HEADING_WEIGHT, TITLE_WEIGHT};
use crate::languages::{self, Language};
use crate::lexicon::{self, Terms};
use crate::postings::{self, Posting};
use crate::synonyms::Synonyms;
use crate::{Error, Result, facets, format, store};

/// Documents in one index.
const MAX_DOCUMENTS: usize = 1 << 24;

/// Builds an index: the bytes that [`crate::Index::open`] reads. The same
/// documents in the same order give the same bytes. Acronyms that documents
/// explain are synonyms of what they are short for.
///
/// # Errors
/// [`ErrorKind::Limit`](crate::ErrorKind::Limit) for more than 2²⁴ documents or 4 GiB.
pub fn build(documents: &[Document]) -> Result<Vec<u8>> {
    build_with(documents, &Synonyms::explained_in(documents))
}

/// Builds an index as [`build`] does, with these synonyms and no others.
///
/// # Errors
/// As [`build`].
pub fn build_with(documents: &[Document], synonyms: &Synonyms) -> Result<Vec<u8>> {
    if documents.len() > MAX_DOCUMENTS {
        let (limit, found) = (MAX_DOCUMENTS as u64, documents.len() as u64);
        return Err(Error::limit("the number of documents", limit, found));
    }
    let mut corpus = Corpus::default();
    documents.iter().for_each(|document| corpus.add(document));
    let order = corpus.arrange();
    let documents: Vec<&Document> = order.iter().map(|&it| &documents[it as usize]).collect();
    corpus.write(&documents, synonyms)
}

/// Everything that is counted while documents are read.
#[derive(Default)]
struct Corpus {
    forms: HashMap<String, Form>,
    languages: Languages,
    lengths: Vec<u32>,
    tokens: u64,
}

/// A surface form while it is counted.
#[derive(Default)]
struct Form {
    postings: Vec<Posting>,
    /// In how many documents of each language it occurs.
    languages: BTreeMap<u32, u32>,
}

/// The languages of the documents, numbered as they first occur.
#[derive(Default)]
struct Languages {
    tags: Vec<String>,
    documents: Vec<u32>,
}

impl Languages {
    /// The number of the language that a document is in.
    fn count(&mut self, tag: &str) -> u32 {
        let number = self.number(tag);
        self.documents[number as usize] += 1;
        number
    }

    fn number(&mut self, tag: &str) -> u32 {
        let number = self.tags.iter().position(|known| known == tag).unwrap_or_else(|| {
            self.tags.push(tag.to_owned());
            self.documents.push(0);
            self.tags.len() - 1
        });
        number as u32
    }

    /// What is known of each, those of most documents first.
    fn by_frequency(&self, forms: &[(String, Form)]) -> Vec<Language> {
        let mut tags: Vec<_> = self.documents.iter().zip(&self.tags).zip(0..).collect();
        tags.sort_by(|((a, left), _), ((b, right), _)| b.cmp(a).then(left.cmp(right)));
        let of = |number| forms.iter().filter(move |(_, form)| form.language() == number);
        let language = |((_, tag), number): ((_, &String), _)| {
            Language::new(tag, of(number).map(|(word, _)| word.as_str()))
        };
        tags.into_iter().map(language).collect()
    }
}

impl Corpus {
    fn add(&mut self, document: &Document) {
        let number = self.lengths.len() as u32;
        let language = self.languages.count(&document.lang);
        let title = if is_beginning(document) { "" } else { document.title.as_str() };
        let mut length = self.count_words(title, TITLE_WEIGHT, number, language);
        for section in &document.sections {
            let language = match section.lang.as_str() {
                "" => language,
                other => self.languages.number(other),
            };
            length += self.count_words(&section.heading, HEADING_WEIGHT, number, language);
            length += self.count_words(&section.text, BODY_WEIGHT, number, language);
        }
        self.lengths.push(length);
        self.tokens += u64::from(length);
    }

    /// Counts the words of one field; the number of them.
    fn count_words(&mut self, text: &str, weight: u16, document: u32, language: u32) -> u32 {
        let mut words = Tokenizer::new(text);
        let mut length = 0;
        while words.next_word().is_some() {
            length += 1;
            match self.forms.get_mut(words.word()) {
                Some(form) => form.count(document, language, weight),
                None => {
                    let mut form = Form::default();
                    form.count(document, language, weight);
                    self.forms.insert(words.word().to_owned(), form);
                }
            }
        }
        length
    }

    /// Numbers the documents anew; gives their numbers up to now in the order of the new ones.
    fn arrange(&mut self) -> Vec<u32> {
        let lists: Vec<_> = self.forms.values().map(|form| form.postings.as_slice()).collect();
        let order = arrange(&lists, self.lengths.len() as u32);
        let mut numbers = vec![0; order.len()];
        order.iter().zip(0..).for_each(|(&old, new)| numbers[old as usize] = new);
        for form in self.forms.values_mut() {
            form.postings.iter_mut().for_each(|it| it.document = numbers[it.document as usize]);
            form.postings.sort_unstable_by_key(|posting| posting.document);
        }
        self.lengths = order.iter().map(|&old| self.lengths[old as usize]).collect();
        order
    }

    fn write(self, documents: &[&Document], synonyms: &Synonyms) -> Result<Vec<u8>> {
        let mut forms: Vec<(String, Form)> = self.forms.into_iter().collect();
        forms.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let terms = group(&forms, &self.languages.tags);
        let lists: Vec<_> = forms.iter().map(|(_, form)| form.postings.as_slice()).collect();
        let postings = postings::encode(&lists, documents.len() as u32);
        let (records, texts) = store::encode(documents);

        let tokens = self.tokens.min(u32::MAX.into()) as usize;
        let postings_count = lists.iter().map(|list| list.len()).sum();
        let terms_count = terms.iter().max().map_or(0, |last| *last as usize + 1);
        let mut meta = Vec::new();
        for count in [documents.len(), forms.len(), tokens, terms_count, postings_count] {
            put_varint(&mut meta, count as u32);
        }
        format::write([
            (SectionId::Meta, meta),
            (SectionId::Lexicon, lexicon::encode(forms.iter().map(|(form, _)| form.as_str()))?),
            (SectionId::Terms, Terms::encode(&terms)),
            (SectionId::Frequencies, postings.frequencies),
            (SectionId::Skips, postings.skips),
            (SectionId::Postings, postings.postings),
            (SectionId::Weights, postings.weights),
            (SectionId::Lengths, lengths::encode(&self.lengths)),
            (SectionId::Documents, records),
            (SectionId::Texts, texts),
            (SectionId::Facets, facets::encode(documents)),
            (SectionId::Synonyms, synonyms.encode()),
            (SectionId::Languages, languages::encode(&self.languages.by_frequency(&forms))),
        ])
    }
}

impl Form {
    fn count(&mut self, document: u32, language: u32, weight: u16) {
        match self.postings.last_mut() {
            Some(last) if last.document == document => {
                last.frequency = last.frequency.saturating_add(weight);
            }
            _ => {
                self.postings.push(Posting { document, frequency: weight });
                *self.languages.entry(language).or_default() += 1;
            }
        }
    }

    /// The language of most of its documents.
    fn language(&self) -> u32 {
        let most = self
            .languages
            .iter()
            .max_by_key(|&(&language, &count)| (count, std::cmp::Reverse(language)));
        most.map_or(0, |(&language, _)| language)
    }
}

/// Whether the title is but the beginning of the text, as of texts that have
/// none of their own: its words are no more important than those behind them.
fn is_beginning(document: &Document) -> bool {
    let title = document.title.trim_end_matches('…').trim_end();
    let text = document.sections.iter().map(|section| &section.text).find(|text| !text.is_empty());
    let rest = text.and_then(|text| text.strip_prefix(title));
    // "Haus" is no beginning of "Hausboot": the word is nowhere in that text.
    !title.is_empty() && rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// The term of each form: forms of one language that share a stem share a term.
fn group(forms: &[(String, Form)], languages: &[String]) -> Vec<u32> {
    let stemmers: Vec<Stemmer> = languages.iter().map(|tag| Stemmer::of(tag)).collect();
    let mut terms = HashMap::new();
    let mut of_form = Vec::with_capacity(forms.len());
    for (word, form) in forms {
        let language = form.language();
        let stem = stemmers.get(language as usize).map_or(word.as_str().into(), |s| s.stem(word));
        let next = terms.len() as u32;
        of_form.push(*terms.entry((language, stem.into_owned())).or_insert(next));
    }
    of_form
}
