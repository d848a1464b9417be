//! The countries and regions of the synthetic Europe, and how many people live there.
//!
//! Places are real ids of the vocabulary, so that figures resolve; nothing told of them is real.

use signals::simulate::random::Random;
use vocabulary::place::{PlaceId, PlaceKind, Places};

use super::streams::{Purpose, stream};

/// A country with its regions.
#[derive(Clone, Debug)]
pub(crate) struct Country {
    pub place: PlaceId,
    /// Millions of people, rounded.
    pub population: f64,
    /// Its regions, as positions in [`Map::regions`]; at least one.
    pub regions: Vec<usize>,
}

/// The smallest place that figures are drawn for: a region, or a country that has none.
#[derive(Clone, Debug)]
pub(crate) struct Region {
    pub place: PlaceId,
    /// Position of its country.
    pub country: usize,
    /// Its share of the country's people, 0 to 1.
    pub share: f64,
}

/// Countries in the order in which they join a smaller Europe.
#[derive(Clone, Debug)]
pub(crate) struct Map {
    pub countries: Vec<Country>,
    pub regions: Vec<Region>,
}

impl Map {
    /// The first countries of the list with so many regions at most; shares of regions are drawn.
    pub fn draw(seed: u64, countries: usize, most_regions: usize) -> Self {
        let mut map = Self { countries: Vec::new(), regions: Vec::new() };
        for (number, (code, population)) in COUNTRIES.iter().take(countries.max(1)).enumerate() {
            let place = PlaceId::parse(code).expect("a code of the list");
            let regions = regions_of(&place, most_regions);
            let mut random = Random::new(seed, stream(Purpose::Map, number, 0, 0));
            let weights: Vec<f64> =
                regions.iter().map(|_| libm::exp(0.5 * random.normal())).collect();
            let total: f64 = weights.iter().sum();
            let first = map.regions.len();
            map.regions.extend(regions.into_iter().zip(&weights).map(|(place, weight)| Region {
                place,
                country: number,
                share: weight / total,
            }));
            let regions = (first..map.regions.len()).collect();
            map.countries.push(Country { place, population: *population, regions });
        }
        map
    }
}

/// The first regions of a country by id, or the country itself where it has no two.
fn regions_of(country: &PlaceId, most: usize) -> Vec<PlaceId> {
    let shipped = Places::shipped();
    let of_kind = |kind: PlaceKind| -> Vec<PlaceId> {
        let of = shipped.all().filter(|place| place.kind() == kind);
        let mut ids: Vec<PlaceId> = of
            .filter(|place| shipped.ancestors(place.id()).contains(country))
            .map(|place| place.id().clone())
            .collect();
        ids.sort();
        ids
    };
    let (small, large) = (of_kind(PlaceKind::Nuts(2)), of_kind(PlaceKind::Nuts(1)));
    let mut regions = if small.len() >= large.len() { small } else { large };
    regions.truncate(most);
    if regions.len() < 2 { vec![country.clone()] } else { regions }
}

/// Most regions that a country has here.
pub(crate) const MOST_REGIONS: usize = 8;

/// Countries and millions of people, rounded; large and small ones in turn.
#[rustfmt::skip]
const COUNTRIES: [(&str, f64); 31] = [
    ("PT", 10.5), ("CZ", 10.8), ("DE", 84.0), ("LT", 2.9), ("IE", 5.2), ("IT", 59.0), ("SE", 10.5),
    ("HU", 9.6), ("NO", 5.5), ("FR", 68.0), ("EE", 1.4), ("AT", 9.1), ("PL", 37.0), ("DK", 5.9),
    ("ES", 48.0), ("LV", 1.9), ("BE", 11.8), ("RO", 19.0), ("FI", 5.6), ("SI", 2.1), ("NL", 17.9),
    ("GR", 10.4), ("HR", 3.9), ("BG", 6.4), ("SK", 5.4), ("CH", 8.9), ("TR", 85.0), ("CY", 0.9),
    ("LU", 0.7), ("MT", 0.5), ("RS", 6.6),
];

/// How many countries there are at most.
pub(crate) const MOST_COUNTRIES: usize = COUNTRIES.len();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn europe_has_all_members_of_the_union_and_more_with_regions_inside_them() {
        let map = Map::draw(1, MOST_COUNTRIES, MOST_REGIONS);
        let union = Places::shipped().get(&PlaceId::parse("EU27").unwrap()).unwrap().members();
        for member in union {
            assert!(map.countries.iter().any(|c| c.place == *member), "{member} is not there");
        }
        assert!(map.countries.len() > union.len() && map.regions.len() > 140);
        for region in &map.regions {
            let country = &map.countries[region.country].place;
            let above = Places::shipped().ancestors(&region.place);
            assert!(region.place == *country || above.contains(country), "{}", region.place);
        }
        for country in &map.countries {
            let shares: f64 = country.regions.iter().map(|r| map.regions[*r].share).sum();
            assert!((shares - 1.0).abs() < 1e-9);
        }
    }
}
