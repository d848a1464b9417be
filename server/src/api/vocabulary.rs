//! The words in which the node speaks: indicators, substances, places, methods.

pub(crate) mod indicators;
pub(crate) mod methods;
pub(crate) mod places;
pub(crate) mod resolution;
pub(crate) mod substances;

use serde::Deserialize;
use utoipa::IntoParams;

use crate::page::Cut;
use crate::problem::Problem;

/// Which entries, and which page of them.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Lookup {
    /// Only entries whose id or one of whose names holds this text, in small or capital letters.
    text: Option<String>,
    /// Entries on a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    limit: Option<String>,
    /// Entries to leave out from the beginning: `next_after` of the page before.
    #[param(value_type = Option<u64>, default = 0)]
    after: Option<String>,
}

impl Lookup {
    pub fn cut(&self) -> Result<Cut, Problem> {
        Cut::of(self.limit.as_deref(), self.after.as_deref())
    }

    /// What says whether one of an entry's names holds the text.
    pub fn is_wanted(&self) -> impl Fn(&[&str]) -> bool + use<> {
        let text = self.text.as_deref().map(|text| text.trim().to_lowercase());
        let holds = |name: &str, text: &str| name.to_lowercase().contains(text);
        move |names| text.as_deref().is_none_or(|text| names.iter().any(|name| holds(name, text)))
    }
}
