//! Synthetic files in the styles of many offices: languages, encodings, separators, shapes.

use intake::Confidence;

use crate::fixture::{gzip, sheet_row, workbook};
use crate::{check, confidence, propose, said};

/// A header and some rows made by number.
pub fn table(header: &str, rows: usize, row: impl Fn(usize) -> String) -> String {
    let rows: Vec<String> = (0..rows).map(row).collect();
    format!("{header}\n{}\n", rows.join("\n"))
}

pub fn of<'a>(words: &[&'a str], at: usize) -> &'a str {
    words[at % words.len()]
}

/// The bytes of a text in an 8-bit encoding, by the signs given.
fn encoded(text: &str, signs: &[(char, u8)]) -> Vec<u8> {
    let byte = |letter: char| match signs.iter().find(|(sign, _)| *sign == letter) {
        Some((_, byte)) => *byte,
        None => u8::try_from(letter).expect("the text has no other signs"),
    };
    text.chars().map(byte).collect()
}

pub const LAENDER: [&str; 5] = ["Bayern", "Hessen", "Berlin", "Sachsen", "Niedersachsen"];
pub const DRUGS: [&str; 5] = ["Heroin", "Kokain", "Fentanyl", "Amphetamin", "Cannabis"];

#[test]
fn german_seizures_with_semicolons_and_decimal_commas() {
    let text = table("Datum;Bundesland;Substanz;Sicherstellungsmenge (g);Fälle", 200, |i| {
        let amount = format!("{}.{:03},{}", 1 + i % 9, i, 5 + i % 5);
        format!(
            "{:02}.{:02}.2023;{};{};{amount};{}",
            1 + i % 28,
            1 + i % 12,
            of(&LAENDER, i),
            of(&DRUGS, i / 5),
            i % 7
        )
    });
    let bytes = encoded(&text, &[]);
    let proposal = check(
        &bytes,
        "Sicherstellungen_2023.csv",
        "observation",
        &[
            ("encoding", "windows-1252"),
            ("separator", ";"),
            ("numbers", "decimal `,`, thousands `.`"),
            ("period", "`Datum` as \"%d.%m.%Y\""),
            ("place", "`Bundesland`"),
            ("coverage", "DE"),
            ("substance", "`Substanz`"),
            ("measure", "`Sicherstellungsmenge (g)` as seizures-quantity in kg (from g)"),
            ("measure", "`Fälle` as seizures-number in count"),
        ],
    );
    assert!(proposal.toml.contains("source = \"sicherstellungen\""), "{}", proposal.toml);
}

#[test]
fn german_deaths_by_quarter() {
    let text = table("Jahr;Quartal;Land;Drogentote", 160, |i| {
        format!("{};{};{};{}", 2014 + i / 20, 1 + i / 5 % 4, of(&LAENDER, i), 3 + i % 11)
    });
    check(
        text.as_bytes(),
        "drogentote.csv",
        "observation",
        &[
            ("period", "year in `Jahr`, quarter in `Quartal`"),
            ("place", "`Land`"),
            ("measure", "`Drogentote` as deaths-selection-d in count"),
        ],
    );
}

#[test]
fn french_seizures_by_year() {
    let text = table("Année;Région;Produit;Quantité saisie (kg);Nombre de saisies", 120, |i| {
        let regions = ["Bretagne", "Normandie", "Occitanie", "Corse"];
        let drugs = ["Héroïne", "Cocaïne", "Fentanyl", "Kétamine"];
        format!(
            "{};{};{};{},{:02};{}",
            2012 + i / 16 % 8,
            of(&regions, i),
            of(&drugs, i / 4),
            i,
            i % 100,
            1 + i % 30
        )
    });
    let bytes = encoded(&text, &[]);
    check(
        &bytes,
        "saisies-stupefiants.csv",
        "observation",
        &[
            ("encoding", "windows-1252"),
            ("numbers", "decimal `,`"),
            ("period", "year in `Année`"),
            ("place", "`Région`"),
            ("substance", "`Produit`"),
            ("measure", "`Quantité saisie (kg)` as seizures-quantity in kg"),
        ],
    );
}

