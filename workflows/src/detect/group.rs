//! Alarms become signals: one signal for one substance and place, however many series say so.
//!
//! The most specific substance leads: a rise of a class that one of its substances explains joins
//! that substance's signal. The largest place leads: a county joins its state. Series of different
//! sources join where substance and place are related in this way and the place is the same. What moved
//! no more than everything that its source counts there joins the signal of everything, if there is one.
//! A part of what a series counts joins the signal of its substance and place; it leads where the whole is quiet.

use vocabulary::finding::{Direction, Finding, SeriesKey, Signal};
use vocabulary::place::{PlaceId, Places};
use vocabulary::substance::{SubstanceId, SubstanceKind, Substances};

use super::score::{Evidence, confidence, score};
use super::weigh::chance_alone;
use crate::hierarchy::is_everything;

/// Version of these rules; a change of meaning is a new version.
pub const RULE_VERSION: u16 = 2;

/// A series with recent alarms.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The series.
    pub series: SeriesKey,
    /// Which way.
    pub direction: Direction,
    /// Alarms of the whole window, oldest first; at least one.
    pub findings: Vec<Finding>,
    /// Those of the recent part of the window; at least one.
    pub recent: Vec<Finding>,
    /// First day of the run of alarms that reaches into the recent part.
    pub onset: jiff::civil::Date,
    /// Smallest recent p-value, held against the number of periods looked at.
    pub p_value: Option<f64>,
    /// Share of false alarms expected among series of its source ranked this far.
    pub false_discovery_rate: Option<f64>,
    /// Whether it moved no more than everything that its source counts there.
    pub is_of_everything: bool,
}

/// Signals from candidates, in no order.
pub fn group(candidates: Vec<Candidate>) -> Vec<Signal> {
    let mut candidates = candidates;
    candidates.sort_by(lead_order);
    let mut groups: Vec<Vec<Candidate>> = Vec::new();
    for candidate in candidates {
        match groups.iter_mut().find(|group| joins(&candidate, &group[0])) {
            Some(group) => group.push(candidate),
            None => groups.push(vec![candidate]),
        }
    }
    groups.into_iter().map(signal_of).collect()
}

/// What moved by itself before what moved with everything; the whole before its parts, substances before classes, larger places before
/// smaller, graver and clearer series first.
fn lead_order(a: &Candidate, b: &Candidate) -> std::cmp::Ordering {
    let order = |c: &Candidate| {
        let depths = (class_depth(&c.series.substance), place_depth(&c.series.place));
        (c.is_of_everything, c.series.part.is_some(), depths)
    };
    order(a)
        .cmp(&order(b))
        .then_with(|| points_alone(b).total_cmp(&points_alone(a)))
        .then_with(|| a.series.cmp(&b.series))
        .then_with(|| a.direction.cmp(&b.direction))
}

/// 0 for a substance, more for a class the wider it is.
fn class_depth(substance: &SubstanceId) -> usize {
    if is_everything(substance) {
        return usize::MAX;
    }
    let shipped = Substances::shipped();
    match shipped.get(substance).map(vocabulary::substance::Substance::kind) {
        Some(SubstanceKind::Class) => 100_usize.saturating_sub(shipped.ancestors(substance).len()),
        _ => 0,
    }
}

fn place_depth(place: &PlaceId) -> usize {
    Places::shipped().ancestors(place).len()
}

/// Whether a candidate says no more than the leader of a group does.
fn joins(candidate: &Candidate, leader: &Candidate) -> bool {
    let same_source = candidate.series.source == leader.series.source;
    let place = candidate.series.place == leader.series.place
        || (same_source
            && Places::shipped().ancestors(&candidate.series.place).contains(&leader.series.place));
    if !place {
        return false;
    }
    let (substance, lead) = (&candidate.series.substance, &leader.series.substance);
    if substance == lead {
        return candidate.direction == leader.direction
            || [candidate, leader].iter().any(|c| c.direction == Direction::New);
    }
    if is_everything(lead) {
        let is_rise = |c: &Candidate| c.direction != Direction::Fall;
        return candidate.is_of_everything && same_source && is_rise(candidate) == is_rise(leader);
    }
    let is_class_above =
        is_everything(substance) || Substances::shipped().ancestors(lead).contains(substance);
    let one_way = candidate.direction == leader.direction || leader.direction == Direction::New;
    is_class_above && one_way && explains(leader, candidate)
}

