//! Series that were asked for lately, and the list of all of them, kept in memory up to a bound.
//!
//! What could be known on a day, from what was stored by a position, changes only by erasing: all of it goes
//! with the next erasure. Anything here can be thrown away.

use std::collections::BTreeSet;
use std::sync::Arc;

use store::submissions::ReadError;
use tokio::sync::Mutex;
use vocabulary::finding::{SeriesKey, Vantage};
use vocabulary::handling::Sees;
use vocabulary::period::Period;
use vocabulary::submission::Content;
use workflows::detect::series_of;
use workflows::series::Series;

use crate::jobs::at_once;
use crate::problem::Problem;
use crate::service::Service;

/// What is kept.
#[derive(Default)]
pub(crate) struct Kept {
    /// Series of sources, those asked for last first.
    series: Mutex<Vec<Entry<Vec<Series>>>>,
    /// Lists of all series, newest first; apart, for making one takes long.
    lists: Mutex<Vec<Entry<Vec<Listed>>>>,
}

/// The series of one source at one vantage, or the list of all series there.
struct Entry<T> {
    sees: Sees,
    vantage: Vantage,
    source: String,
    erasures: usize,
    what: Arc<T>,
}

/// A series in a list.
pub(crate) struct Listed {
    /// What it counts.
    pub key: SeriesKey,
    /// First and last period.
    pub ends: Option<(Period, Period)>,
    /// Periods from first to last.
    pub points: u64,
    /// Periods whose figure is known.
    pub known: u64,
    /// First period with a figure above zero.
    pub first_above_zero: Option<Period>,
}

impl Listed {
    fn of(series: &Series) -> Self {
        let first = series.points.first().map(|(period, _)| *period);
        let last = series.points.last().map(|(period, _)| *period);
        Self {
            key: series.key.clone(),
            ends: first.zip(last),
            points: series.points.len() as u64,
            known: series.points.iter().filter(|(_, value)| value.is_some()).count() as u64,
            first_above_zero: series.first_above_zero(),
        }
    }
}

impl Service {
    /// Every series of one source at a vantage.
    pub(crate) async fn series_of_one(
        &self,
        source: &str,
        vantage: Vantage,
    ) -> Result<Arc<Vec<Series>>, Problem> {
        let erasures = self.erasures().await?;
        let mut kept = self.kept().series.lock().await;
        let sees = self.reader().sees;
        if let Some(at) = position(&mut kept, (source, &sees), vantage, erasures) {
            let entry = kept.remove(at);
            kept.insert(0, entry);
            return Ok(Arc::clone(&kept[0].what));
        }
        let what = Arc::new(self.read_series(source, vantage).await?);
        let entry =
            Entry { sees, vantage, source: source.to_owned(), erasures, what: Arc::clone(&what) };
        kept.insert(0, entry);
        let mut points = 0;
        // What was asked for last stays, however large.
        let within = kept.iter().take_while(|entry| {
            points += entry.what.iter().map(|series| series.points.len()).sum::<usize>();
            points <= MOST_POINTS
        });
        let within = within.count().max(1);
        kept.truncate(within);
        Ok(what)
    }

    /// A line for every series at a vantage, sorted by name; sources are read one after another.
    pub(crate) async fn listed(&self, vantage: Vantage) -> Result<Arc<Vec<Listed>>, Problem> {
        let erasures = self.erasures().await?;
        let mut kept = self.kept().lists.lock().await;
        let sees = self.reader().sees;
        if let Some(at) = position(&mut kept, ("", &sees), vantage, erasures) {
            return Ok(Arc::clone(&kept[at].what));
        }
        let mut lines = Vec::new();
        for source in self.sources().await? {
            let of_source = self.read_series(&source, vantage).await?;
            lines.extend(of_source.iter().map(Listed::of));
        }
        lines.sort_by(|a, b| a.key.cmp(&b.key));
        let what = Arc::new(lines);
        kept.insert(
            0,
            Entry { sees, vantage, source: String::new(), erasures, what: Arc::clone(&what) },
        );
        kept.truncate(MOST_LISTS);
        Ok(what)
    }

    /// Makes the list of all series as of the newest day that has a list of signals, or as they stand now, so
    /// that nobody waits for what the pages ask first.
    pub(crate) async fn list_ahead(&self) {
        let runs = self.node().runs(&self.reader()).await.unwrap_or_default();
        let newest = runs.iter().map(|run| run.vantage.as_of).max();
        if let Ok(vantage) = self.vantage(newest, None).await {
            // Whoever asks for it is told what is wrong.
            let _listed = self.listed(vantage).await;
        }
    }

    async fn read_series(&self, source: &str, vantage: Vantage) -> Result<Vec<Series>, Problem> {
        let (node, source, reader) = (self.node().clone(), source.to_owned(), self.reader());
        at_once(move || async move { Ok(series_of(&node, &source, vantage, &reader).await?) }).await
    }

    async fn sources(&self) -> Result<BTreeSet<String>, Problem> {
        let submissions = self.node().submissions(&self.reader()).await?;
        let source_of = |content: Content| match content {
            Content::Rows { source, .. } => Some(source),
            _ => None,
        };
        Ok(submissions.into_iter().filter_map(|stored| source_of(stored.header.content)).collect())
    }

    async fn erasures(&self) -> Result<usize, Problem> {
        Ok(self.node().erasures().await.map_err(ReadError::from)?.len())
    }
}

/// Where what is asked for stands; what an erasure came after is let go.
fn position<T>(
    kept: &mut Vec<Entry<T>>,
    (source, sees): (&str, &Sees),
    vantage: Vantage,
    erasures: usize,
) -> Option<usize> {
    kept.retain(|entry| entry.erasures == erasures);
    kept.iter()
        .position(|entry| entry.vantage == vantage && entry.source == source && entry.sees == *sees)
}

/// Figures of series that are kept, at 32 bytes each: 400 MB.
const MOST_POINTS: usize = 12_000_000;

/// Lists of all series that are kept: of 50,000 series some 15 MB each.
const MOST_LISTS: usize = 2;
