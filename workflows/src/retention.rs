//! How long what came in is kept: when it is reviewed, when it ends, and what happens then.
//!
//! Each submission has a day of review, from its mapping. The node's `retention.toml` says for each category of
//! people that data may be about what happens when that day has passed: it waits for a decision, or it is erased
//! after some days of grace. A category may have a longest time too, which no decision lengthens. What will happen
//! is shown before it happens.

use std::collections::{BTreeMap, HashMap};

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Deserialize;
use store::disk::DiskError;
use store::ledger::LedgerError;
use store::node::{Node, NodeWriter};
use store::reviews::{RETENTION_FILE, Review};
use store::submissions::ReadError;
use vocabulary::handling::{DataSubjects, Reader};
use vocabulary::submission::{Content, Extent, Header, Position, SubmissionId};

use crate::act::{NoReason, reason};
use crate::withdraw::{WithdrawError, Withdrawal, withdraw};

/// Why nothing was done about retention.
#[derive(Debug, thiserror::Error)]
pub enum RetentionError {
    /// The rules are mistaken.
    #[error("{RETENTION_FILE}: {0}")]
    Rules(String),
    /// The rules cannot be read.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The submission cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The ledger refuses.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// It cannot be erased.
    #[error(transparent)]
    Withdraw(#[from] WithdrawError),
    /// A decision without a reason.
    #[error(transparent)]
    Reason(#[from] NoReason),
    /// It is no submission of rows, or is erased.
    #[error("{0} holds no rows that could be kept or erased")]
    Nothing(SubmissionId),
    /// The day lies behind.
    #[error("the next day of review must lie ahead; {0} does not")]
    NotAhead(Date),
    /// It would be reviewed sooner than it stands: somebody would erase it alone so.
    #[error("it is kept until {0}, and nobody brings that forward alone: ask that it be erased")]
    TooSoon(Date),
    /// It ends before.
    #[error("it is kept until {0} at the longest: {RETENTION_FILE} says so for what is about {1}")]
    TooLong(Date, DataSubjects),
}

/// What happens when the day of review has passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Then {
    /// It waits until somebody decides.
    #[default]
    Ask,
    /// It is erased, after the days of grace.
    Erase,
}

impl Then {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::Erase => "erase",
        }
    }
}

/// The rule for one category of people that data may be about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What happens when the day of review has passed.
    #[serde(default)]
    pub then: Then,
    /// Days of grace before it is erased.
    #[serde(default)]
    pub after_days: u16,
    /// Years after which it is erased in any case.
    pub longest_years: Option<u16>,
}

/// The rules of a node, by category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules(BTreeMap<&'static str, Rule>);

/// What will become of a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Somebody is to decide by this day, or should have.
    Decide(Date),
    /// It is erased on this day, unless somebody decides to keep it before.
    EraseUnlessKept(Date),
    /// It is erased on this day, whatever is decided.
    Erase(Date),
}

/// A submission and what will become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// What was signed of it.
    pub header: Header,
    /// The latest decision about it.
    pub review: Option<Review>,
    /// The day of review: of the header, or of the latest decision.
    pub review_on: Date,
    /// What will become of it.
    pub fate: Fate,
}

impl Rules {
    /// The rules of a node; without a file nothing is erased by itself.
    ///
    /// # Errors
    /// The first mistake in the file.
    pub fn of_node(node: &Node) -> Result<Self, RetentionError> {
        node.retention_rules()?.map_or_else(|| Ok(Self::default()), |text| Self::parse(&text))
    }

    /// Reads rules: a table for each category, such as `[service-users]`.
    ///
    /// # Errors
    /// The first mistake.
    pub fn parse(text: &str) -> Result<Self, RetentionError> {
        let mistake = |what: String| RetentionError::Rules(what);
        let written: BTreeMap<String, Rule> =
            toml::from_str(text).map_err(|error| mistake(error.to_string().trim().to_owned()))?;
        let mut rules = BTreeMap::new();
        for (word, rule) in written {
            let words = DataSubjects::words();
            let subjects = DataSubjects::parse(&word).ok_or_else(|| {
                mistake(format!("[{word}] is no category; write one of {}", words.join(", ")))
            })?;
            if rule.then == Then::Ask && rule.after_days > 0 {
                let why = format!("[{word}] asks, so that `after_days` means nothing");
                return Err(mistake(why));
            }
            if rule.longest_years == Some(0) {
                return Err(mistake(format!("[{word}] would be kept for no time at all")));
            }
            rules.insert(subjects.as_str(), rule);
        }
        Ok(Self(rules))
    }

    /// The rule for a category.
    pub fn of(&self, subjects: DataSubjects) -> Rule {
        self.0.get(subjects.as_str()).copied().unwrap_or_default()
    }

    fn end_of(&self, header: &Header) -> Option<Date> {
        let years = self.of(header.handling.subjects).longest_years?;
        Some(header.submitted_on.saturating_add(i32::from(years).years()))
    }

    fn fate(&self, header: &Header, review_on: Date) -> Fate {
        let rule = self.of(header.handling.subjects);
        let reviewed = match rule.then {
            Then::Ask => Fate::Decide(review_on),
            Then::Erase => {
                let grace = i32::from(rule.after_days).days();
                Fate::EraseUnlessKept(review_on.saturating_add(grace))
            }
        };
        match self.end_of(header) {
            Some(end) if end <= reviewed.day() => Fate::Erase(end),
            _ => reviewed,
        }
    }
}

