//! The record on both engines: whole, found again, and whatever is done to it noticed.

use std::path::Path;

use jiff::civil::{Date, date};
use vocabulary::audit::{About, Act, AuditEntry, By, Kind, Outcome};

use super::*;
use crate::keys::NodeSecrets;
use crate::people::Step;
use crate::verify::Fault;
use scratch::{Directory, engines, secret};

#[path = "../../tests/ledger/scratch.rs"]
pub(super) mod scratch;

const DAY: Date = date(2026, 11, 23);

async fn node(directory: &Path, ledger: &LedgerAddress) -> Node {
    let secrets = NodeSecrets { signing: secret(), repeat: [2; 32] };
    Node::init(directory, "Test node", &secrets, ledger).await.unwrap()
}

fn entry(number: u64) -> AuditEntry {
    let at = DAY.at(9, i8::try_from(number % 60).unwrap(), 0, 0);
    let asked = format!("GET /api/v1/submissions/S{number}/rows/{number}");
    let mut entry = AuditEntry::new(at, Act::Read, &asked);
    entry.by = By::Terminal;
    entry.add(About::rows(&format!("S{}", number % 3), [number]));
    entry
}

async fn filled(directory: &Path, ledger: &LedgerAddress, entries: u64) -> Node {
    let node = node(directory, ledger).await;
    let log = AuditLog::of(&node);
    for number in 1..=entries {
        assert_eq!(log.append(entry(number)).await.unwrap(), number);
    }
    node
}

/// What `verify` says of the audit: the number of each entry at fault, and why.
async fn faults(node: &Node) -> Vec<(u64, String)> {
    let proof = node.verify(&mut |_| {}).await.unwrap();
    let audit = proof.faults.into_iter().map(|fault| match fault {
        Fault::Audit { number, why } => (number, why),
        other => panic!("{other:?}"),
    });
    audit.collect()
}

async fn run(node: &Node, statement: &'static str) {
    sqlx::query(statement).execute(&node.pool).await.unwrap();
}

#[tokio::test]
async fn many_writers_at_once_lose_nothing_and_make_one_chain() {
    for engine in engines() {
        let directory = Directory::new();
        let node = node(&directory.path("node"), &engine).await;
        // Two processes of one node share nothing but its files.
        let logs = [AuditLog::of(&node), AuditLog::of(&Node::open(&node.directory).await.unwrap())];
        let writers = (1..=200_u64).map(|number| {
            let log = logs[usize::try_from(number % 2).unwrap()].clone();
            tokio::spawn(async move { log.append(entry(number)).await.unwrap() })
        });
        let mut numbers = Vec::new();
        for writer in writers.collect::<Vec<_>>() {
            numbers.push(writer.await.unwrap());
        }
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=200).collect::<Vec<_>>());
        let stored = node.audit(&Wanted::default(), 1000).await.unwrap();
        let mut asked: Vec<String> = stored.into_iter().map(|stored| stored.entry.asked).collect();
        let mut expected: Vec<String> = (1..=200).map(|number| entry(number).asked).collect();
        asked.sort();
        expected.sort();
        assert_eq!(asked, expected);
        assert_eq!(faults(&node).await, []);
        assert_eq!(node.verify(&mut |_| {}).await.unwrap().audit.head.number, 200);
    }
}

