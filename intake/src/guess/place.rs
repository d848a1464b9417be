//! Which columns say where, what of them the vocabulary knows, and what the file covers.

use std::collections::BTreeMap;

use vocabulary::place::{PlaceId, PlaceKind, Places};

use super::column::Column;
use super::said::{Confidence, Said};
use super::told::Holds;
use super::words::{Sense, words};
use super::write::{add, open_if, quote};

/// The section [place] and what the file covers.
#[derive(Clone, Debug)]
pub(crate) struct PlacePlan {
    pub coverage: PlaceId,
    pub columns: Vec<String>,
    pub values: BTreeMap<String, String>,
    pub default: Option<PlaceId>,
    /// A sign after which the place stands.
    pub after: Option<&'static str>,
    /// Columns of places that the vocabulary does not know.
    pub text: Vec<String>,
    pub said: Vec<Said>,
}

impl PlacePlan {
    /// The coverage as TOML writes it; where nothing in the file says where, a person must.
    pub fn written_coverage(&self) -> String {
        let is_open =
            |said: &Said| said.is_open() && (self.columns.is_empty() || said.what == "coverage");
        open_if(self.said.iter().any(is_open), quote(self.coverage.as_str()))
    }
}

/// What a column's texts were resolved to.
struct Resolved {
    share: f64,
    places: Vec<(PlaceId, usize)>,
    unknown: Vec<String>,
    values: BTreeMap<String, String>,
    after: Option<&'static str>,
}

/// Finds the place among the columns that may be read; `text` is the file's name and titles.
pub(crate) fn find_place(columns: &[&Column], text: &str) -> PlacePlan {
    let world = world();
    let candidates = candidates(columns);
    let mut best: Option<(f64, &Column, Resolved)> = None;
    let first: Vec<(&Column, Resolved)> =
        candidates.iter().map(|column| (*column, resolve(column, &world))).collect();
    let hinted = place_in(text);
    let coverage = coverage_of(&first, hinted.as_ref());
    for column in &candidates {
        let resolved = resolve(column, &coverage);
        let needed = if column.has(Sense::PLACE) { 0.3 } else { 0.75 };
        if resolved.share < needed && !column.is_told(Holds::Place) {
            continue;
        }
        let score = score(column, &resolved);
        if best.as_ref().is_none_or(|(known, _, _)| score > *known) {
            best = Some((score, column, resolved));
        }
    }
    // Where a neutral header stands beside those of a route, the place of the event is the neutral one.
    let is_route =
        |column: &Column| column.has_any(&[Sense::ELSEWHERE, Sense::DEPARTURE, Sense::DESTINATION]);
    if best.as_ref().is_some_and(|(_, column, _)| is_route(column)) {
        return by_route(&candidates, hinted);
    }
    match best {
        Some((_, column, resolved)) => by_column(column, resolved, &candidates, coverage),
        None => by_hint(hinted, &candidates),
    }
}

/// Columns that may say where: those of which a person says so, where there are any.
fn candidates<'c>(columns: &[&'c Column]) -> Vec<&'c Column> {
    let told: Vec<&Column> =
        columns.iter().copied().filter(|column| column.is_told(Holds::Place)).collect();
    if !told.is_empty() {
        return told;
    }
    let may = |column: &&Column| {
        may_name_places(column) && column.may_hold(&[Holds::Departure, Holds::Destination])
    };
    columns.iter().copied().filter(may).collect()
}

fn may_name_places(column: &Column) -> bool {
    let is_code = column.has(Sense::PLACE_CODE);
    let other = [
        Sense::SUBSTANCE,
        Sense::SEX,
        Sense::AGE,
        Sense::COORDINATE,
        Sense::NOTE,
        Sense::YEAR,
        Sense::UNIT,
    ];
    let lengthy = column.share(20, |text| text.len() > 60) > 0.2;
    column.filled() > 0
        && (column.has(Sense::PLACE) || is_code || !column.has_any(&other))
        && (is_code || !column.is_figures())
        && !lengthy
        && !(column.has(Sense::PLACE) && column.has(Sense::COORDINATE))
}

