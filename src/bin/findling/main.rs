//! The `findling` program.

fn main() {}
