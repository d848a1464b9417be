//! Lists by page.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::asked::{optional, read_whole, whole};
use crate::problem::Problem;

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Page<T> {
    /// Entries of this page.
    pub items: Vec<T>,
    /// Entries on all pages.
    pub total: u64,
    /// The `after` of the next page; null on the last.
    pub next_after: Option<u64>,
}

/// How many entries a page is to have.
pub(crate) fn limit_of(limit: Option<&str>) -> Result<u32, Problem> {
    Cut::of(limit, None).map(|cut| u32::try_from(cut.limit).unwrap_or(u32::MAX - 1))
}

/// Which part of a list was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    limit: usize,
    after: usize,
}

/// No parameters: whatever is given is refused, so that a misspelt one is noticed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

impl Cut {
    /// Reads `limit` and `after`.
    pub fn of(limit: Option<&str>, after: Option<&str>) -> Result<Self, Problem> {
        let form = format!("a whole number, 1 to {MOST_LIMIT}");
        let is_one = |limit: &u64| (1..=MOST_LIMIT).contains(limit);
        let parse = |text: &str| read_whole(text).filter(is_one);
        let limit = optional("limit", limit, &form, parse)?.unwrap_or(USUAL_LIMIT);
        let after = whole("after", after)?.unwrap_or(0);
        let as_size = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        Ok(Self { limit: as_size(limit), after: as_size(after) })
    }

    /// The page of a list that stands in memory; only its own entries are rendered.
    pub fn page<S, T>(self, all: &[S], render: impl Fn(&S) -> T) -> Page<T> {
        let items = self.of_list(all);
        let to = self.after.min(all.len()) + items.len();
        Page {
            items: items.iter().map(render).collect(),
            total: all.len() as u64,
            next_after: (to < all.len()).then_some(to as u64),
        }
    }

    /// The part of a list that was asked for.
    pub fn of_list<S>(self, all: &[S]) -> &[S] {
        let from = self.after.min(all.len());
        &all[from..from.saturating_add(self.limit).min(all.len())]
    }
}

const USUAL_LIMIT: u64 = 100;
const MOST_LIMIT: u64 = 1000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other_without_gap_or_overlap() {
        let all: Vec<u32> = (0..25).collect();
        let mut seen = Vec::new();
        let mut after = Some(0);
        while let Some(from) = after {
            let page = Cut::of(Some("10"), Some(&from.to_string())).unwrap().page(&all, |n| *n);
            assert_eq!(page.total, 25);
            seen.extend(page.items);
            after = page.next_after;
        }
        assert_eq!(seen, all);
    }

    #[test]
    fn limits_are_held() {
        assert_eq!(Cut::of(None, None).unwrap(), Cut { limit: 100, after: 0 });
        for limit in ["0", "1001", "-1", "ten", "", "18446744073709551616"] {
            assert!(Cut::of(Some(limit), None).is_err(), "{limit}");
        }
        let beyond = Cut::of(None, Some("9007199254740991")).unwrap().page(&[1, 2], |n| *n);
        assert_eq!((beyond.items.len(), beyond.next_after), (0, None));
        assert!(Cut::of(None, Some("9007199254740992")).is_err());
    }
}
