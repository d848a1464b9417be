//! Erasing a submission: the act stays in the log, what it was about goes.
//!
//! Order: the signed act and a row in `erasure`, in one transaction; from then on no question is
//! answered from the submission. Then what lists draw is overwritten and removed, then the key, then its
//! files, then their names in the manifest, and last the list that goes beside the node is written. A crash before the
//! commit leaves the submission as it was; a crash after it is finished by the next writer.

use std::path::PathBuf;

use exchange::envelope::{ReceivedEnvelope, VerifiedEnvelope};
use jiff::civil::Date;
use sqlx::Row as _;
use vocabulary::submission::{Content, Digest, Extent, Position, SubmissionId};

use crate::connection::overwrite_deleted;
use crate::disk;
use crate::ledger::LedgerError;
use crate::node::{Node, NodeWriter};

/// A submission that was erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// The submission.
    pub submission: SubmissionId,
    /// The day.
    pub on: Date,
    /// Where the act stands in the ledger.
    pub position: Position,
}

/// Why a list of erasures is not believed.
#[derive(Debug, thiserror::Error)]
pub enum ErasureListError {
    /// It is something else.
    #[error("this is no list of erasures (the file {FILE} of a node): {0}")]
    NotAList(&'static str),
    /// It was made by another node, or altered.
    #[error("line {line} of the list of erasures was not signed by this node: {why}")]
    NotSigned {
        /// Line, from 1.
        line: usize,
        /// Why.
        why: String,
    },
}

impl Node {
    /// Every erasure, oldest first.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn erasures(&self) -> Result<Vec<Erasure>, LedgerError> {
        let rows =
            sqlx::query("SELECT submission, erased_on, position FROM erasure ORDER BY position")
                .fetch_all(&self.pool)
                .await?;
        let read = |row: &sqlx::any::AnyRow| {
            let (id, on): (String, String) = (row.try_get(0)?, row.try_get(1)?);
            Ok(Erasure {
                submission: SubmissionId::parse(id.trim()).ok_or(LedgerError::Damaged(id))?,
                on: on.parse().map_err(|_| LedgerError::Damaged(on))?,
                position: Position(row.try_get::<i64, _>(2)?.cast_unsigned()),
            })
        };
        rows.iter().map(read).collect()
    }

    /// The day a submission was erased, if it was.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn erased_on(&self, id: &SubmissionId) -> Result<Option<Date>, LedgerError> {
        let on: Option<String> =
            sqlx::query_scalar("SELECT erased_on FROM erasure WHERE submission = $1")
                .bind(id.as_str())
                .fetch_optional(&self.pool)
                .await?;
        on.map(|on| on.parse().map_err(|_| LedgerError::Damaged(on))).transpose()
    }

    /// Erasures of which something is still there: a key, or a file that the manifest names.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn unfinished_erasures(&self) -> Result<Vec<Erasure>, LedgerError> {
        let mut unfinished = Vec::new();
        for erasure in self.erasures().await? {
            let id = &erasure.submission;
            let is_done = self.keys.tombstone(id).is_file() && !self.keys.path_of(id).exists();
            if !is_done || !self.manifest_of(id).await?.is_empty() {
                unfinished.push(erasure);
            }
        }
        Ok(unfinished)
    }

    /// Names of the files that belong to a submission.
    pub(crate) async fn manifest_of(&self, id: &SubmissionId) -> Result<Vec<String>, LedgerError> {
        let rows = sqlx::query_scalar(
            "SELECT f.name FROM file f JOIN submission s ON s.position = f.position
             WHERE s.id = $1 ORDER BY f.name",
        );
        Ok(rows.bind(id.as_str()).fetch_all(&self.pool).await?)
    }

    /// The list of erasures as it goes beside the node: each act as it was signed.
    async fn erasure_list(&self) -> Result<String, LedgerError> {
        let rows = sqlx::query(
            "SELECT e.submission, e.erased_on, n.envelope
             FROM erasure e JOIN entry n ON n.position = e.position ORDER BY e.position",
        )
        .fetch_all(&self.pool)
        .await?;
        let mut lines = vec![HEAD.to_owned()];
        for row in &rows {
            let (id, on): (String, String) = (row.try_get(0)?, row.try_get(1)?);
            let envelope: Vec<u8> = row.try_get(2)?;
            lines.push(format!("# submission {id}, erased on {on}"));
            lines.push(hexadecimal(&envelope));
        }
        lines.push(format!("# {} in all", rows.len()));
        Ok(lines.join("\n") + "\n")
    }

    /// Where the list of erasures lies.
    pub fn erasure_list_path(&self) -> PathBuf {
        self.directory.join(FILE)
    }
}

impl NodeWriter {
    /// Destroys what erasures have left so far; gives the submissions.
    ///
    /// # Errors
    /// When the disk or the ledger refuses; what is left is finished by the next call.
    pub async fn finish_erasures(&mut self) -> Result<Vec<SubmissionId>, LedgerError> {
        let mut finished = Vec::new();
        for erasure in self.node.unfinished_erasures().await? {
            self.destroy(&erasure).await?;
            finished.push(erasure.submission);
        }
        let list = self.node.erasure_list().await?;
        let path = self.node.erasure_list_path();
        let is_listed = std::fs::read_to_string(&path).is_ok_and(|written| written == list);
        let is_needed = !self.node.erasures().await?.is_empty();
        if is_needed && !is_listed {
            disk::write_durably(&path, list.as_bytes())?;
        }
        Ok(finished)
    }

