//! What comes over a socket before a request is whole: without end, too large, or nothing.

use std::time::Duration;

use axum::body::Body;
use axum::http::StatusCode;
use server::{Service, Token, listen};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::fixture::{Fixture, TODAY};

/// A node that listens on a port of its own.
struct Heard {
    _fixture: Fixture,
    port: u16,
    stop: oneshot::Sender<()>,
    served: JoinHandle<std::io::Result<()>>,
}

impl Heard {
    async fn new(patience: Duration) -> Self {
        let fixture = Fixture::empty().await;
        let listening = listen(0).await.unwrap().with_header_patience(patience);
        let port = listening.port();
        let token = Token::from_random(&[0x5a; 32]);
        let service = Service::new(fixture.node.clone(), token, port, || TODAY);
        let (stop, stopped) = oneshot::channel();
        let served = tokio::spawn(listening.serve(service, async move {
            let _told = stopped.await;
        }));
        Self { _fixture: fixture, port, stop, served }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(("127.0.0.1", self.port)).await.unwrap()
    }

    /// Sends something, and reads all that comes until the node ends the connection.
    async fn say(&self, sent: &str) -> String {
        let mut stream = self.connect().await;
        // The node may end it before all is sent.
        let _cut = stream.write_all(sent.as_bytes()).await;
        read(&mut stream).await
    }

    fn asking(&self, more: &str) -> String {
        format!("GET /api/v1/session HTTP/1.1\r\nhost: 127.0.0.1:{}\r\n{more}", self.port)
    }
}

async fn read(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    let _cut = stream.read_to_end(&mut all).await;
    String::from_utf8_lossy(&all).into_owned()
}

fn status(answer: &str) -> Option<u16> {
    answer.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()
}

#[tokio::test]
async fn heads_that_are_too_large_are_refused_and_the_node_goes_on() {
    let heard = Heard::new(Duration::from_mins(10)).await;
    let large = heard.asking(&format!("cookie: {}\r\n\r\n", "x".repeat(500 << 10)));
    let many = heard.asking(&"a: b\r\n".repeat(101));
    for head in [large, format!("{many}\r\n")] {
        let answer = heard.say(&head).await;
        assert!(answer.is_empty() || status(&answer) == Some(431), "{answer}");
    }
    let usual = format!("cookie: {}\r\nconnection: close\r\n\r\n", "x".repeat(16 << 10));
    assert_eq!(status(&heard.say(&heard.asking(&usual)).await), Some(StatusCode::OK.as_u16()));
}

#[tokio::test]
async fn a_head_that_does_not_come_ends_the_connection() {
    let heard = Heard::new(Duration::from_millis(300)).await;
    let begun = ["", "GET /api", &heard.asking("cookie: x"), &heard.asking("\r\n")];
    let answers = futures::future::join_all(begun.iter().map(|begun| heard.say(begun))).await;
    for answer in &answers[..3] {
        assert!(answer.is_empty() || status(answer) == Some(408), "{answer}");
    }
    assert_eq!(status(&answers[3]), Some(200), "answered, and let go when no other comes");
}

#[tokio::test]
async fn a_document_that_does_not_come_is_not_waited_for() {
    let fixture = Fixture::empty().await.with_sending_patience(Duration::from_millis(100));
    let nothing = Body::from_stream(futures::stream::pending::<Result<Vec<u8>, std::io::Error>>());
    let answer = fixture.send("/api/v1/session", "application/json", nothing).await;
    assert_eq!(answer.status, StatusCode::REQUEST_TIMEOUT);
    assert!(answer.problem()["type"].as_str().unwrap().ends_with("too-slow"));
}

#[tokio::test]
async fn a_server_that_is_stopped_lets_go_of_those_who_ask_nothing() {
    let heard = Heard::new(Duration::from_mins(10)).await;
    let mut idle = heard.connect().await;
    idle.write_all(heard.asking("\r\n").as_bytes()).await.unwrap();
    let mut first = [0; 12];
    idle.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    heard.stop.send(()).unwrap();
    let _rest = read(&mut idle).await;
    heard.served.await.unwrap().unwrap();
}
