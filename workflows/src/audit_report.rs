//! Who saw the information of one submission, or of one row of it.
//!
//! Answers what a person may ask of whoever keeps information about them. It tells what is on record and what was there
//! for whoever looked, and of a question in SQL over all facts only that it may have shown the row: that it has not,
//! where it was not there for them by rules that are the same today.

use store::audit::{StoredEntry, Wanted};
use store::node::Node;
use store::submissions::ReadError;
use vocabulary::audit::{Kind, Outcome};
use vocabulary::handling::Reader;

use crate::access::Access;
use crate::sight::{AtTheLook, Then};

/// Who saw it, latest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Everybody who looked.
    pub looks: Vec<Look>,
    /// Whether there were more than [`MOST_LOOKS`].
    pub is_cut: bool,
}

/// Somebody who looked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// What they saw of it.
    pub saw: Saw,
    /// Rows of the submission that the entry names.
    pub rows: String,
    /// What was there of the submission for them; `None` where no person stands behind the entry, or there is no such
    /// submission.
    pub then: Option<Then>,
    /// The entry.
    pub stored: StoredEntry,
}

/// What somebody saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saw {
    /// The row that is asked about.
    Row,
    /// Rows of the submission, where no row is asked about.
    Rows,
    /// The submission, without naming rows.
    Submission,
    /// Facts of any submission: this may have been among them.
    Perhaps,
    /// Nothing: they asked about facts of any submission, and this one was not there for them.
    Withheld,
    /// Nothing: they asked for it, and were not shown it.
    Nothing,
}

impl Saw {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Row => "row",
            Self::Rows => "rows",
            Self::Submission => "submission",
            Self::Perhaps => "perhaps",
            Self::Withheld => "withheld",
            Self::Nothing => "nothing",
        }
    }
}

/// Everybody who saw a submission, or one row of it.
///
/// # Errors
/// When audit or ledger cannot be read.
pub async fn report(
    node: &Node,
    access: &Access,
    submission: &str,
    row: Option<u64>,
) -> Result<Report, ReadError> {
    let mut there_after = 0;
    let header = match node.submission(submission, &Reader::local_administrator()).await {
        Ok(stored) => {
            there_after = node.audit_came_to(stored.position).await?;
            Some(stored.header)
        }
        // That somebody asked for it is on record all the same.
        Err(ReadError::NoSubmission(_)) => None,
        Err(error) => return Err(error),
    };
    let mut looks = Vec::new();
    for (kind, id) in [(Kind::Submission, submission), (Kind::Facts, "all")] {
        let about = Some((kind, id.to_owned()));
        let mut wanted = Wanted { about, ..Wanted::default() };
        while looks.len() <= MOST_LOOKS {
            let page = node.audit(&wanted, AT_ONCE).await?;
            let Some(last) = page.last() else { break };
            wanted.before = Some(last.number);
            looks.extend(page.into_iter().filter_map(|stored| look(stored, submission, row)));
        }
    }
    // An entry may name both.
    looks.sort_by_key(|look| std::cmp::Reverse(look.stored.number));
    looks.dedup_by_key(|look| look.stored.number);
    // Nobody saw it among facts before it was there.
    looks.retain(|look| look.saw != Saw::Perhaps || look.stored.number > there_after);
    let is_cut = looks.len() > MOST_LOOKS;
    looks.truncate(MOST_LOOKS);
    if let Some(header) = &header {
        let mut at_the_look = AtTheLook::on(header, access);
        for look in &mut looks {
            let entry = &look.stored.entry;
            look.then = at_the_look.of(entry);
            let is_withheld =
                look.then.as_ref().is_some_and(|then| then.is_withheld_from(entry.act));
            if look.saw == Saw::Perhaps && is_withheld {
                look.saw = Saw::Withheld;
            }
        }
    }
    Ok(Report { looks, is_cut })
}

/// What an entry says of the submission; `None` where it names other rows alone, or no submission and came to nothing.
fn look(stored: StoredEntry, submission: &str, row: Option<u64>) -> Option<Look> {
    let mut about = stored.entry.about.iter();
    let own = about.find(|about| about.kind == Kind::Submission && about.id == submission);
    let is_shown = stored.entry.outcome == Outcome::Allowed;
    let (saw, rows) = match (own, row) {
        // What a question fails of may hold what it found; what is refused tells nothing.
        (None, _) if stored.entry.outcome == Outcome::Refused => return None,
        (None, _) => (Saw::Perhaps, String::new()),
        (Some(own), _) if own.rows.is_empty() => (Saw::Submission, String::new()),
        (Some(own), None) => (Saw::Rows, own.rows.to_string()),
        (Some(own), Some(row)) if own.rows.holds(row) => (Saw::Row, own.rows.to_string()),
        (Some(_), Some(_)) => return None,
    };
    let saw = if is_shown || saw == Saw::Perhaps { saw } else { Saw::Nothing };
    Some(Look { saw, rows, then: None, stored })
}

/// Entries that a report holds at most.
pub const MOST_LOOKS: usize = 100_000;

const AT_ONCE: u32 = 500;
