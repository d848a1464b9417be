//! Substances and classes.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::substance::{Substance, SubstanceKind, Substances};

use super::Lookup;
use crate::asked::Asked;
use crate::page::Page;
use crate::problem::{Problem, Problems};

/// One substance, class or product.
#[derive(Serialize, ToSchema)]
pub(crate) struct SubstanceEntry {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// "compound", "class" or "product".
    kind: &'static str,
    /// Other names.
    synonyms: Vec<String>,
    /// CAS registry number of the base, where certain.
    cas: Option<String>,
    /// Standard `InChIKey` of the base, where certain.
    inchikey: Option<String>,
    /// Ids of the classes it stands directly under, the main one first.
    parents: Vec<String>,
    /// The main line of classes, as in "opioid > synthetic opioid > nitazene".
    class_path: String,
    /// International control, such as "UN 1961 I"; null says nothing either way.
    control: Option<String>,
    /// Where the control status was taken from.
    control_source: Option<String>,
    /// Where the entry was taken from.
    sources: Vec<String>,
}

/// The substances and classes of this release.
#[utoipa::path(
    get,
    path = "/api/v1/substances",
    tag = "vocabulary",
    params(Lookup),
    responses((status = 200, description = "A page of substances.", body = Page<SubstanceEntry>), Problems)
)]
pub(crate) async fn list_substances(
    Asked(lookup): Asked<Lookup>,
) -> Result<Json<Page<SubstanceEntry>>, Problem> {
    let (cut, is_wanted) = (lookup.cut()?, lookup.is_wanted());
    let names = |substance: &&'static Substance| {
        let mut names = vec![substance.id().as_str(), substance.name()];
        names.extend(substance.synonyms().iter().map(String::as_str));
        is_wanted(&names)
    };
    let found: Vec<&Substance> = Substances::shipped().all().filter(names).collect();
    Ok(Json(cut.page(&found, |substance| SubstanceEntry::of(substance))))
}

impl SubstanceEntry {
    pub fn of(substance: &Substance) -> Self {
        Self {
            id: substance.id().to_string(),
            name: substance.name().to_owned(),
            kind: match substance.kind() {
                SubstanceKind::Compound => "compound",
                SubstanceKind::Class => "class",
                SubstanceKind::Product => "product",
            },
            synonyms: substance.synonyms().to_vec(),
            cas: substance.cas().map(str::to_owned),
            inchikey: substance.inchikey().map(str::to_owned),
            parents: substance.parents().iter().map(ToString::to_string).collect(),
            class_path: Substances::shipped().class_path(substance.id()),
            control: substance.control().map(str::to_owned),
            control_source: substance.control_source().map(str::to_owned),
            sources: substance.sources().to_vec(),
        }
    }
}
