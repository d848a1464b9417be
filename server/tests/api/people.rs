//! People come in by accounts of their own; what is forged, old, closed or guessed opens nothing.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use jiff::ToSpan as _;
use jiff::civil::DateTime;
use serde_json::{Value, json};
use server::{Origin, Service, SignInSettings, Token, router};
use store::node::Node;
use vocabulary::handling::Purpose;
use vocabulary::people::{Person, Role};
use workflows::people::invite;
use workflows::people::password::worked_on;

use crate::fixture::{Fixture, MAPPING, PORT, TODAY};

pub(crate) const PASSWORD: &str = "seven green lanterns";

/// A node where two people have accounts and one of them opened theirs; and a clock that can be set.
pub(crate) struct Team {
    pub fixture: Fixture,
    app: Router,
    service: Service,
    time: Arc<Mutex<DateTime>>,
}

impl Team {
    pub async fn new() -> Self {
        let fixture = Fixture::filled().await;
        let time = Arc::new(Mutex::new(TODAY.at(9, 0, 0, 0)));
        let count = std::sync::atomic::AtomicU8::new(1);
        let told = Arc::clone(&time);
        let token = Token::from_random(&[0x5a; 32]);
        let service = Service::new(fixture.node.clone(), token, PORT, || TODAY)
            .with_clock(move || *told.lock().unwrap())
            .with_sign_in(SignInSettings::parse("codes = \"nobody\"", None).unwrap())
            .with_random(move || {
                let next = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                Some(std::array::from_fn(|at| next.wrapping_mul(31).wrapping_add(at as u8)))
            });
        let team = Self { fixture, app: router(service.clone()), service, time };
        let node = team.node();
        let person = |name: &str, role, purposes: &[Purpose]| Person {
            name: name.to_owned(),
            shown_name: name.to_owned(),
            organisation: "Test node".to_owned(),
            unit: String::new(),
            roles: vec![role],
            purposes: purposes.to_vec(),
        };
        let now = team.now();
        let root = person("root", Role::Administrator, &[Purpose::PublicHealth]);
        let code = invite::invite(node, root, now, &[1; 32]).await.unwrap();
        invite::accept(node, &code, PASSWORD, now, [1; 16]).await.unwrap();
        let anna = person("anna", Role::Analyst, &[Purpose::PublicHealth, Purpose::Research]);
        let code = invite::invite(node, anna, now, &[2; 32]).await.unwrap();
        invite::accept(node, &code, PASSWORD, now, [2; 16]).await.unwrap();
        team
    }

    /// Somebody else, who opened their account; gives their cookie.
    pub async fn invited(&self, name: &str, role: Role, chance: u8) -> String {
        let person = Person {
            name: name.to_owned(),
            shown_name: name.to_owned(),
            organisation: "Test node".to_owned(),
            unit: String::new(),
            roles: vec![role],
            purposes: vec![Purpose::PublicHealth],
        };
        let (node, now) = (self.node(), self.now());
        let code = invite::invite(node, person, now, &[chance; 32]).await.unwrap();
        invite::accept(node, &code, PASSWORD, now, [chance; 16]).await.unwrap();
        self.cookie_of(name).await
    }

    /// The same, with whatever else the server is told.
    pub fn served_as(mut self, told: impl FnOnce(Service) -> Service) -> Self {
        self.service = told(self.service);
        self.app = router(self.service.clone());
        self
    }

    /// Goes to an address as a browser does that comes from elsewhere: status, headers and body.
    pub async fn visit(&self, path: &str, cookie: &str) -> (u16, axum::http::HeaderMap, String) {
        self.visit_at("127.0.0.1:8642", path, cookie).await
    }

