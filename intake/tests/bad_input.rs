//! What bad input gets: one clear message that says what to do, and never a lost row.

use intake::{Mapping, read};
use jiff::civil::{Date, date};

const TODAY: Date = date(2024, 6, 1);

const COUNTS: &str = r#"
source = "test"
title = "Counts by day"
licence = "none"
kind = "observation"
coverage = "US"
replaces = "same-keys"
absent = "unknown"
retention_years = 1
indicator = "seizures-number"

[handling]
tlp = "TLP:CLEAR"
purposes = ["research"]
subjects = "none"

[key]
columns = ["day", "state"]

[known_at]
column = "known"
formats = ["%d/%m/%Y"]

[period]
column = "day"
formats = ["%d/%m/%Y"]

[place]
columns = ["state"]

[[measure]]
column = "count"
unit = "count"

[missing]
"s" = "suppressed"
"#;

const HEADER: &str = "day,known,state,count\n";

/// Reads rows under [`COUNTS`] and says "row column: reason" of every rejection, or the error.
fn said(csv: &[u8]) -> String {
    let mapping = Mapping::parse(COUNTS).expect("the mapping of these tests is sound");
    let intake = match read(csv, &mapping, TODAY) {
        Ok(intake) => intake,
        Err(error) => return error.to_string(),
    };
    let mut rejected: Vec<u64> = intake.rejections.iter().map(|rejection| rejection.row).collect();
    rejected.dedup();
    assert_eq!(intake.rows_accepted + rejected.len() as u64, intake.rows_read);
    let line = |r: &vocabulary::submission::Rejection| {
        format!("{} {} `{}`: {}\n", r.row, r.column, r.value, r.reason)
    };
    let lines: String = intake.rejections.iter().map(line).collect();
    format!("{} of {}\n{lines}", intake.rows_accepted, intake.rows_read)
}

fn check(rows: &str, expected: &[&str]) {
    let said = said(format!("{HEADER}{rows}").as_bytes());
    for part in expected {
        assert!(said.contains(part), "{said}\nlacks {part}");
    }
}

#[test]
fn good_rows_are_accepted_beside_bad_ones() {
    check(
        "1/5/2024,3/5/2024,Ohio,3\n1/5/2024,3/5/2024,Atlantis,3\n2/5/2024,3/5/2024,Ohio,s\n",
        &["2 of 3", "3 state `Atlantis`: the vocabulary knows no such place within US"],
    );
}

#[test]
fn a_file_of_bad_rows_only_still_comes_back() {
    check("x,3/5/2024,Ohio,3\n", &["0 of 1", "2 day `x`: this is no date of the form %d/%m/%Y"]);
}

#[test]
fn every_fault_of_a_row_is_named_at_once() {
    check("x,3/5/2024,Ohio,-3\n", &["2 day `x`", "2 count `-3`: the figure is negative"]);
}

#[test]
fn counts_are_whole_and_not_negative() {
    check("1/5/2024,3/5/2024,Ohio,2.5\n", &["count `2.5`: a count is whole"]);
    check("1/5/2024,3/5/2024,Ohio,-1\n", &["or name it in [missing]"]);
    check("1/5/2024,3/5/2024,Ohio,\n", &["count ``: there is no figure"]);
    check("1/5/2024,3/5/2024,Ohio,\"1,000\"\n", &["count `1,000`: this is no number"]);
    check("1/5/2024,3/5/2024,Ohio,3.0\n", &["1 of 1"]);
}

#[test]
fn mixed_orders_of_day_and_month_are_found_out() {
    check(
        "13/5/2024,30/5/2024,Ohio,1\n5/13/2024,30/5/2024,Ohio,1\n",
        &[
            "1 of 2",
            "3 day `5/13/2024`: this is no date of the form %d/%m/%Y, but it would be one of the form \
         %m/%d/%Y: the column mixes two orders",
        ],
    );
}

#[test]
fn the_future_is_not_known() {
    check(
        "2/6/2024,2/6/2024,Ohio,1\n",
        &["day `2/6/2024`: the period 2024-06-02 starts after today"],
    );
    check(
        "1/5/2024,2/6/2024,Ohio,1\n",
        &["known `2/6/2024`: the row is said to be known on 2024-06-02, after today"],
    );
    check(
        "1/5/2024,30/4/2024,Ohio,1\n",
        &["known `30/4/2024`: the row is said to be known on 2024-04-30, before"],
    );
    check("1/6/2024,1/6/2024,Ohio,1\n", &["1 of 1"]);
}

