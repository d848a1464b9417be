//! Files that are no table, or damaged ones: one clear message or a sound mapping, never a panic.

use intake::{Mapping, read};

use crate::fixture::{gzip, sheet_row, workbook, zip};
use crate::{TODAY, propose};

fn check_message(bytes: &[u8], part: &str) {
    let error = propose(bytes, "x.csv").expect_err("this is no table").to_string();
    assert!(error.contains(part), "{error}");
}

#[test]
fn what_is_no_table_gets_one_clear_message() {
    check_message(b"", "the file is empty");
    check_message(b"\n\n\n", "empty");
    check_message(b"%PDF-1.7 ...", "a PDF file");
    check_message(b"\xD0\xCF\x11\xE0\xA1\xB1", "an old Excel or Word file");
    check_message(b"\x89PNG\r\n\x1a\n\0\0", "a picture (PNG)");
    check_message(b"\xFF\xD8\xFF\xE0\0\x10JFIF", "a picture (JPEG)");
    check_message(b"Rar!\x1A\x07\x01\0", "a RAR file");
    check_message(b"7z\xBC\xAF\x27\x1C", "a 7z file");
    check_message(b"only a header,and nothing\n", "no rows");
    check_message(&gzip(b"%PDF-1.7"), "a PDF file");
    let docx = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]);
    for (bytes, what) in [
        (&docx, "a Word document (DOCX)"),
        (&gzip(&docx), "a Word document (DOCX)"),
        (&zip(&[("mimetype", b"application/x"), ("content.xml", b"<o/>")]), "(ODS, ODT)"),
    ] {
        check_message(bytes, what);
        check_message(bytes, "export the table as CSV in UTF-8, as XLSX");
    }
    check_message(b"a,b\n1,\0\n", "byte 7 (line 2) is NUL");
    let wide = format!("{}\n{}\n", "a,".repeat(3_000), "1,".repeat(3_000));
    check_message(wide.as_bytes(), "columns");
}

#[test]
fn odd_names_and_cells_make_a_mapping_that_reads_every_row() {
    for (text, rows) in [
        ("a\"b,c'd,\"e\nf\",#g,[h]\n1,2,3,4,5\n6,7,8,9,1\n", 2),
        ("name,name,total\n1,2,3\n4,5,6\n", 2),
        ("\u{202e}year,count*\n2020,1\n2021,2\n", 2),
        ("year,\\t\"\"\",cases\n2020,\"\\u0000\",1\n2021,\"'''\",2\n", 2),
        ("n\n1\n2\n3\n", 3),
        ("2020,2021,2022\n1,2,3\n4,5,6\n", 6),
    ] {
        let proposal = propose(text.as_bytes(), "..\"\n#.csv").expect(text);
        let mapping = Mapping::parse(&proposal.toml)
            .unwrap_or_else(|error| panic!("{error}\n{}", proposal.toml));
        let intake = read(text.as_bytes(), &mapping, TODAY).expect(text);
        assert_eq!(intake.rows_read, rows, "{text:?}\n{}", proposal.toml);
        assert_eq!(intake.rows_accepted, rows, "{:?}\n{}", intake.rejections, proposal.toml);
    }
}

/// Numbers without end from a seed.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below.max(1) as u64).expect("it is below a usize")
    }
}

#[test]
fn no_damage_makes_it_panic() {
    let csv = "Datum;Land;Substanz;Menge;Jan 2020\n01.02.2020;Bayern;Heroin;1,5;<5\n02.02.2020;Hessen;Kokain;2.000,5;-\n";
    let wide = "Area,2017,2018,2019\nOhio,1,2,n/a\nTexas,3,4,5\nTotal,4,6,\nSource: x,,,\n";
    let json =
        "{\"year\":2020,\"drug\":\"heroin\",\"n\":5}\n{\"year\":2021,\"drug\":\"MDMA\",\"n\":6}\n";
    let sheet = [
        sheet_row(1, &["Title"]),
        sheet_row(3, &["Year", "Country", "Count"]),
        sheet_row(4, &["2020", "France", "5"]),
    ]
    .concat();
    let files = [
        csv.as_bytes().to_vec(),
        wide.as_bytes().to_vec(),
        json.as_bytes().to_vec(),
        workbook(&[("A", &sheet), ("B", &sheet)], &[]),
        gzip(wide.as_bytes()),
    ];
    let mut random = Random(0x5EED);
    let odd: [&[u8]; 8] = [
        b"\0",
        b"\"",
        b"\n",
        "\u{202e}".as_bytes(),
        b"1e400",
        "\u{663}".as_bytes(),
        b"\xFF\xFE",
        b";;;;,,,,",
    ];
    let mut proposed = 0;
    for _ in 0..600 {
        let mut file = files[random.next(files.len())].clone();
        for _ in 0..=random.next(5) {
            let at = random.next(file.len());
            match random.next(5) {
                0 => file.truncate(at),
                1 => drop(file.splice(at..at, odd[random.next(odd.len())].iter().copied())),
                2 if !file.is_empty() => file[at] ^= 1 << random.next(8),
                3 => {
                    let end = (at + random.next(24)).min(file.len());
                    let part = file[at..end].to_vec();
                    drop(file.splice(at..at, part));
                }
                _ => {
                    let end = (at + random.next(9)).min(file.len());
                    drop(file.drain(at..end));
                }
            }
        }
        if let Ok(proposal) = propose(&file, "file") {
            let mapping = Mapping::parse(&proposal.toml)
                .unwrap_or_else(|error| panic!("{error}\n{}", proposal.toml));
            // Files so short are tried whole, so ingest says what the trial said.
            let intake = read(&file, &mapping, TODAY).expect("the trial read it");
            assert_eq!(
                (intake.rows_accepted, intake.rows_read),
                (proposal.rows_accepted, proposal.rows_tried),
                "{file:?}\n{}",
                proposal.toml
            );
            proposed += 1;
        }
    }
    assert!(proposed > 100, "only {proposed} of 600 were taken for tables");
}
