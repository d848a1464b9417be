//! The first rows of a file as they stand, before anything is known of its header.
//!
//! It reads as little as it may: so many rows, then rows further on at wide steps, up to a limit.

use super::{Read, Rows, header, open};
use crate::cells::Cells;
use crate::error::IntakeError;
use crate::mapping::Mapping;
use crate::mapping::file::Format;
use crate::source::Shared;

/// What a file begins with.
#[derive(Debug)]
pub(crate) struct Sampled {
    pub format: Format,
    /// The columns, where the format itself names them.
    pub names: Option<Vec<String>>,
    /// Rows that hold anything, with the numbers a spreadsheet shows.
    pub rows: Vec<(u64, Vec<String>)>,
    /// Whether the file was read to its end.
    pub is_whole: bool,
}

/// How much of a file is looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    /// Rows from the beginning that are all kept.
    pub rows: usize,
    /// Rows read in all; of those behind the first ones every twentieth is kept.
    pub reach: usize,
}

/// Reads the beginning of a file under a mapping's settings of [file].
pub(crate) fn sample<'a>(
    file: &Shared<'a>,
    mapping: &'a Mapping,
    extent: Extent,
) -> Result<Sampled, IntakeError> {
    let mut rows = open::open(file, mapping)?;
    let format = match &rows {
        Rows::Separated(_) => Format::Csv,
        Rows::JsonLines(_) => Format::JsonLines,
        Rows::Sheets(_) => Format::Xlsx,
        Rows::Columns(_) => Format::Parquet,
    };
    let names = rows.named().map(|names| names.iter().map(|name| header::fold(name)).collect());
    let mut sampled = Sampled { format, names, rows: Vec::new(), is_whole: false };
    let (mut cells, mut seen, mut bytes) = (Cells::default(), 0, 0);
    while seen < extent.reach && bytes < MAX_BYTES {
        let (row, shape) = match rows.next_row(&mut cells)? {
            Read::Row(numbered) => numbered,
            Read::Section | Read::End => {
                sampled.is_whole = true;
                break;
            }
        };
        if shape.is_err() || cells.are_blank() {
            continue;
        }
        seen += 1;
        bytes += cells.bytes().min(MAX_BYTES / 4);
        if seen <= extent.rows || seen.is_multiple_of(STEP) {
            sampled.rows.push((row, cells.iter().map(shortened).collect()));
        }
    }
    Ok(sampled)
}

/// The names of a header of one or more rows.
pub(crate) fn header_names(rows: &[Vec<String>]) -> Vec<String> {
    header::join(rows)
}

fn shortened(cell: &str) -> String {
    let trimmed =
        cell.trim_matches(|letter: char| letter.is_whitespace() || header::is_invisible(letter));
    trimmed.chars().take(MAX_LETTERS).collect()
}

const STEP: usize = 20;
const MAX_BYTES: usize = 24 * 1024 * 1024;
const MAX_LETTERS: usize = 400;
