//! The lexicon: every surface form of the corpus → its ordinal. The one user of `fst`.
//!
//! A surface form is a word as it is written, in lower case, umlauts and
//! accents kept; [`pattern`] folds them while it walks. Ordinals count the forms
//! in byte order, so the table of terms and the postings need no keys. Nor are
//! ordinals stored: a form's is its place in the list of all forms, which is
//! written out when the lexicon is opened. Where only some shards of a lexicon are
//! there, it is the lexicon of the forms in these.

mod forms;
mod parts;
pub(crate) mod pattern;
mod spellings;
mod terms;

use std::sync::{Arc, OnceLock};

use fst::{IntoStreamer, Streamer};

use crate::format::{SectionId, Sections, Slice};
use crate::order::sort_pairs;
use crate::{Error, Result};
pub(crate) use forms::Forms;
use parts::Parts;
use pattern::{Pattern, State};
use spellings::Spellings;
pub(crate) use terms::Terms;

/// Writes the lexicon of `forms`, which ascend in byte order.
///
/// # Errors
/// [`ErrorKind::Damaged`](crate::ErrorKind::Damaged) if they do not.
pub(crate) fn encode<'f>(forms: impl Iterator<Item = &'f str>) -> Result<Vec<u8>> {
    let bytes = fst::Set::from_iter(forms).map(|set| set.into_fst().into_inner());
    bytes.map_err(damaged)
}

/// Without the automaton's own words, which would be code that visitors load.
fn damaged(_: fst::Error) -> Error {
    let section = SectionId::Lexicon.name();
    Error::damaged(format_args!("an automaton in section “{section}”"), format_args!("none"))
}

/// A form that a pattern matches.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Match<'f> {
    pub(crate) form: &'f str,
    pub(crate) ordinal: u32,
    pub(crate) edits: usize,
}

/// The forms of one shard, listed once: queries use shards in ever other company.
#[derive(Clone)]
pub(crate) struct Shard {
    automaton: fst::Set<Slice>,
    forms: Arc<Forms>,
}

impl Shard {
    /// Opens the section of a shard.
    pub(crate) fn open(sections: &Sections) -> Result<Self> {
        let automaton = fst::Set::new(sections.share(SectionId::Lexicon)).map_err(damaged)?;
        // What was altered so that the section's own checksum is the same would make it panic. To
        // browsers, which have checked a digest, the table for this would be code of 8 KB.
        #[cfg(not(target_family = "wasm"))]
        automaton.as_fst().verify().map_err(damaged)?;
        let mut forms = Forms::default();
        walk(&automaton, &Pattern::new("").prefix(), &mut |form, _| {
            forms.push(std::str::from_utf8(form).unwrap_or_default());
        });
        Ok(Self { automaton, forms: Arc::new(forms) })
    }
}

/// Reads the lexicon.
#[derive(Default)]
pub(crate) struct Lexicon {
    /// One for each shard.
    shards: Vec<Shard>,
    forms: Arc<Forms>,
    parts: OnceLock<Parts>,
    spellings: OnceLock<Spellings>,
}

impl Lexicon {
    /// The lexicon of these shards. Also returns for each of them the ordinals of its forms.
    pub(crate) fn of(shards: Vec<Shard>) -> (Self, Vec<Vec<u32>>) {
        let mut lists = Vec::new();
        for shard in &shards {
            lists.push(Arc::clone(&shard.forms));
        }
        let (forms, ordinals) = Forms::merge(lists);
        let (parts, spellings) = (OnceLock::new(), OnceLock::new());
        (Self { shards, forms, parts, spellings }, ordinals)
    }

    /// Number of forms.
    pub(crate) fn len(&self) -> u32 {
        self.forms.len()
    }

    /// All forms.
    pub(crate) fn forms(&self) -> &Forms {
        &self.forms
    }

    /// The form with this ordinal.
    pub(crate) fn form(&self, ordinal: u32) -> Option<&str> {
        self.forms.get(ordinal)
    }

    /// The ordinal of a form.
    pub(crate) fn ordinal(&self, form: &str) -> Option<u32> {
        self.forms.find(form.as_bytes(), 0)
    }

    /// Knows which forms contain a word.
    pub(crate) fn parts(&self) -> &Parts {
        self.parts.get_or_init(|| {
            let mut parts = Parts::new();
            self.forms.iter().for_each(|form| parts.push(form));
            parts
        })
    }

    /// Whether a form may be spelt like `word`: false for nearly all words that are unknown.
    pub(crate) fn may_hold(&self, word: &str) -> bool {
        let spellings = self.spellings.get_or_init(|| {
            let mut spellings = Spellings::new();
            self.forms.iter().for_each(|form| spellings.push(form));
            spellings
        });
        spellings.may_hold(word)
    }

    /// Calls `visit` with each form that `pattern` matches, in byte order.
    pub(crate) fn for_each(&self, pattern: &Pattern, visit: &mut dyn FnMut(Match<'_>)) {
        match self.shards.as_slice() {
            [shard] => self.visit(&shard.automaton, pattern, visit),
            shards => {
                let mut found = Vec::new();
                for shard in shards {
                    self.visit(&shard.automaton, pattern, &mut |it| {
                        found.push((it.ordinal.into(), it.edits as u64));
                    });
                }
                sort_pairs(&mut found);
                // Shards may share forms.
                found.dedup();
                for (ordinal, edits) in found {
                    let (ordinal, edits) = (ordinal as u32, edits as usize);
                    if let Some(form) = self.form(ordinal) {
                        visit(Match { form, ordinal, edits });
                    }
                }
            }
        }
    }

    /// The same for the forms of one shard.
    fn visit(
        &self,
        automaton: &fst::Set<Slice>,
        pattern: &Pattern,
        visit: &mut dyn FnMut(Match<'_>),
    ) {
        let mut next = 0;
        walk(automaton, pattern, &mut |form, state| {
            let found = (self.forms.find(form, next), pattern.distance(state));
            let (Some(ordinal), Some(edits)) = found else { return };
            next = ordinal + 1;
            if let Some(form) = self.form(ordinal) {
                visit(Match { form, ordinal, edits });
            }
        });
    }
}

/// The one walk over an automaton.
fn walk(automaton: &fst::Set<Slice>, pattern: &Pattern, visit: &mut dyn FnMut(&[u8], &State)) {
    let mut matches = automaton.search_with_state(pattern).into_stream();
    while let Some((form, state)) = matches.next() {
        visit(form, &state);
    }
}
