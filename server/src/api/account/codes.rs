//! One-time codes for one's own account.

use std::fmt::Write as _;

use axum::Json;
use axum::extract::State;
use qrcode::{Color, QrCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use workflows::people::codes::{CodeSecret, confirm, leave_off, propose};
use workflows::people::invite::account;

use super::sessions::Done;
use super::{signed_in, signed_in_lately};
use crate::api::session::{MaybeAsker, bounded};
use crate::asked::{Asked, Sent};
use crate::page::Nothing;
use crate::problem::{DocumentProblems, Problem, Problems};
use crate::service::Service;

/// What a telephone needs to make codes.
#[derive(Serialize, ToSchema)]
pub(crate) struct CodesProposed {
    /// The secret, for typing.
    secret: String,
    /// The secret as an address, for telephones.
    address: String,
    /// The address as a picture that telephones read.
    picture: CodePicture,
}

/// A QR code.
#[derive(Serialize, ToSchema)]
pub(crate) struct CodePicture {
    /// Squares along a side; four more of white belong around it.
    side: usize,
    /// Its dark squares, of side 1, as the path of an SVG.
    path: String,
}

impl CodePicture {
    fn of(text: &str) -> Result<Self, Problem> {
        let code = QrCode::new(text).map_err(|error| Problem::internal(&error))?;
        let side = code.width();
        let mut path = String::new();
        for (at, color) in code.to_colors().into_iter().enumerate() {
            if color == Color::Dark {
                write!(path, "M{} {}h1v1h-1z", at % side, at / side)
                    .map_err(|error| Problem::internal(&error))?;
            }
        }
        Ok(Self { side, path })
    }
}

/// Proof that a telephone makes the codes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodesConfirmed {
    /// The secret that was proposed.
    #[schema(min_length = 1, max_length = 64)]
    secret: String,
    /// The code that the telephone shows now.
    #[schema(min_length = 6, max_length = 6)]
    code: String,
}

/// Codes for when the telephone is lost.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecoveryCodes {
    /// Each serves once in the place of a one-time code; they are shown this once.
    recovery_codes: Vec<String>,
}

/// Proposes a secret to make codes of; nothing is asked for until it is confirmed.
#[utoipa::path(
    post,
    path = "/api/v1/account/codes",
    tag = "people",
    responses(
        (status = 200, description = "A secret.", body = CodesProposed),
        (status = 403, description = "Nobody signed in.", body = Problem, content_type = "application/problem+json"),
        Problems
    )
)]
pub(crate) async fn propose_codes(
    State(service): State<Service>,
    MaybeAsker(asker): MaybeAsker,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<CodesProposed>, Problem> {
    let (person, _) = signed_in(asker.as_ref())?;
    let all = service.random()?;
    let proposed = propose(service.node(), &person.name, std::array::from_fn(|at| all[at]));
    let CodeSecret { text: secret, address } = proposed;
    Ok(Json(CodesProposed { picture: CodePicture::of(&address)?, secret, address }))
}

/// Asks for codes at every sign-in from now on.
#[utoipa::path(
    put,
    path = "/api/v1/account/codes",
    tag = "people",
    request_body = CodesConfirmed,
    responses(
        (status = 200, description = "Codes are asked for.", body = RecoveryCodes),
        (status = 403, description = "The code is not one of that secret, or nobody signed in, or too long ago to replace codes.", body = Problem, content_type = "application/problem+json"),
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn confirm_codes(
    State(service): State<Service>,
    MaybeAsker(asker): MaybeAsker,
    Asked(Nothing {}): Asked<Nothing>,
    Sent(wanted): Sent<CodesConfirmed>,
) -> Result<Json<RecoveryCodes>, Problem> {
    bounded("secret", &wanted.secret, 1..=64)?;
    bounded("code", &wanted.code, 6..=6)?;
    let (person, _) = signed_in(asker.as_ref())?;
    if account(service.node(), &person.name).await?.code_secret.is_some() {
        signed_in_lately(&service, asker.as_ref()).await?;
    }
    let (now, first, second) = (service.now(), service.random()?, service.random()?);
    let random =
        std::array::from_fn(
            |at| if at < first.len() { first[at] } else { second[at - first.len()] },
        );
    let CodesConfirmed { secret, code } = &wanted;
    let codes = confirm(service.node(), &person.name, secret, code, now, random).await?;
    let recovery_codes = codes.iter().map(|code| code.reveal().to_owned()).collect();
    Ok(Json(RecoveryCodes { recovery_codes }))
}

/// Asks for no codes any more.
#[utoipa::path(
    delete,
    path = "/api/v1/account/codes",
    tag = "people",
    responses(
        (status = 200, description = "No codes are asked for.", body = Done),
        (status = 403, description = "Nobody signed in, or too long ago for this.", body = Problem, content_type = "application/problem+json"),
        Problems
    )
)]
pub(crate) async fn leave_codes_off(
    State(service): State<Service>,
    MaybeAsker(asker): MaybeAsker,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<Done>, Problem> {
    let person = signed_in_lately(&service, asker.as_ref()).await?;
    leave_off(service.node(), &person.name).await?;
    Ok(Json(Done { done: true }))
}
