//! No look without a record: what requests leave in the audit, and who reads it.

use axum::http::StatusCode;
use serde_json::{Value, json};
use store::audit::{AuditLog, Wanted};
use vocabulary::audit::{Act, AuditEntry, By, Kind, Outcome};
use vocabulary::handling::Purpose;
use vocabulary::people::Role;
use workflows::access::Access;
use workflows::people::invite;

use crate::fixture::{Fixture, MAPPING};
use crate::people::{PASSWORD, Team};
use crate::uploads::{FORM, form};

/// The entries of a node, latest first.
async fn entries(node: &store::node::Node) -> Vec<AuditEntry> {
    let stored = node.audit(&Wanted::default(), 1000).await.unwrap();
    stored.into_iter().map(|stored| stored.entry).collect()
}

/// What an entry is about, in one text.
fn about(entry: &AuditEntry) -> String {
    let one = |about: &vocabulary::audit::About| {
        if about.rows.is_empty() {
            format!("{}:{}", about.kind, about.id)
        } else {
            format!("{}:{}[{}]", about.kind, about.id, about.rows)
        }
    };
    entry.about.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_look_is_on_record_with_who_what_for_and_why() {
    let fixture = Fixture::filled().await;
    let bearer = format!("Bearer {}", fixture.token.reveal());
    let path = format!("/api/v1/submissions/{}/rows/2?", fixture.submission);
    let headers = [
        ("host", "127.0.0.1:8642"),
        ("authorization", bearer.as_str()),
        ("x-watchfire-reason", "asked by the ministry, f%C3%BCr heute"),
    ];
    assert_eq!(fixture.ask("GET", &path, &headers).await.status, StatusCode::OK);
    let found = entries(&fixture.node).await;
    assert_eq!(found.len(), 1);
    let entry = &found[0];
    assert_eq!((&entry.by, entry.act, entry.outcome), (&By::Terminal, Act::Read, Outcome::Allowed));
    assert_eq!(about(entry), format!("submission:{}[2]", fixture.submission));
    assert_eq!(entry.asked, format!("GET {path}"));
    assert_eq!(entry.reason.as_deref(), Some("asked by the ministry, für heute"));
    assert!(!format!("{entry:?}").contains(fixture.token.reveal()));
}

#[tokio::test]
async fn rows_reached_through_a_signal_a_figure_or_a_list_are_named() {
    let fixture = Fixture::filled().await;
    let signals = fixture.json("/api/v1/signals").await;
    let signal = signals["items"][0]["id"].as_str().unwrap().to_owned();
    let of_figure = "source=test-customs&indicator=seizures-number&substance=fentanyl&place=US&cadence=month&\
                     period=2020-12";
    let rejections = format!("submissions/{}/rejections", fixture.submission);
    for (path, also) in [
        (format!("signals/{signal}/rows"), format!("signal:{signal} ")),
        (format!("signals/{signal}/lines"), format!("signal:{signal} ")),
        (format!("series/rows?{of_figure}"), String::new()),
        (format!("series/lines?{of_figure}"), String::new()),
        (rejections.clone(), String::new()),
        (format!("{rejections}.csv"), String::new()),
    ] {
        let answer = fixture.get(&format!("/api/v1/{path}")).await;
        assert_eq!(
            answer.status,
            StatusCode::OK,
            "{path}: {}",
            String::from_utf8_lossy(&answer.body)
        );
        let entry = entries(&fixture.node).await.remove(0);
        let row = if path.contains("rejections") { 74 } else { 73 };
        let own = format!("{also}submission:{}[{row}]", fixture.submission);
        assert_eq!(about(&entry), own, "{path}");
    }
    let question = json!({ "statement": "SELECT count(*) AS facts FROM observations" });
    assert_eq!(fixture.post("/api/v1/sql", &question).await.status, StatusCode::OK);
    let entry = entries(&fixture.node).await.remove(0);
    assert_eq!((entry.act, about(&entry).as_str()), (Act::Export, "facts:all"));
    assert_eq!(entry.details.as_deref(), question["statement"].as_str());
}

#[tokio::test]
async fn rows_of_customs_are_shown_to_those_who_say_why_they_look() {
    let fixture = Fixture::filled().await;
    let bearer = format!("Bearer {}", fixture.token.reveal());
    let host = ("host", "127.0.0.1:8642");
    let bare = [host, ("authorization", bearer.as_str()), ("content-type", "application/json")];
    let with = |reason: &'static str| [bare.as_slice(), &[("x-watchfire-reason", reason)]].concat();
    let submission = format!("submissions/{}", fixture.submission);
    let signal = fixture.json("/api/v1/signals").await["items"][0]["id"].clone();
    let signal = format!("signals/{}", signal.as_str().unwrap());
    let question = json!({ "statement": "SELECT count(*) AS facts FROM observations" }).to_string();
    let rows = [
        ("GET", format!("{submission}/rows/2"), ""),
        ("GET", format!("{submission}/rows/2/lineage"), ""),
        ("GET", format!("{submission}/rejections"), ""),
        ("GET", format!("{submission}/rejections.csv"), ""),
        ("GET", format!("{submission}/rejected.csv"), ""),
        ("GET", format!("{signal}/rows"), ""),
        ("GET", format!("{signal}/lines"), ""),
        ("POST", "sql".to_owned(), question.as_str()),
    ];
    for (method, path, body) in rows {
        let path = format!("/api/v1/{path}");
        for headers in [bare.to_vec(), with("%20")] {
            let answer = fixture.ask_with(method, &path, &headers, body.to_owned().into()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
            assert_eq!(answer.problem()["type"], "urn:watchfire:problem:no-reason", "{path}");
            let entry = entries(&fixture.node).await.remove(0);
            assert_eq!((entry.outcome, entry.reason), (Outcome::Refused, None), "{path}");
        }
        let answer =
            fixture.ask_with(method, &path, &with("a%20case"), body.to_owned().into()).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let entry = entries(&fixture.node).await.remove(0);
        assert_eq!(entry.reason.as_deref(), Some("a case"), "{path}");
        assert!(about(&entry).ends_with(']') || about(&entry) == "facts:all", "{}", about(&entry));
    }
    // What a statement fails of may hold what it found.
    let failing = r#"{"statement": "SELECT CAST(substance_texts[1] AS BIGINT) FROM observations"}"#;
    for (headers, expected) in [
        (bare.to_vec(), (StatusCode::FORBIDDEN, Outcome::Refused)),
        (with("a%20case"), (StatusCode::UNPROCESSABLE_ENTITY, Outcome::Failed)),
    ] {
        let answer = fixture.ask_with("POST", "/api/v1/sql", &headers, failing.into()).await;
        let entry = entries(&fixture.node).await.remove(0);
        assert_eq!((answer.status, entry.outcome), expected);
        assert_eq!(about(&entry), "facts:all");
        assert!(entry.details.is_some_and(|details| details.contains("SELECT CAST")));
    }
    // Figures that many rows add up to, and what a submission says of itself, are no rows.
    for path in ["signals", &signal, &submission, "submissions", "runs/latest"] {
        let answer = fixture.ask("GET", &format!("/api/v1/{path}"), &bare).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
    }
    // Nor is a row that is not there.
    let none = format!("/api/v1/{submission}/rows/9999");
    assert_eq!(fixture.ask("GET", &none, &bare).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_name_that_was_not_understood_is_a_cell_and_asks_for_a_reason() {
    let fixture = Fixture::filled().await;
    let strings = "/api/v1/coverage/strings";
    // Names that stand in the vocabulary hold nothing of anybody.
    assert_eq!(fixture.get(strings).await.status, StatusCode::OK);
    let host = ("host", "127.0.0.1:8642");
    let bearer = format!("Bearer {}", fixture.token.reveal());
    let bare = [host, ("authorization", bearer.as_str())];
    assert_eq!(fixture.ask("GET", strings, &bare).await.status, StatusCode::OK);
    let file = "month,drug,events\n2020-01,Wonderpill,3\n";
    let body = form(&[("file", Some("a.csv"), file), ("mapping", None, MAPPING)]);
    fixture.finished(&fixture.send("/api/v1/submissions", FORM, body).await).await;
    for (path, expected) in [
        (strings.to_owned(), StatusCode::FORBIDDEN),
        (format!("{strings}?how=open"), StatusCode::FORBIDDEN),
        (format!("{strings}?how=exact"), StatusCode::OK),
        ("/api/v1/coverage".to_owned(), StatusCode::OK),
    ] {
        assert_eq!(fixture.ask("GET", &path, &bare).await.status, expected, "{path}");
    }
    let with = [bare.as_slice(), &[("x-watchfire-reason", "a case")]].concat();
    let shown = fixture.ask("GET", strings, &with).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.json()["items"].to_string().contains("Wonderpill"));
    let entry = entries(&fixture.node).await.remove(0);
    assert_eq!((about(&entry).as_str(), entry.reason.as_deref()), ("facts:all", Some("a case")));
}

#[tokio::test]
async fn a_supervisor_finds_a_record_by_what_is_known_of_it() {
    let team = Team::new().await;
    let sue = team.invited("sue", Role::Supervisor, 9).await;
    let id = team.fixture.submission.clone();
    let seek = async |words: &str| {
        let path = format!("audit/submissions?words={words}");
        let (status, _, said) = team.ask(("GET", &path), ("cookie", &sue), &Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{said}");
        said
    };
    let all = seek("").await;
    assert_eq!(all["total"], 2, "files alone, also one that is hidden: {all}");
    let first = all["items"].as_array().unwrap().iter().find(|one| one["id"] == id.as_str());
    let first = first.unwrap();
    let words = [
        format!("TEST-customs%20{}", first["submitted_on"].as_str().unwrap()),
        id[..9].to_owned(),
        format!("{}%20customs", first["file_name"].as_str().unwrap()),
    ];
    for words in &words {
        assert!(seek(words).await["items"].to_string().contains(&id), "{words}");
    }
    assert_eq!(seek("customs%20nowhere").await["total"], 0);
    // Nothing of what it holds, and nobody else is told.
    assert!(!all.to_string().to_lowercase().contains("fentanyl"), "{all}");
    for name in ["anna", "root"] {
        let cookie = team.cookie_of(name).await;
        let asked = team.ask(("GET", "audit/submissions"), ("cookie", &cookie), &Value::Null).await;
        assert_eq!(asked.0, StatusCode::FORBIDDEN, "{name}");
    }
}

#[tokio::test]
async fn nobody_is_asked_why_they_look_at_what_is_not_there_for_them() {
    let team = Team::new().await;
    let cookie = team.cookie_of("anna").await;
    let session = ("cookie", cookie.as_str());
    let submissions = team.ask(("GET", "submissions"), session, &Value::Null).await.2;
    let id = submissions["items"][0]["id"].as_str().unwrap().to_owned();
    let row = format!("submissions/{id}/rows/2");
    let question = json!({ "statement": "SELECT count(*) AS facts FROM observations" });
    let both = async || {
        let row = team.ask(("GET", &row), session, &Value::Null).await;
        let facts = team.ask(("POST", "sql"), session, &question).await;
        [row, facts].map(|(status, _, answer)| (status, answer["type"].clone()))
    };
    let asked = (StatusCode::FORBIDDEN, "urn:watchfire:problem:no-reason".into());
    assert_eq!(both().await, [asked.clone(), asked]);
    let research = json!({ "purpose": "research" });
    assert_eq!(team.ask(("PUT", "session"), session, &research).await.0, StatusCode::OK);
    let [row, facts] = both().await;
    assert_eq!(row, (StatusCode::NOT_FOUND, "urn:watchfire:problem:not-found".into()));
    assert_eq!(facts, (StatusCode::OK, Value::Null));
}

#[tokio::test]
async fn what_shows_nothing_is_left_out_and_what_failed_is_not() {
    let fixture = Fixture::filled().await;
    for path in ["health", "openapi.json", "session", "jobs", "schedule", "indicators"] {
        fixture.get(&format!("/api/v1/{path}")).await;
    }
    assert_eq!(fixture.get("/").await.status, StatusCode::OK);
    assert_eq!(entries(&fixture.node).await, []);
    let none = "/api/v1/submissions/aaaaaaaaaaaaaaaaaaaaaaaaaa";
    assert_eq!(fixture.get(none).await.status, StatusCode::NOT_FOUND);
    let entry = entries(&fixture.node).await.remove(0);
    assert_eq!((entry.outcome, entry.details.as_deref()), (Outcome::Failed, Some("status 404")));
}

#[tokio::test]
async fn who_knocks_is_on_record_once_a_minute_and_no_secret_is() {
    let fixture = Fixture::filled().await;
    let host = ("host", "127.0.0.1:8642");
    for _ in 0..20 {
        let forged = [host, ("authorization", "Bearer forged-secret")];
        let answer = fixture.ask("GET", "/api/v1/signals?token=other-secret", &forged).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
    let found = entries(&fixture.node).await;
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0].by, found[0].act), (&By::Nobody, Act::Knock));
    assert_eq!(
        (found[0].asked.as_str(), found[0].outcome),
        ("GET /api/v1/signals", Outcome::Refused)
    );
    // Whoever comes in by the link is on record each time.
    let link = format!("/?token={}", fixture.token.reveal());
    assert_eq!(fixture.ask("GET", &link, &[host]).await.status, StatusCode::SEE_OTHER);
    let found = entries(&fixture.node).await;
    assert_eq!(
        (found[0].act, &found[0].by, found[0].asked.as_str()),
        (Act::SignIn, &By::Terminal, "GET /")
    );
    let all = format!("{found:?}");
    for secret in ["forged-secret", "other-secret", fixture.token.reveal()] {
        assert!(!all.contains(secret), "{all}");
    }
}

#[tokio::test]
async fn who_is_not_let_in_fills_no_disk() {
    let team = Team::new().await;
    let before = entries(team.node()).await.len();
    for at in 0..20 {
        let body = json!({ "name": "x".repeat(at), "password": "" });
        let refused = team.ask(("POST", "session"), ("", ""), &body).await;
        assert!(!refused.0.is_success(), "{}", refused.2);
        team.ask(("POST", "invitations/acceptances"), ("", ""), &json!({ "code": 1 })).await;
        team.ask(("GET", "session/external/answer?code=x"), ("", ""), &Value::Null).await;
        team.ask(("PUT", "session"), ("", ""), &json!({ "purpose": "research" })).await;
    }
    // One a minute of those that are only counted.
    assert!(entries(team.node()).await.len() <= before + 1);
}

#[tokio::test]
async fn what_cannot_be_put_on_record_is_not_shown() {
    let fixture = Fixture::filled().await;
    let key = fixture.node.directory().join("keys/signing.key");
    let own = std::fs::read(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    for path in ["signals".to_owned(), format!("submissions/{}/rows/2", fixture.submission)] {
        let answer = fixture.get(&format!("/api/v1/{path}")).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(answer.problem()["title"], "It could not be put on record");
        assert!(!String::from_utf8_lossy(&answer.body).contains("Fentanyl"));
    }
    assert_eq!(fixture.get("/api/v1/health").await.status, StatusCode::OK);
    std::fs::write(&key, own).unwrap();
    assert_eq!(fixture.get("/api/v1/signals").await.status, StatusCode::OK);
    assert_eq!(entries(&fixture.node).await.len(), 1);
}

#[tokio::test]
async fn a_request_given_up_is_on_record_all_the_same() {
    let fixture = Fixture::filled().await;
    let path = format!("/api/v1/submissions/{}/rows/2", fixture.submission);
    {
        let mut asked = Box::pin(fixture.get(&path));
        let begun = std::future::poll_fn(|context| {
            std::task::Poll::Ready(asked.as_mut().poll(context).is_ready())
        });
        assert!(!begun.await);
    }
    fixture.get("/api/v1/signals").await;
    let found = entries(&fixture.node).await;
    assert!(found.len() <= 2, "{found:?}");
    if let [_, given_up] = found.as_slice() {
        assert_eq!(
            (given_up.asked.as_str(), given_up.outcome),
            (&*format!("GET {path}"), Outcome::Failed)
        );
    }
}

#[tokio::test]
async fn entries_are_listed_filtered_and_shown_and_that_is_on_record_too() {
    let fixture = Fixture::filled().await;
    let submission = format!("/api/v1/submissions/{}", fixture.submission);
    for path in ["", "/rows/2", "/rows/3", "/mapping"] {
        fixture.get(&format!("{submission}{path}")).await;
    }
    let all = fixture.json("/api/v1/audit?limit=2").await;
    assert_eq!(numbers(&all), [4, 3]);
    assert_eq!(all["next_before"], 3);
    assert_eq!(numbers(&fixture.json("/api/v1/audit?limit=2&before=3").await), [2, 1]);
    let about = format!("/api/v1/audit/about/submission/{}", fixture.submission);
    assert_eq!(numbers(&fixture.json(&about).await), [4, 3, 2, 1]);
    // That somebody looked at who looked at it is about it too.
    assert_eq!(numbers(&fixture.json(&about).await), [7, 4, 3, 2, 1]);
    let overseen = fixture.json("/api/v1/audit?act=oversee&who=(terminal)&outcome=allowed").await;
    assert_eq!(numbers(&overseen), [8, 7, 6, 5]);
    assert!(numbers(&fixture.json("/api/v1/audit?who=anna").await).is_empty());
    assert!(numbers(&fixture.json("/api/v1/audit?to=2021-02-14").await).is_empty());
    assert_eq!(numbers(&fixture.json("/api/v1/audit?from=2021-02-15&limit=1").await), [11]);
    let entry = fixture.json("/api/v1/audit/2").await;
    assert_eq!(
        (&entry["who"], &entry["at"]),
        (&"(terminal)".into(), &"2021-02-15T00:00:00Z".into())
    );
    assert_eq!(
        entry["about"][0],
        json!({ "kind": "submission", "id": fixture.submission, "rows": "2" })
    );
    assert_eq!(fixture.get("/api/v1/audit/999").await.status, StatusCode::NOT_FOUND);
    for wrong in
        ["act=x", "outcome=x", "about=x", "about=signal:", "from=x", "before=x", "limit=0", "x=1"]
    {
        let answer = fixture.get(&format!("/api/v1/audit?{wrong}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    assert_eq!(fixture.get("/api/v1/audit/about/x/y").await.status, StatusCode::BAD_REQUEST);
}

fn numbers(list: &Value) -> Vec<u64> {
    let items = list["items"].as_array().or_else(|| list["looks"].as_array()).unwrap();
    items.iter().map(|entry| entry["number"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn a_report_names_everybody_who_saw_a_row() {
    let fixture = Fixture::filled().await;
    let submission = format!("/api/v1/submissions/{}", fixture.submission);
    fixture.get(&format!("{submission}/rows/2")).await;
    fixture.get(&format!("{submission}/rows/3")).await;
    let bearer = format!("Bearer {}", fixture.token.reveal());
    let formula = [
        ("host", "127.0.0.1:8642"),
        ("authorization", bearer.as_str()),
        ("x-watchfire-reason", "=1+1"),
    ];
    fixture.ask("GET", &submission, &formula).await;
    let statement = json!({ "statement": "SELECT source FROM observations" });
    fixture.post("/api/v1/sql", &statement).await;
    let path = format!("/api/v1/audit/report?submission={}&row=2", fixture.submission);
    let report = fixture.json(&path).await;
    assert_eq!(numbers(&report), [4, 3, 1]);
    let saw: Vec<&str> = report["looks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|look| look["saw"].as_str().unwrap())
        .collect();
    assert_eq!(saw, ["perhaps", "submission", "row"]);
    assert_eq!((&report["row"], &report["is_cut"]), (&2.into(), &false.into()));
    let path = format!("/api/v1/audit/report.csv?submission={}", fixture.submission);
    let csv = fixture.get(&path).await;
    assert_eq!(csv.status, StatusCode::OK);
    let csv = String::from_utf8(csv.body).unwrap();
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines[0].starts_with("number,at,who,organisation"), "{csv}");
    assert!(csv.contains(",'=1+1,"), "{csv}");
    // The report before this one is a look at the submission as well.
    assert_eq!(lines.len(), 6, "{csv}");
    let entry = entries(&fixture.node).await.remove(0);
    assert_eq!(
        (entry.act, about(&entry)),
        (Act::Oversee, format!("submission:{}", fixture.submission))
    );
    // Who asked and was shown nothing saw nothing.
    assert_eq!(fixture.get(&format!("{submission}/rows/9999")).await.status, StatusCode::NOT_FOUND);
    fixture.post("/api/v1/sql", &json!({ "statement": "SELECT nothing FROM nowhere" })).await;
    let path = format!("/api/v1/audit/report?submission={}&row=9999", fixture.submission);
    let report = fixture.json(&path).await;
    let looks = report["looks"].as_array().unwrap().iter();
    let saw: Vec<&str> = looks.map(|look| look["saw"].as_str().unwrap()).collect();
    // The report of before is a look as well; what the question failed of may have told something.
    assert_eq!(saw, ["perhaps", "nothing", "submission", "submission", "perhaps", "submission"]);
}

#[tokio::test]
async fn signing_in_and_running_the_node_are_on_record_and_no_password_is() {
    let team = Team::new().await;
    let cookie = team.cookie_of("anna").await;
    let refused = team.sign_in("anna", "not the password", None).await;
    assert_eq!(refused.0, StatusCode::FORBIDDEN);
    team.sign_in("my secret password", "x", None).await;
    let session = ("cookie", cookie.as_str());
    team.ask(("GET", "signals"), session, &Value::Null).await;
    // Neither may an analyst see who looked at what, nor make accounts.
    for path in ["audit", "people"] {
        assert_eq!(team.ask(("GET", path), session, &Value::Null).await.0, StatusCode::FORBIDDEN);
    }
    team.ask(("DELETE", "session"), session, &Value::Null).await;
    let root = team.cookie_of("root").await;
    let wanted = json!({ "name": "sue", "shown_name": "Sue", "organisation": "Test node", "unit": "",
        "roles": ["supervisor"], "purposes": ["public-health"] });
    let made = team.ask(("POST", "people"), ("cookie", &root), &wanted).await;
    assert_eq!(made.0, StatusCode::OK, "{}", made.2);
    let code = made.2["code"].as_str().unwrap();
    let acceptance = json!({ "code": code, "password": PASSWORD });
    let accepted = team.ask(("POST", "invitations/acceptances"), ("", ""), &acceptance).await;
    assert_eq!(accepted.0, StatusCode::OK, "{}", accepted.2);
    let supervisor = team.cookie_of("sue").await;
    let (status, _, all) = team.ask(("GET", "audit"), ("cookie", &supervisor), &Value::Null).await;
    assert_eq!(status, StatusCode::OK);
    let told: Vec<String> = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .rev()
        .map(|entry| {
            let about = entry["about"]
                .as_array()
                .unwrap()
                .iter()
                .map(|about| about["id"].as_str().unwrap());
            let about: Vec<&str> = about.collect();
            let word = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
            format!("{} {} {} {}", word("who"), word("act"), word("outcome"), about.join(" "))
        })
        .collect();
    assert_eq!(
        told,
        [
            "anna sign-in allowed ",
            "(nobody) sign-in refused anna",
            "(nobody) sign-in refused ",
            "anna read allowed ",
            "anna oversee refused ",
            "anna administer refused ",
            "anna sign-out allowed ",
            "root sign-in allowed ",
            "root administer allowed sue",
            "(nobody) account allowed sue",
            "sue sign-in allowed ",
        ]
    );
    let text = all.to_string();
    for secret in [PASSWORD, "not the password", "my secret password", code, &cookie] {
        assert!(!text.contains(secret), "{secret}");
    }
    let root_made = &all["items"][2];
    assert!(root_made["details"].as_str().unwrap().contains("supervisor"), "{root_made}");
    let anna = &all["items"][7]["person"];
    assert_eq!((&anna["roles"], &anna["organisation"]), (&json!(["analyst"]), &"Test node".into()));
    assert!(anna["means"].as_str().unwrap().starts_with("session "), "{anna}");
    let proof = team.node().verify(&mut |_| {}).await.unwrap();
    assert_eq!(proof.faults, []);
}

#[tokio::test]
async fn what_a_job_stored_is_on_record_under_its_submission() {
    let fixture = Fixture::empty().await;
    let job = fixture.finished(&fixture.upload(&crate::uploads::month("2020-12", 3)).await).await;
    let stored = job["file"]["submission"].as_str().unwrap().to_owned();
    let wanted = Wanted { about: Some((Kind::Submission, stored)), ..Wanted::default() };
    let found = fixture.node.audit(&wanted, 10).await.unwrap();
    let decided = found.iter().filter(|stored| stored.entry.act == Act::Decide).count();
    assert_eq!(decided, 1, "{found:?}");
}

#[tokio::test]
async fn a_supervisor_is_told_who_may_see_what_and_which_rule_says_so() {
    let team = Team::new().await;
    let sue = team.invited("sue", Role::Supervisor, 3).await;
    let ask = async |path: &str, cookie: &str| {
        team.ask(("GET", path), ("cookie", cookie), &Value::Null).await
    };
    let submission = &team.fixture.submission;
    let on = format!("audit/sight/submissions/{submission}");
    let (status, _, told) = ask(&on, &sue).await;
    assert_eq!((status, &told["submission"]), (StatusCode::OK, &submission.as_str().into()));
    let people: Vec<String> = told["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let words = |list: &Value, of: &dyn Fn(&Value) -> Value| {
                let words = list.as_array().unwrap().iter().map(of);
                words.map(|word| word.as_str().unwrap().to_owned()).collect::<Vec<_>>().join(",")
            };
            let rules = words(&one["why"], &|rule| rule["id"].clone());
            let may = words(&one["may"], &Value::clone);
            format!("{} {} [{may}] {rules}", one["person"]["name"], one["purpose"]).replace('"', "")
        })
        .collect();
    assert_eq!(
        people,
        [
            "anna public-health [read,search,count,export,decide] analysts-and-assessors",
            "anna research [] purpose-wall",
            "root public-health [] ",
            "sue public-health [] ",
        ]
    );
    let (status, _, told) = ask("audit/sight/people/anna", &sue).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    let research = &told["purposes"][1];
    assert_eq!(research["purpose"], "research");
    assert_eq!(research["markings"][0]["may"], json!([]));
    let why = research["markings"][0]["why"][0]["says"].as_str().unwrap();
    assert!(why.starts_with("Information is there only for the purposes"), "{why}");
    let withheld = research["markings"][0]["submissions"].as_array().unwrap();
    assert!(withheld.contains(&submission.as_str().into()), "{withheld:?}");
    // That they asked is on record under whom and what they asked about.
    let latest = entries(team.node()).await;
    assert_eq!((latest[0].by.word(), about(&latest[0])), ("sue", "person:anna".to_owned()));
    assert_eq!(about(&latest[1]), format!("submission:{submission}"));
    // Nobody else is told.
    let anna = team.cookie_of("anna").await;
    assert_eq!(ask(&on, &anna).await.0, StatusCode::FORBIDDEN);
    assert_eq!(ask("audit/sight/people/nobody", &sue).await.0, StatusCode::NOT_FOUND);
    let (status, _, rules) = ask("policies", &anna).await;
    assert_eq!((status, &rules["items"][0]["is_shipped"]), (StatusCode::OK, &true.into()));
}

#[tokio::test]
async fn what_somebody_could_not_see_is_told_as_of_their_look() {
    let team = Team::new().await;
    let submission = team.fixture.submission.clone();
    let anna = team.cookie_of("anna").await;
    let anna = ("cookie", anna.as_str());
    let look = format!("submissions/{submission}");
    let question = json!({ "statement": "SELECT count(*) AS facts FROM observations" });
    assert_eq!(team.ask(("GET", &look), anna, &Value::Null).await.0, StatusCode::OK);
    let research = json!({ "purpose": "research" });
    team.ask(("PUT", "session"), anna, &research).await;
    assert_eq!(team.ask(("GET", &look), anna, &Value::Null).await.0, StatusCode::NOT_FOUND);
    assert_eq!(team.ask(("POST", "sql"), anna, &question).await.0, StatusCode::OK);
    // As an earlier version wrote it, which kept no rules.
    let asked = entries(team.node()).await.remove(0);
    AuditLog::of(team.node()).append(asked).await.unwrap();
    // What she is since then changes nothing of what she was.
    let mut person = invite::account(team.node(), "anna").await.unwrap().person;
    person.roles = vec![Role::Laboratory];
    person.purposes = vec![Purpose::PublicHealth];
    invite::change(team.node(), person, team.now()).await.unwrap();
    let told = async |team: &Team| {
        let sue = team.cookie_of("sue").await;
        let path = format!("audit/report?submission={submission}");
        let (status, _, report) = team.ask(("GET", &path), ("cookie", &sue), &Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{report}");
        let looks = report["looks"].as_array().unwrap().iter();
        let looks = looks.filter(|look| look["who"] == "anna");
        let one = |look: &Value| {
            let may: Vec<_> = look["then"]["may"].as_array().unwrap().iter().collect();
            let why: Vec<_> = look["then"]["why"].as_array().unwrap().iter().collect();
            let (saw, rules) = (&look["saw"], &look["then"]["rules"]);
            format!("{saw} {rules} {} {}", may.len(), why[0]["id"]).replace('"', "")
        };
        looks.map(one).collect::<Vec<_>>()
    };
    team.invited("sue", Role::Supervisor, 3).await;
    assert_eq!(
        told(&team).await,
        [
            "perhaps unknown 0 purpose-wall",
            "withheld same 0 purpose-wall",
            "nothing same 0 purpose-wall",
            "submission same 5 analysts-and-assessors",
        ]
    );
    // Under other rules nobody says for certain what those of then withheld.
    let own = team.node().directory().join("policies");
    std::fs::create_dir_all(&own).unwrap();
    let rule = "@id(\"no-taking-out\")\n@says(\"Nobody takes anything out.\")\n\
        forbid (principal, action == Action::\"export\", resource);";
    std::fs::write(own.join("own.cedar"), rule).unwrap();
    let access = Access::of_node(team.node()).unwrap();
    let team = team.served_as(|service| service.with_access(access));
    assert_eq!(
        told(&team).await,
        [
            "perhaps unknown 0 purpose-wall",
            "perhaps changed 0 purpose-wall",
            "nothing changed 0 purpose-wall",
            "submission changed 4 analysts-and-assessors",
        ]
    );
    let sue = team.cookie_of("sue").await;
    let path = format!("audit/report.csv?submission={submission}");
    let (status, _, csv) = team.visit(&path, &sue).await;
    assert_eq!(status, 200, "{csv}");
    assert!(csv.contains(",nothing,,nothing,purpose-wall,changed,session "), "{csv}");
    assert_eq!(team.node().verify(&mut |_| {}).await.unwrap().faults, []);
}
