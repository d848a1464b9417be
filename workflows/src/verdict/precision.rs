//! How often the first lines of the list were real, over time.
//!
//! Only verdicts tell, and those who judge choose what they look into: what was not judged may be
//! unlike what was, and is counted beside it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use store::acts::StoredVerdict;
use store::node::Node;
use vocabulary::finding::Run;
use vocabulary::handling::Reader;
use vocabulary::period::{Cadence, Period};
use vocabulary::verdict::Judged;

use super::{VerdictError, all_verdicts};

/// How long a list stands in the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// The list of a week.
    Week,
    /// The list of a month.
    Month,
}

/// Verdicts on the first lines of one list, or of all lists together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Precision {
    /// The period, and the run whose list it is; `None` for all lists, each signal counted once.
    pub list: Option<(Period, u64)>,
    /// Lines with each verdict.
    pub real: u64,
    /// Lines judged false.
    pub false_ones: u64,
    /// Lines that cannot be told.
    pub unclear: u64,
    /// Lines that nobody has judged.
    pub not_judged: u64,
}

impl Precision {
    /// Lines in all.
    pub const fn lines(&self) -> u64 {
        self.real + self.false_ones + self.unclear + self.not_judged
    }

    /// Share of real ones among those judged real or false; `None` where there are none.
    pub fn share(&self) -> Option<f64> {
        let judged = self.real + self.false_ones;
        (judged > 0).then(|| self.real as f64 / judged as f64)
    }

    /// The share's interval of 95 %.
    ///
    /// - Source: Wilson 1927, doi:10.1080/01621459.1927.10502953.
    pub fn interval(&self) -> Option<(f64, f64)> {
        let share = self.share()?;
        let judged = (self.real + self.false_ones) as f64;
        let square = Z * Z / judged;
        let centre = (share + square / 2.0) / (1.0 + square);
        let half =
            Z * (share * (1.0 - share) / judged + square / judged / 4.0).sqrt() / (1.0 + square);
        Some(((centre - half).max(0.0), (centre + half).min(1.0)))
    }

    fn add(&mut self, judged: Option<Judged>) {
        let number = match judged {
            Some(Judged::Real) => &mut self.real,
            Some(Judged::False) => &mut self.false_ones,
            Some(Judged::Unclear) => &mut self.unclear,
            None => &mut self.not_judged,
        };
        *number += 1;
    }
}

/// The first `top` lines of each week's or month's list with their verdicts, oldest first, and all
/// together, each signal once. The list of a period is that of the latest run asked of its latest day.
///
/// # Errors
/// When runs or the ledger cannot be read.
pub async fn precision_of_lists(
    node: &Node,
    span: Span,
    top: usize,
    reader: &Reader,
) -> Result<(Vec<Precision>, Precision), VerdictError> {
    let holds = holding(&all_verdicts(node, reader).await?);
    let mut lists = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut together = Precision::default();
    for (period, run) in latest_runs(node.runs(reader).await?, span) {
        let mut precision = Precision { list: Some((period, run.id)), ..Precision::default() };
        for signal in node.signals(&run, reader).await?.into_iter().take(top) {
            let judged = holds.get(&signal.id).copied();
            precision.add(judged);
            if seen.insert(signal.id) {
                together.add(judged);
            }
        }
        lists.push(precision);
    }
    Ok((lists, together))
}

/// The verdict that holds on each signal.
fn holding(verdicts: &[StoredVerdict]) -> BTreeMap<String, Judged> {
    verdicts.iter().map(|v| (v.decision.signal.clone(), v.decision.judged)).collect()
}

/// Of each period the latest run asked of its latest day.
fn latest_runs(runs: Vec<Run>, span: Span) -> BTreeMap<Period, Run> {
    let cadence = match span {
        Span::Week => Cadence::Week,
        Span::Month => Cadence::Month,
    };
    let rank = |run: &Run| -> (Date, u64) { (run.vantage.as_of, run.id) };
    let mut latest: BTreeMap<Period, Run> = BTreeMap::new();
    for run in runs {
        let period = Period::containing(run.vantage.as_of, cadence);
        let known = latest.get(&period);
        if known.is_none_or(|known| rank(known) < rank(&run)) {
            latest.insert(period, run);
        }
    }
    latest
}

/// Standard deviations on either side of an interval of 95 %.
const Z: f64 = 1.959_963_984_540_054;

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use vocabulary::finding::{FalseShare, Vantage};
    use vocabulary::submission::{Digest, Position};

    use super::*;

    fn run(id: u64, as_of: Date) -> Run {
        Run {
            id,
            entry: id,
            vantage: Vantage { as_of, position: Position(1) },
            since: None,
            rule_version: 2,
            false_share: FalseShare::default(),
            series_looked_at: 0,
            series_not_assessable: 0,
            findings: 0,
            digest: Digest([0; 32]),
            ran_on: as_of,
        }
    }

    #[test]
    fn an_interval_is_that_of_wilson() {
        let precision = Precision { real: 8, false_ones: 2, not_judged: 5, ..Precision::default() };
        let (low, high) = precision.interval().unwrap();
        assert!((low - 0.4902).abs() < 5e-4 && (high - 0.9433).abs() < 5e-4, "{low} {high}");
        assert_eq!(precision.lines(), 15);
        let none = Precision { unclear: 3, ..Precision::default() };
        assert!(none.share().is_none() && none.interval().is_none());
        let all = Precision { real: 3, ..Precision::default() };
        assert!(all.interval().unwrap().0 < 0.5, "three of three prove little");
    }

    #[test]
    fn the_list_of_a_month_is_that_of_the_latest_run_of_its_latest_day() {
        let runs = vec![
            run(1, date(2020, 1, 12)),
            run(4, date(2020, 1, 5)),
            run(3, date(2020, 1, 12)),
            run(2, date(2020, 2, 2)),
        ];
        let months: Vec<u64> =
            latest_runs(runs.clone(), Span::Month).values().map(|r| r.id).collect();
        assert_eq!(months, [3, 2]);
        let weeks: Vec<u64> = latest_runs(runs, Span::Week).values().map(|r| r.id).collect();
        assert_eq!(weeks, [4, 3, 2]);
    }
}
