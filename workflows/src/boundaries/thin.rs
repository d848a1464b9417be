//! Rounds outlines to a grid, and leaves the points that shape them most.
//!
//! Rings are cut where three lines meet, so that the line between two neighbours is thinned once for both
//! and no gap opens there. Which points matter least, Visvalingam and Whyatt (1993) say: those that make the
//! smallest triangle with what is left beside them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};

use store::boundaries::Ring;
use vocabulary::place::PlaceId;

use super::Polygons;

/// The outlines on the grid with so many points at most; `None` where their rings alone need more.
///
/// - Shape: rings around an area run against the clock, those around a hole with it (RFC 7946)
pub(super) fn thin(
    outlines: BTreeMap<PlaceId, Polygons>,
    most: usize,
) -> Option<BTreeMap<PlaceId, Polygons>> {
    let on_grid: BTreeMap<PlaceId, Vec<Vec<Loop>>> =
        outlines.into_iter().map(|(place, polygons)| (place, rounded(&polygons))).collect();
    let meetings = meetings(on_grid.values().flatten().flatten());
    let weighed: BTreeMap<PlaceId, Vec<Vec<Weighed>>> = on_grid
        .into_iter()
        .map(|(place, parts)| {
            let weigh = |rings: Vec<Loop>| {
                rings.into_iter().map(|ring| weighed(ring, &meetings)).collect::<Vec<_>>()
            };
            (place, parts.into_iter().map(weigh).collect())
        })
        .collect();
    let all = weighed.values().flatten().flatten().flatten();
    let mut weights: Vec<i64> = all.map(|(_, weight)| *weight).collect();
    let least = if weights.len() <= most {
        0
    } else {
        let (_, too_light, _) = weights.select_nth_unstable_by_key(most, |weight| Reverse(*weight));
        too_light.checked_add(1)?
    };
    let place = |(place, parts): (PlaceId, Vec<Vec<Weighed>>)| {
        let ring = |(at, ring): (usize, Vec<(Point, i64)>)| written(&ring, least, at == 0);
        let part = |rings: Vec<Weighed>| rings.into_iter().enumerate().map(ring).collect();
        (place, parts.into_iter().map(part).collect())
    };
    Some(weighed.into_iter().map(place).collect())
}

/// A position in steps of the grid.
type Point = [i32; 2];

/// Points around an area, each once.
type Loop = Vec<Point>;

/// Points around an area with twice the area that would be lost without each; those that must stay have
/// the largest number.
type Weighed = Vec<(Point, i64)>;

/// The parts of a place on the grid. What is smaller than its steps is left out; a place of which nothing
/// else is left is a square of one step.
fn rounded(polygons: &Polygons) -> Vec<Vec<Loop>> {
    let part = |rings: &Vec<Ring>| {
        let (around, holes) = rings.split_first()?;
        let holes = holes.iter().filter_map(on_grid);
        Some(std::iter::once(on_grid(around)?).chain(holes).collect::<Vec<Loop>>())
    };
    let mut parts: Vec<Vec<Loop>> = polygons.iter().filter_map(part).collect();
    if parts.is_empty()
        && let Some(&position) = polygons.iter().flatten().flatten().next()
    {
        let [x, y] = point(position);
        // West and south of it where it lies north or east of 0, so that it stays on the globe.
        let [x, y] = [x - i32::from(x > 0), y - i32::from(y > 0)];
        parts.push(vec![vec![[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]]]);
    }
    parts
}

#[expect(clippy::cast_possible_truncation, reason = "degrees are 180 at most")]
fn point(position: [f64; 2]) -> Point {
    position.map(|degrees| (degrees * STEPS).round() as i32)
}

/// A ring on the grid; `None` where nothing of its area is left.
fn on_grid(ring: &Ring) -> Option<Loop> {
    let mut points: Loop = ring.iter().copied().map(point).collect();
    points.dedup();
    points.pop();
    (points.len() >= 3 && turn(&points) != 0).then_some(points)
}

