//! What opens a node to somebody waits for a supervisor.

use axum::http::StatusCode;
use serde_json::{Value, json};
use vocabulary::people::Role;
use workflows::people::invite;

use crate::people::{PASSWORD, Team};

impl Team {
    async fn does(&self, cookie: &str, asked: (&str, &str), body: &Value) -> (StatusCode, Value) {
        let (status, _, said) = self.ask(asked, ("cookie", cookie), body).await;
        (status, said)
    }

    /// Takes an invitation up.
    async fn accepts(&self, invitation: &Value) -> StatusCode {
        let body = json!({ "code": invitation["code"], "password": PASSWORD });
        self.ask(("POST", "invitations/acceptances"), ("", ""), &body).await.0
    }

    /// What waits, by name.
    async fn waiting(&self, cookie: &str) -> Vec<Value> {
        let (status, list) = self.does(cookie, ("GET", "openings"), &Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{list}");
        list["items"].as_array().unwrap().clone()
    }

    async fn answers(&self, cookie: &str, opening: &Value, opens: bool) -> (StatusCode, Value) {
        let path = format!("openings/{}", opening["name"].as_str().unwrap());
        let body = json!({ "opens": opens, "says": opening["says"] });
        self.does(cookie, ("POST", &path), &body).await
    }
}

fn somebody(name: &str, role: &str) -> Value {
    json!({ "name": name, "shown_name": name, "organisation": "Test node",
        "roles": [role], "purposes": ["public-health"] })
}

#[tokio::test]
async fn who_runs_the_node_opens_it_to_nobody_alone() {
    let team = Team::new().await;
    let root = team.cookie_of("root").await;
    // Nobody oversees it yet: what is done takes effect.
    let (_, first) = team.does(&root, ("POST", "people"), &somebody("ben", "analyst")).await;
    assert_eq!(team.accepts(&first).await, StatusCode::OK);
    let sue = team.invited("sue", Role::Supervisor, 9).await;
    // A puppet, a takeover, a promotion and a reopening wait: nothing opens before the yes.
    let (_, puppet) = team.does(&root, ("POST", "people"), &somebody("puppet", "analyst")).await;
    assert_eq!(team.accepts(&puppet).await, StatusCode::FORBIDDEN);
    let (_, takeover) = team.does(&root, ("POST", "people/anna/invitations"), &Value::Null).await;
    assert_eq!(team.accepts(&takeover).await, StatusCode::FORBIDDEN);
    let police = json!({ "roles": ["analyst", "police"] });
    let (status, ben) = team.does(&root, ("PATCH", "people/ben"), &police).await;
    assert_eq!(
        (status, &ben["is_open"], &ben["asked_by"]),
        (StatusCode::OK, &false.into(), &"root".into())
    );
    assert_eq!(team.sign_in("ben", PASSWORD, None).await.0, StatusCode::FORBIDDEN);
    let open = json!({ "is_open": true });
    team.does(&root, ("PATCH", "people/ben"), &open).await;
    assert_eq!(team.sign_in("ben", PASSWORD, None).await.0, StatusCode::FORBIDDEN);
    // Those who oversee are shown it; others are not, and answer nothing.
    let waiting = team.waiting(&sue).await;
    let names: Vec<&str> = waiting.iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["anna", "ben", "puppet"]);
    assert_eq!(waiting[1]["says"], "ben: open, of Test node / , analyst police for public-health");
    assert_eq!(team.answers(&root, &waiting[2], true).await.0, StatusCode::FORBIDDEN);
    assert_eq!(team.does(&root, ("GET", "openings"), &Value::Null).await.0, StatusCode::FORBIDDEN);
    assert_eq!(
        [&waiting[0]["is_invited"], &waiting[1]["is_invited"]],
        [&Value::from(true), &false.into()]
    );
    // A yes holds once, for what was read.
    assert_eq!(team.answers(&sue, &waiting[1], true).await.0, StatusCode::OK);
    assert_eq!(team.answers(&sue, &waiting[1], true).await.0, StatusCode::CONFLICT);
    assert_eq!(team.sign_in("ben", PASSWORD, None).await.0, StatusCode::OK);
    team.does(&root, ("PATCH", "people/puppet"), &json!({ "roles": ["assessor"] })).await;
    let stale = team.answers(&sue, &waiting[2], true).await;
    assert_eq!((stale.0, &stale.1["says"]["id"]), (StatusCode::CONFLICT, &"not-waiting".into()));
    assert_eq!(team.answers(&sue, &team.waiting(&sue).await[1], false).await.0, StatusCode::OK);
    assert_eq!(team.accepts(&puppet).await, StatusCode::FORBIDDEN);
    assert_eq!(team.answers(&sue, &waiting[0], true).await.0, StatusCode::OK);
    assert_eq!(team.accepts(&takeover).await, StatusCode::OK);
    assert_eq!(team.waiting(&sue).await, Vec::<Value>::new());
    // An invitation that was refused stays so when the account is opened later.
    team.does(&root, ("PATCH", "people/puppet"), &json!({ "is_open": true })).await;
    let again = team.waiting(&sue).await;
    assert_eq!(team.answers(&sue, &again[0], true).await.0, StatusCode::OK);
    assert_eq!(team.accepts(&puppet).await, StatusCode::FORBIDDEN);
    // A yes to a role is none to an invitation that came after it was read.
    team.does(&root, ("PATCH", "people/ben"), &json!({ "roles": ["analyst", "customs"] })).await;
    let read = team.waiting(&sue).await;
    team.does(&root, ("POST", "people/ben/invitations"), &Value::Null).await;
    let stale = team.answers(&sue, &read[0], true).await;
    assert_eq!(stale.1["says"]["id"], "not-waiting");
}

