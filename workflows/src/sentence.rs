//! What a signal says, in one sentence: the same at a terminal, over HTTP and in pictures.

use vocabulary::finding::{Direction, Finding, Signal};
use vocabulary::indicator;
use vocabulary::period::days_between;
use vocabulary::quantity::ValueUnit;

use crate::detect::SMALLEST_P_VALUE;
use crate::number::number;
use crate::reporting::in_the_end_of;

/// The sentence that comes first; it says where figures are synthetic.
pub fn headline(signal: &Signal) -> String {
    let Some(finding) = clearest(signal) else { return String::new() };
    let says = sentence(signal, finding);
    if rests_on_synthetic(signal) { format!("SYNTHETIC: {says}") } else { says }
}

/// The finding that the sentence is about: of the newest alarms of the leading series the newest that is clear.
pub fn clearest(signal: &Signal) -> Option<&Finding> {
    let newest = signal.findings.first()?;
    let is_recent = |finding: &&Finding| {
        finding.series == newest.series
            && finding.direction == newest.direction
            && days_between(finding.period.end(), newest.period.end()) < RECENT_DAYS
    };
    let p_value = |finding: &Finding| finding.p_value.unwrap_or(1.0).max(SMALLEST_P_VALUE);
    let recent = || signal.findings.iter().filter(is_recent);
    let least = recent().map(p_value).fold(1.0, f64::min);
    // The newest comes first.
    recent().find(|finding| p_value(finding) <= CLEAR * least)
}

/// Whether a signal rests on figures of which any are synthetic.
pub fn rests_on_synthetic(signal: &Signal) -> bool {
    signal.findings.iter().any(|finding| is_synthetic(&finding.series.source))
}

/// Whether a source says of itself that nothing in it is real.
pub fn is_synthetic(source: &str) -> bool {
    source == "synthetic" || source.starts_with("synthetic-")
}

fn sentence(signal: &Signal, finding: &Finding) -> String {
    let indicator = indicator::get(finding.series.indicator.as_str());
    let what = indicator.map_or(finding.series.indicator.as_str(), |i| i.name);
    let of_them =
        finding.series.part.as_ref().map(|part| format!("{what}, of them {}", part.in_words()));
    let what = of_them.as_deref().unwrap_or(what);
    if signal.direction == Direction::New {
        return format!(
            "first reported in {}, {} in all since: {what}",
            finding.period,
            number(finding.observed)
        );
    }
    if let Some(whole) = finding.out_of {
        return share_sentence(finding, whole, what);
    }
    let expected = expected_in_words(finding);
    let figure = figure_text(finding.observed, finding.series.unit);
    let (of, when) = match finding.method.name.as_str() {
        "sustained" => ("a mean of ", "in the four weeks to"),
        _ if finding.method.settings.ends_with("recent=3") => {
            ("a mean of ", "in the three periods to")
        }
        _ => ("", "in"),
    };
    let so_far = so_far(finding).unwrap_or_default();
    format!("{of}{figure}{so_far} {when} {}, {expected}: {what}", finding.period)
}

/// What was expected, and from where on a figure is an alarm.
///
/// What the period before says counts as well: after a high one, a bound may lie below what is expected.
fn expected_in_words(finding: &Finding) -> String {
    let is_fall = finding.direction == Direction::Fall;
    let Some(expected) = finding.expected else { return "no expectation".to_owned() };
    let words = match expected {
        0.0..SMALL if expected > 0.0 => "less than 0.1 expected".to_owned(),
        _ => format!("{} expected", number(expected)),
    };
    match finding.bound {
        Some(bound) if is_fall && bound - expected >= SMALL => {
            format!("{words}; after the period before, below {} is an alarm", number(bound))
        }
        Some(bound) if !is_fall && expected - bound >= SMALL => {
            format!("{words}; after the period before, above {} is an alarm", number(bound))
        }
        Some(bound) if is_fall => format!("{words}, not below {}", number(bound)),
        Some(bound) => format!("{words}, not above {}", number(bound)),
        None => words,
    }
}

/// How much of a figure is known by now, and what it would be if all were told.
fn so_far(finding: &Finding) -> Option<String> {
    let percent = 100.0 * finding.reported?;
    let all = in_the_end_of(finding).map(|(least, most)| {
        format!(" ({} to {} if all were told)", number(least.round()), number(most.round()))
    });
    Some(format!(" so far, {percent:.0} % of all{},", all.unwrap_or_default()))
}

