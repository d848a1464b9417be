//! Where things happen: countries, subdivisions, statistical regions, counties and operational areas.
//!
//! It does not draw boundaries, and it does not say who lives in a place.

mod table;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use thiserror::Error;

use crate::substance::spelling::fold;

/// The code of a place: `CA`, `CA-BC`, `nuts:DE21`, `fips:09001`, `cbp:laredo-field-office`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(Arc<str>);

/// Why a text is not a place id.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PlaceIdError {
    /// Neither an ISO code nor `scheme:code`.
    #[error(
        "`{0}` is no place id: use ISO 3166 such as `CA-BC`, or scheme and code as in `nuts:DE21`"
    )]
    Malformed(String),
}

impl PlaceId {
    /// Reads the code of a place; that the place is in the table is not checked.
    ///
    /// # Errors
    /// When the text is empty or holds white space or control characters.
    pub fn parse(text: &str) -> Result<Self, PlaceIdError> {
        let well_formed = !text.is_empty()
            && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ':'));
        if well_formed {
            Ok(Self(text.into()))
        } else {
            Err(PlaceIdError::Malformed(text.to_owned()))
        }
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for PlaceId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What sort of area a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// The whole world.
    World,
    /// A group of countries, such as the European Union.
    Bloc,
    /// A country or territory of ISO 3166-1.
    Country,
    /// A subdivision of ISO 3166-2.
    Subdivision,
    /// A European statistical region of the level given, 1 to 3.
    Nuts(u8),
    /// A county or its equivalent.
    County,
    /// A town or city.
    Town,
    /// An area that one service or reporting system draws for itself.
    OperationalArea,
}

/// One place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    id: PlaceId,
    name: String,
    kind: PlaceKind,
    parent: Option<PlaceId>,
    point: Option<(f64, f64)>,
    codes: Vec<String>,
    other_names: Vec<String>,
    members: Vec<PlaceId>,
}

impl Place {
    /// The code.
    pub fn id(&self) -> &PlaceId {
        &self.id
    }

    /// The English name shown to people.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What sort of area it is.
    pub fn kind(&self) -> PlaceKind {
        self.kind
    }

    /// The place it lies in.
    pub fn parent(&self) -> Option<&PlaceId> {
        self.parent.as_ref()
    }

    /// A point inside or near it, for a map.
    ///
    /// - Shape: latitude, longitude
    /// - Units: degrees, WGS 84
    pub fn point(&self) -> Option<(f64, f64)> {
        self.point
    }

    /// Other codes: ISO 3166-1 alpha-3 and numeric, FIPS, NUTS, `SGC-` and a number for Canada.
    pub fn codes(&self) -> &[String] {
        &self.codes
    }

    /// Other names under which sources report it.
    pub fn other_names(&self) -> &[String] {
        &self.other_names
    }

    /// The countries of a bloc whose composition is known; empty for any other place.
    pub fn members(&self) -> &[PlaceId] {
        &self.members
    }
}

/// How a text came to stand for a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceHow {
    /// The text is the code of the place.
    Code,
    /// The text is a name of the place, letter for letter.
    Name,
    /// A name after case, accents, punctuation and spacing are set aside.
    Folded,
}

/// A place that a text stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceMatch {
    /// The place.
    pub id: PlaceId,
    /// How the text was understood.
    pub how: PlaceHow,
}

/// The tables of places with their indexes.
#[derive(Debug)]
pub struct Places {
    entries: Vec<Place>,
    by_id: HashMap<String, usize>,
    by_code: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
}