    /// The same, by another name of this machine.
    pub async fn visit_at(
        &self,
        host: &str,
        path: &str,
        cookie: &str,
    ) -> (u16, axum::http::HeaderMap, String) {
        let request = Request::builder()
            .uri(format!("/api/v1/{path}"))
            .header("host", host)
            .header("sec-fetch-site", "cross-site")
            .header("sec-fetch-mode", "navigate")
            .header("sec-fetch-dest", "document")
            .header("cookie", cookie);
        let request = request.body(Body::empty()).unwrap();
        let response = tower::ServiceExt::oneshot(self.app.clone(), request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 1 << 24).await.unwrap();
        (parts.status.as_u16(), parts.headers, String::from_utf8_lossy(&body).into_owned())
    }

    /// The same, behind a proxy at an address.
    fn at(mut self, origin: &str) -> Self {
        let origin = Origin::parse(origin).unwrap();
        self.app = router(self.service.clone().with_origin(origin));
        self
    }

    pub const fn node(&self) -> &Node {
        &self.fixture.node
    }

    pub fn now(&self) -> DateTime {
        *self.time.lock().unwrap()
    }

    pub fn set(&self, now: DateTime) {
        *self.time.lock().unwrap() = now;
    }

    /// Status, cookie that was set, and body.
    pub async fn ask(
        &self,
        (method, path): (&str, &str),
        (name, value): (&str, &str),
        body: &Value,
    ) -> (StatusCode, Option<String>, Value) {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1/{path}"))
            .header("host", "127.0.0.1:8642");
        if !name.is_empty() {
            request = request.header(name, value);
        }
        let sent = if body.is_null() {
            Body::empty()
        } else {
            request = request.header("content-type", "application/json");
            Body::from(body.to_string())
        };
        let response = tower::ServiceExt::oneshot(self.app.clone(), request.body(sent).unwrap());
        let (parts, body) = response.await.unwrap().into_parts();
        let cookie =
            parts.headers.get("set-cookie").map(|cookie| cookie.to_str().unwrap().to_owned());
        let body = to_bytes(body, 1 << 24).await.unwrap();
        (parts.status, cookie, serde_json::from_slice(&body).unwrap_or_default())
    }

    pub async fn sign_in(
        &self,
        name: &str,
        password: &str,
        code: Option<&str>,
    ) -> (StatusCode, Option<String>, Value) {
        let mut body = json!({ "name": name, "password": password });
        if let Some(code) = code {
            body["code"] = code.into();
        }
        self.ask(("POST", "session"), ("", ""), &body).await
    }

    /// The same, by a browser that keeps something; gives every cookie that was set as well.
    pub async fn sign_in_from(
        &self,
        brought: &str,
        (name, password): (&str, &str),
    ) -> (StatusCode, Vec<String>) {
        let body = json!({ "name": name, "password": password }).to_string();
        let request = Request::post("/api/v1/session")
            .header("host", "127.0.0.1:8642")
            .header("content-type", "application/json")
            .header("cookie", brought);
        let request = request.body(Body::from(body)).unwrap();
        let answer = tower::ServiceExt::oneshot(self.app.clone(), request).await.unwrap();
        let set = answer.headers().get_all("set-cookie").iter();
        let set = set.map(|cookie| cookie.to_str().unwrap().to_owned()).collect();
        (answer.status(), set)
    }

    /// Signs in; gives the cookie as the browser sends it.
    pub async fn cookie_of(&self, name: &str) -> String {
        let (status, cookie, body) = self.sign_in(name, PASSWORD, None).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        let cookie = cookie.unwrap();
        for word in ["HttpOnly", "SameSite=Strict", "Path=/"] {
            assert!(cookie.contains(word), "{cookie}");
        }
        cookie.split(';').next().unwrap().to_owned()
    }

    pub async fn status_of(&self, path: &str, cookie: &str) -> StatusCode {
        self.ask(("GET", path), ("cookie", cookie), &Value::Null).await.0
    }
}

