//! The smallest client that can ask the node's own server a question.
//!
//! It speaks HTTP/1.0 over loopback, so that an answer is whole when the connection ends. It is no
//! client for anything else: no redirects, no TLS.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::Value;

/// Where a server listens, and the word that opens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Host and port.
    pub authority: String,
    /// The token of the link; empty where people sign in.
    pub token: String,
}

/// What is asked of a server.
#[derive(Debug, PartialEq, Eq)]
pub struct Asked {
    method: &'static str,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: String,
}

impl Asked {
    /// To see something.
    pub fn get(path: &str) -> Self {
        Self { method: "GET", path: path.to_owned(), headers: Vec::new(), body: String::new() }
    }

    /// To do something.
    pub fn post(path: &str, body: &Value) -> Self {
        let asked = Self { method: "POST", body: body.to_string(), ..Self::get(path) };
        asked.with("Content-Type", "application/json")
    }

    /// To send a form, its values encoded.
    pub fn form(path: &str, body: &str) -> Self {
        let asked = Self { method: "POST", body: body.to_owned(), ..Self::get(path) };
        asked.with("Content-Type", "application/x-www-form-urlencoded")
    }

    /// The same with a header.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }
}

/// What a server answered.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Lines of its head after the first.
    head: Vec<String>,
    /// Body.
    pub body: Vec<u8>,
}

impl Address {
    /// Finds `http://HOST:PORT/?token=TOKEN` in a line of text, or `http://HOST:PORT/` where people sign in.
    pub fn find(line: &str) -> Option<Self> {
        let link = line.split_once("http://")?.1.split_whitespace().next()?;
        let (authority, rest) = link.split_once('/')?;
        let token = if rest.is_empty() { "" } else { rest.strip_prefix("?token=")? };
        Some(Self { authority: authority.to_owned(), token: token.to_owned() })
    }

    /// Asks for a path, with the token or without it.
    ///
    /// # Errors
    /// When the server cannot be reached within 60 s or answers in another language.
    pub fn get(&self, path: &str, token: Option<&str>) -> Result<Answer> {
        let asked = Asked::get(path);
        self.ask(&match token {
            Some(token) => asked.with("Authorization", &format!("Bearer {token}")),
            None => asked,
        })
    }

    /// Asks for something.
    ///
    /// # Errors
    /// As [`Address::get`].
    pub fn ask(&self, asked: &Asked) -> Result<Answer> {
        let Self { authority, .. } = self;
        let Asked { method, path, headers, body } = asked;
        let mut stream = TcpStream::connect(authority)
            .with_context(|| format!("cannot reach the server at {authority}"))?;
        stream.set_read_timeout(Some(Duration::from_mins(1)))?;
        let mut head = format!("{method} {path} HTTP/1.0\r\nHost: {authority}\r\n");
        for (name, value) in headers {
            head.extend([name, ": ", value, "\r\n"]);
        }
        head.extend(["Content-Length: ", &body.len().to_string(), "\r\n\r\n", body]);
        stream.write_all(head.as_bytes())?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        read_answer(&bytes).with_context(|| format!("no HTTP answer to {method} {path}"))
    }
}

impl Answer {
    /// What a line of its head says.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers(name).next()
    }

    /// What every line of its head of one name says.
    pub fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        let lines = self.head.iter().filter_map(|line| line.split_once(':'));
        lines
            .filter(move |(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    }
}

fn read_answer(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let status = head.strip_prefix("HTTP/")?.split(' ').nth(1)?.parse().ok()?;
    let lines = head.lines().skip(1).map(str::to_owned).collect();
    Some(Answer { status, head: lines, body: bytes[end + 4..].to_vec() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_is_found_in_the_line() {
        let line = "Watchfire serves http://127.0.0.1:8800/?token=abc";
        let expected = Address { authority: "127.0.0.1:8800".to_owned(), token: "abc".to_owned() };
        assert_eq!(Address::find(line), Some(expected));
        let people = Address { authority: "127.0.0.1:8800".to_owned(), token: String::new() };
        assert_eq!(Address::find("Watchfire serves http://127.0.0.1:8800/"), Some(people));
        assert_eq!(Address::find("nothing here"), None);
    }

    #[test]
    fn answers_are_split_into_status_and_body() {
        let answer = read_answer(b"HTTP/1.0 404 Not Found\r\nA: b\r\n\r\n{}");
        let answer = answer.unwrap();
        assert_eq!((answer.status, answer.body.as_slice()), (404, &b"{}"[..]));
        assert_eq!((answer.header("a"), answer.header("b")), (Some("b"), None));
        assert_eq!(read_answer(b"hello"), None);
    }
}
