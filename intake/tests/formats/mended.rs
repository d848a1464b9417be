//! Rejected rows sent back: what was not mended stays out, and what was mended comes in as it was meant.

use std::collections::BTreeSet;
use std::io::Cursor;

use intake::{Mapping, read, rows_as_written, write_rejected};

use crate::fixture::{TODAY, mapping_text, mapping_with, said, sheet_row, workbook};

/// The rejected rows of a file as they are written, or why they are not.
fn exported(file: &str, mapping: &Mapping) -> String {
    exported_bytes(file.as_bytes(), mapping)
}

fn exported_bytes(file: &[u8], mapping: &Mapping) -> String {
    let rejections = read(file, mapping, TODAY).map(|intake| intake.rejections).unwrap_or_default();
    let wanted: BTreeSet<u64> = rejections.iter().map(|rejection| rejection.row).collect();
    let rows = rows_as_written(Box::new(Cursor::new(file)), mapping, &wanted)
        .expect("the file was read before");
    match write_rejected(mapping, &rows, &rejections) {
        Ok(written) => String::from_utf8(written.bytes).expect("the mapping says UTF-8"),
        Err(error) => format!("error: {error}"),
    }
}

/// A mapping under which an empty figure is one that is not there.
fn with_missing() -> Mapping {
    mapping_with("[missing]\n\"\" = \"not-available\"")
}

#[test]
fn a_row_with_too_many_fields_is_refused_until_it_is_mended() {
    let mapping = mapping_with("");
    let file = exported("id,month,state,count\na,2024-01,Ohio,1,234\n", &mapping);
    let refused = said(file.as_bytes(), &mapping);
    assert!(
        refused.starts_with(
            "2 watchfire:beyond the header 5 ``: the row had another number of fields than the header"
        ),
        "{refused}"
    );
    let mended = file.replace("Ohio,1,234", "Ohio,1234,");
    assert_eq!(said(mended.as_bytes(), &mapping), "2 a 2024-01 Ohio 1234\n", "{mended}");
}

#[test]
fn a_row_with_too_few_fields_is_refused_until_it_is_mended() {
    let mapping = with_missing();
    let file = exported("id,month,state,count\na,2024-01,Ohio\nb,2024-01,Ohio,x\n", &mapping);
    let refused = said(file.as_bytes(), &mapping);
    assert!(
        refused.starts_with(
            "2 watchfire:fields too few ``: the row had another number of fields than the header"
        ),
        "{refused}"
    );
    let mended = file.replace("Ohio,,1\r\n", "Ohio,7,\r\n").replace("Ohio,x,", "Ohio,,");
    assert_eq!(
        said(mended.as_bytes(), &mapping),
        "2 a 2024-01 Ohio 7\n3 b 2024-01 Ohio ?\n",
        "{mended}"
    );
}

#[test]
fn a_line_that_is_no_sound_object_is_not_written_as_a_row() {
    let file = "{\"id\":\"a\",\"month\":\"2024-01\",\"state\":\"Ohio\",\"count\":2,\"count\":3}\n";
    let said = exported(file, &mapping_with(""));
    assert!(
        said.starts_with("error: row 1 is too long, or a line of JSON that could not be read"),
        "{said}"
    );
    assert!(said.contains("mend the original file"), "{said}");
    let sound = file.replace(",\"count\":3", "").replace("Ohio", "Atlantis");
    let said = exported(&sound, &mapping_with(""));
    assert!(said.contains("a,2024-01,Atlantis,2"), "{said}");
}

