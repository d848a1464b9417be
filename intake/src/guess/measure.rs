//! Which columns hold figures of an observation, in which unit, and which break them down.

use rust_decimal::Decimal;
use vocabulary::fact::FactKind;
use vocabulary::substance::{SubstanceId, Substances};

use super::column::Column;
use super::kind::{NOT_TOLD, indicator_of};
use super::price::currency_word;
use super::said::{Confidence, Said};
use super::substance::{ALL_DRUGS, is_flags};
use super::told::Holds;
use super::words::{Sense, senses, words};
use super::write::add;

/// One [[measure]].
#[derive(Clone, Debug)]
pub(crate) struct MeasurePlan {
    pub column: String,
    pub indicator: &'static str,
    pub unit: &'static str,
    /// Whether nothing tells what is counted, or by which definition.
    pub is_indicator_open: bool,
    /// Whether nothing tells the unit.
    pub is_unit_open: bool,
    pub from: Option<&'static str>,
    /// A column that states the unit row by row, with the units of its texts.
    pub unit_column: Option<(String, Vec<(String, &'static str)>)>,
    /// The substance that its header names, or what it stands for among columns that name one, and whether
    /// a person must decide.
    pub substance: Option<(SubstanceId, bool)>,
    /// Whether its header tells it from others of the same indicator and unit.
    pub is_one_of_several: bool,
    pub said: Said,
}

impl MeasurePlan {
    /// Whether no word of the file speaks of its indicator, or only another source has it, so that it only
    /// serves to try the mapping.
    pub fn is_indicator_made_up(&self) -> bool {
        let is_of_one_source = self.indicator.starts_with("nhs-");
        self.is_indicator_open && (is_of_one_source || self.said.because.contains(NOT_TOLD))
    }
}

/// One [[subgroup]].
#[derive(Clone, Debug)]
pub(crate) struct SubgroupPlan {
    pub column: String,
    /// Texts that stand for all of it.
    pub totals: Vec<String>,
    pub said: Said,
}

/// Finds the figures among columns that nothing else took, and says of the others why not.
pub(crate) fn find_measures(
    free: &[&Column],
    text: &str,
    left_out: &mut Vec<(String, String)>,
) -> Vec<MeasurePlan> {
    let mut measures: Vec<MeasurePlan> = Vec::new();
    for column in free.iter().filter(|column| column.is_figures()) {
        if let Some(why) = why_no_measure(column).filter(|_| column.told.is_none()) {
            left_out.push((column.name.clone(), why.to_owned()));
        } else if measures.len() == MAX_MEASURES {
            left_out.push((column.name.clone(), "more figures than a proposal holds".to_owned()));
        } else {
            measures.push(measure_of(column, text));
        }
    }
    // Counts beside amounts are counts of the same events.
    if measures.iter().any(|measure| measure.indicator == "seizures-quantity") {
        for measure in
            measures.iter_mut().filter(|measure| measure.indicator == "laboratory-identifications")
        {
            measure.indicator = "seizures-number";
            measure.is_indicator_open = false;
            measure.said.proposal =
                measure.said.proposal.replace("laboratory-identifications", "seizures-number");
            let unit = measure.said.because.split("; ").next().unwrap_or_default();
            measure.said.because =
                format!("{unit}; beside it stands an amount, so the count is taken for seizures");
            if !measure.is_unit_open {
                measure.said.confidence = Confidence::Likely;
            }
        }
    }
    // A share of a figure that is there says nothing new; by itself it is the figure.
    let is_told =
        |name: &str| free.iter().any(|column| column.name == name && column.told.is_some());
    let has_other = measures.iter().any(|measure| !SHARES.contains(&measure.unit));
    if has_other {
        measures.retain(|measure| {
            let is_fraction = measure.unit == "fraction"
                && !measure.is_one_of_several
                && !is_told(&measure.column)
                && senses(&measure.column).contains(&Sense::PERCENT);
            if is_fraction {
                left_out.push((
                    measure.column.clone(),
                    "a share of the figures beside it, or a sum of shares".to_owned(),
                ));
            }
            !is_fraction
        });
    }
    measures
}

/// Where no column names substances: those that the headers of figures name.
pub(crate) fn name_substances(measures: &mut [MeasurePlan]) {
    let named = |measure: &MeasurePlan| {
        let mut mentions = Substances::shipped().find_in_text(&words(&measure.column).join(" "));
        mentions.dedup_by(|later, earlier| later.substance == earlier.substance);
        match mentions.as_slice() {
            [only] => Some(only.substance.clone()),
            _ => None,
        }
    };
    let names: Vec<Option<SubstanceId>> = measures.iter().map(named).collect();
    if names.iter().all(Option::is_none) {
        return;
    }
    for (measure, name) in measures.iter_mut().zip(names) {
        let because = &mut measure.said.because;
        if let Some(name) = name {
            add(because, format_args!("; its header names {name}"));
            measure.substance = Some((name, false));
        } else {
            because.push_str(
                "; TO DECIDE: its header names no substance, so it is taken for all drugs",
            );
            measure.said.confidence = Confidence::Guess;
            measure.substance = SubstanceId::parse(ALL_DRUGS).ok().map(|id| (id, true));
        }
    }
}

/// Gives the only measure of a row the unit that a column states.
pub(crate) fn use_unit_column(measures: &mut [MeasurePlan], free: &[&Column]) -> Option<String> {
    let [measure] = measures else {
        part_alike(measures);
        return None;
    };
    let is_unit = |column: &&&Column| {
        column.has(Sense::UNIT) && !column.is_numeric() && column.values.len() <= 20
    };
    let column = free.iter().find(is_unit)?;
    let values: Vec<(String, &'static str)> = column
        .values
        .iter()
        .filter(|(text, _)| currency_word(text).is_none())
        .filter_map(|(text, _)| Some((text.clone(), stated_unit(text)?)))
        .collect();
    if values.is_empty() {
        return None;
    }
    let listed: Vec<&str> = values.iter().map(|(_, unit)| *unit).collect();
    measure.said.proposal =
        format!("`{}` as {}, unit in `{}`", measure.column, measure.indicator, column.name);
    let because = measure.said.because.split_once("; ").map_or("", |(_, rest)| rest);
    measure.said.because = format!("a column states the unit ({}); {because}", listed.join(", "));
    if measure.indicator == "purity-retail"
        && listed.iter().any(|unit| !["percent", "fraction"].contains(unit))
    {
        measure.is_indicator_open = true;
        measure.said.confidence = Confidence::Guess;
        measure.said.because.push_str(
            "; TO DECIDE: a purity is a percent or a fraction, and the column states other units too",
        );
    }
    let is_amount = listed.iter().all(|unit| ["kg", "litre", "dose"].contains(unit));
    if is_amount && measure.is_indicator_open && measure.indicator == "laboratory-identifications" {
        measure.indicator = "seizures-quantity";
        measure.said.proposal =
            measure.said.proposal.replace("laboratory-identifications", measure.indicator);
    }
    measure.from = None;
    measure.is_unit_open = false;
    if !measure.is_indicator_open {
        measure.said.confidence = Confidence::Likely;
    }
    measure.unit_column = Some((column.name.clone(), values));
    Some(column.name.clone())
}

/// Figures of one indicator and unit in several columns are told apart by their headers.
fn part_alike(measures: &mut [MeasurePlan]) {
    for at in 0..measures.len() {
        let (indicator, unit) = (measures[at].indicator, measures[at].unit);
        let is_alone = measures
            .iter()
            .filter(|other| other.indicator == indicator && other.unit == unit)
            .filter(|other| other.substance == measures[at].substance)
            .count()
            == 1;
        let is_total = senses(&measures[at].column).contains(&Sense::TOTAL)
            && words(&measures[at].column).len() <= 2;
        if !is_alone && !is_total {
            measures[at].is_one_of_several = true;
            measures[at].said.because.push_str("; other columns hold figures of the same sort, so its header is kept as a subgroup");
        }
    }
}

fn stated_unit(text: &str) -> Option<&'static str> {
    let parts = words(text);
    let lower = text.to_lowercase();
    let has = |list: &[&str]| parts.iter().any(|word| list.contains(&word.as_str()));
    if lower.contains("100,000") || has(&["rate", "100000", "rates", "100k"]) {
        let is_adjusted = has(&["adjusted", "standardised", "standardized"]);
        return Some(if is_adjusted {
            "age-adjusted-rate-per-100000"
        } else {
            "crude-rate-per-100000"
        });
    }
    let pairs: [(&[&str], &str); 6] = [
        (&["percent", "percentage", "pct", "prozent", "procent", "pourcentage"], "percent"),
        (&["kg", "kilogram", "kilograms", "kilogramm", "kilogrammes", "kilogramos"], "kg"),
        (&["litre", "litres", "liter", "l", "litros"], "litre"),
        (&["tablets", "doses", "pills", "tabletten", "tablet", "comprimes", "dose"], "dose"),
        (
            &[
                "number", "count", "anzahl", "nombre", "numero", "liczba", "aantal", "cases",
                "deaths", "n",
            ],
            "count",
        ),
        (&["hectares", "ha", "hektar"], "hectare"),
    ];
    let found = pairs.iter().find(|(list, _)| has(list)).map(|(_, unit)| *unit);
    found.or_else(|| lower.trim().eq("%").then_some("percent"))
}

/// Whether its figures are ages of people.
fn is_age(column: &Column) -> bool {
    column.has(Sense::AGE) && !column.has(Sense::TOTAL) && column.figures.most <= 125.into()
}

fn why_no_measure(column: &Column) -> Option<&'static str> {
    let reasons = [
        (Sense::COORDINATE, "a coordinate: the place is resolved by name or code"),
        (Sense::PLACE_CODE, "a code of a place"),
        (Sense::POPULATION, "people the figures are taken over, not a figure of drugs"),
        (Sense::NOTE, "a note beside the figures"),
        (Sense::ID, "a number that names the row"),
        (Sense::YEAR, "a year"),
        (Sense::MONTH, "a month"),
        (Sense::QUARTER, "a quarter"),
    ];
    if is_age(column) {
        return Some("an age");
    }
    let is_measure =
        column.has_any(&[Sense::DEATH, Sense::SEIZURE, Sense::QUANTITY, Sense::PERCENT]);
    let found = reasons.iter().find(|(sense, _)| {
        let always = matches!(*sense, Sense::COORDINATE | Sense::POPULATION);
        column.has(*sense) && (always || !is_measure)
    });
    let first = words(&column.name).first().cloned().unwrap_or_default();
    match found {
        // "n" and "no" count as well as number.
        Some((Sense::ID, _))
            if column.has(Sense::COUNT) && first != "id" && !column.is_running_number() =>
        {
            None
        }
        Some((_, why)) => Some(why),
        None if column.name.to_lowercase().contains("complete")
            || column.name.to_lowercase().contains("pending") =>
        {
            Some("how complete the figures are, not a figure of drugs")
        }
        None if words(&column.name).len() == 1 && column.name.to_lowercase().ends_with("id") => {
            Some("a number that names something")
        }
        None if column.share(200, |text| {
            text.len() == 4 && (text.starts_with("19") || text.starts_with("20"))
        }) > 0.5
            && column.values.len() > 2 =>
        {
            Some("mostly years")
        }
        None if column.name.to_lowercase().starts_with("cumsum") => {
            Some("a running sum of the figures beside it")
        }
        None => None,
    }
}

fn measure_of(column: &Column, text: &str) -> MeasurePlan {
    let (unit, from, confidence, because) = unit_of(column, text);
    let is_share = unit == "percent";
    let (indicator, sure, why) = indicator_of(FactKind::Observation, &column.name, text, is_share);
    let cannot_be = indicator == "purity-retail" && !["percent", "fraction"].contains(&unit);
    let (indicator, sure, why) = if cannot_be {
        indicator_of(FactKind::Observation, "", "", false)
    } else {
        (indicator, sure, why)
    };
    let indicator = match (indicator, unit) {
        ("seizures-number", "kg" | "litre" | "dose") => "seizures-quantity",
        // What is weighed and not told is most likely what was seized.
        ("laboratory-identifications", "kg" | "litre" | "dose") if sure == Confidence::Guess => {
            "seizures-quantity"
        }
        (other, _) => other,
    };
    let is_unit_open = confidence == Confidence::Guess;
    let is_indicator_open = sure == Confidence::Guess;
    let confidence = confidence.max(sure);
    let mut proposal = format!("`{}` as {indicator} in {unit}", column.name);
    if let Some(from) = from {
        add(&mut proposal, format_args!(" (from {from})"));
    }
    let said = Said::new("measure", &proposal, confidence, &format!("{because}; {why}"));
    let is_figure = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    MeasurePlan {
        column: column.name.clone(),
        indicator,
        unit,
        is_indicator_open,
        is_unit_open,
        from,
        unit_column: None,
        substance: None,
        is_one_of_several: false,
        said: said.with_examples(column.examples(is_figure)),
    }
}

/// The unit of a column, told by its header, by the file's name and by its figures.
fn unit_of(
    column: &Column,
    text: &str,
) -> (&'static str, Option<&'static str>, Confidence, &'static str) {
    if column.figures.per_cent_rows * 2 > column.figures.rows {
        return ("percent", None, Confidence::Sure, "a sign for per cent stands at its figures");
    }
    let name = column.name.to_lowercase();
    let own = column.words();
    let around = words(text);
    let speaks = |list: &[&str]| around.iter().any(|word| list.contains(&word.as_str()));
    if name.contains("per_1000p") || name.contains("mg/1000") || name.contains("1000 people") {
        return ("mg-per-1000-per-day", None, Confidence::Sure, "the header says so");
    }
    if let Some((unit, because)) = unit_of_share(column, &name) {
        return (unit, None, Confidence::Likely, because);
    }
    if let Some((unit, from)) = unit_named(&own) {
        return (unit, from, Confidence::Likely, "the header or the cells name the unit");
    }
    if column.has(Sense::PURITY) && column.figures.most <= Decimal::ONE_HUNDRED {
        let is_fraction = column.figures.most <= Decimal::ONE;
        let because = "TO DECIDE: a purity whose header names no unit; no figure is above 100, or above 1 for a fraction";
        return (
            if is_fraction { "fraction" } else { "percent" },
            None,
            Confidence::Guess,
            because,
        );
    }
    let per_100k = |text: &str| {
        ["100k", "100,000", "100 000", "100000"].iter().any(|sign| text.contains(sign))
    };
    if per_100k(&name) || per_100k(&text.to_lowercase()) {
        return (
            "crude-rate-per-100000",
            None,
            Confidence::Likely,
            "the header or the name says per 100,000",
        );
    }
    let is_amount = column.has(Sense::QUANTITY) && !column.has(Sense::COUNT);
    if column.figures.are_whole && !is_amount {
        let confidence = if column.has_any(&[Sense::COUNT, Sense::DEATH, Sense::SEIZURE]) {
            Confidence::Sure
        } else {
            Confidence::Likely
        };
        return ("count", None, confidence, "every figure is whole");
    }
    if column.has(Sense::QUANTITY)
        || speaks(&["quantities", "quantity", "menge", "mengen", "weights", "quantites"])
    {
        return (
            "kg",
            None,
            Confidence::Guess,
            "TO DECIDE: an amount whose unit the header does not name",
        );
    }
    (
        "other-rate",
        None,
        Confidence::Guess,
        "TO DECIDE: the figures are not whole and the header names no unit",
    )
}

/// The unit of a column whose header speaks of shares.
fn unit_of_share(column: &Column, name: &str) -> Option<(&'static str, &'static str)> {
    let is_share = column.has(Sense::PERCENT) || name.contains('%');
    let most = column.figures.most;
    if !is_share || most > Decimal::ONE_HUNDRED {
        return None;
    }
    let says_hundred = ["p100", "pct", "percent", "%"].iter().any(|sign| name.contains(sign));
    if most <= Decimal::ONE && !column.figures.are_whole && !says_hundred {
        return Some(("fraction", "a share of one: no figure is above 1"));
    }
    Some(("percent", "the header says so and no figure is above 100"))
}

/// The unit that a word of a header names, and the mass it is converted from.
fn unit_named(own: &[String]) -> Option<(&'static str, Option<&'static str>)> {
    let has_word = |list: &[&str]| own.iter().any(|word| list.contains(&word.as_str()));
    if has_word(&["kg", "kilogram", "kilograms", "kilogramm", "kilogrammes", "kilos"]) {
        return Some(("kg", None));
    }
    let masses: [(&[&str], &'static str); 5] = [
        (&["lb", "lbs", "pounds"], "lb"),
        (&["oz", "ounces"], "oz"),
        (&["mg", "milligrams"], "mg"),
        (&["t", "tonnes", "tons", "tonnen"], "t"),
        (&["g", "gram", "grams", "gramm", "grammes", "gr"], "g"),
    ];
    if let Some((_, from)) = masses.iter().find(|(list, _)| has_word(list)) {
        return Some(("kg", Some(from)));
    }
    if has_word(&["litre", "litres", "liter", "l"]) {
        return Some(("litre", None));
    }
    let is_dose = has_word(&["tablets", "pills", "doses", "tabletten", "comprimes"]);
    is_dose.then_some(("dose", None))
}

/// Columns of few words that break the figures down.
pub(crate) fn find_subgroups(free: &[&Column], kind: FactKind) -> Vec<SubgroupPlan> {
    let most = if kind == FactKind::Observation { 8 } else { 4 };
    let mut found = Vec::new();
    for column in free {
        let is_named = column.has_any(&[Sense::AGE, Sense::SEX, Sense::LEVEL, Sense::PLACE]);
        let few = column.values.len() <= 60 || (is_named && column.values.len() <= 400);
        let repeats = column.values.len() * 3 <= column.rows
            || is_named
            || kind == FactKind::Observation && column.values.len() <= 60;
        let is_other = column.is_numeric() && !is_age(column) && !column.holds_codes()
            || column.has_any(&[Sense::NOTE, Sense::COORDINATE, Sense::ID]);
        let lengthy = column.share(60, |text| text.len() > 120) > 0.0;
        let is_unfit = column.values.len() < 2
            || !few
            || !repeats
            || is_other
            || lengthy
            || found.len() == most
            || is_flags(column) && kind != FactKind::Case;
        let may_be = column.may_hold(&[Holds::Breakdown, Holds::Age, Holds::Sex, Holds::Place]);
        if !may_be || is_unfit && !column.is_told(Holds::Breakdown) {
            continue;
        }
        let is_total = |text: &str| senses(text).contains(&Sense::TOTAL) && words(text).len() <= 2;
        let totals = column
            .values
            .iter()
            .map(|(text, _)| text)
            .filter(|text| is_total(text))
            .take(5)
            .cloned()
            .collect::<Vec<_>>();
        let mut because = format!("{} different texts that part the rows", column.values.len());
        if !totals.is_empty() {
            add(&mut because, format_args!("; {} stands for all of them", totals.join(", ")));
        }
        let confidence = if is_named { Confidence::Sure } else { Confidence::Likely };
        found.push(SubgroupPlan {
            column: column.name.clone(),
            totals,
            said: Said::new("subgroup", &format!("`{}`", column.name), confidence, &because)
                .with_examples(column.shown()),
        });
    }
    found
}

const MAX_MEASURES: usize = 16;
const SHARES: [&str; 3] = ["percent", "fraction", "other-rate"];
