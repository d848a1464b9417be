//! The ledger on both of its engines.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod fixture;
mod scratch;

mod people;
mod servers;
mod writers;
