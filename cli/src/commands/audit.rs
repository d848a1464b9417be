//! `watchfire audit` and `watchfire role`

use std::path::Path;

use serde_json::Value;
use store::audit::StoredEntry;
use store::node::Node;
use vocabulary::audit::{About, By};
use vocabulary::handling::{Handling, Purpose, Reader};
use vocabulary::people::Role;
use workflows::access::Access;
use workflows::audit_report::report;
use workflows::people::invite;
use workflows::sight::{Sight, Then, sight_of, sight_on};

use crate::arguments::{AuditCommand, EntriesWanted, ListOptions, RoleCommand};
use crate::failure::{Failure, bad_input, other};
use crate::output::{Format, Table, print_lines};

/// Lists what is on record, or says who saw and who may see something.
pub async fn run(
    directory: &Path,
    command: Option<AuditCommand>,
    wanted: EntriesWanted,
    list: ListOptions,
) -> Result<(), Failure> {
    let node = Node::open(directory).await?;
    match command {
        None => entries(&node, wanted, list.format).await,
        Some(AuditCommand::Report { submission, row, list }) => {
            who_saw(&node, &submission, row, list.format).await
        }
        Some(AuditCommand::Sees { name, list }) => sees(&node, &name, list.format).await,
        Some(AuditCommand::MaySee { submission, list }) => {
            may_see(&node, &submission, list.format).await
        }
    }
}

/// Lists roles, or the rules that say what each may.
pub async fn run_role(
    directory: &Path,
    command: Option<RoleCommand>,
    list: ListOptions,
) -> Result<(), Failure> {
    let node = Node::open(directory).await?;
    let (mut table, format);
    if let Some(RoleCommand::Rules { list }) = command {
        format = list.format;
        let access = Access::of_node(&node).map_err(bad_input)?;
        table = Table::new(&["rule", "does", "says", "file"]);
        for rule in access.rules().all() {
            let does = if rule.forbids { "forbids" } else { "permits" };
            let file = if rule.is_shipped { "shipped" } else { rule.file.as_str() };
            table.push(vec![
                rule.id.as_str().into(),
                does.into(),
                rule.says.as_str().into(),
                file.into(),
            ]);
        }
    } else {
        format = list.format;
        table = Table::new(&["role", "who", "accounts"]);
        let accounts = node.accounts().await.map_err(other)?;
        for role in Role::words().iter().filter_map(|word| Role::parse(word)) {
            let open = accounts.iter().filter(|account| account.is_open);
            let holders = open.filter(|account| account.person.roles.contains(&role)).count();
            table.push(vec![role.as_str().into(), role.says().into(), holders.into()]);
        }
    }
    table.print(format)
}

async fn entries(node: &Node, wanted: EntriesWanted, format: Format) -> Result<(), Failure> {
    let top = wanted.top;
    let found = node.audit(&wanted.into(), top).await.map_err(other)?;
    let mut table = Table::new(&[
        "number", "at", "who", "purpose", "act", "outcome", "about", "reason", "asked", "details",
    ]);
    for stored in &found {
        let mut row = head(stored);
        row.push(stored.entry.details.clone().unwrap_or_default().into());
        table.push(row);
    }
    table.print(format)?;
    if format == Format::Table && found.len() == top as usize {
        print_lines(&[format!("The latest {top}; --top prints more")])?;
    }
    Ok(())
}

/// What every list of entries says of one.
fn head(stored: &StoredEntry) -> Vec<Value> {
    let entry = &stored.entry;
    let about: Vec<String> = entry.about.iter().map(thing).collect();
    vec![
        stored.number.into(),
        format!("{}Z", entry.at).into(),
        who(&entry.by).into(),
        entry.purpose.map(Purpose::as_str).unwrap_or_default().into(),
        entry.act.as_str().into(),
        entry.outcome.as_str().into(),
        about.join(" ").into(),
        entry.reason.clone().unwrap_or_default().into(),
        entry.asked.clone().into(),
    ]
}

fn who(by: &By) -> String {
    match by {
        By::Person(person) => format!("{} ({})", person.name, person.organisation),
        other => other.word().to_owned(),
    }
}

