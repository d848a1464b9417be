//! How much each part of a score counts, and what stands where: one table that ships with the program.
//!
//! Answers: the weight of a part, and the value between 0 and 1 of a substance, an indicator, a
//! calendar, a place. It does not look at figures.

use std::sync::OnceLock;

use serde::Deserialize;
use vocabulary::indicator::{self, IndicatorId, Severity};
use vocabulary::period::Cadence;
use vocabulary::place::{PlaceId, PlaceKind, Places};
use vocabulary::substance::{SubstanceId, SubstanceKind, Substances};

/// The table, as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ranking {
    /// Version of the table.
    pub version: u16,
    /// The parts of a score, in the order in which they are shown.
    pub part: Vec<Part>,
    potency: Vec<OfSubstances>,
    harm: Vec<OfIndicators>,
    fresh: Vec<OfCalendar>,
    near: Vec<OfPlaces>,
    specific: Specific,
    /// Bounds at which parts are full.
    pub full: Full,
    /// What stands where a part cannot be told.
    pub unknown: Unknown,
}

/// A part of a score.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Points at most; below 0 where it takes points away.
    pub weight: f64,
    /// Why it counts.
    pub because: String,
}

/// A value of substances; the first row that holds the substance or a class above it counts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfSubstances {
    of: Vec<String>,
    value: f64,
    because: String,
}

/// A value of one indicator, or of all of a grade of severity.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfIndicators {
    indicator: Option<String>,
    severity: Option<String>,
    value: f64,
    because: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfCalendar {
    cadence: String,
    days: i64,
    value: f64,
    because: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfPlaces {
    kind: String,
    value: f64,
    because: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Specific {
    substance: f64,
    class: f64,
    because: String,
}

/// Bounds at which parts are full.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Full {
    /// Events more or fewer than expected.
    pub reach_events: f64,
    /// Times what was expected.
    pub growth_times: f64,
    /// Days since it began after which it is no longer new.
    pub novelty_days: f64,
    /// Share of substances that move together from which on there is doubt.
    pub doubt_from: f64,
    /// Share at which it is full.
    pub doubt_at_most: f64,
    /// Fewer substances that move are no sign of reporting.
    pub doubt_least_substances: usize,
    /// Times the days for which a figure is fresh, after which it is as old as it gets.
    pub age_times: f64,
    /// Why.
    pub because: String,
}

/// What stands where a part cannot be told.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unknown {
    /// Reach of what is no number of events.
    pub reach_of_amounts: f64,
    /// Confidence where there is no probability.
    pub confidence: f64,
    potency: f64,
    /// Why.
    pub because: String,
}

/// A line of the table as people read it.
#[derive(Clone, Debug, PartialEq)]
pub struct RankingLine<'a> {
    /// The part it decides.
    pub part: &'a str,
    /// What it is about.
    pub of: String,
    /// Its value: 0 to 1, but for weights and bounds.
    pub value: f64,
    /// Why.
    pub because: &'a str,
}

/// A value of the table with its reason.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Graded<'a> {
    /// 0 to 1.
    pub value: f64,
    /// What its line is about: the first word of it; "unknown" where there is none.
    pub of: &'a str,
    /// Why, in words.
    pub because: &'a str,
}

