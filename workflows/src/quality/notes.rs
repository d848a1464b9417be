//! What is to be told of the quality of the figures behind a signal.
//!
//! Answers: which decisions changed what it rests on, and which findings nobody has decided about. It
//! judges neither.

use std::collections::BTreeSet;

use store::acts::StoredDecision;
use store::node::Node;
use store::quality::QualityError;
use vocabulary::finding::Signal;
use vocabulary::handling::Reader;
use vocabulary::period::days_between;
use vocabulary::place::{PlaceId, Places};
use vocabulary::quality::{Fault, QualityFinding, Subject, Verdict};
use vocabulary::substance::{SubstanceId, Substances};

/// Something to be told beside a signal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// A decision that held when the signal was raised.
    Treated(StoredDecision),
    /// A finding that nobody has decided about.
    Undecided(QualityFinding),
}

/// The decisions and undecided findings about the figures of a signal, decisions first.
///
/// - Shape: a finding is about a signal when source and indicator are the same, substance and place are
///   the same or one lies in the other, and its period, where it has one, ends within five years before
///   the onset or later.
///
/// # Errors
/// When the ledger cannot be read or holds a damaged finding.
pub async fn notes_about(
    node: &Node,
    signal: &Signal,
    reader: &Reader,
) -> Result<Vec<Note>, QualityError> {
    let Some(first) = signal.findings.first() else { return Ok(Vec::new()) };
    let then = node.quality_decisions(first.vantage.position, reader).await?;
    let mut notes = Vec::new();
    for (at, stored) in then.iter().enumerate() {
        let is_latest =
            !then[at + 1..].iter().any(|later| later.decision.finding == stored.decision.finding);
        let is_treated = stored.decision.verdict != Verdict::Rejected;
        if is_latest && is_treated && is_about(&stored.decision.subject, signal) {
            notes.push(Note::Treated(stored.clone()));
        }
    }
    let now = node.quality_decisions(node.last_position(reader).await?, reader).await?;
    let decided: BTreeSet<&str> = now.iter().map(|s| s.decision.finding.as_str()).collect();
    let sources: BTreeSet<&str> =
        signal.findings.iter().map(|f| f.series.source.as_str()).collect();
    for source in sources {
        for finding in node.quality_of_source(source, reader).await? {
            if !decided.contains(finding.id.as_str()) && is_about(&finding.subject, signal) {
                notes.push(Note::Undecided(finding));
            }
        }
    }
    Ok(notes)
}

fn is_about(subject: &Subject, signal: &Signal) -> bool {
    signal.findings.iter().any(|finding| {
        let series = &finding.series;
        subject.source == series.source
            && subject.indicator.as_ref().is_none_or(|indicator| *indicator == series.indicator)
            && subject.substance.as_ref().is_none_or(|s| is_related(s, &series.substance))
            && places_of(subject).is_none_or(|p| p.iter().any(|p| is_near(p, &series.place)))
    }) && subject.period.is_none_or(|period| {
        period.start() <= signal.last_alarm
            && days_between(period.end(), signal.onset) <= WITHIN_DAYS
    })
}

/// The places that a fault is about: its own, or those of the reporters it names; `None` for all.
pub(crate) fn places_of(subject: &Subject) -> Option<Vec<PlaceId>> {
    if let Some(place) = &subject.place {
        return Some(vec![place.clone()]);
    }
    let names = matches!(subject.fault, Fault::NewReporters | Fault::LostReporters);
    let named = subject.other.as_ref().filter(|_| names)?;
    Some(named.split(", ").filter_map(|id| PlaceId::parse(id).ok()).collect())
}

fn is_related(one: &SubstanceId, other: &SubstanceId) -> bool {
    let shipped = Substances::shipped();
    one == other || shipped.ancestors(one).contains(other) || shipped.ancestors(other).contains(one)
}

/// Whether two places are the same, or one lies in the other.
fn is_near(one: &PlaceId, other: &PlaceId) -> bool {
    is_in(one, other) || is_in(other, one)
}

/// Whether a place is another, or lies in it.
pub(crate) fn is_in(place: &PlaceId, area: &PlaceId) -> bool {
    place == area || Places::shipped().ancestors(place).contains(area)
}

/// Figures as old still stand in what is expected.
const WITHIN_DAYS: i64 = 5 * 366;
