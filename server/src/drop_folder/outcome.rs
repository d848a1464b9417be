//! What became of a dropped file, written beside it, and where it goes.
//!
//! First the outcome, then the file: a file in `done` or `failed` has its outcome.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::Serialize;
use workflows::ingest::{Outcome, Rejected};
use workflows::rejected::{guarded, rejected_file};

use crate::api::jobs::found;
use crate::csv::line;
use crate::jobs::Done;
use crate::problem::Problem;
use crate::service::Service;

/// What became of a file.
#[derive(Serialize)]
pub(super) struct Beside {
    /// Its name when it came.
    file: String,
    /// "stored", "repeated", "all-rejected", "failed" or "stopped".
    outcome: &'static str,
    /// In words.
    says: String,
    /// The submission it stands as.
    submission: Option<String>,
    rows_read: Option<u64>,
    rows_accepted: Option<u64>,
    /// The file of rejected rows beside this one.
    rejected: Option<String>,
    /// The job that handled it.
    job: u64,
    /// When, in UTC.
    at: String,
    #[serde(skip)]
    rejected_rows: Option<Vec<u8>>,
}

impl Beside {
    /// Of a job's result.
    pub async fn of(
        service: &Service,
        file: &str,
        job: (u64, bool),
        result: &Result<Done, Problem>,
    ) -> Self {
        let (job, is_stopped) = job;
        let at = service.jobs().disk().time();
        let nothing = Self {
            file: file.to_owned(),
            outcome: if is_stopped { "stopped" } else { "failed" },
            says: String::new(),
            submission: None,
            rows_read: None,
            rows_accepted: None,
            rejected: None,
            job,
            at,
            rejected_rows: None,
        };
        match result {
            Err(problem) => Self { says: problem.says().to_owned(), ..nothing },
            Ok(done) => {
                let says = found(done);
                let Done::Read(outcome, _) = done else { return Self { says, ..nothing } };
                Self { says, ..nothing }.with(service, outcome).await
            }
        }
    }

    async fn with(self, service: &Service, outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Stored(stored) | Outcome::Previewed(stored) => Self {
                outcome: "stored",
                submission: Some(stored.header.id.to_string()),
                rows_read: Some(stored.header.rows_read),
                rows_accepted: Some(stored.header.rows_accepted),
                rejected_rows: match stored.rejected.reasons {
                    0 => None,
                    _ => match rejected_file(service.node(), &stored.header.id, &service.reader())
                        .await
                    {
                        Ok(mendable) => Some(mendable.bytes),
                        Err(_) => Some(reasons(&stored.rejected)),
                    },
                },
                ..self
            },
            Outcome::Repeated(id) => {
                Self { outcome: "repeated", submission: Some(id.to_string()), ..self }
            }
            Outcome::AllRejected(rejected) => Self {
                outcome: "all-rejected",
                rows_read: Some(rejected.rows),
                rows_accepted: Some(0),
                rejected_rows: Some(reasons(rejected)),
                ..self
            },
        }
    }

    /// Writes the outcome, and moves the file with its own mapping; gives where the file is now.
    pub fn settle(mut self, path: &Path, own_mapping: Option<&Path>) -> io::Result<PathBuf> {
        let is_good = ["stored", "repeated"].contains(&self.outcome);
        let folder = path.parent().unwrap_or_else(|| Path::new("."));
        let to = folder.join(if is_good { "done" } else { "failed" });
        fs::create_dir_all(&to)?;
        let target = free_name(&to, path);
        if let Some(rows) = self.rejected_rows.take() {
            let rejected = target.with_added_extension("rejected.csv");
            write(&rejected, &rows)?;
            self.rejected = rejected.file_name().map(|name| name.to_string_lossy().into_owned());
        }
        let text = serde_json::to_string_pretty(&self).unwrap_or_default() + "\n";
        write(&target.with_added_extension("outcome.json"), text.as_bytes())?;
        if let Some(own) = own_mapping {
            let mapping = target.with_extension("toml");
            fs::rename(own, mapping)?;
        }
        fs::rename(path, &target)?;
        Ok(target)
    }
}

/// The reasons why rows were rejected, as a table that is no formula anywhere.
fn reasons(rejected: &Rejected) -> Vec<u8> {
    let mut table = line(["row", "column", "value", "reason"]);
    for rejection in &rejected.first {
        let value = guarded(&rejection.value);
        let row = rejection.row.to_string();
        table.push_str(&line([&row, rejection.column.as_str(), value.as_ref(), &rejection.reason]));
    }
    table.into_bytes()
}

/// A name in a folder that no file has: that of the file, or one with a number.
fn free_name(folder: &Path, path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().map(|extension| extension.to_string_lossy());
    let is_taken = |path: &PathBuf| fs::symlink_metadata(path).is_ok();
    let first = folder.join(path.file_name().unwrap_or_default());
    if !is_taken(&first) {
        return first;
    }
    let numbered = (2_u64..).map(|number| match &extension {
        Some(extension) => folder.join(format!("{stem}-{number}.{extension}")),
        None => folder.join(format!("{stem}-{number}")),
    });
    numbered.into_iter().find(|path| !is_taken(path)).expect("numbers do not end")
}

/// Writes a file whole or not at all.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = path.with_added_extension("part");
    let written = File::create(&unfinished).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&unfinished, path)
    });
    if written.is_err() {
        // The first error is the one to report.
        let _removed = fs::remove_file(&unfinished);
    }
    written
}
