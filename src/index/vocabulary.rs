//! The surface forms, and what they are forms of.

use std::collections::{HashMap, HashSet};

use crate::analysis::stemmer::Stemmer;
use crate::analysis::stopwords::stop_words;
use crate::analysis::strays::Strays;
use crate::analysis::{english, german, germanic, hindi, romance};
use crate::index::counts::Languages;
use crate::languages::{self, ENGLISH, GERMAN, HINDI, Language};
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

/// What is known of a language to group its forms.
struct Tongue<'t> {
    tag: &'t str,
    stemmer: Stemmer,
    stop_words: HashSet<&'static str>,
    strays: Strays,
}

impl<'t> Tongue<'t> {
    fn of(tag: &'t str) -> Self {
        let stemmer = Stemmer::of(tag);
        let strays = Strays::of(tag, |word| stemmer.stem(word).into_owned());
        Self { tag, stemmer, stop_words: stop_words(tag).split(' ').collect(), strays }
    }

    fn stem(&self, word: &str) -> String {
        self.stemmer.stem(word).into_owned()
    }

    /// What the forms of a word have in common, and whether they are apart from others of which that is
    /// the stem; `is_known` tells which words the texts have.
    fn group(&self, word: &str, is_known: impl Fn(&str) -> bool) -> (bool, String) {
        let stem = |word: &str| self.stem(word);
        let (is_apart, stem) = match self.tag {
            GERMAN => german::group(word, is_known, stem),
            ENGLISH => english::group(word, stem),
            HINDI => (false, stem(&hindi::main_form_of(word, is_known))),
            tag => {
                let main = romance::main_form_of(tag, word, &is_known)
                    .or_else(|| germanic::main_form_of(tag, word, &is_known));
                (false, self.strays.stem(stem(main.as_deref().unwrap_or(word))))
            }
        };
        // "sich" is no form of "Sicherheit", whatever their stem.
        (is_apart || self.stop_words.contains(word), stem)
    }
}

impl Vocabulary {
    /// The forms, each of the language with that number; `tags` are those of the languages.
    pub(super) fn new(forms: Forms, languages: Vec<u32>, tags: &[String]) -> Self {
        let tongues: Vec<Tongue<'_>> = tags.iter().map(|tag| Tongue::of(tag)).collect();
        let is_known = |word: &str| forms.find(word.as_bytes(), 0).is_some();
        let group_of = |&(word, language): &(&str, u32)| {
            let tongue = tongues.get(language as usize);
            let alone = || (false, word.to_owned());
            (language, tongue.map_or_else(alone, |it| it.group(word, is_known)))
        };
        let stem_of = |word: &str, language: u32| match tongues.get(language as usize) {
            Some(tongue) => tongue.stem(word),
            None => word.to_owned(),
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
