//! What each error of what the product does says, as a problem.

use axum::http::StatusCode;
use store::append::AppendError;
use store::facts::QueryError;
use store::findings::FindingsError;
use store::ledger::LedgerError;
use store::lock::LockError;
use store::node::NodeError;
use store::quality::QualityError;
use store::sql::SqlError;
use store::submissions::ReadError;
use vocabulary::comment::NoComment;
use workflows::assess_series::AssessError;
use workflows::comment::CommentError;
use workflows::coverage::CoverageError;
use workflows::detect::DetectError;
use workflows::erasure::ErasureError;
use workflows::guess::GuessError;
use workflows::ingest::IngestError;
use workflows::lineage::LineageError;
use workflows::people::{PasswordFault, PeopleError};
use workflows::quality::{DecideError, LookError};
use workflows::reading::ReadingError;
use workflows::rejected::RejectedError;
use workflows::series::names::UnknownName;
use workflows::verdict::VerdictError;
use workflows::withdraw::WithdrawError;

use super::{Problem, no_finding, no_signal, no_submission};

impl From<LedgerError> for Problem {
    fn from(error: LedgerError) -> Self {
        ReadError::from(error).into()
    }
}

impl From<PeopleError> for Problem {
    fn from(error: PeopleError) -> Self {
        let detail = error.to_string();
        let unusable = |word| Self::unusable(word, "The account cannot be so", detail.clone());
        let bad_account = || unusable("bad-account");
        match error {
            PeopleError::Refused => Self::not_let_in(),
            PeopleError::NoInvitation => {
                let title = "The invitation does not hold";
                Self::new(StatusCode::FORBIDDEN, "no-invitation", title, detail)
                    .named("no-invitation", [])
            }
            PeopleError::NoSuch(_) => Self::not_found(detail),
            PeopleError::BadPassword(fault) => unusable("bad-password").named(of_fault(fault), []),
            PeopleError::Taken(name) => unusable("taken").named("taken", [("name", name)]),
            PeopleError::BadName(name) => bad_account().named("bad-name", [("name", name)]),
            PeopleError::BadText(_) => bad_account().named("one-line", []),
            PeopleError::None("role") => bad_account().named("no-role", []),
            PeopleError::None("purpose") => bad_account().named("no-purpose", []),
            PeopleError::None(_) => bad_account(),
            PeopleError::NotTheirPurpose(_) => bad_account().named("not-their-purpose", []),
            PeopleError::TooLong(days) => {
                bad_account().named("token-days", [("days", days.to_string())])
            }
            PeopleError::FirstAdministrates => bad_account().named("first-administrates", []),
            PeopleError::LastAdministrator(name) => {
                bad_account().named("last-administrator", [("name", name)])
            }
            PeopleError::OwnAccount => bad_account().named("own-account", []),
            PeopleError::Supervisors(name) => bad_account().named("supervisors", [("name", name)]),
            PeopleError::NotWaiting(name) => {
                Self::conflict(detail).named("not-waiting", [("name", name)])
            }
            PeopleError::AskedThemselves => bad_account().named("asked-themselves", []),
            PeopleError::Ledger(error) => error.into(),
            error @ PeopleError::Key(_) => Self::internal(&error),
        }
    }
}

const fn of_fault(fault: PasswordFault) -> &'static str {
    match fault {
        PasswordFault::TooShort => "password-too-short",
        PasswordFault::TooLong => "password-too-long",
        PasswordFault::HoldsName => "password-holds-name",
        PasswordFault::Tried => "password-tried",
    }
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::NoSubmission(_) | ReadError::Several { .. } => no_submission(),
            ReadError::Erased { .. } => {
                Self::new(StatusCode::GONE, "erased", "It was erased", error.to_string())
            }
            error => Self::internal(&error),
        }
    }
}

impl From<FindingsError> for Problem {
    fn from(error: FindingsError) -> Self {
        match error {
            FindingsError::NoRun | FindingsError::NoRunOf(_) => Self::new(
                StatusCode::NOT_FOUND,
                "no-run",
                "No detection has run",
                error.to_string(),
            ),
            FindingsError::NoSignal(_) => no_signal(),
            error => Self::internal(&error),
        }
    }
}

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Read(error) => error.into(),
            error => Self::internal(&error),
        }
    }
}

impl From<IngestError> for Problem {
    fn from(error: IngestError) -> Self {
        match error {
            IngestError::Mapping(_)
            | IngestError::Intake(_)
            | IngestError::Changed
            | IngestError::Undecided(_) => Self::bad_file(error.to_string()),
            IngestError::OtherMapping(_) | IngestError::StillStands(_) => {
                Self::conflict(error.to_string())
            }
            IngestError::Earlier(error) => error.into(),
            IngestError::Append(AppendError::Disk(error)) => Self::disk(&error),
            IngestError::Append(AppendError::Ledger(LedgerError::FullDisk(_))) => Self::full_disk(),
            error => Self::internal(&error),
        }
    }
}

impl From<CoverageError> for Problem {
    fn from(error: CoverageError) -> Self {
        match error {
            CoverageError::Mapping(_) | CoverageError::Intake(_) => {
                Self::bad_file(error.to_string())
            }
            error @ CoverageError::Unreadable(_) => Self::internal(&error),
        }
    }
}

impl From<ReadingError> for Problem {
    fn from(error: ReadingError) -> Self {
        Self::bad_file(error.to_string())
    }
}

impl From<GuessError> for Problem {
    fn from(error: GuessError) -> Self {
        Self::bad_file(error.to_string())
    }
}

