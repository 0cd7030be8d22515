//! Text → tokens → terms, the same at build time and in the browser.
//!
//! `tokenizer` finds words, `case` knows capitals, `fold` says which spellings are
//! the same to a reader in a hurry. At build time only, `stemmer` says which inflected forms are one
//! term, `german` (with `verbs` and `irregular`), `english`, `korean`, `romance`, `germanic` (Dutch and Scandinavian) and
//! `hindi` what it does not know of these languages, `strays` single words of some, `stopwords` which words say little,
//! and `acronyms` finds what texts explain; what the browser needs of the stemmer's knowledge is in `endings`.

use std::collections::HashMap;

pub(crate) mod acronyms;
pub(crate) mod case;
pub(crate) mod endings;
pub(crate) mod english;
pub(crate) mod fold;
pub(crate) mod german;
pub(crate) mod germanic;
pub(crate) mod hindi;
mod irregular;
mod korean;
pub(crate) mod romance;
pub(crate) mod stemmer;
pub(crate) mod stopwords;
pub(crate) mod strays;
pub(crate) mod tokenizer;
pub(crate) mod verbs;

/// Words by their forms.
type MainForms = HashMap<&'static str, &'static str>;

/// The words of a table, each with forms that have spaces between them.
fn by_form(words: &[(&'static str, &'static str)]) -> MainForms {
    let of_word = |&(word, forms): &(&'static str, &'static str)| {
        forms.split(' ').map(move |form| (form, word))
    };
    words.iter().flat_map(of_word).collect()
}

/// The first form of each word, by all of its forms, which have spaces between them.
fn first_forms(words: &[&'static str]) -> MainForms {
    let of_word = |forms: &&'static str| {
        let forms = *forms;
        let first = forms.split(' ').next().unwrap_or(forms);
        forms.split(' ').map(move |form| (form, first))
    };
    words.iter().flat_map(of_word).collect()
}
