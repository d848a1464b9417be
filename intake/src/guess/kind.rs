//! Which kind of fact a row is, and what it counts.

use vocabulary::fact::FactKind;

use super::column::Column;
use super::said::{Confidence, Said};
use super::substance::is_flags;
use super::words::{Sense, senses, words};

/// What was found before the kind is chosen.
#[derive(Clone, Copy)]
pub(crate) struct Found<'a> {
    pub columns: &'a [&'a Column],
    pub is_by_day: bool,
    pub has_substance: bool,
    pub flags: usize,
    /// Name of the file and titles.
    pub text: &'a str,
}

impl<'a> Found<'a> {
    /// The first column with a sense that passes a test.
    pub fn column(&self, sense: Sense, test: impl Fn(&Column) -> bool) -> Option<&'a Column> {
        self.columns.iter().copied().find(|column| column.has(sense) && test(column))
    }

    fn speaks_of(&self, sense: Sense) -> bool {
        senses(self.text).contains(&sense)
    }
}

/// Chooses the kind.
pub(crate) fn find_kind(found: Found<'_>, told: Option<FactKind>) -> (FactKind, Said) {
    if let Some(kind) = told {
        return (kind, Said::new("kind", kind.as_str(), Confidence::Sure, "you say so"));
    }
    let (kind, confidence, because, column) = special(found).unwrap_or_else(|| usual(found));
    let examples = column.map(|column| vec![column.name.clone()]).unwrap_or_default();
    (kind, Said::new("kind", kind.as_str(), confidence, because).with_examples(examples))
}

/// A kind, how sure, why, and the column that tells it.
type Chosen<'a> = (FactKind, Confidence, &'static str, Option<&'a Column>);

