//! When a part of what a source counts is worth a line: it rose by itself.
//!
//! A part rises with its substance, and with everything else that is told of it: a new word for a setting
//! makes an outbreak of each substance there. So a rise of a part is held against both, and a word that the
//! source did not use before is none.

use jiff::civil::Date;
use signals::exact_tail;
use vocabulary::finding::{Part, SeriesKey};

use super::compose::{Company, part_of};
use super::look::Looked;
use crate::hierarchy::everything;

/// Holds parts that are far out against their wholes: their p-value becomes the largest of three.
///
/// - Shape: the chance of the count; of its share in its substance; and of its substance's share in the part,
///   where the source tells the part of all drugs.
/// - Source: the intersection-union test, Berger 1982, doi:10.1080/00401706.1982.10487790: a hypothesis that is
///   one of several is refused at a level when each is refused at that level.
pub(super) fn hold_against_wholes(looked: &mut [Looked], company: &Company<'_>) {
    for look in looked.iter_mut().filter(|look| look.series.part.is_some()) {
        let Some(p_value) = look.p_value.filter(|_| look.farthest.is_some()) else { continue };
        let recent = look.alarms.iter().map(|alarm| alarm.period.start());
        let from = recent.filter(|start| *start >= look.recent_from).min();
        look.p_value =
            Some(p_value.max(chance_of_shares(&look.series, from, look.recent_from, company)));
    }
}

/// The larger chance of the two shares, from a day on; 1 where too few came together, or the part is new.
fn chance_of_shares(
    series: &SeriesKey,
    from: Option<Date>,
    recent_from: Date,
    company: &Company<'_>,
) -> f64 {
    let from = from.unwrap_or(recent_from);
    let chance = |whole: &SeriesKey| {
        let [before, now] = company.counted(series, whole, from)?;
        let is_cluster = now.part >= LEAST_TOGETHER;
        Some((before, if is_cluster { exact_tail(part_of(now), part_of(before)) } else { 1.0 }))
    };
    let of_all = SeriesKey { substance: everything(), ..series.clone() };
    let Some((before, in_substance)) = chance(&series.whole()) else { return 1.0 };
    if company.has(&of_all) {
        return chance(&of_all).map_or(1.0, |(_, in_part)| in_part.max(in_substance));
    }
    // Nobody tells of all drugs: many of the substance and none of the part, and it is a new word.
    let is_new_word = before.part == 0 && before.whole >= ENOUGH_TO_BE_USED;
    if is_new_word { 1.0 } else { in_substance }
}

/// Whether a part is of those of whom the source does not know what it tells of others.
pub(super) fn is_nobodys(part: &Part) -> bool {
    let value = part.value.trim().to_lowercase();
    NOBODYS.iter().any(|word| value.starts_with(word))
}

/// A word that is not used for one of so many was not used.
const ENOUGH_TO_BE_USED: u64 = 50;

/// Fewer are no cluster.
const LEAST_TOGETHER: u64 = 3;

const NOBODYS: [&str; 10] = [
    "unknown",
    "unspecified",
    "missing",
    "other",
    "n/a",
    "not known",
    "not stated",
    "not reported",
    "not recorded",
    "not available",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_nobody_are_told_from_those_of_somebody() {
        let of = |value: &str| {
            is_nobodys(&Part { column: "setting".to_owned(), value: value.to_owned() })
        };
        for nobody in ["Unknown", " not stated", "Other", "N/A"] {
            assert!(of(nobody), "{nobody}");
        }
        for somebody in ["No fixed abode", "Not in treatment", "Prison"] {
            assert!(!of(somebody), "{somebody}");
        }
    }
}
