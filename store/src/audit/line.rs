//! Entries of the audit as they stand in the table: one line of JSON, fields in this order.
//!
//! The bytes that were written are kept and proven; nothing is written again from what was read.

use serde::{Deserialize, Serialize};
use vocabulary::audit::{About, Act, Acted, AuditEntry, By, Kind, Outcome, Rows};
use vocabulary::handling::Purpose;
use vocabulary::people::Role;
use vocabulary::submission::Digest;

#[derive(Serialize, Deserialize)]
struct Line {
    version: u8,
    at: String,
    who: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    person: Option<PersonLine>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    purpose: Option<String>,
    act: String,
    outcome: String,
    about: Vec<AboutLine>,
    asked: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    details: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct PersonLine {
    organisation: String,
    unit: String,
    roles: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    purposes: Vec<String>,
    means: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    rules: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct AboutLine {
    kind: String,
    id: String,
    #[serde(skip_serializing_if = "String::is_empty", default)]
    rows: String,
}

/// An entry as it is kept.
pub(super) fn write(entry: &AuditEntry) -> String {
    let person = match &entry.by {
        By::Person(person) => Some(PersonLine {
            organisation: person.organisation.clone(),
            unit: person.unit.clone(),
            roles: person.roles.iter().map(ToString::to_string).collect(),
            purposes: person.purposes.iter().map(ToString::to_string).collect(),
            means: person.means.clone(),
            rules: person.rules.map(|rules| rules.to_string()),
        }),
        By::Terminal | By::Node | By::Nobody => None,
    };
    let about = entry.about.iter().map(|about| AboutLine {
        kind: about.kind.to_string(),
        id: about.id.clone(),
        rows: about.rows.to_string(),
    });
    let line = Line {
        version: 1,
        at: entry.at.to_string(),
        who: entry.by.word().to_owned(),
        person,
        purpose: entry.purpose.map(|purpose| purpose.to_string()),
        act: entry.act.to_string(),
        outcome: entry.outcome.to_string(),
        about: about.collect(),
        asked: entry.asked.clone(),
        reason: entry.reason.clone(),
        details: entry.details.clone(),
    };
    serde_json::to_string(&line).expect("an entry is texts and numbers")
}

/// Reads an entry; `None` where this program never wrote such a one.
pub(super) fn read(text: &str) -> Option<AuditEntry> {
    let line: Line = serde_json::from_str(text).ok().filter(|line: &Line| line.version == 1)?;
    let by = match (line.who.as_str(), line.person) {
        (name, Some(person)) => By::Person(acted(name, person)?),
        ("(terminal)", None) => By::Terminal,
        ("(node)", None) => By::Node,
        ("(nobody)", None) => By::Nobody,
        _ => return None,
    };
    let about = line.about.into_iter().map(|about| {
        let (kind, rows) = (Kind::parse(&about.kind)?, Rows::parse(&about.rows)?);
        Some(About { kind, id: about.id, rows })
    });
    let purpose = match line.purpose {
        Some(purpose) => Some(Purpose::parse(&purpose)?),
        None => None,
    };
    Some(AuditEntry {
        at: line.at.parse().ok()?,
        by,
        purpose,
        act: Act::parse(&line.act)?,
        outcome: Outcome::parse(&line.outcome)?,
        about: about.collect::<Option<_>>()?,
        asked: line.asked,
        reason: line.reason,
        details: line.details,
    })
}

fn acted(name: &str, person: PersonLine) -> Option<Acted> {
    let rules = match person.rules {
        Some(rules) => Some(Digest::parse(&rules)?),
        None => None,
    };
    let purposes = person.purposes.iter().map(|purpose| Purpose::parse(purpose));
    Some(Acted {
        name: name.to_owned(),
        organisation: person.organisation,
        unit: person.unit,
        roles: person.roles.iter().map(|role| Role::parse(role)).collect::<Option<_>>()?,
        purposes: purposes.collect::<Option<_>>()?,
        means: person.means,
        rules,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_read_as_it_was_written_and_keeps_its_form() {
        let at = jiff::civil::date(2026, 11, 23).at(9, 30, 5, 0);
        let mut entry = AuditEntry::new(at, Act::Read, "GET /api/v1/signals/a/rows?limit=2")
            .because(Some("asked by \"the ministry\" \u{1f525}"))
            .saying("nothing else");
        entry.by = By::Person(Acted {
            name: "a.weber".to_owned(),
            organisation: "Agency".to_owned(),
            unit: String::new(),
            roles: vec![Role::Analyst],
            purposes: Vec::new(),
            means: "session ABC".to_owned(),
            rules: None,
        });
        entry.purpose = Some(Purpose::PublicHealth);
        entry.add(About::rows("SUBMISSION", [2, 3, 9]));
        entry.add(About::whole(Kind::Signal, "a"));
        let text = write(&entry);
        assert_eq!(read(&text), Some(entry.clone()));
        // What is kept is proven byte by byte for years: another form is another version.
        assert_eq!(
            text,
            "{\"version\":1,\"at\":\"2026-11-23T09:30:05\",\"who\":\"a.weber\",\"person\":{\"organisation\":\"Agency\",\
             \"unit\":\"\",\"roles\":[\"analyst\"],\"means\":\"session ABC\"},\"purpose\":\"public-health\",\
             \"act\":\"read\",\"outcome\":\"allowed\",\"about\":[{\"kind\":\"submission\",\"id\":\"SUBMISSION\",\
             \"rows\":\"2-3,9\"},{\"kind\":\"signal\",\"id\":\"a\"}],\"asked\":\"GET /api/v1/signals/a/rows?limit=2\",\
             \"reason\":\"asked by \\\"the ministry\\\" \u{1f525}\",\"details\":\"nothing else\"}"
        );
        // Since then an entry tells by which rules was decided, and for which purposes there was an account.
        if let By::Person(acted) = &mut entry.by {
            acted.purposes = vec![Purpose::PublicHealth, Purpose::Research];
            acted.rules = Some(Digest([0xab; 32]));
        }
        let later = write(&entry);
        assert_eq!(read(&later), Some(entry));
        let rules = format!(",\"rules\":\"{}\"}}", "ab".repeat(32));
        let with = text
            .replace(",\"means\"", ",\"purposes\":[\"public-health\",\"research\"],\"means\"")
            .replace("session ABC\"}", &format!("session ABC\"{rules}"));
        assert_eq!(later, with);
        assert_eq!(read(&later.replace("\"abab", "\"xbab")), None);
        let terminal =
            AuditEntry { by: By::Terminal, ..AuditEntry::new(at, Act::Export, "watchfire sql") };
        assert_eq!(read(&write(&terminal)), Some(terminal));
        for wrong in ["", "{}", &text.replace("\"version\":1", "\"version\":2")] {
            assert_eq!(read(wrong), None);
        }
    }
}
