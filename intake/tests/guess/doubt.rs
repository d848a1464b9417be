//! Synthetic files in which signs or names could mislead: what is not certain is said, and what must
//! not be read is not.

use intake::Confidence;

use crate::foreign::{DRUGS, LAENDER, of, table};
use crate::{check, confidence, propose};

/// Seizures in kilograms and a column of times, both as given.
fn weighed(
    separator: char,
    kilograms: impl Fn(usize) -> String,
    times: impl Fn(usize) -> String,
) -> String {
    let header = ["Jahr", "Land", "Substanz", "Menge_kg", "Uhrzeit"].join(&separator.to_string());
    table(&header, 120, |i| {
        let cells = [
            (2010 + i / 12).to_string(),
            of(&LAENDER, i).to_owned(),
            of(&DRUGS, i / 5).to_owned(),
            kilograms(i),
            times(i),
        ];
        cells.join(&separator.to_string())
    })
}

#[test]
fn a_figure_that_begins_with_nought_proves_a_decimal_comma() {
    let text = weighed(';', |i| format!("0,{}", 332 + i), |_| String::new());
    let proposal = propose(text.as_bytes(), "menge.csv").unwrap();
    assert!(proposal.toml.contains("decimal = \",\""), "{}", proposal.toml);
    assert!(!proposal.toml.contains("thousands"), "{}", proposal.toml);
    assert_eq!(confidence(&proposal, "numbers"), Some(Confidence::Sure));
}

#[test]
fn columns_that_contradict_one_another_are_for_a_person_to_decide() {
    for (kilograms, times) in [
        (["0,332", "0,125", "12,500"], ["0.24", "8.15", "23.59"]),
        (["1,234", "2,345", "12,500"], ["0.24", "8.15", "23.59"]),
        (["1,2", "2,34", "12,5"], ["0.24", "8.15", "23.59"]),
    ] {
        let text = weighed(';', |i| of(&kilograms, i).to_owned(), |i| of(&times, i).to_owned());
        let proposal = propose(text.as_bytes(), "menge.csv").unwrap();
        assert_eq!(
            confidence(&proposal, "numbers"),
            Some(Confidence::Guess),
            "{kilograms:?} {}",
            proposal.toml
        );
        let numbers = proposal.choices.iter().find(|said| said.what == "numbers").unwrap();
        assert!(numbers.because.starts_with("TO DECIDE"), "{numbers:?}");
        assert!(proposal.toml.contains("decimal = { to_decide = \",\" }"), "{}", proposal.toml);
        assert!(!proposal.toml.contains("thousands"), "{}", proposal.toml);
    }
}

#[test]
fn columns_are_counted_and_not_their_cells() {
    // One long column of times does not outvote two of figures.
    let text = table("Jahr;Land;Substanz;Menge_kg;Reinheit;Uhrzeit", 120, |i| {
        let (drug, land) = (of(&DRUGS, i / 5), of(&LAENDER, i));
        let (weight, purity) = if i < 4 {
            (format!("{i},5"), format!("1{i},25"))
        } else {
            (i.to_string(), "7".to_owned())
        };
        format!("{};{land};{drug};{weight};{purity};{}.{:02}", 2010 + i / 12, i % 24, i % 60)
    });
    let proposal = propose(text.as_bytes(), "menge.csv").unwrap();
    assert!(proposal.toml.contains("decimal = { to_decide = \",\" }"), "{}", proposal.toml);
    assert_eq!(confidence(&proposal, "numbers"), Some(Confidence::Guess));
}

#[test]
fn a_tie_is_not_silently_the_point() {
    let text = table("year,country,drug,kg,purity", 60, |i| {
        format!(
            "{},{},{},\"{i},5\",{i}.25",
            2000 + i / 3,
            of(&["Austria", "Belgium", "Italy"], i),
            of(&["heroin", "cocaine"], i / 3)
        )
    });
    let proposal = propose(text.as_bytes(), "kg.csv").unwrap();
    assert_eq!(confidence(&proposal, "numbers"), Some(Confidence::Guess), "{}", proposal.toml);
}