#[tokio::test]
async fn entries_are_found_by_who_what_when_and_about() {
    for engine in engines() {
        let directory = Directory::new();
        let node = filled(&directory.path("node"), &engine, 9).await;
        let refused = AuditEntry {
            act: Act::SignIn,
            outcome: Outcome::Refused,
            by: By::Nobody,
            at: date(2026, 11, 24).at(0, 0, 0, 0),
            about: Vec::new(),
            ..entry(10)
        };
        AuditLog::of(&node).append(refused.clone()).await.unwrap();
        let check = async |wanted: Wanted, expected: &[u64]| {
            let found = node.audit(&wanted, 3).await.unwrap();
            let found: Vec<u64> = found.iter().map(|stored| stored.number).collect();
            assert_eq!(found, expected, "{wanted:?}");
        };
        let about = Some((Kind::Submission, "S1".to_owned()));
        check(Wanted::default(), &[10, 9, 8]).await;
        check(Wanted { before: Some(3), ..Wanted::default() }, &[2, 1]).await;
        check(Wanted { about: about.clone(), ..Wanted::default() }, &[7, 4, 1]).await;
        check(Wanted { about, before: Some(4), ..Wanted::default() }, &[1]).await;
        check(Wanted { who: Some("(nobody)".to_owned()), ..Wanted::default() }, &[10]).await;
        check(Wanted { act: Some(Act::Export), ..Wanted::default() }, &[]).await;
        check(Wanted { outcome: Some(Outcome::Refused), ..Wanted::default() }, &[10]).await;
        check(Wanted { from: Some(date(2026, 11, 24)), ..Wanted::default() }, &[10]).await;
        check(Wanted { to: Some(DAY), ..Wanted::default() }, &[9, 8, 7]).await;
        check(Wanted { to: Some(date(2026, 11, 22)), ..Wanted::default() }, &[]).await;
        assert_eq!(node.audit_entry(10).await.unwrap().unwrap().entry, refused);
        assert!(node.audit_entry(11).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn whatever_is_done_to_the_table_is_noticed_and_named() {
    let check = async |statements: &[&'static str], number: u64, word: &str| {
        for engine in engines() {
            let directory = Directory::new();
            let node = filled(&directory.path("node"), &engine, 6).await;
            assert_eq!(faults(&node).await, []);
            for statement in statements {
                run(&node, statement).await;
            }
            let found = faults(&node).await;
            assert_eq!(
                found.first().map(|found| found.0),
                Some(number),
                "{statements:?}: {found:?}"
            );
            assert!(found[0].1.contains(word), "{statements:?}: {found:?}");
        }
    };
    let edited = "UPDATE audit SET entry = REPLACE(entry, '(terminal)', '(node)') WHERE number = 3";
    check(&[edited], 3, "not what was written").await;
    check(
        &["DELETE FROM audit_about WHERE number = 3", "DELETE FROM audit WHERE number = 3"],
        4,
        "is gone",
    )
    .await;
    check(&["DELETE FROM audit_about WHERE number = 3"], 3, "columns").await;
    check(&["UPDATE audit SET who = 'a.weber' WHERE number = 3"], 3, "columns").await;
    check(&["UPDATE audit SET link = '00' WHERE number = 3"], 3, "not what was written").await;
    // Taken out, and the others moved up.
    let renumbered: Vec<&str> = vec![
        "DELETE FROM audit_about WHERE number >= 3",
        "DELETE FROM audit WHERE number = 3",
        "UPDATE audit SET number = 3 WHERE number = 4",
    ];
    check(&renumbered, 3, "not what was written").await;
    // Two entries in each other's place, with all that stands beside them.
    let swapped = [
        "DELETE FROM audit_about WHERE number IN (3, 4)",
        "UPDATE audit SET number = 99 WHERE number = 3",
        "UPDATE audit SET number = 3 WHERE number = 4",
        "UPDATE audit SET number = 4 WHERE number = 99",
    ];
    check(&swapped, 3, "does not follow").await;
    let other_signature =
        "UPDATE audit SET signature = (SELECT signature FROM audit WHERE number = 4)
        WHERE number = 3";
    check(&[other_signature], 3, "signature").await;
    let cut = ["DELETE FROM audit_about WHERE number > 4", "DELETE FROM audit WHERE number > 4"];
    check(&cut, 5, "it is gone, as are all to 6: audit.head").await;
    check(
        &["DELETE FROM audit_about", "DELETE FROM audit"],
        1,
        "it is gone, as are all to 6: audit.head",
    )
    .await;
}

#[tokio::test]
async fn a_chain_made_anew_without_the_key_is_noticed() {
    let directory = Directory::new();
    let node = filled(&directory.path("node"), &LedgerAddress::Sqlite, 3).await;
    // Whoever knows how links are made, and has no key, writes the second entry and all after it anew.
    let texts: Vec<String> = sqlx::query_scalar("SELECT entry FROM audit ORDER BY number")
        .fetch_all(&node.pool)
        .await
        .unwrap();
    let mut link = Link::before_first(&node.public_key);
    for (at, text) in texts.iter().enumerate() {
        let text = if at == 1 { text.replace("S2", "S9") } else { text.clone() };
        link = link.then(text.as_bytes());
        sqlx::query("UPDATE audit SET entry = $1, link = $2 WHERE number = $3")
            .bind(text)
            .bind(link.hash.to_string())
            .bind(link.number.cast_signed())
            .execute(&node.pool)
            .await
            .unwrap();
    }
    let found = faults(&node).await;
    assert_eq!((found[0].0, found[1].0), (2, 3), "{found:?}");
    assert!(found[0].1.contains("signature"), "{found:?}");
}

#[tokio::test]
async fn what_was_cut_off_stays_noticed_while_the_node_goes_on() {
    for engine in engines() {
        let directory = Directory::new();
        let node = filled(&directory.path("node"), &engine, 6).await;
        run(&node, "DELETE FROM audit_about WHERE number > 4").await;
        run(&node, "DELETE FROM audit WHERE number > 4").await;
        let log = AuditLog::of(&node);
        for number in 5..=8 {
            assert_eq!(log.append(entry(number + 40)).await.unwrap(), number);
        }
        let found = faults(&node).await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].0, found[0].1.contains("audit.head")), (6, true), "{found:?}");
    }
}

