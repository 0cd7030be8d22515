//! The surface forms, and what they are forms of.

use std::collections::{HashMap, HashSet};

use crate::analysis::stemmer::Stemmer;
use crate::analysis::stopwords::stop_words;
use crate::analysis::{english, german};
use crate::index::counts::Languages;
use crate::languages::{self, ENGLISH, GERMAN, Language};
use crate::lexicon::Forms;
use crate::parallel;

/// Forms that are grouped at once, so that few groups lie in memory besides those that are known.
const AT_ONCE: usize = 1 << 13;

/// The surface forms and what they are forms of.
pub(super) struct Vocabulary {
    /// Ascending.
    pub(super) forms: Forms,
    /// The number of each one's language.
    languages: Vec<u32>,
    /// The term of each: forms of one language that share a stem share a term, stop words one of
    /// their own.
    pub(super) terms: Vec<u32>,
    /// The stem of each term.
    pub(super) stems: Forms,
}

impl Vocabulary {
    /// The forms, each of the language with that number; `tags` are those of the languages.
    pub(super) fn new(forms: Forms, languages: Vec<u32>, tags: &[String]) -> Self {
        let stemmers: Vec<Stemmer> = tags.iter().map(|tag| Stemmer::of(tag)).collect();
        let stop_words: Vec<HashSet<&str>> =
            tags.iter().map(|tag| stop_words(tag).split(' ').collect()).collect();
        let stem_of = |word: &str, language: u32| match stemmers.get(language as usize) {
            Some(stemmer) => stemmer.stem(word).into_owned(),
            None => word.to_owned(),
        };
        let is_known = |word: &str| forms.find(word.as_bytes(), 0).is_some();
        let group_of = |&(word, language): &(&str, u32)| {
            let tag = tags.get(language as usize).map_or("", String::as_str);
            let stem = |word: &str| stem_of(word, language);
            let (is_apart, stem) = match tag {
                GERMAN => german::group(word, is_known, stem),
                ENGLISH => english::group(word, stem),
                _ => (false, stem(word)),
            };
            // "sich" is no form of "Sicherheit", whatever their stem.
            let is_stop_word =
                stop_words.get(language as usize).is_some_and(|it| it.contains(word));
            (language, is_stop_word || is_apart, stem)
        };
        let mut known = HashMap::new();
        let mut stems = Forms::default();
        let mut terms = Vec::with_capacity(forms.len() as usize);
        let mut all = forms.iter().zip(languages.iter().copied());
        loop {
            let some: Vec<(&str, u32)> = all.by_ref().take(AT_ONCE).collect();
            if some.is_empty() {
                break;
            }
            for ((word, language), group) in some.iter().zip(parallel::map(&some, group_of)) {
                let term = *known.entry(group).or_insert_with(|| {
                    // What is apart has the stem of its language for the endings.
                    stems.push(&stem_of(word, *language));
                    stems.len() - 1
                });
                terms.push(term);
            }
        }
        drop(all);
        Self { forms, languages, terms, stems }
    }

    /// Whether a word is of a language that has compounds.
    pub(super) fn has_parts(&self, word: &str, tags: &[String]) -> bool {
        let language = self.number(word).and_then(|form| self.language(form));
        let tag = language.and_then(|language| tags.get(language as usize));
        tag.is_some_and(|tag| languages::has_compounds(tag))
    }

    /// The number of a form.
    pub(super) fn number(&self, word: &str) -> Option<u32> {
        self.forms.find(word.as_bytes(), 0)
    }

    /// The number of a form's language.
    pub(super) fn language(&self, form: u32) -> Option<u32> {
        self.languages.get(form as usize).copied()
    }

    /// What is known of each language, those of most documents first.
    pub(super) fn languages(&self, languages: &Languages) -> Vec<Language> {
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
        let forms = self.forms.iter().zip(&self.languages).zip(&self.terms);
        let of_it = forms.filter(move |((_, it), _)| **it == language);
        of_it.map(|((word, _), term)| (word, self.stems.get(*term).unwrap_or_default()))
    }
}
