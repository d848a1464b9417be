//! The actions of the API, one file each, by what they are about.

pub(crate) mod account;
pub(crate) mod audit;
mod author;
pub(crate) mod backtests;
pub(crate) mod boundaries;
pub(crate) mod coverage;
pub(crate) mod document;
pub(crate) mod health;
pub(crate) mod jobs;
pub(crate) mod openings;
pub(crate) mod people;
pub(crate) mod policies;
pub(crate) mod prices;
pub(crate) mod proposals;
pub(crate) mod quality;
pub(crate) mod readings;
pub(crate) mod retention;
pub(crate) mod runs;
pub(crate) mod schedule;
pub(crate) mod series;
pub(crate) mod session;
pub(crate) mod signals;
pub(crate) mod sql;
pub(crate) mod submissions;
pub(crate) mod tokens;
pub(crate) mod upkeep;
pub(crate) mod vocabulary;
