//! Submissions: the only way in.
//!
//! Answers: what a signed batch says about itself, what it replaces, and what was rejected. It does
//! not sign, seal or store: exchange and store do.

use std::fmt;

use jiff::civil::Date;

use crate::comment::SignalComment;
use crate::fact::FactKind;
use crate::handling::Handling;
use crate::quality::QualityDecision;
use crate::verdict::SignalVerdict;

/// A SHA-256 value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).ok()?;
            *byte = u8::from_str_radix(pair, 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// The first twelve hexadecimal digits, for people.
    pub fn short(&self) -> String {
        self.to_string()[..12].to_owned()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

/// Names one submission: 26 lower-case letters and digits, drawn at random by the node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubmissionId(String);

impl SubmissionId {
    /// An id from 128 random bits.
    pub fn from_random(bits: u128) -> Self {
        const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        let id = (0..26).rev().map(|i| char::from(ALPHABET[(bits >> (5 * i)) as usize & 31]));
        Self(id.collect())
    }

    /// Reads an id.
    pub fn parse(text: &str) -> Option<Self> {
        let is_ours = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        (text.len() == 26 && text.chars().all(is_ours)).then(|| Self(text.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SubmissionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where an entry stands in a node's ledger, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position(pub u64);

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// What earlier facts a submission takes the place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replaces {
    /// None. A key that stands already is still superseded: a key has one latest value.
    Nothing,
    /// Facts of the same keys; a key the new file no longer has keeps its old value.
    SameKeys,
    /// All facts of the same source whose period starts within these days, the same keys or not.
    Scope {
        /// First day.
        from: Date,
        /// Last day, included.
        to: Date,
    },
}

/// What it means when a period has no row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Absent {
    /// Nothing is known: the source may not have looked.
    Unknown,
    /// Nothing happened: the source lists every event.
    Zero,
}

impl Absent {
    /// The word for it, as used in files and on screens.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Zero => "zero",
        }
    }

    /// Reads the word that [`Absent::as_str`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Unknown, Self::Zero].into_iter().find(|absent| absent.as_str() == text)
    }
}

/// What a submission carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Rows of one or more kinds.
    Rows {
        /// Name of the source, such as "ct-ocme"; part of every fact key.
        source: String,
        /// Kinds of fact in it.
        kinds: Vec<FactKind>,
        /// What it replaces.
        replaces: Replaces,
        /// Largest place its figures cover; sums stop there.
        coverage: String,
        /// What it means when a period has no row.
        absent: Absent,
        /// The withdrawn or erased submission in whose place it stands, such as a redacted one.
        stands_in_for: Option<SubmissionId>,
    },
    /// The withdrawal of an earlier submission: its facts are hidden from the day of the withdrawal.
    Withdrawal {
        /// The submission withdrawn.
        of: SubmissionId,
        /// Why, in words.
        reason: String,
        /// How far it goes.
        extent: Extent,
    },
    /// What a person decided about a finding of data quality; no fact changes.
    Decision(Box<QualityDecision>),
    /// What a person makes of a signal; no fact changes.
    Verdict(Box<SignalVerdict>),
    /// What a person says about a signal; nothing else changes.
    Comment(Box<SignalComment>),
}

/// How far a withdrawal goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The facts are hidden from its day on; everything is kept.
    Hide,
    /// Key, payload and facts are destroyed, for every day; what is left is that it was there.
    Erase,
}

/// The header of a submission, as it is signed.
///
/// - Shape: the digests commit to the payload with a salt that is kept with the payload's key, so
///   that an erased payload cannot be confirmed by guessing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The submission's name.
    pub id: SubmissionId,
    /// Who submits: the node or organisation's name.
    pub issuer: String,
    /// Version of the header and of the fact tables.
    pub schema_version: u16,
    /// Day the submission was made.
    pub submitted_on: Date,
    /// Day from which what it says about earlier facts holds; never back-dated.
    pub effective_on: Date,
    /// What it carries.
    pub content: Content,
    /// How it may be handled.
    pub handling: Handling,
    /// Day by which its retention must be reviewed.
    pub review_on: Date,
    /// File name as submitted.
    pub file_name: String,
    /// Salted digest of the original file's bytes.
    pub payload_digest: Digest,
    /// Salted digest of the mapping's bytes.
    pub mapping_digest: Digest,
    /// Digest of the vocabulary that resolved its words.
    pub vocabulary_digest: Digest,
    /// Rows read.
    pub rows_read: u64,
    /// Rows accepted.
    pub rows_accepted: u64,
    /// Facts made from the accepted rows.
    pub facts: u64,
}

impl Header {
    /// Rows rejected: accepted and rejected always make the rows read.
    pub const fn rows_rejected(&self) -> u64 {
        self.rows_read - self.rows_accepted
    }
}

/// A row that was not accepted, and why.
///
/// - Personal data: the row's text is kept as it stood, sealed with the payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// Row of the file, counted as a spreadsheet does.
    pub row: u64,
    /// Column at fault; empty when the whole row is.
    pub column: String,
    /// The value at fault, as it stood.
    pub value: String,
    /// Why, and what to do.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_round_trip_and_sort_as_their_numbers() {
        let (low, high) = (SubmissionId::from_random(7), SubmissionId::from_random(u128::MAX));
        assert!(low < high);
        for id in [low, high] {
            assert_eq!(SubmissionId::parse(id.as_str()), Some(id));
        }
        assert_eq!(SubmissionId::parse("../../etc/passwd"), None);
    }

    #[test]
    fn digests_round_trip() {
        let digest = Digest(std::array::from_fn(|i| i as u8 * 7));
        assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
        assert_eq!(Digest::parse("é"), None);
    }
}
