//! Tables and documents of prices: values as they are shown to people and to programs.

use serde_json::{Value, json};
use vocabulary::currency::{Currency, Rate};
use workflows::prices::{
    DiscountLine, Figure, Group, LeftOut, Median, MedianInterval, PriceLine, Prices, Purity,
    PuritySummary, Question, Which,
};

use super::counted;
use crate::output::Table;

/// Lines for people.
pub(super) fn short_table(lines: &[PriceLine]) -> Table {
    let mut table = Table::new(&[
        "substance",
        "place",
        "level",
        "form",
        "period",
        "gram",
        "figures",
        "median",
        "interval",
        "range",
        "purity",
    ]);
    for line in lines {
        let Group { substance, level, form, .. } = &line.cell.group;
        let bound = |bound: Option<f64>| bound.map_or_else(|| "?".to_owned(), money);
        let range = match line.range {
            (None, None) => String::new(),
            (low, high) => format!("{} to {}", bound(low), bound(high)),
        };
        let figures = match line.vendors {
            0 => line.figures.to_string(),
            vendors => format!("{} of {}", line.figures, counted(vendors, "vendor", "vendors")),
        };
        table.push(vec![
            json!(substance),
            json!(place_words(&line.cell.group)),
            json!(level.as_str()),
            json!(form.as_str()),
            json!(line.cell.period.to_string()),
            json!(gram(&line.cell.group)),
            json!(figures),
            json!(line.median.map_or_else(String::new, |median| money(median.value))),
            json!(line.median.map_or_else(String::new, |median| interval(&median))),
            json!(range),
            json!(purity_words(&line.purity)),
        ]);
    }
    table
}

/// Lines for programs.
pub(super) fn line_table(lines: &[PriceLine]) -> Table {
    let mut table = Table::new(&[
        "substance",
        "place",
        "level",
        "form",
        "money_of_year",
        "period",
        "gram",
        "figures",
        "vendors",
        "median",
        "low",
        "high",
        "coverage",
        "needed",
        "range_low",
        "range_high",
        "purity",
        "sources",
    ]);
    for line in lines {
        let mut row = group_values(&line.cell.group);
        row.insert(5, json!(line.cell.period.to_string()));
        row.extend([json!(line.figures), json!(line.vendors)]);
        row.extend(median_values(line.median.as_ref()));
        row.extend([json!(line.range.0.map(rounded)), json!(line.range.1.map(rounded))]);
        row.push(json!(purity_words(&line.purity)));
        row.push(json!(line.sources.iter().map(String::as_str).collect::<Vec<_>>().join(" ")));
        table.push(row);
    }
    table
}

/// Discounts for people.
pub(super) fn discount_table(lines: &[&DiscountLine], question: &Question) -> Table {
    let at = format!("at {} g", money(question.deal_g));
    let mut table = Table::new(&[
        "substance",
        "place",
        "level",
        "form",
        "gram",
        "deals",
        "sizes in g",
        "power",
        "interval",
        "tenfold deal",
        &at,
        "its interval",
    ]);
    for line in lines {
        let Ok(discount) = &line.discount else { continue };
        let Group { substance, level, form, .. } = &line.group;
        let (smallest, largest) = discount.sizes;
        let tenfold = 100.0 * discount.tenfold();
        let tenfold = if tenfold >= 0.0 {
            format!("{tenfold:.0} % less")
        } else {
            format!("{:.0} % more", -tenfold)
        };
        let deals = match line.vendors {
            0 => line.deals.to_string(),
            vendors => format!("{} of {}", line.deals, counted(vendors, "vendor", "vendors")),
        };
        let beyond = || "beyond the sizes seen".to_owned();
        table.push(vec![
            json!(substance),
            json!(place_words(&line.group)),
            json!(level.as_str()),
            json!(form.as_str()),
            json!(gram(&line.group)),
            json!(deals),
            json!(format!("{} to {}", money(smallest), money(largest))),
            json!(format!("{:.2}", discount.exponent)),
            json!(format!("{:.2} to {:.2}", discount.low, discount.high)),
            json!(tenfold),
            json!(line.at.map_or_else(beyond, |median| money(median.value))),
            json!(line.at.map_or_else(String::new, |median| interval(&median))),
        ]);
    }
    table
}

