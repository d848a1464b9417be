//! The only HTTP service: a versioned JSON API on this machine.
//!
//! Answers: which questions can be asked of a node over HTTP, who may ask, and what the answers look
//! like. It does not decide or compute: each handler parses, calls one workflow or store read, and
//! renders. It reads no clock and draws no random bits: both are handed in.

mod listen;
mod router;
mod service;

mod accept;
mod access;
mod asking;
mod audited;
mod entry;
mod external;
mod frontier;
mod origin;
mod sign_in;
mod token;

mod api;
mod asked;
mod csv;
mod detection;
mod devices;
mod drop_folder;
mod for_whom;
mod forms;
mod jobs;
mod kept;
mod page;
mod problem;
mod retention;
mod schedule;
mod strict;
mod web;

pub use listen::{ListenError, Listening, listen};
pub use origin::{NoOrigin, Origin};
pub use router::{document, router};
pub use schedule::{NoSchedule, Schedule};
pub use service::{MOST_ANSWERS_ON_DISK, Service, USUAL_LARGEST_UPLOAD};
pub use sign_in::{BadSettings, SignInSettings};
pub use token::Token;
