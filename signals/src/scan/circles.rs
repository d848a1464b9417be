//! The circles around every region, made once for all replications.
//!
//! A circle is a number of steps along its centre's order by distance. Regions equally far come in
//! together.

use super::data::{Coordinates, ScanError};

/// For every centre, the regions by distance, as far as its largest circle goes.
#[derive(Debug, Clone)]
pub(super) struct Circles {
    /// Orders of all centres, one after the other.
    order: Vec<u16>,
    /// Whether a circle ends at this step, or the next region is as far.
    ends: Vec<bool>,
    /// Where each centre's order begins, and the end of the last.
    starts: Vec<usize>,
}

/// Which circles there are.
pub(super) struct Limits<'a> {
    /// Population, or what is expected, of each region.
    pub weights: &'a [f64],
    pub largest_share: f64,
    pub largest_radius: Option<f64>,
}

impl Circles {
    pub fn new(coordinates: Coordinates<'_>, limits: &Limits<'_>) -> Result<Self, ScanError> {
        let points = on_sphere_or_plane(coordinates);
        let most = limits.weights.iter().sum::<f64>() * limits.largest_share;
        let farthest = limits.largest_radius.map_or(f64::INFINITY, |radius| match coordinates {
            Coordinates::Degrees(_) => square_of_chord(radius),
            Coordinates::Plane(_) => radius * radius,
        });
        let (mut order, mut ends, mut starts) = (Vec::new(), Vec::new(), vec![0]);
        let mut near: Vec<(f64, u16)> = Vec::with_capacity(points.len());
        for centre in &points {
            near.clear();
            for (region, point) in (0_u16..).zip(&points) {
                let distance = square_of_distance(centre, point);
                if distance <= farthest * (1.0 + ALIKE) {
                    near.push((distance, region));
                }
            }
            near.sort_unstable_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
            let mut weight = 0.0;
            for circle in near.chunk_by(|one, other| other.0 <= one.0 * (1.0 + ALIKE)) {
                weight +=
                    circle.iter().map(|near| limits.weights[usize::from(near.1)]).sum::<f64>();
                if weight > most {
                    break;
                }
                order.extend(circle.iter().map(|near| near.1));
                ends.resize(order.len() - 1, false);
                ends.push(true);
            }
            starts.push(order.len());
        }
        if order.is_empty() { Err(ScanError::NoCircle) } else { Ok(Self { order, ends, starts }) }
    }

    pub fn centres(&self) -> usize {
        self.starts.len() - 1
    }

    /// Steps along all orders.
    pub fn steps(&self) -> usize {
        self.order.len()
    }

    /// Regions by distance from a centre.
    pub fn of(&self, centre: usize) -> &[u16] {
        &self.order[self.starts[centre]..self.starts[centre + 1]]
    }

    /// Whether a circle ends at each step from a centre.
    pub fn ends_of(&self, centre: usize) -> &[bool] {
        &self.ends[self.starts[centre]..self.starts[centre + 1]]
    }
}

/// Distance between two regions, as the coordinates measure it.
pub(super) fn distance(coordinates: Coordinates<'_>, one: usize, other: usize) -> f64 {
    let points = coordinates.points();
    let pair = [points[one], points[other]];
    match coordinates {
        Coordinates::Degrees(_) => {
            let points = on_sphere_or_plane(Coordinates::Degrees(&pair));
            let half = square_of_distance(&points[0], &points[1]).sqrt() / 2.0;
            2.0 * EARTH_RADIUS_KM * libm::asin(half.min(1.0))
        }
        Coordinates::Plane(_) => libm::hypot(pair[0].0 - pair[1].0, pair[0].1 - pair[1].1),
    }
}

/// Points whose straight distances are in the order of those along the earth.
fn on_sphere_or_plane(coordinates: Coordinates<'_>) -> Vec<[f64; 3]> {
    let points = coordinates.points().iter();
    match coordinates {
        Coordinates::Degrees(_) => points
            .map(|(latitude, longitude)| {
                let (latitude, longitude) = (latitude.to_radians(), longitude.to_radians());
                let across = libm::cos(latitude);
                [across * libm::cos(longitude), across * libm::sin(longitude), libm::sin(latitude)]
            })
            .collect(),
        Coordinates::Plane(_) => points.map(|(x, y)| [*x, *y, 0.0]).collect(),
    }
}

fn square_of_distance(one: &[f64; 3], other: &[f64; 3]) -> f64 {
    let [x, y, z] = [one[0] - other[0], one[1] - other[1], one[2] - other[2]];
    x * x + y * y + z * z
}

/// Square of the straight distance, in radii of the earth, between places this far apart.
fn square_of_chord(kilometres: f64) -> f64 {
    let angle = (kilometres / EARTH_RADIUS_KM).min(std::f64::consts::PI);
    let chord = 2.0 * libm::sin(angle / 2.0);
    chord * chord
}

/// Mean radius of the earth.
const EARTH_RADIUS_KM: f64 = 6371.0088;
/// Squares of distances that differ by less than this share are one circle.
const ALIKE: f64 = 1e-9;
