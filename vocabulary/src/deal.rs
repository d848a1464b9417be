//! What is dealt, read from words: how much of it, and in which form.
//!
//! Answers: which single amount a title states, and whether words mean the base or the hydrochloride. It
//! guesses nothing: a title with two amounts has none, and milligrams that may be a tablet's strength
//! are no mass.

use rust_decimal::Decimal;

use crate::quantity::MassUnit;

/// How much is offered together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deal {
    /// Loose goods, as sold.
    Loose {
        /// Their mass.
        mass_kg: Decimal,
    },
    /// Tablets or other doses of a stated strength.
    Doses {
        /// How many.
        number: u32,
        /// Substance in each, as its maker states it.
        strength_mg: Decimal,
    },
}

/// Why words state no single amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoDeal {
    /// No amount.
    NoAmount,
    /// Several amounts, or an amount times another.
    Several,
    /// A figure that is read in two ways, such as 1,000.
    Unclear,
    /// A liquid, a spray, a patch, or an amount per something.
    Liquid,
    /// Doses, but not how many.
    NoNumber,
    /// Milligrams that may be the strength of a tablet or the mass of a powder.
    MaybeStrength,
}

impl Deal {
    /// Reads the one amount that a title states.
    ///
    /// - Shape: "5g", "1/2 oz", "0,25 gr", "100mg (0,1g)", "10 x 30mg", "30mg x 60 tabs".
    ///
    /// # Errors
    /// When it states none, more than one, or one that can be read in two ways.
    pub fn of_title(title: &str) -> Result<Self, NoDeal> {
        let tokens = tokens(title);
        let words = |list: &[&str]| tokens.iter().any(|token| token.is_word(list));
        if words(&LIQUID) {
            return Err(NoDeal::Liquid);
        }
        let masses = masses(&tokens)?;
        let mut numbers = numbers(&tokens);
        numbers.sort_unstable();
        numbers.dedup();
        let [mass] = masses[..] else {
            return Err(if masses.is_empty() { NoDeal::NoAmount } else { NoDeal::Several });
        };
        let may_be_strength = mass.only_milligrams && mass.mass_kg <= MOST_OF_A_DOSE;
        let is_loose = words(&LOOSE);
        match numbers[..] {
            [] if words(&DOSES) => Err(NoDeal::NoNumber),
            [] if may_be_strength && !is_loose => Err(NoDeal::MaybeStrength),
            [] => Ok(Self::Loose { mass_kg: mass.mass_kg }),
            [number] if may_be_strength && !is_loose => {
                Ok(Self::Doses { number, strength_mg: mass.mass_kg * MILLIGRAMS })
            }
            _ => Err(NoDeal::Several),
        }
    }
}

/// A form that has prices and purities of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// The free base.
    Base,
    /// The hydrochloride.
    Hydrochloride,
    /// Tablets or other doses.
    Dose,
    /// Another form, such as dry opium.
    Other,
    /// Not told, or several at once.
    NotStated,
}

impl Form {
    /// The word for it, as used in files and on screens.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Hydrochloride => "hydrochloride",
            Self::Dose => "dose",
            Self::Other => "other",
            Self::NotStated => "not-stated",
        }
    }

    /// Reads the form from a field that states forms: what is neither base nor salt is another form.
    pub fn of_field(field: &str, substance: &str) -> Self {
        match Self::of_title(field, substance) {
            Self::NotStated if field.trim().is_empty() => Self::NotStated,
            Self::NotStated if tokens(field).iter().any(|token| token.is_word(&DOSES)) => {
                Self::Dose
            }
            Self::NotStated if is_salt(field, substance) == [true, true] => Self::NotStated,
            Self::NotStated => Self::Other,
            form => form,
        }
    }

    /// Reads base or hydrochloride from free words. Brown heroin is the base, white heroin the
    /// hydrochloride; of no other substance does a colour tell.
    pub fn of_title(title: &str, substance: &str) -> Self {
        match is_salt(title, substance) {
            [true, false] => Self::Base,
            [false, true] => Self::Hydrochloride,
            _ => Self::NotStated,
        }
    }
}

