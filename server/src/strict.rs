//! Documents read strictly: where the schema says object, only an object is read.
//!
//! A derived reader takes a list of values in the order of the fields too, and a word as an object
//! with that one name; no schema says so, and a client that sends them has made a mistake.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::Number;

use crate::forms::LARGEST_WHOLE;

/// What stands in an object.
pub(crate) struct InObject<T>(pub T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for InObject<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields(PhantomData))
    }
}

struct Fields<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for Fields<T> {
    type Value = InObject<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with named values")
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<InObject<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(fields)).map(InObject)
    }
}

/// A whole number, or nothing: 5 and 5.0 are the same number, as JSON Schema has it.
pub(crate) fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    let Some(number) = Option::<Number>::deserialize(deserializer)? else { return Ok(None) };
    let whole = number.as_u64().or_else(|| {
        let number = number.as_f64()?;
        let is_exact = number.fract() == 0.0 && (0.0..=LARGEST_WHOLE as f64).contains(&number);
        is_exact.then_some(number as u64)
    });
    let whole = whole.filter(|number| *number <= LARGEST_WHOLE);
    whole
        .map(Some)
        .ok_or_else(|| D::Error::custom(format!("not a whole number, 0 to {LARGEST_WHOLE}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize, PartialEq, Eq)]
    #[serde(deny_unknown_fields)]
    struct Pair {
        a: u8,
        b: Option<u8>,
    }

    #[test]
    fn lists_are_no_objects() {
        let read = |text: &str| serde_json::from_str::<InObject<Pair>>(text).map(|read| read.0);
        assert_eq!(read(r#"{"a": 1, "b": 2}"#).unwrap(), Pair { a: 1, b: Some(2) });
        assert_eq!(read(r#"{"a": 1}"#).unwrap(), Pair { a: 1, b: None });
        for text in ["[1, 2]", "[]", "1", "null", r#"{"a": 1, "c": 2}"#, r#"{"a": 1, "a": 2}"#] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_whole_number_may_be_written_with_a_point() {
        #[derive(Deserialize)]
        struct Counted {
            #[serde(default, deserialize_with = "whole")]
            count: Option<u64>,
        }
        let read = |text: &str| {
            let read: Result<Counted, _> = serde_json::from_str(&format!("{{\"count\": {text}}}"));
            read.map(|read| read.count).map_err(drop)
        };
        assert_eq!(read("5"), Ok(Some(5)));
        assert_eq!(read("5.0"), Ok(Some(5)));
        assert_eq!(read("9007199254740991"), Ok(Some(LARGEST_WHOLE)));
        assert_eq!(read("null"), Ok(None));
        for text in ["-1", "0.5", "9007199254740992", "1e300", "true", "\"5\""] {
            assert_eq!(read(text), Err(()), "{text}");
        }
        assert!(serde_json::from_str::<Counted>("{}").unwrap().count.is_none());
    }
}
