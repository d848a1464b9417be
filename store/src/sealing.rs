//! Payloads under lock and key.
//!
//! Answers: how bytes are sealed under a submission's own key, and how the log commits to them so
//! that erasing key and salt leaves nothing to confirm. It does not keep the keys.

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use sha2::{Digest as _, Sha256};
use vocabulary::submission::Digest;

/// What belongs to one submission alone and goes when it is erased.
///
/// - Shape: drawn at random once; never derived, never used for another submission.
#[derive(Clone, PartialEq, Eq)]
pub struct SubmissionSecrets {
    /// Key of payload, rejected rows and personal facts.
    pub key: [u8; 32],
    /// Salt of the digests in the header.
    pub salt: [u8; 32],
}

/// The sealed bytes do not open.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("'{0}' does not open under its key: it was altered or belongs to another submission")]
pub struct DoesNotOpen(pub String);

/// Seals `plain` under the submission's key, bound to the name it is stored under.
///
/// - Shape: each name is used once for a key, so the nonce can be taken from the name.
pub fn seal(secrets: &SubmissionSecrets, name: &str, plain: &[u8]) -> Vec<u8> {
    let payload = Payload { msg: plain, aad: name.as_bytes() };
    cipher(secrets).encrypt(&nonce(name), payload).expect("payloads are far below 256 GiB")
}

/// Opens what [`seal`] made under the same name.
///
/// # Errors
/// When a bit was changed, or key or name are others.
pub fn open(
    secrets: &SubmissionSecrets,
    name: &str,
    sealed: &[u8],
) -> Result<Vec<u8>, DoesNotOpen> {
    let payload = Payload { msg: sealed, aad: name.as_bytes() };
    cipher(secrets).decrypt(&nonce(name), payload).map_err(|_| DoesNotOpen(name.to_owned()))
}

/// A digest that only the holder of the salt can check.
pub fn salted_digest(salt: &[u8; 32], bytes: &[u8]) -> Digest {
    keyed_digest(salt, &[bytes])
}

/// A digest under a key, over parts with their lengths.
pub fn keyed_digest(key: &[u8; 32], parts: &[&[u8]]) -> Digest {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length of key will do");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    Digest(mac.finalize().into_bytes().into())
}

/// Plain SHA-256, for what is public.
pub fn plain_digest(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}

fn cipher(secrets: &SubmissionSecrets) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(secrets.key))
}

fn nonce(name: &str) -> XNonce {
    let digest = Sha256::digest(name.as_bytes());
    let mut nonce = [0; 24];
    nonce.copy_from_slice(&digest[..24]);
    XNonce::from(nonce)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRETS: SubmissionSecrets = SubmissionSecrets { key: [3; 32], salt: [4; 32] };

    #[test]
    fn what_is_sealed_opens_only_under_its_name_and_key() {
        let sealed = seal(&SECRETS, "payload", b"row");
        assert_eq!(open(&SECRETS, "payload", &sealed).unwrap(), b"row");
        assert!(open(&SECRETS, "rejected", &sealed).is_err());
        let other = SubmissionSecrets { key: [5; 32], ..SECRETS };
        assert!(open(&other, "payload", &sealed).is_err());
    }

    #[test]
    fn no_bit_can_be_changed() {
        let sealed = seal(&SECRETS, "payload", b"row");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open(&SECRETS, "payload", &changed).is_err());
        }
    }

    #[test]
    fn parts_cannot_be_shifted_into_each_other() {
        assert_ne!(keyed_digest(&[1; 32], &[b"ab", b"c"]), keyed_digest(&[1; 32], &[b"a", b"bc"]));
    }
}
