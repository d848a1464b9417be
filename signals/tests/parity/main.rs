//! The detectors give what the reference tools give, on series simulated for these tests.

mod charts;
mod ears;
mod farrington;
mod golden;
mod scan;
mod short;
