//! Who may do what with which information.
//!
//! Answers: does policy allow a person, for a purpose, to do something with information of a marking, and
//! which rule says so. It does not know accounts or rows: workflows ask it for each marking a node holds.

pub mod cases;
pub mod decide;
pub mod entries;
pub mod rules;
