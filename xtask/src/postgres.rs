//! A PostgreSQL server for the tests: in a directory of its own, behind a socket, gone afterwards.
//!
//! Answers: where the tests find a server. It touches no other server of the machine: it makes its own
//! cluster, listens on no port, and keeps nothing.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context as _, Result, ensure};

/// A running server; stopped and removed when dropped.
#[derive(Debug)]
pub struct Server {
    programs: PathBuf,
    directory: PathBuf,
}

impl Server {
    /// Makes a cluster and starts it.
    pub fn start() -> Result<Self> {
        let programs = programs().context("no PostgreSQL: install Debian's package postgresql")?;
        let name = format!("watchfire-postgres-{}", std::process::id());
        let server = Self { programs, directory: std::env::temp_dir().join(name) };
        std::fs::create_dir(&server.directory)?;
        if is_root()? {
            // The server refuses to run as root; Debian's package brings the user for it.
            quietly(Command::new("chown").arg(USER).arg(&server.directory))?;
        }
        let data = server.data();
        quietly(
            server
                .program("initdb")
                .args(["--auth=trust", "--encoding=UTF8", "--no-sync"])
                .args(["--username", USER, "--pgdata"])
                .arg(&data),
        )?;
        // One user must bring a password, so that the tests can bring a wrong one.
        let access = "local all locked scram-sha-256\nlocal all all trust\n";
        let access_file = data.join("pg_hba.conf");
        std::fs::write(&access_file, access)?;
        let settings = format!(
            "-c listen_addresses= -c unix_socket_directories={} -c fsync=off -c max_connections=200",
            server.directory.display()
        );
        let log = server.directory.join("log");
        quietly(
            server
                .program("pg_ctl")
                .args(["start", "--wait", "--silent", "--pgdata"])
                .arg(&data)
                .arg("--log")
                .arg(log)
                .arg("--options")
                .arg(settings),
        )?;
        eprintln!("PostgreSQL: started for the tests, from {}", server.programs.display());
        Ok(server)
    }

    /// Where the tests find it, as a URL of its superuser.
    pub fn address(&self) -> String {
        let socket = self.directory.display().to_string().replace('/', "%2F");
        format!("postgres://{USER}@{socket}/postgres")
    }

    fn data(&self) -> PathBuf {
        self.directory.join("data")
    }

    /// One of the server's programs, under the user it must run as.
    fn program(&self, name: &str) -> Command {
        let path = self.programs.join(name);
        let mut command = if is_root().unwrap_or(false) {
            let mut command = Command::new("runuser");
            command.args(["-u", USER, "--"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        command.current_dir(&self.directory);
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let data = self.data();
        let stopped = quietly(
            self.program("pg_ctl")
                .args(["stop", "--mode=immediate", "--silent", "--pgdata"])
                .arg(data),
        );
        if let Err(error) = stopped.and_then(|()| Ok(std::fs::remove_dir_all(&self.directory)?)) {
            eprintln!("PostgreSQL of the tests: {error:#}; see {}", self.directory.display());
        }
    }
}

/// The server's address for the tests: one that is given, or a server of their own.
///
/// # Errors
/// In CI when there is none; elsewhere the tests that need it say so.
pub fn provide() -> Result<Option<Server>> {
    if std::env::var_os(VARIABLE).is_some() {
        eprintln!("PostgreSQL: the one that {VARIABLE} names");
        return Ok(None);
    }
    match Server::start() {
        Ok(server) => Ok(Some(server)),
        Err(error) if std::env::var_os("CI").is_some() => Err(error),
        Err(error) => {
            eprintln!("PostgreSQL: {error:#}; tests that need it say so and pass");
            Ok(None)
        }
    }
}

/// Runs a program with a server, and ends as it ends.
///
/// # Errors
/// When the server or the program cannot be started.
pub fn run_with(program: &str, arguments: &[String]) -> Result<ExitCode> {
    let server = Server::start()?;
    let mut command = Command::new(program);
    let status = command.args(arguments).env(VARIABLE, server.address()).status();
    let status = status.with_context(|| format!("cannot start {program}"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The newest installed server's programs.
pub fn programs() -> Option<PathBuf> {
    let versions = Path::new("/usr/lib/postgresql").read_dir().into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            let programs = entry.path().join("bin");
            programs.join("initdb").is_file().then_some((version, programs))
        })
        .collect();
    found.sort();
    found.pop().map(|(_, programs)| programs)
}

fn is_root() -> Result<bool> {
    Ok(Command::new("id").arg("-u").output()?.stdout.trim_ascii() == b"0")
}

/// Runs a command and shows what it said only when it fails.
fn quietly(command: &mut Command) -> Result<()> {
    let name = format!("{command:?}");
    // A file, not a pipe: the server keeps what it inherits open for as long as it runs.
    let said = std::env::temp_dir().join(format!("watchfire-postgres-said-{}", std::process::id()));
    let file = std::fs::File::create(&said)?;
    let status = command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file).status();
    let text = std::fs::read_to_string(&said)?;
    std::fs::remove_file(&said)?;
    let status = status.with_context(|| format!("cannot start {name}"))?;
    ensure!(status.success(), "{name} failed: {text}");
    Ok(())
}

/// Names the server to the tests.
pub const VARIABLE: &str = "WATCHFIRE_TEST_POSTGRES";

const USER: &str = "postgres";
