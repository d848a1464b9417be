//! What somebody asks who looks around: a method tried on a series, and what a gram costs.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::fixture::Fixture;
use crate::uploads::{FORM, form};

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

#[tokio::test]
async fn a_gram_costs_what_the_purchases_say() {
    let node = Fixture::empty().await;
    let none = node.json("/api/v1/prices").await;
    assert_eq!((&none["items"], &none["left_out_total"]), (&json!([]), &json!(0)));
    let file = [("file", Some("purchases.csv"), PURCHASES), ("mapping", None, MAPPING)];
    let stored = node.finished(&node.send("/api/v1/submissions", FORM, form(&file)).await).await;
    assert_eq!(stored["file"]["rows_accepted"], 9, "{stored}");
    let found = node.json("/api/v1/prices?substance=heroin&place=DE").await;
    assert_eq!((&found["currency"], &found["total"]), (&json!("EUR"), &json!(2)));
    let line = &found["items"][0];
    assert_eq!(
        (&line["gram"], &line["form"], &line["period"]),
        (&json!("pure"), &json!("base"), &json!("2017"))
    );
    assert_eq!(line["median"]["value"], 100.0, "40 euro a gram at 40 %");
    assert_eq!(line["median"]["low"], 75.0);
    assert_eq!(line["purity"]["own"], 7);
    let few = &found["items"][1];
    assert_eq!((&few["form"], &few["median"]["needed"]), (&json!("hydrochloride"), &json!(6)));
    assert_eq!(few["median"]["low"], Value::Null);
    assert_eq!(found["left_out"][0]["figures"], 1);
    let behind = node.json("/api/v1/prices/figures").await;
    assert_eq!(behind["total"], 9, "eight figures count and one is left out");
    assert_eq!(
        (&behind["items"][0]["made"]["per_gram"], &behind["items"][0]["row"]),
        (&json!(75.0), &json!(2))
    );
    assert_eq!(behind["items"][8]["made"], Value::Null);
    let row = behind["items"][8]["href"].as_str().unwrap();
    assert_eq!(node.json(row).await["cells"][2]["value"], "0");
    let told = node.json(&format!("{row}/lineage")).await;
    assert_eq!(told["facts"][0]["purity"], "0.4");
    let dollars = node.json("/api/v1/prices?currency=USD&limit=1").await;
    assert!(dollars["items"][0]["median"]["value"].as_f64().unwrap() > 100.0);
    assert_eq!((&dollars["next_after"], &dollars["rates"][0]["year"]), (&json!(1), &json!(2017)));
}

#[tokio::test]
async fn prices_are_asked_for_in_words_that_are_known() {
    let node = Fixture::empty().await;
    for (query, status) in [
        ("currency=EU", 400),
        ("currency=QQQ", 404),
        ("level=street", 400),
        ("per=week", 400),
        ("confidence=1", 400),
        ("confidence=NaN", 400),
        ("deal=0", 400),
        ("place=Atlantis", 404),
        ("substance=no-such-thing", 404),
        ("from=2017", 400),
        ("unknown=1", 400),
    ] {
        let answer = node.get(&format!("/api/v1/prices?{query}")).await;
        assert_eq!(answer.status.as_u16(), status, "{query}");
        answer.problem();
    }
}

/// Purchases of heroin (synthetic): seven of base, one of hydrochloride, and one for nothing.
const PURCHASES: &str = "\
id,month,paid,purity,form
1,2017-01,30,40,base
2,2017-02,35,40,base
3,2017-03,38,40,base
4,2017-04,40,40,base
5,2017-05,42,40,base
6,2017-06,45,40,base
7,2017-07,50,40,base
8,2017-08,60,80,hydrochloride
9,2017-09,0,40,base
";

/// Purchases of heroin; synthetic.
const MAPPING: &str = r#"
source = "synthetic-purchases"
title = "Purchases, synthetic"
licence = "made up"
kind = "price"
coverage = "DE"
replaces = "same-keys"
absent = "unknown"
retention_years = 1

[handling]
tlp = "TLP:CLEAR"
purposes = ["public-health"]
subjects = "none"

[key]
columns = ["id"]

[known_at]
constant = 2020-01-01
because = "made up"

[period]
column = "month"
forms = ["iso"]

[place]
constant = "DE"

[[substance]]
constant = "heroin"

[price]
typical = "paid"
currency = "EUR"
per = "g"
level = "retail"
purity_percent = "purity"
form = { column = "form" }
"#;
