//! Synthetic files as offices export them: months in words, totals among rows, marks at figures, units in
//! headers and cells.

use encoding_rs::{WINDOWS_1250, WINDOWS_1252};
use intake::{Confidence, Mapping, Proposal};

use crate::foreign::{LAENDER, of, table};
use crate::{check, confidence, propose, said};

/// Rows of a period, a Land and a count.
fn by_period(period: impl Fn(usize) -> String) -> String {
    table("Zeitraum;Land;Drogentote", 48, |i| {
        format!("{};{};{}", period(i / 4), LAENDER[i % 4], 3 + i * 7 % 11)
    })
}

#[test]
fn months_quarters_and_weeks_are_read_as_written() {
    let german =
        ["Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"];
    let french = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    let polish = [
        "styczeń",
        "luty",
        "marzec",
        "kwiecień",
        "maj",
        "czerwiec",
        "lipiec",
        "sierpień",
        "wrzesień",
        "październik",
        "listopad",
        "grudzień",
    ];
    let written: [(&str, &dyn Fn(usize) -> String); 9] = [
        ("month-number-year", &|i| format!("{:02}.2023", i + 1)),
        ("month-number-year", &|i| format!("{:02}/2023", i + 1)),
        ("month-year", &|i| format!("{} 23", german[i])),
        ("month-year", &|i| format!("{} 2023", french[i])),
        ("month-year", &|i| format!("{} 2023", polish[i])),
        ("year-month-number", &|i| format!("2023M{:02}", i + 1)),
        ("year-month-number", &|i| format!("2023-M{:02}", i + 1)),
        ("year-quarter", &|i| format!("{}. Quartal {}", i % 4 + 1, 2020 + i / 4)),
        ("year-week", &|i| format!("KW {} 2023", i + 1)),
    ];
    for (form, period) in written {
        let text = by_period(period);
        let proposal = check(text.as_bytes(), "tote_2019.csv", "observation", &[("period", form)]);
        assert_eq!(proposal.rows_accepted, 48, "{form}\n{}", proposal.toml);
        assert_eq!(confidence(&proposal, "period"), Some(Confidence::Sure), "{}", proposal.toml);
        // A period is no figure.
        assert_ne!(confidence(&proposal, "numbers"), Some(Confidence::Guess), "{}", proposal.toml);
    }
}

#[test]
fn totals_among_places_and_substances_are_left_out() {
    for (total, land) in
        [("Summe", true), ("Insgesamt", true), ("Total", false), ("Ensemble", false)]
    {
        let places = ["Bayern", "Hessen", if land { total } else { "Berlin" }];
        let drugs = ["Heroin", "Kokain", if land { "Cannabis" } else { total }];
        let text = table("Jahr;Land;Droge;Sicherstellungen", 90, |i| {
            format!("{};{};{};{}", 2010 + i / 9, places[i % 3], drugs[i / 3 % 3], 5 + i)
        });
        let proposal = propose(text.as_bytes(), "x.csv").unwrap();
        let column = if land { "Land" } else { "Droge" };
        assert_eq!(said(&proposal, "leave out"), format!("rows with `{total}` in `{column}`"));
        assert_eq!((proposal.rows_accepted, proposal.rows_tried), (60, 90), "{}", proposal.toml);
        assert!(!proposal.toml.contains("default ="), "{}", proposal.toml);
        assert!(
            proposal.rejections[0].contains("a total of other rows"),
            "{:?}",
            proposal.rejections
        );
    }
}

