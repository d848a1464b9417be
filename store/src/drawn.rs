//! What a list draws of the signals of a run: a text for each of the last runs, in `drawn/` beside the ledger.
//!
//! They can be made again from the facts and are no part of the ledger: in no backup, gone with the first
//! erasure or when newer runs came. What the text means, its writer knows.

use std::path::PathBuf;

use vocabulary::finding::Run;

use crate::disk::{self, DiskError};
use crate::ledger::LedgerError;
use crate::node::{Node, NodeWriter};

impl Node {
    /// The text kept with a run since the last erasure; `None` where there is none, or none that can be read.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn drawn_of(&self, run: &Run) -> Result<Option<String>, LedgerError> {
        let bytes = disk::read(&self.drawn_path(run).await?).ok();
        Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()))
    }

    /// What was kept before an erasure has another name from the moment of its act; so has what was kept with
    /// a run of the same number before a backup was restored.
    async fn drawn_path(&self, run: &Run) -> Result<PathBuf, LedgerError> {
        let erasures = self.erasures().await?.len();
        let name = format!("{:010}-{}-{erasures}.json", run.entry, run.digest.short());
        Ok(self.drawn().join(name))
    }

    fn drawn(&self) -> PathBuf {
        self.directory.join("drawn")
    }

    /// Overwrites and removes all of it.
    pub(crate) fn forget_drawn(&self) -> Result<(), DiskError> {
        self.forget_drawn_but(0)
    }

    fn forget_drawn_but(&self, newest: usize) -> Result<(), DiskError> {
        if !self.drawn().is_dir() {
            return Ok(());
        }
        let all = disk::list(&self.drawn())?;
        let old = all.len().saturating_sub(newest);
        all[..old].iter().try_for_each(|path| disk::overwrite_and_remove(path))
    }
}

impl NodeWriter {
    /// Keeps a text with a run, and those of the last [`MOST_KEPT`] runs.
    ///
    /// Only who may write may keep: what an erasure removes cannot come back behind it.
    ///
    /// # Errors
    /// When the ledger or the disk refuses.
    pub async fn keep_drawn(&mut self, run: &Run, text: &str) -> Result<(), LedgerError> {
        disk::make_directory(&self.node.drawn())?;
        disk::write_durably(&self.node.drawn_path(run).await?, text.as_bytes())?;
        Ok(self.node.forget_drawn_but(MOST_KEPT)?)
    }
}

/// Runs that a text is kept of.
pub const MOST_KEPT: usize = 30;
