//! The detectors on simulated truth, on properties, and on series no one should send.

mod farrington;
mod persistence;
mod short;
mod simulation;
