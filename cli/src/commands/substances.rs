//! `watchfire substances`

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde_json::{Value, json};
use store::coverage::SubstanceString;
use store::node::Node;
use vocabulary::handling::Reader;
use vocabulary::substance::{How, Resolution, Substance, SubstanceKind, Substances};
use workflows::coverage::{Coverage, CoverageError, SourceCoverage, Understood};

use super::ingest::read_text;
use super::vantage;
use crate::arguments::{ListOptions, SubstancesCommand};
use crate::chance::today;
use crate::failure::{Failure, other};
use crate::output::{Format, Table, print_json, print_lines};
use crate::progress::Progress;

/// Says how strings resolve: those of the node, of a file, or one name.
pub async fn run(directory: &Path, command: SubstancesCommand) -> Result<(), Failure> {
    match command {
        SubstancesCommand::Coverage { file, mapping, as_of, top, list } => {
            let coverage = match (file, mapping) {
                (Some(file), Some(mapping)) => of_file(&file, &mapping)?,
                _ => of_node(directory, as_of).await?,
            };
            print_coverage(&coverage, top, list)
        }
        SubstancesCommand::Show { name, list } => show(&name, list),
    }
}

async fn of_node(directory: &Path, as_of: Option<Date>) -> Result<Coverage, Failure> {
    let node = Node::open(directory).await?;
    let vantage = vantage(&node, as_of, None).await?;
    let _progress = Progress::on("Reading the facts".to_owned());
    Coverage::of_node(&node, vantage, &Reader::local_administrator()).await.map_err(other)
}

fn of_file(file: &PathBuf, mapping: &PathBuf) -> Result<Coverage, Failure> {
    let text = read_text(mapping)?;
    let mut opened = std::fs::File::open(file).map_err(|error| {
        Failure::bad_input(format!("{}: cannot read the file: {error}", file.display()))
    })?;
    let _progress = Progress::on(format!("Reading {}", file.display()));
    Coverage::of_file(&mut opened, &text, today()?).map_err(|error| {
        let at_fault = match &error {
            CoverageError::Mapping(_) => mapping,
            CoverageError::Intake(_) | CoverageError::Unreadable(_) => file,
        };
        Failure::bad_input(format!("{}: {error}", at_fault.display()))
    })
}

fn print_coverage(coverage: &Coverage, top: usize, list: ListOptions) -> Result<(), Failure> {
    let sources = coverage.by_source();
    match list.format {
        Format::Csv => every_string(coverage).print(Format::Csv),
        Format::Json => print_json(&json!({
            "sources": summary(&sources).to_json(),
            "strings": every_string(coverage).to_json(),
        })),
        Format::Table => {
            if sources.is_empty() {
                return print_lines(&["No facts name a substance.".to_owned()]);
            }
            summary(&sources).print(Format::Table)?;
            let open = coverage.understood(Understood::Open);
            let fuzzy = coverage.understood(Understood::Fuzzy);
            print_strings("Open: kept as written, standing for nothing yet", &open, top)?;
            print_strings("Understood by spelling alone: look at each", &fuzzy, top)
        }
    }
}

fn summary(sources: &[SourceCoverage]) -> Table {
    let ways = Understood::ALL.map(Understood::as_str);
    let columns = [&["source", "strings", "rows"], &ways[..], &["strings_%", "rows_%"]].concat();
    let mut table = Table::new(&columns);
    for source in sources {
        let (all, open) = (source.all(), source.count(Understood::Open));
        let mut row = vec![json!(source.source), json!(all.strings), json!(all.rows)];
        row.extend(Understood::ALL.map(|way| json!(source.count(way).strings)));
        row.push(percent_resolved(open.strings, all.strings));
        row.push(percent_resolved(open.rows, all.rows));
        table.push(row);
    }
    table
}

/// What is not open, in percent with two digits, never rounded up to 100.
fn percent_resolved(open: u64, all: u64) -> Value {
    let Some(hundredths) = (all - open).saturating_mul(10_000).checked_div(all) else {
        return Value::Null;
    };
    json!(format!("{}.{:02}", hundredths / 100, hundredths % 100))
}

