//! A mapping proposed for files that nobody described: real sets, foreign styles, hostile bytes.

mod doubt;
#[path = "../formats/fixture.rs"]
#[expect(dead_code, reason = "the fixture serves the tests of formats too")]
mod fixture;
mod foreign;
mod fresh;
mod hostile;
mod office;
mod parts;
mod real;
mod told;

use std::io::Cursor;

use intake::{Confidence, GuessError, Holds, Mapping, Proposal, Told, guess, read};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 22);

/// What a proposal says of some thing, one line a choice.
fn said(proposal: &Proposal, what: &str) -> String {
    let of = proposal.choices.iter().filter(|said| said.what == what);
    of.map(|said| said.proposal.as_str()).collect::<Vec<_>>().join("\n")
}

fn propose(bytes: &[u8], name: &str) -> Result<Proposal, GuessError> {
    propose_part(bytes, name, None)
}

fn propose_part(bytes: &[u8], name: &str, part: Option<&str>) -> Result<Proposal, GuessError> {
    guess(Box::new(Cursor::new(bytes)), name, part, &Told::default(), TODAY)
}

/// Proposes a mapping, holds its choices against expectations (`what = part of the proposal`), and
/// applies it to the whole file.
fn check(bytes: &[u8], name: &str, kind: &str, expected: &[(&str, &str)]) -> Proposal {
    let proposal = propose(bytes, name).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(proposal.kind.as_str(), kind, "{name}\n{}", proposal.toml);
    for (what, part) in expected {
        let proposed = said(&proposal, what);
        assert!(
            proposed.contains(part),
            "{name}: {what} is `{proposed}`, not `{part}`\n{}",
            proposal.toml
        );
    }
    for said in &proposal.choices {
        assert!(!said.because.is_empty(), "{name}: {said:?}");
    }
    let mapping = Mapping::parse(&proposal.toml)
        .unwrap_or_else(|error| panic!("{name}: {error}\n{}", proposal.toml));
    check_marks(&proposal, &mapping, name);
    let intake = read(bytes, &mapping, TODAY).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(
        intake.rows_accepted * 10 >= intake.rows_read * 9,
        "{name}: {} of {} rows, {:?}\n{}",
        intake.rows_accepted,
        intake.rows_read,
        intake.rejections.first(),
        proposal.toml
    );
    proposal
}

/// Holds that what a person must decide is marked in the mapping, and is said to be so.
fn check_marks(proposal: &Proposal, mapping: &Mapping, name: &str) {
    assert_eq!(mapping.undecided(), proposal.undecided, "{name}");
    let marks = mapping.undecided().iter().map(|open| open.setting.as_str());
    let marks = marks.collect::<Vec<_>>().join(" ");
    for said in &proposal.choices {
        let is_open = said.confidence == Confidence::Guess;
        assert_eq!(is_open, said.because.contains("TO DECIDE"), "{name}: {said:?}");
        let settings: &[&str] = match said.what.as_str() {
            "place" => &["place", "coverage"],
            "missing figures" => &["missing"],
            "numbers" => &["file.decimal", "file.thousands"],
            "member" => &["file.member"],
            "sheet" => &["file.sheet"],
            "unit" | "currency" | "per" | "level" | "crop" | "signs" => &[proposal.kind.as_str()],
            other => &[other],
        };
        let is_marked = settings.iter().any(|setting| marks.contains(setting));
        assert!(is_marked || !is_open, "{name}: {said:?}\n{marks}\n{}", proposal.toml);
    }
}

fn confidence(proposal: &Proposal, what: &str) -> Option<Confidence> {
    proposal.choices.iter().find(|said| said.what == what).map(|said| said.confidence)
}
