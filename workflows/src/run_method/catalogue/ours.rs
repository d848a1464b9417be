//! The methods that no reference tool has: how to call them, with every setting.

use super::columns::{
    COUNT, DATE, EXPECTED, FLAG, NOTE, POPULATION, POPULATION_COUNTS, T, UPPER, column,
};
use super::{Method, MethodColumn, MethodSetting, setting};

pub(super) const ONSET: Method = Method {
    name: "onset",
    summary: "Asks whether an outbreak began in this period or in the one before, with an exact p-value; \
              finds more outbreaks than farringtonFlexible at the same false alarms; 2 years or more.",
    source: "ours; Shiryaev-Roberts sum cut to two periods, over a baseline learnt by quasi-likelihood \
             with shrunk trend and waves; docs/methods.md shows its power",
    settings: &ONSET_SETTINGS,
    reads: &POPULATION_COUNTS,
    answer: &ONSET_ANSWER,
};

pub(super) const RESIDUAL_EWMA: Method = Method {
    name: "residualEwma",
    summary: "Averages the residuals of a model, the newest weighing most, so that a drift too small for \
              any one period shows; both directions.",
    source: "Roberts 1959, doi:10.1080/00401706.1959.10489860; constants of Lucas & Saccucci 1990, \
             doi:10.1080/00401706.1990.10484583; residuals: Dunn & Smyth 1996, \
             doi:10.1080/10618600.1996.10474708",
    settings: &EWMA_SETTINGS,
    reads: &RESIDUAL_COLUMNS,
    answer: &RESIDUAL_ANSWER,
};

pub(super) const RESIDUAL_CUSUM: Method = Method {
    name: "residualCusum",
    summary: "Adds up the residuals of a model beyond a reference value, in both directions, and starts \
              again after an alarm.",
    source: "Page 1954, doi:10.1093/biomet/41.1-2.100; constants of Hawkins & Olwell 1998, \"Cumulative \
             Sum Charts and Charting for Quality Improvement\"; residuals: Dunn & Smyth 1996, \
             doi:10.1080/10618600.1996.10474708",
    settings: &RESIDUAL_CUSUM_SETTINGS,
    reads: &RESIDUAL_COLUMNS,
    answer: &RESIDUAL_ANSWER,
};

pub(super) const FIRST_SEEN: Method = Method {
    name: "firstSeen",
    summary: "Says when something was reported that was not before, and how likely it is, by the reports \
              since, that it spreads.",
    source: "gamma law of a Poisson rate: Gelman et al. 2013, \"Bayesian Data Analysis\", section 2.6; \
             equal to R pgamma and pnbinom",
    settings: &FIRST_SEEN_SETTINGS,
    reads: &[T, COUNT, DATE],
    answer: &FIRST_SEEN_ANSWER,
};

pub(super) const ONLINE_CHANGE: Method = Method {
    name: "onlineChange",
    summary: "Gives the chance that the level of a continuous series (price, purity, wastewater) changed \
              lately; knows sampling errors and figures below the limit of quantification.",
    source: "Adams & MacKay 2007, arXiv:0710.3742, with the law of level and spread on a grid; equal to \
             the sum over all partitions (golden/online_change)",
    settings: &ONLINE_CHANGE_SETTINGS,
    reads: &MEASURED_COLUMNS,
    answer: &ONLINE_CHANGE_ANSWER,
};

pub(super) const NOWCAST: Method = Method {
    name: "nowcast",
    summary: "Says how many events of the newest periods will have been reported in the end, with an \
              interval; learns from the days events occurred and were reported on how late reports come.",
    source: "Lawless 1994, doi:10.2307/3315820; the total given what is reported is negative binomial, \
             averaged over the error of the delays",
    settings: &NOWCAST_SETTINGS,
    reads: &NOWCAST_COLUMNS,
    answer: &NOWCAST_ANSWER,
};

const NOWCAST_SETTINGS: [MethodSetting; 5] = [
    setting("period", "\"week\"", "periods that events are added up by: week, day or month"),
    setting(
        "longestDelay",
        "12",
        "longest delay, in periods; what comes later counts as come with it",
    ),
    setting("window", "26", "delays are learnt from this many latest periods; null: from all"),
    setting("level", "0.95", "chance that the total lies within the interval, 0.5 to 0.999"),
    setting("now", "null", "day up to which reports are known; null: the latest day of the table"),
];
const NOWCAST_COLUMNS: [MethodColumn; 3] = [
    column("occurred", "day of the event"),
    column("reported", "day on which it was reported"),
    column("observed", "events of the row; 1 each where there is no such column"),
];
const NOWCAST_ANSWER: [MethodColumn; 6] = [
    column("date", "first day of the period"),
    column("observed", "events reported so far"),
    column("share", "share of all that is thought to be reported by now"),
    column("expected", "events in the end"),
    column("lowerbound", "lower end of the interval"),
    column("upperbound", "upper end of the interval"),
];

const YEARS_BACK: MethodSetting = setting("yearsBack", "10", "most years of history, 2 to 100");
const LEAST_YEARS: MethodSetting =
    setting("leastYears", "2", "fewer years of reported periods cannot be assessed, at least 2");
const RECENT_EXCLUDED: MethodSetting = setting(
    "recentExcluded",
    "null",
    "latest periods left out of the baseline, at least 1; null: an eighth of a year",
);
const PAST_OUTBREAKS: MethodSetting = setting(
    "pastOutbreaks",
    "0.02",
    "share of periods in which an outbreak is thought to begin, before looking; 0 to 0.1",
);
const OFFSET: MethodSetting =
    setting("populationOffset", "false", "whether the log of the population is an offset");

