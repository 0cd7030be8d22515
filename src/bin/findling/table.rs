//! Tables of byte counts: `build` and `inspect` print them.

use std::io::{self, Write};

use findling::bundle::{Compressed, Effort, Sizes};
use rayon::prelude::*;
use serde::Serialize;

use crate::terminal::{BOLD, count, grouped};

/// A line of a table.
#[derive(Serialize)]
pub(crate) struct Row {
    pub name: String,
    #[serde(flatten)]
    pub sizes: Sizes,
}

impl Row {
    /// Measures in parallel, since compressing takes its time.
    pub(crate) fn measure<B: AsRef<[u8]> + Sync>(parts: &[(&str, B)]) -> Vec<Self> {
        let row = |(name, bytes): &(&str, B)| Self {
            name: (*name).to_owned(),
            sizes: Sizes::of(bytes.as_ref(), Effort::Best),
        };
        parts.par_iter().map(row).collect()
    }

    /// Adds the bytes of another row.
    pub(crate) fn add(&mut self, other: Self) {
        self.sizes = self.sizes + other.sizes;
    }

    /// The sum of rows.
    pub(crate) fn sum(name: &str, rows: &[Self]) -> Self {
        Self { name: name.to_owned(), sizes: rows.iter().map(|row| row.sizes).sum() }
    }
}

/// One row for all files of a folder.
pub(crate) fn by_folder(rows: Vec<Row>) -> Vec<Row> {
    let mut folders: Vec<(Row, usize)> = Vec::new();
    for mut row in rows {
        if let Some((folder, _)) = row.name.split_once('/') {
            row.name = format!("{folder}/");
        }
        match folders.iter_mut().find(|(known, _)| known.name == row.name) {
            Some((known, files)) => {
                known.add(row);
                *files += 1;
            }
            None => folders.push((row, 1)),
        }
    }
    let named = |(mut row, files): (Row, usize)| {
        if row.name.ends_with('/') {
            row.name += &format!(" ({})", count(files, "file"));
        }
        row
    };
    folders.into_iter().map(named).collect()
}

/// Writes a table with a title over its names.
pub(crate) fn write<'r>(
    out: &mut impl Write,
    title: &str,
    rows: impl IntoIterator<Item = &'r Row>,
) -> io::Result<()> {
    writeln!(out, "{BOLD}{title:<40} {:>12} {:>12} {:>12}{BOLD:#}", "bytes", "gzip", "brotli")?;
    for Row { name, sizes } in rows {
        write!(out, "{name:<40} {:>12}", grouped(sizes.raw))?;
        if let Some(Compressed { gzip, brotli }) = sizes.compressed {
            write!(out, " {:>12} {:>12}", grouped(gzip), grouped(brotli))?;
        }
        writeln!(out)?;
    }
    Ok(())
}
