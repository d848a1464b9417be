//! `watchfire ingest`

use std::path::{Path, PathBuf};

use store::node::NodeWriter;
use vocabulary::handling::Reader;
use vocabulary::submission::Rejection;
use workflows::ingest::{
    IngestError, Outcome, Rejected, Stored, Submitted, ingest, ingest_in_place_of, open_choices,
    preview,
};
use workflows::quality::{AfterIngest, look_after_ingest};

use super::open_writer;
use crate::chance::{random, today};
use crate::failure::Failure;
use crate::output::print_lines;
use crate::progress::Progress;

/// What is done with the files.
#[derive(Clone, Copy)]
pub struct How<'a> {
    /// Only say what would be stored.
    pub dry_run: bool,
    /// The submission they stand in for.
    pub replaces: Option<&'a str>,
}

/// Takes in each file; a file that is refused does not stop the others.
pub async fn run(
    directory: &Path,
    files: &[PathBuf],
    mapping: &Path,
    how: How<'_>,
) -> Result<(), Failure> {
    let mapping_text = read_text(mapping)?;
    let mut writer = if how.dry_run { None } else { Some(open_writer(directory, "ingest").await?) };
    let mut refused = Vec::new();
    for file in files {
        let mut opened = match std::fs::File::open(file) {
            Ok(opened) => opened,
            Err(error) => {
                refused.push(format!("{}: cannot read the file: {error}", file.display()));
                continue;
            }
        };
        let file_name =
            file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let progress = Progress::of_bytes(format!("Reading {}", file.display()));
        let submitted = Submitted {
            file_name: &file_name,
            file: &mut opened,
            mapping: &mapping_text,
            today: today()?,
            random: random()?,
            reader: &Reader::local_administrator(),
            watch: &|at| progress.at(at.bytes_read, at.bytes),
        };
        let outcome = match (&mut writer, how.replaces) {
            (Some(writer), None) => ingest(writer, submitted).await,
            (Some(writer), Some(earlier)) => ingest_in_place_of(writer, submitted, earlier).await,
            (None, _) => preview(submitted),
        };
        drop(progress);
        match outcome {
            Ok(outcome) => {
                let source = outcome.stored_source().map(str::to_owned);
                report(file, outcome, &mut refused)?;
                if let (Some(source), Some(writer)) = (source, &mut writer) {
                    print_lines(&quality_lines(writer, &source).await?)?;
                }
            }
            Err(error @ (IngestError::Mapping(_) | IngestError::Undecided(_))) => {
                return Err(Failure::bad_input(format!("{}: {error}", mapping.display())));
            }
            Err(error @ IngestError::Append(_)) => {
                return Err(Failure::other(format!("{}: {error}", file.display())));
            }
            Err(error) => refused.push(format!("{}: {error}", file.display())),
        }
    }
    if how.dry_run {
        print_lines(&open_lines(&mapping_text))?;
    }
    if refused.is_empty() { Ok(()) } else { Err(Failure::bad_input(refused.join("\nerror: "))) }
}

/// What is new in the quality of a source; what is stored stands whatever comes of looking.
async fn quality_lines(writer: &mut NodeWriter, source: &str) -> Result<Vec<String>, Failure> {
    let reader = Reader::local_administrator();
    let after = look_after_ingest(writer, source, today()?, &reader).await;
    Ok(match after {
        Ok(AfterIngest::Looked(looked)) => {
            let new: Vec<&str> = looked
                .findings
                .iter()
                .filter(|(_, is_new)| *is_new)
                .map(|(finding, _)| finding.subject.fault.as_str())
                .collect();
            let count = match new.len() {
                0 => return Ok(Vec::new()),
                1 => "1 new finding".to_owned(),
                several => format!("{several} new findings"),
            };
            let mut kinds = new;
            kinds.dedup();
            vec![format!("  Quality: {count} ({}): watchfire quality {source}", kinds.join(", "))]
        }
        Ok(AfterIngest::TooMany(facts)) => {
            vec![format!("  Quality: not looked at, {facts} facts: watchfire quality {source}")]
        }
        Err(error) => vec![format!("  Quality: could not be looked at ({error})")],
    })
}

