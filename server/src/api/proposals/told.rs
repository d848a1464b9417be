//! What a person says of a file, as the API reads it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use utoipa::openapi::schema::{Object, Schema, SchemaType};
use utoipa::openapi::{RefOr, Type};
use utoipa::{PartialSchema, ToSchema};
use vocabulary::fact::FactKind;
use workflows::guess::{Holds, Told};

use crate::problem::Problem;
use crate::strict::InObject;

/// What a person says of a file before a mapping is proposed for it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ToldOfFile {
    /// What a row is; the node finds out when it is left out.
    #[schema(nullable = false, required = false, value_type = KindWord)]
    kind: Option<String>,
    /// What columns hold, by their names.
    #[serde(default)]
    #[schema(required = false, value_type = BTreeMap<String, HoldsWord>)]
    columns: BTreeMap<String, String>,
}

/// The word for a kind of fact.
pub(crate) struct KindWord;

/// The word for what a column holds.
pub(crate) struct HoldsWord;

impl ToldOfFile {
    /// Reads it from the JSON text of a form.
    pub fn read(text: &str) -> Result<Told, Problem> {
        let InObject(told) = serde_json::from_str::<InObject<Self>>(text)
            .map_err(|error| Problem::bad_document(format!("`told` cannot be read: {error}")))?;
        let kind = |word: &String| {
            let found = FactKind::ALL.into_iter().find(|kind| kind.as_str() == word);
            found.ok_or_else(|| one_of("kind", FactKind::ALL.map(FactKind::as_str).as_slice()))
        };
        let holds = |(column, word): (String, String)| {
            let found = Holds::parse(&word).ok_or_else(|| one_of("columns", &holds_words()))?;
            Ok((column, found))
        };
        Ok(Told {
            kind: told.kind.as_ref().map(kind).transpose()?,
            columns: told.columns.into_iter().map(holds).collect::<Result<_, Problem>>()?,
        })
    }
}

fn one_of(name: &str, words: &[&str]) -> Problem {
    Problem::bad_document(format!("`{name}` of `told` names one of {}", words.join(", ")))
}

fn holds_words() -> Vec<&'static str> {
    Holds::ALL.iter().map(|holds| holds.as_str()).collect()
}

fn one_word(words: Vec<&'static str>) -> RefOr<Schema> {
    let mut schema = Object::new();
    schema.schema_type = SchemaType::Type(Type::String);
    schema.enum_values = Some(words.into_iter().map(Value::from).collect());
    RefOr::T(Schema::Object(schema))
}

impl PartialSchema for KindWord {
    fn schema() -> RefOr<Schema> {
        one_word(FactKind::ALL.map(FactKind::as_str).to_vec())
    }
}

impl ToSchema for KindWord {}

impl PartialSchema for HoldsWord {
    fn schema() -> RefOr<Schema> {
        one_word(holds_words())
    }
}

impl ToSchema for HoldsWord {}
