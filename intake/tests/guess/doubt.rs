//! Synthetic files in which signs or names could mislead: what is not certain is said, and what must
//! not be read is not.

use crate::foreign::{of, table};
use crate::check;

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
