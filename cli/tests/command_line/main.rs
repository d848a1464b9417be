//! The program as a person uses it: typed commands, real files, exit statuses.

mod bad_input;
mod crash;
mod node;
mod real_sets;
mod whole_way;
