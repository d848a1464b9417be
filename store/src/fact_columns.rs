//! Facts as columns: one table a kind, readable as plain Parquet by any tool.
//!
//! Answers: which columns a fact table has and how a fact fills them. Lists of one row
//! (`substances`, `substance_texts`, `substance_columns`, `resolutions`) have equal lengths; an
//! unresolved substance is the empty string.

mod kinds;

use std::sync::Arc;

use crate::sealing::KeyedDigests;
use datafusion::arrow::array::{
    ArrayRef, Date32Array, Decimal128Array, FixedSizeBinaryBuilder, Int32Array, Int64Array,
    ListBuilder, RecordBatch, StringArray, StringBuilder,
};
use datafusion::arrow::datatypes::{Field, Schema};
use datafusion::arrow::error::ArrowError;
use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use vocabulary::fact::{Case, Detail, Fact, FactKind, Observation, Seizure, SubstanceNamed};
use vocabulary::handling::Tlp;
use vocabulary::period::days_between;
use vocabulary::quantity::SCALE;
use vocabulary::submission::{Absent, Digest, Position, SubmissionId};
use vocabulary::substance::How;

/// What all facts of one submission share.
pub(crate) struct Context {
    pub submission: SubmissionId,
    pub source: String,
    pub coverage: String,
    pub absent: Absent,
    pub position: Position,
    pub submitted_on: Date,
    pub tlp: Tlp,
    pub vocabulary: Digest,
    /// Key of the digests that stand for fact keys: a key's own text may name a person's age and town.
    pub fact_key_secret: [u8; 32],
}

/// Facts of one kind as one batch of columns.
pub(crate) fn to_batch(
    kind: FactKind,
    facts: &[&Fact],
    context: &Context,
) -> Result<RecordBatch, ArrowError> {
    let mut columns = common_columns(facts, context)?;
    match kind {
        FactKind::Observation => columns.extend(observation_columns(facts)?),
        FactKind::Case => columns.extend(case_columns(facts)),
        FactKind::Seizure => columns.extend(seizure_columns(facts)?),
        FactKind::Sample => columns.extend(kinds::sample_columns(facts, context)?),
        FactKind::Price => columns.extend(kinds::price_columns(facts)?),
        FactKind::Cultivation => columns.extend(kinds::cultivation_columns(facts)?),
        FactKind::Dispensing => columns.extend(kinds::dispensing_columns(facts, context)?),
        FactKind::Listing => columns.extend(kinds::listing_columns(facts, context)?),
    }
    let fields: Vec<Field> = columns
        .iter()
        .map(|(name, array)| Field::new(*name, array.data_type().clone(), true))
        .collect();
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
}

/// The columns of a kind without any row.
pub(crate) fn empty_batch(kind: FactKind) -> Result<RecordBatch, ArrowError> {
    let nothing = Context {
        submission: SubmissionId::from_random(0),
        source: String::new(),
        coverage: String::new(),
        absent: Absent::Unknown,
        position: Position(0),
        submitted_on: date(1970, 1, 1),
        tlp: Tlp::Clear,
        vocabulary: Digest([0; 32]),
        fact_key_secret: [0; 32],
    };
    to_batch(kind, &[], &nothing)
}

