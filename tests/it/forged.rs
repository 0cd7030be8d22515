//! Indexes that were altered on purpose: all of their checksums are right.

use findling::format::SectionId;

/// Bytes before the first entry of the header, and of each entry.
const PREFIX: usize = 16;
const ENTRY: usize = 12;

/// The index `whole` with other bytes in one section from a place in it on.
pub(crate) fn forged(whole: &[u8], section: SectionId, at: usize, bytes: &[u8]) -> Vec<u8> {
    let field =
        |at: usize| u32::from_le_bytes(whole[at..at + 4].try_into().expect("four bytes")) as usize;
    let count = SectionId::ALL.len();
    let (mut header, mut sections) = (whole[..PREFIX].to_vec(), Vec::new());
    for (id, entry) in SectionId::ALL.iter().zip((PREFIX..).step_by(ENTRY)) {
        let (offset, length) = (field(entry), field(entry + 4));
        let mut content = whole[offset..offset + length].to_vec();
        if *id == section {
            content.truncate(at);
            content.extend(bytes);
        }
        let offset = PREFIX + ENTRY * count + 4 + sections.len();
        for number in [offset as u32, content.len() as u32, adler2::adler32_slice(&content)] {
            header.extend(number.to_le_bytes());
        }
        sections.extend(content);
    }
    header.extend(adler2::adler32_slice(&header).to_le_bytes());
    header.extend(sections);
    header
}