#[test]
fn ragged_and_repeated_rows_are_rejected_one_by_one() {
    check(
        "1/5/2024,3/5/2024,Ohio\n1/5/2024,3/5/2024,Ohio,1,9\n1/5/2024,3/5/2024,Ohio,1\n1/5/2024,3/5/2024,Ohio,2\n",
        &[
            "1 of 4",
            "2  ``: the row has 3 fields and the header has 4",
            "3  ``: the row has 5 fields",
            "5  ``: row 4 has the same key",
        ],
    );
}

#[test]
fn line_ends_marks_and_blank_lines_do_no_harm() {
    let rows = "\u{feff}day,known,state,count\r\n1/5/2024,3/5/2024,\"Ohio\r\n\",1\r\n\r\n,,,\r\n2/5/2024,3/5/2024,Ohio,x\r\n\r\n";
    let said = said(rows.as_bytes());
    assert!(said.starts_with("1 of 2") && said.contains("5 count `x`"), "{said}");
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let whole = |bytes: &[u8], expected: &str| {
        let said = said(bytes);
        assert!(said.contains(expected), "{said}");
    };
    whole(b"", "the file is empty");
    whole(HEADER.as_bytes(), "the file has a header and no rows");
    whole(format!("{HEADER}\n\n").as_bytes(), "the file has a header and no rows");
    whole(b"day,known,state\n", "no column `count`, which its mapping reads; the nearest are");
    whole(b"day,known,State,count,day\n1,2,3,4,5\n", "`day` is there twice, as columns 1 and 5");
    whole(
        b"day,known,State,count\n",
        "no column `state`, which its mapping reads; the nearest are `State`",
    );
    whole(b"day;known;state;count\n", "the nearest are `day;known;state;count`");
    whole(b"\xFF\xFEd\0a\0y\0", "set `encoding = \"UTF-16LE\"`");
    whole(b"day\0,known", "byte 4 (line 1) is NUL");
    whole(b"day,known,state,count\n1/5/2024,3/5/2024,Qu\xE9bec,1\n", "byte 43 (line 2) is 0xE9");
    whole(b"PK\x03\x04\x14\0", "the zip file cannot be read: Missing end of central directory");
    whole(b"%PDF-1.7", "this is a PDF file, which is not read: export the table as CSV in UTF-8");
    whole(format!("{}\n1", "c,".repeat(3000)).as_bytes(), "the header has 3001 columns");
}

#[test]
fn mappings_that_will_not_do_say_why() {
    let check = |from: &str, to: &str, expected: &str| {
        assert!(COUNTS.contains(from), "{from}");
        let said = Mapping::parse(&COUNTS.replace(from, to)).unwrap_err().to_string();
        assert!(said.contains(expected), "{said}\nlacks {expected}");
    };
    check("title = ", "titel = ", "unknown field `titel`");
    check("absent = \"unknown\"", "absent = \"none\"", "use zero (the source lists every event)");
    check("retention_years = 1", "retention_years = \"one\"", "retention_years");
    check(
        "kind = \"observation\"",
        "kind = \"death\"",
        "use observation, case, seizure, sample, price",
    );
    check("kind = \"observation\"", "kind = \"case\"", "has no [[measure]]");
    check("\"seizures-number\"", "\"seizure-numbers\"", "the nearest are `seizures-number`");
    check("coverage = \"US\"", "coverage = \"USA-\"", "no such place");
    check("[\"day\", \"state\"]", "[\"day\", \"Ethnicity\"]", "origin, belief, names and births");
    check(
        "column = \"count\"\nunit",
        "column = \"count\"\nplus = [\"more\", \"count\"]\nunit",
        "`measure.plus` = `count`: the column is in the sum already",
    );
    check("\"TLP:CLEAR\"", "\"TLP:WHITE\"", "use TLP:CLEAR, TLP:GREEN");
    check("[\"research\"]", "[]", "use public-health, law-enforcement");
    check(
        "formats = [\"%d/%m/%Y\"]",
        "formats = [\"%d/%m/%Y\", \"%m/%d/%Y\"]",
        "3/4/2020 could be either",
    );
    check("unit = \"count\"", "unit = \"pieces\"", "this is no unit: use count, kg");
    check("\"suppressed\"", "\"zero\"", "use suppressed or not-available");
    check("column = \"known\"", "column = \"known\"\nconstant = 2024-01-01", "exactly one of");
    check(
        "column = \"known\"\nformats = [\"%d/%m/%Y\"]",
        "days_after_period = 3",
        "say in `because`",
    );
    check(
        "replaces = \"same-keys\"",
        "replaces = { from = 2024-01-01, to = 2023-01-01 }",
        "before it starts",
    );
    check(
        "columns = [\"state\"]",
        "columns = [\"state\"]\ndefault = \"CA\"",
        "lies outside the `coverage` US",
    );
}