#[test]
fn spanish_seizures_one_a_row_as_tsv() {
    let text = table("id\tfecha\tprovincia\tsustancia\tcantidad\tunidad", 150, |i| {
        let places = ["Madrid", "Barcelona", "Valencia", "Sevilla"];
        let drugs = ["heroína", "cocaína", "hachís", "fentanilo"];
        format!(
            "{i}\t{:02}/{:02}/2022\t{}\t{}\t{}\t{}",
            1 + i % 28,
            1 + i % 12,
            of(&places, i),
            of(&drugs, i / 2),
            10 + i,
            of(&["kg", "gramos"], i)
        )
    });
    check(
        text.as_bytes(),
        "incautaciones.tsv",
        "seizure",
        &[
            ("separator", "tab"),
            ("period", "`fecha` as \"%d/%m/%Y\""),
            ("place", "`provincia`"),
            ("substance", "`sustancia`"),
            ("amount", "`cantidad`"),
            ("unit", "`unidad`"),
        ],
    );
}

#[test]
fn json_lines_plain_and_packed() {
    let row = |i: usize| {
        let countries = ["Finland", "Sweden", "Norway", "Denmark"];
        format!(
            r#"{{"month":"2023-{:02}","country":"{}","drug":"{}","count":{}}}"#,
            1 + i / 4 % 12,
            of(&countries, i),
            of(&["Amphetamine", "Fentanyl", "Heroin"], i / 48),
            i % 13
        )
    };
    let lines: Vec<String> = (0..144).map(row).collect();
    let text = lines.join("\n");
    let expected = [
        ("file", "json-lines"),
        ("period", "`month` as \"iso\""),
        ("place", "`country`"),
        ("substance", "`drug`"),
        ("measure", "`count`"),
    ];
    check(text.as_bytes(), "lab_identifications.jsonl", "observation", &expected);
    check(&gzip(text.as_bytes()), "lab_identifications.jsonl.gz", "observation", &expected);
}

#[test]
fn wide_tables_by_month() {
    let months: Vec<String> = (1..=12).map(|month| format!("2023-{month:02}")).collect();
    let text = table(&format!("Country,Substance,{}", months.join(",")), 12, |i| {
        let figures: Vec<String> = (0..12)
            .map(|month| if month == i { "n/a".to_owned() } else { (i + month).to_string() })
            .collect();
        format!(
            "{},{},{}",
            of(&["Austria", "Belgium", "Italy"], i),
            of(&["Heroin", "Cocaine", "MDMA", "Ketamine"], i / 3),
            figures.join(",")
        )
    });
    let proposal = check(
        text.as_bytes(),
        "lab_detections.csv",
        "observation",
        &[
            ("wide columns", "12 columns, `2023-01` to `2023-12`"),
            ("period", "`period` as \"iso\""),
            ("place", "`Country`"),
            ("substance", "`Substance`"),
        ],
    );
    assert!(proposal.toml.contains("\"n/a\" = \"not-available\""), "{}", proposal.toml);
    let names = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec";
    let text = table(&format!("Year,Country,{names}"), 12, |i| {
        let figures: Vec<String> = (0..12).map(|month| (i * month).to_string()).collect();
        format!(
            "{},{},{}",
            2018 + i / 3,
            of(&["Austria", "Belgium", "Italy"], i),
            figures.join(",")
        )
    });
    check(
        text.as_bytes(),
        "overdose_deaths.csv",
        "observation",
        &[
            ("wide columns", "`Jan` to `Dec`"),
            ("period", "year in `Year`, month in `month`"),
            ("place", "`Country`"),
        ],
    );
}

