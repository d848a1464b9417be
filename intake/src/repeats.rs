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
///
/// - Shape: slots in the order of their keys, each at its home or behind it, where the home rises with
///   the key; a search ends at the first key that is larger.
/// - Source: Amble, Knuth 1974, "Ordered hash tables", doi:10.1093/comjnl/17.2.135.
#[derive(Debug, Default)]
struct Shard {
    /// Two parts of a fingerprint and a number; number 0 is a free slot.
    slots: Vec<[u32; 3]>,
    /// How many of them, from the first, are the home of a key.
    homes: usize,
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
        let shard = &self.shards[key.shard];
        shard.find(key).ok().map(|at| shard.slots[at][2])
    }

    /// Adds a key with the row it stands in; says in which one it stood before, if it did.
    pub fn add(&mut self, key: Fingerprint, row: u64) -> Result<Option<u32>, IntakeError> {
        let number = u32::try_from(row).unwrap_or(u32::MAX).max(1);
        let before = self.entry(key)?;
        let met = (*before != 0).then_some(*before);
        *before = met.unwrap_or(number);
        Ok(met)
    }

    /// Counts a key: 1 when it was not met before.
    pub fn count(&mut self, key: Fingerprint) -> Result<u32, IntakeError> {
        let count = self.entry(key)?;
        *count = count.saturating_add(1);
        Ok(*count)
    }

    /// The number of a key, 0 where it was not met before; the caller sets another.
    fn entry(&mut self, key: Fingerprint) -> Result<&mut u32, IntakeError> {
        let shard = &mut self.shards[key.shard];
        let at = match shard.find(key) {
            Ok(at) => at,
            Err(_) if self.len == self.limit => {
                return Err(IntakeError::TooManyFigures { limit: self.limit });
            }
            Err(at) => {
                self.len += 1;
                shard.insert(at, key)
            }
        };
        Ok(&mut shard.slots[at][2])
    }
}

impl Shard {
    fn first_slot(&self, key: Fingerprint) -> u32 {
        self.slots.get(self.home(key.rest[0])).map_or(0, |slot| slot[0])
    }

    /// The slot of a key, or the one where it belongs.
    fn find(&self, key: Fingerprint) -> Result<usize, usize> {
        let mut at = self.home(key.rest[0]);
        while let Some([first, second, number]) = self.slots.get(at) {
            if *number == 0 || [*first, *second] > key.rest {
                return Err(at);
            }
            if [*first, *second] == key.rest {
                return Ok(at);
            }
            at += 1;
        }
        Err(at)
    }

    fn home(&self, first: u32) -> usize {
        ((u64::from(first) * self.homes as u64) >> 32) as usize
    }

    /// Puts a key where it belongs, and says where that is now; its number stays to be set.
    fn insert(&mut self, at: usize, key: Fingerprint) -> usize {
        // A fifth stays free, so that a search is short; growth is small, so that little is idle.
        let mut at = at;
        if (self.used + 1) * 5 > self.homes * 4 {
            self.grow();
            at = self.find(key).unwrap_or_else(|at| at);
        }
        self.used += 1;
        let free = self.slots[at..].iter().position(|slot| slot[2] == 0);
        let free = free.map_or(self.slots.len(), |free| at + free);
        if free == self.slots.len() {
            self.slots.push([0; 3]);
        }
        self.slots.copy_within(at..free, at + 1);
        self.slots[at] = [key.rest[0], key.rest[1], 0];
        at
    }

    fn grow(&mut self) {
        self.homes += (self.homes / 4).max(32);
        let room = Vec::with_capacity(self.homes + SPARE);
        let old = std::mem::replace(&mut self.slots, room);
        self.slots.resize(self.homes, [0; 3]);
        let mut next = 0;
        for slot in old.into_iter().filter(|slot| slot[2] != 0) {
            let at = self.home(slot[0]).max(next);
            if at >= self.slots.len() {
                self.slots.push(slot);
            } else {
                self.slots[at] = slot;
            }
            next = at + 1;
        }
    }
}

/// Slots behind the last home that a shard has room for before it must move.
const SPARE: usize = 8;

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
        for row in 1..=50_000_u64 {
            let key = Fingerprint::of(&format!("source|{row}"));
            assert_eq!(keys.row_of(key), None, "{row}");
            assert_eq!(keys.add(key, row), Ok(None));
            assert_eq!(keys.add(key, row + 1), Ok(Some(row as u32)));
        }
        for row in 1..=50_000_u64 {
            let key = Fingerprint::of(&format!("source|{row}"));
            assert_eq!(keys.row_of(key), Some(row as u32), "{row}");
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
