//! `watchfire serve`

use std::path::Path;

use crate::failure::Failure;

/// Serves the API.
pub async fn run(_directory: &Path, _port: u16) -> Result<(), Failure> {
    Err(Failure::other("not built yet"))
}
