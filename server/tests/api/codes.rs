//! One-time codes: what they are good for, and of whom they are asked.

use axum::http::StatusCode;
use jiff::ToSpan as _;
use jiff::civil::DateTime;
use serde_json::{Value, json};
use server::SignInSettings;
use vocabulary::people::Role;
use workflows::people::invite::{accept, invite_again};

use crate::people::{PASSWORD, Team};

/// The code that a telephone shows.
fn code_of(secret: &str, time: DateTime) -> String {
    let bytes = totp_rs::Secret::Encoded(secret.to_owned()).to_bytes().unwrap();
    let maker = totp_rs::TOTP::new_unchecked(totp_rs::Algorithm::SHA1, 6, 1, 30, bytes);
    let zoned = time.to_zoned(jiff::tz::TimeZone::UTC).unwrap();
    maker.generate(zoned.timestamp().as_second() as u64)
}

#[tokio::test]
async fn a_one_time_code_serves_once_and_so_does_each_recovery_code() {
    let team = Team::new().await;
    let anna = team.cookie_of("anna").await;
    let (_, _, proposed) =
        team.ask(("POST", "account/codes"), ("cookie", &anna), &Value::Null).await;
    let secret = proposed["secret"].as_str().unwrap().to_owned();
    let code_at = |time: DateTime| code_of(&secret, time);
    let wrong = json!({ "secret": secret, "code": "000000" });
    assert_eq!(
        team.ask(("PUT", "account/codes"), ("cookie", &anna), &wrong).await.0,
        StatusCode::FORBIDDEN
    );
    let right = json!({ "secret": secret, "code": code_at(team.now()) });
    let (status, _, kept) = team.ask(("PUT", "account/codes"), ("cookie", &anna), &right).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(kept["recovery_codes"].as_array().unwrap().len(), 10);
    assert_eq!(team.sign_in("anna", PASSWORD, None).await.0, StatusCode::FORBIDDEN);
    let used = code_at(team.now());
    assert_eq!(
        team.sign_in("anna", PASSWORD, Some(&used)).await.0,
        StatusCode::FORBIDDEN,
        "it confirmed"
    );
    team.set(team.now() + 30.seconds());
    let next = code_at(team.now());
    assert_eq!(team.sign_in("anna", PASSWORD, Some(&next)).await.0, StatusCode::OK);
    assert_eq!(
        team.sign_in("anna", PASSWORD, Some(&next)).await.0,
        StatusCode::FORBIDDEN,
        "replayed"
    );
    let recovery = kept["recovery_codes"][3].as_str().unwrap();
    let typed = recovery.to_uppercase().replace('-', " ");
    assert_eq!(recovery.len(), 14, "60 bits, in fours");
    let other = kept["recovery_codes"][4].as_str().unwrap();
    assert_ne!(other, recovery);
    assert_eq!(team.sign_in("anna", PASSWORD, Some(&typed)).await.0, StatusCode::OK, "as typed");
    let recovery = other;
    assert_eq!(team.sign_in("anna", PASSWORD, Some(recovery)).await.0, StatusCode::OK);
    assert_eq!(team.sign_in("anna", PASSWORD, Some(recovery)).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn who_runs_or_oversees_the_node_sets_up_codes_before_anything_else() {
    let team =
        Team::new().await.served_as(|service| service.with_sign_in(SignInSettings::default()));
    let sue = team.invited("sue", Role::Supervisor, 9).await;
    for (name, cookie) in [("root", team.cookie_of("root").await), ("sue", sue)] {
        let with = ("cookie", cookie.as_str());
        let ask = async |method, path| team.ask((method, path), with, &Value::Null).await;
        for path in ["people", "audit", "health", "account/tokens", "account/sessions", "no-such"] {
            let (status, _, body) = ask("GET", path).await;
            let said = body["type"].as_str().unwrap_or_default();
            assert!(
                status == 403 && said.ends_with("codes-first"),
                "{name} {path}: {status} {body}"
            );
        }
        let token =
            json!({ "name": "t", "scope": ["read"], "purpose": "public-health", "days": 1 });
        assert_eq!(
            team.ask(("POST", "account/tokens"), with, &token).await.0,
            403,
            "no way around"
        );
        assert_eq!(ask("GET", "session").await.2["codes_first"], true);
        let (_, _, proposed) = ask("POST", "account/codes").await;
        let secret = proposed["secret"].as_str().unwrap();
        let side = proposed["picture"]["side"].as_u64().unwrap();
        let path = proposed["picture"]["path"].as_str().unwrap();
        assert!(side >= 33 && side % 4 == 1 && path.starts_with("M0 0h1v1h-1z"), "{proposed}");
        let right = json!({ "secret": secret, "code": code_of(secret, team.now()) });
        assert_eq!(team.ask(("PUT", "account/codes"), with, &right).await.0, 200);
        assert_eq!(ask("GET", "session").await.2["codes_first"], false);
        assert_eq!(ask("GET", "health").await.0, 200, "the same session goes on");
    }
    let anna = team.cookie_of("anna").await;
    assert_eq!(team.ask(("GET", "submissions"), ("cookie", &anna), &Value::Null).await.0, 200);
    let everybody = SignInSettings::parse("codes = \"everybody\"", None).unwrap();
    let team = team.served_as(|service| service.with_sign_in(everybody));
    assert_eq!(team.ask(("GET", "submissions"), ("cookie", &anna), &Value::Null).await.0, 403);
}

#[tokio::test]
async fn what_outlasts_a_session_asks_to_sign_in_again() {
    let team = Team::new().await;
    let anna = team.cookie_of("anna").await;
    let with = ("cookie", anna.as_str());
    let token = |name: &str| json!({ "name": name, "scope": ["read"], "purpose": "public-health", "days": 1 });
    let (_, _, proposed) = team.ask(("POST", "account/codes"), with, &Value::Null).await;
    let secret = proposed["secret"].as_str().unwrap();
    let codes = || json!({ "secret": secret, "code": code_of(secret, team.now()) });
    assert_eq!(team.ask(("PUT", "account/codes"), with, &codes()).await.0, 200);
    assert_eq!(team.ask(("POST", "account/tokens"), with, &token("at-once")).await.0, 200);
    team.set(team.now() + 16.minutes());
    for (method, path, body) in [
        ("POST", "account/tokens", token("later")),
        ("PUT", "account/codes", codes()),
        ("DELETE", "account/codes", Value::Null),
    ] {
        let (status, _, said) = team.ask((method, path), with, &body).await;
        let kind = said["type"].as_str().unwrap_or_default();
        assert!(status == 403 && kind.ends_with("sign-in-again"), "{method} {path}: {said}");
    }
    assert_eq!(
        team.ask(("GET", "submissions"), with, &Value::Null).await.0,
        200,
        "all else goes on"
    );
}

#[tokio::test]
async fn a_token_opens_no_more_than_its_account_and_ends_with_a_new_invitation() {
    let team = Team::new().await;
    let anna = team.cookie_of("anna").await;
    let wanted = json!({ "name": "t", "scope": ["read"], "purpose": "public-health", "days": 9 });
    let made = team.ask(("POST", "account/tokens"), ("cookie", &anna), &wanted).await.2;
    let bearer = format!("Bearer {}", made["token"].as_str().unwrap());
    let with = ("authorization", bearer.as_str());
    assert_eq!(team.ask(("GET", "submissions"), with, &Value::Null).await.0, 200);
    let everybody = SignInSettings::parse("codes = \"everybody\"", None).unwrap();
    let team = team.served_as(|service| service.with_sign_in(everybody));
    assert_eq!(team.ask(("GET", "submissions"), with, &Value::Null).await.0, 403, "no codes yet");
    let team = team.served_as(|service| {
        service.with_sign_in(SignInSettings::parse("codes = \"nobody\"", None).unwrap())
    });
    let code = invite_again(team.node(), "anna", team.now(), &[5; 32]).await.unwrap();
    assert_eq!(team.ask(("GET", "submissions"), with, &Value::Null).await.0, 200);
    accept(team.node(), &code, PASSWORD, team.now(), [5; 16]).await.unwrap();
    assert_eq!(team.ask(("GET", "submissions"), with, &Value::Null).await.0, 401);
}
