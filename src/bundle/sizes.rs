//! Compressed files: how many bytes a visitor loads, and the files themselves for servers
//! that would not compress them.

use std::io::Write;

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};
use serde::Serialize;

/// How hard to compress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// As a server that compresses while it sends: gzip 6, brotli 5. A second
    /// does some 50 MB.
    Quick,
    /// As a server that has compressed beforehand: gzip 9, brotli 11. A second
    /// does 1 MB.
    Best,
}

impl Effort {
    fn gzip(self) -> Compression {
        match self {
            Self::Quick => Compression::default(),
            Self::Best => Compression::best(),
        }
    }

    fn brotli(self) -> i32 {
        match self {
            Self::Quick => 5,
            Self::Best => 11,
        }
    }
}

/// Bytes of a file as it is, and as web servers send it where that was measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sizes {
    /// Uncompressed.
    pub raw: usize,
    /// Compressed.
    #[serde(flatten)]
    pub compressed: Option<Compressed>,
}

/// Bytes of a file as web servers send it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Compressed {
    /// By gzip.
    pub gzip: usize,
    /// By brotli.
    pub brotli: usize,
}

impl Sizes {
    /// Of so many bytes, not measured.
    pub fn raw(bytes: usize) -> Self {
        Self { raw: bytes, compressed: None }
    }

    /// Measures by compressing; what is empty is not sent.
    pub fn of(bytes: &[u8], effort: Effort) -> Self {
        let (mut gzipped, mut brotlied) = (Counter::default(), Counter::default());
        if !bytes.is_empty() {
            gzip_all(bytes, effort, &mut gzipped);
            brotli(bytes, effort, &mut brotlied);
        }
        let compressed = Compressed { gzip: gzipped.0, brotli: brotlied.0 };
        Self { raw: bytes.len(), compressed: Some(compressed) }
    }
}

/// What was measured of both.
impl std::ops::Add for Sizes {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let compressed = self
            .compressed
            .zip(other.compressed)
            .map(|(a, b)| Compressed { gzip: a.gzip + b.gzip, brotli: a.brotli + b.brotli });
        Self { raw: self.raw + other.raw, compressed }
    }
}

impl std::iter::Sum for Sizes {
    fn sum<I: Iterator<Item = Self>>(sizes: I) -> Self {
        sizes.reduce(|a, b| a + b).unwrap_or_default()
    }
}

/// Counts what is written and keeps nothing.
#[derive(Default)]
struct Counter(usize);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The bytes compressed by gzip.
pub(super) fn gzipped(bytes: &[u8], effort: Effort) -> Vec<u8> {
    let mut out = Vec::new();
    gzip_all(bytes, effort, &mut out);
    out
}

/// The bytes compressed by brotli.
pub(super) fn brotlied(bytes: &[u8], effort: Effort) -> Vec<u8> {
    let mut out = Vec::new();
    brotli(bytes, effort, &mut out);
    out
}

fn gzip_all(bytes: &[u8], effort: Effort, out: &mut impl Write) {
    gzip(effort, out, |out| out(bytes));
}

/// Compresses what `write` hands on piece by piece; gives what that gives. The header names neither
/// a time nor a system, so that equal bytes give equal ones. Neither a counter nor memory refuses
/// what is written, so no step of these can fail.
pub(super) fn gzip<R>(
    effort: Effort,
    out: &mut impl Write,
    write: impl FnOnce(&mut dyn FnMut(&[u8])) -> R,
) -> R {
    let builder = GzBuilder::new().mtime(0).operating_system(255);
    let mut encoder = builder.write(out, effort.gzip());
    let given = write(&mut |bytes| {
        let _ = encoder.write_all(bytes);
    });
    let _ = encoder.finish();
    given
}

fn brotli(mut bytes: &[u8], effort: Effort, out: &mut impl Write) {
    let params = BrotliEncoderParams { quality: effort.brotli(), lgwin: 22, ..Default::default() };
    let _ = brotli::BrotliCompress(&mut bytes, out, &params);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures() {
        for effort in [Effort::Quick, Effort::Best] {
            let sizes = Sizes::of(&b"Findling ".repeat(1000), effort);
            assert_eq!(sizes.raw, 9000);
            let compressed = sizes.compressed.unwrap();
            assert!((10..200).contains(&compressed.gzip), "{sizes:?}");
            assert!((10..200).contains(&compressed.brotli), "{sizes:?}");
            let twice: Sizes = [sizes, sizes].into_iter().sum();
            assert_eq!(twice.raw, 18_000);
            assert_eq!(twice.compressed.unwrap().gzip, 2 * compressed.gzip);
            assert_eq!(twice + Sizes::raw(4), Sizes { raw: 18_004, compressed: None });
        }
    }
}
