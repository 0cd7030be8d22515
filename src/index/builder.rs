//! Documents → the bytes of an index.

use std::collections::HashMap;

use crate::analysis::stemmer::Stemmer;
use crate::codec::put_varint;
use crate::document::Document;
use crate::format::SectionId;
use crate::index::arrangement::arrange;
use crate::index::counts::{Counts, Form, Languages};
use crate::index::lengths;
use crate::languages::{self, Language};
use crate::lexicon::{self, Terms};
use crate::postings::{self, Posting};
use crate::synonyms::Synonyms;
use crate::{Error, Result, facets, format, parallel, store};

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
    let Counts { forms, languages, lengths, tokens } = Counts::of(documents);
    let (forms, lists) = sorted(forms);
    let ((order, lists), (words, lexicon, languages)) = parallel::join(
        || arranged(lists, documents.len() as u32),
        || {
            let words = Words::new(forms, &languages.tags);
            let lexicon = lexicon::encode(words.forms.iter().map(|(word, _)| word.as_str()));
            let languages = words.languages(&languages);
            (words, lexicon, languages)
        },
    );
    let documents: Vec<&Document> = order.iter().map(|&it| &documents[it as usize]).collect();
    let lengths: Vec<u32> = order.iter().map(|&it| lengths[it as usize]).collect();
    let (postings, (records, texts)) = parallel::join(
        || postings::encode(&lists, documents.len() as u32),
        || store::encode(&documents),
    );

    let tokens = tokens.min(u32::MAX.into()) as usize;
    let postings_count = lists.iter().map(Vec::len).sum();
    let mut meta = Vec::new();
    for count in [documents.len(), lists.len(), tokens, words.stems.len(), postings_count] {
        put_varint(&mut meta, count as u32);
    }
    format::write([
        (SectionId::Meta, meta),
        (SectionId::Lexicon, lexicon?),
        (SectionId::Terms, Terms::encode(&words.terms)),
        (SectionId::Frequencies, postings.frequencies),
        (SectionId::Skips, postings.skips),
        (SectionId::Postings, postings.postings),
        (SectionId::Weights, postings.weights),
        (SectionId::Lengths, lengths::encode(&lengths)),
        (SectionId::Documents, records),
        (SectionId::Texts, texts),
        (SectionId::Facets, facets::encode(&documents)),
        (SectionId::Synonyms, synonyms.encode()),
        (SectionId::Languages, languages::encode(&languages)),
    ])
}

/// The forms, ascending, each with the number of its language, and their postings.
fn sorted(forms: HashMap<String, Form>) -> (Vec<(String, u32)>, Vec<Vec<Posting>>) {
    let mut forms: Vec<(String, Form)> = forms.into_iter().collect();
    forms.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    forms.into_iter().map(|(word, form)| ((word, form.language()), form.postings)).unzip()
}

/// The documents in their new order, by their numbers up to now, and the lists with the new ones.
fn arranged(mut lists: Vec<Vec<Posting>>, documents: u32) -> (Vec<u32>, Vec<Vec<Posting>>) {
    let order = arrange(&lists, documents);
    let mut numbers = vec![0; order.len()];
    order.iter().zip(0..).for_each(|(&old, new)| numbers[old as usize] = new);
    for list in &mut lists {
        list.iter_mut().for_each(|it| it.document = numbers[it.document as usize]);
        list.sort_unstable_by_key(|posting| posting.document);
    }
    (order, lists)
}

/// The surface forms and what they are forms of.
struct Words {
    /// Ascending, each with the number of its language.
    forms: Vec<(String, u32)>,
    /// The term of each: forms of one language that share a stem share a term.
    terms: Vec<u32>,
    /// The stem of each term.
    stems: Vec<String>,
}

impl Words {
    fn new(forms: Vec<(String, u32)>, languages: &[String]) -> Self {
        let stemmers: Vec<Stemmer> = languages.iter().map(|tag| Stemmer::of(tag)).collect();
        let mut known = HashMap::new();
        let mut stems = Vec::new();
        let mut terms = Vec::with_capacity(forms.len());
        for (word, language) in &forms {
            let stemmer = stemmers.get(*language as usize);
            let stem = stemmer.map_or(word.as_str().into(), |stemmer| stemmer.stem(word));
            let term = *known.entry((*language, stem)).or_insert_with_key(|(_, stem)| {
                stems.push(stem.clone().into_owned());
                stems.len() as u32 - 1
            });
            terms.push(term);
        }
        drop(known);
        Self { forms, terms, stems }
    }

    /// What is known of each language, those of most documents first.
    fn languages(&self, languages: &Languages) -> Vec<Language> {
        let mut tags: Vec<_> = languages.documents.iter().zip(&languages.tags).zip(0..).collect();
        tags.sort_by(|((a, left), _), ((b, right), _)| b.cmp(a).then(left.cmp(right)));
        parallel::map(&tags, |&((_, tag), number)| Language::new(tag, self.of(number)))
    }

    /// The forms of a language, with their stems.
    fn of(&self, language: u32) -> impl Iterator<Item = (&str, &str)> {
        let forms = self.forms.iter().zip(&self.terms).filter(move |((_, it), _)| *it == language);
        forms.map(|((word, _), term)| (word.as_str(), self.stems[*term as usize].as_str()))
    }
}
