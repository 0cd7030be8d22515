//! Single bits and numbers of a known range, writer and reader side by side.
//!
//! Bits fill each byte from the lowest up. A number of a range of `n` values is
//! stored in truncated binary: some values take one bit less than the rest unless
//! `n` is a power of two.

/// Appends bits.
#[derive(Default)]
pub(crate) struct BitWriter {
    bytes: Vec<u8>,
    length: usize,
}

impl BitWriter {
    /// Bits written so far.
    pub(crate) fn len(&self) -> usize {
        self.length
    }

    /// The bytes, the last one filled up with zeros.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    fn put(&mut self, value: u32, width: u32) {
        for bit in 0..width {
            if self.length.is_multiple_of(8) {
                self.bytes.push(0);
            }
            if let Some(last) = self.bytes.last_mut() {
                *last |= ((value >> bit & 1) as u8) << (self.length % 8);
            }
            self.length += 1;
        }
    }

    /// Appends `value`, one of `range` values from 0 on, with short codes for those that are `likely`.
    pub(crate) fn put_below(&mut self, value: u32, range: u32, likely: Likely) {
        let (width, short) = truncated_binary(range);
        let first = likely.first(range - short);
        let value = if value < first { value + range - first } else { value - first };
        if value < short {
            self.put(value, width);
        } else {
            // The long codes' first `width` bits begin where the short codes end.
            let code = value + short;
            self.put(code >> 1, width);
            self.put(code & 1, 1);
        }
    }
}

/// Reads bits; past the end there are zeros.
pub(crate) struct BitReader<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl<'a> BitReader<'a> {
    pub(crate) fn at(bytes: &'a [u8], position: usize) -> Self {
        Self { bytes, position }
    }

    /// Where the next bit is read.
    pub(crate) fn position(&self) -> usize {
        self.position
    }

    fn take(&mut self, width: u32) -> u32 {
        let start = self.position / 8;
        // At most 7 + 32 bits are needed, which five bytes hold.
        let window = match self.bytes.get(start..).and_then(|rest| rest.first_chunk::<8>()) {
            Some(chunk) => u64::from_le_bytes(*chunk),
            None => self.tail(start),
        };
        let value = window >> (self.position % 8) & ((1 << width) - 1);
        self.position += width as usize;
        value as u32
    }

    #[cold]
    fn tail(&self, start: usize) -> u64 {
        let rest = self.bytes.get(start..).unwrap_or_default();
        rest.iter().take(8).rev().fold(0, |window, &byte| window << 8 | u64::from(byte))
    }

    /// Reads one of `range` values; always below `range` (0 if that is 0).
    pub(crate) fn take_below(&mut self, range: u32, likely: Likely) -> u32 {
        let (width, short) = truncated_binary(range);
        let mut value = self.take(width);
        if value >= short {
            value = ((value << 1 | self.take(1)) - short).min(range.saturating_sub(1));
        }
        let first = likely.first(range.saturating_sub(short));
        let behind = range.saturating_sub(first);
        if value < behind { value + first } else { value - behind }
    }
}

/// Which of the values of a range take one bit less than the others.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Likely {
    /// The first ones.
    First,
    /// Those in the middle.
    Middle,
    /// The last ones.
    Last,
}

impl Likely {
    /// The first of the values with short codes if `long` values have long ones.
    fn first(self, long: u32) -> u32 {
        match self {
            Self::First => 0,
            Self::Middle => long / 2,
            Self::Last => long,
        }
    }
}

/// The width of the short codes, and how many values have one.
fn truncated_binary(range: u32) -> (u32, u32) {
    let width = range.max(1).ilog2();
    // With 2^width ≤ range < 2^(width+1), 2^(width+1) - range values are short.
    (width, ((2u64 << width) - u64::from(range.max(1))) as u32)
}
