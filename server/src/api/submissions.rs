//! Submissions, as the API writes them.

pub(crate) mod create;
pub(crate) mod erasure;
pub(crate) mod form;
pub(crate) mod lineage;
pub(crate) mod list;
pub(crate) mod mapping;
pub(crate) mod rejected_csv;
pub(crate) mod rejections;
pub(crate) mod rejections_csv;
pub(crate) mod row;
pub(crate) mod show;
pub(crate) mod withdraw;

use serde::Serialize;
use store::submissions::StoredSubmission;
use utoipa::ToSchema;
use vocabulary::quality::Treatment;
use vocabulary::submission::{Content, Extent, Rejection, Replaces, SubmissionId};

use self::erasure::ErasureAsked;
use crate::problem::{Problem, no_submission};

/// What came in.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct Submission {
    /// Its id: 26 small letters and digits.
    id: String,
    /// Where it stands in the ledger, from 1.
    position: u64,
    /// What it carries.
    content: SubmissionContent,
    /// The withdrawal that hides its facts; null while they stand.
    withdrawn_by: Option<String>,
    /// Day its file, key and facts were destroyed; null unless it was erased.
    #[schema(format = Date)]
    erased_on: Option<String>,
    /// That somebody asked for it to be erased, while nobody has answered; else null.
    erasure_asked: Option<ErasureAsked>,
    /// File name as submitted; empty for a withdrawal.
    file_name: String,
    /// Day it was made.
    #[schema(format = Date)]
    submitted_on: String,
    /// Rows that were read; accepted and rejected rows add up to it.
    rows_read: u64,
    /// Rows that were accepted.
    rows_accepted: u64,
    /// Rows that were rejected.
    rows_rejected: u64,
    /// Facts made from the accepted rows.
    facts: u64,
    /// Traffic Light Protocol marking, such as "TLP:GREEN".
    tlp: &'static str,
}

/// What a submission carries.
#[derive(Clone, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum SubmissionContent {
    /// Rows of a source.
    Rows {
        /// Whose figures.
        source: String,
        /// Kinds of fact: observation, case, seizure.
        facts_of: Vec<&'static str>,
        /// What it replaces: "nothing", "same-keys", or the days "2020-01-01/2020-12-31".
        replaces: String,
        /// Largest place the figures cover.
        coverage: String,
        /// What a period without a row means: "zero" or "unknown".
        absent: &'static str,
        /// The withdrawn or erased submission that it stands in for; null for none.
        stands_in_for: Option<String>,
    },
    /// The withdrawal of an earlier submission.
    Withdrawal {
        /// The submission withdrawn.
        of: String,
        /// Why, in words.
        reason: String,
        /// How far it goes: "hide" or "erase".
        extent: &'static str,
    },
    /// A decision about a finding of data quality; no fact changes.
    Decision {
        /// The finding's name.
        finding: String,
        /// "accepted", "rejected" or "overridden".
        verdict: &'static str,
        /// What is done about it; null where it is rejected.
        treatment: Option<&'static str>,
        /// Why, in words.
        because: String,
    },
    /// A verdict on a signal; no fact changes.
    Verdict {
        /// The signal's id.
        signal: String,
        /// "real", "false" or "unclear".
        judged: &'static str,
        /// The day that the run was asked of in which it was seen.
        #[schema(format = Date)]
        seen_as_of: String,
        /// Why, in words.
        because: String,
    },
    /// A comment on a signal; nothing else changes.
    Comment {
        /// The signal's id.
        signal: String,
        /// The day that the run was asked of in which it was seen.
        #[schema(format = Date)]
        seen_as_of: String,
        /// What is said.
        text: String,
    },
}

/// A row that was not accepted.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct RejectedRow {
    /// Row of the file, counted as a spreadsheet does: the header is row 1.
    row: u64,
    /// Column at fault; null when the whole row is.
    column: Option<String>,
    /// The value at fault, as it stood.
    value: String,
    /// Why, and what to do.
    reason: String,
}

impl Submission {
    pub fn of(stored: &StoredSubmission) -> Self {
        let header = &stored.header;
        Self {
            id: header.id.to_string(),
            position: stored.position.0,
            content: SubmissionContent::of(&header.content),
            withdrawn_by: stored.withdrawn_by.as_ref().map(ToString::to_string),
            erased_on: stored.erased_on.map(|day| day.to_string()),
            erasure_asked: stored.erasure_asked.as_ref().map(ErasureAsked::of),
            file_name: header.file_name.clone(),
            submitted_on: header.submitted_on.to_string(),
            rows_read: header.rows_read,
            rows_accepted: header.rows_accepted,
            rows_rejected: header.rows_rejected(),
            facts: header.facts,
            tlp: header.handling.tlp.as_str(),
        }
    }
}

impl SubmissionContent {
    fn of(content: &Content) -> Self {
        match content {
            Content::Rows { source, kinds, replaces, coverage, absent, stands_in_for, .. } => {
                Self::Rows {
                    source: source.clone(),
                    facts_of: kinds.iter().map(|kind| kind.as_str()).collect(),
                    replaces: match replaces {
                        Replaces::Nothing => "nothing".to_owned(),
                        Replaces::SameKeys => "same-keys".to_owned(),
                        Replaces::Scope { from, to } => format!("{from}/{to}"),
                    },
                    coverage: coverage.clone(),
                    absent: absent.as_str(),
                    stands_in_for: stands_in_for.as_ref().map(ToString::to_string),
                }
            }
            Content::Withdrawal { of, reason, extent } => Self::Withdrawal {
                of: of.to_string(),
                reason: reason.clone(),
                extent: match extent {
                    Extent::Hide => "hide",
                    Extent::Erase => "erase",
                },
            },
            Content::Decision(decision) => Self::Decision {
                finding: decision.finding.clone(),
                verdict: decision.verdict.as_str(),
                treatment: decision.treatment.map(Treatment::as_str),
                because: decision.because.clone(),
            },
            Content::Verdict(verdict) => Self::Verdict {
                signal: verdict.signal.clone(),
                judged: verdict.judged.as_str(),
                seen_as_of: verdict.seen_as_of.to_string(),
                because: verdict.because.clone(),
            },
            Content::Comment(comment) => Self::Comment {
                signal: comment.signal.clone(),
                seen_as_of: comment.seen_as_of.to_string(),
                text: comment.text.as_str().to_owned(),
            },
        }
    }
}

impl RejectedRow {
    pub fn of(rejection: &Rejection) -> Self {
        let Rejection { row, column, value, reason } = rejection.clone();
        Self { row, column: (!column.is_empty()).then_some(column), value, reason }
    }
}

/// The id in a path; what is no id looks like an id that does not exist.
pub(crate) fn id_of(text: &str) -> Result<SubmissionId, Problem> {
    SubmissionId::parse(text).ok_or_else(no_submission)
}