/// So many of so many, and what share of them was expected.
fn share_sentence(finding: &Finding, whole: f64, what: &str) -> String {
    let percent = |part: f64| format!("{:.0} %", 100.0 * part / whole.max(1.0));
    let limit = if finding.direction == Direction::Fall { "not below" } else { "not above" };
    let expected = match (finding.expected, finding.bound) {
        (Some(expected), Some(bound)) => {
            format!("{} expected, {limit} {}", percent(expected), percent(bound))
        }
        (Some(expected), None) => format!("{} expected", percent(expected)),
        _ => "no expectation".to_owned(),
    };
    format!(
        "{} of {} ({}) in the three months to {}, {expected}: share of {what}",
        number(finding.observed.round()),
        number(whole.round()),
        percent(finding.observed),
        finding.period
    )
}

/// A figure with its unit, where it is no count.
pub fn figure_text(figure: f64, unit: ValueUnit) -> String {
    match unit {
        ValueUnit::Count => number(figure),
        unit => format!("{} {}", number(figure), unit.as_str()),
    }
}

/// Where less is expected, its first digit says nothing; and figures nearer to each other read as the same.
const SMALL: f64 = 0.05;

/// An alarm is as clear as the clearest up to this many times its p-value.
const CLEAR: f64 = 100.0;

/// Alarms this close to the newest may lead the sentence in its place: a quarter.
const RECENT_DAYS: i64 = 92;

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use vocabulary::finding::{Method, SeriesKey, Vantage};
    use vocabulary::indicator::IndicatorId;
    use vocabulary::period::{Cadence, Period};
    use vocabulary::place::PlaceId;
    use vocabulary::submission::{Digest, Position};
    use vocabulary::substance::SubstanceId;

    use super::*;

    fn alarm(month: i8, (observed, expected, bound): (f64, f64, f64), p_value: f64) -> Finding {
        Finding {
            series: SeriesKey {
                source: "s".to_owned(),
                indicator: IndicatorId::parse("ed-visits").unwrap(),
                substance: SubstanceId::parse("heroin").unwrap(),
                place: PlaceId::parse("AT").unwrap(),
                cadence: Cadence::Month,
                unit: ValueUnit::Count,
                part: None,
            },
            period: Period::containing(date(2025, month, 1), Cadence::Month),
            direction: Direction::Rise,
            observed,
            reported: None,
            out_of: None,
            expected: Some(expected),
            bound: Some(bound),
            p_value: Some(p_value),
            method: Method { name: "onset".to_owned(), version: 1, settings: String::new() },
            vantage: Vantage { as_of: date(2025, 12, 31), position: Position(1) },
            series_digest: Digest([0; 32]),
        }
    }

    fn says(findings: Vec<Finding>) -> String {
        let newest = &findings[0];
        headline(&Signal {
            id: String::new(),
            substance: newest.series.substance.clone(),
            place: newest.series.place.clone(),
            direction: newest.direction,
            onset: findings[findings.len() - 1].period.start(),
            last_alarm: newest.period.end(),
            score: Vec::new(),
            false_discovery_rate: None,
            weighing: None,
            findings,
        })
    }

    #[test]
    fn the_sentence_is_about_the_newest_alarm_that_is_clear() {
        let faint = || alarm(6, (4.0, 1.1, 3.0), 4e-3);
        let clear = || alarm(5, (19.0, 2.4, 8.0), 3e-6);
        let clearer = alarm(4, (11.0, 1.9, 5.0), 1e-9);
        let said = says(vec![faint(), clear(), clearer]);
        assert!(said.starts_with("19 in 2025-05, 2.4 expected, not above 8: "), "{said}");
        // What lies long ago is no news, however clear.
        let said = says(vec![faint(), alarm(1, (90.0, 2.0, 8.0), 1e-12)]);
        assert!(said.starts_with("4 in 2025-06, 1.1 expected, not above 3: "), "{said}");
    }

    #[test]
    fn a_bound_below_what_is_expected_is_put_into_words() {
        let said = says(vec![alarm(6, (5.0, 2.72, 2.0), 1e-3)]);
        assert!(
            said.starts_with(
                "5 in 2025-06, 2.7 expected; after the period before, above 2 is an alarm: "
            ),
            "{said}"
        );
        let said = says(vec![alarm(6, (6.0, 0.001, 0.0), 1e-9)]);
        assert!(said.starts_with("6 in 2025-06, less than 0.1 expected, not above 0: "), "{said}");
        let said = says(vec![alarm(6, (12_400.0, 8_100.4, 9_000.0), 1e-9)]);
        assert!(said.starts_with("12,400 in 2025-06, 8,100 expected, not above 9,000: "), "{said}");
    }
}
