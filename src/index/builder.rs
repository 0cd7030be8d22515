//! Documents → the bytes of an index.

use crate::codec::put_varint;
use crate::format::SectionId;
use crate::index::absent::Absent;
use crate::index::arrangement::arrange;
use crate::index::counts::Counts;
use crate::index::draft::{Draft, Stored};
use crate::index::joints;
use crate::index::lengths;
use crate::index::lists::Lists;
use crate::index::titles::{self, Raise};
use crate::index::vocabulary::Vocabulary;
use crate::languages;
use crate::lexicon::{self, Terms};
use crate::postings::{self, Posting};
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

/// Builds an index as [`build`] does, with these synonyms instead of what documents explain. Spellings of
/// one word and forms of words that no document has are found besides.
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
    let documents = corpus.count();
    if documents > MAX_DOCUMENTS {
        let (limit, found) = (MAX_DOCUMENTS as u64, documents as u64);
        return Err(Error::limit("the number of documents", limit, found));
    }
    let counts = Counts::of(corpus)?;
    let raises = titles::raises(&counts, corpus);
    let Counts { forms, form_languages, lists, languages, lengths, tokens, joints, codes, .. } =
        counts;
    let tags = languages.tags.clone();
    let (order, lexicon) =
        parallel::join(|| arrange(&lists, documents as u32), || lexicon::encode(forms.iter()));
    // One after the other, as each takes much memory, and this uses all processors by itself.
    let words = Vocabulary::new(forms, form_languages, &languages.tags);
    let lengths: Vec<u32> = order.iter().map(|&it| lengths[it as usize]).collect();
    let postings = postings::encode(arranged(&lists, &order, &raises), documents as u32);
    let frequencies = lists.into_frequencies();
    let (stored, (languages, absent)) = parallel::join(
        || Stored::of(corpus, &order),
        || {
            let learnt = words.languages(&languages);
            let absent = Absent::of(&words, &tags).synonyms(&frequencies, &learnt);
            (learnt, absent)
        },
    );

    let tokens = tokens.min(u32::MAX.into()) as usize;
    let mut meta = Vec::new();
    let (all_forms, terms) = (words.forms.len() as usize, words.stems.len() as usize);
    let all_postings = frequencies.iter().map(|&postings| postings as usize).sum();
    for count in [documents, all_forms, tokens, terms, all_postings] {
        put_varint(&mut meta, count as u32);
    }
    let frequency =
        |word: &str| words.number(word).map_or(0, |form| frequencies[form as usize] as usize);
    let apart = joints::synonyms(&joints, frequency, |word| words.has_parts(word, &tags));
    let codes = joints::codes(&codes, frequency, all_forms);
    let mut synonyms = synonyms.clone();
    synonyms.extend(&synonyms.in_other_forms());
    synonyms.extend(&absent);
    synonyms.extend(&apart);
    synonyms.extend(&codes);
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

/// The lists with what is raised of them, of documents with the numbers that they have in `order`.
fn arranged(lists: &Lists, order: &[u32], raises: &[Raise]) -> impl Iterator<Item = Vec<Posting>> {
    let mut numbers = vec![0; order.len()];
    order.iter().zip(0..).for_each(|(&old, new)| numbers[old as usize] = new);
    let mut raises = raises.iter().peekable();
    lists.iter().zip(0..).map(move |(mut list, form)| {
        while let Some(raise) = raises.next_if(|raise| raise.form == form) {
            if let Ok(at) = list.binary_search_by_key(&raise.document, |it| it.document) {
                list[at].frequency = list[at].frequency.saturating_add(raise.more);
            }
        }
        list.iter_mut().for_each(|it| it.document = numbers[it.document as usize]);
        list.sort_unstable_by_key(|posting| posting.document);
        list
    })
}
