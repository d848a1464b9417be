//! Columns that say one thing each for a year, a month, a place or a substance: a wide table.
//!
//! The sample is turned so that each such cell is a row; the rest of the proposal sees it so.

use vocabulary::period::Period;
use vocabulary::place::{PlaceId, PlaceKind, Places};

use super::column::Column;
use super::figures::{meaning_of, without_mark};
use super::file::Grid;
use super::period::forms_of;
use super::place::{lies_within, place_in};
use super::said::{Confidence, Said};
use super::substance::{is_flags, names_substance};
use super::told::Holds;
use super::words::Sense;
use crate::period::forms::Form;
use crate::period::months::month_number;

/// The section [wide].
#[derive(Clone, Debug)]
pub(crate) struct WidePlan {
    pub columns: Vec<String>,
    /// Whether the columns stand side by side, so that the first and last name them.
    pub are_neighbours: bool,
    pub name: String,
    pub value: String,
    pub said: Said,
}

/// Finds wide columns; `text` is the file's name and titles.
pub(crate) fn find_wide(columns: &[Column], text: &str) -> Option<WidePlan> {
    let usable = |column: &&Column| {
        column.barred.is_none()
            && column.may_hold(&FIGURES)
            && (column.is_figures() || column.filled() == 0)
            && !column.has_any(&[Sense::COORDINATE, Sense::ID])
    };
    let figures: Vec<&Column> = columns.iter().filter(usable).collect();
    let bare = |column: &Column| without_mark(&column.name).0.to_owned();
    let periods = period_columns(columns);
    if periods.len() >= 3 || follow_one_another(&periods) {
        let is_year = |column: &&Column| bare(column).len() == 4;
        let name = if periods.iter().all(is_year) { "year" } else { "period" };
        return Some(plan(columns, &periods, name, "the headers are periods", Confidence::Sure));
    }
    let is_month = |column: &&Column| {
        column.name.parse::<i32>().is_err() && month_number(&column.name).is_some()
    };
    let months: Vec<&Column> = figures.iter().copied().filter(is_month).collect();
    let has_year = columns.iter().any(|column| column.has(Sense::YEAR));
    if months.len() >= 6 && has_year {
        return Some(plan(columns, &months, "month", "the headers are months", Confidence::Sure));
    }
    let all: Vec<&Column> = figures
        .into_iter()
        .filter(|column| !column.has_any(&[Sense::YEAR, Sense::PERIOD]))
        .collect();
    let figures: Vec<&Column> = all.iter().copied().filter(|column| !is_flags(column)).collect();
    let is_one = |column: &&Column| !column.has(Sense::TOTAL) && names_substance(&column.name);
    let substances: Vec<&Column> = all.into_iter().filter(is_one).collect();
    if substances.len() >= 3
        && figures.iter().copied().filter(is_one).count() >= 3
        && substances.len() * 5 >= figures.len() * 2
    {
        return Some(plan(
            columns,
            &substances,
            "substance",
            "the headers are substances",
            Confidence::Likely,
        ));
    }
    let hint = place_in(text).map(country_of);
    let names_place = |column: &&Column| {
        let kinds = [
            PlaceKind::Country,
            PlaceKind::Subdivision,
            PlaceKind::County,
            PlaceKind::OperationalArea,
            PlaceKind::Nuts(1),
            PlaceKind::Nuts(2),
            PlaceKind::Nuts(3),
            PlaceKind::Town,
        ];
        kinds.into_iter().any(|kind| {
            let found = Places::shipped().resolve_as(&column.name, hint.as_ref(), kind);
            found.is_some_and(|found| hint.as_ref().is_none_or(|hint| lies_within(&found.id, hint)))
        })
    };
    let places = figures.iter().filter(|column| names_place(column)).count();
    if figures.len() >= 4 && places * 2 >= figures.len() && places >= 3 {
        let kept: Vec<&Column> =
            figures.into_iter().filter(|column| !column.has(Sense::TOTAL)).collect();
        return Some(plan(columns, &kept, "place", "most headers are places", Confidence::Likely));
    }
    None
}

/// What a wide column may be said to hold.
const FIGURES: [Holds; 2] = [Holds::Figure, Holds::Amount];

/// Columns whose headers are periods and whose cells are figures, with marks or without, signs for
/// missing ones, or blank.
///
/// The headers decide: a year whose figures are all marked, or all missing, is a year like the others.
fn period_columns(columns: &[Column]) -> Vec<&Column> {
    let is_period = |column: &Column| !forms_of(without_mark(&column.name).0).is_empty();
    let holds_figures = |column: &Column| {
        column.is_figures() || column.filled() == 0 || column.share(200, is_figure_or_sign) > 0.9
    };
    let found: Vec<&Column> = columns
        .iter()
        .filter(|column| column.barred.is_none() && column.may_hold(&FIGURES))
        .filter(|column| is_period(column) && holds_figures(column))
        .collect();
    let holds_any = found.iter().any(|column| column.figures.rows > 0);
    if holds_any { found } else { Vec::new() }
}

