//! The encodings that every section is made of, writer and reader side by side.
//!
//! Numbers are variable-length integers: seven bits a byte, the lowest first,
//! the high bit set on all bytes but the last. Strings are UTF-8 behind their
//! length in bytes. Nothing here trusts what it reads.

use std::fmt::Arguments;

use crate::{Error, Result};

/// Appends `value` as a variable-length integer, 1 to 5 bytes.
pub(crate) fn put_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends `text` behind its length in bytes.
pub(crate) fn put_str(out: &mut Vec<u8>, text: &str) {
    put_varint(out, text.len() as u32);
    out.extend_from_slice(text.as_bytes());
}

/// Reads a section from front to back.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    position: usize,
    section: &'static str,
}

impl<'a> Reader<'a> {
    /// Reads `bytes`; `section` is named in errors.
    pub(crate) fn new(section: &'static str, bytes: &'a [u8]) -> Self {
        Self::at(section, bytes, 0)
    }

    /// Reads `bytes` from `position` on.
    pub(crate) fn at(section: &'static str, bytes: &'a [u8], position: usize) -> Self {
        Self { bytes, position, section }
    }

    /// Bytes read so far, counted from the section's start.
    pub(crate) fn position(&self) -> usize {
        self.position
    }

    pub(crate) fn byte(&mut self) -> Result<u8> {
        let byte = self.bytes.get(self.position).copied().ok_or_else(|| self.cut())?;
        self.position += 1;
        Ok(byte)
    }

    pub(crate) fn varint(&mut self) -> Result<u32> {
        let mut value = 0u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return u32::try_from(value)
                    .map_err(|_| self.bad("a number below 2^32", format_args!("more")));
            }
        }
        Err(self.bad("a number of at most five bytes", format_args!("a longer one")))
    }

    pub(crate) fn str(&mut self) -> Result<&'a str> {
        let length = self.varint()? as usize;
        let end = self.position.checked_add(length).ok_or_else(|| self.cut())?;
        let bytes = self.bytes.get(self.position..end).ok_or_else(|| self.cut())?;
        self.position = end;
        std::str::from_utf8(bytes).map_err(|_| self.bad("UTF-8 text", format_args!("other bytes")))
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.position >= self.bytes.len()
    }

    /// Checks that the section ends here.
    pub(crate) fn end(&self) -> Result<()> {
        match self.bytes.len() - self.position.min(self.bytes.len()) {
            0 => Ok(()),
            rest => Err(self.bad("its end", format_args!("{rest} more bytes"))),
        }
    }

    fn cut(&self) -> Error {
        self.bad("more data", format_args!("its end"))
    }

    fn bad(&self, expected: &str, found: Arguments<'_>) -> Error {
        let (section, at) = (self.section, self.position);
        Error::damaged(format_args!("{expected} at byte {at} of section “{section}”"), found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn varints_have_the_documented_bytes() {
        for (value, bytes) in [
            (0, &[0][..]),
            (127, &[127]),
            (128, &[0x80, 1]),
            (300, &[0xac, 2]),
            (u32::MAX, &[255, 255, 255, 255, 15]),
        ] {
            let mut out = Vec::new();
            put_varint(&mut out, value);
            assert_eq!(out, bytes, "{value}");
        }
    }

    #[test]
    fn bad_bytes_are_errors() {
        for bytes in [&[][..], &[0x80], &[255, 255, 255, 255, 16], &[128, 128, 128, 128, 128, 0]] {
            assert!(Reader::new("test", bytes).varint().is_err(), "{bytes:?}");
        }
        for bytes in [&[2, b'a'][..], &[1, 0xff], &[255, 255, 255, 255, 15]] {
            assert!(Reader::new("test", bytes).str().is_err(), "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn round_trip(values: Vec<u32>, text: String) {
            let mut out = Vec::new();
            values.iter().for_each(|&value| put_varint(&mut out, value));
            put_str(&mut out, &text);
            let mut reader = Reader::new("test", &out);
            for value in values {
                prop_assert_eq!(reader.varint().unwrap(), value);
            }
            prop_assert_eq!(reader.str().unwrap(), text);
            prop_assert!(reader.end().is_ok());
        }
    }
}
