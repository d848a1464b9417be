//! Substances: the table is sound, and names resolve without guessing.

use std::collections::{BTreeMap, BTreeSet};

use super::spelling::fold;
use super::*;

fn table() -> &'static Substances {
    Substances::shipped()
}

fn id(text: &str) -> SubstanceId {
    SubstanceId::parse(text).unwrap()
}

/// Parts as `id`, `id~2` for two edits, `?` for not resolved and `-` for no drug named.
fn parts(text: &str) -> String {
    let show = |part: &Resolution| match (&part.substance, part.how) {
        (Some(id), How::Fuzzy { distance }) => format!("{id}~{distance}"),
        (Some(id), _) => id.to_string(),
        (None, How::NoDrugNamed) => "-".to_owned(),
        (None, _) => "?".to_owned(),
    };
    table().resolve(text).iter().map(show).collect::<Vec<_>>().join(" ")
}

fn named(text: &str) -> String {
    let show = |mention: &Mention| match mention.how {
        How::Fuzzy { distance } => format!("{}~{distance}", mention.substance),
        _ => mention.substance.to_string(),
    };
    table().find_in_text(text).iter().map(show).collect::<Vec<_>>().join(" ")
}

#[test]
fn parents_exist_are_classes_and_never_form_a_circle() {
    for substance in table().all() {
        for parent in substance.parents() {
            let parent = table().get(parent).unwrap_or_else(|| panic!("{parent} of {substance:?}"));
            assert_eq!(parent.kind(), SubstanceKind::Class, "{parent:?} above {substance:?}");
        }
        assert!(!table().ancestors(substance.id()).contains(substance.id()), "{substance:?}");
    }
}

#[test]
fn no_spelling_belongs_to_two_substances() {
    let mut owners: BTreeMap<String, &SubstanceId> = BTreeMap::new();
    for substance in table().all() {
        let name = std::iter::once(substance.name());
        for spelling in name
            .chain([substance.id().as_str()])
            .chain(substance.synonyms().iter().map(String::as_str))
        {
            let owner = owners.entry(fold(spelling)).or_insert(substance.id());
            assert_eq!(*owner, substance.id(), "{spelling}");
        }
    }
    let ids: BTreeSet<&SubstanceId> = table().all().map(Substance::id).collect();
    assert_eq!(ids.len(), table().all().count());
    assert!(ids.len() >= 2_700);
}

#[test]
fn identifiers_are_well_formed_and_belong_to_one_compound() {
    let mut seen = BTreeSet::new();
    for substance in table().all() {
        if let Some(cas) = substance.cas() {
            let digits: Vec<u32> = cas.chars().filter_map(|c| c.to_digit(10)).collect();
            let (check, body) = digits.split_last().unwrap();
            let weighted = body.iter().rev().zip(1..).map(|(digit, weight)| digit * weight);
            assert_eq!(weighted.sum::<u32>() % 10, *check, "{cas} of {}", substance.id());
            assert_eq!(cas.split('-').count(), 3, "{cas}");
            assert!(seen.insert(cas), "{cas} twice");
        }
        if let Some(key) = substance.inchikey() {
            let blocks: Vec<&str> = key.split('-').collect();
            assert_eq!(
                blocks.iter().map(|block| block.len()).collect::<Vec<_>>(),
                [14, 10, 1],
                "{key}"
            );
            assert!(key.chars().all(|c| c.is_ascii_uppercase() || c == '-'), "{key}");
            assert!(blocks[1].ends_with("SA"), "{key} is not a standard key");
            assert_eq!(substance.kind(), SubstanceKind::Compound, "{key}");
            assert!(seen.insert(key), "{key} twice");
        }
        assert_eq!(substance.control().is_some(), substance.control_source().is_some());
    }
}

