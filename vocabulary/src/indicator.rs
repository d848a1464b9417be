//! What is counted or measured: each indicator under the field's own name, definition and version.
//!
//! It does not hold values, and it never adds one definition to another.

mod acute;
mod deaths;
mod market;
mod supply;
mod surveys;
#[cfg(test)]
mod tests;
mod treatment;

use std::sync::{Arc, OnceLock};

use thiserror::Error;

/// The slug of an indicator, such as `deaths-selection-d`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndicatorId(Arc<str>);

/// Why a text is not an indicator id.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum IndicatorIdError {
    /// Empty, or something other than small letters, digits and single hyphens.
    #[error(
        "`{0}` is no indicator id: use small letters, digits and hyphens, as in `seizures-number`"
    )]
    NotASlug(String),
}

impl IndicatorId {
    /// Reads a slug; that the indicator is in the table is not checked.
    ///
    /// # Errors
    /// When the text holds anything but `a-z`, `0-9` and hyphens between them.
    pub fn parse(text: &str) -> Result<Self, IndicatorIdError> {
        let well_formed = !text.is_empty()
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--")
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if well_formed {
            Ok(Self(text.into()))
        } else {
            Err(IndicatorIdError::NotASlug(text.to_owned()))
        }
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for IndicatorId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// How often figures come out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cadence {
    /// Each event as it happens, with a date.
    EventByEvent,
    /// Every week.
    Weekly,
    /// Every month.
    Monthly,
    /// Every quarter.
    Quarterly,
    /// Once a year.
    Yearly,
    /// Once a year or less, in a campaign of days that stands for no other week.
    Campaign,
    /// Every few years.
    EveryFewYears,
}

/// Which movement of an indicator is a reason for concern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DirectionOfConcern {
    /// A rise.
    Rise,
    /// A fall.
    Fall,
    /// Either.
    Both,
}

/// A dimension over which figures of one indicator may be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AdditiveOver {
    /// Places that do not overlap.
    Place,
    /// Substances: no unit is counted under two of them.
    Substance,
    /// Periods that do not overlap.
    Time,
    /// Subgroups that do not overlap, such as ages.
    Subgroup,
}

/// How grave one unit of an indicator is; used in ranking only, an ordinal scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Context: no harm by itself, such as a price or a service delivered.
    Context = 1,
    /// Availability or use.
    Exposure = 2,
    /// Need for treatment or an infection.
    Burden = 3,
    /// An acute harm that needed help.
    AcuteHarm = 4,
    /// A death.
    Death = 5,
}

/// One indicator: what it counts, in which unit, and what it cannot tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// The slug.
    pub id: &'static str,
    /// The version of the definition; figures of two versions are never joined silently.
    pub version: &'static str,
    /// The field's own name.
    pub name: &'static str,
    /// What counts as one.
    pub case_definition: &'static str,
    /// The unit of a value.
    pub unit: &'static str,
    /// What a rate is taken over, where the field takes one.
    pub denominator: Option<&'static str>,
    /// Whom and where it covers.
    pub coverage: &'static str,
    /// How often figures come out.
    pub cadence: Cadence,
    /// Which movement is a reason for concern.
    pub direction_of_concern: DirectionOfConcern,
    /// What it cannot tell and what bends it.
    pub weaknesses: &'static [&'static str],
    /// The dimensions over which figures may be added.
    pub additive_over: &'static [AdditiveOver],
    /// How grave one unit is.
    pub severity: Severity,
}

impl Indicator {
    /// Whether figures of this indicator may be added over a dimension.
    pub fn is_additive_over(&self, dimension: AdditiveOver) -> bool {
        self.additive_over.contains(&dimension)
    }
}

/// Every indicator of this release.
///
/// - Shape: deaths first, then acute harm, treatment, surveys, the market and supply.
pub fn shipped() -> &'static [Indicator] {
    static SHIPPED: OnceLock<Vec<Indicator>> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let groups: [&[Indicator]; 6] = [
            &deaths::INDICATORS,
            &acute::INDICATORS,
            &treatment::INDICATORS,
            &surveys::INDICATORS,
            &market::INDICATORS,
            &supply::INDICATORS,
        ];
        groups.concat()
    })
}

/// The indicator of an id.
pub fn get(id: &str) -> Option<&'static Indicator> {
    shipped().iter().find(|indicator| indicator.id == id)
}
