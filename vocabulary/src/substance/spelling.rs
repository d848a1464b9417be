//! How two spellings are compared: folding, and the number of edits between two words.
//!
//! It knows nothing about substances, and it does not decide whether two spellings mean the same.

use unicode_normalization::UnicodeNormalization;

/// Sets case, accents, punctuation and spacing aside; letters, digits and `/` remain.
///
/// The slash stays because `Meth/Amphetamine` is not `methamphetamine`. A Greek letter that stands
/// alone is spelled out, so `α-PVP` and `alpha-PVP` agree; Greek words are left as they are.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        let kept = text.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '/');
        return kept.map(|c| c.to_ascii_lowercase()).collect();
    }
    let mut spelled_out = String::with_capacity(text.len() + 8);
    let mut characters = text.chars().peekable();
    let mut previous = ' ';
    while let Some(character) = characters.next() {
        let alone = !is_greek(previous) && !characters.peek().is_some_and(|next| is_greek(*next));
        match (alone, greek_letter_name(character)) {
            (true, Some(name)) => spelled_out.push_str(name),
            _ => push_plain(character, &mut spelled_out),
        }
        previous = character;
    }
    let lower = spelled_out.nfkd().flat_map(char::to_lowercase);
    lower.filter(|c| c.is_alphanumeric() || *c == '/').collect()
}

/// The number of letters inserted, left out, changed or swapped with a neighbour; `None` above
/// `limit`.
///
/// - Source: optimal string alignment; agrees with the usual textbook recurrence.
/// - Cost: the product of the lengths.
pub(crate) fn edits(left: &[char], right: &[char], limit: usize) -> Option<usize> {
    if left.len().abs_diff(right.len()) > limit {
        return None;
    }
    let width = right.len() + 1;
    let mut before_last = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    let mut current = vec![0; width];
    for (row, &a) in left.iter().enumerate() {
        current[0] = row + 1;
        let mut smallest = current[0];
        for (column, &b) in right.iter().enumerate() {
            let mut cost = (last[column] + usize::from(a != b))
                .min(last[column + 1] + 1)
                .min(current[column] + 1);
            let swapped =
                row > 0 && column > 0 && a == right[column - 1] && left[row - 1] == b && a != b;
            if swapped {
                cost = cost.min(before_last[column - 1] + 1);
            }
            current[column + 1] = cost;
            smallest = smallest.min(cost);
        }
        if smallest > limit {
            return None;
        }
        std::mem::swap(&mut before_last, &mut last);
        std::mem::swap(&mut last, &mut current);
    }
    Some(last[width - 1]).filter(|count| *count <= limit)
}

/// A set of the characters in a word; words `n` edits apart differ in at most `2 n` members.
pub(crate) fn letters(word: &[char]) -> u64 {
    word.iter().fold(0, |set, character| set | 1 << (u32::from(*character) % 64))
}

fn push_plain(character: char, out: &mut String) {
    match character {
        'ß' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' => out.push('d'),
        'ı' => out.push('i'),
        other => out.push(other),
    }
}

fn is_greek(character: char) -> bool {
    ('\u{370}'..='\u{3ff}').contains(&character)
}

fn greek_letter_name(character: char) -> Option<&'static str> {
    Some(match character {
        'α' => "alpha",
        'β' => "beta",
        'γ' => "gamma",
        'δ' | 'Δ' => "delta",
        'ω' => "omega",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_sets_aside_what_carries_no_meaning() {
        let check = |input: &str, expected: &str| assert_eq!(fold(input), expected, "{input}");
        check("  Héroïne ", "heroine");
        check("α-PVP", "alphapvp");
        check("Δ9-THC", "delta9thc");
        check("φεντανύλη", "φεντανυλη");
        check("U-47,700", "u47700");
        check("Meth/Amphetamine", "meth/amphetamine");
        check("Äthanol*", "athanol");
        check("", "");
    }

    #[test]
    fn edits_count_swaps_once_and_stop_at_the_limit() {
        let check = |left: &str, right: &str, limit: usize, expected: Option<usize>| {
            let (left, right): (Vec<_>, Vec<_>) = (left.chars().collect(), right.chars().collect());
            assert_eq!(edits(&left, &right, limit), expected, "{left:?} {right:?}");
            assert_eq!(edits(&right, &left, limit), expected, "{right:?} {left:?}");
        };
        check("heroin", "heroin", 0, Some(0));
        check("herion", "heroin", 1, Some(1));
        check("fentnayl", "fentanyl", 1, Some(1));
        check("xylaine", "xylazine", 2, Some(1));
        check("doxylamine", "xylazine", 2, None);
        check("", "ab", 2, Some(2));
        check("abc", "", 2, None);
    }
}
