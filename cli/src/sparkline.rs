//! A series as one line of text.

/// Figures as bars, the highest as a full one; unknown ones as a dot.
pub fn sparkline(figures: &[Option<f64>]) -> String {
    let highest = figures.iter().flatten().copied().fold(0.0, f64::max);
    let bar = |figure: &Option<f64>| match figure {
        None => '·',
        Some(figure) if *figure > 0.0 => BARS[(figure / highest * 7.0) as usize],
        Some(_) => '▁',
    };
    figures.iter().map(bar).collect()
}

const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_is_full_and_the_unknown_is_a_dot() {
        assert_eq!(sparkline(&[Some(0.0), Some(7.0), None, Some(14.0)]), "▁▄·█");
        assert_eq!(sparkline(&[Some(0.0), Some(0.0)]), "▁▁");
        assert_eq!(sparkline(&[]), "");
    }
}
