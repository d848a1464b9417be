//! Why one signal stands above another: parts that explain themselves and add up.
//!
//! The score orders a list for people; it is no probability. Each part is a value between 0 and 1 times
//! its weight in `data/ranking.toml`, with its reason; the sum of the parts is the score.

use jiff::civil::Date;
use vocabulary::finding::{Direction, Finding, Reason, ScorePart};
use vocabulary::indicator::{self, DirectionOfConcern};
use vocabulary::period::days_between;
use vocabulary::quantity::ValueUnit;

use super::in_percent;
use super::ranking::{Graded, Ranking};
use crate::number::number;

/// What the parts are made from, but for confidence, doubt and age.
#[derive(Clone, Copy)]
pub struct Evidence<'a> {
    /// Alarms of the leading series in the recent window, oldest first; at least one.
    pub recent: &'a [Finding],
    /// First day of the run of alarms.
    pub onset: Date,
}

/// The parts of a score that the leading series alone decides.
pub fn score(evidence: Evidence<'_>) -> Vec<ScorePart> {
    let Some(leading) = evidence.recent.last() else { return Vec::new() };
    let table = Ranking::shipped();
    let Graded { value: potency, of, because } = table.potency(&leading.series.substance);
    let potent = Reason::of(format!("potency-{of}"), []);
    let moved = Moved::of(evidence.recent);
    vec![
        part("potency", potency, because.to_owned(), vec![potent]),
        harm(leading),
        reach(&moved),
        novelty(evidence, &moved),
        growth(&moved),
        actionability(leading),
    ]
}

/// How sure one may be, from the chance that it is real.
pub fn confidence(posterior: Option<f64>, heard: usize) -> ScorePart {
    let from = if heard == 1 { "one series".to_owned() } else { format!("{heard} series") };
    match posterior {
        Some(chance) => part(
            "confidence",
            2.0 * chance - 1.0,
            format!("a chance of {} that it is real, as {from} could show it", in_percent(chance)),
            vec![Reason::of("confidence-chance", [("chance", chance), ("series", heard as f64)])],
        ),
        None => part(
            "confidence",
            Ranking::shipped().unknown.confidence,
            "a first report, or a history too short for a probability".to_owned(),
            vec![Reason::of("confidence-unknown", [])],
        ),
    }
}

/// How much the substances of a source move together in one place: `moved` of `could`.
pub fn doubt(moved: usize, could: usize) -> ScorePart {
    let full = &Ranking::shipped().full;
    let share = moved as f64 / could.max(1) as f64;
    let value = (share - full.doubt_from) / (full.doubt_at_most - full.doubt_from);
    let says = format!("{moved} of {could} substances that its source reports here move together");
    let together = Reason::of("doubt-together", [("moved", moved as f64), ("could", could as f64)]);
    if moved < full.doubt_least_substances {
        let why = format!("{says}: too few for a change of reporting");
        return part("doubt", 0.0, why, vec![together, Reason::of("doubt-few", [])]);
    }
    if value <= 0.0 {
        let why = format!("{says}: too small a share for a change of reporting");
        return part("doubt", 0.0, why, vec![together, Reason::of("doubt-small", [])]);
    }
    let why = format!("{says}: has reporting changed?");
    part("doubt", value, why, vec![together, Reason::of("doubt-reporting", [])])
}

/// How long before the day of the list the last alarm ended, as the calendar of its series counts: of several
/// series, that of the least old.
pub fn age(findings: &[Finding]) -> Option<ScorePart> {
    let table = Ranking::shipped();
    let old = |finding: &Finding| {
        let days = days_between(finding.period.end(), finding.vantage.as_of).max(0) as f64;
        let fresh = table.fresh_days(finding.series.cadence) as f64;
        ((days / fresh - 1.0) / (table.full.age_times - 1.0), days, fresh)
    };
    let (value, days, fresh) = findings.iter().map(old).min_by(|a, b| a.0.total_cmp(&b.0))?;
    let ended = Reason::of("age-ended", [("days", days)]);
    let (word, reason) =
        if value > 0.0 { ("old after", "age-old") } else { ("fresh for", "age-fresh") };
    let why = format!(
        "its last alarm ended {days} days before the day of the list; figures of its calendar are {word} {fresh} days"
    );
    Some(part("age", value, why, vec![ended, Reason::of(reason, [("days", fresh)])]))
}

/// Puts parts in the order of the table.
pub fn in_order(parts: &mut [ScorePart]) {
    let table = &Ranking::shipped().part;
    parts.sort_by_key(|part| table.iter().position(|known| known.name == part.name));
}

/// What the alarmed periods add up to.
struct Moved {
    is_count: bool,
    is_fall: bool,
    observed: f64,
    expected: f64,
    /// Expected in thirty days.
    a_month: f64,
}

impl Moved {
    fn of(recent: &[Finding]) -> Self {
        let observed = recent.iter().map(|finding| finding.observed).sum();
        let expected: f64 = recent.iter().filter_map(|finding| finding.expected).sum();
        let days: i64 = recent.iter().map(|finding| finding.period.days()).sum();
        let first = recent.first();
        Self {
            is_count: first.is_some_and(|finding| finding.series.unit == ValueUnit::Count),
            is_fall: first.is_some_and(|finding| finding.direction == Direction::Fall),
            observed,
            expected,
            a_month: expected * 30.0 / days.max(1) as f64,
        }
    }

    /// Events more than expected, or fewer in a fall.
    fn excess(&self) -> f64 {
        let excess = self.observed - self.expected;
        if self.is_fall { -excess } else { excess }.max(0.0)
    }

