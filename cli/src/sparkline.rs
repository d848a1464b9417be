//! A series as one line of text.

/// Counts as bars, the highest as a full one; unknown ones as a dot.
pub fn sparkline(counts: &[Option<u32>]) -> String {
    let highest = counts.iter().flatten().copied().max().unwrap_or(0).max(1);
    let bar = |count: &Option<u32>| match count {
        None => '·',
        Some(0) => '▁',
        Some(count) => BARS[(u64::from(*count) * 7 / u64::from(highest)) as usize],
    };
    counts.iter().map(bar).collect()
}

const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_is_full_and_the_unknown_is_a_dot() {
        assert_eq!(sparkline(&[Some(0), Some(7), None, Some(14)]), "▁▄·█");
        assert_eq!(sparkline(&[Some(0), Some(0)]), "▁▁");
        assert_eq!(sparkline(&[]), "");
    }
}