#[test]
fn cells_that_look_like_formulas_come_back_as_they_were_whatever_column_leads() {
    let settings = "[missing]\n\"-\" = \"not-available\"";
    let mapping = Mapping::parse(
        &mapping_text(settings)
            .replace("[[measure]]", "[[substance]]\ncolumn = \"id\"\n\n[[measure]]"),
    )
    .unwrap();
    let file = "id,month,state,count\n-MMC,2024-01,Atlantis,-\n=1,2024-01,Atlantis,-5\n";
    let file = exported(file, &mapping);
    assert!(file.contains("'-MMC,2024-01,Atlantis,-\r\n"), "{file}");
    assert!(file.contains("'=1,2024-01,Atlantis,-5\r\n"), "{file}");
    // A person may move the columns, or leave only one of those in front.
    let row = "watchfire:reason,id,month,state,count\nx,'-MMC,2024-01,Ohio,-\n";
    assert_eq!(said(row.as_bytes(), &mapping), "2 -MMC 2024-01 Ohio ?\n");
}

#[test]
fn an_apostrophe_that_guards_nothing_is_a_letter() {
    let mapping = mapping_with("");
    let row = "watchfire:row,id,month,state,count\n1,'s-Gravenhage,2024-01,Ohio,1\n";
    assert_eq!(said(row.as_bytes(), &mapping), "2 's-Gravenhage 2024-01 Ohio 1\n");
}

