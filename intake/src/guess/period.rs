//! Which columns say when, and in which form.
//!
//! Where the order of day and month cannot be told from the cells, both readings are shown and the
//! choice is marked for a person.

mod named;
mod told;

use jiff::civil::Date;

use super::column::{Column, ratio};
use super::said::{Confidence, Said};
use super::words::{Sense, words};
use super::write::{add, made_up, open, open_if, quote};
use crate::period::date::DateFormats;
use crate::period::forms::{Form, quarter_of};
use crate::period::months::month_number;
use named::{Named, disputed, tells_later};

/// The section [period] and the columns it reads.
#[derive(Clone, Debug)]
pub(crate) struct PeriodPlan {
    pub lines: String,
    pub columns: Vec<String>,
    /// Days after which figures are taken to be known.
    pub delay: u16,
    pub is_by_day: bool,
    pub said: Said,
    /// A further column of days, on which the row was reported.
    pub reported: Option<(String, String)>,
}

/// What is known besides the cells.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hints<'a> {
    /// Whether the file looks as if made where the month stands before the day.
    pub month_first: bool,
    /// Name of the file and titles.
    pub text: &'a str,
    pub today: Date,
    /// The rows of the sample.
    pub rows: &'a [Vec<String>],
}

/// Dates of a column under one or more formats.
#[derive(Debug)]
struct Dates {
    formats: Vec<&'static str>,
    share: f64,
    /// The other order of day and month that fits as well.
    either: Option<&'static str>,
}

/// Finds the period among the columns that may be read.
pub(crate) fn find_period(columns: &[&Column], hints: Hints<'_>) -> PeriodPlan {
    let allowed = told::may_say_when(columns);
    let columns = allowed.as_slice();
    let year = year_column(columns);
    let month = part_column(columns, Sense::MONTH, |text| month_number(text).is_some());
    let quarter = part_column(columns, Sense::QUARTER, is_quarter);
    let dates = dates_of(columns, hints);
    let text = text_column(columns);
    let is_enough = |dates: &Dates| !(year.is_some() && month.is_some() && dates.share < 0.9);
    let days = best_date(&dates).filter(|(_, dates)| is_enough(dates));
    let named = match (year, month, quarter, text) {
        (Some(year), Some(month), _, _) => Some(Named::Year(year, Some(("month", month)))),
        (Some(year), None, Some(quarter), _) => Some(Named::Year(year, Some(("quarter", quarter)))),
        (year, _, _, Some((column, forms, share))) if year.is_none() || share > 0.97 => {
            Some(Named::Text(column, forms, share))
        }
        (Some(year), ..) => Some(Named::Year(year, None)),
        (None, ..) => None,
    };
    let mut plan = match (days, named) {
        (Some((column, found)), None) => by_first_date(column, found, &dates, hints),
        (None, Some(named)) => named.plan(hints),
        (Some((column, found)), Some(named)) => {
            let agreement = named.agreement(column, &found.formats, hints);
            if agreement.is_none_or(|share| share > 0.9) {
                by_first_date(column, found, &dates, hints)
            } else if tells_later(column) {
                disputed(named.plan(hints), column, "holds days, most of them outside of it")
            } else {
                let what = "names periods in which most of these days do not lie";
                disputed(by_date(column, found), named.column(), what)
            }
        }
        (None, None) => by_name(hints),
    };
    plan.reported = reported(&dates, &plan.columns);
    told::say_what_is_lost(&mut plan, columns);
    plan
}

/// The forms of periods that a text of a header or cell has.
pub(crate) fn forms_of(text: &str) -> Vec<&'static str> {
    let is_near = |form: Form| {
        form.read(text).is_some_and(|period| (1900..=2100).contains(&period.start().year()))
    };
    FORMS.into_iter().filter(|word| Form::parse(word).is_ok_and(is_near)).collect()
}

fn is_year(text: &str) -> bool {
    let text = text.strip_suffix(".0").unwrap_or(text);
    text.len() == 4 && text.parse::<u16>().is_ok_and(|year| (1900..=2100).contains(&year))
}

