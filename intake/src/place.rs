//! Where a row is about: its cells, the mapping's value table, the vocabulary, then the default.
//!
//! A place outside what the file covers is not believed: a county of the same name elsewhere, or a
//! slip. Then the next column counts, then the default, then the row is refused.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use vocabulary::fact::FactKind;
use vocabulary::place::{PlaceId, PlaceKind, Places};

use crate::cache::Cache;
use crate::facts::Notes;
use crate::fault::Fault;
use crate::mapping::MappingError;
use crate::mapping::columns::Columns;
use crate::mapping::written::WrittenPlace;
use crate::nearest::nearest;
use crate::row::{Column, Row};

/// How the place of a row is found.
#[derive(Debug)]
pub(crate) struct PlaceRule {
    columns: Vec<Column>,
    /// Columns whose cells make the place's text; those of `columns` where empty.
    text_columns: Vec<Column>,
    /// A sign: only what stands after the last one in a cell names the place.
    after: Option<String>,
    /// Digits of a code whose zeros in front were lost.
    digits: Option<usize>,
    table: HashMap<String, PlaceId>,
    within: PlaceId,
    /// The only kind of place the columns can mean, where that is known.
    kind: Option<PlaceKind>,
    coverage: PlaceId,
    /// The place of a row whose columns name none.
    default: Option<PlaceId>,
    /// What a row tells under the default that names a place which is not known.
    unknown: Unknown,
}

/// What a row tells that names a place which the vocabulary does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unknown {
    /// Of the default: an event happened somewhere in it.
    OfDefault,
    /// Of a part of the default: alone it would pass for the figure of the whole.
    OfPart,
}

/// Where a row is about.
pub(crate) struct Located {
    /// The place.
    pub place: PlaceId,
    /// The source's own words for it.
    pub text: Arc<str>,
    /// The name of an unknown part of the place, where the row tells of that only.
    pub part: Option<Arc<str>>,
}

/// What the texts of a file were resolved to, so that each is resolved once.
pub(crate) type PlaceCache = Cache<(Option<PlaceId>, Arc<str>)>;

impl PlaceRule {
    /// Checks what a mapping writes under `[place]`.
    pub fn build(
        written: &WrittenPlace,
        (kind, coverage): (FactKind, &PlaceId),
        columns: &mut Columns,
    ) -> Result<Self, MappingError> {
        let default = written.constant.as_ref().or(written.default.as_ref());
        let is_constant = written.constant.is_some();
        if is_constant != written.columns.is_empty() || (is_constant && written.default.is_some()) {
            let problem = "give either `constant` alone or `columns` with `values` and `default`";
            return Err(MappingError::setting("place", "", problem));
        }
        let rule = Self {
            columns: columns.all_named(&written.columns)?,
            text_columns: columns.all_named(&written.text)?,
            after: written.after.clone().filter(|sign| !sign.is_empty()),
            digits: written.digits.map(usize::from),
            table: known_table(&written.values)?,
            within: match &written.within {
                Some(text) => known_place("place.within", text)?,
                None => coverage.clone(),
            },
            kind: written.kind.as_deref().map(read_kind).transpose()?,
            coverage: coverage.clone(),
            default: default.map(|text| known_place("place", text)).transpose()?,
            unknown: match kind {
                FactKind::Observation | FactKind::Cultivation | FactKind::Dispensing => {
                    Unknown::OfPart
                }
                _ => Unknown::OfDefault,
            },
        };
        let mut stated = rule.table.values().chain(&rule.default);
        if let Some(outside) = stated.find(|place| !lies_within(place, coverage)) {
            let problem = format!("the place lies outside the `coverage` {coverage}");
            return Err(MappingError::setting("place", outside.as_str(), &problem));
        }
        Ok(rule)
    }

