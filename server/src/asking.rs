//! The service as one person asks it.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use vocabulary::handling::Reader;

use crate::problem::Problem;
use crate::service::Service;

/// The service for whoever made the request: everything it reads, it reads for them.
///
/// - Shape: who was not let in has no reader, and gets no further than here.
pub(crate) struct Asking(pub Service);

impl FromRequestParts<Service> for Asking {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, service: &Service) -> Result<Self, Problem> {
        let reader = parts.extensions.get::<Reader>().ok_or_else(Problem::no_token)?;
        Ok(Self(service.clone().for_reader(reader.clone())))
    }
}
