//! Bytes of a file and a mapping in, typed rows and rejections out.
//!
//! Answers: what does each row of this file say in the field's own terms, which rows could not be
//! read, and why. It opens no file, asks no clock and decides nothing about what is stored.
//!
//! A [`Mapping`] is a TOML text that says which column means what; those that come with Watchfire
//! stand in `mappings/` and are written to be read. A [`Reading`] applies one to a file of any size, a
//! batch of rows at a time; [`read()`] collects them.

mod error;
mod source;

mod cells;
mod nearest;
mod table;
mod text;
mod unpack;
mod xml;

mod cache;
mod fault;
mod repeats;
mod row;

mod choice;
mod key;
mod known;
mod number;
mod period;
mod place;
mod substance;

mod amount;
mod case;
mod cultivation;
mod dispensing;
mod figure;
mod leave_out;
mod listing;
mod measure;
mod price;
mod sample;
mod seizure;

mod detail;
mod facts;
mod mapping;
mod mended;
mod original;
mod read;
mod rows;

mod guess;

pub use error::IntakeError;
pub use guess::{ColumnHolds, Confidence, GuessError, Holds, Proposal, Said, Told, guess};
pub use mapping::{Mapping, MappingError, Undecided};
pub use mended::{Mendable, NotMendable, guarded, write_rejected};
pub use original::{CellAsWritten, RowAsWritten, ValueAsWritten, rows_as_written};
pub use read::{Batch, Footnote, Intake, MAX_UNRESOLVED, Reading, Summary, Unresolved, read};
pub use repeats::MAX_FIGURES;
pub use rows::{RowRead, read_rows};
pub use source::Source;
pub use table::{MAX_FIELD_BYTES, MAX_FIELDS, MAX_ROW_BYTES};