/// "2009-10", "2009/2010".
fn is_double_year(text: &str) -> bool {
    let Some((first, last)) = text.split_once(['-', '/']) else { return false };
    let Some(next) =
        first.parse::<u16>().ok().filter(|_| is_year(first)).map(|year| (year + 1).to_string())
    else {
        return false;
    };
    last == next || last == &next[2..]
}

fn is_quarter(text: &str) -> bool {
    quarter_of(text).is_some()
}

fn year_column<'c>(columns: &[&'c Column]) -> Option<&'c Column> {
    let fits = |column: &&&Column| {
        let named = column.has_any(&[Sense::YEAR, Sense::PERIOD, Sense::DATE]);
        let share = column.share(200, |text| is_year(text) || is_double_year(text));
        let needed = if column.has(Sense::YEAR) { 0.7 } else { 0.97 };
        share > needed
            && column.filled() * 10 >= column.rows * 9
            && (named
                || share > 0.99 && !column.has_any(&[Sense::COUNT, Sense::QUANTITY, Sense::ID]))
    };
    let mut found: Vec<&&Column> = columns.iter().filter(fits).collect();
    found.sort_by_key(|column| !column.has(Sense::YEAR));
    found.first().map(|column| **column)
}

fn part_column<'c>(
    columns: &[&'c Column],
    sense: Sense,
    fits: impl Fn(&str) -> bool,
) -> Option<&'c Column> {
    columns.iter().find(|column| column.has(sense) && column.share(60, &fits) > 0.95).copied()
}

/// Columns that hold whole dates.
fn dates_of<'c>(columns: &[&'c Column], hints: Hints<'_>) -> Vec<(&'c Column, Dates)> {
    let mut found = Vec::new();
    for column in columns {
        let has_shape = |text: &str| {
            text.len() >= 6
                && text.len() <= 40
                && text.chars().filter(char::is_ascii_digit).count() >= 3
        };
        if column.filled() * 2 < column.rows
            || column.share(50, has_shape) < 0.8
            || column.is_figures() && !column.has(Sense::DATE)
        {
            continue;
        }
        if let Some(dates) = read_dates(column, hints.month_first) {
            found.push((*column, dates));
        }
    }
    found
}

fn read_dates(column: &Column, month_first: bool) -> Option<Dates> {
    let reader = |format: &str| DateFormats::build("period.formats", &[format.to_owned()]).ok();
    let reads = |format: &str, tried: usize| {
        let formats = reader(format);
        column
            .share(tried, |text| formats.as_ref().is_some_and(|formats| formats.read(text).is_ok()))
    };
    let likely: Vec<&'static str> =
        DATES.into_iter().filter(|format| reads(format, 20) > 0.0).collect();
    let mut shares: Vec<(&'static str, f64)> =
        likely.into_iter().map(|format| (format, reads(format, 1_000))).collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    let &(mut first, share) = shares.first()?;
    if share < 0.5 {
        return None;
    }
    let turned = first.replace("%d", "\0").replace("%m", "%d").replace('\0', "%m");
    let either = shares.iter().find(|(format, other)| {
        **format == turned && *format != first && (share - other).abs() < 1e-9
    });
    let either = either.map(|(other, _)| {
        let is_month_first = |format: &str| format.find("%m") < format.find("%d");
        if is_month_first(first) == month_first {
            *other
        } else {
            std::mem::replace(&mut first, other)
        }
    });
    let mut formats = vec![first];
    let mut covered = share;
    for (format, _) in &shares {
        let mut tried: Vec<String> = formats.iter().map(|&format| format.to_owned()).collect();
        tried.push((*format).to_owned());
        let Ok(reader) = DateFormats::build("period.formats", &tried) else { continue };
        let together = column.share(1_000, |text| reader.read(text).is_ok());
        if together > covered + 0.002 && formats.len() < 4 {
            formats.push(format);
            covered = together;
        }
    }
    Some(Dates { formats, share: covered, either })
}

/// The date of the event before that of a report.
fn best_date<'d, 'c>(dates: &'d [(&'c Column, Dates)]) -> Option<(&'c Column, &'d Dates)> {
    let best = dates.iter().min_by_key(|(column, dates)| (rank(column, dates), column.at));
    best.map(|(column, dates)| (*column, dates))
}

