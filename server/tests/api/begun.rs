//! What comes in, or goes, begins work for those who see it, and nobody else is told.

use std::time::Duration;

use serde_json::{Value, json};
use vocabulary::handling::Reader;
use vocabulary::people::Role;
use workflows::ingest::{Outcome, Submitted, ingest};

use crate::fixture::{MAPPING, TODAY};
use crate::people::Team;
use crate::uploads::month;

#[tokio::test(flavor = "multi_thread")]
async fn a_change_begins_detection_for_those_who_see_it_alone() {
    let team = Team::new().await;
    let mapping = MAPPING.replace("subjects = \"none\"", "subjects = \"suspects\"");
    assert_ne!(mapping, MAPPING);
    let mut writer = team.node().clone().into_writer("test").await.unwrap();
    let submitted = Submitted {
        file_name: "suspects.csv",
        file: &mut std::io::Cursor::new(month("2020-01", 3).into_bytes()),
        mapping: &mapping,
        today: TODAY,
        random: [7; 80],
        reader: &Reader::local_administrator(),
        watch: &|_| {},
    };
    let Outcome::Stored(stored) = ingest(&mut writer, submitted).await.unwrap() else {
        panic!("the file must be stored")
    };
    drop(writer);
    let team = team.served_as(|service| service.with_detection_after(Duration::ZERO));
    let pol = team.invited("pol", Role::Police, 7).await;
    let anna = team.cookie_of("anna").await;
    let withdrawal = format!("submissions/{}/withdrawal", stored.header.id);
    let withdrawn =
        team.ask(("POST", &withdrawal), ("cookie", &pol), &json!({ "reason": "a mistake" })).await;
    assert_eq!(withdrawn.0, 200, "{}", withdrawn.2);
    let jobs = async |cookie: &str| {
        team.ask(("GET", "jobs"), ("cookie", cookie), &Value::Null).await.2["items"].clone()
    };
    assert_eq!(jobs(&pol).await[0]["asked_by"], "submission");
    assert_eq!(jobs(&anna).await, json!([]), "she does not see what went");
}