fn resolve(column: &Column, within: &PlaceId) -> Resolved {
    let plain = resolve_after(column, within, None);
    let has_comma = |text: &str| text.contains(", ");
    if plain.share < 0.6 && column.share(100, has_comma) > 0.3 {
        let after = resolve_after(column, within, Some(","));
        if after.share > plain.share + 0.2 {
            return after;
        }
    }
    plain
}

fn resolve_after(column: &Column, within: &PlaceId, after: Option<&'static str>) -> Resolved {
    let mut resolved = Resolved {
        share: 0.0,
        places: Vec::new(),
        unknown: Vec::new(),
        values: BTreeMap::new(),
        after,
    };
    let (mut rows, mut known) = (0, 0);
    let is_code = column.has(Sense::PLACE_CODE);
    let limit = if is_code { 4_000 } else { 600 };
    for (text, count) in column.values.iter().take(limit) {
        rows += count;
        let part = after.map_or(text.as_str(), |sign| {
            text.rsplit_once(sign).map_or(text.as_str(), |(_, last)| last.trim())
        });
        let direct = Places::shipped().resolve(part, Some(within));
        let direct = direct.filter(|_| part.parse::<f64>().is_err() || is_code);
        let place = match direct {
            Some(found) => Some(found.id),
            None => other_spelling(part, within, is_code).inspect(|place| {
                resolved.values.insert(part.to_owned(), place.as_str().to_owned());
            }),
        };
        match place {
            Some(place) => {
                known += count;
                resolved.places.push((place, *count));
            }
            None if resolved.unknown.len() < 200 => resolved.unknown.push(text.clone()),
            None => {}
        }
    }
    resolved.share = super::column::ratio(known, rows);
    if resolved.values.len() > MAX_VALUES {
        resolved.values.clear();
    }
    resolved
}

/// A place under another spelling: a number before it, "Total" behind it, a code without its country.
fn other_spelling(text: &str, within: &PlaceId, is_code: bool) -> Option<PlaceId> {
    let places = Places::shipped();
    let resolve = |text: &str| places.resolve(text, Some(within)).map(|found| found.id);
    let known = |id: &str| {
        PlaceId::parse(id).ok().filter(|id| places.get(id).is_some() && lies_within(id, within))
    };
    if is_code && text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return resolve(&format!("0{text}")).or_else(|| known(&format!("fips:0{text}")));
    }
    if is_code && text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return known(&format!("fips:{text}"));
    }
    let is_letters =
        (2..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let country = within.as_str().split('-').next().unwrap_or_default();
    if is_letters && country.len() == 2 {
        return known(&format!("{country}-{text}"));
    }
    let unnumbered = text
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .trim_start_matches(['.', ' ', ')', '-']);
    if unnumbered.len() < text.len() && !unnumbered.is_empty() {
        return resolve(unnumbered);
    }
    let plain = text.trim_end_matches(['*', '†', ' ']);
    let plain = ENDINGS.iter().find_map(|ending| plain.strip_suffix(ending)).unwrap_or(plain);
    let plain = plain.split(" (").next().unwrap_or(plain).trim();
    if plain.len() < text.len() && plain.len() > 2 { resolve(plain) } else { None }
}

