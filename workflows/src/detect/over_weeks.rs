//! How strictly a run tests, given the runs of the year before.
//!
//! A run each week at one level opens more false signals in a year than the level says: what is true stands
//! for weeks and is one signal, what is false is another each time. So the level is shared out over the
//! year, source by source, and what is found earns more of it. What stands already is not tested again.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use store::findings::FindingsError;
use store::node::Node;
use vocabulary::finding::{Direction, FalseShare, Run, SeriesKey, Signal};
use vocabulary::handling::Reader;
use vocabulary::period::{add_days, days_between};

use super::false_discoveries::{Family, family};

/// What the runs of a year raised, recomputed from what the node stores of them.
#[derive(Debug, Default)]
pub struct Memory {
    /// Series that were raised with a p-value, each once.
    raised: BTreeSet<(SeriesKey, Direction)>,
    /// How many of them, of each source and of its parts.
    by_family: BTreeMap<(String, bool), u64>,
    /// The day that the run before was asked of.
    last: Option<Date>,
}

impl Memory {
    /// Runs longer ago are forgotten.
    pub const DAYS: i64 = 364;

    /// Of runs, oldest first: the day each was asked of, and its signals.
    pub fn of<'a>(runs: impl IntoIterator<Item = (Date, &'a [Signal])>) -> Self {
        let mut memory = Self::default();
        for (day, signals) in runs {
            memory.last = Some(day);
            for signal in signals {
                // One thing found is one, however many series say so.
                let mut earned = BTreeSet::new();
                for finding in signal.findings.iter().filter(|finding| finding.p_value.is_some()) {
                    if memory.raised.insert((finding.series.clone(), finding.direction)) {
                        let (source, is_of_parts) = family(&finding.series);
                        earned.insert((source.to_owned(), is_of_parts));
                    }
                }
                for name in earned {
                    *memory.by_family.entry(name).or_default() += 1;
                }
            }
        }
        memory
    }

    /// Of the runs with a number below `number` that the node holds of the year before a day; those told to
    /// look back are none of them.
    ///
    /// # Errors
    /// When runs cannot be read.
    pub async fn before(
        node: &Node,
        day: Date,
        number: u64,
        reader: &Reader,
    ) -> Result<Self, FindingsError> {
        let from = add_days(day, -Self::DAYS);
        let mut latest = BTreeMap::new();
        // Runs come latest first: of several asked of one day the latest counts.
        for run in node.runs(reader).await? {
            let as_of = run.vantage.as_of;
            let is_of_the_year = as_of >= from && as_of < day && run.id < number;
            if run.since.is_none() && is_of_the_year {
                latest.entry(as_of).or_insert(run);
            }
        }
        let mut runs = Vec::new();
        for (as_of, run) in latest {
            runs.push((as_of, node.signals(&run, reader).await?));
        }
        Ok(Self::of(runs.iter().map(|(as_of, signals)| (*as_of, signals.as_slice()))))
    }

    /// The share of what a run of this day opens of a source that may be false.
    ///
    /// The whole share where no run of the year went before; else the part of it that falls on the days
    /// since the run before, and as much again for each series raised in the year; a tenth at least, so that
    /// no source falls silent.
    ///
    /// - Source: alpha wealth as in LORD, Javanmard & Montanari 2018, doi:10.1214/17-AOS1559, and with
    ///   a memory that ends, Ramdas, Yang, Wainwright & Jordan 2017 (online control of the false
    ///   discovery rate with decaying memory).
    ///
    ///   Differs: wealth comes evenly over a year and is spent on whole runs, each a family of
    ///   Benjamini & Hochberg; the simulation of this module holds it against its promise.
    pub fn level(&self, (source, is_of_parts): Family<'_>, day: Date, share: FalseShare) -> f64 {
        let Some(last) = self.last else { return share.get() };
        let part = days_between(last, day).max(0) as f64 / Self::DAYS as f64;
        let raised =
            self.by_family.get(&(source.to_owned(), is_of_parts)).copied().unwrap_or_default();
        share.get() * (part * (1.0 + raised as f64)).clamp(LEAST_PART, 1.0)
    }

    /// Whether a run of the year raised it already.
    pub fn stands(&self, series: &SeriesKey, direction: Direction) -> bool {
        self.raised.contains(&(series.clone(), direction))
    }
}

/// How strictly a run tested what it opened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Levels {
    /// The day that the run before was asked of.
    pub after: Date,
    /// The share that may be false where nothing was raised in the year.
    pub least: f64,
    /// The same for the source of which most was raised.
    pub most: f64,
}

/// How strictly a stored run tested what it opened; `None` where no run of the year went before, or it was told
/// to look back.
///
/// # Errors
/// When runs cannot be read.
pub async fn levels_of(
    node: &Node,
    run: &Run,
    reader: &Reader,
) -> Result<Option<Levels>, FindingsError> {
    if run.since.is_some() {
        return Ok(None);
    }
    let day = run.vantage.as_of;
    let memory = Memory::before(node, day, run.id, reader).await?;
    let level = |family| memory.level(family, day, run.false_share);
    // No source has this name.
    let least = level(("", false));
    let families = memory.by_family.keys().map(|(source, of_parts)| (source.as_str(), *of_parts));
    let most = families.map(level).fold(least, f64::max);
    Ok(memory.last.map(|after| Levels { after, least, most }))
}

/// The least part of the share that a run tests at.
const LEAST_PART: f64 = 0.1;

#[cfg(test)]
mod tests;