#[test]
fn a_workbook_with_titles_above_and_notes_below() {
    let mut rows = sheet_row(1, &["Drogentote in Deutschland nach Altersgruppe", "", "", ""]);
    rows.push_str(&sheet_row(2, &["Stand: vorläufig", "", "", ""]));
    rows.push_str(&sheet_row(4, &["Jahr", "Altersgruppe", "Geschlecht", "Anzahl"]));
    for i in 0..60_usize {
        let cells = [
            (2010 + i / 6).to_string(),
            of(&["0-19", "20-39", "40+"], i).to_owned(),
            of(&["m", "w"], i / 3).to_owned(),
            (i * 3 % 50).to_string(),
        ];
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        rows.push_str(&sheet_row(5 + i, &cells));
    }
    rows.push_str(&sheet_row(66, &["Quelle: Bundesamt", "", "", ""]));
    let bytes = workbook(
        &[("Hinweise", &sheet_row(1, &["Allgemeine Hinweise"])), ("Tabelle 1", &rows)],
        &[],
    );
    check(
        &bytes,
        "tabelle.xlsx",
        "observation",
        &[
            ("file", "xlsx"),
            ("sheet", "Tabelle 1"),
            ("header", "row 4"),
            ("end of table", "Quelle"),
            ("period", "year in `Jahr`"),
            ("place", "DE for every row"),
            ("subgroup", "`Altersgruppe`"),
            ("subgroup", "`Geschlecht`"),
            ("measure", "`Anzahl`"),
        ],
    );
}

#[test]
fn polish_deaths_in_the_encoding_of_central_europe() {
    let text = table("Rok;Województwo;Substancja;Liczba zgonów", 96, |i| {
        let places = ["Małopolskie", "Śląskie", "Mazowieckie", "Łódzkie"];
        format!(
            "{};{};{};{}",
            2015 + i / 12,
            of(&places, i),
            of(&["heroina", "fentanyl", "metadon"], i / 4),
            i % 9
        )
    });
    let bytes = encoded(
        &text,
        &[
            ('ł', 0xB3),
            ('Ł', 0xA3),
            ('ś', 0x9C),
            ('Ś', 0x8C),
            ('ą', 0xB9),
            ('ó', 0xF3),
            ('ź', 0x9F),
        ],
    );
    check(
        &bytes,
        "zgony.csv",
        "observation",
        &[
            ("encoding", "windows-1250"),
            ("period", "year in `Rok`"),
            ("place", "`Województwo`"),
            ("coverage", "PL"),
            ("substance", "`Substancja`"),
            ("measure", "`Liczba zgonów` as deaths-selection-d in count"),
        ],
    );
}

#[test]
fn italian_amounts_with_points_in_thousands() {
    let text = table("Anno;Regione;Sostanza;Quantità (kg)", 90, |i| {
        let places = ["Lombardia", "Lazio", "Sicilia"];
        format!(
            "{};{};{};{}.{:03},{:02}",
            2014 + i / 9,
            of(&places, i),
            of(&["eroina", "cocaina", "ecstasy"], i / 3),
            1 + i % 5,
            i,
            i
        )
    });
    check(
        text.as_bytes(),
        "sequestri.csv",
        "observation",
        &[
            ("numbers", "decimal `,`, thousands `.`"),
            ("period", "year in `Anno`"),
            ("place", "`Regione`"),
            ("substance", "`Sostanza`"),
            ("measure", "seizures-quantity in kg"),
        ],
    );
}

#[test]
fn dutch_prices_by_day() {
    let text = table("Datum;Gemeente;Middel;Prijs per gram (EUR)", 80, |i| {
        let places = ["Amsterdam", "Rotterdam", "Utrecht"];
        format!(
            "{:02}-{:02}-2022;{};{};{},5",
            1 + i % 28,
            1 + i % 12,
            of(&places, i),
            of(&["heroïne", "cocaïne", "ketamine"], i / 3),
            20 + i
        )
    });
    check(
        text.as_bytes(),
        "prijzen.csv",
        "price",
        &[
            ("period", "`Datum` as \"%d-%m-%Y\""),
            ("substance", "`Middel`"),
            ("typical", "`Prijs per gram (EUR)`"),
            ("currency", "EUR"),
            ("per", "g"),
            ("level", "retail"),
        ],
    );
}

