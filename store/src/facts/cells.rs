//! Facts added up to cells: one for each source, indicator, set of substances, place and period.
//!
//! Answers: what do the current rows of a node count, before anything is lifted to larger places or
//! classes. One pass over the columns; after it, questions about series need no row any more.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hash, Hasher};

use vocabulary::fact::FactKind;
use vocabulary::submission::{Absent, Content};

use super::QueryError;
use super::counting::{Counting, NotKnown, Unit, Value, Values};
use super::file::{Columns, OpenFile, Texts};
use super::parts::Parts;
use crate::fact_file::FactFileError;
use crate::series::FIRST_DAYS;

/// What the rows of one submission have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Stream {
    pub source: String,
    pub coverage: String,
    pub absent: Absent,
    pub kind: FactKind,
}

/// What the cells of a series have in common: everything but the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CellSeries {
    pub stream: u32,
    pub indicator: u32,
    pub unit: u32,
    pub cadence: u32,
    pub place: u32,
    pub substances: u32,
    /// Text of the part, as "column=value"; the empty text for the whole.
    pub part: u32,
}

/// A stretch of days, as days since 1970-01-01.
pub(crate) type Days = (i32, i32);

/// The single events that one place told of.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// How many, by the day they happened and the day they were known.
    pub days: HashMap<(i32, i32), u32, Mixing>,
    /// Days and sets of substances of the first [`FIRST_DAYS`] days.
    pub first: BTreeSet<(i32, u32)>,
}

impl Told {
    fn add(&mut self, on: i32, known: i32, substances: u32) {
        *self.days.entry((on, known)).or_default() += 1;
        let before = self.first.first().map(|(first, _)| *first);
        if before.is_none_or(|first| on < first.saturating_add(FIRST_DAYS)) {
            self.first.insert((on, substances));
        }
        if before.is_some_and(|first| on < first) {
            self.first.retain(|(day, _)| *day < on.saturating_add(FIRST_DAYS));
        }
    }
}

/// One figure, added up from all rows of a series and period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    /// Sum in units of 10^-9.
    pub sum: i128,
    /// Rows without a value: the source withholds or lacks it.
    pub missing: u32,
}

/// All cells of a node at a vantage.
///
/// - Shape: series, streams, sets of substances and texts are told by their numbers.
#[derive(Default)]
pub(crate) struct Cells {
    pub streams: Numbered<Stream>,
    pub texts: Numbered<String>,
    /// Numbers of texts, sorted, each once.
    pub substances: Numbered<Vec<u32>>,
    pub series: Numbered<CellSeries>,
    pub periods: Numbered<Days>,
    /// Series and period in one number, and the place of the cell; sorted once all rows are in.
    order: Vec<(u64, u32)>,
    numbers: HashMap<u64, u32, Mixing>,
    sums: Vec<Cell>,
    /// Of source, indicator and place: the single events that were told.
    pub reports: HashMap<(u32, u32, u32), Told, Mixing>,
    /// Things that count once, with all the substances that their rows name.
    once: BTreeMap<(CellSeries, Days, String), Vec<u32>>,
}

impl Cells {
    /// Adds the rows of a file that count.
    pub fn add(
        &mut self,
        kind: FactKind,
        file: &OpenFile,
        counts: impl Fn(usize) -> bool,
    ) -> Result<(), QueryError> {
        let Content::Rows { source, coverage, absent, .. } = &file.header.header.content else {
            return Ok(());
        };
        let (source, coverage) = (source.clone(), coverage.clone());
        let stream = self.streams.number(Stream { source, coverage, absent: *absent, kind });
        for counting in Counting::of(kind) {
            let mut first = 0;
            let mut columns = counting.columns();
            columns.extend(Parts::columns(kind));
            for batch in file.read(&columns)? {
                let batch = batch.map_err(FactFileError::from)?;
                let columns = Columns(&batch);
                self.add_batch(stream, counting, &columns, |row| counts(first + row))?;
                first += batch.num_rows();
            }
        }
        Ok(())
    }

