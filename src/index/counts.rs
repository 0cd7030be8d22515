//! Documents → what is counted of them: in which each surface form occurs, and how often.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::analysis::tokenizer::Tokenizer;
use crate::document::Document;
use crate::index::joints::{Found, Joint, Joints};
use crate::index::lists::Lists;
use crate::index::runs::{Run, merge};
use crate::index::suspended::{self, Suspended};
use crate::index::{BODY_WEIGHT, HEADING_WEIGHT, TITLE_WEIGHT};
use crate::lexicon::Forms;
use crate::postings::Posting;
use crate::room::Room;
use crate::{Corpus, Result, parallel};

/// About the bytes that a form takes while it is counted, and each of its postings.
const FORM_BYTES: usize = 160;
const POSTING_BYTES: usize = 12;

/// So many become a run, of all threads together: less would be more runs to be merged, for which
/// a block of each is decoded.
const RUN_BYTES: usize = 4 << 20;

/// What is counted of documents.
#[derive(Default)]
pub(super) struct Counts {
    /// The forms, ascending.
    pub(super) forms: Forms,
    /// The number of each one's language.
    pub(super) form_languages: Vec<u32>,
    /// Their postings.
    pub(super) lists: Lists,
    pub(super) languages: Languages,
    /// The words of each document.
    pub(super) lengths: Vec<u32>,
    /// The words of each document's title, if it has one of its own.
    pub(super) titled: Vec<u32>,
    /// The words of all.
    pub(super) tokens: u64,
    /// Words that stand side by side as the parts of one do.
    pub(super) joints: BTreeSet<Joint>,
    /// Names and numbers of several words.
    pub(super) codes: BTreeSet<Joint>,
}

/// What is counted of a surface form.
#[derive(Default)]
pub(super) struct Form {
    pub(super) postings: Vec<Posting>,
    /// In how many documents of each language it occurs.
    pub(super) languages: Vec<(u32, u32)>,
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
    /// # Errors
    /// If a document, or what was counted, cannot be read where it lies.
    pub(super) fn of(documents: &(impl Corpus + ?Sized)) -> Result<Self> {
        let numbers: Vec<usize> = (0..documents.count()).collect();
        let parts = parallel::map_parts(&numbers, |numbers| Part::of(documents, numbers));
        Self::merged(parts.into_iter().collect::<Result<_>>()?)
    }

    fn merged(parts: Vec<Part>) -> Result<Self> {
        let (mut counts, mut runs) = (Self::default(), Vec::new());
        for part in parts {
            let numbers = counts.languages.append(part.languages);
            runs.extend(part.runs.into_iter().map(|run| run.with_languages(numbers.clone())));
            counts.lengths.extend(part.lengths);
            counts.titled.extend(part.titled);
            counts.tokens += part.tokens;
            counts.joints.extend(part.found.joints);
            counts.codes.extend(part.found.codes);
        }
        let mut ellipses = Vec::new();
        merge(runs, |word, form| match word.contains(' ') {
            true => ellipses.push((word, form)),
            false => counts.push(&word, form.language(), &form.postings),
        })?;
        suspended::complete(&mut counts, ellipses);
        Ok(counts)
    }

    /// Adds the next form.
    pub(super) fn push(&mut self, word: &str, language: u32, postings: &[Posting]) {
        self.forms.push(word);
        self.form_languages.push(language);
        self.lists.push(postings);
    }
}

/// What is counted of documents that follow each other.
struct Part {
    /// The number of the first.
    first: u32,
    /// Those of the forms that are in no run yet, and about the bytes that they take.
    forms: HashMap<String, Form>,
    size: usize,
    runs: Vec<Run>,
    languages: Languages,
    lengths: Vec<u32>,
    titled: Vec<u32>,
    tokens: u64,
    found: Found,
}

impl Part {
    fn of(documents: &(impl Corpus + ?Sized), numbers: &[usize]) -> Result<Self> {
        let first = numbers.first().map_or(0, |&first| first as u32);
        let mut part = Self {
            first,
            forms: HashMap::new(),
            size: 0,
            runs: Vec::new(),
            languages: Languages::default(),
            lengths: Vec::new(),
            titled: Vec::new(),
            tokens: 0,
            found: Found::default(),
        };
        let threads = parallel::threads();
        let room = documents.room();
        for &number in numbers {
            documents.visit(number, |document| part.add(document))?;
            if part.size > RUN_BYTES / threads {
                part.end_run(room.as_ref());
            }
        }
        part.end_run(room.as_ref());
        Ok(part)
    }

    /// Makes a run of the forms that are in none yet: in memory as long as all runs take no more
    /// of it than they may.
    fn end_run(&mut self, room: Option<&Arc<dyn Room>>) {
        let held: usize = self.runs.iter().map(Run::held).sum();
        let room = room.filter(|room| held >= room.limit() / parallel::threads());
        let mut forms: Vec<(String, Form)> = self.forms.drain().collect();
        forms.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        self.runs.push(Run::new(forms, room));
        self.size = 0;
    }

