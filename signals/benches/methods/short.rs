//! Methods for short series: simple simulations of their own, at the alarms that their settings state.

use std::error::Error;
use std::hint::black_box;

use signals::{
    ChangePointSettings, Measured, NotAssessable, OnlineChangeSettings, Scale, ShortSeries,
    SpreadSettings, StepSettings, TrendSettings, change_point, judge_spread, online_change, step,
    trend,
};

use crate::clock::processor_seconds;

/// Whether the last period of a drawn series is an alarm of a rise.
type Rises = fn(&mut Draws, News) -> Result<bool, Box<dyn Error>>;

/// Whether a series is drawn with something to find.
#[derive(Clone, Copy)]
enum News {
    None,
    Some,
}

pub fn print(seed: u64) -> Result<(), Box<dyn Error>> {
    println!("\nShort series, {SERIES} without news and {SERIES} with, seed {seed}:\n");
    println!("| method | series | news | alarms without news | alarms with | µs a period |");
    println!("|---|---|---|---|---|---|");
    let rows: [(&str, &str, &str, Rises); 5] = [
        ("step", "12 yearly counts of 20", "the last of 50", steps),
        ("trend", "12 yearly counts of 20", "8 % more each year", trends),
        ("changePoint", "20 yearly counts of 20", "the last 8 of 30", changes),
        (
            "firstSeen",
            "12 weeks since a first report, a report in 2 weeks",
            "4 in 2 weeks",
            spreads,
        ),
        ("onlineChange", "40 prices, spread 5 %", "the last 3 higher by 15 %", jumps),
    ];
    for (method, series, news, rises) in rows {
        let mut draws = Draws { state: seed };
        let mut shares = [0.0; 2];
        let start = processor_seconds()?;
        for (share, kind) in shares.iter_mut().zip([News::None, News::Some]) {
            let mut alarms = 0_u32;
            for _ in 0..SERIES {
                alarms += u32::from(black_box(rises(&mut draws, kind)?));
            }
            *share = f64::from(alarms) / f64::from(SERIES);
        }
        let each = (processor_seconds()? - start) / f64::from(2 * SERIES);
        let error = |share: f64| (share * (1.0 - share) / f64::from(SERIES)).sqrt();
        let shown = shares.map(|share| format!("{share:.3} ±{:.3}", error(share))).join(" | ");
        println!("| `{method}` | {series} | {news} | {shown} | {:.1} |", 1e6 * each);
    }
    Ok(())
}

fn steps(draws: &mut Draws, news: News) -> Result<bool, Box<dyn Error>> {
    let mut figures = draws.counts(12, |_| 20.0);
    if let News::Some = news {
        figures[11] = Some(draws.poisson(50.0));
    }
    let settings = StepSettings { alpha: ALPHA, ..StepSettings::annual() };
    let series = ShortSeries { figures: &figures, scale: Scale::Counts };
    let found = step(&series, 11..12, &settings)?.remove(0).step;
    Ok(p_value(found.map(|found| found.p_rise)) < ALPHA)
}

fn trends(draws: &mut Draws, news: News) -> Result<bool, Box<dyn Error>> {
    let growth: f64 = if let News::Some = news { 1.08 } else { 1.0 };
    let figures = draws.counts(12, |year| 20.0 * growth.powi(year));
    let series = ShortSeries { figures: &figures, scale: Scale::Counts };
    let found = trend(&series, 11..12, &TrendSettings::mann_kendall(30))?.remove(0).trend;
    Ok(p_value(found.map(|found| found.p_rise)) < ALPHA)
}

fn changes(draws: &mut Draws, news: News) -> Result<bool, Box<dyn Error>> {
    let after = if let News::Some = news { 30.0 } else { 20.0 };
    let figures = draws.counts(20, |year| if year < 12 { 20.0 } else { after });
    let series = ShortSeries { figures: &figures, scale: Scale::Counts };
    let found = change_point(&series, 19..20, &ChangePointSettings::pettitt(30))?.remove(0).change;
    Ok(p_value(found.map(|found| found.p_rise)) < ALPHA)
}

fn spreads(draws: &mut Draws, news: News) -> Result<bool, Box<dyn Error>> {
    let rate = if let News::Some = news { 2.0 } else { 0.5 };
    let since: Vec<Option<u32>> = (0..12).map(|_| Some(draws.poisson(rate) as u32)).collect();
    Ok(judge_spread(&since, SpreadSettings::weekly())?.alarm)
}

fn jumps(draws: &mut Draws, news: News) -> Result<bool, Box<dyn Error>> {
    let after = if let News::Some = news { 1.15 } else { 1.0 };
    let price = |month| {
        let level = if month < 37 { 100.0 } else { 100.0 * after };
        Measured::Value { value: level * (1.0 + 0.05 * draws.normal()), error: 0.0 }
    };
    let figures: Vec<Measured> = (0..40).map(price).collect();
    let assessed = online_change(&figures, 39..40, &OnlineChangeSettings::spanning(50.0, 150.0))?;
    Ok(assessed[0].alarm == Some(true))
}

/// A series without a verdict raises no alarm.
fn p_value(found: Result<f64, NotAssessable>) -> f64 {
    found.unwrap_or(1.0)
}

/// Repeatable random numbers (`SplitMix64`).
struct Draws {
    state: u64,
}

impl Draws {
    fn uniform(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (((z ^ (z >> 31)) >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.uniform().ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// By inversion.
    fn poisson(&mut self, mean: f64) -> f64 {
        let mut left = self.uniform();
        let mut probability = (-mean).exp();
        let mut count = 0.0;
        while left > probability && count < 10_000.0 {
            left -= probability;
            count += 1.0;
            probability *= mean / count;
        }
        count
    }

    fn counts(&mut self, length: i32, mean: impl Fn(i32) -> f64) -> Vec<Option<f64>> {
        (0..length).map(|year| Some(self.poisson(mean(year)))).collect()
    }
}

const SERIES: u32 = 5000;
const ALPHA: f64 = 0.01;
