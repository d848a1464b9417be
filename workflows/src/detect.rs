//! All series of the node at one vantage, every detector, ranked signals.

mod candidates;
mod clumping;
mod compose;
mod false_discoveries;
mod group;
mod jointly;
mod known;
mod look;
mod over_weeks;
mod parts;
pub mod plan;
mod ranking;
mod score;
mod together;
pub(crate) mod treatments;
mod weigh;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::Date;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use store::facts::{Facts, QueryError};
use store::findings::FindingsError;
use store::node::{Node, NodeWriter};
use store::sealing::plain_digest;
use vocabulary::finding::{Direction, FalseShare, Run, SeriesKey, Signal, Vantage};
use vocabulary::handling::Reader;
use vocabulary::period::days_between;
use vocabulary::substance::{SubstanceId, Substances};

use self::candidates::{Opening, Sieve};
use self::clumping::Clumping;
use self::compose::Company;
pub use self::compose::composition_in_words;
use self::false_discoveries::{Families, family};
use self::group::{RULE_VERSION, group};
use self::jointly::{Jointly, Weeks};
pub use self::known::known_run;
use self::look::{Looked, look_at};
pub(crate) use self::over_weeks::Memory;
pub use self::over_weeks::{Levels, levels_of};
use self::parts::hold_against_wholes;
use self::plan::share::Wholes;
pub use self::ranking::{Ranking, RankingLine};
use self::score::{age, in_order};
use self::together::Together;
use self::treatments::Treatments;
use self::weigh::{Heard, Hearing};
pub use self::weigh::{SMALLEST_P_VALUE, in_percent};
use crate::drawn::text_of;
use crate::hierarchy::HIERARCHIES;
use crate::left_out::LeftOut;
use crate::reporting::Reporting;
use crate::series::{Series, build_series};
use crate::watch::Watch;

/// Why detection did not run.
#[derive(Debug, thiserror::Error)]
pub enum DetectError {
    /// The facts cannot be read.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The findings cannot be stored.
    #[error(transparent)]
    Findings(#[from] FindingsError),
    /// It was no longer wanted.
    #[error("it was stopped before it was done; nothing was stored")]
    Stopped,
}

/// What a run found.
#[derive(Clone, Debug)]
pub struct Detected {
    /// The run as stored.
    pub run: Run,
    /// Its signals, highest score first.
    pub signals: Vec<Signal>,
    /// What it does not list.
    pub left_out: LeftOut,
}

/// What a run is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// What could be known on this day?
    pub as_of: Date,
    /// Count alarms since this day as recent, however long ago; the usual few periods when `None`.
    pub since: Option<Date>,
    /// Share of each source's signals that may be false.
    pub false_share: FalseShare,
    /// Day of the run.
    pub ran_on: Date,
}

/// Runs all detectors over all series as they could be known on a day, and stores what they find.
///
/// # Errors
/// When facts cannot be read or findings cannot be stored.
pub async fn detect(
    node: &mut NodeWriter,
    question: Question,
    reader: &Reader,
) -> Result<Detected, DetectError> {
    detect_watched(node, question, reader, Watch::nobody()).await
}

/// As [`detect`], and says how many series were looked at.
///
/// # Errors
/// As [`detect`], and when it is no longer wanted; then nothing is stored.
pub async fn detect_watched(
    node: &mut NodeWriter,
    question: Question,
    reader: &Reader,
    watch: Watch<'_>,
) -> Result<Detected, DetectError> {
    let Question { as_of, since, false_share, ran_on } = question;
    let position = node.node().last_position(reader).await?;
    let vantage = Vantage { as_of, position };
    let series = series_watched(node.node(), vantage, reader, watch).await?;
    let series = series.ok_or(DetectError::Stopped)?;
    let all = series.len() as u64;
    let (current, silent) = split_silent(series, as_of);
    let asked = Asked { vantage, depth: Depth::Whole, false_share };
    // Looking back over old figures is no run of this week.
    let memory = match since {
        Some(_) => Memory::default(),
        None => Memory::before(node.node(), as_of, u64::MAX, reader).await?,
    };
    let found = signals_watched(&memory, &current, asked, |_| since, watch);
    let Found { mut signals, held_back, series_looked_at } = found;
    if !watch.goes_on() {
        return Err(DetectError::Stopped);
    }
    let mut text = String::new();
    for finding in signals.iter().flat_map(|signal| &signal.findings) {
        text.push_str(&finding.canonical_text());
        text.push('\n');
    }
    let mut run = Run {
        id: 0,
        entry: 0,
        vantage,
        since,
        rule_version: RULE_VERSION,
        false_share,
        series_looked_at,
        series_not_assessable: current.len() as u64 - series_looked_at,
        findings: signals.iter().map(|signal| signal.findings.len() as u64).sum(),
        digest: plain_digest(text.as_bytes()),
        ran_on,
    };
    node.save_run(&mut run, &mut signals, reader).await?;
    let left_out = LeftOut::of(all - current.len() as u64, silent, &held_back);
    // What is drawn and cannot be kept is made again when somebody looks.
    let _kept = node.keep_drawn(&run, &text_of(&signals, &current, &left_out)).await;
    Ok(Detected { run, signals, left_out })
}

