//! Titles as they stand in captures of markets, and what each states.

use super::*;

fn said(title: &str) -> String {
    match Deal::of_title(title) {
        Ok(Deal::Loose { mass_kg }) => {
            format!("{} g", (mass_kg * Decimal::from(1000)).normalize())
        }
        Ok(Deal::Doses { number, strength_mg }) => {
            format!("{number} x {} mg", strength_mg.normalize())
        }
        Err(reason) => format!("{reason:?}"),
    }
}

#[test]
fn loose_goods_have_the_mass_that_stands_there_once() {
    for (title, expected) in [
        ("5g China White Synthetic Heroin", "5 g"),
        ("USA DOMESTIC ONLY FENTANYL 5 GRAM", "5 g"),
        ("3.5G #4 HEROIN/LION STAMP", "3.5 g"),
        ("0,25 gr SUPER DRAGON BROWN HEROIN (70% purity) Sample", "0.25 g"),
        ("[.25 Gram] Black Tar Heroin, highest quality.", "0.25 g"),
        ("1/2 oz raw opium", "14.174762 g"),
        ("half gram of H", "0.5 g"),
        ("CARFENTANIL100mg (0,1g) HCL ,,pure 100%", "0.1 g"),
        ("10mg (0,010g) OF CARFENTANIL HCL", "0.01 g"),
        ("2000mg 99.8%+ pure Fentanyl freebase", "2 g"),
        ("500mg fentanyl powder", "0.5 g"),
        ("1kg U-47700", "1000 g"),
        ("100 Gr. Heroin #4", "100 g"),
    ] {
        assert_eq!(said(title), expected, "{title}");
    }
}

#[test]
fn doses_have_a_number_and_a_strength() {
    for (title, expected) in [
        ("5x 30mg a215 Oxycodone pill (Roxicodone, Blue)", "5 x 30 mg"),
        ("Tramadol 50mg x 60. European product. 100% quality.", "60 x 50 mg"),
        ("30 pills x Oxycontin 80mg", "30 x 80 mg"),
        ("Oxycodone 30mg 100x ($1800)", "100 x 30 mg"),
        ("1 x 40mg Oxycodone (Escrow)", "1 x 40 mg"),
        ("20 pcs 550 ug - Fentanyl blotters ESCROW", "20 x 0.55 mg"),
    ] {
        assert_eq!(said(title), expected, "{title}");
    }
}

#[test]
fn what_can_be_read_in_two_ways_is_no_amount() {
    for (title, expected) in [
        ("PURE AFGHAN HEROIN 0.2", "NoAmount"),
        ("3 pak Gram of FIRE Black Tar Heroin", "NoAmount"),
        ("0g free", "NoAmount"),
        ("5G PURE #3 HEROiN (+ 0,5 GR. FOR FREE)", "Several"),
        ("5 x 1g heroin", "Several"),
        ("OxyNorm 10MG - 14x10mg (1x10mg) - EUR 15 (28x10mg)", "Several"),
        ("Suboxone 8/2 Mg (15 films!)", "Several"),
        ("1,000 g kratom", "Unclear"),
        ("Codeine 2.500 mg", "Unclear"),
        ("u-47700 Spray 10 ML - 1000mg u-47700", "Liquid"),
        ("1 patch of 25mg fentanyl", "Liquid"),
        ("Fentanyl Patch 100 mcg/h Duragesic", "Liquid"),
        ("A215 pills 30mg", "NoNumber"),
        ("OC 80 Counterfeit 0.4mg Fentanyl tabs", "NoNumber"),
        ("OXYCODONE 80 MG **REAL OC80** Mundipharma", "MaybeStrength"),
        ("", "NoAmount"),
    ] {
        assert_eq!(said(title), expected, "{title}");
    }
}

#[test]
fn base_and_hydrochloride_are_told_apart_and_colours_only_of_heroin() {
    for (title, substance, expected) in [
        ("10g fentanyl hcl, purity 100%", "fentanyl", Form::Hydrochloride),
        ("2000mg pure Fentanyl freebase", "fentanyl", Form::Base),
        ("Brown Heroin 10g", "heroin", Form::Base),
        ("0.5 gram white heroin", "heroin", Form::Hydrochloride),
        ("brown and white", "heroin", Form::NotStated),
        ("5g white cocaine", "cocaine", Form::NotStated),
        ("database", "heroin", Form::NotStated),
    ] {
        assert_eq!(Form::of_title(title, substance), expected, "{title}");
    }
    for (field, expected) in [
        ("base", Form::Base),
        ("heroin hydrochloride", Form::Hydrochloride),
        ("dry", Form::Other),
        ("tablets", Form::Dose),
        ("brown or white", Form::NotStated),
        ("  ", Form::NotStated),
    ] {
        assert_eq!(Form::of_field(field, "heroin"), expected, "{field}");
    }
}
