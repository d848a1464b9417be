//! Which series there are.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::finding::SeriesKey;
use vocabulary::period::Period;
use workflows::series::names::{NamesWanted, require_of_series};

use super::{
    AskedOf, SeriesName, cadence_of, indicator_of, part_of, place_of, substance_of, vantage_of,
};
use crate::asked::{Asked, optional};
use crate::asking::Asking;
use crate::kept::Listed;
use crate::page::{Cut, Page};
use crate::problem::{Problem, Problems};

/// Which series are wanted; what is left out does not matter.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// Whose figures.
    source: Option<String>,
    /// What is counted.
    indicator: Option<String>,
    /// Of which substance or class; what is below a class is not included.
    substance: Option<String>,
    /// Where; what lies in a place is not included.
    place: Option<String>,
    /// In which periods: week, month, quarter or year.
    cadence: Option<String>,
    /// Of which part, as "column=value"; whole series if left out or empty.
    #[param(pattern = "^([^=]+=[\\s\\S]+)?$")]
    subgroup: Option<String>,
    /// `any` for whole series and all their parts, whatever `subgroup` says.
    #[param(pattern = "^(any|none)$", default = "none")]
    subgroups: Option<String>,
    /// Day the question is asked of; today if left out.
    #[param(value_type = Option<String>, format = Date)]
    as_of: Option<String>,
    /// Ledger position the question is asked of; the last if left out.
    #[param(value_type = Option<u64>)]
    position: Option<String>,
    /// Entries on a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    limit: Option<String>,
    /// Entries to leave out from the beginning: `next_after` of the page before.
    #[param(value_type = Option<u64>, default = 0)]
    after: Option<String>,
}

/// A page of series.
#[derive(Serialize, ToSchema)]
pub(crate) struct SeriesPage {
    /// The day and position it was asked of; send both with the next page, so that nothing moves.
    asked_of: AskedOf,
    #[serde(flatten)]
    page: Page<SeriesBrief>,
}

/// One series in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct SeriesBrief {
    /// What it counts.
    series: SeriesName,
    /// First period.
    first: String,
    /// Last period.
    last: String,
    /// Periods from first to last.
    points: u64,
    /// Periods whose figure is known.
    known: u64,
    /// First period with a figure above zero; null where there is none.
    first_above_zero: Option<String>,
}

/// Every series at one vantage, sorted by name.
///
/// A source, indicator, substance or place that no series has is answered with 404, which names some
/// that there are; a node without series answers with an empty list.
#[utoipa::path(
    get,
    path = "/api/v1/series",
    tag = "series",
    params(Wanted),
    responses((status = 200, description = "A page of series.", body = SeriesPage), Problems)
)]
pub(crate) async fn list_series(
    Asking(service): Asking,
    Asked(wanted): Asked<Wanted>,
) -> Result<Json<SeriesPage>, Problem> {
    let cut = Cut::of(wanted.limit.as_deref(), wanted.after.as_deref())?;
    let is_wanted = wanted.filter()?;
    let vantage = vantage_of(&service, wanted.as_of.as_deref(), wanted.position.as_deref()).await?;
    let all = service.listed(vantage).await?;
    let keys: Vec<&SeriesKey> = all.iter().map(|series| &series.key).collect();
    require_of_series(&keys, wanted.names())?;
    let found: Vec<&Listed> = all.iter().filter(|series| is_wanted(&series.key)).collect();
    let page = cut.page(&found, |series| SeriesBrief::of(series));
    Ok(Json(SeriesPage { asked_of: AskedOf::of(vantage), page }))
}

impl Wanted {
    fn names(&self) -> NamesWanted<'_> {
        NamesWanted {
            source: self.source.as_deref(),
            indicator: self.indicator.as_deref(),
            substance: self.substance.as_deref(),
            place: self.place.as_deref(),
        }
    }

    fn filter(&self) -> Result<impl Fn(&SeriesKey) -> bool + use<>, Problem> {
        let source = self.source.clone();
        let indicator = self.indicator.as_deref().map(indicator_of).transpose()?;
        let substance = self.substance.as_deref().map(substance_of).transpose()?;
        let place = self.place.as_deref().map(place_of).transpose()?;
        let cadence = self.cadence.as_deref().map(cadence_of).transpose()?;
        let part = part_of(self.subgroup.as_deref())?;
        let read = |text: &str| ["any", "none"].contains(&text).then(|| text == "any");
        let any_part =
            optional("subgroups", self.subgroups.as_deref(), "any or none", read)?.unwrap_or(false);
        Ok(move |key: &SeriesKey| {
            source.as_ref().is_none_or(|source| *source == key.source)
                && indicator.as_ref().is_none_or(|indicator| *indicator == key.indicator)
                && substance.as_ref().is_none_or(|substance| *substance == key.substance)
                && place.as_ref().is_none_or(|place| *place == key.place)
                && cadence.is_none_or(|cadence| cadence == key.cadence)
                && (any_part || part == key.part)
        })
    }
}

impl SeriesBrief {
    fn of(series: &Listed) -> Self {
        let text = |period: Option<Period>| period.map_or_else(String::new, |p| p.to_string());
        Self {
            series: SeriesName::of(&series.key),
            first: text(series.ends.map(|(first, _)| first)),
            last: text(series.ends.map(|(_, last)| last)),
            points: series.points,
            known: series.known,
            first_above_zero: series.first_above_zero.map(|period| period.to_string()),
        }
    }
}
