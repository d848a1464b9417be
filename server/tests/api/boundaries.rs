//! Outlines for the maps: listed, fetched once, and gone when they are removed.

use axum::http::StatusCode;
use store::boundaries::BoundaryName;
use workflows::boundaries::{Adding, add_boundary};

use crate::fixture::Fixture;

/// Two rectangles drawn for this test.
const DRAWN: &str = r#"{"type":"FeatureCollection","features":[
{"properties":{"id":"US-CT"},"geometry":{"type":"Polygon","coordinates":[[[-73.5,41],[-71.8,41],[-71.8,42],[-73.5,42],[-73.5,41]]]}},
{"properties":{"id":"US-RI"},"geometry":{"type":"Polygon","coordinates":[[[-71.8,41.3],[-71.2,41.3],[-71.2,42],[-71.8,42],[-71.8,41.3]]]}}]}"#;

/// Loads two rectangles; gives the name of the boundary.
pub async fn load_outlines(node: &Fixture) -> String {
    let writer = node.node.clone().into_writer("test").await.unwrap();
    let name = BoundaryName::parse("drawn").unwrap();
    let (property, prefix, source, licence) = ("id", "", "drawn for this test", "none");
    let bytes = DRAWN.as_bytes();
    add_boundary(&writer, &Adding { name, bytes, property, prefix, source, licence }).unwrap();
    "drawn".to_owned()
}

#[tokio::test]
async fn outlines_are_listed_with_their_terms_and_sent_once() {
    let node = Fixture::empty().await;
    assert_eq!(node.json("/api/v1/boundaries").await["total"], 0);
    load_outlines(&node).await;
    let list = node.json("/api/v1/boundaries").await;
    let expected = serde_json::json!({
        "name": "drawn", "source": "drawn for this test", "licence": "none", "places": 2
    });
    assert_eq!(list["items"], serde_json::json!([expected]));

    let sent = node.get("/api/v1/boundaries/drawn").await;
    assert_eq!(sent.status, StatusCode::OK);
    assert_eq!(sent.headers["cache-control"], "private, no-cache");
    let drawn = sent.json();
    assert_eq!(drawn["licence"], "none");
    assert_eq!(drawn["features"][0]["id"], "US-CT");
    assert_eq!(drawn["features"][0]["properties"]["country"], "US");
    assert_eq!(drawn["features"][0]["geometry"]["type"], "MultiPolygon");

    let tag = sent.headers["etag"].to_str().unwrap();
    let bearer = format!("Bearer {}", node.token.reveal());
    let known = [("host", "127.0.0.1:8642"), ("authorization", &bearer), ("if-none-match", tag)];
    let again = node.ask("GET", "/api/v1/boundaries/drawn", &known).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
}

#[tokio::test]
async fn what_is_no_boundary_is_not_found_and_nothing_else_is_read() {
    let node = Fixture::empty().await;
    load_outlines(&node).await;
    for name in ["other", "DRAWN", "..%2Fledger", "%2e%2e%2fkeys%2fsigning", "drawn.geojson"] {
        let answer = node.get(&format!("/api/v1/boundaries/{name}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name}");
        answer.problem();
    }
    let writer = node.node.clone().into_writer("test").await.unwrap();
    assert!(writer.remove_boundary(&BoundaryName::parse("drawn").unwrap()).unwrap());
    assert_eq!(node.json("/api/v1/boundaries").await["total"], 0);
    assert_eq!(node.get("/api/v1/boundaries/drawn").await.status, StatusCode::NOT_FOUND);
}