impl Ranking {
    /// The table that ships with the program.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Ranking> = OnceLock::new();
        SHIPPED.get_or_init(|| toml::from_str(SOURCE).expect("a test reads the table"))
    }

    /// Points that a part gives or takes at most; 0 for one that the table does not have.
    pub fn weight(&self, part: &str) -> f64 {
        self.part.iter().find(|known| known.name == part).map_or(0.0, |known| known.weight)
    }

    /// Every line of the table, as people read it.
    pub fn lines(&self) -> Vec<RankingLine<'_>> {
        let line = |part, of: &str, value, because| RankingLine {
            part,
            of: of.to_owned(),
            value,
            because,
        };
        let mut lines: Vec<RankingLine<'_>> = Vec::new();
        for part in &self.part {
            lines.push(line(
                part.name.as_str(),
                "at most, in points",
                part.weight,
                part.because.as_str(),
            ));
        }
        let potency = self.potency.iter();
        lines.extend(
            potency.map(|r| line("potency", &r.of.join(", "), r.value, r.because.as_str())),
        );
        lines.extend(self.harm.iter().map(|row| {
            let of = row.indicator.as_deref().or(row.severity.as_deref()).unwrap_or_default();
            line("harm", of, row.value, row.because.as_str())
        }));
        let fresh = self.fresh.iter();
        lines.extend(fresh.map(|r| line("actionability", &r.cadence, r.value, r.because.as_str())));
        let near = self.near.iter();
        lines.extend(near.map(|r| line("actionability", &r.kind, r.value, r.because.as_str())));
        let Specific { substance, class, because } = &self.specific;
        lines.push(line("actionability", "a substance", *substance, because));
        lines.push(line("actionability", "a class", *class, because));
        let Full { reach_events, growth_times, novelty_days, because, .. } = &self.full;
        lines.push(line("reach", "full at so many events", *reach_events, because));
        lines.push(line("growth", "full at so many times", *growth_times, because));
        lines.push(line("novelty", "gone after so many days", *novelty_days, because));
        let (from, full, least) = (
            self.full.doubt_from,
            self.full.doubt_at_most,
            self.full.doubt_least_substances as f64,
        );
        lines.push(line("doubt", "from this share of substances", from, because));
        lines.push(line("doubt", "full at this share", full, because));
        lines.push(line("doubt", "least substances that move", least, because));
        let fresh = self.fresh.iter();
        lines.extend(fresh.map(|r| {
            let of = format!("from so many days on, by {}", r.cadence);
            line("age", &of, r.days as f64, "figures of this calendar are seldom later")
        }));
        lines.push(line("age", "full at so many times these days", self.full.age_times, because));
        let Unknown { reach_of_amounts, confidence, potency, because } = &self.unknown;
        lines.push(line("reach", "of amounts", *reach_of_amounts, because));
        lines.push(line("confidence", "without a probability", *confidence, because));
        lines.push(line("potency", "in no class", *potency, because));
        lines
    }

    /// How readily a substance kills.
    pub fn potency(&self, substance: &SubstanceId) -> Graded<'_> {
        let above = Substances::shipped().ancestors(substance);
        let holds = |row: &&OfSubstances| {
            let is = |id: &SubstanceId| row.of.iter().any(|of| of == id.as_str());
            is(substance) || above.iter().any(is)
        };
        let row = self.potency.iter().find(holds);
        row.map_or(
            Graded {
                value: self.unknown.potency,
                of: UNKNOWN,
                because: "it stands in no class of the table",
            },
            |row| Graded {
                value: row.value,
                of: row.of.first().map_or(UNKNOWN, String::as_str),
                because: &row.because,
            },
        )
    }

    /// How grave one event of an indicator is.
    pub fn harm(&self, id: &IndicatorId) -> Graded<'_> {
        let severity = indicator::get(id.as_str()).map(|known| word(known.severity));
        let named = self.harm.iter().find(|row| row.indicator.as_deref() == Some(id.as_str()));
        let graded = || {
            self.harm.iter().find(|row| severity.is_some() && row.severity.as_deref() == severity)
        };
        named.or_else(graded).map_or(
            Graded {
                value: 0.0,
                of: UNKNOWN,
                because: "an indicator that the table does not have",
            },
            |row| Graded {
                value: row.value,
                of: row.indicator.as_deref().or(row.severity.as_deref()).unwrap_or(UNKNOWN),
                because: &row.because,
            },
        )
    }

    /// How fresh a figure of a calendar is whose period ended so many days ago; `None` where that is too long ago.
    pub fn fresh(&self, cadence: Cadence, days: i64) -> Option<Graded<'_>> {
        let Some(row) = self.fresh.iter().find(|row| row.cadence == cadence.as_str()) else {
            return Some(Graded { value: 0.0, of: UNKNOWN, because: "it has no calendar" });
        };
        let graded = Graded { value: row.value, of: &row.cadence, because: &row.because };
        (days <= row.days).then_some(graded)
    }

    /// Days for which a figure of a calendar is fresh; of none, those of the slowest calendar.
    pub fn fresh_days(&self, cadence: Cadence) -> i64 {
        let row = self.fresh.iter().find(|row| row.cadence == cadence.as_str());
        let slowest = || self.fresh.iter().map(|row| row.days).max().unwrap_or_default();
        row.map_or_else(slowest, |row| row.days)
    }

    /// How near those stand who can act for a place.
    pub fn near(&self, place: &PlaceId) -> Graded<'_> {
        let kind = match Places::shipped().get(place).map(vocabulary::place::Place::kind) {
            Some(PlaceKind::World) => "world",
            Some(PlaceKind::Bloc) => "bloc",
            Some(PlaceKind::Country) => "country",
            _ => "part",
        };
        let row = self.near.iter().find(|row| row.kind == kind);
        row.map_or(
            Graded {
                value: 0.0,
                of: UNKNOWN,
                because: "a kind of place that the table does not have",
            },
            |row| Graded { value: row.value, of: &row.kind, because: &row.because },
        )
    }

    /// How specific a substance is.
    pub fn specific(&self, substance: &SubstanceId) -> f64 {
        if is_class(substance) { self.specific.class } else { self.specific.substance }
    }
}

