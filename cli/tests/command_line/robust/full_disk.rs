//! A disk that is full, or fails, from a call on that is drawn at random: whole or not at all.
//!
//! Plain writes are not refused here: threads wake each other by them, which no disk ever refuses. A
//! limit on the size of files refuses them in `crash`.

use std::collections::BTreeMap;

use super::acts::{Act, BACK_UP, ERASE, INGEST, INIT, Outcome, RESTORE, copy_of};
use super::chance::{Chance, seed};
use super::soak::rounds;
use super::strace::{Blow, Call, Trace, may_watch, watch};

/// Refuses an act room, or a sync, from random calls on.
fn refuse(act: &Act, times: usize) {
    if !may_watch() {
        return;
    }
    let mut chance = Chance::of(seed());
    let prepared = (act.prepare)();
    let undisturbed = copy_of(&prepared);
    let trace = watch(&undisturbed, &(act.arguments)(&undisturbed), &Blow::None);
    assert_eq!(trace.done.status, 0, "{:?}", trace.done);
    let range = act.calls_within(&trace);
    let root = undisturbed.path("").display().to_string();
    let asks: Vec<usize> = range.filter(|at| needs_room(&trace.calls[*at], &root)).collect();
    eprintln!("{} calls that a full disk refuses", asks.len());
    let mut tally: BTreeMap<String, usize> = BTreeMap::new();
    let mut missed = 0;
    for round in rounds(times) {
        let at = *chance.one_of(&asks);
        let refusals = refusals_from(&trace, at);
        eprintln!("round {round}: {refusals:?}");
        let place = copy_of(&prepared);
        let refused = watch(&place, &(act.arguments)(&place), &Blow::Refuse(refusals));
        let done = &refused.done;
        let was_told = done.output.contains(act.says);
        eprintln!("it said {:?}", done.errors);
        // Threads wake each other by calls of the same names; a system never refuses those.
        let root = place.path("").display().to_string();
        let is_foreign = |call: &Call| call.was_refused && !needs_room(call, &root);
        if refused.calls.iter().any(is_foreign) {
            missed += 1;
            (act.check)(&place);
            continue;
        }
        assert!(!refused.was_killed && !done.errors.contains("panicked"), "{done:?}");
        assert!(was_told || done.status == 1 && done.errors.contains("error: "), "{done:?}");
        let outcome = (act.check)(&place);
        assert!(!was_told || outcome == Outcome::Whole, "what was acknowledged is gone");
        let name = &trace.calls[at].name;
        *tally.entry(format!("{outcome:?} after {name} was refused")).or_default() += 1;
    }
    eprintln!("{missed} refusals met another call than was meant\n{tally:#?}");
    assert!(missed * 4 <= times, "{missed} of {times} refusals met another call than was meant");
}

/// Whether a full disk, or one that fails, refuses a call.
fn needs_room(call: &Call, root: &str) -> bool {
    match call.name.as_str() {
        "openat" => call.given[2].contains("O_CREAT"),
        "pwrite64" | "copy_file_range" => call.names(root),
        "fsync" | "fdatasync" | "mkdir" | "rename" => true,
        _ => false,
    }
}

/// What is refused when the disk is full from a call on.
fn refusals_from(trace: &Trace, at: usize) -> Vec<String> {
    let Call { name, number, .. } = &trace.calls[at];
    let error = if name.ends_with("sync") { "EIO" } else { "ENOSPC" };
    let mut refusals = vec![match name.as_str() {
        // Those that make nothing are to go on.
        "openat" => format!("{name}:error={error}:when={number}"),
        _ => format!("{name}:error={error}:when={number}+"),
    }];
    // The ledger's engine writes on other threads, and by another call.
    if !matches!(name.as_str(), "pwrite64" | "fsync" | "fdatasync") {
        let before = trace.calls[..at].iter().filter(|call| call.name == "pwrite64");
        let next = before.map(|call| call.number).max().unwrap_or(0) + 1;
        refusals.push(format!("pwrite64:error=ENOSPC:when={next}+"));
    }
    refusals
}

#[test]
fn an_ingest_that_finds_the_disk_full_stores_nothing_and_says_so() {
    refuse(&INGEST, 40);
}

#[test]
fn an_erasure_on_a_full_disk_has_not_begun_or_can_be_finished() {
    refuse(&ERASE, 30);
}

#[test]
fn a_backup_on_a_full_disk_has_no_name() {
    refuse(&BACK_UP, 30);
}

#[test]
fn a_restore_on_a_full_disk_makes_no_node() {
    refuse(&RESTORE, 30);
}

#[test]
fn a_node_is_not_made_on_a_full_disk() {
    refuse(&INIT, 20);
}