impl Fate {
    /// The day it speaks of.
    pub const fn day(self) -> Date {
        match self {
            Self::Decide(day) | Self::EraseUnlessKept(day) | Self::Erase(day) => day,
        }
    }

    /// Whether it is erased by now.
    pub fn has_come(self, today: Date) -> bool {
        !matches!(self, Self::Decide(_)) && self.day() <= today
    }

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Decide(_) => "decide",
            Self::EraseUnlessKept(_) => "erase-unless-kept",
            Self::Erase(_) => "erase",
        }
    }
}

/// What came in and will become of something by a day, the nearest first; hidden ones too, erased ones not.
///
/// # Errors
/// When rules or ledger cannot be read.
pub async fn due(node: &Node, reader: &Reader, by: Date) -> Result<Vec<Due>, RetentionError> {
    let rules = Rules::of_node(node)?;
    let reviews = node.reviews().await?.into_iter();
    let mut reviews: HashMap<_, _> =
        reviews.map(|review| (review.submission.clone(), review)).collect();
    let mut found = Vec::new();
    for stored in node.submissions(reader).await? {
        let header = stored.header;
        if stored.erased_on.is_some() || !matches!(header.content, Content::Rows { .. }) {
            continue;
        }
        let review = reviews.remove(&header.id);
        let review_on = review.as_ref().map_or(header.review_on, |review| review.keep_until);
        let fate = rules.fate(&header, review_on);
        if fate.day() <= by || review_on <= by {
            found.push(Due { header, review, review_on, fate });
        }
    }
    found.sort_by_key(|due| due.fate.day());
    Ok(found)
}

/// That somebody decided to keep a submission until another day.
pub struct Keeping<'a> {
    /// The submission, or the unambiguous beginning of its id.
    pub id: &'a str,
    /// The next day of review.
    pub until: Date,
    /// Why, in words.
    pub because: &'a str,
    /// Who decided.
    pub by: &'a str,
    /// Today.
    pub today: Date,
}

/// Keeps a submission until another day of review.
///
/// # Errors
/// When there is no such submission, the day lies behind, before the one that stands or beyond the longest time, or there is
/// no reason.
pub async fn keep(
    node: &Node,
    reader: &Reader,
    keeping: Keeping<'_>,
) -> Result<Review, RetentionError> {
    let stored = node.submission(keeping.id, reader).await?;
    let header = stored.header;
    if stored.erased_on.is_some() || !matches!(header.content, Content::Rows { .. }) {
        return Err(RetentionError::Nothing(header.id));
    }
    if keeping.until <= keeping.today {
        return Err(RetentionError::NotAhead(keeping.until));
    }
    let reviews = node.reviews().await?;
    let before = reviews.iter().find(|review| review.submission == header.id);
    let kept_until =
        before.map_or(header.review_on, |before| before.keep_until.max(header.review_on));
    if keeping.until < kept_until {
        return Err(RetentionError::TooSoon(kept_until));
    }
    if let Some(end) = Rules::of_node(node)?.end_of(&header)
        && keeping.until > end
    {
        return Err(RetentionError::TooLong(end, header.handling.subjects));
    }
    let review = Review {
        submission: header.id,
        keep_until: keeping.until,
        because: reason(keeping.because)?,
        decided_by: keeping.by.to_owned(),
        decided_on: keeping.today,
    };
    node.keep_review(&review).await?;
    Ok(review)
}

/// Erases one submission whose day has come, if it has: what was shown before it happens is asked anew. Gives it with the
/// entry that says so.
///
/// # Errors
/// When rules or ledger cannot be read, or the ledger refuses.
pub async fn erase_next(
    writer: &mut NodeWriter,
    today: Date,
    random: [u8; 16],
) -> Result<Option<(Due, Position)>, RetentionError> {
    let reader = Reader::local_administrator();
    let due = due(writer.node(), &reader, today).await?;
    let Some(next) = due.into_iter().find(|due| due.fate.has_come(today)) else {
        return Ok(None);
    };
    let subjects = next.header.handling.subjects;
    let reason = match next.fate {
        Fate::Erase(day) => {
            format!("retention: what is about {subjects} is kept until {day} at the longest")
        }
        _ => format!("retention: the review of {} passed and nobody kept it", next.review_on),
    };
    let id = next.header.id.as_str();
    let withdrawal = Withdrawal { id, reason: &reason, extent: Extent::Erase, today, random };
    let (_, entry) = withdraw(writer, &withdrawal, &reader).await?;
    Ok(Some((next, entry)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_or_refused_with_their_place() {
        let rules = Rules::parse(
            "[service-users]\nthen = \"erase\"\nafter_days = 30\nlongest_years = 5\n[none]\n",
        )
        .unwrap();
        let rule = rules.of(DataSubjects::ServiceUsers);
        assert_eq!((rule.then, rule.after_days, rule.longest_years), (Then::Erase, 30, Some(5)));
        assert_eq!(rules.of(DataSubjects::Suspects), Rule::default());
        for (text, says) in [
            ("[people]\n", "[people] is no category"),
            ("[none]\nthen = \"burn\"\n", "line 2"),
            ("[none]\nthan = \"ask\"\n", "unknown field `than`"),
            ("[none]\nafter_days = 3\n", "means nothing"),
            ("[none]\nlongest_years = 0\n", "no time at all"),
            ("then = \"ask\"\n", "line 1"),
        ] {
            let refused = Rules::parse(text).unwrap_err().to_string();
            assert!(refused.starts_with("retention.toml: ") && refused.contains(says), "{refused}");
        }
    }
}
