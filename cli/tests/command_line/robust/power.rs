//! A machine that loses power at moments drawn at random, on a disk that keeps only what was synced.
//!
//! A run is watched once; from its calls the disk is made as it may be found after the crash, as harshly
//! as `disk.rs` says, and the node on it must be whole: what was acknowledged stands, the log verifies,
//! the next command works.

use std::collections::BTreeMap;

use super::acts::{
    Act, BACK_UP, ERASE, INGEST, INGEST_SEALED, INIT, MOVE_FROM_SERVER, MOVE_TO_SERVER, Outcome,
    RESTORE, SWEEP, copy_of,
};
use super::chance::{Chance, seed};
use super::disk::{Disk, KEEPS};
use super::soak::rounds;
use super::strace::{Blow, may_watch, watch};
use crate::node::{Node, ledgers};

/// Cuts the power during an act, so many times.
fn cut(act: &Act, times: usize) {
    if !may_watch() {
        return;
    }
    let mut chance = Chance::of(seed());
    let prepared = (act.prepare)();
    let place = copy_of(&prepared);
    // Asking the node for an argument may write to it: the disk is taken after that.
    let arguments = (act.arguments)(&place);
    let before = copy_of(&place);
    let trace = watch(&place, &arguments, &Blow::None);
    assert_eq!(trace.done.status, 0, "{:?}", trace.done);
    let within = act.calls_within(&trace);
    assert!(within.end < trace.calls.len(), "the act says that it is done");
    let mut tally: BTreeMap<String, usize> = BTreeMap::new();
    for round in rounds(times) {
        // Every fourth time after the last word: what was acknowledged must be there.
        let after = within.end..trace.calls.len();
        let moments = if round % 4 == 3 { after } else { within.clone() };
        let moment = moments.start + chance.below(moments.len());
        let keeps = *chance.one_of(&KEEPS);
        eprintln!("round {round}: power lost after call {moment}, which keeps {keeps:?}");
        // The disk stands under the name it had when the run was watched.
        let mut disk = Disk::of(&before.path(""), &place.path(""));
        trace.calls[..=moment].iter().for_each(|call| disk.follow(call));
        let found = Node::none();
        disk.crash(keeps, &mut chance, &found.path(""));
        let outcome = (act.check)(&found);
        let was_told = moment >= within.end;
        assert!(!was_told || outcome == Outcome::Whole, "what was acknowledged is gone");
        *tally.entry(format!("{keeps:?}: {outcome:?}")).or_default() += 1;
    }
    eprintln!("{tally:#?}");
}

#[test]
fn an_ingest_that_loses_power_100_times_is_whole_or_absent() {
    cut(&INGEST, 100);
}

#[test]
fn a_sealed_ingest_that_loses_power_100_times_is_whole_or_absent() {
    cut(&INGEST_SEALED, 100);
}

#[test]
fn an_erasure_that_loses_power_has_not_begun_or_is_finished_by_the_next_command() {
    cut(&ERASE, 60);
}

#[test]
fn a_sweep_that_loses_power_is_finished_by_the_next() {
    cut(&SWEEP, 30);
}

#[test]
fn a_backup_that_loses_power_has_no_name_or_verifies() {
    cut(&BACK_UP, 40);
}

#[test]
fn a_restore_that_loses_power_has_no_name_or_is_a_node() {
    cut(&RESTORE, 40);
}

#[test]
fn a_node_that_was_made_stays_made() {
    cut(&INIT, 40);
}

#[test]
fn a_move_that_loses_power_leaves_a_ledger_that_answers() {
    if ledgers().len() == 2 {
        cut(&MOVE_TO_SERVER, 20);
        cut(&MOVE_FROM_SERVER, 20);
    }
}
