//! What a person says that columns hold, which no guess contradicts.

use vocabulary::fact::{Detail, FactKind};

use super::*;

const TWO_PLACES: &str = "Date,Residence City,Where found,Drug,N\n\
    2024-01-03,Hartford,Bridgeport,Heroin,1\n\
    2024-01-04,New Haven,Bridgeport,Fentanyl,2\n\
    2024-01-05,Hartford,Waterbury,Heroin,1\n\
    2024-01-06,Hartford,Waterbury,Cocaine,3\n";

fn propose_told(text: &str, told: &Told) -> Proposal {
    guess(Box::new(Cursor::new(text.as_bytes())), "connecticut.csv", None, told, TODAY)
        .expect("it is a table")
}

fn told(columns: &[(&str, Holds)]) -> Told {
    let columns = columns.iter().map(|(column, holds)| ((*column).to_owned(), *holds)).collect();
    Told { kind: None, columns }
}

fn holds(proposal: &Proposal, column: &str) -> Option<Holds> {
    proposal.columns.iter().find(|one| one.column == column).expect(column).holds
}

#[test]
fn the_place_is_the_column_of_which_it_is_told() {
    let found = propose_told(TWO_PLACES, &Told::default());
    assert!(found.columns.iter().all(|one| !one.is_told));
    for (column, other) in [("Where found", "Residence City"), ("Residence City", "Where found")] {
        let proposal = propose_told(TWO_PLACES, &told(&[(column, Holds::Place)]));
        assert!(
            proposal.toml.contains(&format!("columns = [\"{column}\"]")),
            "{column}\n{}",
            proposal.toml
        );
        assert_eq!(holds(&proposal, column), Some(Holds::Place));
        assert_ne!(holds(&proposal, other), Some(Holds::Place), "{}", proposal.toml);
        assert_eq!(proposal.rows_accepted, 4, "{}", proposal.toml);
    }
}

#[test]
fn a_column_that_is_not_to_be_read_is_read_nowhere() {
    let proposal = propose_told(TWO_PLACES, &told(&[("Residence City", Holds::Nothing)]));
    assert!(
        !proposal
            .toml
            .lines()
            .any(|line| { !line.starts_with('#') && line.contains("\"Residence City\"") }),
        "{}",
        proposal.toml
    );
    let left_out = proposal.left_out.iter().find(|(column, _)| column == "Residence City");
    assert_eq!(left_out.unwrap().1, "you say that it is not to be read");
}

#[test]
fn headers_that_say_nothing_are_read_as_told() {
    let text = "a,b,c,d\n2024-01,Berlin,7,x\n2024-02,Berlin,9,y\n2024-01,Hamburg,4,x\n2024-02,Hamburg,6,y\n";
    let all = told(&[
        ("a", Holds::When),
        ("b", Holds::Place),
        ("c", Holds::Figure),
        ("d", Holds::Breakdown),
    ]);
    let proposal = propose_told(text, &all);
    for (column, what) in &all.columns {
        assert_eq!(holds(&proposal, column), Some(*what), "{column}\n{}", proposal.toml);
    }
    let mapping = Mapping::parse(&proposal.toml).unwrap();
    let read = read(text.as_bytes(), &mapping, TODAY).unwrap();
    assert_eq!(read.facts.len(), 4);
    assert!(read.facts.iter().all(|fact| fact.subgroup.len() == 1));
    assert!(matches!(&read.facts[1].detail, Detail::Observation(one) if one.value == Ok(9.into())));
}

#[test]
fn a_figure_that_is_told_to_be_an_amount_becomes_a_seizure_where_a_row_is_one() {
    let text = "day,what,w\n2024-01-03,Heroin,0.5\n2024-01-04,Cocaine,1.25\n2024-02-04,Cocaine,2\n";
    let of = Told {
        kind: Some(FactKind::Seizure),
        ..told(&[("w", Holds::Amount), ("what", Holds::Substance)])
    };
    let proposal = propose_told(text, &of);
    assert_eq!(proposal.kind, FactKind::Seizure);
    assert_eq!(said(&proposal, "amount"), "`w`");
    assert_eq!(holds(&proposal, "w"), Some(Holds::Amount));
    assert_eq!(said(&proposal, "substance"), "`what`");
}

#[test]
fn what_cannot_be_read_as_told_is_for_a_person_to_decide() {
    let text = "when,drug,n\nlong ago,Heroin,1\nyesterday,Cocaine,2\nnow,Heroin,3\n";
    let proposal = propose_told(text, &told(&[("when", Holds::When)]));
    let period = proposal.choices.iter().find(|said| said.what == "period").unwrap();
    assert_eq!(period.confidence, Confidence::Guess);
    assert!(period.because.contains("you say that `when` says when"), "{}", period.because);
    assert!(proposal.undecided.iter().any(|one| one.setting.starts_with("period")));
}

#[test]
fn what_is_said_of_no_column_or_of_one_that_is_never_read_is_refused() {
    let of = |columns: &[(&str, Holds)]| {
        let text = "Date,Drug,Race,N\n2024-01-03,Heroin,x,1\n";
        guess(Box::new(Cursor::new(text.as_bytes())), "x.csv", None, &told(columns), TODAY)
    };
    let said = of(&[("Month", Holds::When)]).unwrap_err().to_string();
    assert_eq!(said, "the file has no column `Month`, of which you say what it holds");
    let said = of(&[("Race", Holds::Breakdown)]).unwrap_err().to_string();
    assert!(said.ends_with("origin and belief are never read"), "{said}");
    of(&[("Race", Holds::Nothing)]).unwrap();
}

#[test]
fn a_wide_column_can_be_left_out_and_taken_back() {
    let text = "Land;2018;2019;2020;2021\nDeutschland;12;15;18;20\nFrankreich;9;8;7;11\n";
    let left_out = propose_told(text, &told(&[("2020", Holds::Nothing)]));
    assert_eq!((left_out.rows_accepted, holds(&left_out, "2020")), (6, Some(Holds::Nothing)));
    for again in [Told::default(), told(&[("2020", Holds::Figure)])] {
        let proposal = propose_told(text, &again);
        assert_eq!((proposal.rows_accepted, holds(&proposal, "2020")), (8, Some(Holds::Figure)));
    }
}

#[test]
fn every_word_for_what_a_column_holds_can_be_read() {
    for holds in Holds::ALL {
        assert_eq!(Holds::parse(holds.as_str()), Some(*holds));
    }
    assert_eq!(Holds::parse("nationality"), None);
}
