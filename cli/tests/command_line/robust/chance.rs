//! Random choices that can be made again: each test prints its seed, `WATCHFIRE_SEED` gives it back.

/// A stream of random numbers from one seed.
///
/// - Source: Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators"
///   (`SplitMix64`), DOI 10.1145/2660193.2660195.
pub struct Chance(u64);

impl Chance {
    /// The stream of a seed.
    pub fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).unwrap()
    }

    /// Brings into any order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            items.swap(end, self.below(end + 1));
        }
    }

    /// One of several.
    pub fn one_of<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// The seed of this run: one that never changes, unless another is given.
pub fn seed() -> u64 {
    let given = std::env::var("WATCHFIRE_SEED").ok();
    let seed = given.map_or(20_261_122, |seed| seed.parse().expect("WATCHFIRE_SEED is a number"));
    eprintln!("seed {seed}");
    seed
}
