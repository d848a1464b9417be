//! How people come in here: `sign-in.toml` beside the ledger.

use serde::Deserialize;
use workflows::people::codes::CodesOf;

use crate::external::ExternalSettings;

/// What a node's `sign-in.toml` says; what it leaves out is as it is without such a file.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SignInSettings {
    /// Of whom one-time codes are asked.
    pub codes: CodesOf,
    /// The provider of accounts, where there is one.
    pub provider: Option<ExternalSettings>,
}

/// The settings will not do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("sign-in.toml: {0}")]
pub struct BadSettings(pub(crate) String);

impl SignInSettings {
    /// Reads settings, with the secret of the provider, which stands in a file of its own.
    ///
    /// # Errors
    /// The first mistake.
    pub fn parse(text: &str, client_secret: Option<&str>) -> Result<Self, BadSettings> {
        let Self { codes, provider } = toml::from_str(text)
            .map_err(|error| BadSettings(error.to_string().trim().to_owned()))?;
        let provider = provider.map(|provider| provider.checked(client_secret)).transpose()?;
        Ok(Self { codes, provider })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROVIDER: &str = "[provider]\nissuer = \"https://id.example.org\"\nclient_id = \"watchfire\"\nshown_as = \"Example\"\n";

    #[test]
    fn settings_are_read_or_refused_with_what_is_wrong() {
        let settings = SignInSettings::parse(PROVIDER, Some("hush\n")).unwrap();
        assert_eq!(settings.codes, CodesOf::Administration);
        assert_eq!(settings.provider.unwrap().issuer(), "https://id.example.org");
        let everybody = SignInSettings::parse("codes = \"everybody\"", None).unwrap();
        assert!(everybody.codes == CodesOf::Everybody && everybody.provider.is_none());
        for (text, says) in [
            (PROVIDER.replace("https", "http"), "begins with https://"),
            (PROVIDER.replace("https://id", "http://127.0.0.1.evil"), "begins with https://"),
            (PROVIDER.replace("\"Example\"", "\"\""), "`shown_as`"),
            (PROVIDER.replace("client_id", "client"), "unknown field `client`"),
            ("[provider]".to_owned(), "missing field"),
            ("codes = \"some\"".to_owned(), "unknown variant `some`"),
        ] {
            let refused = SignInSettings::parse(&text, None).err().unwrap().to_string();
            assert!(refused.starts_with("sign-in.toml: ") && refused.contains(says), "{refused}");
        }
    }
}
