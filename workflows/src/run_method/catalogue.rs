//! The detectors that can be run by name, with every setting, its default and its meaning.
//!
//! It does not run them; it is also the list of keys that settings may have.

mod columns;
mod ours;
mod places;

use self::columns::{
    CHANGE_POINT_ANSWER, CLASSIC_ANSWER, CUSUM_ANSWER, EARS_ANSWER, FARRINGTON_ANSWER, GLR_ANSWER,
    PLAIN_COUNTS, POPULATION_COUNTS, SAME_WEEKS_ANSWER, SHORT_FIGURES, STEP_ANSWER, TREND_ANSWER,
};

/// A detector as `watchfire method list` shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Method {
    /// Name in the settings' `function`.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// Papers, and the tool whose results it reproduces.
    pub source: &'static str,
    /// Its settings, in the reference's order.
    pub settings: &'static [MethodSetting],
    /// Columns of the table that it reads, beside `series`.
    pub reads: &'static [MethodColumn],
    /// Columns of its answer; a long table puts `series` before and `note` behind them.
    pub answer: &'static [MethodColumn],
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MethodColumn {
    /// Its name in the header row.
    pub name: &'static str,
    /// What it holds.
    pub meaning: &'static str,
}

/// One key of the settings' `control`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MethodSetting {
    /// Key in `control`.
    pub key: &'static str,
    /// Value where the key is absent, as JSON.
    pub default: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// The detectors there are.
pub fn list_methods() -> &'static [Method] {
    &METHODS
}

const fn setting(key: &'static str, default: &'static str, meaning: &'static str) -> MethodSetting {
    MethodSetting { key, default, meaning }
}

