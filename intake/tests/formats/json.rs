//! JSON Lines: flat objects are rows; figures stay as they are written.

use intake::Mapping;

use crate::fixture::{check, mapping, mapping_text, mapping_with, said};

const LINES: &str = r#"{"id":"a","month":"2024-01","state":"Ohio","count":3.10}
{"count":"4.5","state":"Iowa","month":"2024-02","id":"b","note":null}

{"id":7,"month":"2024-03","state":"Ohio","count":1e2,"extra":{"x":[1,2]}}
"#;

#[test]
fn objects_become_rows_whatever_the_order_of_their_keys() {
    let expected = "1 a 2024-01 Ohio 3.1\n2 b 2024-02 Iowa 4.5\n4 7 2024-03 Ohio 100\n";
    check(LINES.as_bytes(), "", expected);
    check(LINES.replace('\n', "\r\n").as_bytes(), "[file]\nformat = \"json-lines\"", expected);
    check(LINES.as_bytes(), "[file]\nencoding = \"auto\"", expected);
}

#[test]
fn figures_follow_the_decimal_sign_of_the_mapping() {
    let lines = r#"{"id":"a","month":"2024-01","state":"Ohio","count":3.10}"#;
    check(lines.as_bytes(), "[file]\ndecimal = \",\"", "1 a 2024-01 Ohio 3.1");
}

#[test]
fn a_bad_line_never_stops_a_good_one() {
    let lines = "{\"id\":\"a\",\"month\":\"2024-01\",\"state\":\"Ohio\",\"count\":[3]}\n\
                 {\"id\":\"a\",\"id\":\"b\"}\nnot json\n\
                 {\"id\":\"d\",\"month\":\"2024-01\",\"state\":\"Ohio\",\"count\":3}\n{\"id\":\"e\"}\n";
    let said = said(lines.as_bytes(), &mapping());
    for part in [
        "1  ``: the value of `count` is an object or a list, not one value",
        "2  ``: the key `id` is there twice",
        "3  ``: this line is no JSON object: byte 1 should be an object",
        "4 d 2024-01 Ohio 3",
        "5 month ``",
    ] {
        assert!(said.contains(part), "{said}\nlacks {part}");
    }
}

#[test]
fn a_fault_of_a_line_repeats_nothing_of_it() {
    let lines = "{\"id\":\"a\",\"Last_Name\":\"Doe\",\"Nationality\":\"x\",\"count\":01}\n\
                 {\"id\":\"a\",\"Last_Name\":\"Doe\",\"Last_Name\":\"Roe\"}\n";
    let said = said(lines.as_bytes(), &mapping());
    assert_eq!(said.lines().count(), 2, "{said}");
    assert!(said.contains("the key `Last_Name` is there twice"), "{said}");
    assert!(!said.contains("Doe") && !said.contains("Roe"), "{said}");
}

#[test]
fn keys_that_look_the_same_are_the_same() {
    let settings = mapping_text("").replace("column = \"count\"", "column = \"count  (n)\"");
    let mapping = Mapping::parse(&settings).unwrap();
    let lines = "{\"id\":\"a\",\"month\":\"2024-01\",\"state\":\"Ohio\",\"count   (n)\":3}\n\
                 {\"id\":\"b\",\"month\":\"2024-01\",\"state\":\"Ohio\",\"count\u{200b} (n)\":4}\n";
    assert_eq!(said(lines.as_bytes(), &mapping), "1 a 2024-01 Ohio 3\n2 b 2024-01 Ohio 4\n");
    let twice = lines.replace(":3}", ":3,\"count (n)\":4}");
    let said = said(twice.as_bytes(), &mapping);
    assert!(said.contains("the key `count (n)` is there twice"), "{said}");
}

#[test]
fn what_is_no_json_lines_says_so() {
    check(
        b"[{\"id\":1}]",
        "",
        "error: the JSON file cannot be read: it is one JSON array; write one object a line, without commas between; export it again",
    );
    let said_of =
        said(b"{\"id\":1,\"month\":\"2024-01\",\"State\":\"Ohio\",\"count\":1}", &mapping());
    assert!(
        said_of.contains("no column `state`, which its mapping reads; the nearest are `State`")
    );
    let forced = mapping_with("[file]\nformat = \"xlsx\"");
    let said_of = said(LINES.as_bytes(), &forced);
    assert_eq!(
        said_of,
        "error: this is a text and its mapping says xlsx: correct `format` under [file]"
    );
    let deep = format!("{{\"id\":{}", "[".repeat(1_000_000));
    let said_of = said(deep.as_bytes(), &mapping());
    assert!(said_of.contains("byte 71 should be a value"), "{said_of}");
}
