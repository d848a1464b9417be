//! Counts in, alarms out: detectors for one series at a time, and scans over places; prices in, medians
//! and discounts out.
//!
//! Answers: how many cases were to be expected, was the observed number outside its bound, how
//! surprising is it. It does not read files, ask the clock or run threads, and draws random numbers
//! only from a seed it is given: a series gives the same bits on every run.

pub mod series;
pub mod short;

pub mod bayes;
pub mod cusum;
pub mod delay;
pub mod ears;
pub mod farrington;
pub mod first_seen;
pub mod glr;
pub mod harmonic;
pub mod nowcast;
pub mod onset;
pub mod residual;
pub mod rki;
pub mod same_weeks;
pub mod spread;

pub mod change_point;
pub mod online_change;
pub mod share;
pub mod step;
pub mod trend;

pub mod scan;

pub mod market;

pub mod simulate;

mod distributions;
mod gamma;
mod persistence;
mod vectors;

pub use bayes::{BayesSettings, bayes};
pub use change_point::{ChangePoint, ChangePointAssessment, ChangePointSettings, change_point};
pub use cusum::{
    CusumAssessment, CusumError, CusumSettings, ExpectedCount, Standardisation, cusum,
};
pub use ears::{EarsAssessment, EarsError, EarsMethod, EarsSettings, ears};
pub use farrington::{
    FarringtonAssessment, FarringtonError, FarringtonSettings, MinimumCases, PopulationOffset,
    PowerTransformation, Reweighting, StandardErrors, ThresholdMethod, TrendRule,
    farrington_flexible,
};
pub use first_seen::{FirstSeen, FirstSeenSettings, first_seen};
pub use glr::{
    CaseBound, ChangeDirection, FactorSearch, GlrAssessment, GlrChart, GlrError, GlrSettings,
    GlrSpread, MeanAfterAlarm, Shift, glr,
};
pub use harmonic::{SeasonalMean, SeasonalMeanError, Slope};
pub use nowcast::{Nowcast, NowcastError, NowcastSettings, nowcast};
pub use online_change::{
    Measured, OnlineChangeAssessment, OnlineChangeError, OnlineChangeSettings, online_change,
};
pub use onset::{
    NotAssessableOnset, OnsetAssessment, OnsetError, OnsetSettings, OnsetVerdict, onset,
};
pub use residual::{
    ResidualAssessment, ResidualChart, ResidualChartError, ResidualChartSettings, chart_residuals,
    residual_of,
};
pub use rki::{RkiSettings, rki};
pub use same_weeks::{CurrentYear, SameWeeks, SameWeeksAssessment, SameWeeksError};
pub use scan::{
    Coordinates, Scan, ScanAssessment, ScanCluster, ScanData, ScanError, ScanSettings,
    ScanStatistic, SubsetAssessment, SubsetCluster, SubsetData, SubsetScan, SubsetSettings, scan,
    subset_scan,
};
pub use series::CountSeries;
pub use share::{
    Part, Share, ShareAssessment, ShareBounds, ShareSeries, ShareSettings, exact_tail, share,
    share_interval,
};
pub use short::{NotAssessable, Scale, ShortSeries, ShortSeriesError};
pub use spread::{SpreadError, SpreadPosterior, SpreadSettings, judge_spread};
pub use step::{Step, StepAssessment, StepModel, StepSettings, step};
pub use trend::{Trend, TrendAssessment, TrendMethod, TrendSettings, trend};
