//! `watchfire submissions`

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use serde_json::{Value, json};
use store::append::AppendError;
use store::node::Node;
use store::submissions::{ReadError, StoredSubmission};
use vocabulary::handling::Reader;
use vocabulary::submission::{Content, Extent, Rejection};
use workflows::rejected::{RejectedError, rejected_file};
use workflows::withdraw::{WithdrawError, Withdrawal, withdraw};

use super::open_writer;
use crate::arguments::{ListOptions, SubmissionsCommand};
use crate::chance::{random, today};
use crate::failure::{Failure, other};
use crate::output::{Format, Table, print_json, print_lines};

/// Lists, shows or withdraws.
pub async fn run(
    directory: &Path,
    command: Option<SubmissionsCommand>,
    list: ListOptions,
) -> Result<(), Failure> {
    match command {
        None => print_list(directory, list.format).await,
        Some(SubmissionsCommand::Show { id, list }) => show(directory, &id, list.format).await,
        Some(SubmissionsCommand::Rejected { id, out }) => {
            write_out_rejected(directory, &id, &out).await
        }
        Some(SubmissionsCommand::Withdraw { id, reason, erase }) => {
            let extent = if erase { Extent::Erase } else { Extent::Hide };
            take_back(directory, &id, &reason, extent).await
        }
    }
}

async fn print_list(directory: &Path, format: Format) -> Result<(), Failure> {
    let node = Node::open(directory).await?;
    let submissions = node.submissions(&Reader::local_administrator()).await.map_err(other)?;
    let columns = [
        "position",
        "id",
        "source",
        "file",
        "submitted_on",
        "read",
        "accepted",
        "rejected",
        "facts",
        "handling",
        "state",
    ];
    let mut table = Table::new(&columns);
    for stored in &submissions {
        let header = &stored.header;
        table.push(vec![
            stored.position.0.into(),
            header.id.as_str().into(),
            source_of(stored).into(),
            header.file_name.as_str().into(),
            header.submitted_on.to_string().into(),
            header.rows_read.into(),
            header.rows_accepted.into(),
            header.rows_rejected().into(),
            header.facts.into(),
            header.handling.tlp.as_str().into(),
            state_of(stored).into(),
        ]);
    }
    table.print(format)
}

async fn show(directory: &Path, id: &str, format: Format) -> Result<(), Failure> {
    let node = Node::open(directory).await?;
    let reader = Reader::local_administrator();
    let stored = node.submission(id, &reader).await.map_err(not_found)?;
    let rejections = match &stored.header.content {
        Content::Rows { .. } if stored.erased_on.is_some() => Vec::new(),
        Content::Rows { .. } => node.rejections(&stored.header.id, &reader).await.map_err(other)?,
        Content::Withdrawal { .. }
        | Content::Decision(_)
        | Content::Verdict(_)
        | Content::Comment(_) => Vec::new(),
    };
    let mut table = Table::new(&["row", "column", "value", "reason"]);
    for Rejection { row, column, value, reason } in &rejections {
        table.push(vec![
            (*row).into(),
            column.as_str().into(),
            value.as_str().into(),
            reason.as_str().into(),
        ]);
    }
    match format {
        Format::Csv => table.print(Format::Csv),
        Format::Json => {
            let mut document = about(&stored);
            document["rejections"] = table.to_json();
            print_json(&document)
        }
        Format::Table => {
            let Value::Object(fields) = about(&stored) else { return Ok(()) };
            let line = |(name, value): (&String, &Value)| match value {
                Value::String(text) => format!("{name:<16}{text}"),
                other => format!("{name:<16}{other}"),
            };
            let said = fields.iter().filter(|(_, value)| !value.is_null());
            print_lines(&said.map(line).collect::<Vec<_>>())?;
            if !rejections.is_empty() {
                print_lines(&[String::new(), "Rejected rows".to_owned()])?;
                table.print(Format::Table)?;
            }
            Ok(())
        }
    }
}

async fn take_back(
    directory: &Path,
    id: &str,
    reason: &str,
    extent: Extent,
) -> Result<(), Failure> {
    if reason.trim().is_empty() {
        return Err(Failure::bad_input(
            "a withdrawal needs a reason: --reason \"sent by mistake\"",
        ));
    }
    let mut writer = open_writer(directory, "submissions withdraw").await?;
    let withdrawal = Withdrawal { id, reason, extent, today: today()?, random: random()? };
    let withdrawn = withdraw(&mut writer, &withdrawal, &Reader::local_administrator()).await;
    let (id, position) = withdrawn.map_err(|error| match error {
        WithdrawError::Read(error) => not_found(error),
        WithdrawError::Append(error @ AppendError::NothingToWithdraw(_)) => {
            Failure::bad_input(error.to_string())
        }
        WithdrawError::Append(error) => other(error),
    })?;
    let list = writer.node().erasure_list_path();
    print_lines(&match extent {
        Extent::Hide => vec![
            format!(
                "Withdrew submission {id} (position {position}); its facts are hidden from today on and stay visible for earlier days"
            ),
            "If it was read wrongly, earlier days still answer with the wrong figures: --erase takes them from every day".to_owned(),
        ],
        Extent::Erase => vec![
            format!(
                "Erased submission {id} (position {position}): its key, its file, its mapping, its rejected rows and its facts are destroyed, for every day"
            ),
            format!(
                "Backups made before still hold it: keep {} apart from them, and give it when one is restored",
                list.display()
            ),
        ],
    })
}

