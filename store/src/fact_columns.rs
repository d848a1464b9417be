//! Facts as columns: one table a kind, readable as plain Parquet by any tool.
//!
//! Answers: which columns a fact file has, how a fact fills them, and which columns a table has
//! besides: what a submission says of all its rows stands in the ledger alone. Lists of one row
//! (`substances`, `substance_texts`, `substance_columns`, `resolutions`) have equal lengths; an
//! unresolved substance is the empty string.

mod kinds;

use std::borrow::Cow;
use std::sync::Arc;

use crate::sealing::ShortDigests;
use datafusion::arrow::array::{
    ArrayRef, Date32Array, Int32Array, Int64Array, RecordBatch, StringArray,
};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::error::ArrowError;
use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use vocabulary::fact::{
    Case, Detail, Fact, FactKind, Missing, Observation, Seizure, SubstanceNamed,
};
use vocabulary::handling::Tlp;
use vocabulary::period::day_number;
use vocabulary::quantity::SCALE;
use vocabulary::submission::{Absent, Digest, Position, SubmissionId};
use vocabulary::substance::{How, SubstanceId};

/// What writing the facts of a submission needs besides them.
pub(crate) struct Context {
    /// Whose rows they are: names of persons and shops are told apart within a source only.
    pub source: String,
    /// The least that may be done with each row.
    pub tlp: Tlp,
    /// The node's own secret, from which the key of the digests that stand for fact keys comes: a key's
    /// own text may name a person's age and town.
    pub fact_key_secret: [u8; 32],
}

/// What a submission says of all its rows.
pub(crate) struct OfAllRows<'a> {
    pub submission: &'a SubmissionId,
    pub position: Position,
    pub source: &'a str,
    pub coverage: &'a str,
    pub absent: Absent,
    pub submitted_on: Date,
    pub vocabulary: Digest,
}

/// One column of some facts.
pub(crate) enum Column<'f> {
    /// A text or none for each row.
    Texts(Vec<Option<Cow<'f, str>>>),
    /// A list of so many of the texts for each row.
    TextLists { lengths: Vec<usize>, texts: Vec<Cow<'f, str>> },
    /// A decimal of [`SCALE`] places or none for each row, as a whole number of them.
    Decimals(Vec<Option<i128>>),
    /// A day or none for each row, counted from 1970.
    Days(Vec<Option<i32>>),
    /// A digest for each row.
    Digests(Vec<[u8; KEY_BYTES as usize]>),
    /// Anything else.
    Values(ArrayRef),
}

/// The columns of facts of one kind.
pub(crate) fn columns_of<'f>(kind: FactKind, facts: &[&'f Fact], context: &Context) -> Columns<'f> {
    let mut columns = common_columns(facts, context);
    match kind {
        FactKind::Observation => columns.extend(observation_columns(facts)),
        FactKind::Case => columns.extend(case_columns(facts)),
        FactKind::Seizure => columns.extend(seizure_columns(facts)),
        FactKind::Sample => columns.extend(kinds::sample_columns(facts, context)),
        FactKind::Price => columns.extend(kinds::price_columns(facts)),
        FactKind::Cultivation => columns.extend(kinds::cultivation_columns(facts)),
        FactKind::Dispensing => columns.extend(kinds::dispensing_columns(facts, context)),
        FactKind::Listing => columns.extend(kinds::listing_columns(facts, context)),
    }
    columns
}

/// The columns of a file of a kind.
pub(crate) fn file_schema(kind: FactKind) -> SchemaRef {
    let nothing = Context { source: String::new(), tlp: Tlp::Clear, fact_key_secret: [0; 32] };
    let columns = columns_of(kind, &[], &nothing);
    let field = |(name, column): &(&str, Column<'_>)| Field::new(*name, column.data_type(), true);
    Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()))
}

impl Column<'_> {
    fn data_type(&self) -> DataType {
        match self {
            Self::Texts(_) => DataType::Utf8,
            Self::TextLists { .. } => DataType::new_list(DataType::Utf8, true),
            Self::Days(_) => DataType::Date32,
            Self::Digests(_) => DataType::FixedSizeBinary(KEY_BYTES),
            Self::Decimals(_) => DataType::Decimal128(PRECISION, SCALE as i8),
            Self::Values(array) => array.data_type().clone(),
        }
    }
}

/// The columns of a table of a kind: those of its files, and what their submissions say.
pub(crate) fn table_schema(kind: FactKind) -> Result<SchemaRef, ArrowError> {
    let nothing = OfAllRows {
        submission: &SubmissionId::from_random(0),
        position: Position(0),
        source: "",
        coverage: "",
        absent: Absent::Unknown,
        submitted_on: date(1970, 1, 1),
        vocabulary: Digest([0; 32]),
    };
    Ok(with_submission(&RecordBatch::new_empty(file_schema(kind)), &nothing)?.schema())
}

