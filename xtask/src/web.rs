//! The web interface: what npm builds into `web/dist`, for the program to hold.
//!
//! Answers: is Node here, are the packages of the lock file here, and does it build. It knows nothing of
//! what the pages show.

use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result, bail, ensure};

use crate::steps::run as run_command;
use crate::tidy;

/// Builds the pages, once for all steps of a command.
pub fn build() -> Result<()> {
    if IS_BUILT.load(Ordering::Relaxed) {
        return Ok(());
    }
    fetch_packages("web")?;
    run_command(&mut npm(&["run", "--silent", "build"]))?;
    IS_BUILT.store(true, Ordering::Relaxed);
    Ok(())
}

/// Fetches the packages of a folder's lock file, when that is another one than last time.
pub fn fetch_packages(folder: &str) -> Result<()> {
    require_node()?;
    let path = tidy::root().join(folder);
    let lock = std::fs::read(path.join("package-lock.json"))
        .with_context(|| format!("no {folder}/package-lock.json"))?;
    let stamp = path.join("node_modules/.watchfire-lock");
    if std::fs::read(&stamp).ok().as_ref() != Some(&lock) {
        let mut npm = Command::new("npm");
        npm.args(["ci", "--no-audit", "--no-fund", "--loglevel", "error"]).current_dir(&path);
        run_command(&mut npm).with_context(|| {
            format!(
                "the packages of {folder}/package-lock.json cannot be fetched from the npm registry"
            )
        })?;
        std::fs::write(&stamp, &lock)?;
    }
    Ok(())
}

/// Runs the tests of single files.
pub fn test() -> Result<()> {
    run_command(&mut npm(&["run", "--silent", "test"]))
}

/// npm in the folder of the pages.
pub fn npm(arguments: &[&str]) -> Command {
    let mut command = Command::new("npm");
    command.args(arguments).current_dir(folder());
    command
}

fn folder() -> PathBuf {
    tidy::root().join("web")
}

fn require_node() -> Result<()> {
    let said = Command::new("node").arg("--version").output().ok();
    let said = said.filter(|said| said.status.success());
    let Some(said) = said else {
        bail!("missing: Node {}.{} or later, with npm", LEAST.0, LEAST.1)
    };
    let version = String::from_utf8_lossy(&said.stdout).trim().to_owned();
    let found =
        read_version(&version).with_context(|| format!("`node --version` says `{version}`"))?;
    ensure!(
        found >= LEAST,
        "Node {version} is too old; {}.{} or later is needed",
        LEAST.0,
        LEAST.1
    );
    Ok(())
}

/// Reads `v20.19.2`.
fn read_version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// Whether this command has built the pages.
static IS_BUILT: AtomicBool = AtomicBool::new(false);

/// What Vite needs.
const LEAST: (u32, u32) = (20, 19);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_are_read() {
        assert_eq!(read_version("v20.19.2"), Some((20, 19)));
        assert!(read_version("v22.1.0") > Some(LEAST) && read_version("v18.20.4") < Some(LEAST));
        assert_eq!(read_version("20"), None);
    }
}
