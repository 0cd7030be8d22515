//! Which documents hold each surface form, and how often.
//!
//! Four sections: how many documents each form occurs in, their numbers by
//! interpolative coding as one stream of bits, the bit at which every so many
//! postings begin ("skips"), and a weight for each posting. Lists number the
//! documents in an order of their own, which stands before them.

mod arrangement;
mod bisection;
mod bits;
pub(crate) mod interpolative;

use crate::codec::{Reader, put_varint};
use crate::format::{SectionId, Slice};
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
pub(crate) fn encode(lists: &[&[Posting]], documents: u32) -> PostingsBytes {
    let (mut frequencies, mut skips, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    let mut out = BitWriter::default();
    let order = bisection::arrange(lists, documents);
    arrangement::encode(&order, &mut out);
    let places = inverse(&order);
    let mut skip = Skip::default();
    let mut skip_bit = 0;
    for list in lists {
        if skip.due(list.len() as u32) {
            put_varint(&mut skips, (out.len() - skip_bit) as u32);
            skip_bit = out.len();
        }
        put_varint(&mut frequencies, list.len() as u32);
        let place = |posting: &Posting| places[posting.document as usize];
        let mut list: Vec<_> = list.iter().map(|it| (place(it), weight(it.frequency))).collect();
        list.sort_unstable();
        let (numbers, list_weights): (Vec<u32>, Vec<u8>) = list.into_iter().unzip();
        interpolative::encode(&numbers, 0, documents, &mut out);
        weights.extend(list_weights);
    }
    let weights = weights.chunks(2).map(|pair| pair.iter().rfold(0, |byte, it| byte << 4 | it));
    PostingsBytes { frequencies, skips, postings: out.into_bytes(), weights: weights.collect() }
}

/// For each document its place in `order`.
fn inverse(order: &[u32]) -> Vec<u32> {
    let mut places = vec![0; order.len()];
    order.iter().zip(0..).for_each(|(&document, place)| places[document as usize] = place);
    places
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

/// Reads postings.
pub(crate) struct Postings {
    /// The documents in the order in which lists number them.
    order: Vec<u32>,
    /// Number of postings before each form's, and of all at the end.
    starts: Vec<u32>,
    /// Forms that have a skip, with the bit at which their list begins.
    skips: Vec<(u32, usize)>,
    numbers: Slice,
    weights: Slice,
}

impl Postings {
    /// Opens the sections of `forms` forms in `documents` documents.
    pub(crate) fn open(
        forms: u32,
        documents: u32,
        frequencies: &[u8],
        skips: &[u8],
        numbers: Slice,
        weights: Slice,
    ) -> Result<Self> {
        let mut counts = Reader::new(SectionId::Frequencies.name(), frequencies);
        let mut bits = Reader::new(SectionId::Skips.name(), skips);
        let mut skip = Skip::default();
        let mut order: Vec<u32> = (0..documents).collect();
        arrangement::decode(&mut order, &mut BitReader::at(&numbers, 0));
        let mut opened = Self { order, starts: vec![0], skips: Vec::new(), numbers, weights };
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

    /// Number of postings.
    pub(crate) fn len(&self) -> usize {
        self.starts.last().copied().unwrap_or(0) as usize
    }

    /// In how many documents `form` occurs.
    pub(crate) fn frequency(&self, form: u32) -> u32 {
        let (start, end) = self.span(form);
        end - start
    }

    fn span(&self, form: u32) -> (u32, u32) {
        let at = |index: usize| self.starts.get(index).copied();
        match (at(form as usize), at((form as usize).saturating_add(1))) {
            (Some(start), Some(end)) => (start, end),
            _ => (0, 0),
        }
    }

    /// Starts to read lists, best in ascending order of forms.
    pub(crate) fn cursor(&self) -> Cursor<'_> {
        Cursor {
            postings: self,
            next: 0,
            bits: BitReader::at(&self.numbers, self.skip_before(0).1),
            numbers: Vec::new(),
        }
    }

    /// The last form up to `form` that has a skip, and the bit at which its list begins.
    fn skip_before(&self, form: u32) -> (u32, usize) {
        let after = self.skips.partition_point(|&(first, _)| first <= form);
        after.checked_sub(1).and_then(|at| self.skips.get(at)).copied().unwrap_or((0, 0))
    }
}

/// Reads lists one after the other, without going back where it can.
pub(crate) struct Cursor<'p> {
    postings: &'p Postings,
    /// The form whose list comes next in `bits`.
    next: u32,
    bits: BitReader<'p>,
    /// The list read last, numbers by [`Postings::order`].
    numbers: Vec<u32>,
}

impl Cursor<'_> {
    /// Calls `visit` with each posting of `form`, in no particular order.
    pub(crate) fn for_each(&mut self, form: u32, mut visit: impl FnMut(Posting)) {
        self.read(form);
        let Postings { order, weights, .. } = self.postings;
        for (&number, at) in self.numbers.iter().zip(self.postings.span(form).0..) {
            let pair = weights.get(at as usize / 2).copied().unwrap_or(0);
            let weight = pair >> (at % 2 * 4) & 15;
            let frequency = FREQUENCIES.get(usize::from(weight)).copied().unwrap_or(1);
            let Some(&document) = order.get(number as usize) else { continue };
            visit(Posting { document, frequency });
        }
    }

    /// Reads on up to and with the list of `form`, from here or from the last skip.
    fn read(&mut self, form: u32) {
        let (first, bit) = self.postings.skip_before(form);
        if !(first..=form).contains(&self.next) {
            self.next = first;
            self.bits = BitReader::at(&self.postings.numbers, bit);
        }
        while self.next <= form {
            self.numbers.clear();
            self.numbers.resize(self.postings.frequency(self.next) as usize, 0);
            let documents = self.postings.order.len() as u32;
            interpolative::decode(&mut self.numbers, 0, documents, &mut self.bits);
            self.next = self.next.saturating_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format;
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

    proptest! {
        #[test]
        fn lists_are_read_in_any_order(lists in prop::collection::vec(list(), 1..40), order: Vec<prop::sample::Index>) {
            let slices: Vec<&[Posting]> = lists.iter().map(Vec::as_slice).collect();
            let bytes = encode(&slices, DOCUMENTS);
            let [postings, weights] = [bytes.postings, bytes.weights].map(format::Slice::from);
            let forms = lists.len() as u32;
            let postings = Postings::open(forms, DOCUMENTS, &bytes.frequencies, &bytes.skips, postings, weights).unwrap();
            let mut cursor = postings.cursor();
            for form in order.into_iter().map(|index| index.index(lists.len())) {
                let mut read = Vec::new();
                cursor.for_each(form as u32, |posting| read.push(posting));
                read.sort_unstable_by_key(|posting| posting.document);
                prop_assert_eq!(&read, &lists[form]);
                prop_assert_eq!(postings.frequency(form as u32) as usize, lists[form].len());
            }
        }
    }
}
