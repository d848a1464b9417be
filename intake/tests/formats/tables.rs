//! Text tables as offices write them: separators, encodings, headers further down, wide columns,
//! footnotes.

use intake::Mapping;

use crate::fixture::{CSV, SAID, check, mapping, mapping_text, mapping_with, said};

#[test]
fn separators_and_encodings_are_read_as_stated_or_found() {
    let tabs = CSV.replace(',', "\t");
    check(tabs.as_bytes(), "[file]\nformat = \"tsv\"", SAID);
    check(tabs.as_bytes(), "[file]\nseparator = \"tab\"", SAID);
    check(CSV.replace(',', "|").as_bytes(), "[file]\nseparator = \"|\"", SAID);
    let commas = CSV.replace(',', ";").replace("4.5", "1.004,5");
    let settings = "[file]\nseparator = \";\"\ndecimal = \",\"\nthousands = \".\"";
    check(commas.as_bytes(), settings, &SAID.replace("4.5", "1004.5"));
    let little: Vec<u8> = CSV.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&little, "[file]\nencoding = \"utf-16le\"", SAID);
    check(&[b"\xFF\xFE", little.as_slice()].concat(), "[file]\nencoding = \"auto\"", SAID);
    check(CSV.as_bytes(), "[file]\nencoding = \"auto\"", SAID);
    let legacy = [CSV.as_bytes(), b"K\xF6ln,2024-03,Ohio,1\n"].concat();
    check(&legacy, "[file]\nencoding = \"auto\"", &format!("{SAID}4 Köln 2024-03 Ohio 1"));
    let odd = &little[..little.len() - 1];
    let said = said(odd, &mapping_with("[file]\nencoding = \"utf-16le\""));
    assert!(said.contains("the file is not UTF-16LE, as its mapping says (line 3)"), "{said}");
}

const WIDE: &str =
    "Seizures by state,,\n,,\nid,state,2024,\n,,01,02\na,Ohio,3,4*\nb,Iowa,x,5\n\nTotal,,3,9\n";

#[test]
fn wide_columns_become_rows_that_know_their_column() {
    let settings = |how: &str| {
        format!(
            "[file]\nheader_row = 3\nheader_rows = 2\nstop_at = \"Total\"\nfootnotes = [\"*\"]\n\
             [wide]\n{how}\nname = \"month\"\nvalue = \"count\"\n"
        )
    };
    let wide = WIDE.replace(",,\n,,\n", ",,,\n,,,\n");
    let wide = wide.replace("id,state,2024,\n,,01,02", "id,state,2024-01,2024-02\n,,,");
    for how in ["columns = [\"2024-*\"]", "from = \"2024-01\"\nto = \"2024-02\""] {
        let said = said(wide.as_bytes(), &mapping_with(&settings(how)));
        for part in [
            "5 a 2024-01 Ohio 3\n",
            "5 a 2024-02 Ohio 4\n",
            "6 2024-01 `x`: this is no number",
            "6 b 2024-02 Iowa 5\n",
            "mark * of count x 1",
        ] {
            assert!(said.contains(part), "{said}\nlacks {part}");
        }
        assert_eq!(said.lines().count(), 5, "{said}");
    }
    let said = said(wide.as_bytes(), &mapping_with(&settings("columns = [\"2023-*\"]")));
    assert!(said.contains("no column `2023-*`"), "{said}");
}

#[test]
fn units_are_converted_by_row_and_shares_become_per_cent() {
    let by_row = mapping_text("").replace(
        "unit = \"kg\"",
        "unit = { column = \"u\", values = { \"pounds\" = \"lb\", \"l\" = \"litre\" } }",
    );
    let by_row = Mapping::parse(&by_row).unwrap();
    let file = "id,month,state,count,u\na,2024-01,Ohio,100,pounds\nb,2024-01,Ohio,250,g\n\
                c,2024-01,Ohio,5,ml\nd,2024-01,Ohio,2,l\ne,2024-01,Ohio,2,t\n\
                f,2024-01,Ohio,2,mg\ng,2024-01,Ohio,16,oz\nh,2024-01,Ohio,1,bags\n";
    let text = said(file.as_bytes(), &by_row);
    for part in [
        "a 2024-01 Ohio 45.359237\n",
        "b 2024-01 Ohio 0.25\n",
        "c 2024-01 Ohio 0.005\n",
        "d 2024-01 Ohio 2\n",
        "e 2024-01 Ohio 2000\n",
        "f 2024-01 Ohio 0.000002\n",
        "g 2024-01 Ohio 0.45359237\n",
        "9 u `bags`: this is no unit: use count, kg",
    ] {
        assert!(text.contains(part), "{text}\nlacks {part}");
    }
    let shares = mapping_text("").replace("unit = \"kg\"", "unit = { column = \"u\" }");
    let shares = Mapping::parse(&shares).unwrap();
    let file = "id,month,state,count,u\na,2024-01,Ohio,12 %,percent\nb,2024-01,Ohio,0.12,fraction\n\
                c,2024-01,Ohio,12%,fraction\nd,2024-01,Ohio,12,percent\ne,2024-01,Ohio,12,fraction\n\
                f,2024-01,Ohio,12 %,kg\n";
    let text = said(file.as_bytes(), &shares);
    for row in ["a", "b", "c", "d"] {
        assert!(text.contains(&format!("{row} 2024-01 Ohio 12\n")), "{text}");
    }
    assert!(text.contains("6 count `12`: a share is at most 100 per cent"), "{text}");
    assert!(text.contains("7 count `12 %`: this is no number"), "{text}");
}

