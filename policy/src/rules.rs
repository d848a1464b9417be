//! Rules as they stand in files: read, named, and checked against what rules can speak of.

use cedar_policy::{Policy, PolicyId, PolicySet, Schema, ValidationMode, Validator};
use miette::Diagnostic;
use sha2::{Digest as _, Sha256};
use vocabulary::submission::Digest;

/// A file of rules, or of cases that hold them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyFile {
    /// Its name, as messages give it.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

/// One rule, as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name.
    pub id: String,
    /// What it says, in a sentence.
    pub says: String,
    /// Whether it forbids; else it permits.
    pub forbids: bool,
    /// The file it stands in.
    pub file: String,
    /// Whether it came with the program; else the node's administrator added it.
    pub is_shipped: bool,
}

/// A mistake in a file of rules.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}, column {column}: {what}")]
pub struct Mistake {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What is wrong, and what to write.
    pub what: String,
}

/// Every rule in force.
pub struct Rules {
    pub(crate) set: PolicySet,
    /// By file and line.
    in_order: Vec<Rule>,
    /// Of every file: lengths, name and text.
    read: Sha256,
}

impl Rules {
    /// The rules that come with the program.
    pub fn shipped() -> Self {
        Self::with(&[]).expect("a test holds the shipped rules")
    }

    /// The shipped rules and those of a node: what it permits is added, what it forbids holds too.
    ///
    /// # Errors
    /// The first mistake: no such form, a word that the schema does not know, a rule without `@id` or
    /// `@says`, or an id that stands twice.
    pub fn with(own: &[PolicyFile]) -> Result<Self, Mistake> {
        let mut rules = Self { set: PolicySet::new(), in_order: Vec::new(), read: Sha256::new() };
        for (name, text) in SHIPPED {
            rules.add(name, text, true)?;
        }
        for file in own {
            rules.add(&file.name, &file.text, false)?;
        }
        Ok(rules)
    }

    /// Every rule.
    pub fn all(&self) -> &[Rule] {
        &self.in_order
    }

    /// The rule of a name.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.in_order.iter().find(|rule| rule.id == id)
    }

    /// What all of it comes to, files and order: the same for the same rules, and another where a letter of them is.
    pub fn digest(&self) -> Digest {
        Digest(self.read.clone().finalize().into())
    }

    fn add(&mut self, file: &str, text: &str, is_shipped: bool) -> Result<(), Mistake> {
        for part in [file, text] {
            self.read.update((part.len() as u64).to_be_bytes());
            self.read.update(part);
        }
        let parsed: PolicySet = text.parse().map_err(|errors: cedar_policy::ParseErrors| {
            let first = errors.iter().next().expect("what fails has a reason");
            mistake_at(file, text, first)
        })?;
        let validated = Validator::new(schema()).validate(&parsed, ValidationMode::Strict);
        if let Some(error) = validated.validation_errors().next() {
            return Err(mistake_at(file, text, error));
        }
        if let Some(template) = parsed.templates().next() {
            let at = text.find('?').unwrap_or(0);
            let what =
                format!("rule {} has a slot (`?`); write out whom it is about", template.id());
            return Err(Mistake::at(file, text, at, what));
        }
        let mut in_order: Vec<&Policy> = parsed.policies().collect();
        in_order.sort_by_key(|policy| number_of(policy.id()));
        for policy in in_order {
            self.add_one(file, text, policy, is_shipped)?;
        }
        Ok(())
    }

    fn add_one(
        &mut self,
        file: &str,
        text: &str,
        policy: &Policy,
        is_shipped: bool,
    ) -> Result<(), Mistake> {
        let written = policy.to_string();
        let at = text.find(&written).unwrap_or(0);
        let annotation =
            |key: &str| policy.annotation(key).map(str::trim).filter(|said| !said.is_empty());
        let (Some(id), Some(says)) = (annotation("id"), annotation("says")) else {
            let what = "a rule needs `@id(\"its-name\")` and `@says(\"what it says, in a sentence\")` before it";
            return Err(Mistake::at(file, text, at, what.to_owned()));
        };
        if self.rule(id).is_some() {
            let what = format!("there is a rule `{id}` already; give this one another `@id`");
            return Err(Mistake::at(file, text, at, what));
        }
        let named = policy.new_id(PolicyId::new(id));
        self.set.add(named).map_err(|error| Mistake::at(file, text, at, error.to_string()))?;
        self.in_order.push(Rule {
            id: id.to_owned(),
            says: says.to_owned(),
            forbids: policy.effect() == cedar_policy::Effect::Forbid,
            file: file.to_owned(),
            is_shipped,
        });
        Ok(())
    }
}