/// The smallest place around nearly all that was resolved.
fn coverage_of(columns: &[(&Column, Resolved)], hinted: Option<&PlaceId>) -> PlaceId {
    let mut best: Option<(f64, usize, PlaceId)> = None;
    for (column, resolved) in columns {
        let is_named = column.has(Sense::PLACE);
        let is_country = country_of(column, resolved);
        if (resolved.share < if is_named { 0.25 } else { 0.8 } && is_country.is_none())
            || column.has_any(&[Sense::ELSEWHERE, Sense::DEPARTURE, Sense::DESTINATION])
        {
            continue;
        }
        let within_country = is_country
            .and_then(|country| common(&resolve_after(column, &country, resolved.after).places));
        let Some(around) = within_country.or_else(|| common(&resolved.places)) else { continue };
        let depth = Places::shipped().ancestors(&around).len();
        // Names that several places share resolve to the wrong ones: a good share counts first.
        let rank = (if resolved.share > 0.8 { 1.0 } else { resolved.share })
            + if is_named { 0.5 } else { 0.0 };
        if best.as_ref().is_none_or(|(known, deep, _)| {
            rank > *known + 0.05 || ((rank - known).abs() <= 0.05 && depth > *deep)
        }) {
            best = Some((rank, depth, around));
        }
    }
    match (best, hinted) {
        (Some((_, _, found)), Some(hint))
            if lies_within(hint, &found) && *hint != found && found == world() =>
        {
            hint.clone()
        }
        (Some((_, _, found)), _) => found,
        (None, Some(hint)) => hint.clone(),
        (None, None) => world(),
    }
}

/// The one country within which a column's texts resolve better than in the whole world: Georgia
/// among states, AL for Alabama.
fn country_of(column: &Column, resolved: &Resolved) -> Option<PlaceId> {
    let mut countries: BTreeMap<PlaceId, usize> = BTreeMap::new();
    for (place, rows) in &resolved.places {
        let around = Places::shipped().ancestors(place).into_iter().chain([place.clone()]);
        for country in around.filter(|place| kind_of(place) == Some(PlaceKind::Country)) {
            *countries.entry(country).or_default() += rows;
        }
    }
    let mut countries: Vec<(PlaceId, usize)> = countries.into_iter().collect();
    countries.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
    let mut tried: Vec<PlaceId> =
        countries.into_iter().take(3).map(|(country, _)| country).collect();
    if words(&column.name).iter().any(|word| ["state", "county", "fips"].contains(&word.as_str())) {
        tried.extend(PlaceId::parse("US").ok());
    }
    let share = |country: PlaceId| (resolve_after(column, &country, None).share, country);
    let inside = tried.into_iter().map(share).max_by(|a, b| a.0.total_cmp(&b.0));
    inside
        .filter(|(share, _)| *share > 0.25 && *share >= resolved.share * 0.85)
        .map(|(_, country)| country)
}

fn kind_of(place: &PlaceId) -> Option<PlaceKind> {
    Places::shipped().get(place).map(vocabulary::place::Place::kind)
}

/// The deepest place that holds at least 97 of 100 rows.
fn common(places: &[(PlaceId, usize)]) -> Option<PlaceId> {
    let all: usize = places.iter().map(|(_, rows)| rows).sum();
    let mut within: BTreeMap<PlaceId, usize> = BTreeMap::new();
    for (place, rows) in places {
        *within.entry(place.clone()).or_default() += rows;
        for around in Places::shipped().ancestors(place) {
            *within.entry(around).or_default() += rows;
        }
    }
    within.retain(|place, _| kind_of(place) != Some(PlaceKind::Bloc));
    let enough = |rows: usize| rows * 100 >= all * 97;
    let depth = |place: &PlaceId| Places::shipped().ancestors(place).len();
    within.into_iter().filter(|(_, rows)| enough(*rows)).map(|(place, _)| place).max_by_key(depth)
}

