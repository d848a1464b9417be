//! Crashes, full disks and power cuts at random points, and many who read and write at once: whole or not
//! at all, and the next command works.
//!
//! A run is first watched undisturbed (`strace`); then it is disturbed at calls drawn at random from it.
//! Each test prints its seed; `WATCHFIRE_SEED` gives another, and `WATCHFIRE_SOAK=seconds` makes each
//! test go on drawing for so long.

mod chance;
mod strace;

mod acts;
mod disk;

mod http;

mod crowd;
mod full_disk;
mod kills;
mod power;
mod serving;
mod soak;
