//! Every route answers in its documented shape, and pages follow each other.

use axum::http::StatusCode;
use insta::assert_json_snapshot;

use crate::fixture::{Fixture, steady};

/// The one series that the fixture's rise is in, as parameters.
const SERIES: &str =
    "source=test-customs&indicator=seizures-number&substance=fentanyl&place=US&cadence=month";

#[tokio::test]
async fn submissions_rejections_and_rows() {
    let node = Fixture::filled().await;
    let (id, withdrawn) = (&node.submission, &node.withdrawn);
    assert_json_snapshot!("health", steady(node.json("/api/v1/health").await));
    assert_json_snapshot!("submissions", steady(node.json("/api/v1/submissions").await));
    let one = node.json(&format!("/api/v1/submissions/{id}")).await;
    assert_json_snapshot!("submission", steady(one));
    let rejections = node.json(&format!("/api/v1/submissions/{id}/rejections")).await;
    assert_json_snapshot!("rejections", steady(rejections));
    let row = node.json(&format!("/api/v1/submissions/{id}/rows/2")).await;
    assert_json_snapshot!("row", row);
    let rejected = node.json(&format!("/api/v1/submissions/{id}/rows/74")).await;
    assert_eq!(rejected["rejections"][0]["column"], "events");
    let hidden = node.json(&format!("/api/v1/submissions/{withdrawn}")).await;
    let by = hidden["withdrawn_by"].as_str().unwrap();
    let withdrawal = node.json(&format!("/api/v1/submissions/{by}")).await;
    assert_eq!(withdrawal["content"]["kind"], "withdrawal");
    assert_eq!(withdrawal["content"]["of"], withdrawn.as_str());
    assert_eq!(node.json(&format!("/api/v1/submissions/{by}/rejections")).await["total"], 0);
    assert_eq!(
        node.get(&format!("/api/v1/submissions/{by}/rows/2")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn series_points_and_the_rows_behind() {
    let node = Fixture::filled().await;
    let list = node.json("/api/v1/series?substance=fentanyl&cadence=month").await;
    assert_json_snapshot!("series", list);
    let points = node.json(&format!("/api/v1/series/points?{SERIES}")).await;
    assert_eq!(points["points"].as_array().unwrap().len(), 72);
    assert_json_snapshot!("last_point", points["points"][71]);
    let rows = node.json(&format!("/api/v1/series/rows?{SERIES}&period=2020-12")).await;
    assert_json_snapshot!("rows", rows);
    let href = rows["items"][0]["href"].as_str().unwrap();
    let row = node.json(href).await;
    assert_eq!(row["cells"][2]["value"], points["points"][71]["value"]);
}

#[tokio::test]
async fn a_day_of_the_past_knows_less() {
    let node = Fixture::filled().await;
    let then = node.json(&format!("/api/v1/series/points?{SERIES}&as_of=2020-06-30")).await;
    let points = then["points"].as_array().unwrap();
    assert_eq!(points.last().unwrap()["period"], "2020-05");
    assert_eq!(then["asked_of"]["as_of"], "2020-06-30");
    let before = node.json("/api/v1/series?position=0").await;
    assert_eq!((&before["total"], &before["asked_of"]["position"]), (&0.into(), &0.into()));
}

#[tokio::test]
async fn signals_and_what_stands_behind() {
    let node = Fixture::filled().await;
    assert_json_snapshot!("run", steady(node.json("/api/v1/runs/latest").await));
    let list = node.json("/api/v1/signals?limit=1").await;
    let id = list["items"][0]["id"].as_str().unwrap().to_owned();
    assert!(id.starts_with("fentanyl.US.rise."), "{id}");
    assert_json_snapshot!("signals", steady(list));
    let mut shown = node.json(&format!("/api/v1/signals/{id}")).await;
    let points = shown["series"][0]["points"].as_array().unwrap().clone();
    shown["series"] = shown["series"].as_array().unwrap()[..1].to_vec().into();
    shown["series"][0]["points"] = points[points.len() - 1..].to_vec().into();
    shown["score_parts"] = shown["score_parts"].as_array().unwrap()[..1].to_vec().into();
    shown["findings"] = shown["findings"].as_array().unwrap()[..1].to_vec().into();
    assert_json_snapshot!("signal", steady(shown));
    let rows = node.json(&format!("/api/v1/signals/{id}/rows")).await;
    assert_json_snapshot!("signal_rows", steady(rows));
    let other = node.json(&format!("/api/v1/signals/{id}/rows?finding=2&as_of=2021-02-15")).await;
    assert_ne!(other["finding"]["period"], "2020-12");
}

#[tokio::test]
async fn words_are_looked_up() {
    let node = Fixture::empty().await;
    let indicators = node.json("/api/v1/indicators?text=seizures-number").await;
    assert_json_snapshot!("indicators", steady(indicators));
    let substances = node.json("/api/v1/substances?text=XYLAZINE&limit=1").await;
    assert_eq!(substances["items"][0]["id"], "xylazine");
    let places = node.json("/api/v1/places?text=connecticut").await;
    let ids: Vec<_> =
        places["items"].as_array().unwrap().iter().map(|place| place["id"].clone()).collect();
    assert!(ids.contains(&"US-CT".into()), "{ids:?}");
}

#[tokio::test]
async fn pages_follow_each_other() {
    let node = Fixture::empty().await;
    let first = node.json("/api/v1/substances?limit=3").await;
    assert_eq!((first["items"].as_array().unwrap().len(), &first["next_after"]), (3, &3.into()));
    let second = node.json("/api/v1/substances?limit=3&after=3").await;
    assert_ne!(first["items"][2], second["items"][0]);
    let total = first["total"].as_u64().unwrap();
    let last = node.json(&format!("/api/v1/substances?after={}", total - 1)).await;
    assert_eq!((last["items"].as_array().unwrap().len(), last["next_after"].is_null()), (1, true));
    let usual = node.json("/api/v1/places").await;
    assert_eq!(usual["items"].as_array().unwrap().len(), 100);
}

#[tokio::test]
async fn an_empty_node_says_that_nothing_has_run() {
    let node = Fixture::empty().await;
    assert_eq!(node.json("/api/v1/submissions").await["total"], 0);
    assert_eq!(node.json("/api/v1/series").await["total"], 0);
    for path in
        ["/api/v1/runs/latest", "/api/v1/signals", "/api/v1/signals/x.US.rise.2020-01-01.v1"]
    {
        let answer = node.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(answer.problem()["type"], "urn:watchfire:problem:no-run", "{path}");
    }
}

#[tokio::test]
async fn every_series_was_looked_at_or_left_out_for_a_reason() {
    let node = Fixture::filled().await;
    let told = node.json("/api/v1/runs/left-out").await;
    let day = told["run"]["as_of"].as_str().unwrap();
    let all = node.json(&format!("/api/v1/series?subgroups=any&limit=1&as_of={day}")).await;
    let number = |value: &serde_json::Value| value.as_u64().unwrap();
    let (run, left_out) = (&told["run"], &told["left_out"]);
    let sum = number(&run["series_looked_at"])
        + number(&run["series_not_assessable"])
        + number(&left_out["series_silent"]);
    assert_eq!(sum, number(&all["total"]), "{told}");
    assert!(
        left_out["held_back"].as_array().unwrap().len() as u64
            <= number(&left_out["held_back_total"])
    );
}