    fn add_batch(
        &mut self,
        stream: u32,
        counting: &Counting,
        columns: &Columns<'_>,
        counts: impl Fn(usize) -> bool,
    ) -> Result<(), QueryError> {
        let indicators = match counting.indicator {
            Some(indicator) => TextNumbers::Fixed(self.texts.number(indicator.to_owned())),
            None => TextNumbers::of(columns.texts("indicator")?, &mut self.texts),
        };
        let units = match counting.unit {
            Unit::Fixed(unit) => TextNumbers::Fixed(self.texts.number(unit.to_owned())),
            Unit::Column(name) => TextNumbers::of(columns.texts(name)?, &mut self.texts),
        };
        let places = TextNumbers::of(columns.texts("place")?, &mut self.texts);
        let cadences = TextNumbers::of(columns.texts("cadence")?, &mut self.texts);
        let substances = columns.lists("substances")?;
        let (starts, ends) = (columns.days("period_start")?, columns.days("period_end")?);
        let values = Values::of(counting.value, columns)?;
        let once = match counting.value {
            Value::OneEach(name) => Some(columns.texts(name)?),
            _ => None,
        };
        let no_part = self.texts.number_of_text("");
        let mut parts = Parts::of(self.streams.get(stream).kind, columns)?;
        let known = if counting.is_event() { Some(columns.days("known_at")?) } else { None };
        let mut last_list: (Vec<&str>, u32) = (Vec::new(), self.substances.number(Vec::new()));
        for row in (0..starts.len()).filter(|row| counts(*row)) {
            let Some(value) = values.get(row) else { continue };
            if !substances.get(row).eq(last_list.0.iter().copied()) {
                let list: Vec<&str> = substances.get(row).collect();
                let number = self.set_of(&list);
                last_list = (list, number);
            }
            let whole = CellSeries {
                stream,
                indicator: indicators.at(row),
                unit: units.at(row),
                cadence: cadences.at(row),
                place: places.at(row),
                substances: last_list.1,
                part: no_part,
            };
            let days = (starts[row], ends[row]);
            if let Some(known) = known.filter(|_| days.0 == days.1) {
                let place = (stream, whole.indicator, whole.place);
                let told = self.reports.entry(place).or_default();
                told.add(days.0, known[row], whole.substances);
            }
            for part in parts.of_row(row) {
                let part = part.as_ref().map_or(no_part, |part| self.texts.number_of_text(part));
                let series = CellSeries { part, ..whole };
                match &once {
                    Some(once) => self.tell_once(series, days, once.get(row)),
                    None => self.add_value(series, days, value)?,
                }
            }
        }
        Ok(())
    }

    fn add_value(
        &mut self,
        series: CellSeries,
        days: Days,
        value: Result<i128, NotKnown>,
    ) -> Result<(), QueryError> {
        let (series, period) = (self.series.number(series), self.periods.number(days));
        let cell = self.cell(series, period);
        match value {
            Ok(value) => cell.sum = cell.sum.checked_add(value).ok_or(QueryError::TooLarge)?,
            Err(NotKnown) => cell.missing += 1,
        }
        Ok(())
    }

    /// Notes a row of a thing that counts once, and all that its rows name.
    fn tell_once(&mut self, series: CellSeries, days: Days, thing: &str) {
        let named = self.substances.get(series.substances).clone();
        let all = CellSeries { substances: 0, ..series };
        self.once.entry((all, days, thing.to_owned())).or_default().extend(named);
    }

    /// Counts the things that were noted, each once.
    fn count_once(&mut self) {
        for ((series, days, _), mut set) in std::mem::take(&mut self.once) {
            set.sort_unstable();
            set.dedup();
            let series = CellSeries { substances: self.substances.number(set), ..series };
            let (series, period) = (self.series.number(series), self.periods.number(days));
            self.cell(series, period).sum += ONE;
        }
    }

    /// Number of a set of substances; those that did not resolve are left out.
    fn set_of(&mut self, list: &[&str]) -> u32 {
        let named = list.iter().filter(|text| !text.is_empty());
        let mut set: Vec<u32> = named.map(|text| self.texts.number_of_text(text)).collect();
        set.sort_unstable();
        set.dedup();
        self.substances.number(set)
    }

