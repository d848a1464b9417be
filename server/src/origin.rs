//! The address of a node behind a proxy that encrypts: what browsers know it by.
//!
//! Answers: is a text such an address, and does a host or an origin of a request name it. The server itself
//! listens on this machine alone, and does not encrypt.

/// An address such as `https://watchfire.example.org`, without a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    host: String,
}

/// The text is no such address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "write the address that browsers know the node by as https://HOST or https://HOST:PORT, without a path; \
     the proxy at that address must encrypt"
)]
pub struct NoOrigin;

impl Origin {
    /// Reads an address.
    ///
    /// # Errors
    /// When it is not encrypted, names no host, or goes on after it.
    pub fn parse(text: &str) -> Result<Self, NoOrigin> {
        let host = text.strip_prefix("https://").ok_or(NoOrigin)?;
        let host = host.strip_suffix('/').unwrap_or(host).to_ascii_lowercase();
        let (name, port) = host.split_once(':').unwrap_or((&host, "443"));
        let is_sign = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
        if name.is_empty() || !name.chars().all(is_sign) || port.parse::<u16>().is_err() {
            return Err(NoOrigin);
        }
        // Browsers leave out the port that everybody takes.
        Ok(Self { host: host.strip_suffix(":443").unwrap_or(&host).to_owned() })
    }

    /// The address itself.
    pub fn address(&self) -> String {
        format!("https://{}", self.host)
    }

    /// Whether the host of a request is this one.
    pub(crate) fn is_host(&self, host: &str) -> bool {
        let host = host.strip_suffix(":443").unwrap_or(host);
        host.eq_ignore_ascii_case(&self.host)
    }

    /// Whether a page comes from here.
    pub(crate) fn is_origin(&self, origin: &str) -> bool {
        origin.strip_prefix("https://").is_some_and(|host| self.is_host(host))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_encrypted_address_without_a_path_is_one() {
        for (text, address) in [
            ("https://watchfire.example.org", "https://watchfire.example.org"),
            ("https://Watchfire.Example.org/", "https://watchfire.example.org"),
            ("https://watchfire.example.org:443", "https://watchfire.example.org"),
            ("https://watchfire.example.org:8443", "https://watchfire.example.org:8443"),
        ] {
            assert_eq!(Origin::parse(text).unwrap().address(), address, "{text}");
        }
        for text in [
            "",
            "https://",
            "http://watchfire.example.org",
            "watchfire.example.org",
            "https://a.example/b",
            "https://a.example:port",
            "https://me@a.example",
            "https://a.example?b",
        ] {
            assert_eq!(Origin::parse(text), Err(NoOrigin), "{text}");
        }
    }

    #[test]
    fn a_host_is_its_own_and_no_other() {
        let origin = Origin::parse("https://watchfire.example.org").unwrap();
        assert!(
            origin.is_host("watchfire.example.org") && origin.is_host("WATCHFIRE.example.org:443")
        );
        assert!(origin.is_origin("https://watchfire.example.org"));
        for other in
            ["", "example.org", "watchfire.example.org.evil.example", "watchfire.example.org:80"]
        {
            assert!(!origin.is_host(other), "{other}");
        }
        assert!(!origin.is_origin("http://watchfire.example.org"));
    }
}
