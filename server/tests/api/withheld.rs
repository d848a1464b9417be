//! What somebody may not see is not there for them: role, purpose, marking and route, each with each.
//!
//! Two nodes are asked the same. One holds 32 submissions, each marked otherwise, and what people of other
//! roles found and said about them; the other holds those alone that one person may see. For that person
//! every answer of the two must be the same, byte for byte: status, headers and body.

use std::fmt::Write as _;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use server::{Service, SignInSettings, Token, router};
use store::node::{Node, NodeWriter};
use tempfile::TempDir;
use tower::ServiceExt as _;
use vocabulary::finding::FalseShare;
use vocabulary::handling::{Purpose, Reader, Sees};
use vocabulary::people::{Action, Asker, Means, Person, Role};
use vocabulary::submission::{Position, SubmissionId};
use vocabulary::verdict::Judged;
use workflows::access::Access;
use workflows::detect::{Question, detect};
use workflows::ingest::{Outcome, Submitted, ingest};
use workflows::make_node::make_node;
use workflows::marking::marking_of;
use workflows::people::invite;
use workflows::people::tokens::{NewToken, make_token};
use workflows::quality;
use workflows::verdict::{Judging, judge};

use self::work::Both;
use crate::fixture::{MAPPING, PORT, REASON, TODAY};

mod work;

const SUBSTANCES: [&str; 32] = [
    "heroin",
    "fentanyl",
    "cocaine",
    "methadone",
    "morphine",
    "codeine",
    "oxycodone",
    "tramadol",
    "buprenorphine",
    "carfentanil",
    "ketamine",
    "MDMA",
    "amphetamine",
    "methamphetamine",
    "LSD",
    "cannabis",
    "diazepam",
    "alprazolam",
    "xylazine",
    "hydrocodone",
    "hydromorphone",
    "tapentadol",
    "pregabalin",
    "GHB",
    "mephedrone",
    "protonitazene",
    "isotonitazene",
    "metonitazene",
    "opium",
    "acetylfentanyl",
    "furanylfentanyl",
    "bromazolam",
];
const ROLES: [Role; 8] = [
    Role::Analyst,
    Role::Assessor,
    Role::Laboratory,
    Role::Customs,
    Role::Police,
    Role::Partner,
    Role::Supervisor,
    Role::Administrator,
];
const PURPOSES: [Purpose; 4] =
    [Purpose::PublicHealth, Purpose::LawEnforcement, Purpose::Customs, Purpose::Research];
const ISSUER: &str = "Test node";

