//! Listening on this machine, how long and how much of a request is waited for, and stopping in good order.

use std::io;
use std::net::Ipv4Addr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::router::router;
use crate::service::Service;

/// Why the server cannot listen.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// Another program has the port.
    #[error(
        "port {0} on 127.0.0.1 is in use by another program; end that one, or choose another with \
         --port (0 takes any free one)"
    )]
    PortInUse(u16),
    /// The system does not allow it.
    #[error("cannot listen on port {port} of 127.0.0.1: {source}; choose another with --port")]
    Refused {
        /// The port asked for.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
}

/// A port on 127.0.0.1 that is ours; nobody is answered yet.
pub struct Listening {
    listener: TcpListener,
    port: u16,
    header_patience: Duration,
}

/// Takes a port on 127.0.0.1; 0 takes any free one.
///
/// # Errors
/// When the port is in use or not allowed.
pub async fn listen(port: u16) -> Result<Listening, ListenError> {
    let refused = |source: io::Error| match source.kind() {
        io::ErrorKind::AddrInUse => ListenError::PortInUse(port),
        _ => ListenError::Refused { port, source },
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(refused)?;
    let port = listener.local_addr().map_err(refused)?.port();
    Ok(Listening { listener, port, header_patience: USUAL_HEADER_PATIENCE })
}

impl Listening {
    /// The port.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// With another patience for those who do not send the head of a request, or nothing: 20 s unless it is set.
    #[must_use]
    pub fn with_header_patience(self, patience: Duration) -> Self {
        Self { header_patience: patience, ..self }
    }

    /// Answers until `stop` ends; then lets answers that have begun finish, for ten seconds at most.
    ///
    /// - Differs: `axum::serve` waits for the head of a request without end, and takes 400 kB of it.
    ///
    /// # Errors
    /// When the system takes the port away.
    pub async fn serve(
        mut self,
        service: Service,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(self.header_patience)
            .max_buf_size(MOST_HEAD_BYTES)
            .max_headers(MOST_HEADERS);
        let service = TowerToHyperService::new(router(service));
        // Every connection holds a receiver: it hears of the stop, and its end is heard of.
        let (stopping, told) = watch::channel(());
        let mut stop = pin!(stop);
        loop {
            let (stream, _) = tokio::select! {
                accepted = axum::serve::Listener::accept(&mut self.listener) => accepted,
                () = &mut stop => break,
            };
            let answering = http.serve_connection(TokioIo::new(stream), service.clone());
            drop(tokio::spawn(answer(answering, told.clone())));
        }
        drop((self.listener, told));
        let _nobody = stopping.send(());
        let _late = tokio::time::timeout(GRACE, stopping.closed()).await;
        Ok(())
    }
}

/// Answers on one connection until whoever asks is gone, or a stop was told.
async fn answer(
    answering: http1::Connection<TokioIo<TcpStream>, TowerToHyperService<Router>>,
    mut told: watch::Receiver<()>,
) {
    let mut answering = pin!(answering);
    // What fails here is the connection, and nobody is left to be told.
    tokio::select! {
        _ended = &mut answering => return,
        _told = told.changed() => answering.as_mut().graceful_shutdown(),
    }
    let _ended = answering.await;
}

/// How long answers may take that have begun when the server is told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// How long the head of a request may take to come; a connection on which nothing comes is let go after it as well.
const USUAL_HEADER_PATIENCE: Duration = Duration::from_secs(20);

/// Bytes that the head of a request may have.
const MOST_HEAD_BYTES: usize = 32 << 10;

/// Headers that a request may have.
const MOST_HEADERS: usize = 100;
