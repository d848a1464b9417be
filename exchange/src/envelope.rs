//! The envelope: a header, its signature, and nothing else.
//!
//! Signed bytes are stored verbatim and never serialised again. The signature covers a domain tag
//! and the algorithm's name, so a signature made for one use cannot be shown for another.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use vocabulary::submission::Header;

use crate::header_json::{HeaderJsonError, read_header, write_header};

/// Largest envelope that is read, in bytes.
pub const LARGEST_ENVELOPE: usize = 1 << 20;

const MAGIC: &[u8] = b"watchfire-envelope/1\n";
const DOMAIN: &[u8] = b"watchfire submission header v1";
const ALGORITHM: &[u8] = b"ed25519";

/// A node's signing key.
///
/// - Personal data: none, but whoever holds it can speak for the node.
pub struct NodeKey(pub(crate) SigningKey);

impl NodeKey {
    /// A key from 32 secret bytes.
    pub fn from_secret(secret: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(secret))
    }

    /// The public half, by which others know the node.
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }
}

/// Bytes of an envelope as they came. Nothing in them may be believed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedEnvelope(pub Vec<u8>);

/// An envelope whose signature holds. Only [`ReceivedEnvelope::verify`] and [`seal`] make one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedEnvelope {
    bytes: Vec<u8>,
    signer: [u8; 32],
    header: Header,
}

/// Why an envelope is not believed.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum EnvelopeError {
    /// Longer than [`LARGEST_ENVELOPE`].
    #[error("the envelope has {0} bytes; at most {LARGEST_ENVELOPE} are read")]
    TooLarge(usize),
    /// Not the shape of an envelope.
    #[error("not a Watchfire envelope: {0}")]
    Malformed(&'static str),
    /// Made with a key that is not the expected one.
    #[error("the envelope is signed with another key than the expected one")]
    UnexpectedKey,
    /// The signature does not fit the bytes.
    #[error("the signature does not fit: the envelope was altered or signed for another use")]
    BadSignature,
    /// The header inside is not readable.
    #[error(transparent)]
    Header(#[from] HeaderJsonError),
}

/// Signs a header.
pub fn seal(header: &Header, key: &NodeKey) -> VerifiedEnvelope {
    let body = write_header(header);
    let signature = key.0.sign(&message(&body));
    let mut bytes = MAGIC.to_vec();
    put(&mut bytes, ALGORITHM);
    put(&mut bytes, &key.public());
    put(&mut bytes, &body);
    put(&mut bytes, &signature.to_bytes());
    VerifiedEnvelope { bytes, signer: key.public(), header: header.clone() }
}

impl ReceivedEnvelope {
    /// Checks form, key and signature, and reads the header.
    ///
    /// # Errors
    /// When the bytes are not exactly what [`seal`] makes for some header and this key.
    pub fn verify(self, expected_key: &[u8; 32]) -> Result<VerifiedEnvelope, EnvelopeError> {
        let Self(bytes) = self;
        if bytes.len() > LARGEST_ENVELOPE {
            return Err(EnvelopeError::TooLarge(bytes.len()));
        }
        let rest = bytes
            .strip_prefix(MAGIC)
            .ok_or(EnvelopeError::Malformed("it does not start as one"))?;
        let (algorithm, rest) = take(rest)?;
        let (signer, rest) = take(rest)?;
        let (body, rest) = take(rest)?;
        let (signature, rest) = take(rest)?;
        if algorithm != ALGORITHM {
            return Err(EnvelopeError::Malformed("it names an unknown signature algorithm"));
        }
        if !rest.is_empty() {
            return Err(EnvelopeError::Malformed("bytes follow its end"));
        }
        if signer != expected_key {
            return Err(EnvelopeError::UnexpectedKey);
        }
        let key =
            VerifyingKey::from_bytes(expected_key).map_err(|_| EnvelopeError::UnexpectedKey)?;
        let signature =
            Signature::from_slice(signature).map_err(|_| EnvelopeError::BadSignature)?;
        key.verify_strict(&message(body), &signature).map_err(|_| EnvelopeError::BadSignature)?;
        let header = read_header(body)?;
        Ok(VerifiedEnvelope { signer: *expected_key, header, bytes })
    }
}

impl VerifiedEnvelope {
    /// The bytes as signed, to be stored verbatim.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Public key of the signer.
    pub const fn signer(&self) -> &[u8; 32] {
        &self.signer
    }

    /// What was signed.
    pub const fn header(&self) -> &Header {
        &self.header
    }
}

/// The bytes that are signed: domain, algorithm and body, each with its length before it.
fn message(body: &[u8]) -> Vec<u8> {
    let mut message = Vec::with_capacity(body.len() + 64);
    for part in [DOMAIN, ALGORITHM, body] {
        put(&mut message, part);
    }
    message
}

fn put(bytes: &mut Vec<u8>, part: &[u8]) {
    let length = u32::try_from(part.len()).expect("parts of an envelope are far below 4 GiB");
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(part);
}

fn take(bytes: &[u8]) -> Result<(&[u8], &[u8]), EnvelopeError> {
    let cut = EnvelopeError::Malformed("it is cut short");
    let Some((length, rest)) = bytes.split_first_chunk::<4>() else { return Err(cut) };
    rest.split_at_checked(u32::from_be_bytes(*length) as usize).ok_or(cut)
}

#[cfg(test)]
#[path = "envelope/tests.rs"]
mod tests;