/// How much of a series' past is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// As far back as it takes to say when a run of alarms began.
    Whole,
    /// The recent part alone: the same signals, with a later onset and fewer findings.
    RecentOnly,
}

/// What all series of a run are asked alike.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    pub vantage: Vantage,
    pub depth: Depth,
    pub false_share: FalseShare,
}

/// What all series of a vantage say.
pub(crate) struct Found {
    /// Highest score first.
    pub signals: Vec<Signal>,
    /// Those that are not worth a line, highest score first.
    pub held_back: Vec<Signal>,
    pub series_looked_at: u64,
}

/// The signals of all series of a vantage as if no run had gone before, and how many series were looked
/// at; `since` says of each series from which day on its alarms are recent, however long ago.
pub(crate) fn signals_of(
    series: &[Series],
    asked: Asked,
    since: impl Fn(&SeriesKey) -> Option<Date> + Sync,
) -> (Vec<Signal>, u64) {
    signals_after(&Memory::default(), series, asked, since)
}

/// The signals after the runs of the year before.
pub(crate) fn signals_after(
    memory: &Memory,
    series: &[Series],
    asked: Asked,
    since: impl Fn(&SeriesKey) -> Option<Date> + Sync,
) -> (Vec<Signal>, u64) {
    let found = signals_watched(memory, series, asked, since, Watch::nobody());
    (found.signals, found.series_looked_at)
}

/// As [`signals_after`]; what it gives once it is no longer wanted is of no use.
pub(crate) fn signals_watched(
    memory: &Memory,
    series: &[Series],
    asked: Asked,
    since: impl Fn(&SeriesKey) -> Option<Date> + Sync,
    watch: Watch<'_>,
) -> Found {
    let (wholes, clumping) = (Wholes::of(series), Clumping::of(series));
    let (done, total) = (AtomicU64::new(0), series.len() as u64);
    let look = |series: &Series| {
        if !watch.goes_on() {
            return Vec::new();
        }
        let clumping = clumping.hundredths(series);
        let looked = look_at(series, &wholes, asked, since(&series.key), clumping);
        (watch.at_step)(done.fetch_add(1, Ordering::Relaxed) + 1, total);
        looked
    };
    let looked: Vec<Vec<Looked>> = series.par_iter().map(look).collect();
    let series_looked_at = looked.iter().filter(|methods| !methods.is_empty()).count() as u64;
    let mut looked: Vec<Looked> = looked.into_iter().flatten().collect();
    let company = Company::of(series, &wholes);
    hold_against_wholes(&mut looked, &company);
    let p_values = looked.iter().filter_map(|l| Some((family(&l.series), l.p_value?)));
    let families = Families::of(p_values);
    let is_wanted = |_: &&Series| watch.goes_on();
    let weeks: Vec<Weeks<'_>> = (series.par_iter().filter(is_wanted))
        .filter_map(|s| Weeks::of(s, clumping.hundredths(s)))
        .collect();
    let jointly = Jointly::of(&weeks);
    let opening = Opening::of(&looked, memory, asked);
    let heard = looked.iter().map(|l| Heard {
        series: &l.series,
        direction: l.direction,
        p_value: l.p_value,
    });
    let hearing = Hearing::of(heard, families.discovered(asked.false_share.get()), &jointly);
    let sieve = Sieve {
        families: &families,
        opening: &opening,
        hearing: &hearing,
        company: &company,
        jointly: &jointly,
    };
    let candidates = sieve.candidates(&looked, asked.false_share);
    let moved: Vec<_> = candidates.iter().map(|c| (c.series.clone(), c.direction)).collect();
    let could = looked.iter().filter(|l| l.could_move).map(|l| (&l.series, l.direction));
    let together =
        Together::of(could, moved.iter().map(|(series, direction)| (series, *direction)));
    let mut signals = group(candidates);
    for signal in &mut signals {
        let leads = signal.findings.first();
        let composition = leads.and_then(|finding| company.beside_signal(finding, signal.onset));
        hearing.weigh(signal, composition);
        signal.score.extend(together.doubt(signal));
        signal.score.extend(age(&signal.findings));
        in_order(&mut signal.score);
    }
    signals.sort_by(|a, b| b.points().total_cmp(&a.points()).then_with(|| a.id.cmp(&b.id)));
    let (signals, held_back) = signals.into_iter().partition(is_worth_a_line);
    Found { signals, held_back, series_looked_at }
}

