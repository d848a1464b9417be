//! One submission: all that its signed header says.

use axum::Json;
use serde::Serialize;
use store::submissions::StoredSubmission;
use utoipa::ToSchema;
use vocabulary::handling::{Handling, InformationGrade, SourceGrade};

use super::{Submission, id_of};
use crate::asked::{Asked, Named};
use crate::asking::Asking;
use crate::page::Nothing;
use crate::problem::{Problem, Problems};

/// All that a submission says of itself.
#[derive(Serialize, ToSchema)]
pub(crate) struct SubmissionInFull {
    #[serde(flatten)]
    brief: Submission,
    /// Who submitted it.
    issuer: String,
    /// Version of the header and of the fact tables.
    schema_version: u16,
    /// Day from which what it says about earlier facts holds.
    #[schema(format = Date)]
    effective_on: String,
    /// Day by which its retention must be reviewed.
    #[schema(format = Date)]
    review_on: String,
    /// How it may be handled.
    handling: HandlingRules,
    /// Salted SHA-256 of the original file.
    payload_digest: String,
    /// Salted SHA-256 of the mapping.
    mapping_digest: String,
    /// SHA-256 of the vocabulary that resolved its words.
    vocabulary_digest: String,
}

/// How something may be handled.
#[derive(Serialize, ToSchema)]
pub(crate) struct HandlingRules {
    /// Traffic Light Protocol marking.
    tlp: &'static str,
    /// Handling codes H0 to H3.
    codes: Vec<&'static str>,
    /// Restriction in words, for code H3.
    restriction: Option<String>,
    /// Trust in the source: A, B, C or X.
    source_grade: Option<&'static str>,
    /// Trust in the information: 1 to 4.
    information_grade: Option<&'static str>,
    /// Classification ceiling.
    classification: &'static str,
    /// Purposes the content may be read for.
    purposes: Vec<&'static str>,
    /// Whom the data are about; "none" for nobody.
    subjects: &'static str,
}

/// One submission.
#[utoipa::path(
    get,
    path = "/api/v1/submissions/{id}",
    tag = "submissions",
    params(("id" = String, Path, description = "The submission's id, in full.")),
    responses((status = 200, description = "The submission.", body = SubmissionInFull), Problems)
)]
pub(crate) async fn show_submission(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<SubmissionInFull>, Problem> {
    let id = id_of(&id)?;
    let stored = service.node().submission(id.as_str(), &service.reader()).await?;
    Ok(Json(SubmissionInFull::of(&stored)))
}

impl SubmissionInFull {
    fn of(stored: &StoredSubmission) -> Self {
        let header = &stored.header;
        Self {
            brief: Submission::of(stored),
            issuer: header.issuer.clone(),
            schema_version: header.schema_version,
            effective_on: header.effective_on.to_string(),
            review_on: header.review_on.to_string(),
            handling: HandlingRules::of(&header.handling),
            payload_digest: header.payload_digest.to_string(),
            mapping_digest: header.mapping_digest.to_string(),
            vocabulary_digest: header.vocabulary_digest.to_string(),
        }
    }
}

impl HandlingRules {
    pub fn of(handling: &Handling) -> Self {
        Self {
            tlp: handling.tlp.as_str(),
            codes: handling.codes.iter().map(|code| code.as_str()).collect(),
            restriction: handling.restriction.clone(),
            source_grade: handling.source_grade.map(SourceGrade::as_str),
            information_grade: handling.information_grade.map(InformationGrade::as_str),
            classification: handling.classification.as_str(),
            purposes: handling.purposes.iter().map(|purpose| purpose.as_str()).collect(),
            subjects: handling.subjects.as_str(),
        }
    }
}
