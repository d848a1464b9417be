//! What travels and what proves it: signed envelopes, the ledger's tree, and the chain of the audit.
//!
//! Answers: which bytes are signed, whether a signature holds, and what a list of entries comes to.
//! It does not read, store or send anything, and draws no random bits.

pub mod chain;
pub mod envelope;
mod header_json;
pub mod tree;