/// Whether words name the base, and whether they name the hydrochloride.
fn is_salt(text: &str, substance: &str) -> [bool; 2] {
    let tokens = tokens(text);
    let told = |words: &[&str], colour: &str| {
        tokens
            .iter()
            .any(|token| token.is_word(words) || substance == "heroin" && token.is_word(&[colour]))
    };
    [told(&BASE, "brown"), told(&HYDROCHLORIDE, "white")]
}

/// An amount of mass in a title.
#[derive(Clone, Copy, Debug)]
struct Mass {
    mass_kg: Decimal,
    /// Whether it stands in milligrams or less everywhere.
    only_milligrams: bool,
}

/// A piece of a title.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Number {
        /// `None` where it can be read in two ways.
        value: Option<Decimal>,
        /// Whether it belongs to the letters or the sign before it, as in `M30` and `#4`.
        is_part: bool,
    },
    Word(String),
    Sign(char),
}

impl Token {
    fn is_word(&self, list: &[&str]) -> bool {
        matches!(self, Self::Word(word) if list.contains(&word.as_str()))
    }
}

/// The different masses that a title states.
fn masses(tokens: &[Token]) -> Result<Vec<Mass>, NoDeal> {
    let mut masses: Vec<Mass> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Some((scale, unit)) = unit_of(token) else { continue };
        let before = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at));
        let value = match (before(3), before(2), before(1)) {
            (
                Some(Token::Number { value: Some(part), .. }),
                Some(Token::Sign('/')),
                Some(Token::Number { value: Some(whole), .. }),
            ) => {
                let is_fraction = HALVES.contains(whole) && part < whole;
                Some(if is_fraction { part / whole } else { return Err(NoDeal::Several) })
            }
            (_, Some(Token::Sign('/')), Some(Token::Number { .. })) => return Err(NoDeal::Liquid),
            (.., Some(Token::Number { value, .. })) => Some(value.ok_or(NoDeal::Unclear)?),
            (.., Some(word)) if word.is_word(&["half"]) => Some(Decimal::new(5, 1)),
            (.., Some(word)) if word.is_word(&["quarter"]) => Some(Decimal::new(25, 2)),
            _ => None,
        };
        let Some(value) = value.filter(|value| *value > Decimal::ZERO) else { continue };
        if tokens.get(at + 1) == Some(&Token::Sign('/')) {
            return Err(NoDeal::Liquid);
        }
        let mass_kg = unit.to_kilograms(value * scale).ok_or(NoDeal::Unclear)?;
        let only_milligrams = unit == MassUnit::Milligram;
        match masses.iter_mut().find(|mass| mass.mass_kg == mass_kg) {
            Some(mass) => mass.only_milligrams &= only_milligrams,
            None => masses.push(Mass { mass_kg, only_milligrams }),
        }
    }
    Ok(masses)
}

/// How many pieces a title says there are: "10 x", "x 10", "10 tabs".
fn numbers(tokens: &[Token]) -> Vec<u32> {
    let whole = |token: Option<&Token>| match token {
        Some(Token::Number { value: Some(value), .. }) if value.fract().is_zero() => {
            u32::try_from(value.mantissa() / 10_i128.pow(value.scale())).ok().filter(|n| *n > 0)
        }
        _ => None,
    };
    let before = |at: usize| {
        // The 215 of "A215 pills" is an imprint.
        let token = at.checked_sub(1).and_then(|at| tokens.get(at));
        whole(token.filter(|token| !matches!(token, Token::Number { is_part: true, .. })))
    };
    let mut numbers = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.is_word(&["x"]) {
            // Of "2 x 30mg" the first is how many, of "30mg x 2" the second.
            let after = tokens
                .get(at + 2)
                .and_then(unit_of)
                .map_or_else(|| whole(tokens.get(at + 1)), |_| None);
            numbers.extend(before(at).or(after));
        } else if token.is_word(&DOSES) {
            numbers.extend(before(at));
        }
    }
    numbers
}

/// The unit that a word stands for, and a factor before it.
fn unit_of(token: &Token) -> Option<(Decimal, MassUnit)> {
    let Token::Word(word) = token else { return None };
    let (_, scale, unit) = UNITS.iter().find(|(words, ..)| words.contains(&word.as_str()))?;
    Some((*scale, *unit))
}

