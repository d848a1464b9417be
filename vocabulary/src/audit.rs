//! What is put on record of people's acts: who did what, about which information, when, what for and why.
//!
//! An entry names what was looked at or changed, and repeats nothing of it. It holds no password, code or token.

use std::fmt;

use jiff::civil::DateTime;

use crate::handling::Purpose;
use crate::people::{Action, Asker, Means, Role};
use crate::submission::Digest;
use crate::words::worded;

worded! {
    /// What somebody did.
    Act {
        /// Looked at information.
        Read = "read",
        /// Looked for it by words.
        Search = "search",
        /// Asked how much of it there is, or what it adds up to.
        Count = "count",
        /// Took it out of the node.
        Export = "export",
        /// Sent it in, corrected it, or decided about it.
        Decide = "decide",
        /// Ran the node: accounts, settings, upkeep.
        Administer = "administer",
        /// Looked at who looked at what.
        Oversee = "oversee",
        /// Signed in.
        SignIn = "sign-in",
        /// Signed out.
        SignOut = "sign-out",
        /// Changed how they are let in: purpose, password, codes, sessions, tokens.
        Account = "account",
        /// Asked without being let in.
        Knock = "knock",
    }
}

worded! {
    /// What came of it.
    Outcome {
        /// It was done, or shown.
        Allowed = "allowed",
        /// They may not.
        Refused = "refused",
        /// It came to nothing for another reason, such as that there is no such thing.
        Failed = "failed",
    }
}

worded! {
    /// A kind of thing that can be looked at or changed.
    Kind {
        /// A submission, or rows of it.
        Submission = "submission",
        /// A signal.
        Signal = "signal",
        /// A finding about the quality of data.
        Finding = "finding",
        /// Facts of any submission that was there for whoever asked.
        Facts = "facts",
        /// A person with an account.
        Person = "person",
        /// A token of a program.
        Token = "token",
        /// A session.
        Session = "session",
        /// A job.
        Job = "job",
        /// Outlines for the maps.
        Boundary = "boundary",
        /// An entry of the audit.
        Entry = "entry",
    }
}

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// A person, as their account was at that time.
    Person(Acted),
    /// The one at the node's own terminal.
    Terminal,
    /// The node by itself.
    Node,
    /// Nobody who was let in.
    Nobody,
}

/// A person who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acted {
    /// The name that signs in.
    pub name: String,
    /// The organisation they work for.
    pub organisation: String,
    /// Their part of it; may be empty.
    pub unit: String,
    /// What they were.
    pub roles: Vec<Role>,
    /// Purposes their account named; empty of entries that an earlier version wrote.
    pub purposes: Vec<Purpose>,
    /// By which session or token: the word and its name.
    pub means: String,
    /// What the rules came to by which was decided what they may: SHA-256. `None` of entries that an earlier version
    /// wrote.
    pub rules: Option<Digest>,
}

/// One thing that was looked at or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// What kind of thing.
    pub kind: Kind,
    /// Which one.
    pub id: String,
    /// Which rows of it; none where it was not about rows.
    pub rows: Rows,
}

/// Rows of a file, as stretches: first and last, in order, none touching the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows(Vec<(u64, u64)>);

/// One entry of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// When, in UTC.
    pub at: DateTime,
    /// Who.
    pub by: By,
    /// What for; `None` where nobody was let in, or the node did it by itself.
    pub purpose: Option<Purpose>,
    /// What they did.
    pub act: Act,
    /// What came of it.
    pub outcome: Outcome,
    /// What it was about.
    pub about: Vec<About>,
    /// How it was asked: method, path and query of a request, or the command.
    pub asked: String,
    /// Why, in their own words.
    pub reason: Option<String>,
    /// What else there is to say.
    pub details: Option<String>,
}

impl AuditEntry {
    /// An entry by nobody in particular yet, about nothing.
    pub fn new(at: DateTime, act: Act, asked: &str) -> Self {
        Self {
            at,
            by: By::Nobody,
            purpose: None,
            act,
            outcome: Outcome::Allowed,
            about: Vec::new(),
            asked: fitted(asked, MOST_ASKED),
            reason: None,
            details: None,
        }
    }

    /// The same, by whoever asks.
    #[must_use]
    pub fn by(self, asker: &Asker) -> Self {
        Self { by: By::of(asker), purpose: Some(asker.purpose), ..self }
    }

    /// The same, with a reason.
    #[must_use]
    pub fn because(self, reason: Option<&str>) -> Self {
        let reason = reason.map(|reason| fitted(reason, MOST_REASON).trim().to_owned());
        Self { reason: reason.filter(|reason| !reason.is_empty()), ..self }
    }

    /// The same, with something else to say.
    #[must_use]
    pub fn saying(self, details: &str) -> Self {
        Self { details: Some(fitted(details, MOST_DETAILS)), ..self }
    }

    /// Adds one thing that it is about; rows of the same thing are taken together.
    pub fn add(&mut self, about: About) {
        match self.about.iter_mut().find(|known| (known.kind, &known.id) == (about.kind, &about.id))
        {
            Some(known) => known.rows.add(&about.rows),
            None => self.about.push(about),
        }
    }
}

impl By {
    /// Whoever asks.
    pub fn of(asker: &Asker) -> Self {
        let Some(person) = &asker.person else { return Self::Terminal };
        Self::Person(Acted {
            name: person.name.clone(),
            organisation: person.organisation.clone(),
            unit: person.unit.clone(),
            roles: person.roles.clone(),
            purposes: person.purposes.clone(),
            means: match &asker.means {
                Means::Terminal => "terminal".to_owned(),
                Means::Session(name) => format!("session {name}"),
                Means::Token { name, .. } => format!("token {name}"),
            },
            rules: None,
        })
    }

