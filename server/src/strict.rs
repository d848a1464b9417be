//! Documents read strictly: where the schema says object, only an object is read.
//!
//! A derived reader takes a list of values in the order of the fields too, and a word as an object
//! with that one name; no schema says so, and a client that sends them has made a mistake.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, Deserializer, MapAccess, Visitor};

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
}