#[test]
fn an_amount_takes_its_unit_from_the_header_or_from_its_cells() {
    let amount = |i: usize| format!("1.{:03},{}", i * 13 % 1000, i % 10);
    for (header, unit) in [("Menge (kg)", ""), ("Menge", " kg"), ("Menge", "kg")] {
        let text = table(&format!("Monat;Land;Droge;Fälle;{header}"), 96, |i| {
            let drug = of(&["Heroin", "Kokain"], i / 4);
            let month = i / 8 % 12 + 1;
            format!("{month:02}.2023;{};{drug};{};{}{unit}", LAENDER[i % 4], 3 + i % 9, amount(i))
        });
        let expected = [("measure", "as seizures-quantity in kg"), ("numbers", "thousands `.`")];
        let proposal = check(text.as_bytes(), "sicherstellungen.csv", "observation", &expected);
        assert_eq!(confidence(&proposal, "numbers"), Some(Confidence::Sure), "{}", proposal.toml);
        assert_eq!(proposal.rows_accepted, 96, "{}", proposal.toml);
        assert!(proposal.left_out.is_empty(), "{:?}", proposal.left_out);
    }
}

#[test]
fn units_that_differ_from_cell_to_cell_are_said_and_not_read() {
    let text = table("Jahr;Land;Droge;Fälle;Menge", 60, |i| {
        let drug = of(&["Heroin", "Kokain"], i / 4);
        format!("{};{};{drug};{i};{} {}", 2010 + i / 8, LAENDER[i % 4], 1 + i, of(&["kg", "g"], i))
    });
    let proposal = propose(text.as_bytes(), "sicherstellungen.csv").unwrap();
    let (_, why) = proposal.left_out.iter().find(|(name, _)| name == "Menge").unwrap();
    assert!(why.contains("by its header figures") && why.contains(" kg"), "{why}");
}

#[test]
fn no_column_is_left_out_without_a_word() {
    let text = table("Jahr;Land;Drogentote;leer;Zusatz;Straßenpreis;Adresse", 40, |i| {
        format!("{};{};{};;ein Satz Nummer {i};{};Weg {i}", 2010 + i / 4, LAENDER[i % 4], 3 + i, i)
    });
    let proposal = propose(text.as_bytes(), "tote.csv").unwrap();
    let mapping = Mapping::parse(&proposal.toml).unwrap();
    for column in ["Jahr", "Land", "Drogentote", "leer", "Zusatz", "Straßenpreis", "Adresse"] {
        let is_read = mapping.columns().iter().any(|read| read == column);
        let is_told = proposal.left_out.iter().any(|(told, why)| told == column && !why.is_empty());
        assert!(is_read || is_told, "{column}\n{}", proposal.toml);
    }
    let why = |column: &str| proposal.left_out.iter().find(|(told, _)| told == column);
    assert!(why("Adresse").unwrap().1.contains("identify a person"));
    assert!(why("Straßenpreis").is_none_or(|(_, why)| !why.contains("identify")));
}

#[test]
fn marks_at_figures_are_known_under_any_western_encoding() {
    let text = table("Jahr;Land;Drogentote", 60, |i| {
        let mark = ["", "¹", "", "²", "*", " a)"][i % 6];
        format!(
            "{};{};{}{mark}",
            2010 + i / 4,
            ["Bayern¹", "Thüringen", "Hessen", "Berlin"][i % 4],
            9 + i
        )
    });
    let (bytes, _, _) = WINDOWS_1252.encode(&text);
    let proposal = check(&bytes, "tote.csv", "observation", &[("encoding", "windows-1252")]);
    assert!(proposal.toml.contains("footnotes = "), "{}", proposal.toml);
    for mark in ["\"¹\"", "\"²\"", "\"*\"", "\"a)\""] {
        assert!(proposal.toml.contains(mark), "{mark}\n{}", proposal.toml);
    }
    assert_eq!(proposal.rows_accepted, 60, "{:?}", proposal.rejections);
}

#[test]
fn a_polish_file_is_read_under_the_encoding_of_central_europe() {
    let text = table("Rok;Województwo;Substancja;Liczba zgonów", 48, |i| {
        let place = ["dolnośląskie", "łódzkie", "mazowieckie", "śląskie"][i % 4];
        format!("{};{place};{};{}", 2012 + i / 8, of(&["heroina", "fentanyl"], i / 4), i % 13)
    });
    let (bytes, _, _) = WINDOWS_1250.encode(&text);
    let expected = [("encoding", "windows-1250"), ("place", "`Województwo`"), ("coverage", "PL")];
    check(&bytes, "zgony.csv", "observation", &expected);
}