#[test]
fn a_sum_of_columns_is_as_plausible_as_each_of_them() {
    let text = |unit: &str| {
        mapping_text("").replace("unit = \"kg\"", &format!("unit = \"{unit}\"\nplus = [\"more\"]"))
    };
    let file = "id,month,state,count,more\na,2024-01,Ohio,40,45\nb,2024-01,Ohio,60,45\n";
    let shares = Mapping::parse(&text("percent")).unwrap();
    let said_of = said(file.as_bytes(), &shares);
    assert!(said_of.starts_with("2 a 2024-01 Ohio 85\n"), "{said_of}");
    assert!(
        said_of.contains("3 count | more `60 | 45`: a share is at most 100 per cent"),
        "{said_of}"
    );
    let most = "999999999999999999";
    let file = format!("id,month,state,count,more\na,2024-01,Ohio,{most},1\n");
    let said_of = said(file.as_bytes(), &Mapping::parse(&text("count")).unwrap());
    assert!(
        said_of.contains(&format!("`{most} | 1`: the figure is larger than {most}")),
        "{said_of}"
    );
}

#[test]
fn a_turned_cell_is_refused_where_it_is_read() {
    let turned = CSV.replace("Iowa", "\u{202e}awoI");
    let said_of = said(turned.as_bytes(), &mapping());
    assert!(
        said_of.contains("3 state `\u{202e}awoI`: the cell has an invisible sign"),
        "{said_of}"
    );
    let marked =
        CSV.replace("Iowa", "\u{200e}Iowa\u{200f}").replace("month", "\u{202b}month\u{202c}");
    check(marked.as_bytes(), "", SAID);
    let elsewhere = CSV.replace("count\n", "count,note\n").replace("3\n", "3,\u{202e}x\n");
    let elsewhere = elsewhere.replace("4.5\n", "4.5,\n");
    check(elsewhere.as_bytes(), "", SAID);
}

#[test]
fn settings_of_a_file_that_will_not_do_say_why() {
    let check = |settings: &str, expected: &str| {
        let error = Mapping::parse(&mapping_text(settings)).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    check("[file]\nformat = \"xls\"", "use csv, tsv, json-lines, xlsx or parquet");
    check("[file]\nheader_row = 0", "give `header_row` (from 1)");
    check("[file]\nheader_rows = 2", "give `header_row` (from 1)");
    check("[file]\nsheet = \"a\"\nsheets = [\"b\"]", "give `sheet` or `sheets`");
    check("[file]\nfootnotes = [\"a\"]", "a mark needs a sign");
    for mark in ["%", " % ", "*%"] {
        check(
            &format!("[file]\nfootnotes = [\"{mark}\"]"),
            "`%` is no mark: `45%` is read where the mapping names a share",
        );
    }
    check("[file]\nencoding = \"replacement\"", "use auto, or a name such as utf-8");
    check("[file]\nstop_at = \" \"", "give the text with which the row begins");
    check("[wide]\nname = \"a\"\nvalue = \"b\"", "give either `columns`");
    check("[wide]\nfrom = \"x\"\nname = \"a\"\nvalue = \"b\"", "`from` and `to` together");
    check("[wide]\ncolumns = [\"x\"]\nname = \"a\"\nvalue = \"a\"", "two different words");
}

#[test]
fn a_mark_of_a_footnote_at_a_wide_header_is_no_part_of_its_name() {
    let wide = "[wide]\ncolumns = [\"2024-*\"]\nname = \"month\"\nvalue = \"count\"";
    let text = "id,state,2024-01,2024-02*\na,Ohio,1,2\n";
    let marks = format!("[file]\nfootnotes = [\"*\"]\n{wide}");
    check(text.as_bytes(), &marks, "2 a 2024-01 Ohio 1\n2 a 2024-02 Ohio 2\n");
    let said = said(text.as_bytes(), &mapping_with(wide));
    assert!(said.contains("2 2024-02* `2024-02*`: "), "{said}");
}
