//! A whole proposal before it is written: every choice, in the order in which one rests on another.

use jiff::civil::Date;
use vocabulary::fact::FactKind;

use super::GuessError;
use super::column::{Column, columns_of, count_figures, why_barred};
use super::detail::{DetailPlan, find_detail};
use super::figures::{StylePlan, find_style};
use super::file::{FilePlan, Grid};
use super::key::{KeyPlan, find_key};
use super::kind::{Found, NAME_ENDS, find_kind, indicator_of};
use super::measure::{
    MeasurePlan, SubgroupPlan, find_measures, find_subgroups, name_substances, use_unit_column,
};
use super::missing::MissingPlan;
use super::period::{Hints, PeriodPlan, find_period, is_temporal};
use super::place::{PlacePlan, find_place};
use super::said::{Confidence, Said};
use super::substance::{SubstancePlan, find_substances};
use super::told::{Holds, NOT_MEANT, Told};
use super::totals::{TotalsPlan, find_totals};
use super::unused::tell_unused;
use super::wide::{WidePlan, find_wide};
use super::words::{Sense, senses, words};
use crate::number::NumberStyle;

/// Every choice of a proposal.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub file_name: String,
    pub source: String,
    pub title: String,
    pub file: FilePlan,
    pub style: NumberStyle,
    pub wide: Option<WidePlan>,
    pub kind: FactKind,
    pub indicator: Option<(&'static str, Said)>,
    pub subjects: &'static str,
    pub purposes: Vec<&'static str>,
    pub period: PeriodPlan,
    pub place: PlacePlan,
    pub substances: SubstancePlan,
    pub subgroups: Vec<SubgroupPlan>,
    pub measures: Vec<MeasurePlan>,
    pub detail: DetailPlan,
    pub missing: MissingPlan,
    pub key: KeyPlan,
    /// Rows of totals, which are left out.
    pub totals: Vec<TotalsPlan>,
    /// Columns that are not read, and why.
    pub left_out: Vec<(String, String)>,
    said: Vec<Said>,
}

impl Plan {
    /// Whether a choice is for a person to make.
    pub fn is_open(&self, what: &str) -> bool {
        self.all_said().any(|said| said.what == what && said.is_open())
    }

    /// Every choice with its reason, in the order of the mapping.
    pub fn all_said(&self) -> impl Iterator<Item = &Said> {
        let indicator = self.indicator.iter().map(|(_, said)| said);
        let wide = self.wide.iter().map(|wide| &wide.said);
        self.file
            .said
            .iter()
            .chain(wide)
            .chain(&self.said)
            .chain(indicator)
            .chain([&self.key.said, &self.period.said])
            .chain(&self.place.said)
            .chain(&self.substances.said)
            .chain(self.subgroups.iter().map(|subgroup| &subgroup.said))
            .chain(self.measures.iter().map(|measure| &measure.said))
            .chain(&self.detail.said)
            .chain(&self.missing.said)
            .chain(self.totals.iter().map(|totals| &totals.said))
    }
}

/// What is asked: a plan for which file, under what a person told of it, as of which day.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub file_name: &'a str,
    pub told: &'a Told,
    pub today: Date,
}

/// Makes every choice; rows of totals are set aside first.
pub(crate) fn plan(file: FilePlan, grid: &Grid, asked: Asked<'_>) -> Result<Plan, GuessError> {
    let first = plan_rows(file.clone(), grid, asked)?;
    if first.totals.is_empty() {
        return Ok(first);
    }
    let is_total = |row: &Vec<String>| {
        first.totals.iter().any(|totals| {
            let at = grid.names.iter().position(|name| *name == totals.column);
            at.and_then(|at| row.get(at)).is_some_and(|text| totals.values.contains(text))
        })
    };
    let rows: Vec<Vec<String>> = grid.rows.iter().filter(|row| !is_total(row)).cloned().collect();
    let (names, titles) = (grid.names.clone(), grid.titles.clone());
    let parts = Grid { names, rows, titles, is_whole: grid.is_whole };
    match plan_rows(file, &parts, asked) {
        Ok(plan) => Ok(Plan { totals: first.totals, ..plan }),
        Err(_) => Ok(first),
    }
}

