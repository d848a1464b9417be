//! Listening on this machine, and stopping in good order.

use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::Notify;

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
    Ok(Listening { listener, port })
}

impl Listening {
    /// The port.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Answers until `stop` ends; then lets answers that have begun finish, for ten seconds at most.
    ///
    /// # Errors
    /// When the system takes the port away.
    pub async fn serve(
        self,
        service: Service,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        let stopping = Arc::new(Notify::new());
        let told = Arc::clone(&stopping);
        let serving =
            axum::serve(self.listener, router(service)).with_graceful_shutdown(async move {
                stop.await;
                stopping.notify_one();
            });
        let patience_ends = async {
            told.notified().await;
            tokio::time::sleep(GRACE).await;
        };
        tokio::select! {
            served = serving.into_future() => served,
            () = patience_ends => Ok(()),
        }
    }
}

/// How long answers may take that have begun when the server is told to stop.
const GRACE: Duration = Duration::from_secs(10);