const ONSET_SETTINGS: [MethodSetting; 9] = [
    setting(
        "mode",
        "\"balanced\"",
        "balanced, earliestWarning (the period before does not count) or mostDetections (it counts in \
         full)",
    ),
    YEARS_BACK,
    LEAST_YEARS,
    RECENT_EXCLUDED,
    setting(
        "previousWeight",
        "null",
        "weight of an outbreak that began in the period before; null: of the mode (0.1, 0 or 1)",
    ),
    PAST_OUTBREAKS,
    setting("alpha", "0.005", "one-sided chance of an alarm without an outbreak"),
    setting("minimumCases", "3", "fewer cases in this period and the one before it: no alarm"),
    OFFSET,
];

const ONSET_ANSWER: [MethodColumn; 10] = [
    T,
    UPPER,
    FLAG,
    EXPECTED,
    column("expected_error", "standard error of the log of that"),
    column("phi", "dispersion: variance of a count over its mean, at least 1"),
    column("trend", "change of the log of the mean in a year"),
    column("years", "years of history that were used"),
    column(
        "p_value",
        "chance of stronger evidence without an outbreak; just as strong counts half",
    ),
    NOTE,
];

const RESIDUALS: MethodSetting = setting(
    "residuals",
    "\"onset\"",
    "onset: of counts, by the baseline of onset (mean 0, deviation 1 without change); given: in the \
     column residual",
);
const LARGEST: &str = "residuals count as this at most, in either direction";

const EWMA_SETTINGS: [MethodSetting; 9] = [
    RESIDUALS,
    setting("weight", "0.1", "share of the newest residual in the average, at most 1 (lambda)"),
    setting("limit", "2.814", "standard deviations of the average at which there is an alarm (L)"),
    setting("largestResidual", "4", LARGEST),
    YEARS_BACK,
    LEAST_YEARS,
    RECENT_EXCLUDED,
    PAST_OUTBREAKS,
    OFFSET,
];

const RESIDUAL_CUSUM_SETTINGS: [MethodSetting; 9] = [
    RESIDUALS,
    setting("reference", "0.5", "what a residual must exceed to add to a sum (k)"),
    setting("decision", "5", "sum at which there is an alarm (h)"),
    setting("largestResidual", "5", LARGEST),
    YEARS_BACK,
    LEAST_YEARS,
    RECENT_EXCLUDED,
    PAST_OUTBREAKS,
    OFFSET,
];

const RESIDUAL_COLUMNS: [MethodColumn; 5] = [
    T,
    COUNT,
    DATE,
    POPULATION,
    column(
        "residual",
        "in place of `observed`, where `residuals` is given; empty where there is none",
    ),
];

const RESIDUAL_ANSWER: [MethodColumn; 6] = [
    T,
    column("expected", "count to be expected without a change; empty for given residuals"),
    column("residual", "residual of the period, as it was charted but for its limits"),
    column(
        "statistic",
        "average in its standard deviations, or larger of the two sums; below 0 for falls",
    ),
    column("alarm", "rise, fall, or empty without an alarm"),
    NOTE,
];

const FIRST_SEEN_SETTINGS: [MethodSetting; 5] = [
    setting(
        "leastHistory",
        "null",
        "reported periods without a case before the first is news; null: a year of them",
    ),
    setting("priorShape", "0.5", "shape of the gamma law of the rate before there are reports"),
    setting("priorPeriods", "0.5", "periods that law is worth"),
    setting("spreadingRate", "1", "reports a period above which it spreads"),
    setting("alarmAbove", "0.95", "chance of spread above which there is an alarm"),
];

const FIRST_SEEN_ANSWER: [MethodColumn; 8] = [
    T,
    column("first_seen", "t of the first report; empty before it"),
    column("reports", "reports after the period of the first"),
    column("mean_rate", "mean of the rate of reports a period"),
    column("chance", "chance that the rate is above the spreading one"),
    column("chance_next", "chance of one report or more in the next period"),
    column("alarm", "first (the first report), spread, or empty without an alarm"),
    NOTE,
];

const ONLINE_CHANGE_SETTINGS: [MethodSetting; 7] = [
    setting("meanRun", "50", "periods between changes, on average"),
    setting(
        "lowestLevel",
        "null",
        "lowest level thought possible; null: half the span of the figures below the lowest of them, \
         which looks ahead, so give it where that matters",
    ),
    setting(
        "highestLevel",
        "null",
        "highest level thought possible; null: as far above the highest",
    ),
    setting(
        "leastSpread",
        "null",
        "least deviation of figures around their level; null: a hundredth of the span of levels",
    ),
    setting("greatestSpread", "null", "greatest one; null: a quarter of the span of levels"),
    setting("recent", "4", "changes in the last so many periods are recent"),
    setting("alarmAbove", "0.95", "chance of a recent change above which there is an alarm"),
];

const MEASURED_COLUMNS: [MethodColumn; 5] = [
    T,
    column(
        "observed",
        "a number; `<` where it lies below the limit of quantification, or `<0.5` with that limit; \
         empty where not known",
    ),
    column("standard_error", "standard error of the number; empty or no column: none"),
    column(
        "limit_of_quantification",
        "numbers below it count as below it; empty or no column: none",
    ),
    DATE,
];

const ONLINE_CHANGE_ANSWER: [MethodColumn; 6] = [
    T,
    column("chance", "chance that the level changed within the recent periods"),
    column("level", "mean of the level as it is now"),
    column("before", "mean of the level if it did not change in them; empty in the first periods"),
    FLAG,
    NOTE,
];