/// Whether a text begins with a digit and has few letters, or is a short sign without one.
fn is_figure_or_sign(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let starts =
        text.trim_start_matches(['<', '≤', '*', ' ']).starts_with(|c: char| c.is_numeric());
    if starts { letters <= 2 } else { text.chars().count() <= 4 || meaning_of(text).1 }
}

/// Whether two headers or more name periods of one form, each the next of the one before.
fn follow_one_another(periods: &[&Column]) -> bool {
    let all_of = |form: &str| {
        let form = Form::parse(form).ok()?;
        let read = |column: &&Column| form.read(without_mark(&column.name).0);
        periods.iter().map(read).collect::<Option<Vec<_>>>()
    };
    let Some(first) = periods.first().filter(|_| periods.len() >= 2) else { return false };
    let next = |pair: &[Period]| pair[0].end().tomorrow().ok() == Some(pair[1].start());
    let forms = forms_of(without_mark(&first.name).0);
    forms.into_iter().filter_map(all_of).any(|periods| periods.windows(2).all(next))
}

/// The country around a place, or the place itself.
fn country_of(place: PlaceId) -> PlaceId {
    let is_country = |id: &PlaceId| {
        Places::shipped().get(id).is_some_and(|place| place.kind() == PlaceKind::Country)
    };
    let around = Places::shipped().ancestors(&place).into_iter().find(is_country);
    around.unwrap_or(place)
}

fn plan(
    columns: &[Column],
    wide: &[&Column],
    name: &str,
    because: &str,
    confidence: Confidence,
) -> WidePlan {
    let free = |wanted: &str| {
        let is_taken = |name: &str| columns.iter().any(|column| column.name == name);
        if is_taken(wanted) { format!("{wanted} of column") } else { wanted.to_owned() }
    };
    let are_neighbours = wide.windows(2).all(|pair| pair[1].at == pair[0].at + 1) && wide.len() > 3;
    let names: Vec<String> = wide.iter().map(|column| column.name.clone()).collect();
    let proposal =
        format!("{} columns, `{}` to `{}`", names.len(), names[0], names[names.len() - 1]);
    WidePlan {
        said: Said::new("wide columns", &proposal, confidence, because)
            .with_examples(names.iter().take(3).cloned().collect()),
        columns: names,
        are_neighbours,
        name: free(name),
        value: free("value"),
    }
}

impl WidePlan {
    /// Marks of footnotes that stand at periods in the header.
    pub fn marks(&self) -> Vec<&'static str> {
        let mut marks = Vec::new();
        for name in &self.columns {
            let (bare, mark) = without_mark(name);
            let mark = mark.filter(|mark| !forms_of(bare).is_empty() && !marks.contains(mark));
            marks.extend(mark);
        }
        marks
    }

    /// The sample as the mapping will see it: a row for each wide cell.
    pub fn turn(&self, grid: &Grid) -> Grid {
        let is_wide = |name: &String| self.columns.contains(name);
        let kept: Vec<usize> =
            (0..grid.names.len()).filter(|at| !is_wide(&grid.names[*at])).collect();
        let wide: Vec<usize> =
            (0..grid.names.len()).filter(|at| is_wide(&grid.names[*at])).collect();
        let mut names: Vec<String> = kept.iter().map(|at| grid.names[*at].clone()).collect();
        names.extend([self.name.clone(), self.value.clone()]);
        let marks = self.marks();
        let bare = |name: &str| match without_mark(name) {
            (bare, Some(mark)) if marks.contains(&mark) => bare.to_owned(),
            _ => name.to_owned(),
        };
        let mut rows = Vec::new();
        let most = (MAX_TURNED / wide.len().max(1)).max(1);
        let step = grid.rows.len().div_ceil(most).max(1);
        for row in grid.rows.iter().step_by(step) {
            for at in &wide {
                let mut cells: Vec<String> = kept.iter().map(|at| row[*at].clone()).collect();
                cells.extend([bare(&grid.names[*at]), row[*at].clone()]);
                rows.push(cells);
            }
        }
        Grid { names, rows, titles: grid.titles.clone(), is_whole: grid.is_whole && step == 1 }
    }
}

const MAX_TURNED: usize = 60_000;
