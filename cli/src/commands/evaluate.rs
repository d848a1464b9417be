//! `watchfire evaluate`

mod usage;

use jiff::civil::Date;
use serde_json::{Value, json};
use vocabulary::finding::FalseShare;
use workflows::backtest::Expectation;
use workflows::evaluate::{
    AtBest, Cost, Evaluation, EvaluationSettings, Figure, ScenarioResult, Setting, SettingResult,
    WaveAtBest, cost, evaluate,
};
use workflows::simulate::europe::Delays;

use self::usage::{peak_memory_bytes, processor_seconds};
use crate::arguments::EvaluateArguments;
use crate::failure::Failure;
use crate::output::{Format, Table, print_json, print_lines};
use crate::progress::Progress;

/// Prints how well detection does on synthetic Europes, or what one look at many series costs.
pub fn run(arguments: &EvaluateArguments) -> Result<(), Failure> {
    if arguments.cost {
        return print_cost(arguments);
    }
    let asked = EvaluationSettings {
        seeds: arguments.seeds.clone(),
        series: arguments.series as usize,
        weeks: arguments.weeks,
        years: arguments.years,
        settings: match arguments.setting {
            Some(setting) => vec![setting],
            None => Setting::ALL.to_vec(),
        },
        delays: if arguments.no_delays { Delays::None } else { Delays::Reported },
        false_share: FalseShare::default(),
    };
    let progress = Progress::of_bytes("Replaying".to_owned());
    let at_step = |seed: u64, day: Date, done: usize, of: usize| {
        progress.says(format!("Replaying seed {seed}: {day}"));
        progress.at(done as u64, of as u64);
    };
    let answer = evaluate(&asked, &processor_seconds, &at_step);
    drop(progress);
    match arguments.list.format {
        Format::Json => print_json(&document(&asked, &answer)),
        Format::Csv => scenario_table(&answer).print(Format::Csv),
        Format::Table => {
            print_lines(&[opening(&asked, &answer), String::new()])?;
            scenario_table(&answer).print(Format::Table)?;
            print_lines(&[String::new()])?;
            total_table(&answer).print(Format::Table)?;
            print_lines(&[String::new()])?;
            wave_table(&answer.at_best).print(Format::Table)?;
            print_lines(&[String::new()])?;
            false_table(&answer).print(Format::Table)?;
            print_lines(&closing(&answer))
        }
    }
}

fn opening(asked: &EvaluationSettings, answer: &Evaluation) -> String {
    let (first, last) = (asked.seeds.start(), asked.seeds.end());
    format!(
        "SYNTHETIC Europes of seeds {first} to {last}: {} countries with up to {} regions, {} years, \
         {:.0} series, {} weeks replayed{}",
        answer.countries,
        answer.regions,
        asked.years,
        answer.series,
        answer.weeks,
        if asked.delays == Delays::None { ", nothing known late" } else { "" }
    )
}

fn scenario_table(answer: &Evaluation) -> Table {
    let mut table = Table::new(&[
        "setting",
        "scenario",
        "waves",
        "raised",
        "in 4 weeks of 10 known",
        "at best in 4 weeks of 10 known",
        "in 4 weeks of 10 cases",
        "weeks after 10 known",
        "weeks after 10 cases",
    ]);
    for setting in &answer.settings {
        for result in setting.scenarios.iter().filter(|result| result.raised.of > 0) {
            let is_event = result.scenario.expectation() == Expectation::Raised;
            let only = |text: String| if is_event { text } else { "to stay quiet".to_owned() };
            table.push(vec![
                setting.setting.as_str().into(),
                result.scenario.as_str().into(),
                result.raised.of.into(),
                percent(result.raised).into(),
                only(percent(result.in_time_known)).into(),
                only(percent(answer.at_best.in_time_known_of(result.scenario))).into(),
                only(percent(result.in_time_occurred)).into(),
                only(plain(result.weeks_after_known)).into(),
                only(plain(result.weeks_after_case)).into(),
            ]);
        }
    }
    table
}

