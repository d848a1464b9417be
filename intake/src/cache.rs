//! What the texts of a column were read as, so that each is read once.
//!
//! It forgets everything when it is full: a column of a million different texts costs time, and
//! no more memory than its limit.

use std::collections::HashMap;

/// What texts were read as.
#[derive(Debug)]
pub(crate) struct Cache<V> {
    places: HashMap<Box<str>, usize>,
    values: Vec<V>,
    /// Bytes of all texts.
    bytes: usize,
    /// The text asked for last, and where its value stands: files repeat themselves.
    last: Option<usize>,
    last_text: String,
}

impl<V> Default for Cache<V> {
    fn default() -> Self {
        Self {
            places: HashMap::new(),
            values: Vec::new(),
            bytes: 0,
            last: None,
            last_text: String::new(),
        }
    }
}

impl<V> Cache<V> {
    /// What a text was read as; it is read now when it was not before.
    pub fn get_or_read(&mut self, text: &str, read: impl FnOnce() -> V) -> &V {
        let at = match self.last {
            Some(last) if self.last_text == text => last,
            _ => {
                let at = self.place(text, read);
                self.last = Some(at);
                self.last_text.clear();
                self.last_text.push_str(text);
                at
            }
        };
        &self.values[at]
    }

    fn place(&mut self, text: &str, read: impl FnOnce() -> V) -> usize {
        if let Some(at) = self.places.get(text) {
            return *at;
        }
        if self.values.len() >= MAX_TEXTS || self.bytes >= MAX_BYTES {
            *self = Self::default();
        }
        self.bytes += text.len();
        self.places.insert(text.into(), self.values.len());
        self.values.push(read());
        self.values.len() - 1
    }
}

/// Texts that are remembered.
const MAX_TEXTS: usize = 50_000;

/// Bytes of texts that are remembered.
const MAX_BYTES: usize = 4 * 1024 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_read_once_until_there_are_too_many() {
        let mut cache = Cache::default();
        let mut reads = 0;
        for round in 0..2 {
            for number in 0..1_000 {
                let text = number.to_string();
                let value = *cache.get_or_read(&text, || {
                    reads += 1;
                    number
                });
                assert_eq!(value, number, "{round}");
            }
        }
        assert_eq!(reads, 1_000);
        for number in 0..MAX_TEXTS * 2 {
            cache.get_or_read(&format!("text {number}"), || number);
            assert!(cache.values.len() <= MAX_TEXTS);
        }
        assert_eq!(*cache.get_or_read("7", || 70), 70);
    }
}
