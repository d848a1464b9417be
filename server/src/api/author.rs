//! Who made what stands in the ledger: told with it, to whoever is shown it.

use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::people::Author;

use crate::service::Service;

/// Who made something, as they were then; the account may be closed since.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct MadeBy {
    /// The name as others see it.
    name: String,
    /// The organisation they worked for.
    organisation: String,
}

impl MadeBy {
    /// Of an author.
    pub fn of(author: &Author) -> Self {
        Self { name: author.shown_name.clone(), organisation: author.organisation.clone() }
    }
}

impl Service {
    /// Whoever asks, as the author of what they make; nobody at the node's own terminal or with its link.
    pub(crate) fn author(&self) -> Option<Author> {
        self.asker().person.as_ref().map(vocabulary::people::Person::author)
    }
}
