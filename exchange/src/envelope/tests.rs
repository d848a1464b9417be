//! Envelopes: what is sealed opens, and nothing else does.

use jiff::civil::date;
use vocabulary::fact::FactKind;
use vocabulary::handling::{Handling, HandlingCode, SourceGrade};
use vocabulary::submission::{Absent, Content, Digest, Extent, Replaces, SubmissionId};

use super::*;

fn header() -> Header {
    Header {
        id: SubmissionId::from_random(42),
        issuer: "Focal point".to_owned(),
        schema_version: 1,
        submitted_on: date(2026, 11, 22),
        effective_on: date(2026, 11, 22),
        content: Content::Rows {
            source: "ct-ocme".to_owned(),
            kinds: vec![FactKind::Case],
            replaces: Replaces::Scope { from: date(2020, 1, 1), to: date(2020, 12, 31) },
            coverage: "US-CT".to_owned(),
            absent: Absent::Zero,
            stands_in_for: None,
        },
        handling: Handling {
            codes: vec![HandlingCode::H1],
            source_grade: Some(SourceGrade::A),
            ..Handling::published()
        },
        review_on: date(2031, 11, 22),
        file_name: "décès \"2020\".csv".to_owned(),
        payload_digest: Digest([1; 32]),
        mapping_digest: Digest([2; 32]),
        vocabulary_digest: Digest([3; 32]),
        rows_read: 10,
        rows_accepted: 9,
        facts: 12,
    }
}

fn key() -> NodeKey {
    NodeKey::from_secret(&[7; 32])
}

#[test]
fn what_is_sealed_is_read_back() {
    let withdrawal = |extent| Header {
        content: Content::Withdrawal {
            of: SubmissionId::from_random(1),
            reason: "sent twice".to_owned(),
            extent,
        },
        ..header()
    };
    let mut redacted = header();
    if let Content::Rows { stands_in_for, .. } = &mut redacted.content {
        *stands_in_for = Some(SubmissionId::from_random(2));
    }
    for header in [header(), redacted, withdrawal(Extent::Hide), withdrawal(Extent::Erase)] {
        let sealed = seal(&header, &key());
        let received = ReceivedEnvelope(sealed.bytes().to_vec());
        let verified = received.verify(&key().public()).unwrap();
        assert_eq!(verified.header(), &header);
        assert_eq!(verified, sealed);
    }
}

#[test]
fn no_single_byte_can_be_changed_added_or_lost() {
    let bytes = seal(&header(), &key()).bytes().to_vec();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert!(ReceivedEnvelope(changed).verify(&key().public()).is_err(), "byte {at}");
        assert!(ReceivedEnvelope(bytes[..at].to_vec()).verify(&key().public()).is_err());
    }
    let longer = [bytes.as_slice(), &[0]].concat();
    assert!(ReceivedEnvelope(longer).verify(&key().public()).is_err());
}

#[test]
fn another_key_is_not_believed() {
    let received = ReceivedEnvelope(seal(&header(), &key()).bytes().to_vec());
    let other = NodeKey::from_secret(&[8; 32]).public();
    assert_eq!(received.verify(&other), Err(EnvelopeError::UnexpectedKey));
}

#[test]
fn a_header_has_one_text() {
    let text = String::from_utf8(write_header(&header())).unwrap();
    assert!(read_header(text.as_bytes()).is_ok());
    let spaced = text.replacen(':', ": ", 1);
    assert_eq!(read_header(spaced.as_bytes()), Err(HeaderJsonError::NotCanonical));
    let more = text.replacen('{', "{\"extra\":1,", 1);
    assert!(matches!(read_header(more.as_bytes()), Err(HeaderJsonError::Unreadable(_))));
    let impossible = text.replace("\"rows_accepted\":9", "\"rows_accepted\":11");
    assert!(matches!(read_header(impossible.as_bytes()), Err(HeaderJsonError::UnknownWord { .. })));
}
