//! Why one signal stands above another: points that explain themselves.
//!
//! The score orders a list for people; it is no probability. Each part says its points and its
//! reason, and the sum of the parts is the score.

use vocabulary::finding::{Direction, Finding, ScorePart};
use vocabulary::indicator::{self, DirectionOfConcern};
use vocabulary::quantity::ValueUnit;
use vocabulary::substance::Substances;

/// What the score is made from.
pub struct Evidence<'a> {
    /// Alarms of the leading series in the recent window, oldest first.
    pub recent: &'a [Finding],
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
                "a figure this {} has a chance of {} if nothing had changed",
                if is_fall(recent) { "low" } else { "high" },
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

/// How much more than expected there was, or less; for amounts, how many times.
fn size(recent: &[Finding]) -> ScorePart {
    let name = "size".to_owned();
    let is_count = recent.first().is_some_and(|f| f.series.unit == ValueUnit::Count);
    if !is_count {
        let times = recent.iter().map(times_expected).fold(1.0, f64::max);
        let why = if is_fall(recent) {
            format!("{times:.1} times as much was expected")
        } else {
            format!("{times:.1} times what was expected")
        };
        return ScorePart { name, points: round(times.log2().min(MOST_POINTS_OF_TIMES)), why };
    }
    let excess: f64 = recent.iter().map(|f| f.observed - f.expected.unwrap_or(0.0)).sum();
    let (size, way) = if is_fall(recent) { (-excess, "fewer") } else { (excess, "more") };
    ScorePart {
        name,
        points: round((1.0 + size.max(0.0)).log2()),
        why: format!("{size:.0} {way} than expected over the alarmed periods"),
    }
}

/// How many times the expected figure was met, or it met the figure; at least 1.
fn times_expected(finding: &Finding) -> f64 {
    let ratio = finding.observed / finding.expected.unwrap_or(finding.observed);
    let times = if ratio < 1.0 { ratio.recip() } else { ratio };
    if times.is_finite() { times } else { LARGEST_TIMES }
}

fn is_fall(recent: &[Finding]) -> bool {
    recent.first().is_some_and(|finding| finding.direction == Direction::Fall)
}

/// How grave one unit of the indicator is, where it moves the way that is a reason for concern.
fn gravity(recent: &[Finding]) -> ScorePart {
    let definition = recent.first().and_then(|f| indicator::get(f.series.indicator.as_str()));
    let name = definition.map_or("unknown indicator", |i| i.name);
    let concern = definition.map(|i| i.direction_of_concern);
    let is_good_news = match concern {
        Some(DirectionOfConcern::Rise) => is_fall(recent),
        Some(DirectionOfConcern::Fall) => !is_fall(recent),
        _ => false,
    };
    let points = definition.map_or(0.0, |i| f64::from(i.severity as u8) - 1.0);
    ScorePart {
        name: "gravity".to_owned(),
        points: if is_good_news { 0.0 } else { points },
        why: format!("the figures count: {name}"),
    }
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

/// Amounts of different units do not compare, so a ratio gives no more points than this.
const MOST_POINTS_OF_TIMES: f64 = 5.0;

/// Stands for any multiple of nothing.
const LARGEST_TIMES: f64 = 1e6;

/// Two decimals, so that a score reads as it sorts.
fn round(points: f64) -> f64 {
    (points * 100.0).round() / 100.0
}
