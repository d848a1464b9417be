//! `watchfire prices`

mod tables;

use std::path::Path;

use store::node::Node;
use vocabulary::currency::Rates;
use vocabulary::handling::Reader;
use vocabulary::period::Cadence;
use vocabulary::place::{PlaceId, Places};
use vocabulary::substance::{SubstanceId, Substances};
use workflows::prices::{Prices, Question, prices};

use self::tables::{discount_table, document, figure_table, line_table, short_table};
use super::vantage;
use crate::arguments::{By, PricesArguments};
use crate::failure::{Failure, other};
use crate::output::{Format, print_json, print_lines};
use crate::progress::Progress;

/// Lists prices of a gram, what larger deals cost less, and what was left out.
pub async fn run(directory: &Path, asked: PricesArguments) -> Result<(), Failure> {
    let node = Node::open(directory).await?;
    let reader = Reader::local_administrator();
    let question = Question {
        vantage: vantage(&node, asked.as_of, None).await?,
        substance: asked.substance.as_deref().map(substance).transpose()?,
        place: asked.place.as_deref().map(place).transpose()?,
        level: asked.level,
        from: asked.from,
        to: asked.to,
        by: match asked.by {
            By::Month => Cadence::Month,
            By::Quarter => Cadence::Quarter,
            By::Year => Cadence::Year,
        },
        currency: asked.currency,
        rates: asked.rates.as_deref().map_or_else(|| Ok(Rates::shipped()), rates)?,
        confidence: asked.confidence,
        deal_g: asked.deal,
    };
    let progress = Progress::on("Reading prices".to_owned());
    let found = prices(&node, &question, &reader).await.map_err(other)?;
    drop(progress);
    if asked.figures {
        return print_figures(&found, asked.top, asked.list.format);
    }
    match asked.list.format {
        Format::Csv => line_table(&found.lines).print(Format::Csv),
        Format::Json => print_json(&document(&found, &question)),
        Format::Table => print_report(&found, &question, asked.top),
    }
}

fn substance(text: &str) -> Result<SubstanceId, Failure> {
    let known = SubstanceId::parse(text).ok();
    known.filter(|id| Substances::shipped().get(id).is_some()).ok_or_else(|| {
        Failure::bad_input(format!(
            "--substance {text} is none that is known; `watchfire substances show NAME` tells the id \
             of a name"
        ))
    })
}

fn place(text: &str) -> Result<PlaceId, Failure> {
    let known = PlaceId::parse(text).ok().filter(|id| Places::shipped().get(id).is_some());
    known.ok_or_else(|| {
        Failure::bad_input(format!(
            "--place {text} is none that is known; use a code such as DE, US-OH or world"
        ))
    })
}

fn rates(file: &Path) -> Result<Rates, Failure> {
    let name = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|error| Failure::bad_input(format!("cannot read {name}: {error}")))?;
    let own = Rates::parse(&text).map_err(|e| Failure::bad_input(format!("{name}: {e}")))?;
    Ok(Rates::shipped().replaced_by(own))
}

fn print_report(found: &Prices, question: &Question, top: usize) -> Result<(), Failure> {
    print_lines(&[summary(found, question)])?;
    if found.lines.is_empty() {
        return print_lines(&left_out_lines(found));
    }
    short_table(&found.lines[..found.lines.len().min(top)]).print(Format::Table)?;
    if found.lines.len() > top {
        print_lines(&[format!(
            "and {} more: --top {}",
            found.lines.len() - top,
            found.lines.len()
        )])?;
    }
    let (told, few): (Vec<_>, Vec<_>) =
        found.discounts.iter().partition(|line| line.discount.is_ok());
    if !told.is_empty() {
        print_lines(&[
            String::new(),
            "Size of the deal: the price of a gram goes with a power of it".to_owned(),
        ])?;
        discount_table(&told, question).print(Format::Table)?;
    }
    let mut rest = Vec::new();
    if !few.is_empty() {
        rest.push(format!(
            "{} with too few deals or sizes for a discount",
            counted(few.len(), "group", "groups")
        ));
    }
    rest.extend(left_out_lines(found));
    rest.extend(rate_lines(found));
    print_lines(&rest)
}

fn summary(found: &Prices, question: &Question) -> String {
    let typical = found.lines.iter().map(|line| line.figures).sum();
    format!(
        "As of {}, ledger position {}: {} from {}, {} for one gram; {} left out",
        question.vantage.as_of,
        question.vantage.position,
        counted(found.lines.len(), "line", "lines"),
        counted(typical, "typical figure", "typical figures"),
        question.currency,
        found.left_out.len() + found.left_out_by_decision
    )
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn left_out_lines(found: &Prices) -> Vec<String> {
    let counts = found.left_out_counts();
    if counts.is_empty() {
        return Vec::new();
    }
    let heading = "Left out (--figures names the rows)".to_owned();
    let line = |(reason, number): (String, usize)| format!("{number:>7}  {reason}");
    [String::new(), heading].into_iter().chain(counts.into_iter().map(line)).collect()
}

fn rate_lines(found: &Prices) -> Vec<String> {
    if found.rates.is_empty() {
        return Vec::new();
    }
    let line = |(currency, year, rate): &(_, i16, vocabulary::currency::Rate)| {
        format!("  {currency} {year}: {} for one euro, {}", rate.per_euro, rate.source)
    };
    let heading = "Rates of exchange".to_owned();
    [String::new(), heading].into_iter().chain(found.rates.iter().map(line)).collect()
}

fn print_figures(found: &Prices, top: usize, format: Format) -> Result<(), Failure> {
    let all = found.left_out.len() + found.figures.len();
    let shown = if format == Format::Table { top } else { all };
    figure_table(found, shown).print(format)?;
    if shown < all {
        print_lines(&[format!("and {} more: --top {all}", all - shown)])?;
    }
    Ok(())
}