#[tokio::test]
async fn less_takes_effect_at_once_and_what_waits_can_be_taken_back() {
    let team = Team::new().await;
    let (root, sue) =
        (team.cookie_of("root").await, team.invited("sue", Role::Supervisor, 9).await);
    let anna = team.cookie_of("anna").await;
    let less = json!({ "purposes": ["research"] });
    let (_, said) = team.does(&root, ("PATCH", "people/anna"), &less).await;
    assert_eq!((&said["is_open"], &said["asked_by"]), (&true.into(), &Value::Null));
    assert_eq!(team.status_of("submissions", &anna).await, StatusCode::UNAUTHORIZED);
    team.cookie_of("anna").await;
    let (_, closed) =
        team.does(&root, ("PATCH", "people/anna"), &json!({ "is_open": false })).await;
    assert_eq!((&closed["is_open"], &closed["asked_by"]), (&false.into(), &Value::Null));
    let (_, again) = team.does(&root, ("PATCH", "people/anna"), &json!({ "is_open": true })).await;
    assert_eq!((&again["is_open"], &again["asked_by"]), (&false.into(), &"root".into()));
    team.does(&root, ("PATCH", "people/anna"), &json!({ "is_open": false })).await;
    assert_eq!(team.waiting(&sue).await, Vec::<Value>::new());
}

#[tokio::test]
async fn nobody_changes_their_own_account_those_who_oversee_them_or_answers_themselves() {
    let team = Team::new().await;
    let (root, sue) =
        (team.cookie_of("root").await, team.invited("sue", Role::Supervisor, 9).await);
    let all = json!({ "roles": ["administrator", "analyst"] });
    for (path, id) in [("people/root", "own-account"), ("people/sue", "supervisors")] {
        let (status, said) = team.does(&root, ("PATCH", path), &all).await;
        assert_eq!((status, &said["says"]["id"]), (StatusCode::UNPROCESSABLE_ENTITY, &id.into()));
        let (status, said) =
            team.does(&root, ("POST", &format!("{path}/invitations")), &Value::Null).await;
        assert_eq!((status, &said["says"]["id"]), (StatusCode::UNPROCESSABLE_ENTITY, &id.into()));
    }
    assert_eq!(team.status_of("openings", &sue).await, StatusCode::OK);
    // One who runs and oversees the node: what they ask for, or ask for anew, another answers.
    let node = team.node();
    let mut both = invite::account(node, "root").await.unwrap().person;
    both.name = "rosa".to_owned();
    both.roles = vec![Role::Administrator, Role::Supervisor];
    let code = invite::invite(node, both, team.now(), &[5; 32]).await.unwrap();
    invite::accept(node, &code, PASSWORD, team.now(), [5; 16]).await.unwrap();
    let rosa = team.cookie_of("rosa").await;
    team.does(&root, ("POST", "people"), &somebody("puppet", "partner")).await;
    team.does(&rosa, ("PATCH", "people/puppet"), &json!({ "roles": ["police"] })).await;
    let waiting = team.waiting(&rosa).await;
    assert_eq!(waiting[0]["asked_by"], "rosa");
    let (status, said) = team.answers(&rosa, &waiting[0], true).await;
    assert_eq!(
        (status, &said["says"]["id"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"asked-themselves".into())
    );
    assert_eq!(team.answers(&sue, &waiting[0], true).await.0, StatusCode::OK);
}

#[tokio::test]
async fn whoever_runs_the_node_is_told_which_accounts_they_may_change() {
    let team = Team::new().await;
    let root = team.cookie_of("root").await;
    let listed = async || -> Vec<Value> {
        let (_, list) = team.does(&root, ("GET", "people"), &Value::Null).await;
        let of = |one: &Value| json!([one["name"], one["changed_elsewhere"]]);
        list["items"].as_array().unwrap().iter().map(of).collect()
    };
    let (_, code) = team.does(&root, ("POST", "people"), &somebody("sue", "supervisor")).await;
    // An invitation that nobody took up oversees nothing.
    assert_eq!(
        listed().await,
        [json!(["anna", null]), json!(["root", "own"]), json!(["sue", null])]
    );
    assert_eq!(team.accepts(&code).await, StatusCode::OK);
    assert_eq!(
        listed().await,
        [json!(["anna", null]), json!(["root", "own"]), json!(["sue", "supervisor"])]
    );
}
