//! Questions in SQL, as the API asks and answers them.

pub(crate) mod ask;

mod as_file;
pub(crate) mod tables;