fn total_table(answer: &Evaluation) -> Table {
    let names = answer.settings.iter().map(|setting| setting.setting.as_str());
    let last = ["at best", "target"];
    let columns: Vec<&str> = ["all scenarios"].into_iter().chain(names).chain(last).collect();
    let mut table = Table::new(&columns);
    let mut row = |name: &str, of: &dyn Fn(&SettingResult) -> String, last: [&str; 2]| {
        let mut cells: Vec<Value> = vec![name.into()];
        cells.extend(answer.settings.iter().map(|setting| Value::from(of(setting))));
        cells.extend(last.map(Value::from));
        table.push(cells);
    };
    let AtBest { in_time_known, in_time_occurred, .. } = answer.at_best;
    let (known, cases) = (percent(in_time_known), percent(in_time_occurred));
    row("waves in 4 weeks of 10 known", &|s| percent(s.in_time_known), [&known, "at least 90 %"]);
    row(
        "waves in 4 weeks of 10 cases",
        &|s| percent(s.in_time_occurred),
        [&cases, "at least 90 %"],
    );
    row("precision of the list", &|s| plain(s.precision), ["", ""]);
    row("precision of the top 10", &|s| plain(s.precision_top_ten), ["", "at least 0.8"]);
    row("new false signals a week", &|s| plain(s.false_a_week), ["5 allowed", "at most 5"]);
    row("of them not of onboarding", &|s| plain(s.false_elsewhere), ["", ""]);
    row("false signals on the list", &|s| plain(s.false_standing), ["", ""]);
    row("signals on the list", &|s| plain(s.lines), ["", ""]);
    row("processor seconds a week", &|s| format!("{:.1}", s.seconds_a_week), ["", ""]);
    table
}

/// What could be known of each wave in time.
fn wave_table(at_best: &AtBest) -> Table {
    let mut table = Table::new(&[
        "seed",
        "at best",
        "begins",
        "10 known",
        "asked on",
        "log ratio",
        "p-value",
        "allowed",
        "chance",
        "found",
        "log ratio by source",
    ]);
    for wave in &at_best.waves {
        let day = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let by = wave.log_ratios.iter().map(|(source, ratio)| {
            format!("{} {ratio:.1}", source.trim_start_matches("synthetic-europe-"))
        });
        table.push(vec![
            wave.seed.into(),
            wave.scenario.as_str().into(),
            day(Some(wave.starts)).into(),
            day(wave.tenth_known).into(),
            day(Some(wave.asked_on)).into(),
            format!("{:.1}", wave.log_ratio()).into(),
            format!("{:.1e}", wave.p_value).into(),
            format!("{:.1e}", wave.allowed).into(),
            format!("{:.0} %", 100.0 * wave.chance).into(),
            day(wave.found).into(),
            by.collect::<Vec<_>>().join(", ").into(),
        ]);
    }
    table
}

/// What raises most of the false signals.
fn false_table(answer: &Evaluation) -> Table {
    let mut table = Table::new(&["setting", "false signals raised by", "new a week"]);
    for setting in &answer.settings {
        for (what, number) in setting.false_by.iter().take(MOST_CAUSES) {
            let name = setting.setting.as_str();
            table.push(vec![name.into(), what.as_str().into(), format!("{number:.2}").into()]);
        }
    }
    table
}

fn closing(answer: &Evaluation) -> Vec<String> {
    vec![
        "Signals and seconds are for 50,000 series. ± is one standard error, over waves or over seeds."
            .to_owned(),
        "At best: by a test that knows the truth, on the last week in time; what it may raise by chance is \
         allowed."
            .to_owned(),
        "Precision is of the weeks in which some wave has ten known cases.".to_owned(),
        format!("Drawing and making series: {:.1} processor seconds.", answer.preparation_seconds),
    ]
}

fn percent(figure: Figure) -> String {
    let Figure { value, error, of } = figure;
    match of {
        0 => "-".to_owned(),
        1 => format!("{:.0} %", 100.0 * value),
        _ => format!("{:.0} ± {:.0} %", 100.0 * value, 100.0 * error),
    }
}

fn plain(figure: Figure) -> String {
    let Figure { value, error, of } = figure;
    match of {
        0 => "-".to_owned(),
        1 => format!("{value:.2}"),
        _ => format!("{value:.2} ± {error:.2}"),
    }
}

fn document(asked: &EvaluationSettings, answer: &Evaluation) -> Value {
    json!({
        "synthetic": true,
        "seeds": [asked.seeds.start(), asked.seeds.end()],
        "countries": answer.countries,
        "regions": answer.regions,
        "years": asked.years,
        "series": answer.series,
        "weeks": answer.weeks,
        "delays": asked.delays == Delays::Reported,
        "preparation_seconds": answer.preparation_seconds,
        "at_best": {
            "in_time_known": figure_value(answer.at_best.in_time_known),
            "in_time_occurred": figure_value(answer.at_best.in_time_occurred),
            "waves": answer.at_best.waves.iter().map(wave_value).collect::<Vec<_>>(),
        },
        "settings": answer.settings.iter().map(setting_value).collect::<Vec<_>>(),
    })
}

