//! Some rows of a file under a mapping, without the file: what would each give, or why nothing.
//!
//! Answers at once what a change of a mapping changes, on rows that are known already. How the file
//! is written (its format, encoding, sheets) is of no account here.

use jiff::civil::Date;
use vocabulary::fact::Fact;
use vocabulary::submission::Rejection;

use crate::error::IntakeError;
use crate::mapping::Mapping;
use crate::read::read;

/// What one row gave.
#[derive(Debug, Default)]
pub struct RowRead {
    /// Its facts; none where it is rejected.
    pub facts: Vec<Fact>,
    /// Why it is rejected; empty where it is not.
    pub rejections: Vec<Rejection>,
}

/// Reads rows under the names of their columns, as of `today`. A row that has fewer cells than there
/// are names ends before them.
///
/// # Errors
/// When no row can be read, as where a column is missing that the mapping names.
pub fn read_rows(
    names: &[String],
    rows: &[Vec<String>],
    mapping: &mut Mapping,
    today: Date,
) -> Result<Vec<RowRead>, IntakeError> {
    let mut read_rows: Vec<RowRead> = rows.iter().map(|_| RowRead::default()).collect();
    let is_blank = |row: &Vec<String>| row.iter().all(|cell| cell.trim().is_empty());
    if rows.iter().all(is_blank) {
        return Ok(read_rows);
    }
    mapping.layout.read_plain();
    let mut text = String::new();
    // Every cell is quoted, so that the row after the header is row 2 whatever stands in it.
    for row in std::iter::once(names).chain(rows.iter().map(Vec::as_slice)) {
        let cells: Vec<String> =
            row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    let intake = read(text.as_bytes(), mapping, today)?;
    let place = |row: u64| usize::try_from(row.saturating_sub(2)).unwrap_or(usize::MAX);
    for fact in intake.facts {
        if let Some(read) = read_rows.get_mut(place(fact.row)) {
            read.facts.push(fact);
        }
    }
    for rejection in intake.rejections {
        if let Some(read) = read_rows.get_mut(place(rejection.row)) {
            read.rejections.push(rejection);
        }
    }
    Ok(read_rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = jiff::civil::date(2026, 11, 23);

    fn mapping(more: &str) -> Mapping {
        let text = format!(
            "source = \"a\"\ntitle = \"a\"\nlicence = \"a\"\nkind = \"observation\"\ncoverage = \"DE\"\n\
             replaces = \"nothing\"\nabsent = \"unknown\"\nretention_years = 1\n\
             indicator = \"seizures-number\"\n{more}\n\
             [handling]\ntlp = \"TLP:CLEAR\"\npurposes = [\"public-health\"]\nsubjects = \"none\"\n\
             [key]\ncolumns = [\"when\"]\n[known_at]\ndays_after_period = 1\nbecause = \"a\"\n\
             [period]\ncolumn = \"when\"\nforms = [\"iso\"]\n[place]\nconstant = \"DE\"\n\
             [[substance]]\nconstant = \"heroin\"\n[[measure]]\ncolumn = \"n\"\nunit = \"count\"\n"
        );
        Mapping::parse(&text).unwrap()
    }

    fn rows(cells: &[[&str; 2]]) -> Vec<Vec<String>> {
        cells.iter().map(|row| row.map(str::to_owned).to_vec()).collect()
    }

    #[test]
    fn each_row_tells_what_it_gives_or_why_not_however_its_file_is_written() {
        let names = ["when".to_owned(), "n".to_owned()];
        let file = "[file]\nformat = \"xlsx\"\nsheet = \"S\"\nheader_row = 4\nstop_at = \"Sum\"\ndecimal = \",\"";
        let cells = rows(&[["2024-01", "3"], ["Sum", "x\",\n"], ["", ""], ["2024-02", "5"]]);
        let read = read_rows(&names, &cells, &mut mapping(file), TODAY).unwrap();
        let told: Vec<_> = read.iter().map(|row| (row.facts.len(), row.rejections.len())).collect();
        assert_eq!(told, [(1, 0), (0, 2), (0, 0), (1, 0)]);
        let columns: Vec<&str> = read[1].rejections.iter().map(|r| r.column.as_str()).collect();
        assert_eq!(columns, ["when", "n"]);
    }

    #[test]
    fn a_column_that_is_missing_is_named() {
        let cells = rows(&[["2024-01", "3"]]);
        let names = ["when".to_owned(), "m".to_owned()];
        let said = read_rows(&names, &cells, &mut mapping(""), TODAY).unwrap_err().to_string();
        assert!(said.contains('n'), "{said}");
        assert!(read_rows(&names, &[], &mut mapping(""), TODAY).unwrap().is_empty());
    }
}