/// The marking of one submission, as its mapping writes it.
fn marking(number: usize) -> String {
    let tlp = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"][number % 5];
    let purposes = [
        r#""public-health", "research""#,
        r#""law-enforcement""#,
        r#""customs", "law-enforcement""#,
        r#""customs", "law-enforcement", "public-health", "research""#,
    ][number / 2 % 4];
    let subjects =
        ["none", "none", "deceased", "service-users", "suspects", "victims-and-witnesses"]
            [number / 3 % 6];
    let codes = ["", "", r#"codes = ["H2"]"#, r#"codes = ["H0"]"#][number / 5 % 4];
    let classification =
        ["unclassified", "unclassified", "unclassified", "restricted"][number / 7 % 4];
    format!(
        "tlp = \"TLP:{tlp}\"\npurposes = [{purposes}]\nsubjects = \"{subjects}\"\n{codes}\nclassification = \"{classification}\"\n"
    )
}

fn mapping(number: usize) -> String {
    let (before, after) = MAPPING.split_once("[handling]").unwrap();
    let (_, after) = after.split_once("[key]").unwrap();
    let before = before.replace("test-customs", &source(number));
    let kilograms =
        "[[measure]]\ncolumn = \"kilograms\"\nunit = \"kg\"\nindicator = \"seizures-quantity\"\n";
    format!("{before}[handling]\n{}\n[key]{after}{kilograms}", marking(number))
}

fn source(number: usize) -> String {
    format!("source-{number:02}")
}

/// Four years of months with a rise at the end, a mass in another unit, and a row that is rejected.
fn months(number: usize) -> String {
    let mut text = "month,drug,events,kilograms,suspect nationality\n".to_owned();
    for month in 0..49 {
        let events = if month >= 46 { 40 + month % 2 } else { 4 + (month * 7 + number) % 3 };
        let (year, month) = (2017 + month / 12, month % 12 + 1);
        let kilograms =
            if month == 7 && year == 2018 { "412".to_owned() } else { format!("0.{events}") };
        writeln!(text, "{year}-{month:02},{},{events},{kilograms},x", SUBSTANCES[number]).unwrap();
    }
    text + "2021-01,heroin,many,,x\n"
}

/// Somebody of a role, acting for a purpose, with a token that is good for everything.
fn somebody(role: Role, purpose: Purpose) -> Asker {
    let person = Person {
        name: format!("{role}-{purpose}"),
        shown_name: format!("{role} for {purpose}"),
        organisation: if role == Role::Partner {
            "Elsewhere".to_owned()
        } else {
            ISSUER.to_owned()
        },
        unit: String::new(),
        roles: vec![role],
        purposes: vec![purpose],
    };
    let scope = Action::words().iter().map(|word| Action::parse(word).unwrap()).collect();
    Asker { person: Some(person), purpose, means: Means::Token { name: "all".to_owned(), scope } }
}

struct TwoNodes {
    _directory: TempDir,
    app: Router,
}

/// A node with these submissions, on which these people worked.
async fn node_with(numbers: &[usize], asker: &Asker, others: &[Asker]) -> (TempDir, Node) {
    let directory = TempDir::with_prefix("watchfire-test-").unwrap();
    let node = make_node(directory.path(), ISSUER, [7; 64]).await.unwrap();
    let mut writer = node.into_writer("test").await.unwrap();
    for number in numbers {
        let (payload, mapping) = (months(*number), mapping(*number));
        let submitted = Submitted {
            file_name: "months.csv",
            file: &mut std::io::Cursor::new(payload.as_bytes()),
            mapping: &mapping,
            today: TODAY,
            random: [*number as u8 + 1; 80],
            reader: &Reader::local_administrator(),
            watch: &|_| {},
        };
        let outcome = ingest(&mut writer, submitted).await.unwrap();
        assert!(matches!(outcome, Outcome::Stored(_)), "{mapping}");
    }
    for other in others {
        work_as(&mut writer, other, Some(asker)).await;
    }
    work_as(&mut writer, asker, None).await;
    for other in others {
        work_as(&mut writer, other, Some(asker)).await;
    }
    (directory, writer.node().clone())
}

/// Detects, looks for faults and judges a signal, as somebody and with what is there for them; one that is not
/// there for `of`, where somebody is named.
async fn work_as(writer: &mut NodeWriter, asker: &Asker, of: Option<&Asker>) {
    let access = Access::shipped();
    let reader = access.reader(writer.node(), asker, Action::Decide).await.unwrap();
    if matches!(&reader.sees, Sees::Only(entries) if entries.is_empty()) {
        return;
    }
    if let Some(of) = of {
        // Who sees the same shares what was found: that is no secret between them.
        let theirs = access.reader(writer.node(), of, Action::Decide).await.unwrap();
        if theirs.sees == reader.sees {
            return;
        }
    }
    let false_share = FalseShare::default();
    let question = Question { as_of: TODAY, since: None, false_share, ran_on: TODAY };
    let detected = detect(writer, question, &reader).await.unwrap();
    let question = quality::Question { as_of: TODAY, source: None, ran_on: TODAY };
    quality::look(writer, question, &reader).await.unwrap();
    for signal in &detected.signals {
        let marking = marking_of(writer.node(), signal, &reader).await.unwrap().unwrap();
        if of.is_some_and(|of| marking.purposes.contains(&of.purpose)) {
            continue;
        }
        let name = asker.person.as_ref().unwrap().name.as_bytes();
        let round = writer.node().last_position(&reader).await.unwrap().0 as u8;
        let random: [u8; 16] =
            std::array::from_fn(|at| name[at % name.len()] ^ at as u8 ^ round << 3);
        let judging = Judging {
            signal: &signal.id,
            as_of: None,
            judged: Judged::Real,
            because: "for the test",
            by: asker.person.as_ref().map(Person::author),
            today: TODAY,
            random,
        };
        judge(writer, &judging, &reader).await.unwrap();
        return;
    }
}

impl TwoNodes {
    async fn serve(
        (directory, node): (TempDir, Node),
        people: &[Asker],
        askers: &[Asker],
    ) -> (Self, Vec<String>) {
        let now = TODAY.at(9, 0, 0, 0);
        let first = somebody(Role::Administrator, Purpose::PublicHealth);
        for person in [&first].into_iter().chain(people) {
            let person = person.person.clone().unwrap();
            // Everybody is there in both nodes: who has an account is no secret of the data.
            let _there = invite::invite(&node, person, now, &[3; 32]).await;
        }
        let mut secrets = Vec::new();
        for (chance, asker) in (1..).zip(askers) {
            let Asker { person: Some(person), purpose, .. } = asker else { unreachable!() };
            let scope = Action::words().iter().map(|word| Action::parse(word).unwrap()).collect();
            let name = &format!("token {chance}");
            let new = NewToken { person: &person.name, name, scope, purpose: *purpose, days: 30 };
            let secret = make_token(&node, new, now, &[chance; 32]).await.unwrap();
            secrets.push(secret.reveal().to_owned());
        }
        let token = Token::from_random(&[0x5a; 32]);
        let count = std::sync::atomic::AtomicU8::new(100);
        // Asked for codes, those who run or oversee the node would be refused everything alike.
        let codes = SignInSettings::parse("codes = \"nobody\"", None).unwrap();
        let service = Service::new(node, token, PORT, || TODAY)
            .with_sign_in(codes)
            .with_clock(move || now)
            .with_random(move || {
                Some([count.fetch_add(1, std::sync::atomic::Ordering::Relaxed); 80])
            });
        (Self { _directory: directory, app: router(service) }, secrets)
    }

    async fn ask(&self, secret: &str, (method, path, body): &Asked) -> (String, Vec<u8>) {
        let request = Request::builder()
            .method(*method)
            .uri(path)
            .header("host", "127.0.0.1:8642")
            .header("content-type", work::form_of(body))
            .header("authorization", format!("Bearer {secret}"))
            .header(REASON.0, REASON.1);
        let request = request.body(Body::from(body.clone())).unwrap();
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let mut headers: Vec<String> =
            parts.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
        headers.sort();
        let head = format!("{} {}", parts.status, headers.join("; "));
        (head, to_bytes(body, 16 << 20).await.unwrap().to_vec())
    }

    /// Waits for a job to end.
    async fn finished(&self, secret: &str, path: &str) {
        loop {
            let (_, body) = self.ask(secret, &("GET", path.to_owned(), String::new())).await;
            let job: serde_json::Value = serde_json::from_slice(&body).unwrap();
            if ["done", "failed", "stopped"].iter().any(|end| job["state"] == *end) {
                return;
            }
            tokio::task::yield_now().await;
        }
    }
}

type Asked = (&'static str, String, String);

/// Every route that shows something of one submission, its series or its signal.
fn routes_about(number: usize) -> Vec<Asked> {
    let id = SubmissionId::from_random(u128::from_be_bytes([number as u8 + 1; 16]));
    let (source, substance) = (source(number), SUBSTANCES[number].to_lowercase());
    let signal = format!("{substance}.US.rise.2020-11-01.v2");
    let series = format!(
        "source={source}&indicator=seizures-number&substance={substance}&place=US&unit=count&cadence=month"
    );
    let asked = |path: String| ("GET", path, String::new());
    let mut routes: Vec<Asked> = [
        "",
        "/mapping",
        "/rejections",
        "/rejections.csv",
        "/rejected.csv",
        "/rows/2",
        "/rows/2/lineage",
    ]
    .iter()
    .map(|part| asked(format!("/api/v1/submissions/{id}{part}")))
    .collect();
    routes.extend(
        [
            "",
            "/breakdown",
            "/comments",
            "/contradictions",
            "/lines",
            "/picture.svg",
            "/rows",
            "/verdicts",
        ]
        .iter()
        .map(|part| asked(format!("/api/v1/signals/{signal}{part}"))),
    );
    routes.extend([
        asked(format!("/api/v1/series?source={source}")),
        asked(format!("/api/v1/series?substance={substance}")),
        asked(format!("/api/v1/series/points?{series}")),
        asked(format!("/api/v1/series/rows?{series}&period=2020-12")),
        asked(format!("/api/v1/series/lines?{series}&period=2020-12")),
        asked(format!("/api/v1/prices?substance={substance}")),
        asked(format!("/api/v1/prices/figures?substance={substance}")),
        asked(format!("/api/v1/quality/findings?source={source}")),
        asked(format!("/api/v1/coverage/strings?source={source}")),
    ]);
    let statement = format!("SELECT count(*) AS rows FROM observations WHERE source = '{source}'");
    routes.push(("POST", "/api/v1/sql".to_owned(), format!(r#"{{"statement":"{statement}"}}"#)));
    let withdrawal = format!("/api/v1/submissions/{id}x/withdrawal");
    routes.push(("POST", withdrawal, r#"{"reason":"none"}"#.to_owned()));
    routes
}

/// Every route that changes something about one submission or its signal, or begins work about it.
fn changes_about(number: usize) -> Vec<Asked> {
    let id = SubmissionId::from_random(u128::from_be_bytes([number as u8 + 1; 16]));
    let (source, substance) = (source(number), SUBSTANCES[number].to_lowercase());
    let signal = format!("signals/{substance}.US.rise.2020-11-01.v2");
    let series = format!(
        r#"{{"source":"{source}","indicator":"seizures-number","substance":"{substance}","place":"US","unit":"count","cadence":"month"}}"#
    );
    [
        (format!("submissions/{id}/withdrawal"), r#"{"reason":"none"}"#.to_owned()),
        (
            format!("submissions/{id}/withdrawal"),
            r#"{"reason":"none","extent":"erase"}"#.to_owned(),
        ),
        (
            format!("submissions/{id}/erasure"),
            r#"{"agrees":true,"asked_by":"none","because":"none"}"#.to_owned(),
        ),
        (
            format!("submissions/{id}/reviews"),
            r#"{"keep_until":"2031-12-31","because":"none"}"#.to_owned(),
        ),
        (format!("{signal}/comments"), r#"{"text":"none"}"#.to_owned()),
        (format!("{signal}/verdicts"), r#"{"judged":"real","because":"none"}"#.to_owned()),
        (format!("{signal}/reproductions"), String::new()),
        (
            "series/assessments".to_owned(),
            format!(r#"{{"series":{series},"method":"farrington-flexible"}}"#),
        ),
    ]
    .map(|(path, body)| ("POST", format!("/api/v1/{path}"), body))
    .into()
}

/// Every route that shows something of the node as a whole.
fn routes_of_all() -> Vec<Asked> {
    [
        "health",
        "submissions",
        "series",
        "series?place=US",
        "signals",
        "signals/sparklines",
        "runs",
        "runs/latest",
        "runs/left-out",
        "quality/findings",
        "jobs",
        "precision",
        "coverage",
        "coverage/strings",
        "prices",
        "schedule",
        "signals?as_of=2021-02-15",
        "submissions?limit=3&after=2",
        "signals/1",
        "signals/2",
    ]
    .iter()
    .map(|path| ("GET", format!("/api/v1/{path}"), String::new()))
    .collect()
}

/// Holds one role, under each purpose, against every marking and route; gives how many cases those were.
async fn hold(role: Role) -> usize {
    let everybody: Vec<Asker> =
        ROLES.iter().flat_map(|role| PURPOSES.map(|purpose| somebody(*role, purpose))).collect();
    let mut cases = 0;
    for purpose in PURPOSES {
        cases += hold_one(&somebody(role, purpose), &everybody).await;
    }
    cases
}

async fn hold_one(asker: &Asker, everybody: &[Asker]) -> usize {
    let all: Vec<usize> = (0..SUBSTANCES.len()).collect();
    let others = [
        somebody(Role::Police, Purpose::LawEnforcement),
        somebody(Role::Assessor, Purpose::PublicHealth),
    ];
    let whole = node_with(&all, asker, &others).await;
    let reader = Access::shipped().reader(&whole.1, asker, Action::Read).await.unwrap();
    let is_seen = |number: &usize| reader.sees.has(Position(*number as u64 + 1));
    let visible: Vec<usize> = all.iter().copied().filter(is_seen).collect();
    let part = node_with(&visible, asker, &[]).await;
    let askers = [[asker.clone()].as_slice(), &others].concat();
    let (whole, secrets) = TwoNodes::serve(whole, everybody, &askers).await;
    let (part, _) = TwoNodes::serve(part, everybody, &askers).await;
    let name = &asker.person.as_ref().unwrap().name;
    let both = Both { whole: &whole, part: &part, secret: &secrets[0], name };
    let of_all = routes_of_all().into_iter();
    let about = all.iter().flat_map(|number| routes_about(*number));
    // What is there changes by being asked to, and what is said of that are ids and times of each node.
    let hidden: Vec<usize> = all.iter().copied().filter(|one| !visible.contains(one)).collect();
    let changes = hidden.iter().flat_map(|number| changes_about(*number));
    let (mut cases, mut found, mut absent_ones) = (0, 0, 0);
    for asked in of_all.chain(about).chain(changes) {
        let (head, _) = both.ask(&asked).await;
        cases += 1;
        found += usize::from(head.starts_with("200"));
        absent_ones += usize::from(head.starts_with("404"));
    }
    cases += both.begin_about(&hidden[..hidden.len().min(2)]).await;
    for (other, secret) in others.iter().zip(&secrets[1..]) {
        if other.person != asker.person {
            cases += both.ask_for_what_others_have(secret).await;
        }
    }
    // Neither is vacuous: what is there is shown, and what is withheld is not found.
    assert!(found >= 10 * visible.len(), "{found} of {cases}");
    assert!(absent_ones >= 10 * (all.len() - visible.len()), "{absent_ones} of {cases}");
    cases
}

/// Eight tests, so that two go side by side: 34,000 cases in all.
macro_rules! held {
    ($($name:ident: $role:ident,)+) => {
        $(#[tokio::test]
        async fn $name() {
            assert!(hold(Role::$role).await > 4_000);
        })+
    };
}

held! {
    what_is_withheld_from_an_analyst_is_not_there: Analyst,
    what_is_withheld_from_an_assessor_is_not_there: Assessor,
    what_is_withheld_from_a_laboratory_is_not_there: Laboratory,
    what_is_withheld_from_customs_is_not_there: Customs,
    what_is_withheld_from_police_is_not_there: Police,
    what_is_withheld_from_a_partner_is_not_there: Partner,
    what_is_withheld_from_a_supervisor_is_not_there: Supervisor,
    what_is_withheld_from_an_administrator_is_not_there: Administrator,
}
