//! Facts: what one row of a submission says, in the field's own terms.
//!
//! Answers: which columns the kinds of fact have in common and which are their own. It does not know
//! files or tables: intake fills these, the store keeps them.

mod cultivation;
mod dispensing;
mod listing;
mod price;
mod sample;

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::handling::Tlp;
use crate::indicator::IndicatorId;
use crate::period::{KnownAt, OccurredOn, Period, ReportedOn};
use crate::place::PlaceId;
use crate::quantity::ValueUnit;
use crate::substance::{How, SubstanceId};

pub use cultivation::{Crop, Cultivation, NoArea};
pub use dispensing::{DispensedUnit, Dispensing};
pub use listing::{Capture, Listing};
pub use price::{MarketLevel, Price};
pub use sample::Sample;

/// The kinds of fact a submission can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactKind {
    /// A count or value of an indicator for substance, place, period and subgroup.
    Observation,
    /// One event of a line list, such as a death.
    Case,
    /// One seizure.
    Seizure,
    /// A sample somebody examined, or one line of its result.
    Sample,
    /// A price.
    Price,
    /// The area under a drug crop.
    Cultivation,
    /// Medicines given out.
    Dispensing,
    /// An offer on an online market.
    Listing,
}

impl FactKind {
    /// Every kind, in the order of the table names.
    pub const ALL: [Self; 8] = [
        Self::Observation,
        Self::Case,
        Self::Seizure,
        Self::Sample,
        Self::Price,
        Self::Cultivation,
        Self::Dispensing,
        Self::Listing,
    ];

    /// The word for it, as used in files and on screens.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Observation => "observation",
            Self::Case => "case",
            Self::Seizure => "seizure",
            Self::Sample => "sample",
            Self::Price => "price",
            Self::Cultivation => "cultivation",
            Self::Dispensing => "dispensing",
            Self::Listing => "listing",
        }
    }

    /// Whether each fact is one event, so that facts may always be counted together.
    pub const fn counts_events(self) -> bool {
        matches!(self, Self::Case | Self::Seizure | Self::Sample | Self::Listing)
    }

    /// Reads the word that [`FactKind::as_str`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A substance that a row names, and where it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubstanceNamed {
    /// The entry it was resolved to; `None` when it was not.
    pub substance: Option<SubstanceId>,
    /// The source's own words.
    pub text: Arc<str>,
    /// Column it was read from.
    pub column: Arc<str>,
    /// How the words were resolved.
    pub how: How,
}

/// Subgroup in the source's own words: (column, value), in the mapping's order.
pub type Subgroup = Arc<[(Arc<str>, Arc<str>)]>;

/// Which day a period rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The period in which it happened.
    Occurred(Period),
    /// The period in which it was reported; when it happened is not known.
    Reported(Period),
}

impl When {
    /// The period, whichever day it rests on.
    pub const fn period(&self) -> Period {
        match self {
            Self::Occurred(period) | Self::Reported(period) => *period,
        }
    }

    /// "occurred" or "reported".
    pub const fn basis(&self) -> &'static str {
        match self {
            Self::Occurred(_) => "occurred",
            Self::Reported(_) => "reported",
        }
    }
}

/// What one accepted row says.
///
/// - Shape: one row may give several facts (a count and a weight), each with its own key. What rows
///   have in common, they share.
/// - Personal data: a case holds age and sex and free text about one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Row of the source file, counted as a spreadsheet does: the header is row 1.
    pub row: u64,
    /// Source and key columns; the latest (`known_at`, position) of a key wins.
    pub fact_key: String,
    /// When the world could know it.
    pub known_at: KnownAt,
    /// What is counted or measured.
    pub indicator: IndicatorId,
    /// Substances named, each once per place it was read from.
    pub substances: Arc<[SubstanceNamed]>,
    /// Where, as resolved.
    pub place: PlaceId,
    /// Where, in the source's own words.
    pub place_text: Arc<str>,
    /// When, and which day that rests on.
    pub when: When,
    /// What part of the population, market or sample it is about.
    pub subgroup: Subgroup,
    /// A marking stricter than the header's, where the row has one.
    pub tlp: Option<Tlp>,
    /// What only this kind of fact has.
    pub detail: Detail,
}

/// What only one kind of fact has.
#[derive(Clone, Debug, PartialEq)]
pub enum Detail {
    /// See [`Observation`].
    Observation(Observation),
    /// See [`Case`].
    Case(Case),
    /// See [`Seizure`].
    Seizure(Box<Seizure>),
    /// See [`Sample`].
    Sample(Box<Sample>),
    /// See [`Price`].
    Price(Box<Price>),
    /// See [`Cultivation`].
    Cultivation(Box<Cultivation>),
    /// See [`Dispensing`].
    Dispensing(Box<Dispensing>),
    /// See [`Listing`].
    Listing(Box<Listing>),
}

impl Detail {
    /// Which kind this is.
    pub const fn kind(&self) -> FactKind {
        match self {
            Self::Observation(_) => FactKind::Observation,
            Self::Case(_) => FactKind::Case,
            Self::Seizure(_) => FactKind::Seizure,
            Self::Sample(_) => FactKind::Sample,
            Self::Price(_) => FactKind::Price,
            Self::Cultivation(_) => FactKind::Cultivation,
            Self::Dispensing(_) => FactKind::Dispensing,
            Self::Listing(_) => FactKind::Listing,
        }
    }
}

/// Why an observation has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The source withholds a small count.
    Suppressed,
    /// The source has no figure.
    NotAvailable,
}

impl Missing {
    /// The word for it, as used in files and on screens.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Suppressed => "suppressed",
            Self::NotAvailable => "not-available",
        }
    }

    /// Reads the word that [`Missing::as_str`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Suppressed, Self::NotAvailable].into_iter().find(|missing| missing.as_str() == text)
    }
}

/// A count or value of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The figure, or why there is none. Unknown is never zero.
    pub value: Result<Decimal, Missing>,
    /// What the figure is measured in.
    pub unit: ValueUnit,
}

/// One event of a line list.
///
/// - Personal data: age and sex of one person, and what a person wrote about their death.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Case {
    /// Day it happened, where known.
    pub occurred_on: Option<OccurredOn>,
    /// Day it was reported, where known.
    pub reported_on: Option<ReportedOn>,
    /// Age in completed years.
    pub age_years: Option<u8>,
    /// Sex in the source's own word.
    pub sex: Option<String>,
    /// Setting in the source's own words, such as "Residence".
    pub setting: Option<String>,
}

/// One seizure.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Seizure {
    /// Mass, where the source states one.
    pub mass_kg: Option<Decimal>,
    /// Amount in another unit (litres, dose units), where the source states one.
    pub amount: Option<(Decimal, ValueUnit)>,
    /// Who seized it.
    pub authority: Option<String>,
    /// Means of transport.
    pub transport: Option<String>,
    /// Kind of place, such as "seaport" or "post office".
    pub place_kind: Option<String>,
    /// Where the goods left from, in the source's own words.
    pub departure: Option<String>,
    /// Where they passed through.
    pub transit: Option<String>,
    /// Where they were bound for.
    pub destination: Option<String>,
    /// How they were hidden.
    pub concealment: Option<String>,
    /// Container number or kind.
    pub container: Option<String>,
    /// How they were found.
    pub found_by: Option<String>,
    /// Why the control was made.
    pub control_reason: Option<String>,
}
