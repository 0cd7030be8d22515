//! How many bytes a file is, and how many a visitor loads.

use std::io::Write;

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;

/// Bytes of a file as it is, and as web servers send it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sizes {
    /// Uncompressed.
    pub raw: usize,
    /// Compressed by gzip at level 9.
    pub gzip: usize,
    /// Compressed by brotli at level 11.
    pub brotli: usize,
}

impl Sizes {
    /// Measures by compressing, about a second a megabyte.
    pub fn of(bytes: &[u8]) -> Self {
        Self { raw: bytes.len(), gzip: gzip(bytes), brotli: brotli(bytes) }
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

fn gzip(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Counter::default(), Compression::best());
    // A counter takes everything, so neither step can fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().map_or(0, |counter| counter.0)
}

fn brotli(bytes: &[u8]) -> usize {
    let params = BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
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
        let sizes = Sizes::of(&b"Findling ".repeat(1000));
        assert_eq!(sizes.raw, 9000);
        assert!((10..200).contains(&sizes.gzip), "{sizes:?}");
        assert!((10..200).contains(&sizes.brotli), "{sizes:?}");
        assert_eq!([sizes, sizes].into_iter().sum::<Sizes>().raw, 18_000);
    }
}
