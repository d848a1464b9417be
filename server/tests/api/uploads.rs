//! Files are sent, read by jobs, withdrawn; and what cannot be taken is told.

use axum::body::Body;
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::fixture::{Answer, Fixture, LARGEST_UPLOAD, MAPPING};

pub const FORM: &str = "multipart/form-data; boundary=edge";

/// A form of parts: name, file name where it is a file, and content.
pub fn form(parts: &[(&str, Option<&str>, &str)]) -> String {
    let part = |(name, file, content): &(&str, Option<&str>, &str)| {
        let file = file.map_or_else(String::new, |file| format!("; filename=\"{file}\""));
        format!(
            "--edge\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n{content}\r\n"
        )
    };
    parts.iter().map(part).collect::<String>() + "--edge--\r\n"
}

/// A file of one month.
pub fn month(month: &str, events: u32) -> String {
    format!("month,drug,events\n{month},Cocaine,{events}\n")
}

impl Fixture {
    pub async fn upload(&self, file: &str) -> Answer {
        let body = form(&[("mapping", None, MAPPING), ("file", Some("sent.csv"), file)]);
        self.send("/api/v1/submissions", FORM, body).await
    }

    /// Follows a job to its end.
    pub async fn finished(&self, begun: &Answer) -> Value {
        let text = String::from_utf8_lossy(&begun.body);
        assert_eq!(begun.status, StatusCode::ACCEPTED, "{text}");
        let href = begun.headers["location"].to_str().unwrap().to_owned();
        assert_eq!(begun.json()["href"], href.as_str());
        loop {
            let job = self.json(&href).await;
            if ["done", "failed", "stopped"].iter().any(|end| job["state"] == *end) {
                return job;
            }
            tokio::task::yield_now().await;
        }
    }
}

#[tokio::test]
async fn a_file_that_is_sent_stands_and_can_be_withdrawn() {
    let node = Fixture::empty().await;
    let file = format!("{}2020-12,Heroin,many\n", month("2020-12", 3));
    let job = node.finished(&node.upload(&file).await).await;
    assert_eq!((&job["kind"], &job["state"]), (&"submission".into(), &"done".into()));
    assert_eq!(job["bytes_received"], file.len());
    assert_eq!(job["bytes_read"], file.len());
    let outcome = &job["file"];
    assert_eq!(outcome["outcome"], "stored");
    assert_eq!((&outcome["rows_read"], &outcome["rows_accepted"]), (&2.into(), &1.into()));
    assert_eq!(outcome["rejections_total"], 1);
    let id = outcome["submission"].as_str().unwrap();
    assert_eq!(node.json(&format!("/api/v1/submissions/{id}")).await["file_name"], "sent.csv");
    let csv = node.get(&format!("/api/v1/submissions/{id}/rejections.csv")).await;
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8; header=present");
    let text = String::from_utf8(csv.body).unwrap();
    assert!(text.starts_with("row,column,value,reason\n3,events,many,"), "{text}");
    // The same file again, and another one under the same mapping.
    let again = node.finished(&node.upload(&file).await).await;
    assert_eq!(again["file"]["outcome"], "repeated");
    assert_eq!(again["file"]["submission"], id);
    let next = month("2021-01", 4);
    let body = form(&[("file", Some("../../next.csv"), &next), ("mapping_of", None, id)]);
    let next = node.finished(&node.send("/api/v1/submissions", FORM, body).await).await;
    let next = next["file"]["submission"].as_str().unwrap().to_owned();
    assert_eq!(node.json(&format!("/api/v1/submissions/{next}")).await["file_name"], "next.csv");
    // A withdrawal counts once.
    let path = format!("/api/v1/submissions/{id}/withdrawal");
    let withdrawn = node.post(&path, &json!({ "reason": "a rehearsal" })).await;
    assert_eq!(withdrawn.json(), json!({ "submission": id, "position": 3 }));
    let twice = node.post(&path, &json!({ "reason": "a rehearsal" })).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    twice.problem();
    let empty = node.post(&path, &json!({ "reason": " " })).await;
    assert_eq!(empty.status, StatusCode::BAD_REQUEST);
    assert_eq!(node.json("/api/v1/submissions").await["total"], 3);
}

