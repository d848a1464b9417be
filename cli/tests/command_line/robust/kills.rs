//! Acts that are killed (`kill -9`) at calls drawn at random: done or not, never half.

use std::collections::BTreeMap;

use super::acts::{
    Act, BACK_UP, ERASE, INGEST, INGEST_SEALED, MOVE_FROM_SERVER, MOVE_TO_SERVER, Outcome, RESTORE,
    SWEEP, copy_of,
};
use super::chance::{Chance, seed};
use super::soak::rounds;
use super::strace::{Blow, Trace, may_watch, watch};
use crate::node::ledgers;

/// Kills an act at random calls and proves what is left each time.
fn kill(act: &Act, times: usize) {
    if !may_watch() {
        return;
    }
    let mut chance = Chance::of(seed());
    let prepared = (act.prepare)();
    let undisturbed = copy_of(&prepared);
    let trace = watch(&undisturbed, &(act.arguments)(&undisturbed), &Blow::None);
    assert_eq!(trace.done.status, 0, "{:?}", trace.done);
    assert_eq!((act.check)(&undisturbed), Outcome::Whole, "an act that is let be is done");
    let mut points = points_within(act, &trace);
    chance.shuffle(&mut points);
    assert!(points.len() >= times, "{} different points are too few", points.len());
    let mut tally: BTreeMap<String, usize> = BTreeMap::new();
    let (mut within, mut killed) = (0, 0);
    for round in rounds(times) {
        // All points before any comes again.
        let (name, number) = points[round % points.len()].clone();
        eprintln!("round {round}: killed at {name} number {number}");
        let place = copy_of(&prepared);
        let trace = watch(&place, &(act.arguments)(&place), &Blow::Kill(name.clone(), number));
        let calls = act.calls_within(&trace);
        let was_told = trace.done.output.contains(act.says);
        if trace.was_killed {
            killed += 1;
            within += usize::from(calls.start < trace.calls.len() && !was_told);
        }
        let outcome = (act.check)(&place);
        assert!(!was_told || outcome == Outcome::Whole, "what was acknowledged is gone");
        *tally.entry(format!("{outcome:?} after a kill at {name}")).or_default() += 1;
    }
    eprintln!("{killed} of the kills came in time, {within} of them within the act\n{tally:#?}");
    assert!(within * 3 >= times * 2, "only {within} of {times} kills landed within the act");
}

/// The calls within an act, each as the first thread to make so many of its name will make it.
fn points_within(act: &Act, trace: &Trace) -> Vec<(String, u32)> {
    let range = act.calls_within(trace);
    assert!(range.end < trace.calls.len(), "the act says that it is done");
    let mut points = Vec::new();
    for (at, call) in trace.calls.iter().enumerate() {
        let point = (call.name.clone(), call.number);
        let is_first = trace.calls[..at]
            .iter()
            .all(|earlier| (earlier.name.as_str(), earlier.number) != (&call.name, call.number));
        if is_first && range.contains(&at) {
            points.push(point);
        }
    }
    points
}

#[test]
fn an_ingest_killed_at_100_points_is_whole_or_absent() {
    kill(&INGEST, 100);
}

#[test]
fn a_sealed_ingest_killed_at_100_points_is_whole_or_absent() {
    kill(&INGEST_SEALED, 100);
}

#[test]
fn a_killed_erasure_has_not_begun_or_is_finished_by_the_next_command() {
    kill(&ERASE, 70);
}

#[test]
fn a_killed_sweep_is_finished_by_the_next() {
    kill(&SWEEP, 30);
}

#[test]
fn a_killed_backup_has_no_name_or_verifies() {
    kill(&BACK_UP, 50);
}

#[test]
fn a_killed_restore_has_no_name_or_is_a_node() {
    kill(&RESTORE, 50);
}

#[test]
fn a_killed_move_leaves_a_ledger_that_answers() {
    if ledgers().len() == 2 {
        kill(&MOVE_TO_SERVER, 30);
        kill(&MOVE_FROM_SERVER, 30);
    }
}
