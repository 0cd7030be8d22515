//! The documents that an index is built of, wherever their texts lie: in memory, or where there
//! is more room.

use std::ops::Range;

use crate::{Document, Result};

/// Documents in an order.
pub trait Corpus: Sync {
    /// All of them. Their `sections` and `emphasis`, which are nearly all of their size, may
    /// be missing here.
    fn heads(&self) -> &[Document];

    /// Calls `visit` with the document of this number, whole.
    ///
    /// # Errors
    /// If it cannot be read where it lies.
    fn visit<R>(&self, number: usize, visit: impl FnOnce(&Document) -> R) -> Result<R>;

    /// Calls `change` with each document in turn, whole.
    ///
    /// # Errors
    /// As [`Corpus::visit`].
    fn update(&mut self, change: impl FnMut(&mut Document)) -> Result<()>;

    /// Where there is room for what takes more memory than it may; nothing if it may take all.
    fn room(&self) -> Option<&dyn Room> {
        None
    }
}

/// Room outside of memory: a temporary file.
pub trait Room: Sync {
    /// Bytes that whoever uses it may hold in memory.
    fn limit(&self) -> usize;

    /// Puts bytes there; tells where.
    ///
    /// # Errors
    /// If there is no room either.
    fn put(&self, bytes: &[u8]) -> Result<Range<u64>>;

    /// Gets bytes that were put there.
    ///
    /// # Errors
    /// If they cannot be read.
    fn get(&self, place: Range<u64>) -> Result<Vec<u8>>;
}

impl<T: AsRef<[Document]> + AsMut<[Document]> + Sync + ?Sized> Corpus for T {
    fn heads(&self) -> &[Document] {
        self.as_ref()
    }

    fn visit<R>(&self, number: usize, visit: impl FnOnce(&Document) -> R) -> Result<R> {
        Ok(visit(&self.as_ref()[number]))
    }

    fn update(&mut self, change: impl FnMut(&mut Document)) -> Result<()> {
        self.as_mut().iter_mut().for_each(change);
        Ok(())
    }
}
