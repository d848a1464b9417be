//! What a row says of a drug crop: the area, what was destroyed of it, what it could yield.
//!
//! A survey's signs for "free of the crop", "none or unknown" and "no figure" are kept apart, and
//! none of them is zero.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;
use vocabulary::fact::{Crop, Cultivation, NoArea};

use crate::choice::{Choice, PlainText};
use crate::fault::Fault;
use crate::figure::{FigureColumn, figure_of};
use crate::mapping::MappingError;
use crate::mapping::columns::Columns;
use crate::mapping::written::WrittenCultivation;
use crate::measure::Figures;
use crate::number::require_storable;
use crate::row::{Column, Row};

/// Which columns hold what of a crop.
#[derive(Debug)]
pub(crate) struct CultivationRule {
    crop: Choice<Crop>,
    area: Column,
    signs: HashMap<String, NoArea>,
    bounds: Option<(FigureColumn, FigureColumn)>,
    eradicated: Option<FigureColumn>,
    production: Option<(FigureColumn, Decimal)>,
}

impl CultivationRule {
    /// Checks what a mapping writes under `[cultivation]`.
    pub fn build(written: WrittenCultivation, columns: &mut Columns) -> Result<Self, MappingError> {
        let low = FigureColumn::plain(written.area_low, columns)?;
        let high = FigureColumn::plain(written.area_high, columns)?;
        let bounds = match (low, high) {
            (Some(low), Some(high)) => Some((low, high)),
            (None, None) => None,
            _ => {
                let problem = "give `area_low` and `area_high` together";
                return Err(MappingError::setting("cultivation", "", problem));
            }
        };
        let kilograms = FigureColumn::plain(written.production_kg, columns)?;
        let tonnes = FigureColumn::plain(written.production_t, columns)?;
        let production = match (kilograms, tonnes) {
            (Some(_), Some(_)) => {
                let problem = "give either `production_kg` or `production_t`";
                return Err(MappingError::setting("cultivation", "", problem));
            }
            (kilograms, tonnes) => kilograms
                .map(|column| (column, Decimal::ONE))
                .or_else(|| tonnes.map(|column| (column, Decimal::ONE_THOUSAND))),
        };
        let crop = (&mut *columns, read_crop as _);
        Ok(Self {
            crop: Choice::build("cultivation.crop", written.crop, PlainText::IsConstant, crop)?,
            area: columns.named(&written.area)?,
            signs: read_signs(written.signs)?,
            bounds,
            eradicated: FigureColumn::plain(written.eradicated, columns)?,
            production,
        })
    }

    /// The cultivation of a row.
    pub fn of(&self, row: &Row<'_>, figures: &Figures) -> Result<Cultivation, Fault> {
        let bounds = match &self.bounds {
            Some((low, high)) => match (low.of(row, figures)?, high.of(row, figures)?) {
                (Some(least), Some(most)) => Some((least, most)),
                (None, None) => None,
                _ => {
                    let columns = [low.column(), high.column()];
                    return Err(Fault::of_cell(
                        &row.joined_names(&columns),
                        &row.joined(&columns),
                        "one bound of the area stands alone: give the other, or leave both empty",
                    ));
                }
            },
            None => None,
        };
        if let Some((low, high)) = bounds.filter(|(low, high)| low > high) {
            return Err(Fault::of_row(format!(
                "the lower bound of the area, {low}, is above the upper, {high}: correct one of the \
                 two"
            )));
        }
        let area = self.area(row, figures)?;
        if let (Ok(area), Some((low, high))) = (area, bounds)
            && !(low..=high).contains(&area)
        {
            return Err(Fault::of_row(format!(
                "the area, {area}, does not lie between its bounds, {low} and {high}: correct one of \
                 the three"
            )));
        }
        Ok(Cultivation {
            crop: self.crop.of(row)?,
            area_ha: area,
            area_bounds_ha: bounds,
            eradicated_ha: figure_of(self.eradicated.as_ref(), row, figures)?,
            production_kg: self.production(row, figures)?,
        })
    }

    fn production(&self, row: &Row<'_>, figures: &Figures) -> Result<Option<Decimal>, Fault> {
        let Some((column, factor)) = &self.production else { return Ok(None) };
        let Some(stated) = column.of(row, figures)? else { return Ok(None) };
        let too_large = || "the yield is too large to be stored in kilograms: check it".to_owned();
        let kilograms = stated.checked_mul(*factor).ok_or_else(too_large);
        kilograms.and_then(require_storable).map(Some).map_err(|reason| {
            Fault::of_cell(row.name(column.column()), row.cell(column.column()), reason)
        })
    }

    fn area(&self, row: &Row<'_>, figures: &Figures) -> Result<Result<Decimal, NoArea>, Fault> {
        let text = row.cell(self.area);
        if let Some(sign) = self.signs.get(text) {
            return Ok(Err(*sign));
        }
        if figures.missing.contains_key(text) {
            return Ok(Err(NoArea::NotAvailable));
        }
        figures.style.read(text).map(Ok).map_err(|reason| {
            let reason =
                format!("{reason}; a sign for \"no area\" belongs under [cultivation.signs]");
            Fault::of_cell(row.name(self.area), text, reason)
        })
    }
}

fn read_crop(text: &str) -> Result<Crop, String> {
    Crop::parse(text).ok_or_else(|| "a crop is opium-poppy, coca or cannabis".to_owned())
}

fn read_signs(written: BTreeMap<String, String>) -> Result<HashMap<String, NoArea>, MappingError> {
    let entry = |(text, word): (String, String)| {
        let problem = "use crop-free, none-or-unknown or not-available";
        let sign = NoArea::parse(&word)
            .ok_or_else(|| MappingError::setting("cultivation.signs", &word, problem))?;
        Ok((text.trim().to_owned(), sign))
    };
    written.into_iter().map(entry).collect()
}
