//! One dropped file: taken, read as a job, and put away with its outcome.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::look::{Kind, Stamp};
use super::outcome::Beside;
use super::{Left, mapping, name_of};
use crate::api::jobs::JobInput;
use crate::api::submissions::create::store;
use crate::api::submissions::form::{NamedFile, Upload, last_part};
use crate::jobs::{AskedBy, Done, MOST_TRIES, State, Turn, Unfinished, Wanted};
use crate::problem::Problem;
use crate::service::Service;

/// Handles a file.
pub(super) async fn handle(
    service: &Service,
    root: &Path,
    path: &Path,
    stamp: &Stamp,
    earlier: Option<Unfinished>,
) -> Left {
    let name = name_of(root, path);
    let unfinished = match earlier {
        Some(earlier) => earlier,
        None => match begin(service, &name) {
            Ok(unfinished) => unfinished,
            // The disk is full, or too many jobs are unfinished: it is looked at again.
            Err(problem) => return Left::Waits(problem.says().to_owned()),
        },
    };
    let mut own_mapping = None;
    let result = take(service, root, path, stamp, &unfinished, &mut own_mapping).await;
    if service.jobs().disk().is_left() {
        return Left::Settled;
    }
    let now = fs::symlink_metadata(path).map(|about| Stamp::of(&about));
    if now.as_ref().ok() != Some(stamp) {
        // What is there now is another file, and is looked at when it stays as it is.
        let why = if now.is_err() { "went away" } else { "changed" };
        let left = Problem::bad_file(format!("It {why} while it was taken; nothing was stored."));
        unfinished.end(result.map_err(|_| left));
        return Left::Settled;
    }
    let is_stopped = unfinished.0.is_stop_wanted() && result.is_err();
    let job = (unfinished.0.id, is_stopped);
    let settled = Beside::of(service, &name, job, &result).await;
    let settled = settled.settle(path, own_mapping.as_deref());
    let left = match settled {
        Ok(_) => Left::Settled,
        Err(error) => {
            eprintln!("job {}: {name} cannot be put away: {error}", unfinished.0.id);
            Left::Stuck
        }
    };
    unfinished.end(result);
    left
}

fn begin(service: &Service, name: &str) -> Result<Unfinished, Problem> {
    let input = JobInput::file(name);
    let wanted = Wanted { kind: DROP, by: AskedBy::DropFolder, whose: None, input, mapping: None };
    service.jobs().begin_for(wanted, State::Waiting)
}

/// Opens the file, finds its mapping, and stores it; waits while another process writes.
async fn take(
    service: &Service,
    root: &Path,
    path: &Path,
    stamp: &Stamp,
    unfinished: &Unfinished,
    own_mapping: &mut Option<PathBuf>,
) -> Result<Done, Problem> {
    let job = &unfinished.0;
    if job.tries.load(Ordering::Relaxed) >= MOST_TRIES {
        return Err(Problem::interrupted(format!(
            "The server ended {MOST_TRIES} times while it read this file, so it is not read again."
        )));
    }
    loop {
        let mut file = open(service, path, stamp)?;
        job.bytes_received.store(stamp.bytes, Ordering::Relaxed);
        let found = mapping::find(service, root, path, &mut file).await?;
        *own_mapping = found.own;
        let name = last_part(&path.file_name().unwrap_or_default().to_string_lossy());
        let named = NamedFile { name, file };
        let upload = Upload { named, mapping: found.text, stands_in_for: None };
        let work = |service, job| Box::pin(store(service, upload, job));
        match unfinished.in_turn(service.clone(), Turn::Writing, work).await {
            Err(problem) if problem.is_busy() => {
                job.set_waiting();
                job.unless_stopped(tokio::time::sleep(PATIENCE)).await?;
            }
            result => return result,
        }
    }
}

/// Opens a plain file of a bearable size, without following a link.
fn open(service: &Service, path: &Path, stamp: &Stamp) -> Result<File, Problem> {
    match stamp.kind {
        Kind::File if stamp.bytes > service.largest_upload() => {
            return Err(Problem::bad_file(format!(
                "It has {} bytes; a file may have {}: split it by period, or start the server with \
                 --largest-upload.",
                stamp.bytes,
                service.largest_upload()
            )));
        }
        Kind::File => {}
        Kind::Link => {
            return Err(Problem::bad_file(
                "It is a symbolic link, which is not followed: put the file itself into the folder.",
            ));
        }
        Kind::Other => return Err(Problem::bad_file("It is no plain file.")),
    }
    let opened = File::open(path).and_then(|file| Ok((Stamp::of(&file.metadata()?), file)));
    match opened {
        // Another file under the same name is no longer the one that was looked at.
        Ok((opened, file)) if opened == *stamp => Ok(file),
        Ok(_) => Err(Problem::bad_file("It changed while it was taken.")),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            Err(Problem::bad_file("It cannot be read: let the server's user read it."))
        }
        Err(error) => Err(Problem::bad_file(format!("It cannot be opened: {}.", error.kind()))),
    }
}

/// The kind of job.
pub(crate) const DROP: &str = "drop";

/// How long another process that writes is waited for until it is asked again.
const PATIENCE: Duration = Duration::from_secs(5);
