//! Questions in SQL: what is answered, exactly, and what is refused.

use std::time::Duration;

use axum::body::to_bytes;
use axum::http::StatusCode;
use serde_json::{Value, json};
use server::MOST_ANSWERS_ON_DISK;

use crate::fixture::{Answer, Fixture, REASON};

impl Fixture {
    async fn sql(&self, statement: &str) -> Answer {
        self.post("/api/v1/sql", &json!({ "statement": statement })).await
    }

    async fn rows(&self, question: Value) -> Value {
        let answer = self.post("/api/v1/sql", &question).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", String::from_utf8_lossy(&answer.body));
        answer.json()
    }
}

#[tokio::test]
async fn facts_are_answered_exactly_and_as_of_a_day() {
    let node = Fixture::filled().await;
    let statement =
        "SELECT substances, sum(value) AS total, sum(value) / 4 AS quarter, count(*) AS n,
            max(known_at) AS last, min(missing) AS missing
        FROM observations GROUP BY substances";
    let answer = node.rows(json!({ "statement": statement })).await;
    let expected = json!({
        "asked_of": { "as_of": "2021-02-15", "position": 3 },
        "columns": [
            { "name": "substances", "kind": "list of text" },
            { "name": "total", "kind": "decimal" },
            { "name": "quarter", "kind": "decimal" },
            { "name": "n", "kind": "whole number" },
            { "name": "last", "kind": "day" },
            { "name": "missing", "kind": "text" },
        ],
        "rows": [[["fentanyl"], "437", "109.25", 72, "2021-01-20", null]],
        "is_cut": false,
    });
    assert_eq!(answer, expected);
    let count = "SELECT count(*) FROM observations";
    let then = node.rows(json!({ "statement": count, "as_of": "2020-06-30" })).await;
    assert_eq!(then["rows"], json!([[65]]), "what was not known yet is not there");
    // What is withdrawn is hidden since its withdrawal and there before it.
    let cocaine = "SELECT count(*) FROM observations WHERE substance_texts[1] = 'Cocaine'";
    assert_eq!(node.rows(json!({ "statement": cocaine })).await["rows"], json!([[0]]));
    let before = node.rows(json!({ "statement": cocaine, "position": 2 })).await;
    assert_eq!(before["rows"], json!([[1]]));
    let cut = node.rows(json!({ "statement": "SELECT row FROM observations", "limit": 5 })).await;
    assert_eq!((cut["rows"].as_array().unwrap().len(), &cut["is_cut"]), (5, &true.into()));
}

#[tokio::test]
async fn tables_and_columns_are_listed_and_can_all_be_asked() {
    let node = Fixture::filled().await;
    let list = node.json("/api/v1/sql/tables").await;
    for table in list["tables"].as_array().unwrap() {
        let names = table["columns"].as_array().unwrap().iter();
        let names: Vec<&str> = names.map(|column| column["name"].as_str().unwrap()).collect();
        let name = table["name"].as_str().unwrap();
        let statement = format!("SELECT {} FROM {name} LIMIT 1", names.join(", "));
        assert_eq!(node.sql(&statement).await.status, StatusCode::OK, "{statement}");
        let all = node.rows(json!({ "statement": format!("SELECT * FROM {name}") })).await;
        assert_eq!(all["columns"].as_array().unwrap().len(), names.len(), "{name}");
    }
}

