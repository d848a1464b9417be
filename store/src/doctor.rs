//! What is wrong with a node, and what can be mended.
//!
//! Proves the node as `verify` does, and looks for what a crash left. It mends only what cannot lose
//! anything: files that no submission names, and erasures that were cut short.

use std::collections::BTreeSet;
use std::path::PathBuf;

use vocabulary::submission::SubmissionId;

use crate::boundaries::BoundaryError;
use crate::disk;
use crate::ledger::LedgerError;
use crate::node::{Node, NodeWriter};
use crate::verify::{Fault, Progress};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Complaint {
    /// Something is not as it was stored.
    Fault(Fault),
    /// A file that no submission names, left by a crash; harmless.
    Orphan {
        /// Its name below the node directory.
        name: String,
    },
}

impl Node {
    /// Everything that is wrong; empty when nothing is. `seen` hears of each file that is read.
    ///
    /// # Errors
    /// When the ledger or a directory cannot be read at all.
    pub async fn complaints(
        &self,
        seen: &mut dyn FnMut(Progress),
    ) -> Result<Vec<Complaint>, LedgerError> {
        let faults = self.verify(seen).await?.faults;
        let mut complaints: Vec<Complaint> = faults.into_iter().map(Complaint::Fault).collect();
        if let Err(BoundaryError::Damaged(name)) = self.boundaries() {
            let why = "is not as it was written; remove it and add the file again".to_owned();
            let name = format!("boundaries/{name}.geojson");
            complaints.push(Complaint::Fault(Fault::File { name, why }));
        }
        let orphans = self.orphans().await?;
        complaints.extend(orphans.into_iter().map(|name| Complaint::Orphan { name }));
        Ok(complaints)
    }

    /// Names of files that nothing names.
    async fn orphans(&self) -> Result<Vec<String>, LedgerError> {
        let mut named: BTreeSet<String> = sqlx::query_scalar("SELECT name FROM file")
            .fetch_all(&self.pool)
            .await?
            .into_iter()
            .collect();
        let ids: Vec<String> =
            sqlx::query_scalar("SELECT id FROM submission WHERE withdraws IS NULL")
                .fetch_all(&self.pool)
                .await?;
        for id in ids.iter().filter_map(|id| SubmissionId::parse(id.trim())) {
            named.insert(format!("keys/submissions/{id}.key"));
            named.insert(format!("keys/submissions/{id}.erased"));
        }
        let mut orphans = Vec::new();
        for directory in ["facts", "payload", "keys/submissions"] {
            for path in disk::list(&self.directory.join(directory))? {
                let file = path.file_name().map(|name| name.to_string_lossy().into_owned());
                let name = format!("{directory}/{}", file.unwrap_or_default());
                if !named.contains(&name) {
                    orphans.push(name);
                }
            }
        }
        orphans.extend(self.unfinished_boundaries()?);
        Ok(orphans)
    }
}

impl NodeWriter {
    /// Finishes erasures and removes files that no submission names; gives the files' names.
    ///
    /// # Errors
    /// When the ledger cannot be read or a file cannot be removed.
    pub async fn sweep(&mut self) -> Result<Vec<String>, LedgerError> {
        self.finish_erasures().await?;
        let orphans = self.node.orphans().await?;
        for name in &orphans {
            let path: PathBuf = self.node.directory.join(name);
            if name.starts_with("keys/") {
                disk::overwrite_and_remove(&path)?;
            } else {
                disk::remove_durably(&path)?;
            }
        }
        Ok(orphans)
    }
}
