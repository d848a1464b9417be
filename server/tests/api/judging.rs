//! Faults of the data and signals are judged over HTTP as at a terminal.

use std::fmt::Write as _;

use axum::http::StatusCode;
use serde_json::{Value, json};
use vocabulary::handling::{Purpose, Reader};
use vocabulary::people::{Person, Role};
use workflows::ingest::{Outcome, Submitted, ingest};
use workflows::people::invite;
use workflows::quality;

use crate::fixture::{Fixture, MAPPING, TODAY};
use crate::people::{PASSWORD, Team};
use crate::uploads::{FORM, form};

/// Forty months of some hundred grams (synthetic), one of them entered in grams.
fn amounts() -> String {
    let mut text = "month,drug,kilograms\n".to_owned();
    for i in 0..40 {
        let kilograms = if i == 30 { "412".to_owned() } else { format!("0.{}", 3 + (i * 7) % 5) };
        writeln!(text, "{}-{:02},fentanyl,{kilograms}", 2015 + i / 12, i % 12 + 1).unwrap();
    }
    text
}

fn mapping() -> String {
    let source = MAPPING.replace("test-customs", "test-amounts");
    let kilograms = source.replace("column = \"events\"", "column = \"kilograms\"");
    let quantity = kilograms.replace("seizures-number", "seizures-quantity");
    quantity.replace("unit = \"count\"", "unit = \"kg\"")
}

/// Sends a file with one fault; gives what came of the job.
pub async fn send_amounts(node: &Fixture) -> Value {
    let (file, mapping) = (amounts(), mapping());
    let body = form(&[("file", Some("amounts.csv"), &file), ("mapping", None, &mapping)]);
    node.finished(&node.send("/api/v1/submissions", FORM, body).await).await
}

