//! Who sees what: the one place where policy is asked, and where a [`Reader`] for a person is made.
//!
//! Every entry of the ledger is marked. Policy is asked once for each marking there is, of which a node has
//! few, and not for each row; what it allows becomes the list of entries that are there for the reader.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use policy::cases::{hold, hold_shipped};
use policy::decide::{Decision, Marked, Profile};
use policy::entries::Entries;
pub use policy::rules::Rule;
use policy::rules::{Mistake, PolicyFile, Rules};
use store::disk::DiskError;
use store::node::Node;
use store::policies::StoredPolicy;
use store::submissions::ReadError;
use vocabulary::handling::{Handling, Reader};
use vocabulary::people::{Action, Asker};
use vocabulary::submission::Position;

/// Why nobody can be let in.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// A rule is wrong, or breaks a case.
    #[error("{0}. No rule of this node holds until that is mended")]
    Mistake(#[from] Mistake),
    /// The files cannot be read.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// The rules in force in a node, and the markings of its entries.
pub struct Access {
    rules: Rules,
    entries: Mutex<Entries>,
}

impl Access {
    /// Reads the rules of a node, and holds them against the cases that stand beside them and those that last.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn of_node(node: &Node) -> Result<Self, AccessError> {
        let (mut rules, mut cases) = (Vec::new(), Vec::new());
        for StoredPolicy { name, text } in node.policies()? {
            let file = PolicyFile { name, text };
            match Path::new(&file.name).extension().and_then(OsStr::to_str) {
                Some("cedar") => rules.push(file),
                Some("toml") => cases.push(file),
                // A rule that nobody reads forbids nothing.
                _ => {
                    let what = "rules end in .cedar and cases in .toml; name it so, or take it out";
                    return Err(Mistake::at(&file.name, &file.text, 0, what.to_owned()).into());
                }
            }
        }
        let rules = Rules::with(&rules)?;
        hold_shipped(&rules)?;
        for file in &cases {
            hold(&rules, file)?;
        }
        Ok(Self { rules, entries: Mutex::default() })
    }

    /// The shipped rules alone.
    pub fn shipped() -> Self {
        Self { rules: Rules::shipped(), entries: Mutex::default() }
    }

    /// The rules.
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// What is there for somebody who wants to do something: everything for the one at the node's own terminal,
    /// else what policy allows them.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn reader(
        &self,
        node: &Node,
        asker: &Asker,
        action: Action,
    ) -> Result<Reader, ReadError> {
        let Some(person) = &asker.person else { return Ok(Reader::local_administrator()) };
        let profile = Profile::of(person, asker.purpose, &asker.means);
        let known_so_far = self.entries().len();
        let new = node.markings_after(Position(known_so_far as u64)).await?;
        let mut entries = self.entries();
        // Somebody else may have read them meanwhile.
        let already = entries.len() - known_so_far;
        for marking in new.into_iter().skip(already) {
            entries.add(marking);
        }
        let sees = entries.seen_by(&self.rules, &profile, action);
        Ok(Reader {
            name: Some(person.name.clone()),
            roles: person.roles.clone(),
            purpose: asker.purpose,
            sees,
        })
    }

    /// Whether somebody may do something with information that is marked so and comes from this organisation.
    pub fn about_information(
        &self,
        asker: &Asker,
        action: Action,
        issuer: &str,
        handling: &Handling,
    ) -> Decision {
        let what = Marked { issuer, handling };
        Self::decide(asker, |profile| self.rules.about_information(profile, action, what))
    }

    /// Whether somebody may run or oversee the node.
    pub fn about_node(&self, asker: &Asker, action: Action) -> Decision {
        Self::decide(asker, |profile| self.rules.about_node(profile, action))
    }

    fn decide(asker: &Asker, ask: impl FnOnce(&Profile) -> Decision) -> Decision {
        match &asker.person {
            // Who has the node's files and keys has all of it.
            None => Decision { is_allowed: true, by: Vec::new() },
            Some(person) => ask(&Profile::of(person, asker.purpose, &asker.means)),
        }
    }

    fn entries(&self) -> std::sync::MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
