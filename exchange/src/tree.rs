//! The ledger's tree, in the shape of RFC 6962.
//!
//! Answers: which hash an entry has, and which root all entries up to a position have. Proofs of
//! inclusion and consistency come with exchange between nodes.

use sha2::{Digest as _, Sha256};
use vocabulary::submission::Digest;

/// Hash of one entry.
///
/// - Source: RFC 6962, section 2.1: SHA-256 of 0x00 and the entry.
pub fn leaf_hash(entry: &[u8]) -> Digest {
    Digest(Sha256::new().chain_update([0]).chain_update(entry).finalize().into())
}

/// The roots of the complete subtrees of a growing tree: all that is needed to append.
///
/// - Shape: one hash for each bit set in the number of entries, largest subtree first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    entries: u64,
    subtrees: Vec<Digest>,
}

impl Frontier {
    /// Takes up a frontier that was stored; `None` when the parts do not fit together.
    pub fn resume(entries: u64, bytes: &[u8]) -> Option<Self> {
        let (chunks, rest) = bytes.as_chunks::<32>();
        let fits = rest.is_empty() && chunks.len() == entries.count_ones() as usize;
        fits.then(|| Self {
            entries,
            subtrees: chunks.iter().map(|chunk| Digest(*chunk)).collect(),
        })
    }

    /// The subtree hashes one after the other, to be stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.subtrees.iter().flat_map(|subtree| subtree.0).collect()
    }

    /// Number of entries.
    pub const fn entries(&self) -> u64 {
        self.entries
    }

    /// Adds an entry's hash.
    ///
    /// - Cost: logarithmic in the number of entries, constant on average.
    pub fn append(&mut self, leaf: Digest) {
        let mut subtree = leaf;
        let mut remaining = self.entries;
        while remaining & 1 == 1 {
            let left = self.subtrees.pop().expect("one subtree for each bit set");
            subtree = node_hash(&left, &subtree);
            remaining >>= 1;
        }
        self.subtrees.push(subtree);
        self.entries += 1;
    }

    /// Root over all entries.
    ///
    /// - Source: RFC 6962, section 2.1; of no entries, SHA-256 of nothing.
    pub fn root(&self) -> Digest {
        let mut subtrees = self.subtrees.iter().rev();
        let Some(last) = subtrees.next() else { return Digest(Sha256::digest([]).into()) };
        subtrees.fold(*last, |right, left| node_hash(left, &right))
    }
}

fn node_hash(left: &Digest, right: &Digest) -> Digest {
    Digest(
        Sha256::new()
            .chain_update([1])
            .chain_update(left.0)
            .chain_update(right.0)
            .finalize()
            .into(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition, straight from section 2.1.
    fn root_by_definition(leaves: &[Digest]) -> Digest {
        match leaves {
            [] => Digest(Sha256::digest([]).into()),
            [leaf] => *leaf,
            _ => {
                let split = leaves.len().next_power_of_two() / 2;
                let (left, right) = leaves.split_at(split);
                node_hash(&root_by_definition(left), &root_by_definition(right))
            }
        }
    }

    #[test]
    fn roots_agree_with_the_definition_and_survive_storing() {
        let leaves: Vec<Digest> = (0..67_u32).map(|i| leaf_hash(&i.to_be_bytes())).collect();
        let mut frontier = Frontier::default();
        assert_eq!(frontier.root(), root_by_definition(&[]));
        for (i, leaf) in leaves.iter().enumerate() {
            frontier.append(*leaf);
            assert_eq!(frontier.root(), root_by_definition(&leaves[..=i]), "{} entries", i + 1);
            frontier = Frontier::resume(frontier.entries(), &frontier.to_bytes()).unwrap();
        }
    }

    #[test]
    fn known_values_of_the_certificate_transparency_test_tree() {
        // The eight inputs of the reference implementation's test tree, in order.
        let inputs: [&[u8]; 3] = [b"", b"\x00", b"\x10"];
        let mut frontier = Frontier::default();
        for input in inputs {
            frontier.append(leaf_hash(input));
        }
        assert_eq!(
            frontier.root().to_string(),
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
        );
    }

    #[test]
    fn a_stored_frontier_that_does_not_fit_is_refused() {
        assert_eq!(Frontier::resume(3, &[0; 32]), None);
        assert_eq!(Frontier::resume(1, &[0; 31]), None);
    }
}
