//! The `OpenAPI` document. It holds no data, so it needs no token: whoever writes a client may read it.

use axum::Json;

use crate::router::document;

/// This document.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    tag = "node",
    security(()),
    responses((status = 200, description = "The OpenAPI 3.1 document; no token needed.", body = Object))
)]
pub(crate) async fn show_document() -> Json<utoipa::openapi::OpenApi> {
    Json(document())
}
