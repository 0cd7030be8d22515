//! Which documents hold each surface form, and how often.
//!
//! Four sections: how many documents each form occurs in, their numbers by
//! interpolative coding as one stream of bits, the bit at which every so many
//! postings begin ("skips"), and a weight for each posting.

mod bits;
pub(crate) mod interpolative;

use crate::codec::{Reader, put_varint};
use crate::format::{SectionId, Sections, Slice};
use crate::{Error, Result};
pub(crate) use bits::{BitReader, BitWriter};

/// Weighted frequencies that a posting can have; its weight is a place in this table.
///
/// Steps grow with the value, as BM25 flattens: a step is never worth more than
/// a tenth of a posting's score.
pub(crate) const FREQUENCIES: [u16; 16] = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 28, 40, 64, 128];

/// A list that begins this many postings after a skip, or later, gets one too.
/// Each costs two bytes; without them all lists before would have to be read.
const SKIP: u32 = 128;

/// A document and how often a form occurs in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Posting {
    /// The document's number.
    pub(crate) document: u32,
    /// Occurrences, those in titles and headings counted several times.
    pub(crate) frequency: u16,
}

/// The sections that the postings are stored in.
pub(crate) struct PostingsBytes {
    pub(crate) frequencies: Vec<u8>,
    pub(crate) skips: Vec<u8>,
    pub(crate) postings: Vec<u8>,
    pub(crate) weights: Vec<u8>,
}