type Columns = Vec<(&'static str, ArrayRef)>;

fn common_columns(facts: &[&Fact], context: &Context) -> Result<Columns, ArrowError> {
    let constant =
        |value: &str| -> ArrayRef { Arc::new(StringArray::from(vec![value; facts.len()])) };
    let listed = |text: fn(&SubstanceNamed) -> String| lists(facts, text);
    Ok(vec![
        ("fact_key", key_digests(facts, &context.fact_key_secret)?),
        ("submission", constant(context.submission.as_str())),
        (
            "position",
            Arc::new(Int64Array::from(vec![context.position.0.cast_signed(); facts.len()])),
        ),
        ("row", Arc::new(facts.iter().map(|f| Some(f.row.cast_signed())).collect::<Int64Array>())),
        ("source", constant(&context.source)),
        ("coverage", constant(&context.coverage)),
        ("absent", constant(context.absent.as_str())),
        ("known_at", days(facts, |f| Some(f.known_at.0))),
        ("submitted_on", days(facts, |_| Some(context.submitted_on))),
        ("indicator", texts(facts, |f| Some(f.indicator.to_string()))),
        (
            "substances",
            listed(|s| s.substance.as_ref().map_or_else(String::new, ToString::to_string)),
        ),
        ("substance_texts", listed(|s| s.text.clone())),
        ("substance_columns", listed(|s| s.column.clone())),
        ("resolutions", listed(|s| how_word(s.how))),
        ("place", texts(facts, |f| Some(f.place.to_string()))),
        ("place_text", texts(facts, |f| Some(f.place_text.clone()))),
        ("period_start", days(facts, |f| Some(f.when.period().start()))),
        ("period_end", days(facts, |f| Some(f.when.period().end()))),
        ("cadence", texts(facts, |f| Some(f.when.period().cadence().as_str().to_owned()))),
        ("basis", texts(facts, |f| Some(f.when.basis().to_owned()))),
        ("subgroup", texts(facts, |f| Some(subgroup_text(&f.subgroup)))),
        ("tlp", texts(facts, |f| Some(f.tlp.unwrap_or(context.tlp).max(context.tlp).to_string()))),
        ("vocabulary", constant(&context.vocabulary.to_string())),
    ])
}

fn observation_columns(facts: &[&Fact]) -> Result<Columns, ArrowError> {
    let of = |fact: &Fact| match &fact.detail {
        Detail::Observation(observation) => Some(observation.clone()),
        _ => None,
    };
    let observations: Vec<Observation> = facts.iter().filter_map(|fact| of(fact)).collect();
    let missing =
        observations.iter().map(|o| o.value.as_ref().err().map(|missing| missing.as_str()));
    let units = observations.iter().map(|o| Some(o.unit.as_str()));
    Ok(vec![
        ("value", decimals(observations.iter().map(|o| o.value.as_ref().ok().copied()))?),
        ("missing", Arc::new(missing.collect::<StringArray>())),
        ("unit", Arc::new(units.collect::<StringArray>())),
    ])
}

fn case_columns(facts: &[&Fact]) -> Columns {
    let case = |fact: &Fact| match &fact.detail {
        Detail::Case(case) => case.clone(),
        _ => Case::default(),
    };
    let ages = facts.iter().map(|f| case(f).age_years.map(i32::from));
    vec![
        ("occurred_on", days(facts, |f| case(f).occurred_on.map(|on| on.0))),
        ("reported_on", days(facts, |f| case(f).reported_on.map(|on| on.0))),
        ("age_years", Arc::new(ages.collect::<Int32Array>())),
        ("sex", texts(facts, |f| case(f).sex)),
        ("setting", texts(facts, |f| case(f).setting)),
    ]
}

fn seizure_columns(facts: &[&Fact]) -> Result<Columns, ArrowError> {
    fn of(fact: &Fact) -> Seizure {
        match &fact.detail {
            Detail::Seizure(seizure) => (**seizure).clone(),
            _ => Seizure::default(),
        }
    }
    Ok(vec![
        ("mass_kg", decimals(facts.iter().map(|f| of(f).mass_kg))?),
        ("amount", decimals(facts.iter().map(|f| of(f).amount.map(|(amount, _)| amount)))?),
        ("amount_unit", texts(facts, |f| of(f).amount.map(|(_, unit)| unit.as_str().to_owned()))),
        ("authority", texts(facts, |f| of(f).authority)),
        ("transport", texts(facts, |f| of(f).transport)),
        ("place_kind", texts(facts, |f| of(f).place_kind)),
        ("departure", texts(facts, |f| of(f).departure)),
        ("transit", texts(facts, |f| of(f).transit)),
        ("destination", texts(facts, |f| of(f).destination)),
        ("concealment", texts(facts, |f| of(f).concealment)),
        ("container", texts(facts, |f| of(f).container)),
        ("found_by", texts(facts, |f| of(f).found_by)),
        ("control_reason", texts(facts, |f| of(f).control_reason)),
    ])
}

fn texts(facts: &[&Fact], text: impl Fn(&Fact) -> Option<String>) -> ArrayRef {
    Arc::new(facts.iter().map(|fact| text(fact)).collect::<StringArray>())
}

fn days(facts: &[&Fact], day: impl Fn(&Fact) -> Option<Date>) -> ArrayRef {
    Arc::new(facts.iter().map(|fact| day(fact).map(to_days)).collect::<Date32Array>())
}

fn lists(facts: &[&Fact], text: fn(&SubstanceNamed) -> String) -> ArrayRef {
    let mut builder = ListBuilder::new(StringBuilder::new());
    for fact in facts {
        fact.substances.iter().for_each(|named| builder.values().append_value(text(named)));
        builder.append(true);
    }
    Arc::new(builder.finish())
}

fn decimals(values: impl Iterator<Item = Option<Decimal>>) -> Result<ArrayRef, ArrowError> {
    let scaled = values.map(|value| value.map(to_scaled)).collect::<Decimal128Array>();
    Ok(Arc::new(scaled.with_precision_and_scale(PRECISION, SCALE as i8)?))
}

/// A decimal as a whole number of 10^-9; what is stored is within [`PRECISION`] digits.
fn to_scaled(value: Decimal) -> i128 {
    let mut value = value;
    value.rescale(SCALE);
    value.mantissa()
}

/// Days since 1970-01-01, as Arrow's Date32 counts.
fn to_days(day: Date) -> i32 {
    days_between(date(1970, 1, 1), day) as i32
}

/// 128 bits of the keyed digest of each fact key: equal keys stay equal, and say nothing.
fn key_digests(facts: &[&Fact], secret: &[u8; 32]) -> Result<ArrayRef, ArrowError> {
    let keyed = KeyedDigests::new(secret);
    let mut builder = FixedSizeBinaryBuilder::with_capacity(facts.len(), KEY_BYTES);
    for fact in facts {
        builder.append_value(&keyed.of(&[fact.fact_key.as_bytes()]).0[..KEY_BYTES as usize])?;
    }
    Ok(Arc::new(builder.finish()))
}

/// "name=value; name=value".
fn subgroup_text(subgroup: &[(String, String)]) -> String {
    let parts: Vec<String> =
        subgroup.iter().map(|(name, value)| format!("{name}={value}")).collect();
    parts.join("; ")
}

/// How a name was resolved, in one word.
fn how_word(how: How) -> String {
    match how {
        How::Exact => "exact".to_owned(),
        How::Synonym => "synonym".to_owned(),
        How::Folded => "folded".to_owned(),
        How::Fuzzy { distance } => format!("fuzzy-{distance}"),
        How::NotResolved => "not-resolved".to_owned(),
        How::NoDrugNamed => "no-drug-named".to_owned(),
    }
}

/// Bytes of a stored fact key.
pub(crate) const KEY_BYTES: i32 = 16;

/// Digits of a stored decimal.
const PRECISION: u8 = 38;
