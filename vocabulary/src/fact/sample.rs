//! A sample that somebody examined: drug checking, a laboratory, the residue of a syringe.

use rust_decimal::Decimal;

/// What was found in a sample, or in one line of its result.
///
/// - Shape: a source may tell one sample in several rows, a substance each; each row is a fact, and
///   whatever counts samples counts each [`Sample::sample`] once.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Sample {
    /// What tells a sample of the source from another; stored as a keyed digest only.
    pub sample: String,
    /// What it was sold or submitted as, in the source's own words.
    pub sold_as: Option<String>,
    /// Form, such as "tablet", in the source's own words.
    pub form: Option<String>,
    /// Mass of the unit examined.
    pub mass_mg: Option<Decimal>,
    /// Mass fraction of the main substance, 0 to 1, where the source measured it.
    pub purity_fraction: Option<Decimal>,
    /// Share of each substance named, 0 to 1, in step with the fact's substances.
    pub shares: Vec<Option<Decimal>>,
    /// How it was examined, such as "GC-MS".
    pub method: Option<String>,
    /// Who examined it.
    pub laboratory: Option<String>,
    /// Where it was handed in, such as "festival".
    pub setting: Option<String>,
}
