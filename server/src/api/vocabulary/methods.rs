//! The detectors that can be run by name.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use workflows::run_method::{Method, list_methods as all_methods};

use super::Lookup;
use crate::asked::Asked;
use crate::page::Page;
use crate::problem::{Problem, Problems};

/// One detector.
#[derive(Serialize, ToSchema)]
pub(crate) struct MethodEntry {
    /// Its name.
    name: &'static str,
    /// What it does.
    summary: &'static str,
    /// Papers, and the tool whose results it reproduces.
    source: &'static str,
    /// Its settings, in the reference's order.
    settings: Vec<MethodKey>,
}

/// One setting of a detector.
#[derive(Serialize, ToSchema)]
pub(crate) struct MethodKey {
    /// Its key.
    key: &'static str,
    /// Value where it is left out, as JSON.
    default: &'static str,
    /// What it means.
    meaning: &'static str,
}

/// The detectors with their settings.
#[utoipa::path(
    get,
    path = "/api/v1/methods",
    tag = "vocabulary",
    params(Lookup),
    responses((status = 200, description = "A page of methods.", body = Page<MethodEntry>), Problems)
)]
pub(crate) async fn list_methods(
    Asked(lookup): Asked<Lookup>,
) -> Result<Json<Page<MethodEntry>>, Problem> {
    let (cut, is_wanted) = (lookup.cut()?, lookup.is_wanted());
    let found: Vec<&Method> =
        all_methods().iter().filter(|method| is_wanted(&[method.name, method.summary])).collect();
    Ok(Json(cut.page(&found, |method| MethodEntry::of(method))))
}

impl MethodEntry {
    fn of(method: &Method) -> Self {
        let key = |setting: &workflows::run_method::MethodSetting| MethodKey {
            key: setting.key,
            default: setting.default,
            meaning: setting.meaning,
        };
        Self {
            name: method.name,
            summary: method.summary,
            source: method.source,
            settings: method.settings.iter().map(key).collect(),
        }
    }
}
