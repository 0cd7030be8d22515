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
pub struct Blob(Vec<Piece>);

#[derive(Clone, Debug)]
enum Piece {
    Memory(Vec<u8>),
    Room(Arc<dyn Room>, Range<u64>),
}

impl Piece {
    /// In a room, if there is one and it takes the bytes.
    fn put(bytes: Vec<u8>, room: Option<&Arc<dyn Room>>) -> Self {
        let place = room.and_then(|room| Some((Arc::clone(room), room.put(&bytes).ok()?)));
        place.map_or(Self::Memory(bytes), |(room, place)| Self::Room(room, place))
    }

    fn len(&self) -> usize {
        match self {
            Self::Memory(bytes) => bytes.len(),
            Self::Room(_, place) => (place.end - place.start) as usize,
        }
    }

    fn read(&self) -> Result<Cow<'_, [u8]>> {
        match self {
            Self::Memory(bytes) => Ok(bytes.into()),
            Self::Room(room, place) => room.get(place.clone()).map(Cow::Owned),
        }
    }
}

impl Blob {
    /// Puts bytes into a room, if there is one and it takes them.
    pub fn put(bytes: Vec<u8>, room: Option<&Arc<dyn Room>>) -> Self {
        Self(vec![Piece::put(bytes, room)])
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.0.iter().map(Piece::len).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of it that are in memory.
    pub(crate) fn held(&self) -> usize {
        self.0.iter().filter(|piece| matches!(piece, Piece::Memory(_))).map(Piece::len).sum()
    }

    /// The bytes.
    ///
    /// # Errors
    /// If they cannot be read where they lie.
    pub fn read(&self) -> Result<Cow<'_, [u8]>> {
        if let [piece] = self.0.as_slice() {
            return piece.read();
        }
        let mut bytes = Vec::with_capacity(self.len());
        for piece in &self.0 {
            bytes.extend_from_slice(&piece.read()?);
        }
        Ok(bytes.into())
    }
}

impl From<Vec<u8>> for Blob {
    fn from(bytes: Vec<u8>) -> Self {
        Self::put(bytes, None)
    }
}

/// Bytes that a [`BlobWriter`] holds before it puts them into a room.
#[cfg(feature = "cli")]
const PIECE: usize = 1 << 18;

/// Writes a blob of which little is in memory at a time, if there is a room. Nothing of it fails.
#[cfg(feature = "cli")]
pub(crate) struct BlobWriter<'r> {
    room: Option<&'r Arc<dyn Room>>,
    pieces: Vec<Piece>,
    /// What is no piece yet.
    rest: Vec<u8>,
}

#[cfg(feature = "cli")]
impl<'r> BlobWriter<'r> {
    pub(crate) fn new(room: Option<&'r Arc<dyn Room>>) -> Self {
        Self { room, pieces: Vec::new(), rest: Vec::new() }
    }

    /// How many bytes were written.
    pub(crate) fn len(&self) -> usize {
        self.pieces.iter().map(Piece::len).sum::<usize>() + self.rest.len()
    }

    /// Adds bytes.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.rest.extend_from_slice(bytes);
        if self.rest.len() >= PIECE {
            self.end_piece();
        }
    }

    /// The blob with all that was written.
    pub(crate) fn finish(mut self) -> Blob {
        self.end_piece();
        Blob(self.pieces)
    }

    fn end_piece(&mut self) {
        self.pieces.push(Piece::put(std::mem::take(&mut self.rest), self.room));
    }
}

#[cfg(feature = "cli")]
impl std::io::Write for BlobWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.push(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
