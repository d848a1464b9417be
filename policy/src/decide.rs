//! A question and its answer: may they, and which rules say so.

use std::collections::{HashMap, HashSet};

use cedar_policy::{
    Authorizer, Context, Decision as CedarDecision, Entities, Entity, EntityId, EntityTypeName,
    EntityUid, Request, RestrictedExpression,
};
use vocabulary::handling::{Handling, Purpose};
use vocabulary::people::{Action, Means, Person};

use crate::rules::Rules;

/// Whoever asks, as rules see them: no name, nothing but what their work is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Profile {
    /// What they are in this node.
    pub roles: Vec<String>,
    /// Purposes their account names.
    pub purposes: Vec<Purpose>,
    /// The organisation they work for.
    pub organisation: String,
    /// Their part of it.
    pub unit: String,
    /// What for, now.
    pub purpose: Purpose,
    /// Actions that the token they came with is good for; all where they came without one.
    pub scope: Option<Vec<Action>>,
}

impl Profile {
    /// What an account and the way somebody came in say of them.
    pub fn of(person: &Person, purpose: Purpose, means: &Means) -> Self {
        let scope = match means {
            Means::Token { scope, .. } => Some(scope.clone()),
            Means::Terminal | Means::Session(_) => None,
        };
        Self {
            roles: person.roles.iter().map(|role| role.as_str().to_owned()).collect(),
            purposes: person.purposes.clone(),
            organisation: person.organisation.clone(),
            unit: person.unit.clone(),
            purpose,
            scope,
        }
    }
}

/// Information, as rules see it: how it is marked, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked<'a> {
    /// The organisation that submitted it.
    pub issuer: &'a str,
    /// Its marking.
    pub handling: &'a Handling,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Whether they may.
    pub is_allowed: bool,
    /// Names of the rules that decided, sorted. None of a refusal: no rule permits it.
    pub by: Vec<String>,
}

impl Rules {
    /// Whether somebody may do something with information of a marking.
    pub fn about_information(&self, who: &Profile, action: Action, what: Marked<'_>) -> Decision {
        self.decide(who, action, information(what))
    }

    /// Whether somebody may run or oversee the node.
    pub fn about_node(&self, who: &Profile, action: Action) -> Decision {
        let node = Entity::new_no_attrs(uid("Node", "this"), HashSet::new());
        self.decide(who, action, node)
    }

    fn decide(&self, who: &Profile, action: Action, resource: Entity) -> Decision {
        if who.scope.as_ref().is_some_and(|scope| !scope.contains(&action)) {
            return Decision { is_allowed: false, by: vec![TOKEN_SCOPE.to_owned()] };
        }
        let (asked, principal) = (resource.uid(), person(who));
        let purpose = RestrictedExpression::new_string(who.purpose.as_str().to_owned());
        let context = Context::from_pairs([("purpose".to_owned(), purpose)])
            .expect("a single pair repeats no key");
        let request =
            Request::new(principal.uid(), uid("Action", action.as_str()), asked, context, None)
                .expect("without a schema every request has a form");
        let entities = Entities::from_entities([principal, resource], None)
            .expect("two things of different types share no name");
        let answer = Authorizer::new().is_authorized(&request, &self.set, &entities);
        // A rule that fails is one that does not hold; strict checking leaves none that can.
        let has_failed = answer.diagnostics().errors().next().is_some();
        let mut by: Vec<String> = answer.diagnostics().reason().map(ToString::to_string).collect();
        by.sort_unstable();
        Decision { is_allowed: answer.decision() == CedarDecision::Allow && !has_failed, by }
    }
}

fn person(who: &Profile) -> Entity {
    let words = |words: &mut dyn Iterator<Item = String>| {
        RestrictedExpression::new_set(words.map(RestrictedExpression::new_string))
    };
    let attributes = HashMap::from([
        ("roles".to_owned(), words(&mut who.roles.iter().cloned())),
        ("purposes".to_owned(), words(&mut who.purposes.iter().map(ToString::to_string))),
        ("organisation".to_owned(), RestrictedExpression::new_string(who.organisation.clone())),
        ("unit".to_owned(), RestrictedExpression::new_string(who.unit.clone())),
    ]);
    Entity::new(uid("Person", "asking"), attributes, HashSet::new())
        .expect("plain values always evaluate")
}

fn information(what: Marked<'_>) -> Entity {
    let Marked { issuer, handling } = what;
    let words = |words: &mut dyn Iterator<Item = String>| {
        RestrictedExpression::new_set(words.map(RestrictedExpression::new_string))
    };
    let text = |text: &str| RestrictedExpression::new_string(text.to_owned());
    let attributes = HashMap::from([
        ("issuer".to_owned(), text(issuer)),
        ("tlp".to_owned(), RestrictedExpression::new_long(handling.tlp as i64)),
        ("codes".to_owned(), words(&mut handling.codes.iter().map(ToString::to_string))),
        (
            "classification".to_owned(),
            RestrictedExpression::new_long(handling.classification as i64),
        ),
        ("purposes".to_owned(), words(&mut handling.purposes.iter().map(ToString::to_string))),
        ("subjects".to_owned(), text(handling.subjects.as_str())),
    ]);
    Entity::new(uid("Information", "asked"), attributes, HashSet::new())
        .expect("plain values always evaluate")
}

fn uid(of: &str, id: &str) -> EntityUid {
    let of: EntityTypeName = of.parse().expect("a plain name is a type");
    EntityUid::from_type_name_and_id(of, EntityId::new(id))
}

/// What is said of a token that is not good for what it was used for.
pub const TOKEN_SCOPE: &str = "token-scope";