#[test]
fn older_files_are_read_as_their_mapping_says() {
    let file = "[file]\nencoding = \"windows-1252\"\nseparator = \";\"\ndecimal = \",\"\nthousands = \".\"\n";
    let mapping =
        COUNTS.replace("[handling]", &format!("{file}[handling]")).replace("\"US\"", "\"CA\"");
    let mapping = Mapping::parse(&mapping).unwrap();
    let csv = b"day;known;state;count\n1/5/2024;3/5/2024;Qu\xE9bec;1.234\n";
    let intake = read(csv, &mapping, TODAY).unwrap();
    assert_eq!(intake.rejections, []);
    assert_eq!(
        (intake.facts[0].place.as_str(), &*intake.facts[0].place_text),
        ("CA-QC", "Qu\u{e9}bec")
    );
}

#[test]
fn a_name_that_would_be_more_than_a_name_is_rejected_unless_the_mapping_says_what_it_means() {
    let text = |values: &str| {
        format!(
            "source = \"a\"\ntitle = \"a\"\nlicence = \"a\"\nkind = \"observation\"\ncoverage = \"US\"\n\
             replaces = \"nothing\"\nabsent = \"unknown\"\nretention_years = 1\n\
             indicator = \"seizures-number\"\n\
             [handling]\ntlp = \"TLP:CLEAR\"\npurposes = [\"public-health\"]\nsubjects = \"none\"\n\
             [key]\ncolumns = [\"when\"]\n[known_at]\ndays_after_period = 1\nbecause = \"a\"\n\
             [period]\ncolumn = \"when\"\nforms = [\"iso\"]\n\
             [place]\ncolumns = [\"where\"]\ndefault = \"US\"\n\
             [[substance]]\ncolumn = \"drug\"\n{values}\n\
             [[subgroup]]\ncolumn = \"sort\"\nname = \"sort\"\n\
             [[measure]]\ncolumn = \"n\"\nunit = \"count\"\n"
        )
    };
    let file = "when,where,drug,sort,n\n\
        2024-01,CT,=HYPERLINK(1),a,1\n\
        2024-02,<b>CT</b>,heroin,a,1\n\
        2024-03,CT,heroin,@SUM(1),1\n\
        2024-04,CT,<script>alert(1)</script>,a,1\n\
        2024-05,CT,-methadol,a < b,1\n\
        2024-06,=1+1,heroin,a,1\n\
        2024-07,CT,heroin,<5 g,1\n";
    let rows = |values: &str| {
        let mapping = Mapping::parse(&text(values)).unwrap();
        let read = read(file.as_bytes(), &mapping, date(2026, 11, 23)).unwrap();
        let rejected: Vec<(u64, String)> =
            read.rejections.into_iter().map(|one| (one.row, one.column)).collect();
        (read.facts.len(), rejected)
    };
    let (kept, rejected) = rows("");
    let rejected: Vec<(u64, &str)> =
        rejected.iter().map(|(row, column)| (*row, column.as_str())).collect();
    assert_eq!(rejected, [(2, "drug"), (3, "where"), (4, "sort"), (5, "drug"), (7, "where")]);
    assert_eq!(kept, 2);
    let (kept, _) = rows("values = { \"=HYPERLINK(1)\" = \"heroin\" }");
    assert_eq!(kept, 3);
}
