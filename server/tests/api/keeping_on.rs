//! Jobs outlive the server, can be stopped, and never do the same twice.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::fixture::{Answer, Fixture, MAPPING};
use crate::uploads::{FORM, form, month};

impl Fixture {
    async fn stop(&self, begun: &Answer) -> Value {
        let href = begun.json()["href"].as_str().unwrap().to_owned();
        let answer = self.send(&format!("{href}/stop"), "", "").await;
        assert_eq!(answer.status, StatusCode::OK, "{href}");
        answer.json()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_submission_whose_file_is_there_is_read_by_the_next_server() {
    let node = Fixture::empty().await.with_jobs_on_disk();
    let other = node.node.clone().into_writer("another process").await.unwrap();
    let begun = node.upload(&month("2020-12", 3)).await;
    assert_eq!(begun.status, StatusCode::ACCEPTED);
    let waiting = node.json("/api/v1/jobs/1").await;
    assert_eq!(waiting["input"], json!({ "file_name": "sent.csv" }), "{waiting}");
    assert_eq!(waiting["asked_by"], "request");
    let anew = async {
        let next = node.served_anew().await;
        let job = next.finished(&begun).await;
        (next, job)
    };
    let ((), (node, job)) = tokio::join!(async { drop(other) }, anew);
    assert_eq!(job["state"], "done", "{job}");
    assert_eq!(job["file"]["outcome"], "stored");
    assert_eq!(job["asked_at"], "2021-02-15T00:00:00Z");
    assert_eq!(node.json("/api/v1/submissions").await["total"], 1);
    // Nothing is done again, and what it found is still told; numbers go on.
    let node = node.served_anew().await;
    let again = node.json("/api/v1/jobs/1").await;
    assert_eq!((&again["state"], &again["found"]), (&job["state"], &job["found"]), "{again}");
    assert_eq!(again["file"]["submission"], job["file"]["submission"]);
    let next = node.upload(&month("2021-01", 3)).await;
    assert_eq!(next.json()["id"], 2);
    node.finished(&next).await;
    assert_eq!(node.json("/api/v1/submissions").await["total"], 2);
    let latest = node.json("/api/v1/jobs?first=latest&limit=1").await;
    assert_eq!((&latest["items"][0]["id"], &latest["total"]), (&2.into(), &2.into()));
    assert_eq!(node.json("/api/v1/jobs?which=unfinished").await["total"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_gone_on_with_says_that_it_was_interrupted() {
    let node = Fixture::filled().await.with_jobs_on_disk();
    let truth = "id,event,expectation,truth_date,due,from,to,shown_since,source,indicator,substance,place,direction\n\
        T1,A rise made up for tests,raised,2020-12-31,2021-01-31,2000-06-01,2021-01-31,2020-10-01,test-customs,,fentanyl,US,rise\n";
    let begun = node.send("/api/v1/backtests?step=week", "text/csv", truth).await;
    assert_eq!(begun.status, StatusCode::ACCEPTED);
    let node = node.served_anew().await;
    let job = node.finished(&begun).await;
    assert_eq!(job["state"], "failed", "{job}");
    assert_eq!(job["problem"]["type"], "urn:watchfire:problem:interrupted");
    assert!(job["problem"]["detail"].as_str().unwrap().contains("ask for it again"), "{job}");
}

#[tokio::test]
async fn one_server_has_the_jobs_of_a_node() {
    let node = Fixture::empty().await.with_jobs_on_disk();
    let refused = node.node.jobs().unwrap_err().to_string();
    assert!(refused.contains("another `watchfire serve`"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_is_stopped_stores_nothing() {
    let node = Fixture::empty().await.with_jobs_on_disk();
    let rows = |from: u32| {
        let row = |n: u32| format!("{}-{:02},Cocaine,{n}\n", 1900 + n / 12 % 110, n % 12 + 1);
        format!("month,drug,events\n{}", (from..from + 30_000).map(row).collect::<String>())
    };
    let first = node.upload(&rows(0)).await;
    let second = node.upload(&rows(7)).await;
    // The second waits for the first; both end at once.
    let stopped = node.stop(&second).await;
    assert_eq!(stopped["state"], "stopped", "{stopped}");
    let read = async || node.json("/api/v1/jobs/1").await["bytes_read"].as_u64().unwrap();
    while read().await == 0 {
        tokio::task::yield_now().await;
    }
    let stopped = node.stop(&first).await;
    assert_eq!((&stopped["state"], &stopped["may_be_stopped"]), (&"stopped".into(), &false.into()));
    assert_eq!(node.stop(&first).await, stopped, "twice does no harm");
    assert_eq!(node.json("/api/v1/submissions").await["total"], 0);
    let well = node.finished(&node.send("/api/v1/checkups", "", "").await).await;
    assert_eq!(well["checkup"]["complaints_total"], 0, "{well}");
    // It is no obstacle to sending it again.
    let file = month("2020-12", 3);
    let job = node.finished(&node.upload(&file).await).await;
    assert_eq!(job["file"]["outcome"], "stored");
    let done = node.send("/api/v1/jobs/4/stop", "", "").await.json();
    assert_eq!(done["state"], "done", "what is done stays done: {done}");
    assert_eq!(node.send("/api/v1/jobs/99/stop", "", "").await.status, StatusCode::NOT_FOUND);
    let node = node.served_anew().await;
    assert_eq!(node.json("/api/v1/jobs/1").await["state"], "stopped");
}

#[tokio::test]
async fn the_same_detection_is_run_once() {
    let node = Fixture::filled().await;
    let asked = json!({ "as_of": "2021-02-14" });
    let first = node.finished(&node.post("/api/v1/runs", &asked).await).await;
    assert_eq!(first["run"]["number"], 2);
    let second = node.finished(&node.post("/api/v1/runs", &asked).await).await;
    assert_eq!(second["run"], first["run"]);
    assert!(second["found"].as_str().unwrap().contains("nothing new since run 2"), "{second}");
    assert_eq!(node.json("/api/v1/runs").await["total"], 2);
    let job = node.finished(&node.upload(&month("2021-01", 3)).await).await;
    assert_eq!(job["file"]["outcome"], "stored");
    let third = node.finished(&node.post("/api/v1/runs", &asked).await).await;
    assert_eq!(third["run"]["number"], 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_cell_of_a_file_stands_on_the_disk_unsealed() {
    let node = Fixture::empty().await.with_jobs_on_disk();
    let file = format!("{}2020-12,Heroin,John Doe\n", month("2020-12", 3));
    let stored = node.finished(&node.upload(&file).await).await;
    // Rows of customs are looked at where the look is on record, and not through the job that took them in.
    let outcome = (&stored["file"]["rejections_total"], &stored["file"]["rejections"]);
    assert_eq!(outcome, (&1.into(), &serde_json::json!([])), "{stored}");
    let body = form(&[("file", Some("a.csv"), &file), ("mapping", None, MAPPING)]);
    node.finished(&node.send("/api/v1/previews", FORM, body).await).await;
    let jobs = node.node.directory().join("jobs");
    for entry in std::fs::read_dir(jobs).unwrap() {
        // A file of a job that has just ended may be gone by now.
        let bytes = std::fs::read(entry.unwrap().path()).unwrap_or_default();
        assert!(!String::from_utf8_lossy(&bytes).contains("John Doe"));
    }
}
