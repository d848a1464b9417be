//! `watchfire serve`

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use server::{Origin, Schedule, Service, SignInSettings, Token, listen};
use store::jobs::JobsError;
use store::node::Node;
use workflows::access::{Access, AccessError};

use crate::chance::{now, patience, random, today};
use crate::failure::{Failure, bad_input, other};

/// What the server does without being asked.
pub struct ByItself {
    after_submissions: Option<Duration>,
    every: Option<Schedule>,
    drop: Option<PathBuf>,
}

impl ByItself {
    /// Reads how long after a submission, and when besides, the node detects.
    pub fn read(after: &str, every: Option<&str>) -> Result<Self, Failure> {
        let after_submissions = match after {
            "never" => None,
            seconds => Some(seconds.parse().map(Duration::from_secs).map_err(|_| {
                let wrong = format!("--detect-after is '{after}'; write whole seconds, or `never`");
                Failure::bad_input(wrong)
            })?),
        };
        let every = every.map(Schedule::parse).transpose();
        let every = every.map_err(|error| Failure::bad_input(error.to_string()))?;
        Ok(Self { after_submissions, every, drop: None })
    }

    /// With a folder that is watched.
    pub fn with_drop_folder(self, drop: Option<PathBuf>) -> Self {
        Self { drop, ..self }
    }

    fn of(self, mut service: Service) -> Service {
        if let Some(quiet) = self.after_submissions {
            service = service.with_detection_after(quiet);
        }
        if let Some(folder) = self.drop {
            service = service.with_drop_folder(folder, BETWEEN_LOOKS);
        }
        match self.every {
            Some(every) => service.with_schedule(every),
            None => service,
        }
    }
}

/// The folder that is to be watched, if it is one that may be: what lies in it is moved.
pub fn drop_folder(folder: &Path, node: &Path) -> Result<PathBuf, Failure> {
    let whole = |path: &Path| {
        let cannot = |error| Failure::bad_input(format!("--drop {}: {error}", folder.display()));
        path.canonicalize().map_err(cannot)
    };
    let found = whole(folder)?;
    if !found.is_dir() {
        let wrong = format!("--drop {} is no folder; make one", folder.display());
        return Err(Failure::bad_input(wrong));
    }
    let node = whole(node)?;
    if found.starts_with(&node) || node.starts_with(&found) {
        let wrong = format!(
            "--drop {} holds the node or lies in it, and its files are moved; choose a folder apart",
            folder.display()
        );
        return Err(Failure::bad_input(wrong));
    }
    Ok(found)
}

/// A file that stays as it is for so long has come whole.
const BETWEEN_LOOKS: Duration = Duration::from_secs(3);

/// Where the node is served.
pub struct At {
    /// The port on 127.0.0.1.
    pub port: u16,
    /// The address of a proxy before it.
    pub origin: Option<Origin>,
}

/// Serves the API on 127.0.0.1 until Ctrl-C or SIGTERM.
pub async fn run(
    directory: &Path,
    At { port, origin }: At,
    largest_upload: u64,
    by_itself: ByItself,
) -> Result<(), Failure> {
    let node = Node::open(directory).await?.with_patience(patience()?);
    let access = Access::of_node(&node).map_err(|error| match error {
        AccessError::Mistake(_) => Failure::bad_input(error.to_string()),
        AccessError::Disk(_) => other(error),
    })?;
    let opened_on = today()?;
    let token = Token::from_random(&random()?);
    let listening = listen(port).await.map_err(other)?;
    let port = listening.port();
    // The address stays right over midnight; the day it was started is a last resort.
    let sign_in = node.sign_in_settings().map_err(other)?;
    let service = Service::new(node, token.clone(), port, move || today().unwrap_or(opened_on))
        .with_access(access)
        .with_random(|| random().ok())
        .with_clock(move || now().unwrap_or_else(|_| opened_on.at(0, 0, 0, 0)))
        .with_largest_upload(largest_upload);
    let address =
        origin.as_ref().map_or_else(|| format!("http://127.0.0.1:{port}"), Origin::address);
    let service = match origin {
        Some(origin) => service.with_origin(origin),
        None => service,
    };
    let service = match sign_in {
        Some((text, secret)) => {
            let settings = SignInSettings::parse(&text, secret.as_deref()).map_err(bad_input)?;
            service.with_sign_in(settings)
        }
        None => service,
    };
    let service = by_itself.of(with_jobs(service)?);
    let told = stopped()?;
    let has_accounts = service.has_accounts_now().await.map_err(other)?;
    print_link(&address, (!has_accounts).then_some(&token))?;
    service.go_on();
    let served = listening.serve(service.clone(), told).await.map_err(other);
    service.leave();
    served
}

/// Jobs on the disk; where it takes nothing, what the node holds can still be asked for.
fn with_jobs(service: Service) -> Result<Service, Failure> {
    match service.clone().with_jobs_on_disk() {
        Ok(service) => Ok(service),
        Err(JobsError::Disk(error)) => {
            eprintln!("warning: jobs are remembered until the server ends, and no longer: {error}");
            Ok(service)
        }
        Err(held) => Err(other(held)),
    }
}

/// The one line on standard output, once the server listens: with the token where nobody has an account.
fn print_link(address: &str, token: Option<&Token>) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    let token = token.map(|token| format!("?token={}", token.reveal())).unwrap_or_default();
    let link = format!("Watchfire serves {address}/{token}");
    let printed = writeln!(output, "{link}").and_then(|()| output.flush());
    printed.map_err(|error| Failure::other(format!("cannot print the link: {error}")))
}

/// Ends when the process is told to stop.
#[cfg(unix)]
fn stopped() -> Result<impl Future<Output = ()> + Send + 'static, Failure> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt()).map_err(other)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(other)?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ends when the process is told to stop.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same form as on other systems")]
fn stopped() -> Result<impl Future<Output = ()> + Send + 'static, Failure> {
    Ok(async {
        // Where the signal cannot be had, the server runs until it is ended from outside.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
