//! Rows under different keys that tell the same event.
//!
//! Only measured amounts tell events apart: two seizures of 1 kg on one day are likely, two of 1.31363 kg
//! are not. Cases and listings have no amount and are not looked at.

use std::collections::BTreeMap;
use std::fmt;

use vocabulary::period::Cadence;
use vocabulary::quality::{Fault, Subject};

use super::found::{Found, amount, evidence, percent, plain};
use super::sheet::{Figure, Sheet, Text, period_of};

/// When two rows are taken for the same event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DuplicateSettings {
    /// Significant digits an amount needs, where all else is equal.
    pub digits: u32,
    /// Significant digits it needs where the place is written in another way or the day differs.
    pub digits_near: u32,
    /// Days that may lie between the two.
    pub days: i32,
}

impl DuplicateSettings {
    /// The usual ones.
    pub const fn usual() -> Self {
        Self { digits: 3, digits_near: 4, days: 3 }
    }
}

impl fmt::Display for DuplicateSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { digits, digits_near, days } = self;
        write!(f, "digits={digits} digits_near={digits_near} days={days}")
    }
}

/// Finds rows that tell the same event: in every word, or nearly, as when one seizure is entered in two
/// alphabets.
///
/// - Shape: at most two findings for each indicator, with all rows that would count twice; the first row
///   of each event is not among them.
pub fn duplicate_rows(sheet: &Sheet, settings: &DuplicateSettings) -> Vec<Found> {
    let mut indicators: BTreeMap<Text, Vec<usize>> = BTreeMap::new();
    for (at, figure) in sheet.figures.iter().enumerate() {
        let is_event = figure.kind.counts_events() && figure.column != store::facts::EVENT;
        if is_event && figure.cadence == Cadence::Day && digits(figure) >= settings.digits {
            indicators.entry(figure.indicator).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    for (indicator, figures) in indicators {
        let exact = exact_repeats(sheet, &figures);
        let near = near_repeats(sheet, &figures, &exact, settings);
        found.extend(exact.found(sheet, indicator, "exact"));
        found.extend(near.found(sheet, indicator, "near"));
    }
    found
}

/// Figures that repeat an earlier one, each with that one.
#[derive(Default)]
struct Repeated(BTreeMap<usize, usize>);

/// The amount with what it is measured in.
const fn measured(figure: &Figure) -> (&'static str, Text, Option<i128>) {
    (figure.column, figure.unit, figure.value)
}

/// Equal in substance, place as written, day and amount.
fn exact_repeats(sheet: &Sheet, figures: &[usize]) -> Repeated {
    let mut first = BTreeMap::new();
    let mut repeated = Repeated::default();
    for at in figures {
        let figure = &sheet.figures[*at];
        let told =
            (figure.substances, figure.place, figure.place_text, figure.days, measured(figure));
        let earlier = *first.entry(told).or_insert(*at);
        if earlier != *at {
            repeated.0.insert(*at, earlier);
        }
    }
    repeated
}

/// Equal in substance, country and a telling amount, within some days, under another name of the place.
fn near_repeats(
    sheet: &Sheet,
    figures: &[usize],
    exact: &Repeated,
    settings: &DuplicateSettings,
) -> Repeated {
    let mut alike: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for at in figures.iter().filter(|at| !exact.0.contains_key(at)) {
        let figure = &sheet.figures[*at];
        if digits(figure) >= settings.digits_near {
            let told = (figure.substances, figure.place, measured(figure));
            alike.entry(told).or_default().push(*at);
        }
    }
    let mut repeated = Repeated::default();
    for mut same in alike.into_values() {
        same.sort_by_key(|at| (sheet.figures[*at].days, *at));
        for pair in same.windows(2) {
            let [earlier, later] = [pair[0], pair[1]].map(|at| &sheet.figures[at]);
            let is_near = later.days.0 - earlier.days.0 <= settings.days;
            if is_near && earlier.place_text != later.place_text {
                let first = repeated.0.get(&pair[0]).copied().unwrap_or(pair[0]);
                repeated.0.insert(pair[1], first);
            }
        }
    }
    repeated
}

impl Repeated {
    fn found(&self, sheet: &Sheet, indicator: Text, how: &str) -> Option<Found> {
        let (at, first) = self.0.first_key_value()?;
        let rows = self.0.len();
        let events: std::collections::BTreeSet<&usize> = self.0.values().collect();
        let is_compared = |figure: &&Figure| {
            figure.indicator == indicator && figure.column != store::facts::EVENT
        };
        let all = sheet.figures.iter().filter(is_compared).count();
        let mut figures = vec![
            evidence("rows that repeat an earlier one", plain(rows as f64)),
            evidence("events they tell again", plain(events.len() as f64)),
            evidence("share of all rows", percent(rows as f64 / all as f64)),
        ];
        for (at, first) in self.0.iter().take(EXAMPLES) {
            figures.push(evidence("such as", example(sheet, *first, *at)));
        }
        let alike = match how {
            "exact" => "in place, day, substance and amount",
            _ => "in substance, country and amount, under another name of the place",
        };
        let repeat = if rows == 1 { "row repeats" } else { "rows repeat" };
        let says = format!(
            "{} {repeat} an earlier one {alike}, such as {}",
            plain(rows as f64),
            example(sheet, *first, *at)
        );
        let subject = Subject {
            indicator: vocabulary::indicator::IndicatorId::parse(sheet.read(indicator)).ok(),
            other: Some(how.to_owned()),
            ..Subject::of(Fault::DuplicateRows, sheet.source.clone())
        };
        Some(Found { subject, says, evidence: figures, figures: self.0.keys().copied().collect() })
    }
}

/// "1.31363 kg, 2011-03-16, BCP Auyl (row 7) and Аул (row 9)".
fn example(sheet: &Sheet, first: usize, again: usize) -> String {
    let [first, again] = [first, again].map(|at| &sheet.figures[at]);
    let told = amount(first.value.unwrap_or(0), sheet.read(first.unit));
    let day = |figure: &Figure| period_of(figure.days, figure.cadence);
    let place = |figure: &Figure| {
        let text = sheet.read(figure.place_text);
        if text.is_empty() || sheet.is_sealed { sheet.read(figure.place) } else { text }
    };
    let rows = (first.row, again.row);
    if first.place_text == again.place_text {
        return format!(
            "{told}, {}, {} (rows {} and {})",
            day(first),
            place(first),
            rows.0,
            rows.1
        );
    }
    format!(
        "{told}, {} (row {}) and {} (row {}), {}",
        place(first),
        rows.0,
        place(again),
        rows.1,
        day(first)
    )
}

/// Significant digits of a figure.
fn digits(figure: &Figure) -> u32 {
    let mut value = figure.value.unwrap_or(0).unsigned_abs();
    if value == 0 {
        return 0;
    }
    while value.is_multiple_of(10) {
        value /= 10;
    }
    value.ilog10() + 1
}

/// Examples shown with a finding.
const EXAMPLES: usize = 5;

#[cfg(test)]
mod tests {
    use super::super::testing::{Row, sheet};
    use super::*;

    fn found(rows: &[Row]) -> Vec<Found> {
        duplicate_rows(&sheet(rows), &DuplicateSettings::usual())
    }

    fn seizure(place_text: &'static str, period: &'static str, value: &'static str) -> Row {
        Row { place: "KZ", place_text, period, value, ..Row::seizure() }
    }

    #[test]
    fn a_seizure_in_two_alphabets_is_one() {
        let found = found(&[
            seizure("BCP Auyl", "2011-03-16", "1.31363"),
            seizure("Astana", "2011-05-18", "1.968"),
            seizure("Аул", "2011-03-16", "1.31363"),
        ]);
        let [near] = &found[..] else { panic!("{found:?}") };
        assert_eq!((near.subject.other.as_deref(), &near.figures[..]), (Some("near"), &[2][..]));
        let example = "1.31363 kg, BCP Auyl (row 2) and Аул (row 4), 2011-03-16";
        assert!(near.says.ends_with(example), "{}", near.says);
    }

    #[test]
    fn words_of_a_sealed_source_stay_out_of_the_finding() {
        let rows =
            [seizure("BCP Auyl", "2011-03-16", "1.31363"), seizure("Аул", "2011-03-16", "1.31363")];
        let mut sealed = sheet(&rows);
        sealed.is_sealed = true;
        let found = duplicate_rows(&sealed, &DuplicateSettings::usual());
        let text = format!("{:?} {}", found[0].evidence, found[0].says);
        assert!(text.contains("KZ (row 2)") && !text.contains("Auyl"), "{text}");
    }

    #[test]
    fn rows_equal_in_every_word_count_once_however_often_they_stand() {
        let found = found(&[seizure("Auckland", "2013-01-01", "0.0214"); 4]);
        let [exact] = &found[..] else { panic!("{found:?}") };
        assert_eq!((exact.subject.other.as_deref(), exact.figures.len()), (Some("exact"), 3));
        assert_eq!(exact.evidence[1].figure, "1");
    }

    #[test]
    fn round_amounts_other_days_and_other_substances_are_other_events() {
        let rows = [
            seizure("Auckland", "2013-01-01", "1"),
            seizure("Auckland", "2013-01-01", "1"),
            seizure("Auckland", "2013-02-01", "0.12345"),
            seizure("Wellington", "2013-02-09", "0.12345"),
            Row { substances: &["cocaine"], ..seizure("Auckland", "2013-02-01", "0.12345") },
        ];
        assert_eq!(found(&rows), []);
        assert_eq!(found(&[]), []);
        assert_eq!(found(&rows[..1]), []);
    }
}
