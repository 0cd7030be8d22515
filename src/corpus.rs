//! The documents that an index is built of, wherever their texts lie: in memory, or where there
//! is more room.

use std::sync::Arc;

use crate::room::Room;
use crate::{Document, Result};

/// Documents in an order.
pub trait Corpus: Sync {
    /// All of them. What is most of their size may be missing here: `facets`, `stated`, `emphasis`
    /// and `sections`.
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

    /// Room outside of memory, if there is some.
    fn room(&self) -> Option<Arc<dyn Room>> {
        None
    }
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
