//! The area under a drug crop, what was destroyed of it and what it could yield.

use rust_decimal::Decimal;

/// Cultivation of one crop in one place and period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cultivation {
    /// The crop.
    pub crop: Crop,
    /// The area in hectares, or what the source says instead.
    pub area_ha: Result<Decimal, NoArea>,
    /// Bounds of the area, where the source gives an interval.
    pub area_bounds_ha: Option<(Decimal, Decimal)>,
    /// Area destroyed.
    pub eradicated_ha: Option<Decimal>,
    /// What the harvest could yield, in the product the fact's substance names.
    pub production_kg: Option<Decimal>,
}

/// A drug crop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Crop {
    /// Opium poppy.
    OpiumPoppy,
    /// Coca bush.
    Coca,
    /// Cannabis plant.
    Cannabis,
}

impl Crop {
    /// The word for it, as used in files and on screens.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OpiumPoppy => "opium-poppy",
            Self::Coca => "coca",
            Self::Cannabis => "cannabis",
        }
    }

    /// Reads the word that [`Crop::as_str`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::OpiumPoppy, Self::Coca, Self::Cannabis].into_iter().find(|c| c.as_str() == text)
    }
}

/// What a survey says where it gives no area; the three are never one another, and none is zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoArea {
    /// Declared free of the crop; surveys call so what lies below a bound, such as 100 ha.
    CropFree,
    /// The sign stands for no crop and for no report alike.
    NoneOrUnknown,
    /// The source has no figure.
    NotAvailable,
}

impl NoArea {
    /// The word for it, as used in files and on screens.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CropFree => "crop-free",
            Self::NoneOrUnknown => "none-or-unknown",
            Self::NotAvailable => "not-available",
        }
    }

    /// Reads the word that [`NoArea::as_str`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::CropFree, Self::NoneOrUnknown, Self::NotAvailable]
            .into_iter()
            .find(|state| state.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_round_trip() {
        for crop in [Crop::OpiumPoppy, Crop::Coca, Crop::Cannabis] {
            assert_eq!(Crop::parse(crop.as_str()), Some(crop));
        }
        for state in [NoArea::CropFree, NoArea::NoneOrUnknown, NoArea::NotAvailable] {
            assert_eq!(NoArea::parse(state.as_str()), Some(state));
        }
    }
}
