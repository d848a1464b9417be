//! Small sheets for the tests of the checks; every figure in them is made up.

use rust_decimal::Decimal;
use store::facts::Measured;
use vocabulary::fact::FactKind;
use vocabulary::period::{Period, day_number};
use vocabulary::submission::SubmissionId;

use super::sheet::Sheet;

/// A row with one figure.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub kind: FactKind,
    pub indicator: &'static str,
    pub substances: &'static [&'static str],
    pub place: &'static str,
    pub place_text: &'static str,
    pub period: &'static str,
    pub subgroup: &'static str,
    pub column: &'static str,
    pub unit: &'static str,
    /// Empty where there is none.
    pub value: &'static str,
    pub page: Option<(&'static str, i64)>,
}

impl Row {
    /// A seizure of 100 g of heroin.
    pub const fn seizure() -> Self {
        Self {
            kind: FactKind::Seizure,
            indicator: "seizures-quantity",
            substances: &["heroin"],
            place: "DE",
            place_text: "",
            period: "2024-05-01",
            subgroup: "",
            column: "mass_kg",
            unit: "kg",
            value: "0.1",
            page: None,
        }
    }
}

/// A sheet of these rows; the first is row 2, as in a file with a header.
pub fn sheet(rows: &[Row]) -> Sheet {
    let mut sheet = Sheet::of("made-up");
    let submission = SubmissionId::from_random(1);
    for (at, row) in rows.iter().enumerate() {
        let period = Period::parse(row.period).unwrap();
        let days = (day_number(period.start()), day_number(period.end()));
        let value = (!row.value.is_empty()).then(|| {
            let mut value: Decimal = row.value.parse().unwrap();
            value.rescale(9);
            value.mantissa()
        });
        sheet.add(Measured {
            kind: row.kind,
            source: "made-up",
            submission: &submission,
            row: at as u64 + 2,
            indicator: row.indicator,
            substances: row.substances,
            place: row.place,
            place_text: row.place_text,
            period: (days.0, days.1, period.cadence().as_str()),
            subgroup: row.subgroup,
            column: row.column,
            unit: row.unit,
            value,
            page: row.page,
        });
    }
    sheet
}
