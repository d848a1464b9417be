//! Places: the hierarchy holds, and the places of the real sets resolve.

use super::*;

fn places() -> &'static Places {
    Places::shipped()
}

fn id(text: &str) -> PlaceId {
    PlaceId::parse(text).unwrap()
}

fn check(text: &str, within: Option<&str>, expected: Option<&str>) {
    let within = within.map(id);
    let found = places().resolve(text, within.as_ref());
    assert_eq!(
        found.map(|found| found.id.to_string()).as_deref(),
        expected,
        "{text} in {within:?}"
    );
}

#[test]
fn ids_are_unique_and_every_parent_and_member_exists() {
    assert_eq!(places().by_id.len(), places().entries.len());
    for place in places().all() {
        assert!(!place.name().is_empty(), "{place:?}");
        for other in place.parent().into_iter().chain(place.members()) {
            assert!(places().get(other).is_some(), "{other} of {place:?}");
        }
        if let Some((latitude, longitude)) = place.point() {
            assert!(latitude.abs() <= 90.0 && longitude.abs() <= 180.0, "{place:?}");
        }
    }
}

#[test]
fn everything_lies_in_the_world_and_nothing_in_itself() {
    for place in places().all().filter(|place| place.kind() != PlaceKind::World) {
        let mut around = place.parent();
        let mut steps = 0;
        while let Some(parent) = around {
            steps += 1;
            assert!(steps < 8, "a cycle above {place:?}");
            if parent.as_str() == "world" {
                break;
            }
            around = places().get(parent).unwrap().parent();
        }
        assert!(around.is_some(), "{place:?} lies nowhere");
    }
}

#[test]
fn tables_are_as_large_as_they_say() {
    let count = |kind: PlaceKind| places().all().filter(|place| place.kind() == kind).count();
    assert_eq!(count(PlaceKind::Country), 250);
    assert_eq!(count(PlaceKind::County), 3231);
    assert_eq!(count(PlaceKind::Town), 169);
    assert!(count(PlaceKind::Subdivision) > 2_000);
    assert!(count(PlaceKind::Nuts(3)) > 1_000);
    let us = id("US");
    let states = places().children(&us).filter(|place| place.kind() == PlaceKind::Subdivision);
    assert_eq!(states.count(), 51);
    assert_eq!(places().get(&id("EU27")).unwrap().members().len(), 27);
    assert_eq!(places().get(&id("EU28")).unwrap().members().len(), 28);
}

#[test]
fn codes_names_and_other_spellings_are_told_apart() {
    let how = |text: &str| places().resolve(text, None).map(|found| found.how);
    assert_eq!(how("CA-BC"), Some(PlaceHow::Code));
    assert_eq!(how("DEU"), Some(PlaceHow::Code));
    assert_eq!(how("276"), Some(PlaceHow::Code));
    assert_eq!(how("Germany"), Some(PlaceHow::Name));
    assert_eq!(how("Deutschland"), Some(PlaceHow::Name));
    assert_eq!(how("GERMANY "), Some(PlaceHow::Folded));
    assert_eq!(how("turkiye"), Some(PlaceHow::Folded));
    assert_eq!(how("Atlantis"), None);
    assert_eq!(how(""), None);
}

#[test]
fn a_name_shared_by_places_needs_a_place_to_look_in() {
    check("Fairfield", None, None);
    check("Fairfield", Some("US-CT"), Some("fips:09001"));
    check("FAIRFIELD", Some("fips:09001"), Some("fips:09001"));
    check("Washington", None, None);
    check("Washington", Some("US"), Some("US-WA"));
    check("Georgia", None, None);
    check("Georgia", Some("US"), Some("US-GA"));
    check("Mexico", None, Some("MX"));
    check("Luxembourg", None, Some("LU"));
    check("CA", None, Some("CA"));
    check("CA", Some("US"), Some("US-CA"));
    check("CT", Some("US"), Some("US-CT"));
    check("Fairfax", Some("US-VA"), None);
    check("Fairfax County", Some("US-VA"), Some("fips:51059"));
    check("Bayern", Some("DE"), Some("DE-BY"));
    check("Oberbayern", None, Some("nuts:DE21"));
    check("EL", None, Some("GR"));
    check("UK", None, Some("GB"));
    check("EU27_2020", None, Some("EU27"));
    check("Turkey", None, Some("TR"));
    check("Czech Republic", None, Some("CZ"));
    let town = places().resolve_as("Fairfield", Some(&id("US-CT")), PlaceKind::Town).unwrap();
    assert_eq!(town.id, id("us-ct:fairfield"));
    let country = places().resolve_as("Georgia", None, PlaceKind::Country).unwrap();
    assert_eq!(country.id, id("GE"));
}

