//! The documents that an index is built of, wherever their texts lie: in memory, or where there
//! is more room.

use std::sync::Arc;

use crate::room::Room;
use crate::{Document, Result};

/// What is known of a [`Document`] without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head<'d> {
    /// As of the document, as all of these are.
    pub id: &'d str,
    /// Its address.
    pub url: &'d str,
    /// Its headline.
    pub title: &'d str,
    /// Its language.
    pub lang: &'d str,
    /// Its date.
    pub date: &'d str,
}

impl<'d> From<&'d Document> for Head<'d> {
    fn from(Document { id, url, title, lang, date, .. }: &'d Document) -> Self {
        Self { id, url, title, lang, date }
    }
}

/// Documents in an order.
pub trait Corpus: Sync {
    /// How many there are.
    fn count(&self) -> usize;

    /// The head of the document of this number.
    fn head(&self, number: usize) -> Head<'_>;

    /// The heads of all.
    fn heads(&self) -> impl Iterator<Item = Head<'_>> {
        (0..self.count()).map(|number| self.head(number))
    }

    /// Calls `visit` with the document of this number.
    ///
    /// # Errors
    /// If it cannot be read where it lies.
    fn visit<R>(&self, number: usize, visit: impl FnOnce(&Document) -> R) -> Result<R>;

    /// Calls `change` with each document in turn.
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
    fn count(&self) -> usize {
        self.as_ref().len()
    }

    fn head(&self, number: usize) -> Head<'_> {
        (&self.as_ref()[number]).into()
    }

    fn visit<R>(&self, number: usize, visit: impl FnOnce(&Document) -> R) -> Result<R> {
        Ok(visit(&self.as_ref()[number]))
    }

    fn update(&mut self, change: impl FnMut(&mut Document)) -> Result<()> {
        self.as_mut().iter_mut().for_each(change);
        Ok(())
    }
}
