//! The node on disk: the only SQL and the only node files.
//!
//! Answers: what is stored, who may write, and what could be known at a vantage. It does not
//! decide what a row means (intake), what is unusual (engines) or who may act (workflows).

#[cfg(test)]
extern crate self as store;

pub mod disk;
pub mod keys;
pub mod lock;
pub mod sealing;

pub mod address;
mod connection;
pub mod ledger;
pub mod node;
mod unfinished;

pub mod append;
pub mod incoming;
pub mod submissions;
pub mod uploads;

pub mod coverage;
mod fact_columns;
pub mod fact_file;
pub mod facts;
pub mod lineage;
pub mod series;
pub mod sql;

pub mod acts;
pub mod audit;
pub mod boundaries;
pub mod doctor;
pub mod drawn;
pub mod erase;
pub mod erasure_requests;
pub mod findings;
pub mod jobs;
pub mod people;
pub mod policies;
pub mod quality;
pub mod reviews;
mod sight;
pub mod verify;

pub mod backup;
pub mod copy_ledger;
pub mod move_ledger;
