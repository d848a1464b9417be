//! What is there for somebody of a ledger's entries: each marking asked about once, and each answer kept.
//!
//! People of one role, organisation and purpose share their answers; a node has few markings, however many entries.

use std::collections::HashMap;
use std::sync::Arc;

use vocabulary::handling::{Handling, Sees};
use vocabulary::people::Action;
use vocabulary::submission::Position;

use crate::decide::{Marked, Profile};
use crate::rules::Rules;

/// The markings of a ledger's entries, and what was decided about them.
#[derive(Default)]
pub struct Entries {
    /// Where each marking stands among those there are, in the order of their first entries.
    markings: HashMap<(String, Handling), usize>,
    /// For each entry, in order, where its marking stands.
    of_entry: Vec<usize>,
    /// What somebody like this sees.
    seen: HashMap<(Profile, Action), Seen>,
}

/// What somebody sees, of as many markings and entries as there were.
struct Seen {
    allowed: Vec<bool>,
    entries: usize,
    sees: Sees,
}

impl Entries {
    /// How many entries are known.
    pub fn len(&self) -> usize {
        self.of_entry.len()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.of_entry.is_empty()
    }

    /// Adds the next entry: who submitted it, and how it is marked.
    pub fn add(&mut self, marking: (String, Handling)) {
        let next = self.markings.len();
        self.of_entry.push(*self.markings.entry(marking).or_insert(next));
    }

    /// The entries about which somebody may do something.
    pub fn seen_by(&mut self, rules: &Rules, profile: &Profile, action: Action) -> Sees {
        let question = (profile.clone(), action);
        if self.seen.len() >= MOST_KEPT && !self.seen.contains_key(&question) {
            self.seen.clear();
        }
        let known = self.seen.entry(question).or_insert_with(|| Seen {
            allowed: Vec::new(),
            entries: 0,
            sees: Sees::Only(Arc::new([])),
        });
        if known.entries == self.of_entry.len() {
            return known.sees.clone();
        }
        let decided = known.allowed.len();
        known.allowed.resize(self.markings.len(), false);
        for ((issuer, handling), at) in &self.markings {
            if *at >= decided {
                let what = Marked { issuer, handling };
                known.allowed[*at] = rules.about_information(profile, action, what).is_allowed;
            }
        }
        let of_entry = self.of_entry.iter().enumerate();
        let visible = of_entry.filter(|(_, marking)| known.allowed[**marking]);
        known.sees = Sees::Only(visible.map(|(at, _)| Position(at as u64 + 1)).collect());
        known.entries = self.of_entry.len();
        known.sees.clone()
    }
}

/// Answers that are kept.
const MOST_KEPT: usize = 500;

#[cfg(test)]
mod tests {
    use vocabulary::handling::{Purpose, Tlp};

    use super::*;

    #[test]
    fn what_came_later_is_decided_beside_what_was_decided() {
        let rules = Rules::shipped();
        let profile = Profile {
            roles: vec!["analyst".to_owned()],
            purposes: vec![Purpose::PublicHealth],
            organisation: "Ours".to_owned(),
            unit: String::new(),
            purpose: Purpose::PublicHealth,
            scope: None,
        };
        let red = Handling { tlp: Tlp::Red, ..Handling::published() };
        let mut entries = Entries::default();
        let mut seen = |marking: Option<(&str, &Handling)>| {
            if let Some((issuer, handling)) = marking {
                entries.add((issuer.to_owned(), handling.clone()));
            }
            match entries.seen_by(&rules, &profile, Action::Read) {
                Sees::Only(seen) => seen.iter().map(|entry| entry.0).collect::<Vec<_>>(),
                Sees::All => unreachable!("nobody but the terminal sees all"),
            }
        };
        let open = Handling::published();
        assert_eq!(seen(None), Vec::<u64>::new());
        assert_eq!(seen(Some(("Theirs", &open))), [1]);
        assert_eq!(seen(Some(("Theirs", &red))), [1]);
        assert_eq!(seen(Some(("Ours", &red))), [1, 3]);
        assert_eq!(seen(Some(("Theirs", &open))), [1, 3, 4]);
        assert_eq!(seen(Some(("Theirs", &red))), [1, 3, 4]);
        assert_eq!(seen(None), [1, 3, 4]);
    }
}