    fn add(&mut self, document: &Document) {
        let number = self.first + self.lengths.len() as u32;
        let language = self.languages.count(&document.lang);
        let title = if is_beginning(document) { "" } else { document.title.as_str() };
        let mut length = self.count_words(title, TITLE_WEIGHT, number, language);
        self.titled.push(length);
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
        let mut joints = Joints::of(text);
        let mut suspended = Suspended::of(text);
        let mut length = 0;
        while let Some(range) = words.next_word() {
            length += 1;
            joints.take(range.clone(), words.word(), &mut self.found);
            // An ellipsis is counted as a word, which has no space within, until all are known.
            suspended.take(range, words.word(), |it| self.count(it, document, language, weight));
            self.count(words.word(), document, language, weight);
        }
        joints.end(&mut self.found);
        length
    }

    fn count(&mut self, word: &str, document: u32, language: u32, weight: u16) {
        match self.forms.get_mut(word) {
            Some(form) => self.size += form.count(document, language, weight),
            None => {
                let mut form = Form::default();
                self.size += FORM_BYTES + form.count(document, language, weight);
                self.forms.insert(word.to_owned(), form);
            }
        }
    }
}

impl Form {
    /// Counts an occurrence; about the bytes that it takes.
    fn count(&mut self, document: u32, language: u32, weight: u16) -> usize {
        match self.postings.last_mut() {
            Some(last) if last.document == document => {
                last.frequency = last.frequency.saturating_add(weight);
                0
            }
            _ => {
                self.postings.push(Posting { document, frequency: weight });
                self.count_language(language, 1);
                POSTING_BYTES
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
    pub(super) fn append(&mut self, later: Self) {
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
    use std::ops::Range;
    use std::sync::Mutex;

    use super::*;
    use crate::corpus::Head;
    use crate::document::Section;

    /// Documents with hardly any memory for what is counted of them.
    struct Bounded<'d> {
        documents: &'d [Document],
        room: Arc<dyn Room>,
    }

    impl Corpus for Bounded<'_> {
        fn count(&self) -> usize {
            self.documents.len()
        }

        fn head(&self, number: usize) -> Head<'_> {
            self.documents.head(number)
        }

        fn visit<R>(&self, number: usize, visit: impl FnOnce(&Document) -> R) -> Result<R> {
            self.documents.visit(number, visit)
        }

        fn update(&mut self, _: impl FnMut(&mut Document)) -> Result<()> {
            Ok(())
        }

        fn room(&self) -> Option<Arc<dyn Room>> {
            Some(Arc::clone(&self.room))
        }
    }

    #[derive(Debug, Default)]
    struct Shelf(Mutex<Vec<u8>>);

    impl Room for Shelf {
        fn limit(&self) -> usize {
            0
        }

        fn put(&self, bytes: &[u8]) -> Result<Range<u64>> {
            let mut all = self.0.lock().expect("no thread has failed");
            let start = all.len() as u64;
            all.extend(bytes);
            Ok(start..all.len() as u64)
        }

        fn get(&self, place: Range<u64>) -> Result<Vec<u8>> {
            let all = self.0.lock().expect("no thread has failed");
            Ok(all[place.start as usize..place.end as usize].to_vec())
        }
    }

    /// All that was counted.
    fn listed(counts: Counts) -> (Vec<String>, Vec<(String, u32)>, Vec<u32>, u64) {
        let Counts { forms, form_languages, lists, languages, lengths, tokens, .. } = counts;
        let form = |((word, language), list): ((&str, u32), Vec<Posting>)| {
            format!("{word} {} {list:?}", languages.tags[language as usize])
        };
        let forms = forms.iter().zip(form_languages).zip(lists.iter()).map(form).collect();
        let Languages { tags, documents } = languages;
        (forms, tags.into_iter().zip(documents).collect(), lengths, tokens)
    }

    #[test]
    fn parts_add_up_to_the_whole() -> Result<()> {
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
        let bounded = Bounded { documents: &documents, room: Arc::new(Shelf::default()) };
        let numbers: Vec<usize> = (0..documents.len()).collect();
        let whole = listed(Counts::merged(vec![Part::of(&documents, &numbers)?])?);
        assert_eq!(whole.3, 21);
        let [market] =
            whole.0.iter().filter(|it| it.starts_with("market ")).collect::<Vec<_>>()[..]
        else {
            panic!("one of each form: {whole:?}");
        };
        assert_eq!(
            market,
            "market en [Posting { document: 0, frequency: 1 }, Posting { document: 1, frequency: 2 }]"
        );
        for at in 0..=numbers.len() {
            let (first, later) = numbers.split_at(at);
            let held = vec![Part::of(&documents, first)?, Part::of(&documents, later)?];
            let put = vec![Part::of(&bounded, first)?, Part::of(&bounded, later)?];
            let in_memory = |parts: &[Part]| -> usize {
                parts.iter().flat_map(|part| &part.runs).map(Run::held).sum()
            };
            assert!(in_memory(&held) > 0 && in_memory(&put) == 0);
            for parts in [held, put] {
                assert_eq!(listed(Counts::merged(parts)?), whole, "parted before document {at}");
            }
        }
        assert_eq!(listed(Counts::of(&documents)?), whole);
        assert_eq!(listed(Counts::of(&bounded)?), whole);
        Ok(())
    }
}
