//! The one way to sort in the engine: by a number.
//!
//! Each type that is sorted would add 3 KB of code to what visitors load, so
//! everything is sorted as pairs of numbers, and items are but swapped into their places.

/// Sorts pairs in ascending order.
pub(crate) fn sort_pairs(pairs: &mut [(u64, u64)]) {
    pairs.sort_unstable();
}

/// `items` in ascending order of their keys; those with equal keys stay in their order.
pub(crate) fn sorted_by_key<T>(mut items: Vec<T>, key: impl Fn(&T) -> u64) -> Vec<T> {
    let places = places(items.len(), &|at| items.get(at).map_or(u64::MAX, &key));
    arrange(places, &mut |one, other| items.swap(one, other));
    items
}

/// The place of each item in the order of their keys.
fn places(items: usize, key: &dyn Fn(usize) -> u64) -> Vec<usize> {
    let mut order = Vec::with_capacity(items);
    for at in 0..items {
        order.push((key(at), at as u64));
    }
    sort_pairs(&mut order);
    let mut places = vec![0; items];
    for (place, (_, at)) in order.into_iter().enumerate() {
        places[at as usize] = place;
    }
    places
}

/// Swaps items until each is in its place.
fn arrange(mut places: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for at in 0..places.len() {
        while places[at] != at {
            let place = places[at];
            swap(at, place);
            places.swap(at, place);
        }
    }
}

/// A key that puts large numbers first.
pub(crate) fn largest_first(number: u32) -> u64 {
    u64::from(u32::MAX - number)
}

/// A key that puts large scores first. Scores are not negative; their bits
/// ascend as they do.
pub(crate) fn descending(score: f32) -> u64 {
    largest_first(score.max(0.0).to_bits())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_scores_come_first_and_equal_ones_stay() {
        let items = vec![("a", 0.5), ("b", 2.0), ("c", 0.0), ("d", 2.0), ("e", 1e-9)];
        let names = sorted_by_key(items, |&(_, score)| descending(score)).into_iter();
        assert_eq!(names.map(|(name, _)| name).collect::<String>(), "bdaec");
    }
}
