//! What a fact counts for: an observation its value, a case or a seizure one, a seizure its mass.

use vocabulary::fact::FactKind;

/// One figure that each fact of a kind gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counting {
    /// The indicator, where it is not the fact's own.
    pub indicator: Option<&'static str>,
    pub unit: Unit,
    pub value: Value,
}

/// Where a figure's unit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Every figure has this one.
    Fixed(&'static str),
    /// In a column.
    Column(&'static str),
}

/// Where a figure's value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// Each fact is one.
    One,
    /// In a column; a fact without it makes the sum unknown.
    Needed(&'static str),
    /// In a column; a fact without it gives no figure.
    WhereStated(&'static str),
}

impl Counting {
    /// The figures that facts of a kind give.
    pub const fn of(kind: FactKind) -> &'static [Self] {
        match kind {
            FactKind::Observation => &[Self {
                indicator: None,
                unit: Unit::Column("unit"),
                value: Value::Needed("value"),
            }],
            FactKind::Case => &[ONE],
            FactKind::Seizure => &[
                ONE,
                Self {
                    indicator: Some("seizures-quantity"),
                    unit: Unit::Fixed("kg"),
                    value: Value::WhereStated("mass_kg"),
                },
            ],
        }
    }

    /// The columns to read for it.
    pub fn columns(&self) -> Vec<&'static str> {
        let mut columns = vec![
            "indicator",
            "place",
            "cadence",
            "period_start",
            "period_end",
            "substances",
            "subgroup",
        ];
        if let Unit::Column(name) = self.unit {
            columns.push(name);
        }
        if let Value::Needed(name) | Value::WhereStated(name) = self.value {
            columns.push(name);
        }
        columns
    }
}

const ONE: Counting = Counting { indicator: None, unit: Unit::Fixed("count"), value: Value::One };
