//! One row to its facts: every rule of the mapping applied, every fault collected.
//!
//! Answers: what facts does this row give, or everything that is wrong with it at once, so that a
//! file is mended in one go. It remembers no row; repeated keys are the reader's matter.

use std::sync::Arc;

use jiff::civil::Date;
use smallvec::SmallVec;
use vocabulary::fact::{Detail, Fact, Subgroup, SubstanceNamed, When};
use vocabulary::indicator::IndicatorId;
use vocabulary::period::KnownAt;
use vocabulary::place::PlaceId;
use vocabulary::substance::How;

use crate::cache::Cache;
use crate::choice::Choice;
use crate::detail::{Dated, DetailRule, Made, own_indicator};
use crate::fault::Fault;
use crate::key::KeyRule;
use crate::known::{KnownCache, KnownRule};
use crate::leave_out::LeaveOutRule;
use crate::measure::Figures;
use crate::period::{PeriodCache, PeriodRule};
use crate::place::{Located, PlaceCache, PlaceRule};
use crate::row::{Column, Row};
use crate::sample::settle_share;
use crate::substance::{SubstanceCache, SubstanceRule};

/// Everything a mapping says of the rows.
#[derive(Debug)]
pub(crate) struct Rules {
    pub source: String,
    pub leave_out: Vec<LeaveOutRule>,
    pub reads: Reads,
    pub key: KeyRule,
    pub known_at: KnownRule,
    pub period: PeriodRule,
    pub place: PlaceRule,
    pub indicator: Option<Choice<IndicatorId>>,
    pub substances: Vec<SubstanceRule>,
    pub subgroups: Vec<SubgroupRule>,
    pub figures: Figures,
    pub detail: DetailRule,
}

/// Which rows are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reads {
    /// Those that the mapping does not leave out.
    Kept,
    /// Those that it leaves out, to look at what was left out.
    LeftOut,
}

/// One subgroup of a row.
#[derive(Debug)]
pub(crate) struct SubgroupRule {
    pub name: Arc<str>,
    pub choice: Choice<Option<Arc<str>>>,
    /// A column whose repetition says nothing new.
    pub unless_same_as: Option<Column>,
}

/// What was resolved before, for one file.
#[derive(Debug)]
pub(crate) struct Caches {
    period: PeriodCache,
    known: KnownCache,
    place: PlaceCache,
    substances: SubstanceCache,
    /// The subgroup of the row before: most rows share it.
    subgroup: Subgroup,
    /// Keys of facts that are gone, for the room they have.
    spare_keys: Vec<String>,
}

/// What every fact of a row says alike.
#[derive(Clone)]
struct Common {
    known_at: KnownAt,
    indicator: Option<IndicatorId>,
    substances: Arc<[SubstanceNamed]>,
    place: PlaceId,
    place_text: Arc<str>,
    when: When,
    subgroup: Subgroup,
}

/// What a row says that is accepted without being understood.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    /// (column, text) of names that were not resolved.
    pub unresolved: Vec<(String, String)>,
}

impl Notes {
    /// Notes a name that was not resolved.
    pub fn unresolved(&mut self, column: &str, text: &str) {
        self.unresolved.push((column.to_owned(), text.to_owned()));
    }
}

impl Caches {
    /// Nothing resolved yet.
    pub fn new(rules: &Rules) -> Self {
        Self {
            period: PeriodCache::default(),
            known: KnownCache::default(),
            place: PlaceCache::default(),
            subgroup: Subgroup::default(),
            spare_keys: Vec::new(),
            substances: rules.substances.iter().map(|_| Cache::default()).collect(),
        }
    }

    /// Takes back what facts that nobody needs any more were made of.
    pub fn take_back(&mut self, facts: impl Iterator<Item = Fact>) {
        let keys = facts.map(|fact| fact.fact_key);
        self.spare_keys.extend(keys.filter(|key| key.capacity() <= MOST_SPARE_BYTES));
    }
}

/// A row, its number in the file, and the day on which it is read.
pub(crate) struct Numbered<'a> {
    pub row: Row<'a>,
    pub number: u64,
    pub today: Date,
}