    /// Times what was expected, or the other way round in a fall; one event is added to both.
    fn times(&self) -> f64 {
        let one = if self.is_count { 1.0 } else { 0.0 };
        let times = (self.observed + one) / (self.expected + one);
        let times = if self.is_fall { times.recip() } else { times };
        if times.is_nan() { 1.0 } else { times.max(1.0) }
    }
}

/// How grave one event is; nothing where the indicator moves the good way.
fn harm(leading: &Finding) -> ScorePart {
    let definition = indicator::get(leading.series.indicator.as_str());
    let is_fall = leading.direction == Direction::Fall;
    let is_good_news = match definition.map(|i| i.direction_of_concern) {
        Some(DirectionOfConcern::Rise) => is_fall,
        Some(DirectionOfConcern::Fall) => !is_fall,
        _ => false,
    };
    if is_good_news {
        return part(
            "harm",
            0.0,
            "the indicator moves the way that is no reason for concern".to_owned(),
            vec![Reason::of("harm-good-news", [])],
        );
    }
    let Graded { value, of, because } = Ranking::shipped().harm(&leading.series.indicator);
    let name = definition.map_or("unknown indicator", |i| i.name);
    let reason = Reason::of(format!("harm-{of}"), []);
    part("harm", value, format!("{name}: {because}"), vec![reason])
}

/// How many events more or fewer than expected.
fn reach(moved: &Moved) -> ScorePart {
    let table = Ranking::shipped();
    if !moved.is_count {
        let why = "an amount says nothing of how many people".to_owned();
        let reason = Reason::of("reach-amount", []);
        return part("reach", table.unknown.reach_of_amounts, why, vec![reason]);
    }
    let value = libm::log2(1.0 + moved.excess()) / libm::log2(1.0 + table.full.reach_events);
    let way = if moved.is_fall { "fewer" } else { "more" };
    let events = moved.excess().round();
    let why = format!("{} {way} than expected over the alarmed periods", number(events));
    let reason = Reason::of(format!("reach-{way}"), [("events", events)]);
    part("reach", value, why, vec![reason])
}

/// How seldom it was seen before, and how lately it began: half each.
fn novelty(evidence: Evidence<'_>, moved: &Moved) -> ScorePart {
    let last = evidence.recent.last().map_or(evidence.onset, |finding| finding.period.end());
    let days = days_between(evidence.onset, last).max(0) as f64;
    let lately = (1.0 - days / Ranking::shipped().full.novelty_days).max(0.0);
    let began = Reason::of("novelty-began", [("days", days)]);
    if moved.is_fall || !moved.is_count {
        let why =
            format!("known here before; it began {days:.0} days before the latest alarm ended");
        let known = Reason::of("novelty-known", []);
        return part("novelty", lately / 2.0, why, vec![known, began]);
    }
    let seldom = 1.0 / (1.0 + moved.a_month);
    let why = format!(
        "{} a month were expected; it began {days:.0} days before the latest alarm ended",
        number(moved.a_month)
    );
    let expected = Reason::of("novelty-expected", [("a_month", moved.a_month)]);
    part("novelty", f64::midpoint(seldom, lately), why, vec![expected, began])
}

/// How many times what was expected.
fn growth(moved: &Moved) -> ScorePart {
    let times = moved.times();
    let value = libm::log2(times) / libm::log2(Ranking::shipped().full.growth_times);
    let which = if moved.is_fall { "as much was expected" } else { "what was expected" };
    let how = if moved.is_count { ", with one event added to both" } else { "" };
    let (said, reason) = if times.is_finite() {
        let id = if moved.is_fall { "growth-fall" } else { "growth-rise" };
        (format!("{} times", number(times)), Reason::of(id, [("times", times)]))
    } else {
        ("any multiple of".to_owned(), Reason::of("growth-boundless", []))
    };
    let added = moved.is_count.then(|| Reason::of("growth-one-added", []));
    let reasons = std::iter::once(reason).chain(added).collect();
    part("growth", value, format!("{said} {which}{how}"), reasons)
}

/// How fresh, how near, how specific: a third each.
fn actionability(leading: &Finding) -> ScorePart {
    let table = Ranking::shipped();
    let near = table.near(&leading.series.place);
    let age = days_between(leading.period.end(), leading.vantage.as_of);
    let (fresh, is_of, fresh_reason) = match table.fresh(leading.series.cadence, age) {
        Some(Graded { value, of, because }) => {
            (value, because.to_owned(), Reason::of(format!("fresh-{of}"), []))
        }
        None => (
            0.0,
            format!("its last alarm ended {age} days before the day of the list"),
            Reason::of("fresh-old", [("days", age as f64)]),
        ),
    };
    let specific = table.specific(&leading.series.substance);
    let (named, what) = if super::ranking::is_class(&leading.series.substance) {
        ("specific-class", "a class must first be looked into")
    } else {
        ("specific-substance", "a substance can be named")
    };
    let why = format!("{is_of}; {}; {what}", near.because);
    let reasons =
        vec![fresh_reason, Reason::of(format!("near-{}", near.of), []), Reason::of(named, [])];
    part("actionability", (fresh + near.value + specific) / 3.0, why, reasons)
}

/// A part of the table: its weight times a value, which is held between 0 and 1.
fn part(name: &str, value: f64, why: String, reasons: Vec<Reason>) -> ScorePart {
    let weight = Ranking::shipped().weight(name);
    let value = value.clamp(0.0, 1.0);
    // Two decimals, so that a score reads as it sorts; never a negative nothing.
    let points = (weight * value * 100.0).round() / 100.0 + 0.0;
    ScorePart { name: name.to_owned(), points, most: Some(weight), why, reasons }
}

#[cfg(test)]
mod tests;
