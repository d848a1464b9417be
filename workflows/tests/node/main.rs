//! A node as a whole, on both engines of its ledger.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod fixture;
#[path = "../../../store/tests/ledger/scratch.rs"]
mod scratch;

mod contradictions;
mod engines;
mod erasing;
mod moving;
mod proving;
mod repeats;
mod vintages;
mod watched;