#[tokio::test]
async fn what_does_not_only_read_is_refused() {
    let node = Fixture::filled().await;
    for statement in [
        "DROP TABLE observations",
        "DROP VIEW observations",
        "CREATE TABLE t AS SELECT 1",
        "CREATE VIEW t AS SELECT 1",
        "CREATE EXTERNAL TABLE t STORED AS CSV LOCATION '/etc/passwd'",
        "CREATE FUNCTION f(INT) RETURNS INT RETURN 1",
        "INSERT INTO observations VALUES (1)",
        "DELETE FROM observations",
        "UPDATE observations SET row = 1",
        "TRUNCATE TABLE observations",
        "COPY observations TO '/tmp/stolen.csv'",
        "COPY (SELECT 1) TO '/tmp/stolen.csv' STORED AS CSV",
        "SET datafusion.execution.batch_size = 1",
        "RESET datafusion.execution.batch_size",
        "SHOW TABLES",
        "SHOW ALL",
        "DESCRIBE observations",
        "BEGIN",
        "PREPARE p AS SELECT 1",
        "EXECUTE p",
        "EXPLAIN COPY observations TO '/tmp/stolen.csv'",
        "EXPLAIN CREATE TABLE t AS SELECT 1",
        "EXPLAIN EXPLAIN SELECT 1",
        "EXPLAIN ANALYZE SELECT 1",
        "EXPLAIN VERBOSE SELECT 1",
        "EXPLAIN (ANALYZE) SELECT 1",
        "SELECT * INTO t FROM observations",
        "SELECT * FROM (SELECT row INTO t FROM observations)",
        "WITH t AS (INSERT INTO observations VALUES (1) RETURNING *) SELECT * FROM t",
        "WITH t AS (DELETE FROM observations RETURNING *) SELECT * FROM t",
        "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n) SELECT * FROM n",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE observations",
        "",
        ";",
        "-- nothing",
    ] {
        let answer = node.sql(statement).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{statement}");
        let detail = answer.problem()["detail"].as_str().unwrap().to_owned();
        let is_told = detail.contains("SELECT, WITH or EXPLAIN") || detail.contains("be read");
        assert!(is_told, "{statement}: {detail}");
    }
    assert!(!std::path::Path::new("/tmp/stolen.csv").exists());
}

#[tokio::test]
async fn nothing_but_the_tables_of_facts_is_there() {
    let node = Fixture::filled().await;
    for statement in [
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM \"file:///etc/passwd\"",
        "SELECT * FROM 'https://example.org/x.parquet'",
        "SELECT * FROM read_parquet('/etc/passwd')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM parquet_metadata('/etc/passwd')",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM information_schema.df_settings",
        "SELECT * FROM datafusion.public.observations",
        "SELECT * FROM stored_observation",
        "SELECT * FROM observation",
        "SELECT * FROM figure",
        "SELECT * FROM pg_catalog.pg_tables",
        "SELECT (SELECT count(*) FROM '/etc/passwd')",
        "SELECT * FROM observations WHERE row IN (SELECT 1 FROM entry)",
        "WITH a AS (SELECT * FROM '/etc/passwd') SELECT 1 FROM a",
        "EXPLAIN SELECT * FROM '/etc/passwd'",
    ] {
        let answer = node.sql(statement).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{statement}");
        let detail = answer.problem()["detail"].as_str().unwrap().to_owned();
        assert!(detail.starts_with("there is no table"), "{statement}: {detail}");
    }
}

#[tokio::test]
async fn a_plan_names_no_file_of_the_node() {
    let node = Fixture::filled().await;
    let answer = node.rows(json!({ "statement": "EXPLAIN SELECT row FROM observations" })).await;
    let text = answer["rows"].to_string();
    assert!(
        text.contains("observations") && !text.contains("parquet") && !text.contains("/tmp"),
        "{text}"
    );
}

#[tokio::test]
async fn mistakes_are_told_in_plain_words() {
    let node = Fixture::filled().await;
    for (statement, words) in [
        (
            "SELECT perod_start FROM observations",
            "no column `perod_start` (did you mean `period_start`?)",
        ),
        ("SELECT o.vlaue FROM observations o", "no column `o.vlaue` (did you mean `value`?)"),
        ("SELECT * FROM observation", "no table `observation` (did you mean `observations`?)"),
        ("SELEC 1", "cannot be read"),
        ("SELECT 'x", "cannot be read"),
        ("SELECT nonsense(1)", "nonsense"),
        ("SELECT 1 / 0", "fails on a value"),
        ("SELECT CAST('many' AS INT)", "fails on a value"),
        ("SELECT count(*) FROM observations WHERE value = 'many'", "'many'"),
        ("SELECT source FROM observations GROUP BY place", "does not fit"),
    ] {
        let answer = node.sql(statement).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{statement}");
        let detail = answer.problem()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains(words), "{statement}: {detail}");
        assert!(!detail.contains("Error during planning"), "{detail}");
    }
}