#[test]
fn a_sign_for_per_cent_is_a_unit_and_never_a_mark() {
    let text = table("year,country,drug,purity", 60, |i| {
        format!(
            "{},{},{},{}%",
            2000 + i / 3,
            of(&["Austria", "Belgium", "Italy"], i),
            of(&["heroin", "cocaine"], i / 3),
            20 + i
        )
    });
    let proposal = check(
        text.as_bytes(),
        "purity.csv",
        "observation",
        &[("measure", "`purity` as "), ("measure", " in percent")],
    );
    assert!(!proposal.toml.contains("footnotes"), "{}", proposal.toml);
    let rate = text.replace("purity", "value");
    let proposal =
        check(rate.as_bytes(), "value.csv", "observation", &[("measure", " in percent")]);
    assert!(!proposal.toml.contains("footnotes"), "{}", proposal.toml);
}

#[test]
fn a_person_s_name_is_no_part_of_a_key() {
    let text = table("Date,Decedent First Name,victimName,Age,Sex,County", 60, |i| {
        format!(
            "{:02}/{:02}/2023,N{i},M{i},{},{},Hartford",
            1 + i % 12,
            13 + i % 15,
            20 + i % 40,
            of(&["Male", "Female"], i)
        )
    });
    let proposal = propose(text.as_bytes(), "deaths.csv").unwrap();
    for name in ["Decedent First Name", "victimName"] {
        let why = proposal.left_out.iter().find(|(column, _)| column == name);
        assert_eq!(why.map(|(_, why)| why.as_str()), Some("names of people are never read"));
        assert!(!proposal.toml.contains(&format!("\"{name}\"")), "{}", proposal.toml);
    }
}

#[test]
fn what_was_wrong_with_rejected_rows_is_not_read() {
    let text = table("watchfire:row,watchfire:reason,year,country,deaths", 60, |i| {
        format!("{i},x,{},{},{}", 2000 + i / 3, of(&["Austria", "Belgium", "Italy"], i), i % 7)
    });
    let proposal = check(text.as_bytes(), "deaths.csv", "observation", &[("measure", "`deaths`")]);
    assert!(!proposal.toml.contains("\"watchfire:"), "{}", proposal.toml);
}

