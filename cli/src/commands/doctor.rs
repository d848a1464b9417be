//! `watchfire doctor`

use std::path::Path;

use store::doctor::Complaint;
use store::node::Node;
use vocabulary::handling::Reader;

use super::open_writer;
use super::verify::place_and_reason;
use crate::failure::{Failure, other};
use crate::output::print_lines;
use crate::progress::Progress;

/// Says what is wrong; sweeps what a crash left, when asked.
pub async fn run(directory: &Path, sweep: bool) -> Result<(), Failure> {
    if sweep {
        let mut writer = open_writer(directory, "doctor --sweep").await?;
        let swept = writer.sweep().await.map_err(other)?;
        print_lines(&swept.iter().map(|name| format!("removed {name}")).collect::<Vec<_>>())?;
    }
    let node = Node::open(directory).await?;
    let progress = Progress::on("Looking at every entry and file".to_owned());
    let complaints = node.complaints(&mut |_| {}).await.map_err(other)?;
    drop(progress);
    let line = |complaint: &Complaint| match complaint {
        Complaint::Fault(fault) => {
            let (place, why) = place_and_reason(fault);
            format!("{place}: {why}")
        }
        Complaint::Orphan { name } => {
            format!(
                "{name}: belongs to no submission (left by a crash); remove it with `watchfire doctor --sweep`"
            )
        }
    };
    print_lines(&complaints.iter().map(line).collect::<Vec<_>>())?;
    let submissions = node.last_position(&Reader::local_administrator()).await.map_err(other)?;
    let grave = complaints.iter().filter(|c| !matches!(c, Complaint::Orphan { .. })).count();
    if grave > 0 {
        return Err(Failure::other(format!("{grave} things are wrong with this node")));
    }
    print_lines(&[format!(
        "The ledger's {submissions} entries verify, and every file is as it was stored"
    )])
}
