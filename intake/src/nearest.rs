//! Which of some names a misspelt one comes nearest to.
//!
//! It proposes, for messages only; nothing is ever read under a name that was guessed.

/// Up to three of `names`, nearest to `wanted` first, quoted and joined for a message.
pub(crate) fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> String {
    let folded = fold(wanted);
    let mut ranked: Vec<(usize, &str)> = names
        .filter(|name| !name.is_empty())
        .map(|name| (distance(&folded, &fold(name)), name))
        .collect();
    ranked.sort_unstable();
    let quoted: Vec<String> = ranked.iter().take(3).map(|(_, name)| format!("`{name}`")).collect();
    quoted.join(", ")
}

fn fold(text: &str) -> Vec<char> {
    text.chars()
        .take(MAX_LETTERS)
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// Letters to insert, leave out or change; a contained name is as near as it is long.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut previous: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.iter().enumerate() {
        let mut current = vec![i + 1];
        for (j, other) in b.iter().enumerate() {
            let changed = previous[j] + usize::from(letter != other);
            current.push(changed.min(previous[j + 1] + 1).min(current[j] + 1));
        }
        previous = current;
    }
    previous[b.len()]
}

/// Letters of a name that are compared; a longer one is no column name.
const MAX_LETTERS: usize = 80;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_comes_first() {
        let names = ["Date Type", "Death County", "Date", "Residence County"];
        assert_eq!(nearest("date", names.into_iter()), "`Date`, `Date Type`, `Death County`");
        assert_eq!(nearest("County of Death", std::iter::empty()), "");
    }
}
