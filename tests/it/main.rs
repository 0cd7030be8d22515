//! What the parts do together: files in, bundles and answers out.

#[cfg(feature = "cli")]
mod cli;
mod engine;
#[cfg(feature = "cli")]
mod export;
mod filters;
mod forged;
mod format;
mod german;
#[cfg(feature = "cli")]
mod ingest;
#[cfg(feature = "cli")]
mod odd;
mod scripts;
mod shards;
#[cfg(feature = "cli")]
mod sources;
mod synonyms;