/// Makes every choice from the rows as they are.
fn plan_rows(file: FilePlan, grid: &Grid, asked: Asked<'_>) -> Result<Plan, GuessError> {
    let Asked { file_name, told, today } = asked;
    let stem = stem_of(file_name);
    let text =
        format!("{}{NAME_ENDS}{}", stem.replace(['_', '-', '.'], " "), grid.titles.join(" "));
    let names = &grid.names;
    let Seen { columns, styled: StylePlan { style, said: style_said }, wide, turned } =
        see(&file, grid, &text, told);
    let mut left_out = barred(names, told);
    let grid = turned.as_ref().unwrap_or(grid);
    let readable: Vec<&Column> = columns.iter().filter(|column| column.barred.is_none()).collect();
    let is_european = file.separator == Some(";") || style.decimal != '.';
    let month_first = !is_european && speaks_american(&readable, &text);
    let around = columns.iter().fold(text.clone(), |around, column| around + " " + &column.name);
    let period =
        find_period(&readable, Hints { month_first, text: &around, today, rows: &grid.rows });
    let hints = Hints { month_first, text: &text, today, rows: &grid.rows };
    let timeless: Vec<&Column> = readable
        .iter()
        .copied()
        .filter(|column| !period.columns.contains(&column.name))
        .filter(|column| column.told.is_some() || !is_temporal(column, hints))
        .collect();
    let place = find_place(&timeless, &text);
    let mut substances = find_substances(&timeless, &place.columns, &text);
    let (is_by_day, has_substance) = (period.is_by_day, substances.names_any());
    let flags = substances.flags.as_ref().map_or(0, |flags| flags.columns.len());
    let found = Found { columns: &timeless, is_by_day, has_substance, flags, text: &text };
    let mut parts = Parts::of(find_kind(found, told.kind));
    parts.fill(found, &place, &substances, wide.as_ref(), &mut left_out);
    if told.kind.is_none()
        && parts.kind == FactKind::Case
        && !is_about_events(found, &period, &place)
    {
        return Err(GuessError::Nothing);
    }
    substances.leave_to(&parts.measures);
    let (subjects, purposes, handling) = handling(parts.kind, &text, &readable);
    let mut said = Vec::from_iter(style_said);
    said.extend(choices_of(&parts, &period, handling));
    let missing = missing(&columns, &parts);
    let key = key_of(&readable, &parts, (&period, &place, &substances), grid);
    let naming = [&period.columns, &place.columns, &substances.columns, &place.text];
    let mut plan = Plan {
        totals: find_totals(&readable, &naming.map(Vec::as_slice).concat()),
        source: source_of(&stem, &file),
        title: title_of(&stem, grid),
        file_name: file_name.to_owned(),
        indicator: indicator(&parts, &around, &text),
        kind: parts.kind,
        subgroups: parts.subgroups,
        measures: parts.measures,
        detail: parts.detail,
        file,
        style,
        wide,
        subjects,
        purposes,
        period,
        place,
        substances,
        missing,
        key,
        left_out,
        said,
    };
    tell_unused(&mut plan, names, &columns);
    Ok(plan)
}

/// The columns of a sample as a mapping will see them.
struct Seen {
    columns: Vec<Column>,
    styled: StylePlan,
    wide: Option<WidePlan>,
    /// The sample with a row for each wide cell.
    turned: Option<Grid>,
}

fn see(file: &FilePlan, grid: &Grid, text: &str, told: &Told) -> Seen {
    let mut columns = columns_of(&grid.names, &grid.rows, told);
    let mut styled = find_style(&columns, file.separator == Some(";"), file.format == "csv");
    count_figures(&mut columns, &styled.style);
    let wide = find_wide(&columns, text);
    styled.add_marks(&wide.as_ref().map(WidePlan::marks).unwrap_or_default());
    let turned = wide.as_ref().map(|wide| wide.turn(grid));
    if let Some(turned) = &turned {
        columns = columns_of(&turned.names, &turned.rows, told);
        count_figures(&mut columns, &styled.style);
    }
    Seen { columns, styled, wide, turned }
}

/// Whether anything says that a row may be an event.
fn is_about_events(found: Found<'_>, period: &PeriodPlan, place: &PlacePlan) -> bool {
    found.is_by_day
        || found.has_substance
        || found.columns.iter().any(|column| column.has_any(&[Sense::AGE, Sense::SEX]))
        || !(period.columns.is_empty() || place.columns.is_empty())
}

/// The key of what the rows are about.
fn key_of(
    readable: &[&Column],
    parts: &Parts,
    (period, place, substances): (&PeriodPlan, &PlacePlan, &SubstancePlan),
    grid: &Grid,
) -> KeyPlan {
    let structural: Vec<String> = period
        .columns
        .iter()
        .chain(&place.columns)
        .chain(&substances.columns)
        .chain(parts.detail.columns.iter().filter(|_| parts.kind == FactKind::Sample).take(1))
        .chain(parts.subgroups.iter().map(|s| &s.column))
        .cloned()
        .collect();
    let figures: Vec<String> = parts
        .measures
        .iter()
        .map(|measure| measure.column.clone())
        .chain(parts.detail.figures.iter().cloned())
        .collect();
    let keys: Vec<&Column> =
        readable.iter().copied().filter(|column| !figures.contains(&column.name)).collect();
    find_key(&keys, &structural, &figures, &grid.rows)
}

