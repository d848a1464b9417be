//! Whether many substances of a source move together in one place: a sign of reporting, not of the market.
//!
//! Reporters that join, leave or are late move everything they report. It decides nothing: the score
//! takes points away for it and says so.

use std::collections::{BTreeMap, BTreeSet};

use vocabulary::finding::{Direction, ScorePart, SeriesKey, Signal};
use vocabulary::place::PlaceId;
use vocabulary::substance::SubstanceId;

use super::ranking::is_class;
use super::score::doubt;

/// A source in a place, and whether it is about falls.
type Corner<'a> = (&'a str, &'a PlaceId, bool);

/// Of each source and place the substances that could have been seen to move, and those that did.
#[derive(Debug, Default)]
pub struct Together<'a> {
    could: BTreeMap<Corner<'a>, BTreeSet<&'a SubstanceId>>,
    moved: BTreeMap<Corner<'a>, BTreeSet<&'a SubstanceId>>,
}

impl<'a> Together<'a> {
    /// Of series in which a move could have been seen, and of those that moved; in any order.
    pub fn of(
        could: impl IntoIterator<Item = (&'a SeriesKey, Direction)>,
        moved: impl IntoIterator<Item = (&'a SeriesKey, Direction)>,
    ) -> Self {
        let mut together = Self::default();
        for (series, direction) in could {
            add(&mut together.could, series, direction);
        }
        for (series, direction) in moved {
            add(&mut together.could, series, direction);
            add(&mut together.moved, series, direction);
        }
        together
    }

    /// What it takes from a signal's score.
    pub fn doubt(&self, signal: &Signal) -> Option<ScorePart> {
        let leading = &signal.findings.first()?.series;
        let corner = corner(leading, signal.direction);
        let number = |of: &BTreeMap<_, BTreeSet<_>>| of.get(&corner).map_or(0, BTreeSet::len);
        Some(doubt(number(&self.moved), number(&self.could)))
    }
}

fn add<'a>(
    to: &mut BTreeMap<Corner<'a>, BTreeSet<&'a SubstanceId>>,
    series: &'a SeriesKey,
    direction: Direction,
) {
    // A class moves with its substances, and a part with its whole.
    if !is_class(&series.substance) && series.part.is_none() {
        to.entry(corner(series, direction)).or_default().insert(&series.substance);
    }
}

fn corner(series: &SeriesKey, direction: Direction) -> Corner<'_> {
    (&series.source, &series.place, direction == Direction::Fall)
}
