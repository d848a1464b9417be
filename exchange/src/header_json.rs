//! The header as JSON: one fixed order of fields, no white space.
//!
//! What [`write_header`] would not write, [`read_header`] refuses, so one header has one text.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::fact::FactKind;
use vocabulary::handling::{
    Classification, DataSubjects, Handling, HandlingCode, InformationGrade, Purpose, SourceGrade,
    Tlp,
};
use vocabulary::submission::{Absent, Content, Digest, Extent, Header, Replaces, SubmissionId};

mod comment;
mod decision;
mod verdict;

/// Why bytes are no header.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum HeaderJsonError {
    /// Not JSON of this form.
    #[error("the header is not readable: {0}")]
    Unreadable(String),
    /// A field holds a word this version does not know.
    #[error("the header's {field} holds '{value}', which this version does not know")]
    UnknownWord {
        /// Field at fault.
        field: &'static str,
        /// Its value.
        value: String,
    },
    /// The same header in another spelling.
    #[error("the header is not written in the one form that is signed")]
    NotCanonical,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeaderJson {
    id: String,
    issuer: String,
    schema_version: u16,
    submitted_on: String,
    effective_on: String,
    content: ContentJson,
    handling: HandlingJson,
    review_on: String,
    file_name: String,
    payload_digest: String,
    mapping_digest: String,
    vocabulary_digest: String,
    rows_read: u64,
    rows_accepted: u64,
    facts: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case", deny_unknown_fields)]
enum ContentJson {
    Rows {
        source: String,
        kinds: Vec<String>,
        replaces: ReplacesJson,
        coverage: String,
        absent: String,
        // Left out where there is none, as it is in headers older than the field.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stands_in_for: Option<String>,
    },
    Withdrawal {
        of: String,
        reason: String,
    },
    Erasure {
        of: String,
        reason: String,
    },
    Decision(decision::DecisionJson),
    Verdict(verdict::VerdictJson),
    Comment(comment::CommentJson),
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case", deny_unknown_fields)]
enum ReplacesJson {
    Nothing,
    SameKeys,
    Scope { from: String, to: String },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HandlingJson {
    tlp: String,
    codes: Vec<String>,
    restriction: Option<String>,
    source_grade: Option<String>,
    information_grade: Option<String>,
    classification: String,
    purposes: Vec<String>,
    subjects: String,
}

/// The one text of a header.
pub fn write_header(header: &Header) -> Vec<u8> {
    serde_json::to_vec(&to_json(header)).expect("a header has only strings, numbers and lists")
}

/// Reads what [`write_header`] writes, and nothing else.
///
/// # Errors
/// When the bytes are anything else.
pub fn read_header(bytes: &[u8]) -> Result<Header, HeaderJsonError> {
    let json: HeaderJson = serde_json::from_slice(bytes)
        .map_err(|error| HeaderJsonError::Unreadable(error.to_string()))?;
    let header = from_json(json)?;
    if write_header(&header) != bytes {
        return Err(HeaderJsonError::NotCanonical);
    }
    Ok(header)
}

fn to_json(header: &Header) -> HeaderJson {
    HeaderJson {
        id: header.id.to_string(),
        issuer: header.issuer.clone(),
        schema_version: header.schema_version,
        submitted_on: header.submitted_on.to_string(),
        effective_on: header.effective_on.to_string(),
        content: content_to_json(&header.content),
        handling: handling_to_json(&header.handling),
        review_on: header.review_on.to_string(),
        file_name: header.file_name.clone(),
        payload_digest: header.payload_digest.to_string(),
        mapping_digest: header.mapping_digest.to_string(),
        vocabulary_digest: header.vocabulary_digest.to_string(),
        rows_read: header.rows_read,
        rows_accepted: header.rows_accepted,
        facts: header.facts,
    }
}

fn content_to_json(content: &Content) -> ContentJson {
    match content {
        Content::Rows { source, kinds, replaces, coverage, absent, stands_in_for } => {
            ContentJson::Rows {
                source: source.clone(),
                kinds: kinds.iter().map(|kind| kind.as_str().to_owned()).collect(),
                replaces: match replaces {
                    Replaces::Nothing => ReplacesJson::Nothing,
                    Replaces::SameKeys => ReplacesJson::SameKeys,
                    Replaces::Scope { from, to } => {
                        ReplacesJson::Scope { from: from.to_string(), to: to.to_string() }
                    }
                },
                coverage: coverage.clone(),
                absent: absent.as_str().to_owned(),
                stands_in_for: stands_in_for.as_ref().map(ToString::to_string),
            }
        }
        Content::Withdrawal { of, reason, extent } => {
            let (of, reason) = (of.to_string(), reason.clone());
            match extent {
                Extent::Hide => ContentJson::Withdrawal { of, reason },
                Extent::Erase => ContentJson::Erasure { of, reason },
            }
        }
        Content::Decision(decision) => ContentJson::Decision(decision::to_json(decision)),
        Content::Verdict(verdict) => ContentJson::Verdict(verdict::to_json(verdict)),
        Content::Comment(comment) => ContentJson::Comment(comment::to_json(comment)),
    }
}

fn handling_to_json(handling: &Handling) -> HandlingJson {
    HandlingJson {
        tlp: handling.tlp.to_string(),
        codes: handling.codes.iter().map(ToString::to_string).collect(),
        restriction: handling.restriction.clone(),
        source_grade: handling.source_grade.map(|grade| grade.to_string()),
        information_grade: handling.information_grade.map(|grade| grade.to_string()),
        classification: handling.classification.to_string(),
        purposes: handling.purposes.iter().map(ToString::to_string).collect(),
        subjects: handling.subjects.to_string(),
    }
}

fn from_json(json: HeaderJson) -> Result<Header, HeaderJsonError> {
    Ok(Header {
        id: word("id", &json.id, SubmissionId::parse)?,
        issuer: json.issuer,
        schema_version: json.schema_version,
        submitted_on: word("submitted_on", &json.submitted_on, day)?,
        effective_on: word("effective_on", &json.effective_on, day)?,
        content: content_from_json(json.content)?,
        handling: handling_from_json(json.handling)?,
        review_on: word("review_on", &json.review_on, day)?,
        file_name: json.file_name,
        payload_digest: word("payload_digest", &json.payload_digest, Digest::parse)?,
        mapping_digest: word("mapping_digest", &json.mapping_digest, Digest::parse)?,
        vocabulary_digest: word("vocabulary_digest", &json.vocabulary_digest, Digest::parse)?,
        rows_read: json.rows_read,
        rows_accepted: word("rows_accepted", &json.rows_accepted.to_string(), |text| {
            text.parse().ok().filter(|accepted| *accepted <= json.rows_read)
        })?,
        facts: json.facts,
    })
}

fn content_from_json(json: ContentJson) -> Result<Content, HeaderJsonError> {
    Ok(match json {
        ContentJson::Rows { source, kinds, replaces, coverage, absent, stands_in_for } => {
            Content::Rows {
                source,
                kinds: words("kinds", &kinds, FactKind::parse)?,
                replaces: match replaces {
                    ReplacesJson::Nothing => Replaces::Nothing,
                    ReplacesJson::SameKeys => Replaces::SameKeys,
                    ReplacesJson::Scope { from, to } => Replaces::Scope {
                        from: word("replaces.from", &from, day)?,
                        to: word("replaces.to", &to, day)?,
                    },
                },
                coverage,
                absent: word("absent", &absent, Absent::parse)?,
                stands_in_for: stands_in_for
                    .map(|id| word("stands_in_for", &id, SubmissionId::parse))
                    .transpose()?,
            }
        }
        ContentJson::Withdrawal { of, reason } => withdrawal(&of, reason, Extent::Hide)?,
        ContentJson::Erasure { of, reason } => withdrawal(&of, reason, Extent::Erase)?,
        ContentJson::Decision(json) => Content::Decision(Box::new(decision::from_json(json)?)),
        ContentJson::Verdict(json) => Content::Verdict(Box::new(verdict::from_json(json)?)),
        ContentJson::Comment(json) => Content::Comment(Box::new(comment::from_json(json)?)),
    })
}

fn withdrawal(of: &str, reason: String, extent: Extent) -> Result<Content, HeaderJsonError> {
    Ok(Content::Withdrawal { of: word("of", of, SubmissionId::parse)?, reason, extent })
}

fn handling_from_json(json: HandlingJson) -> Result<Handling, HeaderJsonError> {
    let grade =
        |text: Option<String>| text.map(|text| word("source_grade", &text, SourceGrade::parse));
    let information = |text: Option<String>| {
        text.map(|text| word("information_grade", &text, InformationGrade::parse))
    };
    Ok(Handling {
        tlp: word("tlp", &json.tlp, Tlp::parse)?,
        codes: words("codes", &json.codes, HandlingCode::parse)?,
        restriction: json.restriction,
        source_grade: grade(json.source_grade).transpose()?,
        information_grade: information(json.information_grade).transpose()?,
        classification: word("classification", &json.classification, Classification::parse)?,
        purposes: words("purposes", &json.purposes, Purpose::parse)?,
        subjects: word("subjects", &json.subjects, DataSubjects::parse)?,
    })
}

fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

fn word<T>(
    field: &'static str,
    value: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, HeaderJsonError> {
    parse(value).ok_or_else(|| HeaderJsonError::UnknownWord { field, value: value.to_owned() })
}

fn words<T>(
    field: &'static str,
    values: &[String],
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, HeaderJsonError> {
    values.iter().map(|value| word(field, value, &parse)).collect()
}