#[test]
fn families_are_as_large_as_they_say() {
    let below = |class: &str| {
        let class = id(class);
        let compounds =
            table().all().filter(|substance| substance.kind() == SubstanceKind::Compound);
        compounds.filter(|substance| table().ancestors(substance.id()).contains(&class)).count()
    };
    assert!(below("fentanyl-analogues") >= 40, "{}", below("fentanyl-analogues"));
    assert!(below("nitazenes") >= 25, "{}", below("nitazenes"));
    assert!(below("opioids") >= 150);
    assert!(below("designer-benzodiazepines") >= 20);
    assert!(below("cathinones") >= 20);
}

#[test]
fn class_paths_run_from_the_widest_class_down() {
    let check = |text: &str, expected: &str| assert_eq!(table().class_path(&id(text)), expected);
    check("isotonitazene", "opioid > synthetic opioid > nitazene");
    check("nitazenes", "opioid > synthetic opioid > nitazene");
    check("heroin", "opioid > semi-synthetic opioid");
    check("ethanol", "");
    check("no-such-substance", "");
    let above_heroin = table().ancestors(&id("heroin"));
    assert_eq!(above_heroin, [id("semi-synthetic-opioids"), id("opiates"), id("opioids")]);
    assert!(!table().ancestors(&id("naloxone")).contains(&id("opioids")));
    assert!(!table().ancestors(&id("4-anpp")).contains(&id("opioids")));
}

#[test]
fn labels_of_the_border_seizures_resolve() {
    for (label, expected) in [
        ("Ecstasy", "mdma"),
        ("Khat (Catha Edulis)", "khat"),
        ("Marijuana", "cannabis"),
        ("Other Drugs**", "-"),
        ("Lsd", "lsd"),
        ("Ketamine", "ketamine"),
        ("Methamphetamine", "methamphetamine"),
        ("Heroin", "heroin"),
        ("Fentanyl", "fentanyl"),
        ("Cocaine", "cocaine"),
    ] {
        assert_eq!(parts(label), expected, "{label}");
    }
}

#[test]
fn columns_of_the_connecticut_deaths_resolve() {
    for (label, expected) in [
        ("Heroin", "heroin"),
        ("Cocaine", "cocaine"),
        ("Fentanyl Analogue", "fentanyl-analogues"),
        ("Oxycodone", "oxycodone"),
        ("Oxymorphone", "oxymorphone"),
        ("Ethanol", "ethanol"),
        ("Hydrocodone", "hydrocodone"),
        ("Benzodiazepine", "benzodiazepines"),
        ("Methadone", "methadone"),
        ("Meth/Amphetamine", "amphetamines"),
        ("Amphet", "amphetamine"),
        ("Tramad", "tramadol"),
        ("Hydromorphone", "hydromorphone"),
        ("Morphine (Not Heroin)", "morphine"),
        ("Xylazine", "xylazine"),
        ("Gabapentin", "gabapentin"),
        ("Opiate NOS", "opiates"),
        ("Heroin/Morph/Codeine", "heroin-morphine-codeine"),
        ("Other Opioid", "other-opioids"),
        ("Any Opioid", "opioids"),
        ("Other", "-"),
    ] {
        assert_eq!(parts(label), expected, "{label}");
    }
}

#[test]
fn labels_of_the_canadian_harms_resolve() {
    for (label, expected) in [
        ("Opioids", "opioids"),
        ("Stimulants", "stimulants"),
        ("Fentanyl analogues", "fentanyl-analogues"),
        ("Non-fentanyl opioids", "non-fentanyl-opioids"),
        ("Other stimulants", "other-stimulants"),
        ("Fentanyl or fentanyl analogues", "fentanyls"),
    ] {
        assert_eq!(parts(label), expected, "{label}");
    }
}

