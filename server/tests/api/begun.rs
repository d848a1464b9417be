//! What comes in, or goes, begins work for those who see it, and nobody else is told; nor does what others ask for
//! change what one sees.

use std::time::Duration;

use serde_json::{Value, json};
use vocabulary::handling::Reader;
use vocabulary::people::Role;
use workflows::ingest::{Outcome, Submitted, ingest};

use crate::fixture::{MAPPING, TODAY};
use crate::people::Team;
use crate::uploads::month;

/// Stores a file under the usual mapping with one thing changed; gives its id.
async fn store(team: &Team, (usual, changed): (&str, &str)) -> String {
    let mapping = MAPPING.replace(usual, changed);
    assert_ne!(mapping, MAPPING);
    let mut writer = team.node().clone().into_writer("test").await.unwrap();
    let submitted = Submitted {
        file_name: "marked.csv",
        file: &mut std::io::Cursor::new(month("2020-01", 3).into_bytes()),
        mapping: &mapping,
        today: TODAY,
        random: [7; 80],
        reader: &Reader::local_administrator(),
        watch: &|_| {},
    };
    match ingest(&mut writer, submitted).await.unwrap() {
        Outcome::Stored(stored) => stored.header.id.to_string(),
        other => panic!("the file must be stored: {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_ask_for_takes_the_place_of_nobodys_list() {
    let team = Team::new().await;
    store(&team, ("subjects = \"none\"", "subjects = \"suspects\"")).await;
    let vera = team.invited("vera", Role::Assessor, 8).await;
    let run = async |cookie: &str, as_of: &str| {
        let with = ("cookie", cookie);
        let wanted = json!({ "as_of": as_of });
        let (status, _, job) = team.ask(("POST", "runs"), with, &wanted).await;
        assert_eq!(status, 202, "{job}");
        let path = format!("jobs/{}", job["id"]);
        loop {
            let job = team.ask(("GET", &path), with, &Value::Null).await.2;
            match job["state"].as_str() {
                Some("waiting" | "running") => tokio::task::yield_now().await,
                state => break assert_eq!(state, Some("done"), "{job}"),
            }
        }
    };
    let runs = async || team.ask(("GET", "runs"), ("cookie", &vera), &Value::Null).await.2;
    run(&vera, "2021-02-15").await;
    let before = runs().await;
    assert!(before["total"].as_u64() > Some(0), "{before}");
    // One who sees the first entries alone, one who sees none; of another day too.
    let (anna, root) = (team.cookie_of("anna").await, team.cookie_of("root").await);
    for who in [&anna, &root] {
        run(who, "2021-02-15").await;
        run(who, "2021-01-31").await;
    }
    assert_eq!(runs().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_begins_detection_for_those_who_see_it_alone() {
    let team = Team::new().await;
    let id = store(&team, ("subjects = \"none\"", "subjects = \"suspects\"")).await;
    let team = team.served_as(|service| service.with_detection_after(Duration::ZERO));
    let pol = team.invited("pol", Role::Police, 7).await;
    let anna = team.cookie_of("anna").await;
    let withdrawal = format!("submissions/{id}/withdrawal");
    let withdrawn =
        team.ask(("POST", &withdrawal), ("cookie", &pol), &json!({ "reason": "a mistake" })).await;
    assert_eq!(withdrawn.0, 200, "{}", withdrawn.2);
    let jobs = async |cookie: &str| {
        team.ask(("GET", "jobs"), ("cookie", cookie), &Value::Null).await.2["items"].clone()
    };
    assert_eq!(jobs(&pol).await[0]["asked_by"], "submission");
    assert_eq!(jobs(&anna).await, json!([]), "she does not see what went");
}
