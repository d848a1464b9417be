//! What a gram costs: at each level of the market, in one currency, with intervals and what was left out.

mod answered;
pub(crate) mod figures;

use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;
use vocabulary::currency::{Currency, Rates};
use vocabulary::period::Cadence;
use vocabulary::place::{PlaceId, Places};
use vocabulary::substance::{SubstanceId, Substances};
use workflows::prices::{Level, Question, prices};

pub(crate) use self::answered::PricesAnswered;
use crate::api::series::{place_of, substance_of, vantage_of};
use crate::asked::{Asked, day, optional};
use crate::asking::Asking;
use crate::page::Cut;
use crate::problem::{Problem, Problems};
use crate::service::Service;

/// Which prices, in which money.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichPrices {
    /// Of this substance or class, and what is below it.
    substance: Option<String>,
    /// In this place, and what lies in it.
    place: Option<String>,
    /// At this level of the market.
    #[param(pattern = "^(retail|mid-level|wholesale|border|farm-gate|online)$")]
    level: Option<String>,
    /// In this currency of ISO 4217.
    #[param(pattern = "^[A-Z]{3}$", default = "EUR")]
    currency: Option<String>,
    /// Of periods from this day on.
    #[param(value_type = Option<String>, format = Date)]
    from: Option<String>,
    /// Of periods up to this day.
    #[param(value_type = Option<String>, format = Date)]
    to: Option<String>,
    /// One line for each month, quarter or year.
    #[param(pattern = "^(month|quarter|year)$", default = "year")]
    per: Option<String>,
    /// Level of the intervals.
    #[param(value_type = Option<f64>, minimum = 0.5, maximum = 0.9999, default = 0.95)]
    confidence: Option<String>,
    /// Size of the deal, in grams, at which prices are compared.
    #[param(value_type = Option<f64>, minimum = 0.001, maximum = 1_000_000, default = 1)]
    deal: Option<String>,
    /// Day the question is asked of; today if left out.
    #[param(value_type = Option<String>, format = Date)]
    as_of: Option<String>,
    /// Ledger position the question is asked of; the last if left out.
    #[param(value_type = Option<u64>)]
    position: Option<String>,
    /// Entries on a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    limit: Option<String>,
    /// Entries to leave out from the beginning: `next_after` of the page before.
    #[param(value_type = Option<u64>, default = 0)]
    after: Option<String>,
}

/// What a gram costs by substance, place, level, form, period and kind of gram; nothing is guessed.
///
/// Computed anew from the prices, offers and purities of the node. Discounts, reasons and rates stand on
/// every page, at most 1,000 of each. May hold words of offers in reasons.
#[utoipa::path(
    get,
    path = "/api/v1/prices",
    tag = "series",
    params(WhichPrices),
    responses((status = 200, description = "A page of prices.", body = PricesAnswered), Problems)
)]
pub(crate) async fn list_prices(
    Asking(service): Asking,
    Asked(which): Asked<WhichPrices>,
) -> Result<Json<PricesAnswered>, Problem> {
    let cut = Cut::of(which.limit.as_deref(), which.after.as_deref())?;
    let question = which.question(&service).await?;
    let _turn = service.turn().await;
    let found = prices(service.node(), &question, &service.reader()).await?;
    Ok(Json(PricesAnswered::of(&found, &question, cut)))
}

impl WhichPrices {
    async fn question(&self, service: &Service) -> Result<Question, Problem> {
        let levels = "retail, mid-level, wholesale, border, farm-gate or online";
        let per = |text: &str| Cadence::parse(text).filter(|_| PERIODS.contains(&text));
        let currency = optional(
            "currency",
            self.currency.as_deref(),
            "a currency's three capital letters, such as EUR",
            |text| is_code(text).then(|| text.to_owned()),
        )?;
        let currency = currency.unwrap_or_else(|| "EUR".to_owned());
        let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
        let confidence = |text: &str| number(text).filter(|n| (0.5..=0.9999).contains(n));
        let grams = |text: &str| number(text).filter(|n| (0.001..=1e6).contains(n));
        Ok(Question {
            substance: self.substance.as_deref().map(known_substance).transpose()?,
            place: self.place.as_deref().map(known_place).transpose()?,
            level: optional("level", self.level.as_deref(), levels, Level::parse)?,
            from: day("from", self.from.as_deref())?,
            to: day("to", self.to.as_deref())?,
            by: optional("per", self.per.as_deref(), "month, quarter or year", per)?
                .unwrap_or(Cadence::Year),
            currency: Currency::parse(&currency).ok_or_else(|| {
                Problem::no_such("currency", format!("ISO 4217 has no currency {currency}"))
            })?,
            rates: Rates::shipped(),
            confidence: optional(
                "confidence",
                self.confidence.as_deref(),
                "a share from 0.5 to 0.9999",
                confidence,
            )?
            .unwrap_or(0.95),
            deal_g: optional("deal", self.deal.as_deref(), "grams from 0.001 to 1000000", grams)?
                .unwrap_or(1.0),
            vantage: vantage_of(service, self.as_of.as_deref(), self.position.as_deref()).await?,
        })
    }
}

fn known_substance(text: &str) -> Result<SubstanceId, Problem> {
    let id = substance_of(text)?;
    let is_known = Substances::shipped().get(&id).is_some();
    is_known.then_some(id).ok_or_else(|| {
        let problem =
            format!("no substance has the id `{text}`; GET /api/v1/substances lists them");
        Problem::no_such("substance", problem)
    })
}

fn known_place(text: &str) -> Result<PlaceId, Problem> {
    let id = place_of(text)?;
    let is_known = Places::shipped().get(&id).is_some();
    is_known.then_some(id).ok_or_else(|| {
        let problem = format!("no place has the id `{text}`; GET /api/v1/places lists them");
        Problem::no_such("place", problem)
    })
}

fn is_code(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// What a line's period may be.
const PERIODS: [&str; 3] = ["month", "quarter", "year"];
