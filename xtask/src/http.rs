//! The smallest client that can ask the node's own server a question.
//!
//! It speaks HTTP/1.0 over loopback, so that an answer is whole when the connection ends. It is no
//! client for anything else: no redirects, no TLS.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context as _, Result};

/// Where a server listens, and the word that opens it.
#[derive(Debug, PartialEq, Eq)]
pub struct Address {
    /// Host and port.
    pub authority: String,
    /// The token of the link.
    pub token: String,
}

/// What a server answered.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Body.
    pub body: Vec<u8>,
}

impl Address {
    /// Finds `http://HOST:PORT/?token=TOKEN` in a line of text.
    pub fn find(line: &str) -> Option<Self> {
        let link = line.split_once("http://")?.1.split_whitespace().next()?;
        let (authority, token) = link.split_once("/?token=")?;
        Some(Self { authority: authority.to_owned(), token: token.to_owned() })
    }

    /// Asks for a path, with the token or without it.
    ///
    /// # Errors
    /// When the server cannot be reached within 60 s or answers in another language.
    pub fn get(&self, path: &str, token: Option<&str>) -> Result<Answer> {
        let Self { authority, .. } = self;
        let mut stream = TcpStream::connect(authority)
            .with_context(|| format!("cannot reach the server at {authority}"))?;
        stream.set_read_timeout(Some(Duration::from_mins(1)))?;
        let authorization =
            token.map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
        let head = format!("GET {path} HTTP/1.0\r\nHost: {authority}\r\n{authorization}\r\n");
        stream.write_all(head.as_bytes())?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        read_answer(&bytes).with_context(|| format!("no HTTP answer to GET {path}"))
    }
}

fn read_answer(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let status = head.strip_prefix("HTTP/")?.split(' ').nth(1)?.parse().ok()?;
    Some(Answer { status, body: bytes[end + 4..].to_vec() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_is_found_in_the_line() {
        let line = "Watchfire serves http://127.0.0.1:8800/?token=abc";
        let expected = Address { authority: "127.0.0.1:8800".to_owned(), token: "abc".to_owned() };
        assert_eq!(Address::find(line), Some(expected));
        assert_eq!(Address::find("nothing here"), None);
    }

    #[test]
    fn answers_are_split_into_status_and_body() {
        let answer = read_answer(b"HTTP/1.0 404 Not Found\r\nA: b\r\n\r\n{}");
        assert_eq!(answer, Some(Answer { status: 404, body: b"{}".to_vec() }));
        assert_eq!(read_answer(b"hello"), None);
    }
}
