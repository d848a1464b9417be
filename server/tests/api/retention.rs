//! What has come to its end is shown, then erased by a job, by request or by itself, and on record.

use axum::http::StatusCode;
use jiff::ToSpan as _;
use serde_json::{Value, json};
use store::audit::Wanted;
use store::reviews::Review;
use vocabulary::audit::{By, Kind};

use crate::fixture::{Fixture, TODAY};
use crate::people::Team;

/// Says that a submission was to be reviewed some days ago, and that what is about nobody is erased then.
async fn overdue(fixture: &Fixture, days: i32) {
    let review = Review {
        submission: fixture.submission.parse_id(),
        keep_until: TODAY - days.days(),
        because: "not yet known".to_owned(),
        decided_by: "(terminal)".to_owned(),
        decided_on: TODAY - 100.days(),
    };
    fixture.node.keep_review(&review).await.unwrap();
    let rules = "[none]\nthen = \"erase\"\nafter_days = 10\n";
    std::fs::write(fixture.node.directory().join("retention.toml"), rules).unwrap();
}

trait ParseId {
    fn parse_id(&self) -> vocabulary::submission::SubmissionId;
}

impl ParseId for String {
    fn parse_id(&self) -> vocabulary::submission::SubmissionId {
        vocabulary::submission::SubmissionId::parse(self).unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_come_to_its_end_is_shown_and_then_erased_by_itself_and_on_record() {
    let fixture = Fixture::filled().await.with_jobs_on_disk();
    overdue(&fixture, 9).await;
    let due = fixture.json("/api/v1/retention").await;
    assert_eq!((&due["total"], &due["rules"][0]["then"]), (&1.into(), &"erase".into()), "{due}");
    let item = &due["items"][0];
    let expected = (&"erase-unless-kept".into(), &(TODAY + 1.day()).to_string().into());
    assert_eq!((&item["fate"], &item["on"]), expected, "{item}");
    assert_eq!(
        (&item["has_come"], &item["kept_because"]),
        (&false.into(), &"not yet known".into())
    );
    fixture.service().look_at_schedule().await;
    assert_eq!(fixture.finished_jobs("retention").await.len(), 0, "its day has not come");
    // The day after, a server that starts anew looks again.
    overdue(&fixture, 10).await;
    let fixture = fixture.served_anew().await;
    fixture.service().look_at_schedule().await;
    fixture.service().look_at_schedule().await;
    let jobs = fixture.finished_jobs("retention").await;
    let [only] = jobs.as_slice() else { panic!("{jobs:#?}") };
    let told = (&only["state"], &only["asked_by"], &only["found"]);
    assert_eq!(told, (&"done".into(), &"schedule".into(), &"1 submission erased".into()), "{only}");
    let (node, id) = (&fixture.node, fixture.submission.clone());
    assert_eq!(node.erased_on(&fixture.submission.parse_id()).await.unwrap(), Some(TODAY));
    let wanted = Wanted { about: Some((Kind::Submission, id)), ..Wanted::default() };
    let found = node.audit(&wanted, 10).await.unwrap();
    assert!(found.iter().any(|stored| stored.entry.by == By::Node), "{found:?}");
    assert_eq!(fixture.json("/api/v1/retention").await["total"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_decide_about_a_submission_keeps_it_and_whoever_runs_the_node_erases() {
    let team = Team::new().await;
    let (fixture, anna) = (&team.fixture, team.cookie_of("anna").await);
    overdue(fixture, 10).await;
    let ask = async |what: (&str, &str), cookie: &str, body: &Value| {
        team.ask(what, ("cookie", cookie), body).await
    };
    let reviews = format!("submissions/{}/reviews", fixture.submission);
    let kept = json!({ "keep_until": "2032-01-01", "because": "the study is under way" });
    let root = team.cookie_of("root").await;
    // Who runs the node does not see it, and who sees it does not run the node.
    let refused = ask(("POST", &reviews), &root, &kept).await;
    assert_eq!(refused.0, StatusCode::NOT_FOUND, "{}", refused.2);
    for (method, path) in [("GET", "retention"), ("POST", "retention/erasures")] {
        assert_eq!(ask((method, path), &anna, &Value::Null).await.0, StatusCode::FORBIDDEN);
    }
    for (body, status) in [
        (json!({ "keep_until": "2020-01-01", "because": "x" }), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({ "keep_until": "2032-01-01", "because": " " }), StatusCode::UNPROCESSABLE_ENTITY),
        // Nobody erases alone by having it reviewed sooner.
        (json!({ "keep_until": "2021-02-16", "because": "x" }), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({ "keep_until": "2031-02-14", "because": "x" }), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({ "keep_until": "soon", "because": "x" }), StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(ask(("POST", &reviews), &anna, &body).await.0, status, "{body}");
    }
    let done = ask(("POST", &reviews), &anna, &kept).await;
    assert_eq!((done.0, &done.2["review_on"]), (StatusCode::OK, &"2032-01-01".into()));
    let sooner = json!({ "keep_until": "2031-12-31", "because": "it may go" });
    let refused = ask(("POST", &reviews), &anna, &sooner).await;
    assert_eq!(refused.0, StatusCode::UNPROCESSABLE_ENTITY, "nobody brings it forward alone");
    let (_, _, due) = ask(("GET", "retention?within=5000"), &root, &Value::Null).await;
    let items = due["items"].as_array().unwrap();
    let item = items.iter().find(|one| one["submission"] == fixture.submission.as_str()).unwrap();
    let told = (&item["review_on"], &item["kept_by"]);
    assert_eq!(told, (&"2032-01-01".into(), &"anna".into()), "{item}");
    for data in ["file_name", "source", "kinds"] {
        assert!(item.get(data).is_none(), "running the node shows no data: {item}");
    }
    let begun = ask(("POST", "retention/erasures"), &root, &Value::Null).await;
    assert_eq!(begun.0, StatusCode::ACCEPTED, "{}", begun.2);
    let job = format!("jobs/{}", begun.2["id"]);
    let found = loop {
        let (status, _, job) = ask(("GET", &job), &root, &Value::Null).await;
        assert_eq!(status, StatusCode::OK, "whoever begins work sees what came of it: {job}");
        if job["state"] == "done" {
            break job["found"].clone();
        }
        assert_ne!(job["state"], "failed", "{job}");
        tokio::task::yield_now().await;
    };
    assert_eq!(found, "0 submissions erased");
}