#[tokio::test]
async fn what_would_cost_too_much_ends_in_bounds() {
    let node = Fixture::filled().await;
    let deep = |count: usize, part: &str| format!("SELECT 1{}", part.repeat(count));
    for (statement, words) in [
        (deep(100_000, "+1"), "bytes"),
        (deep(201, " + 1"), "operators"),
        (deep(40, " UNION ALL SELECT 1"), ""),
        (format!("SELECT {}1{}", "(".repeat(2_000), ")".repeat(2_000)), "nested too deeply"),
        (format!("SELECT {}1", "a,".repeat(20_000)), "no column `a`"),
        (format!("SELECT 1 FROM {}observations", "observations, ".repeat(20)), "tables"),
        (
            format!(
                "SELECT array_agg(concat({}b.row)) FROM observations a, observations b, \
                 observations c, observations d",
                "a.vocabulary, ".repeat(100)
            ),
            "memory",
        ),
        (
            format!("SELECT concat({}source) FROM observations", "source, ".repeat(300)),
            "texts put together",
        ),
        (
            format!(
                "SELECT x.v FROM {} x",
                (0..9).fold("(SELECT source v FROM observations)".to_owned(), |inner, _| format!(
                    "(SELECT y.v || y.v v FROM {inner} y)"
                ))
            ),
            "texts put together",
        ),
        ("SELECT replace(source, 'a', source) FROM observations       ".to_owned(), "replace"),
        ("SELECT repeat('x', 2000000000)                              ".to_owned(), "repeat"),
        ("SELECT range(1, 2000000000)                                 ".to_owned(), "range"),
    ] {
        let answer = node.sql(&statement).await;
        let text = String::from_utf8(answer.body.clone()).unwrap();
        let is_refused = answer.status == StatusCode::UNPROCESSABLE_ENTITY && text.contains(words);
        assert!(is_refused || words.is_empty(), "{}: {text}", &statement[..60]);
    }
    // As deep as is let through.
    let chain = format!("SELECT {} FROM observations LIMIT 1", vec!["row"; 190].join(" + "));
    assert_eq!(node.sql(&chain).await.status, StatusCode::OK);
    let alternatives = vec!["row = 1"; 95].join(" OR ");
    let statement = format!("SELECT count(*) FROM observations WHERE {alternatives}");
    assert_eq!(node.sql(&statement).await.status, StatusCode::OK);
}

