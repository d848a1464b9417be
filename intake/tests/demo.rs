//! Every table of the demo is read whole under its mapping, and shows what the demo is for.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use intake::{Intake, Mapping, read};
use jiff::civil::date;
use rust_decimal::Decimal;
use vocabulary::fact::{Detail, Fact};

fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../demo")
}

fn read_table(stem: &str) -> Intake {
    let bytes = fs::read(demo().join(format!("{stem}.csv"))).expect("the table ships");
    assert!(bytes.len() < 200_000, "{stem}.csv has {} bytes", bytes.len());
    let mapping =
        fs::read_to_string(demo().join(format!("{stem}.toml"))).expect("its mapping ships");
    let mapping = Mapping::parse(&mapping).unwrap_or_else(|error| panic!("{stem}: {error}"));
    let intake = read(&bytes, &mapping, date(2026, 11, 22))
        .unwrap_or_else(|error| panic!("{stem}: {error}"));
    assert_eq!(intake.rejections, [], "{stem}");
    assert_eq!(intake.unresolved, [], "{stem}");
    intake
}

/// Sums a substance's counts by year.
fn by_year(intake: &Intake, substance: &str, indicator: &str) -> BTreeMap<i16, Decimal> {
    let is_wanted = |fact: &&Fact| {
        fact.indicator.as_str() == indicator
            && fact
                .substances
                .iter()
                .any(|named| named.substance.as_ref().is_some_and(|id| id.as_str() == substance))
    };
    let mut sums = BTreeMap::new();
    for fact in intake.facts.iter().filter(is_wanted) {
        if let Detail::Observation(observation) = &fact.detail {
            *sums.entry(fact.when.period().start().year()).or_default() +=
                observation.value.expect("demo tables have no gaps");
        }
    }
    sums
}

#[test]
fn every_table_has_its_mapping_and_its_source_and_is_read_whole() {
    let mut tables = 0;
    for entry in fs::read_dir(demo()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "csv") {
            let stem = path.file_stem().unwrap().to_str().unwrap();
            // The known events are no figures: `watchfire backtest` reads them.
            if stem == "truth" {
                continue;
            }
            read_table(stem);
            let told = stem.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_');
            assert!(
                demo().join(format!("{told}.md")).exists(),
                "{stem}.csv has no {told}.md beside it"
            );
            tables += 1;
        }
    }
    assert_eq!(tables, 10);
}

#[test]
fn fentanyl_rises_and_xylazine_appears_in_connecticut() {
    let intake = read_table("ct_deaths_by_month");
    let fentanyl = by_year(&intake, "fentanyl", "medical-examiner-deaths");
    assert_eq!(
        (fentanyl[&2012], fentanyl[&2016], fentanyl[&2021]),
        (14.into(), 482.into(), 1_301.into())
    );
    let xylazine = by_year(&intake, "xylazine", "medical-examiner-deaths");
    assert_eq!(
        (xylazine[&2018], xylazine[&2019], xylazine[&2021]),
        (0.into(), 71.into(), 301.into())
    );
}

#[test]
fn fentanyl_passes_heroin_at_the_border() {
    let intake = read_table("us_cbp_seizures_by_month");
    let (fentanyl, heroin) = (
        by_year(&intake, "fentanyl", "seizures-quantity"),
        by_year(&intake, "heroin", "seizures-quantity"),
    );
    assert!(fentanyl[&2019] < heroin[&2019] && fentanyl[&2021] > heroin[&2021]);
}

#[test]
fn three_releases_of_canada_tell_one_figure_under_one_key() {
    let key = "demo-phac-opioid-deaths|phac-opioid-toxicity-deaths|2020 Q2|Canada";
    for (stem, expected) in [("2020_12", 1_628), ("2022_12", 1_693), ("2026_04", 1_632)] {
        let intake = read_table(&format!("canada_opioid_deaths_{stem}"));
        let fact = intake.facts.iter().find(|fact| fact.fact_key == key).unwrap();
        let Detail::Observation(observation) = &fact.detail else { panic!("{stem}") };
        assert_eq!(observation.value, Ok(Decimal::from(expected)), "{stem}");
    }
}
