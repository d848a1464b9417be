//! What mappings left out on purpose, looked at like the rest, so that its fault is told with figures.
//!
//! The rows stay out of the facts: they are read again from the original files, and only to be checked.

use std::io::Cursor;

use intake::{Mapping, Reading};
use rust_decimal::Decimal;
use store::facts::Measured;
use store::node::Node;
use store::submissions::StoredSubmission;
use vocabulary::fact::{Detail, Fact, FactKind};
use vocabulary::finding::Vantage;
use vocabulary::handling::Reader;
use vocabulary::period::day_number;
use vocabulary::quantity::SCALE;
use vocabulary::submission::{Content, SubmissionId};

use super::LookError;
use super::sheet::Sheet;

/// Adds the figures that the mappings of a source leave out, behind those that count.
///
/// - Shape: tables of figures only; files of more than 200,000 rows are not read again, nor are
///   those whose mapping this program no longer reads.
///
/// # Errors
/// When an original file or its mapping cannot be opened.
pub async fn add_left_out(
    node: &Node,
    sheet: &mut Sheet,
    vantage: Vantage,
    reader: &Reader,
) -> Result<(), LookError> {
    for stored in node.submissions(reader).await? {
        if !may_leave_out(&stored, &sheet.source, vantage) {
            continue;
        }
        let id = &stored.header.id;
        let Ok(mapping) = Mapping::parse(&node.mapping(id, reader).await?) else { continue };
        let Some(mapping) = mapping.of_what_it_leaves_out() else { continue };
        let file = Cursor::new(node.original(id, reader).await?);
        let opened = Reading::open(Box::new(file), &mapping, stored.header.submitted_on);
        let Ok(mut reading) = opened else { continue };
        while let Ok(Some(batch)) = reading.next_batch() {
            for fact in batch.facts.drain(..) {
                add(sheet, &fact, id);
            }
            batch.rejections.clear();
        }
    }
    Ok(())
}

/// Whether a submission stands, is of the source and has rows that were not accepted.
fn may_leave_out(stored: &StoredSubmission, source: &str, vantage: Vantage) -> bool {
    let header = &stored.header;
    let Content::Rows { source: of, kinds, .. } = &header.content else { return false };
    let is_table = |kind: &FactKind| !kind.counts_events();
    of == source
        && kinds.iter().all(is_table)
        && stored.position <= vantage.position
        && stored.withdrawn_by.is_none()
        && stored.erased_on.is_none()
        && header.rows_rejected() > 0
        && header.rows_read <= MOST_ROWS
}

fn add(sheet: &mut Sheet, fact: &Fact, submission: &SubmissionId) {
    let (column, unit, value) = match &fact.detail {
        Detail::Observation(observation) => ("value", observation.unit, observation.value.ok()),
        Detail::Dispensing(given) => ("quantity", given.value_unit(), given.quantity.ok()),
        Detail::Cultivation(crop) => {
            ("area_ha", vocabulary::quantity::ValueUnit::Hectare, crop.area_ha.ok())
        }
        _ => return,
    };
    let period = fact.when.period();
    let substances: Vec<&str> = fact
        .substances
        .iter()
        .map(|named| named.substance.as_ref().map_or("", |substance| substance.as_str()))
        .collect();
    let subgroup: Vec<String> =
        fact.subgroup.iter().map(|(name, value)| format!("{name}={value}")).collect();
    sheet.add(Measured {
        kind: fact.detail.kind(),
        source: "",
        submission,
        row: fact.row,
        indicator: fact.indicator.as_str(),
        substances: &substances,
        place: fact.place.as_str(),
        place_text: &fact.place_text,
        period: (day_number(period.start()), day_number(period.end()), period.cadence().as_str()),
        subgroup: &subgroup.join("; "),
        column,
        unit: unit.as_str(),
        value: value.map(scaled),
        page: None,
    });
}

/// A decimal as a whole number of 10^-9.
fn scaled(value: Decimal) -> i128 {
    let mut value = value;
    value.rescale(SCALE);
    value.mantissa()
}

/// Rows up to which a file is read again.
const MOST_ROWS: u64 = 200_000;
