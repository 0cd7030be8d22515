//! Documents → the bytes of an index.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::analysis::stemmer::Stemmer;
use crate::analysis::stopwords::stop_words;
use crate::analysis::{english, german};
use crate::codec::put_varint;
use crate::format::SectionId;
use crate::index::arrangement::arrange;
use crate::index::counts::{Counts, Languages};
use crate::index::draft::{Draft, Stored};
use crate::index::joints;
use crate::index::lengths;
use crate::index::lists::Lists;
use crate::index::titles;
use crate::languages::{self, ENGLISH, GERMAN, Language};
use crate::lexicon::{self, Terms};
use crate::postings;
use crate::synonyms::Synonyms;
use crate::{Corpus, Error, Result, parallel};

/// Documents in one index.
const MAX_DOCUMENTS: usize = 1 << 24;

/// Builds an index: the bytes that [`crate::Index::open`] reads. The same
/// documents in the same order give the same bytes. Acronyms that documents
/// explain are synonyms of what they are short for.
///
/// # Errors
/// [`ErrorKind::Limit`](crate::ErrorKind::Limit) for more than 2²⁴ documents or 4 GiB; and those
/// of [`Corpus::visit`].
pub fn build(documents: &(impl Corpus + ?Sized)) -> Result<Vec<u8>> {
    build_with(documents, &Synonyms::explained_in(documents)?)
}

/// Builds an index as [`build`] does, with these synonyms and no others but spellings of one word.
///
/// # Errors
/// As [`build`].
pub fn build_with(documents: &(impl Corpus + ?Sized), synonyms: &Synonyms) -> Result<Vec<u8>> {
    draft(documents, synonyms)?.to_bytes()
}

/// Builds all of an index but what it stores of its documents.
///
/// # Errors
/// As [`build`].
pub fn draft<'c, C: Corpus + ?Sized>(corpus: &'c C, synonyms: &Synonyms) -> Result<Draft<'c, C>> {
    let heads = corpus.heads();
    if heads.len() > MAX_DOCUMENTS {
        let (limit, found) = (MAX_DOCUMENTS as u64, heads.len() as u64);
        return Err(Error::limit("the number of documents", limit, found));
    }
    let mut counts = Counts::of(corpus)?;
    titles::raise(&mut counts, heads);
    let Counts { forms, lists, languages, lengths, tokens, joints, .. } = counts;
    let tags = languages.tags.clone();
    let ((order, lists), (words, lexicon, languages, respelt)) = parallel::join(
        || arranged(lists, heads.len() as u32),
        || {
            let words = Vocabulary::new(forms, &languages.tags);
            let (lexicon, (languages, respelt)) = parallel::join(
                || lexicon::encode(words.forms.iter().map(|(word, _)| word.as_str())),
                || (words.languages(&languages), words.respelt(&languages.tags)),
            );
            (words, lexicon, languages, respelt)
        },
    );
    let lengths: Vec<u32> = order.iter().map(|&it| lengths[it as usize]).collect();
    let (postings, stored) = parallel::join(
        || postings::encode(&lists.iter().collect::<Vec<_>>(), heads.len() as u32),
        || Stored::of(corpus, &order),
    );

    let tokens = tokens.min(u32::MAX.into()) as usize;
    let mut meta = Vec::new();
    for count in [heads.len(), lists.len(), tokens, words.stems.len(), lists.postings()] {
        put_varint(&mut meta, count as u32);
    }
    let frequency = |word: &str| words.number(word).map_or(0, |form| lists.get(form).len());
    let apart = joints::synonyms(&joints, frequency, |word| words.has_parts(word, &tags));
    drop(lists);
    let mut synonyms = synonyms.clone();
    synonyms.extend(&respelt);
    synonyms.extend(&apart);
    let sections = vec![
        (SectionId::Meta, meta),
        (SectionId::Lexicon, lexicon?),
        (SectionId::Terms, Terms::encode(&words.terms)),
        (SectionId::Frequencies, postings.frequencies),
        (SectionId::Skips, postings.skips),
        (SectionId::Postings, postings.postings),
        (SectionId::Weights, postings.weights),
        (SectionId::Lengths, lengths::encode(&lengths)),
        (SectionId::Synonyms, synonyms.encode()),
        (SectionId::Languages, languages::encode(&languages)),
    ];
    drop(words);
    Draft::new(corpus, order, sections, stored?, tokens)
}

/// The documents in their new order, by their numbers up to now, and the lists with the new ones.
fn arranged(mut lists: Lists, documents: u32) -> (Vec<u32>, Lists) {
    let order = arrange(&lists, documents);
    let mut numbers = vec![0; order.len()];
    order.iter().zip(0..).for_each(|(&old, new)| numbers[old as usize] = new);
    lists.for_each_mut(|list| {
        list.iter_mut().for_each(|it| it.document = numbers[it.document as usize]);
        list.sort_unstable_by_key(|posting| posting.document);
    });
    (order, lists)
}

