//! Numbers similar documents side by side, so that the numbers in a list stand close
//! together and take fewer bits, texts compress better, and the hits of a query lie in
//! few shards: recursive graph bisection (Dhulipala et al., 2016).
//!
//! The documents are halved, and those are swapped between the halves for which
//! that makes the lists of their forms shorter, as far as can be estimated from
//! how many documents of each half hold a form; then each half is halved in the
//! same way. All numbers are integers, so every machine finds the same order.

use crate::index::lists::Lists;
use crate::parallel;

/// Documents that are not halved any more: a list gains less than a bit for each.
/// They stay in the order in which they were given.
const GROUP: usize = 32;

/// Attempts to swap documents between two halves. More of them gain next to
/// nothing and take time: 20 rounds, twice as long, 0.2 % of the lists.
const ROUNDS: usize = 10;

/// Halves of so many documents are worked on at once.
const PARALLEL: usize = 512;

/// Gains that have still to be found out.
const UNKNOWN: [i32; 2] = [i32::MIN; 2];

/// Bits behind the point of logarithms.
const FRACTION: u32 = 16;

/// The documents in an order in which the lists of all forms are short.
pub(super) fn arrange(lists: &Lists, documents: u32) -> Vec<u32> {
    let mut order: Vec<u32> = (0..documents).collect();
    if order.len() > GROUP {
        Bisection::new(&Matrix::new(lists, order.len())).halve(&mut order);
    }
    order
}

/// Which forms are in which documents.
struct Matrix {
    /// The forms of each document, but for those that no order makes cheaper, one behind the other.
    forms: Vec<u32>,
    /// Where those of each document begin, and where the last ones end.
    starts: Vec<usize>,
    /// How many forms there are.
    all_forms: usize,
    /// Logarithms of all numbers up to that of the documents.
    logs: Vec<i64>,
}

impl Matrix {
    fn new(lists: &Lists, documents: usize) -> Self {
        let counted =
            || lists.iter().zip(0..).filter(|(list, _)| (2..documents).contains(&list.len()));
        // How many each has, then where they begin.
        let mut starts = vec![0; documents + 1];
        for (list, _) in counted() {
            list.iter().for_each(|posting| starts[posting.document as usize + 1] += 1);
        }
        (0..documents).for_each(|document| starts[document + 1] += starts[document]);
        let mut forms = vec![0; starts[documents]];
        let mut next = starts.clone();
        for (list, form) in counted() {
            for posting in list {
                let at = &mut next[posting.document as usize];
                forms[*at] = form;
                *at += 1;
            }
        }
        let logs = (0..=documents as u32 + 1).map(log2).collect();
        Self { forms, starts, all_forms: lists.len(), logs }
    }

    fn forms_of(&self, document: u32) -> &[u32] {
        let document = document as usize;
        &self.forms[self.starts[document]..self.starts[document + 1]]
    }
}

struct Bisection<'c> {
    matrix: &'c Matrix,
    /// How many documents of the two halves hold each form.
    held: Vec<[u32; 2]>,
    /// What is gained by taking a form out of each half, where that is known. It is less than
    /// the logarithm of the documents and two bits more, so it fits; the smaller the faster.
    gains: Vec<[i32; 2]>,
}

impl<'c> Bisection<'c> {
    fn new(matrix: &'c Matrix) -> Self {
        let (held, gains) = (vec![[0; 2]; matrix.all_forms], vec![UNKNOWN; matrix.all_forms]);
        Self { matrix, held, gains }
    }

    /// Arranges `order`, which is one half of something larger, or all.
    fn halve(&mut self, order: &mut [u32]) {
        if order.len() <= GROUP {
            order.sort_unstable();
            return;
        }
        let (left, right) = order.split_at_mut(order.len() / 2);
        self.count(left, |held| held[0] += 1);
        self.count(right, |held| held[1] += 1);
        for _ in 0..ROUNDS {
            if !self.swap(left, right) {
                break;
            }
        }
        self.count(left, |held| *held = [0; 2]);
        self.count(right, |held| *held = [0; 2]);
        if left.len() > PARALLEL {
            let matrix = self.matrix;
            parallel::join(|| self.halve(left), || Bisection::new(matrix).halve(right));
        } else {
            self.halve(left);
            self.halve(right);
        }
    }

    fn count(&mut self, documents: &[u32], change: impl Fn(&mut [u32; 2])) {
        for &document in documents {
            for &form in self.matrix.forms_of(document) {
                change(&mut self.held[form as usize]);
            }
        }
    }