pub(super) fn document(found: &Prices, question: &Question) -> Value {
    let discount = |line: &DiscountLine| {
        let Group { substance, level, form, money_of_year, .. } = &line.group;
        let mut value = json!({
            "substance": substance, "place": place_words(&line.group), "level": level.as_str(),
            "form": form.as_str(), "money_of_year": money_of_year, "gram": gram_word(&line.group),
            "deals": line.deals, "vendors": line.vendors,
        });
        match &line.discount {
            Err(reason) => value["none_because"] = json!(reason.to_string()),
            Ok(discount) => {
                value["exponent"] = json!(rounded(discount.exponent));
                value["interval"] = json!([rounded(discount.low), rounded(discount.high)]);
                value["sizes_g"] = json!([rounded(discount.sizes.0), rounded(discount.sizes.1)]);
                value["price"] = line.at.as_ref().map_or(Value::Null, |at| {
                    let [median, low, high, coverage, needed] = median_values(Some(at));
                    json!({ "median": median, "low": low, "high": high, "coverage": coverage,
                            "needed": needed })
                });
            }
        }
        value
    };
    let rate = |(currency, year, rate): &(Currency, i16, Rate)| {
        json!({ "currency": currency.as_str(), "year": year, "per_euro": rate.per_euro.to_string(),
                "first_day": rate.first_day.to_string(), "last_day": rate.last_day.to_string(),
                "source": rate.source })
    };
    let reason = |(reason, number)| json!({ "reason": reason, "figures": number });
    json!({
        "as_of": question.vantage.as_of.to_string(),
        "position": question.vantage.position.0,
        "currency": question.currency.as_str(),
        "confidence": question.confidence,
        "deal_g": question.deal_g,
        "lines": line_table(&found.lines).to_json(),
        "discounts": found.discounts.iter().map(discount).collect::<Vec<_>>(),
        "left_out": found.left_out_counts().into_iter().map(reason).collect::<Vec<_>>(),
        "rates": found.rates.iter().map(rate).collect::<Vec<_>>(),
    })
}

/// Figures and then what was left out, so many of them.
pub(super) fn figure_table(found: &Prices, shown: usize) -> Table {
    let mut table = Table::new(&FIGURE_COLUMNS);
    for figure in found.figures.iter().take(shown) {
        table.push(figure_values(figure));
    }
    let rest = shown.saturating_sub(found.figures.len());
    for LeftOut { of, reason } in found.left_out.iter().take(rest) {
        let mut row = vec![json!(of.source), json!(of.submission.as_str()), json!(of.row)];
        row.extend([json!(of.substances.join(" ")), json!(of.place)]);
        row.resize(FIGURE_COLUMNS.len(), Value::Null);
        row[PERIOD_COLUMN] = json!(of.period.to_string());
        row[FIGURE_COLUMNS.len() - 1] = json!(reason.to_string());
        table.push(row);
    }
    table
}

fn figure_values(figure: &Figure) -> Vec<Value> {
    let which = match figure.which {
        Which::Typical => "typical",
        Which::Low => "low",
        Which::High => "high",
    };
    let purity = match figure.purity {
        Purity::Unknown => Value::Null,
        Purity::Own(fraction) | Purity::OfPeriod(fraction, _) => json!(fraction),
        Purity::StatedPure | Purity::Strength => json!(1.0),
    };
    let of = &figure.of;
    let mut row = vec![json!(of.source), json!(of.submission.as_str()), json!(of.row)];
    row.extend(group_values(&figure.cell.group));
    row.extend([
        json!(of.period.to_string()),
        json!(which),
        json!(figure.stated.normalize().to_string()),
        json!(figure.unit),
        json!(rounded(figure.per_gram)),
        json!(figure.deal_g),
        purity,
        Value::Null,
    ]);
    row
}

