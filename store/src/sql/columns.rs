//! The tables that can be asked in SQL: their names, their columns, and what each column holds.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::DFSchema;
use vocabulary::fact::FactKind;

use crate::fact_columns::table_schema;
use crate::fact_file::FactFileError;

/// A table that can be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlTable {
    /// Its name.
    pub name: &'static str,
    /// Its columns, in order.
    pub columns: Vec<SqlColumn>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlColumn {
    /// Its name.
    pub name: String,
    /// The kind of value, in words.
    pub kind: String,
    /// What it holds.
    pub about: &'static str,
}

/// Every table.
///
/// # Errors
/// When the columns of a kind do not fit together, which is a fault of the program.
pub fn tables() -> Result<Vec<SqlTable>, FactFileError> {
    let table = |kind: FactKind| {
        let schema = table_schema(kind)?;
        let column = |field: &std::sync::Arc<datafusion::arrow::datatypes::Field>| {
            let about = about(kind, field.name())?;
            Some(SqlColumn { name: field.name().clone(), kind: in_words(field.data_type()), about })
        };
        let columns = schema.fields().iter().filter_map(column).collect();
        Ok(SqlTable { name: name_of(kind), columns })
    };
    FactKind::ALL.into_iter().map(table).collect()
}

/// The name of a kind's table.
pub(super) fn name_of(kind: FactKind) -> &'static str {
    let singular = kind.as_str();
    PLURALS.iter().find(|(one, _)| *one == singular).map_or(singular, |(_, many)| many)
}

/// The names of all tables.
pub(super) fn names() -> Vec<&'static str> {
    FactKind::ALL.into_iter().map(name_of).collect()
}

/// Those columns of a table of current facts that are described; the others are of the store's own.
pub(super) fn shown_columns(schema: &DFSchema) -> Vec<String> {
    let names = schema.fields().iter().map(|field| field.name().clone());
    names.filter(|name| COLUMNS.iter().any(|(_, known, _)| known == name)).collect()
}

/// A type of value, in words.
pub(super) fn in_words(kind: &DataType) -> String {
    match kind {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => "text".to_owned(),
        DataType::Boolean => "true or false".to_owned(),
        DataType::Date32 | DataType::Date64 => "day".to_owned(),
        DataType::Timestamp(..) => "time".to_owned(),
        DataType::Float16 | DataType::Float32 | DataType::Float64 => "number".to_owned(),
        DataType::Null => "nothing".to_owned(),
        DataType::Binary | DataType::FixedSizeBinary(_) | DataType::BinaryView => {
            "bytes".to_owned()
        }
        DataType::List(item) | DataType::LargeList(item) => {
            format!("list of {}", in_words(item.data_type()))
        }
        kind if kind.is_integer() => "whole number".to_owned(),
        kind if kind.is_decimal() => "decimal".to_owned(),
        kind => kind.to_string().to_lowercase(),
    }
}

/// What a column holds.
fn about(kind: FactKind, column: &str) -> Option<&'static str> {
    let mut found = COLUMNS
        .iter()
        .filter(|(of, name, _)| *name == column && (of.is_empty() || *of == kind.as_str()));
    found.next().map(|(_, _, about)| *about)
}

/// Kinds whose plural is another word.
const PLURALS: [(&str, &str); 6] = [
    ("observation", "observations"),
    ("case", "cases"),
    ("seizure", "seizures"),
    ("sample", "samples"),
    ("price", "prices"),
    ("listing", "listings"),
];

