//! One-time codes by the clock, and recovery codes for when the telephone is lost.
//!
//! - Source: RFC 6238 (SHA-1, six digits, steps of 30 s); one step early or late is taken, none twice
//!   (its section 5.2), wherever the clock was meanwhile.

use std::fmt::Write as _;

use jiff::civil::DateTime;
use serde::Deserialize;
use store::node::Node;
use store::people::{Account, Step};
use totp_rs::{Algorithm, Secret as TotpSecret, TOTP};
use vocabulary::people::{Person, Role};

use super::{PeopleError, Secret};

/// What a telephone needs to make codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeSecret {
    /// In letters and digits, for typing.
    pub text: String,
    /// As an address that telephones read from a picture.
    pub address: String,
}

/// Of whom a node asks one-time codes; everybody may set them up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CodesOf {
    /// Of nobody.
    Nobody,
    /// Of those who run or oversee the node.
    #[default]
    Administration,
    /// Of everybody.
    Everybody,
}

impl CodesOf {
    /// Whether codes are asked of somebody.
    pub fn includes(self, person: &Person) -> bool {
        let administers = |role| matches!(role, &Role::Administrator | &Role::Supervisor);
        match self {
            Self::Nobody => false,
            Self::Administration => person.roles.iter().any(administers),
            Self::Everybody => true,
        }
    }
}

/// A secret to make codes of. Nothing is asked for yet: [`confirm`] shows that the telephone makes them.
pub fn propose(node: &Node, name: &str, random: [u8; 20]) -> CodeSecret {
    let text = TotpSecret::Raw(random.to_vec()).to_encoded().to_string();
    let issuer = percent(node.issuer());
    let address = format!(
        "otpauth://totp/{issuer}:{name}?secret={text}&issuer={issuer}&algorithm=SHA1&digits=6&period=30"
    );
    CodeSecret { text, address }
}

/// Asks for codes from now on, and gives ten recovery codes, shown this once.
///
/// # Errors
/// When the code is not one of that secret.
pub async fn confirm(
    node: &Node,
    name: &str,
    secret_text: &str,
    code: &str,
    now: DateTime,
    random: [u8; 96],
) -> Result<Vec<Secret>, PeopleError> {
    let bytes = TotpSecret::Encoded(secret_text.to_owned()).to_bytes();
    let secret = bytes.ok().filter(|bytes| bytes.len() == 20).ok_or(PeopleError::Refused)?;
    let step = step_of(&secret, code, now).ok_or(PeopleError::Refused)?;
    let sealing: [u8; 16] = std::array::from_fn(|at| random[at]);
    let sealed = node.seal_for_account(name, &secret, sealing)?;
    let codes: Vec<Secret> = random[16..].chunks_exact(8).take(10).map(recovery_code).collect();
    let digests: Vec<_> = codes.iter().map(|code| digest_for(name, code.reveal())).collect();
    // A code that let somebody in before does not set up codes as well.
    if !node.ask_for_codes(name, (&sealed, step), &digests).await? {
        return Err(PeopleError::Refused);
    }
    Ok(codes)
}

/// Asks for no codes any more.
///
/// # Errors
/// When the ledger refuses.
pub async fn leave_off(node: &Node, name: &str) -> Result<(), PeopleError> {
    Ok(node.ask_for_no_codes(name).await?)
}

/// Whether what somebody brings beside the password will do; where no codes are asked for, nothing need be.
pub(super) async fn is_it(
    node: &Node,
    account: &Account,
    code: Option<&str>,
    now: DateTime,
) -> Result<bool, PeopleError> {
    let Some(sealed) = &account.code_secret else { return Ok(true) };
    let name = &account.person.name;
    let code: String = code.unwrap_or_default().split_whitespace().collect();
    let Some(secret) = node.open_for_account(name, sealed)? else { return Ok(false) };
    if let Some(step) = step_of(&secret, &code, now) {
        return Ok(node.take_step(name, step).await?);
    }
    Ok(node.use_recovery_code(name, &digest_for(name, &code.to_lowercase())).await?)
}

/// The time step whose code this is, of those whose codes are good now.
fn step_of(secret: &[u8], code: &str, now: DateTime) -> Option<Step> {
    let maker = TOTP::new_unchecked(Algorithm::SHA1, 6, 1, STEP_S, secret.to_vec());
    let seconds = now.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second();
    let step = u64::try_from(seconds).ok()? / STEP_S;
    [step, step.wrapping_sub(1), step + 1]
        .into_iter()
        .find(|step| same(&maker.generate(step * STEP_S), code))
        .map(|taken| Step { taken, latest: step + 1 })
}

/// Whether two texts are the same, in the same time for all of a length.
pub(super) fn same(a: &str, b: &str) -> bool {
    let differing = a.bytes().zip(b.bytes()).fold(0, |differing, (a, b)| differing | (a ^ b));
    a.len() == b.len() && differing == 0
}

/// Twelve letters of 60 random bits.
fn recovery_code(random: &[u8]) -> Secret {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
    let number = random.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let letter = |at: u32| char::from(LETTERS[(number >> (5 * at)) as usize & 31]);
    let part = |from: u32| (from..from + 4).map(letter).collect::<String>();
    Secret::brought(&format!("{}-{}-{}", part(0), part(4), part(8)))
}

/// Hyphens are for the eye. The account's name is in what is kept, so that one is no other's.
fn digest_for(name: &str, code: &str) -> vocabulary::submission::Digest {
    let letters: String = code.chars().filter(|c| *c != '-').collect();
    Secret::brought(&format!("{name} {letters}")).digest()
}

fn percent(text: &str) -> String {
    let as_is = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().fold(String::new(), |mut so_far, byte| {
        if as_is(byte) {
            so_far.push(char::from(byte));
        } else {
            write!(so_far, "%{byte:02X}").expect("a string takes every character");
        }
        so_far
    })
}

const STEP_S: u64 = 30;

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, the last six digits.
        let secret = b"12345678901234567890";
        let at = |seconds: i64| {
            let time = jiff::Timestamp::from_second(seconds).unwrap();
            time.to_zoned(jiff::tz::TimeZone::UTC).datetime()
        };
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")]
        {
            let taken = seconds as u64 / 30;
            let step = |latest| Some(Step { taken, latest });
            assert_eq!(step_of(secret, code, at(seconds)), step(taken + 1), "{code}");
            assert_eq!(step_of(secret, code, at(seconds + 30)), step(taken + 2));
            assert_eq!(step_of(secret, code, at(seconds + 90)), None, "{code} is of long ago");
        }
        assert_eq!(step_of(secret, "", date(2026, 1, 1).at(0, 0, 0, 0)), None);
    }
}
