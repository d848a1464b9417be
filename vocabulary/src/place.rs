//! Where things happen: countries, subdivisions, statistical regions, counties and operational areas.
//!
//! It does not draw boundaries, and it does not say who lives in a place.

use thiserror::Error;

/// The code of a place: `CA`, `CA-BC`, `nuts:DE21`, `fips:09001`, `cbp:laredo-field-office`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(String);

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
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ':'));
        if well_formed {
            Ok(Self(text.to_owned()))
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
    other_names: Vec<String>,
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

    /// Other names and codes under which sources report it.
    pub fn other_names(&self) -> &[String] {
        &self.other_names
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
}

impl Places {
    /// The tables that come with this release.
    pub fn shipped() -> &'static Self {
        static SHIPPED: Places = Places {
            entries: Vec::new(),
        };
        &SHIPPED
    }

    /// The bytes a digest of the tables is taken of, in a fixed order.
    pub fn source() -> Vec<&'static [u8]> {
        Vec::new()
    }

    /// The place of a code.
    pub fn get(&self, id: &PlaceId) -> Option<&Place> {
        self.entries.iter().find(|place| place.id == *id)
    }

    /// Every place, in the order of the tables.
    pub fn all(&self) -> impl Iterator<Item = &Place> {
        self.entries.iter()
    }

    /// The places around a place, nearest first, without itself.
    pub fn ancestors(&self, _id: &PlaceId) -> Vec<PlaceId> {
        Vec::new()
    }

    /// The places directly inside a place.
    pub fn children(&self, id: &PlaceId) -> impl Iterator<Item = &Place> {
        self.entries
            .iter()
            .filter(move |place| place.parent.as_ref() == Some(id))
    }

    /// The one place that a text stands for, looked for inside `within` where given.
    pub fn resolve(&self, _text: &str, _within: Option<&PlaceId>) -> Option<PlaceMatch> {
        None
    }
}
