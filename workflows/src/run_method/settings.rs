//! Reads the settings of one run: which detector, told what, over which weeks.
//!
//! It does not read the series. A control key the reference does not define is refused, so that a
//! misspelt setting never passes for its default.

mod charts;
mod ours;
mod places;

use serde_json::{Map, Value};
use signals::{
    BayesSettings, ChangePointSettings, CusumSettings, EarsSettings, FarringtonSettings,
    GlrSettings, MinimumCases, PopulationOffset, PowerTransformation, Reweighting, RkiSettings,
    Scale, StandardErrors, StepModel, StepSettings, ThresholdMethod, TrendMethod, TrendRule,
    TrendSettings,
};

pub(super) use self::ours::{FirstSeenControl, OnlineChangeControl, OnsetControl, ResidualControl};
pub(super) use self::places::{ScanCase, ScanKind};

use self::places::ScanFrame;

use super::MethodError;
use super::catalogue::{Method, list_methods};
use super::reports::ReportsCase;

/// A detector with its settings.
#[derive(Debug)]
pub(super) enum Detector {
    Farrington(FarringtonSettings),
    Ears(EarsSettings),
    Step(StepSettings, Scale),
    Trend(TrendSettings, Scale),
    ChangePoint(ChangePointSettings, Scale),
    ClassicFarrington(FarringtonSettings),
    Cusum(CusumSettings),
    Glr(GlrSettings),
    Rki(RkiSettings),
    Bayes(BayesSettings),
    Onset(OnsetControl),
    Residuals(ResidualControl),
    FirstSeen(FirstSeenControl),
    OnlineChange(OnlineChangeControl),
}

/// Whether the years of a series are found by its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateUse {
    Ignored,
    Rules,
}

/// One run, as a case of the reference vectors describes it.
#[derive(Debug)]
pub(super) struct Case {
    pub detector: Detector,
    /// First and last week, from 1; the reference's default where absent.
    pub range: Option<(usize, usize)>,
    pub frequency: u16,
    pub dates: DateUse,
}

/// What the settings ask for.
#[derive(Debug)]
pub(super) enum Run {
    /// A detector over each series alone.
    Series(Case),
    /// A scan over all places at once.
    Places(ScanCase),
    /// A nowcast from the days of events and reports.
    Reports(ReportsCase),
}

impl Run {
    pub(super) fn parse(settings_json: &str) -> Result<Self, MethodError> {
        let value: Value = serde_json::from_str(settings_json)
            .map_err(|reason| MethodError::NotJson { reason: reason.to_string() })?;
        let Value::Object(case) = value else {
            return Err(wrong_type("(whole file)", &value, "an object"));
        };
        if case.contains_key("cases") {
            return refuse("cases", "this is a whole manifest", "pass one of its cases");
        }
        require_known_parts(&case)?;
        let method = named_method(&case)?;
        let empty = Map::new();
        let control = match case.get("control") {
            None | Some(Value::Null) => &empty,
            Some(Value::Object(control)) => control,
            Some(other) => return Err(wrong_type("control", other, "an object")),
        };
        let control = Control { control, method };
        control.require_known_keys()?;
        let frequency = match case.get("freq") {
            None | Some(Value::Null) => 52,
            Some(value) => whole("freq", value, 1, u64::from(u16::MAX))? as u16,
        };
        let dates = match case.get("epochAsDate") {
            None | Some(Value::Null | Value::Bool(false)) => DateUse::Ignored,
            Some(Value::Bool(true)) => DateUse::Rules,
            Some(other) => return Err(wrong_type("epochAsDate", other, "true or false")),
        };
        let range = range(case.get("range"))?;
        let frame = ScanFrame { range, dates };
        Ok(match method.name {
            "scan" => Self::Places(control.scan(frame)?),
            "subsetScan" => Self::Places(control.subset_scan(frame)?),
            "nowcast" => Self::Reports(control.nowcast()?),
            _ => {
                let detector = control.detector(frequency)?;
                Self::Series(Case { detector, range, frequency, dates })
            }
        })
    }
}

/// Refuses what no case has, so that no misspelt part is passed over.
fn require_known_parts(case: &Map<String, Value>) -> Result<(), MethodError> {
    match case.keys().find(|key| !PARTS.iter().chain(&NOTES).any(|known| known == key)) {
        None => Ok(()),
        Some(unknown) => refuse(unknown, "unknown", format!("use one of: {}", PARTS.join(", "))),
    }
}

