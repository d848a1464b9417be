//! The program as a person uses it: typed commands, real files, exit statuses.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod audit;
mod backtest;
mod bad_input;
mod boundaries;
mod cases;
mod copies;
mod crash;
mod guess;
mod keeping;
mod method;
mod node;
mod parts;
mod people;
mod picture;
mod prices;
mod quality;
mod readme;
mod real_quality;
mod real_sets;
mod retention;
mod robust;
mod shares;
mod simulate;
mod sql;
mod substances;
mod verdicts;
mod whole_way;
