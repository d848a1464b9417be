//! What travels and what proves it: signed envelopes and the ledger's tree.
//!
//! Answers: which bytes are signed, whether a signature holds, and which root a list of entries has.
//! It does not read, store or send anything, and draws no random bits.

pub mod envelope;
mod header_json;
pub mod tree;