#[test]
fn combinations_come_apart_and_names_stay_whole() {
    for (label, expected) in [
        ("Heroin/Fentanyl", "heroin fentanyl"),
        ("fentanyl + xylazine", "fentanyl xylazine"),
        ("heroin and cocaine", "heroin cocaine"),
        ("Heroin, fentanyl/xylazine; caffeine", "heroin fentanyl xylazine caffeine"),
        ("heroin,cocaine", "heroin cocaine"),
        ("héroine et cocaïne", "heroin cocaine"),
        ("героин и кокаин", "heroin cocaine"),
        ("Kokain und Speed", "cocaine amphetamines"),
        ("fentanyl (carfentanil)", "fentanyl carfentanil"),
        ("N,N-DMT, 2C-B", "dmt 2c-b"),
        ("3,4-methylenedioxymethamphetamine", "mdma"),
        ("acetyl fentanyl", "acetylfentanyl"),
        ("N-pyrrolidino etonitazene", "etonitazepyne"),
        ("Heroin powder", "heroin"),
        ("heroin & something new", "heroin ?"),
        ("Δ9-THC", "thc"),
        ("U-47,700", "u-47700"),
    ] {
        assert_eq!(parts(label), expected, "{label}");
    }
}

#[test]
fn what_stands_in_brackets_is_read_as_it_is_meant() {
    for (label, expected) in [
        ("Cocaine (T40.5)", "cocaine"),
        ("Opioids (T40.0-T40.4,T40.6)", "opioids"),
        ("BARBITURATES (I.E. AMYTAL, NEMBUTAL, ETC)", "barbiturates"),
        ("Mephedrone (non-injection)", "mephedrone"),
        ("Lysergide [LSD]", "lsd"),
        ("fentanyl_and_rcs", "fentanyl new-psychoactive-substances"),
        ("Cocaine involved", "cocaine"),
        ("China White", "heroin-or-fentanyl"),
        ("para-Methyl acetyl fentanyl", "fentanyl-analogues~16"),
        // Words of a sentence do not make a derivative.
        ("acute combined fentanyl", "?"),
        ("onrfentanyl", "?"),
        ("acid", "?"),
    ] {
        assert_eq!(parts(label), expected, "{label}");
    }
}

#[test]
fn words_with_several_meanings_are_no_drug_for_certain() {
    for label in [
        "pink",
        "Pink tablets",
        "brown",
        "brown sugar",
        "glass",
        "X",
        "x pills",
        "K",
        "K powder",
        "H",
        "E",
        "Horse",
        "salt",
        "crystal",
        "white",
        "dope",
        "tranq",
        "bars",
        "соль",
    ] {
        let found = table().resolve(label);
        assert!(found.iter().all(|part| part.how == How::NotResolved), "{label}: {found:?}");
        let meanings = table().several_meanings(label).unwrap_or_default();
        assert!(meanings.len() > 7, "{label} means {meanings:?}");
    }
    for (label, expected) in [
        ("pink cocaine", "pink-cocaine"),
        ("special K", "ketamine"),
        ("K2", "synthetic-cannabinoids"),
        ("brown heroin", "heroin"),
        ("heroin, pink", "heroin ?"),
        ("table salt", "sodium-chloride"),
        ("crystal meth", "methamphetamine"),
    ] {
        assert_eq!(parts(label), expected, "{label}");
        assert_eq!(table().several_meanings(label), None, "{label}");
    }
}

#[test]
fn a_word_that_only_tells_a_form_is_no_substance() {
    for word in super::words::FORM_WORDS {
        let found = &table().resolve(word)[0];
        // A laboratory reports phosphate as such, and the entry says no more.
        let said = word == "phosphate" && found.substance == Some(id("phosphate-anion"));
        assert!(found.substance.is_none() || said, "{word}: {found:?}");
        assert!(table().resolve(&format!("blue {word}"))[0].substance.is_none(), "blue {word}");
    }
}

#[test]
fn a_prefix_that_can_be_parted_in_very_many_ways_is_read_once() {
    let parts_of = |count: usize, end: &str| format!("{}{end}fentanyl", "acetyl".repeat(count));
    assert_eq!(parts(&parts_of(40, "z")), "?");
    assert_eq!(parts(&parts_of(12, "z")), "?");
    assert_ne!(parts(&parts_of(2, "")), "?");
    assert_eq!(parts(&format!("{}fentanyl", "n".repeat(60_000))), "?");
}

