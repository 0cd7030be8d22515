//! Lengths of documents, in words, as ranking takes them: to half a power of two.
//!
//! A visitor loads those of all documents before the first answer. Rounded so, one is a
//! fifth off at most, which no collection's ranking shows, and takes half as many bytes.

use crate::format::SectionId;
use crate::{Error, Result};

/// Rounded lengths that a document can have: up to 2³¹.
const STEPS: u8 = 64;

/// Writes the section [`SectionId::Lengths`].
pub(super) fn encode(lengths: &[u32]) -> Vec<u8> {
    lengths.iter().map(|&length| step(length)).collect()
}

/// Opens the section of `documents` documents.
pub(super) fn open(documents: u32, bytes: &[u8]) -> Result<Vec<u32>> {
    if bytes.len() != documents as usize {
        return Err(Error::damaged(
            format_args!("{documents} bytes in section “{}”", SectionId::Lengths.name()),
            format_args!("{}", bytes.len()),
        ));
    }
    Ok(bytes.iter().map(|&step| length(step)).collect())
}

/// 0 for none, then the whole part of twice the logarithm to base 2, and 1.
fn step(length: u32) -> u8 {
    let square = u64::from(length) * u64::from(length);
    square.checked_ilog2().map_or(0, |log| log as u8 + 1)
}

/// The length in the middle of a step.
fn length(step: u8) -> u32 {
    let Some(log) = step.min(STEPS).checked_sub(1) else { return 0 };
    // 2^(log / 2), and half a step more: 2^¼, for odd ones 2^¾.
    let part = if log % 2 == 0 { 1.189_207 } else { 1.681_793 };
    ((1u64 << (log / 2)) as f64 * part).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lengths_are_a_fifth_off_at_most(exact: u32) {
            let read = open(1, &encode(&[exact])).unwrap()[0];
            let off = f64::from(read.abs_diff(exact)) / f64::from(exact.max(1));
            prop_assert!(off < 0.2 || read.abs_diff(exact) <= 1, "{read} for {exact}");
        }

        #[test]
        fn any_bytes_are_lengths_or_an_error(documents in 0u32..9, bytes in prop::collection::vec(any::<u8>(), 0..9)) {
            prop_assert_eq!(open(documents, &bytes).is_ok(), bytes.len() == documents as usize);
        }
    }

    #[test]
    fn short_ones_are_told_apart() {
        assert_eq!([0, 1, 2, 3, 4].map(|exact| length(step(exact))), [0, 1, 2, 3, 5]);
    }
}
