//! Methods for counts by week: the last year of each simulated series.

use std::error::Error;
use std::hint::black_box;

use signals::simulate::noufaily::{SimulatedSeries, simulate};
use signals::simulate::power::{Among, Share, Verdicts};
use signals::simulate::rivals::{current_positions, improved_farrington};
use signals::{
    BayesSettings, CountSeries, CusumSettings, EarsSettings, ExpectedCount, FactorSearch,
    FarringtonSettings, GlrSettings, GlrSpread, MinimumCases, OnsetSettings, ResidualChart,
    ResidualChartSettings, RkiSettings, SameWeeksAssessment, SeasonalMean, Shift, Slope,
    Standardisation, bayes, chart_residuals, cusum, ears, farrington_flexible, glr, onset,
    residual_of, rki,
};

use crate::clock::processor_seconds;

/// One score a week, lower for more evidence; charts are told the threshold at which they start again.
type Score = Box<dyn Fn(&SimulatedSeries, f64) -> Result<Vec<f64>, Box<dyn Error>>>;

struct Contestant {
    method: &'static str,
    settings: &'static str,
    score: Score,
    kind: Kind,
}

/// How the threshold is found.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Scores do not depend on it.
    Free,
    /// The chart starts again after an alarm: tried until it fits, from 0 to this statistic.
    StartsAgain(f64),
}

pub fn print(seed: u64, count: u64) -> Result<(), Box<dyn Error>> {
    let drawn: Vec<SimulatedSeries> = (0..count).map(|index| simulate(seed, index)).collect();
    println!("Seed {seed}, {count} series, {} weeks each.\n", current_positions().len());
    println!(
        "| method | settings | threshold | false alarms | detected | in the first week | µs a week |"
    );
    println!("|---|---|---|---|---|---|---|");
    for contestant in contestants() {
        let threshold = contestant.threshold(&drawn)?;
        let verdicts = contestant.verdicts(&drawn, threshold)?;
        let seconds = contestant.seconds(&drawn, threshold)?;
        // A chart's scores are statistics below 0; an alarm is one that reaches the threshold.
        let (limit, shown) = match contestant.kind {
            Kind::Free => {
                let limit = verdicts.threshold(FALSE_ALARMS);
                (limit, limit.abs())
            }
            Kind::StartsAgain(_) => (-threshold * (1.0 - 1e-12), threshold),
        };
        let power = verdicts.power(limit, Among::All);
        let weeks = (verdicts.len() * current_positions().len()) as f64;
        println!(
            "| `{}` | {} | {shown:.4} | {:.2} % | {} | {} | {:.2} |",
            contestant.method,
            contestant.settings,
            100.0 * power.false_alarms,
            with_error(power.detected),
            with_error(power.first_week),
            1e6 * seconds / weeks
        );
    }
    Ok(())
}

impl Contestant {
    fn verdicts(
        &self,
        drawn: &[SimulatedSeries],
        threshold: f64,
    ) -> Result<Verdicts, Box<dyn Error>> {
        let mut verdicts = Verdicts::default();
        for series in drawn {
            verdicts.add(series, &(self.score)(series, threshold)?);
        }
        Ok(verdicts)
    }

    /// Processor time of one run over all series; short ones are repeated until they can be measured.
    fn seconds(&self, drawn: &[SimulatedSeries], threshold: f64) -> Result<f64, Box<dyn Error>> {
        let start = processor_seconds()?;
        let mut runs = 0.0;
        loop {
            for series in drawn {
                black_box((self.score)(series, threshold)?);
            }
            runs += 1.0;
            let seconds = processor_seconds()? - start;
            if seconds > MEASURABLE_SECONDS {
                return Ok(seconds / runs);
            }
        }
    }

