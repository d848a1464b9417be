//! Outlines of places for the maps, as somebody loaded them with `watchfire boundaries add`.

pub(crate) mod list;
pub(crate) mod show;

use store::boundaries::BoundaryError;
use store::disk::DiskError;

use crate::problem::Problem;

impl From<BoundaryError> for Problem {
    fn from(error: BoundaryError) -> Self {
        match error {
            BoundaryError::Disk(error) => Self::disk(&error),
            error @ BoundaryError::Damaged(_) => Self::internal(&error),
        }
    }
}

impl From<DiskError> for Problem {
    fn from(error: DiskError) -> Self {
        Self::disk(&error)
    }
}
