//! What speaks for a signal, what against it, and who is silent.
//!
//! Answers: how likely it is that something changed, all series heard that could show it. It does not
//! compute: detection does.

use crate::finding::SeriesKey;
use crate::indicator::IndicatorId;

/// How a series stands to a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// It leads the signal.
    Leads,
    /// Another indicator or source of the same substance and place.
    SameThing,
    /// A class above the substance, or a place around the place.
    Wider,
    /// A substance of the class, at the same place.
    Narrower,
}

impl Relation {
    /// Every relation.
    pub const ALL: [Self; 4] = [Self::Leads, Self::SameThing, Self::Wider, Self::Narrower];

    /// The word for it in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Leads => "leads",
            Self::SameThing => "same",
            Self::Wider => "wider",
            Self::Narrower => "narrower",
        }
    }

    /// Reads [`Relation::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.as_str() == text)
    }
}

/// What one source says by one indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Testimony {
    /// The series; of several that stand alike, the one that says most.
    pub series: SeriesKey,
    /// How it stands to the signal.
    pub relation: Relation,
    /// How many series stand alike.
    pub of: u64,
    /// Chance of a recent figure as far out in the signal's direction if nothing had changed, held against
    /// the periods and the series it was chosen from.
    pub p_value: f64,
    /// How many times as likely that is if the signal is real; below 1 it speaks against it.
    pub ratio: f64,
}

/// All that is said for and against a signal.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighing {
    /// Chance that any series of the leading source has changed lately.
    pub prior: f64,
    /// Chance that it is real; `None` where the leading series gives no p-value.
    pub posterior: Option<f64>,
    /// The leading series first, then what says most.
    pub testimonies: Vec<Testimony>,
    /// Sources and indicators that report the place and say nothing of the substance.
    pub silent: Vec<(String, IndicatorId)>,
}
