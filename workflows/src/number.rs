//! Numbers as people read them in sentences: the same words as the pages use.

/// A figure: whole from a hundred on or where it is whole, one digit behind the point elsewhere, and the first
/// digit that says something where it is small; a comma between thousands.
///
/// - Shape: "10,800", "4.1", "0.003".
pub fn number(figure: f64) -> String {
    let size = figure.abs();
    let text = if size >= 99.95 || (size - size.round()).abs() < 1e-9 {
        format!("{size:.0}")
    } else if size >= 0.05 {
        let text = format!("{size:.1}");
        text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
    } else {
        first_digit(size)
    };
    with_sign(figure, &grouped(&text))
}

/// Digits with a comma between thousands; what stands behind a point stays as it is.
pub(crate) fn grouped(text: &str) -> String {
    let (whole, rest) = text.split_once('.').map_or((text, None), |(w, r)| (w, Some(r)));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    rest.map_or(out.clone(), |rest| format!("{out}.{rest}"))
}

/// A figure below zero with its sign; nothing is never below zero.
pub(crate) fn with_sign(figure: f64, digits: &str) -> String {
    let is_nothing = digits.chars().all(|c| c == '0' || c == '.');
    let sign = if figure < 0.0 && !is_nothing { "-" } else { "" };
    format!("{sign}{digits}")
}

/// Of a figure below 0.05 the first digit that is not 0.
fn first_digit(size: f64) -> String {
    let places =
        (2..9).find(|places| format!("{size:.places$}").contains(|c| ('1'..='9').contains(&c)));
    places.map_or_else(|| "0".to_owned(), |places| format!("{size:.places$}"))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn figures_read_as_people_write_them() {
        let check = |figure: f64, expected: &str| assert_eq!(number(figure), expected, "{figure}");
        check(10_800.0, "10,800");
        check(1_234_567.8, "1,234,568");
        check(996.8, "997");
        check(99.97, "100");
        check(14.0, "14");
        check(13.98, "14");
        check(4.12, "4.1");
        check(0.0, "0");
        check(0.167, "0.2");
        check(0.0031, "0.003");
        check(1e-12, "0");
        check(-4321.0, "-4,321");
        check(-0.0, "0");
    }
}