/// Deaths by month and when each was published, which is another month.
fn published(header: &str) -> String {
    table(header, 60, |i| {
        let (year, month) = (2019 + i / 12, 1 + i % 12);
        let (later, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        format!("{year}-{month:02},{later}-{next:02}-{:02},Italy,heroin,{}", 1 + i % 28, i % 9)
    })
}

#[test]
fn the_column_that_names_the_period_comes_before_days_of_publication() {
    let text = published("month,published,country,drug,deaths");
    let expected =
        [("period", "`month` as \"iso\""), ("known_at", "`published`"), ("measure", "`deaths`")];
    let proposal = check(text.as_bytes(), "deaths.csv", "observation", &expected);
    assert_eq!(confidence(&proposal, "period"), Some(Confidence::Guess));
    let period = proposal.choices.iter().find(|said| said.what == "period").unwrap();
    assert!(period.because.contains("TO DECIDE: `published` holds days"), "{period:?}");
}

#[test]
fn days_that_lie_outside_of_the_period_beside_them_are_not_sure() {
    let text = published("month,date,country,drug,deaths");
    let proposal = propose(text.as_bytes(), "deaths.csv").unwrap();
    assert_eq!(confidence(&proposal, "period"), Some(Confidence::Guess), "{}", proposal.toml);
    let period = proposal.choices.iter().find(|said| said.what == "period").unwrap();
    assert!(period.because.contains("TO DECIDE: `month` names periods"), "{period:?}");
}

#[test]
fn days_inside_of_the_year_beside_them_are_sure() {
    let text = table("year,date,country,drug,age", 60, |i| {
        format!("2021,2021-{:02}-{:02},Italy,heroin,{}", 1 + i % 12, 1 + i % 28, 20 + i % 40)
    });
    let proposal = check(text.as_bytes(), "x.csv", "case", &[("period", "`date`")]);
    assert_eq!(confidence(&proposal, "period"), Some(Confidence::Sure));
}

#[test]
fn two_columns_of_days_that_may_both_say_when_are_not_sure() {
    let text = table("Date of seizure,Date of entry,country,drug,kg", 60, |i| {
        let (month, day) = (1 + i % 12, 1 + i % 20);
        format!("2021-{month:02}-{day:02},2021-{month:02}-{:02},Italy,heroin,{i}.5", day + 3)
    });
    let proposal = propose(text.as_bytes(), "x.csv").unwrap();
    assert_eq!(confidence(&proposal, "period"), Some(Confidence::Guess), "{}", proposal.toml);
    let period = proposal.choices.iter().find(|said| said.what == "period").unwrap();
    assert!(period.because.contains("TO DECIDE: `Date of entry` holds other days"), "{period:?}");
}

#[test]
fn a_cell_that_holds_a_figure_is_asked_about_and_not_taken_for_missing() {
    let odd = ["-5", "1e400", "4 kg", ">20", "1-4", "..", "<5", ""];
    let text = table("year,country,drug,deaths", 60, |i| {
        let deaths = odd.get(i).map_or_else(|| (i % 9).to_string(), |text| (*text).to_owned());
        format!(
            "{},{},{},{deaths}",
            2000 + i / 6,
            of(&["Austria", "Belgium", "Italy"], i),
            of(&["heroin", "cocaine"], i / 3)
        )
    });
    let proposal = propose(text.as_bytes(), "deaths.csv").unwrap();
    let section = proposal.toml.split("\n[missing]\n").nth(1).unwrap_or_default();
    for text in &odd[..5] {
        assert!(!section.contains(&format!("\"{text}\" =")), "{text}\n{}", proposal.toml);
    }
    for line in [
        "\"..\" = { to_decide = \"not-available\" }",
        "\"<5\" = \"suppressed\"",
        "\"\" = { to_decide = \"not-available\" }",
    ] {
        assert!(section.contains(line), "{line}\n{}", proposal.toml);
    }
    for (what, part) in
        [("odd figures", "5 texts, as in `deaths`"), ("missing figures", "`..` not")]
    {
        let asked = proposal.choices.iter().find(|said| said.what == what).unwrap();
        assert!(asked.proposal.contains(part), "{asked:?}");
        assert!(proposal.toml.contains(&format!("# {what}: ")), "{}", proposal.toml);
    }
    assert_eq!(confidence(&proposal, "missing figures"), Some(Confidence::Guess));
    assert_eq!((proposal.rows_accepted, proposal.rows_tried), (55, 60), "{}", proposal.toml);
    assert!(!proposal.rejections.is_empty());
}

#[test]
fn a_period_with_a_mark_of_a_footnote_is_a_wide_column_like_the_others() {
    let states = ["Ohio", "Texas", "Utah", "Iowa", "Maine", "Nevada"];
    let text = table("state,2015,2016,2017*,2018 †", 6, |i| {
        format!("{},{i},1{i},2{i},3{i}", of(&states, i))
    });
    let expected =
        [("wide columns", "4 columns, `2015` to `2018 †`"), ("numbers", "mark * at a header")];
    let proposal = check(text.as_bytes(), "deaths.csv", "observation", &expected);
    assert_eq!(proposal.rows_accepted, 24, "{}", proposal.toml);
    assert!(proposal.left_out.is_empty(), "{:?}", proposal.left_out);
}

#[test]
fn columns_that_say_nothing_are_not_taken_for_people() {
    for text in ["a,b\nx,y\n", "a,b\nx,y\nz,w\n", "name of a,b\nx,y\n"] {
        let error = propose(text.as_bytes(), "ab.csv").expect_err(text).to_string();
        assert!(error.starts_with("no column holds figures"), "{text}: {error}");
    }
    let text = table("year,country,kind", 30, |i| {
        let kind = of(&["big", "small"], i);
        format!("{},{},{kind}", 2000 + i / 3, of(&["Austria", "Belgium", "Italy"], i))
    });
    let proposal = propose(text.as_bytes(), "x.csv").unwrap();
    let handling = proposal.choices.iter().find(|said| said.what == "handling").unwrap();
    assert!(handling.because.starts_with("TO DECIDE"), "{handling:?}");
}
