//! Reporters that join or leave, told by the places that events are reported from.
//!
//! Two marks: places fewer than so many events would come from if all of them reported, at the beginning
//! of a source (many small reporters join one after another); and single large places that begin or end
//! reporting. It looks at all substances together: a drug that is new in a place is no new reporter.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use vocabulary::period::{Cadence, Period};
use vocabulary::place::{PlaceId, Places};
use vocabulary::quality::{Fault, Subject};

use super::found::{Found, evidence, percent, plain};
use super::sheet::{Sheet, Text, period_of};

/// When reporters are said to join or leave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReporterSettings {
    /// Months a source must have.
    pub least_months: usize,
    /// Places it must have.
    pub least_places: usize,
    /// Standard deviations by which the places of the first month must be too few.
    pub too_few: f64,
    /// Share of the later months in which they may be as few.
    pub usually_few: f64,
    /// Events that a place would have had in the months it is silent, at the rate it has otherwise.
    pub expected_events: f64,
    /// Share of the source's events that joining or leaving places must have.
    pub least_share: f64,
}

impl ReporterSettings {
    /// The usual ones.
    pub const fn usual() -> Self {
        Self {
            least_months: 12,
            least_places: 20,
            too_few: 3.0,
            usually_few: 0.1,
            expected_events: 20.0,
            least_share: 0.1,
        }
    }
}

impl fmt::Display for ReporterSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { least_months, least_places, too_few, .. } = self;
        let Self { usually_few, expected_events, least_share, .. } = self;
        write!(
            f,
            "least_months={least_months} least_places={least_places} too_few={too_few} \
             usually_few={usually_few} expected_events={expected_events} least_share={least_share}"
        )
    }
}

/// Events of one indicator: month by month, how many from each place.
#[derive(Default)]
struct Months {
    first: i32,
    counts: Vec<BTreeMap<Text, u64>>,
    figures: Vec<Vec<usize>>,
}

/// Finds reporters that join or leave.
///
/// - Shape: events with a day only; a source of one place has no reporters to tell apart.
/// - Source: the number of places expected of so many events is that of rarefaction, Hurlbert 1971,
///   Ecology 52:577, with replacement.
pub fn changed_reporters(sheet: &Sheet, settings: &ReporterSettings) -> Vec<Found> {
    let mut found = Vec::new();
    for (indicator, months) in months_of(sheet) {
        if months.counts.len() < settings.least_months {
            continue;
        }
        let about = About { sheet, indicator, months: &months, settings };
        found.extend(about.joining());
        found.extend(about.single());
    }
    found
}

fn months_of(sheet: &Sheet) -> BTreeMap<Text, Months> {
    let events = || {
        let figures = sheet.figures.iter().enumerate();
        figures.filter(|(_, figure)| is_event(figure.column) && figure.cadence == Cadence::Day)
    };
    let mut all: BTreeMap<Text, Months> = BTreeMap::new();
    let mut bounds: BTreeMap<Text, (i32, i32)> = BTreeMap::new();
    for (_, figure) in events() {
        let month = month_of(figure.days.0);
        let bound = bounds.entry(figure.indicator).or_insert((month, month));
        *bound = (bound.0.min(month), bound.1.max(month));
    }
    for (at, figure) in events() {
        let (first, last) = bounds[&figure.indicator];
        let months = all.entry(figure.indicator).or_insert_with(|| {
            let length = (last - first + 1) as usize;
            Months {
                first,
                counts: vec![BTreeMap::new(); length],
                figures: vec![Vec::new(); length],
            }
        });
        let month = (month_of(figure.days.0) - first) as usize;
        *months.counts[month].entry(figure.place).or_insert(0) += 1;
        months.figures[month].push(at);
    }
    all
}

fn is_event(column: &str) -> bool {
    column == store::facts::EVENT
}

/// Months since the year 0.
fn month_of(day: i32) -> i32 {
    let start = period_of((day, day), Cadence::Month).start();
    i32::from(start.year()) * 12 + i32::from(start.month()) - 1
}

