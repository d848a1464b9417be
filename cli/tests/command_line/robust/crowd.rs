//! Many who send, and many who read, at once: nobody meets an error, and every reader sees a submission
//! whole or not at all.
//!
//! Each file says one month of the same substances. So every submission has as many rows as there are
//! substances, and every series has as many known points as there are submissions.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::ScopedJoinHandle;

use serde_json::{Value, json};

use super::http::Server;
use super::soak::{rounds, seconds_asked_for};
use crate::node::{MAPPING, Node, ledgers};

/// What all of them share.
struct Crowd {
    node: Node,
    server: Server,
    mapping: String,
    months: AtomicUsize,
    stored: AtomicUsize,
    is_over: AtomicBool,
}

impl Crowd {
    fn at(ledger: &str) -> Self {
        let node = Node::fresh_at(ledger);
        let mapping = MAPPING.replace("absent = \"zero\"", "absent = \"unknown\"");
        node.write("mapping.toml", &mapping);
        let server = Server::start(&node);
        let (months, stored) = (AtomicUsize::new(0), AtomicUsize::new(0));
        Self { node, server, mapping, months, stored, is_over: AtomicBool::new(false) }
    }

    /// A file that nobody has sent yet.
    fn next_file(&self) -> String {
        let month = self.months.fetch_add(1, Ordering::SeqCst);
        let mut file = "month,drug,events\n".to_owned();
        for (events, substance) in SUBSTANCES.iter().enumerate() {
            let (year, month) = (1900 + month / 12, month % 12 + 1);
            writeln!(file, "{year}-{month:02},{substance},{}", events + 1).unwrap();
        }
        file
    }

    /// Sends files over HTTP, follows each to its end, and finds it again.
    fn send(&self) {
        for _ in 0..files_each() {
            let part = |name: &str, file: &str, content: &str| {
                format!(
                    "--edge\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n\
                     {content}\r\n"
                )
            };
            let file = part("file", "; filename=\"sent.csv\"", &self.next_file());
            let body = part("mapping", "", &self.mapping) + &file + "--edge--\r\n";
            let kind = "multipart/form-data; boundary=edge";
            let begun = self.server.post("/api/v1/submissions", kind, &body);
            let href = begun["href"].as_str().unwrap().to_owned();
            let job = loop {
                let job = self.server.get(&href);
                if !["receiving", "waiting", "running"].contains(&job["state"].as_str().unwrap()) {
                    break job;
                }
                std::thread::yield_now();
            };
            assert_eq!(job["file"]["outcome"], "stored", "{job}");
            self.stored.fetch_add(1, Ordering::SeqCst);
            let id = job["file"]["submission"].as_str().unwrap();
            let found = self.server.get(&format!("/api/v1/submissions/{id}"));
            assert_eq!(found["rows_accepted"], SUBSTANCES.len());
        }
    }

