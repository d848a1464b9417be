//! The columns that methods read, and those of their answers.
//!
//! It says what they mean; it does not read or write them.

use super::MethodColumn;

pub(super) const fn column(name: &'static str, meaning: &'static str) -> MethodColumn {
    MethodColumn { name, meaning }
}

pub(super) const T: MethodColumn = column("t", "number of the period, from 1 without gaps");
pub(super) const DATE: MethodColumn =
    column("date", "first day of the period, where `epochAsDate` is true");
pub(super) const COUNT: MethodColumn =
    column("observed", "count, a whole number; empty where nothing was reported");
pub(super) const POPULATION: MethodColumn =
    column("population", "persons at risk, where `populationOffset` is true");
pub(super) const UPPER: MethodColumn = column("upperbound", "a count above this is an alarm");
pub(super) const FLAG: MethodColumn =
    column("alarm", "1 or 0; empty where the period could not be assessed");
pub(super) const DIRECTION: MethodColumn = column("alarm", "rise, fall, or empty without an alarm");
pub(super) const EXPECTED: MethodColumn =
    column("expected", "figure to be expected without an outbreak or change");
pub(super) const NOTE: MethodColumn = column("note", "why there is no verdict on the period");
const P_RISE: MethodColumn = column("p_rise", "chance of as high a figure if nothing changed");
const P_FALL: MethodColumn = column("p_fall", "chance of as low a figure if nothing changed");

pub(super) const PLAIN_COUNTS: [MethodColumn; 3] = [T, COUNT, DATE];
pub(super) const POPULATION_COUNTS: [MethodColumn; 4] = [T, COUNT, DATE, POPULATION];
pub(super) const SHORT_FIGURES: [MethodColumn; 3] = [
    T,
    column("observed", "count, or with scale amounts a number of 0 or more; empty where not known"),
    DATE,
];

pub(super) const FARRINGTON_ANSWER: [MethodColumn; 7] = [
    T,
    UPPER,
    FLAG,
    EXPECTED,
    column("trend", "1 where the trend was kept, else 0"),
    column("trend_coef", "its slope a period, on the log scale"),
    column("phi", "dispersion: variance of a count over its mean"),
];
pub(super) const EARS_ANSWER: [MethodColumn; 4] = [T, UPPER, FLAG, EXPECTED];
pub(super) const CLASSIC_ANSWER: [MethodColumn; 4] =
    [T, UPPER, FLAG, column("trend", "1 where the trend was kept, else 0")];
pub(super) const CUSUM_ANSWER: [MethodColumn; 5] = [
    T,
    column("upperbound", "least count that is an alarm, as the reference rounds it"),
    FLAG,
    EXPECTED,
    column("cusum", "the sum after this period"),
];
pub(super) const GLR_ANSWER: [MethodColumn; 4] = [
    T,
    column("upperbound", "least count that is an alarm (of falls: that is none), or the statistic"),
    FLAG,
    EXPECTED,
];
pub(super) const SAME_WEEKS_ANSWER: [MethodColumn; 3] = [T, UPPER, FLAG];
pub(super) const STEP_ANSWER: [MethodColumn; 10] = [
    T,
    EXPECTED,
    column("lowerbound", "a figure below this is an alarm"),
    column("upperbound", "a figure above this is an alarm"),
    column("statistic", "Student's t of the newest figures"),
    column("degrees", "its degrees of freedom"),
    P_RISE,
    P_FALL,
    DIRECTION,
    NOTE,
];
pub(super) const TREND_ANSWER: [MethodColumn; 10] = [
    T,
    EXPECTED,
    column("lowerbound", "the figure is an alarm below this; of method drift alone"),
    column("upperbound", "the figure is an alarm above this; of method drift alone"),
    column("slope", "change a period: the median of those between any two figures"),
    column("statistic", "Mann-Kendall's S, or Student's t of the drift; above 0 for a rise"),
    P_RISE,
    P_FALL,
    DIRECTION,
    NOTE,
];
pub(super) const CHANGE_POINT_ANSWER: [MethodColumn; 10] = [
    T,
    column("first_after", "t of the first figure after the change"),
    column("before", "median of the figures before it"),
    column("after", "median of those after it"),
    column("statistic", "Pettitt's K"),
    column("p_value", "chance of as large a K without a change"),
    P_RISE,
    P_FALL,
    DIRECTION,
    NOTE,
];
