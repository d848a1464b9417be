//! Totals that are not the sum of their parts, and totals that repeat an earlier one.

use std::collections::BTreeMap;
use std::fmt;

use vocabulary::place::{PlaceId, Places};
use vocabulary::quality::{Fault, Subject};
use vocabulary::quantity::ValueUnit;

use super::found::{Found, amount, evidence, percent};
use super::sheet::{Sheet, Stream, Substances, Text, period_of};

/// When a total is in doubt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TotalSettings {
    /// Share of the total by which the sum of the parts may differ: figures are rounded and revised.
    pub tolerance: f64,
    /// Parts that must be stated.
    pub least_parts: usize,
    /// Share of the other periods in which the parts must make the total, where they fall short of it.
    pub usually_equal: f64,
}

impl TotalSettings {
    /// The usual ones.
    pub const fn usual() -> Self {
        Self { tolerance: 0.05, least_parts: 2, usually_equal: 0.75 }
    }
}

impl fmt::Display for TotalSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { tolerance, least_parts, usually_equal } = self;
        write!(f, "tolerance={tolerance} least_parts={least_parts} usually_equal={usually_equal}")
    }
}

/// A total over all its periods: what it counts, and over what it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    stream: Stream,
    substances: Substances,
    place: Text,
    subgroup: Text,
    over: Over,
}

/// What the parts of a total are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Over {
    Places,
    Subgroups,
}

/// A total and its parts in one period.
#[derive(Clone, Debug)]
struct Held {
    days: (i32, i32),
    total: i128,
    parts: i128,
    known: usize,
    missing: usize,
    figures: Vec<usize>,
}

impl Held {
    /// By how much the parts exceed the total, as a share of it.
    fn excess(&self) -> f64 {
        let (total, parts) = (self.total as f64, self.parts as f64);
        match self.total {
            0 if self.parts == 0 => 0.0,
            0 => parts.signum(),
            _ => (parts - total) / total.abs(),
        }
    }
}

/// Finds totals over places or over subgroups that their parts do not make.
///
/// Parts that exceed their total are in doubt unless they usually do; parts that fall short of it only
/// where all are stated and usually make it. A total that is equal to an earlier one while the parts
/// moved is said to be copied.
///
/// - Shape: figures that add up only (counts, masses, areas); a part is a place directly inside the
///   place of the total, or a value of one subgroup.
pub fn doubtful_totals(sheet: &Sheet, settings: &TotalSettings) -> Vec<Found> {
    let mut found = Vec::new();
    for (line, held) in held_totals(sheet, settings) {
        for at in 0..held.len() {
            if is_doubtful(&held, at, settings) {
                found.push(doubt(sheet, line, &held, at, settings));
            }
        }
    }
    found
}

/// A figure of a group, where all its rows state one, and the rows.
#[derive(Clone, Debug, Default)]
struct Sum {
    value: i128,
    is_missing: bool,
    figures: Vec<usize>,
}

fn held_totals(sheet: &Sheet, settings: &TotalSettings) -> BTreeMap<Line, Vec<Held>> {
    // Of every period the figures by place and subgroup.
    type Group = (Stream, Substances, (i32, i32));
    let mut groups: BTreeMap<Group, BTreeMap<(Text, Text), Sum>> = BTreeMap::new();
    for (at, figure) in sheet.figures.iter().enumerate() {
        if figure.kind.counts_events() || !adds_up(sheet.read(figure.unit)) {
            continue;
        }
        let group = groups.entry((figure.stream(), figure.substances, figure.days)).or_default();
        let sum = group.entry((figure.place, figure.subgroup)).or_default();
        sum.value = sum.value.saturating_add(figure.value.unwrap_or(0));
        sum.is_missing |= figure.value.is_none();
        sum.figures.push(at);
    }
    let mut lines: BTreeMap<Line, Vec<Held>> = BTreeMap::new();
    for ((stream, substances, days), group) in &groups {
        for (over, (place, subgroup), parts) in totals_of(sheet, group) {
            let total = &group[&(place, subgroup)];
            let known = parts.iter().filter(|part| !part.is_missing).count();
            if total.is_missing || known < settings.least_parts {
                continue;
            }
            let line = Line { stream: *stream, substances: *substances, place, subgroup, over };
            lines.entry(line).or_default().push(Held {
                days: *days,
                total: total.value,
                parts: parts.iter().map(|part| part.value).fold(0, i128::saturating_add),
                known,
                missing: parts.len() - known,
                figures: total.figures.clone(),
            });
        }
    }
    lines
}