#[test]
fn what_was_wrong_is_read_by_no_mapping() {
    for name in ["watchfire:value", " watchfire:beyond the header 5"] {
        let text =
            mapping_text("").replace("columns = [\"id\"]", &format!("columns = [\"{name}\"]"));
        let error = Mapping::parse(&text).unwrap_err().to_string();
        assert!(error.contains("no mapping reads"), "{error}");
    }
    let wide = "[wide]\ncolumns = [\"*\"]\nname = \"n\"\nvalue = \"v\"\n";
    let text = mapping_text(wide)
        .replace("columns = [\"id\"]", "columns = [\"n\"]")
        .replace("column = \"month\"\nforms = [\"iso\"]", "constant = \"2024\"")
        .replace("columns = [\"state\"]", "constant = \"US\"")
        .replace("column = \"count\"", "column = \"v\"");
    let mapping = Mapping::parse(&text).unwrap();
    let said = said(b"watchfire:row,a\n7,1\n", &mapping);
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn a_row_that_ends_in_separators_too_many_is_refused_until_it_is_mended() {
    let mapping = mapping_with("");
    let file = exported("id,month,state,count\na,2024-01,Ohio,1,\n", &mapping);
    let refused = said(file.as_bytes(), &mapping);
    assert!(refused.starts_with("2 watchfire:fields too many ``"), "{file}{refused}");
    let mended = file.replace("Ohio,1,,1\r\n", "Ohio,1,,\r\n");
    assert_eq!(said(mended.as_bytes(), &mapping), "2 a 2024-01 Ohio 1\n", "{mended}");
}

#[test]
fn a_spreadsheet_may_write_another_separator() {
    let mapping = mapping_with("");
    let file = "watchfire:row;watchfire:reason;id;month;state;count\r\n2;x, y;a;2024-01;Ohio;1\r\n";
    assert_eq!(said(file.as_bytes(), &mapping), "2 a 2024-01 Ohio 1\n");
}

#[test]
fn a_row_with_the_key_of_another_is_left_out() {
    let mapping = mapping_with("");
    let file = "id,month,state,count\na,2024-01,Ohio,1\na,2024-01,Ohio,2\nb,2024-01,Ohio,x\n";
    let written = exported(file, &mapping);
    assert!(written.contains("b,2024-01,Ohio,x") && !written.contains("a,2024-01"), "{written}");
    let repeats = file.replace("b,2024-01,Ohio,x\n", "");
    let written = exported(&repeats, &mapping);
    assert!(
        written.starts_with("error: each rejected row has the key of another row"),
        "{written}"
    );
}

#[test]
fn a_file_that_was_mended_and_rejected_again_is_written_as_the_first() {
    let mapping = mapping_with("");
    let first = exported("id,month,state,count\na,2024-01,Ohio,1,234\n", &mapping);
    let again = exported(&first, &mapping);
    let header = |file: &str| file.lines().next().map(str::to_owned);
    assert_eq!(header(&first), header(&again));
    assert!(again.contains(",a,2024-01,Ohio,1,234"), "{again}");
}

/// Counts of two years side by side, under a title.
const WIDE: &str = "[file]\nheader_row = 2\nstop_at = \"Source\"\n[missing]\n\"\" = \"not-available\"\n\
                    [wide]\ncolumns = [\"20*\"]\nname = \"year\"\nvalue = \"count\"";

fn wide_mapping() -> Mapping {
    let text = mapping_text(WIDE).replace("column = \"month\"", "column = \"year\"");
    Mapping::parse(&text.replace("forms = [\"iso\"]", "forms = [\"year\"]"))
        .expect("the mapping is sound")
}

#[test]
fn of_a_wide_row_the_rejected_cells_are_written_and_read_again() {
    let mapping = wide_mapping();
    let file = "A title,,,,\nid,state,2021,2022,2023\na,Ohio,1,x,\nb,Atlantis,4,,6\nc,Iowa,7,8,9\n";
    let written = exported(file, &mapping);
    let rows: Vec<&str> = written.lines().collect();
    assert!(rows[0].ends_with("reason,id,state,2021,2022,2023"), "{written}");
    assert!(rows[1].ends_with(",a,Ohio,,x,"), "{written}");
    assert!(rows[2].ends_with(",b,Atlantis,4,,6") && rows.len() == 3, "{written}");
    // What is wrong with the whole row is said once.
    assert!(rows[2].starts_with("4,state,Atlantis,"), "{written}");
    let mended = written.replace(",x,", ",2,").replace("Atlantis", "Utah");
    assert_eq!(
        said(mended.as_bytes(), &mapping),
        "2 a 2022 Ohio 2\n3 b 2021 Utah 4\n3 b 2023 Utah 6\n"
    );
}

#[test]
fn of_a_wide_row_a_cell_with_the_key_of_another_is_left_out() {
    let mapping = wide_mapping();
    let file = "A title\nid,state,2021,2022\na,Ohio,1,2\na,Ohio,3,x\n";
    let written = exported(file, &mapping);
    assert!(written.contains("2022"), "{written}");
    assert!(written.trim_end().ends_with(",a,Ohio,,x"), "{written}");
}

#[test]
fn rows_of_a_workbook_are_written_as_text_that_its_mapping_reads() {
    let north = [
        sheet_row(1, &["Counts"]),
        sheet_row(2, &["id", "state", "count"]),
        sheet_row(3, &["a", "Ohio", "1"]),
        sheet_row(4, &["b", "Atlantis", "2"]),
    ]
    .concat();
    let south = [
        sheet_row(2, &["state", "id", "more", "count"]),
        sheet_row(3, &["Iowa", "c", "", "=3"]),
        sheet_row(4, &["Iowa", "d"]),
    ]
    .concat();
    let book = workbook(&[("2024-01", &north), ("2024-02", &south)], &[]);
    let settings = "[file]\nformat = \"xlsx\"\nsheets = [\"2024-01\", \"2024-02\"]\nheader_row = 2\n\
                    sheet_column = \"month\"";
    let mapping = mapping_with(settings);
    let written = exported_bytes(&book, &mapping);
    let rows: Vec<&str> = written.lines().collect();
    assert!(rows[0].ends_with("reason,id,state,count,month,more"), "{written}");
    assert!(rows[1].ends_with(",b,Atlantis,2,2024-01,"), "{written}");
    assert!(rows[2].ends_with(",c,Iowa,'=3,2024-02,"), "{written}");
    assert!(rows[3].ends_with(",d,Iowa,,2024-02,"), "{written}");
    let mended =
        written.replace("Atlantis", "Utah").replace("'=3", "3").replace(",d,Iowa,,", ",d,Iowa,4,");
    assert_eq!(
        said(mended.as_bytes(), &mapping),
        "2 b 2024-01 Utah 2\n3 c 2024-02 Iowa 3\n4 d 2024-02 Iowa 4\n"
    );
}