/// Substance, place, level, form, kind of money, and gram.
fn group_values(group: &Group) -> Vec<Value> {
    vec![
        json!(group.substance),
        json!(place_words(group)),
        json!(group.level.as_str()),
        json!(group.form.as_str()),
        json!(group.money_of_year),
        json!(gram_word(group)),
    ]
}

/// Median, ends of the interval, its coverage; and how many figures one needs, where there is none.
fn median_values(median: Option<&Median>) -> [Value; 5] {
    let Some(median) = median else { return Default::default() };
    let value = json!(rounded(median.value));
    match median.interval {
        MedianInterval::Reached { low, high, coverage } => [
            value,
            json!(rounded(low)),
            json!(rounded(high)),
            json!(rounded(coverage)),
            Value::Null,
        ],
        MedianInterval::TooFew { needed, .. } => {
            [value, Value::Null, Value::Null, Value::Null, json!(needed)]
        }
    }
}

fn interval(median: &Median) -> String {
    match median.interval {
        MedianInterval::Reached { low, high, .. } => format!("{} to {}", money(low), money(high)),
        MedianInterval::TooFew { needed, .. } => format!("none: {} of {needed}", median.number),
    }
}

const fn gram_word(group: &Group) -> &'static str {
    if group.is_pure { "pure" } else { "as-sold" }
}

/// The place, and the source's own words where it is but the world.
fn place_words(group: &Group) -> String {
    if group.place_text.is_empty() {
        return group.place.clone();
    }
    format!("{} ({})", group.place, group.place_text)
}

fn gram(group: &Group) -> String {
    match group.money_of_year {
        Some(year) => format!("{}, money of {year}", gram_word(group)),
        None => gram_word(group).to_owned(),
    }
}

fn purity_words(purity: &PuritySummary) -> String {
    let mut words = Vec::new();
    if purity.own > 0 {
        words.push(format!("own of {}", purity.own));
    }
    if purity.stated_pure > 0 {
        words.push("priced pure".to_owned());
    }
    if purity.strength > 0 {
        words.push("strength".to_owned());
    }
    if let Some((fraction, number)) = purity.of_period {
        let figures = counted(number, "figure", "figures");
        words.push(format!("{:.1} % by {figures} of the period", 100.0 * fraction));
    }
    if words.is_empty() { "not known".to_owned() } else { words.join(", ") }
}

/// Ten digits that matter: what is beyond is noise of the arithmetic.
fn rounded(amount: f64) -> f64 {
    format!("{amount:.9e}").parse().unwrap_or(amount)
}

/// Four digits that matter.
fn money(amount: f64) -> String {
    let digits = amount.abs().log10().floor();
    let decimals = if digits.is_finite() { (3.0 - digits).clamp(0.0, 9.0) as usize } else { 0 };
    let text = format!("{amount:.decimals$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

const FIGURE_COLUMNS: [&str; 17] = [
    "source",
    "submission",
    "row",
    "substance",
    "place",
    "level",
    "form",
    "money_of_year",
    "gram",
    "period",
    "figure",
    "stated",
    "unit",
    "per_gram",
    "deal_g",
    "purity",
    "left_out",
];

/// Where the period stands among them.
const PERIOD_COLUMN: usize = 9;

#[cfg(test)]
mod tests {
    use super::money;

    #[test]
    fn amounts_have_four_digits_that_matter() {
        for (amount, expected) in [
            (29.213, "29.21"),
            (0.75, "0.75"),
            (12345.6, "12346"),
            (100.0, "100"),
            (0.000_123_456, "0.0001235"),
            (0.0, "0"),
        ] {
            assert_eq!(money(amount), expected);
        }
    }
}