    /// The name, or the word in brackets for those who have none: no name begins with a bracket.
    pub fn word(&self) -> &str {
        match self {
            Self::Person(person) => &person.name,
            Self::Terminal => "(terminal)",
            Self::Node => "(node)",
            Self::Nobody => "(nobody)",
        }
    }
}

impl From<Action> for Act {
    fn from(action: Action) -> Self {
        match action {
            Action::Read => Self::Read,
            Action::Search => Self::Search,
            Action::Count => Self::Count,
            Action::Export => Self::Export,
            Action::Decide => Self::Decide,
            Action::Administer => Self::Administer,
            Action::Oversee => Self::Oversee,
        }
    }
}

impl About {
    /// A thing as a whole.
    pub fn whole(kind: Kind, id: &str) -> Self {
        Self { kind, id: fitted(id, MOST_ID), rows: Rows::default() }
    }

    /// Rows of a submission.
    pub fn rows(submission: &str, rows: impl IntoIterator<Item = u64>) -> Self {
        let rows = rows.into_iter().collect();
        Self { rows, ..Self::whole(Kind::Submission, submission) }
    }

    /// Facts of whatever was there for whoever asked.
    pub fn all_facts() -> Self {
        Self::whole(Kind::Facts, "all")
    }
}

impl Rows {
    /// Whether no row is named.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a row is among them.
    pub fn holds(&self, row: u64) -> bool {
        self.0.iter().any(|(first, last)| (*first..=*last).contains(&row))
    }

    /// Reads what is written of them, such as `2-7,9`; empty for none.
    pub fn parse(text: &str) -> Option<Self> {
        let stretches = text.split(',').filter(|stretch| !stretch.is_empty());
        let stretches = stretches.map(|stretch| {
            let (first, last) = stretch.split_once('-').unwrap_or((stretch, stretch));
            let (first, last) = (first.parse().ok()?, last.parse().ok()?);
            (first <= last).then_some((first, last))
        });
        stretches.collect::<Option<Vec<_>>>().map(Self::joined)
    }

    fn add(&mut self, more: &Self) {
        *self = Self::joined([self.0.as_slice(), more.0.as_slice()].concat());
    }

    fn joined(mut stretches: Vec<(u64, u64)>) -> Self {
        stretches.sort_unstable();
        let mut joined: Vec<(u64, u64)> = Vec::new();
        for (first, last) in stretches {
            match joined.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => joined.push((first, last)),
            }
        }
        Self(joined)
    }
}

impl FromIterator<u64> for Rows {
    fn from_iter<I: IntoIterator<Item = u64>>(rows: I) -> Self {
        Self::joined(rows.into_iter().map(|row| (row, row)).collect())
    }
}

impl fmt::Display for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (first, last)) in self.0.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            if first == last {
                write!(f, "{comma}{first}")?;
            } else {
                write!(f, "{comma}{first}-{last}")?;
            }
        }
        Ok(())
    }
}

/// A text that somebody else wrote, cut to a length and on one line.
fn fitted(text: &str, most: usize) -> String {
    let mut fitted: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(most).collect();
    if text.chars().count() > most {
        fitted.pop();
        fitted.push('…');
    }
    fitted
}

/// Characters that a reason may have.
pub const MOST_REASON: usize = 300;
const MOST_ASKED: usize = 1000;
const MOST_DETAILS: usize = 1000;
const MOST_ID: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_written_as_stretches_and_read_again() {
        let check = |rows: &[u64], expected: &str| {
            let rows: Rows = rows.iter().copied().collect();
            assert_eq!(rows.to_string(), expected);
            assert_eq!(Rows::parse(expected), Some(rows));
        };
        check(&[], "");
        check(&[5], "5");
        check(&[4, 2, 3, 9, 2], "2-4,9");
        let all: Rows = (2..=1000).collect();
        assert_eq!(all.to_string(), "2-1000");
        assert!(all.holds(2) && all.holds(1000) && !all.holds(1001) && !all.holds(1));
        for wrong in ["x", "4-2", "1-", "-", "1-2-3"] {
            assert_eq!(Rows::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_was_seen_of_one_thing_is_taken_together() {
        let at = jiff::civil::date(2026, 11, 23).at(9, 30, 0, 0);
        let mut entry = AuditEntry::new(at, Act::Read, "GET /api/v1/signals");
        entry.add(About::rows("A", [2, 3]));
        entry.add(About::whole(Kind::Signal, "A"));
        entry.add(About::rows("A", [4]));
        assert_eq!(entry.about.len(), 2);
        assert_eq!(entry.about[0].rows.to_string(), "2-4");
    }

    #[test]
    fn a_reason_stays_on_one_line_and_has_its_length() {
        let at = jiff::civil::date(2026, 11, 23).at(9, 30, 0, 0);
        let reason = |text: &str| AuditEntry::new(at, Act::Read, "").because(Some(text)).reason;
        assert_eq!(reason("  a\nb\u{0} "), Some("a b".to_owned()));
        assert_eq!(reason(" "), None);
        let long = reason(&"é".repeat(400)).unwrap();
        assert_eq!((long.chars().count(), long.ends_with('…')), (MOST_REASON, true));
    }
}
