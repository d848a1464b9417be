//! `watchfire retention`

use std::path::Path;

use jiff::ToSpan as _;
use jiff::civil::Date;
use store::audit::AuditLog;
use store::node::Node;
use vocabulary::audit::{About, Act, AuditEntry, By, Kind};
use vocabulary::handling::Reader;
use workflows::retention::{Due, Fate, Keeping, RetentionError, due, erase_next, keep};
use workflows::withdraw::WithdrawError;

use super::open_writer;
use crate::arguments::{ListOptions, RetentionCommand};
use crate::chance::{now, random, today};
use crate::failure::{Failure, other};
use crate::output::{Format, Table, print_lines};

/// Lists what will happen, keeps something, or erases what has come to its end.
pub async fn run(
    directory: &Path,
    command: Option<RetentionCommand>,
    within: u16,
    list: ListOptions,
) -> Result<(), Failure> {
    let today = today()?;
    match command {
        None => {
            let node = Node::open(directory).await?;
            let by = today.saturating_add(i32::from(within).days());
            let reader = Reader::local_administrator();
            let found = due(&node, &reader, by).await.map_err(refused)?;
            table(&found).print(list.format)?;
            if list.format == Format::Table && found.is_empty() {
                print_lines(&[format!(
                    "Nothing is to be reviewed or erased within {within} days"
                )])?;
            }
            Ok(())
        }
        Some(RetentionCommand::Keep { submission, until, because }) => {
            let node = Node::open(directory).await?;
            let (id, because) = (submission.as_str(), because.as_str());
            let keeping = Keeping { id, until, because, by: "(terminal)", today };
            let review = keep(&node, &Reader::local_administrator(), keeping).await;
            let review = review.map_err(refused)?;
            let (id, until) = (review.submission, review.keep_until);
            print_lines(&[format!("Kept {id}: to be reviewed on {until}")])
        }
        Some(RetentionCommand::Erase { yes: false }) => list_ended(directory, today).await,
        Some(RetentionCommand::Erase { yes: true }) => erase_ended(directory, today).await,
    }
}

/// Says what would be erased, and erases nothing: a clock that was set far ahead destroys nothing unseen.
async fn list_ended(directory: &Path, today: Date) -> Result<(), Failure> {
    let node = Node::open(directory).await?;
    let mut found = due(&node, &Reader::local_administrator(), today).await.map_err(refused)?;
    found.retain(|due| due.fate.has_come(today));
    if found.is_empty() {
        return print_lines(&[NOTHING_ENDED.to_owned()]);
    }
    table(&found).print(Format::Table)?;
    print_lines(&[format!(
        "Nothing was erased by {today}: `watchfire retention erase --yes` erases what is listed, and that cannot be undone"
    )])
}

async fn erase_ended(directory: &Path, today: Date) -> Result<(), Failure> {
    let mut writer = open_writer(directory, "retention erase").await?;
    let log = AuditLog::of(writer.node());
    let mut erased = 0;
    loop {
        let random: [u8; 16] = random()?;
        let next = erase_next(&mut writer, today, random).await.map_err(refused)?;
        let Some((next, _)) = next else { break };
        let id = next.header.id.as_str();
        let mut entry = AuditEntry::new(now()?, Act::Administer, "retention");
        entry.by = By::Terminal;
        entry.add(About::whole(Kind::Submission, id));
        log.append(entry).await.map_err(other)?;
        print_lines(&[format!("Erased {id}: {}", says(&next))])?;
        erased += 1;
    }
    if erased == 0 {
        print_lines(&[NOTHING_ENDED.to_owned()])?;
    }
    Ok(())
}

fn table(found: &[Due]) -> Table {
    let mut table =
        Table::new(&["submission", "about", "rows", "submitted_on", "review_on", "on", "what"]);
    for due in found {
        let header = &due.header;
        table.push(vec![
            header.id.as_str().into(),
            header.handling.subjects.as_str().into(),
            header.rows_read.into(),
            header.submitted_on.to_string().into(),
            due.review_on.to_string().into(),
            due.fate.day().to_string().into(),
            says(due).into(),
        ]);
    }
    table
}

fn says(due: &Due) -> String {
    let kept = due.review.as_ref().map(|review| format!("; kept before: {}", review.because));
    let what = match due.fate {
        Fate::Decide(_) => "somebody is to decide",
        Fate::EraseUnlessKept(_) => "is erased, unless somebody decides to keep it",
        Fate::Erase(_) => "is erased: the longest time of its category ends",
    };
    format!("{what}{}", kept.unwrap_or_default())
}

fn refused(error: RetentionError) -> Failure {
    match error {
        RetentionError::Disk(_)
        | RetentionError::Ledger(_)
        | RetentionError::Withdraw(WithdrawError::Append(_)) => other(error),
        error => Failure::bad_input(error.to_string()),
    }
}

const NOTHING_ENDED: &str = "Nothing has come to its end";
