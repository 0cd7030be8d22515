//! The lexicon: every surface form of the corpus → its ordinal. The one user of `fst`.
//!
//! A surface form is a word as it is written, in lower case, umlauts and
//! accents kept; [`pattern`] folds them while it walks. Ordinals count the forms
//! in byte order, so the table of terms and the postings need no keys.

mod parts;
pub(crate) mod pattern;
mod terms;

use std::sync::OnceLock;

use fst::{IntoStreamer, Streamer};

use crate::format::{SectionId, Slice};
use crate::{Error, Result};
use parts::Parts;
use pattern::Pattern;
pub(crate) use terms::Terms;

/// Writes the lexicon of `forms`, which ascend in byte order.
///
/// # Errors
/// [`Error::Damaged`] if they do not.
pub(crate) fn encode<'f>(forms: impl Iterator<Item = &'f str>) -> Result<Vec<u8>> {
    let ordinals = forms.zip(0u64..);
    let bytes = fst::Map::from_iter(ordinals).map(|map| map.into_fst().into_inner());
    bytes.map_err(|error| damaged(&error))
}

fn damaged(error: &fst::Error) -> Error {
    let section = SectionId::Lexicon.name();
    Error::damaged(format_args!("an automaton in section “{section}”"), format_args!("{error}"))
}

/// A form that a pattern matches.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Match<'f> {
    pub(crate) form: &'f str,
    pub(crate) ordinal: u32,
    pub(crate) edits: usize,
}

/// Reads the lexicon.
pub(crate) struct Lexicon {
    forms: fst::Map<Slice>,
    parts: OnceLock<Parts>,
}

impl Lexicon {
    pub(crate) fn open(bytes: Slice) -> Result<Self> {
        let forms = fst::Map::new(bytes).map_err(|error| damaged(&error))?;
        Ok(Self { forms, parts: OnceLock::new() })
    }

    /// Number of forms.
    pub(crate) fn len(&self) -> u32 {
        self.forms.len() as u32
    }

    /// The form with this ordinal.
    pub(crate) fn form(&self, ordinal: u32) -> Option<String> {
        let bytes = self.forms.as_fst().get_key(ordinal.into())?;
        String::from_utf8(bytes).ok()
    }

    /// Knows which forms contain a word.
    pub(crate) fn parts(&self) -> &Parts {
        self.parts.get_or_init(|| {
            let mut parts = Parts::new();
            let mut forms = self.forms.stream();
            while let Some((form, _)) = forms.next() {
                parts.push(std::str::from_utf8(form).unwrap_or_default());
            }
            parts
        })
    }

    /// Calls `visit` with each form that `pattern` matches, in byte order.
    pub(crate) fn for_each(&self, pattern: &Pattern, visit: &mut dyn FnMut(Match<'_>)) {
        let mut matches = self.forms.search_with_state(pattern).into_stream();
        while let Some((form, ordinal, state)) = matches.next() {
            let Ok(form) = std::str::from_utf8(form) else { continue };
            let ordinal = u32::try_from(ordinal).unwrap_or(u32::MAX);
            match pattern.distance(&state) {
                Some(edits) if ordinal < self.len() => visit(Match { form, ordinal, edits }),
                _ => {}
            }
        }
    }
}
