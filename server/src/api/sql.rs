//! Questions in SQL, as the API asks and answers them.

pub(crate) mod ask;
pub(crate) mod tables;
