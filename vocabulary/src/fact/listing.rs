//! An offer on an online market, as an entitled body captured it. Nothing here follows a link.

use rust_decimal::Decimal;

use crate::currency::Currency;
use crate::quantity::ValueUnit;

/// One listing, as it stood on the day of the capture.
///
/// - Personal data: titles are free text, and a pseudonym may lead to a person.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Listing {
    /// What the market is called in the data.
    pub market: Option<String>,
    /// The vendor under the digest that stands in the data; stored as a keyed digest only.
    pub vendor: Option<String>,
    /// Title, in the vendor's words.
    pub title: Option<String>,
    /// What is asked for it, in the currency the data states.
    pub price: Option<(Decimal, Currency)>,
    /// Mass offered, where it can be read.
    pub mass_kg: Option<Decimal>,
    /// Amount offered in another unit, where it can be read.
    pub amount: Option<(Decimal, ValueUnit)>,
    /// How often it was sold, as the market shows.
    pub sold_count: Option<u64>,
    /// How often it was viewed, as the market shows.
    pub views: Option<u64>,
    /// Category of the market.
    pub category: Option<String>,
    /// Page of the category.
    pub page: Option<u32>,
    /// Whether the category was captured whole.
    pub capture: Option<Capture>,
}

/// Whether a category was captured whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Capture {
    /// Every page.
    Complete,
    /// Pages are missing: counts are lower bounds, and what is not there may be there.
    Truncated,
}

impl Capture {
    /// The word for it, as used in files and on screens.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Truncated => "truncated",
        }
    }

    /// Reads the word that [`Capture::as_str`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Complete, Self::Truncated].into_iter().find(|state| state.as_str() == text)
    }
}
