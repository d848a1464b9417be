//! Areas whose composition changes behind nearly the same name: the European Union of 15, 27 or 28.

use std::collections::BTreeMap;

use vocabulary::place::{Place, PlaceId, PlaceKind, Places};
use vocabulary::quality::{Fault, Subject};

use super::found::{Found, evidence};
use super::sheet::{Sheet, Text};

/// Finds indicators that a source states for groups of countries of several compositions.
///
/// - Shape: one finding for each indicator with two groups or more that share most of their members; a
///   group whose composition is not known counts beside any other.
pub fn changed_areas(sheet: &Sheet) -> Vec<Found> {
    let mut indicators: BTreeMap<Text, BTreeMap<PlaceId, Stated>> = BTreeMap::new();
    let is_group = |place: &Place| place.kind() == PlaceKind::Bloc;
    // Few places occur, each in many figures.
    let mut groups: BTreeMap<Text, Option<PlaceId>> = BTreeMap::new();
    for (at, figure) in sheet.figures.iter().enumerate() {
        let group = groups.entry(figure.place).or_insert_with(|| {
            let id = sheet.place(figure)?;
            Places::shipped().get(&id).is_some_and(is_group).then_some(id)
        });
        let Some(id) = group.clone() else { continue };
        let stated = indicators.entry(figure.indicator).or_default().entry(id).or_default();
        stated.figures.push(at);
        let start = figure.days.0;
        let (first, last) = stated.days.get_or_insert((start, start));
        (*first, *last) = (start.min(*first), start.max(*last));
    }
    let mut found = Vec::new();
    for (indicator, groups) in indicators {
        let alike: BTreeMap<&PlaceId, &Stated> = groups
            .iter()
            .filter(|(id, _)| groups.keys().any(|other| other != *id && are_alike(id, other)))
            .collect();
        if alike.len() < 2 {
            continue;
        }
        let names: Vec<&str> = alike.keys().map(|id| id.as_str()).collect();
        let lines = alike.iter().map(|(id, stated)| {
            let place = Places::shipped().get(id);
            let name = place.map_or_else(|| id.as_str(), Place::name);
            evidence(name, stated.years())
        });
        let says = format!(
            "figures stand for {} of different composition ({}): they make no one series",
            if alike.len() == 2 {
                "two areas".to_owned()
            } else {
                format!("{} areas", alike.len())
            },
            names.join(", ")
        );
        found.push(Found {
            subject: Subject {
                indicator: vocabulary::indicator::IndicatorId::parse(sheet.read(indicator)).ok(),
                other: Some(names.join(", ")),
                ..Subject::of(Fault::ChangedDefinition, sheet.source.clone())
            },
            says,
            evidence: lines.collect(),
            figures: alike.values().flat_map(|stated| stated.figures.iter().copied()).collect(),
        });
    }
    found
}

/// Figures of one area, and the days they begin on.
#[derive(Default)]
struct Stated {
    figures: Vec<usize>,
    days: Option<(i32, i32)>,
}

impl Stated {
    fn years(&self) -> String {
        let year =
            |day: i32| super::sheet::period_of((day, day), vocabulary::period::Cadence::Year);
        match self.days {
            Some((first, last)) if year(first) != year(last) => {
                format!("{} to {}, {} figures", year(first), year(last), self.figures.len())
            }
            Some((first, _)) => format!("{}, {} figures", year(first), self.figures.len()),
            None => String::new(),
        }
    }
}

/// Whether two groups are easily taken for each other: most members of the smaller are in the larger.
fn are_alike(one: &PlaceId, other: &PlaceId) -> bool {
    let members = |id: &PlaceId| Places::shipped().get(id).map_or(&[][..], Place::members);
    let (one, other) = (members(one), members(other));
    let shared = one.iter().filter(|country| other.contains(country)).count();
    let smaller = one.len().min(other.len());
    smaller == 0 || shared * 2 > smaller
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Row, sheet};
    use super::*;

    fn found(places: &[(&'static str, &'static str)]) -> Vec<Found> {
        let row = |(place, period): &(&'static str, &'static str)| Row {
            place,
            period,
            ..Row::seizure()
        };
        let rows: Vec<Row> = places.iter().map(row).collect();
        changed_areas(&sheet(&rows))
    }

    #[test]
    fn unions_of_fifteen_and_twenty_eight_make_no_one_series() {
        let found = found(&[("EU15", "2000"), ("EU28", "2017"), ("EU28", "2018"), ("TR", "2018")]);
        let [one] = &found[..] else { panic!("{found:?}") };
        let says = "figures stand for two areas of different composition (EU15, EU28): they make no one \
                    series";
        assert_eq!(one.says, says);
        assert_eq!(one.evidence[1].figure, "2017 to 2018, 2 figures");
        assert_eq!(one.figures, [0, 1, 2]);
    }

    #[test]
    fn one_area_countries_and_areas_that_share_nothing_are_quiet() {
        assert_eq!(found(&[("EU27", "2020"), ("EU27", "2021"), ("DE", "2021")]), []);
        assert_eq!(found(&[("EU27", "2020"), ("western-balkans", "2021")]), []);
        assert_eq!(found(&[]), []);
    }
}
