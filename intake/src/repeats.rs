//! Which keys a file holds already, in a few bytes for each.
//!
//! It keeps no key: only 76 bits of a hash of it, and one number. Among twenty million keys the
//! chance that any two are taken for one is a few in a thousand million.

use ahash::RandomState;

use crate::error::IntakeError;

/// Most keys that are told apart in one file.
pub const MAX_FIGURES: usize = 20_000_000;

/// What is kept of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint {
    shard: usize,
    /// The first of them says where in its shard the search begins.
    rest: [u32; 2],
}

/// Keys, each with a number: the row it stands in, or how often it was met.
#[derive(Debug)]
pub(crate) struct Keys {
    shards: Vec<Shard>,
    len: usize,
    limit: usize,
}

/// One part of the keys, so that growth moves few of them at once.
#[derive(Debug, Default)]
struct Shard {
    /// Two parts of a fingerprint and a number; number 0 is a free slot.
    slots: Vec<[u32; 3]>,
    used: usize,
}

impl Fingerprint {
    /// The fingerprint of a key; the same key has the same one.
    pub fn of(key: &str) -> Self {
        let [first, second] = SEEDS.map(|seed| {
            RandomState::with_seeds(seed, !seed, seed.rotate_left(32), seed >> 1).hash_one(key)
        });
        Self {
            shard: (first % SHARDS as u64) as usize,
            rest: [(second >> 32) as u32, second as u32],
        }
    }
}

impl Default for Keys {
    fn default() -> Self {
        Self::with_limit(MAX_FIGURES)
    }
}

impl Keys {
    fn with_limit(limit: usize) -> Self {
        let shards = std::iter::repeat_with(Shard::default).take(SHARDS).collect();
        Self { shards, len: 0, limit }
    }

    /// Looks at where many keys stand or would stand. It answers nothing: the memory is far away, and
    /// many looks at once cost little more than one; whoever asks for each key next has it near.
    pub fn look_ahead(&self, keys: &[Fingerprint]) {
        let near = |key: &Fingerprint| self.shards[key.shard].first_slot(*key);
        std::hint::black_box(keys.iter().fold(0_u32, |all, key| all ^ near(key)));
    }

    /// The number that a key was added with.
    pub fn row_of(&self, key: Fingerprint) -> Option<u32> {
        self.shards[key.shard].get(key)
    }

    /// Adds a key that is not there, with the row it stands in.
    pub fn add(&mut self, key: Fingerprint, row: u64) -> Result<(), IntakeError> {
        self.make_room()?;
        self.shards[key.shard].insert(key, u32::try_from(row).unwrap_or(u32::MAX).max(1));
        Ok(())
    }

    /// Counts a key: 1 when it was not met before.
    pub fn count(&mut self, key: Fingerprint) -> Result<u32, IntakeError> {
        if let Some(count) = self.shards[key.shard].get_mut(key) {
            *count = count.saturating_add(1);
            return Ok(*count);
        }
        self.make_room()?;
        self.shards[key.shard].insert(key, 1);
        Ok(1)
    }

    fn make_room(&mut self) -> Result<(), IntakeError> {
        if self.len == self.limit {
            return Err(IntakeError::TooManyFigures { limit: self.limit });
        }
        self.len += 1;
        Ok(())
    }
}

impl Shard {
    fn get(&self, key: Fingerprint) -> Option<u32> {
        let slot = self.slots.get(self.find(key)?)?;
        (slot[2] != 0).then_some(slot[2])
    }

    fn first_slot(&self, key: Fingerprint) -> u32 {
        self.start(key.rest[0]).map_or(0, |at| self.slots[at][0])
    }

    fn get_mut(&mut self, key: Fingerprint) -> Option<&mut u32> {
        let at = self.find(key)?;
        Some(&mut self.slots[at][2]).filter(|number| **number != 0)
    }

    /// The slot of a key, or the free one where it would stand; `None` while there are no slots.
    fn find(&self, key: Fingerprint) -> Option<usize> {
        let mut at = self.start(key.rest[0])?;
        loop {
            let slot = &self.slots[at];
            if slot[2] == 0 || slot[..2] == key.rest {
                return Some(at);
            }
            at = if at + 1 == self.slots.len() { 0 } else { at + 1 };
        }
    }

    fn start(&self, start: u32) -> Option<usize> {
        let slots = self.slots.len() as u64;
        (slots > 0).then(|| ((u64::from(start) * slots) >> 32) as usize)
    }

    fn insert(&mut self, key: Fingerprint, number: u32) {
        // A fifth stays free, so that a search is short; growth is small, so that little is idle.
        if (self.used + 1) * 5 > self.slots.len() * 4 {
            self.grow();
        }
        if let Some(at) = self.find(key) {
            self.slots[at] = [key.rest[0], key.rest[1], number];
            self.used += 1;
        }
    }

    fn grow(&mut self) {
        let wanted = self.slots.len() + (self.slots.len() / 4).max(32);
        let old = std::mem::replace(&mut self.slots, vec![[0; 3]; wanted]);
        for slot in old.into_iter().filter(|slot| slot[2] != 0) {
            self.put_back(slot);
        }
    }

    fn put_back(&mut self, slot: [u32; 3]) {
        let Some(mut at) = self.start(slot[0]) else { return };
        while self.slots[at][2] != 0 {
            at = if at + 1 == self.slots.len() { 0 } else { at + 1 };
        }
        self.slots[at] = slot;
    }
}

/// Two hashes with nothing in common: digits of e and of pi.
const SEEDS: [u64; 2] = [0xB7E1_5162_8AED_2A6A, 0x2437_3F6A_8885_A308];

/// Parts of the keys.
const SHARDS: usize = 4_096;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_is_found_again_with_its_row_and_no_other_is() {
        let mut keys = Keys::default();
        for row in 1..=50_000 {
            let key = Fingerprint::of(&format!("source|{row}"));
            assert_eq!(keys.row_of(key), None, "{row}");
            keys.add(key, row).unwrap();
        }
        for row in 1..=50_000 {
            let key = Fingerprint::of(&format!("source|{row}"));
            assert_eq!(keys.row_of(key), Some(row), "{row}");
        }
        let slots: usize = keys.shards.iter().map(|shard| shard.slots.capacity()).sum();
        assert!(slots < 50_000 * 2 + SHARDS * 32, "{slots} slots");
    }

    #[test]
    fn repeats_are_counted() {
        let mut keys = Keys::default();
        for round in 1..=3 {
            for key in 0..1_000 {
                assert_eq!(keys.count(Fingerprint::of(&key.to_string())).unwrap(), round);
            }
        }
    }

    #[test]
    fn the_limit_says_what_to_do() {
        let mut keys = Keys::with_limit(2);
        keys.add(Fingerprint::of("a"), 1).unwrap();
        assert_eq!(keys.count(Fingerprint::of("b")), Ok(1));
        assert_eq!(keys.count(Fingerprint::of("b")), Ok(2));
        let error = keys.count(Fingerprint::of("c")).unwrap_err().to_string();
        assert!(error.contains("more than 2 figures") && error.contains("split it"), "{error}");
    }
}