/// Points where more than two lines meet: there rings are cut.
fn meetings<'a>(rings: impl Iterator<Item = &'a Loop>) -> HashMap<Point, Vec<Point>> {
    let mut beside: HashMap<Point, Vec<Point>> = HashMap::new();
    for ring in rings {
        for (at, point) in ring.iter().enumerate() {
            let next = ring[(at + 1) % ring.len()];
            for (one, other) in [(*point, next), (next, *point)] {
                let known = beside.entry(one).or_default();
                if known.len() < 3 && !known.contains(&other) {
                    known.push(other);
                }
            }
        }
    }
    beside.retain(|_, known| known.len() > 2);
    beside
}

/// Weighs each line of a ring by itself, from the same end for both neighbours.
fn weighed(mut ring: Loop, meetings: &HashMap<Point, Vec<Point>>) -> Weighed {
    let is_meeting = |point: &Point| meetings.contains_key(point);
    let lowest = || ring.iter().enumerate().min_by_key(|(_, point)| **point).map(|(at, _)| at);
    let start = ring.iter().position(is_meeting).or_else(lowest).unwrap_or(0);
    ring.rotate_left(start);
    ring.push(ring[0]);
    let mut all = Weighed::with_capacity(ring.len());
    let mut from = 0;
    for to in 1..ring.len() {
        if to + 1 < ring.len() && !is_meeting(&ring[to]) {
            continue;
        }
        let mut line = ring[from..=to].to_vec();
        let is_backward = line.iter().gt(line.iter().rev());
        if is_backward {
            line.reverse();
        }
        let mut weights = weights_of(&line);
        if is_backward {
            weights.reverse();
        }
        // The last point of a line is the first of the next.
        all.extend(ring[from..to].iter().copied().zip(weights));
        from = to;
    }
    all
}

/// How much each point of a line matters; both ends must stay, and as many between them as make an area.
fn weights_of(line: &[Point]) -> Vec<i64> {
    let count = line.len();
    let least = if line.first() == line.last() { 2 } else { 1 };
    let mut weights = vec![MUST_STAY; count];
    let mut before: Vec<usize> = (0..count).map(|at| at.saturating_sub(1)).collect();
    let mut after: Vec<usize> = (1..=count).collect();
    let area =
        |before: usize, at: usize, after: usize| turn(&[line[before], line[at], line[after]]).abs();
    let mut areas: Vec<i64> = vec![GONE; count];
    let mut lightest = BinaryHeap::new();
    for at in 1..count.saturating_sub(1) {
        areas[at] = area(before[at], at, after[at]);
        lightest.push(Reverse((areas[at], at)));
    }
    let (mut left, mut heaviest) = (count.saturating_sub(2), 0);
    while left > least
        && let Some(Reverse((weight, at))) = lightest.pop()
    {
        if areas[at] != weight {
            continue;
        }
        // A point that goes after another one matters at least as much.
        heaviest = heaviest.max(weight);
        weights[at] = heaviest;
        areas[at] = GONE;
        left -= 1;
        let (previous, next) = (before[at], after[at]);
        after[previous] = next;
        before[next] = previous;
        for beside in [previous, next] {
            if beside > 0 && beside + 1 < count {
                areas[beside] = area(before[beside], beside, after[beside]);
                lightest.push(Reverse((areas[beside], beside)));
            }
        }
    }
    weights
}

/// Twice the area of points on the plane of the grid; below 0 where they run with the clock.
fn turn(points: &[Point]) -> i64 {
    let wide = |[x, y]: Point| (i64::from(x), i64::from(y));
    let pairs = points.iter().zip(points.iter().cycle().skip(1));
    let cross = |(one, other): (&Point, &Point)| {
        let ((x, y), (next_x, next_y)) = (wide(*one), wide(*other));
        x * next_y - next_x * y
    };
    pairs.map(cross).sum()
}

/// The closed ring of the points that are heavy enough, in the direction of the standard.
fn written(ring: &[(Point, i64)], least: i64, is_around: bool) -> Ring {
    let heavy = ring.iter().filter(|(_, weight)| *weight >= least);
    let mut points: Loop = heavy.map(|(point, _)| *point).collect();
    if (turn(&points) > 0) != is_around {
        points.reverse();
    }
    points.extend(points.first().copied());
    points.into_iter().map(|point| point.map(|steps| f64::from(steps) / STEPS)).collect()
}

/// Steps of the grid in a degree: each some 100 m.
const STEPS: f64 = 1000.0;
const MUST_STAY: i64 = i64::MAX;
const GONE: i64 = -1;
