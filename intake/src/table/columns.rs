//! The rows of a Parquet file, from its flat columns.
//!
//! Only the columns that the mapping reads are fetched, one row group at a time; figures, days and
//! times come out as texts. What the file says of itself is checked before it is believed.

mod footer;
mod pages;
mod values;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use parquet::column::reader::{ColumnReader, get_column_reader};
use parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};
use parquet::schema::types::ColumnDescPtr;

use super::MAX_FIELDS;
use crate::cells::Cells;
use crate::error::IntakeError;
use crate::source::Shared;
use footer::corrupt;
use pages::{Group, Pages};

/// Rows of a Parquet file.
pub(crate) struct Columns<'a> {
    file: Shared<'a>,
    metadata: ParquetMetaData,
    names: Vec<String>,
    /// The flat columns: where each stands among all leaves, and whether it is read.
    flat: Vec<(usize, bool)>,
    decimal: char,
    /// The next row group, and the rows that are left of the current one.
    next_group: usize,
    rows_left: usize,
    readers: Vec<(ColumnDescPtr, ColumnReader)>,
    /// Some rows of each column that is read.
    batch: Vec<Cells>,
    batch_length: usize,
    at: usize,
    row: u64,
}

impl<'a> Columns<'a> {
    /// Reads what the file says of itself; `is_read` says which columns are wanted.
    pub fn open(
        file: &Shared<'a>,
        decimal: char,
        is_read: impl Fn(&str) -> bool,
    ) -> Result<Self, IntakeError> {
        let metadata = footer::read(file)?;
        let schema = metadata.file_metadata().schema_descr_ptr();
        let mut flat = Vec::new();
        let mut names = Vec::new();
        for (at, leaf) in schema.columns().iter().enumerate() {
            if leaf.path().parts().len() == 1 && leaf.max_rep_level() == 0 {
                flat.push((at, is_read(leaf.name())));
                names.push(leaf.name().to_owned());
            }
        }
        if names.len() > MAX_FIELDS {
            return Err(IntakeError::TooManyColumns { columns: names.len(), limit: MAX_FIELDS });
        }
        Ok(Self {
            file: file.clone(),
            metadata,
            names,
            flat,
            decimal,
            next_group: 0,
            rows_left: 0,
            readers: Vec::new(),
            batch: Vec::new(),
            batch_length: 0,
            at: 0,
            row: 0,
        })
    }

    /// The names of the columns.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Reads the next row; `None` at the end. Rows count from 1, because there is no header row.
    pub fn next_row(&mut self, cells: &mut Cells) -> Result<Option<u64>, IntakeError> {
        while self.at == self.batch_length {
            if self.rows_left > 0 {
                self.read_batch()?;
            } else if self.next_group < self.metadata.num_row_groups() {
                self.open_group()?;
            } else {
                return Ok(None);
            }
        }
        cells.clear();
        let mut read = self.batch.iter();
        for (_, is_read) in &self.flat {
            let column = if *is_read { read.next() } else { None };
            cells.push(column.and_then(|column| column.get(self.at)).unwrap_or_default());
        }
        self.at += 1;
        self.row += 1;
        Ok(Some(self.row))
    }

    fn open_group(&mut self) -> Result<(), IntakeError> {
        let metadata = self.metadata.row_group(self.next_group);
        self.next_group += 1;
        let rows = usize::try_from(metadata.num_rows())
            .map_err(|_| corrupt("a row group has fewer rows than none"))?;
        let wanted = self.flat.iter().filter(|(_, is_read)| *is_read);
        let wanted: Vec<usize> = wanted.map(|(at, _)| *at).collect();
        let group = Arc::new(Group::load(&self.file, metadata, &wanted)?);
        self.readers = guarded(|| readers(&group, metadata, &wanted))?;
        self.rows_left = rows;
        Ok(())
    }

    fn read_batch(&mut self) -> Result<(), IntakeError> {
        let wanted = self.rows_left.min(BATCH_ROWS);
        let (readers, decimal) = (&mut self.readers, self.decimal);
        self.batch.resize_with(readers.len(), Cells::default);
        let batch = &mut self.batch;
        guarded(|| {
            let mut bytes = 0;
            for ((descriptor, reader), cells) in readers.iter_mut().zip(batch) {
                cells.clear();
                values::read(descriptor, reader, wanted, decimal, cells)?;
                if cells.len() != wanted {
                    return Err(corrupt("a column has fewer values than there are rows"));
                }
                bytes += cells.bytes();
                if bytes > MAX_BATCH_BYTES {
                    return Err(IntakeError::TooLarge {
                        part: format!("what {BATCH_ROWS} rows of the Parquet file hold"),
                        limit: MAX_BATCH_BYTES as u64,
                        remedy: "leave the long texts out",
                    });
                }
            }
            Ok(())
        })?;
        self.batch_length = wanted;
        self.at = 0;
        self.rows_left -= wanted;
        Ok(())
    }
}

fn readers(
    group: &Arc<Group>,
    metadata: &RowGroupMetaData,
    wanted: &[usize],
) -> Result<Vec<(ColumnDescPtr, ColumnReader)>, IntakeError> {
    let reader = |at: &usize| {
        let column = metadata.column(*at);
        let descriptor = column.column_descr_ptr();
        let pages = Pages::open(group, column, metadata.num_rows())?;
        Ok((Arc::clone(&descriptor), get_column_reader(descriptor, Box::new(pages))))
    };
    wanted.iter().map(reader).collect()
}

/// Runs a decoder of others' code: what it breaks on is a broken file.
fn guarded<T>(decode: impl FnOnce() -> Result<T, IntakeError>) -> Result<T, IntakeError> {
    catch_unwind(AssertUnwindSafe(decode))
        .unwrap_or_else(|_| Err(corrupt("its pages contradict themselves")))
}

/// Rows that are decoded at once, and bytes they may hold.
const BATCH_ROWS: usize = 256;
const MAX_BATCH_BYTES: usize = 64 * 1024 * 1024;
