//! Which files are taken, what is made of them, and which are refused.

use serde_json::{Value, json};

use super::thin::thin;
use super::*;

fn adding(bytes: &[u8]) -> Adding<'_> {
    let name = BoundaryName::parse("test").unwrap();
    let (property, prefix, source, licence) = ("code", "nuts:", "drawn for this test", "none");
    Adding { name, bytes, property, prefix, source, licence }
}

fn square(west: f64, south: f64, size: f64) -> Value {
    let (east, north) = (west + size, south + size);
    json!([[[west, south], [east, south], [east, north], [west, north], [west, south]]])
}

fn feature(code: impl Into<Value>, coordinates: &Value) -> Value {
    let geometry = json!({ "type": "Polygon", "coordinates": coordinates });
    json!({ "type": "Feature", "properties": { "code": code.into() }, "geometry": geometry })
}

fn file(features: &[Value]) -> Vec<u8> {
    json!({ "type": "FeatureCollection", "features": features }).to_string().into_bytes()
}

fn refused(bytes: &[u8], words: &[&str]) {
    let Err(error) = read(&adding(bytes)) else { panic!("{words:?} is not refused") };
    let said = error.to_string();
    assert!(words.iter().all(|word| said.contains(word)), "{words:?} in: {said}");
}

#[test]
fn places_are_found_and_what_is_none_is_named() {
    let unknown = json!({ "type": "Feature", "properties": null, "geometry": null });
    let bytes = file(&[
        feature("AT13", &square(16.2, 48.1, 0.4)),
        feature("XX99", &json!([])),
        unknown,
        feature("AT11", &json!([[[16.0, 47.0, 300], [17, 47], [17, 48], [16.0, 47.0, 300]]])),
    ]);
    let drawn = read(&adding(&bytes)).unwrap();
    let places: Vec<_> = drawn.outlines.keys().map(ToString::to_string).collect();
    assert_eq!(places, ["nuts:AT11", "nuts:AT13"]);
    assert_eq!(drawn.unmatched, ["nuts:XX99", "(nothing)"]);
    let number = file(&[feature(9001, &square(-73.5, 41.0, 0.5))]);
    let with_prefix = Adding { prefix: "fips:0", ..adding(&number) };
    assert_eq!(read(&with_prefix).unwrap().outlines.len(), 1, "a code may be a number");
}