#[tokio::test]
async fn only_json_is_read_and_given() {
    let node = Fixture::empty().await;
    let body = r#"{"statement":"SELECT 1"}"#;
    let answer = node.send("/api/v1/sql", "text/plain", body).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    answer.problem();
    for body in ["", "{", "[]", "{}", r#"{"statement":1}"#, r#"{"statement":"SELECT 1","x":1}"#] {
        let answer = node.send("/api/v1/sql", "application/json", body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        answer.problem();
    }
    let large = format!(r#"{{"statement":"{}"}}"#, "x".repeat(3 << 20));
    let answer = node.send("/api/v1/sql", "application/json", large).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    answer.problem();
    let bearer = format!("Bearer {}", node.token.reveal());
    let headers =
        [("host", "127.0.0.1:8642"), ("authorization", bearer.as_str()), ("accept", "text/html")];
    let answer = node.ask("GET", "/api/v1/sql/tables", &headers).await;
    assert_eq!(answer.status, StatusCode::NOT_ACCEPTABLE);
    answer.problem();
    let answer = node.ask("GET", "/api/v1/sql", &headers[..2]).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.headers["allow"], "POST");
}

#[tokio::test]
async fn an_answer_is_given_as_a_file_by_name_or_by_type() {
    let node = Fixture::filled().await;
    let statement = "SELECT row, substance_texts, value FROM observations ORDER BY row LIMIT 2";
    let named = json!({ "statement": statement, "format": "csv" });
    let csv = node.post("/api/v1/sql", &named).await;
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8; header=present");
    let text = String::from_utf8(csv.body).unwrap();
    assert_eq!(text, "row,substance_texts,value\n2,Fentanyl,4\n3,Fentanyl,5\n");
    let bearer = format!("Bearer {}", node.token.reveal());
    let ask = async |accept: &str| {
        let headers = [
            ("host", "127.0.0.1:8642"),
            ("authorization", bearer.as_str()),
            ("content-type", "application/json"),
            REASON,
            ("accept", accept),
        ];
        let body = json!({ "statement": statement }).to_string();
        node.ask_with("POST", "/api/v1/sql", &headers, body.into()).await
    };
    assert_eq!(String::from_utf8(ask("text/csv").await.body).unwrap(), text);
    let parquet = ask("application/vnd.apache.parquet").await;
    assert_eq!(parquet.headers["content-type"], "application/vnd.apache.parquet");
    assert!(parquet.body.starts_with(b"PAR1") && parquet.body.ends_with(b"PAR1"));
    assert_eq!(ask("*/*").await.headers["content-type"], "application/json");
    assert_eq!(ask("image/png").await.status, StatusCode::NOT_ACCEPTABLE);
    // A statement that fails half-way is a problem, not a file cut short.
    let failing = "SELECT 1 / (row - 40) FROM observations";
    let failed = node.post("/api/v1/sql", &json!({ "statement": failing, "format": "csv" })).await;
    assert_eq!(failed.status, StatusCode::UNPROCESSABLE_ENTITY);
    failed.problem();
    let other =
        node.post("/api/v1/sql", &json!({ "statement": "SELECT 1", "format": "xlsx" })).await;
    assert_eq!(other.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn answers_as_files_have_few_places_and_nobody_keeps_one_without_taking() {
    let large = json!({
        "statement": "SELECT concat(a.source, a.place, a.source, a.place, b.source, b.vocabulary)
            FROM observations a, observations b, observations c LIMIT 5000",
        "format": "csv",
    });
    // Whoever takes nothing keeps a place as long as the patience lasts.
    let node = Fixture::filled().await.with_sending_patience(Duration::MAX);
    let mut untaken = Vec::new();
    for _ in 0..MOST_ANSWERS_ON_DISK {
        untaken.push(node.post_untaken("/api/v1/sql", &large).await);
        assert_eq!(untaken.last().unwrap().status(), StatusCode::OK);
    }
    let refused = node.post("/api/v1/sql", &large).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(refused.headers.contains_key("retry-after"));
    assert!(refused.problem()["detail"].as_str().unwrap().contains("fetched"));
    let taken = to_bytes(untaken.pop().unwrap().into_body(), 16 << 20).await.unwrap();
    assert_eq!(taken.split(|byte| *byte == b'\n').count(), 5_002, "lines, header and end");
    // The task that held the place has sent its last piece, and is about to end.
    loop {
        match node.post("/api/v1/sql", &large).await.status {
            StatusCode::OK => break,
            status => assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE),
        }
    }
    // Without patience every answer is given up at once, and says so at its end.
    let node = Fixture::filled().await.with_sending_patience(Duration::ZERO);
    let mut untaken = Vec::new();
    while untaken.len() <= MOST_ANSWERS_ON_DISK {
        let answer = node.post_untaken("/api/v1/sql", &large).await;
        if answer.status() == StatusCode::OK {
            untaken.push(answer);
        }
    }
    // There are more of them than places, so the first has lost its own.
    let first = untaken.swap_remove(0);
    assert!(to_bytes(first.into_body(), 16 << 20).await.is_err(), "cut short is no answer");
}

#[tokio::test]
async fn an_answer_as_csv_holds_no_formulas() {
    let node = Fixture::filled().await;
    let statement = "SELECT '=1+1' AS a, -5 AS b, '-5.5' AS c, '@x' AS d, 1";
    let asked = json!({ "statement": statement, "format": "csv" });
    let text = String::from_utf8(node.post("/api/v1/sql", &asked).await.body).unwrap();
    assert_eq!(text, "a,b,c,d,Int64(1)\n'=1+1,-5,-5.5,'@x,1\n");
    let exact = node.rows(json!({ "statement": statement })).await;
    assert_eq!(exact["rows"][0][0], "=1+1");
}