#[test]
fn words_before_fentanyl_that_are_no_chemistry_make_no_derivative() {
    for label in [
        "antifentanyl",
        "nonfentanyl",
        "pseudofentanyl",
        "notfentanyl",
        "suspectedfentanyl",
        "antinitazene",
        "streetnitazene",
        "withfentanyl",
    ] {
        assert_eq!(parts(label), "?", "{label}");
    }
    for label in ["4'-hydroxybutyrylfentanyl", "thiophenefentanyl", "N-piperidinyl butonitazene"] {
        let found = &table().resolve(label)[0];
        assert!(found.substance.is_some(), "{label}: {found:?}");
    }
}

/// What `SUBSTANCES.md` says of the table in figures.
#[test]
fn the_text_beside_the_table_counts_it_rightly() {
    let text = include_str!("../../data/SUBSTANCES.md");
    let all: Vec<_> = table().all().collect();
    let count = |holds: fn(&Substance) -> bool| all.iter().filter(|s| holds(s)).count();
    let thousands = |n: usize| match n {
        ..1000 => n.to_string(),
        _ => format!("{},{:03}", n / 1000, n % 1000),
    };
    for said in [
        format!("{} entries on", thousands(all.len())),
        format!("{} compounds", thousands(count(|s| s.kind() == SubstanceKind::Compound))),
        format!("{} classes", thousands(count(|s| s.kind() == SubstanceKind::Class))),
        format!("{} products and", thousands(count(|s| s.kind() == SubstanceKind::Product))),
        format!("{} CAS numbers", thousands(count(|s| s.cas().is_some()))),
        format!("{} InChIKeys", thousands(count(|s| s.inchikey().is_some()))),
        format!("{} control statuses", thousands(count(|s| s.control().is_some()))),
    ] {
        assert!(text.contains(&said), "the text does not say: {said}");
    }
}

#[test]
fn every_entry_says_where_it_comes_from() {
    for substance in table().all() {
        assert!(!substance.sources().is_empty(), "{}", substance.id());
        for source in substance.sources() {
            assert!(SubstanceId::parse(source).is_ok(), "{source} of {}", substance.id());
        }
    }
}

#[test]
fn how_a_label_was_understood_is_told() {
    let how = |text: &str| table().resolve(text)[0].how;
    assert_eq!(how("heroin"), How::Exact);
    assert_eq!(how("diamorphine"), How::Synonym);
    assert_eq!(how("HEROIN"), How::Folded);
    assert_eq!(how("herion"), How::Fuzzy { distance: 1 });
    assert_eq!(how("unobtainium"), How::NotResolved);
    for nothing in ["", "  ", "unknown", "Not tested", "other drugs**", "N/A", "неизвестно"]
    {
        assert_eq!(how(nothing), How::NoDrugNamed, "{nothing}");
    }
}

#[test]
fn near_names_are_found_only_where_nothing_else_is_near() {
    for (label, expected) in [
        ("fentnayl", "fentanyl~1"),
        ("xyalzine", "xylazine~1"),
        ("hydroxizine", "hydroxyzine~1"),
        ("buprenophrine", "buprenorphine~2"),
        ("protonitazen", "protonitazene"),
        // Names of their own, or words, however near.
        ("doxylamine", "doxylamine"),
        ("xylamine", "?"),
        ("etonitazine", "?"),
        ("ethylon", "?"),
        ("phenazolam", "phenazolam"),
        ("clonezepam", "clonazepam~1"),
        ("clonazopam", "?"),
        ("norheroin", "?"),
        ("U-47800", "?"),
        ("heroes", "?"),
        ("astral", "?"),
        ("sublimate", "?"),
        // Unlisted derivatives are their class.
        ("butylnitazene", "nitazenes~5"),
        ("ethoxyacetylfentanyl", "fentanyl-analogues~12"),
    ] {
        assert_eq!(parts(label), expected, "{label}");
    }
    for name in [
        "morphine",
        "hydromorphone",
        "oxymorphone",
        "norfentanyl",
        "para-fluorofentanyl",
        "4-ANPP",
        "despropionyl fentanyl",
        "fentanyl analogue",
        "hydroxyzine",
        "xylazine",
        "hydrocodone",
    ] {
        let found = &table().resolve(name)[0];
        assert!(!matches!(found.how, How::Fuzzy { .. } | How::NotResolved), "{name}: {found:?}");
    }
}

