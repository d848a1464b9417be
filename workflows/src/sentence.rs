//! What a signal says, in one sentence: the same at a terminal, over HTTP and in pictures.

use vocabulary::finding::{Direction, Finding, Signal};
use vocabulary::indicator;
use vocabulary::quantity::ValueUnit;

use crate::reporting::in_the_end_of;

/// The sentence that comes first; it says where figures are synthetic.
pub fn headline(signal: &Signal) -> String {
    let Some(finding) = signal.findings.first() else { return String::new() };
    let says = sentence(signal, finding);
    if rests_on_synthetic(signal) { format!("SYNTHETIC: {says}") } else { says }
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
            "first reported in {}, {:.0} in all since: {what}",
            finding.period, finding.observed
        );
    }
    if let Some(whole) = finding.out_of {
        return share_sentence(finding, whole, what);
    }
    let limit = if signal.direction == Direction::Fall { "at least" } else { "at most" };
    let expected = match (finding.expected, finding.bound) {
        (Some(expected), Some(bound)) => format!("{expected:.1} expected, {limit} {bound:.1}"),
        (Some(expected), None) => format!("{expected:.1} expected"),
        _ => "no expectation".to_owned(),
    };
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

/// How much of a figure is known by now, and what it would be if all were told.
fn so_far(finding: &Finding) -> Option<String> {
    let percent = 100.0 * finding.reported?;
    let all = in_the_end_of(finding)
        .map(|(least, most)| format!(" ({least:.0} to {most:.0} if all were told)"));
    Some(format!(" so far, {percent:.0} % of all{},", all.unwrap_or_default()))
}

/// So many of so many, and what share of them was expected.
fn share_sentence(finding: &Finding, whole: f64, what: &str) -> String {
    let percent = |part: f64| format!("{:.0} %", 100.0 * part / whole.max(1.0));
    let limit = if finding.direction == Direction::Fall { "at least" } else { "at most" };
    let expected = match (finding.expected, finding.bound) {
        (Some(expected), Some(bound)) => {
            format!("{} expected, {limit} {}", percent(expected), percent(bound))
        }
        (Some(expected), None) => format!("{} expected", percent(expected)),
        _ => "no expectation".to_owned(),
    };
    format!(
        "{:.0} of {whole:.0} ({}) in the three months to {}, {expected}: share of {what}",
        finding.observed,
        percent(finding.observed),
        finding.period
    )
}

/// A figure with its unit, where it is no count.
pub fn figure_text(figure: f64, unit: ValueUnit) -> String {
    match unit {
        ValueUnit::Count if figure.fract().abs() < 1e-9 => format!("{figure:.0}"),
        ValueUnit::Count => format!("{figure:.1}"),
        unit => format!("{figure:.1} {}", unit.as_str()),
    }
}