impl Places {
    /// The tables that come with this release.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Places> = OnceLock::new();
        SHIPPED.get_or_init(|| Self::new(table::places()))
    }

    /// The bytes a digest of the tables is taken of, in a fixed order.
    pub fn source() -> Vec<&'static [u8]> {
        table::SOURCES.iter().map(|source| source.as_bytes()).collect()
    }

    /// The place of an id.
    pub fn get(&self, id: &PlaceId) -> Option<&Place> {
        Some(&self.entries[*self.by_id.get(id.as_str())?])
    }

    /// Every place, in the order of the tables.
    pub fn all(&self) -> impl Iterator<Item = &Place> {
        self.entries.iter()
    }

    /// The places around a place.
    ///
    /// - Shape: nearest first, without itself; the world last. Blocs are not among them, for
    ///   membership changes: see [`Place::members`].
    pub fn ancestors(&self, id: &PlaceId) -> Vec<PlaceId> {
        let parent = |id: &PlaceId| self.get(id).and_then(|place| place.parent.clone());
        std::iter::successors(parent(id), parent).collect()
    }

    /// The places directly inside a place, in the order of the tables.
    pub fn children(&self, id: &PlaceId) -> impl Iterator<Item = &Place> {
        self.entries.iter().filter(move |place| place.parent.as_ref() == Some(id))
    }

    /// The one place that a text stands for; `None` where there is none or more than one.
    ///
    /// Ids come first, then other codes, then names. With `within`, only that place and what lies in
    /// it is looked at and the widest match wins: `Fairfield` in `US-CT` is the county, not the town.
    /// Without it, a name that also stands for a place somewhere else is not resolved; only a
    /// country is preferred to what lies deeper than the first level of another country. NUTS
    /// regions are found by name only where nothing else has the name.
    pub fn resolve(&self, text: &str, within: Option<&PlaceId>) -> Option<PlaceMatch> {
        self.resolve_where(text, within, |_| true)
    }

    /// As [`Places::resolve`], among places of one kind only: a column of towns, or of countries.
    pub fn resolve_as(
        &self,
        text: &str,
        within: Option<&PlaceId>,
        kind: PlaceKind,
    ) -> Option<PlaceMatch> {
        self.resolve_where(text, within, |place| place.kind == kind)
    }

    fn resolve_where(
        &self,
        text: &str,
        within: Option<&PlaceId>,
        wanted: impl Fn(&Place) -> bool,
    ) -> Option<PlaceMatch> {
        let text = text.trim();
        let eligible = |entry: &usize| {
            let place = &self.entries[*entry];
            wanted(place) && within.is_none_or(|area| self.is_in(place, area))
        };
        let found = |entry: usize, how| PlaceMatch { id: self.entries[entry].id.clone(), how };
        if let Some(entry) = self.by_id.get(text).filter(|entry| eligible(entry)) {
            return Some(found(*entry, PlaceHow::Code));
        }
        let among = |entries: Option<&Vec<usize>>| -> Vec<usize> {
            entries.into_iter().flatten().copied().filter(|entry| eligible(entry)).collect()
        };
        let by_code = among(self.by_code.get(text));
        if !by_code.is_empty() {
            return Some(found(self.choose(&by_code, within)?, PlaceHow::Code));
        }
        let entry = self.choose(&among(self.by_name.get(&fold(text))), within)?;
        let place = &self.entries[entry];
        let as_written = place.name == text || place.other_names.iter().any(|name| name == text);
        Some(found(entry, if as_written { PlaceHow::Name } else { PlaceHow::Folded }))
    }

    fn choose(&self, candidates: &[usize], within: Option<&PlaceId>) -> Option<usize> {
        let best_rank = candidates.iter().map(|entry| self.rank(*entry)).min()?;
        let mut best = candidates.iter().filter(|entry| self.rank(**entry) == best_rank);
        let (Some(&winner), None) = (best.next(), best.next()) else { return None };
        let place = &self.entries[winner];
        let is_rival = |entry: usize| {
            let other = &self.entries[entry];
            let elsewhere = !self.is_in(other, &place.id);
            let deep = place.kind == PlaceKind::Country && self.rank(entry) > FIRST_LEVEL;
            elsewhere && !deep && !matches!(other.kind, PlaceKind::Nuts(_))
        };
        let contested = within.is_none() && candidates.iter().any(|entry| is_rival(*entry));
        (!contested).then_some(winner)
    }

    /// How wide a place is; the lowest is the widest.
    fn rank(&self, entry: usize) -> u8 {
        let place = &self.entries[entry];
        match place.kind {
            PlaceKind::World | PlaceKind::Bloc => 0,
            PlaceKind::Country => 1,
            PlaceKind::Subdivision => {
                let parent = place.parent.as_ref().and_then(|id| self.get(id));
                let first = parent.is_none_or(|parent| parent.kind == PlaceKind::Country);
                if first { FIRST_LEVEL } else { FIRST_LEVEL + 1 }
            }
            PlaceKind::County | PlaceKind::OperationalArea => FIRST_LEVEL + 2,
            PlaceKind::Town => FIRST_LEVEL + 3,
            PlaceKind::Nuts(level) => FIRST_LEVEL + 3 + level,
        }
    }

    fn is_in(&self, place: &Place, area: &PlaceId) -> bool {
        place.id == *area || self.ancestors(&place.id).contains(area)
    }

    fn new(entries: Vec<Place>) -> Self {
        let mut by_id = HashMap::new();
        let mut by_code: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (entry, place) in entries.iter().enumerate() {
            by_id.insert(place.id.as_str().to_owned(), entry);
            for code in &place.codes {
                by_code.entry(code.clone()).or_default().push(entry);
            }
            for name in std::iter::once(&place.name).chain(&place.other_names) {
                let holders = by_name.entry(fold(name)).or_default();
                if holders.last() != Some(&entry) {
                    holders.push(entry);
                }
            }
        }
        Self { entries, by_id, by_code, by_name }
    }
}

/// The rank of the first level below a country.
const FIRST_LEVEL: u8 = 2;
