//! What is put before a person: series that stand by themselves, and those that stand by what others say.

use jiff::civil::Date;
use vocabulary::finding::{Direction, FalseShare, Finding, SeriesKey};
use vocabulary::period::{Cadence, days_between};

use super::Asked;
use super::compose::{Company, is_of_everything};
use super::false_discoveries::{Families, family};
use super::group::Candidate;
use super::jointly::Jointly;
use super::look::Looked;
use super::over_weeks::Memory;
use super::weigh::Hearing;

/// What a series is held against.
pub(super) struct Sieve<'a> {
    pub families: &'a Families<'a>,
    pub opening: &'a Opening<'a>,
    pub hearing: &'a Hearing<'a>,
    pub company: &'a Company<'a>,
    pub jointly: &'a Jointly<'a>,
}

impl Sieve<'_> {
    /// Series with recent alarms that hold against the number of series of their source; and series whose
    /// figure is far out and that leave, with all others that could show the same, no larger chance of
    /// being false than that.
    pub fn candidates(&self, looked: &[Looked], false_share: FalseShare) -> Vec<Candidate> {
        looked.iter().filter_map(|look| self.candidate(look, false_share.get())).collect()
    }

    fn candidate(&self, look: &Looked, false_share: f64) -> Option<Candidate> {
        let rate =
            look.p_value.map(|p| self.families.false_discovery_rate(family(&look.series), p));
        let is_recent = |finding: &&Finding| finding.period.start() >= look.recent_from;
        let recent: Vec<Finding> = look.alarms.iter().filter(is_recent).cloned().collect();
        let holds = |(rate, p_value)| self.opening.lets_pass(look, rate, p_value);
        let stands = !recent.is_empty() && rate.zip(look.p_value).is_none_or(holds);
        if !stands && !self.is_carried(look, false_share) && !self.is_joint(look) {
            return None;
        }
        // What others carry need not be an alarm itself.
        let (recent, findings) = match (&look.farthest, recent.is_empty()) {
            (Some(farthest), true) => {
                let mut findings = look.alarms.clone();
                findings.push(farthest.clone());
                (vec![farthest.clone()], findings)
            }
            _ => (recent, look.alarms.clone()),
        };
        let onset = onset(&findings, look.cadence);
        let beside = self.company.beside(&look.series, look.direction, onset);
        Some(Candidate {
            onset,
            is_of_everything: beside.is_some_and(|c| is_of_everything(&c, look.direction)),
            series: look.series.clone(),
            direction: look.direction,
            findings,
            recent,
            p_value: look.p_value,
            false_discovery_rate: rate,
        })
    }

    /// Whether all sources together say what it does, and it is far out itself.
    fn is_joint(&self, look: &Looked) -> bool {
        let SeriesKey { substance, place, part, .. } = &look.series;
        look.farthest.is_some()
            && look.direction != Direction::New
            && part.is_none()
            && self.jointly.stands(substance, place, look.direction)
    }

    /// Whether all that could show it leaves no larger chance than this that it is not there.
    fn is_carried(&self, look: &Looked, false_share: f64) -> bool {
        let Some(farthest) = &look.farthest else { return false };
        if look.direction == Direction::New {
            return false;
        }
        let is_carried = |composition| {
            let weighing = self.hearing.weighing(&look.series, look.direction, composition);
            let is_alone = weighing.testimonies.len() < 2;
            !is_alone && weighing.posterior.is_some_and(|chance| 1.0 - chance <= false_share)
        };
        // What all else did only ever speaks against, and takes longer to work out.
        is_carried(None)
            && is_carried(self.company.beside_signal(farthest, farthest.period.start()))
    }
}

/// What is not raised yet: a family of its own in each source, at a level of its own.
pub(super) struct Opening<'a> {
    families: Families<'a>,
    memory: &'a Memory,
    asked: Asked,
}

impl<'a> Opening<'a> {
    /// Of all that was looked at, what no run of the year raised.
    pub fn of(looked: &'a [Looked], memory: &'a Memory, asked: Asked) -> Self {
        let new = looked.iter().filter(|look| !memory.stands(&look.series, look.direction));
        let p_values = new.filter_map(|look| Some((family(&look.series), look.p_value?)));
        Self { families: Families::of(p_values), memory, asked }
    }

    /// Whether a series may be raised, given its false discovery rate among all of its source.
    fn lets_pass(&self, look: &Looked, rate: f64, p_value: f64) -> bool {
        let share = self.asked.false_share;
        let family = family(&look.series);
        let is_opened = || {
            let level = self.memory.level(family, self.asked.vantage.as_of, share);
            self.families.false_discovery_rate(family, p_value) <= level
        };
        rate <= share.get() && (self.memory.stands(&look.series, look.direction) || is_opened())
    }
}

/// First day of the latest run of alarms; a run may miss three periods in a row.
fn onset(alarms: &[Finding], cadence: Cadence) -> Date {
    let gap = match cadence {
        Cadence::Week | Cadence::Day => 28,
        Cadence::Month => 93,
        _ => 280,
    };
    let mut onset = None;
    let mut last_end: Option<Date> = None;
    for alarm in alarms {
        let continues = last_end.is_some_and(|end| days_between(end, alarm.period.start()) <= gap);
        if !continues {
            onset = Some(alarm.period.start());
        }
        last_end = Some(alarm.period.end());
    }
    onset.unwrap_or(Date::MIN)
}