/// Whether a signal is worth a line: a first report is news however likely more will come; what kills is
/// listed at a smaller chance; and alarms in period after period are no chance, though the newest says little.
fn is_worth_a_line(signal: &Signal) -> bool {
    let posterior = signal.weighing.as_ref().and_then(|weighing| weighing.posterior);
    let least = if is_opioid(&signal.substance) { LEAST_CHANCE_OF_OPIOIDS } else { LEAST_CHANCE };
    let leading = signal.findings.first().map(|finding| &finding.series);
    let of_leading = signal.findings.iter().filter(|finding| Some(&finding.series) == leading);
    signal.direction == Direction::New
        || posterior.is_none_or(|chance| chance >= least)
        || of_leading.count() >= MANY_ALARMS
}

fn is_opioid(substance: &SubstanceId) -> bool {
    let is_it = |id: &SubstanceId| id.as_str() == "opioids";
    is_it(substance) || Substances::shipped().ancestors(substance).iter().any(is_it)
}

/// What is more likely false than real is not listed.
const LEAST_CHANCE: f64 = 0.5;
/// Of opioids up to nine false lines are taken for one that is real: a missed one costs lives.
const LEAST_CHANCE_OF_OPIOIDS: f64 = 0.1;
/// So many alarms of one series stand by themselves.
const MANY_ALARMS: usize = 3;

/// Every series at a vantage, with what was decided about faults of the data respected.
///
/// # Errors
/// When the facts cannot be read.
pub async fn series_at(
    node: &Node,
    vantage: Vantage,
    reader: &Reader,
) -> Result<Vec<Series>, QueryError> {
    let series = series_watched(node, vantage, reader, Watch::nobody()).await?;
    Ok(series.expect("nobody is there to stop it"))
}

/// As [`series_at`]; none once it is no longer wanted.
async fn series_watched(
    node: &Node,
    vantage: Vantage,
    reader: &Reader,
    watch: Watch<'_>,
) -> Result<Option<Vec<Series>>, QueryError> {
    series_in(node, node.facts(vantage, reader).await?, reader, watch).await
}

/// All series of one source as they stand at a vantage; facts of others are not read.
///
/// # Errors
/// When the facts cannot be read.
pub async fn series_of(
    node: &Node,
    source: &str,
    vantage: Vantage,
    reader: &Reader,
) -> Result<Vec<Series>, QueryError> {
    let facts = node.facts_of(source, vantage, reader).await?;
    let series = series_in(node, facts, reader, Watch::nobody()).await?;
    Ok(series.expect("nobody is there to stop it"))
}

/// All series of some sources as they stand at a vantage, each source by itself.
///
/// # Errors
/// When the facts cannot be read.
pub async fn series_of_each<'s>(
    node: &Node,
    sources: impl IntoIterator<Item = &'s str>,
    vantage: Vantage,
    reader: &Reader,
) -> Result<Vec<Vec<Series>>, QueryError> {
    let mut all = Vec::new();
    for source in sources.into_iter().collect::<BTreeSet<_>>() {
        all.push(series_of(node, source, vantage, reader).await?);
    }
    Ok(all)
}

async fn series_in(
    node: &Node,
    mut facts: Facts,
    reader: &Reader,
    watch: Watch<'_>,
) -> Result<Option<Vec<Series>>, QueryError> {
    let treatments = Treatments::at(node, facts.vantage(), reader).await?;
    treatments.leave_out(&mut facts)?;
    if !watch.goes_on() {
        return Ok(None);
    }
    let reporting = Reporting::of(&facts.reports()?);
    let figures = facts.figures(&HIERARCHIES)?;
    if !watch.goes_on() {
        return Ok(None);
    }
    let mut series = build_series(&figures, &reporting);
    treatments.part(&mut series);
    Ok(Some(series))
}

/// Series of sources that still report, and the sources that do not.
pub(crate) fn split_silent(
    series: Vec<Series>,
    as_of: Date,
) -> (Vec<Series>, Vec<(String, String, Date)>) {
    let mut last: BTreeMap<(String, String), Date> = BTreeMap::new();
    for s in &series {
        let stream = (s.key.source.clone(), s.key.indicator.to_string());
        let end = s.points.last().map(|(period, _)| period.end());
        let entry = last.entry(stream).or_insert(Date::MIN);
        *entry = (*entry).max(end.unwrap_or(Date::MIN));
    }
    let is_silent = |on: &Date| days_between(*on, as_of) > SILENT_AFTER_DAYS;
    let silent = last.iter().filter(|(_, on)| is_silent(on));
    let silent =
        silent.map(|((source, indicator), on)| (source.clone(), indicator.clone(), *on)).collect();
    let current = series.into_iter().filter(|s| {
        let stream = (s.key.source.clone(), s.key.indicator.to_string());
        // A series that ended long ago is no news either, though others of its source go on.
        let end = s.points.last().map(|(period, _)| period.end());
        last.get(&stream).is_some_and(|on| !is_silent(on)) && end.is_some_and(|on| !is_silent(&on))
    });
    (current.collect(), silent)
}

/// A source without a figure for longer is left out and named.
const SILENT_AFTER_DAYS: i64 = 550;
