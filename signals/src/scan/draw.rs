//! Cases spread at random over cells, in proportion to what is expected of each.

use crate::simulate::random::Random;

/// Draws cells by their weights, each in the same time.
///
/// - Source: Walker 1977, ACM Transactions on Mathematical Software 3:253, doi:10.1145/355744.355749;
///   tables as Vose 1991, IEEE Transactions on Software Engineering 17:972.
#[derive(Debug, Clone)]
pub(super) struct Cells {
    /// For each cell the share, in 2^32, of the draws that stay there, and where the rest go.
    kept: Vec<(u32, u32)>,
}

impl Cells {
    /// At least one of the weights must be above 0.
    pub fn new(weights: &[f64]) -> Self {
        let mean = weights.iter().sum::<f64>() / weights.len() as f64;
        let mut shares: Vec<f64> = weights.iter().map(|weight| weight / mean).collect();
        let mut kept: Vec<(u32, u32)> =
            (0..weights.len() as u32).map(|cell| (u32::MAX, cell)).collect();
        let (mut small, mut large): (Vec<usize>, Vec<usize>) =
            (0..weights.len()).partition(|cell| shares[*cell] < 1.0);
        while let (Some(poor), Some(rich)) = (small.pop(), large.pop()) {
            kept[poor] = ((shares[poor] * 4_294_967_296.0) as u32, rich as u32);
            shares[rich] -= 1.0 - shares[poor];
            if shares[rich] < 1.0 { small.push(rich) } else { large.push(rich) }
        }
        // Rounding can leave a cell of weight 0 over; it must not be drawn.
        let heaviest =
            (0..weights.len()).max_by(|one, other| weights[*one].total_cmp(&weights[*other]));
        for cell in small {
            if weights[cell] <= 0.0 {
                kept[cell] = (0, heaviest.unwrap_or(cell) as u32);
            }
        }
        Self { kept }
    }

    /// A cell.
    pub fn draw(&self, random: &mut Random) -> usize {
        let bits = random.bits();
        let cell = ((bits >> 32) * self.kept.len() as u64) >> 32;
        let (share, other) = self.kept[cell as usize];
        if (bits as u32) < share { cell as usize } else { other as usize }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_drawn_by_their_weights() {
        let weights = [3.0, 0.0, 0.5, 1.0, 5.5, 0.0];
        let cells = Cells::new(&weights);
        let mut random = Random::new(5, 0);
        let mut drawn = [0.0_f64; 6];
        for _ in 0..100_000 {
            drawn[cells.draw(&mut random)] += 1.0;
        }
        for (count, weight) in drawn.iter().zip(weights) {
            let mean = weight * 10_000.0;
            assert!((count - mean).abs() <= 4.0 * mean.sqrt(), "{drawn:?}");
        }
    }
}