fn named_method(case: &Map<String, Value>) -> Result<&'static Method, MethodError> {
    let names = || list_methods().iter().map(|method| method.name).collect::<Vec<_>>().join(", ");
    let Some(function) = case.get("function") else {
        return refuse("function", "missing", format!("name one of: {}", names()));
    };
    let Some(name) = function.as_str() else {
        return Err(wrong_type("function", function, &format!("one of: {}", names())));
    };
    let found = list_methods().iter().find(|method| method.name == name);
    found.map_or_else(
        || refuse("function", format!("{name} is not known"), format!("use one of: {}", names())),
        Ok,
    )
}

fn range(value: Option<&Value>) -> Result<Option<(usize, usize)>, MethodError> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Array(ends)) if ends.len() == 2 => {
            let first = whole("range[0]", &ends[0], 1, u64::from(u32::MAX))?;
            let last = whole("range[1]", &ends[1], 1, u64::from(u32::MAX))?;
            Ok(Some((first as usize, last as usize)))
        }
        Some(other) => Err(wrong_type("range", other, "[first, last], counted from 1")),
    }
}

/// What a case is made of.
const PARTS: [&str; 5] = ["function", "control", "range", "freq", "epochAsDate"];

/// What the reference vectors say of a case besides, for whoever reads them.
const NOTES: [&str; 13] = [
    "id",
    "note",
    "file",
    "series",
    "start",
    "n",
    "columns",
    "package",
    "package_version",
    "R",
    "n_evaluated",
    "n_alarms",
    "n_na_alarm",
];

/// The `control` object, with the reference's defaults for what it leaves out.
struct Control<'a> {
    control: &'a Map<String, Value>,
    method: &'static Method,
}

