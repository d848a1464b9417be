//! Which columns tell a person's origin, belief, name or birth, by their names in many languages.
//!
//! The one list of them: a mapping that reads such a column is refused, a proposal leaves it out, and
//! the lineage of a row withholds it. A name of a thing or place is none: `DRUG_NAME` is read.

use crate::guess::words;

/// What a column would tell of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Personal {
    /// Origin or belief.
    Origin,
    /// A name.
    Name,
    /// The day or place of birth.
    Birth,
}

/// What a column of this name would tell of a person, if anything.
pub(crate) fn personal(name: &str) -> Option<Personal> {
    let words = words(name);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let begins =
        |list: &[&str]| words.iter().any(|word| list.iter().any(|it| word.starts_with(it)));
    if has(&ORIGIN) || begins(&ORIGIN_STEMS) {
        Some(Personal::Origin)
    } else if has(&BIRTH) || begins(&BIRTH_STEMS) {
        Some(Personal::Birth)
    } else if has(&NAMES_OF_PEOPLE) || is_name_of_person(&words) {
        Some(Personal::Name)
    } else {
        None
    }
}

/// Whether a name is of a person: nothing in the words says of what thing or place it is.
fn is_name_of_person(words: &[String]) -> bool {
    let is_name = |word: &str| NAME.contains(&word);
    // French counts with the word that is a name in Spanish.
    let is_spanish = words.first().is_some_and(|word| word == "nombre")
        && words.iter().all(|word| word == "nombre" || SPANISH.contains(&word.as_str()));
    let of_nothing_else = |word: &String| {
        let word = word.as_str();
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
        is_name(word) || PEOPLE.contains(&word) || BESIDE_NAMES.contains(&word) || is_number
    };
    // `VICTIMNAME`.
    let in_one_word = |word: &String| {
        NAME.iter().filter_map(|name| word.strip_suffix(name)).any(|of| PEOPLE.contains(&of))
    };
    is_spanish
        || words.iter().any(in_one_word)
        || (words.iter().any(|word| is_name(word)) && words.iter().all(of_nothing_else))
}

/// Words of origin or belief.
const ORIGIN: [&str; 22] = [
    "race",
    "races",
    "racial",
    "ethnie",
    "religion",
    "religions",
    "religious",
    "religione",
    "faith",
    "caste",
    "belief",
    "beliefs",
    "narodowosc",
    "obywatelstwo",
    "wyznanie",
    "herkunftsland",
    "hautfarbe",
    "glaube",
    "cittadinanza",
    "ciudadania",
    "citoyennete",
    "afkomst",
];

/// What words of origin or belief begin with.
const ORIGIN_STEMS: [&str; 12] = [
    "raceethn",
    "ethnic",
    "etnic",
    "ethnisch",
    "etnisch",
    "nationalit",
    "nacionalid",
    "nazionalit",
    "citizenship",
    "staatsangehor",
    "staatsburger",
    "religionszugehor",
];

/// Words of a birth; `births` counts them.
const BIRTH: [&str; 14] = [
    "birth",
    "birthdate",
    "birthday",
    "birthplace",
    "birthyear",
    "dob",
    "born",
    "geboren",
    "naissance",
    "nacimiento",
    "nascita",
    "nascimento",
    "urodzenia",
    "geboorte",
];

/// What words of a birth begin with.
const BIRTH_STEMS: [&str; 6] =
    ["geburtsdat", "geburtstag", "geburtsort", "geburtsland", "geburtsjahr", "geboorted"];

/// Words that are names of people by themselves.
const NAMES_OF_PEOPLE: [&str; 38] = [
    "fname",
    "lname",
    "mname",
    "sachbearbeiter",
    "sachbearbeiterin",
    "surname",
    "surnames",
    "forename",
    "forenames",
    "firstname",
    "lastname",
    "fullname",
    "familyname",
    "givenname",
    "middlename",
    "maidenname",
    "vorname",
    "nachname",
    "familienname",
    "geburtsname",
    "zuname",
    "prenom",
    "prenoms",
    "apellido",
    "apellidos",
    "nombres",
    "cognome",
    "sobrenome",
    "imie",
    "nazwisko",
    "voornaam",
    "achternaam",
    "fornamn",
    "efternamn",
    "fornavn",
    "etternavn",
    "efternavn",
    "sukunimi",
];

/// Words for a name, of whatever it is.
const NAME: [&str; 10] =
    ["name", "names", "nom", "noms", "nome", "nomi", "naam", "namn", "navn", "namen"];

/// People whose names a source may hold.
const PEOPLE: [&str; 57] = [
    "accused",
    "detainee",
    "detainees",
    "inmate",
    "inmates",
    "prisoner",
    "doctor",
    "physician",
    "medecin",
    "arztes",
    "opfers",
    "deceduto",
    "defunto",
    "person",
    "persons",
    "people",
    "individual",
    "victim",
    "victims",
    "suspect",
    "suspects",
    "decedent",
    "decedents",
    "deceased",
    "patient",
    "patients",
    "client",
    "clients",
    "offender",
    "offenders",
    "defendant",
    "arrestee",
    "subject",
    "officer",
    "witness",
    "donor",
    "driver",
    "passenger",
    "courier",
    "mother",
    "father",
    "kin",
    "opfer",
    "tater",
    "patienten",
    "verdachtiger",
    "verdachtigen",
    "verstorbene",
    "verstorbenen",
    "victime",
    "suspecte",
    "defunt",
    "personne",
    "vittima",
    "paziente",
    "slachtoffer",
    "ofiary",
];

/// Words that may stand beside a person's name without saying anything else.
const BESIDE_NAMES: [&str; 33] = [
    "next",
    "first",
    "last",
    "middle",
    "full",
    "given",
    "family",
    "maiden",
    "legal",
    "preferred",
    "initial",
    "initials",
    "complete",
    "and",
    "or",
    "of",
    "the",
    "s",
    "de",
    "du",
    "des",
    "la",
    "le",
    "l",
    "d",
    "di",
    "del",
    "della",
    "van",
    "der",
    "und",
    "et",
    "e",
];

/// Spanish words beside `nombre` where it is the name of a person.
const SPANISH: [&str; 13] = [
    "y",
    "completo",
    "del",
    "de",
    "la",
    "el",
    "paciente",
    "victima",
    "fallecido",
    "fallecida",
    "detenido",
    "sospechoso",
    "persona",
];
