//! What outlasts its request beside uploads: replays, proofs, proposals, coverage; and files to fetch.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::fixture::{Fixture, MAPPING};
use crate::uploads::{FORM, form};

const TRUTH: &str = "\
id,event,expectation,truth_date,due,from,to,shown_since,source,indicator,substance,place,direction
T1,A rise made up for tests,raised,2020-12-31,2021-01-31,2020-06-01,2021-01-31,2020-10-01,test-customs,,fentanyl,US,rise
T2,Figures that nobody has,raised,2020-12-31,2021-01-31,2020-06-01,2021-01-31,2020-10-01,nobody,,,,rise new
";

#[tokio::test]
async fn history_is_replayed_from_csv_and_from_json_alike() {
    let node = Fixture::filled().await;
    let begun = node.send("/api/v1/backtests?step=month", "text/csv", TRUTH).await;
    let job = node.finished(&begun).await;
    let told = &job["backtest"];
    assert_eq!((&job["state"], &told["steps"]), (&"done".into(), &8.into()), "{job}");
    assert_eq!((&job["steps_done"], &job["steps_total"]), (&8.into(), &8.into()));
    let first = &told["events"][0];
    assert_eq!((&first["id"], &first["outcome"]), (&"T1".into(), &"in-time".into()), "{first}");
    assert_eq!(first["raised"]["alarm"]["series"]["substance"], "fentanyl");
    assert_eq!(told["events"][1]["outcome"], "no-figures");
    let event = |id: &str, series: Value| {
        json!({
            "id": id, "event": "x", "expectation": "raised", "truth_date": "2020-12-31",
            "due": "2021-01-31", "from": "2020-06-01", "to": "2021-01-31",
            "shown_since": "2020-10-01", "series": [series],
        })
    };
    let shown = json!({ "source": "test-customs", "substance": "fentanyl", "place": "US", "direction": "rise" });
    let none = json!({ "source": "nobody", "direction": "rise new" });
    let truth = json!({ "events": [event("T1", shown.clone()), event("T2", none)] });
    let again = node.finished(&node.post("/api/v1/backtests", &truth).await).await;
    assert_eq!(again["backtest"]["events"][0]["raised"], first["raised"]);
    let twice = json!({ "events": [event("T1", shown.clone()), event("T1", shown)] });
    let refused = node.post("/api/v1/backtests", &twice).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.problem()["detail"].as_str().unwrap().contains("stands twice"));
}