impl Rules {
    /// Adds the facts of a row, or says all that is wrong with it.
    pub fn facts(
        &self,
        reading: &Numbered<'_>,
        caches: &mut Caches,
        notes: &mut Notes,
        facts: &mut Vec<Fact>,
    ) -> Result<(), Vec<Fault>> {
        let (row, today) = (&reading.row, reading.today);
        match (self.reads, self.leave_out.iter().find_map(|rule| rule.of(row))) {
            (Reads::Kept, Some(fault)) => return Err(vec![fault]),
            (Reads::LeftOut, None) => {
                return Err(vec![Fault::of_row("not left out by the mapping")]);
            }
            (Reads::Kept, None) | (Reads::LeftOut, Some(_)) => {}
        }
        let mut faults = Vec::new();
        let when = keep(self.period.of(row, today, &mut caches.period), &mut faults);
        let place = keep(self.place.of(row, &mut caches.place, notes), &mut faults);
        let indicator = keep(self.indicator(row), &mut faults);
        let substances = keep(self.substances(row, caches, notes), &mut faults);
        let subgroup = keep(self.subgroup(row, &mut caches.subgroup), &mut faults);
        let known_at = when.and_then(|when| {
            let known = self.known_at.of(row, when.period(), today, &mut caches.known);
            keep(known, &mut faults)
        });
        let dated = Dated { row, when, today };
        let mut details = self.detail.of(dated, &self.figures, notes, &mut faults);
        let (Some(when), Some(place), Some(indicator)) = (when, place, indicator) else {
            return Err(faults);
        };
        let (Some(substances), Some(subgroup), Some(known_at)) = (substances, subgroup, known_at)
        else {
            return Err(faults);
        };
        faults.extend(self.kept_as_written(row, notes, &subgroup));
        if !faults.is_empty() {
            return Err(faults);
        }
        let Located { place, text: place_text, part } = place;
        let subgroup = match part {
            None => subgroup,
            Some(part) => subgroup.iter().cloned().chain([(UNKNOWN_PART.into(), part)]).collect(),
        };
        let common = Common { known_at, indicator, substances, place, place_text, when, subgroup };
        let last = details.pop();
        for detail in details {
            facts.push(self.fact(reading, common.clone(), detail, &mut caches.spare_keys));
        }
        if let Some(detail) = last {
            facts.push(self.fact(reading, common, detail, &mut caches.spare_keys));
        }
        Ok(())
    }

    /// What is wrong with names that nothing knows, and that would be kept as they are written.
    fn kept_as_written(&self, row: &Row<'_>, notes: &Notes, subgroup: &Subgroup) -> Vec<Fault> {
        let names = notes.unresolved.iter().map(|(column, text)| (column.as_str(), text.as_str()));
        let fault = |(column, text): (&str, &str)| {
            why_no_name(text).map(|why| Fault::of_cell(column, text, why))
        };
        let mut faults: Vec<Fault> = names.filter_map(fault).collect();
        for (name, value) in subgroup.iter() {
            let Some(why) = why_no_name(value) else { continue };
            let rule = self.subgroups.iter().find(|rule| rule.name == *name);
            // What the mapping says for other words was meant.
            if let Some(column) = rule.and_then(|rule| rule.choice.written_in(row, value)) {
                faults.push(Fault::of_cell(row.name(column), value, why));
            }
        }
        faults
    }

    fn fact(
        &self,
        reading: &Numbered<'_>,
        common: Common,
        (measure, mut detail): Made<'_>,
        spare_keys: &mut Vec<String>,
    ) -> Fact {
        let Common { known_at, indicator, substances, place, place_text, when, subgroup } = common;
        if let Detail::Sample(sample) = &mut detail {
            settle_share(sample, substances.len());
        }
        let own = measure.and_then(|measure| measure.indicator.clone());
        let mut fact = Fact {
            row: reading.number,
            fact_key: String::new(),
            known_at,
            indicator: own
                .or(indicator)
                .or_else(|| own_indicator(&detail))
                .expect("a mapping names an indicator for every fact"),
            substances,
            place,
            place_text,
            when,
            subgroup,
            tlp: None,
            detail,
        };
        if let Some(measure) = measure {
            measure.name_in(&reading.row, &mut fact);
        }
        let mut key = spare_keys.pop().unwrap_or_default();
        self.key.write(&fact, &reading.row, &mut key);
        fact.fact_key = key;
        fact
    }

