//! Prices, offers and purities one by one, with all that a price depends on.
//!
//! Answers: what does each row that counts say of money, amount, form and purity. It converts nothing
//! and leaves nothing out: what a row cannot tell is empty.

use datafusion::arrow::array::{Array as _, AsArray as _, Decimal128Array};
use datafusion::arrow::datatypes::Int32Type;
use rust_decimal::Decimal;
use vocabulary::fact::FactKind;
use vocabulary::period::Period;
use vocabulary::quantity::SCALE;
use vocabulary::submission::SubmissionId;

use super::file::{Columns, OpenFile};
use super::{Facts, QueryError, period_of};
use crate::fact_file::FactFileError;

/// Where a row stands, and about what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowTold {
    /// Whose row.
    pub source: String,
    /// Submission it came in.
    pub submission: SubmissionId,
    /// Row of the file, counted as a spreadsheet does.
    pub row: u64,
    /// Substances named, as resolved; empty texts where one is not.
    pub substances: Vec<String>,
    /// Where, as resolved.
    pub place: String,
    /// Where, in the source's own words.
    pub place_text: String,
    /// When.
    pub period: Period,
    /// "name=value; name=value"; empty for the whole.
    pub subgroup: String,
}

/// A price, or an offer of an online market.
///
/// - Personal data: titles are free text, and a vendor's digest may lead to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceTold {
    /// The row.
    pub of: RowTold,
    /// Level of the market; `None` for an offer of an online market.
    pub level: Option<String>,
    /// Currency; empty where an offer has no price.
    pub currency: String,
    /// The year whose money it is, where prices are constant.
    pub money_of_year: Option<i16>,
    /// Typical figure, or what is asked for an offer.
    pub typical: Option<Decimal>,
    /// Lowest figure of a range.
    pub low: Option<Decimal>,
    /// Highest figure of a range.
    pub high: Option<Decimal>,
    /// What the price buys one of; "deal" for an offer.
    pub per: String,
    /// Mass of the whole deal.
    pub deal_kg: Option<Decimal>,
    /// Pure substance in one tablet or dose.
    pub strength_mg: Option<Decimal>,
    /// Mass fraction of what was priced.
    pub purity_fraction: Option<Decimal>,
    /// Form, in the source's own words.
    pub form: String,
    /// Title of an offer.
    pub title: String,
    /// What tells the vendor of an offer from others of its source.
    pub vendor: String,
}

/// A purity that is stated as a figure of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurityTold {
    /// The row.
    pub of: RowTold,
    /// Its indicator, such as `purity-retail`.
    pub indicator: String,
    /// The figure; `None` where the source withholds or lacks it.
    pub value: Option<Decimal>,
    /// Its unit.
    pub unit: String,
}

impl Facts {
    /// Every price and every offer that counts, in the order in which they came in.
    ///
    /// # Errors
    /// When the facts cannot be read.
    pub fn prices(&self) -> Result<Vec<PriceTold>, QueryError> {
        let mut told = Vec::new();
        self.each_batch(FactKind::Price, &PRICE, &mut |batch, rows| {
            add_prices(batch, rows, &mut told)
        })?;
        self.each_batch(FactKind::Listing, &LISTING, &mut |batch, rows| {
            add_offers(batch, rows, &mut told)
        })?;
        Ok(told)
    }

    /// Every observation of an indicator of purity that counts, in the order in which they came in.
    ///
    /// # Errors
    /// When the facts cannot be read.
    pub fn purities(&self) -> Result<Vec<PurityTold>, QueryError> {
        let mut told = Vec::new();
        self.each_batch(FactKind::Observation, &PURITY, &mut |batch, rows| {
            let indicators = batch.columns.texts("indicator")?;
            if !indicators.distinct().any(is_purity) {
                return Ok(());
            }
            let units = batch.columns.texts("unit")?;
            let values = batch.columns.decimals("value")?;
            for row in rows.iter().copied().filter(|row| is_purity(indicators.get(*row))) {
                told.push(PurityTold {
                    of: batch.row(row)?,
                    indicator: indicators.get(row).to_owned(),
                    value: decimal(values, row),
                    unit: units.get(row).to_owned(),
                });
            }
            Ok(())
        })?;
        Ok(told)
    }