#[tokio::test]
async fn while_a_file_comes_the_job_says_how_far_it_is() {
    let node = Fixture::empty().await;
    let file = month("2020-12", 3);
    let whole = form(&[("mapping", None, MAPPING), ("file", Some("slow.csv"), &file)]);
    // The connection stops for a while in the middle of the file.
    let cut = whole.find(&file).unwrap() + 20;
    let (sender, mut pieces) = tokio::sync::mpsc::channel::<Vec<u8>>(1);
    let body = Body::from_stream(futures::stream::poll_fn(move |context| {
        pieces.poll_recv(context).map(|piece| piece.map(Ok::<_, std::io::Error>))
    }));
    let watch = async {
        sender.send(whole.as_bytes()[..cut].to_vec()).await.unwrap();
        loop {
            let job = node.json("/api/v1/jobs").await["items"][0].clone();
            if job["bytes_received"].as_u64() > Some(0) {
                assert_eq!(job["state"], "receiving");
                assert!(job["bytes_received"].as_u64().unwrap() <= 20, "{job}");
                break;
            }
            tokio::task::yield_now().await;
        }
        sender.send(whole.as_bytes()[cut..].to_vec()).await.unwrap();
        drop(sender);
    };
    let (begun, ()) = tokio::join!(node.send("/api/v1/submissions", FORM, body), watch);
    let job = node.finished(&begun).await;
    assert_eq!(
        (&job["bytes_received"], &job["bytes_read"]),
        (&file.len().into(), &file.len().into())
    );
    assert_eq!(job["file"]["outcome"], "stored");
}

#[tokio::test]
async fn a_connection_that_breaks_leaves_nothing() {
    let node = Fixture::empty().await;
    let file = month("2020-12", 3).repeat(100);
    let whole = form(&[("mapping", None, MAPPING), ("file", Some("a.csv"), &file)]);
    let (sender, mut pieces) = tokio::sync::mpsc::channel(1);
    let body =
        Body::from_stream(futures::stream::poll_fn(move |context| pieces.poll_recv(context)));
    let watch = async {
        sender.send(Ok(whole.as_bytes()[..whole.len() - 30].to_vec())).await.unwrap();
        while node.json("/api/v1/jobs").await["items"][0]["bytes_received"].as_u64() <= Some(0) {
            tokio::task::yield_now().await;
        }
        sender.send(Err(std::io::Error::other("the connection broke"))).await.unwrap();
    };
    let (answer, ()) = tokio::join!(node.send("/api/v1/submissions", FORM, body), watch);
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(node.json("/api/v1/jobs").await["items"][0]["state"], "failed");
    assert_eq!(node.json("/api/v1/submissions").await["total"], 0);
}