/// What depends on the kind.
struct Parts {
    kind: FactKind,
    said: Said,
    detail: DetailPlan,
    measures: Vec<MeasurePlan>,
    subgroups: Vec<SubgroupPlan>,
}

impl Default for Parts {
    fn default() -> Self {
        Self {
            kind: FactKind::Observation,
            said: Said::new("kind", "observation", Confidence::Guess, ""),
            detail: DetailPlan::default(),
            measures: Vec::new(),
            subgroups: Vec::new(),
        }
    }
}

impl Parts {
    fn of((kind, said): (FactKind, Said)) -> Self {
        Self { kind, said, ..Self::default() }
    }

    fn fill(
        &mut self,
        found: Found<'_>,
        place: &PlacePlan,
        substances: &SubstancePlan,
        wide: Option<&WidePlan>,
        left_out: &mut Vec<(String, String)>,
    ) {
        self.detail = find_detail(self.kind, found);
        let flags = || substances.flags.iter().flat_map(|flags| flags.columns.keys());
        let mut taken: Vec<String> = place
            .columns
            .iter()
            .chain(&place.text)
            .chain(&substances.columns)
            .chain(&substances.texts)
            .chain(flags())
            .chain(&self.detail.columns)
            .cloned()
            .collect();
        let free = |taken: &[String]| -> Vec<&Column> {
            found.columns.iter().copied().filter(|column| !taken.contains(&column.name)).collect()
        };
        if self.kind == FactKind::Observation {
            self.measures = find_measures(&free(&taken), found.text, left_out);
            if let Some(value) = wide.map(|wide| &wide.value) {
                let repeated = self.measures.iter().filter(|measure| measure.column != *value);
                left_out.extend(repeated.map(|measure| {
                    (
                        measure.column.clone(),
                        "a figure beside the wide columns: it would be repeated for each of them"
                            .to_owned(),
                    )
                }));
                self.measures.retain(|measure| measure.column == *value);
            }
            if substances.is_for_all_drugs() {
                name_substances(&mut self.measures);
            }
            taken.extend(use_unit_column(&mut self.measures, &free(&taken)));
            if self.measures.is_empty() {
                self.kind = FactKind::Case;
                self.said = Said::new(
                    "kind",
                    "case",
                    Confidence::Guess,
                    "no column holds figures: each row is taken for one event. TO DECIDE",
                );
                self.detail = find_detail(self.kind, found);
            }
        }
        // A place that does not resolve still parts the figures.
        taken.extend(self.detail.columns.iter().cloned());
        if place.columns.is_empty() {
            taken.retain(|name| !place.text.contains(name));
        }
        taken.extend(self.measures.iter().map(|measure| measure.column.clone()));
        self.subgroups = find_subgroups(&free(&taken), self.kind);
    }
}

/// What is said of the kind, of when figures were known, of who may see them and of totals.
fn choices_of(parts: &Parts, period: &PeriodPlan, handling: Said) -> Vec<Said> {
    let usual = [parts.said.clone(), known_said(period), handling];
    usual.into_iter().chain(no_total(parts)).collect()
}

/// That subgroups without a total hide what they add up to.
fn no_total(parts: &Parts) -> Option<Said> {
    let is_hidden = |subgroup: &&SubgroupPlan| subgroup.totals.is_empty();
    let hidden = parts.subgroups.iter().filter(is_hidden);
    let names: Vec<String> = hidden.map(|subgroup| format!("`{}`", subgroup.column)).collect();
    if names.is_empty() || parts.kind != FactKind::Observation {
        return None;
    }
    let because = "every figure is one of a part, and parts are not added up, so no series of all is made: give a \
                   row for all of them and map its text to \"\" under `values`, or take the [[subgroup]] out where \
                   the column says nothing that parts the figures";
    Some(Said::new("no total", &names.join(", "), Confidence::Likely, because))
}

fn barred(names: &[String], told: &Told) -> Vec<(String, String)> {
    let is_not_meant = |name: &String| told.columns.get(name) == Some(&Holds::Nothing);
    let why = |name: &String| {
        let not_meant = is_not_meant(name).then_some(NOT_MEANT);
        let because = why_barred(name, names).or(not_meant)?;
        Some((name.clone(), because.to_owned()))
    };
    names.iter().filter_map(why).collect()
}