    /// Shows each batch of a kind, and which of its rows count.
    fn each_batch(
        &self,
        kind: FactKind,
        wanted: &[&'static str],
        visit: &mut Visit<'_>,
    ) -> Result<(), QueryError> {
        let names: Vec<&str> = COMMON.iter().chain(wanted).copied().collect();
        for table in self.tables.iter().filter(|table| table.kind == kind) {
            for (file, counts) in &table.files {
                let mut first = 0;
                for batch in file.read(&names)? {
                    let batch = batch.map_err(FactFileError::from)?;
                    let rows = 0..batch.num_rows();
                    let rows: Vec<usize> = rows.filter(|row| counts.value(first + row)).collect();
                    visit(&Batch { file, columns: Columns(&batch) }, &rows)?;
                    first += batch.num_rows();
                }
            }
        }
        Ok(())
    }
}

impl OpenFile {
    /// Whether any of its observations is of a purity.
    pub(crate) fn tells_of_purity(&self) -> Result<bool, QueryError> {
        for batch in self.read(&["indicator"])? {
            let batch = batch.map_err(FactFileError::from)?;
            if Columns(&batch).texts("indicator")?.distinct().any(is_purity) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Is shown a batch and which of its rows count.
type Visit<'v> = dyn FnMut(&Batch<'_>, &[usize]) -> Result<(), QueryError> + 'v;

/// Some rows of a file.
struct Batch<'a> {
    file: &'a OpenFile,
    columns: Columns<'a>,
}

impl Batch<'_> {
    fn row(&self, row: usize) -> Result<RowTold, QueryError> {
        let columns = &self.columns;
        let (start, end) = (columns.days("period_start")?[row], columns.days("period_end")?[row]);
        Ok(RowTold {
            source: self.file.source().to_owned(),
            submission: self.file.header.header.id.clone(),
            row: columns.wholes("row")?[row].cast_unsigned(),
            substances: columns.lists("substances")?.get(row).map(str::to_owned).collect(),
            place: self.text("place", row)?,
            place_text: self.text("place_text", row)?,
            period: period_of(start, end, columns.texts("cadence")?.get(row))?,
            subgroup: self.text("subgroup", row)?,
        })
    }

    fn text(&self, name: &'static str, row: usize) -> Result<String, QueryError> {
        Ok(self.columns.texts(name)?.get(row).to_owned())
    }

    fn decimal(&self, name: &'static str, row: usize) -> Result<Option<Decimal>, QueryError> {
        Ok(decimal(self.columns.decimals(name)?, row))
    }

    /// A figure of a column that files written before it came do not have.
    fn newer(&self, name: &'static str, row: usize) -> Result<Option<Decimal>, QueryError> {
        match self.columns.0.column_by_name(name) {
            Some(_) => self.decimal(name, row),
            None => Ok(None),
        }
    }

    fn year(&self, name: &'static str, row: usize) -> Result<Option<i16>, QueryError> {
        let years = self.columns.0.column_by_name(name);
        let years = years.and_then(|years| years.as_primitive_opt::<Int32Type>());
        let years = years.ok_or(QueryError::Damaged(name))?;
        let year = years.is_valid(row).then(|| i16::try_from(years.value(row)));
        year.transpose().map_err(|_| QueryError::Damaged(name))
    }
}

fn add_prices(
    batch: &Batch<'_>,
    rows: &[usize],
    told: &mut Vec<PriceTold>,
) -> Result<(), QueryError> {
    for &row in rows {
        told.push(PriceTold {
            of: batch.row(row)?,
            level: Some(batch.text("level", row)?),
            currency: batch.text("currency", row)?,
            money_of_year: batch.year("money_of_year", row)?,
            typical: batch.decimal("typical", row)?,
            low: batch.decimal("low", row)?,
            high: batch.decimal("high", row)?,
            per: batch.text("per", row)?,
            deal_kg: batch.newer("deal_kg", row)?,
            strength_mg: batch.newer("strength_mg", row)?,
            purity_fraction: batch.decimal("purity_fraction", row)?,
            form: batch.text("form", row)?,
            title: String::new(),
            vendor: String::new(),
        });
    }
    Ok(())
}

fn add_offers(
    batch: &Batch<'_>,
    rows: &[usize],
    told: &mut Vec<PriceTold>,
) -> Result<(), QueryError> {
    for &row in rows {
        told.push(PriceTold {
            of: batch.row(row)?,
            level: None,
            currency: batch.text("currency", row)?,
            money_of_year: None,
            typical: batch.decimal("price", row)?,
            low: None,
            high: None,
            per: "deal".to_owned(),
            deal_kg: batch.decimal("mass_kg", row)?,
            strength_mg: None,
            purity_fraction: None,
            form: String::new(),
            title: batch.text("title", row)?,
            vendor: batch.text("vendor", row)?,
        });
    }
    Ok(())
}

fn decimal(column: &Decimal128Array, row: usize) -> Option<Decimal> {
    if column.is_null(row) {
        return None;
    }
    Decimal::try_from_i128_with_scale(column.value(row), SCALE).ok()
}

fn is_purity(indicator: &str) -> bool {
    indicator.starts_with("purity-")
}

const COMMON: [&str; 8] = [
    "row",
    "substances",
    "place",
    "place_text",
    "period_start",
    "period_end",
    "cadence",
    "subgroup",
];

const PRICE: [&str; 11] = [
    "typical",
    "low",
    "high",
    "currency",
    "money_of_year",
    "per",
    "level",
    "purity_fraction",
    "form",
    "deal_kg",
    "strength_mg",
];

const LISTING: [&str; 5] = ["price", "currency", "mass_kg", "title", "vendor"];

const PURITY: [&str; 3] = ["indicator", "value", "unit"];
