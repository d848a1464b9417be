//! A small node with known content, and questions to it without a socket.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::Response;
use jiff::civil::{Date, date};
use serde_json::Value;
use server::{Service, Token, router};
use store::node::Node;
use tempfile::TempDir;
use tower::ServiceExt as _;
use vocabulary::finding::FalseShare;
use vocabulary::handling::Reader;
use vocabulary::submission::Extent;
use workflows::detect::{Question, detect};
use workflows::ingest::{Outcome, Submitted, ingest};
use workflows::make_node::make_node;
use workflows::withdraw::{Withdrawal, withdraw};

/// The day on which everything is asked.
pub const TODAY: Date = date(2021, 2, 15);
/// The port the service believes in.
pub const PORT: u16 = 8642;

/// A node in a directory of its own, removed at the end.
pub struct Fixture {
    directory: TempDir,
    pub app: Router,
    pub token: Token,
    /// The node itself.
    pub node: Node,
    /// What serves it, where its jobs stand on the disk.
    service: Option<Service>,
    /// The submission of rows.
    pub submission: String,
    /// The submission that was withdrawn, and the withdrawal.
    pub withdrawn: String,
}

/// An answer as a client sees it.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Fixture {
    /// A node with nothing in it.
    pub async fn empty() -> Self {
        let directory = TempDir::with_prefix("watchfire-test-").unwrap();
        let node = make_node(directory.path(), "Test node", [7; 64]).await.unwrap();
        Self::over(directory, node, [String::new(), String::new()])
    }

    /// A node with six years of months, a rise at the end, one bad row, and one withdrawn file.
    pub async fn filled() -> Self {
        let directory = TempDir::with_prefix("watchfire-test-").unwrap();
        let node = make_node(directory.path(), "Test node", [7; 64]).await.unwrap();
        let mut writer = node.into_writer("test").await.unwrap();
        let mut ids = Vec::new();
        for (number, payload) in [months(), OTHER.to_owned()].iter().enumerate() {
            let submitted = Submitted {
                file_name: ["seizures.csv", "mistake.csv"][number],
                file: &mut std::io::Cursor::new(payload.as_bytes()),
                mapping: MAPPING,
                today: TODAY,
                random: [number as u8 + 1; 80],
                reader: &Reader::local_administrator(),
                watch: &|_| {},
            };
            let Outcome::Stored(stored) = ingest(&mut writer, submitted).await.unwrap() else {
                panic!("the file must be stored")
            };
            ids.push(stored.header.id.to_string());
        }
        let reader = Reader::local_administrator();
        let withdrawal = Withdrawal {
            id: &ids[1],
            reason: "sent by mistake",
            extent: Extent::Hide,
            today: TODAY,
            random: [9; 16],
        };
        withdraw(&mut writer, &withdrawal, &reader).await.unwrap();
        let detected = detect(
            &mut writer,
            Question {
                as_of: TODAY,
                since: None,
                false_share: FalseShare::default(),
                ran_on: TODAY,
            },
            &reader,
        )
        .await
        .unwrap();
        assert!(!detected.signals.is_empty(), "the rise must be a signal");
        let node = writer.node().clone();
        Self::over(directory, node, [ids[0].clone(), ids[1].clone()])
    }

    /// The same node, served by one that does not wait for others who write.
    pub fn impatient(mut self) -> Self {
        self.node = self.node.clone().with_patience(Duration::ZERO);
        self.app = app(&self.node, &self.token);
        self
    }

    /// The same node, served with another patience for those who take nothing.
    pub fn with_sending_patience(mut self, patience: Duration) -> Self {
        self.app = router(service(&self.node, &self.token).with_sending_patience(patience));
        self
    }

    /// The same node, its jobs on the disk.
    pub fn with_jobs_on_disk(self) -> Self {
        self.served_as(|service| service)
    }

    /// The same node, its jobs on the disk, and whatever else the server is told.
    pub fn served_as(mut self, told: impl FnOnce(Service) -> Service) -> Self {
        let service = told(service(&self.node, &self.token)).with_jobs_on_disk().unwrap();
        service.go_on();
        self.app = router(service.clone());
        self.service = Some(service);
        self
    }

    /// The same node, served anew after its server ended in the midst of its work.
    pub async fn served_anew(self) -> Self {
        self.ended().await.with_jobs_on_disk()
    }

    /// What serves it.
    pub fn service(&self) -> &Service {
        self.service.as_ref().unwrap()
    }

    /// The same node, its server ended in the midst of its work.
    pub async fn ended(mut self) -> Self {
        self.service.take().unwrap().leave();
        self.app = Router::new();
        while self.node.jobs().is_err() {
            tokio::task::yield_now().await;
        }
        self
    }

    fn over(directory: TempDir, node: Node, [submission, withdrawn]: [String; 2]) -> Self {
        let token = Token::from_random(&[0x5a; 32]);
        let app = app(&node, &token);
        Self { directory, app, token, node, submission, withdrawn, service: None }
    }

    /// Damages the original file of the submission of rows.
    pub fn break_original(&self) {
        let path = self.directory.path().join(format!("payload/{}.original", self.submission));
        std::fs::write(path, b"not what was sealed").unwrap();
    }

    /// Asks with the token.
    pub async fn get(&self, path: &str) -> Answer {
        let bearer = format!("Bearer {}", self.token.reveal());
        let headers = [("host", "127.0.0.1:8642"), ("authorization", &bearer), REASON];
        self.ask("GET", path, &headers).await
    }

    /// Asks with the token; the answer must be JSON under status 200.
    pub async fn json(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(
            answer.status,
            StatusCode::OK,
            "{path}: {}",
            String::from_utf8_lossy(&answer.body)
        );
        assert_eq!(answer.headers["content-type"], "application/json");
        answer.json()
    }

    /// Sends a document with the token.
    pub async fn post(&self, path: &str, document: &Value) -> Answer {
        self.send(path, "application/json", document.to_string()).await
    }

    /// Sends anything with the token.
    pub async fn send(&self, path: &str, kind: &str, body: impl Into<Body>) -> Answer {
        let bearer = format!("Bearer {}", self.token.reveal());
        let kind = ("content-type", kind);
        let headers = [("host", "127.0.0.1:8642"), ("authorization", &bearer), REASON, kind];
        self.ask_with("POST", path, &headers, body.into()).await
    }

    /// Sends a document with the token; of the answer nothing is taken.
    pub async fn post_untaken(&self, path: &str, document: &Value) -> Response {
        let request = Request::post(path)
            .header("host", "127.0.0.1:8642")
            .header("authorization", format!("Bearer {}", self.token.reveal()))
            .header("content-type", "application/json")
            .header(REASON.0, REASON.1);
        let request = request.body(Body::from(document.to_string())).unwrap();
        self.app.clone().oneshot(request).await.unwrap()
    }

    /// Asks with these headers alone.
    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask_with(method, path, headers, Body::empty()).await
    }

    /// Sends anything with these headers alone.
    pub async fn ask_with(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.app.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 16 << 20).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

