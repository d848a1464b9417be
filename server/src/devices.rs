//! Browsers by which somebody came in before, and under what a try to come in counts.

use axum::http::HeaderMap;
use workflows::people::devices::{BY_PROVIDER, known, mark};
use workflows::people::sign_in::TryOf;

use crate::entry::cookie_named;
use crate::problem::Problem;
use crate::service::Service;

impl Service {
    /// A try to sign in by a name.
    pub(crate) fn try_by_name(&self, name: &str, headers: &HeaderMap) -> Result<TryOf, Problem> {
        let of_known = self.of_known_device(name, headers)?;
        Ok(of_known.unwrap_or_else(|| TryOf::of_name(name, &self.origin_of(headers))))
    }

    /// A try to come in by the account of a provider, who alone says whose that is.
    pub(crate) fn try_by_provider(&self, headers: &HeaderMap) -> Result<TryOf, Problem> {
        let of_known = self.of_known_device(BY_PROVIDER, headers)?;
        Ok(of_known.unwrap_or_else(|| TryOf::at("provider", &self.origin_of(headers))))
    }

    fn of_known_device(&self, name: &str, headers: &HeaderMap) -> Result<Option<TryOf>, Problem> {
        let Some(brought) = cookie_named(headers, &self.device_cookie_name()) else {
            return Ok(None);
        };
        Ok(known(self.node(), name, brought)?.map(|mark| TryOf::of_known(&mark)))
    }

    /// The cookie of a browser by which somebody came in: it opens nothing, and is sent by who comes back from
    /// elsewhere too. `all` are random bytes, of which a session took the first 48.
    pub(crate) fn device_cookie(&self, name: &str, all: &[u8; 80]) -> Result<String, Problem> {
        let secure = if self.origin().is_some() { "; Secure" } else { "" };
        let mark = mark(self.node(), name, std::array::from_fn(|at| all[48 + at]))?;
        let (cookie, mark) = (self.device_cookie_name(), mark.reveal().to_owned());
        Ok(format!("{cookie}={mark}; Path=/; HttpOnly; SameSite=Lax; Max-Age={KEPT_S}{secure}"))
    }

    fn device_cookie_name(&self) -> String {
        match self.origin() {
            Some(_) => "__Host-watchfire-device".to_owned(),
            None => format!("watchfire_device_{}", self.port()),
        }
    }
}

/// Half a year.
const KEPT_S: u32 = 182 * 24 * 3600;
