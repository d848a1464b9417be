//! Envelopes: what is sealed opens, and nothing else does.

use jiff::civil::date;
use rust_decimal::Decimal;
use vocabulary::comment::{CommentText, SignalComment};
use vocabulary::fact::FactKind;
use vocabulary::handling::{Handling, HandlingCode, SourceGrade};
use vocabulary::indicator::IndicatorId;
use vocabulary::period::Period;
use vocabulary::place::PlaceId;
use vocabulary::quality::{Fault, QualityDecision, Subject, Treatment, Verdict};
use vocabulary::quantity::ValueUnit;
use vocabulary::submission::{Absent, Content, Digest, Extent, Replaces, SubmissionId};
use vocabulary::substance::SubstanceId;
use vocabulary::verdict::{Judged, SignalVerdict};

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

/// A decision about a finding: with every part of its subject, or with hardly any.
fn decision(is_full: bool) -> Header {
    let mut subject = Subject::of(Fault::UnitOutlier, "unodc-ids".to_owned());
    if is_full {
        subject.indicator = IndicatorId::parse("seizures-quantity").ok();
        subject.substance = SubstanceId::parse("acetic-anhydride").ok();
        subject.place = PlaceId::parse("PK").ok();
        subject.unit = Some(ValueUnit::Kilogram);
        subject.period = Period::parse("2013-05-17").ok();
        subject.value = Some(Decimal::from(103_563));
        subject.other = Some("2012".to_owned());
    }
    let decision = QualityDecision {
        finding: "unit-outlier-0123456789ab".to_owned(),
        subject,
        verdict: if is_full { Verdict::Accepted } else { Verdict::Rejected },
        treatment: is_full.then_some(Treatment::LeaveOut),
        because: "litres, says the report".to_owned(),
    };
    Header { content: Content::Decision(Box::new(decision)), ..header() }
}

/// A verdict on a signal.
fn verdict() -> Header {
    let verdict = SignalVerdict {
        signal: "fentanyl.US-CT.rise.2015-07-01.v2".to_owned(),
        judged: Judged::Real,
        seen_as_of: date(2016, 1, 31),
        because: "the medical examiner confirms it".to_owned(),
    };
    Header { content: Content::Verdict(Box::new(verdict)), ..header() }
}

/// A comment on a signal.
fn comment() -> Header {
    let comment = SignalComment {
        signal: "fentanyl.US-CT.rise.2015-07-01.v2".to_owned(),
        seen_as_of: date(2016, 1, 31),
        text: CommentText::parse("The laboratory moved.\nSee its report.").unwrap(),
    };
    Header { content: Content::Comment(Box::new(comment)), ..header() }
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
    let withdrawals = [withdrawal(Extent::Hide), withdrawal(Extent::Erase)];
    let headers = [header(), redacted, decision(true), decision(false), verdict(), comment()];
    for header in headers.into_iter().chain(withdrawals) {
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
