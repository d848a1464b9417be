//! Every format, packed and plain, gives the same rows; hostile files give one clear message.

mod fixture;
mod fuzz;
mod json;
mod mended;
mod packed;
mod parquet;
mod sheets;
mod stream;
mod tables;