#[tokio::test]
async fn a_head_that_is_missing_or_forged_is_a_fault() {
    let directory = Directory::new();
    let node = filled(&directory.path("node"), &LedgerAddress::Sqlite, 2).await;
    let path = node.directory.join(HEAD_FILE);
    let whole = std::fs::read_to_string(&path).unwrap();
    let link = node.audit_entry(1).await.unwrap().unwrap().link;
    for wrong in [
        "",
        "x",
        &whole.replace("\n2\n", "\n1\n"),
        &whole.replace(&whole[24..60], &link.to_string()),
    ] {
        std::fs::write(&path, wrong).unwrap();
        let found = faults(&node).await;
        assert!(found.len() == 1 && found[0].1.contains("audit.head"), "{wrong:?}: {found:?}");
    }
    std::fs::remove_file(&path).unwrap();
    assert!(faults(&node).await[0].1.contains("missing"));
    std::fs::write(&path, whole).unwrap();
    assert_eq!(faults(&node).await, []);
}

#[tokio::test]
async fn without_the_nodes_key_nothing_is_put_on_record_and_that_is_said() {
    let directory = Directory::new();
    let node = filled(&directory.path("node"), &LedgerAddress::Sqlite, 1).await;
    let log = AuditLog::of(&node);
    let key = node.directory.join("keys/signing.key");
    let own = std::fs::read(&key).unwrap();
    std::fs::write(&key, [9; 32]).unwrap();
    let refused = log.append(entry(2)).await.unwrap_err();
    assert!(matches!(*refused, AuditError::ForeignKeys), "{refused}");
    std::fs::remove_file(&key).unwrap();
    assert!(matches!(*log.append(entry(2)).await.unwrap_err(), AuditError::Key(_)));
    std::fs::write(&key, own).unwrap();
    assert_eq!(log.append(entry(2)).await.unwrap(), 2);
    assert_eq!(faults(&node).await, []);
}

#[tokio::test]
async fn an_entry_is_written_though_whoever_asked_has_gone() {
    let directory = Directory::new();
    let node = node(&directory.path("node"), &LedgerAddress::Sqlite).await;
    let log = AuditLog::of(&node);
    {
        let mut gone = Box::pin(log.append(entry(1)));
        // Asked once, it has handed the entry over; then it goes away.
        let asked = std::future::poll_fn(|context| {
            std::task::Poll::Ready(gone.as_mut().poll(context).is_ready())
        });
        assert!(!asked.await);
    }
    assert_eq!(log.append(entry(2)).await.unwrap(), 2);
    assert_eq!(node.audit(&Wanted::default(), 9).await.unwrap().len(), 2);
}

#[tokio::test]
async fn backups_and_other_engines_carry_the_audit_along() {
    for engine in engines() {
        let directory = Directory::new();
        let node = filled(&directory.path("node"), &engine, 5).await;
        let copied = node.back_up(&directory.path("copy"), None, &mut |_| {}).await.unwrap();
        let head = node.verify(&mut |_| {}).await.unwrap().audit.head;
        assert_eq!((copied.audit.head, head.number), (head, 5));
        if engine == LedgerAddress::Sqlite {
            continue;
        }
        let log = AuditLog::of(&node);
        node.into_writer("test").await.unwrap().move_ledger(&LedgerAddress::Sqlite).await.unwrap();
        let refused = log.append(entry(6)).await.unwrap_err();
        assert!(matches!(*refused, AuditError::Moved), "{refused}");
        let moved = Node::open(&directory.path("node")).await.unwrap();
        assert_eq!(moved.verify(&mut |_| {}).await.unwrap().audit.head, head);
        assert_eq!(AuditLog::of(&moved).append(entry(6)).await.unwrap(), 6);
        assert_eq!(faults(&moved).await, []);
    }
}

