//! Who made what stands in the ledger, as lists and documents tell it.

use serde_json::{Value, json};
use vocabulary::people::Author;

/// Who, as a document; null where nobody is named.
pub fn author_value(author: Option<&Author>) -> Value {
    let told = |Author { shown_name, organisation }: &Author| json!({ "name": shown_name, "organisation": organisation });
    author.map_or(Value::Null, told)
}

/// Who, within a line: nothing, or words that end in a space.
pub fn in_words(author: Option<&Author>) -> String {
    match author {
        None => String::new(),
        Some(Author { shown_name, organisation }) if organisation.is_empty() => {
            format!("by {shown_name} ")
        }
        Some(Author { shown_name, organisation }) => format!("by {shown_name} ({organisation}) "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_author_is_named_with_the_organisation_where_there_is_one() {
        let author = |organisation: &str| Author {
            shown_name: "Anna Novak".to_owned(),
            organisation: organisation.to_owned(),
        };
        assert_eq!(in_words(Some(&author("Focal point"))), "by Anna Novak (Focal point) ");
        assert_eq!(in_words(Some(&author(""))), "by Anna Novak ");
        assert_eq!(in_words(None), "");
    }
}