const METHODS: [Method; 19] = [
    Method {
        name: "farringtonFlexible",
        summary: "Compares a count with the same season of earlier years by a quasi-Poisson regression \
                  in which past outbreaks weigh less.",
        source: "Farrington et al. 1996, doi:10.2307/2983331; Noufaily et al. 2013, \
                 doi:10.1002/sim.5595; equal to R surveillance 1.20.3 farringtonFlexible",
        settings: &FARRINGTON_SETTINGS,
        reads: &POPULATION_COUNTS,
        answer: &FARRINGTON_ANSWER,
    },
    Method {
        name: "earsC",
        summary: "Compares a count with the mean and spread of the few periods before it.",
        source: "Hutwagner et al. 2003, doi:10.1007/PL00022319; Fricker et al. 2008, \
                 doi:10.1002/sim.3197; equal to R surveillance 1.20.3 earsC",
        settings: &EARS_SETTINGS,
        reads: &PLAIN_COUNTS,
        answer: &EARS_ANSWER,
    },
    Method {
        name: "algo.farrington",
        summary: "Compares a count with the same weeks of earlier years by a quasi-Poisson regression: \
                  the method of 1996 with standard errors as published.",
        source: "Farrington et al. 1996, doi:10.2307/2983331; equal to R surveillance 1.20.3 \
                 algo.farrington",
        settings: &CLASSIC_SETTINGS,
        reads: &PLAIN_COUNTS,
        answer: &CLASSIC_ANSWER,
    },
    Method {
        name: "algo.cusum",
        summary: "Adds up by how much counts exceed what was expected, and alarms when the sum is high.",
        source: "Rossi et al. 1999, Statistics in Medicine 18:2111; equal to R surveillance 1.20.3 \
                 algo.cusum",
        settings: &CUSUM_SETTINGS,
        reads: &PLAIN_COUNTS,
        answer: &CUSUM_ANSWER,
    },
    Method {
        name: "algo.glrpois",
        summary: "Asks whether the mean of Poisson counts has changed by a factor since any earlier week.",
        source: "Höhle & Paul 2008, doi:10.1016/j.csda.2008.02.015; equal to R surveillance 1.20.3 \
                 algo.glrpois",
        settings: &GLR_POISSON_SETTINGS,
        reads: &PLAIN_COUNTS,
        answer: &GLR_ANSWER,
    },
    Method {
        name: "algo.glrnb",
        summary: "The same of negative binomial counts, whose spread is given or fitted.",
        source: "Höhle & Paul 2008, doi:10.1016/j.csda.2008.02.015; equal to R surveillance 1.20.3 \
                 algo.glrnb",
        settings: &GLR_SETTINGS,
        reads: &PLAIN_COUNTS,
        answer: &GLR_ANSWER,
    },
    Method {
        name: "algo.rki",
        summary: "Compares a count with the mean of a few weeks: those before, or the same of earlier \
                  years.",
        source: "Riebler 2004; limits of Crow & Gardner 1959, doi:10.1093/biomet/46.3-4.441; equal to R \
                 surveillance 1.20.3 algo.rki",
        settings: &RKI_SETTINGS,
        reads: &PLAIN_COUNTS,
        answer: &SAME_WEEKS_ANSWER,
    },
    Method {
        name: "algo.bayes",
        summary: "Compares a count with what the Poisson counts of a few weeks predict.",
        source: "Riebler 2004; equal to R surveillance 1.20.3 algo.bayes",
        settings: &BAYES_SETTINGS,
        reads: &PLAIN_COUNTS,
        answer: &SAME_WEEKS_ANSWER,
    },
    Method {
        name: "step",
        summary: "Holds the newest figure of a short series against the level of those before it, and \
                  against their way of moving; both directions, counts or amounts, 5 figures or more.",
        source: "quasi-likelihood F test: Wedderburn 1974, doi:10.2307/2334725; Student's t on \
                 logarithms; equal to R glm (quasipoisson) and lm above the floor of the spread",
        settings: &STEP_SETTINGS,
        reads: &SHORT_FIGURES,
        answer: &STEP_ANSWER,
    },
    Method {
        name: "trend",
        summary: "Asks whether a short series keeps going one way: by the order of its figures, or by \
                  the mean of their changes; 5 figures or more.",
        source: "Mann 1945, doi:10.2307/1907187, exact with ties; Sen 1968, doi:10.2307/2285891; \
                 equal to R cor.test (kendall, exact) and t.test",
        settings: &TREND_SETTINGS,
        reads: &SHORT_FIGURES,
        answer: &TREND_ANSWER,
    },
    Method {
        name: "changePoint",
        summary: "Finds the moment before which the figures of a short series were lower, or higher, \
                  than after it; at alpha 0.01 with 10 figures or more.",
        source: "Pettitt 1979, doi:10.2307/2346729; exact up to 16 figures, ties included",
        settings: &CHANGE_POINT_SETTINGS,
        reads: &SHORT_FIGURES,
        answer: &CHANGE_POINT_ANSWER,
    },
    ours::ONSET,
    ours::RESIDUAL_EWMA,
    ours::RESIDUAL_CUSUM,
    ours::FIRST_SEEN,
    ours::ONLINE_CHANGE,
    ours::NOWCAST,
    places::SCAN,
    places::SUBSET_SCAN,
];

const FARRINGTON_SETTINGS: [MethodSetting; 17] = [
    setting("range", "null", "not read here: give [first, last] as range beside control"),
    setting("b", "5", "years back"),
    setting("w", "3", "periods on either side of each reference point"),
    setting("reweight", "true", "whether past outbreaks weigh less in a second fit"),
    setting("weightsThreshold", "2.58", "Anscombe residual above which they do (1 in 1996)"),
    setting("verbose", "false", "no effect"),
    setting("glmWarnings", "true", "no effect"),
    setting("alpha", "0.05", "one-sided chance of an alarm without an outbreak"),
    setting("trend", "true", "whether a trend is tried"),
    setting("pThresholdTrend", "0.05", "p-value below which it is kept (1: always, in 2013)"),
    setting("limit54", "[5,4]", "fewer cases than the first in the last so many periods: no alarm"),
    setting("powertrans", "\"2/3\"", "transformation of the delta bound: 2/3, 1/2 or none"),
    setting("fitFun", "\"algo.farrington.fitGLM.flexible\"", "the one regression there is"),
    setting("populationOffset", "false", "whether the log of the population is an offset"),
    setting("noPeriods", "1", "season levels in a year; 1 uses the windows alone (10 in 2013)"),
    setting(
        "pastWeeksNotIncluded",
        "null",
        "latest periods left out; null: as many as w (26 in 2013)",
    ),
    setting("thresholdMethod", "\"delta\"", "bound: delta (1996), nbPlugin (2013) or muan"),
];

