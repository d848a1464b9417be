//! `watchfire ingest FILE --guess`

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use workflows::guess::{GuessError, Proposal, Said, Told, propose};

use crate::chance::today;
use crate::failure::Failure;
use crate::output::{Format, Table, print_json, print_lines};

/// What is said of the file.
pub struct Asked {
    /// The sheet or the file inside that is meant.
    pub part: Option<String>,
    /// What its columns hold.
    pub told: Told,
}

/// Proposes a mapping for a file, writes it and says why it is so.
pub fn run(
    files: &[PathBuf],
    out: Option<&Path>,
    asked: &Asked,
    format: Format,
) -> Result<(), Failure> {
    let [file] = files else {
        return Err(Failure::bad_input("--guess looks at one file: give one".to_owned()));
    };
    let to = out.map_or_else(|| beside(file), Path::to_path_buf);
    if to.exists() {
        return Err(exists(&to));
    }
    let cannot_read =
        |error: &dyn std::fmt::Display| Failure::bad_input(format!("{}: {error}", file.display()));
    let mut opened = File::open(file).map_err(|error| {
        Failure::bad_input(format!("{}: cannot read the file: {error}", file.display()))
    })?;
    let name =
        file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let proposal = propose(&mut opened, &name, asked.part.as_deref(), &asked.told, today()?)
        .map_err(|error: GuessError| cannot_read(&error))?;
    write_new(&to, &proposal.toml)?;
    if format == Format::Json {
        return print_json(&document(file, &to, &proposal));
    }
    choices(&proposal, format).print(format)?;
    if format == Format::Table { print_lines(&summary(file, &to, &proposal)) } else { Ok(()) }
}

/// The mapping's name in the current directory: the file's, without what it ends in.
fn beside(file: &Path) -> PathBuf {
    let name =
        file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let stem = Path::new(name).file_stem().map_or(name, |stem| stem.to_str().unwrap_or(name));
    PathBuf::from(format!("{stem}.toml"))
}

fn exists(path: &Path) -> Failure {
    Failure::bad_input(format!(
        "{} stands already and is not overwritten: name another with --out",
        path.display()
    ))
}

fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let written = OpenOptions::new().write(true).create_new(true).open(path);
    let written = written.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => exists(path),
        _ => Failure::bad_input(format!("{}: cannot write the mapping: {error}", path.display())),
    })
}

fn choices(proposal: &Proposal, format: Format) -> Table {
    let mut table = Table::new(&["what", "proposal", "sure", "why", "examples"]);
    for said in &proposal.choices {
        let Said { what, proposal, confidence, because, examples } = said;
        let shown = examples.join(", ");
        let cells = match format {
            Format::Table => [shorten(proposal, 44), shorten(because, 58), shorten(&shown, 36)],
            Format::Json | Format::Csv => [proposal.clone(), because.clone(), shown],
        };
        let [proposed, because, examples] = cells;
        table.push(vec![
            json!(what),
            json!(proposed),
            json!(confidence.as_str()),
            json!(because),
            json!(examples),
        ]);
    }
    table
}

fn shorten(text: &str, most: usize) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if plain.chars().count() <= most {
        return plain;
    }
    let cut: String = plain.chars().take(most - 1).collect();
    format!("{}…", cut.trim_end())
}

fn summary(file: &Path, to: &Path, proposal: &Proposal) -> Vec<String> {
    let mut lines = vec![String::new()];
    if !proposal.left_out.is_empty() {
        let names: Vec<String> =
            proposal.left_out.iter().take(6).map(|(name, why)| format!("{name} ({why})")).collect();
        let more = proposal.left_out.len().saturating_sub(names.len());
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        lines.push(format!("Not read: {}{more}", names.join("; ")));
    }
    lines.push(format!(
        "Tried on the file: {} of {} rows accepted.",
        proposal.rows_accepted, proposal.rows_tried
    ));
    lines.extend(proposal.rejections.iter().map(|reason| format!("  {reason}")));
    let open = proposal.undecided.iter().map(|open| open.setting.as_str()).collect::<Vec<_>>();
    lines.push(format!(
        "Wrote {}. Before it can be stored, {} of its choices are yours to make: {}.",
        to.display(),
        open.len(),
        open.join(", ")
    ));
    lines.push(
        "Read it, and put the right value in the place of each `{ to_decide = ... }`. Then:"
            .to_owned(),
    );
    let (file, to) = (quoted(file), quoted(to));
    lines.push(format!("  watchfire ingest {file} --mapping {to} --dry-run"));
    lines.push(format!("  watchfire ingest {file} --mapping {to}"));
    lines
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = text.chars().all(|c| c.is_alphanumeric() || "/._-+".contains(c));
    if is_plain { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

fn document(file: &Path, to: &Path, proposal: &Proposal) -> Value {
    let choices: Vec<Value> = proposal
        .choices
        .iter()
        .map(|said| {
            json!({
                "what": said.what,
                "proposal": said.proposal,
                "confidence": said.confidence.as_str(),
                "because": said.because,
                "examples": said.examples,
            })
        })
        .collect();
    let undecided: Vec<Value> = proposal
        .undecided
        .iter()
        .map(|open| json!({ "setting": open.setting, "value": open.value }))
        .collect();
    let left_out: Vec<Value> = proposal
        .left_out
        .iter()
        .map(|(column, because)| json!({ "column": column, "because": because }))
        .collect();
    json!({
        "file": file.display().to_string(),
        "mapping": to.display().to_string(),
        "kind": proposal.kind.as_str(),
        "rows_tried": proposal.rows_tried,
        "rows_accepted": proposal.rows_accepted,
        "rejections": proposal.rejections,
        "choices": choices,
        "undecided": undecided,
        "left_out": left_out,
        "toml": proposal.toml,
    })
}
