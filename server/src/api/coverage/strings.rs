//! Every substance string of the node, and what it was resolved to.

use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use store::coverage::SubstanceString;
use utoipa::{IntoParams, ToSchema};
use workflows::coverage::{Coverage, Understood};
use workflows::reason::asks_reason_for_names;
use workflows::series::names::require_one_of;

use super::ResolvedString;
use crate::api::series::{AskedOf, vantage_of};
use crate::asked::{Asked, optional};
use crate::asking::Asking;
use crate::audited::Consulted;
use crate::page::{Cut, Page};
use crate::problem::{Problem, Problems};

/// Which strings are wanted; what is left out does not matter.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WantedStrings {
    /// Whose strings.
    source: Option<String>,
    /// How they were resolved: exact, synonym, folded, fuzzy, no drug named or open.
    #[param(pattern = "^(exact|synonym|folded|fuzzy|no drug named|open)$")]
    how: Option<String>,
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

/// A page of strings.
#[derive(Serialize, ToSchema)]
pub(crate) struct StringPage {
    /// The day and position it was asked of; send both with the next page, so that nothing moves.
    asked_of: AskedOf,
    #[serde(flatten)]
    page: Page<ResolvedString>,
}

/// Every substance string of the node with what it was resolved to, by source, column and text.
///
/// What was not understood is a cell as it stood: of a source that sent rows about people it is shown to those who say why they
/// look.
#[utoipa::path(
    get,
    path = "/api/v1/coverage/strings",
    tag = "vocabulary",
    params(WantedStrings),
    responses((status = 200, description = "A page of strings.", body = StringPage), Problems)
)]
pub(crate) async fn list_strings(
    Asking(service): Asking,
    Asked(wanted): Asked<WantedStrings>,
) -> Result<(Extension<Consulted>, Json<StringPage>), Problem> {
    let cut = Cut::of(wanted.limit.as_deref(), wanted.after.as_deref())?;
    let how = wanted.how()?;
    let vantage = vantage_of(&service, wanted.as_of.as_deref(), wanted.position.as_deref()).await?;
    let _turn = service.turn().await;
    let coverage = Coverage::of_node(service.node(), vantage, &service.reader()).await?;
    if let Some(source) = &wanted.source {
        let known = coverage.strings.iter().map(|(string, _)| string.source.as_str()).collect();
        require_one_of("source", source, "no name of a substance", &known)?;
    }
    let is_wanted = |(string, _): &&(SubstanceString, u64)| {
        wanted.source.as_ref().is_none_or(|source| *source == string.source)
            && how.is_none_or(|how| how == Understood::of(string.how))
    };
    let found: Vec<_> = coverage.strings.iter().filter(is_wanted).collect();
    let shown = cut.of_list(&found).iter().map(|(string, _)| string);
    let consulted = if asks_reason_for_names(service.node(), shown, &service.reader()).await? {
        Consulted::facts("names of substances as they were written")
    } else {
        Extension(Consulted::default())
    };
    let page = cut.page(&found, |string| ResolvedString::of(string));
    Ok((consulted, Json(StringPage { asked_of: AskedOf::of(vantage), page })))
}

impl WantedStrings {
    fn how(&self) -> Result<Option<Understood>, Problem> {
        let words = Understood::ALL.map(Understood::as_str);
        let form = format!("one of: {}", words.join(", "));
        let parse = |text: &str| Understood::ALL.into_iter().find(|how| how.as_str() == text);
        optional("how", self.how.as_deref(), &form, parse)
    }
}
