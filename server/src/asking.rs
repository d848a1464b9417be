//! The service as one person asks it, for what their route does.

use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::request::Parts;
use vocabulary::handling::Sees;
use vocabulary::people::{Action, Asker};

use crate::access::action_of;
use crate::problem::Problem;
use crate::service::Service;

/// The service for whoever made the request: everything it reads, it reads for them.
///
/// - Shape: who was not let in gets no further than here, and no route without an action answers anybody.
pub(crate) struct Asking(pub Service);

impl FromRequestParts<Service> for Asking {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, service: &Service) -> Result<Self, Problem> {
        let asker = parts.extensions.get::<Asker>().ok_or_else(Problem::no_token)?;
        let path = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
        let action = action_of(&parts.method, path).ok_or_else(Problem::not_allowed)?;
        service.allow(asker, action).await.map(Self)
    }
}

impl Service {
    /// The same service for somebody who wants to do something, where policy lets them.
    pub(crate) async fn allow(&self, asker: &Asker, action: Action) -> Result<Self, Problem> {
        if matches!(action, Action::Administer | Action::Oversee) {
            if !self.access().about_node(asker, action).is_allowed {
                return Err(Problem::not_allowed());
            }
            // Work that they begin is theirs; of information they see what they may, and nothing for this.
            let reader = self.access().reader(self.node(), asker, Action::Read).await?;
            return Ok(self.clone().for_asker(asker.clone(), reader));
        }
        let reader = self.access().reader(self.node(), asker, action).await?;
        let is_empty = |sees: &Sees| matches!(sees, Sees::Only(entries) if entries.is_empty());
        if action != Action::Read && is_empty(&reader.sees) {
            // Who sees something and may do nothing of the kind with any of it is told so.
            let read = self.access().reader(self.node(), asker, Action::Read).await?;
            if !is_empty(&read.sees) {
                return Err(Problem::not_allowed());
            }
        }
        Ok(self.clone().for_asker(asker.clone(), reader))
    }
}
