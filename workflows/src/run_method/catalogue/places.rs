//! The scans over places and periods: how to call them, with every setting.

use super::columns::column;
use super::{Method, MethodColumn, MethodSetting, setting};

pub(super) const SCAN: Method = Method {
    name: "scan",
    summary: "Asks where, and over which of the last periods, there are more cases than elsewhere or \
              than expected: circles of places of any width, with p-values by simulation.",
    source: "Kulldorff 1997, doi:10.1080/03610929708831995, and 2001, doi:10.1111/1467-985X.00186; Neill \
             et al. 2005, doi:10.1145/1081870.1081897; equal to SaTScan 9.6 on leukaemia in New York \
             State (golden/satscan)",
    settings: &SCAN_SETTINGS,
    reads: &SCAN_COLUMNS,
    answer: &SCAN_ANSWER,
};

pub(super) const SUBSET_SCAN: Method = Method {
    name: "subsetScan",
    summary: "The same over sets of places near each other, of any shape, and over sets of subgroups; \
              the most likely set.",
    source: "Neill 2012, doi:10.1111/j.1467-9868.2011.01014.x; Neill et al. 2013, doi:10.1002/sim.5675; \
             equal to weighing every set",
    settings: &SUBSET_SETTINGS,
    reads: &SUBSET_COLUMNS,
    answer: &SUBSET_ANSWER,
};

const LONGEST: MethodSetting = setting(
    "longestWindow",
    "null",
    "most periods that a cluster lasts, up to the one under test; null: half of those there are",
);
const RADIUS: MethodSetting = setting(
    "largestRadius",
    "null",
    "most a place may be away from the centre: kilometres with lat and lon, otherwise the unit of x and \
     y; null: any distance",
);
const REPLICATIONS: MethodSetting = setting(
    "replications",
    "999",
    "tables drawn without a cluster; the p-value is (1 + those with as large a statistic) / (1 + all)",
);
const SEED: MethodSetting =
    setting("seed", "1", "what they are drawn from; the same seed gives the same p-value");
const ALPHA: MethodSetting = setting("alpha", "0.05", "a p-value up to this is an alarm");

const SCAN_SETTINGS: [MethodSetting; 8] = [
    setting(
        "statistic",
        "\"kulldorff\"",
        "kulldorff (more inside than outside, in other places or before) or \
         expectationBasedPoisson (more than expected, which must be right)",
    ),
    LONGEST,
    setting("largestShare", "0.5", "largest share of what is expected that a circle may hold"),
    RADIUS,
    setting("mostClusters", "10", "clusters reported at most; none shares a place with another"),
    REPLICATIONS,
    SEED,
    ALPHA,
];

const SUBSET_SETTINGS: [MethodSetting; 7] = [
    setting(
        "statistic",
        "\"expectationBasedPoisson\"",
        "expectationBasedPoisson (more than expected, which must be right) or kulldorff (more inside \
         than outside)",
    ),
    LONGEST,
    setting("nearest", "10", "sets hold places among so many nearest to a centre, itself included"),
    RADIUS,
    REPLICATIONS,
    SEED,
    ALPHA,
];

const PLACE: MethodColumn = column("place", "name of the place, one row for each of its periods");
const SUBGROUP: MethodColumn =
    column("subgroup", "substance, age or the like, at most 64; no column: all are one");
const DATE: MethodColumn = column("date", "first day of the period; if there is no such column, t");
const NUMBER: MethodColumn =
    column("t", "number of the period, from 1 without gaps, the same for all places");
const OBSERVED: MethodColumn =
    column("observed", "count, a whole number; empty where nothing was reported: it takes no part");
const EXPECTED: MethodColumn =
    column("expected", "what was to be expected; for kulldorff only its shares matter");
const POPULATION: MethodColumn =
    column("population", "persons at risk; for kulldorff, if there is no column expected");
const DEGREES: MethodColumn = column(
    "lat, lon",
    "latitude and longitude in degrees, the same in all rows of a place or empty but in one",
);
const PLANE: MethodColumn =
    column("x, y", "coordinates on a plane in any unit, if there is no column lat");

const SCAN_COLUMNS: [MethodColumn; 8] =
    [PLACE, DATE, NUMBER, OBSERVED, EXPECTED, POPULATION, DEGREES, PLANE];
const SUBSET_COLUMNS: [MethodColumn; 9] =
    [PLACE, SUBGROUP, DATE, NUMBER, OBSERVED, EXPECTED, POPULATION, DEGREES, PLANE];

const TESTED: MethodColumn =
    column("t", "number of the period under test, the last of the cluster");
const RANK: MethodColumn = column("rank", "1 for the most likely cluster; empty if there is none");
const CENTRE: MethodColumn = column("centre", "place that the circle is drawn around");
const MEMBERS: MethodColumn =
    column("places", "places inside, parted by semicolons; a list in JSON");
const FROM: MethodColumn = column("from", "first period of the cluster");
const TO: MethodColumn = column("to", "its last");
const CASES: MethodColumn = column("observed", "cases inside");
const INSIDE: MethodColumn =
    column("expected", "cases to be expected inside; for kulldorff given the number of all");
const RATIO: MethodColumn = column("ratio", "observed over expected");
const STATISTIC: MethodColumn = column("statistic", "logarithm of the likelihood ratio");
const P_VALUE: MethodColumn =
    column("p_value", "chance of as large a statistic anywhere without a cluster");
const RECURRENCE: MethodColumn =
    column("recurrence_interval", "in how many scans chance alone brings one such: 1 over p_value");
const FLAG: MethodColumn = column("alarm", "1 or 0");
const NOTE: MethodColumn = column("note", "why there is no cluster, or might be a better one");

const SCAN_ANSWER: [MethodColumn; 16] = [
    TESTED,
    RANK,
    CENTRE,
    MEMBERS,
    column("radius", "distance of the farthest place inside: kilometres, or the unit of x and y"),
    FROM,
    TO,
    CASES,
    INSIDE,
    RATIO,
    column(
        "relative_risk",
        "ratio inside over ratio outside for kulldorff, empty if all cases are inside; else the ratio",
    ),
    STATISTIC,
    P_VALUE,
    RECURRENCE,
    FLAG,
    NOTE,
];

const SUBSET_ANSWER: [MethodColumn; 15] = [
    TESTED,
    RANK,
    CENTRE,
    MEMBERS,
    column("subgroups", "subgroups inside, parted by semicolons; a list in JSON"),
    FROM,
    TO,
    CASES,
    INSIDE,
    RATIO,
    STATISTIC,
    P_VALUE,
    RECURRENCE,
    FLAG,
    NOTE,
];