type Total<'g> = (Over, (Text, Text), Vec<&'g Sum>);

/// What parts make: over what, place and subgroup of the total, and the name of the subgroups.
type Whole<'n> = (Over, (Text, Text), &'n str);

/// The totals of one period with their parts.
fn totals_of<'g>(sheet: &Sheet, group: &'g BTreeMap<(Text, Text), Sum>) -> Vec<Total<'g>> {
    let mut parts: BTreeMap<Whole<'_>, Vec<&'g Sum>> = BTreeMap::new();
    let places: BTreeMap<&str, Text> =
        group.keys().map(|(place, _)| (sheet.read(*place), *place)).collect();
    let whole = group.keys().find(|(_, subgroup)| sheet.read(*subgroup).is_empty());
    let whole = whole.map(|(_, subgroup)| *subgroup);
    for ((place, subgroup), sum) in group {
        let id = PlaceId::parse(sheet.read(*place)).ok();
        let around = id.and_then(|id| Places::shipped().get(&id)?.parent().cloned());
        let around = around.and_then(|around| places.get(around.as_str()).copied());
        if let Some(around) = around.filter(|around| group.contains_key(&(*around, *subgroup))) {
            parts.entry((Over::Places, (around, *subgroup), "")).or_default().push(sum);
        }
        let dimension = sheet.read(*subgroup).split_once('=').filter(|(_, v)| !v.contains("; "));
        if let (Some(whole), Some((name, _))) = (whole, dimension)
            && group.contains_key(&(*place, whole))
        {
            parts.entry((Over::Subgroups, (*place, whole), name)).or_default().push(sum);
        }
    }
    parts.into_iter().map(|((over, total, _), parts)| (over, total, parts)).collect()
}

fn is_doubtful(held: &[Held], at: usize, settings: &TotalSettings) -> bool {
    let this = &held[at];
    let others = || held.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, held)| held);
    let share = |count: usize| count as f64 / others().count().max(1) as f64;
    if this.excess() > settings.tolerance {
        let also = others().filter(|held| held.excess() > settings.tolerance).count();
        return share(also) <= 0.5;
    }
    if this.excess() < -settings.tolerance {
        let equal = others().filter(|held| held.excess().abs() <= settings.tolerance);
        let (mut count, mut most_parts) = (0, 0);
        for held in equal {
            count += 1;
            most_parts = most_parts.max(held.known);
        }
        let is_whole = this.missing == 0 && this.known >= most_parts;
        return is_whole && count > 1 && share(count) >= settings.usually_equal;
    }
    false
}

fn doubt(sheet: &Sheet, line: Line, held: &[Held], at: usize, settings: &TotalSettings) -> Found {
    let this = &held[at];
    let moved = |other: &&Held| {
        let change = (this.parts - other.parts) as f64;
        other.total == this.total && change.abs() > settings.tolerance * other.parts.abs() as f64
    };
    let copied = held[..at].iter().find(moved);
    let fault = if copied.is_some() { Fault::CopiedTotal } else { Fault::TotalDiffers };
    let period = |held: &Held| period_of(held.days, line.stream.3);
    let subject = Subject {
        place: PlaceId::parse(sheet.read(line.place)).ok(),
        period: Some(period(this)),
        other: copied.map(|other| period(other).to_string()),
        ..Subject::of(fault, sheet.source.clone())
    };
    let subject = sheet.about(subject, line.stream);
    let subject = match sheet.substances(line.substances).first() {
        Some(first) => Subject { substance: Some(first.clone()), ..subject },
        None => subject,
    };
    let unit = sheet.read(line.stream.1);
    let text = |value: i128| amount(value, unit);
    let (total, parts) = (text(this.total), text(this.parts));
    let what = match line.over {
        Over::Places => "places",
        Over::Subgroups => "subgroups",
    };
    let mut says = format!(
        "the total is {total}, its {} {what} make {parts} ({} {})",
        this.known,
        percent(this.excess().abs()),
        if this.excess() > 0.0 { "more" } else { "less" }
    );
    if let Some(other) = copied {
        let repeats = format!("; it repeats the total of {}", period(other));
        says.push_str(&repeats);
    }
    let agree = held.iter().filter(|held| held.excess().abs() <= settings.tolerance).count();
    let mut figures = vec![
        evidence("total", &total),
        evidence("sum of its parts", &parts),
        evidence("parts that state a figure", this.known.to_string()),
        evidence("parts without a figure", this.missing.to_string()),
        evidence("periods in which the parts make the total", format!("{agree} of {}", held.len())),
    ];
    if let Some(other) = copied {
        let name = format!("sum of the parts in {}", period(other));
        figures.push(evidence(&name, text(other.parts)));
    }
    Found { subject, says, evidence: figures, figures: this.figures.clone() }
}