#[test]
fn ancestors_are_nearest_first() {
    let around = |text: &str| {
        let around = places().ancestors(&id(text));
        around.iter().map(PlaceId::as_str).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(around("us-ct:stamford"), "fips:09001 US-CT US world");
    assert_eq!(around("cbp:laredo-field-office"), "cbp:southwest-border US world");
    assert_eq!(around("nuts:DE212"), "nuts:DE21 nuts:DE2 DE world");
    assert_eq!(around("phac:winnipeg"), "CA-MB CA world");
    assert_eq!(around("nowhere"), "");
}

#[test]
fn every_area_of_the_border_seizures_resolves() {
    for text in
        BORDER_AREAS.iter().chain(&["Southwest Border", "Northern Border", "Coastal/Interior"])
    {
        let found = places().resolve(text, Some(&id("US")));
        assert!(found.is_some_and(|found| found.id.as_str().starts_with("cbp:")), "{text}");
    }
}

#[test]
fn every_region_of_the_canadian_harms_resolves() {
    for (text, expected) in CANADIAN_REGIONS {
        check(text, Some("CA"), Some(expected));
    }
}

#[test]
fn every_county_and_town_of_connecticut_resolves() {
    let counties = [
        "NEW HAVEN",
        "HARTFORD",
        "FAIRFIELD",
        "NEW LONDON",
        "LITCHFIELD",
        "MIDDLESEX",
        "WINDHAM",
        "TOLLAND",
    ];
    for county in counties {
        let found = places().resolve_as(county, Some(&id("US-CT")), PlaceKind::County).unwrap();
        let towns = places().children(&found.id).count();
        assert!(towns >= 13, "{county} has {towns}");
    }
    for town in ["WATERBURY", "Willimantic", "JEWETT CITY", "East Haven"] {
        assert!(places().resolve_as(town, Some(&id("US-CT")), PlaceKind::Town).is_some(), "{town}");
    }
}

#[test]
fn places_of_the_shared_sets_resolve() {
    let root = std::env::var("WATCHFIRE_SHARED").unwrap_or_else(|_| "../../shared".to_owned());
    let data = std::path::Path::new(&root).join("data");
    let column = |file: &str, name: &str| -> std::collections::BTreeSet<String> {
        let mut reader = csv::Reader::from_path(data.join(file)).unwrap();
        let header = reader.headers().unwrap().clone();
        let position =
            header.iter().position(|column| column.trim_start_matches('\u{feff}') == name);
        let cell = |row: csv::StringRecord| row[position.unwrap()].to_owned();
        reader.records().map(|row| cell(row.unwrap())).collect()
    };
    if !data.is_dir() {
        println!("skipped: no reference data at {}", data.display());
        return;
    }
    let seizures = "us_cbp_drug_seizures_fy2019_2023/nationwide-drugs-fy20-fy23.csv";
    let harms = "canada_opioid_stimulant_harms_2016_2025/SubstanceHarmsData.csv";
    let older = "canada_opioid_stimulant_harms_2016_2025/SubstanceHarmsData_vintage_2022.csv";
    for (file, name, within) in [
        (seizures, "Area of Responsibility", "US"),
        (seizures, "Region", "US"),
        (harms, "Region", "CA"),
        (older, "Region", "CA"),
    ] {
        for text in column(file, name) {
            assert!(places().resolve(&text, Some(&id(within))).is_some(), "{text} of {file}");
        }
    }
}

const CANADIAN_REGIONS: [(&str, &str); 22] = [
    ("Canada", "CA"),
    ("British Columbia", "CA-BC"),
    ("Alberta", "CA-AB"),
    ("Saskatchewan", "CA-SK"),
    ("Manitoba", "CA-MB"),
    ("Ontario", "CA-ON"),
    ("Quebec", "CA-QC"),
    ("New Brunswick", "CA-NB"),
    ("Nova Scotia", "CA-NS"),
    ("Prince Edward Island", "CA-PE"),
    ("Newfoundland and Labrador", "CA-NL"),
    ("Yukon", "CA-YT"),
    ("Northwest Territories", "CA-NT"),
    ("Nunavut", "CA-NU"),
    ("Territories", "phac:territories"),
    ("Winnipeg, Manitoba", "phac:winnipeg"),
    ("Winnipeg Manitoba", "phac:winnipeg"),
    ("Northern and rural Manitoba", "phac:northern-rural-manitoba"),
    ("Northern and Rural Manitoba", "phac:northern-rural-manitoba"),
    ("Whitehorse, Yukon", "phac:whitehorse"),
    ("Whitehorse Yukon", "phac:whitehorse"),
    ("Yellowknife, Northwest Territories", "phac:yellowknife"),
];

const BORDER_AREAS: [&str; 41] = [
    "ATLANTA FIELD OFFICE",
    "BALTIMORE FIELD OFFICE",
    "BIG BEND SECTOR",
    "BLAINE SECTOR",
    "BOSTON FIELD OFFICE",
    "BUFFALO FIELD OFFICE",
    "BUFFALO SECTOR",
    "CHICAGO FIELD OFFICE",
    "DEL RIO SECTOR",
    "DETROIT FIELD OFFICE",
    "DETROIT SECTOR",
    "EL CENTRO SECTOR",
    "EL PASO FIELD OFFICE",
    "EL PASO SECTOR",
    "GRAND FORKS SECTOR",
    "HAVRE SECTOR",
    "HOULTON SECTOR",
    "HOUSTON FIELD OFFICE",
    "LAREDO FIELD OFFICE",
    "LAREDO SECTOR",
    "LOS ANGELES FIELD OFFICE",
    "MIAMI FIELD OFFICE",
    "MIAMI SECTOR",
    "NEW ORLEANS FIELD OFFICE",
    "NEW ORLEANS SECTOR",
    "NEW YORK FIELD OFFICE",
    "PORTLAND FIELD OFFICE",
    "PRECLEARANCE FIELD OFFICE",
    "RAMEY SECTOR",
    "RIO GRANDE VALLEY SECTOR",
    "SAN DIEGO FIELD OFFICE",
    "SAN DIEGO SECTOR",
    "SAN FRANCISCO FIELD OFFICE",
    "SAN JUAN FIELD OFFICE",
    "SEATTLE FIELD OFFICE",
    "SPOKANE SECTOR",
    "SWANTON SECTOR",
    "TAMPA FIELD OFFICE",
    "TUCSON FIELD OFFICE",
    "TUCSON SECTOR",
    "YUMA SECTOR",
];