fn print_strings(
    title: &str,
    strings: &[&(SubstanceString, u64)],
    top: usize,
) -> Result<(), Failure> {
    if strings.is_empty() {
        return Ok(());
    }
    print_lines(&[String::new(), format!("{title} ({})", strings.len())])?;
    let mut table = Table::new(&["rows", "source", "column", "text", "substance", "now"]);
    for (string, rows) in strings.iter().take(top) {
        table.push(vec![
            json!(rows),
            json!(string.source),
            json!(string.column),
            json!(string.text),
            json!(string.substance),
            json!(resolves_now(&string.text)),
        ]);
    }
    table.print(Format::Table)?;
    let more = strings.len().saturating_sub(top);
    let all = format!("and {more} more: raise --top, or --format csv for every string");
    print_lines(if more > 0 { std::slice::from_ref(&all) } else { &[] })
}

/// What this release makes of a string, which may be more than the release that took it in.
fn resolves_now(text: &str) -> String {
    let parts = Substances::shipped().resolve(text);
    let name = |part: &Resolution| match (&part.substance, part.how) {
        (Some(id), _) => id.to_string(),
        (None, How::NoDrugNamed) => "no drug named".to_owned(),
        (None, _) if meanings(part).is_some() => "several meanings".to_owned(),
        (None, _) => "open".to_owned(),
    };
    parts.iter().map(name).collect::<Vec<_>>().join(" + ")
}

fn every_string(coverage: &Coverage) -> Table {
    let columns = ["source", "column", "text", "rows", "how", "edits", "substance"];
    let mut table = Table::new(&columns);
    for (string, rows) in &coverage.strings {
        let edits = match string.how {
            How::Fuzzy { distance } => json!(distance),
            _ => Value::Null,
        };
        table.push(vec![
            json!(string.source),
            json!(string.column),
            json!(string.text),
            json!(rows),
            json!(Understood::of(string.how).as_str()),
            edits,
            json!(string.substance),
        ]);
    }
    table
}

fn show(name: &str, list: ListOptions) -> Result<(), Failure> {
    let table = Substances::shipped();
    let parts = table.resolve(name);
    let entry = |part: &Resolution| part.substance.as_ref().and_then(|id| table.get(id));
    let documents: Vec<Value> = parts.iter().map(|part| about(part, entry(part))).collect();
    match list.format {
        Format::Json => print_json(&Value::Array(documents)),
        Format::Csv => Err(Failure::bad_input("an entry is no table: use --format json")),
        Format::Table => {
            for document in &documents {
                print_lines(&fields(document))?;
            }
            Ok(())
        }
    }
}

fn meanings(part: &Resolution) -> Option<&'static str> {
    Substances::shipped().several_meanings(&part.text)
}

fn about(part: &Resolution, entry: Option<&Substance>) -> Value {
    let how = match part.how {
        How::Fuzzy { distance } => format!("fuzzy, {distance} letters: look at it"),
        How::NotResolved if meanings(part).is_some() => {
            "open, for it has several meanings".to_owned()
        }
        how => Understood::of(how).as_str().to_owned(),
    };
    let mut document = json!({ "text": part.text, "how": how });
    if let Some(meanings) = meanings(part) {
        document["may mean"] = json!(meanings);
    }
    let Some(entry) = entry else { return document };
    let ids = |ids: &[vocabulary::substance::SubstanceId]| {
        ids.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    document["substance"] = json!(entry.id().as_str());
    document["name"] = json!(entry.name());
    document["kind"] = json!(match entry.kind() {
        SubstanceKind::Compound => "compound",
        SubstanceKind::Class => "class",
        SubstanceKind::Product => "product",
    });
    document["class"] = json!(Substances::shipped().class_path(entry.id()));
    document["parents"] = json!(ids(entry.parents()));
    document["names"] = json!(entry.synonyms());
    document["cas"] = json!(entry.cas());
    document["inchikey"] = json!(entry.inchikey());
    document["control"] = json!(entry.control());
    document["control_source"] = json!(entry.control_source());
    document["sources"] = json!(entry.sources());
    document
}

/// One line a field that is known; lists on one line.
fn fields(document: &Value) -> Vec<String> {
    let Value::Object(fields) = document else { return Vec::new() };
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect(),
        Value::Array(items) => {
            items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    };
    let lines = fields.iter().map(|(name, value)| (name, text(value)));
    lines
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| format!("{name:<16}{text}"))
        .collect()
}
