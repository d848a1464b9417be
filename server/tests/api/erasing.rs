//! Nobody erases alone what others may need.

use axum::http::StatusCode;
use serde_json::{Value, json};
use vocabulary::handling::Reader;
use vocabulary::people::Role;
use vocabulary::submission::Extent;
use workflows::withdraw::{Withdrawal, withdraw};

use crate::fixture::TODAY;
use crate::people::Team;

impl Team {
    async fn erases(&self, cookie: &str, reason: &str) -> (StatusCode, Value) {
        let path = format!("submissions/{}/withdrawal", self.fixture.submission);
        let body = json!({ "reason": reason, "extent": "erase" });
        let (status, _, said) = self.ask(("POST", &path), ("cookie", cookie), &body).await;
        (status, said)
    }

    async fn says(&self, cookie: &str, agrees: bool, asked: &Value) -> (StatusCode, Value) {
        let path = format!("submissions/{}/erasure", self.fixture.submission);
        let (asked_by, because) = (&asked["asked_by"], &asked["because"]);
        let body = json!({ "agrees": agrees, "asked_by": asked_by, "because": because });
        let (status, _, said) = self.ask(("POST", &path), ("cookie", cookie), &body).await;
        (status, said)
    }

    async fn stored(&self, cookie: &str) -> Value {
        let path = format!("submissions/{}", self.fixture.submission);
        let (status, _, said) = self.ask(("GET", &path), ("cookie", cookie), &Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{said}");
        said
    }

    /// How many wait to be erased, as somebody is shown.
    async fn waiting_to_be_erased(&self, cookie: &str) -> u64 {
        let path = "submissions?waits_for=erasure";
        let (status, _, said) = self.ask(("GET", path), ("cookie", cookie), &Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{said}");
        said["total"].as_u64().unwrap()
    }
}

#[tokio::test]
async fn what_one_asks_to_be_erased_another_agrees_to() {
    let team = Team::new().await;
    let anna = team.cookie_of("anna").await;
    let ben = team.invited("ben", Role::Analyst, 8).await;
    let paul = team.invited("paul", Role::Partner, 9).await;
    let nobody_asked = json!({ "asked_by": "anna", "because": "sent by mistake" });
    assert_eq!(team.says(&ben, true, &nobody_asked).await.0, StatusCode::CONFLICT);
    assert_eq!(team.erases(&anna, " \n").await.0, StatusCode::BAD_REQUEST);
    let (status, said) = team.erases(&anna, " sent\n by mistake ").await;
    assert_eq!((status, &said["position"]), (StatusCode::ACCEPTED, &Value::Null), "{said}");
    // Nothing is gone, and it stands there for all who may see it.
    let asked = team.stored(&ben).await["erasure_asked"].clone();
    assert_eq!(
        (&asked["asked_by"], &asked["because"]),
        (&"anna".into(), &"sent by mistake".into())
    );
    assert_eq!(team.stored(&ben).await["erased_on"], Value::Null);
    assert_eq!(team.waiting_to_be_erased(&ben).await, 1);
    // Neither who asked agrees, nor who may not decide; another reason was not asked for; it waits once.
    let (status, said) = team.says(&anna, true, &asked).await;
    assert_eq!(
        (status, &said["says"]["id"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"own-erasure".into())
    );
    assert_eq!(team.says(&paul, true, &asked).await.0, StatusCode::FORBIDDEN);
    let other = json!({ "asked_by": "anna", "because": "a court" });
    assert_eq!(team.says(&ben, true, &other).await.0, StatusCode::CONFLICT);
    let (status, said) = team.erases(&ben, "a court").await;
    assert_eq!((status, &said["says"]["id"]), (StatusCode::CONFLICT, &"erasure-waits".into()));
    // A no leaves it as it was, and who asked takes it back.
    assert_eq!(team.says(&ben, false, &asked).await.0, StatusCode::OK);
    assert_eq!(team.stored(&ben).await["erasure_asked"], Value::Null);
    team.erases(&anna, "sent by mistake").await;
    assert_eq!(team.says(&anna, false, &asked).await.0, StatusCode::OK);
    assert_eq!(team.says(&ben, true, &asked).await.0, StatusCode::CONFLICT);
    // A yes erases it, and says in the ledger why it was asked.
    team.erases(&anna, "sent by mistake").await;
    let (status, said) = team.says(&ben, true, &asked).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    let stored = team.stored(&ben).await;
    assert!(stored["erased_on"].is_string(), "{stored}");
    assert_eq!(stored["erasure_asked"], Value::Null);
    assert_eq!(team.waiting_to_be_erased(&ben).await, 0);
    assert_eq!(team.erases(&anna, "sent by mistake").await.0, StatusCode::CONFLICT);
}

#[tokio::test]
async fn what_is_erased_otherwise_waits_no_longer() {
    let team = Team::new().await;
    let anna = team.cookie_of("anna").await;
    team.erases(&anna, "sent by mistake").await;
    // The node's own terminal asks nobody.
    let mut writer = team.node().clone().into_writer("test").await.unwrap();
    let withdrawal = Withdrawal {
        id: &team.fixture.submission,
        reason: "asked by a court",
        extent: Extent::Erase,
        today: TODAY,
        random: [7; 16],
    };
    withdraw(&mut writer, &withdrawal, &Reader::local_administrator()).await.unwrap();
    assert!(team.stored(&anna).await["erased_on"].is_string());
    assert_eq!(team.waiting_to_be_erased(&anna).await, 0);
    assert!(team.node().erasure_requests().await.unwrap().is_empty());
}
