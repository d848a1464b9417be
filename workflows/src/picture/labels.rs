//! Numbers and lines of text as pictures write them, and where labels find room.

use crate::number::{grouped, with_sign};

/// A figure with a comma between thousands, with a decimal where it is small and broken.
pub(super) fn number(figure: f64) -> String {
    let is_whole = figure.fract().abs() < 1e-9 || figure.abs() >= 1000.0;
    let text = if is_whole {
        format!("{:.0}", figure.abs())
    } else if figure.abs() >= 10.0 {
        format!("{:.1}", figure.abs())
    } else {
        format!("{:.2}", figure.abs()).trim_end_matches('0').to_owned()
    };
    with_sign(figure, &grouped(&text))
}

/// The same, millions and more in words of one letter.
pub(super) fn short(figure: f64) -> String {
    match figure.abs() {
        size if size >= 1e9 => format!("{} bn", number((figure / 1e7).round() / 100.0)),
        size if size >= 1e6 => format!("{} m", number((figure / 1e4).round() / 100.0)),
        _ => number(figure),
    }
}

/// Text cut between words into lines of at most so many characters; a longer word has its own.
pub(super) fn lines_of(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Moves heights apart until each keeps a distance from the one above, between a top and a bottom.
///
/// - Shape: in the order given; the first is moved least.
pub(super) fn moved_apart(heights: &[f64], distance: f64, (top, bottom): (f64, f64)) -> Vec<f64> {
    let mut order: Vec<usize> = (0..heights.len()).collect();
    order.sort_by(|a, b| heights[*a].total_cmp(&heights[*b]).then(a.cmp(b)));
    let mut placed = heights.to_vec();
    let mut least = top;
    for at in &order {
        placed[*at] = placed[*at].max(least);
        least = placed[*at] + distance;
    }
    let mut most = bottom;
    for at in order.iter().rev() {
        placed[*at] = placed[*at].min(most);
        most = placed[*at] - distance;
    }
    placed
}
