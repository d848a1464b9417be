//! Synthetic files in which signs or names could mislead: what is not certain is said, and what must
//! not be read is not.

use crate::foreign::{of, table};
use crate::{check, propose};

#[test]
fn a_sign_for_per_cent_is_a_unit_and_never_a_mark() {
    let text = table("year,country,drug,purity", 60, |i| {
        format!(
            "{},{},{},{}%",
            2000 + i / 3,
            of(&["Austria", "Belgium", "Italy"], i),
            of(&["heroin", "cocaine"], i / 3),
            20 + i
        )
    });
    let proposal = check(
        text.as_bytes(),
        "purity.csv",
        "observation",
        &[("measure", "`purity` as "), ("measure", " in percent")],
    );
    assert!(!proposal.toml.contains("footnotes"), "{}", proposal.toml);
    let rate = text.replace("purity", "value");
    let proposal =
        check(rate.as_bytes(), "value.csv", "observation", &[("measure", " in percent")]);
    assert!(!proposal.toml.contains("footnotes"), "{}", proposal.toml);
}

#[test]
fn a_person_s_name_is_no_part_of_a_key() {
    let text = table("Date,Decedent First Name,victimName,Age,Sex,County", 60, |i| {
        format!(
            "{:02}/{:02}/2023,N{i},M{i},{},{},Hartford",
            1 + i % 12,
            13 + i % 15,
            20 + i % 40,
            of(&["Male", "Female"], i)
        )
    });
    let proposal = propose(text.as_bytes(), "deaths.csv").unwrap();
    for name in ["Decedent First Name", "victimName"] {
        let why = proposal.left_out.iter().find(|(column, _)| column == name);
        assert_eq!(why.map(|(_, why)| why.as_str()), Some("names of people are never read"));
        assert!(!proposal.toml.contains(&format!("\"{name}\"")), "{}", proposal.toml);
    }
}

#[test]
fn what_was_wrong_with_rejected_rows_is_not_read() {
    let text = table("watchfire:row,watchfire:reason,year,country,deaths", 60, |i| {
        format!("{i},x,{},{},{}", 2000 + i / 3, of(&["Austria", "Belgium", "Italy"], i), i % 7)
    });
    let proposal = check(text.as_bytes(), "deaths.csv", "observation", &[("measure", "`deaths`")]);
    assert!(!proposal.toml.contains("\"watchfire:"), "{}", proposal.toml);
}
