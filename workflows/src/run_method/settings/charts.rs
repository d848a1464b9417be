//! Settings of the methods with short baselines, the charts and the Farrington method of 1996.
//!
//! It reads keys; what a value may be is said by the detectors themselves.

use serde_json::Value;
use signals::{
    BayesSettings, CaseBound, ChangeDirection, CurrentYear, CusumSettings, ExpectedCount,
    FactorSearch, FarringtonSettings, GlrSettings, GlrSpread, MeanAfterAlarm, Reweighting,
    RkiSettings, SameWeeks, SeasonalMean, Shift, Slope, Standardisation, ThresholdMethod,
    TrendRule,
};

use super::super::MethodError;
use super::{Control, Null, whole, wrong_type};

/// Which of the two regression charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GlrLaw {
    Poisson,
    NegativeBinomial,
}

impl Control<'_> {
    /// - Source: help page of `algo.farrington`, R surveillance 1.20.3.
    pub(super) fn classic_farrington(&self) -> Result<FarringtonSettings, MethodError> {
        self.require_null("range", "give the weeks as `range` beside `control`")?;
        let usual = FarringtonSettings::algo_farrington();
        // These two only show; they are checked for their type and nothing else.
        self.flag("verbose", false)?;
        self.flag("plot", false)?;
        let regressions = ["algo.farrington.fitGLM.fast", "algo.farrington.fitGLM"];
        self.choice("fitFun", &regressions, Null::MeansDefault)?;
        let width = self.whole("w", 3, 0, u64::from(u16::MAX / 4))? as u16;
        let reweights = self.flag("reweight", true)?;
        let has_trend = self.flag("trend", true)?;
        Ok(FarringtonSettings {
            years_back: self.whole("b", 5, 1, u64::from(u16::MAX))? as u16,
            window_half_width: width,
            recent_excluded: u32::from(width),
            reweighting: if reweights { usual.reweighting } else { Reweighting::None },
            trend: if has_trend { usual.trend } else { TrendRule::None },
            threshold: ThresholdMethod::Delta(self.power()?),
            alpha: self.number("alpha", 0.05)? / 2.0,
            minimum_cases: self.limit54()?,
            ..usual
        })
    }

    /// - Source: help page of `algo.cusum`, R surveillance 1.20.3.
    pub(super) fn cusum(&self, frequency: u16) -> Result<CusumSettings, MethodError> {
        self.require_null("range", "give the weeks as `range` beside `control`")?;
        let usual = CusumSettings::standard();
        let alpha = self.number_or_null("alpha")?.unwrap_or(0.1);
        let names = [
            "standard",
            "rossi",
            "anscombe",
            "anscombe2nd",
            "pearsonNegBin",
            "anscombeNegBin",
            "none",
        ];
        let wave = SeasonalMean { harmonics: 1, slope: Slope::Absent, frequency };
        Ok(CusumSettings {
            reference: self.number("k", usual.reference)?,
            decision: self.number("h", usual.decision)?,
            mean: match self.control.get("m") {
                None | Some(Value::Null) => ExpectedCount::MeanBefore,
                Some(Value::String(name)) if name == "glm" => ExpectedCount::Seasonal(wave),
                Some(value) => {
                    means("control.m", value, "null, a number, a list of them or \"glm\"")?
                }
            },
            transformation: match self.choice("trans", &names, Null::Refused)? {
                "rossi" => Standardisation::Rossi,
                "anscombe" => Standardisation::Anscombe,
                "anscombe2nd" => Standardisation::AnscombeSecondOrder,
                "pearsonNegBin" => Standardisation::PearsonNegativeBinomial { alpha },
                "anscombeNegBin" => Standardisation::AnscombeNegativeBinomial { alpha },
                "none" => Standardisation::Raw,
                _ => Standardisation::Standard,
            },
        })
    }

    /// - Source: help page of `algo.glrnb`, R surveillance 1.20.3.
    pub(super) fn glr(&self, frequency: u16, law: GlrLaw) -> Result<GlrSettings, MethodError> {
        self.require_null("range", "give the weeks as `range` beside `control`")?;
        let changes = ["intercept", "epi"];
        let is_epidemic = self.choice("change", &changes, Null::MeansDefault)? == "epi";
        self.number_or_null("xMax")?;
        self.number_or_null("alpha_used")?;
        let shortest = self.whole("Mtilde", 1, 1, u64::from(u32::MAX))? as usize;
        let longest = self.longest()?;
        let spread = self.glr_spread(law)?;
        let shift = match self.number_or_null("theta")? {
            _ if is_epidemic => Shift::Epidemic { shortest, longest },
            Some(theta) => Shift::Known(theta),
            // Here the reference takes 0 for no limit.
            None if longest == Some(0) && spread == GlrSpread::Poisson => {
                Shift::Unknown { shortest, longest: None }
            }
            None => Shift::Unknown { shortest, longest },
        };
        let is_fall = self.choice("dir", &["inc", "dec"], Null::Refused)? == "dec";
        let searches = ["reference", "sure"];
        let is_sure = law == GlrLaw::NegativeBinomial
            && self.choice("search", &searches, Null::MeansDefault)? == "sure";
        let is_value = self.choice("ret", &["value", "cases"], Null::MeansDefault)? == "value";
        Ok(GlrSettings {
            threshold: self.number("c.ARL", 5.0)?,
            mean: self.mean_before_change(frequency)?,
            after_alarm: self.mean_after_alarm()?,
            spread,
            direction: if is_fall { ChangeDirection::Fall } else { ChangeDirection::Rise },
            shift,
            search: if is_sure { FactorSearch::Sure } else { FactorSearch::AsReference },
            bound: if is_value { CaseBound::Skipped } else { CaseBound::Computed },
        })
    }

    fn longest(&self) -> Result<Option<usize>, MethodError> {
        match self.control.get("M") {
            None => Ok(None),
            Some(value) if value.as_f64().is_some_and(|most| most < 0.0) => Ok(None),
            Some(value) => Ok(Some(whole("control.M", value, 0, u64::from(u32::MAX))? as usize)),
        }
    }

    fn glr_spread(&self, law: GlrLaw) -> Result<GlrSpread, MethodError> {
        if law == GlrLaw::Poisson {
            return Ok(GlrSpread::Poisson);
        }
        let has_means =
            !matches!(self.control.get("mu0"), None | Some(Value::Null | Value::Object(_)));
        Ok(match self.control.get("alpha") {
            None if !has_means => GlrSpread::FittedNegativeBinomial,
            Some(Value::Null) => GlrSpread::FittedNegativeBinomial,
            _ => match self.number("alpha", 0.0)? {
                0.0 => GlrSpread::Poisson,
                alpha => GlrSpread::NegativeBinomial { alpha },
            },
        })
    }

    fn mean_before_change(&self, frequency: u16) -> Result<ExpectedCount, MethodError> {
        let mut wave = SeasonalMean { harmonics: 1, slope: Slope::Absent, frequency };
        let expected = "null, a list of numbers, or an object with S, trend and refit";
        match self.control.get("mu0") {
            None | Some(Value::Null) => {}
            Some(Value::Object(model)) => {
                if let Some(key) =
                    model.keys().find(|key| !["S", "trend", "refit"].contains(&key.as_str()))
                {
                    return Err(wrong_type(&format!("control.mu0.{key}"), &model[key], expected));
                }
                if let Some(waves) = model.get("S") {
                    wave.harmonics = whole("control.mu0.S", waves, 0, 20)? as u8;
                }
                match model.get("trend") {
                    None | Some(Value::Bool(false)) => {}
                    Some(Value::Bool(true)) => wave.slope = Slope::Constant,
                    Some(other) => {
                        return Err(wrong_type("control.mu0.trend", other, "true or false"));
                    }
                }
            }
            Some(value) => return means("control.mu0", value, expected),
        }
        Ok(ExpectedCount::Seasonal(wave))
    }

    fn mean_after_alarm(&self) -> Result<MeanAfterAlarm, MethodError> {
        let model = self.control.get("mu0").and_then(Value::as_object);
        match model.and_then(|model| model.get("refit")) {
            None | Some(Value::Null | Value::Bool(false)) => Ok(MeanAfterAlarm::Kept),
            Some(Value::Bool(true)) => Ok(MeanAfterAlarm::Refitted),
            Some(other) => Err(wrong_type("control.mu0.refit", other, "true or false")),
        }
    }

    /// - Source: help page of `algo.rki`, R surveillance 1.20.3.
    pub(super) fn rki(&self, frequency: u16) -> Result<RkiSettings, MethodError> {
        let baseline = self.same_weeks(RkiSettings::rki_3().baseline, frequency)?;
        Ok(RkiSettings { baseline })
    }

    /// - Source: help page of `algo.bayes`, R surveillance 1.20.3.
    pub(super) fn bayes(&self, frequency: u16) -> Result<BayesSettings, MethodError> {
        let usual = BayesSettings::bayes_1();
        Ok(BayesSettings {
            baseline: self.same_weeks(usual.baseline, frequency)?,
            alpha: self.number("alpha", usual.alpha)?,
        })
    }

    fn same_weeks(&self, usual: SameWeeks, frequency: u16) -> Result<SameWeeks, MethodError> {
        self.require_null("range", "give the weeks as `range` beside `control`")?;
        let most = u64::from(u16::MAX / 4);
        let uses_current = self.flag("actY", usual.current_year == CurrentYear::Used)?;
        Ok(SameWeeks {
            years_back: self.whole("b", u64::from(usual.years_back), 0, most)? as u16,
            half_width: self.whole("w", u64::from(usual.half_width), 0, most)? as u16,
            current_year: if uses_current { CurrentYear::Used } else { CurrentYear::Ignored },
            frequency,
        })
    }
}

/// One mean, or a list of them.
fn means(key: &str, value: &Value, expected: &str) -> Result<ExpectedCount, MethodError> {
    let refuse = || wrong_type(key, value, expected);
    match value {
        Value::Array(values) => {
            let numbers = values.iter().map(Value::as_f64).collect::<Option<Vec<f64>>>();
            numbers.map(ExpectedCount::Given).ok_or_else(refuse)
        }
        _ => value.as_f64().map(ExpectedCount::Constant).ok_or_else(refuse),
    }
}
