//! What a check finds, and how its figures are written.

use rust_decimal::Decimal;
use vocabulary::quality::{Evidence, Subject};

use super::sheet::decimal;

/// A fault that a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is about.
    pub subject: Subject,
    /// What is wrong, as a sentence with its figures.
    pub says: String,
    /// The figures.
    pub evidence: Vec<Evidence>,
    /// The figures of the sheet it was seen in.
    pub figures: Vec<usize>,
}

/// A figure under a name.
pub fn evidence(name: &str, figure: impl Into<String>) -> Evidence {
    Evidence { name: name.to_owned(), figure: figure.into() }
}

/// A number as people write it: thousands apart, no more decimals than tell something.
pub fn plain(number: f64) -> String {
    let decimals = match number.abs() {
        large if large >= 100.0 || large.fract() == 0.0 => 0,
        some if some >= 1.0 => 1,
        small if small >= 0.01 => 3,
        _ => 9,
    };
    let text = format!("{number:.decimals$}");
    let text = if decimals > 0 { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    grouped(text)
}

/// A decimal as people write it, exactly.
pub fn exact(value: Decimal) -> String {
    grouped(&value.normalize().to_string())
}

/// A figure in units of 10^-9 with its unit, exactly.
pub fn amount(value: i128, unit: &str) -> String {
    let value = decimal(value).map_or_else(|| "?".to_owned(), exact);
    match unit {
        "" | "count" => value,
        "percent" => value + " %",
        store::facts::FRACTION => value + " as a share of one",
        unit => format!("{value} {unit}"),
    }
}

/// A share as per cent.
pub fn percent(share: f64) -> String {
    if share < 0.1 { format!("{:.1} %", 100.0 * share) } else { format!("{:.0} %", 100.0 * share) }
}

/// Thousands apart: "103,563".
fn grouped(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (whole, rest) = digits.find('.').map_or((digits, ""), |point| digits.split_at(point));
    let mut grouped = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE_AND_A_HALF: i128 = 1_500_000_000;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        let cases = [
            (103_563.0, "103,563"),
            (999.6, "1,000"),
            (0.0, "0"),
            (5.178_15, "5.2"),
            (0.25, "0.25"),
            (-1234.0, "-1,234"),
            (0.000_22, "0.00022"),
        ];
        for (number, text) in cases {
            assert_eq!(plain(number), text);
        }
        let amounts =
            [(ONE_AND_A_HALF, "kg"), (ONE_AND_A_HALF, "count"), (ONE_AND_A_HALF, "percent")];
        let written = amounts.map(|(value, unit)| amount(value, unit));
        assert_eq!(written, ["1.5 kg", "1.5", "1.5 %"]);
        assert_eq!((percent(0.84), percent(0.0123)), ("84 %".to_owned(), "1.2 %".to_owned()));
        assert_eq!(exact("103563.500".parse().unwrap()), "103,563.5");
    }
}
