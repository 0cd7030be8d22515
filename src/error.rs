//! The one error type: what was expected, what was found, what to do.

use std::fmt;

/// Result with Findling's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something could not be done: a pointer to [`ErrorKind`], as results that hold all
/// of it took 2 KB of code to hand on.
#[derive(Debug)]
pub struct Error(Box<ErrorKind>);

/// The kinds of errors.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The bytes are no index, or not a whole one.
    Damaged {
        /// What should have been there.
        expected: String,
        /// What was there.
        found: String,
    },
    /// The index was written by a version with another file format.
    Version {
        /// The format version that this program reads.
        expected: u32,
        /// The format version of the index.
        found: u32,
    },
    /// A limit of the file format was exceeded while building.
    Limit {
        /// Which limit, with its unit.
        what: &'static str,
        /// Its value.
        limit: u64,
        /// What was asked for.
        found: u64,
    },
    /// Something with a file or a folder: path, then what happened and what to do.
    #[cfg(feature = "cli")]
    File {
        /// The file or folder.
        path: std::path::PathBuf,
        /// What was expected, what was found, what to do.
        reason: String,
    },
}

impl Error {
    /// Takes arguments of `format_args!`, so that the texts are made in one place: where
    /// each caller made its own, the engine was larger.
    pub(crate) fn damaged(expected: fmt::Arguments<'_>, found: fmt::Arguments<'_>) -> Self {
        let (expected, found) = (expected.to_string(), found.to_string());
        ErrorKind::Damaged { expected, found }.into()
    }

    pub(crate) fn limit(what: &'static str, limit: u64, found: u64) -> Self {
        ErrorKind::Limit { what, limit, found }.into()
    }

    /// An error about a file or folder.
    #[cfg(feature = "cli")]
    pub fn file(path: impl Into<std::path::PathBuf>, reason: impl fmt::Display) -> Self {
        ErrorKind::File { path: path.into(), reason: reason.to_string() }.into()
    }

    /// What kind of error it is, with all that is known of it.
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self(Box::new(kind))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            ErrorKind::Damaged { expected, found } => write!(
                f,
                "the search index is damaged: expected {expected}, found {found}; \
                 load it again, or build it anew with `findling build`"
            ),
            ErrorKind::Version { expected, found } => write!(
                f,
                "the search index has format version {found}, this engine reads version {expected}; \
                 build the index and the engine with the same version of findling"
            ),
            ErrorKind::Limit { what, limit, found } => {
                write!(
                    f,
                    "too much for one index: {what} is limited to {limit}, found {found}; \
                     leave some of it out, or build several indexes"
                )
            }
            #[cfg(feature = "cli")]
            ErrorKind::File { path, reason } => write!(f, "{}: {reason}", path.display()),
        }
    }
}

impl std::error::Error for Error {}