/// Encodes the postings of all forms, in the order of their ordinals.
pub(crate) fn encode<L: AsRef<[Posting]>>(
    lists: impl Iterator<Item = L>,
    documents: u32,
) -> PostingsBytes {
    let (mut frequencies, mut skips, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    let mut out = BitWriter::default();
    let mut skip = Skip::default();
    let mut skip_bit = 0;
    for list in lists {
        let list = list.as_ref();
        if skip.due(list.len() as u32) {
            put_varint(&mut skips, (out.len() - skip_bit) as u32);
            skip_bit = out.len();
        }
        put_varint(&mut frequencies, list.len() as u32);
        let numbers: Vec<u32> = list.iter().map(|posting| posting.document).collect();
        interpolative::encode(&numbers, 0, documents, &mut out);
        weights.extend(list.iter().map(|posting| weight(posting.frequency)));
    }
    let weights = weights.chunks(2).map(|pair| pair.iter().rfold(0, |byte, it| byte << 4 | it));
    PostingsBytes { frequencies, skips, postings: out.into_bytes(), weights: weights.collect() }
}

/// The place in [`FREQUENCIES`] of the value next to `frequency` from below.
fn weight(frequency: u16) -> u8 {
    FREQUENCIES.iter().rposition(|&step| step <= frequency).unwrap_or(0) as u8
}

/// Decides which lists have a skip; writer and reader decide alike.
#[derive(Default)]
struct Skip {
    since: Option<u32>,
}

impl Skip {
    /// Whether the next list, of `length` postings, has a skip.
    fn due(&mut self, length: u32) -> bool {
        let due = self.since.is_none_or(|since| since >= SKIP);
        let before = if due { 0 } else { self.since.unwrap_or(0) };
        self.since = Some(before.saturating_add(length));
        due
    }
}

/// The lists of one shard.
struct ShardLists {
    /// Number of postings before each form's, and of all at the end.
    starts: Vec<u32>,
    /// Forms that have a skip, with the bit at which their list begins.
    skips: Vec<(u32, usize)>,
    numbers: Slice,
    weights: Slice,
}

impl ShardLists {
    /// Opens the sections of `forms` forms in `documents` documents.
    fn open(forms: u32, documents: u32, sections: &Sections) -> Result<Self> {
        let reader = |id: SectionId| Reader::new(id.name(), sections.get(id));
        let (mut counts, mut bits) = (reader(SectionId::Frequencies), reader(SectionId::Skips));
        let numbers = sections.share(SectionId::Postings);
        let weights = sections.share(SectionId::Weights);
        let mut skip = Skip::default();
        let mut opened = Self { starts: vec![0], skips: Vec::new(), numbers, weights };
        let (mut total, mut bit) = (0u32, 0usize);
        for form in 0..forms {
            let count = counts.varint()?;
            if count == 0 || count > documents {
                return Err(Error::damaged(
                    format_args!("1 to {documents} documents for form {form}"),
                    format_args!("{count}"),
                ));
            }
            if skip.due(count) {
                bit = bit.saturating_add(bits.varint()? as usize);
                opened.skips.push((form, bit));
            }
            total = total.saturating_add(count);
            opened.starts.push(total);
        }
        counts.end()?;
        bits.end()?;
        let bytes = total.div_ceil(2) as usize;
        if opened.weights.len() != bytes {
            let found = opened.weights.len();
            let expected = format_args!("{bytes} bytes of weights");
            return Err(Error::damaged(expected, format_args!("{found}")));
        }
        Ok(opened)
    }

    /// Where the postings of a form begin and end.
    fn span(&self, form: u32) -> (u32, u32) {
        let at = |index: usize| self.starts.get(index).copied();
        match (at(form as usize), at((form as usize).saturating_add(1))) {
            (Some(start), Some(end)) => (start, end),
            _ => (0, 0),
        }
    }

    /// In how many documents `form` occurs.
    fn frequency(&self, form: u32) -> u32 {
        let (start, end) = self.span(form);
        end - start
    }

    /// The last form up to `form` that has a skip, and the bit at which its list begins.
    fn skip_before(&self, form: u32) -> (u32, usize) {
        let after = self.skips.partition_point(|&(first, _)| first <= form);
        after.checked_sub(1).and_then(|at| self.skips.get(at)).copied().unwrap_or((0, 0))
    }
}

/// Reads postings.
#[derive(Default)]
pub(crate) struct Postings {
    documents: u32,
    shards: Vec<ShardLists>,
    /// The shard of each form, and its ordinal there.
    places: Vec<Place>,
}

/// A shard, and the ordinal of a form among those of the shard.
type Place = (u32, u32);

impl Postings {
    /// Opens the sections of shards. `ordinals` has for each shard the ordinals of its
    /// forms among those of all; what two shards hold is read from the first.
    pub(crate) fn open(documents: u32, shards: &[Sections], ordinals: &[Vec<u32>]) -> Result<Self> {
        let mut opened = Self { documents, shards: Vec::new(), places: Vec::new() };
        for ((sections, ordinals), shard) in shards.iter().zip(ordinals).zip(0..) {
            opened.shards.push(ShardLists::open(ordinals.len() as u32, documents, sections)?);
            for (&form, local) in ordinals.iter().zip(0..) {
                let form = form as usize;
                if form >= opened.places.len() {
                    opened.places.resize(form + 1, (u32::MAX, 0));
                }
                if let Some(place) = opened.places.get_mut(form).filter(|it| it.0 == u32::MAX) {
                    *place = (shard, local);
                }
            }
        }
        Ok(opened)
    }

    /// In how many documents `form` occurs.
    pub(crate) fn frequency(&self, form: u32) -> u32 {
        self.place(form).map_or(0, |(lists, _, local)| lists.frequency(local))
    }

    fn place(&self, form: u32) -> Option<(&ShardLists, u32, u32)> {
        let &(shard, local) = self.places.get(form as usize)?;
        Some((self.shards.get(shard as usize)?, shard, local))
    }

    /// Starts to read lists, best in ascending order of forms.
    pub(crate) fn cursor(&self) -> Cursor<'_> {
        let mut readers = Vec::new();
        for lists in &self.shards {
            let bits = BitReader::at(&lists.numbers, lists.skip_before(0).1);
            readers.push(ListReader { lists, next: 0, bits });
        }
        Cursor { postings: self, readers, numbers: Vec::new() }
    }
}