/// Kind (all, where empty), column, and what it holds.
const COLUMNS: &[(&str, &str, &str)] = &[
    ("", "fact_key", "digest of the key; of the rows with one key the latest counts"),
    ("", "row", "row of the file, as a spreadsheet counts"),
    ("", "known_at", "day since which the world could know it"),
    ("", "indicator", "what is counted or measured"),
    ("", "substances", "substances named, resolved; an empty text where one is not"),
    ("", "substance_texts", "the same, in the source's own words"),
    ("", "substance_columns", "the columns they were read from"),
    ("", "resolutions", "how each was resolved"),
    ("", "place", "where, resolved"),
    ("", "place_text", "where, in the source's own words"),
    ("", "period_start", "first day of the period"),
    ("", "period_end", "last day of the period"),
    ("", "cadence", "day, week, month, quarter, year or span"),
    ("", "basis", "whether it happened in the period or was reported in it"),
    ("", "subgroup", "subgroup, as name=value; empty for everybody"),
    ("", "tlp", "Traffic Light Protocol marking of the row"),
    ("observation", "value", "the figure; null where there is none"),
    ("observation", "missing", "why there is no figure: suppressed or not-available"),
    ("observation", "unit", "what the figure is measured in"),
    ("case", "occurred_on", "day it happened"),
    ("case", "reported_on", "day it was reported"),
    ("case", "age_years", "age in completed years"),
    ("case", "sex", "sex, in the source's own word"),
    ("case", "setting", "setting, in the source's own words"),
    ("seizure", "mass_kg", "mass in kilograms"),
    ("seizure", "amount", "amount in another unit"),
    ("seizure", "amount_unit", "that unit"),
    ("seizure", "authority", "who seized it"),
    ("seizure", "transport", "means of transport"),
    ("seizure", "place_kind", "kind of place, such as a seaport"),
    ("seizure", "departure", "where it left from"),
    ("seizure", "transit", "where it passed through"),
    ("seizure", "destination", "where it was bound for"),
    ("seizure", "concealment", "how it was hidden"),
    ("seizure", "container", "container number or kind"),
    ("seizure", "found_by", "how it was found"),
    ("seizure", "control_reason", "why the control was made"),
    ("sample", "sample", "digest of what tells the sample from others of its source"),
    ("sample", "sold_as", "what it was sold or submitted as"),
    ("sample", "form", "form, such as tablet"),
    ("sample", "mass_mg", "mass of the unit examined, in milligrams"),
    ("sample", "purity_fraction", "mass fraction of the main substance, 0 to 1"),
    ("sample", "shares", "share of each substance, 0 to 1, in step with substances"),
    ("sample", "method", "how it was examined"),
    ("sample", "laboratory", "who examined it"),
    ("sample", "setting", "where it was handed in"),
    ("price", "typical", "typical, mean or median price"),
    ("price", "low", "lowest price"),
    ("price", "high", "highest price"),
    ("price", "unit", "currency and what it buys one of, such as eur-per-g"),
    ("price", "currency", "currency, ISO 4217; money of the period"),
    ("price", "money_of_year", "year whose money it is, where prices are constant"),
    ("price", "per", "what the price buys one of"),
    ("price", "level", "level of the market, from retail to farm-gate"),
    ("price", "purity_fraction", "mass fraction of what was priced, 0 to 1"),
    ("price", "form", "form, such as base or hydrochloride"),
    ("price", "deal_kg", "mass of the whole deal, in kilograms, where stated"),
    ("price", "strength_mg", "milligrams of pure substance in one tablet or dose, where known"),
    ("price", "statistic", "what the typical price is, such as mean"),
    ("cultivation", "crop", "opium-poppy, coca or cannabis"),
    ("cultivation", "area_ha", "area in hectares; null where there is none"),
    ("cultivation", "no_area", "why not: crop-free, none-or-unknown or not-available"),
    ("cultivation", "area_low_ha", "lower bound of the area"),
    ("cultivation", "area_high_ha", "upper bound of the area"),
    ("cultivation", "eradicated_ha", "area destroyed, in hectares"),
    ("cultivation", "production_kg", "what the harvest could yield, in kilograms"),
    ("dispensing", "quantity", "how much; null where there is no figure"),
    ("dispensing", "missing", "why there is no figure: suppressed or not-available"),
    ("dispensing", "unit", "what the figure is measured in"),
    ("dispensing", "dispensed", "prescriptions, dose-units or morphine-milligrams"),
    ("dispensing", "per_persons", "inhabitants a rate is taken over; null for a total"),
    ("dispensing", "buyer_kind", "kind of buyer"),
    ("dispensing", "buyer", "digest of what tells the buyer from others of its source"),
    ("listing", "market", "what the market is called"),
    ("listing", "vendor", "digest of what tells the vendor from others of its source"),
    ("listing", "title", "title, in the vendor's words"),
    ("listing", "price", "what is asked for it"),
    ("listing", "currency", "currency of the price, ISO 4217"),
    ("listing", "mass_kg", "mass offered, in kilograms"),
    ("listing", "amount", "amount offered in another unit"),
    ("listing", "amount_unit", "that unit"),
    ("listing", "sold_count", "times sold, as the market shows"),
    ("listing", "views", "times viewed, as the market shows"),
    ("listing", "category", "category of the market"),
    ("listing", "page", "page of the category"),
    ("listing", "capture", "whether the category was captured whole: complete or truncated"),
    ("", "submission", "submission it came in"),
    ("", "position", "position of that submission in the ledger"),
    ("", "source", "whose figure"),
    ("", "coverage", "largest place the source covers"),
    ("", "absent", "what a period without a row means: zero or unknown"),
    ("", "submitted_on", "day of the submission"),
    ("", "vocabulary", "digest of the vocabulary that resolved its words"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stored_column_is_described() {
        for kind in FactKind::ALL {
            for field in table_schema(kind).unwrap().fields() {
                assert!(
                    about(kind, field.name()).is_some(),
                    "say in COLUMNS what `{}` of {} holds",
                    field.name(),
                    name_of(kind)
                );
            }
        }
    }
}