    fn cell(&mut self, series: u32, period: u32) -> &mut Cell {
        let key = u64::from(series) << 32 | u64::from(period);
        let next = self.sums.len() as u32;
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.sums.push(Cell::default());
        }
        &mut self.sums[number as usize]
    }

    /// Puts the cells in order, once every row is in: by series, then by period.
    pub fn finish(&mut self) {
        self.count_once();
        let mut sorted: Vec<u32> = (0..self.periods.len()).collect();
        sorted.sort_unstable_by_key(|number| *self.periods.get(*number));
        let mut place_of = vec![0; sorted.len()];
        for (place, number) in sorted.iter().enumerate() {
            place_of[*number as usize] = place as u32;
        }
        let mut periods = Numbered::default();
        for number in sorted {
            periods.number(*self.periods.get(number));
        }
        self.periods = periods;
        let numbers = std::mem::take(&mut self.numbers);
        let reordered = numbers.into_iter().map(|(key, cell)| {
            let period = place_of[(key & u64::from(u32::MAX)) as usize];
            (key >> 32 << 32 | u64::from(period), cell)
        });
        self.order = reordered.collect();
        self.order.sort_unstable();
    }

    /// The cells of a series by the number of their period, in order.
    pub fn of(&self, series: u32) -> impl Iterator<Item = (u32, Cell)> + '_ {
        let from = self.order.partition_point(|(key, _)| key >> 32 < u64::from(series));
        let cells =
            self.order[from..].iter().take_while(move |(key, _)| key >> 32 == u64::from(series));
        cells.map(|(key, cell)| (*key as u32, self.sums[*cell as usize]))
    }

    /// A text by its number.
    pub fn text(&self, number: u32) -> &str {
        self.texts.get(number)
    }
}

/// Things that occur, each with a number.
#[derive(Debug)]
pub(crate) struct Numbered<T> {
    numbers: HashMap<T, u32, Mixing>,
    all: Vec<T>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { numbers: HashMap::default(), all: Vec::new() }
    }
}

impl<T: Clone + Eq + Hash> Numbered<T> {
    /// The number of a thing, new or known.
    pub fn number(&mut self, thing: T) -> u32 {
        if let Some(number) = self.numbers.get(&thing) {
            return *number;
        }
        let number = self.all.len() as u32;
        self.all.push(thing.clone());
        self.numbers.insert(thing, number);
        number
    }

    /// The thing with a number.
    pub fn get(&self, number: u32) -> &T {
        &self.all[number as usize]
    }

    /// How many there are.
    pub fn len(&self) -> u32 {
        self.all.len() as u32
    }

    /// All of them, in the order of their numbers.
    pub fn all(&self) -> &[T] {
        &self.all
    }
}

impl Numbered<String> {
    fn number_of_text(&mut self, text: &str) -> u32 {
        match self.numbers.get(text) {
            Some(number) => *number,
            None => self.number(text.to_owned()),
        }
    }
}

/// The numbers of a column's texts.
enum TextNumbers<'a> {
    Fixed(u32),
    Column { texts: Texts<'a>, numbers: Vec<u32>, none: u32 },
}

impl<'a> TextNumbers<'a> {
    fn of(texts: Texts<'a>, known: &mut Numbered<String>) -> Self {
        let numbers = texts.distinct().map(|text| known.number_of_text(text)).collect();
        Self::Column { texts, numbers, none: known.number_of_text("") }
    }

    fn at(&self, row: usize) -> u32 {
        match self {
            Self::Fixed(number) => *number,
            Self::Column { texts, numbers, none } => {
                texts.number(row).map_or(*none, |at| numbers[at])
            }
        }
    }
}

/// A quick hash for numbers that nobody outside chooses.
#[derive(Default)]
pub(crate) struct MixingHasher(u64);

pub(crate) type Mixing = BuildHasherDefault<MixingHasher>;

impl Hasher for MixingHasher {
    fn finish(&self) -> u64 {
        // The high bits are the well-mixed ones; tables look at both ends.
        self.0 ^ self.0 >> 32
    }

    fn write(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..piece.len()].copy_from_slice(piece);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_i32(&mut self, number: i32) {
        self.write_u64(u64::from(number.cast_unsigned()));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(23) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// One, in units of 10^-9.
const ONE: i128 = 1_000_000_000;
