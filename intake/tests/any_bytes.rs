//! Whatever the bytes are: no panic, and no row is lost.

use intake::{Mapping, read};
use jiff::civil::date;
use proptest::prelude::*;

const MAPPINGS: [&str; 4] = [
    include_str!("../../mappings/ct_accidental_drug_deaths.toml"),
    include_str!("../../mappings/us_cbp_drug_seizures.toml"),
    include_str!("../../mappings/canada_substance_harms_2026.toml"),
    include_str!("../../mappings/unodc_ids_seizures.toml"),
];

/// Reads a file and holds the invariant, where it can be read at all.
fn require_no_row_is_lost(bytes: &[u8], mapping: &Mapping) {
    let Ok(intake) = read(bytes, mapping, date(2026, 11, 22)) else { return };
    let mut rejected: Vec<u64> = intake.rejections.iter().map(|rejection| rejection.row).collect();
    rejected.dedup();
    assert_eq!(intake.rows_accepted + rejected.len() as u64, intake.rows_read);
    let mut with_facts: Vec<u64> = intake.facts.iter().map(|fact| fact.row).collect();
    with_facts.dedup();
    assert_eq!(with_facts.len() as u64, intake.rows_accepted);
}

fn header_of(mapping: &Mapping) -> String {
    let quoted: Vec<String> = mapping.columns().iter().map(|name| format!("\"{name}\"")).collect();
    quoted.join(",") + "\n"
}

/// Cells as files have them, and some they should not.
fn cell() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "",
        "2020 Q2",
        "2019",
        "OCT",
        "5/29/2012",
        "2012-05-29",
        "Y",
        "N",
        "Canada",
        "Ohio",
        "12",
        "-1",
        "0.5",
        "1e9",
        "Suppr.",
        "Date of death",
        "Opioids",
        "Deaths",
        "Number",
        "heroin/fentanyl",
        "Kilogram",
        "LAREDO SECTOR",
        "Russian Federation",
        "\"",
        "\r\n",
        "2020 Q9",
        "99999999999999999999",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => "\\PC{0,12}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_under_a_header_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for text in MAPPINGS {
            let mapping = Mapping::parse(text).unwrap();
            require_no_row_is_lost(&bytes, &mapping);
            let mut file = header_of(&mapping).into_bytes();
            file.extend_from_slice(&bytes);
            require_no_row_is_lost(&file, &mapping);
        }
    }

    #[test]
    fn any_cells_are_accepted_or_rejected(cells in prop::collection::vec(cell(), 0..300)) {
        for text in MAPPINGS {
            let mapping = Mapping::parse(text).unwrap();
            let mut file = header_of(&mapping);
            for row in cells.chunks(mapping.columns().len()) {
                let quoted: Vec<String> = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
                file.push_str(&quoted.join(","));
                file.push('\n');
            }
            require_no_row_is_lost(file.as_bytes(), &mapping);
        }
    }
}