/// What a dry run says of choices that nobody has made.
fn open_lines(mapping: &str) -> Vec<String> {
    let open = open_choices(mapping).unwrap_or_default();
    let names: Vec<&str> = open.iter().map(|choice| choice.setting.as_str()).collect();
    let line = || {
        format!("Choices of the mapping still to be made before it stores: {}", names.join(", "))
    };
    if open.is_empty() { Vec::new() } else { vec![line()] }
}

fn report(file: &Path, outcome: Outcome, refused: &mut Vec<String>) -> Result<(), Failure> {
    match outcome {
        Outcome::Stored(stored) => print_lines(&stored_lines(file, &stored)),
        Outcome::Previewed(stored) => {
            let mut lines = stored_lines(file, &stored);
            lines.push("  Nothing was stored: this was a dry run.".to_owned());
            print_lines(&lines)
        }
        Outcome::Repeated(earlier) => print_lines(&[format!(
            "{}: stored already as submission {earlier}; nothing was added",
            file.display()
        )]),
        Outcome::AllRejected(rejected) => {
            let mut message =
                format!("{}: {}, nothing is stored.", file.display(), all_of(rejected.rows));
            for line in rejection_lines(&rejected) {
                message.push('\n');
                message.push_str(&line);
            }
            refused.push(message);
            Ok(())
        }
    }
}

fn all_of(rows: u64) -> String {
    match rows {
        1 => "its one row was rejected".to_owned(),
        _ => format!("every one of {rows} rows was rejected"),
    }
}

fn stored_lines(file: &Path, stored: &Stored) -> Vec<String> {
    let header = &stored.header;
    let mut lines = vec![format!(
        "{}: {} rows read, {} accepted, {} rejected; {} facts",
        file.display(),
        header.rows_read,
        header.rows_accepted,
        header.rows_rejected(),
        header.facts,
    )];
    let is_stored = stored.position.0 > 0;
    if is_stored {
        let name = format!("; submission {} at position {}", header.id, stored.position);
        lines[0].push_str(&name);
    }
    lines.extend(rejection_lines(&stored.rejected));
    if stored.rejected.reasons > 0 && is_stored {
        lines.push(format!("  All of them: watchfire submissions show {}", header.id));
        lines.push(format!(
            "  To mend them: watchfire submissions rejected {} --out FILE.csv",
            header.id
        ));
    }
    if !stored.unresolved.is_empty() {
        let first: Vec<String> = stored
            .unresolved
            .iter()
            .take(SHOWN)
            .map(|name| format!("'{}' in {} ({} rows)", name.text, name.column, name.rows))
            .collect();
        let more = stored.unresolved.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        lines.push(format!("  Kept as written, not resolved: {}{more}", first.join(", ")));
    }
    lines
}

/// The first rejections, one line each.
fn rejection_lines(rejected: &Rejected) -> Vec<String> {
    let line = |rejection: &Rejection| {
        let Rejection { row, column, value, reason } = rejection;
        if column.is_empty() {
            format!("  row {row}: {reason}")
        } else {
            format!("  row {row}, column {column}, value '{}': {reason}", value.escape_debug())
        }
    };
    let mut lines: Vec<String> = rejected.first.iter().take(SHOWN).map(line).collect();
    let more = rejected.reasons.saturating_sub(lines.len() as u64);
    if more > 0 {
        lines.push(format!("  and {more} more"));
    }
    lines
}

/// The text of a mapping.
pub(super) fn read_text(path: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|error| {
        Failure::bad_input(format!("{}: cannot read the mapping: {error}", path.display()))
    })?;
    String::from_utf8(bytes).map_err(|_| {
        Failure::bad_input(format!("{}: the mapping is no UTF-8 text", path.display()))
    })
}

const SHOWN: usize = 5;
