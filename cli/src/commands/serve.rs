//! `watchfire serve`

use std::io::{self, Write as _};
use std::path::Path;
use std::time::Duration;

use server::{Schedule, Service, Token, listen};
use store::node::Node;

use crate::chance::{now, patience, random, today};
use crate::failure::{Failure, other};

/// What the server does without being asked.
pub struct ByItself {
    after_submissions: Option<Duration>,
    every: Option<Schedule>,
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
        Ok(Self { after_submissions, every })
    }

    fn of(self, mut service: Service) -> Service {
        if let Some(quiet) = self.after_submissions {
            service = service.with_detection_after(quiet);
        }
        match self.every {
            Some(every) => service.with_schedule(every),
            None => service,
        }
    }
}

/// Serves the API on 127.0.0.1 until Ctrl-C or SIGTERM.
pub async fn run(
    directory: &Path,
    port: u16,
    largest_upload: u64,
    by_itself: ByItself,
) -> Result<(), Failure> {
    let node = Node::open(directory).await?.with_patience(patience()?);
    let opened_on = today()?;
    let token = Token::from_random(&random()?);
    let listening = listen(port).await.map_err(other)?;
    let port = listening.port();
    // The address stays right over midnight; the day it was started is a last resort.
    let service = Service::new(node, token.clone(), port, move || today().unwrap_or(opened_on))
        .with_random(|| random().ok())
        .with_clock(move || now().unwrap_or_else(|_| opened_on.at(0, 0, 0, 0)))
        .with_largest_upload(largest_upload)
        .with_jobs_on_disk()
        .map_err(other)?;
    let service = by_itself.of(service);
    let told = stopped()?;
    print_link(port, &token)?;
    service.go_on();
    let served = listening.serve(service.clone(), told).await.map_err(other);
    service.leave();
    served
}

/// The one line on standard output, once the server listens.
fn print_link(port: u16, token: &Token) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    let link = format!("Watchfire serves http://127.0.0.1:{port}/?token={}", token.reveal());
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