#[test]
fn a_line_list_with_names_is_sealed_and_they_are_left_out() {
    let header = "Case No,Surname,Date of birth,Nationality,Home address,Date of death,County,Sex,Age,Heroin,Fentanyl,Cocaine";
    let text = table(header, 90, |i| {
        let flag = |on: bool| if on { "Y" } else { "N" };
        format!(
            "{i},Person {i},19{:02}-03-04,X,1 Street,2021-{:02}-{:02},{},{},{},{},{},{}",
            50 + i % 40,
            1 + i % 12,
            1 + i % 28,
            of(&["Hartford County", "Fairfield County"], i),
            of(&["F", "M"], i),
            20 + i % 50,
            flag(i % 3 == 0),
            flag(i % 2 == 0),
            flag(i % 5 == 0),
        )
    });
    let proposal = check(
        text.as_bytes(),
        "connecticut_overdose_deaths.csv",
        "case",
        &[
            ("period", "`Date of death`"),
            ("flags", "3 columns"),
            ("handling", "TLP:AMBER"),
            ("age", "`Age`"),
            ("sex", "`Sex`"),
        ],
    );
    for name in ["Surname", "Date of birth", "Nationality", "Home address"] {
        assert!(
            proposal.left_out.iter().any(|(column, _)| column == name),
            "{name}: {:?}",
            proposal.left_out
        );
    }
    assert!(proposal.toml.contains("subjects = \"deceased\""), "{}", proposal.toml);
}

#[test]
fn an_order_of_day_and_month_that_cannot_be_told_is_said() {
    let text = table("Date,Country,Drug,Count", 100, |i| {
        format!(
            "{:02}/{:02}/2023,{},{},{}",
            1 + i % 12,
            1 + i / 9 % 12,
            of(&["France", "Spain"], i),
            of(&["Heroin", "Cocaine"], i / 2),
            i % 5
        )
    });
    let proposal = check(text.as_bytes(), "seizures.csv", "observation", &[("period", "%d/%m/%Y")]);
    assert_eq!(confidence(&proposal, "period"), Some(Confidence::Guess));
    let period = proposal.choices.iter().find(|said| said.what == "period").unwrap();
    for part in ["TO DECIDE", "%d/%m/%Y", "%m/%d/%Y"] {
        assert!(period.because.contains(part), "{period:?}");
    }
    assert!(proposal.toml.contains("TO DECIDE: no day is above 12"), "{}", proposal.toml);
}

#[test]
fn marks_for_missing_figures_are_never_zero() {
    let text = table("year,country,deaths", 60, |i| {
        let figure = match i % 10 {
            0 => "<5".to_owned(),
            1 => "-".to_owned(),
            2 => String::new(),
            3 => "12*".to_owned(),
            _ => (10 + i).to_string(),
        };
        format!("{},{},{figure}", 2000 + i / 3, of(&["Austria", "Belgium", "Italy"], i))
    });
    let proposal = check(text.as_bytes(), "deaths.csv", "observation", &[("numbers", "marks *")]);
    for line in [
        "\"<5\" = \"suppressed\"",
        "\"-\" = { to_decide = \"not-available\" }",
        "\"\" = { to_decide = \"not-available\" }",
    ] {
        assert!(proposal.toml.contains(line), "{line}\n{}", proposal.toml);
    }
    assert!(proposal.toml.contains("footnotes = [\"*\"]"), "{}", proposal.toml);
}

#[test]
fn what_is_proposed_does_not_depend_on_the_order_of_rows() {
    let rows: Vec<String> = (0..120_usize)
        .map(|i| format!("{},{},{}", 2010 + i / 10, of(&["France", "Spain"], i), i % 9))
        .collect();
    let turned: Vec<String> = rows.iter().rev().cloned().collect();
    let text = |rows: &[String]| format!("year,country,deaths\n{}\n", rows.join("\n"));
    let (there, back) = (
        propose(text(&rows).as_bytes(), "deaths.csv").unwrap(),
        propose(text(&turned).as_bytes(), "deaths.csv").unwrap(),
    );
    for what in ["period", "place", "measure", "key", "kind"] {
        assert_eq!(said(&there, what), said(&back, what));
    }
}
