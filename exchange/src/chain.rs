//! A chain of entries: each link holds the one before it, and a signature holds each link.
//!
//! Answers: which link an entry makes after another, how far it had come at a point of a log, and whether a node
//! signed either. It does not know what the entries say.

use ed25519_dalek::{Signature, Signer as _, VerifyingKey};
use sha2::{Digest as _, Sha256};
use vocabulary::submission::Digest;

use crate::envelope::NodeKey;
use crate::tree::leaf_hash;

/// The end of a chain: everything up to here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Number of its entry, from 1; 0 before the first.
    pub number: u64,
    /// What all entries up to it come to.
    pub hash: Digest,
}

impl Link {
    /// What the first entry of a node's chain follows.
    pub fn before_first(node: &[u8; 32]) -> Self {
        let hash = Sha256::new().chain_update(DOMAIN).chain_update(node).finalize();
        Self { number: 0, hash: Digest(hash.into()) }
    }

    /// The link that an entry makes after this one.
    ///
    /// - Source: as the inner nodes of RFC 6962, section 2.1, with 0x02 in front: no link is a leaf or a node of a
    ///   tree.
    #[must_use]
    pub fn then(&self, entry: &[u8]) -> Self {
        let number = self.number + 1;
        let hash = Sha256::new()
            .chain_update([2])
            .chain_update(self.hash.0)
            .chain_update(number.to_be_bytes())
            .chain_update(leaf_hash(entry).0)
            .finalize();
        Self { number, hash: Digest(hash.into()) }
    }

    /// Signs it.
    pub fn sign(&self, key: &NodeKey) -> [u8; 64] {
        key.0.sign(&self.message()).to_bytes()
    }

    /// Whether the holder of a key signed it.
    pub fn is_signed(&self, signature: &[u8], public_key: &[u8; 32]) -> bool {
        is_signed(&self.message(), signature, public_key)
    }

    /// What is signed: a signature made for another use cannot be shown for it.
    fn message(&self) -> Vec<u8> {
        [DOMAIN, &self.number.to_be_bytes(), &self.hash.0].concat()
    }
}

/// How far a chain had come when a log ended there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Entries of the log where the first anchor was made.
    pub since: u64,
    /// Entries of the log.
    pub position: u64,
    /// Root over them.
    pub root: Digest,
    /// The end of the chain.
    pub link: Link,
}

impl Anchor {
    /// Signs it.
    pub fn sign(&self, key: &NodeKey) -> [u8; 64] {
        key.0.sign(&self.message()).to_bytes()
    }

    /// Whether the holder of a key signed it.
    pub fn is_signed(&self, signature: &[u8], public_key: &[u8; 32]) -> bool {
        is_signed(&self.message(), signature, public_key)
    }

    fn message(&self) -> Vec<u8> {
        let [since, position, number] =
            [self.since, self.position, self.link.number].map(u64::to_be_bytes);
        [ANCHOR_DOMAIN, &since, &position, &self.root.0, &number, &self.link.hash.0].concat()
    }
}

fn is_signed(message: &[u8], signature: &[u8], public_key: &[u8; 32]) -> bool {
    let Ok(key) = VerifyingKey::from_bytes(public_key) else { return false };
    let Ok(signature) = Signature::from_slice(signature) else { return false };
    key.verify_strict(message, &signature).is_ok()
}

const DOMAIN: &[u8] = b"watchfire audit link v1";
const ANCHOR_DOMAIN: &[u8] = b"watchfire audit anchor v1";

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(entries: &[&[u8]]) -> Link {
        entries.iter().fold(Link::before_first(&[7; 32]), |link, entry| link.then(entry))
    }

    #[test]
    fn what_came_before_and_in_which_order_is_in_every_link() {
        let link = chain(&[b"a", b"b", b"c"]);
        assert_eq!(link.number, 3);
        assert_eq!(link, chain(&[b"a", b"b", b"c"]));
        for other in [&[b"a", b"c", b"b"], &[b"b", b"b", b"c"], &[b"a", b"b", b"d"]] {
            let other: Vec<&[u8]> = other.iter().map(|entry| entry.as_slice()).collect();
            assert_ne!(link.hash, chain(&other).hash);
        }
        assert_ne!(Link::before_first(&[7; 32]).hash, Link::before_first(&[8; 32]).hash);
    }

    #[test]
    fn a_signature_is_good_for_one_link_of_one_node() {
        let (own, other) = (NodeKey::from_secret(&[1; 32]), NodeKey::from_secret(&[2; 32]));
        let link = chain(&[b"a"]);
        let signature = link.sign(&own);
        assert!(link.is_signed(&signature, &own.public()));
        assert!(!link.is_signed(&signature, &other.public()));
        assert!(!link.then(b"b").is_signed(&signature, &own.public()));
        assert!(!Link { number: 2, ..link }.is_signed(&signature, &own.public()));
        assert!(!link.is_signed(&signature[..63], &own.public()));
    }
}
