//! Sums of twelve months that are no calendar years, as yearly figures.
//!
//! Fiscal years (2009-10) follow each other and are taken as they are. Sums of twelve months that come
//! out every month overlap: two of them that lie eleven months apart share one month, and neighbours
//! share eleven. No test here knows such figures, and their differences are those of a month and the
//! same month of the year before, with twice the noise and eleven months of memory. So of each source
//! only those are taken that end with the month of its newest one: they share no month, and every month
//! the newest twelve are held against whole years before them. It costs length: three years of such
//! sums are three figures.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use store::series::Figures;
use vocabulary::finding::SeriesKey;
use vocabulary::indicator::IndicatorId;
use vocabulary::period::{Cadence, Period};

/// Yearly figures from spans of twelve whole months, sorted by series.
///
/// - Shape: their periods are spans still, and each follows another without overlap; none of a source
///   and indicator that states calendar years too.
pub(super) fn years_of_spans(figures: &[Figures]) -> Vec<Figures> {
    let stated: BTreeSet<Stream<'_>> = figures
        .iter()
        .filter(|figures| figures.series.cadence == Cadence::Year)
        .map(|figures| stream(&figures.series))
        .collect();
    let mut newest: BTreeMap<Stream<'_>, Date> = BTreeMap::new();
    let spans = || figures.iter().filter(|figures| figures.series.cadence == Cadence::Span);
    for figures in spans().filter(|figures| !stated.contains(&stream(&figures.series))) {
        let years = figures.points.iter().filter(|(period, _)| is_year(*period));
        if let Some(end) = years.map(|(period, _)| period.end()).max() {
            let newest = newest.entry(stream(&figures.series)).or_insert(end);
            *newest = (*newest).max(end);
        }
    }
    let mut years: Vec<Figures> = spans()
        .filter_map(|figures| {
            let end = newest.get(&stream(&figures.series))?;
            let is_taken = |period: Period| is_year(period) && period.end().month() == end.month();
            let points = figures.points.iter().filter(|(period, _)| is_taken(*period));
            let points: Vec<_> = points.copied().collect();
            let series = SeriesKey { cadence: Cadence::Year, ..figures.series.clone() };
            (!points.is_empty()).then(|| Figures { series, points, ..figures.clone() })
        })
        .collect();
    years.sort_by(|a, b| (&a.series, a.is_stated).cmp(&(&b.series, b.is_stated)));
    years
}

fn is_year(period: Period) -> bool {
    period.whole_months() == Some(12)
}

type Stream<'a> = (&'a str, &'a IndicatorId);

fn stream(series: &SeriesKey) -> Stream<'_> {
    (&series.source, &series.indicator)
}