/// How little a column of days seems to be the one that says when.
fn rank(column: &Column, dates: &Dates) -> [bool; 5] {
    let is_report = column.has(Sense::REPORT);
    let is_named = column.has_any(&[Sense::DATE, Sense::PERIOD]);
    let far = column.filled() * 10 < column.rows * 9;
    [column.has(Sense::NOTE), !is_named && !is_report, far, is_report, dates.share < 0.9]
}

/// A column of other days that is as likely to say when.
fn rival<'c>(
    column: &Column,
    found: &Dates,
    dates: &[(&'c Column, Dates)],
    hints: Hints<'_>,
) -> Option<&'c Column> {
    let differs = |other: &Column| {
        let pairs =
            hints.rows.iter().filter_map(|row| Some((row.get(column.at)?, row.get(other.at)?)));
        let filled = pairs.filter(|(one, another)| !one.is_empty() && !another.is_empty());
        let (mut both, mut unlike) = (0, 0);
        for (one, another) in filled.take(1_000) {
            both += 1;
            unlike += usize::from(one != another);
        }
        ratio(unlike, both) > 0.2
    };
    let is_rival = |(other, dates): &&(&Column, Dates)| {
        other.at != column.at && rank(other, dates) == rank(column, found) && differs(other)
    };
    dates.iter().find(is_rival).map(|(other, _)| *other)
}

/// Days of a column, unless those of another may be meant.
fn by_first_date(
    column: &Column,
    found: &Dates,
    dates: &[(&Column, Dates)],
    hints: Hints<'_>,
) -> PeriodPlan {
    let plan = by_date(column, found);
    match rival(column, found, dates, hints) {
        None => plan,
        Some(other) => disputed(plan, other, "holds other days"),
    }
}

fn by_date(column: &Column, dates: &Dates) -> PeriodPlan {
    let name = quote(&column.name);
    let formats: Vec<String> = dates.formats.iter().map(|format| quote(format)).collect();
    let formats = formats.join(", ");
    let written = open_if(dates.either.is_some(), format!("[{formats}]"));
    let mut lines = format!("column = {name}\nformats = {written}\ncadence = \"day\"\n");
    let is_report = column.has_any(&[Sense::REPORT, Sense::LISTING]);
    let mut because =
        format!("{:.0} % of its filled cells are dates of this form", dates.share * 100.0);
    let mut confidence = if dates.share > 0.97 { Confidence::Sure } else { Confidence::Likely };
    let mut examples = column.shown();
    if let Some(other) = dates.either {
        confidence = Confidence::Guess;
        let text = examples.first().cloned().unwrap_or_default();
        let read = |format: &str| {
            let formats = DateFormats::build("", &[format.to_owned()]).ok()?;
            formats.read(&text).ok().map(|day| day.to_string())
        };
        because = format!(
            "TO DECIDE: no day is above 12, so both orders of day and month fit; `{text}` is {} under {} and {} under {other}",
            read(dates.formats[0]).unwrap_or_default(),
            dates.formats[0],
            read(other).unwrap_or_default(),
        );
        examples.truncate(2);
    }
    if is_report {
        lines.push_str(
            "basis = \"reported\"                     # by the header, the day of the report\n",
        );
    }
    PeriodPlan {
        lines,
        columns: vec![column.name.clone()],
        delay: 30,
        is_by_day: true,
        said: Said::new("period", &format!("`{}` as {formats}", column.name), confidence, &because)
            .with_examples(examples),
        reported: None,
    }
}

/// A further column of days, by its header those of a report.
fn reported(dates: &[(&Column, Dates)], taken: &[String]) -> Option<(String, String)> {
    let is_later = |(column, dates): &&(&Column, Dates)| {
        !taken.contains(&column.name)
            && column.has(Sense::REPORT)
            && dates.share > 0.97
            && column.blank == 0
            && dates.either.is_none()
    };
    let (column, dates) = dates.iter().find(is_later)?;
    Some((column.name.clone(), dates.formats[0].to_owned()))
}

