//! What every method that suits a series says of its newest periods, and of older ones where these say something.

use jiff::civil::Date;
use vocabulary::finding::{Direction, Finding, SeriesKey, Vantage};
use vocabulary::indicator;
use vocabulary::period::{Cadence, Period};
use vocabulary::place::{PlaceKind, Places};
use vocabulary::quantity::ValueUnit;
use vocabulary::submission::Digest;
use vocabulary::substance::{SubstanceId, SubstanceKind, Substances};

use super::parts::is_nobodys;
use super::plan::share::{
    PartOfWhole, Wholes, can_share, counts_follow_tests, run_share, share_digest,
};
use super::plan::{Assessed, Bounds, Plan};
use super::weigh::SMALLEST_P_VALUE;
use super::{Asked, Depth};
use crate::hierarchy::is_everything;
use crate::series::Series;

/// One series as one method saw it.
pub(super) struct Looked {
    pub series: SeriesKey,
    pub direction: Direction,
    /// Alarms, oldest first.
    pub alarms: Vec<Finding>,
    /// The recent figure that is farthest out, where it is an alarm or not far from one.
    pub farthest: Option<Finding>,
    /// Smallest p-value over the recent part, held against the number of periods looked at.
    pub p_value: Option<f64>,
    /// Whether the recent part holds enough for a move to be seen in it.
    pub could_move: bool,
    /// First day of the recent part.
    pub recent_from: Date,
    pub cadence: Cadence,
}
/// Every method that suits a series, run over its recent window.
pub(super) fn look_at(
    series: &Series,
    wholes: &Wholes<'_>,
    asked: Asked,
    since: Option<Date>,
    clumping: u16,
) -> Vec<Looked> {
    let Asked { vantage, depth, .. } = asked;
    let definition = indicator::get(series.key.indicator.as_str());
    let is_campaign = definition.is_some_and(|i| i.cadence == indicator::Cadence::Campaign);
    let is_count = series.key.unit == ValueUnit::Count;
    // Month by month, the amounts of a part are single large seizures, not a level that could move.
    let is_lumps = !is_count && series.key.cadence == Cadence::Month && !series.is_whole_coverage;
    // Of all drugs together a part says how a source writes.
    let is_unnamed = series.key.part.as_ref().is_some_and(is_nobodys)
        || series.key.part.is_some() && is_everything(&series.key.substance);
    if is_campaign || is_lumps || is_residual(&series.key.substance) || is_unnamed {
        return Vec::new();
    }
    let (_, counts) = series.recent_counts();
    let (known_periods, _) = series.known_figures();
    let length = if is_count { counts.len() } else { known_periods.len() };
    let window = windows_since(&known_periods, series.key.cadence, length, since);
    let whole = wholes.whole_of(&series.key).filter(|_| can_share(&series.key));
    let mut looked =
        whole.map_or_else(Vec::new, |whole| look_at_share(series, whole, asked, window));
    // Where more tests find more, what they found says no more than its share of them.
    let by_share = !looked.is_empty() && counts_follow_tests(&series.key.indicator);
    let calendar = (series.key.cadence, series.key.unit);
    for (plan, direction) in Plan::choose(calendar, length, window.looked, clumping) {
        // What falls by the month falls week by week before that.
        let is_by_week = series.is_from_days && series.key.cadence == Cadence::Month;
        if is_by_week && direction == Direction::Fall && is_count {
            continue;
        }
        // A part is looked at for what the whole may hide: more of it.
        if direction != Direction::Rise && series.key.part.is_some() {
            continue;
        }
        // Seven weeks of a part tell an outbreak from a change in reporting worse than those of the whole.
        if matches!(plan, Plan::EarsC2 { .. }) && !series.is_whole_coverage
            || matches!(plan, Plan::Step { .. }) && by_share
        {
            continue;
        }
        let readings = series.figures_for(&plan);
        let periods = &readings.periods;
        let view = View { series, plan, direction, periods, vantage, share: None };
        let run = |first| plan.run(&readings, first, direction, Bounds::OfAlarms);
        looked.extend(view.look_back(window, depth, run));
    }
    let has_finer_twin = series.is_from_days && series.key.cadence == Cadence::Month;
    let is_whole = series.key.part.is_none();
    if is_count && is_whole && !has_finer_twin && can_be_first_seen(series, &counts) {
        let news_for_days =
            if series.key.cadence == Cadence::Year { NEWS_FOR_YEARS } else { NEWS_FOR_DAYS };
        let plan = Plan::FirstSeen { news_for_days, history_days: 365 };
        let readings = series.figures_for(&plan);
        let periods = &readings.periods;
        let assessed = plan.run(&readings, 0, Direction::New, Bounds::OfAlarms);
        let direction = Direction::New;
        let view = View { series, plan, direction, periods, vantage, share: None };
        looked.extend((!assessed.is_empty()).then(|| view.looked(&assessed, periods.len())));
    }
    looked
}