    /// The threshold with the wanted share of false alarms, by halving, on these series.
    fn threshold(&self, drawn: &[SimulatedSeries]) -> Result<f64, Box<dyn Error>> {
        let Kind::StartsAgain(most) = self.kind else { return Ok(0.0) };
        let (mut low, mut high) = (0.0, most);
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(low, high);
            let verdicts = self.verdicts(drawn, middle)?;
            let power = verdicts.power(-middle * (1.0 - 1e-12), Among::All);
            if power.false_alarms > FALSE_ALARMS { low = middle } else { high = middle }
        }
        Ok(high)
    }
}

fn contestants() -> Vec<Contestant> {
    let free = |method, settings, score| Contestant { method, settings, score, kind: Kind::Free };
    let chart = |method, settings, most, score| Contestant {
        method,
        settings,
        score,
        kind: Kind::StartsAgain(most),
    };
    let wide = |settings| EarsSettings { minimum_sigma: 1.0, ..settings };
    let wave = |slope| {
        let model = SeasonalMean { harmonics: 1, slope, frequency: 52 };
        ExpectedCount::Seasonal(model)
    };
    let fitted = GlrSpread::FittedNegativeBinomial;
    let plain = GlrSettings::hoehle_paul_2008;
    let epidemic = Shift::Epidemic { shortest: 1, longest: None };
    let ewma = ResidualChartSettings::ewma();
    let sums = ResidualChartSettings::cusum();
    vec![
        free("onset", "balanced", Box::new(by_onset)),
        free("farringtonFlexible", "2013", Box::new(|series, _| Ok(improved_farrington(series)?))),
        free("farringtonFlexible", "1996", by_farrington(FarringtonSettings::farrington_1996())),
        free("algo.farrington", "defaults", by_farrington(FarringtonSettings::algo_farrington())),
        free("earsC", "C1, minSigma 1", by_ears(wide(EarsSettings::c1()))),
        free("earsC", "C2, minSigma 1", by_ears(wide(EarsSettings::c2()))),
        free("earsC", "published C3, minSigma 1", by_ears(wide(EarsSettings::published_c3()))),
        free("algo.rki", "RKI 3", Box::new(|series, _| by_rki(series))),
        free("algo.bayes", "Bayes 3", Box::new(|series, _| by_bayes(series))),
        free("algo.cusum", "rossi, mean before", by_cusum(ExpectedCount::MeanBefore)),
        free("algo.cusum", "rossi, glm", by_cusum(wave(Slope::Absent))),
        chart("algo.glrpois", "S 1, trend", 400.0, by_glr(plain(wave(Slope::Constant)))),
        chart(
            "algo.glrnb",
            "S 1, trend, alpha fitted, M 8",
            60.0,
            by_glr(with_spread(wave(Slope::Constant), fitted)),
        ),
        chart(
            "algo.glrnb",
            "the same, sure search",
            60.0,
            by_glr(GlrSettings {
                search: FactorSearch::Sure,
                ..with_spread(wave(Slope::Constant), fitted)
            }),
        ),
        chart(
            "algo.glrnb",
            "the first, epi",
            60.0,
            by_glr(GlrSettings { shift: epidemic, ..with_spread(wave(Slope::Constant), fitted) }),
        ),
        free("residualEwma", "of onset", by_residuals(ewma)),
        chart("residualCusum", "of onset", 60.0, by_residuals(sums)),
    ]
}

fn with_spread(mean: ExpectedCount, spread: GlrSpread) -> GlrSettings {
    // Two months back: the search over a whole year takes long, and outbreaks are short.
    let shift = Shift::Unknown { shortest: 1, longest: Some(8) };
    GlrSettings { spread, shift, ..GlrSettings::hoehle_paul_2008(mean) }
}

fn weekly(counts: &[Option<u32>]) -> CountSeries<'_> {
    CountSeries { counts, dates: None, population: None, frequency: 52 }
}

fn by_onset(series: &SimulatedSeries, _: f64) -> Result<Vec<f64>, Box<dyn Error>> {
    let counts = series.reported();
    let assessed = onset(&weekly(&counts), current_positions(), &OnsetSettings::balanced())?;
    let score = |week: signals::OnsetAssessment| Ok(week.verdict?.p_value);
    assessed.into_iter().map(score).collect()
}