fn tokens(text: &str) -> Vec<Token> {
    let text: Vec<char> = text.to_lowercase().chars().collect();
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(&first) = text.get(at) {
        let digit_at = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
        let from = at;
        if first.is_ascii_digit() || first == '.' && digit_at(at + 1) {
            while digit_at(at) || matches!(text.get(at), Some('.' | ',')) && digit_at(at + 1) {
                at += 1;
            }
            let written: String = text[from..at].iter().collect();
            let is_part = from > 0 && (text[from - 1].is_alphabetic() || text[from - 1] == '#');
            tokens.push(Token::Number { value: number(&written), is_part });
        } else if first.is_alphabetic() {
            while text.get(at).is_some_and(|sign| sign.is_alphabetic()) {
                at += 1;
            }
            tokens.push(Token::Word(text[from..at].iter().collect()));
        } else {
            if !first.is_whitespace() {
                tokens.push(Token::Sign(first));
            }
            at += 1;
        }
    }
    tokens
}

/// A number with a point or comma; `None` where three digits after it may be thousands.
fn number(written: &str) -> Option<Decimal> {
    let parts: Vec<&str> = written.split(['.', ',']).collect();
    match parts[..] {
        [whole] => whole.parse().ok(),
        [whole, part] if part.len() != 3 || matches!(whole, "" | "0") => {
            format!("0{whole}.{part}").parse().ok()
        }
        _ => None,
    }
}

const UNITS: [(&[&str], Decimal, MassUnit); 6] = [
    (
        &["g", "gr", "gm", "gms", "grs", "gram", "grams", "gramm", "gramme", "grammes"],
        Decimal::ONE,
        MassUnit::Gram,
    ),
    (&["mg", "mgs", "milligram", "milligrams"], Decimal::ONE, MassUnit::Milligram),
    (
        &["ug", "µg", "μg", "mcg", "mcgs", "microgram", "micrograms"],
        Decimal::from_parts(1, 0, 0, false, 3),
        MassUnit::Milligram,
    ),
    (&["kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"], Decimal::ONE, MassUnit::Kilogram),
    (&["oz", "ounce", "ounces"], Decimal::ONE, MassUnit::Ounce),
    (&["lb", "lbs", "pound", "pounds"], Decimal::ONE, MassUnit::Pound),
];

const DOSES: [&str; 26] = [
    "tab",
    "tabs",
    "tablet",
    "tablets",
    "tablette",
    "tabletten",
    "pill",
    "pills",
    "cap",
    "caps",
    "capsule",
    "capsules",
    "kapseln",
    "blotter",
    "blotters",
    "hit",
    "hits",
    "strip",
    "strips",
    "film",
    "films",
    "pcs",
    "pieces",
    "ampoule",
    "ampoules",
    "lollipops",
];

const LIQUID: [&str; 16] = [
    "ml", "fl", "spray", "syrup", "liquid", "solution", "vial", "vials", "bottle", "bottles",
    "liter", "litre", "inhaler", "patch", "patches", "pflaster",
];

/// Words of powders, which no tablet has.
const LOOSE: [&str; 6] = ["powder", "raw", "freebase", "crystal", "crystals", "rock"];

const BASE: [&str; 4] = ["base", "freebase", "crack", "bases"];

const HYDROCHLORIDE: [&str; 4] = ["hydrochloride", "hcl", "hydrochlorid", "chlorhydrate"];

/// The parts that an ounce or a gram is cut into.
const HALVES: [Decimal; 4] = [
    Decimal::TWO,
    Decimal::from_parts(4, 0, 0, false, 0),
    Decimal::from_parts(8, 0, 0, false, 0),
    Decimal::from_parts(16, 0, 0, false, 0),
];

/// Milligrams of a kilogram.
const MILLIGRAMS: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// Less than a gram: no dose holds more.
const MOST_OF_A_DOSE: Decimal = Decimal::from_parts(999, 0, 0, false, 6);

#[cfg(test)]
mod tests;