#[tokio::test]
async fn what_is_refused_before_a_file_came_is_no_job() {
    let node = Fixture::empty().await;
    for address in ["submissions", "previews", "coverage", "proposals"] {
        let body = form(&[("mapping", None, MAPPING)]);
        let answer = node.send(&format!("/api/v1/{address}"), FORM, body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{address}");
    }
    assert_eq!(node.json("/api/v1/jobs").await["total"], 0);
    let late = form(&[("file", Some("a.csv"), &month("2020-12", 3))]);
    node.send("/api/v1/submissions", FORM, late).await;
    let jobs = node.json("/api/v1/jobs").await;
    let detail = jobs["items"][0]["problem"]["detail"].as_str().unwrap();
    assert!(detail.contains("no part `mapping`"), "{jobs}");
}

#[tokio::test]
async fn rejections_as_a_table_hold_no_formulas() {
    let node = Fixture::empty().await;
    let file = format!("{}2020-12,Heroin,=1+1\n2020-11,Heroin,-5\n", month("2020-12", 3));
    let job = node.finished(&node.upload(&file).await).await;
    let id = job["file"]["submission"].as_str().unwrap().to_owned();
    let csv = node.get(&format!("/api/v1/submissions/{id}/rejections.csv")).await;
    let text = String::from_utf8(csv.body).unwrap();
    assert!(text.contains("3,events,'=1+1,") && text.contains("4,events,-5,"), "{text}");
    let mend = node.get(&format!("/api/v1/submissions/{id}/rejected.csv")).await;
    assert_eq!(mend.headers["content-type"], "text/csv; charset=utf-8; header=present");
}

#[tokio::test]
async fn a_preview_stores_nothing() {
    let node = Fixture::empty().await;
    let body = form(&[("mapping", None, MAPPING), ("file", Some("a.csv"), &month("2020-12", 3))]);
    let job = node.finished(&node.send("/api/v1/previews", FORM, body).await).await;
    assert_eq!((&job["file"]["outcome"], &job["file"]["facts"]), (&"previewed".into(), &1.into()));
    assert_eq!(job["file"]["submission"], Value::Null);
    assert_eq!(node.json("/api/v1/submissions").await["total"], 0);
}

#[tokio::test]
async fn a_detection_is_started_and_gives_its_run() {
    let node = Fixture::filled().await;
    let begun = node.post("/api/v1/runs", &json!({ "as_of": "2021-02-14" })).await;
    let job = node.finished(&begun).await;
    assert_eq!((&job["state"], &job["run"]["number"]), (&"done".into(), &2.into()));
    let runs = node.json("/api/v1/runs").await;
    assert_eq!((&runs["total"], &runs["items"][0]["as_of"]), (&2.into(), &"2021-02-14".into()));
    let after = node.post("/api/v1/runs", &json!({ "since": "2021-02-16" })).await;
    assert_eq!(after.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(after.problem()["detail"].as_str().unwrap().contains("earlier day"));
}

#[tokio::test]
async fn a_file_that_will_not_do_fails_with_the_reason() {
    let node = Fixture::empty().await;
    let check = async |mapping: &str, file: &str, words: &str| {
        let body = form(&[("mapping", None, mapping), ("file", Some("a.csv"), file)]);
        let job = node.finished(&node.send("/api/v1/submissions", FORM, body).await).await;
        assert_eq!(job["state"], "failed", "{job}");
        let detail = job["problem"]["detail"].as_str().unwrap();
        assert!(detail.contains(words), "{detail}");
    };
    check("source = 1", "a\n1\n", "mapping").await;
    check(MAPPING, "", "empty").await;
    check(MAPPING, "a,b\n1,2\n", "no column").await;
    let rejected = node.finished(&node.upload("month,drug,events\nx,y,z\n").await).await;
    assert_eq!(rejected["file"]["outcome"], "all-rejected");
    assert!(rejected["file"]["rejections_total"].as_u64().unwrap() > 0);
    let rows = ["rows_read", "rows_accepted", "facts"].map(|name| rejected["file"][name].clone());
    assert_eq!(rows, [json!(1), json!(0), json!(0)]);
    assert_eq!(node.json("/api/v1/submissions").await["total"], 0);
    assert_eq!(node.json("/api/v1/jobs").await["total"], 4);
}

#[tokio::test]
async fn a_form_that_will_not_do_is_refused_at_once() {
    let node = Fixture::empty().await;
    let check = async |kind: &str, body: String, status: StatusCode| {
        let answer = node.send("/api/v1/submissions", kind, body.clone()).await;
        let start = body.chars().take(60).collect::<String>();
        assert_eq!(answer.status, status, "{start}");
        answer.problem();
    };
    let file = ("file", Some("a.csv"), "a\n1\n");
    let mapping = ("mapping", None, MAPPING);
    check("text/csv", "a\n1\n".to_owned(), StatusCode::UNSUPPORTED_MEDIA_TYPE).await;
    check("multipart/form-data", form(&[file]), StatusCode::UNSUPPORTED_MEDIA_TYPE).await;
    check(FORM, form(&[file]), StatusCode::BAD_REQUEST).await;
    check(FORM, form(&[mapping]), StatusCode::BAD_REQUEST).await;
    check(FORM, form(&[file, mapping, file]), StatusCode::BAD_REQUEST).await;
    check(FORM, form(&[file, mapping, ("x", None, "")]), StatusCode::BAD_REQUEST).await;
    check(FORM, "--edge\r\nbroken".to_owned(), StatusCode::BAD_REQUEST).await;
    check(FORM, form(&[("mapping_of", None, &"0".repeat(26)), file]), StatusCode::NOT_FOUND).await;
    let large = "x".repeat(usize::try_from(LARGEST_UPLOAD).unwrap() + 1);
    let too_large = StatusCode::PAYLOAD_TOO_LARGE;
    check(FORM, form(&[mapping, ("file", Some("a"), &large)]), too_large).await;
    check(FORM, form(&[("mapping", None, &large[..300_000]), file]), too_large).await;
    // What came in part has failed, and holds nothing up.
    let jobs = node.json("/api/v1/jobs").await;
    let mut jobs = jobs["items"].as_array().unwrap().iter();
    assert!(jobs.all(|job| job["state"] == "failed"));
    assert!(node.json("/api/v1/submissions").await["total"] == 0);
}

#[tokio::test]
async fn while_another_process_writes_nothing_is_half_done() {
    let node = Fixture::filled().await.impatient();
    let other = node.node.clone().into_writer("another process").await.unwrap();
    let path = format!("/api/v1/submissions/{}/withdrawal", node.submission);
    let answer = node.post(&path, &json!({ "reason": "too early" })).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.problem()["type"], "urn:watchfire:problem:busy");
    drop(other);
    assert_eq!(node.post(&path, &json!({ "reason": "now" })).await.status, StatusCode::OK);
}
