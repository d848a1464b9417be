//! Which provider a node trusts with signing in: `sign-in.toml` beside the ledger.

use serde::Deserialize;

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

/// The settings will not do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("sign-in.toml: {0}")]
pub struct BadSettings(String);

impl Settings {
    /// Reads settings, with the secret that stands in a file of its own.
    ///
    /// # Errors
    /// The first mistake.
    pub fn parse(text: &str, client_secret: Option<&str>) -> Result<Self, BadSettings> {
        let mut settings: Self = toml::from_str(text)
            .map_err(|error| BadSettings(error.to_string().trim().to_owned()))?;
        let is_encrypted = settings.issuer.starts_with("https://");
        if !is_encrypted && !settings.is_on_this_machine() {
            let why = "`issuer` begins with https://, unless it is at 127.0.0.1";
            return Err(BadSettings(why.to_owned()));
        }
        for (what, text) in [("client_id", &settings.client_id), ("shown_as", &settings.shown_as)] {
            let is_line = !text.trim().is_empty() && !text.chars().any(char::is_control);
            if !is_line || text.chars().count() > 200 {
                return Err(BadSettings(format!("`{what}` is one line, 1 to 200 characters")));
            }
        }
        settings.client_secret =
            client_secret.map(str::trim).filter(|secret| !secret.is_empty()).map(str::to_owned);
        Ok(settings)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_or_refused_with_what_is_wrong() {
        let good = "issuer = \"https://id.example.org\"\nclient_id = \"watchfire\"\nshown_as = \"Example\"\n";
        let settings = Settings::parse(good, Some("hush\n")).unwrap();
        assert_eq!(settings.client_secret.as_deref(), Some("hush"));
        for (text, says) in [
            (good.replace("https", "http"), "begins with https://"),
            (good.replace("https://id", "http://127.0.0.1.evil"), "begins with https://"),
            (good.replace("\"Example\"", "\"\""), "`shown_as`"),
            (good.replace("client_id", "client"), "unknown field `client`"),
            (String::new(), "missing field"),
        ] {
            let refused = Settings::parse(&text, None).err().unwrap().to_string();
            assert!(refused.starts_with("sign-in.toml: ") && refused.contains(says), "{refused}");
        }
    }
}
