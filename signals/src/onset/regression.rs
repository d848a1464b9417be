//! A log-linear mean with a trend and two yearly waves, fitted with weights and penalties.
//!
//! It does not decide on weights, penalties or dispersion; the baseline does.

use crate::vectors::{exponentials, sum, sum_of_products};

/// Level, trend, and the cosine and sine of the yearly and the half-yearly wave.
pub const COLUMNS: usize = 6;
/// Column of the trend.
pub const TREND: usize = 1;
/// First columns of the two waves; the sine follows the cosine.
pub const WAVES: [usize; 2] = [2, 4];

/// One number for each column.
pub type Columns = [f64; COLUMNS];
/// One number for each pair of columns.
pub type Matrix = [Columns; COLUMNS];

/// Rows of a regression, column by column.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'a> {
    /// Counts.
    pub counts: &'a [f64],
    /// Log of what each mean is a multiple of, such as the population; empty where that is 1.
    pub offsets: &'a [f64],
    /// Value of each column but the level's, which is 1.
    pub design: [&'a [f64]; COLUMNS - 1],
}

/// Coefficients, what follows from them for each row, and buffers.
#[derive(Debug, Default)]
pub struct Regression {
    /// Weight of each row, 0 to 1.
    pub weights: Vec<f64>,
    /// Mean of each row at the latest coefficients.
    pub means: Vec<f64>,
    /// Penalty on the square of half of each coefficient.
    pub penalties: Columns,
    /// The coefficients.
    pub coefficients: Columns,
    /// Inverse of the information at the latest step.
    pub inverse: Matrix,
    predictors: Vec<f64>,
    working: Vec<f64>,
    scaled: Vec<f64>,
}

impl Regression {
    /// Newton's steps from the coefficients as they are, until one is shorter than `tolerance`.
    ///
    /// - Shape: half a case is added to the whole of the rows, so that a baseline without cases has a
    ///   fit. The means must be those of the coefficients, and are afterwards.
    pub fn fit(&mut self, rows: &Rows<'_>, most_steps: usize, tolerance: f64) {
        for _ in 0..most_steps {
            let (gradient, information) = self.derivatives(rows);
            self.inverse = inverse(&information);
            let mut step = self.inverse.map(|row| dot(&row, &gradient));
            let longest = step.iter().fold(0.0_f64, |longest, part| longest.max(part.abs()));
            if longest > LONGEST_STEP {
                step = step.map(|part| part * LONGEST_STEP / longest);
            }
            for (coefficient, part) in self.coefficients.iter_mut().zip(step) {
                *coefficient += part;
            }
            self.update_means(rows);
            if longest < tolerance {
                break;
            }
        }
    }

    /// Sets the means to those of the coefficients.
    pub fn update_means(&mut self, rows: &Rows<'_>) {
        let count = rows.counts.len();
        let [level, trend, first, second, third, fourth] = self.coefficients;
        let [a, b, c, d, e] = rows.design.map(|column| &column[..count]);
        self.predictors.clear();
        self.predictors.extend((0..count).map(|row| {
            level
                + (trend * a[row] + first * b[row] + second * c[row])
                + (third * d[row] + fourth * e[row])
        }));
        for (predictor, offset) in self.predictors.iter_mut().zip(rows.offsets) {
            *predictor += offset;
        }
        self.means.resize(count, 0.0);
        exponentials(&self.predictors, &mut self.means);
    }

    /// Log of the mean at these columns, without offset.
    pub fn predictor(&self, columns: &Columns) -> f64 {
        dot(&self.coefficients, columns)
    }

    /// Variance of that, over the dispersion.
    pub fn unscaled_variance(&self, columns: &Columns) -> f64 {
        dot(&self.inverse.map(|row| dot(&row, columns)), columns)
    }

    /// Weighted sum of the squared distances from the means, over the means, with no count above `cap`.
    pub fn squares(&mut self, rows: &Rows<'_>, cap: f64) -> f64 {
        let cells = rows.counts.iter().zip(&self.means).zip(&self.weights);
        self.scaled.clear();
        self.scaled.extend(cells.map(|((count, mean), weight)| {
            let excess = count.min(cap) - mean;
            weight * excess * excess / mean
        }));
        sum(&self.scaled)
    }

    fn derivatives(&mut self, rows: &Rows<'_>) -> (Columns, Matrix) {
        let cells = rows.counts.iter().zip(&self.means).zip(&self.weights);
        self.scaled.clear();
        self.scaled.extend(cells.map(|((count, mean), weight)| weight * (count - mean)));
        let mut gradient = [0.0; COLUMNS];
        gradient[0] = sum(&self.scaled) + ADDED_CASES;
        for (column, values) in (1..).zip(rows.design) {
            gradient[column] = sum_of_products(&self.scaled, values)
                - self.penalties[column] * self.coefficients[column];
        }
        self.working.clear();
        let cells = self.means.iter().zip(&self.weights);
        self.working.extend(cells.map(|(mean, weight)| mean * weight));
        let mut information = [[0.0; COLUMNS]; COLUMNS];
        information[0][0] = sum(&self.working) + LEAST_INFORMATION;
        for (row, values) in (1..).zip(rows.design) {
            self.scaled.clear();
            let products = self.working.iter().zip(values);
            self.scaled.extend(products.map(|(working, value)| working * value));
            let with_level = sum(&self.scaled);
            (information[row][0], information[0][row]) = (with_level, with_level);
            for (column, values) in (1..=row).zip(rows.design) {
                let product = sum_of_products(&self.scaled, values);
                (information[row][column], information[column][row]) = (product, product);
            }
            information[row][row] += self.penalties[row];
        }
        (gradient, information)
    }
}

fn dot(left: &Columns, right: &Columns) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

/// Inverse of a symmetric positive matrix, by Gauss and Jordan without pivots.
fn inverse(matrix: &Matrix) -> Matrix {
    let mut left = *matrix;
    let mut inverse = [[0.0; COLUMNS]; COLUMNS];
    for (place, row) in inverse.iter_mut().enumerate() {
        row[place] = 1.0;
    }
    for pivot in 0..COLUMNS {
        let scale = left[pivot][pivot].max(f64::MIN_POSITIVE).recip();
        for column in 0..COLUMNS {
            left[pivot][column] *= scale;
            inverse[pivot][column] *= scale;
        }
        let (left_pivot, inverse_pivot) = (left[pivot], inverse[pivot]);
        for row in (0..COLUMNS).filter(|row| *row != pivot) {
            let factor = left[row][pivot];
            for column in 0..COLUMNS {
                left[row][column] -= factor * left_pivot[column];
                inverse[row][column] -= factor * inverse_pivot[column];
            }
        }
    }
    inverse
}

/// Jeffreys' choice for a Poisson total.
const ADDED_CASES: f64 = 0.5;
/// Keeps the information of a baseline of nothing above zero.
const LEAST_INFORMATION: f64 = 1e-9;
const LONGEST_STEP: f64 = 2.0;
