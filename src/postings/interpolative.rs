//! Binary interpolative coding (Moffat and Stuiver, 2000): ascending document
//! numbers in hardly more bits than their choice needs.
//!
//! The middle number is stored first, as one of the values that it can still
//! have between the bounds known so far; then the left and the right half, each
//! within the narrower bounds. Runs of neighbouring documents cost nothing, and
//! what is read is always ascending and in bounds, whatever the bits are.
//!
//! Some of the values take one bit less than the others: those where the number
//! is most often. The second of two is most often at the end of what it can be,
//! the middle of more in the middle, a single one anywhere.

use super::bits::{BitReader, BitWriter, Likely};

/// Appends `numbers`, which ascend strictly within `low..high`.
pub(crate) fn encode(numbers: &[u32], low: u32, high: u32, out: &mut BitWriter) {
    let count = numbers.len() as u32;
    if count == 0 || high - low == count {
        return;
    }
    let middle = numbers.len() / 2;
    let (left, right) = (&numbers[..middle], &numbers[middle + 1..]);
    let lowest = low + left.len() as u32;
    let number = numbers[middle];
    out.put_below(number - lowest, high - low - (count - 1), likely(count));
    encode(left, low, number, out);
    encode(right, number + 1, high, out);
}

/// Fills `numbers` with numbers that ascend strictly within `low..high`.
///
/// The caller makes sure that they fit: `numbers.len() ≤ high - low`.
pub(crate) fn decode(numbers: &mut [u32], low: u32, high: u32, bits: &mut BitReader<'_>) {
    let count = numbers.len() as u32;
    if high - low == count {
        numbers.iter_mut().zip(low..).for_each(|(slot, number)| *slot = number);
        return;
    }
    let middle = numbers.len() / 2;
    let Some((left, [slot, right @ ..])) = numbers.split_at_mut_checked(middle) else { return };
    let value = bits.take_below(high - low - (count - 1), likely(count));
    let number = low + left.len() as u32 + value;
    *slot = number;
    if !left.is_empty() {
        decode(left, low, number, bits);
    }
    if !right.is_empty() {
        decode(right, number + 1, high, bits);
    }
}

/// Where the middle one of `count` numbers is most often, in its range.
fn likely(count: u32) -> Likely {
    match count {
        1 => Likely::First,
        2 => Likely::Last,
        _ => Likely::Middle,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn round_trip(numbers in prop::collection::btree_set(0u32..500, 0..200), more in 0u32..1000) {
            let numbers: Vec<u32> = numbers.into_iter().collect();
            let mut out = BitWriter::default();
            encode(&numbers, 0, 500 + more, &mut out);
            let bytes = out.into_bytes();
            let mut decoded = vec![0; numbers.len()];
            decode(&mut decoded, 0, 500 + more, &mut BitReader::at(&bytes, 0));
            prop_assert_eq!(decoded, numbers);
        }

        #[test]
        fn any_bits_give_ascending_numbers(bytes: Vec<u8>, count in 1usize..100, more in 0u32..100) {
            let mut numbers = vec![0; count];
            let high = count as u32 + more;
            decode(&mut numbers, 0, high, &mut BitReader::at(&bytes, 0));
            prop_assert!(numbers.is_sorted_by(|a, b| a < b));
            prop_assert!(numbers.iter().all(|&number| number < high));
        }
    }
}