#[test]
fn sentences_name_the_longest_substance() {
    for (text, expected) in [
        (
            "Acute Intoxication due to the Combined Effects of Acetyl Fentanyl and Heroin",
            "acetylfentanyl heroin",
        ),
        ("4-ANPP (despropionyl fentanyl), fentanyl", "4-anpp fentanyl"),
        ("heroin metabolites present", "heroin-metabolites"),
        ("N-Pyrrolidino Etonitazene toxicity", "etonitazepyne"),
        ("effects ofFentanyl, andHeroin, 7-Amino Clonazepam", "fentanyl heroin 7-aminoclonazepam"),
        ("Phencyclidinetoxicity", "pcp"),
        ("1, 1-Difluoroethane and alcohol", "1-1-difluoroethane ethanol"),
        ("Dextro / Levo Methorphan", "methorphan"),
        ("fetnanyl with Acetyl Fenatnyl", "fentanyl~1 acetylfentanyl~1"),
        (
            "Hydroxyzine, doxylamine and hydroxychloroquine",
            "hydroxyzine doxylamine hydroxychloroquine",
        ),
        ("cyclopropylmethyl fentanyl", "fentanyl-analogues~1"),
        ("Hypertensive cardiovascular disease, chronic obstructive pulmonary disease", ""),
        ("Nitrates, creatinine and quinidine", "quinidine"),
        ("smoked ice and rock at 6 AM; valproic acid", "valproate"),
        // A count or a grade is no part of the name; a place in the molecule is.
        ("0.5 grams #4 Heroin, 10 Viagra, CARFENTANIL100mg", "heroin sildenafil carfentanil"),
        ("3 fentanyl patches and 3-bromofentanyl", "fentanyl fentanyl-analogues~5"),
        ("a water bottle, a coffee and an iron bar", ""),
        ("pancreatic cancer, phosphoric smell, harming others", ""),
        ("", ""),
    ] {
        assert_eq!(named(text), expected, "{text}");
    }
}

#[test]
fn a_sentence_without_a_drug_is_told_from_one_not_understood() {
    assert!(table().names_no_drug("Hypertensive and Atherosclerotic Cardiovascular Disease"));
    assert!(table().names_no_drug("Multiple Drug Toxicity"));
    assert!(!table().names_no_drug("acute unobtainium toxicity"));
    assert!(!table().names_no_drug("Heroin Toxicity"));
}

#[test]
fn an_advertisement_without_a_drug_is_told_by_listed_words_only() {
    for (text, expected) in [
        ("custom listing for [buyer]", true),
        ("Custom for space****007", true),
        ("Cusom Order for pe****R", true),
        ("List for C........", true),
        ("5$ Add-on For Existing Order", true),
        ("pack of 10 syringes", true),
        ("FREE SAMPLE! PAY ONLY FOR SHIPPING!!!", true),
        ("Reship, full escrow", true),
        ("1000 x Mix and match", true),
        // Names nobody knows yet, of any length.
        ("custom listing wonderitaz", false),
        ("free sample of blorphine", false),
        ("free sample brorphamide 1g", false),
        ("Custom for wonderitazene", false),
        ("custom for Ravendaven", false),
        ("5g MXQ free shipping", false),
        ("sample of U4", false),
        ("1g K", false),
        ("10 x X", false),
        ("FREE***wonderitaz", false),
        ("for new***wonderitaz", false),
        // Grades of heroin, brands and words with several meanings.
        ("good quality #4", false),
        ("number 4, free shipping", false),
        ("2G MAGIC BROWN", false),
        ("100 pills LUCKYS", false),
        ("5g pink", false),
        ("her, coc, eth", false),
        ("COD", false),
    ] {
        assert_eq!(table().names_no_drug(text), expected, "{text}");
    }
}