/// Adds to rows of a file what their submission says of all of them.
pub(crate) fn with_submission(
    batch: &RecordBatch,
    of_all: &OfAllRows<'_>,
) -> Result<RecordBatch, ArrowError> {
    let rows = batch.num_rows();
    let text = |value: &str| -> ArrayRef { Arc::new(StringArray::new_repeated(value, rows)) };
    let position = of_all.position.0.cast_signed();
    let added: Vec<(&str, ArrayRef)> = vec![
        ("submission", text(of_all.submission.as_str())),
        ("position", Arc::new(Int64Array::from_value(position, rows))),
        ("source", text(of_all.source)),
        ("coverage", text(of_all.coverage)),
        ("absent", text(of_all.absent.as_str())),
        ("submitted_on", Arc::new(Date32Array::from_value(day_number(of_all.submitted_on), rows))),
        ("vocabulary", text(&of_all.vocabulary.to_string())),
    ];
    let schema = batch.schema();
    let own = schema.fields().iter().map(|field| field.as_ref().clone());
    let more = added.iter().map(|(name, array)| Field::new(*name, array.data_type().clone(), true));
    let fields: Vec<Field> = own.chain(more).collect();
    let arrays = batch.columns().iter().cloned();
    let arrays = arrays.chain(added.into_iter().map(|(_, array)| array)).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
}

type Columns<'f> = Vec<(&'static str, Column<'f>)>;

fn common_columns<'f>(facts: &[&'f Fact], context: &Context) -> Columns<'f> {
    let tlp = |f: &Fact| f.tlp.unwrap_or(context.tlp).max(context.tlp).as_str();
    vec![
        ("fact_key", key_digests(facts, &context.fact_key_secret)),
        ("row", whole_numbers(facts.iter().map(|f| Some(f.row.cast_signed())))),
        ("known_at", days(facts, |f| Some(f.known_at.0))),
        ("indicator", texts(facts, |f| Some(f.indicator.as_str()))),
        (
            "substances",
            lists(facts, |s| s.substance.as_ref().map_or("", SubstanceId::as_str).into()),
        ),
        ("substance_texts", lists(facts, |s| (&*s.text).into())),
        ("substance_columns", lists(facts, |s| (&*s.column).into())),
        ("resolutions", lists(facts, |s| how_word(s.how))),
        ("place", texts(facts, |f| Some(f.place.as_str()))),
        ("place_text", texts(facts, |f| Some(&*f.place_text))),
        ("period_start", days(facts, |f| Some(f.when.period().start()))),
        ("period_end", days(facts, |f| Some(f.when.period().end()))),
        ("cadence", texts(facts, |f| Some(f.when.period().cadence().as_str()))),
        ("basis", texts(facts, |f| Some(f.when.basis()))),
        ("subgroup", subgroups(facts)),
        ("tlp", texts(facts, |f| Some(tlp(f)))),
    ]
}

fn observation_columns<'f>(facts: &[&'f Fact]) -> Columns<'f> {
    let observations: Vec<&Observation> = of_kind(facts, |detail| match detail {
        Detail::Observation(observation) => Some(observation),
        _ => None,
    });
    let missing = |o: &'f Observation| o.value.err().map(Missing::as_str);
    vec![
        ("value", decimals(observations.iter().map(|o| o.value.ok()))),
        ("missing", texts(&observations, missing)),
        ("unit", texts(&observations, |o| Some(o.unit.as_str()))),
    ]
}

fn case_columns<'f>(facts: &[&'f Fact]) -> Columns<'f> {
    let cases: Vec<&Case> = of_kind(facts, |detail| match detail {
        Detail::Case(case) => Some(case),
        _ => None,
    });
    let ages = cases.iter().map(|case| case.age_years.map(i32::from));
    vec![
        ("occurred_on", days(&cases, |case| case.occurred_on.map(|on| on.0))),
        ("reported_on", days(&cases, |case| case.reported_on.map(|on| on.0))),
        ("age_years", Column::Values(Arc::new(ages.collect::<Int32Array>()))),
        ("sex", texts(&cases, |case| case.sex.as_deref())),
        ("setting", texts(&cases, |case| case.setting.as_deref())),
    ]
}

