//! The node detects by itself: after submissions, and by the clock that it is handed.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::civil::{DateTime, date};
use serde_json::{Value, json};
use server::Schedule;

use crate::fixture::Fixture;
use crate::uploads::month;

impl Fixture {
    /// The jobs of a kind, once none is unfinished.
    pub async fn finished_jobs(&self, kind: &str) -> Vec<Value> {
        while self.json("/api/v1/jobs?which=unfinished").await["total"] != 0 {
            tokio::task::yield_now().await;
        }
        let all = self.json("/api/v1/jobs").await["items"].as_array().unwrap().clone();
        all.into_iter().filter(|job| job["kind"] == kind).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_submissions_close_together_lead_to_one_run() {
    let quiet = |service: server::Service| service.with_detection_after(Duration::from_millis(200));
    let node = Fixture::filled().await.served_as(quiet);
    let mut begun = Vec::new();
    for number in 1..=5 {
        begun.push(node.upload(&month(&format!("2020-{number:02}"), number)).await);
    }
    for job in &begun {
        assert_eq!(node.finished(job).await["file"]["outcome"], "stored");
    }
    let detections = node.finished_jobs("detection").await;
    let [only] = detections.as_slice() else { panic!("{detections:#?}") };
    assert_eq!((&only["state"], &only["asked_by"]), (&"done".into(), &"submission".into()));
    assert_eq!(only["steps_done"], only["steps_total"], "{only}");
    assert!(only["steps_total"].as_u64() > Some(0), "{only}");
    let latest = node.json("/api/v1/runs/latest").await;
    assert_eq!(latest["position"], node.json("/api/v1/health").await["position"]);
    assert_eq!(node.json("/api/v1/runs").await["total"], 2);
    // What stands already is no submission.
    node.finished(&node.upload(&month("2020-01", 1)).await).await;
    assert_eq!(node.finished_jobs("detection").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moment_of_the_schedule_counts_once_also_when_it_was_missed() {
    let time = Arc::new(Mutex::new(date(2021, 2, 14).at(5, 0, 0, 0)));
    let set = |now: DateTime| *time.lock().unwrap() = now;
    let served = || {
        let time = Arc::clone(&time);
        move |service: server::Service| {
            let service = service.with_clock(move || *time.lock().unwrap());
            service.with_schedule(Schedule::parse("daily at 06:00").unwrap())
        }
    };
    let node = Fixture::filled().await.served_as(served());
    let detections = async |node: &Fixture| node.finished_jobs("detection").await.len();
    let look = async |node: &Fixture| node.service().look_at_schedule().await;
    let told = node.json("/api/v1/schedule").await;
    let expected = json!({
        "after_submissions_s": null, "every": "daily at 06:00", "next_at": "2021-02-14T06:00:00Z",
        "watches_drop_folder": false,
    });
    assert_eq!(told, expected);
    look(&node).await;
    assert_eq!(detections(&node).await, 0, "the first look is no moment");
    set(date(2021, 2, 14).at(6, 0, 30, 0));
    look(&node).await;
    look(&node).await;
    assert_eq!(detections(&node).await, 1);
    // Two moments pass while no server runs: they count once.
    let node = node.ended().await;
    set(date(2021, 2, 16).at(7, 0, 0, 0));
    let node = node.served_as(served());
    look(&node).await;
    assert_eq!(detections(&node).await, 2);
    let jobs = node.finished_jobs("detection").await;
    assert_eq!(jobs[0]["found"], "nothing new since run 1: it stands for this too");
    assert!(jobs.iter().all(|job| job["asked_by"] == "schedule"), "{jobs:#?}");
    assert_eq!(jobs[1]["asked_at"], "2021-02-16T07:00:00Z");
    assert_eq!(
        node.json("/api/v1/runs").await["total"],
        1,
        "nothing came in, and the day is the same"
    );
}