/// Why a test looks.
pub const REASON: (&str, &str) = ("x-watchfire-reason", "a%20test");

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The problem document, which must say what to do and nothing of the machine.
    pub fn problem(&self) -> Value {
        assert_eq!(self.headers["content-type"], "application/problem+json");
        let text = String::from_utf8(self.body.clone()).unwrap();
        for secret in ["/tmp", "watchfire-server-test", "sqlite", ".key"] {
            assert!(!text.contains(secret), "{text}");
        }
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        assert!(problem["detail"].as_str().is_some_and(|detail| !detail.is_empty()));
        problem
    }
}

/// Replaces what depends on vocabulary tables and on the fine tuning of scores.
pub fn steady(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(steady).collect(),
        Value::Object(fields) => {
            let redact = |(name, value): (String, Value)| {
                let is_tuned =
                    TUNED.contains(&name.as_str()) && (value.is_number() || value.is_string());
                let is_steadied = is_tuned || name.ends_with("digest");
                let value = if is_steadied { format!("[{name}]").into() } else { steady(value) };
                (name, value)
            };
            Value::Object(fields.into_iter().map(redact).collect())
        }
        other => other,
    }
}

const TUNED: [&str; 13] = [
    "posterior",
    "likelihood_ratio",
    "version",
    "reason",
    "series_looked_at",
    "name",
    "why",
    "score",
    "points",
    "expected",
    "bound",
    "p_value",
    "false_discovery_rate",
];

/// Most bytes of a file that the service takes.
pub const LARGEST_UPLOAD: u64 = 1 << 20;

/// Other bytes each time, as the service takes them: a system may have none to give.
#[expect(clippy::unnecessary_wraps, reason = "the service asks for a function that may fail")]
fn random() -> Option<[u8; 80]> {
    static COUNT: AtomicU32 = AtomicU32::new(100);
    let mut bytes = [0; 80];
    let count = COUNT.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    bytes.chunks_mut(4).for_each(|chunk| chunk.copy_from_slice(&count));
    Some(bytes)
}

fn app(node: &Node, token: &Token) -> Router {
    router(service(node, token))
}

fn service(node: &Node, token: &Token) -> Service {
    let service = Service::new(node.clone(), token.clone(), PORT, || TODAY);
    service.with_random(random).with_largest_upload(LARGEST_UPLOAD)
}

/// Seizures of fentanyl by month, 2015 to 2020: about five, and thirty in the last three months.
fn months() -> String {
    let line = |month: u32| {
        let events = if month >= 69 { 30 + month % 2 } else { 4 + month * 7 % 3 };
        let (year, month) = (2015 + month / 12, month % 12 + 1);
        format!("{year}-{month:02},Fentanyl,{events},x\n")
    };
    let lines: Vec<String> = (0..72).map(line).collect();
    format!("month,drug,events,suspect nationality\n{}2020-12,Heroin,many,x\n", lines.concat())
}

const OTHER: &str = "month,drug,events,suspect nationality\n2020-12,Cocaine,3,x\n";

/// The mapping of all files.
pub const MAPPING: &str = r#"
source = "test-customs"
title = "Seizures by month"
licence = "for tests"
kind = "observation"
coverage = "US"
replaces = "same-keys"
absent = "unknown"
retention_years = 10
indicator = "seizures-number"

[handling]
tlp = "TLP:GREEN"
purposes = ["public-health", "customs"]
subjects = "none"

[key]
columns = ["month", "drug"]

[known_at]
days_after_period = 20
because = "the service reports three weeks later"

[period]
column = "month"
forms = ["iso"]

[place]
constant = "US"

[[substance]]
column = "drug"

[[measure]]
column = "events"
unit = "count"
"#;