#[tokio::test]
async fn a_file_that_comes_in_is_looked_at_and_its_fault_decided() {
    let node = Fixture::empty().await;
    let stored = send_amounts(&node).await;
    let quality = &stored["quality"];
    assert_eq!(
        (&quality["outcome"], &quality["new_total"]),
        (&"looked".into(), &1.into()),
        "{stored}"
    );
    assert_eq!(quality["new"][0]["fault"], "unit-outlier");
    let list = node.json("/api/v1/quality/findings?source=test-amounts").await;
    assert_eq!(list["total"], 1);
    let finding = &list["items"][0];
    assert_eq!((&finding["value"], &finding["decision"]), (&"412".into(), &Value::Null));
    let href = quality["new"][0]["href"].as_str().unwrap();
    let shown = node.json(href).await;
    assert_eq!(shown["rows"][0]["row"], 32);
    let row = node.json(shown["rows"][0]["href"].as_str().unwrap()).await;
    assert_eq!(row["cells"][2]["value"], "412");

    let decisions = format!("{href}/decisions");
    let decide = async |document: Value| node.post(&decisions, &document).await;
    let because = "grams, says the report";
    for (document, status) in [
        (json!({ "verdict": "accept" }), StatusCode::BAD_REQUEST),
        (json!({ "verdict": "maybe", "because": because }), StatusCode::BAD_REQUEST),
        (
            json!({ "verdict": "override", "because": because, "treatment": "burn" }),
            StatusCode::BAD_REQUEST,
        ),
        (json!({ "verdict": "override", "because": because }), StatusCode::UNPROCESSABLE_ENTITY),
        (
            json!({ "verdict": "reject", "because": because, "treatment": "mind" }),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (json!({ "verdict": "accept", "because": "two\nlines" }), StatusCode::BAD_REQUEST),
    ] {
        let refused = decide(document.clone()).await;
        assert_eq!(refused.status, status, "{document}");
        refused.problem();
    }
    let decided = decide(json!({ "verdict": "accept", "because": because })).await.json();
    assert_eq!(
        (&decided["verdict"], &decided["treatment"]),
        (&"accepted".into(), &"leave-out".into())
    );
    assert_eq!(decided["position"], 2);
    let shown = node.json(href).await;
    assert_eq!(shown["finding"]["decision"]["because"], because);
    assert_eq!(shown["decisions"].as_array().unwrap().len(), 1);

    let looked = node.finished(&node.post("/api/v1/quality/looks", &json!({})).await).await;
    assert_eq!(looked["quality"]["new_total"], 0, "the same fault is no news: {looked}");
    assert_eq!(looked["quality"]["run"]["findings"], 1);
    assert_eq!(
        (&looked["steps_done"], &looked["steps_total"]),
        (&1.into(), &1.into()),
        "one source"
    );
    let nobody = json!({ "source": "nobody" });
    let failed = node.finished(&node.post("/api/v1/quality/looks", &nobody).await).await;
    assert_eq!(failed["problem"]["type"], "urn:watchfire:problem:not-found", "{failed}");
    for path in ["/api/v1/quality/findings?source=nobody", "/api/v1/quality/findings/unit"] {
        assert_eq!(node.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_signal_is_judged_and_the_list_counted() {
    let node = Fixture::filled().await;
    let list = node.json("/api/v1/signals").await;
    let (id, total) = (list["items"][0]["id"].as_str().unwrap(), list["total"].as_u64().unwrap());
    assert!(list["items"][0]["verdict"].is_null());
    let verdicts = format!("/api/v1/signals/{id}/verdicts");
    let judge = async |judged: &str, because: &str| {
        node.post(&verdicts, &json!({ "judged": judged, "because": because })).await
    };
    assert_eq!(judge("true", "x").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(judge("real", " ").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(judge("unclear", "the laboratory was asked").await.status, StatusCode::OK);
    let judged = judge("real", "the laboratory confirms it").await.json();
    assert_eq!((&judged["signal"], &judged["position"]), (&id.into(), &5.into()));
    let told = node.json(&verdicts).await;
    let words: Vec<&str> = told["verdicts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v["judged"].as_str().unwrap())
        .collect();
    assert_eq!(words, ["unclear", "real"]);
    assert_eq!(node.json("/api/v1/signals").await["items"][0]["verdict"]["judged"], "real");
    let shown = node.json(&format!("/api/v1/signals/{id}")).await;
    assert_eq!(shown["signal"]["verdict"]["because"], "the laboratory confirms it");
    let precision = node.json("/api/v1/precision?by=week&top=1000").await;
    let once = &precision["each_signal_once"];
    assert_eq!((&once["real"], &once["precision"]), (&1.into(), &1.0.into()), "{precision}");
    assert_eq!(once["not_judged"], total - 1);
    assert!(once["low"].as_f64().unwrap() < 0.5, "one verdict proves little");
    for path in ["/api/v1/precision?by=year", "/api/v1/precision?top=0"] {
        assert_eq!(node.get(path).await.status, StatusCode::BAD_REQUEST, "{path}");
    }
    let unknown = "/api/v1/signals/x.US.rise.2020-01-01.v1/verdicts";
    let refused = node.post(unknown, &json!({ "judged": "real", "because": "x" })).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_only_previews_is_not_looked_at() {
    let node = Fixture::empty().await;
    let (file, mapping) = (amounts(), mapping());
    let body = form(&[("file", Some("amounts.csv"), &file), ("mapping", None, &mapping)]);
    let tried = node.finished(&node.send("/api/v1/previews", FORM, body).await).await;
    assert_eq!(tried["file"]["outcome"], "previewed");
    assert!(tried.get("quality").is_none(), "{tried}");
    assert_eq!(node.json("/api/v1/quality/findings").await["total"], 0);
}

#[tokio::test]
async fn a_signal_is_commented_in_plain_text() {
    let node = Fixture::filled().await;
    let list = node.json("/api/v1/signals").await;
    let id = list["items"][0]["id"].as_str().unwrap();
    let comments = format!("/api/v1/signals/{id}/comments");
    let say = async |text: &str| node.post(&comments, &json!({ "text": text })).await;
    for (text, status) in [
        ("", StatusCode::BAD_REQUEST),
        ("  ", StatusCode::BAD_REQUEST),
        (&"x".repeat(4_001), StatusCode::BAD_REQUEST),
        ("a\u{202e}b", StatusCode::UNPROCESSABLE_ENTITY),
        ("a\u{1b}[2Jb", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let refused = say(text).await;
        assert_eq!(refused.status, status, "{text:?}");
        refused.problem();
    }
    let told = say("The laboratory moved.\r\n<b>=1+1</b> ").await.json();
    assert_eq!((&told["signal"], &told["position"]), (&id.into(), &4.into()), "{told}");
    say("And moved back.").await;
    let all = node.json(&comments).await;
    let texts: Vec<&str> = all["comments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|comment| comment["text"].as_str().unwrap())
        .collect();
    assert_eq!(texts, ["The laboratory moved.\n<b>=1+1</b>", "And moved back."]);
    let acts = node.json("/api/v1/submissions").await;
    let last = acts["items"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["content"]["kind"], &last["content"]["text"]),
        (&"comment".into(), &"And moved back.".into())
    );
    // A comment can be taken back, and the ledger still proves itself.
    let taken_back =
        format!("/api/v1/submissions/{}/withdrawal", all["comments"][0]["id"].as_str().unwrap());
    let answer = node.post(&taken_back, &json!({ "reason": "it names a person" })).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(node.json(&comments).await["comments"].as_array().unwrap().len(), 1);
    let proven = node.finished(&node.send("/api/v1/verifications", "", "").await).await;
    assert_eq!(proven["verification"]["faults_total"], 0, "{proven}");
    let none = node.post("/api/v1/signals/nothing/comments", &json!({ "text": "x" })).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

/// A file with one fault stands in a node, and was looked at.
async fn store_amounts(team: &Team) {
    let mut writer = team.node().clone().into_writer("test").await.unwrap();
    let (file, mapping, reader) = (amounts(), mapping(), Reader::local_administrator());
    let submitted = Submitted {
        file_name: "amounts.csv",
        file: &mut std::io::Cursor::new(file.as_bytes()),
        mapping: &mapping,
        today: TODAY,
        random: [200; 80],
        reader: &reader,
        watch: &|_| {},
    };
    assert!(matches!(ingest(&mut writer, submitted).await.unwrap(), Outcome::Stored(_)));
    let question = quality::Question { as_of: TODAY, source: None, ran_on: TODAY };
    quality::look(&mut writer, question, &reader).await.unwrap();
}

#[tokio::test]
async fn who_said_judged_and_decided_is_told_to_whoever_sees_the_signal() {
    let team = Team::new().await;
    store_amounts(&team).await;
    let clara = Person {
        name: "clara".to_owned(),
        shown_name: "Clara Meyer".to_owned(),
        organisation: "Laboratory of the test".to_owned(),
        unit: String::new(),
        roles: vec![Role::Assessor],
        purposes: vec![Purpose::PublicHealth],
    };
    let code = invite::invite(team.node(), clara, team.now(), &[7; 32]).await.unwrap();
    invite::accept(team.node(), &code, PASSWORD, team.now(), [7; 16]).await.unwrap();
    let [clara, anna] = [team.cookie_of("clara").await, team.cookie_of("anna").await];
    let get = async |path: &str, cookie: &str| {
        team.ask(("GET", path), ("cookie", cookie), &Value::Null).await
    };
    let signals = get("signals", &clara).await.2;
    let signal = format!("signals/{}", signals["items"][0]["id"].as_str().unwrap());
    let faults = get("quality/findings?source=test-amounts", &clara).await.2;
    let fault = format!("quality/findings/{}", faults["items"][0]["id"].as_str().unwrap());
    let [comments, verdicts] = ["comments", "verdicts"].map(|what| format!("{signal}/{what}"));
    for (path, said) in [
        (&comments, json!({ "text": "The laboratory moved in May." })),
        (&verdicts, json!({ "judged": "real", "because": "the laboratory confirms it" })),
        (&format!("{fault}/decisions"), json!({ "verdict": "accept", "because": "grams" })),
    ] {
        let (status, _, told) = team.ask(("POST", path), ("cookie", &clara), &said).await;
        assert_eq!(status, StatusCode::OK, "{told}");
    }
    // Whoever made it may be gone: what was said stays theirs.
    invite::set_open(team.node(), "clara", false, team.now()).await.unwrap();
    let by = json!({ "name": "Clara Meyer", "organisation": "Laboratory of the test" });
    assert_eq!(get(&comments, &anna).await.2["comments"][0]["by"], by);
    assert_eq!(get(&verdicts, &anna).await.2["verdicts"][0]["by"], by);
    assert_eq!(get("signals", &anna).await.2["items"][0]["verdict"]["by"], by);
    let faults = "quality/findings?source=test-amounts";
    assert_eq!(get(faults, &anna).await.2["items"][0]["decision"]["by"], by);
    // For research the figures are not there, and nobody is who spoke of them.
    let research = json!({ "purpose": "research" });
    team.ask(("PUT", "session"), ("cookie", &anna), &research).await;
    for path in [comments.as_str(), &verdicts, &fault, faults, "signals"] {
        let told = get(path, &anna).await.2.to_string();
        assert!(!told.contains("Clara") && !told.contains("Laboratory"), "{told}");
    }
    assert_eq!(get(&comments, &anna).await.0, StatusCode::NOT_FOUND);
}
