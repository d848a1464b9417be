//! What a row says of one seizure: how much, by whom, how it travelled and how it was found.
//!
//! Answers: the details beside substances, place and time. It does not judge them.

use vocabulary::fact::Seizure;

use crate::amount::{Amount, AmountRule};
use crate::choice::{Words, build_words, words_of};
use crate::facts::Notes;
use crate::fault::Fault;
use crate::mapping::MappingError;
use crate::mapping::columns::Columns;
use crate::mapping::written::WrittenSeizure;
use crate::measure::Figures;
use crate::row::Row;

/// Which columns hold what of a seizure.
#[derive(Debug)]
pub(crate) struct SeizureRule {
    amount: Option<AmountRule>,
    authority: Words,
    transport: Words,
    place_kind: Words,
    departure: Words,
    transit: Words,
    destination: Words,
    concealment: Words,
    container: Words,
    found_by: Words,
    control_reason: Words,
}

impl SeizureRule {
    /// Checks what a mapping writes under `[seizure]`.
    pub fn build(written: WrittenSeizure, columns: &mut Columns) -> Result<Self, MappingError> {
        let mut words = |setting, choice| build_words(setting, choice, columns);
        Ok(Self {
            authority: words("seizure.authority", written.authority)?,
            transport: words("seizure.transport", written.transport)?,
            place_kind: words("seizure.place_kind", written.place_kind)?,
            departure: words("seizure.departure", written.departure)?,
            transit: words("seizure.transit", written.transit)?,
            destination: words("seizure.destination", written.destination)?,
            concealment: words("seizure.concealment", written.concealment)?,
            container: words("seizure.container", written.container)?,
            found_by: words("seizure.found_by", written.found_by)?,
            control_reason: words("seizure.control_reason", written.control_reason)?,
            amount: AmountRule::build("seizure", written.amount, written.unit, columns)?,
        })
    }

    /// The seizure of a row.
    pub fn of(
        &self,
        row: &Row<'_>,
        figures: &Figures,
        notes: &mut Notes,
    ) -> Result<Seizure, Fault> {
        let amount = self.amount.as_ref().map(|rule| rule.of(row, figures, notes)).transpose()?;
        let Amount { mass_kg, other } = amount.unwrap_or_default();
        Ok(Seizure {
            mass_kg,
            amount: other,
            authority: words_of(&self.authority, row)?,
            transport: words_of(&self.transport, row)?,
            place_kind: words_of(&self.place_kind, row)?,
            departure: words_of(&self.departure, row)?,
            transit: words_of(&self.transit, row)?,
            destination: words_of(&self.destination, row)?,
            concealment: words_of(&self.concealment, row)?,
            container: words_of(&self.container, row)?,
            found_by: words_of(&self.found_by, row)?,
            control_reason: words_of(&self.control_reason, row)?,
        })
    }
}