#[test]
fn what_is_no_geojson_is_refused() {
    let garbage: Vec<u8> =
        (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    refused(&garbage, &["no GeoJSON"]);
    refused(b"", &["no GeoJSON"]);
    refused(b"[1, 2]", &["no GeoJSON"]);
    refused(br#"{"type":"FeatureCollection","features":[{"#, &["no GeoJSON"]);
    refused(br#"{"type":"Topology","objects":{}}"#, &["Topology", "FeatureCollection"]);
    let whole = file(&[feature("AT13", &square(16.2, 48.1, 0.4))]);
    for end in 0..whole.len() {
        assert!(read(&adding(&whole[..end])).is_err(), "cut at {end}");
    }
}

#[test]
fn nesting_without_end_is_refused() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        refused(deep.as_bytes(), &["no GeoJSON"]);
        for place in ["properties", "coordinates"] {
            let text = match place {
                "properties" => format!(r#"{{"properties":{{"code":{deep}}}}}"#),
                _ => format!(r#"{{"geometry":{{"type":"Polygon","coordinates":{deep}}}}}"#),
            };
            let text = format!(r#"{{"type":"FeatureCollection","features":[{text}]}}"#);
            refused(text.as_bytes(), &["no GeoJSON"]);
        }
    }
    let ignored =
        format!(r#"{{"type":"Topology","x":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    refused(ignored.as_bytes(), &["Topology"]);
}

#[test]
fn what_is_too_large_is_not_read() {
    refused(&vec![b' '; LARGEST_BOUNDARY_FILE + 1], &["64 MB"]);
}

#[test]
fn a_file_that_draws_no_place_names_what_it_has() {
    let bytes = file(&[feature("Wien", &square(16.2, 48.1, 0.4))]);
    refused(&bytes, &["nuts:Wien", "--prefix"]);
    let other = Adding { property: "id", ..adding(&bytes) };
    let said = read(&other).err().unwrap().to_string();
    assert!(said.contains("property id") && said.contains("code"), "{said}");
    refused(&file(&[]), &["no feature"]);
}

#[test]
fn outlines_that_are_not_sound_are_refused() {
    let once = feature("AT13", &square(16.2, 48.1, 0.4));
    refused(&file(&[once.clone(), once]), &["nuts:AT13", "two features"]);
    let metres = square(4_780_000.0, 2_800_000.0, 40_000.0);
    refused(&file(&[feature("AT13", &metres)]), &["nuts:AT13", "4780000", "EPSG:4326"]);
    refused(&file(&[feature("AT13", &square(179.9, 48.1, 0.4))]), &["WGS 84"]);
    refused(&file(&[feature("AT13", &square(16.2, 89.9, 0.4))]), &["WGS 84"]);
    let open = json!([[[16.2, 48.1], [16.6, 48.1], [16.6, 48.3], [16.2, 48.3]]]);
    refused(&file(&[feature("AT13", &open)]), &["nuts:AT13", "not closed"]);
    let short = json!([[[16.2, 48.1], [16.6, 48.1], [16.2, 48.1]]]);
    refused(&file(&[feature("AT13", &short)]), &["not closed"]);
    for shape in [json!([]), json!([[]]), json!([16.2, 48.1]), json!([[16.2, 48.1]]), json!(7)] {
        refused(&file(&[feature("AT13", &shape)]), &["nuts:AT13"]);
    }
    refused(&file(&[feature("AT13", &json!([[[16.2]]]))]), &["longitude and a latitude"]);
    let point = json!({ "type": "Point", "coordinates": [16.4, 48.2] });
    let point = json!({ "type": "Feature", "properties": { "code": "AT13" }, "geometry": point });
    refused(&file(&[point]), &["nuts:AT13", "Point", "MultiPolygon"]);
    let none = json!({ "type": "Feature", "properties": { "code": "AT13" }, "geometry": null });
    refused(&file(&[none]), &["nuts:AT13", "nothing"]);
}

/// A ring of so many points around a middle.
fn circle(points: u32, radius: f64) -> Ring {
    let step = std::f64::consts::TAU / f64::from(points);
    let at = |n: u32| {
        let angle = step * f64::from(n % points);
        [16.0 + radius * angle.cos(), 48.0 + radius * angle.sin()]
    };
    (0..=points).map(at).collect()
}

type Ring = store::boundaries::Ring;

fn place(id: &str) -> PlaceId {
    PlaceId::parse(id).unwrap()
}

/// Those of the rings around their parts that are left of some places.
fn thinned(places: Vec<(&str, Polygons)>, most: usize) -> BTreeMap<String, Polygons> {
    let outlines = places.into_iter().map(|(id, polygons)| (place(id), polygons)).collect();
    let thinned = thin(outlines, most).unwrap();
    thinned.into_iter().map(|(place, polygons)| (place.to_string(), polygons)).collect()
}

#[test]
fn a_small_file_keeps_every_point_and_of_a_large_one_those_that_shape_it_most() {
    let small = thinned(vec![("nuts:AT13", vec![vec![circle(50, 0.2)]])], 50);
    let ring = &small["nuts:AT13"][0][0];
    assert_eq!(ring.len(), 51);
    assert!(ring.iter().flatten().all(|degrees| degrees.to_string().len() <= 6), "{ring:?}");

    // A square with a corner of its own, and a bump on one side that is too small to be seen.
    let line = |n: i32| [16.0 + f64::from(n) / 100.0, if n == 50 { 48.002 } else { 48.0 }];
    let mut ring: Ring = (0..=100).map(line).collect();
    ring.extend([[17.0, 49.0], [16.5, 49.5], [16.0, 49.0], [16.0, 48.0]]);
    let large = thinned(vec![("nuts:AT13", vec![vec![ring]])], 5);
    let ring = &large["nuts:AT13"][0][0];
    for corner in [[16.0, 48.0], [17.0, 48.0], [17.0, 49.0], [16.5, 49.5], [16.0, 49.0]] {
        assert!(ring.contains(&corner), "{corner:?} in {ring:?}");
    }
    assert_eq!((ring.len(), ring.first()), (6, ring.last()));
}

#[test]
fn what_cannot_be_thinned_so_far_is_refused_and_every_ring_stays_one() {
    let many = |rings: usize| -> Polygons {
        let middle = |n: usize| f64::from(u32::try_from(n).unwrap()) * 0.01 - 90.0;
        let moved = |n| circle(40, 0.004).iter().map(|[x, y]| [x + middle(n), *y]).collect();
        (0..rings).map(|n| vec![moved(n)]).collect()
    };
    let left = thinned(vec![("nuts:AT13", many(100))], 300);
    let rings = left["nuts:AT13"].iter().flatten();
    assert!(rings.clone().count() == 100 && rings.clone().all(|ring| ring.len() == 4));
    assert!(thin(BTreeMap::from([(place("nuts:AT13"), many(101))]), 300).is_none());
}

/// Three areas: two share a winding line, and the third lies along both of them.
fn neighbours() -> Vec<(&'static str, Polygons)> {
    let line: Vec<[f64; 2]> = (0..=5000)
        .map(|n| [16.0 + (f64::from(n) * 0.7).sin() / 5.0, 40.0 + f64::from(n) / 500.0])
        .collect();
    let (bottom, top) = (line[0], line[5000]);
    let side = |x: f64| {
        let mut ring = line.clone();
        ring.extend([[x, 50.0], [x, 40.0], bottom]);
        vec![vec![ring]]
    };
    let above = vec![top, [20.0, 50.0], [20.0, 52.0], [10.0, 52.0], [10.0, 50.0], top];
    vec![("nuts:AT11", side(10.0)), ("nuts:AT12", side(20.0)), ("nuts:AT13", vec![vec![above]])]
}

#[test]
fn neighbours_stay_joined_however_many_points_go() {
    for most in [10_000, 2_000, 300, 30] {
        let left = thinned(neighbours(), most);
        let border = |id: &str| {
            let ring = &left[id][0][0];
            let between = ring.iter().filter(|[x, _]| (15.0..17.0).contains(x));
            let mut border: Vec<String> = between.map(|point| format!("{point:?}")).collect();
            border.sort();
            border.dedup();
            border
        };
        assert!(
            left.values().flatten().flatten().map(|ring| ring.len() - 1).sum::<usize>() <= most
        );
        assert_eq!(border("nuts:AT11"), border("nuts:AT12"), "{most}");
        assert!(border("nuts:AT12").contains(&border("nuts:AT13")[0]), "where three meet stays");
    }
}

#[test]
fn an_island_in_a_hole_fits_it_whichever_point_each_begins_with() {
    let island = circle(300, 0.3);
    let mut hole = island[..300].to_vec();
    hole.rotate_left(77);
    hole.reverse();
    hole.push(hole[0]);
    let all =
        vec![("nuts:AT11", vec![vec![circle(300, 1.0), hole]]), ("nuts:AT13", vec![vec![island]])];
    let left = thinned(all, 200);
    let sorted = |ring: &Ring| {
        let mut points: Vec<String> = ring.iter().map(|point| format!("{point:?}")).collect();
        points.sort();
        points.dedup();
        points
    };
    assert_eq!(sorted(&left["nuts:AT11"][0][1]), sorted(&left["nuts:AT13"][0][0]));
    assert!(left["nuts:AT13"][0][0].len() < 200);
}

#[test]
fn rings_run_as_the_standard_says_and_a_tiny_place_stays() {
    let ccw = circle(12, 0.3);
    let mut cw = ccw.clone();
    cw.reverse();
    let hole = circle(12, 0.1);
    let islet = circle(12, 0.000_01);
    let all = vec![
        ("nuts:AT11", vec![vec![ccw, hole.clone()]]),
        ("nuts:AT12", vec![vec![cw, hole]]),
        ("nuts:AT13", vec![vec![islet.clone()]]),
        ("nuts:AT21", vec![vec![circle(12, 0.3)], vec![islet]]),
    ];
    let left = thinned(all, 1000);
    let turns = |ring: &Ring| {
        ring.windows(2).map(|pair| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1]).sum::<f64>()
    };
    for id in ["nuts:AT11", "nuts:AT12"] {
        let rings = &left[id][0];
        assert!(turns(&rings[0]) > 0.0 && turns(&rings[1]) < 0.0, "{id}");
    }
    assert_eq!(
        left["nuts:AT13"][0][0].len(),
        5,
        "a place too small for the grid is one step of it"
    );
    assert!(turns(&left["nuts:AT13"][0][0]) > 0.0);
    assert_eq!(left["nuts:AT21"].len(), 1, "what the grid cannot show is left out");
}
