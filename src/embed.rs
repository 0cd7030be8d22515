//! Puts the index into the engine's module.
