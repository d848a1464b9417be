//! People come in by the accounts of a provider; what is forged, old, taken or somebody else's opens nothing.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::core::{
    CoreEdDsaPrivateSigningKey, CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm,
};
use openidconnect::{
    Audience, ClientId, EmptyAdditionalClaims, IssuerUrl, JsonWebKeyId, Nonce,
    PrivateSigningKey as _, StandardClaims, SubjectIdentifier,
};
use serde_json::{Value, json};
use server::SignInSettings;
use store::audit::Wanted;
use vocabulary::audit::Act;
use workflows::people::external::link;
use workflows::people::invite;

use crate::people::Team;

/// What a provider in a bad mood does otherwise.
#[derive(Clone, Default)]
struct Mood {
    issuer: Option<&'static str>,
    audience: Option<&'static str>,
    nonce: Option<&'static str>,
    subject: Option<&'static str>,
    key: Option<&'static str>,
    /// Minutes since the token was issued, and until it ends.
    times: Option<(i64, i64)>,
    /// Who asked for the token, as it says.
    party: Option<&'static str>,
    /// Says that its answers name it.
    names_itself: bool,
    /// What the token's head says instead, with the signature that belongs to it.
    algorithm: Option<&'static str>,
    is_endless: bool,
    says_other_issuer: bool,
}

#[derive(Clone)]
struct Provider {
    address: String,
    mood: Arc<Mutex<Mood>>,
    /// The nonce of whoever was sent last.
    nonce: Arc<Mutex<String>>,
    now: DateTime<Utc>,
}

impl Provider {
    async fn new() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let now = DateTime::parse_from_rfc3339("2021-02-15T09:00:00Z").unwrap().to_utc();
        let (mood, nonce) = (Arc::default(), Arc::default());
        let provider = Self { address, mood, nonce, now };
        let app = Router::new()
            .route("/.well-known/openid-configuration", get(about))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(provider.clone());
        drop(tokio::spawn(async move { axum::serve(listener, app).await }));
        provider
    }

    fn mood(&self) -> Mood {
        self.mood.lock().unwrap().clone()
    }

    fn id_token(&self) -> String {
        let mood = self.mood();
        let issuer = mood.issuer.map_or_else(|| self.address.clone(), str::to_owned);
        let nonce = mood.nonce.map_or_else(|| self.nonce.lock().unwrap().clone(), str::to_owned);
        let (issued, ends) = mood.times.unwrap_or((6, 5));
        let ends = self.now + TimeDelta::minutes(ends);
        let subject = SubjectIdentifier::new(mood.subject.unwrap_or("s-17").to_owned());
        let claims = CoreIdTokenClaims::new(
            IssuerUrl::new(issuer).unwrap(),
            vec![Audience::new(mood.audience.unwrap_or("watchfire").to_owned())],
            ends,
            self.now - TimeDelta::minutes(issued),
            StandardClaims::new(subject),
            EmptyAdditionalClaims {},
        )
        .set_nonce(Some(Nonce::new(nonce)))
        .set_authorized_party(mood.party.map(|party| ClientId::new(party.to_owned())));
        let key = key(mood.key.unwrap_or(KEY));
        let signed =
            CoreIdToken::new(claims, &key, CoreJwsSigningAlgorithm::EdDsa, None, None).unwrap();
        let signed = signed.to_string();
        let Some(algorithm) = mood.algorithm else { return signed };
        let payload = signed.split('.').nth(1).unwrap();
        // No signature at all, or one that anybody can make who knows the public key.
        let head = if algorithm == "none" { "eyJhbGciOiJub25lIn0" } else { "eyJhbGciOiJIUzI1NiJ9" };
        format!("{head}.{payload}.{}", if algorithm == "none" { "" } else { "c2lnbmVk" })
    }
}

fn key(pem: &str) -> CoreEdDsaPrivateSigningKey {
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{pem}\n-----END PRIVATE KEY-----\n");
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new("k".to_owned())))
        .unwrap()
}

async fn about(State(provider): State<Provider>) -> Json<Value> {
    let Provider { address, .. } = &provider;
    let mood = provider.mood();
    let issuer = if mood.says_other_issuer { "https://id.evil.example" } else { address };
    let filling = if mood.is_endless { "x".repeat(2 << 20) } else { String::new() };
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{address}/authorize"),
        "token_endpoint": format!("{address}/token"),
        "jwks_uri": format!("{address}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
        "authorization_response_iss_parameter_supported": mood.names_itself,
        "filling": filling,
    }))
}

async fn keys() -> Json<Value> {
    Json(json!({ "keys": [key(KEY).as_verification_key()] }))
}

async fn token(State(provider): State<Provider>, form: String) -> Json<Value> {
    assert!(form.contains("code_verifier=") && form.contains("code=c-1"), "{form}");
    Json(json!({
        "access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": provider.id_token(),
    }))
}