fn seizure_columns<'f>(facts: &[&'f Fact]) -> Columns<'f> {
    let seizures: Vec<&Seizure> = of_kind(facts, |detail| match detail {
        Detail::Seizure(seizure) => Some(&**seizure),
        _ => None,
    });
    let unit = |s: &'f Seizure| s.amount.as_ref().map(|(_, unit)| unit.as_str());
    vec![
        ("mass_kg", decimals(seizures.iter().map(|s| s.mass_kg))),
        ("amount", decimals(seizures.iter().map(|s| s.amount.map(|(amount, _)| amount)))),
        ("amount_unit", texts(&seizures, unit)),
        ("authority", texts(&seizures, |s| s.authority.as_deref())),
        ("transport", texts(&seizures, |s| s.transport.as_deref())),
        ("place_kind", texts(&seizures, |s| s.place_kind.as_deref())),
        ("departure", texts(&seizures, |s| s.departure.as_deref())),
        ("transit", texts(&seizures, |s| s.transit.as_deref())),
        ("destination", texts(&seizures, |s| s.destination.as_deref())),
        ("concealment", texts(&seizures, |s| s.concealment.as_deref())),
        ("container", texts(&seizures, |s| s.container.as_deref())),
        ("found_by", texts(&seizures, |s| s.found_by.as_deref())),
        ("control_reason", texts(&seizures, |s| s.control_reason.as_deref())),
    ]
}

/// What only facts of one kind have.
fn of_kind<'f, T>(facts: &[&'f Fact], of: fn(&'f Detail) -> Option<&'f T>) -> Vec<&'f T> {
    facts.iter().filter_map(|fact| of(&fact.detail)).collect()
}

fn texts<'f, T>(rows: &[&'f T], text: impl Fn(&'f T) -> Option<&'f str>) -> Column<'f> {
    Column::Texts(rows.iter().map(|row| text(row).map(Cow::Borrowed)).collect())
}

fn whole_numbers<'f>(numbers: impl Iterator<Item = Option<i64>>) -> Column<'f> {
    Column::Values(Arc::new(numbers.collect::<Int64Array>()))
}

fn days<'f, T>(rows: &[&'f T], day: impl Fn(&'f T) -> Option<Date>) -> Column<'f> {
    // Rows beside each other mostly share their days.
    let mut last = (date(1970, 1, 1), 0);
    let mut number = |day: Date| {
        if last.0 != day {
            last = (day, day_number(day));
        }
        last.1
    };
    Column::Days(rows.iter().map(|row| day(row).map(&mut number)).collect())
}

fn lists<'f>(facts: &[&'f Fact], text: fn(&'f SubstanceNamed) -> Cow<'f, str>) -> Column<'f> {
    let lengths = facts.iter().map(|fact| fact.substances.len()).collect();
    let named = facts.iter().flat_map(|fact| fact.substances.iter());
    Column::TextLists { lengths, texts: named.map(text).collect() }
}

/// "name=value; name=value".
fn subgroups<'f>(facts: &[&Fact]) -> Column<'f> {
    let text = |fact: &Fact| {
        let mut text = String::new();
        for (name, value) in &*fact.subgroup {
            let separator = if text.is_empty() { "" } else { "; " };
            text.extend([separator, name, "=", value]);
        }
        text
    };
    Column::Texts(facts.iter().map(|fact| Some(text(fact).into())).collect())
}

fn decimals<'f>(values: impl Iterator<Item = Option<Decimal>>) -> Column<'f> {
    Column::Decimals(values.map(|value| value.map(to_scaled)).collect())
}

/// A decimal as a whole number of 10^-9; what is stored is within [`PRECISION`] digits.
fn to_scaled(value: Decimal) -> i128 {
    let mut value = value;
    value.rescale(SCALE);
    value.mantissa()
}

/// 128 bits of the keyed digest of each fact key: equal keys stay equal, and say nothing.
fn key_digests<'f>(facts: &[&Fact], secret: &[u8; 32]) -> Column<'f> {
    let digests = ShortDigests::new(secret);
    Column::Digests(facts.iter().map(|fact| digests.of(fact.fact_key.as_bytes())).collect())
}

/// How a name was resolved, in one word.
fn how_word(how: How) -> Cow<'static, str> {
    match how {
        How::Exact => "exact".into(),
        How::Synonym => "synonym".into(),
        How::Folded => "folded".into(),
        How::Fuzzy { distance } => format!("fuzzy-{distance}").into(),
        How::NotResolved => "not-resolved".into(),
        How::NoDrugNamed => "no-drug-named".into(),
    }
}

/// What the word of a resolution says; `None` for a word this program does not write.
pub(crate) fn how_of(word: &str) -> Option<How> {
    Some(match word {
        "exact" => How::Exact,
        "synonym" => How::Synonym,
        "folded" => How::Folded,
        "not-resolved" => How::NotResolved,
        "no-drug-named" => How::NoDrugNamed,
        _ => How::Fuzzy { distance: word.strip_prefix("fuzzy-")?.parse().ok()? },
    })
}

/// Bytes of a stored fact key.
pub(crate) const KEY_BYTES: i32 = 16;

/// Digits of a stored decimal.
const PRECISION: u8 = 38;
