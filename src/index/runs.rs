//! Sorted runs of counted forms, in memory or outside of it, and what merges them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;
use std::vec::IntoIter;

use crate::Result;
use crate::codec::{Reader, put_str, put_varint};
use crate::corpus::Room;
use crate::index::counts::Form;
use crate::postings::Posting;

/// Bytes that are read back at once of each run.
const BLOCK: usize = 64 * 1024;

/// What a run is called where it cannot be read.
const NAME: &str = "counts in a temporary file";

/// Forms in ascending order.
pub(super) struct Run<'r> {
    /// Those that are in memory.
    forms: IntoIter<(String, Form)>,
    /// Where the others are.
    rest: Option<(&'r dyn Room, IntoIter<Range<u64>>)>,
    /// What the numbers of languages in it stand for; nothing if for themselves.
    languages: Vec<u32>,
}

impl<'r> Run<'r> {
    /// A run in memory of forms, which are sorted.
    pub(super) fn held(forms: Vec<(String, Form)>) -> Self {
        Self { forms: forms.into_iter(), rest: None, languages: Vec::new() }
    }

    /// Puts forms, which are sorted, outside of memory.
    pub(super) fn put(forms: Vec<(String, Form)>, room: &'r dyn Room) -> Result<Self> {
        let (mut blocks, mut block) = (Vec::new(), Vec::new());
        for (word, form) in forms {
            encode(&word, &form, &mut block);
            if block.len() >= BLOCK {
                blocks.push(room.put(&block)?);
                block.clear();
            }
        }
        blocks.push(room.put(&block)?);
        let rest = Some((room, blocks.into_iter()));
        Ok(Self { forms: Vec::new().into_iter(), rest, languages: Vec::new() })
    }

    /// Gives its languages these numbers in place of 0, 1, ….
    pub(super) fn with_languages(self, languages: Vec<u32>) -> Self {
        Self { languages, ..self }
    }

    fn next(&mut self) -> Result<Option<(String, Form)>> {
        loop {
            if let Some((word, mut form)) = self.forms.next() {
                for (language, _) in &mut form.languages {
                    *language =
                        self.languages.get(*language as usize).copied().unwrap_or(*language);
                }
                return Ok(Some((word, form)));
            }
            let Some((room, blocks)) = &mut self.rest else { return Ok(None) };
            let Some(place) = blocks.next() else { return Ok(None) };
            self.forms = decode(&room.get(place)?)?.into_iter();
        }
    }
}

fn encode(word: &str, form: &Form, out: &mut Vec<u8>) {
    put_str(out, word);
    put_varint(out, form.languages.len() as u32);
    for &(language, documents) in &form.languages {
        put_varint(out, language);
        put_varint(out, documents);
    }
    put_varint(out, form.postings.len() as u32);
    let mut before = 0;
    for &Posting { document, frequency } in &form.postings {
        put_varint(out, document - before);
        put_varint(out, frequency.into());
        before = document;
    }
}

fn decode(block: &[u8]) -> Result<Vec<(String, Form)>> {
    let mut reader = Reader::new(NAME, block);
    let mut forms = Vec::new();
    while !reader.is_at_end() {
        let word = reader.str()?.to_owned();
        let mut form = Form::default();
        for _ in 0..reader.varint()? {
            form.languages.push((reader.varint()?, reader.varint()?));
        }
        let mut document = 0u32;
        for _ in 0..reader.varint()? {
            document = document.saturating_add(reader.varint()?);
            let frequency = reader.varint()?.min(u16::MAX.into()) as u16;
            form.postings.push(Posting { document, frequency });
        }
        forms.push((word, form));
    }
    Ok(forms)
}

/// Calls `visit` with each form of all runs in ascending order. Of one that is in several, what
/// later runs have is added to what earlier ones have.
pub(super) fn merge(runs: Vec<Run<'_>>, mut visit: impl FnMut(String, Form)) -> Result<()> {
    let mut heads = Heads::of(runs)?;
    let mut current = heads.next()?;
    while let Some((word, mut form)) = current {
        current = heads.next()?;
        while let Some((_, more)) = current.take_if(|(other, _)| *other == word) {
            form.append(more);
            current = heads.next()?;
        }
        visit(word, form);
    }
    Ok(())
}

/// Runs by the forms that come next in them.
struct Heads<'r> {
    runs: Vec<Run<'r>>,
    /// The least word first, of equal ones that of the earliest run.
    words: BinaryHeap<Reverse<(String, usize)>>,
    /// What was counted of that word in each run.
    forms: Vec<Form>,
}

impl<'r> Heads<'r> {
    fn of(runs: Vec<Run<'r>>) -> Result<Self> {
        let forms = runs.iter().map(|_| Form::default()).collect();
        let mut heads = Self { runs, words: BinaryHeap::new(), forms };
        (0..heads.runs.len()).try_for_each(|run| heads.advance(run))?;
        Ok(heads)
    }

    fn advance(&mut self, run: usize) -> Result<()> {
        if let Some((word, form)) = self.runs[run].next()? {
            self.words.push(Reverse((word, run)));
            self.forms[run] = form;
        }
        Ok(())
    }

    fn next(&mut self) -> Result<Option<(String, Form)>> {
        let Some(Reverse((word, run))) = self.words.pop() else { return Ok(None) };
        let form = std::mem::take(&mut self.forms[run]);
        self.advance(run)?;
        Ok(Some((word, form)))
    }
}
