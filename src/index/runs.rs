//! Sorted runs of counted forms, encoded, in memory or outside of it, and what merges them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;
use std::vec::IntoIter;

use crate::Result;
use crate::codec::{Reader, put_str, put_varint};
use crate::index::counts::Form;
use crate::index::lists::{put_list, read_list};
use crate::room::{Blob, Room};

/// Bytes that are read back at once of each run.
const BLOCK: usize = 16 * 1024;

/// What a run is called where it cannot be read.
const NAME: &str = "counts in a temporary file";

/// Forms in ascending order.
pub(super) struct Run {
    /// Those that have still to be read.
    blocks: IntoIter<Blob>,
    /// Those that are being read, and where the next one stands.
    block: Vec<u8>,
    position: usize,
    /// What the numbers of languages in it stand for; nothing if for themselves.
    languages: Vec<u32>,
}

impl Run {
    /// A run of forms, which are sorted; in this room, if there is one.
    pub(super) fn new(forms: Vec<(String, Form)>, room: Option<&Arc<dyn Room>>) -> Self {
        let (mut blocks, mut block) = (Vec::new(), Vec::new());
        for (word, form) in forms {
            encode(&word, &form, &mut block);
            if block.len() >= BLOCK {
                blocks.push(Blob::put(block.as_slice().into(), room));
                block.clear();
            }
        }
        blocks.push(Blob::put(block, room));
        let blocks = blocks.into_iter();
        Self { blocks, block: Vec::new(), position: 0, languages: Vec::new() }
    }

    /// Bytes of it that are in memory.
    pub(super) fn held(&self) -> usize {
        self.blocks.as_slice().iter().map(Blob::held).sum()
    }

    /// Gives its languages these numbers in place of 0, 1, ….
    pub(super) fn with_languages(self, languages: Vec<u32>) -> Self {
        Self { languages, ..self }
    }

    fn next(&mut self) -> Result<Option<(String, Form)>> {
        while self.position == self.block.len() {
            let Some(block) = self.blocks.next() else { return Ok(None) };
            self.block = block.read()?.into_owned();
            self.position = 0;
        }
        let mut reader = Reader::at(NAME, &self.block, self.position);
        let (word, mut form) = decode(&mut reader)?;
        self.position = reader.position();
        for (language, _) in &mut form.languages {
            *language = self.languages.get(*language as usize).copied().unwrap_or(*language);
        }
        Ok(Some((word, form)))
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
    put_list(&form.postings, out);
}

fn decode(reader: &mut Reader<'_>) -> Result<(String, Form)> {
    let word = reader.str()?.to_owned();
    let mut form = Form::default();
    for _ in 0..reader.varint()? {
        form.languages.push((reader.varint()?, reader.varint()?));
    }
    let postings = reader.varint()?;
    form.postings = read_list(reader, postings)?;
    Ok((word, form))
}

/// Calls `visit` with each form of all runs in ascending order. Of one that is in several, what
/// later runs have is added to what earlier ones have.
pub(super) fn merge(runs: Vec<Run>, mut visit: impl FnMut(String, Form)) -> Result<()> {
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
struct Heads {
    runs: Vec<Run>,
    /// The least word first, of equal ones that of the earliest run.
    words: BinaryHeap<Reverse<(String, usize)>>,
    /// What was counted of that word in each run.
    forms: Vec<Form>,
}

impl Heads {
    fn of(runs: Vec<Run>) -> Result<Self> {
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
