//! What the product does, one file each: the only place where engines meet the store.
//!
//! Answers: how a file becomes facts, how facts become signals, and how each is looked at again. It
//! reads no clock and draws no random bits: both are handed in.

pub mod access;
mod act;
pub mod guess;
pub mod ingest;
pub mod make_node;
pub mod people;
pub mod reading;
pub mod reason;
pub mod recognise;
pub mod rejected;
pub mod withdraw;

pub mod hierarchy;
pub mod number;
pub mod sentence;
pub mod series;

pub mod assess_series;
pub mod audit_report;
pub mod backtest;
pub mod boundaries;
pub mod breakdown;
pub mod comment;
pub mod contradictions;
pub mod coverage;
pub mod detect;
pub mod drawn;
pub mod erasure;
pub mod evidence;
pub mod left_out;
pub mod lineage;
pub mod marking;
pub mod picture;
pub mod plain_names;
pub mod prices;
pub mod quality;
pub mod reporting;
pub mod retention;
pub mod sight;
pub mod signal_picture;
pub mod signal_view;
pub mod verdict;
pub mod watch;

pub mod evaluate;
pub mod run_method;
pub mod simulate;
