//! The provider is asked: encrypted, without redirects, for so long and so much.

use std::io::Read as _;
use std::time::Duration;

use openidconnect::{HttpRequest, HttpResponse};
use ureq::Agent;
use ureq::tls::{RootCerts, TlsConfig};

/// Asks a provider.
pub(super) struct Http(Agent);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum HttpError {
    /// The network, or what stands at its end.
    #[error(transparent)]
    Asked(#[from] Box<ureq::Error>),
    /// The answer is too long, or ends before its time.
    #[error("its answer cannot be read: {0}")]
    Answer(#[from] std::io::Error),
    /// The answer is no HTTP.
    #[error("its answer is none: {0}")]
    Form(#[from] ureq::http::Error),
}

impl Http {
    /// - `is_on_this_machine`: then it need not encrypt.
    pub fn new(is_on_this_machine: bool) -> Self {
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let config = Agent::config_builder()
            .https_only(!is_on_this_machine)
            .tls_config(tls)
            .max_redirects(0)
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE))
            .build();
        Self(config.into())
    }

    pub fn ask(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let answer = self.0.run(request).map_err(Box::new)?;
        let (parts, body) = answer.into_parts();
        let mut bytes = Vec::new();
        body.into_reader().take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MOST_BYTES {
            return Err(std::io::Error::other("it is longer than 1 MiB").into());
        }
        let mut response = ureq::http::Response::builder().status(parts.status);
        for (name, value) in &parts.headers {
            response = response.header(name, value);
        }
        Ok(response.body(bytes)?)
    }
}

const PATIENCE: Duration = Duration::from_secs(10);
const MOST_BYTES: u64 = 1 << 20;
