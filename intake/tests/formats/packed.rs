//! Gzip and zip: the table inside is read; bombs, damage and riddles are refused.

use crate::fixture::{CSV, SAID, check, gzip, mapping, said, workbook, zip};

#[test]
fn a_table_is_read_through_its_packing() {
    check(&gzip(CSV.as_bytes()), "", SAID);
    check(&[gzip(&CSV.as_bytes()[..30]), gzip(&CSV.as_bytes()[30..])].concat(), "", SAID);
    check(&zip(&[("table.csv", CSV.as_bytes())]), "", SAID);
    check(&zip(&[("=table.csv", CSV.as_bytes())]), "", SAID);
    let with_mac_files = zip(&[("a/table.csv", CSV.as_bytes()), ("__MACOSX/a/._table.csv", b"\0")]);
    check(&with_mac_files, "", SAID);
}

#[test]
fn a_zip_file_of_several_files_needs_a_name() {
    let file = zip(&[("readme.txt", b"x"), ("table.csv", CSV.as_bytes())]);
    check(
        &file,
        "",
        "error: the zip file holds `readme.txt`, `table.csv`: name the table as `member` under [file]",
    );
    check(&file, "[file]\nmember = \"table.csv\"", SAID);
    check(
        &file,
        "[file]\nmember = \"tables.csv\"",
        "error: the zip file holds `readme.txt`, `table.csv`: name the table as `member` under [file]",
    );
    check(
        &zip(&[]),
        "",
        "error: the file is empty: export it again, with a header and at least one row",
    );
}

#[test]
fn a_workbook_inside_a_zip_file_is_read_and_a_zip_file_is_not() {
    let rows = [
        crate::fixture::sheet_row(1, &["id", "month", "state", "count"]),
        crate::fixture::sheet_row(2, &["a", "2024-01", "Ohio", "3"]),
    ];
    let book = workbook(&[("S", &rows.concat())], &[]);
    check(&zip(&[("=book.xlsx", &book)]), "", "2 a 2024-01 Ohio 3");
    check(&gzip(&book), "", "2 a 2024-01 Ohio 3");
    let nested = zip(&[("=inner.zip", &zip(&[("table.csv", CSV.as_bytes())]))]);
    let said_of = said(&nested, &mapping());
    assert!(said_of.contains("a zip file inside another file, which is not read"), "{said_of}");
    let nested = gzip(&gzip(CSV.as_bytes()));
    assert!(said(&nested, &mapping()).contains("a gzip file inside another file"));
}

#[test]
fn bombs_stop_before_they_burst() {
    let zeros = vec![b'\n'; 6 << 20];
    for bomb in [gzip(&zeros), zip(&[("bomb.csv", &zeros)])] {
        let said = said(&bomb, &mapping());
        assert!(said.contains("unpacks to more than 500 times its size"), "{said}");
    }
    let header = [CSV.as_bytes(), &vec![b'0'; 6 << 20]].concat();
    let said = said(&gzip(&header), &mapping());
    assert!(said.starts_with("error: ") && said.contains("500 times"), "{said}");
}

#[test]
fn damage_is_noticed_and_nothing_is_half_read() {
    let long = CSV.replace("b,", "b1,") + &"x,2024-03,Ohio,1\n".repeat(1_000);
    let packed = gzip(long.as_bytes());
    let cut = said(&packed[..packed.len() - 20], &mapping());
    assert!(cut.starts_with("error: the file cannot be read to its end"), "{cut}");
    let mut damaged = zip(&[("=table.csv", CSV.as_bytes())]);
    let at = damaged.windows(4).position(|bytes| bytes == b"Ohio").unwrap();
    damaged[at..at + 4].copy_from_slice(b"Utah");
    let said_of = said(&damaged, &mapping());
    assert!(said_of.contains("its checksum is wrong, so it was damaged"), "{said_of}");
    let mut locked = zip(&[("table.csv", CSV.as_bytes())]);
    let directory = locked.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    locked[directory + 8] |= 1;
    assert!(said(&locked, &mapping()).contains("locked with a password"));
}
