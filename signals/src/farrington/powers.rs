//! Powers of the factor by which a mean grows from one period to the next.
//!
//! It does not know levels: a mean is its level's factor times one of these.

use super::baseline::{Baseline, LONGEST_RUN};
use crate::vectors::exponentials_of;

/// Powers of the factor by which the mean grows in one step.
#[derive(Debug)]
pub(super) struct Powers {
    /// To the power of 0 to [`FINE`] less 1.
    pub fine: [f64; FINE],
    /// To the power of each multiple of [`FINE`].
    coarse: Vec<f64>,
    /// Log of the factor and the steps the tables reach to.
    set_for: Option<(u64, usize)>,
    /// Sums of the powers of the steps in each shape, times 1, the steps and their square.
    pub shapes: Vec<[f64; 3]>,
}

impl Default for Powers {
    fn default() -> Self {
        Self { fine: [1.0; FINE], coarse: Vec::new(), set_for: None, shapes: Vec::new() }
    }
}

impl Powers {
    /// For the factor whose log is `slope`.
    pub(super) fn set(&mut self, slope: f64, baseline: &Baseline) {
        let most = baseline.runs.last().map_or(0, |run| run.steps + LONGEST_RUN);
        if self.set_for == Some((slope.to_bits(), most)) {
            return;
        }
        self.set_for = Some((slope.to_bits(), most));
        self.coarse.clear();
        // The factor itself comes last, to be computed beside the others.
        self.coarse.extend((0..=most / FINE).map(|stretch| slope * (stretch * FINE) as f64));
        self.coarse.push(slope);
        exponentials_of(&mut self.coarse);
        let factor = self.coarse.pop().unwrap_or(1.0);
        self.fine[1] = factor;
        for half in 1..FINE / 2 {
            let square = self.fine[half] * self.fine[half];
            self.fine[2 * half] = square;
            self.fine[2 * half + 1] = square * factor;
        }
    }

    /// For the shapes of the groups, with the factor as it was set.
    pub(super) fn set_shapes(&mut self, baseline: &Baseline) {
        let mut in_run = [[0.0; 3]; LONGEST_RUN + 1];
        for length in 0..LONGEST_RUN {
            let (power, index) = (self.fine[length], length as f64);
            let [one, first, second] = in_run[length];
            in_run[length + 1] =
                [one + power, first + power * index, second + power * index * index];
        }
        self.shapes.clear();
        for shape in &baseline.shapes {
            let (mut one, mut first, mut second) = (0.0, 0.0, 0.0);
            for steps in &shape.steps[..shape.runs] {
                let (power, steps) = (self.at(*steps), *steps as f64);
                one += power;
                first += power * steps;
                second += power * steps * steps;
            }
            let [in_one, in_first, in_second] = in_run[shape.length];
            self.shapes.push([
                one * in_one,
                first * in_one + one * in_first,
                second * in_one + 2.0 * first * in_first + one * in_second,
            ]);
        }
    }

    /// To the power of so many steps.
    pub(super) fn at(&self, steps: usize) -> f64 {
        self.coarse[steps / FINE] * self.fine[steps % FINE]
    }
}

const FINE: usize = 64;