    /// Carries out acts of erasure that another copy of this node recorded, such as those made after
    /// the backup from which this one was restored; gives the submissions.
    ///
    /// # Errors
    /// When the disk or the ledger refuses.
    pub async fn carry_over(
        &mut self,
        acts: &[VerifiedEnvelope],
    ) -> Result<Vec<SubmissionId>, crate::append::AppendError> {
        let mut carried = Vec::new();
        for act in acts {
            let Content::Withdrawal { of, extent: Extent::Erase, .. } = &act.header().content
            else {
                continue;
            };
            match self.append_withdrawal(act).await {
                Ok(_) => carried.push(of.clone()),
                // It came in after the backup was made, or is erased here too.
                Err(crate::append::AppendError::NothingToWithdraw(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(carried)
    }

    async fn destroy(&self, erasure: &Erasure) -> Result<(), LedgerError> {
        let id = &erasure.submission;
        self.node.forget_drawn()?;
        self.node.keys.destroy(id, erasure.on)?;
        for name in self.node.manifest_of(id).await? {
            disk::remove_durably(&self.node.directory.join(&name))?;
        }
        sqlx::query(
            "DELETE FROM file WHERE position IN (SELECT position FROM submission WHERE id = $1)",
        )
        .bind(id.as_str())
        .execute(&self.node.pool)
        .await?;
        overwrite_deleted(&self.node.pool, &self.node.address).await
    }
}

/// Notes an erasure inside the transaction that records the act; nothing is destroyed yet.
pub(crate) async fn record(
    transaction: &mut sqlx::Transaction<'static, sqlx::Any>,
    of: &SubmissionId,
    position: Position,
    on: Date,
) -> Result<(), LedgerError> {
    sqlx::query("INSERT INTO erasure (submission, position, erased_on) VALUES ($1, $2, $3)")
        .bind(of.as_str())
        .bind(position.0.cast_signed())
        .bind(on.to_string())
        .execute(&mut **transaction)
        .await?;
    sqlx::query("DELETE FROM erasure_request WHERE submission = $1")
        .bind(of.as_str())
        .execute(&mut **transaction)
        .await?;
    // By these digests whoever has the file could show that it was here.
    sqlx::query("UPDATE submission SET same_source_digest = NULL WHERE id = $1")
        .bind(of.as_str())
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

/// Reads a list of erasures and believes only what the node itself signed.
///
/// # Errors
/// When it is no such list, is cut short, or an act in it is not this node's.
pub fn read_erasure_list(
    text: &str,
    public_key: &[u8; 32],
) -> Result<Vec<VerifiedEnvelope>, ErasureListError> {
    if text.lines().next() != Some(HEAD) {
        return Err(ErasureListError::NotAList("its first line is another"));
    }
    let mut acts = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let bytes = from_hexadecimal(line)
            .ok_or(ErasureListError::NotAList("a line of it is not hexadecimal"))?;
        let verified = ReceivedEnvelope(bytes).verify(public_key);
        let act = verified.map_err(|error| ErasureListError::NotSigned {
            line: number + 1,
            why: error.to_string(),
        })?;
        acts.push(act);
    }
    if text.lines().last() != Some(&format!("# {} in all", acts.len())) {
        return Err(ErasureListError::NotAList("it is cut short"));
    }
    Ok(acts)
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .chunks(32)
        .map(|chunk| {
            let mut padded = [0; 32];
            padded[..chunk.len()].copy_from_slice(chunk);
            Digest(padded).to_string()[..2 * chunk.len()].to_owned()
        })
        .collect()
}

pub(crate) fn from_hexadecimal(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let byte = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    rest.is_empty().then(|| pairs.iter().map(byte).collect())?
}

/// The list of erasures beside the ledger.
pub(crate) const FILE: &str = "erasures.txt";

const HEAD: &str =
    "# Watchfire: erased submissions, each act as it was signed. Keep it apart from backups.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_goes_both_ways() {
        let bytes: Vec<u8> = (0..=255).chain(0..77).collect();
        assert_eq!(from_hexadecimal(&hexadecimal(&bytes)), Some(bytes));
        assert_eq!(from_hexadecimal("abc"), None);
        assert_eq!(from_hexadecimal("zz"), None);
    }

    #[test]
    fn a_list_that_is_cut_short_or_another_thing_is_refused() {
        let check = |text: &str, expected: bool| {
            assert_eq!(read_erasure_list(text, &[0; 32]).is_ok(), expected, "{text}");
        };
        check(&format!("{HEAD}\n# 0 in all\n"), true);
        check(&format!("{HEAD}\n# 1 in all\n"), false);
        check(&format!("{HEAD}\nabcd\n# 1 in all\n"), false);
        check("id,erased\n", false);
    }
}