#[test]
fn a_number_in_brackets_before_a_name_changes_nothing() {
    let named = |text: &str| {
        let mentions = table().find_in_text(text);
        mentions.iter().map(|mention| mention.substance.to_string()).collect::<Vec<_>>().join(" ")
    };
    for (text, expected) in [
        ("(4)OXY** $25", "oxycodone"),
        ("3~SUBOXONE~ 8/2 MG FILM", "buprenorphine-naloxone"),
        ("1 gram 4F-Isobutyrfentanyl 99% pure", "para-fluoroisobutyrylfentanyl"),
        ("20 Soma 350mg - ***2-4 day delivery***", "carisoprodol"),
        ("Morhpine Sulfate - 3 pills", "morphine"),
        ("4-fluorofentanyl", "para-fluorofentanyl"),
        ("2-Phenylacetoacetonitrile from China", "apaan"),
        ("somatic complaints", ""),
        ("Afghan #4 - 0.25g", "heroin"),
        ("Afghan 4 grams", ""),
        ("good quality dope #4", "heroin"),
        ("dope 4 sale", ""),
        ("cocaine 99% pure 3 grams", "cocaine"),
        ("PURE #3 daily", "heroin"),
    ] {
        assert_eq!(named(text), expected, "{text}");
    }
}

#[test]
fn mentions_carry_the_words_as_written() {
    let mentions = table().find_in_text("Effects ofcocaine and Acetyl-Fentanyl");
    let words: Vec<&str> = mentions.iter().map(|mention| mention.text.as_str()).collect();
    assert_eq!(words, ["cocaine", "Acetyl-Fentanyl"]);
}

#[test]
fn causes_of_death_in_connecticut_are_read() {
    let root = std::env::var("WATCHFIRE_SHARED").unwrap_or_else(|_| "../../shared".to_owned());
    let file =
        "data/ct_accidental_drug_deaths_2012_2022/Accidental_Drug_Related_Deaths_2012-2022.csv";
    let Ok(mut reader) = csv::Reader::from_path(std::path::Path::new(&root).join(file)) else {
        println!("skipped: no {file} under {root}");
        return;
    };
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|found| found == name).unwrap();
    let texts =
        ["Cause of Death", "Other", "Other Opioid", "Other Significant Conditions "].map(column);
    let date = column("Date");
    let (mut rows, mut read, mut first_xylazine) = (0, 0, None::<(u16, u8, u8)>);
    for row in reader.records() {
        let row = row.unwrap();
        rows += 1;
        read += usize::from(!table().find_in_text(&row[texts[0]]).is_empty());
        let mut mentions = texts.iter().flat_map(|text| table().find_in_text(&row[*text]));
        if let Some(xylazine) = mentions.find(|mention| mention.substance.as_str() == "xylazine") {
            assert!(fold(&xylazine.text).starts_with("xy"), "{xylazine:?}");
            let mut numbers = row[date].split('/');
            let month = numbers.next().unwrap().parse().unwrap();
            let day = numbers.next().unwrap().parse().unwrap();
            let on = (numbers.next().unwrap().parse().unwrap(), month, day);
            first_xylazine = Some(first_xylazine.map_or(on, |first| first.min(on)));
        }
    }
    assert_eq!(first_xylazine, Some((2019, 3, 4)));
    assert!(read * 100 >= rows * 97, "{read} of {rows}");
}
