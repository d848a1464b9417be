//! Settings of the methods that no reference tool has.
//!
//! It reads keys; what a value may be is said by the methods themselves.

use jiff::civil::Date;
use serde_json::Value;
use signals::{
    NowcastSettings, OnlineChangeSettings, OnsetSettings, PopulationOffset, ResidualChart,
    ResidualChartSettings, SpreadSettings,
};
use vocabulary::period::Cadence;

use super::super::MethodError;
use super::super::reports::ReportsCase;
use super::{Control, Null, refuse, whole, wrong_type};

/// Counts judged by their own history, with what they read of it.
#[derive(Debug)]
pub(in super::super) struct OnsetControl {
    pub settings: OnsetSettings,
    pub population: PopulationOffset,
}

/// Residuals and the chart of them.
#[derive(Debug)]
pub(in super::super) struct ResidualControl {
    pub chart: ResidualChartSettings,
    /// The model whose residuals they are; `None` where the table holds them.
    pub model: Option<OnsetControl>,
}

/// When a first report is news, and what spread is.
#[derive(Debug)]
pub(in super::super) struct FirstSeenControl {
    /// Known periods without a report before the first.
    pub least_history: usize,
    pub spread: SpreadSettings,
}

/// Settings of the change of a level, of which those left out follow from the figures.
#[derive(Debug)]
pub(in super::super) struct OnlineChangeControl {
    pub lowest_level: Option<f64>,
    pub highest_level: Option<f64>,
    pub least_spread: Option<f64>,
    pub greatest_spread: Option<f64>,
    /// The others; its levels and spreads are placeholders until the figures are known.
    pub usual: OnlineChangeSettings,
}