async fn write_out_rejected(directory: &Path, id: &str, out: &Path) -> Result<(), Failure> {
    let node = Node::open(directory).await?;
    let reader = Reader::local_administrator();
    let stored = node.submission(id, &reader).await.map_err(not_found)?;
    let written = rejected_file(&node, &stored.header.id, &reader).await;
    let written = written.map_err(|error| match error {
        RejectedError::NoneRejected(_) | RejectedError::NotMendable(_) => {
            Failure::bad_input(error.to_string())
        }
        RejectedError::Read(error) => not_found(error),
        error => other(error),
    })?;
    let mut file = File::create_new(out).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::bad_input(format!(
            "{} stands already and is not overwritten: name another with --out",
            out.display()
        )),
        _ => Failure::bad_input(format!("{}: cannot write: {error}", out.display())),
    })?;
    let kept = file.write_all(&written.bytes).and_then(|()| file.sync_all());
    kept.map_err(|error| Failure::other(format!("{}: cannot write: {error}", out.display())))?;
    let (rows, repeats) = (written.rows.len(), written.repeats);
    let mut lines =
        vec![format!("{}: {rows} rejected rows of submission {}", out.display(), stored.header.id)];
    if repeats > 0 {
        lines.push(format!(
            "Left out: {repeats} rows with the key of another row, whose figure they would replace"
        ));
    }
    lines.push(
        "Mend them there and ingest the file under the same mapping; the columns in front are not read."
            .to_owned(),
    );
    print_lines(&lines)
}

fn not_found(error: ReadError) -> Failure {
    match error {
        ReadError::NoSubmission(_) | ReadError::Several { .. } => {
            Failure::bad_input(error.to_string())
        }
        error => other(error),
    }
}

fn about(stored: &StoredSubmission) -> Value {
    let header = &stored.header;
    let handling = &header.handling;
    json!({
        "id": header.id.as_str(),
        "position": stored.position.0,
        "state": state_of(stored),
        "issuer": header.issuer,
        "source": source_of(stored),
        "stands_in_for": stands_in_for(stored),
        "file": header.file_name,
        "submitted_on": header.submitted_on.to_string(),
        "effective_on": header.effective_on.to_string(),
        "review_on": header.review_on.to_string(),
        "rows_read": header.rows_read,
        "rows_accepted": header.rows_accepted,
        "rows_rejected": header.rows_rejected(),
        "facts": header.facts,
        "handling": handling.tlp.as_str(),
        "classification": handling.classification.as_str(),
        "subjects": handling.subjects.as_str(),
        "purposes": handling.purposes.iter().map(|purpose| purpose.as_str()).collect::<Vec<_>>().join(", "),
        "payload_digest": header.payload_digest.to_string(),
        "vocabulary": header.vocabulary_digest.to_string(),
    })
}

fn source_of(stored: &StoredSubmission) -> String {
    match &stored.header.content {
        Content::Rows { source, .. } => source.clone(),
        Content::Withdrawal { of, reason, extent: Extent::Hide } => {
            format!("withdraws {of}: {reason}")
        }
        Content::Withdrawal { of, reason, extent: Extent::Erase } => {
            format!("erases {of}: {reason}")
        }
        Content::Decision(decision) => {
            let verdict = decision.verdict.as_str();
            format!("{verdict} {}: {}", decision.finding, decision.because)
        }
        Content::Verdict(verdict) => {
            let judged = verdict.judged.as_str();
            format!("{judged} {}: {}", verdict.signal, verdict.because)
        }
        Content::Comment(comment) => {
            format!("on {}: {}", comment.signal, comment.text.as_str().replace('\n', " / "))
        }
    }
}

fn stands_in_for(stored: &StoredSubmission) -> Option<String> {
    match &stored.header.content {
        Content::Rows { stands_in_for, .. } => stands_in_for.as_ref().map(ToString::to_string),
        Content::Withdrawal { .. }
        | Content::Decision(_)
        | Content::Verdict(_)
        | Content::Comment(_) => None,
    }
}

fn state_of(stored: &StoredSubmission) -> String {
    if let Some(on) = stored.erased_on {
        return format!("erased on {on}");
    }
    match (&stored.withdrawn_by, &stored.header.content) {
        (Some(by), _) => format!("withdrawn by {by}"),
        (None, Content::Rows { .. }) => "stands".to_owned(),
        (None, Content::Withdrawal { .. }) => "withdrawal".to_owned(),
        (None, Content::Decision(_)) => "decision".to_owned(),
        (None, Content::Verdict(_)) => "verdict".to_owned(),
        (None, Content::Comment(_)) => "comment".to_owned(),
    }
}
