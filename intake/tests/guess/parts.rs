//! Synthetic files of several parts: which is proposed for, and how another is chosen.

use intake::{Confidence, ValueAsWritten};

use crate::fixture::{sheet_row, workbook, zip};
use crate::foreign::{of, table};
use crate::{check, confidence, propose, propose_part};

fn deaths() -> String {
    table("year;country;drug;deaths", 60, |i| {
        let (country, drug) =
            (of(&["Austria", "Belgium", "Italy"], i), of(&["heroin", "cocaine"], i / 3));
        format!("{};{country};{drug};{}", 2000 + i / 6, i % 9)
    })
}

fn prices() -> String {
    table("month,country,drug,price_eur", 60, |i| {
        let (country, drug) =
            (of(&["Austria", "Belgium", "Italy"], i), of(&["heroin", "cocaine"], i / 3));
        format!("{}-{:02},{country},{drug},{}.5", 2015 + i / 12, 1 + i % 12, 20 + i)
    })
}

#[test]
fn the_first_table_of_a_zip_file_is_proposed_for_and_the_others_are_named() {
    let (deaths, prices) = (deaths(), prices());
    let readme = "What this is, and why.\n\nIt was made up.\nNothing in it is true.\n";
    let file = zip(&[
        ("readme.txt", readme.as_bytes()),
        ("data/deaths.csv", deaths.as_bytes()),
        ("data/prices.csv", prices.as_bytes()),
    ]);
    let expected = [("member", "data/deaths.csv"), ("separator", ";"), ("measure", "`deaths`")];
    let proposal = check(&file, "two.zip", "observation", &expected);
    assert_eq!(confidence(&proposal, "member"), Some(Confidence::Guess));
    assert_eq!(proposal.parts, ["readme.txt", "data/deaths.csv", "data/prices.csv"]);
    let member = proposal.choices.iter().find(|said| said.what == "member").unwrap();
    for part in ["`readme.txt`", "`data/prices.csv`", "TO DECIDE", "--part NAME"] {
        assert!(member.because.contains(part), "{member:?}");
    }
    assert!(
        proposal.toml.contains("member = { to_decide = \"data/deaths.csv\" }"),
        "{}",
        proposal.toml
    );
}

#[test]
fn a_part_that_is_named_is_proposed_for() {
    let (deaths, prices) = (deaths(), prices());
    let file = zip(&[("deaths.csv", deaths.as_bytes()), ("prices.csv", prices.as_bytes())]);
    let proposal = propose_part(&file, "two.zip", Some("prices.csv")).unwrap();
    assert_eq!(proposal.kind.as_str(), "price", "{}", proposal.toml);
    assert_eq!(confidence(&proposal, "member"), Some(Confidence::Sure));
    let sheet = |name: &str| {
        let rows = (2..9).map(|i| sheet_row(i, &[&format!("201{i}"), "France", name]));
        sheet_row(1, &["Year", "Country", "Deaths"]) + &rows.collect::<String>()
    };
    let book = workbook(&[("First", &sheet("1")), ("Second", &sheet("2"))], &[]);
    let proposal = propose_part(&book, "book.xlsx", Some("Second")).unwrap();
    assert!(proposal.toml.contains("sheet = \"Second\""), "{}", proposal.toml);
    assert!(proposal.toml.contains("source = \"book-second\""), "{}", proposal.toml);
    let proposal = propose(&book, "book.xlsx").unwrap();
    assert!(proposal.toml.contains("sheet = { to_decide = \"First\" }"), "{}", proposal.toml);
    assert!(proposal.toml.contains("source = \"book-first\""), "{}", proposal.toml);
    assert_eq!(confidence(&proposal, "sheet"), Some(Confidence::Guess));
}

#[test]
fn a_part_that_is_not_there_is_told_with_those_that_are() {
    let (deaths, prices) = (deaths(), prices());
    let file = zip(&[("deaths.csv", deaths.as_bytes()), ("prices.csv", prices.as_bytes())]);
    let said = propose_part(&file, "two.zip", Some("births.csv")).unwrap_err().to_string();
    assert!(said.contains("no part `births.csv`; it has `deaths.csv`, `prices.csv`"), "{said}");
    let said = propose_part(deaths.as_bytes(), "x.csv", Some("a")).unwrap_err().to_string();
    assert!(said.contains("leave --part out"), "{said}");
}

#[test]
fn parts_without_a_table_are_told_by_name() {
    let said = propose(&zip(&[("a.txt", b"one\n"), ("b.txt", b"two\n")]), "x.zip").unwrap_err();
    assert!(said.to_string().contains("none of `a.txt`, `b.txt` holds a header"), "{said}");
    let said = propose(&zip(&[]), "x.zip").unwrap_err().to_string();
    assert!(said.starts_with("the file is empty"), "{said}");
}

#[test]
fn the_first_rows_stand_as_they_were_written() {
    let long = "x".repeat(5_000);
    let file = table("month,drug,last_name,note,deaths", 30, |i| {
        format!("2020-{:02},=heroin,Doe,{long},{i}", 1 + i % 12)
    });
    let proposal = propose(file.as_bytes(), "deaths.csv").unwrap();
    assert!(proposal.parts.is_empty());
    let rows: Vec<u64> = proposal.first_rows.iter().map(|row| row.row).collect();
    assert_eq!(rows, (2..12).collect::<Vec<u64>>());
    let cell = |at: usize| &proposal.first_rows[0].cells[at];
    assert_eq!(cell(1).column.as_deref(), Some("drug"));
    assert_eq!(cell(1).value, ValueAsWritten::Written("=heroin".to_owned()));
    assert_eq!(cell(2).value, ValueAsWritten::Withheld);
    assert_eq!(cell(3).value, ValueAsWritten::Written("x".repeat(200)));
}
