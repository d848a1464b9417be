//! The charts and the detectors with short baselines as tables: one row for each period.

use signals::{
    CaseBound, CusumAssessment, FarringtonAssessment, GlrAssessment, SameWeeksAssessment,
};

use super::{cell, flag, write_rows};

/// - Differs: where recent cases are too few, the reference writes a bound of 0; kept.
pub(super) fn classic_farrington_table(assessments: &[FarringtonAssessment]) -> String {
    let row = |week: &FarringtonAssessment| {
        let bound = week.alarm.map(|_| week.upper_bound.unwrap_or(0.0));
        let trend = flag(week.alarm.map(|_| week.trend));
        format!("{},{},{},{trend}\n", week.position + 1, cell(bound), flag(week.alarm))
    };
    write_rows("t,upperbound,alarm,trend\n", assessments.iter().map(row))
}

pub(super) fn cusum_table(assessments: &[CusumAssessment]) -> String {
    let row = |week: &CusumAssessment| {
        let numbers = [week.expected, week.sum].map(|number| cell(Some(number))).join(",");
        let bound = cell(Some(week.upper_bound));
        format!("{},{bound},{},{numbers}\n", week.position + 1, flag(week.alarm))
    };
    write_rows("t,upperbound,alarm,expected,cusum\n", assessments.iter().map(row))
}

pub(super) fn glr_table(assessments: &[GlrAssessment], bound: CaseBound) -> String {
    let row = |week: &GlrAssessment| {
        let shown = match bound {
            CaseBound::Computed => week.upper_bound,
            CaseBound::Skipped => Some(week.statistic),
        };
        let expected = cell(Some(week.expected));
        format!("{},{},{},{expected}\n", week.position + 1, cell(shown), flag(week.alarm))
    };
    write_rows("t,upperbound,alarm,expected\n", assessments.iter().map(row))
}

pub(super) fn same_weeks_table(assessments: &[SameWeeksAssessment]) -> String {
    let row = |week: &SameWeeksAssessment| {
        format!("{},{},{}\n", week.position + 1, cell(week.upper_bound), flag(week.alarm))
    };
    write_rows("t,upperbound,alarm\n", assessments.iter().map(row))
}