/// What an entry costs; run with `--no-capture` to see it.
#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "it measures, and asserts nothing of time")]
async fn an_entry_costs_what_the_disk_takes_and_many_share_it() {
    for engine in engines() {
        let directory = Directory::new();
        let node = node(&directory.path("node"), &engine).await;
        let log = AuditLog::of(&node);
        let began = std::time::Instant::now();
        for number in 0..100 {
            log.append(entry(number)).await.unwrap();
        }
        let alone = began.elapsed() / 100;
        let began = std::time::Instant::now();
        let writers: Vec<_> = (0..2000)
            .map(|number| {
                let log = log.clone();
                tokio::spawn(async move { log.append(entry(number)).await.unwrap() })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        let together = began.elapsed() / 2000;
        let began = std::time::Instant::now();
        assert_eq!(faults(&node).await, []);
        let proven = began.elapsed() / 2100;
        eprintln!(
            "{engine}: {alone:?} alone, {together:?} each of 2000 at once, {proven:?} to prove"
        );
    }
}

#[tokio::test]
async fn a_node_of_the_version_before_is_brought_up_to_date_when_it_is_opened() {
    for engine in engines() {
        let directory = Directory::new();
        let path = directory.path("node");
        let node = node(&path, &engine).await;
        for statement in [
            "UPDATE setting SET value = '5' WHERE name = 'schema_version'",
            "DROP TABLE audit_about",
            "DROP TABLE audit",
            "DROP TABLE review",
            "DROP TABLE taken_step",
            "DROP TABLE anchor",
            "ALTER TABLE person DROP COLUMN asked_by",
            "ALTER TABLE session DROP COLUMN provider",
        ] {
            sqlx::query(statement).execute(&node.pool).await.unwrap();
        }
        std::fs::remove_file(path.join(HEAD_FILE)).unwrap();
        node.pool.close().await;
        let node = Node::open(&path).await.unwrap();
        assert_eq!(AuditLog::of(&node).append(entry(1)).await.unwrap(), 1);
        assert_eq!(node.reviews().await.unwrap(), []);
        assert_eq!(node.sessions_of("anna").await.unwrap(), []);
        assert_eq!(faults(&node).await, []);
    }
}

#[tokio::test]
async fn a_one_time_code_that_an_earlier_version_took_stays_taken() {
    for engine in engines() {
        let directory = Directory::new();
        let path = directory.path("node");
        let node = node(&path, &engine).await;
        for statement in [
            "INSERT INTO person (name, shown_name, organisation, unit, roles, purposes, is_open, last_step, made_at, asked_by)
             VALUES ('anna', '', '', '', '', '', 1, 5000, '2026-11-23T08:00:00', '')",
            "ALTER TABLE person DROP COLUMN asked_by",
            "UPDATE setting SET value = '6' WHERE name = 'schema_version'",
            "DROP TABLE taken_step",
            "DROP TABLE anchor",
        ] {
            sqlx::query(statement).execute(&node.pool).await.unwrap();
        }
        std::fs::remove_file(path.join(HEAD_FILE)).unwrap();
        node.pool.close().await;
        let node = Node::open(&path).await.unwrap();
        let take =
            async |taken, latest| node.take_step("anna", Step { taken, latest }).await.unwrap();
        assert!(!take(5000, 101).await, "the clock was ahead when it was taken");
        assert!(take(100, 101).await);
        assert!(!take(5000, 5001).await);
        assert!(!path.join(HEAD_FILE).exists(), "a head that is missing is not made up");
    }
}

#[tokio::test]
async fn what_reads_first_and_writes_then_is_not_overtaken() {
    for engine in engines() {
        let directory = Directory::new();
        let node = node(&directory.path("node"), &engine).await;
        let count = "SELECT COUNT(*) FROM audit";
        let mut first = node.begin_writing().await.unwrap();
        let before: i64 = sqlx::query_scalar(count).fetch_one(&mut *first).await.unwrap();
        // Another writes meanwhile, as each answer of a server does.
        let log = AuditLog::of(&node);
        let second = tokio::spawn(async move { log.append(entry(1)).await });
        for _ in 0..1000 {
            tokio::task::yield_now().await;
        }
        sqlx::query("UPDATE setting SET value = value").execute(&mut *first).await.unwrap();
        first.commit().await.unwrap();
        assert_eq!((before, second.await.unwrap().unwrap()), (0, 1));
    }
}
