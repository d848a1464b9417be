//! Alarms become signals: one signal for one substance and place, however many series say so.
//!
//! The most specific substance leads: a rise of a class that one of its substances explains joins
//! that substance's signal. The largest place leads: a county joins its state. Series of different
//! sources join where substance and place are related in this way and the place is the same.

use vocabulary::finding::{Direction, Finding, SeriesKey, Signal};
use vocabulary::place::{PlaceId, Places};
use vocabulary::substance::{SubstanceId, SubstanceKind, Substances};

use super::score::{Evidence, confidence, score};
use super::weigh::chance_alone;

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

/// Substances before classes, larger places before smaller, graver and clearer series first.
fn lead_order(a: &Candidate, b: &Candidate) -> std::cmp::Ordering {
    let order = |c: &Candidate| (class_depth(&c.series.substance), place_depth(&c.series.place));
    order(a)
        .cmp(&order(b))
        .then_with(|| points_alone(b).total_cmp(&points_alone(a)))
        .then_with(|| a.series.cmp(&b.series))
        .then_with(|| a.direction.cmp(&b.direction))
}

/// 0 for a substance, more for a class the wider it is.
fn class_depth(substance: &SubstanceId) -> usize {
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
    let is_class_above = Substances::shipped().ancestors(lead).contains(substance);
    let one_way = candidate.direction == leader.direction || leader.direction == Direction::New;
    is_class_above && one_way && explains(leader, candidate)
}

/// Whether the leader's excess, or what it lacks, makes up at least half of the class's.
fn explains(leader: &Candidate, class: &Candidate) -> bool {
    // By the day, so that a week and a month can be compared.
    let excess = |c: &Candidate| -> f64 {
        let rates = c
            .recent
            .iter()
            .map(|f| (f.observed - f.expected.unwrap_or(0.0)).abs() / f.period.days() as f64);
        rates.fold(0.0, f64::max)
    };
    leader.series.indicator == class.series.indicator
        && leader.series.source == class.series.source
        && 2.0 * excess(leader) >= excess(class)
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
    // The newest alarm of the leading series comes first: the headline is about it.
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