struct About<'a> {
    sheet: &'a Sheet,
    indicator: Text,
    months: &'a Months,
    settings: &'a ReporterSettings,
}

impl About<'_> {
    fn period(&self, month: usize) -> Period {
        let number = self.months.first + i32::try_from(month).expect("months of a calendar");
        let text = format!("{:04}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1);
        Period::parse(&text).expect("a year and a month")
    }

    fn subject(&self, fault: Fault) -> Subject {
        let subject = Subject::of(fault, self.sheet.source.clone());
        Subject {
            indicator: vocabulary::indicator::IndicatorId::parse(self.sheet.read(self.indicator))
                .ok(),
            ..subject
        }
    }

    /// Many reporters that join one after another from the first month on.
    fn joining(&self) -> Option<Found> {
        let Self { months, settings, .. } = self;
        let mut totals: BTreeMap<Text, u64> = BTreeMap::new();
        for (place, count) in months.counts.iter().flatten() {
            *totals.entry(*place).or_insert(0) += count;
        }
        if totals.len() < settings.least_places {
            return None;
        }
        let held: Vec<Rarefied> =
            months.counts.iter().map(|month| rarefied(month, &totals)).collect();
        let early = held.len() / 4;
        let few = held[early..].iter().filter(|month| month.score <= -settings.too_few).count();
        let usually_few = few as f64 / (held.len() - early) as f64;
        if held[0].score > -settings.too_few || usually_few > settings.usually_few {
            return None;
        }
        let newcomers = self.newcomers();
        let last = newcomers.iter().position(|new| *new == 0).unwrap_or(newcomers.len()) - 1;
        Some(self.joined(&held, &newcomers, last, totals.len()))
    }

    /// Places seen for the first time, month by month.
    fn newcomers(&self) -> Vec<usize> {
        let mut seen = BTreeSet::new();
        let months = self.months.counts.iter();
        months.map(|month| month.keys().filter(|place| seen.insert(**place)).count()).collect()
    }

    fn joined(&self, held: &[Rarefied], newcomers: &[usize], last: usize, places: usize) -> Found {
        let (first, end) = (self.period(0), self.period(last));
        let stretch = Period::span(first.start(), end.end()).unwrap_or(end);
        let after = &held[last + 1..];
        let usual = |of: fn(&Rarefied) -> f64| middle(after.iter().map(of).collect());
        let per_month: Vec<String> = newcomers[..=last].iter().map(ToString::to_string).collect();
        let events: Vec<String> = held[..=last].iter().map(|month| plain(month.events)).collect();
        let figures = vec![
            evidence("places that report in the first month", plain(held[0].places)),
            evidence(
                "places its events would come from if all reported",
                format!("{:.1}", held[0].expected),
            ),
            evidence("standard deviations below", format!("{:.1}", -held[0].score)),
            evidence("new places a month", per_month.join(", ")),
            evidence("events a month", events.join(", ")),
            evidence("places a month afterwards", plain(usual(|month| month.places))),
            evidence("events a month afterwards", plain(usual(|month| month.events))),
            evidence("places in all", places.to_string()),
        ];
        let says = format!(
            "{} places report in {first}, where its {} events would come from {:.0} if all did; new ones \
             join until {end}: a rise of these months may be one of reporters",
            held[0].places,
            plain(held[0].events),
            held[0].expected
        );
        Found {
            subject: Subject { period: Some(stretch), ..self.subject(Fault::NewReporters) },
            says,
            evidence: figures,
            figures: self.months.figures[..=last].concat(),
        }
    }

    /// Single places that begin or end reporting, with a share of the events that moves the total.
    fn single(&self) -> Vec<Found> {
        let length = self.months.counts.len();
        let mut begin: BTreeMap<usize, Vec<Text>> = BTreeMap::new();
        let mut end: BTreeMap<usize, Vec<Text>> = BTreeMap::new();
        let places: BTreeSet<Text> =
            self.months.counts.iter().flat_map(|m| m.keys().copied()).collect();
        if places.len() < 2 {
            return Vec::new();
        }
        for place in places {
            let counts: Vec<u64> = self
                .months
                .counts
                .iter()
                .map(|month| month.get(&place).copied().unwrap_or(0))
                .collect();
            let Some(first) = counts.iter().position(|count| *count > 0) else { continue };
            let last = counts.iter().rposition(|count| *count > 0).unwrap_or(first);
            let active = &counts[first..=last];
            let reporting = active.iter().filter(|count| **count > 0).count();
            if active.len() < 3 || reporting * 2 < active.len() {
                continue;
            }
            let rate = active.iter().sum::<u64>() as f64 / active.len() as f64;
            let silent = |months: usize| {
                months >= 2 && rate * months as f64 >= self.settings.expected_events
            };
            if silent(first) {
                begin.entry(first).or_default().push(place);
            }
            if silent(length - 1 - last) {
                end.entry(last).or_default().push(place);
            }
        }
        let begun = begin.iter().map(|(month, places)| (Fault::NewReporters, *month, places));
        let ended = end.iter().map(|(month, places)| (Fault::LostReporters, *month, places));
        begun
            .chain(ended)
            .filter_map(|(fault, month, places)| self.change(fault, month, places))
            .collect()
    }

    fn change(&self, fault: Fault, month: usize, places: &[Text]) -> Option<Found> {
        let around = if fault == Fault::NewReporters {
            month..(month + 3).min(self.months.counts.len())
        } else {
            month.saturating_sub(2)..month + 1
        };
        let counts = &self.months.counts[around.clone()];
        let all: u64 = counts.iter().flat_map(BTreeMap::values).sum();
        let of_them =
            |place: &Text| counts.iter().filter_map(|month| month.get(place)).sum::<u64>();
        let theirs: u64 = places.iter().map(of_them).sum();
        let share = theirs as f64 / all as f64;
        if share < self.settings.least_share {
            return None;
        }
        let ids: Vec<&str> = places.iter().map(|place| self.sheet.read(*place)).collect();
        let named = |id: &&str| {
            let place = PlaceId::parse(id).ok().and_then(|id| Places::shipped().get(&id));
            place.map_or_else(|| (*id).to_owned(), |place| place.name().to_owned())
        };
        let names = ids.iter().map(named).collect::<Vec<_>>().join(", ");
        let period = self.period(month);
        let (change, when) = match (fault, places.len()) {
            (Fault::NewReporters, 1) => ("begins to report", "first"),
            (Fault::NewReporters, _) => ("begin to report", "first"),
            (_, 1) => ("stops reporting", "last"),
            (_, _) => ("stop reporting", "last"),
        };
        let says = format!(
            "{names} {change} in {period}, with {} of all events of their {when} months: the total moves \
             with them",
            percent(share)
        );
        let of_places = self.months.figures[around].concat().into_iter();
        Some(Found {
            subject: Subject {
                period: Some(period),
                other: Some(ids.join(", ")),
                ..self.subject(fault)
            },
            says,
            evidence: vec![
                evidence("places", names),
                evidence("share of all events", percent(share)),
                evidence("events of theirs", plain(theirs as f64)),
                evidence("events of all", plain(all as f64)),
            ],
            figures: of_places
                .filter(|at| places.contains(&self.sheet.figures[*at].place))
                .collect(),
        })
    }
}

