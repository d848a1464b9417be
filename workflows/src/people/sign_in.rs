//! Signing in, and how guessing is slowed.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::civil::DateTime;
use store::node::Node;
use store::people::{Account, NewSession};
use vocabulary::handling::Purpose;

use super::invite::{account, is_name};
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
    let opening = Opening { purpose: brought.purpose, agent: brought.agent, provider: "" };
    begin(node, &account, opening, now, random).await
}

/// How somebody was let in.
#[derive(Clone, Copy)]
pub(super) struct Opening<'a> {
    pub purpose: Option<Purpose>,
    pub agent: &'a str,
    /// The provider of accounts that says who they are; empty where a password does.
    pub provider: &'a str,
}

/// Opens a session for somebody who was let in.
pub(super) async fn begin(
    node: &Node,
    account: &Account,
    opening: Opening<'_>,
    now: DateTime,
    random: &[u8; 48],
) -> Result<Secret, PeopleError> {
    let Opening { purpose, agent, provider } = opening;
    let purposes = &account.person.purposes;
    let wanted = purpose.or_else(|| purposes.first().copied());
    let purpose =
        wanted.filter(|purpose| purposes.contains(purpose)).ok_or(PeopleError::Refused)?;
    let secret: [u8; 32] = std::array::from_fn(|at| random[at]);
    let secret = Secret::from_random("", &secret);
    let name: u128 = random[32..].iter().fold(0, |name, byte| name << 8 | u128::from(*byte));
    let name = vocabulary::submission::SubmissionId::from_random(name);
    let agent: String = agent.chars().filter(|c| !c.is_control()).take(200).collect();
    let new = NewSession {
        name: name.as_str(),
        secret: secret.digest(),
        person: &account.person.name,
        purpose,
        started_at: now,
        agent: &agent,
        provider,
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
    let account = account(node, name).await?;
    if !password::is_it(old, account.password.as_deref()) {
        return Err(PeopleError::Refused);
    }
    password::check(new, name)?;
    let kept = account.password.unwrap_or_default();
    // Somebody else changed it meanwhile, and knows what the old one was.
    if !node.change_password(name, &kept, &password::keep(new, random)).await? {
        return Err(PeopleError::Refused);
    }
    node.end_sessions(name, session, now).await?;
    Ok(())
}

/// How often somebody tried in vain, for each name, each address, and each browser that is known.
///
/// - Shape: after so many failures the next try waits, twice as long each time; nobody is shut out for good.
#[derive(Default)]
pub struct Tries(Mutex<HashMap<String, Failures>>);

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    last: DateTime,
}

/// Under what a try counts: under what is its own, and under what it shares with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TryOf {
    own: Option<String>,
    shared: Option<String>,
}

impl TryOf {
    /// A try of a stranger to sign in: under the name and the address it came from. Whatever can be nobody's name
    /// counts as one, so that no memory fills with them.
    pub fn of_name(name: &str, address: &str) -> Self {
        let name = if is_name(name) { name } else { "" };
        Self { own: Some(format!("name:{name}")), ..Self::at("", address) }
    }

    /// A try at a door where no name is said, from an address.
    pub fn at(door: &str, address: &str) -> Self {
        Self { own: None, shared: Some(format!("{FROM}{door}:{address}")) }
    }

    /// A try of somebody who was in before, as far as that is proven: by itself, so that nobody else makes them wait.
    pub fn of_known(mark: &str) -> Self {
        Self { own: Some(format!("known:{mark}")), shared: None }
    }

    fn keys(&self) -> impl Iterator<Item = &String> {
        self.own.iter().chain(&self.shared)
    }
}

impl Tries {
    /// Counts a try before it is made, so that many at once are many; it counts until it [`Tries::succeeded`].
    ///
    /// # Errors
    /// Seconds to wait, where the next try has to: then it is not counted.
    pub fn begin(&self, tried: &TryOf, now: DateTime) -> Result<(), u64> {
        let mut known = self.known();
        let wait = |key: &String| {
            known.get(key).map_or(0, |failures| failures.wait_s(free_tries(key), now))
        };
        let wait = tried.keys().map(wait).max().unwrap_or_default();
        if wait > 0 {
            return Err(wait);
        }
        if known.len() > MOST_KEYS {
            known.retain(|_, failures| seconds_since(failures.last, now) < FORGOTTEN_S);
        }
        for key in tried.keys() {
            let failures = known.entry(key.clone()).or_insert(Failures { count: 0, last: now });
            let is_old = seconds_since(failures.last, now) >= FORGOTTEN_S;
            failures.count = if is_old { 1 } else { failures.count.saturating_add(1) };
            failures.last = now;
        }
        Ok(())
    }