impl Control<'_> {
    fn require_known_keys(&self) -> Result<(), MethodError> {
        let known = || self.method.settings.iter().map(|setting| setting.key);
        match self.control.keys().find(|key| !known().any(|known| known == key.as_str())) {
            None => Ok(()),
            Some(key) => refuse(
                format!("control.{key}"),
                format!("{} has no such setting", self.method.name),
                format!("use: {}", known().collect::<Vec<_>>().join(", ")),
            ),
        }
    }

    /// The detector of the method, where it judges each series alone.
    fn detector(&self, frequency: u16) -> Result<Detector, MethodError> {
        Ok(match self.method.name {
            "algo.farrington" => Detector::ClassicFarrington(self.classic_farrington()?),
            "algo.cusum" => Detector::Cusum(self.cusum(frequency)?),
            "algo.glrpois" => Detector::Glr(self.glr(frequency, charts::GlrLaw::Poisson)?),
            "algo.glrnb" => Detector::Glr(self.glr(frequency, charts::GlrLaw::NegativeBinomial)?),
            "algo.rki" => Detector::Rki(self.rki(frequency)?),
            "algo.bayes" => Detector::Bayes(self.bayes(frequency)?),
            "earsC" => Detector::Ears(self.ears()?),
            "step" => Detector::Step(self.step()?, self.scale()?),
            "trend" => Detector::Trend(self.trend()?, self.scale()?),
            "changePoint" => Detector::ChangePoint(self.change_point()?, self.scale()?),
            "onset" => Detector::Onset(self.onset()?),
            "residualEwma" => Detector::Residuals(self.residual_ewma()?),
            "residualCusum" => Detector::Residuals(self.residual_cusum()?),
            "firstSeen" => Detector::FirstSeen(self.first_seen(frequency)?),
            "onlineChange" => Detector::OnlineChange(self.online_change()?),
            _ => Detector::Farrington(self.farrington()?),
        })
    }

    /// - Source: `formals(farringtonFlexible)` of R surveillance 1.20.3.
    fn farrington(&self) -> Result<FarringtonSettings, MethodError> {
        self.require_null("range", "give the weeks as `range` beside `control`")?;
        let width = self.whole("w", 3, 0, u64::from(u16::MAX / 4))? as u16;
        let recent_excluded = match self.control.get("pastWeeksNotIncluded") {
            None | Some(Value::Null) => u32::from(width),
            Some(value) => {
                whole("control.pastWeeksNotIncluded", value, 0, u64::from(u32::MAX))? as u32
            }
        };
        // These two only print; they are checked for their type and nothing else.
        self.flag("verbose", false)?;
        self.flag("glmWarnings", true)?;
        self.choice("fitFun", &["algo.farrington.fitGLM.flexible"], Null::MeansDefault)?;
        let threshold = self.number("weightsThreshold", 2.58)?;
        let p_trend = self.number("pThresholdTrend", 0.05)?;
        Ok(FarringtonSettings {
            years_back: self.whole("b", 5, 1, u64::from(u16::MAX))? as u16,
            window_half_width: width,
            season_levels: self.whole("noPeriods", 1, 1, u64::from(u16::MAX))? as u16,
            recent_excluded,
            reweighting: if self.flag("reweight", true)? {
                Reweighting::Above(threshold)
            } else {
                Reweighting::None
            },
            trend: if self.flag("trend", true)? {
                TrendRule::KeptBelow(p_trend)
            } else {
                TrendRule::None
            },
            population: if self.flag("populationOffset", false)? {
                PopulationOffset::LogOffset
            } else {
                PopulationOffset::Ignored
            },
            threshold: self.threshold()?,
            alpha: self.number("alpha", 0.05)?,
            errors: StandardErrors::ByPriorWeights,
            minimum_cases: self.limit54()?,
        })
    }

    fn power(&self) -> Result<PowerTransformation, MethodError> {
        let powers = ["2/3", "1/2", "none"];
        Ok(match self.choice("powertrans", &powers, Null::Refused)? {
            "1/2" => PowerTransformation::SquareRoot,
            "none" => PowerTransformation::None,
            _ => PowerTransformation::TwoThirds,
        })
    }

    fn threshold(&self) -> Result<ThresholdMethod, MethodError> {
        let power = self.power()?;
        let methods = ["delta", "nbPlugin", "muan"];
        Ok(match self.choice("thresholdMethod", &methods, Null::Refused)? {
            "nbPlugin" => ThresholdMethod::NegativeBinomialPlugin,
            "muan" => ThresholdMethod::Muan,
            _ => ThresholdMethod::Delta(power),
        })
    }

    fn limit54(&self) -> Result<MinimumCases, MethodError> {
        let (cases, periods) = match self.control.get("limit54") {
            None => (5, 4),
            Some(Value::Array(pair)) if pair.len() == 2 => (
                whole("control.limit54[0]", &pair[0], 0, u64::from(u32::MAX))?,
                whole("control.limit54[1]", &pair[1], 1, u64::from(u32::MAX))?,
            ),
            Some(other) => {
                return Err(wrong_type("control.limit54", other, "[cases, weeks]"));
            }
        };
        Ok(MinimumCases { cases: cases as u32, periods: periods as usize })
    }

    /// - Source: `formals(earsC)` of R surveillance 1.20.3; alpha follows the method when absent, and
    ///   null means absent throughout.
    fn ears(&self) -> Result<EarsSettings, MethodError> {
        self.require_null("range", "give the weeks as `range` beside `control`")?;
        let methods = ["C1", "C2", "C3", "publishedC3"];
        let published = match self.choice("method", &methods, Null::MeansDefault)? {
            "C2" => EarsSettings::c2(),
            "C3" => EarsSettings::c3(),
            "publishedC3" => EarsSettings::published_c3(),
            _ => EarsSettings::c1(),
        };
        let given = |key: &str| !matches!(self.control.get(key), None | Some(Value::Null));
        let number = |key: &'static str, default: f64| {
            if given(key) { self.number(key, default) } else { Ok(default) }
        };
        let baseline = if given("baseline") {
            self.whole("baseline", 7, 0, u64::from(u32::MAX))? as usize
        } else {
            published.baseline
        };
        Ok(EarsSettings {
            baseline,
            minimum_sigma: number("minSigma", published.minimum_sigma)?,
            alpha: number("alpha", published.alpha)?,
            ..published
        })
    }

    fn scale(&self) -> Result<Scale, MethodError> {
        let scale = self.choice("scale", &["counts", "amounts"], Null::Refused)?;
        Ok(if scale == "amounts" { Scale::Amounts } else { Scale::Counts })
    }

    fn step(&self) -> Result<StepSettings, MethodError> {
        let annual = StepSettings::annual();
        let models = ["levelOrWalk", "level", "persistentLevel", "walk"];
        Ok(StepSettings {
            model: match self.choice("model", &models, Null::Refused)? {
                "level" => StepModel::Level,
                "persistentLevel" => StepModel::PersistentLevel,
                "walk" => StepModel::Walk,
                _ => StepModel::LevelOrWalk,
            },
            recent: self.figures("recent", annual.recent)?,
            least_baseline: self.figures("leastBaseline", annual.least_baseline)?,
            longest_baseline: self.figures("longestBaseline", annual.longest_baseline)?,
            least_dispersion: self.number("leastDispersion", annual.least_dispersion)?,
            least_log_spread: self.number("leastLogSpread", annual.least_log_spread)?,
            alpha: self.number("alpha", annual.alpha)?,
        })
    }

    fn trend(&self) -> Result<TrendSettings, MethodError> {
        let usual = TrendSettings::mann_kendall(30);
        let methods = ["mannKendall", "drift"];
        Ok(TrendSettings {
            method: match self.choice("method", &methods, Null::Refused)? {
                "drift" => TrendMethod::Drift,
                _ => TrendMethod::MannKendall,
            },
            least_figures: self.figures("leastFigures", usual.least_figures)?,
            longest: self.figures("longest", usual.longest)?,
            least_log_spread: self.number("leastLogSpread", usual.least_log_spread)?,
            alpha: self.number("alpha", usual.alpha)?,
        })
    }

    fn change_point(&self) -> Result<ChangePointSettings, MethodError> {
        let usual = ChangePointSettings::pettitt(30);
        Ok(ChangePointSettings {
            least_figures: self.figures("leastFigures", usual.least_figures)?,
            longest: self.figures("longest", usual.longest)?,
            alpha: self.number("alpha", usual.alpha)?,
        })
    }

    /// A number of figures; the method says which numbers it takes.
    fn figures(&self, key: &str, default: usize) -> Result<usize, MethodError> {
        Ok(self.whole(key, default as u64, 0, u64::from(u32::MAX))? as usize)
    }

    fn require_null(&self, key: &str, mend: &str) -> Result<(), MethodError> {
        match self.control.get(key) {
            None | Some(Value::Null) => Ok(()),
            Some(_) => refuse(format!("control.{key}"), "is not read here", mend),
        }
    }

    fn whole(&self, key: &str, default: u64, least: u64, most: u64) -> Result<u64, MethodError> {
        let path = format!("control.{key}");
        self.control.get(key).map_or(Ok(default), |value| whole(&path, value, least, most))
    }

    fn number(&self, key: &str, default: f64) -> Result<f64, MethodError> {
        let Some(value) = self.control.get(key) else {
            return Ok(default);
        };
        value.as_f64().ok_or_else(|| wrong_type(&format!("control.{key}"), value, "a number"))
    }

    fn number_or_null(&self, key: &str) -> Result<Option<f64>, MethodError> {
        match self.control.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(_) => self.number(key, 0.0).map(Some),
        }
    }

    fn flag(&self, key: &str, default: bool) -> Result<bool, MethodError> {
        let Some(value) = self.control.get(key) else {
            return Ok(default);
        };
        let expected = "true or false";
        value.as_bool().ok_or_else(|| wrong_type(&format!("control.{key}"), value, expected))
    }

    /// One of `choices`; the first is the default.
    fn choice(
        &self,
        key: &str,
        choices: &[&'static str],
        null: Null,
    ) -> Result<&'static str, MethodError> {
        let value = match self.control.get(key) {
            None => return Ok(choices[0]),
            Some(Value::Null) if null == Null::MeansDefault => return Ok(choices[0]),
            Some(value) => value,
        };
        let found = choices.iter().find(|choice| Some(**choice) == value.as_str());
        let expected = format!("one of: {}", choices.join(", "));
        found.copied().ok_or_else(|| wrong_type(&format!("control.{key}"), value, &expected))
    }
}

/// What the reference makes of NULL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Null {
    Refused,
    MeansDefault,
}

fn whole(key: &str, value: &Value, least: u64, most: u64) -> Result<u64, MethodError> {
    let expected = format!("a whole number from {least} to {most}");
    // JSON written by other tools may carry 5 as 5.0.
    let number = value.as_f64().filter(|number| number.fract() == 0.0);
    let inside = number.filter(|number| *number >= least as f64 && *number <= most as f64);
    inside.map(|number| number as u64).ok_or_else(|| wrong_type(key, value, &expected))
}

fn wrong_type(key: &str, found: &Value, expected: &str) -> MethodError {
    let found = found.to_string();
    let shown: String = found.chars().take(40).collect();
    MethodError::Settings {
        key: key.to_owned(),
        problem: format!("{shown} cannot be used"),
        mend: format!("give {expected}"),
    }
}

fn refuse<T>(
    key: impl Into<String>,
    problem: impl Into<String>,
    mend: impl Into<String>,
) -> Result<T, MethodError> {
    Err(MethodError::Settings { key: key.into(), problem: problem.into(), mend: mend.into() })
}