/// Whether the leader's excess, or what it lacks, makes up at least half of the class's.
fn explains(leader: &Candidate, class: &Candidate) -> bool {
    let excess = |f: &Finding| (f.observed - f.expected.unwrap_or(0.0)).abs();
    // A share is of three months together.
    let days = |f: &Finding| f.period.days() as f64 * if f.out_of.is_some() { 3.0 } else { 1.0 };
    let fastest = |c: &Candidate| c.recent.iter().map(|f| excess(f) / days(f)).fold(0.0, f64::max);
    let in_all = |c: &Candidate| c.recent.iter().map(excess).sum::<f64>();
    // By the day; but weeks go up and down more than the months they make.
    let is_alike = leader.series.cadence == class.series.cadence;
    leader.series.indicator == class.series.indicator
        && leader.series.source == class.series.source
        && (2.0 * fastest(leader) >= fastest(class)
            || !is_alike && 2.0 * in_all(leader) >= in_all(class))
}

fn signal_of(group: Vec<Candidate>) -> Signal {
    let leader = &group[0];
    let onset = leader.onset;
    let parts = score(Evidence { recent: &leader.recent, onset });
    let SeriesKey { substance, place, .. } = leader.series.clone();
    let direction = leader.direction;
    let id = format!("{substance}.{place}.{}.{onset}.v{RULE_VERSION}", direction.as_str());
    let last_alarm =
        group.iter().flat_map(|c| &c.recent).map(|f| f.period.end()).max().unwrap_or(onset);
    let false_discovery_rate = leader.false_discovery_rate;
    // The newest alarm of the leading series comes first.
    let findings = group.into_iter().flat_map(|c| c.findings.into_iter().rev()).collect();
    Signal {
        id,
        substance,
        place,
        direction,
        onset,
        last_alarm,
        score: parts,
        false_discovery_rate,
        weighing: None,
        findings,
    }
}

/// Its score were no other series heard.
fn points_alone(candidate: &Candidate) -> f64 {
    let parts = score(Evidence { recent: &candidate.recent, onset: candidate.onset });
    let sure = confidence(candidate.p_value.map(chance_alone), 1);
    parts.iter().chain([&sure]).map(|part| part.points).sum()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use vocabulary::finding::{Method, Vantage};
    use vocabulary::indicator::IndicatorId;
    use vocabulary::period::{Cadence, Period};
    use vocabulary::quantity::ValueUnit;
    use vocabulary::submission::{Digest, Position};

    use super::*;

    fn candidate(substance: &str, place: &str, observed: f64, with_everything: bool) -> Candidate {
        let period = Period::containing(date(2025, 5, 1), Cadence::Month);
        let series = SeriesKey {
            source: "s".to_owned(),
            indicator: IndicatorId::parse("ed-visits").unwrap(),
            substance: SubstanceId::parse(substance).unwrap(),
            place: PlaceId::parse(place).unwrap(),
            cadence: Cadence::Month,
            unit: ValueUnit::Count,
            part: None,
        };
        let finding = Finding {
            series: series.clone(),
            period,
            direction: Direction::Rise,
            observed,
            reported: None,
            out_of: None,
            expected: Some(10.0),
            bound: Some(20.0),
            p_value: Some(1e-5),
            method: Method { name: "onset".to_owned(), version: 1, settings: String::new() },
            vantage: Vantage { as_of: date(2025, 6, 30), position: Position(1) },
            series_digest: Digest([0; 32]),
        };
        Candidate {
            series,
            direction: Direction::Rise,
            findings: vec![finding.clone()],
            recent: vec![finding],
            onset: period.start(),
            p_value: Some(1e-5),
            false_discovery_rate: Some(0.01),
            is_of_everything: with_everything,
        }
    }

    fn check(candidates: Vec<Candidate>, expected: &[&str]) {
        let mut found: Vec<String> = group(candidates)
            .iter()
            .map(|s| format!("{} {} {}", s.substance, s.place, s.findings.len()))
            .collect();
        found.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_rose_with_everything_is_one_signal_of_everything() {
        let all = |with| {
            vec![
                candidate("all-drugs", "AT", 400.0, false),
                candidate("heroin", "AT", 90.0, with),
                candidate("cocaine", "AT", 80.0, with),
                candidate("cocaine", "nuts:AT13", 70.0, with),
            ]
        };
        check(all(true), &["all-drugs AT 4"]);
        check(all(false), &["all-drugs AT 1", "cocaine AT 2", "heroin AT 1"]);
    }

    #[test]
    fn everything_joins_the_one_substance_that_moved_it() {
        let all =
            vec![candidate("all-drugs", "AT", 90.0, false), candidate("heroin", "AT", 80.0, false)];
        check(all, &["heroin AT 2"]);
    }

    #[test]
    fn without_a_signal_of_everything_each_stands_for_itself() {
        let all =
            vec![candidate("heroin", "AT", 90.0, true), candidate("cocaine", "AT", 80.0, true)];
        check(all, &["cocaine AT 1", "heroin AT 1"]);
    }
}