/// The share of a series in all that its source counts there, both ways.
fn look_at_share(series: &Series, whole: &Series, asked: Asked, window: Window) -> Vec<Looked> {
    let both = PartOfWhole::of(series, whole);
    let one_way = |direction| {
        let (periods, vantage, share) = (&both.periods, asked.vantage, Some((&both, whole)));
        let view = View { series, plan: Plan::Share, direction, periods, vantage, share };
        let run = |first| run_share(&both, first, direction, Bounds::OfAlarms);
        view.look_back(window, asked.depth, run)
    };
    [Direction::Rise, Direction::Fall].into_iter().filter_map(one_way).collect()
}

/// Periods looked at, and those of them that count as recent.
#[derive(Clone, Copy)]
struct Window {
    looked: usize,
    recent: usize,
}

fn windows_since(
    periods: &[Period],
    cadence: Cadence,
    length: usize,
    since: Option<Date>,
) -> Window {
    let (looked, recent) = windows(cadence);
    let Some(since) = since else { return Window { looked, recent } };
    // However far back is asked, enough of the past must stay to compare with.
    let longest = Plan::longest_window(cadence, length);
    let recent = recent.max(periods.iter().filter(|p| p.end() >= since).count().min(longest));
    Window { looked: looked.max(recent), recent }
}

/// Whether a class holds only what nothing else names: its rise says more of the form than of drugs.
fn is_residual(substance: &SubstanceId) -> bool {
    let id = substance.as_str();
    id.starts_with("other-") || ["metabolites", "medicines", "mixtures"].contains(&id)
}

/// Whether a first report would be news: of a substance, not of a class or a metabolite; and below
/// the whole coverage of the source, or in a yearly table, only once it is more than one or two, or a
/// country's first of the opioids of which a gram is a thousand doses.
fn can_be_first_seen(series: &Series, counts: &[u32]) -> bool {
    let shipped = Substances::shipped();
    let substance = &series.key.substance;
    let is_class = shipped.get(substance).is_none_or(|entry| entry.kind() == SubstanceKind::Class);
    let classes = shipped.ancestors(substance);
    let is_under = |class: &str| classes.iter().any(|id| id.as_str() == class);
    let total: u64 = counts.iter().map(|count| u64::from(*count)).sum();
    let place = Places::shipped().get(&series.key.place);
    let is_country = place.is_some_and(|place| place.kind() == PlaceKind::Country);
    // By the time a year's table is out, one or two reports in it are no news.
    let is_news = series.is_whole_coverage && series.key.cadence != Cadence::Year;
    let is_enough = is_news
        || total >= LEAST_REPORTS_IN_A_PART
        || (is_country && STRONGEST_OPIOIDS.iter().any(|class| is_under(class)));
    !is_class && !is_under("metabolites") && is_enough
}

/// A series as one method sees it in one direction.
struct View<'a> {
    series: &'a Series,
    plan: Plan,
    direction: Direction,
    periods: &'a [Period],
    vantage: Vantage,
    /// What it is a part of, where its share is looked at.
    share: Option<(&'a PartOfWhole, &'a Series)>,
}