/// Kinds that a column of their own tells.
fn special(found: Found<'_>) -> Option<Chosen<'_>> {
    let likely = Confidence::Likely;
    let figure = |sense| found.column(sense, Column::is_figures);
    let vendor = found.column(Sense::VENDOR, |_| true);
    if vendor.is_some() && figure(Sense::PRICE).is_some() {
        return Some((
            FactKind::Listing,
            Confidence::Sure,
            "a vendor and a price: one row an offer",
            vendor,
        ));
    }
    if let Some(area) = figure(Sense::HECTARE) {
        return Some((FactKind::Cultivation, likely, "an area in hectares", Some(area)));
    }
    if let Some(price) = price_column(found) {
        return Some((FactKind::Price, likely, "a price: money for an amount", Some(price)));
    }
    let dispensed = figure(Sense::DISPENSED).or_else(|| found.column(Sense::BUYER, |_| true));
    if dispensed.is_some() || found.speaks_of(Sense::DISPENSED) {
        return Some((FactKind::Dispensing, likely, "medicines given out or bought", dispensed));
    }
    let sample = sample_id(found).filter(|_| found.has_substance)?;
    let because = "each sample has a number, and a substance was found in it";
    Some((FactKind::Sample, likely, because, Some(sample)))
}

/// Seizures, events of people, or figures by period.
fn usual(found: Found<'_>) -> Chosen<'_> {
    let amount = found.column(Sense::QUANTITY, Column::is_figures);
    let senses = [Sense::TRANSPORT, Sense::CONCEALMENT, Sense::SEIZURE];
    let is_seizure = found.speaks_of(Sense::SEIZURE)
        || found.columns.iter().any(|column| column.has_any(&senses));
    let other = [Sense::ID, Sense::QUANTITY, Sense::YEAR, Sense::COORDINATE];
    let is_count = |column: &&&Column| {
        let counts = column.has_any(&[Sense::COUNT, Sense::DEATH]) && !column.has_any(&other);
        column.is_figures() && !is_flags(column) && counts
    };
    let counts = found.columns.iter().find(is_count).copied();
    let is_event = found.is_by_day && counts.is_none();
    if is_event && found.has_substance && amount.is_some() {
        let confidence = if is_seizure { Confidence::Likely } else { Confidence::Guess };
        let because = if is_seizure {
            "a day, a substance and an amount: one row a seizure"
        } else {
            "TO DECIDE: a day, a substance and an amount, so one row a seizure; no word speaks of seizures"
        };
        return (FactKind::Seizure, confidence, because, amount);
    }
    let is_person = |column: &&&Column| column.has_any(&[Sense::AGE, Sense::SEX]);
    let person = found.columns.iter().find(is_person).copied();
    if is_event && (person.is_some() || found.flags >= 3) {
        let because = "a day and a person, and no figure: one row an event";
        return (FactKind::Case, Confidence::Likely, because, person);
    }
    let other = [Sense::COORDINATE, Sense::ID, Sense::YEAR];
    let is_figure = |column: &&Column| column.is_figures() && !column.has_any(&other);
    if found.is_by_day && !found.columns.iter().any(is_figure) {
        let because = "a day and no figure: one row an event. TO DECIDE";
        return (FactKind::Case, Confidence::Guess, because, None);
    }
    // What the figures are is asked of each of them.
    let because = "figures by period: one row or cell a figure";
    (FactKind::Observation, Confidence::Likely, because, counts)
}

/// The column of a price: by its header, or figures whose unit is money for an amount.
pub(crate) fn price_column(found: Found<'_>) -> Option<&Column> {
    let is_price = |column: &&&Column| {
        column.is_figures()
            && column.has(Sense::PRICE)
            && !column.has_any(&[Sense::PERCENT, Sense::ID])
    };
    let prices: Vec<&Column> = found.columns.iter().filter(is_price).copied().collect();
    let is_bound = |column: &&&Column| column.has_any(&[Sense::LOW, Sense::HIGH]);
    let typical = prices.iter().find(|column| column.has(Sense::TYPICAL));
    let plain = prices.iter().find(|column| !is_bound(column));
    let by_header = typical.or(plain).or(prices.first()).copied();
    let money = |text: &str| {
        let parts = words(text);
        let has = |list: &[&str]| parts.iter().any(|word| list.contains(&word.as_str()));
        has(&["usd", "eur", "gbp", "chf", "euro", "euros", "pln", "dkk", "sek", "nok"])
            || text.contains(['€', '$', '£'])
    };
    let unit = || {
        found.columns.iter().any(|column| column.has(Sense::UNIT) && column.share(20, money) > 0.5)
    };
    by_header.or_else(|| priced_by_currency(found)).or_else(|| {
        let is_value = |column: &Column| column.is_figures() && column.has(Sense::COUNT);
        found.column(Sense::COUNT, is_value).filter(|_| unit())
    })
}

/// Beside a column of currencies: the figure that a header calls typical, or a bound.
fn priced_by_currency(found: Found<'_>) -> Option<&Column> {
    found.column(Sense::CURRENCY, |column| !column.is_figures())?;
    [Sense::TYPICAL, Sense::LOW, Sense::HIGH]
        .into_iter()
        .find_map(|sense| found.column(sense, Column::is_figures))
}

/// The column that numbers samples.
pub(crate) fn sample_id(found: Found<'_>) -> Option<&Column> {
    found.columns.iter().copied().find(|column| {
        let numbers = column.values.len() * 10 >= column.rows * 2;
        let is_id = column.has(Sense::ID)
            || !column.is_figures()
            || words(&column.name).len() == 1 && column.values.len() == column.rows;
        column.has(Sense::SAMPLE)
            && numbers
            && is_id
            && !column.has_any(&[Sense::DATE, Sense::COUNT])
            && column.blank == 0
    })
}

/// The indicator that headers, titles and the name of the file speak of.
pub(crate) fn indicator_of(
    kind: FactKind,
    header: &str,
    text: &str,
    is_share: bool,
) -> (&'static str, Confidence, &'static str) {
    let (own, around) = (senses(header), senses(text));
    // The titles stand behind the name of the file.
    let titles = senses(text.split_once(NAME_ENDS).map_or("", |(_, titles)| titles));
    let has = |sense: Sense| own.contains(&sense) || around.contains(&sense);
    let lower = format!("{header} {text}").to_lowercase();
    let fixed = fixed_indicator(kind, has);
    if let Some(fixed) = fixed {
        return (fixed, Confidence::Likely, "follows from the kind");
    }
    if lower.contains("mg_per_1000p") || has(Sense::WASTEWATER) && lower.contains("1000") {
        return ("wastewater-load", Confidence::Likely, "a load per 1,000 people and day");
    }
    if has(Sense::DEATH) {
        let id = death_indicator(kind, &lower, has);
        return (
            id,
            Confidence::Guess,
            "the header or the name speaks of deaths. TO DECIDE: which definition of a drug death does the source use?",
        );
    }
    let by_word = [
        (Sense::SYRINGE, "escape-syringe-residues"),
        (Sense::NOTIFICATION, "ews-first-notifications"),
        (Sense::PURITY, "purity-retail"),
        (Sense::WASTEWATER, "wastewater-load"),
        (Sense::EMERGENCY, "ed-visits"),
        (Sense::ADMISSION, "nhs-admissions-poisoning"),
        (Sense::TREATMENT, "tdi-all-entrants"),
        (Sense::OFFENCE, "drug-law-offences"),
        (Sense::INCIDENT, "reported-overdose-incidents"),
        (
            Sense::SEIZURE,
            if own.contains(&Sense::QUANTITY) && !own.contains(&Sense::COUNT)
                || lower.contains("quantit")
                || lower.contains("weights")
            {
                "seizures-quantity"
            } else {
                "seizures-number"
            },
        ),
        (Sense::LABORATORY, "laboratory-identifications"),
        (Sense::CHECKING, "drug-checking-samples"),
        (
            Sense::SAMPLE,
            if is_share { "drug-checking-samples" } else { "laboratory-identifications" },
        ),
        (Sense::QUANTITY, "seizures-quantity"),
    ];
    let of_own = by_word.iter().find(|(sense, _)| own.contains(sense));
    let of_title = || by_word.iter().find(|(sense, _)| titles.contains(sense));
    let found = of_own.or_else(of_title).or_else(|| by_word.iter().find(|(sense, _)| has(*sense)));
    let is_stated = found.is_some_and(|(sense, _)| own.contains(sense) || titles.contains(sense));
    by_words(found.copied(), is_stated, &lower)
}

/// How sure an indicator is that a word speaks of, and why.
fn by_words(
    found: Option<(Sense, &'static str)>,
    is_stated: bool,
    lower: &str,
) -> (&'static str, Confidence, &'static str) {
    match found {
        Some((_, id)) if id.starts_with("nhs-") && !lower.contains("nhs") => (
            id,
            Confidence::Guess,
            "TO DECIDE: a word speaks of hospitals, and this indicator is that of England only: name the one of your source",
        ),
        Some((Sense::SAMPLE | Sense::CHECKING | Sense::QUANTITY, id)) => (
            id,
            Confidence::Guess,
            "TO DECIDE: a word speaks of samples or of an amount, and none of what is counted",
        ),
        Some((Sense::PURITY, id))
            if !["retail", "street", "strasse"].iter().any(|w| lower.contains(w)) =>
        {
            (
                id,
                Confidence::Guess,
                "TO DECIDE: a word speaks of purity, and none of the level of the market",
            )
        }
        Some((_, id)) if is_stated => (id, Confidence::Likely, "a word of the header or the title"),
        Some((_, id)) => (
            id,
            Confidence::Guess,
            "TO DECIDE: only a word of the file's name speaks of it, and neither header nor title",
        ),
        None => ("laboratory-identifications", Confidence::Guess, NOT_TOLD),
    }
}

/// What parts the name of the file from its titles; it is part of no word.
pub(crate) const NAME_ENDS: &str = " \u{1f} ";

/// Why an indicator stands there that no word of the file speaks of.
pub(crate) const NOT_TOLD: &str = "TO DECIDE: nothing says what is counted; `mappings/README.md` and docs/mappings.md say how to state it";

/// The indicator that a kind leaves no choice about.
fn fixed_indicator(kind: FactKind, has: impl Fn(Sense) -> bool) -> Option<&'static str> {
    match kind {
        FactKind::Cultivation => Some("cultivation-area"),
        FactKind::Listing => Some("online-listings"),
        FactKind::Seizure => Some("seizures-number"),
        FactKind::Sample => Some(if has(Sense::LABORATORY) && !has(Sense::CHECKING) {
            "laboratory-identifications"
        } else {
            "drug-checking-samples"
        }),
        FactKind::Dispensing => {
            Some(if has(Sense::RATE) { "dispensing-rate" } else { "dispensed-quantity" })
        }
        FactKind::Price => Some("price-retail"),
        FactKind::Case | FactKind::Observation => None,
    }
}

/// The definition of a drug death that the words speak of.
fn death_indicator(kind: FactKind, lower: &str, has: impl Fn(Sense) -> bool) -> &'static str {
    if has(Sense::SUSPECTED) || lower.contains("police scotland") {
        "suspected-drug-deaths"
    } else if has(Sense::PROVISIONAL) || lower.contains("12 month") {
        "vsrr-provisional-deaths"
    } else if lower.contains("misuse") {
        "ons-drug-misuse-deaths"
    } else if lower.contains("poisoning") {
        "ons-drug-poisoning-deaths"
    } else if kind == FactKind::Case {
        "medical-examiner-deaths"
    } else {
        "deaths-selection-d"
    }
}
