//! Simulated series as a long table, so that any detector can be tried on known outbreaks.
//!
//! Everything it gives is synthetic. It does not need a node or keep anything.

pub mod europe;

use signals::simulate::noufaily::simulate;

/// Names of the columns, as the first line of a CSV file.
pub const NOUFAILY_HEADER: &str = "series,scenario,t,observed,expected,outbreak";

/// Lines of one of the 42 scenarios in turn: series `index` of a seed, one line a week.
///
/// - Shape: series and weeks count from 1; `expected` is the mean the count was drawn from, outbreaks
///   left out; `outbreak` is 1 from the first case to the last of the outbreak that is to be found.
pub fn noufaily_lines(seed: u64, index: u64) -> Vec<String> {
    let series = simulate(seed, index);
    let scenario = series.scenario;
    let line = |(week, count): (u32, &u32)| {
        let is_outbreak =
            series.outbreak_weeks.is_some_and(|(first, last)| (first..=last).contains(&week));
        format!(
            "{},{},{week},{count},{:.6},{}",
            index + 1,
            scenario.number,
            scenario.mean(week),
            u8::from(is_outbreak)
        )
    };
    (1..).zip(&series.counts).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_is_one_line_a_week_with_the_truth_beside_it() {
        let lines = noufaily_lines(1, 16);
        assert_eq!(lines.len(), 624);
        assert_eq!(lines[623].split(',').count(), NOUFAILY_HEADER.split(',').count());
        assert!(lines[0].starts_with("17,17,1,"), "{}", lines[0]);
        // exp(1.5 + 0.003 * 624 + 0.2): week 624 ends a whole number of years.
        assert!(lines[623].contains(",35.587697,"), "{}", lines[623]);
        let outbreak: Vec<usize> = (0..624).filter(|line| lines[*line].ends_with(",1")).collect();
        assert!(outbreak.iter().all(|line| *line >= 575) && !outbreak.is_empty(), "{outbreak:?}");
        assert_eq!(lines, noufaily_lines(1, 16));
    }
}
