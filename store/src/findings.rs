//! Findings, runs and signals: what was found, when, and what it rests on.
//!
//! They stand beside the log and can be computed again from it. A signal opens once; a later run
//! that finds the same again attaches to it under the name it was opened with.

mod texts;

use jiff::civil::Date;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use vocabulary::finding::{Run, Signal, Vantage};
use vocabulary::handling::{Reader, Sees};
use vocabulary::period::days_between;
use vocabulary::submission::{Digest, Position};

use self::texts::{read_signal, write_signal};
use crate::ledger::{LedgerError, last_position};
use crate::node::{Node, NodeWriter};
use crate::sight::{VisibleRuns, trace};

/// Why findings cannot be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum FindingsError {
    /// No detection has run.
    #[error("no detection has run yet; run `watchfire detect`")]
    NoRun,
    /// No run of that day.
    #[error("no detection has run as of {0}; run `watchfire detect --as-of {0}`")]
    NoRunOf(Date),
    /// No such signal.
    #[error("there is no signal '{0}'; `watchfire signals` lists them")]
    NoSignal(String),
    /// A stored text is not what this program writes.
    #[error("a stored finding is damaged ({0}); run `watchfire detect` again")]
    Damaged(String),
    /// The ledger refuses.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl From<sqlx::Error> for FindingsError {
    fn from(error: sqlx::Error) -> Self {
        Self::Ledger(error.into())
    }
}

impl Node {
    /// The last position that a reader sees, 0 when there is none.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn last_position(&self, reader: &Reader) -> Result<Position, FindingsError> {
        match &reader.sees {
            Sees::All => Ok(last_position(&self.pool).await?),
            Sees::Only(entries) => Ok(Position(entries.len() as u64)),
        }
    }

    /// The latest run, or the latest of a day.
    ///
    /// # Errors
    /// When there is none.
    pub async fn run(&self, as_of: Option<Date>, reader: &Reader) -> Result<Run, FindingsError> {
        let runs = self.runs(reader).await?;
        let is_it = |run: &Run| as_of.is_none_or(|day| run.vantage.as_of == day);
        let none = as_of.map_or(FindingsError::NoRun, FindingsError::NoRunOf);
        runs.into_iter().find(is_it).ok_or(none)
    }

    /// Every run made from what the reader sees, latest first.
    ///
    /// # Errors
    /// When the ledger cannot be read or holds a damaged run.
    pub async fn runs(&self, reader: &Reader) -> Result<Vec<Run>, FindingsError> {
        let visible = self.visible_runs("run", reader).await?;
        let rows = sqlx::query(
            "SELECT id, as_of, position, rule_version, series_looked_at, findings, digest, ran_on, since,
                    series_not_assessable, false_share
             FROM run ORDER BY id DESC",
        )
        .fetch_all(&self.pool)
        .await?;
        let runs = rows.iter().filter_map(|row| read_run(row, &visible).transpose());
        runs.collect()
    }

    /// Signals of a run, by rank.
    ///
    /// # Errors
    /// When the ledger cannot be read or holds a damaged finding.
    pub async fn signals(&self, run: &Run, _reader: &Reader) -> Result<Vec<Signal>, FindingsError> {
        let rows =
            sqlx::query("SELECT signal, body FROM signal_in_run WHERE run = $1 ORDER BY rank")
                .bind(run.entry.cast_signed())
                .fetch_all(&self.pool)
                .await?;
        let mut signals = Vec::with_capacity(rows.len());
        for row in rows {
            signals.push(stored_signal(&row)?);
        }
        Ok(signals)
    }

    /// The latest run that saw a signal, and the signal as that run saw it. `id` may be the beginning
    /// of the name, where that is unambiguous, or the rank in the latest run.
    ///
    /// # Errors
    /// When there is none.
    pub async fn signal(
        &self,
        id: &str,
        as_of: Option<Date>,
        reader: &Reader,
    ) -> Result<(Run, Signal), FindingsError> {
        let latest = self.run(as_of, reader).await?;
        let body =
            sqlx::query("SELECT signal, body FROM signal_in_run WHERE run = $1 AND signal = $2")
                .bind(latest.entry.cast_signed())
                .bind(id)
                .fetch_optional(&self.pool)
                .await?;
        if let Some(row) = body {
            return Ok((latest, stored_signal(&row)?));
        }
        let of_latest = self.signals(&latest, reader).await?;
        if let Some(by_rank) =
            id.parse::<usize>().ok().and_then(|rank| of_latest.get(rank.wrapping_sub(1)))
        {
            return Ok((latest, by_rank.clone()));
        }
        let mut found =
            of_latest.into_iter().filter(|signal| !id.is_empty() && signal.id.starts_with(id));
        if let (Some(only), None) = (found.next(), found.next()) {
            return Ok((latest, only));
        }
        let saw: Vec<i64> =
            sqlx::query_scalar("SELECT run FROM signal_in_run WHERE signal = $1 ORDER BY run DESC")
                .bind(id)
                .fetch_all(&self.pool)
                .await?;
        let mut runs = self.runs(reader).await?.into_iter();
        let run = runs.find(|run| saw.contains(&run.entry.cast_signed()));
        let Some(run) = run else { return Err(FindingsError::NoSignal(id.to_owned())) };
        let signal = self.signals(&run, reader).await?.into_iter().find(|signal| signal.id == id);
        signal.map(|signal| (run, signal)).ok_or_else(|| FindingsError::NoSignal(id.to_owned()))
    }

    /// Signals of runs asked of the same or an earlier day, latest first.
    async fn signals_until(
        &self,
        as_of: Date,
        reader: &Reader,
    ) -> Result<Vec<Signal>, FindingsError> {
        let visible = self.visible_runs("run", reader).await?;
        let rows = sqlx::query(
            "SELECT s.signal, s.body, r.id FROM signal_in_run s JOIN run r ON r.id = s.run
             WHERE r.as_of <= $1 ORDER BY r.as_of DESC, r.id DESC",
        )
        .bind(as_of.to_string())
        .fetch_all(&self.pool)
        .await?;
        let mut signals = Vec::with_capacity(rows.len());
        for row in &rows {
            if visible.number_of(row.try_get(2)?).is_some() {
                signals.push(stored_signal(row)?);
            }
        }
        Ok(signals)
    }
}

