//! What is kept so that nobody waits: the same as made anew, and gone with what it was made of.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::fixture::{Fixture, MAPPING};
use crate::uploads::{FORM, form};

const SPARKLINES: &str = "/api/v1/signals/sparklines";
const LIST: &str = "/api/v1/series";
const POINTS: &str = "/api/v1/series/points?source=test-customs&indicator=seizures-number\
                      &substance=fentanyl&place=US&cadence=month";

fn kept_files(node: &Fixture) -> usize {
    let files = std::fs::read_dir(node.node.directory().join("drawn")).unwrap();
    files.count()
}

#[tokio::test]
async fn what_a_run_keeps_to_be_drawn_is_what_the_facts_say_to_the_byte() {
    let node = Fixture::filled().await;
    assert_eq!(kept_files(&node), 1);
    let kept = node.get(SPARKLINES).await;
    assert_eq!(kept.status, StatusCode::OK);
    let first = &kept.json()["items"][0];
    assert_eq!(first["points"].as_array().unwrap().len(), 60);
    assert_eq!(first["points"][59]["is_alarm"], true, "{first}");
    let folder = node.node.directory().join("drawn");
    // Without the facts' help: what is kept is what was shown.
    let file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("2020-12", "2099-12")).unwrap();
    let altered = node.get(SPARKLINES).await.json();
    assert_eq!(altered["items"][0]["points"][59]["period"], "2099-12");
    for damage in [Some("no such text"), None] {
        match damage {
            Some(damage) => std::fs::write(&file, damage).unwrap(),
            None => std::fs::remove_dir_all(&folder).unwrap(),
        }
        assert_eq!(node.get(SPARKLINES).await.body, kept.body);
    }
}

#[tokio::test]
async fn what_is_erased_is_neither_drawn_nor_listed_any_more() {
    let node = Fixture::filled().await;
    let id = node.json("/api/v1/signals").await["items"][0]["id"].as_str().unwrap().to_owned();
    let behind = format!("/api/v1/signals/{id}");
    // All of it is in memory by now.
    assert!(!node.json(SPARKLINES).await["items"][0]["points"].as_array().unwrap().is_empty());
    assert_eq!(node.get(POINTS).await.status, StatusCode::OK);
    assert!(node.json(LIST).await["total"].as_u64().unwrap() > 0);
    assert!(node.json(&behind).await["series_total"].as_u64().unwrap() > 0);
    let act = json!({ "reason": "asked by a court", "extent": "erase" });
    let path = format!("/api/v1/submissions/{}/withdrawal", node.submission);
    let answer = node.post(&path, &act).await;
    assert!(answer.status.is_success(), "{}", String::from_utf8_lossy(&answer.body));
    assert_eq!(kept_files(&node), 0);
    let drawn = node.json(SPARKLINES).await;
    assert!(drawn["items"].as_array().unwrap().iter().all(|one| one["points"] == json!([])));
    assert_eq!(node.get(POINTS).await.status, StatusCode::NOT_FOUND);
    let position = "&position=1";
    assert_eq!(node.get(&format!("{POINTS}{position}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(node.json(LIST).await["total"], 0);
    assert_eq!(node.json(&behind).await["series_total"], 0);
}

#[tokio::test]
async fn a_new_submission_and_its_withdrawal_show_at_once() {
    let node = Fixture::filled().await;
    let december = async || -> Value {
        let points = node.json(POINTS).await["points"].clone();
        points.as_array().unwrap().iter().find(|one| one["period"] == "2020-12").unwrap().clone()
    };
    let (before, listed) = (december().await, node.json(LIST).await);
    let file = "month,drug,events\n2020-12,Fentanyl,7\n2020-12,Cocaine,3\n";
    let body = form(&[("file", Some("more.csv"), file), ("mapping", None, MAPPING)]);
    let stored = node.finished(&node.send("/api/v1/submissions", FORM, body).await).await;
    assert_eq!(december().await["count"], 7, "{stored}");
    assert!(node.json(LIST).await["total"].as_u64() > listed["total"].as_u64());
    let id = stored["file"]["submission"].as_str().unwrap();
    let act = json!({ "reason": "sent by mistake", "extent": "hide" });
    let answer = node.post(&format!("/api/v1/submissions/{id}/withdrawal"), &act).await;
    assert!(answer.status.is_success(), "{}", String::from_utf8_lossy(&answer.body));
    assert_eq!(december().await, before);
    assert_eq!(node.json(LIST).await["items"], listed["items"]);
}
