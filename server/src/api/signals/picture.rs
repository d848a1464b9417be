//! The picture of a signal.

use axum::http::header::{CONTENT_TYPE, HeaderName};
use serde::Deserialize;
use utoipa::IntoParams;
use workflows::sentence::headline;
use workflows::signal_picture::signal_picture;

use super::find_signal;
use crate::asked::{Asked, Named, day};
use crate::asking::Asking;
use crate::problem::{Problem, Problems};

/// Which run, and what else is drawn.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PictureWanted {
    /// As the latest run that was asked of this day saw it; as the latest run that saw it if left out.
    #[param(value_type = Option<String>, format = Date)]
    as_of: Option<String>,
    /// A day of the past: what was known of the figures then is drawn as a thin line.
    #[param(value_type = Option<String>, format = Date)]
    as_known: Option<String>,
}

/// A signal as a picture: its series with what was expected, light or dark as the reader has it.
#[utoipa::path(
    get,
    path = "/api/v1/signals/{id}/picture.svg",
    tag = "signals",
    params(("id" = String, Path, description = "The signal's id, in full."), PictureWanted),
    responses(
        (status = 200, description = "The picture.", body = String, content_type = "image/svg+xml"),
        Problems
    )
)]
pub(crate) async fn draw_signal(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(wanted): Asked<PictureWanted>,
) -> Result<([(HeaderName, &'static str); 1], String), Problem> {
    let as_of = day("as_of", wanted.as_of.as_deref())?;
    let known_on: Vec<_> = day("as_known", wanted.as_known.as_deref())?.into_iter().collect();
    let (run, signal) = find_signal(&service, &id, as_of).await?;
    let _turn = service.turn().await;
    let (reader, says) = (service.reader(), headline(&signal));
    let picture = signal_picture(service.node(), &run, &signal, &says, &known_on, &reader).await?;
    Ok(([(CONTENT_TYPE, "image/svg+xml")], picture.to_svg()))
}