/// A ratio that is infinite becomes null.
fn wave_value(wave: &WaveAtBest) -> Value {
    json!({
        "seed": wave.seed,
        "scenario": wave.scenario.as_str(),
        "event": wave.event,
        "starts": wave.starts.to_string(),
        "tenth_known": wave.tenth_known.map(|day| day.to_string()),
        "asked_on": wave.asked_on.to_string(),
        "lines": wave.lines,
        "allowed": wave.allowed,
        "log_ratio": wave.log_ratio(),
        "log_ratio_by_source": wave.log_ratios.iter().map(|(source, ratio)| json!({
            "source": source, "log_ratio": ratio,
        })).collect::<Vec<_>>(),
        "p_value": wave.p_value,
        "chance": wave.chance,
        "found": wave.found.map(|day| day.to_string()),
    })
}

fn setting_value(setting: &SettingResult) -> Value {
    json!({
        "setting": setting.setting.as_str(),
        "in_time_known": figure_value(setting.in_time_known),
        "in_time_occurred": figure_value(setting.in_time_occurred),
        "precision": figure_value(setting.precision),
        "precision_top_ten": figure_value(setting.precision_top_ten),
        "new_false_a_week_per_50000": figure_value(setting.false_a_week),
        "new_false_a_week_not_of_onboarding_per_50000": figure_value(setting.false_elsewhere),
        "false_on_the_list_per_50000": figure_value(setting.false_standing),
        "signals_on_the_list_per_50000": figure_value(setting.lines),
        "processor_seconds_a_week_per_50000": setting.seconds_a_week,
        "new_false_by": setting.false_by.iter().map(|(what, number)| json!({
            "raised_by": what, "a_week_per_50000": number,
        })).collect::<Vec<_>>(),
        "scenarios": setting.scenarios.iter().map(scenario_value).collect::<Vec<_>>(),
    })
}

fn scenario_value(result: &ScenarioResult) -> Value {
    json!({
        "scenario": result.scenario.as_str(),
        "is_to_be_raised": result.scenario.expectation() == Expectation::Raised,
        "raised": figure_value(result.raised),
        "in_time_known": figure_value(result.in_time_known),
        "in_time_occurred": figure_value(result.in_time_occurred),
        "weeks_after_known": figure_value(result.weeks_after_known),
        "weeks_after_case": figure_value(result.weeks_after_case),
    })
}

/// What is not a number becomes null.
fn figure_value(figure: Figure) -> Value {
    json!({ "value": figure.value, "error": figure.error, "of": figure.of })
}

fn print_cost(arguments: &EvaluateArguments) -> Result<(), Failure> {
    let progress = Progress::on("Looking at synthetic series".to_owned());
    let found = cost(arguments.series as usize, arguments.years, &processor_seconds);
    drop(progress);
    let Cost { series, assessable, years, events, signals, series_seconds, signal_seconds } = found;
    let memory = peak_memory_bytes();
    match arguments.list.format {
        Format::Json => print_json(&json!({
            "synthetic": true,
            "series": series,
            "assessable": assessable,
            "years": years,
            "events": events,
            "signals": signals,
            "series_processor_seconds": series_seconds,
            "signal_processor_seconds": signal_seconds,
            "peak_memory_bytes": memory,
        })),
        _ => print_lines(&[
            format!(
                "{series} SYNTHETIC series of {years} years, {assessable} of them assessable, from \
                 {events} events; {signals} signals"
            ),
            format!("From figures to series:         {series_seconds:.1} processor seconds"),
            format!("From series to ranked signals:  {signal_seconds:.1} processor seconds"),
            memory.map_or_else(String::new, |bytes| {
                format!(
                    "Most memory, drawing included:  {:.2} GiB",
                    bytes as f64 / f64::from(1 << 30)
                )
            }),
            "Target for 50,000 series x 8 years: at most 60 processor seconds and 4 GiB".to_owned(),
        ]),
    }
}

/// Causes of false signals that the table shows.
const MOST_CAUSES: usize = 12;
