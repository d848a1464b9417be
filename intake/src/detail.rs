//! What only one kind of fact has: the rule of the mapping's kind, and what it makes of a row.
//!
//! Answers: which details does a row give, and under which indicator where that differs from the
//! row's. It knows each kind's rule and nothing of what a rule reads.

use jiff::civil::Date;
use smallvec::{SmallVec, smallvec};
use vocabulary::fact::{Detail, FactKind, When};
use vocabulary::indicator::IndicatorId;

use crate::case::CaseRule;
use crate::cultivation::CultivationRule;
use crate::dispensing::DispensingRule;
use crate::facts::Notes;
use crate::fault::Fault;
use crate::listing::ListingRule;
use crate::mapping::MappingError;
use crate::mapping::columns::Columns;
use crate::mapping::written::Written;
use crate::measure::{Figures, Measure};
use crate::price::PriceRule;
use crate::row::Row;
use crate::sample::SampleRule;
use crate::seizure::SeizureRule;

/// The rule of the mapping's kind.
#[derive(Debug)]
pub(crate) enum DetailRule {
    Observation(Vec<Measure>),
    Case(Box<CaseRule>),
    Seizure(Box<SeizureRule>),
    Sample(Box<SampleRule>),
    Price(Box<PriceRule>),
    Cultivation(Box<CultivationRule>),
    Dispensing(Box<DispensingRule>),
    Listing(Box<ListingRule>),
}

/// A row on its day.
#[derive(Clone, Copy)]
pub(crate) struct Dated<'a> {
    pub row: &'a Row<'a>,
    pub when: Option<When>,
    pub today: Date,
}

/// One detail of a row, and the column of figures it came from where there are several.
pub(crate) type Made<'m> = (Option<&'m Measure>, Detail);

/// The details of a row: one, as a rule.
pub(crate) type Details<'m> = SmallVec<[Made<'m>; 1]>;

impl DetailRule {
    /// Takes the part of the mapping's kind out of it, and refuses the parts of others.
    pub fn build(
        kind: FactKind,
        written: &mut Written,
        columns: &mut Columns,
    ) -> Result<Self, MappingError> {
        require_parts_of_kind(kind, written)?;
        let taken = "the parts were counted before";
        Ok(match kind {
            FactKind::Observation => {
                let measures = std::mem::take(&mut written.measure).into_iter();
                let built = measures.map(|measure| Measure::build(measure, columns));
                Self::Observation(built.collect::<Result<_, _>>()?)
            }
            FactKind::Case => {
                let part = written.case.take().expect(taken);
                Self::Case(Box::new(CaseRule::build(part, columns)?))
            }
            FactKind::Seizure => {
                let part = written.seizure.take().expect(taken);
                Self::Seizure(Box::new(SeizureRule::build(part, columns)?))
            }
            FactKind::Sample => {
                let part = written.sample.take().expect(taken);
                Self::Sample(Box::new(SampleRule::build(part, columns)?))
            }
            FactKind::Price => {
                let part = written.price.take().expect(taken);
                Self::Price(Box::new(PriceRule::build(part, columns)?))
            }
            FactKind::Cultivation => {
                let part = written.cultivation.take().expect(taken);
                Self::Cultivation(Box::new(CultivationRule::build(part, columns)?))
            }
            FactKind::Dispensing => {
                let part = written.dispensing.take().expect(taken);
                Self::Dispensing(Box::new(DispensingRule::build(part, columns)?))
            }
            FactKind::Listing => {
                let part = written.listing.take().expect(taken);
                Self::Listing(Box::new(ListingRule::build(part, columns)?))
            }
        })
    }

    /// Which kind of fact it makes.
    pub const fn kind(&self) -> FactKind {
        match self {
            Self::Observation(_) => FactKind::Observation,
            Self::Case(_) => FactKind::Case,
            Self::Seizure(_) => FactKind::Seizure,
            Self::Sample(_) => FactKind::Sample,
            Self::Price(_) => FactKind::Price,
            Self::Cultivation(_) => FactKind::Cultivation,
            Self::Dispensing(_) => FactKind::Dispensing,
            Self::Listing(_) => FactKind::Listing,
        }
    }

    /// The details of a row; what is wrong goes to `faults`.
    pub fn of<'m>(
        &'m self,
        dated: Dated<'_>,
        figures: &Figures,
        notes: &mut Notes,
        faults: &mut Vec<Fault>,
    ) -> Details<'m> {
        let Dated { row, when, today } = dated;
        let detail = match self {
            Self::Observation(measures) => {
                let figure = |measure: &'m Measure| match measure.of(row, figures) {
                    Ok(observation) => Some((Some(measure), Detail::Observation(observation))),
                    Err(fault) => {
                        faults.push(fault);
                        None
                    }
                };
                return measures.iter().filter_map(figure).collect();
            }
            Self::Case(rule) => {
                let Some(when) = when else { return Details::new() };
                rule.of(row, when, figures, today).map(Detail::Case)
            }
            Self::Seizure(rule) => {
                rule.of(row, figures, notes).map(|seizure| Detail::Seizure(Box::new(seizure)))
            }
            Self::Sample(rule) => {
                rule.of(row, figures, notes).map(|sample| Detail::Sample(Box::new(sample)))
            }
            Self::Price(rule) => {
                rule.of(row, figures, notes).map(|price| Detail::Price(Box::new(price)))
            }
            Self::Cultivation(rule) => {
                rule.of(row, figures).map(|crop| Detail::Cultivation(Box::new(crop)))
            }
            Self::Dispensing(rule) => {
                rule.of(row, figures).map(|given| Detail::Dispensing(Box::new(given)))
            }
            Self::Listing(rule) => {
                rule.of(row, figures, notes).map(|listing| Detail::Listing(Box::new(listing)))
            }
        };
        match detail {
            Ok(detail) => smallvec![(None, detail)],
            Err(fault) => {
                faults.push(fault);
                Details::new()
            }
        }
    }
}

/// The indicator that a detail has by itself: a price is told apart by its level.
pub(crate) fn own_indicator(detail: &Detail) -> Option<IndicatorId> {
    match detail {
        Detail::Price(price) => IndicatorId::parse(price.level.indicator()).ok(),
        _ => None,
    }
}

/// Each kind has its own part, and an indicator for every fact.
fn require_parts_of_kind(kind: FactKind, written: &Written) -> Result<(), MappingError> {
    let parts = [
        (FactKind::Observation, "[[measure]]", !written.measure.is_empty()),
        (FactKind::Case, "[case]", written.case.is_some()),
        (FactKind::Seizure, "[seizure]", written.seizure.is_some()),
        (FactKind::Sample, "[sample]", written.sample.is_some()),
        (FactKind::Price, "[price]", written.price.is_some()),
        (FactKind::Cultivation, "[cultivation]", written.cultivation.is_some()),
        (FactKind::Dispensing, "[dispensing]", written.dispensing.is_some()),
        (FactKind::Listing, "[listing]", written.listing.is_some()),
    ];
    for (owner, part, is_written) in parts {
        if is_written != (owner == kind) {
            let verb = if is_written { "has no" } else { "needs" };
            let problem = format!("a mapping of this kind {verb} {part}");
            return Err(MappingError::setting("kind", kind.as_str(), &problem));
        }
    }
    let names_itself = match kind {
        FactKind::Observation => written.measure.iter().all(|measure| measure.indicator.is_some()),
        FactKind::Price => true,
        _ => false,
    };
    if written.indicator.is_none() && !names_itself {
        let problem = "name it for the whole file, or in each [[measure]]";
        return Err(MappingError::setting("indicator", "", problem));
    }
    Ok(())
}
