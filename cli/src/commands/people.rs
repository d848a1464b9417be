//! `watchfire user` and `watchfire token`

use std::path::Path;

use server::SignInSettings;
use store::node::Node;
use vocabulary::people::Person;
use workflows::people::external::link;
use workflows::people::sessions::{ends_at, is_open};
use workflows::people::tokens::{NewToken, make_token};
use workflows::people::{PeopleError, Secret, invite};

use crate::arguments::{ListOptions, SaidOfPerson, TokenCommand, UserCommand};
use crate::chance::{now, random};
use crate::failure::{Failure, bad_input, other};
use crate::output::{Format, Table, print_lines};

/// Lists accounts, or does something with one.
pub async fn run_user(
    directory: &Path,
    command: Option<UserCommand>,
    list: ListOptions,
) -> Result<(), Failure> {
    let node = Node::open(directory).await?;
    match command {
        None => list_accounts(&node, list.format).await,
        Some(UserCommand::Add { name, said }) => add(&node, &name, said).await,
        Some(UserCommand::Change { name, said }) => {
            let before = invite::account(&node, &name).await.map_err(refused)?.person;
            let person = with(before, said);
            invite::change(&node, person, now()?).await.map_err(refused)?;
            print_lines(&[format!("Changed {name}; their sessions have ended")])
        }
        Some(UserCommand::Invite { name }) => {
            let code = invite::invite_again(&node, &name, now()?, &random()?).await;
            print_lines(&invitation(&name, &code.map_err(refused)?))
        }
        Some(UserCommand::Close { name }) => {
            invite::set_open(&node, &name, false, now()?).await.map_err(refused)?;
            print_lines(&[format!("Closed {name}: nobody comes in with it any more")])
        }
        Some(UserCommand::Reopen { name }) => {
            invite::set_open(&node, &name, true, now()?).await.map_err(refused)?;
            print_lines(&[format!("Opened {name} again, with the password it had")])
        }
        Some(UserCommand::Link { name, subject }) => {
            let none =
                "the node names no provider: write one into sign-in.toml; see docs/security.md";
            let settings = match node.sign_in_settings().map_err(other)? {
                Some((text, secret)) => {
                    SignInSettings::parse(&text, secret.as_deref()).map_err(bad_input)?
                }
                None => SignInSettings::default(),
            };
            let provider = settings.provider.ok_or_else(|| Failure::bad_input(none))?;
            link(&node, &name, (provider.issuer(), &subject)).await.map_err(refused)?;
            print_lines(&[format!("{name} comes in as {subject} of {}", provider.issuer())])
        }
        Some(UserCommand::Unlink { name }) => {
            invite::account(&node, &name).await.map_err(refused)?;
            let removed = node.remove_identities(&name).await.map_err(other)?;
            node.end_sessions(&name, "", now()?).await.map_err(other)?;
            print_lines(&[format!(
                "{removed} of a provider came in as {name}, and nobody does now"
            )])
        }
        Some(UserCommand::Sessions { name, end }) => sessions(&node, &name, end, list.format).await,
    }
}

/// Lists tokens, or does something with one.
pub async fn run_token(
    directory: &Path,
    command: Option<TokenCommand>,
    list: ListOptions,
) -> Result<(), Failure> {
    let node = Node::open(directory).await?;
    match command {
        None => list_tokens(&node, list.format).await,
        Some(TokenCommand::Add { user, name, scope, purpose, days }) => {
            let new = NewToken { person: &user, name: &name, scope, purpose, days };
            let secret = make_token(&node, new, now()?, &random()?).await.map_err(refused)?;
            print_lines(&[
                format!("Made token {name} of {user}, for {days} days; it is shown this once:"),
                secret.reveal().to_owned(),
            ])
        }
        Some(TokenCommand::Revoke { user, name }) => {
            if node.revoke_token(&user, &name, now()?).await.map_err(other)? {
                return print_lines(&[format!("Revoked token {name} of {user}")]);
            }
            let none =
                format!("{user} has no token {name} that is good; `watchfire token` lists them");
            Err(Failure::bad_input(none))
        }
    }
}