    fn indicator(&self, row: &Row<'_>) -> Result<Option<IndicatorId>, Fault> {
        self.indicator.as_ref().map(|choice| choice.of(row)).transpose()
    }

    fn substances(
        &self,
        row: &Row<'_>,
        caches: &mut Caches,
        notes: &mut Notes,
    ) -> Result<Arc<[SubstanceNamed]>, Fault> {
        let mut named: Option<Arc<[SubstanceNamed]>> = None;
        for (rule, cache) in self.substances.iter().zip(&mut caches.substances) {
            let Some(more) = rule.read(row, cache) else { continue };
            named = Some(match named {
                None => more,
                Some(named) => named.iter().chain(more.iter()).cloned().collect(),
            });
        }
        let named = named.unwrap_or_default();
        if !self.detail.kind().counts_events() {
            self.require_named(row)?;
        }
        for name in named.iter().filter(|name| name.how == How::NotResolved) {
            notes.unresolved(&name.column, &name.text);
        }
        Ok(named)
    }

    /// An aggregate without its substance would pass for the total of all.
    fn require_named(&self, row: &Row<'_>) -> Result<(), Fault> {
        for rule in self.substances.iter().filter(|rule| rule.is_name()) {
            let blank = rule.column().filter(|column| row.cell(*column).is_empty());
            if let Some(column) = blank.filter(|_| !rule.names_blank()) {
                let reason = "the row names no substance and would pass for the total of all: fill \
                              the cell, or say under `values` of [[substance]] what \"\" stands for";
                return Err(Fault::of_cell(row.name(column), "", reason));
            }
        }
        Ok(())
    }

    fn subgroup(&self, row: &Row<'_>, before: &mut Subgroup) -> Result<Subgroup, Fault> {
        let mut subgroup = SmallVec::<[(Arc<str>, Arc<str>); 4]>::new();
        for rule in &self.subgroups {
            let repeats = |value: &Arc<str>| {
                rule.unless_same_as.is_some_and(|column| row.cell(column) == &**value)
            };
            if let Some(value) = rule.choice.of(row)?.filter(|value| !repeats(value)) {
                subgroup.push((Arc::clone(&rule.name), value));
            }
        }
        if **before != *subgroup {
            *before = subgroup.into_iter().collect();
        }
        Ok(Arc::clone(before))
    }
}

/// Why a text that nothing knows is not kept as a name: a spreadsheet or a page would take it for more.
fn why_no_name(text: &str) -> Option<&'static str> {
    let mut letters = text.chars();
    let (first, second) = (letters.next(), letters.next());
    let is_formula = match first {
        Some('=' | '@' | '\t' | '\r') => true,
        Some('+' | '-') => second.is_some_and(|next| next == '(' || next == '@' || next == '='),
        _ => false,
    };
    if is_formula {
        return Some(
            "the cell begins as a formula does, which a spreadsheet would run: write the name that is \
             meant, or say under `values` what it stands for",
        );
    }
    let opens = |(at, _): (usize, &str)| {
        text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!')
    };
    text.match_indices('<').any(opens).then_some(
        "the cell holds markup as pages do, and no name: write the name that is meant, or say under \
         `values` what it stands for",
    )
}

/// The subgroup that says of which part of its place a row tells, where nothing knows that part.
const UNKNOWN_PART: &str = "place as written";

/// A longer key is not kept for the room it has.
const MOST_SPARE_BYTES: usize = 512;

fn keep<T>(result: Result<T, Fault>, faults: &mut Vec<Fault>) -> Option<T> {
    result.map_err(|fault| faults.push(fault)).ok()
}
