//! Dates under stated formats, and what a text that fits none of them seems to be.
//!
//! It never tries another order of day and month than the mapping states, except to say in the
//! message that the text would fit one.

use std::borrow::Cow;

use jiff::civil::Date;
use jiff::fmt::strtime::parse;

use super::months::month_number;
use crate::mapping::MappingError;

/// Formats of dates, such as `%m/%d/%Y`, in the order in which they are tried.
#[derive(Debug)]
pub(crate) struct DateFormats {
    formats: Vec<String>,
}

impl DateFormats {
    /// Checks what a mapping writes.
    ///
    /// # Errors
    /// When a format names no whole day, or two formats read one text as two days.
    pub fn build(setting: &str, formats: &[String]) -> Result<Self, MappingError> {
        let error = |value: &str, problem: &str| MappingError::setting(setting, value, problem);
        if formats.is_empty() {
            return Err(error("", "give at least one format, such as \"%Y-%m-%d\""));
        }
        let probe = jiff::civil::date(2001, 2, 3);
        for format in formats {
            let written = jiff::fmt::strtime::format(format, probe)
                .map_err(|problem| error(format, &problem.to_string()))?;
            if read_as(format, &written) != Some(probe) {
                return Err(error(
                    format,
                    "the format must name day, month and year, as in \"%d/%m/%Y\"",
                ));
            }
        }
        let formats = formats.to_vec();
        let is_ambiguous = formats
            .iter()
            .any(|format| swapped(format).is_some_and(|other| formats.contains(&other)));
        if is_ambiguous {
            let problem = "two formats differ only in the order of day and month, so 3/4/2020 could \
                           be either: state one, and mend the file where it says otherwise";
            return Err(error(&formats.join(", "), problem));
        }
        Ok(Self { formats })
    }

    /// Reads a date; the error says what the text seems to be.
    pub fn read(&self, text: &str) -> Result<Date, String> {
        if let Some(day) = self.formats.iter().find_map(|format| read_as(format, text)) {
            return Ok(day);
        }
        let stated = self.formats.join(" or ");
        let other = self.formats.iter().filter_map(|format| swapped(format));
        if let Some(other) = other.into_iter().find(|other| read_as(other, text).is_some()) {
            return Err(format!(
                "this is no date of the form {stated}, but it would be one of the form {other}: the \
                 column mixes two orders of day and month, or the mapping states the wrong one; mend \
                 the file or the mapping, because days up to 12 fit both"
            ));
        }
        let seen = if text.is_empty() { "there is no date" } else { "this is no date" };
        Err(format!("{seen} of the form {stated}: correct it, or add its form to the mapping"))
    }
}

fn read_as(format: &str, text: &str) -> Option<Date> {
    let text = if has_month_name(format) { in_english(text, format) } else { Cow::Borrowed(text) };
    let day = parse(format, text.as_ref()).ok()?.to_date().ok()?;
    // Years of two digits written under %Y would otherwise be read as the first century.
    (day.year() >= EARLIEST_YEAR).then_some(day)
}

fn has_month_name(format: &str) -> bool {
    ["%b", "%B", "%h"].iter().any(|name| format.contains(name))
}

/// A date whose month is named in another language, with the English name: `3. März 2023`.
fn in_english<'t>(text: &'t str, format: &str) -> Cow<'t, str> {
    let is_letter = |letter: char| letter.is_alphabetic();
    let Some(start) = text.find(is_letter) else { return Cow::Borrowed(text) };
    let length = text[start..].find(|letter| !is_letter(letter)).unwrap_or(text.len() - start);
    let (name, rest) = (&text[start..start + length], &text[start + length..]);
    let Some(number) = month_number(name) else { return Cow::Borrowed(text) };
    let english = ENGLISH[usize::try_from(number - 1).unwrap_or_default()];
    let english = if format.contains("%B") { english } else { &english[..3] };
    // A point behind an abbreviation is no part of the date, unless the format has it.
    let has_point = format.contains("%b.") || format.contains("%B.");
    let rest = if has_point { rest } else { rest.strip_prefix('.').unwrap_or(rest) };
    Cow::Owned(format!("{}{english}{rest}", &text[..start]))
}

/// The format with day and month changed about, where it has both.
fn swapped(format: &str) -> Option<String> {
    let has_both = format.contains("%d") && format.contains("%m");
    has_both.then(|| format.replace("%d", "\0").replace("%m", "%d").replace('\0', "%m"))
}

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// No figure of this field is older.
const EARLIEST_YEAR: i16 = 1800;

#[cfg(test)]
mod tests {
    use super::*;

    fn formats(formats: &[&str]) -> Result<DateFormats, MappingError> {
        let formats: Vec<String> = formats.iter().map(|&format| format.to_owned()).collect();
        DateFormats::build("period.formats", &formats)
    }

    fn check(stated: &[&str], text: &str, expected: &str) {
        let read = formats(stated).unwrap().read(text);
        let said = read.map_or_else(|reason| reason, |day| day.to_string());
        assert!(said.contains(expected), "{text}: {said}");
    }

    #[test]
    fn dates_are_read_as_stated_only() {
        check(&["%m/%d/%Y"], "5/29/2012", "2012-05-29");
        check(&["%m/%d/%Y"], "05/29/2012", "2012-05-29");
        check(&["%Y-%m-%d", "%d.%m.%Y"], "29.5.2012", "2012-05-29");
        check(&["%m/%d/%Y"], "29/5/2012", "it would be one of the form %d/%m/%Y");
        check(&["%m/%d/%Y"], "5/29/12", "this is no date of the form");
        check(&["%m/%d/%Y"], "2/30/2012", "this is no date of the form");
        check(&["%m/%d/%Y"], "5/29/2012 00:00", "this is no date of the form");
        check(&["%m/%d/%Y"], "", "there is no date");
        check(&["%d %b %Y"], "3 Feb 2001", "2001-02-03");
        check(&["%d. %B %Y"], "3. März 2023", "2023-03-03");
        check(&["%d-%b-%Y"], "23-abr-2023", "2023-04-23");
        check(&["%d %b %Y"], "3 janv. 2023", "2023-01-03");
        check(&["%d %b %Y"], "3 Foo 2023", "this is no date of the form");
    }

    #[test]
    fn formats_that_say_too_little_or_too_much_are_refused() {
        assert!(formats(&["%Y-%m"]).is_err());
        assert!(formats(&["%Q"]).is_err());
        assert!(formats(&[]).is_err());
        assert!(formats(&["%d/%m/%Y", "%m/%d/%Y"]).unwrap_err().to_string().contains("3/4/2020"));
    }
}
