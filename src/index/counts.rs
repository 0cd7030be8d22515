//! Documents → what is counted of them: in which each surface form occurs, and how often.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::analysis::tokenizer::Tokenizer;
use crate::document::Document;
use crate::index::{BODY_WEIGHT, HEADING_WEIGHT, TITLE_WEIGHT};
use crate::parallel;
use crate::postings::Posting;

/// What is counted of documents.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) forms: HashMap<String, Form>,
    pub(super) languages: Languages,
    /// The words of each document.
    pub(super) lengths: Vec<u32>,
    /// The words of all.
    pub(super) tokens: u64,
}

/// What is counted of a surface form.
#[derive(Default)]
pub(super) struct Form {
    pub(super) postings: Vec<Posting>,
    /// In how many documents of each language it occurs.
    languages: Vec<(u32, u32)>,
}

/// The languages of the documents, numbered as they first occur.
#[derive(Default)]
pub(super) struct Languages {
    pub(super) tags: Vec<String>,
    /// How many are in each.
    pub(super) documents: Vec<u32>,
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

    /// Adds those of later documents; gives their numbers here.
    fn append(&mut self, later: Self) -> Vec<u32> {
        let number = |(tag, documents): (&String, u32)| {
            let number = self.number(tag);
            self.documents[number as usize] += documents;
            number
        };
        later.tags.iter().zip(later.documents).map(number).collect()
    }
}

impl Counts {
    pub(super) fn of(documents: &[Document]) -> Self {
        let mut parts = parallel::map_parts(documents, Self::of_part).into_iter();
        let mut counts = parts.next().unwrap_or_default();
        parts.for_each(|later| counts.append(later));
        counts
    }

    fn of_part(documents: &[Document]) -> Self {
        let mut counts = Self::default();
        documents.iter().for_each(|document| counts.add(document));
        counts
    }

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
        // Its words are counted once as text, and make it no longer.
        for emphasis in &document.emphasis {
            let more = BODY_WEIGHT.saturating_mul(emphasis.weight.saturating_sub(1));
            self.count_words(&emphasis.text, more, number, language);
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

    /// Adds what was counted of later documents.
    fn append(&mut self, later: Self) {
        let first = self.lengths.len() as u32;
        let languages = self.languages.append(later.languages);
        for (word, mut form) in later.forms {
            form.postings.iter_mut().for_each(|posting| posting.document += first);
            form.languages.iter_mut().for_each(|(it, _)| *it = languages[*it as usize]);
            match self.forms.get_mut(&word) {
                Some(known) => known.append(form),
                None => _ = self.forms.insert(word, form),
            }
        }
        self.lengths.extend(later.lengths);
        self.tokens += later.tokens;
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
                self.count_language(language, 1);
            }
        }
    }

    fn count_language(&mut self, language: u32, documents: u32) {
        match self.languages.iter_mut().find(|(known, _)| *known == language) {
            Some((_, count)) => *count += documents,
            None => self.languages.push((language, documents)),
        }
    }

    /// Adds what was counted of later documents.
    fn append(&mut self, later: Self) {
        self.postings.extend(later.postings);
        later.languages.into_iter().for_each(|(it, count)| self.count_language(it, count));
    }

    /// The language of most of its documents.
    pub(super) fn language(&self) -> u32 {
        let most = self.languages.iter().max_by_key(|&&(it, count)| (count, Reverse(it)));
        most.map_or(0, |&(language, _)| language)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Section;

    /// All that was counted, in an order.
    fn listed(counts: &Counts) -> (Vec<String>, Vec<(&str, u32)>, &[u32], u64) {
        let Counts { forms, languages, lengths, tokens } = counts;
        let form = |(word, form): (&String, &Form)| {
            let language = &languages.tags[form.language() as usize];
            format!("{word} {language} {:?} {:?}", form.postings, form.languages)
        };
        let mut forms: Vec<String> = forms.iter().map(form).collect();
        forms.sort_unstable();
        let tags = languages.tags.iter().map(String::as_str);
        (forms, tags.zip(languages.documents.iter().copied()).collect(), lengths, *tokens)
    }

    #[test]
    fn parts_add_up_to_the_whole() {
        let section = |lang: &str, text: &str| Section {
            lang: lang.into(),
            text: text.into(),
            ..Section::default()
        };
        let document = |lang: &str, sections: Vec<Section>| Document {
            lang: lang.into(),
            sections,
            ..Document::default()
        };
        let documents = [
            document(
                "de",
                vec![section("", "Haus am Markt"), section("en", "house on the market")],
            ),
            document("en", vec![section("", "the market hall, the market")]),
            document(
                "de",
                vec![section("", "die Markthalle"), section("fr", "la halle du marché")],
            ),
            document("fr", vec![section("", "le marché"), section("en", "hall")]),
        ];
        let whole = Counts::of_part(&documents);
        assert_eq!(whole.tokens, 21);
        for at in 0..=documents.len() {
            let (first, later) = documents.split_at(at);
            let mut counts = Counts::of_part(first);
            counts.append(Counts::of_part(later));
            assert_eq!(listed(&counts), listed(&whole), "parted before document {at}");
        }
        assert_eq!(listed(&Counts::of(&documents)), listed(&whole));
    }
}
