//! What is counted or measured.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::indicator::{AdditiveOver, Cadence, DirectionOfConcern, Indicator, shipped};

use super::Lookup;
use crate::asked::Asked;
use crate::page::Page;
use crate::problem::{Problem, Problems};

/// One indicator.
#[derive(Serialize, ToSchema)]
pub(crate) struct IndicatorEntry {
    /// Its id.
    id: &'static str,
    /// Version of the definition.
    version: &'static str,
    /// The field's own name.
    name: &'static str,
    /// What counts as one.
    case_definition: &'static str,
    /// The unit of a value.
    unit: &'static str,
    /// What a rate is taken over, where the field takes one.
    denominator: Option<&'static str>,
    /// Whom and where it covers.
    coverage: &'static str,
    /// How often figures come out.
    cadence: &'static str,
    /// Which movement is a reason for concern: rise, fall or both.
    direction_of_concern: &'static str,
    /// What it cannot tell and what bends it.
    weaknesses: &'static [&'static str],
    /// Over what figures may be added: place, substance, time, subgroup.
    additive_over: Vec<&'static str>,
    /// How grave one unit is, 1 (context) to 5 (a death); an order, not a measure.
    severity: u8,
}

/// The indicators of this release.
#[utoipa::path(
    get,
    path = "/api/v1/indicators",
    tag = "vocabulary",
    params(Lookup),
    responses((status = 200, description = "A page of indicators.", body = Page<IndicatorEntry>), Problems)
)]
pub(crate) async fn list_indicators(
    Asked(lookup): Asked<Lookup>,
) -> Result<Json<Page<IndicatorEntry>>, Problem> {
    let (cut, is_wanted) = (lookup.cut()?, lookup.is_wanted());
    let found: Vec<&Indicator> = shipped().iter().filter(|i| is_wanted(&[i.id, i.name])).collect();
    Ok(Json(cut.page(&found, |indicator| IndicatorEntry::of(indicator))))
}

impl IndicatorEntry {
    fn of(indicator: &Indicator) -> Self {
        Self {
            id: indicator.id,
            version: indicator.version,
            name: indicator.name,
            case_definition: indicator.case_definition,
            unit: indicator.unit,
            denominator: indicator.denominator,
            coverage: indicator.coverage,
            cadence: cadence_word(indicator.cadence),
            direction_of_concern: match indicator.direction_of_concern {
                DirectionOfConcern::Rise => "rise",
                DirectionOfConcern::Fall => "fall",
                DirectionOfConcern::Both => "both",
            },
            weaknesses: indicator.weaknesses,
            additive_over: indicator.additive_over.iter().copied().map(dimension_word).collect(),
            severity: indicator.severity as u8,
        }
    }
}

const fn cadence_word(cadence: Cadence) -> &'static str {
    match cadence {
        Cadence::EventByEvent => "event-by-event",
        Cadence::Weekly => "weekly",
        Cadence::Monthly => "monthly",
        Cadence::Quarterly => "quarterly",
        Cadence::Yearly => "yearly",
        Cadence::Campaign => "campaign",
        Cadence::EveryFewYears => "every-few-years",
    }
}

const fn dimension_word(dimension: AdditiveOver) -> &'static str {
    match dimension {
        AdditiveOver::Place => "place",
        AdditiveOver::Substance => "substance",
        AdditiveOver::Time => "time",
        AdditiveOver::Subgroup => "subgroup",
    }
}