fn speaks_american(columns: &[&Column], text: &str) -> bool {
    let names = columns.iter().any(|column| {
        words(&column.name)
            .iter()
            .any(|word| ["county", "state", "fips", "zip"].contains(&word.as_str()))
    });
    names || super::place::place_in(text).is_some_and(|place| place.as_str().starts_with("US"))
}

fn indicator(parts: &Parts, around: &str, text: &str) -> Option<(&'static str, Said)> {
    if matches!(parts.kind, FactKind::Observation | FactKind::Price) {
        return None;
    }
    let (id, confidence, because) = indicator_of(
        parts.kind,
        if parts.kind == FactKind::Case { around } else { "" },
        text,
        false,
    );
    Some((id, Said::new("indicator", id, confidence, because)))
}

fn known_said(period: &PeriodPlan) -> Said {
    match &period.reported {
        Some((column, _)) => Said::new(
            "known_at",
            &format!("`{column}`"),
            Confidence::Likely,
            "its header says that it is the day of a report",
        ),
        None => Said::new(
            "known_at",
            &format!("{} days after the period", period.delay),
            Confidence::Guess,
            "TO DECIDE: an assumption; the file does not say when its figures were known",
        ),
    }
}

fn handling(
    kind: FactKind,
    text: &str,
    columns: &[&Column],
) -> (&'static str, Vec<&'static str>, Said) {
    let speaks = |sense: Sense| {
        senses(text).contains(&sense) || columns.iter().any(|column| column.has(sense))
    };
    let subjects = match kind {
        FactKind::Case if speaks(Sense::DEATH) => "deceased",
        FactKind::Case => "service-users",
        FactKind::Listing => "suspects",
        _ => "none",
    };
    let purposes = match kind {
        FactKind::Seizure | FactKind::Listing => vec!["law-enforcement", "public-health"],
        _ => vec!["public-health"],
    };
    let tells_person = speaks(Sense::AGE) || speaks(Sense::SEX);
    let (confidence, because) = match kind {
        FactKind::Case if tells_person => (
            Confidence::Likely,
            "each row is one person (day, place, age or sex): personal data, so facts stay sealed in the file of their submission",
        ),
        FactKind::Case => (
            Confidence::Guess,
            "TO DECIDE: each row is one event, and may be one person; so facts stay sealed in the file of their submission",
        ),
        _ => (Confidence::Guess, "TO DECIDE: who may see it is not in the file"),
    };
    (subjects, purposes, Said::new("handling", "TLP:AMBER", confidence, because))
}

fn missing(columns: &[Column], parts: &Parts) -> MissingPlan {
    let mut missing = MissingPlan::default();
    let measured = |name: &String| parts.measures.iter().any(|measure| measure.column == *name);
    let is_area = parts.kind == FactKind::Cultivation;
    for column in columns {
        let is_used = measured(&column.name) || parts.detail.figures.contains(&column.name);
        if !is_used || is_area {
            continue;
        }
        for (text, _) in &column.figures.others {
            missing.take(&column.name, text);
        }
        if column.blank > 0 && (measured(&column.name) || parts.kind == FactKind::Dispensing) {
            missing.take(&column.name, "");
        }
    }
    missing.say();
    missing
}

fn stem_of(file_name: &str) -> String {
    let mut stem = file_name.trim();
    while let Some((before, ending)) = stem.rsplit_once('.') {
        let is_ending =
            ["csv", "tsv", "txt", "xlsx", "json", "jsonl", "ndjson", "parquet", "gz", "zip"]
                .contains(&ending.to_lowercase().as_str());
        if before.is_empty() || !is_ending {
            break;
        }
        stem = before;
    }
    if stem.is_empty() { "table".to_owned() } else { stem.to_owned() }
}

/// The name of the source; each part of a file is one of its own, so that both can stand.
fn source_of(stem: &str, file: &FilePlan) -> String {
    match file.member.as_deref().or(file.sheet.as_deref()) {
        Some(part) => format!("{}-{}", slug(stem), slug(&stem_of(part))),
        None => slug(stem),
    }
}

/// Words of a file's name without years.
fn slug(stem: &str) -> String {
    let kept: Vec<String> = words(stem)
        .into_iter()
        .filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()) && word.is_ascii())
        .take(6)
        .collect();
    if kept.is_empty() { "source".to_owned() } else { kept.join("-") }
}

fn title_of(stem: &str, grid: &Grid) -> String {
    let title = grid.titles.iter().find(|title| title.chars().count() > 12);
    title.map_or_else(|| stem.replace('_', " "), |title| title.chars().take(120).collect())
}
