//! One figure of a row that may be absent: a number, a share, a whole count.
//!
//! Answers: what does this cell state, where it states anything. An empty cell and a word of
//! `[missing]` are no figure, and never zero.

use rust_decimal::Decimal;

use crate::fault::Fault;
use crate::mapping::MappingError;
use crate::mapping::columns::Columns;
use crate::measure::Figures;
use crate::row::{Column, Row};

/// A column of figures.
#[derive(Debug)]
pub(crate) struct FigureColumn {
    column: Column,
    scale: Scale,
}

/// How the figures of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scale {
    /// As they are meant.
    AsStated,
    /// As a share of one.
    Fraction,
    /// As a share of a hundred, stored as a share of one.
    Percent,
}

impl FigureColumn {
    /// A column of plain figures, where the mapping names one.
    pub fn plain(
        name: Option<String>,
        columns: &mut Columns,
    ) -> Result<Option<Self>, MappingError> {
        name.map(|name| Ok(Self { column: columns.named(&name)?, scale: Scale::AsStated }))
            .transpose()
    }

    /// A column of shares, which a mapping names as fractions or as percentages.
    pub fn share(
        setting: &str,
        (fraction, percent): (Option<String>, Option<String>),
        columns: &mut Columns,
    ) -> Result<Option<Self>, MappingError> {
        let (name, scale) = match (fraction, percent) {
            (None, None) => return Ok(None),
            (Some(name), None) => (name, Scale::Fraction),
            (None, Some(name)) => (name, Scale::Percent),
            (Some(_), Some(name)) => {
                let problem = "give either the `_fraction` or the `_percent` setting";
                return Err(MappingError::setting(setting, &name, problem));
            }
        };
        Ok(Some(Self { column: columns.named(&name)?, scale }))
    }

    /// The column.
    pub const fn column(&self) -> Column {
        self.column
    }

    /// The figure of a row.
    pub fn of(&self, row: &Row<'_>, figures: &Figures) -> Result<Option<Decimal>, Fault> {
        let text = row.cell(self.column);
        if text.is_empty() || figures.missing.contains_key(text) {
            return Ok(None);
        }
        self.read(text, figures)
            .map(Some)
            .map_err(|reason| Fault::of_cell(row.name(self.column), text, reason))
    }

    /// The whole count of a row.
    pub fn count_of(&self, row: &Row<'_>, figures: &Figures) -> Result<Option<u64>, Fault> {
        let Some(value) = self.of(row, figures)? else { return Ok(None) };
        let whole = Some(value).filter(|value| value.fract().is_zero());
        whole.and_then(|value| u64::try_from(value).ok()).map(Some).ok_or_else(|| {
            let reason = "a count is whole: correct the figure";
            Fault::of_cell(row.name(self.column), row.cell(self.column), reason)
        })
    }

    fn read(&self, text: &str, figures: &Figures) -> Result<Decimal, String> {
        if self.scale == Scale::AsStated {
            return figures.style.read(text);
        }
        let (stated, is_per_cent) = figures.style.read_share(text)?;
        let (value, most) = if is_per_cent || self.scale == Scale::Percent {
            (stated / Decimal::ONE_HUNDRED, "100 per cent")
        } else {
            (stated, "1")
        };
        if value > Decimal::ONE {
            return Err(format!(
                "a share is at most {most}: correct the figure, or say in the mapping whether the \
                 column holds fractions or percentages"
            ));
        }
        Ok(value)
    }
}

/// The figure of a column that a mapping may leave out.
pub(crate) fn figure_of(
    column: Option<&FigureColumn>,
    row: &Row<'_>,
    figures: &Figures,
) -> Result<Option<Decimal>, Fault> {
    column.map_or(Ok(None), |column| column.of(row, figures))
}
