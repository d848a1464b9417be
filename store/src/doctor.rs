//! What is wrong with a node, and what can be mended.
//!
//! Checks the log from its first entry, every file against the manifest, and that sealed files
//! open. It mends only what cannot lose anything: files that no submission names.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use exchange::envelope::ReceivedEnvelope;
use exchange::tree::{Frontier, leaf_hash};
use sqlx::Row as _;
use vocabulary::submission::SubmissionId;

use crate::disk;
use crate::ledger::LedgerError;
use crate::node::{Node, NodeWriter};
use crate::sealing;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Complaint {
    /// An entry of the log does not verify.
    Entry {
        /// Its position.
        position: u64,
        /// Why.
        why: String,
    },
    /// A file in the manifest is missing, altered or does not open.
    File {
        /// Its name below the node directory.
        name: String,
        /// Why.
        why: String,
    },
    /// A file that no submission names, left by a crash; harmless.
    Orphan {
        /// Its name below the node directory.
        name: String,
    },
}

impl Node {
    /// Everything that is wrong; empty when nothing is.
    ///
    /// # Errors
    /// When the ledger or a directory cannot be read at all.
    pub async fn complaints(&self) -> Result<Vec<Complaint>, LedgerError> {
        let mut complaints = self.check_log().await?;
        let named = self.check_files(&mut complaints).await?;
        complaints.extend(self.orphans(&named)?.into_iter().map(|name| Complaint::Orphan { name }));
        Ok(complaints)
    }

    async fn check_log(&self) -> Result<Vec<Complaint>, LedgerError> {
        let rows = sqlx::query(
            "SELECT position, envelope, leaf, frontier, root FROM entry ORDER BY position",
        )
        .fetch_all(&self.pool)
        .await?;
        let mut complaints = Vec::new();
        let mut frontier = Frontier::default();
        for row in rows {
            let position = row.try_get::<i64, _>(0)?.cast_unsigned();
            let envelope: Vec<u8> = row.try_get(1)?;
            let mut complain = |why: String| complaints.push(Complaint::Entry { position, why });
            let leaf = leaf_hash(&envelope);
            frontier.append(leaf);
            if position != frontier.entries() {
                complain(format!("stands where {} should", frontier.entries()));
            }
            if row.try_get::<String, _>(2)? != leaf.to_string()
                || row.try_get::<Vec<u8>, _>(3)? != frontier.to_bytes()
                || row.try_get::<String, _>(4)? != frontier.root().to_string()
            {
                complain("its hashes do not fit the log".to_owned());
            }
            if let Err(error) = ReceivedEnvelope(envelope).verify(self.public_key()) {
                complain(error.to_string());
            }
        }
        Ok(complaints)
    }

    /// Checks every file in the manifest; gives their names.
    async fn check_files(
        &self,
        complaints: &mut Vec<Complaint>,
    ) -> Result<BTreeSet<String>, LedgerError> {
        let rows = sqlx::query(
            "SELECT f.name, f.sealed, f.digest, s.id FROM file f JOIN submission s ON s.position = f.position
             ORDER BY f.name",
        )
        .fetch_all(&self.pool)
        .await?;
        let mut named = BTreeSet::new();
        for row in rows {
            let name: String = row.try_get(0)?;
            let is_sealed = row.try_get::<i64, _>(1)? == 1;
            let (digest, id): (String, String) = (row.try_get(2)?, row.try_get(3)?);
            if let Some(why) = self.fault_of(&name, is_sealed, &digest, &id) {
                complaints.push(Complaint::File { name: name.clone(), why });
            }
            if let Some(id) = SubmissionId::parse(id.trim()) {
                named.insert(format!("keys/submissions/{id}.key"));
            }
            named.insert(name);
        }
        Ok(named)
    }

    fn fault_of(&self, name: &str, is_sealed: bool, digest: &str, id: &str) -> Option<String> {
        let bytes = match disk::read(&self.directory.join(name)) {
            Ok(bytes) => bytes,
            Err(error) => return Some(error.source.to_string()),
        };
        if sealing::plain_digest(&bytes).to_string() != digest {
            return Some(
                "its bytes are not the ones that were stored; restore it from a backup".to_owned(),
            );
        }
        if !is_sealed {
            return None;
        }
        let secrets = SubmissionId::parse(id.trim()).map(|id| self.keys.get(&id));
        match secrets {
            Some(Ok(secrets)) => {
                sealing::open(&secrets, name, &bytes).err().map(|error| error.to_string())
            }
            Some(Err(error)) => Some(error.to_string()),
            None => Some("its submission has no proper name".to_owned()),
        }
    }

    fn orphans(&self, named: &BTreeSet<String>) -> Result<Vec<String>, LedgerError> {
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
        Ok(orphans)
    }
}

impl NodeWriter {
    /// Removes files that no submission names; gives their names.
    ///
    /// # Errors
    /// When the ledger cannot be read or a file cannot be removed.
    pub async fn sweep(&mut self) -> Result<Vec<String>, LedgerError> {
        let mut ignored = Vec::new();
        let named = self.node.check_files(&mut ignored).await?;
        let orphans = self.node.orphans(&named)?;
        for name in &orphans {
            let path: PathBuf = self.node.directory.join(name);
            fs::remove_file(&path).map_err(disk::DiskError::while_("cannot remove", &path))?;
        }
        Ok(orphans)
    }
}