impl Control<'_> {
    pub(super) fn onset(&self) -> Result<OnsetControl, MethodError> {
        let modes = ["balanced", "earliestWarning", "mostDetections"];
        let mode = match self.choice("mode", &modes, Null::Refused)? {
            "earliestWarning" => OnsetSettings::earliest_warning(),
            "mostDetections" => OnsetSettings::most_detections(),
            _ => OnsetSettings::balanced(),
        };
        let baseline = self.onset_baseline(&mode)?;
        let usual = &baseline.settings;
        let previous_weight = self.number_or_null("previousWeight")?;
        let most = u64::from(u32::MAX);
        let settings = OnsetSettings {
            previous_weight: previous_weight.unwrap_or(usual.previous_weight),
            alpha: self.number("alpha", usual.alpha)?,
            minimum_cases: self.whole("minimumCases", u64::from(usual.minimum_cases), 0, most)?
                as u32,
            ..baseline.settings
        };
        Ok(OnsetControl { settings, ..baseline })
    }

    /// What the baseline is learnt from; the charts of residuals share it.
    fn onset_baseline(&self, usual: &OnsetSettings) -> Result<OnsetControl, MethodError> {
        let recent_excluded = match self.control.get("recentExcluded") {
            None | Some(Value::Null) => None,
            Some(value) => {
                Some(whole("control.recentExcluded", value, 1, u64::from(u32::MAX))? as u32)
            }
        };
        let has_offset = self.flag("populationOffset", false)?;
        Ok(OnsetControl {
            settings: OnsetSettings {
                years_back: self.whole("yearsBack", u64::from(usual.years_back), 2, 100)? as u16,
                least_years: self.whole("leastYears", u64::from(usual.least_years), 2, 100)? as u16,
                recent_excluded,
                past_outbreaks: self.number("pastOutbreaks", usual.past_outbreaks)?,
                ..usual.clone()
            },
            population: if has_offset {
                PopulationOffset::LogOffset
            } else {
                PopulationOffset::Ignored
            },
        })
    }

    pub(super) fn residual_ewma(&self) -> Result<ResidualControl, MethodError> {
        let usual = ResidualChartSettings::ewma();
        let ResidualChart::Ewma { weight, limit } = usual.chart else {
            unreachable!("the constructor makes an average")
        };
        let chart = ResidualChart::Ewma {
            weight: self.number("weight", weight)?,
            limit: self.number("limit", limit)?,
        };
        self.residual_chart(ResidualChartSettings { chart, ..usual })
    }

    pub(super) fn residual_cusum(&self) -> Result<ResidualControl, MethodError> {
        let usual = ResidualChartSettings::cusum();
        let ResidualChart::Cusum { reference, decision } = usual.chart else {
            unreachable!("the constructor makes a sum")
        };
        let chart = ResidualChart::Cusum {
            reference: self.number("reference", reference)?,
            decision: self.number("decision", decision)?,
        };
        self.residual_chart(ResidualChartSettings { chart, ..usual })
    }

    fn residual_chart(&self, usual: ResidualChartSettings) -> Result<ResidualControl, MethodError> {
        let are_given = self.choice("residuals", &["onset", "given"], Null::Refused)? == "given";
        // Each count is judged alone, so that a rise is not added twice.
        let model = self.onset_baseline(&OnsetSettings::earliest_warning())?;
        let largest_residual = self.number("largestResidual", usual.largest_residual)?;
        Ok(ResidualControl {
            chart: ResidualChartSettings { largest_residual, ..usual },
            model: (!are_given).then_some(model),
        })
    }

    pub(super) fn first_seen(&self, frequency: u16) -> Result<FirstSeenControl, MethodError> {
        let usual = SpreadSettings::weekly();
        let least_history = match self.control.get("leastHistory") {
            None | Some(Value::Null) => usize::from(frequency),
            Some(value) => whole("control.leastHistory", value, 0, u64::from(u32::MAX))? as usize,
        };
        let spread = SpreadSettings {
            prior_shape: self.number("priorShape", usual.prior_shape)?,
            prior_periods: self.number("priorPeriods", usual.prior_periods)?,
            spreading_rate: self.number("spreadingRate", usual.spreading_rate)?,
            alarm_above: self.number("alarmAbove", usual.alarm_above)?,
        };
        Ok(FirstSeenControl { least_history, spread })
    }

    pub(super) fn online_change(&self) -> Result<OnlineChangeControl, MethodError> {
        let usual = OnlineChangeSettings::spanning(0.0, 1.0);
        Ok(OnlineChangeControl {
            lowest_level: self.number_or_null("lowestLevel")?,
            highest_level: self.number_or_null("highestLevel")?,
            least_spread: self.number_or_null("leastSpread")?,
            greatest_spread: self.number_or_null("greatestSpread")?,
            usual: OnlineChangeSettings {
                mean_run: self.number("meanRun", usual.mean_run)?,
                recent: self.figures("recent", usual.recent)?,
                alarm_above: self.number("alarmAbove", usual.alarm_above)?,
                ..usual
            },
        })
    }

    pub(super) fn nowcast(&self) -> Result<ReportsCase, MethodError> {
        let cadence = match self.choice("period", &["week", "day", "month"], Null::Refused)? {
            "day" => Cadence::Day,
            "month" => Cadence::Month,
            _ => Cadence::Week,
        };
        let window = match self.control.get("window") {
            Some(Value::Null) => None,
            _ => Some(self.whole("window", 26, 1, 20_000)? as usize),
        };
        let now = match self.control.get("now") {
            None | Some(Value::Null) => None,
            Some(value) => {
                let day = value.as_str().and_then(|text| text.parse::<Date>().ok());
                let wrong = || wrong_type("control.now", value, "a day, as \"2024-03-31\"");
                Some(day.ok_or_else(wrong)?)
            }
        };
        let level = self.number("level", 0.95)?;
        if !(0.5..=0.999).contains(&level) {
            let mend = "give a number from 0.5 to 0.999";
            return refuse("control.level", format!("{level} cannot be used"), mend);
        }
        let longest_delay = self.whole("longestDelay", 12, 1, 1000)? as usize;
        let settings = NowcastSettings { longest_delay, window, level };
        Ok(ReportsCase { settings, cadence, now })
    }
}
