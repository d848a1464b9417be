//! What somebody asks who looks around: a method tried on a series, and what is there.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::fixture::Fixture;

fn wanted(method: &str, settings: &Value) -> Value {
    let series = json!({
        "source": "test-customs", "indicator": "seizures-number", "substance": "fentanyl",
        "place": "US", "cadence": "month", "unit": "count",
    });
    json!({ "series": series, "method": method, "settings": settings })
}

#[tokio::test]
async fn a_method_is_tried_with_other_settings() {
    let node = Fixture::filled().await;
    let path = "/api/v1/series/assessments";
    let alarms = async |settings: Value| {
        let answer = node.post(path, &wanted("farringtonFlexible", &settings)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", String::from_utf8_lossy(&answer.body));
        let said = answer.json();
        let points = said["points"].as_array().unwrap().clone();
        assert_eq!(points.len(), 72, "every period is answered");
        assert_eq!(points[0]["is_alarm"], Value::Null, "no baseline yet");
        points.into_iter().filter(|point| point["is_alarm"] == true).collect::<Vec<_>>()
    };
    let found = alarms(json!({ "b": 3 })).await;
    assert_eq!(found.last().unwrap()["period"], "2020-12");
    let bound = found.last().unwrap()["upper_bound"].as_f64().unwrap();
    assert!(found.last().unwrap()["observed"].as_f64().unwrap() > bound);
    let strict = alarms(json!({ "b": 3, "alpha": 1e-12 })).await;
    let higher = strict.last().map_or(f64::INFINITY, |one| one["upper_bound"].as_f64().unwrap());
    assert!(higher > bound, "a smaller chance of a false alarm needs a higher bound");
}

#[tokio::test]
async fn settings_that_a_method_does_not_take_are_refused_in_its_words() {
    let node = Fixture::filled().await;
    let path = "/api/v1/series/assessments";
    let unusable = [
        ("earsC", json!({ "baselin": 7 }), "earsC has no such setting"),
        ("earsC", json!({ "baseline": "seven" }), "control.baseline"),
        ("ears", json!({}), "ears is not known"),
        ("scan", json!({}), "no column"),
    ];
    for (method, settings, words) in unusable {
        let answer = node.post(path, &wanted(method, &settings)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{method}");
        let problem = answer.problem();
        assert_eq!(problem["type"], "urn:watchfire:problem:bad-settings");
        assert!(problem["detail"].as_str().unwrap().contains(words), "{problem}");
    }
    let mut other = wanted("earsC", &json!({}));
    other["series"]["place"] = "DE".into();
    assert_eq!(node.post(path, &other).await.status, StatusCode::NOT_FOUND);
    other["series"]["place"] = "a place".into();
    assert_eq!(node.post(path, &other).await.status, StatusCode::BAD_REQUEST);
    other["more"] = 1.into();
    assert_eq!(node.post(path, &other).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_series_says_when_it_first_had_a_figure_above_zero() {
    let node = Fixture::filled().await;
    let all = node.json("/api/v1/series").await;
    assert_eq!(all["items"][0]["first_above_zero"], "2015-01");
}