/// The earlier signal that these alarms continue.
fn continued<'a>(signal: &Signal, earlier: &'a [Signal]) -> Option<&'a Signal> {
    earlier.iter().find(|earlier| {
        earlier.substance == signal.substance
            && earlier.place == signal.place
            && earlier.direction == signal.direction
            && days_between(earlier.last_alarm, signal.onset) <= CONTINUES_WITHIN_DAYS
    })
}

impl NodeWriter {
    /// Stores a run with its signals, made from what `reader` sees: numbers the run and gives signals that
    /// continue an earlier one the name that one was opened with.
    ///
    /// # Errors
    /// When the ledger refuses; then nothing is stored.
    pub async fn save_run(
        &mut self,
        run: &mut Run,
        signals: &mut [Signal],
        reader: &Reader,
    ) -> Result<(), FindingsError> {
        let seen = trace(&reader.sees, self.last_position());
        let number = self.node.visible_runs("run", reader).await?.next_number();
        let earlier = self.node.signals_until(run.vantage.as_of, reader).await?;
        for signal in signals.iter_mut() {
            if let Some(earlier) = continued(signal, &earlier) {
                signal.id.clone_from(&earlier.id);
            }
        }
        let mut transaction = self.node.begin_writing().await?;
        let last: Option<i64> =
            sqlx::query_scalar("SELECT max(id) FROM run").fetch_one(&mut *transaction).await?;
        run.entry = last.unwrap_or(0).cast_unsigned() + 1;
        run.id = number;
        sqlx::query(
            "INSERT INTO run (id, as_of, position, rule_version, series_looked_at, findings, digest, ran_on, since,
                 series_not_assessable, false_share, seen)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(run.entry.cast_signed())
        .bind(run.vantage.as_of.to_string())
        .bind(run.vantage.position.0.cast_signed())
        .bind(i64::from(run.rule_version))
        .bind(run.series_looked_at.cast_signed())
        .bind(run.findings.cast_signed())
        .bind(run.digest.to_string())
        .bind(run.ran_on.to_string())
        .bind(run.since.map(|since| since.to_string()))
        .bind(run.series_not_assessable.cast_signed())
        .bind(run.false_share.to_string())
        .bind(seen)
        .execute(&mut *transaction)
        .await?;
        for (rank, signal) in signals.iter().enumerate() {
            save_signal(&mut transaction, run, rank, signal).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

async fn save_signal(
    transaction: &mut sqlx::Transaction<'static, sqlx::Any>,
    run: &Run,
    rank: usize,
    signal: &Signal,
) -> Result<(), FindingsError> {
    let run_id = run.entry.cast_signed();
    sqlx::query("INSERT INTO signal (id, opened_by) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING")
        .bind(signal.id.as_str())
        .bind(run_id)
        .execute(&mut **transaction)
        .await?;
    sqlx::query("INSERT INTO signal_in_run (run, signal, rank, body) VALUES ($1, $2, $3, $4)")
        .bind(run_id)
        .bind(signal.id.as_str())
        .bind((rank as u64).cast_signed() + 1)
        .bind(write_signal(signal))
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

fn stored_signal(row: &AnyRow) -> Result<Signal, FindingsError> {
    let (id, body): (String, String) = (row.try_get(0)?, row.try_get(1)?);
    read_signal(id.clone(), &body).ok_or(FindingsError::Damaged(id))
}

/// A run as its reader knows it; `None` where it is not there for the reader.
fn read_run(row: &AnyRow, visible: &VisibleRuns) -> Result<Option<Run>, FindingsError> {
    let entry: i64 = row.try_get(0)?;
    let Some(id) = visible.number_of(entry) else { return Ok(None) };
    let whole = |column: usize| row.try_get::<i64, _>(column).map(i64::cast_unsigned);
    let text = |column: usize| row.try_get::<String, _>(column);
    let day = |column: usize| {
        let text = text(column)?;
        text.parse::<Date>().map_err(|_| FindingsError::Damaged(text))
    };
    let (digest, false_share) = (text(6)?, text(10)?);
    Ok(Some(Run {
        id,
        entry: entry.cast_unsigned(),
        vantage: Vantage { as_of: day(1)?, position: Position(whole(2)?) },
        rule_version: whole(3)? as u16,
        series_looked_at: whole(4)?,
        series_not_assessable: whole(9)?,
        false_share: false_share.parse().map_err(|_| FindingsError::Damaged(false_share))?,
        findings: whole(5)?,
        digest: Digest::parse(&digest).ok_or(FindingsError::Damaged(digest))?,
        ran_on: day(7)?,
        since: row.try_get::<Option<String>, _>(8)?.and_then(|since| since.parse().ok()),
    }))
}

/// A new alarm this soon after the last one belongs to the same signal.
const CONTINUES_WITHIN_DAYS: i64 = 180;
