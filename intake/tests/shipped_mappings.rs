//! Every mapping that ships, and the one in the mappings' README, may be used as it stands.

use std::fs;
use std::path::Path;

use intake::Mapping;

fn mappings() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../mappings")
}

#[test]
fn every_shipped_mapping_may_be_used() {
    for entry in fs::read_dir(mappings()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let text = fs::read_to_string(&path).unwrap();
            let mapping =
                Mapping::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert!(!mapping.title().is_empty() && !mapping.licence().is_empty());
            let stem = path.file_stem().unwrap().to_str().unwrap();
            let readme = fs::read_to_string(mappings().join("README.md")).unwrap();
            assert!(readme.contains(&format!("`{stem}.toml`")), "{stem} is not in the README");
        }
    }
}

#[test]
fn the_smallest_mapping_of_the_readme_may_be_used() {
    let readme = fs::read_to_string(mappings().join("README.md")).unwrap();
    let example =
        readme.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let mapping = Mapping::parse(example).unwrap_or_else(|error| panic!("{error}"));
    assert!(mapping.handling().is_sealed());
}

#[test]
fn cases_are_sealed_and_published_figures_are_not() {
    for (name, expected) in [("ct_accidental_drug_deaths", true), ("us_cbp_drug_seizures", false)] {
        let text = fs::read_to_string(mappings().join(format!("{name}.toml"))).unwrap();
        assert_eq!(Mapping::parse(&text).unwrap().handling().is_sealed(), expected, "{name}");
    }
}

#[test]
fn a_file_of_one_known_day_takes_effect_on_that_day_and_others_today() {
    let today = jiff::civil::date(2026, 11, 22);
    for (name, expected) in
        [("canada_substance_harms_2022", "2022-12-14"), ("us_cbp_drug_seizures", "2026-11-22")]
    {
        let text = fs::read_to_string(mappings().join(format!("{name}.toml"))).unwrap();
        let mapping = Mapping::parse(&text).unwrap();
        assert_eq!(mapping.effective_on(today).to_string(), expected, "{name}");
        assert_eq!(mapping.effective_on(jiff::civil::date(2020, 1, 1)).to_string(), "2020-01-01");
    }
}
