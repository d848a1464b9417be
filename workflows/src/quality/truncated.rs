//! Categories that all end at the same page: what lay beyond was not captured.

use std::collections::BTreeMap;
use std::fmt;

use vocabulary::quality::{Fault, Subject};

use super::found::{Found, evidence, plain};
use super::sheet::{Sheet, Text};

/// When a capture is said to be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TruncationSettings {
    /// Categories that must end at the same page.
    pub least_categories: usize,
    /// The page they must reach: short categories may well be equally long.
    pub least_page: i64,
}

impl TruncationSettings {
    /// The usual ones.
    pub const fn usual() -> Self {
        Self { least_categories: 3, least_page: 10 }
    }
}

impl fmt::Display for TruncationSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { least_categories, least_page } = self;
        write!(f, "least_categories={least_categories} least_page={least_page}")
    }
}

/// Finds captures of listings whose categories end at the same last page, and no other goes further.
///
/// - Shape: listings that state category and page; fewer categories than asked for say nothing.
pub fn truncated_categories(sheet: &Sheet, settings: &TruncationSettings) -> Vec<Found> {
    // Of every indicator and category: last page and rows.
    let mut indicators: BTreeMap<Text, BTreeMap<Text, (i64, u64)>> = BTreeMap::new();
    for figure in &sheet.figures {
        let Some((category, page)) = figure.page else { continue };
        let categories = indicators.entry(figure.indicator).or_default();
        let (last, rows) = categories.entry(category).or_insert((page, 0));
        *last = page.max(*last);
        *rows += 1;
    }
    let mut found = Vec::new();
    for (indicator, categories) in &indicators {
        let end = categories.values().map(|(last, _)| *last).max().unwrap_or(0);
        let cut: Vec<_> = categories.iter().filter(|(_, (last, _))| *last == end).collect();
        if cut.len() < settings.least_categories || end < settings.least_page {
            continue;
        }
        let rows = || cut.iter().map(|(_, (_, rows))| *rows);
        let (fewest, most) = (rows().min().unwrap_or(0), rows().max().unwrap_or(0));
        let mut figures = vec![
            evidence(
                "categories that end at that page",
                format!("{} of {}", cut.len(), categories.len()),
            ),
            evidence("last page", end.to_string()),
        ];
        for (category, (last, rows)) in categories {
            let figure = format!("{} rows, last page {last}", plain(*rows as f64));
            figures.push(evidence(sheet.read(*category), figure));
        }
        let subject = Subject {
            indicator: vocabulary::indicator::IndicatorId::parse(sheet.read(*indicator)).ok(),
            other: Some(format!("page {end}")),
            ..Subject::of(Fault::Truncated, sheet.source.clone())
        };
        let says = format!(
            "{} of {} categories end at page {end}, with {fewest} to {most} rows each: pages beyond it were \
             not captured, so counts are lower bounds",
            cut.len(),
            categories.len()
        );
        let of_cut = sheet.figures.iter().enumerate().filter(|(_, figure)| {
            figure.indicator == *indicator
                && figure
                    .page
                    .is_some_and(|(category, _)| cut.iter().any(|(cut, _)| **cut == category))
        });
        let of_cut = of_cut.map(|(at, _)| at).collect();
        found.push(Found { subject, says, evidence: figures, figures: of_cut });
    }
    found
}

#[cfg(test)]
mod tests {
    use vocabulary::fact::FactKind;

    use super::super::testing::{Row, sheet};
    use super::*;

    fn found(categories: &[(&'static str, i64)]) -> Vec<Found> {
        let mut rows = Vec::new();
        for (category, last) in categories {
            for page in 0..=*last {
                let page = Some((*category, page));
                rows.push(Row { kind: FactKind::Listing, column: "event", page, ..Row::seizure() });
            }
        }
        truncated_categories(&sheet(&rows), &TruncationSettings::usual())
    }

    #[test]
    fn categories_that_end_at_one_page_are_cut() {
        let found = found(&[("heroin", 49), ("pills", 49), ("other", 41), ("fentanyl", 49)]);
        let [one] = &found[..] else { panic!("{found:?}") };
        assert!(one.says.starts_with("3 of 4 categories end at page 49"), "{}", one.says);
        assert_eq!(one.figures.len(), 150);
        assert_eq!(one.subject.other.as_deref(), Some("page 49"));
    }

    #[test]
    fn categories_of_their_own_length_and_short_ones_are_whole() {
        assert_eq!(found(&[("heroin", 49), ("pills", 49), ("other", 52), ("fentanyl", 49)]), []);
        assert_eq!(found(&[("heroin", 2), ("pills", 2), ("other", 2)]), []);
        assert_eq!(found(&[("heroin", 49), ("pills", 49)]), []);
        assert_eq!(found(&[]), []);
    }
}
