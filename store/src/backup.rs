//! A node copied whole, as it stood at one moment, and made a node again.
//!
//! A backup is a directory of the same form as a node's, its ledger always a file of SQLite, with the
//! keys in it or in a file apart. Writers go on meanwhile: the ledger is read at one moment, and the
//! files it names are never changed. It is proven before it gets its name.

use std::fs;
use std::path::{Path, PathBuf};

use vocabulary::submission::SubmissionId;

use crate::address::LedgerAddress;
use crate::append::AppendError;
use crate::audit::HEAD_FILE as AUDIT_HEAD;
use crate::boundaries::FOLDER as BOUNDARIES;
use crate::connection::{Opening, connect};
use crate::copy_ledger::copy;
use crate::disk::{self, DiskError};
use crate::erase::{self, ErasureListError, read_erasure_list};
use crate::keys::KeyDirectory;
use crate::ledger::LedgerError;
use crate::move_ledger::MoveError;
use crate::node::{Node, NodeError, SQLITE_FILE, require_empty};
use crate::people::{SIGN_IN_FILE, SIGN_IN_SECRET};
use crate::policies::FOLDER as POLICIES;
use crate::reviews::RETENTION_FILE;
use crate::verify::{Progress, Proof};

/// Why there is no backup, or no node made from one.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is something under that name.
    #[error("{0} is there already; give a name that is free")]
    InTheWay(PathBuf),
    /// What was copied does not verify.
    #[error(
        "what was copied does not verify: {0} things are wrong. `watchfire verify` names them; nothing \
         was written under the name you gave"
    )]
    NotProven(usize),
    /// The keys are in a file apart.
    #[error("the backup {0} holds no keys: give the file they were written to (--keys FILE)")]
    NoKeys(PathBuf),
    /// The file of keys is another thing.
    #[error("{0} is no file of keys that a backup wrote, or it is cut short")]
    NotKeys(PathBuf),
    /// Not a backup.
    #[error("{0} is no backup: it holds no {SQLITE_FILE}")]
    NotABackup(PathBuf),
    /// A file went away while it was copied, again and again.
    #[error("files were erased while they were copied, three times in a row; try again later")]
    Restless,
    /// A node cannot be opened or made.
    #[error(transparent)]
    Node(#[from] NodeError),
    /// A ledger refuses.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The ledger cannot be carried to the engine asked for.
    #[error(transparent)]
    Move(#[from] MoveError),
    /// An erasure cannot be carried over.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// The list of erasures will not do.
    #[error(transparent)]
    List(#[from] ErasureListError),
    /// The disk refuses.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl Node {
    /// Copies the node to the new directory `to`, its keys to the file `keys` where one is given; gives
    /// the proof of the copy.
    ///
    /// # Errors
    /// When the name is taken, the disk or the ledger refuses, or the copy does not verify.
    pub async fn back_up(
        &self,
        to: &Path,
        keys: Option<&Path>,
        seen: &mut dyn FnMut(Progress),
    ) -> Result<Proof, BackupError> {
        for path in [Some(to), keys].into_iter().flatten() {
            if path.exists() {
                return Err(BackupError::InTheWay(path.to_owned()));
            }
        }
        let unfinished = beside(to);
        let backed_up = self.back_up_beside(&unfinished, to, keys, seen).await;
        if backed_up.is_err() {
            // The first error is the one to report.
            let _removed = remove_unfinished(&unfinished);
        }
        backed_up
    }

    async fn back_up_beside(
        &self,
        unfinished: &Path,
        to: &Path,
        keys: Option<&Path>,
        seen: &mut dyn FnMut(Progress),
    ) -> Result<Proof, BackupError> {
        for _ in 0..ATTEMPTS {
            remove_unfinished(unfinished)?;
            let (copied, key_lines) = match self.copy_to(unfinished, keys).await {
                Ok(copied) => copied,
                // The next look at the ledger does not name the file that went away.
                Err(_) if self.was_erased_meanwhile(unfinished).await? => continue,
                Err(error) => return Err(error),
            };
            let proof = copied.verify(seen).await?;
            copied.pool.close().await;
            if !proof.faults.is_empty() {
                return Err(BackupError::NotProven(proof.faults.len()));
            }
            if let Some(file) = keys {
                write_keys(&key_lines, file)?;
            }
            disk::sync_directories(unfinished)?;
            disk::rename_durably(unfinished, to)?;
            return Ok(proof);
        }
        Err(BackupError::Restless)
    }

    /// Copies ledger and files of one moment, and the keys, unless they have a file of their own: its
    /// lines are given then, so that they never touch the disk of the copy.
    async fn copy_to(
        &self,
        directory: &Path,
        keys: Option<&Path>,
    ) -> Result<(Node, Vec<String>), BackupError> {
        for part in ["payload", "facts"] {
            disk::make_directory(&directory.join(part))?;
        }
        // Before the ledger: what it says must be there then.
        self.copy_file(AUDIT_HEAD, directory)?;
        let address = LedgerAddress::Sqlite;
        let pool = connect(&address, &directory.join(SQLITE_FILE), Opening::New).await?;
        copy(&self.pool, &self.address, &pool, &address).await?;
        let copied = Node {
            directory: directory.to_owned(),
            address,
            pool,
            keys: if keys.is_some() { self.keys.clone() } else { KeyDirectory::of(directory) },
            ..self.clone()
        };
        let mut key_names = vec!["keys/signing.key".to_owned(), "keys/repeat.key".to_owned()];
        let ids: Vec<String> =
            sqlx::query_scalar("SELECT id FROM submission WHERE withdraws IS NULL")
                .fetch_all(&copied.pool)
                .await
                .map_err(LedgerError::from)?;
        for id in ids.iter().filter_map(|id| SubmissionId::parse(id.trim())) {
            let ending = if copied.erased_on(&id).await?.is_some() { "erased" } else { "key" };
            key_names.push(format!("keys/submissions/{id}.{ending}"));
        }
        if self.directory.join(SIGN_IN_SECRET).is_file() {
            key_names.push(SIGN_IN_SECRET.to_owned());
        }
        let mut key_lines = Vec::new();
        if keys.is_none() {
            disk::make_directory(&directory.join("keys/submissions"))?;
        }
        for name in key_names {
            if keys.is_none() {
                self.copy_file(&name, directory)?;
            } else {
                let key = erase::hexadecimal(&disk::read(&self.directory.join(&name))?);
                key_lines.push(format!("{} {key}", name.trim_start_matches("keys/")));
            }
        }
        let names: Vec<String> = sqlx::query_scalar("SELECT name FROM file ORDER BY name")
            .fetch_all(&copied.pool)
            .await
            .map_err(LedgerError::from)?;
        for name in names {
            self.copy_file(&name, directory)?;
        }
        if self.erasure_list_path().exists() {
            self.copy_file(erase::FILE, directory)?;
        }
        self.copy_boundaries(directory)?;
        self.copy_settings(directory)?;
        Ok((copied, key_lines))
    }

    fn copy_file(&self, name: &str, to: &Path) -> Result<(), BackupError> {
        Ok(disk::copy_file(&self.directory.join(name), &to.join(name))?)
    }

    /// Copies the outlines for the maps; one that is removed meanwhile is not of the moment.
    fn copy_boundaries(&self, to: &Path) -> Result<(), BackupError> {
        for name in self.boundary_files()? {
            disk::make_directory(&to.join(BOUNDARIES))?;
            match self.copy_file(&name, to) {
                Err(_) if !self.directory.join(&name).exists() => {}
                copied => copied?,
            }
        }
        Ok(())
    }

    /// Copies what the node's administrator wrote: a node restored without its rules would show what they withhold.
    fn copy_settings(&self, to: &Path) -> Result<(), BackupError> {
        for name in [RETENTION_FILE, SIGN_IN_FILE] {
            if self.directory.join(name).is_file() {
                self.copy_file(name, to)?;
            }
        }
        for policy in self.policies()? {
            disk::make_directory(&to.join(POLICIES))?;
            self.copy_file(&policy.name, to)?;
        }
        Ok(())
    }

    /// Whether a copy failed because a submission was erased since it began.
    async fn was_erased_meanwhile(&self, copied: &Path) -> Result<bool, BackupError> {
        let file = copied.join(SQLITE_FILE);
        if !file.is_file() {
            return Ok(false);
        }
        let pool = connect(&LedgerAddress::Sqlite, &file, Opening::Existing).await?;
        let count = "SELECT COUNT(*) FROM erasure";
        let then: Result<i64, _> = sqlx::query_scalar(count).fetch_one(&pool).await;
        pool.close().await;
        let now = self.erasures().await?.len() as u64;
        Ok(then.is_ok_and(|then| then.cast_unsigned() < now))
    }
}

/// What a backup is made a node with.
pub struct Restoring<'a> {
    /// The backup.
    pub backup: &'a Path,
    /// The file of its keys, where they were written apart.
    pub keys: Option<&'a Path>,
    /// A list of erasures that is newer than the backup.
    pub erasures: Option<&'a str>,
    /// Where the ledger goes.
    pub ledger: &'a LedgerAddress,
}

/// What became of a backup.
#[derive(Clone, Debug)]
pub struct Restored {
    /// The proof of the node.
    pub proof: Proof,
    /// Submissions that the backup still held and that were erased again.
    pub erased_again: Vec<SubmissionId>,
}

/// Makes a node of a backup in the new or empty directory `to`, erases again what was erased since, and
/// proves it.
///
/// # Errors
/// When the directory is in use, keys are missing, the list is not this node's, disk or ledger refuse, or
/// the node does not verify; then nothing stands in the directory.
pub async fn restore(
    to: &Path,
    restoring: &Restoring<'_>,
    seen: &mut dyn FnMut(Progress),
) -> Result<Restored, BackupError> {
    require_empty(to)?;
    if !restoring.backup.join(SQLITE_FILE).is_file() {
        return Err(BackupError::NotABackup(restoring.backup.to_owned()));
    }
    let unfinished = beside(to);
    let restored = restore_beside(&unfinished, restoring, seen).await;
    let restored = restored.and_then(|restored| {
        if to.exists() {
            fs::remove_dir(to).map_err(DiskError::while_("cannot replace", to))?;
        }
        disk::rename_durably(&unfinished, to)?;
        Ok(restored)
    });
    if restored.is_err() {
        // The first error is the one to report.
        let _removed = remove_unfinished(&unfinished);
    }
    restored
}

async fn restore_beside(
    unfinished: &Path,
    restoring: &Restoring<'_>,
    seen: &mut dyn FnMut(Progress),
) -> Result<Restored, BackupError> {
    remove_unfinished(unfinished)?;
    disk::copy_tree(restoring.backup, unfinished)?;
    let keys = unfinished.join("keys");
    match restoring.keys {
        Some(file) => read_keys(file, &keys)?,
        None if keys.join("signing.key").is_file() => {}
        None => return Err(BackupError::NoKeys(restoring.backup.to_owned())),
    }
    let node = Node::open(unfinished).await?;
    let acts = match restoring.erasures {
        Some(list) => read_erasure_list(list, node.public_key())?,
        None => Vec::new(),
    };
    let mut writer = node.into_writer("watchfire restore").await?;
    let erased_again = writer.carry_over(&acts).await?;
    let proof = writer.node().verify(seen).await?;
    if !proof.faults.is_empty() {
        return Err(BackupError::NotProven(proof.faults.len()));
    }
    if *restoring.ledger == LedgerAddress::Sqlite {
        writer.node().pool.close().await;
    } else {
        let moved = writer.move_ledger(restoring.ledger).await?;
        // It is the backup's own ledger, which the backup still has.
        disk::remove_durably(Path::new(&moved.before))?;
    }
    disk::sync_directories(unfinished)?;
    Ok(Restored { proof, erased_again })
}

/// Writes keys, a line each, into one file that only its owner may read.
fn write_keys(keys: &[String], file: &Path) -> Result<(), BackupError> {
    let text = format!("{KEYS_HEAD}\n{}\n# {} in all\n", keys.join("\n"), keys.len());
    disk::write_durably(file, text.as_bytes())?;
    Ok(())
}

/// Writes the keys of a file back below a directory; what is erased there stays erased.
fn read_keys(file: &Path, directory: &Path) -> Result<(), BackupError> {
    let not_keys = || BackupError::NotKeys(file.to_owned());
    let text = String::from_utf8(disk::read(file)?).map_err(|_| not_keys())?;
    let lines: Vec<&str> = text.lines().collect();
    let [KEYS_HEAD, keys @ .., end] = lines.as_slice() else { return Err(not_keys()) };
    if *end != format!("# {} in all", keys.len()) {
        return Err(not_keys());
    }
    disk::make_directory(&directory.join("submissions"))?;
    for line in keys {
        let (name, bytes) = line.split_once(' ').ok_or_else(not_keys)?;
        let bytes = erase::from_hexadecimal(bytes).ok_or_else(not_keys)?;
        let stem = name.strip_prefix("submissions/").unwrap_or(name);
        if stem.contains(['/', '\\']) || stem.starts_with('.') {
            return Err(not_keys());
        }
        disk::write_secret(&directory.join(name), &bytes)?;
    }
    Ok(())
}

/// The name a directory has until it is whole.
fn beside(path: &Path) -> PathBuf {
    path.with_added_extension("unfinished")
}

/// Removes what an interrupted copy left, and nothing else that may stand under that name.
fn remove_unfinished(path: &Path) -> Result<(), BackupError> {
    if !path.exists() {
        return Ok(());
    }
    // What a crash left holds parts of a node and nothing else, as far as it came.
    let in_the_way = || BackupError::InTheWay(path.to_owned());
    for entry in fs::read_dir(path).map_err(|_| in_the_way())? {
        let name = entry.map_err(|_| in_the_way())?.file_name();
        if !name.to_str().is_some_and(|name| PARTS.iter().any(|part| name.starts_with(part))) {
            return Err(in_the_way());
        }
    }
    Ok(fs::remove_dir_all(path).map_err(DiskError::while_("cannot remove", path))?)
}

const ATTEMPTS: usize = 3;

/// How the names of a node's parts begin.
const PARTS: [&str; 12] = [
    POLICIES,
    RETENTION_FILE,
    SIGN_IN_FILE,
    AUDIT_HEAD,
    "payload",
    "facts",
    "keys",
    BOUNDARIES,
    SQLITE_FILE,
    erase::FILE,
    "ledger.address",
    "writer.lock",
];

const KEYS_HEAD: &str =
    "# Watchfire: keys of a node. Whoever has this file and the backup reads everything.";
