//! How one name of a substance resolves.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::substance::{Resolution, Substances};
use workflows::coverage::Understood;

use super::substances::SubstanceEntry;
use crate::api::coverage::edits;
use crate::asked::Asked;
use crate::problem::{Problem, Problems};

/// Which name.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichName {
    /// A name, a combination such as "heroin/fentanyl", or an id.
    #[param(max_length = 500)]
    name: String,
}

/// How a name resolves.
#[derive(Serialize, ToSchema)]
pub(crate) struct ResolvedName {
    /// The name.
    name: String,
    /// Its parts: several where it names a combination.
    parts: Vec<ResolvedPart>,
}

/// A part of a name.
#[derive(Serialize, ToSchema)]
pub(crate) struct ResolvedPart {
    /// The part, as it stands.
    text: String,
    /// "exact", "synonym", "folded", "fuzzy", "no drug named" or "open".
    how: &'static str,
    /// Letters that differ, for "fuzzy".
    edits: Option<u64>,
    /// What it may mean, where it has several meanings and so stays open; null otherwise.
    may_mean: Option<&'static str>,
    /// What the table says of it; null where it stands for nothing.
    substance: Option<SubstanceEntry>,
}

/// How a name of a substance resolves in this release.
#[utoipa::path(
    get,
    path = "/api/v1/resolution",
    tag = "vocabulary",
    params(WhichName),
    responses((status = 200, description = "The parts of the name.", body = ResolvedName), Problems)
)]
pub(crate) async fn resolve_name(
    Asked(WhichName { name }): Asked<WhichName>,
) -> Result<Json<ResolvedName>, Problem> {
    if name.chars().count() > LONGEST {
        let problem = format!("`name` has more than {LONGEST} letters; give one name");
        return Err(Problem::bad_parameter("name", problem));
    }
    let parts = Substances::shipped().resolve(&name).iter().map(ResolvedPart::of).collect();
    Ok(Json(ResolvedName { name, parts }))
}

impl ResolvedPart {
    fn of(part: &Resolution) -> Self {
        let entry = part.substance.as_ref().and_then(|id| Substances::shipped().get(id));
        Self {
            text: part.text.clone(),
            how: Understood::of(part.how).as_str(),
            edits: edits(part.how),
            may_mean: Substances::shipped().several_meanings(&part.text),
            substance: entry.map(SubstanceEntry::of),
        }
    }
}

const LONGEST: usize = 500;
