//! Repeatable random counts for tests.

/// `SplitMix64`.
pub struct Random {
    state: u64,
}

impl Random {
    pub fn seeded(seed: u64) -> Self {
        Self { state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Whole number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// Number between 0 and 1, neither included.
    pub fn uniform(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// Standard normal number, by Box and Muller.
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.uniform().ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// Poisson count by inversion.
    pub fn poisson(&mut self, mean: f64) -> u32 {
        let mut left = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let mut probability = (-mean).exp();
        let mut count = 0;
        while left > probability && count < 10_000 {
            left -= probability;
            count += 1;
            probability *= mean / f64::from(count);
        }
        count
    }
}

/// Weekly Poisson counts with a yearly wave.
pub fn seasonal_counts(random: &mut Random, weeks: u32, mean: f64) -> Vec<Option<u32>> {
    let wave = |week: u32| (0.5 * (f64::from(week) * std::f64::consts::TAU / 52.0).cos()).exp();
    (0..weeks).map(|week| Some(random.poisson(mean * wave(week)))).collect()
}
