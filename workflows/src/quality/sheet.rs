//! The figures of one source side by side, as the checks look at them.
//!
//! Answers: which figures there are, each with its row; texts are told by their numbers. It adds
//! nothing up.

use std::collections::HashMap;

use rust_decimal::Decimal;
use store::facts::Measured;
use vocabulary::fact::FactKind;
use vocabulary::indicator::IndicatorId;
use vocabulary::period::{Cadence, Period, add_days};
use vocabulary::place::PlaceId;
use vocabulary::quality::{RowSeen, Subject};
use vocabulary::quantity::{SCALE, ValueUnit};
use vocabulary::submission::SubmissionId;
use vocabulary::substance::SubstanceId;

/// The figures of one source.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Whose figures.
    pub source: String,
    /// Whether its facts are kept sealed: no word of a row goes into a finding, which is not.
    pub is_sealed: bool,
    /// Every figure, in the order in which they came in.
    pub figures: Vec<Figure>,
    texts: Numbers<String>,
    sets: Numbers<Vec<u32>>,
    submissions: Numbers<SubmissionId>,
}

/// The number of a text of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(u32);

/// The number of a set of substances of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Substances(u32);

/// One figure of one row.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// Kind of the fact.
    pub kind: FactKind,
    submission: u32,
    /// Row of the file.
    pub row: u64,
    /// What is counted.
    pub indicator: Text,
    /// Substances named.
    pub substances: Substances,
    /// Where, as resolved.
    pub place: Text,
    /// Where, in the source's own words.
    pub place_text: Text,
    /// First and last day, as days since 1970-01-01.
    pub days: (i32, i32),
    /// Cadence of the period.
    pub cadence: Cadence,
    /// Part of the population; an empty text for the whole.
    pub subgroup: Text,
    /// The column it stands in.
    pub column: &'static str,
    /// Its unit.
    pub unit: Text,
    /// The figure in units of 10^-9; `None` where there is none.
    pub value: Option<i128>,
    /// Category and page of a listing.
    pub page: Option<(Text, i64)>,
}

/// What figures have in common that can be compared: indicator, unit, column and cadence.
pub type Stream = (Text, Text, &'static str, Cadence);

impl Figure {
    /// What it has in common with those it can be compared with.
    pub const fn stream(&self) -> Stream {
        (self.indicator, self.unit, self.column, self.cadence)
    }

    /// The figure as a number.
    pub fn number(&self) -> Option<f64> {
        self.value.map(|value| value as f64 / 1e9)
    }

    /// Its period.
    pub fn period(&self) -> Period {
        period_of(self.days, self.cadence)
    }
}

impl Sheet {
    /// An empty sheet of a source.
    pub fn of(source: &str) -> Self {
        Self { source: source.to_owned(), ..Self::default() }
    }

    /// Adds a figure.
    pub fn add(&mut self, measured: Measured<'_>) {
        let (start, end, cadence) = measured.period;
        let cadence = Cadence::parse(cadence).unwrap_or(Cadence::Span);
        let mut set: Vec<u32> =
            measured.substances.iter().map(|text| self.texts.number(*text)).collect();
        set.sort_unstable();
        set.dedup();
        let figure = Figure {
            kind: measured.kind,
            submission: self.submissions.number(measured.submission),
            row: measured.row,
            indicator: self.text(measured.indicator),
            substances: Substances(self.sets.number(&set)),
            place: self.text(measured.place),
            place_text: self.text(measured.place_text),
            days: (start, end),
            cadence,
            subgroup: self.text(measured.subgroup),
            column: measured.column,
            unit: self.text(measured.unit),
            value: measured.value,
            page: measured.page.map(|(category, page)| (self.text(category), page)),
        };
        self.figures.push(figure);
    }

    fn text(&mut self, text: &str) -> Text {
        Text(self.texts.number(text))
    }

    /// A text by its number.
    pub fn read(&self, text: Text) -> &str {
        &self.texts.all[text.0 as usize]
    }

    /// The substances of a set that resolved.
    pub fn substances(&self, set: Substances) -> Vec<SubstanceId> {
        let texts = self.sets.all[set.0 as usize].iter();
        texts.filter_map(|text| SubstanceId::parse(&self.texts.all[*text as usize]).ok()).collect()
    }

    /// The row of a figure.
    pub fn row(&self, figure: &Figure) -> RowSeen {
        let submission = self.submissions.all[figure.submission as usize].clone();
        RowSeen { submission, row: figure.row }
    }

    /// Where a figure stands, as an id.
    pub fn place(&self, figure: &Figure) -> Option<PlaceId> {
        PlaceId::parse(self.read(figure.place)).ok()
    }

    /// Completes a subject with what a stream has in common.
    pub fn about(&self, subject: Subject, stream: Stream) -> Subject {
        Subject {
            indicator: IndicatorId::parse(self.read(stream.0)).ok(),
            unit: ValueUnit::parse(self.read(stream.1)),
            ..subject
        }
    }

    /// Completes a subject with the one substance of a set, or with the names of several.
    pub fn about_substances(&self, subject: Subject, set: Substances) -> Subject {
        match &self.substances(set)[..] {
            [] => subject,
            [one] => Subject { substance: Some(one.clone()), ..subject },
            several => {
                let names: Vec<&str> = several.iter().map(SubstanceId::as_str).collect();
                Subject { other: Some(names.join(", ")), ..subject }
            }
        }
    }
}

/// A figure in units of 10^-9 as a decimal; `None` where it is too large for one.
pub fn decimal(value: i128) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(value, SCALE).ok().map(|value| value.normalize())
}

/// A period from its days.
pub fn period_of(days: (i32, i32), cadence: Cadence) -> Period {
    let day = |number: i32| add_days(jiff::civil::date(1970, 1, 1), i64::from(number));
    let start = day(days.0);
    if cadence == Cadence::Span {
        return Period::span(start, day(days.1)).unwrap_or(Period::containing(start, Cadence::Day));
    }
    Period::containing(start, cadence)
}

/// Things that occur, each with a number.
#[derive(Debug)]
struct Numbers<T> {
    numbers: HashMap<T, u32>,
    all: Vec<T>,
}

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self { numbers: HashMap::new(), all: Vec::new() }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Numbers<T> {
    fn number<Q>(&mut self, thing: &Q) -> u32
    where
        T: std::borrow::Borrow<Q>,
        Q: ToOwned<Owned = T> + Eq + std::hash::Hash + ?Sized,
    {
        if let Some(number) = self.numbers.get(thing) {
            return *number;
        }
        let number = self.all.len() as u32;
        self.all.push(thing.to_owned());
        self.numbers.insert(thing.to_owned(), number);
        number
    }
}