const EARS_SETTINGS: [MethodSetting; 5] = [
    setting("range", "null", "not read here: give [first, last] as range beside control"),
    setting(
        "method",
        "\"C1\"",
        "C1, C2 (two guard periods), C3 (excess of the two periods before) or publishedC3 (and of this \
         one)",
    ),
    setting("baseline", "7", "periods in the baseline, at least 3"),
    setting("minSigma", "0", "least standard deviation"),
    setting("alpha", "null", "one-sided chance of an alarm; null: 0.001, for C3 0.025"),
];

const SCALE: MethodSetting = setting(
    "scale",
    "\"counts\"",
    "counts, or amounts (kilograms, hectares, rates, prices), which vary by a factor",
);

const STEP_SETTINGS: [MethodSetting; 8] = [
    SCALE,
    setting(
        "model",
        "\"levelOrWalk\"",
        "what the figures did until now: levelOrWalk (neither may explain the newest), level, \
         persistentLevel (each may resemble the one before) or walk",
    ),
    setting("recent", "1", "newest figures held together against the earlier; 1 with a walk"),
    setting("leastBaseline", "4", "fewest earlier figures to compare with, at least 3"),
    setting("longestBaseline", "10", "most earlier periods to look back on"),
    setting("leastDispersion", "1", "least variance of a count over its mean, at least 1"),
    setting("leastLogSpread", "0.05", "least standard deviation of the logarithm of an amount"),
    setting("alpha", "0.01", "chance of an alarm in one direction without a step"),
];

const TREND_SETTINGS: [MethodSetting; 6] = [
    SCALE,
    setting("method", "\"mannKendall\"", "mannKendall (order) or drift (mean of the changes)"),
    setting("leastFigures", "5", "fewest figures, the newest included, at least 4"),
    setting("longest", "30", "most periods to look back on, the newest included"),
    setting("leastLogSpread", "0.02", "least standard deviation of a change of an amount (drift)"),
    setting("alpha", "0.01", "chance of an alarm in one direction without a trend"),
];

const CHANGE_POINT_SETTINGS: [MethodSetting; 4] = [
    SCALE,
    setting("leastFigures", "5", "fewest figures, the newest included, at least 4"),
    setting("longest", "30", "most periods to look back on, the newest included"),
    setting("alpha", "0.01", "chance of an alarm in one direction without a change"),
];

const RANGE: MethodSetting =
    setting("range", "null", "not read here: give [first, last] as range beside control");
const LIMIT: MethodSetting =
    setting("limit54", "[5,4]", "fewer cases than the first in the last so many periods: no alarm");

const CLASSIC_SETTINGS: [MethodSetting; 11] = [
    RANGE,
    setting("b", "5", "years back"),
    setting("w", "3", "periods on either side of each reference point"),
    setting("reweight", "true", "whether past outbreaks weigh less in a second fit"),
    setting("verbose", "false", "no effect"),
    setting("plot", "false", "no effect"),
    setting("alpha", "0.05", "two-sided chance of a count outside the bounds"),
    setting("trend", "true", "whether a trend is tried; it is kept below a p-value of 0.05"),
    LIMIT,
    setting("powertrans", "\"2/3\"", "transformation of the bound: 2/3, 1/2 or none"),
    setting("fitFun", "\"algo.farrington.fitGLM.fast\"", "the one regression there is"),
];