    /// The place of a row.
    pub fn of(
        &self,
        row: &Row<'_>,
        cache: &mut PlaceCache,
        notes: &mut Notes,
    ) -> Result<Located, Fault> {
        let mut unknown = None;
        for column in &self.columns {
            let text = row.cell(*column);
            if text.is_empty() {
                continue;
            }
            let (place, shared) = cache.get_or_read(text, || (self.resolve(text), text.into()));
            if let Some(place) = place {
                let text = self.listed_text(row).unwrap_or_else(|| Arc::clone(shared));
                return Ok(Located { place: place.clone(), text, part: None });
            }
            unknown.get_or_insert((row.name(*column), text));
            notes.unresolved(row.name(*column), text);
        }
        let (column, text) = unknown.unwrap_or_default();
        match &self.default {
            Some(place) => {
                let is_part = self.unknown == Unknown::OfPart && !text.is_empty();
                let part = is_part.then(|| text.into());
                let text = self.listed_text(row).unwrap_or_else(|| text.into());
                Ok(Located { place: place.clone(), text, part })
            }
            None if text.is_empty() => Err(Fault::of_cell(
                &row.joined_names(&self.columns),
                "",
                "the row names no place: fill the cell, or give a `default` under [place]",
            )),
            None => Err(Fault::of_cell(column, text, self.explain())),
        }
    }

    fn resolve(&self, text: &str) -> Option<PlaceId> {
        let text = self.meant(text);
        let text = text.as_ref();
        self.table.get(text).cloned().or_else(|| {
            let resolved = Places::shipped().resolve(text, Some(&self.within))?.id;
            let is_meant = self.is_of_kind(&resolved) && lies_within(&resolved, &self.coverage);
            is_meant.then_some(resolved)
        })
    }

    /// The part of a cell that names the place, a code with all its digits.
    fn meant<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let parted = self.after.as_ref().and_then(|sign| text.rsplit_once(sign.as_str()));
        let text = parted.map_or(text, |(_, last)| last.trim());
        match self.digits {
            Some(digits) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                Cow::Owned(format!("{text:0>digits$}"))
            }
            _ => Cow::Borrowed(text),
        }
    }

    fn is_of_kind(&self, place: &PlaceId) -> bool {
        self.kind.is_none_or(|kind| {
            Places::shipped().get(place).is_some_and(|place| place.kind() == kind)
        })
    }

    /// The text of the columns that the mapping names for it.
    fn listed_text(&self, row: &Row<'_>) -> Option<Arc<str>> {
        if self.text_columns.is_empty() {
            return None;
        }
        let cells = self.text_columns.iter().map(|column| row.cell(*column));
        let filled: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
        Some(filled.join(", ").into())
    }

    fn explain(&self) -> String {
        format!(
            "the vocabulary knows no such place within {}: correct the spelling, add it to `values` \
             under [place], or give a `default`",
            self.within
        )
    }
}

fn read_kind(word: &str) -> Result<PlaceKind, MappingError> {
    let kinds = [
        ("country", PlaceKind::Country),
        ("subdivision", PlaceKind::Subdivision),
        ("county", PlaceKind::County),
        ("town", PlaceKind::Town),
        ("area", PlaceKind::OperationalArea),
    ];
    let found = kinds.iter().find(|(known, _)| *known == word);
    found.map(|(_, kind)| *kind).ok_or_else(|| {
        let problem = "use country, subdivision, county, town or area";
        MappingError::setting("place.kind", word, problem)
    })
}

/// The place of an id that a mapping states.
pub(crate) fn known_place(setting: &str, text: &str) -> Result<PlaceId, MappingError> {
    let error = |problem: &str| MappingError::setting(setting, text, problem);
    let id = PlaceId::parse(text).map_err(|problem| error(&problem.to_string()))?;
    if Places::shipped().get(&id).is_some() {
        return Ok(id);
    }
    let near = nearest(text, Places::shipped().all().map(|place| place.id().as_str()));
    Err(error(&format!("the vocabulary has no such place; the nearest are {near}")))
}

fn known_table(
    values: &BTreeMap<String, String>,
) -> Result<HashMap<String, PlaceId>, MappingError> {
    let entry = |(text, id): (&String, &String)| {
        known_place("place.values", id).map(|place| (text.trim().to_owned(), place))
    };
    values.iter().map(entry).collect()
}

fn lies_within(place: &PlaceId, coverage: &PlaceId) -> bool {
    place == coverage || Places::shipped().ancestors(place).contains(coverage)
}
