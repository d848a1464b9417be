//! Accounts on either engine: what serves once serves once, and nobody undoes what another changed.

use jiff::civil::{DateTime, date};
use store::node::Node;
use store::people::{Account, Step};
use store::sealing::plain_digest;
use vocabulary::handling::Purpose;
use vocabulary::people::{Person, Role};
use vocabulary::submission::Digest;

use crate::fixture::{Directory, engines, node};

const NOW: DateTime = date(2026, 11, 23).at(8, 0, 0, 0);
const LATER: DateTime = date(2026, 11, 30).at(8, 0, 0, 0);

fn anna() -> Person {
    Person {
        name: "anna".to_owned(),
        shown_name: "Anna".to_owned(),
        organisation: "Test node".to_owned(),
        unit: String::new(),
        roles: vec![Role::Analyst, Role::Supervisor],
        purposes: vec![Purpose::PublicHealth],
    }
}

fn digest(text: &str) -> Digest {
    plain_digest(text.as_bytes())
}

async fn add_anna(node: &Node) {
    let account = Account {
        person: anna(),
        is_open: true,
        password: None,
        code_secret: None,
        last_step: 0,
        made_at: NOW,
        asked_by: String::new(),
    };
    assert!(node.add_account(&account).await.unwrap());
    assert!(!node.add_account(&account).await.unwrap(), "the name is taken");
}

/// A step whose code is brought in time.
const fn step(taken: u64) -> Step {
    Step { taken, latest: taken + 1 }
}

async fn read(node: &Node) -> Account {
    node.account("anna").await.unwrap().unwrap()
}

#[tokio::test]
async fn who_changes_an_account_undoes_nothing_of_another() {
    for engine in engines() {
        let directory = Directory::new();
        let node = node(&directory.path("node"), &engine).await;
        add_anna(&node).await;
        node.keep_invitation(&digest("code"), "anna", LATER).await.unwrap();
        assert!(node.use_invitation(&digest("code"), ("anna", "first"), NOW).await.unwrap());
        let asked = node.ask_for_codes("anna", (b"sealed", step(7)), &[digest("r")]).await.unwrap();
        assert!(asked);
        // What these knew of the account before does not matter: each changes its own part.
        node.set_account_open("anna", false).await.unwrap();
        assert!(node.take_step("anna", step(9)).await.unwrap());
        let person = Person { unit: "Early warning".to_owned(), ..anna() };
        node.change_person(&person).await.unwrap();
        assert!(node.change_password("anna", "first", "second").await.unwrap());
        assert!(!node.change_password("anna", "first", "third").await.unwrap(), "it was changed");
        let stands = read(&node).await;
        let expected = Account {
            person,
            is_open: false,
            password: Some("second".to_owned()),
            code_secret: Some(b"sealed".to_vec()),
            last_step: 9,
            made_at: NOW,
            asked_by: String::new(),
        };
        assert_eq!(stands, expected);
    }
}

#[tokio::test]
async fn an_answer_opens_what_waits_once_and_as_it_was_shown() {
    for engine in engines() {
        let directory = Directory::new();
        let node = node(&directory.path("node"), &engine).await;
        add_anna(&node).await;
        let answer = async |person: &Person, asked_by: &str| {
            node.answer_opening(person, (asked_by, false), true).await.unwrap()
        };
        assert!(!answer(&anna(), "").await, "it does not wait");
        node.ask_to_open(&anna(), "root").await.unwrap();
        assert!(!read(&node).await.is_open);
        let other = Person { roles: vec![Role::Police], ..anna() };
        assert!(!answer(&other, "root").await && !answer(&anna(), "ruth").await);
        let person = anna();
        let (one, two) = tokio::join!(answer(&person, "root"), answer(&person, "root"));
        assert!(one != two, "of two who answer at once, one does");
        let stands = read(&node).await;
        assert_eq!((stands.is_open, stands.asked_by.as_str()), (true, ""));
        // What it says and that it waits change at once: a yes to what it said before opens nothing.
        node.ask_to_open(&other, "root").await.unwrap();
        assert!(!answer(&anna(), "root").await && !read(&node).await.is_open);
        // Nor does a yes to the account alone open it to whoever has an invitation, and a no ends that.
        node.keep_invitation(&digest("code"), "anna", LATER).await.unwrap();
        assert!(!answer(&other, "root").await && node.has_invitation("anna").await.unwrap());
        assert!(node.answer_opening(&other, ("root", true), false).await.unwrap());
        assert!(!node.has_invitation("anna").await.unwrap() && !read(&node).await.is_open);
        assert!(!answer(&other, "root").await, "it waits no longer");
    }
}

