//! The figures behind prices: each with its row, what was made of it, or why it was left out.

use axum::{Extension, Json};
use serde::Serialize;
use store::facts::RowTold;
use utoipa::ToSchema;
use workflows::prices::{Figure, LeftOut, Purity, Which, prices};

use super::WhichPrices;
use super::answered::PriceGroup;
use crate::api::series::AskedOf;
use crate::asked::Asked;
use crate::asking::Asking;
use crate::audited::Consulted;
use crate::page::{Cut, Page};
use crate::problem::{Problem, Problems};

/// A page of the figures behind prices.
#[derive(Serialize, ToSchema)]
pub(crate) struct FiguresBehind {
    /// The day and position it was asked of; send both with the next page, so that nothing moves.
    asked_of: AskedOf,
    /// The currency of every price here.
    currency: String,
    #[serde(flatten)]
    page: Page<FigureOfPrice>,
}

/// One figure of one row.
#[derive(Serialize, ToSchema)]
pub(crate) struct FigureOfPrice {
    /// Whose figure.
    source: String,
    /// The submission it came in.
    submission: String,
    /// Row of the file, counted as a spreadsheet does.
    row: u64,
    /// The row as it was written.
    href: String,
    /// Its own period.
    period: String,
    /// What was made of it; null where it was left out.
    made: Option<MadeOfFigure>,
    /// Why it was left out; null where it counts.
    left_out: Option<String>,
}

/// What was made of a figure.
#[derive(Serialize, ToSchema)]
pub(crate) struct MadeOfFigure {
    /// What it is compared within.
    group: PriceGroup,
    /// The month, quarter or year of its line.
    line_period: String,
    /// "typical", "low" or "high".
    which: &'static str,
    /// As it stands, as an exact decimal.
    stated: String,
    /// The unit it stands in, such as "usd-per-kg".
    unit: String,
    /// For one gram.
    per_gram: f64,
    /// Grams of the whole deal; null where not known.
    deal_g: Option<f64>,
    /// Purity it was divided by, as a fraction; null where none is known.
    purity: Option<f64>,
}

/// The figures behind prices, each with its row, and then those that were left out, with the reason.
#[utoipa::path(
    get,
    path = "/api/v1/prices/figures",
    tag = "series",
    params(WhichPrices),
    responses((status = 200, description = "A page of figures.", body = FiguresBehind), Problems)
)]
pub(crate) async fn list_figures(
    Asking(service): Asking,
    Asked(which): Asked<WhichPrices>,
) -> Result<(Extension<Consulted>, Json<FiguresBehind>), Problem> {
    let cut = Cut::of(which.limit.as_deref(), which.after.as_deref())?;
    let question = which.question(&service).await?;
    let _turn = service.turn().await;
    let found = prices(service.node(), &question, &service.reader()).await?;
    let counted = found.figures.iter().map(Ok);
    let all: Vec<Result<&Figure, &LeftOut>> =
        counted.chain(found.left_out.iter().map(Err)).collect();
    let shown = cut.of_list(&all).iter().map(|one| match one {
        Ok(figure) => &figure.of,
        Err(left_out) => &left_out.of,
    });
    let consulted = Consulted::rows(shown.map(|of| (of.submission.as_str(), of.row)));
    let behind = FiguresBehind {
        asked_of: AskedOf::of(question.vantage),
        currency: question.currency.to_string(),
        page: cut.page(&all, |one| FigureOfPrice::of(*one)),
    };
    Ok((consulted, Json(behind)))
}

impl FigureOfPrice {
    fn of(one: Result<&Figure, &LeftOut>) -> Self {
        match one {
            Ok(figure) => Self::at(&figure.of, Some(MadeOfFigure::of(figure)), None),
            Err(left_out) => Self::at(&left_out.of, None, Some(left_out.reason.to_string())),
        }
    }

    fn at(of: &RowTold, made: Option<MadeOfFigure>, left_out: Option<String>) -> Self {
        Self {
            source: of.source.clone(),
            submission: of.submission.to_string(),
            row: of.row,
            href: format!("/api/v1/submissions/{}/rows/{}", of.submission, of.row),
            period: of.period.to_string(),
            made,
            left_out,
        }
    }
}

impl MadeOfFigure {
    fn of(figure: &Figure) -> Self {
        Self {
            group: PriceGroup::of(&figure.cell.group),
            line_period: figure.cell.period.to_string(),
            which: match figure.which {
                Which::Typical => "typical",
                Which::Low => "low",
                Which::High => "high",
            },
            stated: figure.stated.normalize().to_string(),
            unit: figure.unit.clone(),
            per_gram: figure.per_gram,
            deal_g: figure.deal_g,
            purity: match figure.purity {
                Purity::Unknown => None,
                Purity::Own(fraction) | Purity::OfPeriod(fraction, _) => Some(fraction),
                Purity::StatedPure | Purity::Strength => Some(1.0),
            },
        }
    }
}
