//! XLSX: cells as a spreadsheet shows them, over one sheet or several.

use std::path::PathBuf;

use crate::fixture::{check, mapping, mapping_text, said, sheet_row, workbook};

const HEADER: [&str; 4] = ["id", "month", "state", "count"];

#[test]
fn cells_are_read_as_they_are_shown() {
    let rows = r#"
        <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><r><t>mo</t></r><r><t>nth</t></r><rPh><t>x</t></rPh></is></c><c r="C2" t="str"><v>state</v></c><c r="D2" t="s"><v>1</v></c></row>
        <row r="4"><c r="A4"><v>7</v></c><c r="B4" s="1"><v>45292</v></c><c r="C4" t="s"><v>2</v></c><c r="D4"><f>1/3</f><v>0.28999999999999998</v></c><c r="F4" t="b"><v>1</v></c></row>
        <row><c t="s"><v>0</v></c><c s="2"><v>45324</v></c><c t="str"><f>"O"&amp;"hio"</f><v>Ohio</v></c><c t="e"><v>#DIV/0!</v></c></row>
        <row r="9"><c r="D9"><v>1E-3</v></c></row>"#;
    let book = workbook(&[("A &amp; B", rows)], &["id", "count", "Ohio"]);
    let said = said(&book, &mapping());
    for part in [
        "4 7 2024-01-01 Ohio 0.29\n",
        "5 count `#DIV/0!`: this is no number",
        "9 month ``: this is no period",
    ] {
        assert!(said.contains(part), "{said}\nlacks {part}");
    }
}

#[test]
fn a_share_is_read_with_the_sign_that_is_shown() {
    let cell = |row: u8, style: u8, figure: &str| {
        let id = format!("r{row}");
        let texts = sheet_row(usize::from(row), &[&id, "2024-01", "Ohio"]);
        let share = format!("<c r=\"D{row}\" s=\"{style}\"><v>{figure}</v></c></row>");
        texts.replace("</row>", &share)
    };
    let rows = [
        sheet_row(1, &HEADER),
        cell(2, 3, "0.45"),
        cell(3, 4, "0.28999999999999998"),
        cell(4, 3, "5.0000000000000001E-3"),
        cell(5, 4, "1"),
        cell(6, 3, "1E-3"),
        cell(7, 0, "0.45"),
    ]
    .concat();
    let book = workbook(&[("S", &rows)], &[]);
    let expected = "2 r2 2024-01 Ohio 45\n3 r3 2024-01 Ohio 29\n4 r4 2024-01 Ohio 0.5\n\
                    5 r5 2024-01 Ohio 100\n6 r6 2024-01 Ohio 0.1\n";
    for (unit, last) in [("percent", "0.45"), ("fraction", "45")] {
        let text = mapping_text("").replace("unit = \"kg\"", &format!("unit = \"{unit}\""));
        let mapping = intake::Mapping::parse(&text).unwrap();
        assert_eq!(said(&book, &mapping), format!("{expected}7 r7 2024-01 Ohio {last}\n"));
    }
    let commas =
        mapping_text("[file]\ndecimal = \",\"").replace("unit = \"kg\"", "unit = \"percent\"");
    let said_of = said(&book, &intake::Mapping::parse(&commas).unwrap());
    assert!(said_of.starts_with(expected), "{said_of}");
    let said_of = said(&book, &mapping());
    assert!(said_of.contains("2 count `45%`: this is no number"), "{said_of}");
}