async fn list_accounts(node: &Node, format: Format) -> Result<(), Failure> {
    let mut table = Table::new(&[
        "name",
        "shown_name",
        "organisation",
        "unit",
        "roles",
        "purposes",
        "state",
        "codes",
    ]);
    for account in node.accounts().await.map_err(other)? {
        let state = match (account.is_open, account.password.is_some()) {
            (false, _) if !account.asked_by.is_empty() => {
                format!("waits, asked for by {}", account.asked_by)
            }
            (false, _) => "closed".to_owned(),
            (true, true) => "open".to_owned(),
            (true, false) => "invited".to_owned(),
        };
        let person = account.person;
        table.push(vec![
            person.name.into(),
            person.shown_name.into(),
            person.organisation.into(),
            person.unit.into(),
            joined(&person.roles).into(),
            joined(&person.purposes).into(),
            state.into(),
            if account.code_secret.is_some() { "asked for" } else { "no" }.into(),
        ]);
    }
    table.print(format)
}

async fn add(node: &Node, name: &str, said: SaidOfPerson) -> Result<(), Failure> {
    let person = Person {
        name: name.to_owned(),
        shown_name: name.to_owned(),
        organisation: node.issuer().to_owned(),
        unit: String::new(),
        roles: Vec::new(),
        purposes: Vec::new(),
    };
    let code = invite::invite(node, with(person, said), now()?, &random()?).await;
    print_lines(&invitation(name, &code.map_err(refused)?))
}

fn with(mut person: Person, said: SaidOfPerson) -> Person {
    person.shown_name = said.shown_name.unwrap_or(person.shown_name);
    person.organisation = said.organisation.unwrap_or(person.organisation);
    person.unit = said.unit.unwrap_or(person.unit);
    if !said.roles.is_empty() {
        person.roles = said.roles;
    }
    if !said.purposes.is_empty() {
        person.purposes = said.purposes;
    }
    person
}

fn invitation(name: &str, code: &Secret) -> Vec<String> {
    vec![
        format!(
            "{name} opens the account, once, within seven days, at the node's address followed by"
        ),
        format!("/welcome#{}", code.reveal()),
    ]
}

async fn sessions(node: &Node, name: &str, end: bool, format: Format) -> Result<(), Failure> {
    invite::account(node, name).await.map_err(refused)?;
    let now = now()?;
    if end {
        let ended = node.end_sessions(name, "", now).await.map_err(other)?;
        return print_lines(&[format!("Ended {ended} sessions of {name}")]);
    }
    let mut table =
        Table::new(&["session", "state", "purpose", "started_at", "seen_at", "ends_at", "agent"]);
    for session in node.sessions_of(name).await.map_err(other)? {
        let state = if is_open(&session, now) { "open" } else { "ended" };
        table.push(vec![
            session.name.clone().into(),
            state.into(),
            session.purpose.as_str().into(),
            format!("{}Z", session.started_at).into(),
            format!("{}Z", session.seen_at).into(),
            format!("{}Z", ends_at(&session)).into(),
            session.agent.into(),
        ]);
    }
    table.print(format)
}

async fn list_tokens(node: &Node, format: Format) -> Result<(), Failure> {
    let mut table = Table::new(&["user", "name", "may", "purpose", "ends_at", "state"]);
    let now = now()?;
    for token in node.tokens(None).await.map_err(other)? {
        let state = match (token.revoked_at, now < token.ends_at) {
            (Some(_), _) => "revoked",
            (None, true) => "good",
            (None, false) => "ended",
        };
        table.push(vec![
            token.person.into(),
            token.name.into(),
            joined(&token.scope).into(),
            token.purpose.as_str().into(),
            format!("{}Z", token.ends_at).into(),
            state.into(),
        ]);
    }
    table.print(format)
}

fn joined<T: ToString>(words: &[T]) -> String {
    words.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn refused(error: PeopleError) -> Failure {
    match error {
        PeopleError::Ledger(_) | PeopleError::Key(_) => other(error),
        error => Failure::bad_input(error.to_string()),
    }
}