impl From<RejectedError> for Problem {
    fn from(error: RejectedError) -> Self {
        match error {
            RejectedError::NoneRejected(_) => Self::not_found(error.to_string()),
            RejectedError::NotMendable(_) => Self::conflict(error.to_string()),
            RejectedError::Read(error) => error.into(),
            error => Self::internal(&error),
        }
    }
}

impl From<UnknownName> for Problem {
    fn from(unknown: UnknownName) -> Self {
        Self::no_such(unknown.field, unknown.to_string())
    }
}

impl From<NodeError> for Problem {
    fn from(error: NodeError) -> Self {
        match error {
            NodeError::Lock(LockError::Held { .. }) => {
                Self::busy("Another process writes to the node; ask again when it is done.")
            }
            error => Self::internal(&error),
        }
    }
}

impl From<WithdrawError> for Problem {
    fn from(error: WithdrawError) -> Self {
        match error {
            WithdrawError::Read(error) => error.into(),
            WithdrawError::Append(AppendError::NothingToWithdraw(_)) => {
                Self::conflict("The submission is withdrawn already, or is itself a withdrawal.")
            }
            error @ WithdrawError::Append(_) => Self::internal(&error),
        }
    }
}

impl From<ErasureError> for Problem {
    fn from(error: ErasureError) -> Self {
        let detail = error.to_string();
        match error {
            ErasureError::Read(error) => error.into(),
            ErasureError::Ledger(error) => error.into(),
            ErasureError::Withdraw(error) => error.into(),
            ErasureError::Reason(error) => Self::bad_document(format!("`reason`: {error}")),
            ErasureError::Waits(name, _) => {
                Self::conflict(detail).named("erasure-waits", [("name", name)])
            }
            ErasureError::NotWaiting(id) => {
                Self::conflict(detail).named("not-waiting", [("name", id.to_string())])
            }
            ErasureError::AskedThemselves => {
                Self::unusable("not-alone", "Nobody erases alone", detail).named("own-erasure", [])
            }
        }
    }
}

impl From<QualityError> for Problem {
    fn from(error: QualityError) -> Self {
        match error {
            QualityError::NoFinding(_) | QualityError::Several { .. } => no_finding(),
            QualityError::Read(error) => error.into(),
            error => Self::internal(&error),
        }
    }
}

impl From<LookError> for Problem {
    fn from(error: LookError) -> Self {
        match error {
            LookError::NoSource { .. } => Self::no_such("source", error.to_string()),
            LookError::Query(error) => error.into(),
            LookError::Quality(error) => error.into(),
            LookError::Stopped => Self::stopped(),
            error => Self::internal(&error),
        }
    }
}

impl From<DecideError> for Problem {
    fn from(error: DecideError) -> Self {
        match error {
            DecideError::Quality(error) => error.into(),
            DecideError::Read(error) => error.into(),
            DecideError::Reason(error) => Self::bad_document(format!("`because`: {error}")),
            DecideError::NotProposed(proposed) => Self::bad_decision(format!(
                "The proposed treatment is {proposed}; send `verdict` override for another one."
            )),
            DecideError::NoTreatment(proposed) => Self::bad_decision(format!(
                "Say in `treatment` how it is treated instead of {proposed}."
            )),
            DecideError::TreatedNot => Self::bad_decision(
                "Nothing is done about what is rejected: leave `treatment` out, or send `verdict` override.",
            ),
            error @ DecideError::Append(_) => Self::internal(&error),
        }
    }
}

impl From<AssessError> for Problem {
    fn from(error: AssessError) -> Self {
        Self::unusable("bad-settings", "The method refuses", error.to_string())
    }
}

impl From<VerdictError> for Problem {
    fn from(error: VerdictError) -> Self {
        match error {
            VerdictError::Findings(error) => error.into(),
            VerdictError::Read(error) => error.into(),
            VerdictError::Reason(error) => Self::bad_document(format!("`because`: {error}")),
            error @ VerdictError::Append(_) => Self::internal(&error),
        }
    }
}

impl From<CommentError> for Problem {
    fn from(error: CommentError) -> Self {
        match error {
            CommentError::Findings(error) => error.into(),
            CommentError::Read(error) => error.into(),
            CommentError::Text(error @ (NoComment::Empty | NoComment::TooLong)) => {
                Self::bad_document(format!("`text`: {error}"))
            }
            CommentError::Text(error) => {
                Self::unusable("bad-text", "The text will not do", format!("`text`: {error}"))
            }
            error @ CommentError::Append(_) => Self::internal(&error),
        }
    }
}

impl From<DetectError> for Problem {
    fn from(error: DetectError) -> Self {
        match error {
            DetectError::Query(error) => error.into(),
            DetectError::Findings(error) => error.into(),
            DetectError::Stopped => Self::stopped(),
        }
    }
}

impl From<LineageError> for Problem {
    fn from(error: LineageError) -> Self {
        match error {
            LineageError::NoRow { .. } => Self::not_found(
                "The original has no row of that number: rows are counted as a spreadsheet does, the \
                 header is no row, and blank lines count but hold nothing.",
            ),
            LineageError::Query(error) => error.into(),
            LineageError::Read(error) => error.into(),
            LineageError::Findings(error) => error.into(),
            error @ (LineageError::Mapping(_) | LineageError::Intake(_)) => {
                Self::not_a_table(error.to_string())
            }
        }
    }
}

impl From<SqlError> for Problem {
    fn from(error: SqlError) -> Self {
        match error {
            SqlError::Facts(error) => error.into(),
            error if error.is_of_statement() => Self::bad_statement(error.to_string()),
            error => Self::internal(&error),
        }
    }
}