const CUSUM_SETTINGS: [MethodSetting; 6] = [
    RANGE,
    setting("k", "1.04", "what a standardised count must exceed to add to the sum"),
    setting("h", "2.26", "sum at which there is an alarm"),
    setting(
        "m",
        "null",
        "expected counts: null (mean of all before the range), a number, one for each week, or glm \
         (yearly wave fitted to all before)",
    ),
    setting(
        "trans",
        "\"standard\"",
        "standardisation: standard, rossi, anscombe, anscombe2nd, pearsonNegBin, anscombeNegBin or \
         none",
    ),
    setting(
        "alpha",
        "null",
        "for pearsonNegBin and anscombeNegBin: variance m + alpha m^2; null: 0.1",
    ),
];

const MU0: MethodSetting = setting(
    "mu0",
    "null",
    "mean before a change: one for each week, or {\"S\": yearly waves, \"trend\": true or false, \
     \"refit\": true or false} fitted to all before the range, with refit anew after each alarm; null: \
     one wave, no trend, no refit",
);
const THRESHOLD: MethodSetting = setting("c.ARL", "5", "statistic at which there is an alarm");
const SHORTEST: MethodSetting = setting("Mtilde", "1", "least weeks since the change");
const LONGEST: MethodSetting =
    setting("M", "-1", "most weeks looked back on; -1: to the last alarm");
const CHANGE: MethodSetting = setting(
    "change",
    "\"intercept\"",
    "intercept (the mean rises or falls by a factor) or epi (it rises by a multiple of the count before)",
);
const THETA: MethodSetting =
    setting("theta", "null", "log of the factor if it is known; null: the likeliest");
const DIRECTION: MethodSetting = setting("dir", "\"inc\"", "inc (rises) or dec (falls)");
const RETURN: MethodSetting = setting(
    "ret",
    "\"value\"",
    "upperbound holds the statistic (value) or the least alarming count (cases; not with epi)",
);
const MOST_CASES: MethodSetting =
    setting("xMax", "10000", "no effect: bounds are sought to 10,000");
const ALPHA_USED: MethodSetting =
    setting("alpha_used", "null", "no effect: what the reference used");

const GLR_POISSON_SETTINGS: [MethodSetting; 11] = [
    RANGE, THRESHOLD, MU0, SHORTEST, LONGEST, CHANGE, THETA, DIRECTION, RETURN, MOST_CASES,
    ALPHA_USED,
];

const GLR_SETTINGS: [MethodSetting; 13] = [
    RANGE,
    THRESHOLD,
    MU0,
    setting(
        "alpha",
        "null",
        "variance mean + alpha mean^2; 0: Poisson; null: fitted with mu0, and 0 if left out beside a list",
    ),
    SHORTEST,
    LONGEST,
    CHANGE,
    THETA,
    DIRECTION,
    RETURN,
    MOST_CASES,
    ALPHA_USED,
    setting(
        "search",
        "\"reference\"",
        "how the likeliest factor is sought: reference (as R does, which at times finds nothing where \
         counts lie far from their mean) or sure",
    ),
];

const YEARS: MethodSetting = setting("b", "2", "years back");
const CURRENT: MethodSetting =
    setting("actY", "false", "whether the w weeks just before belong to the baseline");

const RKI_SETTINGS: [MethodSetting; 4] = [
    RANGE,
    YEARS,
    setting("w", "4", "weeks on either side (RKI 1: b 0, w 6, actY; 2: b 1, w 6, actY; 3: 2, 4)"),
    CURRENT,
];

const BAYES_SETTINGS: [MethodSetting; 5] = [
    RANGE,
    setting("b", "0", "years back"),
    setting("w", "6", "weeks on either side (Bayes 1: b 0, w 6, actY; 2: b 1, w 6, actY; 3: 2, 4)"),
    setting("actY", "true", "whether the w weeks just before belong to the baseline"),
    setting("alpha", "0.05", "one-sided chance of an alarm without an outbreak"),
];
