//! The field's nouns and their rules.
//!
//! Answers: what a substance, a place, a period, an indicator, a marking, a submission, a fact, a
//! finding, a fault of the data and an entry of the audit are. It does not read files, ask the clock or
//! serialise: adapters do.

pub mod currency;
pub mod deal;
pub mod period;
pub mod quantity;

pub mod indicator;
pub mod place;
pub mod substance;

mod words;

pub mod audit;
pub mod handling;
pub mod people;

pub mod fact;
pub mod submission;

pub mod comment;
pub mod finding;
pub mod quality;
pub mod verdict;
pub mod weighing;
