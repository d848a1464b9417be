//! Which problems a route may answer, for the document.

use utoipa::IntoResponses;

use super::Problem;

/// What a route that is sent a document may answer besides.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "only its description is used")]
pub(crate) enum DocumentProblems {
    /// What was sent did not come whole in time.
    #[response(status = 408, content_type = "application/problem+json")]
    TooSlow(Problem),
    /// What was sent is too large.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
    /// What was sent is of another type.
    #[response(status = 415, content_type = "application/problem+json")]
    OtherContent(Problem),
}

/// What a route that writes and is answered at once may answer besides.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "only its description is used")]
pub(crate) enum WriteProblems {
    /// Another process writes to the node.
    #[response(status = 503, content_type = "application/problem+json")]
    Busy(Problem),
}

/// What a route may answer that follows rules which no schema can say.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "only its description is used")]
pub(crate) enum RuleProblems {
    /// It has the right form and cannot be used; `detail` says why.
    #[response(status = 422, content_type = "application/problem+json")]
    Unusable(Problem),
}

/// What every route may answer besides its own.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "only its description is used")]
pub(crate) enum Problems {
    /// A parameter or document has not the form that is described; `detail` says what to write.
    #[response(status = 400, content_type = "application/problem+json")]
    BadParameter(Problem),
    /// The token is missing or wrong.
    #[response(status = 401, content_type = "application/problem+json")]
    NoToken(Problem),
    /// There is no such thing.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// It was there, and was erased.
    #[response(status = 410, content_type = "application/problem+json")]
    Gone(Problem),
    /// The answer is wanted in a type that there is not.
    #[response(status = 406, content_type = "application/problem+json")]
    NotAcceptable(Problem),
    /// The server could not answer; the detail stands where it runs.
    #[response(status = 500, content_type = "application/problem+json")]
    Internal(Problem),
}
