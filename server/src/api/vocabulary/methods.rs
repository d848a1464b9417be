//! The detectors that can be run by name.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use workflows::plain_names::{plain_method, plain_setting};
use workflows::run_method::{Method, MethodColumn, MethodSetting, list_methods as all_methods};

use super::Lookup;
use crate::asked::Asked;
use crate::page::Page;
use crate::problem::{Problem, Problems};

/// One detector.
#[derive(Serialize, ToSchema)]
pub(crate) struct MethodEntry {
    /// Its name.
    name: &'static str,
    /// Its name in plain words.
    title: &'static str,
    /// What it does.
    summary: &'static str,
    /// Papers, and the tool whose results it reproduces.
    source: &'static str,
    /// Its settings, in the reference's order.
    settings: Vec<MethodKey>,
    /// Columns of the table that it reads, beside `series`, which tells several apart.
    reads: Vec<MethodTableColumn>,
    /// Columns of its answer.
    answer: Vec<MethodTableColumn>,
}

/// One setting of a detector.
#[derive(Serialize, ToSchema)]
pub(crate) struct MethodKey {
    /// Its key.
    key: &'static str,
    /// The same in plain words.
    title: &'static str,
    /// Value where it is left out, as JSON.
    default: &'static str,
    /// What it means.
    meaning: &'static str,
}

/// A column of a detector's table.
#[derive(Serialize, ToSchema)]
pub(crate) struct MethodTableColumn {
    /// Its name in the header row.
    name: &'static str,
    /// What it holds.
    meaning: &'static str,
}

/// The detectors with their settings and columns.
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
        let key = |setting: &MethodSetting| MethodKey {
            key: setting.key,
            title: plain_setting(setting.key),
            default: setting.default,
            meaning: setting.meaning,
        };
        let column = |column: &MethodColumn| MethodTableColumn {
            name: column.name,
            meaning: column.meaning,
        };
        Self {
            name: method.name,
            title: plain_method(method.name),
            summary: method.summary,
            source: method.source,
            settings: method.settings.iter().map(key).collect(),
            reads: method.reads.iter().map(column).collect(),
            answer: method.answer.iter().map(column).collect(),
        }
    }
}
