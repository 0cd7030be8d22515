//! How many bytes a file is, and how many a visitor loads.

use std::io::Write;

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;

/// How hard to compress for a measurement.
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

/// Bytes of a file as it is, and as web servers send it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sizes {
    /// Uncompressed.
    pub raw: usize,
    /// Compressed by gzip.
    pub gzip: usize,
    /// Compressed by brotli.
    pub brotli: usize,
}

impl Sizes {
    /// Measures by compressing.
    pub fn of(bytes: &[u8], effort: Effort) -> Self {
        let (gzip, brotli) = (gzip(bytes, effort.gzip()), brotli(bytes, effort.brotli()));
        Self { raw: bytes.len(), gzip, brotli }
    }
}

impl std::iter::Sum for Sizes {
    fn sum<I: Iterator<Item = Self>>(sizes: I) -> Self {
        sizes.fold(Self::default(), |a, b| Self {
            raw: a.raw + b.raw,
            gzip: a.gzip + b.gzip,
            brotli: a.brotli + b.brotli,
        })
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

fn gzip(bytes: &[u8], level: Compression) -> usize {
    let mut encoder = GzEncoder::new(Counter::default(), level);
    // A counter takes everything, so neither step can fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().map_or(0, |counter| counter.0)
}

fn brotli(bytes: &[u8], quality: i32) -> usize {
    let params = BrotliEncoderParams { quality, lgwin: 22, ..Default::default() };
    let mut counter = Counter::default();
    let mut bytes = bytes;
    let _ = brotli::BrotliCompress(&mut bytes, &mut counter, &params);
    counter.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures() {
        for effort in [Effort::Quick, Effort::Best] {
            let sizes = Sizes::of(&b"Findling ".repeat(1000), effort);
            assert_eq!(sizes.raw, 9000);
            assert!((10..200).contains(&sizes.gzip), "{sizes:?}");
            assert!((10..200).contains(&sizes.brotli), "{sizes:?}");
            assert_eq!([sizes, sizes].into_iter().sum::<Sizes>().raw, 18_000);
        }
    }
}
