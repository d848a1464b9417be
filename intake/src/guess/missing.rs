//! What stands in columns of figures and is none: what it seems to mean, and what nobody can tell.
//!
//! A text that holds a figure, as `4 kg` or `-5` does, is never taken for a missing one: its row is
//! rejected until a person has said what it means.

use std::collections::BTreeMap;

use super::figures::{holds_figure, meaning_of};
use super::said::{Confidence, Said};
use super::write::add;

/// The section [missing], and what is asked of a person.
#[derive(Clone, Debug, Default)]
pub(crate) struct MissingPlan {
    /// Texts for missing figures: what they mean, and whether that is certain.
    pub texts: BTreeMap<String, (&'static str, bool)>,
    /// Texts that hold a figure that cannot be read, with the first column they stand in.
    odd: BTreeMap<String, String>,
    pub said: Vec<Said>,
}

impl MissingPlan {
    /// Takes a text of a column of figures; whether the mapping reads it differently from now on.
    pub fn take(&mut self, column: &str, text: &str) -> bool {
        if text.chars().count() > MOST_LETTERS || self.texts.contains_key(text) {
            return false;
        }
        if holds_figure(text) {
            if self.odd.len() < MOST_TEXTS {
                self.odd.entry(text.to_owned()).or_insert_with(|| column.to_owned());
            }
            return false;
        }
        let is_new = self.texts.len() < MOST_TEXTS;
        if is_new {
            self.texts.insert(text.to_owned(), meaning_of(text));
        }
        is_new
    }

    /// Says what was taken.
    pub fn say(&mut self) {
        self.said.clear();
        let shown = |text: &String| {
            if text.is_empty() { "(empty)".to_owned() } else { text.clone() }
        };
        if !self.texts.is_empty() {
            let mut proposal = String::new();
            for (i, (text, (word, _))) in self.texts.iter().take(MOST_SHOWN).enumerate() {
                let comma = if i == 0 { "" } else { ", " };
                add(&mut proposal, format_args!("{comma}`{}` {word}", shown(text)));
            }
            if self.texts.len() > MOST_SHOWN {
                add(&mut proposal, format_args!(" and {} more", self.texts.len() - MOST_SHOWN));
            }
            let is_certain = self.texts.values().all(|(_, is_certain)| *is_certain);
            let (confidence, because) = if is_certain {
                (Confidence::Likely, "these texts stand where a figure is missing")
            } else {
                (
                    Confidence::Guess,
                    "TO DECIDE: are these figures suppressed, not available, or zeros that the file should say?",
                )
            };
            let said = Said::new("missing figures", &proposal, confidence, because);
            self.said.push(said.with_examples(self.texts.keys().take(3).map(shown).collect()));
        }
        let Some(column) = self.odd.values().next() else { return };
        let because = "each holds a figure that cannot be read, so its row is rejected: mend it in the file; or name it in [missing], where it is a code for a figure that is not there";
        let proposal = format!("{} texts, as in `{column}`, are not read", self.odd.len());
        let said = Said::new("odd figures", &proposal, Confidence::Sure, because);
        self.said.push(said.with_examples(self.odd.keys().take(4).cloned().collect()));
    }
}

const MOST_LETTERS: usize = 30;
const MOST_TEXTS: usize = 60;
const MOST_SHOWN: usize = 6;