/// Whether figures of a unit add up.
fn adds_up(unit: &str) -> bool {
    matches!(
        ValueUnit::parse(unit),
        Some(
            ValueUnit::Count
                | ValueUnit::Kilogram
                | ValueUnit::Litre
                | ValueUnit::Dose
                | ValueUnit::Hectare
                | ValueUnit::MorphineMilligrams
        )
    )
}

#[cfg(test)]
mod tests {
    use vocabulary::fact::FactKind;

    use super::super::testing::{Row, sheet};
    use super::*;

    const AREA: Row = Row {
        kind: FactKind::Cultivation,
        indicator: "cultivation-area",
        substances: &["opium"],
        column: "area_ha",
        unit: "hectare",
        ..Row::seizure()
    };

    /// Totals and the areas of two provinces, year by year.
    fn areas(years: &[(&'static str, &'static str, [&'static str; 2])]) -> Sheet {
        let mut rows = Vec::new();
        for (period, total, parts) in years.iter().copied() {
            rows.push(Row { period, place: "AF", value: total, ..AREA });
            rows.push(Row { period, place: "AF-HEL", value: parts[0], ..AREA });
            rows.push(Row { period, place: "AF-KAN", value: parts[1], ..AREA });
        }
        sheet(&rows)
    }

    fn found(sheet: &Sheet) -> Vec<Found> {
        doubtful_totals(sheet, &TotalSettings::usual())
    }

    #[test]
    fn a_total_that_copies_an_earlier_one_is_named_so() {
        let found = found(&areas(&[
            ("2014", "224", ["124", "100"]),
            ("2015", "183", ["103", "80"]),
            ("2016", "183", ["120", "81"]),
            ("2017", "262", ["162", "100"]),
        ]));
        assert_eq!(found.len(), 1, "{found:?}");
        let subject = &found[0].subject;
        assert_eq!(subject.fault, Fault::CopiedTotal);
        assert_eq!(subject.period.unwrap().to_string(), "2016");
        assert_eq!(subject.other.as_deref(), Some("2015"));
        assert_eq!(subject.place.as_ref().unwrap().as_str(), "AF");
        let says = "the total is 183 hectare, its 2 places make 201 hectare (9.8 % more); \
                    it repeats the total of 2015";
        assert_eq!(found[0].says, says);
        assert_eq!(found[0].figures, [6], "the row of the total, not those of its parts");
    }

    #[test]
    fn parts_that_fall_short_are_in_doubt_only_where_they_usually_make_the_total() {
        let whole = ("2014", "224", ["124", "100"]);
        let more = [("2015", "200", ["120", "80"]), ("2016", "210", ["120", "90"])];
        let short = ("2017", "300", ["100", "90"]);
        assert_eq!(found(&areas(&[whole, more[0], more[1], short])).len(), 1);
        let partly = [("2015", "300", ["100", "90"]), ("2016", "310", ["100", "90"])];
        assert_eq!(found(&areas(&[whole, partly[0], partly[1]])), []);
        let missing = ("2017", "300", ["100", ""]);
        assert_eq!(found(&areas(&[whole, more[0], more[1], missing])), []);
    }

    #[test]
    fn rounding_and_a_missing_total_are_no_fault() {
        assert_eq!(found(&areas(&[("2014", "225", ["124", "100"]), ("2015", "", ["1", "2"])])), []);
        assert_eq!(found(&areas(&[("2014", "0", ["0", "0"]), ("2015", "2", ["1", "1"])])), []);
        assert_eq!(found(&areas(&[])), []);
    }

    #[test]
    fn subgroups_make_their_total_too_and_rates_make_none() {
        let row = |subgroup, value| Row { subgroup, value, ..AREA };
        let rows = [row("", "100"), row("age=0-24", "70"), row("age=25+", "60")];
        let counts = rows.map(|row| Row { kind: FactKind::Observation, unit: "count", ..row });
        let found_counts = found(&sheet(&counts));
        assert_eq!(found_counts.len(), 1);
        assert!(found_counts[0].says.contains("its 2 subgroups make 130"), "{found_counts:?}");
        let rates = counts.map(|row| Row { unit: "percent", ..row });
        assert_eq!(found(&sheet(&rates)), []);
    }
}
