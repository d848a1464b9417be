//! Reads the shipped tables of places.
//!
//! It does not read anything else: a broken row is a broken release, and the tests notice it first.

use super::{Place, PlaceId, PlaceKind};

/// The tables, widest places first.
pub(super) const SOURCES: [&str; 5] = [
    include_str!("../../data/places.csv"),
    include_str!("../../data/places_subdivisions.csv"),
    include_str!("../../data/places_us_counties.csv"),
    include_str!("../../data/places_nuts.csv"),
    include_str!("../../data/places_areas.csv"),
];

/// Every place, in the order of the tables.
pub(super) fn places() -> Vec<Place> {
    SOURCES.into_iter().flat_map(table).collect()
}

fn table(source: &str) -> Vec<Place> {
    csv::Reader::from_reader(source.as_bytes())
        .records()
        .map(|record| {
            place(&record.expect("the shipped tables are well-formed CSV; a test reads them"))
        })
        .collect()
}

fn place(record: &csv::StringRecord) -> Place {
    let cell = |column: usize| {
        record
            .get(column)
            .expect("every row of the shipped tables has nine columns; a test reads it")
    };
    let id = |text: &str| {
        PlaceId::parse(text).expect("ids of the shipped tables are well formed; a test reads them")
    };
    let degrees = |column: usize| cell(column).parse::<f64>().ok();
    Place {
        id: id(cell(0)),
        name: cell(1).to_owned(),
        kind: kind(cell(2)),
        parent: Some(cell(3)).filter(|text| !text.is_empty()).map(id),
        point: degrees(4).zip(degrees(5)),
        codes: list(cell(6)).map(str::to_owned).collect(),
        other_names: list(cell(7)).map(str::to_owned).collect(),
        members: list(cell(8)).map(id).collect(),
    }
}

fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').filter(|part| !part.is_empty())
}

fn kind(cell: &str) -> PlaceKind {
    match cell {
        "world" => PlaceKind::World,
        "bloc" => PlaceKind::Bloc,
        "country" => PlaceKind::Country,
        "subdivision" => PlaceKind::Subdivision,
        "nuts1" => PlaceKind::Nuts(1),
        "nuts2" => PlaceKind::Nuts(2),
        "nuts3" => PlaceKind::Nuts(3),
        "county" => PlaceKind::County,
        "town" => PlaceKind::Town,
        _ => PlaceKind::OperationalArea,
    }
}
