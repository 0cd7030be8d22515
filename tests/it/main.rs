//! Integration tests, one crate.

mod engine;
mod format;