#[tokio::test]
async fn known_events_that_cannot_be_used_are_refused_at_once() {
    let node = Fixture::empty().await;
    let (wrong, form) = (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::BAD_REQUEST);
    for (address, table, status, words) in [
        ("", "id\nT1\n".to_owned(), wrong, "no column event"),
        ("", TRUTH.replace("raised,2020", "maybe,2020"), wrong, "raised or quiet"),
        ("?from=2021-01-01&to=2020-01-01", TRUTH.to_owned(), wrong, "lies after"),
        ("?step=week&from=1900-01-01", TRUTH.to_owned(), wrong, "larger steps"),
        ("?to=9999-12-31", TRUTH.to_owned(), wrong, "too far ahead"),
        ("?step=day", TRUTH.to_owned(), form, "week, month"),
    ] {
        let answer =
            node.send(&format!("/api/v1/backtests{address}"), "text/csv", table.clone()).await;
        assert_eq!(answer.status, status, "{address}");
        let detail = answer.problem()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains(words), "{detail}");
    }
    for document in [json!({ "events": [] }), json!({ "events": [[1]] }), json!([[]])] {
        assert_eq!(node.post("/api/v1/backtests", &document).await.status, form, "{document}");
    }
    let other = node.send("/api/v1/backtests", "text/plain", TRUTH).await;
    assert_eq!(other.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn the_node_is_proven_and_looked_over() {
    let node = Fixture::filled().await;
    let proven = node.finished(&node.send("/api/v1/verifications", "", "").await).await;
    let proof = &proven["verification"];
    assert_eq!((&proof["entries"], &proof["faults_total"]), (&3.into(), &0.into()), "{proof}");
    assert_eq!(proven["steps_done"], proven["steps_total"]);
    let well = node.finished(&node.send("/api/v1/checkups", "", "").await).await;
    assert_eq!(well["checkup"], json!({ "complaints": [], "complaints_total": 0 }));
    node.break_original();
    let broken = node.finished(&node.send("/api/v1/verifications", "", "").await).await;
    assert_eq!(broken["state"], "done");
    let fault = &broken["verification"]["faults"][0];
    assert!(fault["which"].as_str().unwrap().contains(&node.submission), "{fault}");
    let ill = node.finished(&node.send("/api/v1/checkups", "", "").await).await;
    assert_eq!(ill["checkup"]["complaints"][0], *fault);
}

#[tokio::test]
async fn a_mapping_is_proposed_with_reasons() {
    let node = Fixture::empty().await;
    let file = "month,drug,seizures\n2020-01,Heroin,3\n2020-02,Heroin,4\n2020-03,Cocaine,5\n";
    let body = form(&[("file", Some("seizures.csv"), file)]);
    let job = node.finished(&node.send("/api/v1/proposals", FORM, body).await).await;
    let proposal = &job["proposal"];
    assert_eq!(job["state"], "done", "{job}");
    assert!(proposal["toml"].as_str().unwrap().contains("[period]"), "{proposal}");
    assert_eq!(proposal["rows_tried"], 3);
    let choices = proposal["choices"].as_array().unwrap();
    assert!(choices.iter().all(|choice| !choice["because"].as_str().unwrap().is_empty()));
    assert_eq!(proposal["parts"], serde_json::json!([]));
    let first = &proposal["first_rows"][0];
    assert_eq!((&first["row"], &first["cells"][1]["value"]), (&2.into(), &"Heroin".into()));
    // What it proposes can be tried as it is.
    let toml = proposal["toml"].as_str().unwrap();
    let body = form(&[("file", Some("seizures.csv"), file), ("mapping", None, toml)]);
    let tried = node.finished(&node.send("/api/v1/previews", FORM, body).await).await;
    assert_eq!(tried["file"]["rows_accepted"], proposal["rows_accepted"], "{tried}");
    // What nobody has decided is not stored.
    let body = form(&[("file", Some("seizures.csv"), file), ("mapping", None, toml)]);
    let open = node.finished(&node.send("/api/v1/submissions", FORM, body).await).await;
    assert_eq!(open["problem"]["type"], "urn:watchfire:problem:bad-file", "{open}");
    let detail = open["problem"]["detail"].as_str().unwrap();
    assert!(detail.contains("absent = { to_decide = \"unknown\" }"), "{detail}");
    let no_table = form(&[("file", Some("a.bin"), "\0\0")]);
    let failed = node.finished(&node.send("/api/v1/proposals", FORM, no_table).await).await;
    assert_eq!(failed["problem"]["type"], "urn:watchfire:problem:bad-file");
    let two = form(&[("file", Some("a"), file), ("mapping", None, toml)]);
    let refused = node.send("/api/v1/proposals", FORM, two).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert_eq!(node.json("/api/v1/submissions").await["total"], 0);
}

#[tokio::test]
async fn a_proposal_keeps_to_what_a_person_says_of_columns() {
    let node = Fixture::empty().await;
    let file = "when,lived,died,n\n2020-01,Madrid,Valencia,3\n2020-02,Sevilla,Valencia,4\n";
    let propose = async |told: &str| {
        let body = form(&[("file", Some("a.csv"), file), ("told", None, told)]);
        node.send("/api/v1/proposals", FORM, body).await
    };
    let told = r#"{"kind":"observation","columns":{"lived":"place","died":"nothing"}}"#;
    let job = node.finished(&propose(told).await).await;
    let columns = &job["proposal"]["columns"];
    let place = serde_json::json!({"column": "lived", "holds": "place", "is_told": true});
    assert_eq!(columns[1], place, "{job}");
    assert_eq!((&columns[2]["holds"], &columns[3]["is_told"]), (&"nothing".into(), &false.into()));
    let unknown = node.finished(&propose(r#"{"columns":{"born":"place"}}"#).await).await;
    let detail = unknown["problem"]["detail"].as_str().unwrap();
    assert!(detail.starts_with("the file has no column `born`"), "{detail}");
    for bad in ["[]", "{", r#"{"columns":{"lived":"nationality"}}"#, r#"{"kind":"rumour"}"#] {
        assert_eq!(propose(bad).await.status, StatusCode::BAD_REQUEST, "{bad}");
    }
    // What the rows give under it is told at once.
    let jobs = node.json("/api/v1/jobs").await["total"].clone();
    let ask = async |mapping: &str| {
        let wanted = serde_json::json!({
            "mapping": mapping,
            "columns": ["when", "lived", "died", "n"],
            "rows": [["2020-01", "Madrid", "x", "3"], ["soon", "Madrid", "x", "4"]],
        });
        node.send("/api/v1/readings", "application/json", wanted.to_string().into_bytes()).await
    };
    let toml = job["proposal"]["toml"].as_str().unwrap();
    let read = ask(toml).await.json();
    let fact = &read["rows"][0]["facts"][0];
    assert_eq!(
        (&fact["period"], &fact["figure"]),
        (&"2020-01".into(), &"3 count".into()),
        "{read}"
    );
    assert_eq!(read["rows"][1]["rejections"][0]["column"], "when", "{read}");
    let refused = ask("kind = 1").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(node.json("/api/v1/jobs").await["total"], jobs, "a reading is no job");
}

#[tokio::test]
async fn coverage_tells_how_each_name_was_resolved() {
    let node = Fixture::filled().await;
    let all = node.json("/api/v1/coverage").await;
    let source = &all["items"][0];
    assert_eq!((&source["source"], &source["rows"]), (&"test-customs".into(), &72.into()));
    let strings = node.json("/api/v1/coverage/strings?source=test-customs&limit=5").await;
    assert_eq!(strings["items"][0]["text"], "Fentanyl");
    assert_eq!(strings["items"][0]["substance"], "fentanyl");
    assert_eq!(node.json("/api/v1/coverage/strings?how=open").await["total"], 0);
    let file = "month,drug,events\n2020-01,Wonderpill,3\n2020-02,Heroin,4\n";
    let body = form(&[("file", Some("a.csv"), file), ("mapping", None, MAPPING)]);
    let job = node.finished(&node.send("/api/v1/coverage", FORM, body).await).await;
    let coverage = &job["coverage"];
    assert_eq!(
        (&coverage["to_look_at_total"], &coverage["sources"][0]["strings"]),
        (&1.into(), &2.into())
    );
    assert_eq!(coverage["to_look_at"][0]["text"], "Wonderpill");
    let name = node.json("/api/v1/resolution?name=heroin/fentanyl").await;
    let ids: Vec<&Value> =
        name["parts"].as_array().unwrap().iter().map(|part| &part["substance"]["id"]).collect();
    assert_eq!(ids, ["heroin", "fentanyl"]);
    let several = &node.json("/api/v1/resolution?name=pink%20tablets").await["parts"][0];
    assert_eq!((&several["how"], &several["substance"]), (&"open".into(), &Value::Null));
    assert!(several["may_mean"].as_str().is_some_and(|text| !text.is_empty()), "{several}");
}

#[tokio::test]
async fn rejected_rows_are_fetched_mended_and_sent_again() {
    let node = Fixture::filled().await;
    let path = format!("/api/v1/submissions/{}/rejected.csv", node.submission);
    let file = node.get(&path).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.headers["content-disposition"].to_str().unwrap().contains(".csv"));
    let text = String::from_utf8(file.body).unwrap();
    assert!(text.contains("Heroin,many"), "{text}");
    // The value at fault stands in front too; only the row itself is mended.
    let (front, row) = text.rsplit_once("Heroin,many").unwrap();
    let mended = format!("{front}Heroin,4{row}");
    let body =
        form(&[("file", Some("mended.csv"), &mended), ("mapping_of", None, &node.submission)]);
    let job = node.finished(&node.send("/api/v1/submissions", FORM, body).await).await;
    assert_eq!(
        (&job["file"]["outcome"], &job["file"]["facts"]),
        (&"stored".into(), &1.into()),
        "{job}"
    );
    let none = format!("/api/v1/submissions/{}/rejected.csv", node.withdrawn);
    assert_eq!(node.get(&none).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_redacted_file_stands_in_for_what_was_erased() {
    let node = Fixture::filled().await;
    let file = "month,drug,events\n2020-12,Cocaine,3\n";
    let send = async |earlier: &str| {
        let body = form(&[
            ("file", Some("redacted.csv"), file),
            ("mapping", None, MAPPING),
            ("stands_in_for", None, earlier),
        ]);
        node.finished(&node.send("/api/v1/submissions", FORM, body).await).await
    };
    let standing = send(&node.submission).await;
    assert_eq!(standing["problem"]["type"], "urn:watchfire:problem:conflict", "{standing}");
    let stored = send(&node.withdrawn).await;
    let id = stored["file"]["submission"].as_str().unwrap();
    let shown = node.json(&format!("/api/v1/submissions/{id}")).await;
    assert_eq!(shown["content"]["stands_in_for"], node.withdrawn.as_str());
}

#[tokio::test]
async fn a_signal_leads_to_its_lines_and_comes_out_the_same_again() {
    let node = Fixture::filled().await;
    let list = node.json("/api/v1/signals?limit=1").await;
    let id = list["items"][0]["id"].as_str().unwrap();
    let lines = node.json(&format!("/api/v1/signals/{id}/lines?limit=1")).await;
    assert_eq!(lines["items"][0]["file_name"], "seizures.csv");
    assert_eq!(lines["items"][0]["cells"][1]["value"], "Fentanyl");
    let begun = node.send(&format!("/api/v1/signals/{id}/reproductions"), "", "").await;
    let again = &node.finished(&begun).await["reproduction"];
    assert_eq!(again["same"], again["findings_total"], "{again}");
    assert!(again["same"].as_u64().unwrap() > 0);
}

#[tokio::test]
async fn what_came_of_a_job_stands_at_its_own_address() {
    let node = Fixture::empty().await;
    node.finished(&node.send("/api/v1/checkups", "", "").await).await;
    let list = node.json("/api/v1/jobs").await;
    assert_eq!(list["items"][0]["kind"], "checkup");
    assert!(list["items"][0].get("checkup").is_none());
}
