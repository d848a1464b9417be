//! How often the first lines of the list were real.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use workflows::verdict::{Precision, Span, precision_of_lists};

use crate::asked::{Asked, optional, read_whole};
use crate::asking::Asking;
use crate::problem::{Problem, Problems};

/// Which lists.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichLists {
    /// One for each "week" or "month".
    #[param(value_type = Option<String>, pattern = "^(week|month)$", default = "month")]
    by: Option<String>,
    /// Lines from the top of each list.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 10)]
    top: Option<String>,
}

/// How often the first lines of lists were real.
#[derive(Serialize, ToSchema)]
pub(crate) struct PrecisionOfLists {
    /// Lines from the top of each list.
    top: u64,
    /// One for each period with a run, oldest first: the latest run asked of its latest day.
    lists: Vec<PrecisionOfList>,
    /// All of them, each signal once.
    each_signal_once: PrecisionOfList,
}

/// Verdicts on the first lines of a list. Those that were judged may not be like the rest.
#[derive(Serialize, ToSchema)]
pub(crate) struct PrecisionOfList {
    /// The week or month; null for all together.
    period: Option<String>,
    /// Number of the run; null for all together.
    run: Option<u64>,
    /// Lines.
    lines: u64,
    /// Lines judged real.
    real: u64,
    /// Lines judged false.
    #[serde(rename = "false")]
    false_ones: u64,
    /// Lines that cannot be told.
    unclear: u64,
    /// Lines that nobody has judged.
    not_judged: u64,
    /// Real ones among those judged real or false; null where there are none.
    precision: Option<f64>,
    /// Lower end of its interval of 95 % (Wilson).
    low: Option<f64>,
    /// Upper end.
    high: Option<f64>,
}

impl PrecisionOfList {
    fn of(precision: &Precision) -> Self {
        let interval = precision.interval();
        Self {
            period: precision.list.map(|(period, _)| period.to_string()),
            run: precision.list.map(|(_, run)| run),
            lines: precision.lines(),
            real: precision.real,
            false_ones: precision.false_ones,
            unclear: precision.unclear,
            not_judged: precision.not_judged,
            precision: precision.share(),
            low: interval.map(|(low, _)| low),
            high: interval.map(|(_, high)| high),
        }
    }
}

/// How often the first lines of each week's or month's list were real, by the verdicts that stand.
#[utoipa::path(
    get,
    path = "/api/v1/precision",
    tag = "signals",
    params(WhichLists),
    responses((status = 200, description = "List by list.", body = PrecisionOfLists), Problems)
)]
pub(crate) async fn show_precision(
    Asking(service): Asking,
    Asked(which): Asked<WhichLists>,
) -> Result<Json<PrecisionOfLists>, Problem> {
    let span = optional("by", which.by.as_deref(), "week or month", |word| match word {
        "week" => Some(Span::Week),
        "month" => Some(Span::Month),
        _ => None,
    })?;
    let in_range = |text: &str| read_whole(text).filter(|top| (1..=1000).contains(top));
    let top = optional("top", which.top.as_deref(), "a whole number, 1 to 1000", in_range)?;
    let (span, top) = (span.unwrap_or(Span::Month), top.unwrap_or(10));
    let lines = usize::try_from(top).unwrap_or(usize::MAX);
    let precision = precision_of_lists(service.node(), span, lines, &service.reader()).await;
    let (lists, together) = precision?;
    Ok(Json(PrecisionOfLists {
        top,
        lists: lists.iter().map(PrecisionOfList::of).collect(),
        each_signal_once: PrecisionOfList::of(&together),
    }))
}
