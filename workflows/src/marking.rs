//! How a signal may be handled: as strictly as the strictest file that it may rest on.

use std::collections::BTreeSet;

use store::node::Node;
use store::submissions::ReadError;
use vocabulary::finding::Signal;
use vocabulary::handling::{Purpose, Reader, Tlp};
use vocabulary::submission::Content;

/// Who may see a signal, and what for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marking {
    /// The strictest of its files; a single row may be stricter.
    pub tlp: Tlp,
    /// What all of its files may be used for.
    pub purposes: Vec<Purpose>,
}

/// The marking of a signal, from all files of its sources that were stored when its run was made; `None` where
/// none of them is there any more.
///
/// # Errors
/// When submissions cannot be read.
pub async fn marking_of(
    node: &Node,
    signal: &Signal,
    reader: &Reader,
) -> Result<Option<Marking>, ReadError> {
    let sources: BTreeSet<&str> =
        signal.findings.iter().map(|f| f.series.source.as_str()).collect();
    let Some(vantage) = signal.findings.first().map(|finding| finding.vantage) else {
        return Ok(None);
    };
    let all = node.submissions(reader).await?;
    let files = all.iter().filter(|stored| {
        let of = |content: &Content| matches!(content, Content::Rows { source, .. } if sources.contains(source.as_str()));
        stored.position <= vantage.position && of(&stored.header.content)
    });
    let marking = files.fold(None, |so_far: Option<Marking>, stored| {
        let handling = &stored.header.handling;
        let own = Marking { tlp: handling.tlp, purposes: handling.purposes.clone() };
        Some(so_far.map_or_else(|| own.clone(), |so_far| so_far.with(&own)))
    });
    Ok(marking)
}

impl Marking {
    fn with(mut self, other: &Self) -> Self {
        self.tlp = self.tlp.max(other.tlp);
        self.purposes.retain(|purpose| other.purposes.contains(purpose));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strictest_file_decides() {
        let of = |tlp, purposes: &[Purpose]| Marking { tlp, purposes: purposes.to_vec() };
        let (health, law) = (Purpose::PublicHealth, Purpose::LawEnforcement);
        let both = of(Tlp::Green, &[health, law]).with(&of(Tlp::Amber, &[law]));
        assert_eq!(both, of(Tlp::Amber, &[law]));
        assert_eq!(of(Tlp::Red, &[health]).with(&of(Tlp::Clear, &[law])), of(Tlp::Red, &[]));
    }
}
