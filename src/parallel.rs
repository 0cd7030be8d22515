//! Work on several processors at once, where the program that builds has threads. The engine
//! has none: there the same is done one after the other. What comes out is the same.

/// Runs both, at once where there are threads; gives what both give.
pub(crate) fn join<A: Send, B: Send>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    #[cfg(feature = "cli")]
    return rayon::join(one, other);
    #[cfg(not(feature = "cli"))]
    (one(), other())
}

/// What `f` gives for each item, in their order.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], f: impl Fn(&T) -> R + Send + Sync) -> Vec<R> {
    #[cfg(feature = "cli")]
    return {
        use rayon::prelude::*;
        items.par_iter().map(f).collect()
    };
    #[cfg(not(feature = "cli"))]
    items.iter().map(f).collect()
}

/// What `f` gives for each of some parts that together are all items, in their order: as many
/// as there are threads, so that `f` can add up much by itself.
pub(crate) fn map_parts<T: Sync, R: Send>(
    items: &[T],
    f: impl Fn(&[T]) -> R + Send + Sync,
) -> Vec<R> {
    let parts: Vec<&[T]> = items.chunks(items.len().div_ceil(threads()).max(1)).collect();
    map(&parts, |part| f(part))
}

/// On how many processors.
pub(crate) fn threads() -> usize {
    #[cfg(feature = "cli")]
    return rayon::current_num_threads();
    #[cfg(not(feature = "cli"))]
    1
}
