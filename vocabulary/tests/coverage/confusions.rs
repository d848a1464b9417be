//! Names that must never be taken for each other, and the misspelled labels of the real sets.

use std::collections::BTreeSet;

use vocabulary::substance::{How, SubstanceId, Substances};

/// Every label of the real sets that was understood only by its spelling, read one by one.
pub const READ_BY_EYE: &[&str] = &[
    "3',4'-Dimethoxy Fentanyl -> fentanyl-analogues",
    "4'-Methyl Acetyl Fentanyl -> fentanyl-analogues",
    "Benzoylbenzyl fentanyl -> fentanyl-analogues",
    "Butanoyl-4-fluorofentanyl -> fentanyl-analogues",
    "Fluoro acetyl fentanyl -> fentanyl-analogues",
    "Fluoro furanyl fentanyl -> fentanyl-analogues",
    "Fluoro valeryl fentanyl -> fentanyl-analogues",
    "Furanyl benzyl fentanyl -> fentanyl-analogues",
    "Methoxybutyryl fentanyl -> fentanyl-analogues",
    "Methyl Acetyl Fentanyl -> fentanyl-analogues",
    "Methyl cyclopropyl fentanyl -> fentanyl-analogues",
    "N-Benzyl Fluoro Norfentanyl -> fentanyl-markers",
    "N-Boc norfentanyl -> fentanyl-markers",
    "N-Ethyl norfentanyl -> fentanyl-markers",
    "N-Methyl norfentanyl -> fentanyl-markers",
    "N-Propionyl norfentanyl -> fentanyl-markers",
    "Tetrahydrothiofuranyl fentanyl -> fentanyl-analogues",
    "meta-fluoro Furanyl fentanyl -> fentanyl-analogues",
    "o-fluoro Acrylfentanyl -> fentanyl-analogues",
    "p-fluoro Benzyl Fentanyl -> fentanyl-analogues",
    "p-fluoro Cyclopropyl benzyl fentanyl -> fentanyl-analogues",
    "para-Methoxy furanyl fentanyl -> fentanyl-analogues",
    "para-Methyl acetyl fentanyl -> fentanyl-analogues",
];

/// Each name and the one it could be mistaken for: two letters apart, or one within the other.
const MUST_NOT_BE_CONFUSED: &str = include_str!("confusions.txt");

fn ids(text: &str) -> BTreeSet<String> {
    let parts = Substances::shipped().resolve(text);
    parts.into_iter().filter_map(|part| part.substance).map(|id| id.to_string()).collect()
}

#[test]
fn no_name_is_taken_for_its_neighbour() {
    let mut pairs = 0;
    for line in MUST_NOT_BE_CONFUSED.lines().filter(|line| !line.trim().is_empty()) {
        let (left, right) = line.split_once(" | ").expect("a pair stands on each line");
        assert!(ids(left).is_disjoint(&ids(right)), "{left} and {right} are {:?}", ids(left));
        pairs += 1;
    }
    assert!(pairs >= 100, "{pairs}");
}

/// What is one slip of the pen away from a name is that name, its class or a member, or nothing.
#[test]
fn a_slip_of_the_pen_never_makes_another_drug() {
    let table = Substances::shipped();
    let related = |left: &SubstanceId, right: &SubstanceId| {
        left == right || table.ancestors(left).contains(right)
    };
    let mut wrong = Vec::new();
    for substance in table.all() {
        for slip in slips(substance.name()) {
            for part in table.resolve(&slip) {
                let (Some(found), How::Fuzzy { .. }) = (part.substance, part.how) else { continue };
                if !related(&found, substance.id()) && !related(substance.id(), &found) {
                    wrong.push(format!("{slip} ({}) -> {found}", substance.name()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}: {wrong:#?}", wrong.len());
}

/// A name with two neighbouring letters swapped or one left out, at every third place; none for
/// names of several parts.
fn slips(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let several = name.contains(['/', ',', '(', '&']);
    if letters.len() < 6 || several || [" or ", " and ", " with "].iter().any(|w| name.contains(w))
    {
        return Vec::new();
    }
    let swapped = |at: usize| {
        let mut slip = letters.clone();
        slip.swap(at, at + 1);
        slip
    };
    let short = |at: usize| letters[..at].iter().chain(&letters[at + 1..]).copied().collect();
    let slips = (0..letters.len() - 1).step_by(3).flat_map(|at| [swapped(at), short(at)]);
    slips.map(String::from_iter).collect()
}
