//! Substances that are reported under their class only, where the source otherwise names them.

use std::collections::BTreeMap;
use std::fmt;

use vocabulary::quality::{Fault, Subject};
use vocabulary::substance::{SubstanceId, SubstanceKind, Substances as Table};

use super::found::{Found, evidence, percent, plain};
use super::sheet::{Sheet, Substances, Text};

/// When reporting under a class is worth saying.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClassSettings {
    /// Events that must name the class and none of its substances.
    pub least_events: usize,
    /// Share of the events of the class and all its substances.
    pub share: f64,
}

impl ClassSettings {
    /// The usual ones.
    pub const fn usual() -> Self {
        Self { least_events: 50, share: 0.2 }
    }
}

impl fmt::Display for ClassSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { least_events, share } = self;
        write!(f, "least_events={least_events} share={share}")
    }
}

/// Finds classes under which a source puts events of which it names the substance elsewhere.
///
/// - Shape: single events only: a published table states classes on purpose.
pub fn under_classes(sheet: &Sheet, settings: &ClassSettings) -> Vec<Found> {
    let mut events: BTreeMap<(Text, Substances), Vec<usize>> = BTreeMap::new();
    for (at, figure) in sheet.figures.iter().enumerate() {
        if figure.column == store::facts::EVENT {
            events.entry((figure.indicator, figure.substances)).or_default().push(at);
        }
    }
    // Of every class: the events that name it alone, and how many name a substance below it.
    let mut classes: BTreeMap<(Text, SubstanceId), (Vec<usize>, usize)> = BTreeMap::new();
    for ((indicator, set), figures) in &events {
        let named = sheet.substances(*set);
        let mut above: Vec<SubstanceId> =
            named.iter().flat_map(|id| Table::shipped().ancestors(id)).collect();
        above.sort();
        above.dedup();
        for id in named.iter().filter(|id| is_class(id) && !above.contains(id)) {
            let (alone, _) = classes.entry((*indicator, id.clone())).or_default();
            alone.extend(figures);
        }
        for class in above {
            classes.entry((*indicator, class)).or_default().1 += figures.len();
        }
    }
    let mut found = Vec::new();
    for ((indicator, class), (mut alone, below)) in classes {
        let share = alone.len() as f64 / (alone.len() + below) as f64;
        if alone.len() < settings.least_events || below == 0 || share < settings.share {
            continue;
        }
        alone.sort_unstable();
        let name = Table::shipped().get(&class).map_or(class.as_str(), |entry| entry.name());
        let says = format!(
            "{} of {} events stand under the class \"{name}\" alone ({}): counts of its substances are \
             lower bounds",
            plain(alone.len() as f64),
            plain((alone.len() + below) as f64),
            percent(share)
        );
        found.push(Found {
            subject: Subject {
                indicator: vocabulary::indicator::IndicatorId::parse(sheet.read(indicator)).ok(),
                substance: Some(class),
                ..Subject::of(Fault::UnderClass, sheet.source.clone())
            },
            says,
            evidence: vec![
                evidence("events under the class alone", plain(alone.len() as f64)),
                evidence("events that name a substance of it", plain(below as f64)),
                evidence("share under the class", percent(share)),
            ],
            figures: alone,
        });
    }
    found
}

fn is_class(id: &SubstanceId) -> bool {
    Table::shipped().get(id).is_some_and(|entry| entry.kind() == SubstanceKind::Class)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Row, sheet};
    use super::*;

    fn found(classes: usize, substances: usize, column: &'static str) -> Vec<Found> {
        let row =
            |substances| Row { column, unit: "count", value: "1", substances, ..Row::seizure() };
        let mut rows = vec![row(&["synthetic-opioids"]); classes];
        rows.extend(vec![row(&["fentanyl"]); substances]);
        under_classes(&sheet(&rows), &ClassSettings::usual())
    }

    #[test]
    fn events_under_a_class_alone_are_said() {
        let found = found(60, 40, "event");
        let [one] = &found[..] else { panic!("{found:?}") };
        assert_eq!(one.subject.substance.as_ref().unwrap().as_str(), "synthetic-opioids");
        assert!(one.says.starts_with("60 of 100 events stand under the class"), "{}", one.says);
    }

    #[test]
    fn few_events_no_substances_and_stated_figures_are_quiet() {
        assert_eq!(found(40, 40, "event"), []);
        assert_eq!(found(60, 0, "event"), []);
        assert_eq!(found(60, 300, "event"), []);
        assert_eq!(found(60, 40, "value"), []);
        assert_eq!(found(0, 0, "event"), []);
    }
}
