//! Forms that texts lack, of words that they have, as others may look for them: in the other spelling, new or old, as
//! they stand in dictionaries, or with another vowel, as "betrog" where there is only "betrügen".

use std::borrow::Cow;
use std::collections::HashSet;

use crate::analysis::{english, german, hindi, strays};
use crate::index::vocabulary::Vocabulary;
use crate::languages::{ENGLISH, GERMAN, HINDI, Language};
use crate::synonyms::{self, Synonyms};

/// Forms of the texts for each irregular one that is told: those of the most frequent words, as a visitor loads all.
const FORMS_FOR_ONE: usize = 96;

/// Irregular forms that are told in any case.
const FEW: usize = 64;

/// Forms that texts lack, each with the one that it stands for.
pub(super) struct Absent<'v> {
    words: &'v Vocabulary,
    spellings: Vec<(String, u32)>,
    irregular: Vec<(String, u32)>,
}

impl<'v> Absent<'v> {
    /// Those of the forms in these languages.
    pub(super) fn of(words: &'v Vocabulary, tags: &[String]) -> Self {
        let mut absent = Self { words, spellings: Vec::new(), irregular: Vec::new() };
        let [mut spelt, mut inflected] = [HashSet::new(), HashSet::new()];
        for (form, word) in (0..).zip(words.forms.iter()) {
            let tag = words.language(form).and_then(|language| tags.get(language as usize));
            let (spellings, irregular) = match tag.map(String::as_str) {
                Some(GERMAN) => german_forms(word),
                Some(ENGLISH) => english_forms(word),
                Some(HINDI) => {
                    (vec![hindi::spelt_short(word), hindi::spelt_long(word)], Vec::new())
                }
                Some(tag) => (Vec::new(), strays::others_of(tag, word)),
                None => continue,
            };
            let term = words.terms[form as usize];
            // Others of its forms are found by their stems.
            absent.add(form, spellings, |it| &mut it.spellings, || spelt.insert(term));
            absent.add(form, irregular, |it| &mut it.irregular, || inflected.insert(term));
        }
        absent
    }

    fn add(
        &mut self,
        form: u32,
        others: impl IntoIterator<Item = String>,
        list: impl Fn(&mut Self) -> &mut Vec<(String, u32)>,
        mut is_new: impl FnMut() -> bool,
    ) {
        let words = self.words;
        let lacking = others.into_iter().filter(|it| words.number(it).is_none());
        let lacking: Vec<_> = lacking.map(|it| (it, form)).collect();
        if !lacking.is_empty() && is_new() {
            list(self).extend(lacking);
        }
    }

    /// What they stand for, one way; `frequencies` are those of the forms.
    pub(super) fn synonyms(mut self, frequencies: &[u32], languages: &[Language]) -> Synonyms {
        self.keep_unmistakable(languages.first());
        self.keep_most_frequent(frequencies);
        let mut synonyms = Synonyms::default();
        for (form, there) in self.spellings.iter().chain(&self.irregular) {
            synonyms.add_one_way(form, self.words.forms.get(*there));
        }
        synonyms
    }

    /// Leaves out irregular forms that a query takes for what texts have, "fuhr" where there is "führen", and those
    /// that it takes for one that is told, "brachen" beside "brach".
    fn keep_unmistakable(&mut self, language: Option<&Language>) {
        let key = |(form, _): &(String, u32)| synonyms::key(form, language);
        let told: HashSet<String> = self.irregular.iter().map(key).collect();
        let there = self.words.forms.iter().map(|word| synonyms::key(word, language));
        let mut known: HashSet<String> = there.filter(|it| told.contains(it)).collect();
        self.irregular.retain(|it| known.insert(key(it)));
    }

    fn keep_most_frequent(&mut self, frequencies: &[u32]) {
        let terms = &self.words.terms;
        let mut of_terms = vec![0; self.words.stems.len() as usize];
        for (term, frequency) in terms.iter().zip(frequencies) {
            of_terms[*term as usize] += frequency;
        }
        let frequency = |form: u32| of_terms[terms[form as usize] as usize];
        self.irregular.sort_by_key(|(_, there)| std::cmp::Reverse(frequency(*there)));
        self.irregular.truncate((self.words.forms.len() as usize / FORMS_FOR_ONE).max(FEW));
    }
}

/// The other spellings of a German word, and the other forms of one that is irregular.
fn german_forms(word: &str) -> (Vec<String>, Vec<String>) {
    let main = german::simple_form_of(word);
    let irregular = german::forms_of(main.as_deref().unwrap_or(word));
    let spellings = [german::spelt_before(word), german::spelt_today(word)];
    let changed = spellings.into_iter().filter(|it| *it != word).map(Cow::into_owned);
    (changed.chain(main).collect(), irregular)
}

/// The same of an English one.
fn english_forms(word: &str) -> (Vec<String>, Vec<String>) {
    let main = english::main_form_of(word);
    let irregular = english::forms_of(main.as_deref().unwrap_or(word));
    (main.into_iter().collect(), irregular)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Forms;

    /// The synonyms of a language's words, each of which is in one document more than the one before.
    fn told(tag: &str, words: &str) -> String {
        let mut forms = Forms::default();
        words.split(' ').for_each(|word| forms.push(word));
        let count = forms.len();
        let tags = [tag.to_owned()];
        let words = Vocabulary::new(forms, vec![0; count as usize], &tags);
        let frequencies: Vec<u32> = (1..=count).collect();
        let languages = [Language::of_words(tag, "haus hauses")];
        let synonyms = Absent::of(&words, &tags).synonyms(&frequencies, &languages);
        synonyms.lines().collect::<Vec<_>>().join("|")
    }

    #[test]
    fn forms_that_texts_lack() {
        for (tag, words, expect) in [
            ("de", "betrug betrügen", "betrog > betrügen"),
            ("de", "betrog", "betrügen > betrog"),
            ("de", "virus", "viren > virus"),
            ("de", "foto fotos", "photo > foto"),
            ("de", "fahren", "fährt > fahren|fuhr > fahren"),
            ("de", "haus", ""),
            ("en", "pay", "paid > pay"),
            ("en", "flew", "fly > flew|flown > flew"),
            ("hi", "हिन्दी", "हिंदी > हिन्दी"),
            ("sv", "bok", "böcker > bok"),
            ("fr", "pay", ""),
        ] {
            assert_eq!(told(tag, words), expect, "{tag} {words}");
        }
    }

    #[test]
    fn what_is_taken_for_another_word_is_left_out() {
        assert!(told("de", "fahren führ").split('|').all(|it| !it.starts_with("fuhr ")));
    }
}
