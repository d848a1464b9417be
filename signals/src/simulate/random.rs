//! Random counts from a seed, the same on every machine.
//!
//! It does not read entropy from anywhere: who asks brings the seed.

use std::f64::consts::TAU;

use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};

/// One reproducible stream of random numbers.
pub struct Random {
    generator: ChaCha8Rng,
}

impl Random {
    /// Stream number `stream` of a seed; streams do not overlap.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(stream);
        Self { generator }
    }

    /// Number strictly between 0 and 1.
    pub fn uniform(&mut self) -> f64 {
        ((self.generator.next_u64() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.generator.next_u64()
    }

    /// Whole number from 0, below `end`.
    pub fn below(&mut self, end: u32) -> u32 {
        // The product's upper half: even to one part in 2^32 over `end`.
        let product = (self.generator.next_u64() >> 32) * u64::from(end);
        (product >> 32) as u32
    }

    /// Standard normal number.
    ///
    /// - Source: Box & Muller 1958, Annals of Mathematical Statistics 29:610.
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * libm::log(self.uniform())).sqrt();
        radius * libm::cos(TAU * self.uniform())
    }

    /// Poisson count by inversion; a large mean is drawn in parts.
    pub fn poisson(&mut self, mean: f64) -> u32 {
        const LARGEST_PART: f64 = 500.0;
        let (mut count, mut left) = (0_u32, mean.clamp(0.0, 1e9));
        while left > 0.0 {
            let part = left.min(LARGEST_PART);
            left -= part;
            count = count.saturating_add(self.poisson_part(part));
        }
        count
    }

    /// Count with this mean and a variance of `dispersion` times the mean: Poisson at 1, above it
    /// negative binomial, as a Poisson count with a gamma mean.
    pub fn count(&mut self, mean: f64, dispersion: f64) -> u32 {
        if dispersion <= 1.0 {
            return self.poisson(mean);
        }
        let scale = dispersion - 1.0;
        let drawn = scale * self.gamma(mean / scale);
        self.poisson(drawn)
    }

    /// Poisson count of a mean whose exponential does not underflow.
    fn poisson_part(&mut self, mean: f64) -> u32 {
        let mut left = self.uniform();
        let mut probability = libm::exp(-mean);
        let mut count = 0_u32;
        while left > probability && count < 10_000 {
            left -= probability;
            count += 1;
            probability *= mean / f64::from(count);
        }
        count
    }

    /// Gamma number with this shape and scale 1.
    ///
    /// - Source: Marsaglia & Tsang 2000, ACM Transactions on Mathematical Software 26:363.
    fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let power = libm::pow(self.uniform(), shape.recip());
            return self.gamma(shape + 1.0) * power;
        }
        let d = shape - 1.0 / 3.0;
        let c = (9.0 * d).sqrt().recip();
        loop {
            let z = self.normal();
            let v = 1.0 + c * z;
            if v <= 0.0 {
                continue;
            }
            let cube = v * v * v;
            if libm::log(self.uniform()) < 0.5 * z * z + d - d * cube + d * libm::log(cube) {
                return d * cube;
            }
        }
    }
}
