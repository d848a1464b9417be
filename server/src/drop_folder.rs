//! A folder on this machine's disk that is watched: each file that has come whole is handled once, as a job.
//!
//! Its outcome stands beside it, in `done` or `failed` of the same folder. No file of the node is touched here.

mod handle;
mod look;
mod mapping;
mod outcome;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

pub(crate) use self::handle::DROP;
use self::handle::handle;
use self::look::{Stamp, look};
use crate::jobs::{Job, Unfinished, spawn};
use crate::problem::Problem;
use crate::service::Service;

/// A watched folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DropFolder {
    /// Where it is.
    pub root: PathBuf,
    /// How long a file must stay as it is to have come whole.
    pub between_looks: Duration,
}

/// What the watch remembers between two looks.
#[derive(Default)]
struct Remembered {
    /// Files as they were.
    before: HashMap<PathBuf, Stamp>,
    /// Files that were handled and could not be moved away: left alone as long as they stay as they are.
    stuck: HashMap<PathBuf, Stamp>,
    /// What was last said to the operator of what waits: it is said once.
    said: Option<String>,
}

impl Remembered {
    /// Says why a file waits, unless that was said last.
    fn say(&mut self, why: String) {
        if self.said.as_ref() != Some(&why) {
            eprintln!("{why}");
            self.said = Some(why);
        }
    }
}

/// Where a file is after it was handled.
enum Left {
    /// It was put away, or needs another look as it is by then.
    Settled,
    /// It could not be moved away.
    Stuck,
    /// It waits where it is, for this reason.
    Waits(String),
}

/// Watches the folder until the process ends; goes on with files that an earlier one had begun.
pub(crate) fn watch(service: Service, folder: DropFolder, left: Vec<Unfinished>) {
    spawn(move || async move {
        let mut left = left;
        let mut remembered = Remembered::default();
        while !service.jobs().disk().is_left() {
            look_once(&service, &folder, &mut remembered, &mut left).await;
            tokio::time::sleep(folder.between_looks).await;
        }
    });
}

/// Handles every file that is as it was at the look before.
async fn look_once(
    service: &Service,
    folder: &DropFolder,
    remembered: &mut Remembered,
    left: &mut Vec<Unfinished>,
) {
    let now = match look(&folder.root) {
        Ok(now) => now,
        Err(error) => return remembered.say(format!("the drop folder cannot be read: {error}")),
    };
    remembered.stuck.retain(|path, stamp| now.get(path) == Some(stamp));
    let is_whole = |(path, stamp): &(&PathBuf, &Stamp)| {
        remembered.before.get(*path) == Some(*stamp) && !remembered.stuck.contains_key(*path)
    };
    let mut whole: Vec<_> = now.iter().filter(is_whole).collect();
    whole.sort();
    for (path, stamp) in whole {
        if service.jobs().disk().is_left() {
            return;
        }
        let name = name_of(&folder.root, path);
        let earlier = left.iter().position(|job| job.0.input().file_name.as_ref() == Some(&name));
        let earlier = earlier.map(|at| left.swap_remove(at));
        match handle(service, &folder.root, path, stamp, earlier).await {
            Left::Settled => remembered.said = None,
            Left::Stuck => {
                remembered.stuck.insert(path.clone(), stamp.clone());
            }
            Left::Waits(why) => remembered.say(format!("{name} waits in the drop folder: {why}")),
        }
    }
    // What was in hand and is no longer there had been moved, or was taken away.
    let names: Vec<String> = now.keys().map(|path| name_of(&folder.root, path)).collect();
    let is_there = |job: &Arc<Job>| job.input().file_name.is_some_and(|name| names.contains(&name));
    for gone in left.extract_if(.., |job| !is_there(&job.0)) {
        gone.end(Err(Problem::interrupted(
            "The server ended while it handled this file, which is no longer in the drop folder: what \
             became of it stands in `done` or `failed` there.",
        )));
    }
    remembered.before = now;
}

/// The name of a file within the folder.
fn name_of(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}