#[test]
fn several_sheets_are_read_on_and_name_themselves() {
    let north = [sheet_row(1, &HEADER), sheet_row(2, &["a", "2024-01", "Ohio", "1"])].concat();
    let south = [
        sheet_row(1, &["state", "count", "id", "month"]),
        sheet_row(3, &["Iowa", "2", "b", "2024-02"]),
    ]
    .concat();
    let book = workbook(&[("North", &north), ("South", &south), ("Notes", "")], &[]);
    check(
        &book,
        "",
        "error: the workbook has the sheets `North`, `South`, `Notes`: name one as `sheet`, or several of the same columns as `sheets`, under [file]",
    );
    check(&book, "[file]\nsheet = \"South\"", "3 b 2024-02 Iowa 2");
    let both = "[file]\nsheets = [\"North\", \"South\"]";
    check(&book, both, "2 a 2024-01 Ohio 1\n5 b 2024-02 Iowa 2");
    let named = format!(
        "{both}\nsheet_column = \"tab\"\n[[subgroup]]\nname = \"part\"\ncolumn = \"tab\"\n"
    );
    check(&book, &named, "2 a 2024-01 Ohio 1\n5 b 2024-02 Iowa 2");
    check(
        &book,
        "[file]\nsheet = \"Notes\"",
        "error: the file is empty: export it again, with a header and at least one row",
    );
}

#[test]
fn what_reaches_outside_or_lies_is_refused() {
    let refused = |rows: &str, expected: &str| {
        let said = said(&workbook(&[("S", rows)], &["x"]), &mapping());
        assert!(said.starts_with("error: ") && said.contains(expected), "{said}");
    };
    let laughs =
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><row><c><v>&b;</v></c></row>";
    refused(laughs, "it declares a document type");
    refused("<row><c t=\"str\"><v>&b;</v></c></row>", "an entity of its own");
    refused("<row><c t=\"s\"><v>9</v></c></row>", "a cell names a text that is not there");
    refused("<row r=\"2\"/><row r=\"1\"/>", "its rows are not in order");
    refused("<row r=\"99999999999\"/>", "its rows are not in order");
    refused("<row><c r=\"ZZZZZZ1\"/></row>", "a cell does not stand where it says");
    refused("<row><c r=\"B1\"/><c r=\"A1\"/></row>", "a cell does not stand where it says");
    refused(&"<a>".repeat(100), "too deep");
    refused("<row>", "expected `</row>`");
    let comment = format!("<!-- {} -->", "x".repeat(2 << 20));
    refused(&comment, "one of its elements does not end");
    let cell = |i: usize| format!("<c t=\"str\"><v>c{i}</v></c>");
    let wide = (0..3_000).map(cell).collect::<Vec<_>>().concat();
    refused(&format!("<row>{wide}</row>"), "the header has 3000 columns");
    let long = format!("<row><c t=\"str\"><v>{}</v></c></row>", "x".repeat(200_000));
    refused(&long, "holds more than a cell can");
}

/// The quarterly publication of Scotland, with its header of two rows and its total.
#[test]
fn the_tables_of_scotland_are_read_whole() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let shared =
        std::env::var_os("WATCHFIRE_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    let path =
        shared.join("data/scotland_suspected_drug_deaths_2017_2023/SuspectedDRDs_OctDec2023.xlsx");
    let Ok(bytes) = std::fs::read(&path) else {
        assert!(std::env::var_os("CI").is_none(), "{} is absent, and CI needs it", path.display());
        eprintln!("not tested, because {} is absent: set WATCHFIRE_SHARED", path.display());
        return;
    };
    let settings = "[file]\nsheet = \"C - Sex\"\nheader_row = 3\nheader_rows = 2\nstop_at = \"Total\"\n\
                    [wide]\ncolumns = [\"* | *\"]\nname = \"quarter\"\nvalue = \"count\"\n";
    let text = mapping_text(settings)
        .replace("columns = [\"id\"]", "columns = [\"Sex\", \"quarter\"]")
        .replace("column = \"month\"", "column = \"quarter\"")
        .replace("forms = [\"iso\"]", "forms = [\"quarter-months\"]")
        .replace("columns = [\"state\"]", "constant = \"GB-SCT\"")
        .replace("coverage = \"US\"", "coverage = \"GB\"");
    let mapping = intake::Mapping::parse(&text).unwrap_or_else(|error| panic!("{error}"));
    let text = said(&bytes, &mapping);
    assert_eq!(text.lines().count(), 2 * 28, "{text}");
    assert!(text.starts_with("5 Male 2017-Q1  161\n5 Male 2017-Q2  198\n"), "{text}");
    assert!(text.contains("6 Female 2023-Q4 "), "{text}");
}
