//! Signing in, and how guessing is slowed.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::civil::DateTime;
use store::node::Node;
use store::people::NewSession;
use vocabulary::handling::Purpose;

use super::invite::account;
use super::{PeopleError, Secret, codes, password};

/// What somebody brings.
#[derive(Clone, Copy, Debug)]
pub struct Brought<'a> {
    /// The name of the account.
    pub name: &'a str,
    /// The password.
    pub password: &'a str,
    /// A one-time or recovery code, where the account asks for one.
    pub code: Option<&'a str>,
    /// The purpose to act under; the first that the account names where it is left out.
    pub purpose: Option<Purpose>,
    /// What the browser says of itself.
    pub agent: &'a str,
}

/// Opens a session for whoever brings the right things; gives its secret.
///
/// - Differs: an unknown name, a closed account, a wrong password and a wrong code are refused alike, with the
///   same work.
///
/// # Errors
/// [`PeopleError::Refused`], or when the ledger refuses.
pub async fn sign_in(
    node: &Node,
    brought: Brought<'_>,
    now: DateTime,
    random: &[u8; 48],
) -> Result<Secret, PeopleError> {
    let found = node.account(brought.name).await?;
    let kept = found.as_ref().filter(|account| account.is_open);
    let kept = kept.and_then(|account| account.password.as_deref());
    let is_right = password::is_it(brought.password, kept);
    let Some(account) = found.filter(|_| is_right) else { return Err(PeopleError::Refused) };
    if !codes::is_it(node, &account, brought.code, now).await? {
        return Err(PeopleError::Refused);
    }
    let purposes = &account.person.purposes;
    let wanted = brought.purpose.or_else(|| purposes.first().copied());
    let purpose =
        wanted.filter(|purpose| purposes.contains(purpose)).ok_or(PeopleError::Refused)?;
    let secret: [u8; 32] = std::array::from_fn(|at| random[at]);
    let secret = Secret::from_random("", &secret);
    let name: u128 = random[32..].iter().fold(0, |name, byte| name << 8 | u128::from(*byte));
    let name = vocabulary::submission::SubmissionId::from_random(name);
    let agent: String = brought.agent.chars().filter(|c| !c.is_control()).take(200).collect();
    let new = NewSession {
        name: name.as_str(),
        secret: secret.digest(),
        person: &account.person.name,
        purpose,
        started_at: now,
        agent: &agent,
    };
    node.begin_session(&new).await?;
    Ok(secret)
}

/// Chooses another password; the old one must be brought, and other sessions end.
///
/// # Errors
/// When the old one is wrong or the new one will not do.
pub async fn change_password(
    node: &Node,
    (name, session): (&str, &str),
    (old, new): (&str, &str),
    now: DateTime,
    random: [u8; 16],
) -> Result<(), PeopleError> {
    let mut account = account(node, name).await?;
    if !password::is_it(old, account.password.as_deref()) {
        return Err(PeopleError::Refused);
    }
    password::check(new, name)?;
    account.password = Some(password::keep(new, random));
    node.change_account(&account).await?;
    node.end_sessions(name, session, now).await?;
    Ok(())
}

/// How often somebody tried in vain, for each name and each address they came from.
///
/// - Shape: after so many failures the next try waits, twice as long each time; nobody is shut out for good.
#[derive(Default)]
pub struct Tries(Mutex<HashMap<String, Failures>>);

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    last: DateTime,
}

impl Tries {
    /// Seconds until the next try under any of these keys; 0 where none need wait.
    pub fn wait_s(&self, keys: &[String], now: DateTime) -> u64 {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = |key: &String| {
            known.get(key).map_or(0, |failures| failures.wait_s(free_tries(key), now))
        };
        keys.iter().map(wait).max().unwrap_or_default()
    }

    /// Notes a try that failed.
    pub fn failed(&self, keys: &[String], now: DateTime) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() > MOST_KEYS {
            known.retain(|_, failures| seconds_since(failures.last, now) < FORGOTTEN_S);
        }
        for key in keys {
            let failures = known.entry(key.clone()).or_insert(Failures { count: 0, last: now });
            let is_old = seconds_since(failures.last, now) >= FORGOTTEN_S;
            failures.count = if is_old { 1 } else { failures.count.saturating_add(1) };
            // A clock that jumps back frees nobody.
            failures.last = failures.last.max(now);
        }
    }

    /// Forgets the failures of a name that got in; those of its address stay.
    pub fn succeeded(&self, name: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    }
}

impl Failures {
    fn wait_s(self, free: u32, now: DateTime) -> u64 {
        let over = self.count.saturating_sub(free);
        if over == 0 {
            return 0;
        }
        let wait = 1_u64.checked_shl(over).unwrap_or(LONGEST_WAIT_S).min(LONGEST_WAIT_S);
        wait.saturating_sub(seconds_since(self.last, now))
    }
}

/// Seconds from one time to a later one; 0 where the clock went back.
fn seconds_since(then: DateTime, now: DateTime) -> u64 {
    let seconds = now.duration_since(then).as_secs();
    u64::try_from(seconds).unwrap_or_default()
}

/// Tries in vain before the next has to wait: many people may come from one address.
fn free_tries(key: &str) -> u32 {
    if key.starts_with(FROM) { 50 } else { 5 }
}

/// What keys of addresses begin with; all others are keys of names.
pub const FROM: &str = "from:";
/// The longest wait: five minutes.
const LONGEST_WAIT_S: u64 = 300;
/// After a day without any, failures are forgotten.
const FORGOTTEN_S: u64 = 24 * 3600;
/// Keys that are remembered before old ones are let go.
const MOST_KEYS: usize = 100_000;

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn guessing_is_slowed_and_never_shut_out() {
        let (tries, start) = (Tries::default(), date(2026, 11, 23).at(8, 0, 0, 0));
        let (anna, here) = ([String::from("anna")], [String::from("192.0.2.1")]);
        for _ in 0..5 {
            assert_eq!(tries.wait_s(&anna, start), 0);
            tries.failed(&anna, start);
        }
        tries.failed(&anna, start);
        assert_eq!(tries.wait_s(&anna, start), 2);
        assert_eq!(
            tries.wait_s(&anna, start - 1.hour()),
            2,
            "a clock that jumps back frees nobody"
        );
        for _ in 0..60 {
            tries.failed(&anna, start);
        }
        assert_eq!(tries.wait_s(&anna, start), LONGEST_WAIT_S);
        assert_eq!(tries.wait_s(&anna, start + 300.seconds()), 0);
        assert_eq!(tries.wait_s(&here, start), 0, "others are not slowed");
        tries.succeeded("anna");
        assert_eq!(tries.wait_s(&anna, start), 0);
    }
}