#[tokio::test]
async fn somebody_signs_in_sees_their_signals_and_signs_out() {
    let team = Team::new().await;
    let (_, _, told) = team.ask(("GET", "session"), ("", ""), &Value::Null).await;
    assert_eq!(
        told,
        json!({ "entry": "sign-in", "is_in": false, "external": null, "person": null, "purpose": null, "codes_first": false, "ends_at": null })
    );
    assert_eq!(team.status_of("signals", "").await, StatusCode::UNAUTHORIZED);
    let anna = team.cookie_of("anna").await;
    let (status, _, told) = team.ask(("GET", "session"), ("cookie", &anna), &Value::Null).await;
    assert_eq!((status, &told["person"]["name"]), (StatusCode::OK, &"anna".into()));
    assert_eq!(
        (&told["purpose"], &told["ends_at"]),
        (&"public-health".into(), &"2021-02-15T21:00:00Z".into())
    );
    assert_eq!(team.status_of("submissions", &anna).await, StatusCode::OK);
    let (_, _, list) = team.ask(("GET", "submissions"), ("cookie", &anna), &Value::Null).await;
    assert_eq!(list["total"], 3, "{list}");
    // The file was handed over for health and for customs: for research it is not there.
    let purpose = json!({ "purpose": "research" });
    assert_eq!(team.ask(("PUT", "session"), ("cookie", &anna), &purpose).await.0, StatusCode::OK);
    let (_, _, list) = team.ask(("GET", "submissions"), ("cookie", &anna), &Value::Null).await;
    assert_eq!(list["total"], 0, "{list}");
    let customs = json!({ "purpose": "customs" });
    let refused = team.ask(("PUT", "session"), ("cookie", &anna), &customs).await;
    assert_eq!(refused.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        team.ask(("DELETE", "session"), ("cookie", &anna), &Value::Null).await.0,
        StatusCode::OK
    );
    assert_eq!(team.status_of("signals", &anna).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn nobody_sends_what_they_could_not_see() {
    let team = Team::new().await;
    let anna = team.cookie_of("anna").await;
    let send = async |mapping: &str| {
        let file = (
            "file",
            Some("more.csv"),
            "month,drug,events,suspect nationality\n2021-01,Heroin,3,x\n",
        );
        let body = crate::uploads::form(&[file, ("mapping", None, mapping)]);
        let request = Request::post("/api/v1/submissions")
            .header("host", "127.0.0.1:8642")
            .header("cookie", &anna)
            .header("content-type", crate::uploads::FORM);
        let sent =
            tower::ServiceExt::oneshot(team.app.clone(), request.body(Body::from(body)).unwrap());
        let (parts, body) = sent.await.unwrap().into_parts();
        let body = to_bytes(body, 1 << 20).await.unwrap();
        (parts.status, serde_json::from_slice::<Value>(&body).unwrap())
    };
    let police = MAPPING.replace(r#""public-health", "customs""#, r#""law-enforcement""#);
    let (status, problem) = send(&police).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "{problem}");
    assert!(problem["detail"].as_str().unwrap().contains("handed over for"), "{problem}");
    assert_eq!(send(MAPPING).await.0, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn the_link_of_one_person_opens_nothing_where_people_sign_in() {
    let team = Team::new().await;
    let token = Token::from_random(&[0x5a; 32]);
    let bearer = format!("Bearer {}", token.reveal());
    let cookie = format!("watchfire_{PORT}={}", token.reveal());
    for header in [("authorization", bearer.as_str()), ("cookie", &cookie)] {
        let (status, ..) = team.ask(("GET", "signals"), header, &Value::Null).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{}", header.0);
    }
}

#[tokio::test]
async fn refusals_do_not_tell_names_from_passwords_from_closed_accounts() {
    let team = Team::new().await;
    invite::set_open(team.node(), "anna", false, team.now()).await.unwrap();
    let closed = team.sign_in("anna", PASSWORD, None).await;
    let wrong = team.sign_in("root", "some other words", None).await;
    let unknown = team.sign_in("nobody", PASSWORD, None).await;
    for refused in [&closed, &wrong, &unknown] {
        assert_eq!((refused.0, &refused.1), (StatusCode::FORBIDDEN, &None));
        assert_eq!(refused.2, closed.2);
    }
    assert!(closed.2["detail"].as_str().unwrap().contains("Nothing says which"));
}

#[tokio::test]
async fn guessing_is_slowed_for_a_name_and_nobody_is_shut_out() {
    let team = Team::new().await;
    for _ in 0..6 {
        assert_eq!(team.sign_in("anna", "wrong words again", None).await.0, StatusCode::FORBIDDEN);
    }
    let (status, _, told) = team.sign_in("anna", PASSWORD, None).await;
    assert_eq!((status, &told["retry_after_s"]), (StatusCode::TOO_MANY_REQUESTS, &2.into()));
    assert_eq!(told["says"], json!({ "id": "too-many-tries", "values": { "seconds": "2" } }));
    assert_eq!(
        team.sign_in("root", PASSWORD, None).await.0,
        StatusCode::OK,
        "others are not slowed"
    );
    team.set(team.now() + 2.seconds());
    assert_eq!(team.sign_in("anna", PASSWORD, None).await.0, StatusCode::OK);
}

#[tokio::test]
async fn sessions_end_by_time_by_hand_and_with_the_account() {
    let team = Team::new().await;
    let (first, second) = (team.cookie_of("anna").await, team.cookie_of("anna").await);
    let (_, _, list) =
        team.ask(("GET", "account/sessions"), ("cookie", &first), &Value::Null).await;
    assert_eq!(list["total"], 2);
    let other =
        list["items"].as_array().unwrap().iter().find(|one| one["is_this"] == false).unwrap();
    let path = format!("account/sessions/{}", other["name"].as_str().unwrap());
    let ended = team.ask(("DELETE", &path), ("cookie", &first), &Value::Null).await;
    assert_eq!(ended.0, StatusCode::OK);
    assert_eq!(team.status_of("signals", &second).await, StatusCode::UNAUTHORIZED);
    // Somebody else's session is not there.
    let root = team.cookie_of("root").await;
    assert_eq!(
        team.ask(("DELETE", &path), ("cookie", &root), &Value::Null).await.0,
        StatusCode::NOT_FOUND
    );
    let begun = team.now();
    team.set(begun + 31.minutes());
    assert_eq!(team.status_of("signals", &first).await, StatusCode::UNAUTHORIZED, "idle");
    team.set(begun);
    assert_eq!(
        team.status_of("signals", &first).await,
        StatusCode::UNAUTHORIZED,
        "a clock set back revives nothing"
    );
    let third = team.cookie_of("anna").await;
    invite::set_open(team.node(), "anna", false, team.now()).await.unwrap();
    assert_eq!(team.status_of("signals", &third).await, StatusCode::UNAUTHORIZED, "closed");
    for forged in ["watchfire_8642=", "watchfire_8642=00", "watchfire_8643=x", "session=x"] {
        assert_eq!(team.status_of("signals", forged).await, StatusCode::UNAUTHORIZED, "{forged}");
    }
}

#[tokio::test]
async fn what_a_page_asks_by_itself_keeps_no_session_from_ending() {
    let team = Team::new().await;
    let (left, used) = (team.cookie_of("anna").await, team.cookie_of("anna").await);
    let poll = async |cookie: &str| {
        let request = Request::get("/api/v1/jobs")
            .header("host", "127.0.0.1:8642")
            .header("cookie", cookie)
            .header("x-watchfire-by-itself", "1");
        let request = request.body(Body::empty()).unwrap();
        tower::ServiceExt::oneshot(team.app.clone(), request).await.unwrap().status()
    };
    let begun = team.now();
    for minute in 1..30 {
        team.set(begun + minute.minutes());
        assert_eq!(poll(&left).await, StatusCode::OK, "{minute}");
        if minute == 20 {
            assert_eq!(team.status_of("signals", &used).await, StatusCode::OK);
        }
    }
    team.set(begun + 30.minutes());
    assert_eq!(poll(&left).await, StatusCode::UNAUTHORIZED);
    assert_eq!(team.status_of("signals", &left).await, StatusCode::UNAUTHORIZED);
    assert_eq!(poll(&used).await, StatusCode::OK, "somebody asked something with it since");
}

#[tokio::test]
async fn a_token_does_what_it_names_until_it_ends() {
    let team = Team::new().await;
    let anna = team.cookie_of("anna").await;
    let wanted =
        json!({ "name": "nightly", "scope": ["read"], "purpose": "public-health", "days": 10 });
    let (status, _, made) = team.ask(("POST", "account/tokens"), ("cookie", &anna), &wanted).await;
    assert_eq!(status, StatusCode::OK, "{made}");
    let bearer = format!("Bearer {}", made["token"].as_str().unwrap());
    let with = ("authorization", bearer.as_str());
    assert_eq!(team.ask(("GET", "submissions"), with, &Value::Null).await.0, StatusCode::OK);
    let run = team.ask(("POST", "runs"), with, &json!({})).await;
    assert_eq!(run.0, StatusCode::FORBIDDEN, "it may read and not decide");
    assert_eq!(
        team.ask(("GET", "account/tokens"), with, &Value::Null).await.0,
        StatusCode::FORBIDDEN
    );
    assert_eq!(team.ask(("GET", "people"), with, &Value::Null).await.0, StatusCode::FORBIDDEN);
    let wrong = format!("{}0", &bearer[..bearer.len() - 1]);
    let forged = team.ask(("GET", "submissions"), ("authorization", &wrong), &Value::Null).await;
    assert_eq!(forged.0, StatusCode::UNAUTHORIZED);
    team.set(team.now() + 10.days());
    assert_eq!(
        team.ask(("GET", "submissions"), with, &Value::Null).await.0,
        StatusCode::UNAUTHORIZED
    );
    team.set(team.now() - 10.days());
    assert_eq!(
        team.ask(("GET", "submissions"), with, &Value::Null).await.0,
        StatusCode::UNAUTHORIZED,
        "a clock set back revives nothing"
    );
    let wanted =
        json!({ "name": "daily", "scope": ["read"], "purpose": "public-health", "days": 1 });
    let made = team.ask(("POST", "account/tokens"), ("cookie", &anna), &wanted).await.2;
    let bearer = format!("Bearer {}", made["token"].as_str().unwrap());
    let with = ("authorization", bearer.as_str());
    assert_eq!(team.ask(("GET", "submissions"), with, &Value::Null).await.0, StatusCode::OK);
    let revoked =
        team.ask(("DELETE", "account/tokens/daily"), ("cookie", &anna), &Value::Null).await;
    assert_eq!(revoked.0, StatusCode::OK);
    assert_eq!(
        team.ask(("GET", "submissions"), with, &Value::Null).await.0,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn an_administrator_makes_accounts_and_sees_no_data() {
    let team = Team::new().await;
    let (root, anna) = (team.cookie_of("root").await, team.cookie_of("anna").await);
    let ben = json!({
        "name": "ben", "shown_name": "Ben", "organisation": "Elsewhere", "unit": "",
        "roles": ["partner"], "purposes": ["public-health"],
    });
    assert_eq!(
        team.ask(("POST", "people"), ("cookie", &anna), &ben).await.0,
        StatusCode::FORBIDDEN
    );
    let (status, _, made) = team.ask(("POST", "people"), ("cookie", &root), &ben).await;
    assert_eq!(status, StatusCode::OK, "{made}");
    let again = team.ask(("POST", "people"), ("cookie", &root), &ben).await;
    assert_eq!(again.0, StatusCode::UNPROCESSABLE_ENTITY);
    let code = made["code"].as_str().unwrap();
    let accept = |code: &str, password: &str| json!({ "code": code, "password": password });
    let acceptances = ("POST", "invitations/acceptances");
    let weak = team.ask(acceptances, ("", ""), &accept(code, "password12345")).await;
    assert_eq!(weak.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(weak.2["says"], json!({ "id": "password-tried", "values": {} }));
    assert_eq!(
        team.ask(acceptances, ("", ""), &accept("guessed", PASSWORD)).await.0,
        StatusCode::FORBIDDEN
    );
    assert_eq!(team.ask(acceptances, ("", ""), &accept(code, PASSWORD)).await.0, StatusCode::OK);
    assert_eq!(
        team.ask(acceptances, ("", ""), &accept(code, PASSWORD)).await.0,
        StatusCode::FORBIDDEN,
        "once"
    );
    let ben = team.cookie_of("ben").await;
    assert_eq!(
        team.ask(("GET", "submissions"), ("cookie", &ben), &Value::Null).await.2["total"],
        3
    );
    let (_, _, list) = team.ask(("GET", "submissions"), ("cookie", &root), &Value::Null).await;
    assert_eq!(list["total"], 0, "running the node shows no data");
    // Nobody is left without an administrator, and who loses a role loses their sessions.
    let close = json!({ "is_open": false });
    let refused = team.ask(("PATCH", "people/root"), ("cookie", &root), &close).await;
    assert_eq!(refused.0, StatusCode::UNPROCESSABLE_ENTITY);
    let research = json!({ "purposes": ["research"] });
    assert_eq!(
        team.ask(("PATCH", "people/ben"), ("cookie", &root), &research).await.0,
        StatusCode::OK
    );
    assert_eq!(team.status_of("submissions", &ben).await, StatusCode::UNAUTHORIZED);
    let late =
        team.ask(("POST", "people/ben/invitations"), ("cookie", &root), &Value::Null).await.2;
    team.set(team.now() + 7.days());
    let code = late["code"].as_str().unwrap();
    assert_eq!(
        team.ask(acceptances, ("", ""), &accept(code, PASSWORD)).await.0,
        StatusCode::FORBIDDEN,
        "ended"
    );
    team.set(team.now() - 7.days());
    assert_eq!(
        team.ask(acceptances, ("", ""), &accept(code, PASSWORD)).await.0,
        StatusCode::FORBIDDEN,
        "a clock set back revives nothing"
    );
}

#[tokio::test]
async fn every_refusal_takes_the_same_work() {
    let team = Team::new().await;
    invite::set_open(team.node(), "anna", false, team.now()).await.unwrap();
    let refusals =
        [("anna", PASSWORD), ("root", "some other words"), ("nobody", PASSWORD), ("?", "")];
    for (name, password) in refusals {
        let before = worked_on();
        let password = if password.is_empty() { "x" } else { password };
        assert_eq!(team.sign_in(name, password, None).await.0, StatusCode::FORBIDDEN);
        assert_eq!(worked_on() - before, 1, "{name}");
    }
}

#[tokio::test]
async fn guesses_that_come_all_at_once_are_slowed_like_others() {
    let team = Team::new().await;
    for name in ["anna", "nobody"] {
        let before = worked_on();
        let guesses = (0..20).map(|_| team.sign_in(name, "wrong words again", None));
        let answers = futures::future::join_all(guesses).await;
        assert_eq!(worked_on() - before, 6, "{name}: no more were looked at");
        let waiting = answers.iter().filter(|told| told.0 == StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(waiting.count(), 14, "{name}");
    }
}

#[tokio::test]
async fn behind_a_proxy_the_cookie_is_for_its_address_alone() {
    let team = Team::new().await.at("https://watchfire.example.org");
    let ask = async |headers: &[(&str, &str)], sent: Option<Value>| {
        let (method, path) = if sent.is_some() {
            ("POST", "/api/v1/session")
        } else {
            ("GET", "/api/v1/submissions")
        };
        let mut request =
            Request::builder().method(method).uri(path).header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = sent.map_or_else(Body::empty, |sent| Body::from(sent.to_string()));
        tower::ServiceExt::oneshot(team.app.clone(), request.body(body).unwrap()).await.unwrap()
    };
    let host = ("host", "watchfire.example.org");
    let right = || Some(json!({ "name": "root", "password": PASSWORD }));
    let from_page =
        [host, ("origin", "https://watchfire.example.org"), ("x-forwarded-for", "192.0.2.1")];
    let answer = ask(&from_page, right()).await;
    let set = answer.headers()["set-cookie"].to_str().unwrap();
    assert!(set.starts_with("__Host-watchfire=") && set.ends_with("; Secure"), "{set}");
    let cookie = ("cookie", set.split(';').next().unwrap());
    assert_eq!(ask(&[host, cookie], None).await.status(), StatusCode::OK);
    let other = ask(&[("host", "evil.example.org"), cookie], None).await;
    assert_eq!(other.status(), StatusCode::MISDIRECTED_REQUEST);
    let page = ask(&[host, cookie, ("origin", "https://evil.example.org")], None).await;
    assert_eq!(page.status(), StatusCode::FORBIDDEN);

    // Many names from one address wait, whatever stands before what the proxy wrote.
    for number in 0..55 {
        let forwarded = format!("198.51.100.{number}, 192.0.2.1");
        let guess =
            Some(json!({ "name": format!("name-{number}"), "password": "wrong words again" }));
        let status = ask(&[host, ("x-forwarded-for", &forwarded)], guess).await.status();
        let waits = number > 50;
        assert_eq!(status == StatusCode::TOO_MANY_REQUESTS, waits, "{number}");
    }
    assert_eq!(ask(&from_page, right()).await.status(), StatusCode::TOO_MANY_REQUESTS);
    let elsewhere = ask(&[host, ("x-forwarded-for", "192.0.2.2")], right()).await;
    assert_eq!(elsewhere.status(), StatusCode::OK, "others are not slowed");
}

#[tokio::test]
async fn whoever_runs_the_node_sees_and_revokes_everybodys_tokens() {
    let team = Team::new().await;
    let (anna, root) = (team.cookie_of("anna").await, team.cookie_of("root").await);
    let wanted = json!({ "name": "nightly", "scope": ["read"], "purpose": "research", "days": 30 });
    let made = team.ask(("POST", "account/tokens"), ("cookie", &anna), &wanted).await;
    assert_eq!(made.0, StatusCode::OK, "{}", made.2);
    let (status, _, all) = team.ask(("GET", "tokens"), ("cookie", &root), &Value::Null).await;
    assert_eq!((status, &all["items"][0]["person"]), (StatusCode::OK, &"anna".into()), "{all}");
    assert!(!all.to_string().contains(made.2["token"].as_str().unwrap()));
    assert_eq!(team.status_of("tokens", &anna).await, StatusCode::FORBIDDEN);
    let one = ("DELETE", "people/anna/tokens/nightly");
    for (cookie, status) in
        [(&anna, StatusCode::FORBIDDEN), (&root, StatusCode::OK), (&root, StatusCode::NOT_FOUND)]
    {
        assert_eq!(team.ask(one, ("cookie", cookie), &Value::Null).await.0, status);
    }
    let bearer = format!("Bearer {}", made.2["token"].as_str().unwrap());
    let refused = team.ask(("GET", "signals"), ("authorization", &bearer), &Value::Null).await;
    assert_eq!(refused.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn headers_without_end_open_nothing_and_cost_nothing() {
    let team = Team::new().await;
    let huge = "x".repeat(1 << 20);
    for (name, value) in [
        ("cookie", format!("watchfire_{PORT}={huge}")),
        ("authorization", format!("Bearer wf_{huge}")),
        ("authorization", format!("Basic {huge}")),
        ("x-watchfire-reason", huge.clone()),
    ] {
        let asked = team.ask(("GET", "signals"), (name, &value), &Value::Null).await;
        assert_eq!(asked.0, StatusCode::UNAUTHORIZED, "{name}");
    }
    let root = team.cookie_of("root").await;
    let cookie = format!("{root}; other={huge}");
    assert_eq!(team.status_of("people", &cookie).await, StatusCode::OK);
}
