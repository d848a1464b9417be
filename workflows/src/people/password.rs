//! Passwords: which will do, and what is kept of them.
//!
//! - Source: OWASP Password Storage Cheat Sheet (Argon2id, 19 MiB, two passes); NIST SP 800-63B (length, no
//!   rules of composition, no passwords that everybody tries).

use std::sync::atomic::{AtomicU64, Ordering};

use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

use super::{PasswordFault, PeopleError};

/// Whether a password may be chosen for an account.
///
/// # Errors
/// Too short, too long, one that everybody tries, or the account's own name.
pub fn check(password: &str, name: &str) -> Result<(), PeopleError> {
    let length = password.chars().count();
    let plain = password.to_lowercase();
    let refuse = |why| Err(PeopleError::BadPassword(why));
    if length < SHORTEST {
        return refuse(PasswordFault::TooShort);
    }
    if length > LONGEST {
        return refuse(PasswordFault::TooLong);
    }
    if name.len() >= 4 && plain.contains(name) {
        return refuse(PasswordFault::HoldsName);
    }
    let mut characters = plain.chars();
    let first = characters.next();
    if characters.all(|c| Some(c) == first) || TRIED.iter().any(|tried| plain.contains(tried)) {
        return refuse(PasswordFault::Tried);
    }
    Ok(())
}

/// What is kept of a password.
pub fn keep(password: &str, salt: [u8; 16]) -> String {
    let salt = SaltString::encode_b64(&salt).expect("16 bytes are a salt");
    let kept = argon2id().hash_password(password.as_bytes(), &salt);
    kept.expect("the costs are within bounds").to_string()
}

/// Whether a password is the one that was kept. Without one, the same work is done for nothing.
pub fn is_it(password: &str, kept: Option<&str>) -> bool {
    let parsed = kept.and_then(|kept| PasswordHash::new(kept).ok());
    let Some(parsed) = parsed else {
        keep(password, [0; 16]);
        return false;
    };
    argon2id().verify_password(password.as_bytes(), &parsed).is_ok()
}

/// How many passwords were worked on by this process: each try is one, whoever it is for.
pub fn worked_on() -> u64 {
    WORKED_ON.load(Ordering::Relaxed)
}

fn argon2id() -> Argon2<'static> {
    WORKED_ON.fetch_add(1, Ordering::Relaxed);
    let costs = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the costs are within bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, costs)
}

static WORKED_ON: AtomicU64 = AtomicU64::new(0);

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const SHORTEST: usize = 12;
const LONGEST: usize = 128;

/// Pieces of passwords that everybody tries first.
const TRIED: [&str; 16] = [
    "password",
    "passwort",
    "motdepasse",
    "contraseña",
    "123456789",
    "987654321",
    "qwertyuiop",
    "qwertzuiop",
    "azertyuiop",
    "letmein",
    "welcome",
    "willkommen",
    "changeme",
    "administrator",
    "watchfire",
    "iloveyou",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_again_and_no_other_is() {
        let kept = keep("seven green lanterns", [7; 16]);
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(is_it("seven green lanterns", Some(&kept)));
        for other in ["seven green lantern", "Seven green lanterns", ""] {
            assert!(!is_it(other, Some(&kept)), "{other}");
        }
        assert!(!is_it("seven green lanterns", None));
        assert!(!is_it("seven green lanterns", Some("$argon2id$damaged")));
    }

    #[test]
    fn what_everybody_tries_will_not_do() {
        for bad in [
            "short",
            "aaaaaaaaaaaaaaaa",
            "Password2026!!",
            "anna.weber-anna.weber",
            &"x1".repeat(65),
        ] {
            assert!(check(bad, "anna.weber").is_err(), "{bad}");
        }
        for good in ["seven green lanterns", "ünïcödé wörds äre fine", "9f3k2m8d0s7a"] {
            assert!(check(good, "anna.weber").is_ok(), "{good}");
        }
    }
}