fn by_farrington(mut settings: FarringtonSettings) -> Score {
    settings.minimum_cases = MinimumCases { cases: 0, periods: 4 };
    Box::new(move |series, _| {
        let counts = series.reported();
        let assessed = farrington_flexible(&weekly(&counts), current_positions(), &settings)?;
        Ok(assessed.iter().map(|week| week.p_value.unwrap_or(1.0)).collect())
    })
}

fn by_ears(settings: EarsSettings) -> Score {
    Box::new(move |series, _| {
        let assessed = ears(&series.reported(), current_positions(), &settings)?;
        let score = |week: &signals::EarsAssessment| week.p_value.and_then(residual_of);
        Ok(assessed.iter().map(|week| -score(week).unwrap_or(0.0)).collect())
    })
}

fn by_rki(series: &SimulatedSeries) -> Result<Vec<f64>, Box<dyn Error>> {
    Ok(exceedances(&rki(&series.reported(), current_positions(), &RkiSettings::rki_3())?))
}

fn by_bayes(series: &SimulatedSeries) -> Result<Vec<f64>, Box<dyn Error>> {
    Ok(exceedances(&bayes(&series.reported(), current_positions(), &BayesSettings::bayes_3())?))
}

/// How far a count lies above what was expected, as a share of how far the bound does.
fn exceedances(assessed: &[SameWeeksAssessment]) -> Vec<f64> {
    let score = |week: &SameWeeksAssessment| {
        let expected = week.expected?;
        let room = (week.upper_bound? - expected).max(0.5);
        Some((expected - f64::from(week.observed?)) / room)
    };
    assessed.iter().map(|week| score(week).unwrap_or(0.0)).collect()
}

fn by_cusum(mean: ExpectedCount) -> Score {
    let transformation = Standardisation::Rossi;
    let settings = CusumSettings { mean, transformation, ..CusumSettings::standard() };
    Box::new(move |series, _| {
        let assessed = cusum(&series.reported(), current_positions(), &settings)?;
        Ok(assessed.iter().map(|week| -week.sum).collect())
    })
}

fn by_glr(settings: GlrSettings) -> Score {
    Box::new(move |series, threshold| {
        let settings = GlrSettings { threshold, ..settings.clone() };
        let chart = match glr(&series.reported(), current_positions(), &settings) {
            // A series without cases to learn from raises no alarm.
            Err(signals::GlrError::SeasonalMean(_) | signals::GlrError::Mean(_)) => {
                return Ok(vec![0.0; current_positions().len()]);
            }
            other => other?,
        };
        Ok(chart.assessments.iter().map(|week| -week.statistic).collect())
    })
}

fn by_residuals(settings: ResidualChartSettings) -> Score {
    Box::new(move |series, threshold| {
        let chart = match settings.chart {
            ResidualChart::Cusum { reference, .. } => {
                ResidualChart::Cusum { reference, decision: threshold }
            }
            average @ ResidualChart::Ewma { .. } => average,
        };
        let counts = series.reported();
        let mode = OnsetSettings::earliest_warning();
        let assessed = onset(&weekly(&counts), current_positions(), &mode)?;
        let residual = |week: &signals::OnsetAssessment| {
            week.verdict.as_ref().ok().and_then(|verdict| residual_of(verdict.p_value))
        };
        let residuals: Vec<Option<f64>> = assessed.iter().map(residual).collect();
        let settings = ResidualChartSettings { chart, ..settings };
        let charted = chart_residuals(&residuals, 0..residuals.len(), &settings)?;
        Ok(charted.iter().map(|week| -week.statistic).collect())
    })
}

fn with_error(share: Share) -> String {
    format!("{:.3} ±{:.3}", share.value, share.error)
}

const FALSE_ALARMS: f64 = 0.01;
const HALVINGS: usize = 10;
const MEASURABLE_SECONDS: f64 = 0.5;