    /// Forgets the failures of whoever got in; those that they share stay, but for this try.
    pub fn succeeded(&self, tried: &TryOf) {
        let mut known = self.known();
        if let Some(own) = &tried.own {
            known.remove(own);
        }
        if let Some(failures) = tried.shared.as_ref().and_then(|shared| known.get_mut(shared)) {
            failures.count = failures.count.saturating_sub(1);
        }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<String, Failures>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Failures {
    /// - Differs: after a clock jumped back the next try is let through and counted; else one that was once set
    ///   years ahead shut everybody out.
    fn wait_s(self, free: u32, now: DateTime) -> u64 {
        let over = self.count.saturating_sub(free);
        if over == 0 || now < self.last {
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
const FROM: &str = "from:";
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

    const START: DateTime = date(2026, 11, 23).at(8, 0, 0, 0);

    #[test]
    fn guessing_is_slowed_and_never_shut_out() {
        let (tries, anna) = (Tries::default(), TryOf::of_name("anna", "192.0.2.1"));
        for _ in 0..6 {
            assert_eq!(tries.begin(&anna, START), Ok(()));
        }
        assert_eq!(tries.begin(&anna, START), Err(2), "refused ones are not counted");
        assert_eq!(tries.begin(&anna, START), Err(2));
        let mut now = START;
        for _ in 0..20 {
            now += tries
                .begin(&anna, now)
                .map_or_else(|wait| wait.cast_signed().seconds(), |()| 0.seconds());
        }
        assert!(tries.begin(&anna, now).err().is_none_or(|wait| wait <= LONGEST_WAIT_S));
        let other = TryOf::of_name("bert", "192.0.2.1");
        assert_eq!(tries.begin(&other, START), Ok(()), "others are not slowed");
        tries.succeeded(&anna);
        assert_eq!(tries.begin(&anna, START), Ok(()));
    }

    #[test]
    fn many_names_from_one_address_are_slowed_too() {
        let tries = Tries::default();
        let spray = |number: u32| TryOf::of_name(&format!("name-{number}"), "192.0.2.1");
        let let_through = (0..100).filter(|number| tries.begin(&spray(*number), START).is_ok());
        assert_eq!(let_through.count(), 51);
        let elsewhere = TryOf::of_name("anna", "192.0.2.2");
        assert_eq!(tries.begin(&elsewhere, START), Ok(()));
    }

    #[test]
    fn whoever_is_known_waits_for_their_own_tries_alone() {
        let tries = Tries::default();
        for _ in 0..1000 {
            let _counted = tries.begin(&TryOf::of_name("anna", "192.0.2.1"), START);
        }
        let (known, other) = (TryOf::of_known("a"), TryOf::of_known("b"));
        for _ in 0..6 {
            assert_eq!(tries.begin(&known, START), Ok(()));
        }
        assert_eq!(tries.begin(&known, START), Err(2));
        assert_eq!(tries.begin(&other, START), Ok(()));
        assert_eq!(tries.begin(&TryOf::at("invitation", "192.0.2.1"), START), Ok(()));
    }

    #[test]
    fn what_can_be_nobodys_name_fills_no_memory() {
        let tries = Tries::default();
        for number in 0..10 {
            let _counted = tries.begin(&TryOf::of_name(&"A".repeat(number * 1000), "here"), START);
        }
        assert_eq!(tries.known().len(), 2);
    }

    #[test]
    fn a_clock_that_jumps_back_shuts_nobody_out_and_frees_nobody() {
        let (tries, anna) = (Tries::default(), TryOf::of_name("anna", "here"));
        for _ in 0..8 {
            let _counted = tries.begin(&anna, START);
        }
        let before = START - 24.hours();
        assert_eq!(tries.begin(&anna, before), Ok(()), "one try");
        assert_eq!(tries.begin(&anna, before), Err(4), "and the waits go on from there");
    }
}
