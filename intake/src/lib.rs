//! Bytes of a file and a mapping in, typed rows and rejections out.
//!
//! Answers: what does each row of this file say in the field's own terms, which rows could not be
//! read, and why. It opens no file, asks no clock and decides nothing about what is stored.
//!
//! A [`Mapping`] is a TOML text that says which column means what; those that come with Watchfire
//! stand in `mappings/` and are written to be read. [`read()`] applies one to the bytes of a file.

mod decode;
mod nearest;
mod table;

mod fault;
mod row;

mod choice;
mod key;
mod known;
mod number;
mod period;
mod place;
mod substance;

mod case;
mod measure;
mod seizure;

mod facts;
mod mapping;
mod read;

pub use decode::MAX_FILE_BYTES;
pub use mapping::{Mapping, MappingError};
pub use read::{Intake, IntakeError, Unresolved, read};
pub use table::{MAX_FIELD_BYTES, MAX_FIELDS};