/// The places of one month, and those that its events would come from if all reported.
struct Rarefied {
    events: f64,
    places: f64,
    expected: f64,
    score: f64,
}

fn rarefied(month: &BTreeMap<Text, u64>, totals: &BTreeMap<Text, u64>) -> Rarefied {
    let events: u64 = month.values().sum();
    let of_others = |place: &Text, total: u64| total - month.get(place).copied().unwrap_or(0);
    let all: u64 = totals.iter().map(|(place, total)| of_others(place, *total)).sum();
    let (mut expected, mut variance) = (0.0, 0.0);
    for (place, total) in totals {
        let share = of_others(place, *total) as f64 / all.max(1) as f64;
        let seen = 1.0 - (1.0 - share).powf(events as f64);
        expected += seen;
        variance += seen * (1.0 - seen);
    }
    let places = month.len() as f64;
    let score = if variance > 0.0 { (places - expected) / variance.sqrt() } else { 0.0 };
    Rarefied { events: events as f64, places, expected, score }
}

/// The middle value; nothing of nothing.
fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use vocabulary::fact::FactKind;

    use super::super::testing::{Row, sheet};
    use super::*;

    /// Incidents of two years from forty counties; in the first months only some of them report.
    /// `rise` multiplies the counts of the first months.
    fn incidents(reporting: [usize; 3], rise: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        for month in 0..24 {
            let counties = reporting.get(month).copied().unwrap_or(40);
            for county in 0..counties {
                let count = if month < 3 { 3 * rise } else { 3 + (county + month) % 3 };
                for day in 0..count {
                    let (year, month) = (2018 + month / 12, month % 12 + 1);
                    rows.push(Row {
                        kind: FactKind::Case,
                        column: store::facts::EVENT,
                        unit: "count",
                        value: "1",
                        place: format!("fips:{:05}", 42_001 + county).leak(),
                        period: format!("{year}-{month:02}-{:02}", day + 1).leak(),
                        ..Row::seizure()
                    });
                }
            }
        }
        rows
    }

    fn found(rows: &[Row]) -> Vec<Found> {
        changed_reporters(&sheet(rows), &ReporterSettings::usual())
    }

    #[test]
    fn counties_that_join_are_told_from_an_outbreak() {
        let found = found(&incidents([12, 20, 36], 1));
        let [one] = &found[..] else { panic!("{found:?}") };
        assert_eq!(one.subject.fault, Fault::NewReporters);
        // The last four join in the fourth month.
        assert_eq!(one.subject.period.unwrap().to_string(), "2018-01-01/2018-04-30");
        assert!(one.says.starts_with("12 places report in 2018-01"), "{}", one.says);
    }

    #[test]
    fn a_rise_of_all_places_is_no_new_reporter() {
        assert_eq!(found(&incidents([40, 40, 40], 1)), []);
        assert_eq!(found(&incidents([40, 40, 40], 4)), []);
    }

    #[test]
    fn a_large_place_that_begins_late_or_ends_early_is_named() {
        let mut rows = incidents([40, 40, 40], 1);
        for (from, to, place) in [(10, 24, "IT"), (0, 12, "FR")] {
            for month in from..to {
                for day in 1..=20 {
                    let (year, month) = (2018 + month / 12, month % 12 + 1);
                    let period = format!("{year}-{month:02}-{day:02}").leak();
                    rows.push(Row { place, period, ..rows[0] });
                }
            }
        }
        let found = found(&rows);
        let told: Vec<(&str, String)> = found
            .iter()
            .map(|found| {
                (found.subject.other.as_deref().unwrap(), found.subject.period.unwrap().to_string())
            })
            .collect();
        assert_eq!(told, [("IT", "2018-11".to_owned()), ("FR", "2018-12".to_owned())]);
        assert!(found[1].says.contains("France stops reporting in 2018-12"), "{}", found[1].says);
    }

    #[test]
    fn few_months_one_place_and_no_events_are_quiet() {
        let rows = incidents([12, 20, 36], 1);
        assert_eq!(found(&rows[..200]), []);
        let one: Vec<Row> = rows.iter().map(|row| Row { place: "US-PA", ..*row }).collect();
        assert_eq!(found(&one), []);
        assert_eq!(found(&[]), []);
        let figures: Vec<Row> = rows.iter().map(|row| Row { column: "value", ..*row }).collect();
        assert_eq!(found(&figures), []);
    }
}