#[test]
fn a_point_before_three_digits_is_decided_by_other_cells_or_by_a_person() {
    let text = |other: &str| {
        table("Jahr;Land;Menge_kg", 40, |i| {
            let amount = if i % 5 == 0 && !other.is_empty() {
                other.to_owned()
            } else {
                format!("1.{:03}", 100 + i)
            };
            format!("{};{};{amount}", 2010 + i / 4, LAENDER[i % 4])
        })
    };
    let sure = propose(text("12,5").as_bytes(), "x.csv").unwrap();
    assert_eq!(confidence(&sure, "numbers"), Some(Confidence::Sure));
    assert!(sure.toml.contains("thousands = \".\""), "{}", sure.toml);
    let open: Proposal = propose(text("").as_bytes(), "x.csv").unwrap();
    assert!(open.toml.contains("thousands = { to_decide = \".\" }"), "{}", open.toml);
    let numbers = open.choices.iter().find(|said| said.what == "numbers").unwrap();
    assert!(
        numbers.because.starts_with("TO DECIDE") && !numbers.examples.is_empty(),
        "{numbers:?}"
    );
    let commas = text("").replace(';', ",");
    let open = propose(commas.as_bytes(), "x.csv").unwrap();
    assert!(open.toml.contains("decimal = { to_decide = \".\" }"), "{}", open.toml);
}

#[test]
fn figures_whose_headers_name_substances_are_figures_of_these() {
    let text = table("Jahr;Land;Sicherstellungen Heroin;Sicherstellungen Kokain;Fälle", 40, |i| {
        format!("{};{};{};{};{}", 2010 + i / 4, LAENDER[i % 4], i, i * 2, i * 5)
    });
    let proposal = check(text.as_bytes(), "sicherstellungen.csv", "observation", &[]);
    for line in [
        "substance = \"heroin\"",
        "substance = \"cocaine\"",
        "substance = { to_decide = \"all-drugs\" }",
        "fields = [\"unit\", \"subgroup\", \"substance\"]",
    ] {
        assert!(proposal.toml.contains(line), "{line}\n{}", proposal.toml);
    }
    assert!(!proposal.toml.contains("[[substance]]"), "{}", proposal.toml);
    assert_eq!(proposal.rows_accepted, 40, "{:?}", proposal.rejections);
    let intake =
        intake::read(text.as_bytes(), &Mapping::parse(&proposal.toml).unwrap(), crate::TODAY);
    let facts = intake.unwrap().facts;
    assert_eq!(facts.len(), 120);
    let named = |id: &str| {
        let names = |fact: &&vocabulary::fact::Fact| {
            fact.substances
                .iter()
                .any(|named| named.substance.as_ref().is_some_and(|s| s.as_str() == id))
        };
        facts.iter().filter(names).count()
    };
    assert_eq!((named("heroin"), named("cocaine"), named("all-drugs")), (40, 40, 40));
}

#[test]
fn days_with_months_in_words_are_read() {
    for (words, format) in [
        (["3. März 2023", "14. Mai 2023", "28. Oktober 2023"], "%d. %B %Y"),
        (["3-abr-2023", "14-dic-2023", "28-ene-2023"], "%d-%b-%Y"),
        (["3 avril 2023", "14 août 2023", "28 décembre 2023"], "%d %b %Y"),
    ] {
        let text = table("Datum;Land;Droge;Menge_kg", 60, |i| {
            format!(
                "{};{};{};{},5",
                of(&words, i),
                LAENDER[i % 4],
                of(&["Heroin", "Kokain"], i / 3),
                i
            )
        });
        let expected = [("period", format)];
        let proposal = check(text.as_bytes(), "sicherstellungen.csv", "seizure", &expected);
        assert_eq!(proposal.rows_accepted, 60, "{:?}", proposal.rejections);
    }
}
