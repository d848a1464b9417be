//! The detectors on simulated truth, on properties, and on series no one should send.

mod farrington;
mod hostile;
mod hostile_short;
mod onset;
mod persistence;
mod rolling;
mod scan;
mod share;
mod short;
mod simulate;
mod simulation;