fn by_year(year: &Column, part: Option<(&str, &Column)>, hints: Hints<'_>) -> PeriodPlan {
    let mut lines = format!("year = {}\n", quote(&year.name));
    let mut columns = vec![year.name.clone()];
    let mut proposal = format!("year in `{}`", year.name);
    let mut examples = year.shown();
    let mut because = "its cells are years".to_owned();
    let mut confidence = Confidence::Sure;
    if let Some((word, column)) = part {
        add(&mut lines, format_args!("{word} = {}\n", quote(&column.name)));
        columns.push(column.name.clone());
        add(&mut proposal, format_args!(", {word} in `{}`", column.name));
        examples.truncate(1);
        examples.extend(column.shown().into_iter().take(2));
        because = format!("its cells are years, and those of `{}` {word}s", column.name);
    }
    let lower = hints.text.to_lowercase();
    if part.is_some_and(|(word, _)| word == "month")
        && TWELVE.iter().any(|words| lower.contains(words))
    {
        lines.push_str("months_ending = 12                       # sums of the twelve months that end with the month\n");
        confidence = Confidence::Likely;
        because.push_str("; the name or the words of the file speak of twelve months");
    }
    let is_double = year.share(50, is_double_year) > 0.5;
    if is_double || words(&year.name).iter().any(|word| word == "fy" || word == "fiscal") {
        let first = if is_double { 4 } else { 10 };
        add(&mut lines, format_args!("year_starts_in_month = {}\n", open(&first.to_string())));
        because.push_str(
            "; they are years that do not start in January: TO DECIDE in which month they do",
        );
        confidence = Confidence::Guess;
    }
    PeriodPlan {
        lines,
        columns,
        delay: if part.is_some() { 60 } else { 180 },
        is_by_day: false,
        said: Said::new("period", &proposal, confidence, &because).with_examples(examples),
        reported: None,
    }
}

