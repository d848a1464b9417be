//! What speaks for a signal and what against it, as the API writes it.

use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::indicator::IndicatorId;
use vocabulary::weighing::{Testimony, Weighing};

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
