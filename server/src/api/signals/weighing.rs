//! What speaks for a signal and what against it, as the API writes it.

use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::indicator::IndicatorId;
use vocabulary::weighing::{Composition, Counted, Testimony, Weighing};

use crate::api::series::SeriesName;

/// How likely a signal is to be real, all series heard that could show it.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignalWeighed {
    /// Chance that any series of the leading source has changed lately.
    prior: f64,
    /// Chance that it is real; null where what leads gives no p-value.
    posterior: Option<f64>,
    /// One for each source and indicator, the leading series first.
    testimonies: Vec<SeriesHeard>,
    /// Who reports the place and says nothing of the substance.
    silent: Vec<SilentReporter>,
    /// What leads among all that its source counts there; null where the source states no whole.
    composition: Option<ShareOfAll>,
    /// What the counts of all sources added up say, in place of each; null where that is less than they say each for
    /// themselves.
    together: Option<AddedUp>,
}

/// What the counts of all sources added up say.
#[derive(Serialize, ToSchema)]
pub(crate) struct AddedUp {
    /// Chance of a sum as far out in the signal's direction if nothing had changed, held against the sums that were
    /// looked at.
    p_value: f64,
    /// How many times as likely that is if the signal is real: more than all the others together.
    likelihood_ratio: f64,
}

/// What leads a signal among all that its source counts there, before it began and in the newest periods.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShareOfAll {
    /// How many of what leads, before.
    before: u64,
    /// How many in all, before.
    before_of: u64,
    /// How many of what leads, now.
    now: u64,
    /// How many in all, now.
    now_of: u64,
    /// All else a period, now over before; null where there was nothing else.
    change_of_all_else: Option<f64>,
    /// Chance of a share as far out in the signal's direction if only the whole had changed.
    p_value: f64,
    /// How many times as likely that is if the signal is real; 1 at most.
    likelihood_ratio: f64,
}

/// What a source says by one indicator.
#[derive(Serialize, ToSchema)]
pub(crate) struct SeriesHeard {
    /// The series.
    series: SeriesName,
    /// How it stands to the signal: "leads", "same" (substance and place), "wider" or "narrower".
    relation: &'static str,
    /// How many series stand alike; this one says most.
    of: u64,
    /// Chance of a recent figure as far out if nothing had changed, held against the number of periods and
    /// series.
    p_value: f64,
    /// How many times as likely that is if the signal is real; below 1 it speaks against it.
    likelihood_ratio: f64,
}

/// A source and an indicator.
#[derive(Serialize, ToSchema)]
pub(crate) struct SilentReporter {
    /// Whose figures.
    source: String,
    /// What is counted.
    indicator: String,
}

impl SignalWeighed {
    pub fn of(weighing: &Weighing) -> Self {
        let silent = |(source, indicator): &(String, IndicatorId)| SilentReporter {
            source: source.clone(),
            indicator: indicator.to_string(),
        };
        Self {
            prior: weighing.prior,
            posterior: weighing.posterior,
            testimonies: weighing.testimonies.iter().map(SeriesHeard::of).collect(),
            silent: weighing.silent.iter().map(silent).collect(),
            composition: weighing.composition.as_ref().map(ShareOfAll::of),
            together: weighing
                .together
                .as_ref()
                .map(|sum| AddedUp { p_value: sum.p_value, likelihood_ratio: sum.ratio }),
        }
    }
}

impl ShareOfAll {
    fn of(composition: &Composition) -> Self {
        let Counted { part: before, whole: before_of, .. } = composition.before;
        let Counted { part: now, whole: now_of, .. } = composition.now;
        Self {
            before,
            before_of,
            now,
            now_of,
            change_of_all_else: composition.change_of_rest(),
            p_value: composition.p_value,
            likelihood_ratio: composition.ratio,
        }
    }
}

impl SeriesHeard {
    fn of(testimony: &Testimony) -> Self {
        Self {
            series: SeriesName::of(&testimony.series),
            relation: testimony.relation.as_str(),
            of: testimony.of,
            p_value: testimony.p_value,
            likelihood_ratio: testimony.ratio,
        }
    }
}
