//! The mapping file as it is written: TOML settings by name, before they are checked.
//!
//! It knows the names of settings and nothing of what they mean; an unknown name is an error.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

/// A whole mapping file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Written {
    pub source: String,
    pub title: String,
    pub licence: String,
    pub kind: String,
    pub coverage: String,
    pub replaces: TextOr<WrittenScope>,
    pub absent: String,
    pub retention_years: u16,
    pub handling: WrittenHandling,
    #[serde(default)]
    pub file: WrittenFile,
    pub wide: Option<WrittenWide>,
    pub key: WrittenKey,
    pub known_at: WrittenKnownAt,
    pub period: WrittenPeriod,
    pub place: WrittenPlace,
    pub indicator: Option<TextOr<WrittenChoice>>,
    #[serde(default)]
    pub substance: Vec<WrittenSubstance>,
    pub flags: Option<WrittenFlags>,
    #[serde(default)]
    pub text: Vec<WrittenText>,
    #[serde(default)]
    pub subgroup: Vec<WrittenSubgroup>,
    #[serde(default)]
    pub measure: Vec<WrittenMeasure>,
    #[serde(default)]
    pub missing: BTreeMap<String, String>,
    pub case: Option<WrittenCase>,
    pub seizure: Option<WrittenSeizure>,
    pub sample: Option<WrittenSample>,
    pub price: Option<WrittenPrice>,
    pub cultivation: Option<WrittenCultivation>,
    pub dispensing: Option<WrittenDispensing>,
    pub listing: Option<WrittenListing>,
    #[serde(default)]
    pub leave_out: Vec<WrittenLeaveOut>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenScope {
    pub from: Day,
    pub to: Day,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenHandling {
    pub tlp: String,
    #[serde(default)]
    pub codes: Vec<String>,
    pub restriction: Option<String>,
    pub source_grade: Option<String>,
    pub information_grade: Option<String>,
    pub classification: Option<String>,
    pub purposes: Vec<String>,
    pub subjects: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenFile {
    pub format: Option<String>,
    pub encoding: Option<String>,
    pub separator: Option<String>,
    pub decimal: Option<String>,
    pub thousands: Option<String>,
    #[serde(default)]
    pub footnotes: Vec<String>,
    #[serde(default)]
    pub units: Vec<String>,
    pub member: Option<String>,
    pub sheet: Option<String>,
    #[serde(default)]
    pub sheets: Vec<String>,
    pub sheet_column: Option<String>,
    pub header_row: Option<u64>,
    pub header_rows: Option<u64>,
    pub stop_at: Option<String>,
    pub until_blank_row: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenWide {
    #[serde(default)]
    pub columns: Vec<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub name: String,
    pub value: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenKey {
    #[serde(default)]
    pub columns: Vec<String>,
    #[serde(default)]
    pub fields: Vec<String>,
    pub repeats: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenKnownAt {
    pub constant: Option<Day>,
    pub column: Option<String>,
    pub formats: Option<Vec<String>>,
    pub days_after_period: Option<u16>,
    pub because: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenPeriod {
    pub column: Option<String>,
    pub formats: Option<Vec<String>>,
    pub cadence: Option<String>,
    pub forms: Option<Vec<String>>,
    pub year: Option<String>,
    pub month: Option<String>,
    pub months_ending: Option<u8>,
    pub quarter: Option<String>,
    pub constant: Option<String>,
    pub year_starts_in_month: Option<i8>,
    pub year_names: Option<String>,
    pub basis: Option<TextOr<WrittenChoice>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenPlace {
    pub constant: Option<String>,
    #[serde(default)]
    pub columns: Vec<String>,
    pub within: Option<String>,
    pub after: Option<String>,
    pub digits: Option<u8>,
    pub kind: Option<String>,
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    pub default: Option<String>,
    #[serde(default)]
    pub text: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenChoice {
    pub constant: Option<String>,
    pub column: Option<String>,
    #[serde(default)]
    pub columns: Vec<String>,
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    pub otherwise: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenSubstance {
    pub constant: Option<String>,
    pub column: Option<String>,
    #[serde(default)]
    pub values: BTreeMap<String, OneOrMore>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenFlags {
    pub yes: Vec<String>,
    #[serde(default)]
    pub no: Vec<String>,
    pub columns: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenText {
    pub column: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenSubgroup {
    pub name: String,
    pub constant: Option<String>,
    pub column: Option<String>,
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    pub otherwise: Option<String>,
    pub unless_same_as: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenMeasure {
    pub column: String,
    #[serde(default)]
    pub plus: Vec<String>,
    pub indicator: Option<String>,
    pub unit: TextOr<WrittenChoice>,
    pub from: Option<String>,
    pub substance: Option<String>,
    #[serde(default)]
    pub subgroup: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenDate {
    pub column: String,
    pub formats: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenCase {
    pub age: Option<String>,
    pub sex: Option<TextOr<WrittenChoice>>,
    pub setting: Option<TextOr<WrittenChoice>>,
    pub occurred_on: Option<WrittenDate>,
    pub reported_on: Option<WrittenDate>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenSeizure {
    pub amount: Option<String>,
    pub unit: Option<TextOr<WrittenChoice>>,
    pub authority: Option<TextOr<WrittenChoice>>,
    pub transport: Option<TextOr<WrittenChoice>>,
    pub place_kind: Option<TextOr<WrittenChoice>>,
    pub departure: Option<TextOr<WrittenChoice>>,
    pub transit: Option<TextOr<WrittenChoice>>,
    pub destination: Option<TextOr<WrittenChoice>>,
    pub concealment: Option<TextOr<WrittenChoice>>,
    pub container: Option<TextOr<WrittenChoice>>,
    pub found_by: Option<TextOr<WrittenChoice>>,
    pub control_reason: Option<TextOr<WrittenChoice>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenSample {
    pub id: Vec<String>,
    pub mass: Option<String>,
    pub unit: Option<TextOr<WrittenChoice>>,
    pub purity_fraction: Option<String>,
    pub purity_percent: Option<String>,
    pub share_fraction: Option<String>,
    pub share_percent: Option<String>,
    pub sold_as: Option<TextOr<WrittenChoice>>,
    pub form: Option<TextOr<WrittenChoice>>,
    pub method: Option<TextOr<WrittenChoice>>,
    pub laboratory: Option<TextOr<WrittenChoice>>,
    pub setting: Option<TextOr<WrittenChoice>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenPrice {
    pub typical: Option<String>,
    pub low: Option<String>,
    pub high: Option<String>,
    pub figure: Option<String>,
    pub figure_is: Option<TextOr<WrittenChoice>>,
    pub currency: Option<TextOr<WrittenChoice>>,
    pub per: Option<TextOr<WrittenChoice>>,
    pub level: Option<TextOr<WrittenChoice>>,
    pub money_of_year: Option<TextOr<WrittenChoice>>,
    pub purity_fraction: Option<String>,
    pub purity_percent: Option<String>,
    pub deal: Option<WrittenDeal>,
    pub strength_mg: Option<String>,
    pub form: Option<TextOr<WrittenChoice>>,
    pub statistic: Option<TextOr<WrittenChoice>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenDeal {
    pub amount: String,
    pub unit: TextOr<WrittenChoice>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenCultivation {
    pub crop: TextOr<WrittenChoice>,
    pub area: String,
    #[serde(default)]
    pub signs: BTreeMap<String, String>,
    pub area_low: Option<String>,
    pub area_high: Option<String>,
    pub eradicated: Option<String>,
    pub production_kg: Option<String>,
    pub production_t: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenDispensing {
    pub quantity: String,
    pub unit: TextOr<WrittenChoice>,
    pub per_persons: Option<u32>,
    pub buyer_kind: Option<TextOr<WrittenChoice>>,
    pub buyer: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenListing {
    pub market: Option<TextOr<WrittenChoice>>,
    pub vendor: Option<String>,
    pub title: Option<TextOr<WrittenChoice>>,
    pub price: Option<String>,
    pub currency: Option<TextOr<WrittenChoice>>,
    pub amount: Option<String>,
    pub unit: Option<TextOr<WrittenChoice>>,
    pub sold_count: Option<String>,
    pub views: Option<String>,
    pub category: Option<TextOr<WrittenChoice>>,
    pub page: Option<String>,
    pub capture: Option<TextOr<WrittenChoice>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenLeaveOut {
    pub column: Option<String>,
    #[serde(default)]
    pub columns: Vec<String>,
    pub values: Vec<String>,
    pub because: String,
}

/// A plain text, or a table of settings where a text does not say enough.
#[derive(Debug)]
pub(crate) enum TextOr<T> {
    Text(String),
    Table(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for TextOr<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = TextOr<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text in quotation marks or a table")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(TextOr::Text(text.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(TextOr::Table)
            }
        }
        deserializer.deserialize_any(Either(PhantomData))
    }
}

/// One text or a list of them.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum OneOrMore {
    One(String),
    More(Vec<String>),
}

/// A day, written as a TOML date or in quotation marks.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Day {
    Date(toml::value::Datetime),
    Text(String),
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}
