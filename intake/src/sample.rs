//! What a row says of one sample: which it was, sold as what, and how much of each substance it held.
//!
//! A source may give one sample in several rows, a substance each. Each row is a fact of its own,
//! so that it can be rejected, mended and traced by itself; the sample's id ties them together.

use vocabulary::fact::Sample;
use vocabulary::quantity::SCALE;

use crate::amount::AmountRule;
use crate::choice::{Words, build_words, words_of};
use crate::facts::Notes;
use crate::fault::Fault;
use crate::figure::{FigureColumn, figure_of};
use crate::mapping::MappingError;
use crate::mapping::columns::Columns;
use crate::mapping::written::WrittenSample;
use crate::measure::Figures;
use crate::row::{Column, Row};

/// Which columns hold what of a sample.
#[derive(Debug)]
pub(crate) struct SampleRule {
    id: Vec<Column>,
    mass: Option<AmountRule>,
    purity: Option<FigureColumn>,
    share: Option<FigureColumn>,
    sold_as: Words,
    form: Words,
    method: Words,
    laboratory: Words,
    setting: Words,
}

impl SampleRule {
    /// Checks what a mapping writes under `[sample]`.
    pub fn build(written: WrittenSample, columns: &mut Columns) -> Result<Self, MappingError> {
        let id = columns.all_named(&written.id)?;
        if id.is_empty() {
            let problem = "name the columns that tell one sample from another";
            return Err(MappingError::setting("sample.id", "", problem));
        }
        let purity = (written.purity_fraction, written.purity_percent);
        let share = (written.share_fraction, written.share_percent);
        Ok(Self {
            id,
            mass: AmountRule::build("sample", written.mass, written.unit, columns)?,
            purity: FigureColumn::share("sample.purity_percent", purity, columns)?,
            share: FigureColumn::share("sample.share_percent", share, columns)?,
            sold_as: build_words("sample.sold_as", written.sold_as, columns)?,
            form: build_words("sample.form", written.form, columns)?,
            method: build_words("sample.method", written.method, columns)?,
            laboratory: build_words("sample.laboratory", written.laboratory, columns)?,
            setting: build_words("sample.setting", written.setting, columns)?,
        })
    }

    /// The sample of a row, its share not yet given to a substance.
    pub fn of(&self, row: &Row<'_>, figures: &Figures, notes: &mut Notes) -> Result<Sample, Fault> {
        let sample = row.joined(&self.id);
        if self.id.iter().all(|column| row.cell(*column).is_empty()) {
            let reason = "the row does not say which sample it is about: fill the cell";
            return Err(Fault::of_cell(&row.joined_names(&self.id), "", reason));
        }
        let mass = self.mass.as_ref().map(|rule| rule.of(row, figures, notes)).transpose()?;
        let in_mg = |kilograms: rust_decimal::Decimal| {
            kilograms.checked_mul(1_000_000.into()).map(|mass| mass.round_dp(SCALE))
        };
        Ok(Sample {
            sample,
            sold_as: words_of(&self.sold_as, row)?,
            form: words_of(&self.form, row)?,
            mass_mg: mass.and_then(|mass| mass.mass_kg).and_then(in_mg),
            purity_fraction: figure_of(self.purity.as_ref(), row, figures)?,
            shares: vec![figure_of(self.share.as_ref(), row, figures)?],
            method: words_of(&self.method, row)?,
            laboratory: words_of(&self.laboratory, row)?,
            setting: words_of(&self.setting, row)?,
        })
    }
}

/// Gives a row's share to its substance. Of several named together nobody knows whose it is.
pub(crate) fn settle_share(sample: &mut Sample, substances: usize) {
    let share = sample.shares.first().copied().flatten().filter(|_| substances == 1);
    sample.shares = vec![share; substances];
}