/// A column of texts that name periods.
fn text_column<'c>(columns: &[&'c Column]) -> Option<(&'c Column, Vec<&'static str>, f64)> {
    let mut best: Option<(&Column, Vec<&'static str>, f64)> = None;
    for column in columns {
        let share = column.share(100, |text| !forms_of(text).is_empty());
        let is_named = column.has_any(&[
            Sense::PERIOD,
            Sense::DATE,
            Sense::YEAR,
            Sense::MONTH,
            Sense::QUARTER,
        ]);
        let is_count = column.is_figures() && !is_named;
        if share < 0.6
            || is_count
            || column.filled() * 2 < column.rows
            || (!is_named && share < 0.95)
            || column.share(50, is_year) > 0.95
        {
            continue;
        }
        let mut forms: Vec<&'static str> = Vec::new();
        for (text, _) in column.values.iter().take(100) {
            let known = forms_of(text);
            if !known.iter().any(|form| forms.contains(form)) {
                forms.extend(known.first());
            }
        }
        if best.as_ref().is_none_or(|(_, _, known)| share > *known) {
            best = Some((column, forms, share));
        }
    }
    best
}

fn by_text(column: &Column, forms: &[&str], share: f64) -> PeriodPlan {
    let quoted: Vec<String> = forms.iter().map(|form| format!("\"{form}\"")).collect();
    let quoted = quoted.join(", ");
    let because = format!("{:.0} % of its cells name periods of these forms", share * 100.0);
    let confidence = if share > 0.97 { Confidence::Sure } else { Confidence::Likely };
    PeriodPlan {
        lines: format!("column = {}\nforms = [{quoted}]\n", quote(&column.name)),
        columns: vec![column.name.clone()],
        delay: 60,
        is_by_day: false,
        said: Said::new("period", &format!("`{}` as {quoted}", column.name), confidence, &because)
            .with_examples(column.shown()),
        reported: None,
    }
}

/// No column says when: the year that the file's name or title holds, or one to be corrected.
fn by_name(hints: Hints<'_>) -> PeriodPlan {
    let years: Vec<&str> =
        hints.text.split(|c: char| !c.is_ascii_digit()).filter(|text| is_year(text)).collect();
    let last = hints.today.year() - 1;
    if let Some((first, second)) = double_year_in(hints.text) {
        let proposal = format!("{first}-04-01/{second}-03-31");
        let because = "no column says when; the file's name or title holds two years in a row. TO DECIDE: in which month does the year start?";
        return PeriodPlan {
            lines: format!("constant = {}\n", open(&quote(&proposal))),
            columns: Vec::new(),
            delay: 180,
            is_by_day: false,
            said: Said::new(
                "period",
                &format!("{proposal} for every row"),
                Confidence::Guess,
                because,
            ),
            reported: None,
        };
    }
    let stated =
        |year: &&&str| years.len() < 3 && year.parse().is_ok_and(|year: i16| year <= last + 1);
    let (year, because) = match years.first().filter(stated) {
        Some(year) => (
            (*year).to_owned(),
            "no column says when; the file's name or title holds this year. TO DECIDE",
        ),
        None => (
            last.to_string(),
            "TO DECIDE: nothing in the file says when; this year stands here so that you can try",
        ),
    };
    let is_stated = years.first().as_ref().is_some_and(stated);
    let written = if is_stated { open(&quote(&year)) } else { made_up(&year) };
    PeriodPlan {
        lines: format!("constant = {written}\n"),
        columns: Vec::new(),
        delay: 180,
        is_by_day: false,
        said: Said::new(
            "period",
            &format!("the year {year} for every row"),
            Confidence::Guess,
            because,
        ),
        reported: None,
    }
}

/// "18 19", "2018 19": the years of a name that spans two.
fn double_year_in(text: &str) -> Option<(u16, u16)> {
    let numbers: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    let full = |number: &str| -> Option<u16> {
        let year: u16 = number.parse().ok()?;
        match number.len() {
            4 => (1990..=2100).contains(&year).then_some(year),
            2 => Some(2000 + year),
            _ => None,
        }
    };
    numbers.windows(2).find_map(|pair| {
        let (first, second) = (full(pair[0])?, full(pair[1])?);
        (second == first + 1 && pair[1].len() == 2).then_some((first, second))
    })
}

/// Whether most cells of a column are dates or periods, so that it holds nothing else.
pub(crate) fn is_temporal(column: &Column, hints: Hints<'_>) -> bool {
    let is_named =
        column.has_any(&[Sense::DATE, Sense::PERIOD, Sense::YEAR, Sense::MONTH, Sense::QUARTER]);
    let filled = ratio(column.filled(), column.rows);
    (is_named
        && column.share(50, |text| {
            is_year(text)
                || !forms_of(text).is_empty()
                || month_number(text).is_some()
                || is_day_or_clock(text)
        }) > 0.8)
        || (filled > 0.0
            && read_dates(column, hints.month_first).is_some_and(|dates| dates.share > 0.8)
            && !column.is_figures())
}

fn is_day_or_clock(text: &str) -> bool {
    let lower = text.to_lowercase();
    DAYS.iter().any(|day| lower.starts_with(day))
        || (text.contains(':') && text.chars().all(|c| c.is_ascii_digit() || c == ':'))
}

const FORMS: [&str; 9] = [
    "year",
    "iso",
    "year-quarter",
    "month-year",
    "month-number-year",
    "year-month-number",
    "year-week",
    "year-months",
    "quarter-months",
];
const TWELVE: [&str; 5] =
    ["12 month", "12-month", "vsrr", "twelve month", "percent pending investigation"];
const DAYS: [&str; 14] = [
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mont", "dien", "mitt", "donn", "frei",
    "sams", "sonn",
];

const DATES: [&str; 36] = [
    "%d. %B %Y",
    "%d. %b %Y",
    "%Y-%m-%d",
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%dT%H:%M:%S%.fZ",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %I:%M %p",
    "%d.%m.%y",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d %b %Y",
    "%d %B %Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%b %d %Y",
    "%Y %b %d",
];
