//! Sessions: who is behind a secret, for how long, and under which purpose.

use jiff::civil::DateTime;
use store::node::Node;
use store::people::StoredSession;
use vocabulary::handling::Purpose;
use vocabulary::people::{Asker, Means};

use super::{PeopleError, Secret};

/// Who is behind a session or a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// Whoever asks with it.
    pub asker: Asker,
    /// Whether a password alone stands for them: no code is asked for, and no provider vouches.
    pub is_by_password_alone: bool,
}

/// Whether somebody asks, or a page that stands open on its own account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedBy {
    /// Somebody, by what they do.
    Somebody,
    /// A page, which looks again after a while whether anybody is there or not.
    PageItself,
}

/// Who is behind the secret of a session now; `None` where it is unknown, has ended, or its account is closed.
///
/// - Shape: a session ends 30 minutes after somebody asked last and 12 hours after it began; what pages ask by
///   themselves does not count. Times are held against the latest one seen, so that a clock that jumps back
///   revives nothing.
///
/// # Errors
/// When the ledger refuses.
pub async fn asker_of_session(
    node: &Node,
    secret: &Secret,
    now: DateTime,
    by: AskedBy,
) -> Result<Option<Behind>, PeopleError> {
    let Some(session) = node.session(&secret.digest()).await? else { return Ok(None) };
    if session.ended_at.is_some() {
        return Ok(None);
    }
    if let Some(end) = end_of(&session, now) {
        node.end_session(&session.person, &session.name, end).await?;
        return Ok(None);
    }
    let Some(account) = node.account(&session.person).await?.filter(|account| account.is_open)
    else {
        return Ok(None);
    };
    if !account.person.purposes.contains(&session.purpose) {
        return Ok(None);
    }
    if by == AskedBy::Somebody && seconds(session.seen_at, now) >= NOTED_EVERY_S {
        // Where the disk is full or another process writes, they are let in all the same, and noted next time.
        let _noted = node.saw_session(&session.name, now).await;
    }
    let is_by_password_alone = account.code_secret.is_none() && session.provider.is_empty();
    let means = Means::Session(session.name);
    let asker = Asker { person: Some(account.person), purpose: session.purpose, means };
    Ok(Some(Behind { asker, is_by_password_alone }))
}

/// When a session that is still open should have ended by now.
fn end_of(session: &StoredSession, now: DateTime) -> Option<DateTime> {
    let latest = now.max(session.seen_at);
    let (idle, whole) = (seconds(session.seen_at, latest), seconds(session.started_at, latest));
    // A clock that stands before the beginning is no clock to go by.
    let is_before = now < session.started_at;
    (idle >= IDLE_S || whole >= WHOLE_S || is_before).then_some(latest)
}

/// Whether a session is open at a time.
pub fn is_open(session: &StoredSession, now: DateTime) -> bool {
    session.ended_at.is_none() && end_of(session, now).is_none()
}

/// Whether a session began so lately that whoever asks with it need not sign in again for what outlasts it.
pub fn is_fresh(session: &StoredSession, now: DateTime) -> bool {
    (0..FRESH_S).contains(&seconds(session.started_at, now.max(session.seen_at)))
}

/// When a session ends at the latest.
pub fn ends_at(session: &StoredSession) -> DateTime {
    session.started_at.saturating_add(jiff::SignedDuration::from_secs(WHOLE_S))
}

/// Has somebody act under another of their purposes.
///
/// # Errors
/// When the account does not name it.
pub async fn act_under(node: &Node, asker: &Asker, purpose: Purpose) -> Result<(), PeopleError> {
    let (Some(person), Means::Session(session)) = (&asker.person, &asker.means) else {
        return Err(PeopleError::NoSuch("session".to_owned()));
    };
    if !person.purposes.contains(&purpose) {
        return Err(PeopleError::NotTheirPurpose(purpose.to_string()));
    }
    Ok(node.change_purpose(session, purpose).await?)
}

fn seconds(from: DateTime, to: DateTime) -> i64 {
    to.duration_since(from).as_secs()
}

/// Seconds after which a session ends in which nobody asked anything.
pub const IDLE_S: i64 = 30 * 60;
/// Seconds after which a session ends in any case.
pub const WHOLE_S: i64 = 12 * 3600;
/// Seconds after which what outlasts a session, or loosens its account, asks to sign in again.
const FRESH_S: i64 = 15 * 60;
/// Requests within so many seconds are not noted one by one.
const NOTED_EVERY_S: i64 = 30;

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_session_ends_by_idleness_by_age_and_by_no_trick_of_the_clock() {
        let start = date(2026, 11, 23).at(8, 0, 0, 0);
        let session = StoredSession {
            name: "s".to_owned(),
            person: "anna".to_owned(),
            purpose: Purpose::PublicHealth,
            started_at: start,
            seen_at: start + 2.hours(),
            ended_at: None,
            agent: String::new(),
            provider: String::new(),
        };
        let open_at = |now: DateTime| is_open(&session, now);
        assert!(open_at(start + 2.hours()) && open_at(start + 149.minutes()));
        assert!(!open_at(start + 150.minutes()), "idle for half an hour");
        assert!(open_at(start + 1.hour()), "a clock a little back is the latest time seen");
        assert!(!open_at(start - 1.second()), "a clock before the beginning opens nothing");
        let seen_late = StoredSession { seen_at: start + 12.hours(), ..session.clone() };
        assert!(!is_open(&seen_late, start + 1.hour()), "what was over stays over");
        assert!(!is_open(&StoredSession { ended_at: Some(start), ..session }, start + 2.hours()));
    }
}
