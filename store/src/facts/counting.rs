//! What a fact counts for: an event one, a figure its value, a seizure its mass beside it.

use datafusion::arrow::array::{Array as _, Decimal128Array};
use vocabulary::fact::FactKind;

use super::QueryError;
use super::file::{Columns, Texts};

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
    /// In a column; a fact without it makes the sum unknown, unless another column says more than
    /// that the figure is not available.
    NeededUnless(&'static str, &'static str),
    /// Each text of a column is one, however many facts have it.
    OneEach(&'static str),
}

impl Value {
    /// The columns it stands in.
    pub fn columns(self) -> impl Iterator<Item = &'static str> {
        let (first, second) = match self {
            Self::One => (None, None),
            Self::Needed(name) | Self::WhereStated(name) | Self::OneEach(name) => {
                (Some(name), None)
            }
            Self::NeededUnless(name, unless) => (Some(name), Some(unless)),
        };
        [first, second].into_iter().flatten()
    }
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
            FactKind::Case | FactKind::Listing => &[ONE],
            FactKind::Sample => &[Self { value: Value::OneEach("sample"), ..ONE }],
            FactKind::Price => &[Self {
                indicator: None,
                unit: Unit::Column("unit"),
                value: Value::Needed("typical"),
            }],
            FactKind::Dispensing => &[Self {
                indicator: None,
                unit: Unit::Column("unit"),
                value: Value::Needed("quantity"),
            }],
            FactKind::Cultivation => &[
                Self {
                    indicator: None,
                    unit: Unit::Fixed("hectare"),
                    value: Value::NeededUnless("area_ha", "no_area"),
                },
                Self {
                    indicator: Some("eradication-area"),
                    unit: Unit::Fixed("hectare"),
                    value: Value::WhereStated("eradicated_ha"),
                },
                Self {
                    indicator: Some("potential-production"),
                    unit: Unit::Fixed("kg"),
                    value: Value::WhereStated("production_kg"),
                },
            ],
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
        columns.extend(self.value.columns());
        columns.extend(self.is_event().then_some("known_at"));
        columns
    }

    /// Whether each fact, or each thing that several facts tell of, is one event.
    pub const fn is_event(&self) -> bool {
        matches!(self.value, Value::One | Value::OneEach(_))
    }
}

/// A figure that the source withholds or lacks: its sum is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotKnown;

/// The values of a batch.
pub(crate) struct Values<'a> {
    decimals: Option<&'a Decimal128Array>,
    is_needed: bool,
    /// Why a value is not there, where that is told.
    because: Option<Texts<'a>>,
}

impl<'a> Values<'a> {
    /// The columns of a batch that hold the values.
    pub fn of(value: Value, columns: &Columns<'a>) -> Result<Self, QueryError> {
        let (decimals, because) = match value {
            Value::One | Value::OneEach(_) => (None, None),
            Value::Needed(name) | Value::WhereStated(name) => (Some(name), None),
            Value::NeededUnless(name, unless) => (Some(name), Some(unless)),
        };
        Ok(Self {
            decimals: decimals.map(|name| columns.decimals(name)).transpose()?,
            is_needed: matches!(value, Value::Needed(_) | Value::NeededUnless(..)),
            because: because.map(|name| columns.texts(name)).transpose()?,
        })
    }

    /// What a row counts, in units of 10^-9; `None` where it counts for nothing.
    pub fn get(&self, row: usize) -> Option<Result<i128, NotKnown>> {
        let Some(decimals) = self.decimals else { return Some(Ok(ONE_UNIT)) };
        if decimals.is_valid(row) {
            return Some(Ok(decimals.value(row)));
        }
        let says_more =
            self.because.as_ref().is_some_and(|because| because.get(row) != NOT_AVAILABLE);
        (self.is_needed && !says_more).then_some(Err(NotKnown))
    }
}

/// The word for a figure that the source does not have.
const NOT_AVAILABLE: &str = "not-available";

/// One, in units of 10^-9.
const ONE_UNIT: i128 = 1_000_000_000;

const ONE: Counting = Counting { indicator: None, unit: Unit::Fixed("count"), value: Value::One };