/// What rules can speak of.
fn schema() -> Schema {
    let (schema, _) = Schema::from_cedarschema_str(SCHEMA).expect("a test holds the schema");
    schema
}

/// Where a policy stands in its file: the parser counts them.
fn number_of(id: &PolicyId) -> usize {
    let digits = id.to_string();
    digits.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(0)
}

fn mistake_at(file: &str, text: &str, error: &dyn Diagnostic) -> Mistake {
    let at = error.labels().and_then(|mut labels| labels.next()).map_or(0, |label| label.offset());
    let help = error.help().map(|help| format!("; {help}")).unwrap_or_default();
    Mistake::at(file, text, at, format!("{error}{help}"))
}

impl Mistake {
    /// A mistake so many bytes into a text.
    pub fn at(file: &str, text: &str, at: usize, what: String) -> Self {
        let before = text.get(..at).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        Self {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            what,
        }
    }
}

const SCHEMA: &str = include_str!("../policies/schema.cedarschema");

/// The files that come with the program.
const SHIPPED: [(&str, &str); 3] = [
    ("roles.cedar", include_str!("../policies/roles.cedar")),
    ("walls.cedar", include_str!("../policies/walls.cedar")),
    ("markings.cedar", include_str!("../policies/markings.cedar")),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str) -> [PolicyFile; 1] {
        [PolicyFile { name: "own.cedar".to_owned(), text: text.to_owned() }]
    }

    #[test]
    fn every_shipped_rule_has_a_name_and_a_sentence() {
        let rules = Rules::shipped();
        assert!(rules.all().len() > 10);
        for rule in rules.all() {
            assert!(rule.says.ends_with('.') && rule.is_shipped, "{rule:?}");
        }
        assert!(rules.rule("purpose-wall").unwrap().forbids);
        assert!(!rules.rule("partners").unwrap().forbids);
    }

    #[test]
    fn a_mistake_is_said_with_its_place() {
        let check = |text: &str, place: (usize, usize), part: &str| {
            let mistake = Rules::with(&own(text)).err().unwrap();
            assert_eq!((mistake.line, mistake.column), place, "{mistake}");
            assert!(mistake.to_string().starts_with("own.cedar, line "), "{mistake}");
            assert!(mistake.what.contains(part), "{mistake}");
        };
        check("permit (principal, action, resource", (1, 36), "unexpected end");
        check(
            "// fine\n@id(\"x\")\n@says(\"X.\")\npermit (principal, action == Action::\"read\", resource)\nwhen { principal.nationality == \"x\" };\n",
            (5, 8),
            "nationality",
        );
        check("\npermit (principal, action == Action::\"read\", resource);", (2, 1), "@id");
        check(
            "@id(\"partners\")\n@says(\"Again.\")\npermit (principal, action == Action::\"read\", resource);",
            (1, 1),
            "already",
        );
        check(
            "@id(\"x\")\n@says(\"X.\")\npermit (principal == ?principal, action == Action::\"read\", resource);",
            (3, 22),
            "slot",
        );
    }

    #[test]
    fn rules_come_to_the_same_until_a_letter_of_them_is_another() {
        let forbids = |purpose: &str| {
            let text = format!(
                "@id(\"x\")\n@says(\"X.\")\nforbid (principal, action == Action::\"read\", resource) \
                 when {{ context.purpose == \"{purpose}\" }};"
            );
            Rules::with(&own(&text)).unwrap().digest()
        };
        assert_eq!(Rules::shipped().digest(), Rules::shipped().digest());
        assert_eq!(forbids("research"), forbids("research"));
        assert_ne!(forbids("research"), forbids("customs"));
        assert_ne!(forbids("research"), Rules::shipped().digest());
    }

    #[test]
    fn a_node_adds_rules() {
        let text = "@id(\"no-research\")\n@says(\"Nobody reads for research here.\")\n\
            forbid (principal, action == Action::\"read\", resource) when { context.purpose == \"research\" };";
        let rules = Rules::with(&own(text)).unwrap();
        let added = rules.rule("no-research").unwrap();
        assert!(added.forbids && !added.is_shipped);
        assert_eq!(added.file, "own.cedar");
    }
}
