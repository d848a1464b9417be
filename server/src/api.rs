//! The actions of the API, one file each, by what they are about.

pub(crate) mod document;
pub(crate) mod health;
pub(crate) mod jobs;
pub(crate) mod runs;
pub(crate) mod series;
pub(crate) mod signals;
pub(crate) mod sql;
pub(crate) mod submissions;
pub(crate) mod vocabulary;
