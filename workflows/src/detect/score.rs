//! Why one signal stands above another: points that explain themselves.
//!
//! The score orders a list for people; it is no probability. Each part says its points and its
//! reason, and the sum of the parts is the score.

use vocabulary::finding::{Finding, ScorePart};
use vocabulary::indicator;
use vocabulary::substance::Substances;

/// What the score is made from.
pub struct Evidence<'a> {
    /// Alarms of the leading series in the recent window, oldest first.
    pub recent: &'a [Finding],
    /// Other indicators and sources whose series alarm at the same place.
    pub other_indicators: usize,
}

/// The parts of a score, largest first.
pub fn score(evidence: &Evidence<'_>) -> Vec<ScorePart> {
    let mut parts = vec![
        surprise(evidence.recent),
        size(evidence.recent),
        gravity(evidence.recent),
        kind_of_substance(evidence.recent),
    ];
    let repeats = evidence.recent.len().saturating_sub(1);
    if repeats > 0 {
        parts.push(ScorePart {
            name: "persistence".to_owned(),
            points: round(0.5 * repeats.min(6) as f64),
            why: format!("{} periods in a row or nearby alarmed", repeats + 1),
        });
    }
    if evidence.other_indicators > 0 {
        parts.push(ScorePart {
            name: "agreement".to_owned(),
            points: 2.0 * evidence.other_indicators.min(3) as f64,
            why: format!(
                "{} other indicators alarm for the same substance and place",
                evidence.other_indicators
            ),
        });
    }
    parts.retain(|part| part.points > 0.0);
    parts.sort_by(|a, b| b.points.total_cmp(&a.points));
    parts
}

/// How unlikely the most unlikely recent figure is.
fn surprise(recent: &[Finding]) -> ScorePart {
    let name = "surprise".to_owned();
    let least = recent.iter().filter_map(|finding| finding.p_value).min_by(f64::total_cmp);
    match least {
        Some(p_value) => ScorePart {
            name,
            points: round((-p_value.max(SMALLEST_P_VALUE).log10()).max(0.0)),
            why: format!(
                "a figure this high has a chance of {} if nothing had changed",
                if p_value < SMALLEST_P_VALUE {
                    "less than one in a million".to_owned()
                } else {
                    format!("{p_value:.1e}")
                }
            ),
        },
        None => ScorePart {
            name,
            points: 2.0,
            why: "first report, or a history too short for a probability".to_owned(),
        },
    }
}

/// How much more than expected there was.
fn size(recent: &[Finding]) -> ScorePart {
    let excess: f64 = recent.iter().map(|f| f.observed - f.expected.unwrap_or(0.0)).sum();
    ScorePart {
        name: "size".to_owned(),
        points: round((1.0 + excess.max(0.0)).log2()),
        why: format!("{excess:.0} more than expected over the alarmed periods"),
    }
}

/// How grave one unit of the indicator is.
fn gravity(recent: &[Finding]) -> ScorePart {
    let definition = recent.first().and_then(|f| indicator::get(f.series.indicator.as_str()));
    let points = definition.map_or(0.0, |i| f64::from(i.severity as u8) - 1.0);
    let name = definition.map_or("unknown indicator", |i| i.name);
    ScorePart { name: "gravity".to_owned(), points, why: format!("the figures count: {name}") }
}

/// Opioids and new substances first; medicines and metabolites last.
fn kind_of_substance(recent: &[Finding]) -> ScorePart {
    let is_under = |class: &str| {
        recent.first().is_some_and(|f| {
            f.series.substance.as_str() == class
                || Substances::shipped()
                    .ancestors(&f.series.substance)
                    .iter()
                    .any(|id| id.as_str() == class)
        })
    };
    let (points, why) = if is_under("opioids") {
        (2.0, "an opioid")
    } else if is_under("new-psychoactive-substances") {
        (2.0, "a new psychoactive substance")
    } else if is_under("medicines") || is_under("metabolites") {
        (0.0, "a medicine or a metabolite")
    } else {
        (1.0, "another drug or what it is mixed with")
    };
    ScorePart { name: "substance".to_owned(), points, why: why.to_owned() }
}

/// A p-value below this says no more: the model itself is not that certain.
pub const SMALLEST_P_VALUE: f64 = 1e-6;

/// Two decimals, so that a score reads as it sorts.
fn round(points: f64) -> f64 {
    (points * 100.0).round() / 100.0
}
