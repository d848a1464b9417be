//! What is refused: strangers, other hosts and sites, what is not there, what cannot be read.

use axum::http::StatusCode;

use crate::fixture::{Answer, Fixture};

const HOST: (&str, &str) = ("host", "127.0.0.1:8642");

#[tokio::test]
async fn nothing_is_told_without_the_token() {
    let node = Fixture::empty().await;
    let paths = [
        "/api/v1/health",
        "/api/v1/submissions",
        "/api/v1/series",
        "/api/v1/places",
        "/api/no",
        "/api",
    ];
    for path in paths {
        for headers in [
            vec![HOST],
            vec![HOST, ("authorization", "Bearer 5a5a")],
            vec![HOST, ("cookie", "watchfire_8642=x")],
        ] {
            let answer = node.ask("GET", path, &headers).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
            assert!(answer.headers.contains_key("www-authenticate"));
            let detail = answer.problem()["detail"].to_string();
            assert!(detail.contains("watchfire serve"), "{detail}");
        }
    }
    // The pages hold no data; what they show they ask of the API.
    for path in ["/", "/signals/any", "/api/v1/openapi.json"] {
        assert_eq!(node.ask("GET", path, &[HOST]).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_link_with_the_token_becomes_a_cookie() {
    let node = Fixture::empty().await;
    let token = node.token.reveal().to_owned();
    let answer =
        node.ask("GET", &format!("/api/v1/submissions?limit=5&token={token}"), &[HOST]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.headers["location"], "/api/v1/submissions?limit=5");
    let cookie = answer.headers["set-cookie"].to_str().unwrap().to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let pair = cookie.split(';').next().unwrap();
    let both = format!("theme=dark; {pair}");
    let answer = node.ask("GET", "/api/v1/submissions?limit=5", &[HOST, ("cookie", &both)]).await;
    assert_eq!(answer.status, StatusCode::OK);
    let answer = node.ask("GET", "/?token=0000", &[HOST]).await;
    // The page says itself that it was not let in, or goes on with the cookie of before.
    assert_eq!(
        (answer.status, &answer.headers["location"]),
        (StatusCode::SEE_OTHER, &"/".parse().unwrap())
    );
    assert!(!answer.headers.contains_key("set-cookie"));
    let answer =
        node.ask("GET", "/api/v1/submissions?token=0000", &[HOST, ("cookie", &both)]).await;
    assert_eq!(
        answer.status,
        StatusCode::UNAUTHORIZED,
        "a wrong token is refused whatever else is brought"
    );
    assert!(!answer.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn other_hosts_and_pages_of_other_sites_are_refused() {
    let node = Fixture::empty().await;
    let bearer = format!("Bearer {}", node.token.reveal());
    let authorization = ("authorization", bearer.as_str());
    let hosts = [
        "evil.example",
        "evil.example:8642",
        "127.0.0.1",
        "127.0.0.1:80",
        "localhost.evil.example:8642",
    ];
    for host in hosts {
        let answer = node.ask("GET", "/api/v1/health", &[("host", host), authorization]).await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
        answer.problem();
    }
    let twice = [HOST, ("host", "evil.example"), authorization];
    assert_eq!(node.ask("GET", "/", &twice).await.status, StatusCode::MISDIRECTED_REQUEST);
    assert_eq!(node.ask("GET", "/", &[]).await.status, StatusCode::MISDIRECTED_REQUEST);
    for header in [
        ("origin", "http://evil.example"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        let answer = node.ask("GET", "/api/v1/health", &[HOST, authorization, header]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{header:?}");
        answer.problem();
    }
    let own = ("origin", "http://localhost:8642");
    let answer =
        node.ask("GET", "/api/v1/health", &[("host", "localhost:8642"), authorization, own]).await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn every_answer_tells_browsers_to_keep_and_run_nothing() {
    let node = Fixture::empty().await;
    let answers: [Answer; 4] = [
        node.get("/api/v1/health").await,
        node.get("/api/nowhere").await,
        node.ask("GET", "/api/v1/openapi.json", &[HOST]).await,
        node.ask("GET", "/", &[("host", "evil.example")]).await,
    ];
    for answer in answers {
        assert_eq!(answer.headers["cache-control"], "no-store");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        assert!(!String::from_utf8_lossy(&answer.body).contains("<script"));
    }
}

#[tokio::test]
async fn a_page_runs_nothing_that_does_not_come_from_here() {
    let node = Fixture::empty().await;
    for path in ["/", "/signals/any", "/assets/no.js"] {
        let answer = node.ask("GET", path, &[HOST]).await;
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    }
    let sent = node.ask("POST", "/", &[HOST]).await;
    assert_eq!(sent.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn what_is_not_there_is_a_problem() {
    let node = Fixture::filled().await;
    let id = &node.submission;
    let unknown = "0".repeat(26);
    for path in [
        "/api/nowhere".to_owned(),
        "/api/v2/signals".to_owned(),
        format!("/api/v1/submissions/{unknown}"),
        format!("/api/v1/submissions/{unknown}/rejections"),
        format!("/api/v1/submissions/{unknown}/rows/2"),
        format!("/api/v1/submissions/{}", &id[..10]),
        "/api/v1/submissions/..%2F..%2Fkeys%2Fsigning.key".to_owned(),
        "/api/v1/submissions/..%2F..%2F..%2Fetc%2Fpasswd/rows/2".to_owned(),
        "/api/v1/submissions/%00".to_owned(),
        "/api/v1/submissions/%FF%FE".to_owned(),
        format!("/api/v1/submissions/{id}/rows/0"),
        format!("/api/v1/submissions/{id}/rows/1"),
        format!("/api/v1/submissions/{id}/rows/75"),
        "/api/v1/signals/1".to_owned(),
        "/api/v1/signals/fentanyl".to_owned(),
        "/api/v1/signals/x'%20OR%201=1".to_owned(),
        "/api/v1/signals?as_of=2001-01-01".to_owned(),
        "/api/v1/series/points?source=no&indicator=seizures-number&substance=fentanyl&place=US&cadence=month".to_owned(),
    ] {
        let answer = node.get(&path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        answer.problem();
    }
    // A source may have any name; what the vocabulary lists is looked up.
    let quoted = "/api/v1/series/rows?source=a'%20OR%20'1'='1&indicator=seizures-number&substance=fentanyl\
                  &place=US&cadence=month&period=2020-12";
    assert_eq!(node.json(quoted).await["total"], 0);
    let bearer = format!("Bearer {}", node.token.reveal());
    let answer =
        node.ask("DELETE", "/api/v1/submissions", &[HOST, ("authorization", &bearer)]).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    answer.problem();
}

#[tokio::test]
async fn a_bad_parameter_is_named_with_what_to_write() {
    let node = Fixture::filled().await;
    let id = &node.submission;
    let key = "source=test-customs&indicator=seizures-number&substance=fentanyl&place=US";
    for (path, parameter, advice) in [
        ("/api/v1/submissions?limit=0".to_owned(), "limit", "1 to 1000"),
        ("/api/v1/submissions?limit=1001".to_owned(), "limit", "1 to 1000"),
        ("/api/v1/places?limit=many".to_owned(), "limit", "whole number"),
        ("/api/v1/series?after=-1".to_owned(), "after", "whole number"),
        ("/api/v1/series?as_of=31.12.2020".to_owned(), "as_of", "2024-05-01"),
        ("/api/v1/series?substance=No%20Slug".to_owned(), "substance", "/api/v1/substances"),
        ("/api/v1/series?cadence=fortnight".to_owned(), "cadence", "day, week, month"),
        (format!("/api/v1/series/rows?{key}&cadence=month&period=May"), "period", "2024-W07"),
        (format!("/api/v1/series/points?{key}&cadence=month&unit=A%20stone"), "unit", "count, kg"),
        (format!("/api/v1/submissions/{id}/rows/two"), "row", "whole number"),
        ("/api/v1/jobs/+1".to_owned(), "id", "whole number"),
        ("/api/v1/places?after=9007199254740992".to_owned(), "after", "9007199254740991"),
        ("/api/v1/signals?as_of=today".to_owned(), "as_of", "2024-05-01"),
    ] {
        let answer = node.get(&path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        let problem = answer.problem();
        assert_eq!(problem["parameter"], parameter, "{path}");
        assert!(problem["detail"].as_str().unwrap().contains(advice), "{path}: {problem}");
    }
    for (path, words) in [
        ("/api/v1/series?sauce=x", "unknown parameter `sauce`"),
        ("/api/v1/health?verbose=1", "unknown parameter `verbose`"),
        ("/api/v1/submissions?limit=1&limit=2", "duplicate parameter `limit`"),
        ("/api/v1/series/points?source=x", "missing parameter `indicator`"),
    ] {
        let answer = node.get(path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        let problem = answer.problem();
        assert!(problem["detail"].as_str().unwrap().contains(words), "{path}: {problem}");
    }
}

#[tokio::test]
async fn what_has_the_right_form_and_is_not_there_is_named_too() {
    let node = Fixture::filled().await;
    let key = "source=test-customs&indicator=seizures-number&substance=fentanyl&place=US";
    for (path, parameter, advice) in [
        ("/api/v1/series?as_of=2021-02-16".to_owned(), "as_of", "2021-02-15"),
        ("/api/v1/series?position=99".to_owned(), "position", "0 to 3"),
        (format!("/api/v1/series/points?{key}&cadence=month&unit=stone"), "unit", "count, kg"),
        (format!("/api/v1/series/rows?{key}&cadence=month&period=2020-13"), "period", "2020-13"),
        ("/api/v1/series?place=Atlantis".to_owned(), "place", "the node has US"),
        ("/api/v1/series?place=DE".to_owned(), "place", "the node has US"),
        ("/api/v1/series?substance=heroin".to_owned(), "substance", "fentanyl"),
        ("/api/v1/series?indicator=wonders".to_owned(), "indicator", "seizures-number"),
        ("/api/v1/series?source=nobody".to_owned(), "source", "test-customs"),
        ("/api/v1/coverage/strings?source=nobody".to_owned(), "source", "test-customs"),
        (
            format!("/api/v1/series/points?{}&cadence=month", key.replace("US", "Atlantis")),
            "place",
            "vocabulary",
        ),
        (
            format!(
                "/api/v1/series/rows?{}&cadence=month&period=2020",
                key.replace("fentanyl", "fentanil-x")
            ),
            "substance",
            "vocabulary",
        ),
        (
            format!(
                "/api/v1/series/lines?{}&cadence=month&period=2020",
                key.replace("seizures-number", "wonders")
            ),
            "indicator",
            "vocabulary",
        ),
    ] {
        let answer = node.get(&path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        let problem = answer.problem();
        assert_eq!(problem["parameter"], parameter, "{path}");
        assert!(problem["detail"].as_str().unwrap().contains(advice), "{path}: {problem}");
    }
}

#[tokio::test]
async fn lists_where_an_object_is_described_are_refused() {
    let node = Fixture::empty().await;
    for (path, document) in [
        ("/api/v1/runs", "[null, null]"),
        ("/api/v1/sql", "[\"SELECT 1\", null, null, null]"),
        ("/api/v1/runs", "{\"as_of\": null, \"until\": null}"),
        ("/api/v1/runs", "{\"as_of\": 5}"),
        ("/api/v1/runs?until=2020-01-01", "{}"),
        ("/api/v1/runs", "{"),
        ("/api/v1/runs", ""),
    ] {
        let answer = node.send(path, "application/json", document).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path} {document}");
        let bad = if path.contains('?') { "bad-parameter" } else { "bad-document" };
        assert_eq!(answer.problem()["type"], format!("urn:watchfire:problem:{bad}"));
    }
}

#[tokio::test]
async fn what_goes_wrong_inside_is_told_under_a_reference_only() {
    let node = Fixture::filled().await;
    node.break_original();
    let answer = node.get(&format!("/api/v1/submissions/{}/rows/2", node.submission)).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    let problem = answer.problem();
    assert!(problem["reference"].as_str().unwrap().starts_with('E'));
}
