//! Who signed in by a browser before is not kept waiting by guesses of others; what that browser keeps opens nothing.

use axum::http::StatusCode;
use jiff::ToSpan as _;
use serde_json::{Value, json};
use workflows::people::password::worked_on;

use crate::people::{PASSWORD, Team};

const WRONG: &str = "some other words";

impl Team {
    /// Signs in, and gives what the browser keeps when the session is over.
    async fn device_of(&self, name: &str) -> String {
        let (status, set) = self.sign_in_from("", (name, PASSWORD)).await;
        assert_eq!(status, StatusCode::OK);
        let device = set.iter().find(|cookie| cookie.starts_with("watchfire_device_")).unwrap();
        for word in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
            assert!(device.contains(word), "{device}");
        }
        device.split(';').next().unwrap().to_owned()
    }

    async fn tries(&self, device: &str, name: &str, password: &str) -> StatusCode {
        self.sign_in_from(device, (name, password)).await.0
    }
}

#[tokio::test]
async fn a_thousand_guesses_do_not_keep_a_known_browser_out() {
    let team = Team::new().await;
    let device = team.device_of("anna").await;
    let before = worked_on();
    for number in 0..1000 {
        let name = if number % 2 == 0 { "anna".to_owned() } else { format!("name-{number}") };
        let _refused = team.tries("", &name, WRONG).await;
    }
    assert!(worked_on() - before <= 51, "guesses are work for few");
    assert_eq!(team.tries("", "anna", PASSWORD).await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(team.tries("", "root", PASSWORD).await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(team.tries(&device, "anna", PASSWORD).await, StatusCode::OK);
    let accept = json!({ "code": "guessed", "password": PASSWORD });
    let invited = ("POST", "invitations/acceptances");
    assert_eq!(team.ask(invited, ("", ""), &accept).await.0, StatusCode::FORBIDDEN, "no wait");
}

#[tokio::test]
async fn what_a_browser_keeps_opens_nothing_and_tries_no_more_than_a_stranger() {
    let team = Team::new().await;
    let device = team.device_of("anna").await;
    assert_eq!(team.status_of("signals", &device).await, StatusCode::UNAUTHORIZED);
    let secret = device.split_once('=').unwrap().1;
    let as_session = format!("watchfire_8642={secret}");
    assert_eq!(team.status_of("signals", &as_session).await, StatusCode::UNAUTHORIZED);
    // A thief who has it guesses as a stranger does, and keeps nobody but its owner's browser waiting.
    for _ in 0..6 {
        assert_eq!(team.tries(&device, "anna", WRONG).await, StatusCode::FORBIDDEN);
    }
    let before = worked_on();
    for _ in 0..100 {
        assert_eq!(team.tries(&device, "anna", WRONG).await, StatusCode::TOO_MANY_REQUESTS);
    }
    assert_eq!(worked_on(), before);
    assert_eq!(team.tries("", "anna", PASSWORD).await, StatusCode::OK);
    team.set(team.now() + 2.seconds());
    assert_eq!(team.tries(&device, "anna", PASSWORD).await, StatusCode::OK);
}

#[tokio::test]
async fn a_browser_is_known_for_its_own_account_and_by_this_node_alone() {
    let team = Team::new().await;
    let device = team.device_of("anna").await;
    let (kept, last) = device.split_at(device.len() - 1);
    let forged = format!("{kept}{}", if last == "0" { "1" } else { "0" });
    let made_up = format!("watchfire_device_8642={}", "ab".repeat(64));
    for (count, brought) in [device.as_str(), &forged, &made_up, "watchfire_device_8642=é", ""]
        .iter()
        .cycle()
        .take(10)
        .enumerate()
    {
        let status = team.tries(brought, "root", WRONG).await;
        let expected =
            if count < 6 { StatusCode::FORBIDDEN } else { StatusCode::TOO_MANY_REQUESTS };
        assert_eq!(status, expected, "{count}: all count for the name");
    }
    let anna = team.cookie_of("anna").await;
    assert_eq!(team.ask(("GET", "account/sessions"), ("cookie", &anna), &Value::Null).await.0, 200);
}

#[tokio::test]
async fn guesses_of_others_keep_nobody_from_changing_their_password() {
    let team = Team::new().await;
    let anna = team.cookie_of("anna").await;
    for _ in 0..20 {
        let _refused = team.tries("", "anna", WRONG).await;
    }
    let change = async |old: &str| {
        let body = json!({ "old": old, "new": "nine blue lanterns" });
        team.ask(("PUT", "account/password"), ("cookie", &anna), &body).await.0
    };
    assert_eq!(change(WRONG).await, StatusCode::FORBIDDEN);
    assert_eq!(change(PASSWORD).await, StatusCode::OK);
    for _ in 0..6 {
        assert_eq!(change(WRONG).await, StatusCode::FORBIDDEN);
    }
    assert_eq!(change(WRONG).await, StatusCode::TOO_MANY_REQUESTS, "a session guesses no more");
}