fn score(column: &Column, resolved: &Resolved) -> f64 {
    let rows: usize = resolved.places.iter().map(|(_, rows)| rows).sum();
    let deep = |place: &PlaceId| match kind_of(place) {
        Some(PlaceKind::County | PlaceKind::OperationalArea | PlaceKind::Nuts(_)) => 30,
        Some(PlaceKind::Town) => 25,
        Some(PlaceKind::Subdivision) => 20,
        Some(PlaceKind::Country) => 10,
        _ => 0,
    };
    let depth: usize = resolved.places.iter().map(|(place, rows)| deep(place) * rows).sum();
    // Of two columns that resolve the one that tells more places apart says more.
    let places = super::column::ratio(resolved.places.len().min(100), 250);
    let mut score = resolved.share + super::column::ratio(depth, rows * 100) + places;
    let penalties = [
        (column.has(Sense::ELSEWHERE), 0.5),
        (column.has_any(&[Sense::LEVEL, Sense::NOTE]), 0.5),
        (!column.has_any(&[Sense::PLACE, Sense::PLACE_CODE]), 0.3),
        (column.blank * 5 > column.rows, 0.3),
        (resolved.values.len() > 5, 0.05),
        (
            resolved
                .places
                .iter()
                .filter(|(place, _)| kind_of(place) == Some(PlaceKind::Bloc))
                .count()
                * 2
                > resolved.places.len(),
            0.8,
        ),
    ];
    for (applies, points) in penalties {
        score -= if applies { points } else { 0.0 };
    }
    score
}

fn by_column(
    column: &Column,
    resolved: Resolved,
    candidates: &[&Column],
    coverage: PlaceId,
) -> PlacePlan {
    let share = resolved.share * 100.0;
    let is_part = resolved.share < 0.9;
    let coverage = if is_part { widened(coverage) } else { coverage };
    let mut because =
        format!("the vocabulary knows {share:.0} % of its filled cells within {coverage}");
    if !resolved.unknown.is_empty() {
        let first: Vec<&str> = resolved.unknown.iter().take(4).map(String::as_str).collect();
        add(&mut because, format_args!("; not: {}", first.join(", ")));
    }
    let confidence = match (resolved.share > 0.9, column.has(Sense::PLACE)) {
        (true, true) => Confidence::Sure,
        (true, false) | (false, true) => Confidence::Likely,
        _ => {
            because.push_str(". TO DECIDE: is it where?");
            Confidence::Guess
        }
    };
    let needs_default = resolved.share < 0.999 || column.blank > 0;
    let text = candidates.iter().filter(|other| {
        other.name != column.name
            && other.has(Sense::PLACE)
            && !other.has_any(&[Sense::ELSEWHERE, Sense::PLACE_CODE])
            && other.values.len() > 1
    });
    let wider = candidates.iter().find(|other| {
        let named = other.name != column.name
            && other.has(Sense::PLACE)
            && !other.has_any(&[Sense::ELSEWHERE, Sense::PLACE_CODE]);
        named
            && needs_default
            && resolved.share < 0.98
            && is_wider(&resolve(other, &coverage), &resolved)
    });
    let known_in = common(&resolved.places).unwrap_or_else(world);
    let said = vec![
        Said::new("place", &format!("`{}`", column.name), confidence, &because)
            .with_examples(column.shown()),
        Said::new(
            "coverage",
            coverage.as_str(),
            if is_part { Confidence::Guess } else { Confidence::Likely },
            &if is_part {
                format!(
                    "TO DECIDE: {share:.0} % of the filled cells were resolved, within {known_in}; the others may lie elsewhere"
                )
            } else {
                format!("the smallest place around what was resolved ({known_in})")
            },
        ),
    ];
    PlacePlan {
        columns: [Some(&column), wider]
            .into_iter()
            .flatten()
            .map(|column| column.name.clone())
            .collect(),
        values: resolved.values,
        default: needs_default.then(|| coverage.clone()),
        after: resolved.after,
        text: text.take(2).map(|column| column.name.clone()).collect(),
        coverage,
        said,
    }
}

/// The country around a place: places that are not known may lie around those that are.
fn widened(place: PlaceId) -> PlaceId {
    let is_country = |place: &PlaceId| kind_of(place) == Some(PlaceKind::Country);
    let around = Places::shipped().ancestors(&place).into_iter().find(is_country);
    around.unwrap_or(place)
}