#[tokio::test]
async fn what_serves_once_serves_once() {
    for engine in engines() {
        let directory = Directory::new();
        let node = node(&directory.path("node"), &engine).await;
        add_anna(&node).await;
        let (code, recovery) = (digest("code"), digest("recovery"));
        node.keep_invitation(&code, "anna", LATER).await.unwrap();
        assert_eq!(node.invited(&code, NOW).await.unwrap().as_deref(), Some("anna"));
        assert!(node.use_invitation(&code, ("anna", "kept"), NOW).await.unwrap());
        assert!(!node.use_invitation(&code, ("anna", "other"), NOW).await.unwrap());
        assert_eq!(read(&node).await.password.as_deref(), Some("kept"));

        assert!(node.ask_for_codes("anna", (b"s", step(7)), &[recovery]).await.unwrap());
        assert!(
            !node.ask_for_codes("anna", (b"s", step(7)), &[]).await.unwrap(),
            "a step of before"
        );
        assert!(!node.take_step("anna", step(7)).await.unwrap());
        assert!(node.take_step("anna", step(8)).await.unwrap());
        assert!(!node.take_step("anna", step(8)).await.unwrap());
        assert!(node.use_recovery_code("anna", &recovery).await.unwrap());
        assert!(!node.use_recovery_code("anna", &recovery).await.unwrap());
        node.ask_for_no_codes("anna").await.unwrap();
        let stands = read(&node).await;
        assert_eq!((stands.code_secret, stands.last_step), (None, 8), "the step stays taken");
    }
}

#[tokio::test]
async fn an_invitation_that_was_seen_to_end_has_ended() {
    for engine in engines() {
        let directory = Directory::new();
        let node = node(&directory.path("node"), &engine).await;
        add_anna(&node).await;
        let code = digest("code");
        node.keep_invitation(&code, "anna", LATER).await.unwrap();
        assert_eq!(node.invited(&code, LATER).await.unwrap(), None);
        assert_eq!(node.invited(&code, NOW).await.unwrap(), None, "no clock revives it");
    }
}

#[tokio::test]
async fn nobody_waits_for_who_writes_to_the_ledger() {
    for engine in engines() {
        let directory = Directory::new();
        let node = node(&directory.path("node"), &engine).await;
        let _writing = node.clone().into_writer("a long ingest").await.unwrap();
        add_anna(&node).await;
        node.keep_invitation(&digest("code"), "anna", LATER).await.unwrap();
        assert!(node.use_invitation(&digest("code"), ("anna", "kept"), NOW).await.unwrap());
    }
}

#[tokio::test]
async fn a_secret_that_is_sealed_opens_for_its_own_account_alone() {
    let directory = Directory::new();
    let node = node(&directory.path("node"), &engines()[0]).await;
    let sealed = node.seal_for_account("anna", b"secret", [3; 16]).unwrap();
    assert!(!sealed.windows(6).any(|part| part == b"secret"));
    assert_eq!(node.open_for_account("anna", &sealed).unwrap().as_deref(), Some(&b"secret"[..]));
    assert_eq!(node.open_for_account("bert", &sealed).unwrap(), None);
    for at in 0..sealed.len() {
        let mut altered = sealed.clone();
        altered[at] ^= 1;
        assert_eq!(node.open_for_account("anna", &altered).unwrap(), None, "{at}");
    }
}

#[tokio::test]
async fn a_clock_that_was_ahead_holds_no_code_up_and_frees_none() {
    for engine in engines() {
        let directory = Directory::new();
        let node = node(&directory.path("node"), &engine).await;
        add_anna(&node).await;
        for taken in [100, 101, 5000, 5002] {
            assert!(node.take_step("anna", step(taken)).await.unwrap());
        }
        // The clock is put right, and somebody saw all codes that were taken so far.
        for taken in [100, 101, 5000, 5002] {
            let again = Step { taken, latest: 102 };
            assert!(!node.take_step("anna", again).await.unwrap(), "{taken} was taken");
        }
        assert!(node.take_step("anna", step(102)).await.unwrap());
        let of_before = Step { taken: 99, latest: 103 };
        assert!(!node.take_step("anna", of_before).await.unwrap(), "all is as usual again");
        // When the time comes for which the clock was once set, what was taken then stays taken.
        for (taken, is_good) in [(5000, false), (5001, true), (5002, false), (5003, true)] {
            assert_eq!(node.take_step("anna", step(taken)).await.unwrap(), is_good, "{taken}");
        }
    }
}
