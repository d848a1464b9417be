//! How long what came in is kept, as the API writes it.

pub(crate) mod erase;
pub(crate) mod keep;
pub(crate) mod list;