/// Somebody on their way: what the browser keeps, and what the provider was told.
struct Way {
    cookie: String,
    state: String,
}

/// A team whose analyst comes in as `s-17` of a provider.
struct Linked {
    team: Team,
    provider: Provider,
}

impl Linked {
    async fn new() -> Self {
        let (team, provider) = (Team::new().await, Provider::new().await);
        let settings = format!(
            "[provider]\nissuer = \"{}\"\nclient_id = \"watchfire\"\nshown_as = \"Example ID\"\n",
            provider.address
        );
        let settings = SignInSettings::parse(&settings, Some("hush")).unwrap();
        let team = team.served_as(|service| service.with_sign_in(settings));
        link(team.node(), "anna", (&provider.address, "s-17")).await.unwrap();
        Self { team, provider }
    }

    /// Goes to the provider.
    async fn go(&self) -> Way {
        let (status, headers, body) = self.team.visit("session/external", "").await;
        assert_eq!(status, 303, "{body}");
        let address = headers["location"].to_str().unwrap();
        let query = address.strip_prefix(&format!("{}/authorize?", self.provider.address)).unwrap();
        let of = |name: &str| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.into_iter().find(|(known, _)| *known == name).unwrap().1.to_owned()
        };
        assert_eq!((of("response_type"), of("client_id")), ("code".into(), "watchfire".into()));
        assert_eq!(of("code_challenge_method"), "S256");
        assert!(of("redirect_uri").ends_with("session%2Fexternal%2Fanswer"), "{query}");
        *self.provider.nonce.lock().unwrap() = of("nonce");
        let cookie = headers["set-cookie"].to_str().unwrap();
        for word in ["HttpOnly", "SameSite=Lax", "Path=/api/v1/session/external", "Max-Age=600"] {
            assert!(cookie.contains(word), "{cookie}");
        }
        Way { cookie: cookie.split(';').next().unwrap().to_owned(), state: of("state") }
    }

    /// Comes back from it; gives the status, and the cookie of the session.
    async fn back(&self, way: &Way, more: &str) -> (u16, Option<String>) {
        let path = format!("session/external/answer?state={}&code=c-1{more}", way.state);
        let (status, headers, body) = self.team.visit(&path, &way.cookie).await;
        let cookies = headers.get_all("set-cookie").iter();
        let mut cookies = cookies.map(|cookie| cookie.to_str().unwrap().to_owned());
        let session = cookies.find(|cookie| !cookie.contains("_way_"));
        if status != 303 {
            // Whoever tries is told the same each time.
            assert!(body.contains("Nothing says which."), "{body}");
            assert!(session.is_none());
        }
        (status, session.map(|cookie| cookie.split(';').next().unwrap().to_owned()))
    }

    async fn try_as(&self, mood: Mood) -> (u16, Option<String>) {
        *self.provider.mood.lock().unwrap() = Mood::default();
        let way = self.go().await;
        *self.provider.mood.lock().unwrap() = mood;
        self.back(&way, "").await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_comes_in_by_the_account_that_is_linked_with_the_roles_of_the_node() {
    let linked = Linked::new().await;
    let (_, _, told) = linked.team.ask(("GET", "session"), ("", ""), &Value::Null).await;
    assert_eq!(told["external"], "Example ID");
    let way = linked.go().await;
    let issuer = format!("&iss={}", linked.provider.address);
    let (status, session) = linked.back(&way, &issuer).await;
    assert_eq!(status, 303);
    let session = session.unwrap();
    let ask = ("cookie", session.as_str());
    let (_, _, told) = linked.team.ask(("GET", "session"), ask, &Value::Null).await;
    assert_eq!((&told["person"]["name"], &told["is_in"]), (&"anna".into(), &true.into()));
    assert_eq!(told["person"]["roles"], json!(["analyst"]));
    // By another name of this machine, the browser is led to the one that the provider leads back to.
    let (status, headers, _) = linked.team.visit_at("localhost:8642", "session/external", "").await;
    let location = headers["location"].to_str().unwrap();
    assert_eq!((status, location), (303, "http://127.0.0.1:8642/api/v1/session/external"));
    // Neither the code nor the state serves again.
    assert_eq!(linked.back(&way, "").await.0, 403);
    let entries = linked.team.node().audit(&Wanted::default(), 10).await.unwrap();
    let signed_in: Vec<&str> = entries
        .iter()
        .filter(|stored| stored.entry.act == Act::SignIn)
        .map(|stored| stored.entry.outcome.as_str())
        .collect();
    assert_eq!(signed_in, ["refused", "allowed"]);
    let text = format!("{entries:?}");
    for secret in [way.cookie.split('=').nth(1).unwrap(), "hush", &way.state, "code=c-1"] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_hold_lets_nobody_in() {
    let linked = Linked::new().await;
    for (what, mood) in [
        ("another's signature", Mood { key: Some(STRANGER), ..Mood::default() }),
        ("no signature", Mood { algorithm: Some("none"), ..Mood::default() }),
        ("a shared secret", Mood { algorithm: Some("HS256"), ..Mood::default() }),
        ("another issuer", Mood { issuer: Some("https://id.evil.example"), ..Mood::default() }),
        ("for another client", Mood { audience: Some("other"), ..Mood::default() }),
        ("expired", Mood { times: Some((6, -5)), ..Mood::default() }),
        ("asked for by another", Mood { party: Some("other"), ..Mood::default() }),
        ("issued long ago", Mood { times: Some((12, 5)), ..Mood::default() }),
        ("issued later", Mood { times: Some((-2, 5)), ..Mood::default() }),
        ("silent on who answers", Mood { names_itself: true, ..Mood::default() }),
        ("of another time", Mood { nonce: Some("replayed"), ..Mood::default() }),
        ("not known here", Mood { subject: Some("s-18"), ..Mood::default() }),
        ("a provider that says it is another", Mood { says_other_issuer: true, ..Mood::default() }),
        ("an answer without end", Mood { is_endless: true, ..Mood::default() }),
    ] {
        assert_eq!(linked.try_as(mood).await, (403, None), "{what}");
    }
    let entries = linked.team.node().audit(&Wanted::default(), 10).await.unwrap();
    let why: Vec<String> =
        entries.iter().filter_map(|stored| stored.entry.details.clone()).collect();
    let who = format!("no open account is linked to s-18 of {}", linked.provider.address);
    assert!(
        why.iter().any(|why| why.contains(&who)),
        "whoever links them reads who it is: {why:?}"
    );
    let ours = Mood { party: Some("watchfire"), ..Mood::default() };
    assert_eq!(linked.try_as(ours).await.0, 303, "and what holds does");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_way_is_one_browsers_once_and_for_ten_minutes() {
    let linked = Linked::new().await;
    let (mine, theirs) = (linked.go().await, linked.go().await);
    // A link with another's state, in my browser; and mine in a browser that was not sent.
    let mixed = Way { cookie: mine.cookie.clone(), state: theirs.state.clone() };
    assert_eq!(linked.back(&mixed, "").await.0, 403);
    assert_eq!(linked.back(&mine, "").await.0, 403, "it was used up");
    let without = Way { cookie: String::new(), state: theirs.state.clone() };
    assert_eq!(linked.back(&without, "").await.0, 403);
    assert_eq!(linked.back(&theirs, "&iss=https://id.evil.example").await.0, 403);
    let refused = linked.go().await;
    assert_eq!(linked.back(&refused, "&error=access_denied").await.0, 403);
    let slow = linked.go().await;
    linked.team.set(linked.team.now().checked_add(jiff::Span::new().minutes(10)).unwrap());
    assert_eq!(linked.back(&slow, "").await.0, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_account_is_refused_and_a_provider_that_is_away_is_said() {
    let linked = Linked::new().await;
    invite::set_open(linked.team.node(), "anna", false, linked.team.now()).await.unwrap();
    assert_eq!(linked.try_as(Mood::default()).await, (403, None));
    let team = Team::new().await;
    let settings =
        "[provider]\nissuer = \"http://127.0.0.1:1\"\nclient_id = \"w\"\nshown_as = \"Away\"\n";
    let settings = SignInSettings::parse(settings, None).unwrap();
    let team = team.served_as(|service| service.with_sign_in(settings));
    let (status, _, body) = team.visit("session/external", "").await;
    assert_eq!(status, 502);
    assert!(body.contains("no-provider") && !body.contains("127.0.0.1:1"), "{body}");
    let none = Team::new().await;
    assert_eq!(none.visit("session/external", "").await.0, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_came_in_by_the_provider_before_does_not_wait_for_what_others_try() {
    let linked = Linked::new().await;
    let way = linked.go().await;
    let path = format!("session/external/answer?state={}&code=c-1", way.state);
    let (status, headers, _) = linked.team.visit(&path, &way.cookie).await;
    assert_eq!(status, 303);
    let mut cookies = headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
    let device = cookies.find(|cookie| cookie.starts_with("watchfire_device_")).unwrap();
    let device = device.split(';').next().unwrap();
    for _ in 0..60 {
        let _refused = linked.team.visit("session/external/answer?state=x&code=c-1", "").await;
    }
    assert_eq!(linked.team.visit("session/external", "").await.0, 429);
    assert_eq!(linked.team.visit("session/external", device).await.0, 303);
}

/// Keys that sign nothing else.
const KEY: &str = "MC4CAQAwBQYDK2VwBCIEIAouEirSc0pduhGgQUtE+DrOYuLnc9VBqp6EoOag1Ggu";
const STRANGER: &str = "MC4CAQAwBQYDK2VwBCIEIM1RgdxmbMyu1sIPp7q2F3C2OoStx/89Mj2wYeOZlNYC";
