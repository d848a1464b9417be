//! Payloads under lock and key.
//!
//! Answers: how bytes are sealed under a submission's own key, and how the log commits to them so
//! that erasing key and salt leaves nothing to confirm. It does not keep the keys.

use std::io::{self, BufRead as _, Read as _, Write};

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use sha2::{Digest as _, Sha256};
use siphasher::sip128::SipHasher24;
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
pub fn seal(secrets: &SubmissionSecrets, name: &str, plain: &[u8]) -> Vec<u8> {
    let mut writer = SealingWriter::new(secrets, name, Vec::new());
    writer.write_all(plain).expect("a vector takes every byte");
    writer.finish().expect("a vector takes every byte")
}

/// Opens what [`SealingWriter`] made under the same name.
///
/// # Errors
/// When a bit was changed, a piece is missing or moved, or key or name are others.
pub fn open(
    secrets: &SubmissionSecrets,
    name: &str,
    sealed: &[u8],
) -> Result<Vec<u8>, DoesNotOpen> {
    let pieces = Pieces::new(secrets, name);
    let mut plain = Vec::with_capacity(sealed.len());
    let last = sealed.len().saturating_sub(1) / SEALED_PIECE;
    for number in 0..=last {
        let from = number * SEALED_PIECE;
        let piece = &sealed[from..sealed.len().min(from + SEALED_PIECE)];
        plain.extend(pieces.open(number, number == last, piece)?);
    }
    Ok(plain)
}

/// Opens what [`SealingWriter`] made, a piece at a time; nothing of a piece is shown before it is proven.
///
/// # Errors
/// When it cannot be read, or as [`open`].
pub fn open_stream(
    secrets: &SubmissionSecrets,
    name: &str,
    from: impl io::Read,
    mut visit: impl FnMut(&[u8]),
) -> io::Result<()> {
    let pieces = Pieces::new(secrets, name);
    let mut from = io::BufReader::with_capacity(SEALED_PIECE, from);
    for number in 0.. {
        let mut piece = Vec::with_capacity(SEALED_PIECE);
        from.by_ref().take(SEALED_PIECE as u64).read_to_end(&mut piece)?;
        let is_last = from.fill_buf()?.is_empty();
        let plain = pieces.open(number, is_last, &piece);
        visit(&plain.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?);
        if is_last {
            break;
        }
    }
    Ok(())
}

/// Seals what is written to it, a piece at a time.
///
/// - Shape: pieces of 64 KiB, each sealed under a nonce of the name, its number and whether it is
///   the last, so that none can be changed, moved, left out or cut off. Each name is used once for
///   a key.
/// - Source: Hoang, Reyhanitabar, Rogaway, Vizár 2015, "Online Authenticated-Encryption and its
///   Nonce-Reuse Misuse-Resistance" (the STREAM construction), <https://eprint.iacr.org/2015/189>.
pub struct SealingWriter<W> {
    pieces: Pieces,
    number: usize,
    plain: Vec<u8>,
    to: W,
}

impl<W: Write> SealingWriter<W> {
    /// Seals under the submission's key, bound to `name`.
    pub fn new(secrets: &SubmissionSecrets, name: &str, to: W) -> Self {
        let pieces = Pieces::new(secrets, name);
        Self { pieces, number: 0, plain: Vec::with_capacity(PIECE), to }
    }

    /// What is written to.
    pub const fn inner(&self) -> &W {
        &self.to
    }

    /// Seals the last piece and gives back what was written to.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        let sealed = self.pieces.seal(self.number, true, &self.plain);
        self.to.write_all(&sealed)?;
        Ok(self.to)
    }
}

impl<W: Write> Write for SealingWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full piece waits for more: only then is it known not to be the last.
        if self.plain.len() == PIECE && !bytes.is_empty() {
            let sealed = self.pieces.seal(self.number, false, &self.plain);
            self.to.write_all(&sealed)?;
            self.number += 1;
            self.plain.clear();
        }
        let taken = bytes.len().min(PIECE - self.plain.len());
        self.plain.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// What the pieces of one sealed file have in common.
struct Pieces {
    cipher: XChaCha20Poly1305,
    name: String,
    prefix: [u8; 19],
}

