//! Which provider a node trusts with signing in: a part of `sign-in.toml`.

use serde::Deserialize;

use crate::sign_in::BadSettings;

/// A provider.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Its address, as its tokens name it.
    pub(super) issuer: String,
    /// What it calls this node.
    pub(super) client_id: String,
    /// What the node proves itself to it with, where it asks for that.
    #[serde(skip)]
    pub(super) client_secret: Option<String>,
    /// What stands on the button.
    pub(super) shown_as: String,
}

impl Settings {
    /// These settings, with the secret that stands in a file of its own.
    ///
    /// # Errors
    /// The first mistake.
    pub(crate) fn checked(mut self, client_secret: Option<&str>) -> Result<Self, BadSettings> {
        let is_encrypted = self.issuer.starts_with("https://");
        if !is_encrypted && !self.is_on_this_machine() {
            let why = "`issuer` begins with https://, unless it is at 127.0.0.1";
            return Err(BadSettings(why.to_owned()));
        }
        for (what, text) in [("client_id", &self.client_id), ("shown_as", &self.shown_as)] {
            let is_line = !text.trim().is_empty() && !text.chars().any(char::is_control);
            if !is_line || text.chars().count() > 200 {
                return Err(BadSettings(format!("`{what}` is one line, 1 to 200 characters")));
            }
        }
        self.client_secret =
            client_secret.map(str::trim).filter(|secret| !secret.is_empty()).map(str::to_owned);
        Ok(self)
    }

    /// The provider's address, as its tokens name it.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    pub(super) fn is_on_this_machine(&self) -> bool {
        let rest = self.issuer.strip_prefix("http://127.0.0.1");
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
    }
}