fn thing(about: &About) -> String {
    let About { kind, id, rows } = about;
    if rows.is_empty() { format!("{kind}:{id}") } else { format!("{kind}:{id} rows {rows}") }
}

async fn who_saw(
    node: &Node,
    submission: &str,
    row: Option<u64>,
    format: Format,
) -> Result<(), Failure> {
    let reader = Reader::local_administrator();
    let stored = node.submission(submission, &reader).await.map_err(bad_input)?;
    let access = Access::of_node(node).map_err(bad_input)?;
    let found = report(node, &access, stored.header.id.as_str(), row).await.map_err(other)?;
    let mut table = Table::new(&[
        "number", "at", "who", "purpose", "act", "outcome", "about", "reason", "asked", "saw",
        "could", "why", "rules",
    ]);
    for look in &found.looks {
        let mut row = head(&look.stored);
        row.push(look.saw.as_str().into());
        let then = look.then.as_ref().map(Then::in_words).unwrap_or_default();
        row.extend(then.map(Value::from));
        table.push(row);
    }
    table.print(format)?;
    if found.is_cut {
        eprintln!("There are more than {}; `watchfire audit --about` lists all", found.looks.len());
    }
    Ok(())
}

async fn sees(node: &Node, name: &str, format: Format) -> Result<(), Failure> {
    let access = Access::of_node(node).map_err(bad_input)?;
    let person = invite::account(node, name).await.map_err(bad_input)?.person;
    let mut table = Table::new(&["purpose", "issuer", "marking", "submissions", "may", "why"]);
    for purpose in &person.purposes {
        for marking in sight_of(node, &access, &person, *purpose).await.map_err(other)? {
            let (may, why) = in_words(&access, &marking.sight);
            table.push(vec![
                purpose.as_str().into(),
                marking.issuer.clone().into(),
                marked(&marking.handling).into(),
                marking.submissions.len().into(),
                may.into(),
                why.into(),
            ]);
        }
    }
    table.print(format)
}

async fn may_see(node: &Node, submission: &str, format: Format) -> Result<(), Failure> {
    let access = Access::of_node(node).map_err(bad_input)?;
    let (header, people) = sight_on(node, &access, submission).await.map_err(bad_input)?;
    let mut table = Table::new(&["name", "roles", "organisation", "purpose", "may", "why"]);
    for one in &people {
        let person = &one.account.person;
        let (may, why) = in_words(&access, &one.sight);
        let roles: Vec<&str> = person.roles.iter().map(|role| role.as_str()).collect();
        let may = if one.account.is_open { may } else { format!("{may} (closed)") };
        table.push(vec![
            person.name.clone().into(),
            roles.join(", ").into(),
            person.organisation.clone().into(),
            one.purpose.as_str().into(),
            may.into(),
            why.into(),
        ]);
    }
    if format == Format::Table {
        let marking = marked(&header.handling);
        print_lines(&[format!("{} of {}: {marking}", header.id, header.issuer)])?;
    }
    table.print(format)
}

fn in_words(access: &Access, sight: &Sight) -> (String, String) {
    let may: Vec<&str> = sight.may.iter().map(|action| action.as_str()).collect();
    let may = if may.is_empty() { "nothing".to_owned() } else { may.join(", ") };
    let says = sight.by.iter().filter_map(|id| Some(access.rules().rule(id)?.says.as_str()));
    let why: Vec<&str> = says.collect();
    let why = if why.is_empty() { "No rule permits it.".to_owned() } else { why.join(" ") };
    (may, why)
}

fn marked(handling: &Handling) -> String {
    let codes = handling.codes.iter().map(ToString::to_string);
    let purposes: Vec<&str> = handling.purposes.iter().map(|purpose| purpose.as_str()).collect();
    let mut words = vec![handling.tlp.as_str().to_owned()];
    words.extend(codes);
    words.push(format!("for {}", purposes.join(", ")));
    words.push(format!("about {}", handling.subjects.as_str()));
    words.join(", ")
}
