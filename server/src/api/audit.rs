//! The audit, as the API writes it.

pub(crate) mod list;
pub(crate) mod report;
pub(crate) mod show;
pub(crate) mod sight;
pub(crate) mod submissions;

use serde::Serialize;
use store::audit::StoredEntry;
use utoipa::ToSchema;
use vocabulary::audit::{About, By};
use vocabulary::handling::Purpose;

/// An entry of the audit: who did what, about which information, when, what for and why.
#[derive(Serialize, ToSchema)]
pub(crate) struct EntryDocument {
    /// Its number, from 1.
    number: u64,
    /// When, in UTC.
    #[schema(format = DateTime, example = "2026-11-23T09:30:00Z")]
    at: String,
    /// The name that signs in; "(terminal)" for the one at the node's own terminal, "(node)" for what the node did by
    /// itself, "(nobody)" where nobody was let in.
    who: String,
    /// What the account said of them at that time; null for those who have none.
    person: Option<ActedDocument>,
    /// The purpose they acted under; null where there is none.
    purpose: Option<&'static str>,
    /// "read", "search", "count", "export", "decide", "administer", "oversee", "sign-in", "sign-out", "account" (how
    /// they are let in) or "knock" (asked without being let in).
    act: &'static str,
    /// "allowed", "refused" or "failed".
    outcome: &'static str,
    /// What it was about; empty where it was about nothing in particular.
    about: Vec<AboutDocument>,
    /// How it was asked: method and address of a request, or the command.
    asked: String,
    /// Why, in their own words; null where they gave none.
    reason: Option<String>,
    /// What else there is to say, such as the statement of a question in SQL.
    details: Option<String>,
    /// What all entries up to it come to: SHA-256.
    link: String,
}

/// A person as their account was at that time.
#[derive(Serialize, ToSchema)]
pub(crate) struct ActedDocument {
    /// The organisation they worked for.
    organisation: String,
    /// Their part of it; may be empty.
    unit: String,
    /// What they were.
    roles: Vec<&'static str>,
    /// Purposes their account named; empty of entries that an earlier version wrote.
    purposes: Vec<&'static str>,
    /// How they were let in: "session" or "token" and its name.
    means: String,
    /// What the rules came to by which was decided what they may: SHA-256; null of entries that an earlier version
    /// wrote.
    rules: Option<String>,
}

/// Something that was looked at or changed.
#[derive(Serialize, ToSchema)]
pub(crate) struct AboutDocument {
    /// "submission", "signal", "finding", "facts" (of any submission), "person", "token", "session", "job",
    /// "boundary" or "entry" of the audit.
    kind: &'static str,
    /// Which one; "all" for facts.
    id: String,
    /// Which rows, such as "2-7,9"; empty where it was not about rows.
    rows: String,
}

impl EntryDocument {
    pub fn of(stored: &StoredEntry) -> Self {
        let entry = &stored.entry;
        let person = match &entry.by {
            By::Person(person) => Some(ActedDocument {
                organisation: person.organisation.clone(),
                unit: person.unit.clone(),
                roles: person.roles.iter().map(|role| role.as_str()).collect(),
                purposes: person.purposes.iter().map(|purpose| purpose.as_str()).collect(),
                means: person.means.clone(),
                rules: person.rules.map(|rules| rules.to_string()),
            }),
            By::Terminal | By::Node | By::Nobody => None,
        };
        Self {
            number: stored.number,
            at: format!("{}Z", entry.at),
            who: entry.by.word().to_owned(),
            person,
            purpose: entry.purpose.map(Purpose::as_str),
            act: entry.act.as_str(),
            outcome: entry.outcome.as_str(),
            about: entry.about.iter().map(AboutDocument::of).collect(),
            asked: entry.asked.clone(),
            reason: entry.reason.clone(),
            details: entry.details.clone(),
            link: stored.link.to_string(),
        }
    }
}

impl AboutDocument {
    fn of(about: &About) -> Self {
        Self { kind: about.kind.as_str(), id: about.id.clone(), rows: about.rows.to_string() }
    }
}
