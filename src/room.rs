//! Room outside of memory, for what would take more of that than it may while an index is built.

use std::borrow::Cow;
use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

use crate::Result;

/// Room outside of memory: a temporary file.
pub trait Room: Debug + Send + Sync {
    /// Bytes that what is counted of documents may take in memory.
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

/// Bytes that lie in memory, or in a [`Room`].
#[derive(Clone, Debug)]
pub struct Blob(Place);

#[derive(Clone, Debug)]
enum Place {
    Memory(Vec<u8>),
    Room(Arc<dyn Room>, Range<u64>),
}

impl Blob {
    /// Puts bytes into a room, if there is one and it takes them.
    pub fn put(bytes: Vec<u8>, room: Option<&Arc<dyn Room>>) -> Self {
        let place =
            room.and_then(|room| Some(Place::Room(Arc::clone(room), room.put(&bytes).ok()?)));
        Self(place.unwrap_or(Place::Memory(bytes)))
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            Place::Memory(bytes) => bytes.len(),
            Place::Room(_, place) => (place.end - place.start) as usize,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of it that are in memory.
    pub(crate) fn held(&self) -> usize {
        match &self.0 {
            Place::Memory(bytes) => bytes.len(),
            Place::Room(..) => 0,
        }
    }

    /// The bytes, and nothing else.
    ///
    /// # Errors
    /// As [`Blob::read`].
    pub(crate) fn into_bytes(self) -> Result<Vec<u8>> {
        match self.0 {
            Place::Memory(bytes) => Ok(bytes),
            Place::Room(room, place) => room.get(place),
        }
    }

    /// The bytes.
    ///
    /// # Errors
    /// If they cannot be read where they lie.
    pub fn read(&self) -> Result<Cow<'_, [u8]>> {
        match &self.0 {
            Place::Memory(bytes) => Ok(bytes.into()),
            Place::Room(room, place) => room.get(place.clone()).map(Cow::Owned),
        }
    }
}

impl From<Vec<u8>> for Blob {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Place::Memory(bytes))
    }
}