/// Reads lists one after the other, without going back where it can.
pub(crate) struct Cursor<'p> {
    postings: &'p Postings,
    /// One for each shard.
    readers: Vec<ListReader<'p>>,
    /// The list read last.
    numbers: Vec<u32>,
}

impl Cursor<'_> {
    /// Calls `visit` with each posting of `form`, in ascending order of the documents. One code
    /// serves all callers: visitors load it, and searches take no longer.
    pub(crate) fn for_each(&mut self, form: u32, visit: &mut dyn FnMut(Posting)) {
        let Some((lists, shard, local)) = self.postings.place(form) else { return };
        let Some(reader) = self.readers.get_mut(shard as usize) else { return };
        reader.read(local, self.postings.documents, &mut self.numbers);
        for (&document, at) in self.numbers.iter().zip(lists.span(local).0..) {
            let pair = lists.weights.get(at as usize / 2).copied().unwrap_or(0);
            let weight = pair >> (at % 2 * 4) & 15;
            let frequency = FREQUENCIES.get(usize::from(weight)).copied().unwrap_or(1);
            visit(Posting { document, frequency });
        }
    }
}

/// Reads the lists of a shard.
struct ListReader<'p> {
    lists: &'p ShardLists,
    /// The form whose list comes next in `bits`.
    next: u32,
    bits: BitReader<'p>,
}

impl ListReader<'_> {
    /// Reads on up to and with the list of `form`, from here or from the last skip.
    fn read(&mut self, form: u32, documents: u32, numbers: &mut Vec<u32>) {
        let (first, bit) = self.lists.skip_before(form);
        if !(first..=form).contains(&self.next) {
            self.next = first;
            self.bits = BitReader::at(&self.lists.numbers, bit);
        }
        while self.next <= form {
            numbers.clear();
            numbers.resize(self.lists.frequency(self.next) as usize, 0);
            interpolative::decode(numbers, 0, documents, &mut self.bits);
            self.next = self.next.saturating_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DOCUMENTS: u32 = 300;

    fn list() -> impl Strategy<Value = Vec<Posting>> {
        prop::collection::btree_map(0..DOCUMENTS, prop::sample::select(&FREQUENCIES[..]), 1..80)
            .prop_map(|list| {
                list.into_iter()
                    .map(|(document, frequency)| Posting { document, frequency })
                    .collect()
            })
    }

    fn sections(lists: &[&[Posting]]) -> Sections {
        let PostingsBytes { frequencies, skips, postings, weights } =
            encode(lists.iter(), DOCUMENTS);
        Sections::of([
            (SectionId::Frequencies, frequencies),
            (SectionId::Skips, skips),
            (SectionId::Postings, postings),
            (SectionId::Weights, weights),
        ])
        .unwrap()
    }

    proptest! {
        #[test]
        fn lists_are_read_in_any_order(
            lists in prop::collection::vec((list(), 0..7u8), 1..40),
            order: Vec<prop::sample::Index>,
        ) {
            // Each form lies in the shards whose bits are set, or in the first.
            let mut ordinals = Vec::new();
            let mut shards = Vec::new();
            for shard in 0..3 {
                let is_in = |places: u8| places >> shard & 1 == 1 || places == 0 && shard == 0;
                let forms = lists.iter().zip(0..).filter(|((_, places), _)| is_in(*places));
                let (slices, forms): (Vec<&[Posting]>, Vec<u32>) =
                    forms.map(|((list, _), form)| (list.as_slice(), form)).unzip();
                shards.push(sections(&slices));
                ordinals.push(forms);
            }
            let postings = Postings::open(DOCUMENTS, &shards, &ordinals).unwrap();
            let mut cursor = postings.cursor();
            for form in order.into_iter().map(|index| index.index(lists.len())) {
                let mut read = Vec::new();
                cursor.for_each(form as u32, &mut |posting| read.push(posting));
                prop_assert_eq!(&read, &lists[form].0);
                prop_assert_eq!(postings.frequency(form as u32) as usize, lists[form].0.len());
            }
        }
    }
}