    /// Takes in files from another process.
    fn ingest(&self) {
        let mapping = self.node.path("mapping.toml").display().to_string();
        for _ in 0..files_each() {
            let file = self.node.write("typed.csv", self.next_file());
            self.node.ok(&["ingest", &file, "--mapping", &mapping]);
            self.stored.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// Looks again and again until all are sent; what `look` counts must never fall, and must hold all
    /// that was acknowledged before.
    fn watch(&self, look: impl Fn(&Self) -> usize) -> usize {
        let (mut last, mut looks) = (0, 0);
        loop {
            let is_over = self.is_over.load(Ordering::SeqCst);
            let acknowledged = self.stored.load(Ordering::SeqCst);
            let seen = look(self);
            assert!(seen >= last && seen >= acknowledged, "{seen} after {last}, {acknowledged}");
            (last, looks) = (seen, looks + 1);
            if is_over {
                assert_eq!(seen, acknowledged, "a reader sees all in the end, and no more");
                return looks;
            }
        }
    }

    /// Counts submissions by their list.
    fn list(&self) -> usize {
        let mut seen = 0;
        loop {
            let page = self.server.get(&format!("/api/v1/submissions?limit=1000&after={seen}"));
            let items = page["items"].as_array().unwrap();
            for submission in items {
                assert_eq!(submission["rows_accepted"], SUBSTANCES.len(), "{submission}");
            }
            seen += items.len();
            if page["next_after"] == Value::Null {
                return seen;
            }
        }
    }

    /// Counts submissions by their rows.
    fn ask_in_sql(&self) -> usize {
        let statement = "SELECT rows, count(*) FROM (SELECT count(*) AS rows FROM observations \
                         GROUP BY submission) GROUP BY rows";
        let question = json!({ "statement": statement }).to_string();
        let answer = self.server.post("/api/v1/sql", "application/json", &question);
        match answer["rows"].as_array().unwrap().as_slice() {
            [] => 0,
            [row] if row[0] == SUBSTANCES.len() => {
                usize::try_from(row[1].as_u64().unwrap()).unwrap()
            }
            other => panic!("a submission is not whole: {other:?}"),
        }
    }

    /// Counts submissions by the points of each series.
    fn series(&self) -> usize {
        let page = self.server.get("/api/v1/series?cadence=month&limit=1000");
        let points =
            page["items"].as_array().unwrap().iter().map(|series| series["known"].as_u64());
        let points: Vec<u64> = points.map(Option::unwrap).collect();
        let different: BTreeSet<&u64> = points.iter().collect();
        assert!(different.len() <= 1, "a submission is not whole: {points:?}");
        assert!(points.is_empty() || points.len() >= SUBSTANCES.len());
        usize::try_from(points.first().copied().unwrap_or(0)).unwrap()
    }

    /// Counts submissions by proving the node from another process.
    fn verify(&self) -> usize {
        let proof = self.node.ok(&["verify", "--format", "json"]);
        let proof: Value = serde_json::from_str(&proof).unwrap();
        usize::try_from(proof["entries"].as_u64().unwrap()).unwrap()
    }
}

/// Lets all of them loose on a new node, and proves what stands in the end.
fn let_loose(ledger: &str) {
    let crowd = Crowd::at(ledger);
    std::thread::scope(|scope| {
        let readers = [
            ("lists", scope.spawn(|| crowd.watch(Crowd::list))),
            ("answers in SQL", scope.spawn(|| crowd.watch(Crowd::ask_in_sql))),
            ("lists of series", scope.spawn(|| crowd.watch(Crowd::series))),
            ("proofs", scope.spawn(|| crowd.watch(Crowd::verify))),
        ];
        let mut writers: Vec<_> = (0..3).map(|_| scope.spawn(|| crowd.send())).collect();
        writers.push(scope.spawn(|| crowd.ingest()));
        let ended: Vec<_> = writers.into_iter().map(ScopedJoinHandle::join).collect();
        // The readers end whatever became of the writers.
        crowd.is_over.store(true, Ordering::SeqCst);
        for (what, reader) in readers {
            eprintln!("{} {what}", reader.join().unwrap());
        }
        assert!(ended.iter().all(Result::is_ok), "a writer met an error");
    });
    let stored = crowd.stored.load(Ordering::SeqCst);
    eprintln!("{stored} submissions on {}", ledger.split(':').next().unwrap());
    drop(crowd.server);
    let doctor = crowd.node.ok(&["doctor"]);
    assert!(doctor.contains(&format!("{stored} entries verify")), "{doctor}");
    assert!(!doctor.contains("belongs to no submission"), "{doctor}");
}

/// How many files each writer sends to a node.
fn files_each() -> usize {
    // A node of thousands of small files answers slowly, so a long soak begins anew now and then.
    if seconds_asked_for().is_some() { 60 } else { 8 }
}

#[test]
fn many_who_send_and_read_at_once_meet_no_error_and_see_whole_submissions() {
    for _ in rounds(1) {
        for ledger in ledgers() {
            let_loose(&ledger);
        }
    }
}

const SUBSTANCES: [&str; 12] = [
    "heroin",
    "cocaine",
    "fentanyl",
    "amphetamine",
    "methamphetamine",
    "mdma",
    "ketamine",
    "morphine",
    "methadone",
    "codeine",
    "oxycodone",
    "tramadol",
];
