//! watchfire.
fn main() {}
