//! The rules in force, in sentences: what they say is no secret, what they withhold is.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use workflows::access::Rule;

use super::session::WhichPage;
use crate::asked::Asked;
use crate::asking::Asking;
use crate::page::{Cut, Page};
use crate::problem::{Problem, Problems};

/// A rule about who sees and does what.
#[derive(Serialize, ToSchema)]
pub(crate) struct RuleDocument {
    /// Its name.
    id: String,
    /// What it says, in a sentence.
    says: String,
    /// Whether it forbids; else it permits. What no rule permits is not there; what one forbids no other lifts.
    forbids: bool,
    /// The file it stands in.
    file: String,
    /// Whether it came with the program; else the node added it.
    is_shipped: bool,
}

impl RuleDocument {
    pub fn of(rule: &Rule) -> Self {
        Self {
            id: rule.id.clone(),
            says: rule.says.clone(),
            forbids: rule.forbids,
            file: rule.file.clone(),
            is_shipped: rule.is_shipped,
        }
    }
}

/// The rules about who sees and does what, in the order of their files.
#[utoipa::path(
    get,
    path = "/api/v1/policies",
    tag = "people",
    params(WhichPage),
    responses((status = 200, description = "A page of rules.", body = Page<RuleDocument>), Problems)
)]
pub(crate) async fn list_policies(
    Asking(service): Asking,
    Asked(which): Asked<WhichPage>,
) -> Result<Json<Page<RuleDocument>>, Problem> {
    let cut = Cut::of(which.limit.as_deref(), which.after.as_deref())?;
    Ok(Json(cut.page(service.access().rules().all(), RuleDocument::of)))
}
