//! Text → tokens → terms.