/// Places of departure, destination or origin only: none of them says where the event was.
fn by_route(candidates: &[&Column], hinted: Option<PlaceId>) -> PlacePlan {
    let neutral: Vec<&Column> = candidates
        .iter()
        .copied()
        .filter(|column| column.has(Sense::PLACE))
        .filter(|column| !column.has_any(&[Sense::ELSEWHERE, Sense::DEPARTURE, Sense::DESTINATION]))
        .collect();
    let coverage = hinted.unwrap_or_else(world);
    let text: Vec<String> = neutral.iter().take(2).map(|column| column.name.clone()).collect();
    let because = if text.is_empty() {
        "TO DECIDE: the columns that resolve say where from or where to, and none where it happened"
    } else {
        "TO DECIDE: the vocabulary does not know the places in the column that says where; those that it knows say where from or where to. Name the place, or list the texts under [place.values]"
    };
    let proposal = format!("{coverage} for every row");
    let said = Said::new("place", &proposal, Confidence::Guess, because)
        .with_examples(neutral.first().map(|column| column.shown()).unwrap_or_default());
    PlacePlan {
        default: Some(coverage.clone()),
        coverage,
        columns: Vec::new(),
        values: BTreeMap::new(),
        after: None,
        text,
        said: vec![said],
    }
}

/// Whether a column names the larger places around those of another, and nearly always.
fn is_wider(other: &Resolved, resolved: &Resolved) -> bool {
    let depth = |resolved: &Resolved| {
        let depths: usize =
            resolved.places.iter().map(|(place, _)| Places::shipped().ancestors(place).len()).sum();
        super::column::ratio(depths, resolved.places.len())
    };
    let blocs = other.places.iter().any(|(place, _)| kind_of(place) == Some(PlaceKind::Bloc));
    other.share > 0.95 && !blocs && other.after.is_none() && depth(other) < depth(resolved)
}

fn by_hint(hinted: Option<PlaceId>, candidates: &[&Column]) -> PlacePlan {
    let text: Vec<String> = candidates
        .iter()
        .filter(|column| column.has(Sense::PLACE) && column.values.len() > 1)
        .map(|column| column.name.clone())
        .take(2)
        .collect();
    let (coverage, because) = match hinted {
        Some(place) => (place, "no column resolves; the file's name or title names this place"),
        None => (world(), "TO DECIDE: nothing in the file says where; state the place it covers"),
    };
    let confidence = if coverage == world() { Confidence::Guess } else { Confidence::Likely };
    let said = vec![Said::new("place", &format!("{coverage} for every row"), confidence, because)];
    PlacePlan {
        default: Some(coverage.clone()),
        coverage,
        columns: Vec::new(),
        values: BTreeMap::new(),
        after: None,
        text,
        said,
    }
}

/// The country or state that a name or title names.
pub(crate) fn place_in(text: &str) -> Option<PlaceId> {
    let mut found: Option<PlaceId> = None;
    let raw: Vec<&str> = text
        .split(|c: char| !c.is_alphabetic() && c != '\'')
        .filter(|word| !word.is_empty())
        .collect();
    for length in (1..=3).rev() {
        for run in raw.windows(length) {
            let name = run.join(" ");
            if name.chars().count() < 4
                || words(&name).iter().any(|word| NO_PLACES.contains(&word.as_str()))
            {
                continue;
            }
            for kind in [PlaceKind::Country, PlaceKind::Subdivision] {
                if let Some(place) = Places::shipped().resolve_as(&name, None, kind) {
                    let deeper = found.as_ref().is_none_or(|known| lies_within(&place.id, known));
                    if deeper {
                        found = Some(place.id);
                    }
                }
            }
        }
    }
    found
}

pub(crate) fn lies_within(place: &PlaceId, around: &PlaceId) -> bool {
    place == around || Places::shipped().ancestors(place).contains(around)
}

pub(crate) fn world() -> PlaceId {
    PlaceId::parse("world").expect("the vocabulary has the world")
}

const MAX_VALUES: usize = 400;
const ENDINGS: [&str; 6] = [" Total", " total", " County", " county", " province", " gesamt"];
const NO_PLACES: [&str; 10] =
    ["data", "drug", "drugs", "deaths", "seizures", "central", "police", "north", "south", "total"];