impl View<'_> {
    /// Looks at the recent periods, and farther back only where they hold something: each period is assessed
    /// by itself, whichever others are.
    fn look_back(
        &self,
        window: Window,
        depth: Depth,
        run: impl Fn(usize) -> Vec<Assessed>,
    ) -> Option<Looked> {
        let look = |back: usize| {
            let assessed = run(self.periods.len().saturating_sub(back));
            (!assessed.is_empty()).then(|| self.looked(&assessed, window.recent))
        };
        let found = look(window.recent);
        let is_quiet = |found: &Looked| found.alarms.is_empty() && found.farthest.is_none();
        if depth == Depth::RecentOnly || found.as_ref().is_some_and(is_quiet) {
            return found;
        }
        look(window.looked)
    }

    fn looked(&self, assessed: &[Assessed], recent: usize) -> Looked {
        let recent_index = self.periods.len().saturating_sub(recent);
        let lately = || assessed.iter().filter(|a| a.index >= recent_index);
        let recent_p: Vec<f64> = lately().filter_map(|a| a.p_value).collect();
        let could_move = match self.direction {
            Direction::Fall => lately().filter_map(|a| a.expected).sum::<f64>() >= LEAST_TO_FALL,
            _ => lately().any(|a| a.observed > 0.0),
        };
        let least = recent_p.iter().copied().min_by(f64::total_cmp);
        // Weeks held together say much the same a week later.
        let looks = match self.plan {
            Plan::Sustained { periods, .. } => recent_p.len() / usize::from(periods) + 1,
            _ => recent_p.len(),
        };
        let p_value = least.map(|p| (p.max(SMALLEST_P_VALUE) * looks as f64).min(1.0));
        let is_far = p_value.is_some_and(|p_value| p_value <= FAR);
        let has_alarm = is_far || assessed.iter().any(|a| a.is_alarm);
        // Hashing every series would cost more than looking at it.
        let series_digest = match self.share {
            _ if !has_alarm => Digest([0; 32]),
            Some((_, whole)) => share_digest(self.series, whole),
            None => self.series.digest(),
        };
        let finding = |a: &Assessed| Finding {
            series: self.series.key.clone(),
            period: self.periods[a.index],
            direction: self.direction,
            observed: a.observed,
            reported: a.reported,
            out_of: self.share.and_then(|(both, _)| both.whole_at(a.index)),
            expected: a.expected,
            bound: a.bound,
            p_value: a.p_value,
            method: self.plan.method(),
            vantage: self.vantage,
            series_digest,
        };
        let farthest = lately().rfind(|a| is_far && a.p_value == least);
        Looked {
            series: self.series.key.clone(),
            direction: self.direction,
            alarms: assessed.iter().filter(|a| a.is_alarm).map(finding).collect(),
            farthest: farthest.map(finding),
            p_value,
            could_move,
            recent_from: self.periods[recent_index].start(),
            cadence: self.series.key.cadence,
        }
    }
}

/// Periods looked at and recent ones, unless asked otherwise.
const fn windows(cadence: Cadence) -> (usize, usize) {
    match cadence {
        Cadence::Week => (26, 8),
        Cadence::Month => (12, 3),
        Cadence::Year => (4, 1),
        _ => (4, 2),
    }
}

/// A figure with a larger chance says nothing that others could join.
const FAR: f64 = 0.05;

/// Where fewer are expected, a fall is hardly seen.
const LEAST_TO_FALL: f64 = 5.0;

/// A first report stays news for this long after it, counted to the source's last day.
const NEWS_FOR_DAYS: u32 = 180;

/// A first report in a yearly table stays news until the next table.
const NEWS_FOR_YEARS: u32 = 400;

/// Reports of a new substance that make it news in a part of what its source covers, or in a year's table.
const LEAST_REPORTS_IN_A_PART: u64 = 3;

/// Classes of which one report in a country is news.
const STRONGEST_OPIOIDS: [&str; 3] = ["fentanyl-analogues", "nitazenes", "new-synthetic-opioids"];
