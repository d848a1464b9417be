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

/// So many of what leads a signal among all that its source counts there, over some periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// How many of what leads.
    pub part: u64,
    /// How many in all.
    pub whole: u64,
    /// Over how many periods.
    pub periods: u64,
}

impl Counted {
    /// The share; 0 of nothing.
    pub fn share(&self) -> f64 {
        if self.whole == 0 { 0.0 } else { self.part as f64 / self.whole as f64 }
    }

    /// How many of all else a period.
    pub fn rest_a_period(&self) -> f64 {
        (self.whole - self.part) as f64 / self.periods.max(1) as f64
    }

    /// How many of what leads a period.
    pub fn part_a_period(&self) -> f64 {
        self.part as f64 / self.periods.max(1) as f64
    }
}

/// What leads a signal among all that its source counts there, before and since.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Composition {
    /// Before it began.
    pub before: Counted,
    /// The newest periods since.
    pub now: Counted,
    /// Chance of a share as far out in the signal's direction if only the whole had changed.
    pub p_value: f64,
    /// How many times as likely that is if the signal is real; 1 at most, as what leads was heard already.
    pub ratio: f64,
}

impl Composition {
    /// All else a period, now over before; `None` where there was nothing else.
    pub fn change_of_rest(&self) -> Option<f64> {
        let before = self.before.rest_a_period();
        (before > 0.0).then(|| self.now.rest_a_period() / before)
    }

    /// How much of the change there would have been had the part moved like all else: 1 for all of it.
    pub fn explained_by_rest(&self) -> f64 {
        let (before, now) = (self.before.part_a_period(), self.now.part_a_period());
        let excess = now - before;
        let moved = self.change_of_rest().map_or(0.0, |change| before * (change - 1.0));
        if excess.abs() > 0.0 { moved / excess } else { 0.0 }
    }
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
    /// What leads among all that its source counts there; `None` where the source states no whole.
    pub composition: Option<Composition>,
    /// What the counts of all sources added up say; `None` where that is less than each says for itself.
    pub together: Option<Together>,
}

/// What the counts of all sources added up say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Together {
    /// Chance of a sum as far out in the signal's direction if nothing had changed, held against the sums
    /// that were looked at.
    pub p_value: f64,
    /// How many times as likely that is if the signal is real; it stands in for what each source says.
    pub ratio: f64,
}