/// The surface forms and what they are forms of.
struct Vocabulary {
    /// Ascending, each with the number of its language.
    forms: Vec<(String, u32)>,
    /// The term of each: forms of one language that share a stem share a term, stop words one of
    /// their own.
    terms: Vec<u32>,
    /// The stem of each term.
    stems: Vec<String>,
}

impl Vocabulary {
    fn new(forms: Vec<(String, u32)>, languages: &[String]) -> Self {
        let stemmers: Vec<Stemmer> = languages.iter().map(|tag| Stemmer::of(tag)).collect();
        let stop_words: Vec<HashSet<&str>> =
            languages.iter().map(|tag| stop_words(tag).split(' ').collect()).collect();
        let stem_of = |word: &str, language: u32| match stemmers.get(language as usize) {
            Some(stemmer) => stemmer.stem(word).into_owned(),
            None => word.to_owned(),
        };
        let groups = parallel::map(&forms, |(word, language)| {
            let tag = languages.get(*language as usize).map_or("", String::as_str);
            let stem = |word: &str| stem_of(word, *language);
            let (is_apart, stem) = match tag {
                GERMAN => german::group(word, stem),
                ENGLISH => (false, stem(english::main_form_of(word).as_deref().unwrap_or(word))),
                _ => (false, stem(word)),
            };
            // "sich" is no form of "Sicherheit", whatever their stem.
            let is_stop_word =
                stop_words.get(*language as usize).is_some_and(|it| it.contains(word.as_str()));
            (*language, is_stop_word || is_apart, stem)
        });
        let mut known = HashMap::new();
        let mut stems = Vec::new();
        let mut terms = Vec::with_capacity(forms.len());
        for ((word, language), group) in forms.iter().zip(groups) {
            let term = *known.entry(group).or_insert_with(|| {
                // What is apart has the stem of its language for the endings.
                stems.push(stem_of(word, *language));
                stems.len() as u32 - 1
            });
            terms.push(term);
        }
        drop(known);
        Self { forms, terms, stems }
    }

    /// Whether a word is of a language that has compounds.
    fn has_parts(&self, word: &str, languages: &[String]) -> bool {
        let language =
            self.number(word).and_then(|form| languages.get(self.forms[form].1 as usize));
        language.is_some_and(|tag| languages::has_compounds(tag))
    }

    fn number(&self, word: &str) -> Option<usize> {
        self.forms.binary_search_by(|(form, _)| form.as_str().cmp(word)).ok()
    }

    /// The forms that texts have of words that they lack as these are looked for: in the other
    /// spelling, new or old, or as they stand in dictionaries.
    fn respelt(&self, languages: &[String]) -> Synonyms {
        let mut synonyms = Synonyms::default();
        let mut known = HashSet::new();
        for ((word, language), term) in self.forms.iter().zip(&self.terms) {
            let others = match languages.get(*language as usize).map(String::as_str) {
                Some(GERMAN) => vec![
                    german::spelt_before(word),
                    german::spelt_today(word),
                    german::simple_form_of(word).map_or(Cow::Borrowed(word), Cow::Owned),
                ],
                Some(ENGLISH) => english::main_form_of(word).map(Cow::Owned).into_iter().collect(),
                _ => continue,
            };
            for other in
                others.iter().filter(|other| *other != word && self.number(other).is_none())
            {
                // Others of its forms are found by their stems.
                if known.insert(*term) {
                    synonyms.add_one_way(other, [word]);
                }
            }
        }
        synonyms
    }

    /// What is known of each language, those of most documents first.
    fn languages(&self, languages: &Languages) -> Vec<Language> {
        let mut tags: Vec<_> = languages.documents.iter().zip(&languages.tags).zip(0..).collect();
        tags.sort_by(|((a, left), _), ((b, right), _)| b.cmp(a).then(left.cmp(right)));
        let told = tags.iter().filter(|((_, tag), _)| !tag.is_empty());
        let documents: u32 = told.map(|((documents, _), _)| **documents).sum();
        parallel::map(&tags, |&((share, tag), number)| {
            Language::new(tag, *share as usize, documents as usize, self.of(number))
        })
    }

    /// The forms of a language, with their stems.
    fn of(&self, language: u32) -> impl Iterator<Item = (&str, &str)> {
        let forms = self.forms.iter().zip(&self.terms).filter(move |((_, it), _)| *it == language);
        forms.map(|((word, _), term)| (word.as_str(), self.stems[*term as usize].as_str()))
    }
}