/// Whether an id stands for a group that sources report as one.
pub fn is_class(substance: &SubstanceId) -> bool {
    let entry = Substances::shipped().get(substance);
    entry.is_some_and(|entry| entry.kind() == SubstanceKind::Class)
}

const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Context => "context",
        Severity::Exposure => "exposure",
        Severity::Burden => "burden",
        Severity::AcuteHarm => "acute-harm",
        Severity::Death => "death",
    }
}

/// What stands for the line of what has none.
const UNKNOWN: &str = "unknown";

const SOURCE: &str = include_str!("../../data/ranking.toml");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_gives_points_adds_up_to_a_hundred_and_every_value_has_a_reason() {
        let table = Ranking::shipped();
        let giving: f64 = table.part.iter().map(|part| part.weight.max(0.0)).sum();
        assert!((giving - 100.0).abs() < 1e-9, "{giving}");
        for RankingLine { part, of, value, because } in table.lines() {
            let is_bound = of.contains(' ') && of != "a substance" && of != "a class";
            let is_share = (0.0..=1.0).contains(&value);
            assert!((is_bound || is_share) && because.len() > 5, "{part} {of} {value} {because}");
        }
    }

    #[test]
    fn every_word_of_the_table_is_one_of_the_vocabulary() {
        let table = Ranking::shipped();
        for id in table.potency.iter().flat_map(|row| &row.of) {
            let known =
                SubstanceId::parse(id).is_ok_and(|id| Substances::shipped().get(&id).is_some());
            assert!(known, "{id}");
        }
        for row in &table.harm {
            let id = row.indicator.as_deref();
            assert!(id.is_none_or(|id| indicator::get(id).is_some()), "{id:?}");
            assert!(id.is_some() != row.severity.is_some(), "{row:?}");
        }
        for known in indicator::shipped() {
            let id = IndicatorId::parse(known.id).unwrap();
            assert!(table.harm(&id).value > 0.0, "{id} has no grade");
        }
        assert!(table.fresh.iter().all(|row| Cadence::parse(&row.cadence).is_some()));
    }

    #[test]
    fn the_first_line_that_names_a_substance_or_a_class_above_it_holds() {
        let potency = |id: &str| Ranking::shipped().potency(&SubstanceId::parse(id).unwrap()).value;
        assert!(potency("carfentanil") > potency("fentanyl"));
        assert!(potency("fentanyl") > potency("heroin"));
        assert!(potency("heroin") > potency("codeine"), "a line of its own before its class");
        assert!(potency("tramadol") < potency("synthetic-opioids"), "and above it in the table");
        assert!(potency("codeine") > potency("cannabis"));
        assert!(potency("norfentanyl") < potency("cocaine"), "a metabolite is no drug");
    }
}
