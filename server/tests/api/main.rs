//! The API as a client meets it: every route, the refusals, and the document.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it must be")]

mod fixture;

mod audit;
mod begun;
mod boundaries;
mod by_itself;
mod codes;
mod description;
mod devices;
mod dropping;
mod erasing;
mod exploring;
mod external;
mod heads;
mod judging;
mod keeping_on;
mod kept;
mod lineage;
mod openings;
mod page;
mod people;
mod refusals;
mod retention;
mod routes;
mod sql;
mod uploads;
mod withheld;
mod work;
