//! The smallest client that can ask a node's server a question: HTTP/1.0, an answer ends with its
//! connection.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use serde_json::Value;

use crate::node::Node;

/// A running server; ended when dropped.
pub struct Server {
    process: Child,
    authority: String,
    token: String,
}

impl Server {
    /// Serves a node on a free port.
    pub fn start(node: &Node) -> Self {
        Self::start_with(node, &[])
    }

    /// Serves a node on a free port, and tells the server more.
    pub fn start_with(node: &Node, more: &[&str]) -> Self {
        let mut command = node.command(&[&["serve", "--port", "0"], more].concat());
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let (_, link) = line.trim().split_once("http://").unwrap();
        let (authority, token) = link.split_once("/?token=").unwrap();
        Self { process, authority: authority.to_owned(), token: token.to_owned() }
    }

    /// Asks for a document, which must be there.
    pub fn get(&self, path: &str) -> Value {
        self.ask("GET", path, "text/plain", "")
    }

    /// Sends something, which must be taken.
    pub fn post(&self, path: &str, kind: &str, body: &str) -> Value {
        self.ask("POST", path, kind, body)
    }

    fn ask(&self, method: &str, path: &str, kind: &str, body: &str) -> Value {
        let Self { authority, token, .. } = self;
        let head = format!(
            "{method} {path} HTTP/1.0\r\nHost: {authority}\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let mut stream = TcpStream::connect(authority).unwrap();
        stream.write_all((head + body).as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, document) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap();
        assert!(["200", "202"].contains(&status), "{method} {path}: {answer}");
        serde_json::from_str(document).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended already is as good.
        let _ended = self.process.kill();
        let _waited = self.process.wait();
    }
}
