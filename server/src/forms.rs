//! The form of each parameter: one name, one form, in the document and in the reading.
//!
//! Answers: what may a parameter of this name look like. Whether there is such a thing as it names,
//! only the node knows: what has the right form and names nothing is answered with 404.

use utoipa::Number;
use utoipa::openapi::schema::{Schema, SchemaType};
use utoipa::openapi::{KnownFormat, Object, OpenApi, RefOr, SchemaFormat, Type};

/// A substance, an indicator, a unit: small letters, digits and single hyphens.
const SLUG: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// A place: letters, digits, hyphens and colons.
const PLACE: &str = "^[A-Za-z0-9:-]+$";

/// A period: a day, week, month, quarter, year, or a span of days.
const PERIOD: &str =
    "^[0-9]{4}(-[0-9]{2}|-Q[0-9]|-W[0-9]{2}|-[0-9]{2}-[0-9]{2}(/[0-9]{4}-[0-9]{2}-[0-9]{2})?)?$";

/// The largest whole number that every client can hold exactly.
pub(crate) const LARGEST_WHOLE: u64 = (1 << 53) - 1;

/// Cadences of series.
pub(crate) const CADENCES: [&str; 5] = ["day", "week", "month", "quarter", "year"];

/// Whether a text is written as a period is; there may be no such week or day.
pub(crate) fn is_period_form(text: &str) -> bool {
    const SHAPES: [&str; 6] =
        ["9999", "9999-99", "9999-Q9", "9999-W99", "9999-99-99", "9999-99-99/9999-99-99"];
    SHAPES.contains(&shape(text).as_str())
}

/// Whether a text is written as a day is; there may be no such day.
pub(crate) fn is_day_form(text: &str) -> bool {
    shape(text) == "9999-99-99"
}

/// Whether a text is a slug.
pub(crate) fn is_slug(text: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    text.split('-').all(is_part)
}

fn shape(text: &str) -> String {
    text.chars().take(24).map(|c| if c.is_ascii_digit() { '9' } else { c }).collect()
}

/// Writes the forms to the parameters of the document.
pub(crate) fn state_forms(document: &mut OpenApi) {
    for item in document.paths.paths.values_mut() {
        for operation in [&mut item.get, &mut item.post].into_iter().flatten() {
            for parameter in operation.parameters.iter_mut().flatten() {
                let RefOr::T(parameter) = parameter else { continue };
                if let Some(RefOr::T(Schema::Object(schema))) = &mut parameter.schema {
                    state_form(&parameter.name, schema);
                }
            }
        }
    }
}

fn state_form(name: &str, schema: &mut Object) {
    let pattern = match name {
        "indicator" | "substance" | "unit" => Some(SLUG),
        "place" => Some(PLACE),
        "period" => Some(PERIOD),
        _ => None,
    };
    if let Some(pattern) = pattern {
        schema.pattern = Some(pattern.to_owned());
    }
    if name == "cadence" {
        schema.enum_values = Some(CADENCES.map(Into::into).to_vec());
    }
    if schema.schema_type == SchemaType::Type(Type::Integer) && schema.maximum.is_none() {
        schema.format = Some(SchemaFormat::KnownFormat(KnownFormat::Int64));
        schema.maximum = i64::try_from(LARGEST_WHOLE).ok().map(|most| Number::Int(most as isize));
    }
}

#[cfg(test)]
mod tests {
    use vocabulary::indicator::IndicatorId;
    use vocabulary::period::Period;
    use vocabulary::quantity::ValueUnit;

    use super::*;

    #[test]
    fn what_the_product_writes_has_the_form_that_is_stated() {
        for text in
            ["2024", "2024-05", "2024-Q2", "2024-W07", "2024-05-01", "2024-01-01/2024-06-30"]
        {
            let written = Period::parse(text).map(|period| period.to_string());
            assert_eq!(written.as_deref(), Ok(text));
            assert!(is_period_form(text), "{text}");
        }
        for text in ["", "May", "2024-5", "2024-+1", "2024-05-01T00", "99999", "2024-01-01/2024"] {
            assert!(!is_period_form(text), "{text}");
        }
        assert!(ValueUnit::all().all(|unit| is_slug(unit.as_str())));
        for text in ["", "-a", "a-", "a--b", "A", "a b", "é"] {
            assert!(!is_slug(text), "{text}");
            assert!(IndicatorId::parse(text).is_err(), "{text}");
        }
    }
}
