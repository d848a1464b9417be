//! `watchfire series`

use std::path::Path;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use store::node::Node;
use vocabulary::finding::{Part, SeriesKey, Vantage};
use vocabulary::handling::Reader;
use workflows::detect::series_at;
use workflows::series::Series;
use workflows::series::names::{NamesWanted, require_of_series};

use crate::arguments::{ListOptions, SeriesFilter};
use crate::chance::today;
use crate::failure::{Failure, bad_input, other};
use crate::output::{Format, Table, print_lines};
use crate::progress::Progress;

/// Lists the series of a node, or their figures period by period.
pub async fn run(
    directory: &Path,
    filter: SeriesFilter,
    as_of: Option<Date>,
    top: usize,
    list: ListOptions,
) -> Result<(), Failure> {
    let node = Node::open(directory).await?;
    let reader = Reader::local_administrator();
    let position = node.last_position(&reader).await.map_err(other)?;
    let as_of = as_of.map_or_else(today, Ok)?;
    let progress = Progress::on("Adding up the facts".to_owned());
    let all = series_at(&node, Vantage { as_of, position }, &reader).await.map_err(other)?;
    drop(progress);
    let keys: Vec<_> = all.iter().map(|series| &series.key).collect();
    require_of_series(&keys, filter.names()).map_err(bad_input)?;
    let wanted: Vec<&Series> = all.iter().filter(|series| filter.wants(&series.key)).collect();
    let shown = if list.format == Format::Table { wanted.len().min(top) } else { wanted.len() };
    let table = if filter.points { points(&wanted[..shown]) } else { names(&wanted[..shown]) };
    if list.format == Format::Table {
        let asked = format!("As of {as_of}, ledger position {position}");
        let all = all.iter().filter(|series| filter.parts || series.key.part.is_none()).count();
        print_lines(&[format!("{asked}: {} series of {all}", wanted.len())])?;
    }
    if shown > 0 || list.format != Format::Table {
        table.print(list.format)?;
    }
    if shown < wanted.len() {
        print_lines(&[format!(
            "and {} more: narrow with --source, --indicator, --substance, --place, or raise --top",
            wanted.len() - shown
        )])?;
    }
    Ok(())
}

impl SeriesFilter {
    /// The names that series must have.
    fn names(&self) -> NamesWanted<'_> {
        NamesWanted {
            source: self.source.as_deref(),
            indicator: self.indicator.as_deref(),
            substance: self.substance.as_deref(),
            place: self.place.as_deref(),
        }
    }

    fn wants(&self, key: &SeriesKey) -> bool {
        let is = |wanted: &Option<String>, text: &str| wanted.as_ref().is_none_or(|w| w == text);
        is(&self.source, &key.source)
            && is(&self.indicator, key.indicator.as_str())
            && is(&self.substance, key.substance.as_str())
            && is(&self.place, key.place.as_str())
            && (self.parts || key.part.is_none())
    }
}

fn names(series: &[&Series]) -> Table {
    let mut table = Table::new(&[
        "source",
        "indicator",
        "substance",
        "place",
        "cadence",
        "unit",
        "part",
        "first",
        "last",
        "known",
        "latest",
    ]);
    for series in series {
        let period = |at: Option<&(vocabulary::period::Period, Option<Decimal>)>| {
            at.map_or_else(String::new, |(period, _)| period.to_string())
        };
        let known = series.points.iter().filter(|(_, value)| value.is_some()).count();
        let latest = series.points.last().and_then(|(_, value)| *value);
        let mut row = name_of(&series.key);
        row.extend([
            json!(period(series.points.first())),
            json!(period(series.points.last())),
            json!(known),
            figure(latest),
        ]);
        table.push(row);
    }
    table
}

fn points(series: &[&Series]) -> Table {
    let mut table = Table::new(&[
        "source",
        "indicator",
        "substance",
        "place",
        "cadence",
        "unit",
        "part",
        "period",
        "value",
    ]);
    for series in series {
        for (period, value) in &series.points {
            let mut row = name_of(&series.key);
            row.extend([json!(period.to_string()), figure(*value)]);
            table.push(row);
        }
    }
    table
}

fn name_of(key: &SeriesKey) -> Vec<Value> {
    vec![
        json!(key.source),
        json!(key.indicator.to_string()),
        json!(key.substance.to_string()),
        json!(key.place.to_string()),
        json!(key.cadence.as_str()),
        json!(key.unit.as_str()),
        json!(key.part.as_ref().map(Part::to_string).unwrap_or_default()),
    ]
}

/// A figure as text, so that no digit is lost; nothing where it is not known.
fn figure(value: Option<Decimal>) -> Value {
    value.map_or(Value::Null, |value| json!(value.to_string()))
}
