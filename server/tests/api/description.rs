//! The `OpenAPI` document: the one in the repository is the one that is served, and it is whole.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::boundaries::load_outlines;
use crate::fixture::Fixture;
use crate::judging::send_amounts;

/// Compares the document with `server/openapi.json`, or writes it there.
#[test]
fn the_document_in_the_repository_is_the_one_that_is_served() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let served = format!("{:#}\n", serde_json::to_value(server::document()).unwrap());
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(&path, &served).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == served,
        "server/openapi.json differs from what the server says of itself; if the change is meant, run \
         UPDATE_OPENAPI=1 cargo test -p server, look at the difference, and commit it"
    );
}

#[tokio::test]
async fn the_document_is_whole() {
    let node = Fixture::empty().await;
    let document = node.json("/api/v1/openapi.json").await;
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    assert_eq!(document["info"]["version"], "1");
    let mut operations = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            assert!(
                ["get", "post", "put", "patch", "delete"].contains(&method.as_str()),
                "{method} {path}"
            );
            let id = operation["operationId"].as_str().unwrap().to_owned();
            assert!(operations.insert(id), "{path}");
            require_whole(path, operation);
        }
    }
    assert_eq!(operations.len(), OPERATIONS);
    require_references(&document, &document);
}

fn require_whole(path: &str, operation: &Value) {
    let summary = operation["summary"].as_str().unwrap_or_default();
    assert!(!summary.is_empty(), "{path} has no summary");
    let good = ["200", "202"].map(|status| &operation["responses"][status]["content"]);
    let kind = match path.rsplit_once('.') {
        Some((_, "csv")) => "text/csv",
        Some((_, "svg")) => "image/svg+xml",
        _ => "application/json",
    };
    // A browser that is sent elsewhere is shown nothing.
    let is_sent_on = operation["responses"]["303"].is_object();
    assert!(is_sent_on || good.iter().any(|content| content[kind].is_object()), "{path}");
    let is_open = path == "/api/v1/openapi.json";
    assert_eq!(operation["responses"]["401"].is_object(), !is_open, "{path}");
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let words = parameter["description"].as_str().unwrap_or_default();
        assert!(!words.is_empty(), "{path}: {parameter} has no description");
    }
}

/// Grows with the API.
const OPERATIONS: usize = 100;

/// Every route of the document is one of the router, and the other way round: both are one list, so
/// it is enough that each is answered and that nothing else stands under `/api`.
#[tokio::test]
async fn every_route_of_the_document_is_served() {
    let node = Fixture::filled().await;
    let boundary = load_outlines(&node).await;
    let document = node.json("/api/v1/openapi.json").await;
    let fault = send_amounts(&node).await["quality"]["new"][0]["id"].as_str().unwrap().to_owned();
    node.post("/api/v1/runs", &serde_json::json!({})).await;
    let signal = node.json("/api/v1/signals").await["items"][0]["id"].as_str().unwrap().to_owned();
    let key =
        "?source=test-customs&indicator=seizures-number&substance=fentanyl&place=US&cadence=month";
    for (path, item) in document["paths"].as_object().unwrap() {
        // What belongs to one's own account is there for those who signed in.
        if item.get("get").is_none() || path.starts_with("/api/v1/account/") {
            continue;
        }
        if path.strip_suffix(".csv").is_some() {
            let asked = path.replace("{id}", &node.submission);
            let whose = format!("?submission={}", node.submission);
            let whose = if path == "/api/v1/audit/report.csv" { &whose } else { "" };
            assert_eq!(node.get(&format!("{asked}{whose}")).await.status, 200, "{asked}");
            continue;
        }
        let id = match path.split('/').nth(3) {
            Some("signals") => &signal,
            Some("quality") => &fault,
            Some("jobs") => "1",
            _ => &node.submission,
        };
        let mut address =
            path.replace("{id}", id).replace("{row}", "2").replace("{name}", &boundary);
        address = address.replace("{kind}", "submission").replace("{number}", "1");
        // Nobody has an account there, and there is no provider of accounts.
        if path == "/api/v1/audit/sight/people/{name}" || path.contains("/session/external") {
            continue;
        }
        if path == "/api/v1/audit/report" {
            address = format!("{address}?submission={}", node.submission);
        }
        if path.strip_suffix(".svg").is_some() {
            let picture = node.get(&address).await;
            assert!(picture.body.starts_with(b"<svg"), "{address}");
            continue;
        }
        if path.starts_with("/api/v1/series/") {
            address.push_str(key);
        }
        if path == "/api/v1/series/rows" || path == "/api/v1/series/lines" {
            address.push_str("&period=2020-12");
        }
        if path == "/api/v1/resolution" {
            address.push_str("?name=heroin/fentanyl");
        }
        let answer = node.json(&address).await;
        assert!(answer.is_object(), "{address}");
    }
}

/// Parameters of one name have one form, and every whole number has a bound that clients can hold.
#[test]
fn parameters_of_one_name_have_one_form() {
    let document = serde_json::to_value(server::document()).unwrap();
    let mut forms = std::collections::BTreeMap::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for operation in item.as_object().unwrap().values() {
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let (name, schema) = (parameter["name"].as_str().unwrap(), &parameter["schema"]);
                if schema["type"] == "integer" {
                    assert!(schema["maximum"].as_u64().unwrap() < 1 << 53, "{path}: {name}");
                }
                if name != "id" {
                    let known = forms.entry(name.to_owned()).or_insert_with(|| schema.clone());
                    let same = ["type", "format", "pattern", "enum", "maximum", "minimum"];
                    assert!(same.iter().all(|part| known[part] == schema[part]), "{path}: {name}");
                }
            }
        }
    }
    assert!(forms.len() > 10);
}

/// What takes a document takes no field that it does not know.
#[test]
fn documents_that_are_sent_have_no_other_fields() {
    let document = serde_json::to_value(server::document()).unwrap();
    for name in
        ["Question", "RunWanted", "WithdrawalWanted", "Truth", "TruthOfEvent", "TruthOfSeries"]
    {
        let schema = &document["components"]["schemas"][name];
        assert_eq!(schema["additionalProperties"], false, "{name}");
    }
}

/// Every `$ref` leads somewhere.
fn require_references(value: &Value, document: &Value) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(reference)) = fields.get("$ref") {
                let pointer = reference.strip_prefix('#').unwrap();
                assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
            }
            fields.values().for_each(|value| require_references(value, document));
        }
        Value::Array(items) => items.iter().for_each(|value| require_references(value, document)),
        _ => {}
    }
}