impl Pieces {
    fn new(secrets: &SubmissionSecrets, name: &str) -> Self {
        let cipher = XChaCha20Poly1305::new(&Key::from(secrets.key));
        let mut prefix = [0; 19];
        prefix.copy_from_slice(&Sha256::digest(name.as_bytes())[..19]);
        Self { cipher, name: name.to_owned(), prefix }
    }

    fn seal(&self, number: usize, is_last: bool, plain: &[u8]) -> Vec<u8> {
        let payload = Payload { msg: plain, aad: self.name.as_bytes() };
        self.cipher.encrypt(&self.nonce(number, is_last), payload).expect("a piece is short")
    }

    fn open(&self, number: usize, is_last: bool, sealed: &[u8]) -> Result<Vec<u8>, DoesNotOpen> {
        let payload = Payload { msg: sealed, aad: self.name.as_bytes() };
        self.cipher
            .decrypt(&self.nonce(number, is_last), payload)
            .map_err(|_| DoesNotOpen(self.name.clone()))
    }

    fn nonce(&self, number: usize, is_last: bool) -> XNonce {
        let number = u32::try_from(number).expect("a file has fewer than 2^32 pieces");
        let mut nonce = [0; 24];
        nonce[..19].copy_from_slice(&self.prefix);
        nonce[19..23].copy_from_slice(&number.to_be_bytes());
        nonce[23] = u8::from(is_last);
        XNonce::from(nonce)
    }
}

/// Bytes of a piece before and after it is sealed.
const PIECE: usize = 64 * 1024;
const SEALED_PIECE: usize = PIECE + 16;

/// A digest that only the holder of the salt can check, of bytes with this plain digest.
pub fn salted_digest(salt: &[u8; 32], plain: &Digest) -> Digest {
    keyed_digest(salt, &[&plain.0])
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

/// Digests of 128 bits under one key, for very many short texts: equal texts have equal digests, and
/// without the key a digest says nothing of its text.
///
/// - Source: `SipHash`-2-4 with 128 bits, a pseudorandom function of short inputs: Aumasson, Bernstein
///   2012, <https://eprint.iacr.org/2012/351>.
pub(crate) struct ShortDigests(SipHasher24);

impl ShortDigests {
    pub fn new(secret: &[u8; 32]) -> Self {
        let mut key = [0; 16];
        // A key of its own: the secret itself keys other digests.
        key.copy_from_slice(&keyed_digest(secret, &[b"fact keys"]).0[..16]);
        Self(SipHasher24::new_with_key(&key))
    }

    pub fn of(&self, text: &[u8]) -> [u8; 16] {
        self.0.hash(text).as_bytes()
    }
}

/// Plain SHA-256 of bytes that come bit by bit.
#[derive(Clone, Default)]
pub struct PlainHasher(Sha256);

impl PlainHasher {
    /// Adds bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of what was added so far.
    pub fn so_far(&self) -> Digest {
        Digest(self.0.clone().finalize().into())
    }
}

/// Plain SHA-256, for what is public.
pub fn plain_digest(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
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
    fn pieces_cannot_be_cut_off_or_moved() {
        let plain: Vec<u8> = (0..3 * PIECE + 5).map(|at| (at / PIECE) as u8).collect();
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, plain.len()] {
            let sealed = seal(&SECRETS, "payload", &plain[..length]);
            assert_eq!(open(&SECRETS, "payload", &sealed).unwrap(), &plain[..length]);
            let mut streamed: Vec<u8> = Vec::new();
            open_stream(&SECRETS, "payload", sealed.as_slice(), |piece| streamed.extend(piece))
                .unwrap();
            assert_eq!(streamed, &plain[..length]);
        }
        let sealed = seal(&SECRETS, "payload", &plain);
        assert!(open(&SECRETS, "payload", &sealed[..SEALED_PIECE]).is_err());
        assert!(open(&SECRETS, "payload", &sealed[..2 * SEALED_PIECE]).is_err());
        assert!(open(&SECRETS, "payload", b"").is_err());
        let mut moved = sealed.clone();
        moved[..2 * SEALED_PIECE].rotate_left(SEALED_PIECE);
        assert!(open(&SECRETS, "payload", &moved).is_err());
    }

    #[test]
    fn parts_cannot_be_shifted_into_each_other() {
        assert_ne!(keyed_digest(&[1; 32], &[b"ab", b"c"]), keyed_digest(&[1; 32], &[b"a", b"bc"]));
    }
}