    /// Swaps documents as long as that gains something; whether any were.
    fn swap(&mut self, left: &mut [u32], right: &mut [u32]) -> bool {
        let sizes = [left.len(), right.len()];
        self.forget_gains(left);
        self.forget_gains(right);
        let left_gains = self.sort_by_gain(left, 0, sizes);
        let right_gains = self.sort_by_gain(right, 1, sizes);
        let gains = left_gains.iter().zip(&right_gains);
        let swaps = gains.take_while(|(left, right)| *left + *right > 0).count();
        self.count(&left[..swaps], |held| *held = [held[0] - 1, held[1] + 1]);
        self.count(&right[..swaps], |held| *held = [held[0] + 1, held[1] - 1]);
        left[..swaps].swap_with_slice(&mut right[..swaps]);
        swaps > 0
    }

    fn forget_gains(&mut self, documents: &[u32]) {
        for &document in documents {
            for &form in self.matrix.forms_of(document) {
                self.gains[form as usize] = UNKNOWN;
            }
        }
    }

    /// Sorts the documents of a half by what is gained by taking them out of it.
    fn sort_by_gain(&mut self, half: &mut [u32], side: usize, sizes: [usize; 2]) -> Vec<i64> {
        let gain = |&document: &u32| (-self.gain(document, side, sizes), document);
        let mut gains: Vec<(i64, u32)> = half.iter().map(gain).collect();
        gains.sort_unstable();
        half.iter_mut().zip(&gains).for_each(|(slot, &(_, document))| *slot = document);
        gains.into_iter().map(|(loss, _)| -loss).collect()
    }

    fn gain(&mut self, document: u32, side: usize, sizes: [usize; 2]) -> i64 {
        let Self { matrix, held, gains } = self;
        let gain_of = |&form: &u32| {
            let form = form as usize;
            let known = &mut gains[form];
            if *known == UNKNOWN {
                *known = both_gains(held[form], sizes, &matrix.logs);
            }
            i64::from(known[side])
        };
        matrix.forms_of(document).iter().map(gain_of).sum()
    }
}

/// What a form's list is shorter by if one of its documents leaves the left half
/// for the right, and the other way round. Where a half has none, nobody asks.
fn both_gains([left, right]: [u32; 2], sizes: [usize; 2], logs: &[i64]) -> [i32; 2] {
    // Each number of a list takes the logarithm of its distance to the next.
    let half = |held: u32, size: usize| i64::from(held) * (logs[size] - logs[held as usize + 1]);
    let cost = |left: u32, right: u32| half(left, sizes[0]) + half(right, sizes[1]);
    let now = cost(left, right);
    let leave_left = left.checked_sub(1).map_or(0, |fewer| now - cost(fewer, right + 1));
    let leave_right = right.checked_sub(1).map_or(0, |fewer| now - cost(left + 1, fewer));
    [leave_left as i32, leave_right as i32]
}

/// The logarithm of `value` to base 2 with [`FRACTION`] bits behind the point.
/// Floating-point logarithms are not the same on all machines.
fn log2(value: u32) -> i64 {
    let whole = value.max(1).ilog2();
    let mut log = i64::from(whole);
    // From 1 to below 2, with 31 bits behind the point.
    let mut rest = u64::from(value.max(1)) << (31 - whole);
    for _ in 0..FRACTION {
        rest = (rest * rest) >> 31;
        let bit = rest >> 32;
        rest >>= bit;
        log = log << 1 | bit as i64;
    }
    log
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::postings::Posting;

    #[test]
    fn logarithms() {
        for value in [1, 2, 3, 10, 685, 1 << 24, u32::MAX] {
            let exact = f64::from(value).log2() * f64::from(1 << FRACTION);
            assert!((log2(value) as f64 - exact).abs() < 2.0, "{value}");
        }
    }

    #[test]
    fn documents_of_two_kinds_are_told_apart() {
        let kind = |document: u32| document.wrapping_mul(0x9e37_79b1) >> 31;
        let of_kind = |wanted: u32| -> Vec<Posting> {
            let documents = (0..200).filter(|&document| kind(document) == wanted);
            documents.map(|document| Posting { document, frequency: 1 }).collect()
        };
        let mut lists = Lists::default();
        [0, 1, 0].into_iter().for_each(|kind| lists.push(&of_kind(kind)));
        let order = arrange(&lists, 200);
        let kinds: Vec<u32> = order.iter().map(|&document| kind(document)).collect();
        // Of eight groups of 25 that are not halved any more.
        let mixed = |group: &&[u32]| group.iter().any(|kind| *kind != group[0]);
        assert!(kinds.chunks(25).filter(mixed).count() <= 1, "{kinds:?}");
        let mut all = order;
        all.sort_unstable();
        assert!(all.into_iter().eq(0..200));
    }
}
