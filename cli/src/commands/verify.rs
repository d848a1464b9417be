//! `watchfire verify`

use std::path::Path;

use serde_json::json;
use store::audit::written_head;
use store::node::Node;
use store::verify::{Fault, Proof};
use vocabulary::submission::Digest;

use crate::arguments::ListOptions;
use crate::failure::{Failure, other};
use crate::output::{Format, Table, print_json, print_lines};
use crate::progress::Progress;

/// Proves the node, and names exactly what is not as it was stored.
pub async fn run(
    directory: &Path,
    audit_head: Option<&str>,
    list: ListOptions,
) -> Result<(), Failure> {
    let noted = audit_head.map(noted_head).transpose()?;
    let node = Node::open(directory).await?;
    let mut proof = prove(&node).await?;
    if let Some((number, hash)) = noted {
        let found = node.audit_entry(number).await.map_err(other)?;
        if found.is_none_or(|found| found.link != hash) {
            let why =
                "it is not the entry whose head was noted: the audit was written anew".to_owned();
            proof.faults.push(Fault::Audit { number, why });
        }
    }
    let faults = fault_table(&proof.faults);
    match list.format {
        Format::Json => print_json(&json!({
            "entries": proof.entries,
            "root": proof.root.to_string(),
            "audit_head": written_head(&proof.audit.head),
            "submissions": proof.submissions,
            "files": proof.files,
            "bytes": proof.bytes,
            "erased": proof.erased.iter().map(|erasure| json!({
                "submission": erasure.submission.as_str(),
                "on": erasure.on.to_string(),
                "position": erasure.position.0,
            })).collect::<Vec<_>>(),
            "faults": faults.to_json(),
        }))?,
        Format::Csv => faults.print(Format::Csv)?,
        Format::Table => {
            if !proof.faults.is_empty() {
                faults.print(Format::Table)?;
            }
            print_lines(&proof_lines(&proof))?;
        }
    }
    match proof.faults.len() {
        0 => Ok(()),
        1 => Err(Failure::other("1 thing is not as it was stored")),
        count => Err(Failure::other(format!("{count} things are not as they were stored"))),
    }
}

/// What `verify` printed of the audit some time ago.
fn noted_head(text: &str) -> Result<(u64, Digest), Failure> {
    let parts = text.split_once(':');
    let read = parts.and_then(|(number, hash)| Some((number.parse().ok()?, Digest::parse(hash)?)));
    read.ok_or_else(|| {
        Failure::bad_input("a head of the audit is NUMBER:HASH, as `watchfire verify` prints it")
    })
}

/// Proves a node, with a sign of life.
pub async fn prove(node: &Node) -> Result<Proof, Failure> {
    let progress = Progress::on("Proving the ledger".to_owned());
    let mut seen = |step: store::verify::Progress| {
        progress.says(format!("Proving the files: {} of {}", step.done, step.all));
    };
    node.verify(&mut seen).await.map_err(other)
}

/// What a proof found, in a few lines.
pub fn proof_lines(proof: &Proof) -> Vec<String> {
    let Proof { entries, root, audit, submissions, files, bytes, erased, faults } = proof;
    let in_log = faults.iter().filter(|fault| matches!(fault, Fault::Entry { .. })).count();
    let in_audit = faults.iter().filter(|fault| matches!(fault, Fault::Audit { .. })).count();
    let in_files = faults.len() - in_log - in_audit;
    let log = match in_log {
        0 => "every signature, hash and position holds".to_owned(),
        1 => "1 fault".to_owned(),
        count => format!("{count} faults"),
    };
    let of_audit = match in_audit {
        0 => "every signature and link holds".to_owned(),
        1 => "1 fault".to_owned(),
        count => format!("{count} faults"),
    };
    let of_files = match in_files {
        0 => "each opens under its key and is as it was stored".to_owned(),
        1 => "1 fault".to_owned(),
        count => format!("{count} faults"),
    };
    let mut lines = vec![
        format!("Ledger   {entries} entries: {log}"),
        format!("Root     {root}"),
        format!("Audit    {} entries: {of_audit}", audit.head.number),
        format!("Head     {}", written_head(&audit.head)),
        format!("Files    {files} of {submissions} submissions, {bytes} bytes: {of_files}"),
    ];
    for erasure in erased {
        lines.push(format!("Erased   submission {} on {}", erasure.submission, erasure.on));
    }
    lines
}

/// Where a fault is and what it is.
pub fn place_and_reason(fault: &Fault) -> (String, &str) {
    match fault {
        Fault::Entry { position, why } => (format!("ledger entry {position}"), why),
        Fault::Audit { number, why } => (format!("audit entry {number}"), why),
        Fault::File { name, why } => (name.clone(), why),
        Fault::Submission { id, why } => (format!("submission {id}"), why),
    }
}

fn fault_table(faults: &[Fault]) -> Table {
    let mut table = Table::new(&["where", "what"]);
    for fault in faults {
        let (place, why) = place_and_reason(fault);
        table.push(vec![place.into(), why.into()]);
    }
    table
}
