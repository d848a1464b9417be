//! By what a source tells its events and figures apart beside substance, place and time.
//!
//! Answers: of which parts a row is: a subgroup of the mapping, and of an event its setting, the person's
//! sex and a band of ages. An event counts for the whole and for each of its parts; a figure of one
//! subgroup counts for that part alone, a figure of several for none.

use std::collections::HashMap;

use datafusion::arrow::array::{Array as _, Int32Array};
use vocabulary::fact::FactKind;

use super::QueryError;
use super::file::{Columns, Texts};

/// The parts of the rows of a batch.
pub(crate) struct Parts<'a> {
    counts_events: bool,
    subgroups: Texts<'a>,
    named: Vec<(&'static str, Texts<'a>)>,
    ages: Option<&'a Int32Array>,
    /// What was worked out already, by the numbers of the row's texts and its age.
    known: HashMap<Numbers, Vec<Option<String>>>,
    /// No row of the batch tells of a part.
    is_plain: bool,
}

type Numbers = (Option<usize>, [Option<usize>; MOST_NAMED], Option<usize>);

impl<'a> Parts<'a> {
    /// The columns to read for a kind, beside "subgroup".
    pub fn columns(kind: FactKind) -> impl Iterator<Item = &'static str> {
        named_columns(kind).iter().copied().chain((kind == FactKind::Case).then_some(AGE))
    }

    /// Of the rows of a batch that holds [`Parts::columns`].
    pub fn of(kind: FactKind, columns: &Columns<'a>) -> Result<Self, QueryError> {
        let named = named_columns(kind).iter().map(|name| Ok((*name, columns.texts(name)?)));
        let named: Vec<(&str, Texts<'_>)> = named.collect::<Result<_, QueryError>>()?;
        let ages = (kind == FactKind::Case).then(|| columns.optional_small(AGE)).transpose()?;
        let subgroups = columns.texts("subgroup")?;
        let is_empty = |texts: &Texts<'_>| texts.distinct().all(str::is_empty);
        let is_plain = is_empty(&subgroups)
            && named.iter().all(|(_, texts)| is_empty(texts))
            && ages.is_none_or(|ages| ages.null_count() == ages.len());
        let counts_events = kind.counts_events();
        Ok(Self { counts_events, subgroups, named, ages, known: HashMap::new(), is_plain })
    }

    /// What a row counts for: `None` for the whole, else a part as "column=value".
    pub fn of_row(&mut self, row: usize) -> &[Option<String>] {
        if self.is_plain {
            return &[None];
        }
        let mut numbers = [None; MOST_NAMED];
        for (number, (_, texts)) in numbers.iter_mut().zip(&self.named) {
            *number = texts.number(row);
        }
        let age = self.ages.filter(|ages| ages.is_valid(row)).map(|ages| ages.value(row));
        let band = age.map(|age| BANDS.partition_point(|(from, _)| *from <= age));
        let key = (self.subgroups.number(row), numbers, band);
        let Self { counts_events, subgroups, named, known, .. } = self;
        known.entry(key).or_insert_with(|| {
            let pairs = pairs_of(subgroups.get(row));
            if !*counts_events {
                return match pairs[..] {
                    [] => vec![None],
                    [only] => vec![Some(only.to_owned())],
                    _ => Vec::new(),
                };
            }
            let of_columns = named.iter().filter_map(|(name, texts)| {
                let text = texts.get(row).trim();
                (!text.is_empty()).then(|| format!("{name}={text}"))
            });
            let of_age = band.and_then(|band| BANDS.get(band.checked_sub(1)?));
            let of_age = of_age.map(|(_, words)| format!("age={words}"));
            let parts = pairs.into_iter().map(str::to_owned).chain(of_columns).chain(of_age);
            std::iter::once(None).chain(parts.map(Some)).collect()
        })
    }
}

/// The pairs of "name=value; name=value"; a piece without a name belongs to the value before it.
fn pairs_of(text: &str) -> Vec<&str> {
    let mut pairs = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices("; ") {
        if text[at + 2..].split("; ").next().is_some_and(|next| next.contains('=')) {
            pairs.push(&text[from..at]);
            from = at + 2;
        }
    }
    pairs.push(&text[from..]);
    pairs.retain(|pair| pair.split_once('=').is_some_and(|(_, value)| !value.is_empty()));
    pairs
}

const fn named_columns(kind: FactKind) -> &'static [&'static str] {
    match kind {
        FactKind::Case => &["setting", "sex"],
        FactKind::Sample => &["setting"],
        _ => &[],
    }
}

const MOST_NAMED: usize = 2;

const AGE: &str = "age_years";

/// The bands in which European monitoring tells ages, by their first year.
const BANDS: [(i32, &str); 7] = [
    (0, "under 15"),
    (15, "15 to 24"),
    (25, "25 to 34"),
    (35, "35 to 44"),
    (45, "45 to 54"),
    (55, "55 to 64"),
    (65, "65 and over"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_may_hold_semicolons() {
        assert_eq!(pairs_of("setting=a; b; sex=f"), ["setting=a; b", "sex=f"]);
        assert_eq!(pairs_of("kind=x"), ["kind=x"]);
        assert_eq!(pairs_of(""), Vec::<&str>::new());
    }
}
