//! A server that is killed in the midst of its work: the next one goes on, and nothing is done twice.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use super::http::Server;
use crate::node::{MAPPING, Node, ledgers};

/// A file that takes a while to read.
fn many_rows() -> String {
    let mut file = "month,drug,events\n".to_owned();
    for row in 0..60_000 {
        let (year, month) = (1900 + row / 12 % 120, row % 12 + 1);
        writeln!(file, "{year}-{month:02},{},{row}", ["fentanyl", "heroin", "cocaine"][row % 3])
            .unwrap();
    }
    file
}

fn upload(server: &Server, file: &str) -> Value {
    let part = |name: &str, file: &str, content: &str| {
        format!(
            "--edge\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n{content}\r\n"
        )
    };
    let file = part("file", "; filename=\"sent.csv\"", file);
    let body = part("mapping", "", MAPPING) + &file + "--edge--\r\n";
    server.post("/api/v1/submissions", "multipart/form-data; boundary=edge", &body)
}

fn until(server: &Server, path: &str, is_so: impl Fn(&Value) -> bool) -> Value {
    loop {
        let told = server.get(path);
        if is_so(&told) {
            return told;
        }
        std::thread::yield_now();
    }
}

#[test]
fn a_submission_is_read_after_the_server_was_killed_twice_while_it_read() {
    for ledger in ledgers() {
        let node = Node::fresh_at(&ledger);
        let server = Server::start_with(&node, &["--detect-after", "never"]);
        assert_eq!(upload(&server, &many_rows())["id"], 1);
        let is_reading = |job: &Value| job["bytes_read"].as_u64() > Some(0);
        until(&server, "/api/v1/jobs/1", is_reading);
        drop(server);
        assert_eq!(node.submissions(), 0);
        let server = Server::start_with(&node, &["--detect-after", "never"]);
        until(&server, "/api/v1/jobs/1", |job| job["state"] == "running");
        drop(server);
        let server = Server::start_with(&node, &["--detect-after", "0"]);
        let job = until(&server, "/api/v1/jobs/1", |job| job["state"] == "done");
        assert_eq!(
            (&job["file"]["outcome"], &job["tries"]),
            (&"stored".into(), &3.into()),
            "{job}"
        );
        assert_eq!(job["file"]["rows_read"], 60_000);
        // What follows from it is done too, once, and outlives the next kill.
        let no_more = "/api/v1/jobs?which=unfinished";
        until(&server, no_more, |jobs| jobs["total"] == 0);
        drop(server);
        assert_eq!(node.submissions(), 1);
        let server = Server::start_with(&node, &["--detect-after", "0"]);
        let jobs = server.get("/api/v1/jobs");
        let kinds: Vec<&str> = jobs["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|job| job["kind"].as_str().unwrap())
            .collect();
        assert_eq!(kinds, ["submission", "detection"], "{jobs:#}");
        assert_eq!(server.get("/api/v1/runs")["total"], 1);
        drop(server);
        node.run(&["doctor", "--sweep"]);
        node.ok(&["doctor"]);
        node.ok(&["verify"]);
        let left = fs::read_dir(node.node_directory().join("jobs")).unwrap();
        let left = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        assert!(left.filter(|name| name.contains(".file")).count() == 0, "no upload is left");
    }
}

#[test]
fn dropped_files_are_handled_once_though_the_server_is_killed_again_and_again() {
    let node = Node::fresh();
    let folder = node.path("drop");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("mapping.toml"), MAPPING).unwrap();
    for number in 1..=6 {
        let file = format!("month,drug,events\n2020-{number:02},heroin,{number}\n");
        fs::write(folder.join(format!("{number}.csv")), file).unwrap();
    }
    let drop_folder = folder.display().to_string();
    let serve = || Server::start_with(&node, &["--drop", &drop_folder, "--detect-after", "never"]);
    for jobs in [1, 3] {
        let server = serve();
        until(&server, "/api/v1/jobs", |told| told["total"].as_u64() >= Some(jobs));
        drop(server);
    }
    let server = serve();
    until(&server, "/api/v1/jobs?which=unfinished&first=latest", |jobs| {
        jobs["total"] == 0 && !folder.join("6.csv").exists()
    });
    for number in 1..=6 {
        let outcome = folder.join(format!("done/{number}.csv.outcome.json"));
        let outcome: Value = serde_json::from_str(&fs::read_to_string(outcome).unwrap()).unwrap();
        let what = outcome["outcome"].as_str().unwrap();
        assert!(["stored", "repeated"].contains(&what), "{outcome}");
    }
    assert_eq!(node.submissions(), 6);
    assert_eq!(server.get("/api/v1/jobs")["total"], 6, "each file is one job");
    assert!(!folder.join("failed").exists());
}

#[test]
fn a_second_server_and_a_folder_that_holds_the_node_are_refused() {
    let node = Node::fresh();
    let server = Server::start(&node);
    let second = node.run(&["serve", "--port", "0"]);
    assert!(second.status != 0 && second.errors.contains("already"), "{}", second.errors);
    drop(server);
    let inside = node.node_directory().display().to_string();
    let refused = node.run(&["serve", "--port", "0", "--drop", &inside]);
    assert!(
        refused.status == 2 && refused.errors.contains("choose a folder apart"),
        "{}",
        refused.errors
    );
    let refused = node.run(&["serve", "--port", "0", "--detect-every", "at noon"]);
    assert!(refused.status == 2 && refused.errors.contains("daily at 06:00"), "{}", refused.errors);
}
