//! What a row becomes that is a sample, a price, a crop, medicines given out or a listing.

use intake::{Intake, Mapping, read};
use jiff::civil::date;
use rust_decimal::Decimal;
use vocabulary::fact::{Capture, Detail, Fact, NoArea};

const SAMPLES: &str = include_str!("../../mappings/drugsdata_samples.toml");
const US_PRICES: &str = include_str!("../../mappings/facts_us_heroin_price.toml");
const EU_PRICES: &str = include_str!("../../mappings/facts_heroin_price.toml");
const PROVINCES: &str = include_str!("../../mappings/afghanistan_opium_provinces.toml");
const PILLS: &str = include_str!("../../mappings/dea_arcos_kentucky_yearly.toml");
const LISTINGS: &str = include_str!("../../mappings/darknet_dnm_listings.toml");

fn read_text(mapping: &str, text: &str) -> Intake {
    let mapping = Mapping::parse(mapping).expect("the mapping ships");
    read(text.as_bytes(), &mapping, date(2026, 11, 22)).expect("the file is sound")
}

fn plain(value: Option<Decimal>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.normalize().to_string())
}

fn named(fact: &Fact) -> Vec<&str> {
    let id = |named: &'_ vocabulary::fact::SubstanceNamed| named.substance.is_some();
    let known = fact.substances.iter().filter(|named| id(named));
    known.map(|named| named.substance.as_ref().map_or("", |id| id.as_str())).collect()
}

#[test]
fn rows_of_one_sample_share_its_id_and_keep_their_shares() {
    let header =
        "sample_id,date_published,sold_as_ecstasy,dose_mg,source,location,substance,share\n";
    let rows = "7,2016-05-24,0,100,DanceSafe,\"Oakland, CA\",Heroin,0.75\n\
                7,2016-05-24,0,100,DanceSafe,\"Oakland, CA\",Fentanyl,0.25\n\
                8,2016-05-24,1,,DanceSafe,\"Zurich, Switzerland\",MDMA,1.5\n";
    let intake = read_text(SAMPLES, &format!("{header}{rows}"));
    let said: Vec<String> = intake
        .facts
        .iter()
        .map(|fact| {
            let Detail::Sample(sample) = &fact.detail else { panic!() };
            let share = sample.shares.iter().map(|share| plain(*share)).collect::<Vec<_>>();
            let mass = plain(sample.mass_mg);
            format!("{} {} {:?} {share:?} {mass} mg", sample.sample, fact.place, named(fact))
        })
        .collect();
    assert_eq!(
        said,
        [r#"7 US-CA ["heroin"] ["0.75"] 100 mg"#, r#"7 US-CA ["fentanyl"] ["0.25"] 100 mg"#]
    );
    assert!(intake.rejections[0].reason.starts_with("a share is at most 1"), "{intake:?}");
}

#[test]
fn a_price_keeps_its_currency_its_amount_and_its_level() {
    let prices = |mapping, text: &str| -> Vec<String> {
        let intake = read_text(mapping, text);
        let price = |fact: &Fact| {
            let Detail::Price(price) = &fact.detail else { panic!() };
            let figures = [price.low, price.typical, price.high].map(plain).join(" ");
            let year = price.money_of_year.map_or_else(String::new, |year| format!(" of {year}"));
            format!("{} {figures} {}{year}", fact.indicator, price.unit().as_str())
        };
        intake.facts.iter().map(price).collect()
    };
    let us = "year,level,value,unit\n2007,wholesale,84173,USD/kg (2017 USD)\n2009,retail (<1 g),0.48,USD/pure mg\n";
    assert_eq!(
        prices(US_PRICES, us),
        ["price-wholesale - 84173 - usd-per-kg of 2017", "price-retail - 0.48 - usd-per-pure-mg"]
    );
    let eu = "year,geography,level,measure,value,unit\n2001,EU15,retail,price range low,31,EUR/g\n\
              2001,EU15,retail,average purity low,14,%\n2001,EU15,retail,price range high,194,GBP/g\n";
    assert_eq!(prices(EU_PRICES, eu), ["price-retail 31 - - eur-per-g"]);
    let rejections = read_text(EU_PRICES, eu).rejections;
    assert!(rejections[0].reason.contains("read it under facts_heroin_purity"), "{rejections:?}");
    assert!(rejections[1].reason.starts_with("this is nothing a price is for"), "{rejections:?}");
}

#[test]
fn free_of_a_crop_is_not_zero_and_a_copied_total_is_left_out() {
    let text = "Province,year,raw\nHilmand Total,2010,\"65,045\"\nTakhar Total,2010,p-f\n\
                Total,2016,\"182,566\"\nTotal,2015,\"182,566\"\nKabul Total,2012,many\n";
    let intake = read_text(PROVINCES, text);
    let areas: Vec<(&str, Result<Decimal, NoArea>)> = intake
        .facts
        .iter()
        .map(|fact| {
            let Detail::Cultivation(crop) = &fact.detail else { panic!() };
            (fact.place.as_str(), crop.area_ha)
        })
        .collect();
    assert_eq!(
        areas,
        [
            ("AF-HEL", Ok(Decimal::from(65_045))),
            ("AF-TAK", Err(NoArea::CropFree)),
            ("AF", Ok(Decimal::from(182_566)))
        ]
    );
    let reasons: Vec<&str> = intake.rejections.iter().map(|r| r.reason.as_str()).collect();
    assert!(reasons[0].contains("a copy of 2015"), "{reasons:?}");
    assert!(reasons[1].contains("[cultivation.signs]"), "{reasons:?}");
}

#[test]
fn a_buyer_is_a_digest_and_a_listing_says_that_pages_are_missing() {
    let text = "buyer_id,year,BUYER_NAME,BUYER_COUNTY,county_fips,BUYER_BUS_ACT,pill_count\n\
                b_03cf,2006,ANNVILLE PHARMACY,JACKSON,21109,RETAIL PHARMACY,128700.0\n";
    let intake = read_text(PILLS, text);
    let Detail::Dispensing(given) = &intake.facts[0].detail else { panic!() };
    assert_eq!((given.buyer.as_deref(), given.value_unit().as_str()), (Some("b_03cf"), "dose"));
    assert_eq!(
        (intake.facts[0].place.as_str(), given.quantity),
        ("fips:21109", Ok(128_700.into()))
    );
    assert!(!format!("{:?}", intake.facts).contains("ANNVILLE"));

    let text = "scrape_date,subcategory,title,price_usd,views,sold_count,sold_since,vendor_id,page\n\
                2017-04-28,fentanyl,5g China Fentanyl and Heroin,600.00,,10,2015-11-09,v_41,15\n";
    let intake = read_text(LISTINGS, text);
    let Detail::Listing(listing) = &intake.facts[0].detail else { panic!() };
    let price = listing.price.map(|(price, currency)| format!("{price} {currency}"));
    assert_eq!((price.as_deref(), listing.capture), (Some("600.00 USD"), Some(Capture::Truncated)));
    assert_eq!((listing.sold_count, listing.views, listing.page), (Some(10), None, Some(15)));
    assert_eq!(named(&intake.facts[0]), ["fentanyl", "heroin"]);
}

#[test]
fn a_share_is_told_by_its_sign_before_its_column_is() {
    let header =
        "sample_id,date_published,sold_as_ecstasy,dose_mg,source,location,substance,share\n";
    let rows = ["45%", "0.5 %", "45", "145%"]
        .map(|share| format!("7,2016-05-24,0,100,DanceSafe,\"Oakland, CA\",Heroin,{share}\n"));
    for (setting, expected) in [
        (
            "share_fraction",
            ["0.45", "0.005", "a share is at most 1:", "a share is at most 100 per cent"],
        ),
        ("share_percent", ["0.45", "0.005", "0.45", "a share is at most 100 per cent"]),
    ] {
        let mapping = SAMPLES.replace("share_fraction", setting);
        assert!(mapping.contains(setting), "{mapping}");
        for (row, expected) in rows.iter().zip(expected) {
            let intake = read_text(&mapping, &format!("{header}{row}"));
            let said = match intake.facts.first().map(|fact| &fact.detail) {
                Some(Detail::Sample(sample)) => {
                    sample.shares.iter().map(|share| plain(*share)).collect::<String>()
                }
                _ => intake.rejections[0].reason.clone(),
            };
            assert!(said.starts_with(expected), "{setting} {row}: {said}");
        }
    }
}

#[test]
fn prescriptions_are_whole_and_a_rate_of_them_is_not() {
    let text = "buyer_id,year,BUYER_NAME,BUYER_COUNTY,county_fips,BUYER_BUS_ACT,pill_count\n\
                b_03cf,2006,X,JACKSON,21109,RETAIL PHARMACY,12.5\n";
    let prescriptions = PILLS.replace("unit = \"dose-units\"", "unit = \"prescriptions\"");
    assert_ne!(prescriptions, PILLS);
    let said = read_text(&prescriptions, text).rejections;
    assert_eq!((said[0].column.as_str(), said[0].value.as_str()), ("pill_count", "12.5"));
    assert!(said[0].reason.starts_with("a count is whole"), "{said:?}");
    let rate = prescriptions
        .replace("unit = \"prescriptions\"", "unit = \"prescriptions\"\nper_persons = 100");
    assert_eq!(read_text(&rate, text).rejections, []);
    assert_eq!(read_text(PILLS, text).rejections, []);
}

#[test]
fn a_bound_of_an_area_never_stands_alone() {
    let text = "Province,year,raw,low,high\nTakhar Total,2010,\"5,045\",10,\n\
                Takhar Total,2011,\"5,045\",,\nTakhar Total,2012,\"5,045\",4000,6000\n\
                Takhar Total,2013,\"5,045\",10,20\n";
    let mapping = PROVINCES
        .replace("[cultivation]", "[cultivation]\narea_low = \"low\"\narea_high = \"high\"");
    let intake = read_text(&mapping, text);
    let bounds: Vec<bool> = intake
        .facts
        .iter()
        .map(|fact| {
            let Detail::Cultivation(crop) = &fact.detail else { panic!() };
            crop.area_bounds_ha.is_some()
        })
        .collect();
    assert_eq!(bounds, [false, true]);
    let said = &intake.rejections[0];
    assert_eq!((said.row, said.column.as_str(), said.value.as_str()), (2, "low | high", "10 | "));
    assert!(said.reason.starts_with("one bound of the area stands alone"), "{said:?}");
    let said = &intake.rejections[1];
    assert!(said.reason.starts_with("the area, 5045, does not lie between"), "{said:?}");
}

#[test]
fn masses_and_yields_beyond_all_bounds_are_refused_in_kilograms_too() {
    let crops = PROVINCES.replace("[cultivation]", "[cultivation]\nproduction_t = \"yield\"");
    let text = "Province,year,raw,yield\nTakhar Total,2010,\"5,045\",999999999999999999\n\
                Takhar Total,2011,\"5,045\",9\n";
    let intake = read_text(&crops, text);
    assert_eq!((intake.facts.len(), intake.rejections.len()), (1, 1), "{:?}", intake.rejections);
    let said = &intake.rejections[0];
    assert_eq!(said.column, "yield");
    assert!(said.reason.starts_with("the figure is larger than"), "{said:?}");
    let text = "scrape_date,subcategory,title,price_usd,views,sold_count,sold_since,vendor_id,page,t\n\
                2017-04-28,fentanyl,5g,5,,10,2015-11-09,v_41,15,999999999999999999\n\
                2017-04-28,fentanyl,6g,5,,10,2015-11-09,v_41,99999999999,9\n";
    let mapping = LISTINGS.replace("[listing]", "[listing]\namount = \"t\"\nunit = \"t\"");
    let intake = read_text(&mapping, text);
    let said: Vec<(&str, &str)> =
        intake.rejections.iter().map(|said| (said.column.as_str(), &said.reason[..21])).collect();
    assert_eq!(said, [("t", "the figure is larger "), ("page", "no list has so many p")]);
}

#[test]
fn a_typical_price_lies_between_the_lowest_and_the_highest() {
    let mapping = US_PRICES.replace("[price]", "[price]\nlow = \"low\"\nhigh = \"high\"");
    let text = "year,level,value,low,high,unit\n2007,wholesale,5,6,7,USD/kg (2017 USD)\n\
                2008,wholesale,6,6,7,USD/kg (2017 USD)\n2009,wholesale,6,,5,USD/kg (2017 USD)\n";
    let intake = read_text(&mapping, text);
    let rows: Vec<u64> = intake.rejections.iter().map(|said| said.row).collect();
    assert_eq!(rows, [2, 4], "{:?}", intake.rejections);
    assert!(intake.rejections[0].reason.starts_with("the typical price does not lie"));
}

#[test]
fn a_purchase_keeps_the_mass_of_the_deal_and_a_tablet_its_strength() {
    let deal = "\n[price.deal]\namount = \"deal\"\nunit = { column = \"in\" }\n\n[price.per]";
    let mapping = US_PRICES
        .replace("[price]\n", "[price]\nstrength_mg = \"mg\"\n")
        .replace("\n[price.per]", deal)
        .replace("[price.per.values]\n", "[price.per.values]\n\"USD\" = \"deal\"\n")
        .replace("\"USD/pure mg\" = \"\"", "\"USD\" = \"\"");
    let text = "year,level,value,unit,deal,in,mg\n2007,wholesale,900,USD,1,oz,\n\
                2008,wholesale,5,USD,,g,30\n2009,wholesale,5,USD,3,litre,\n\
                2010,wholesale,5,USD,3,stone,\n2011,wholesale,5,USD,-3,g,\n";
    let intake = read_text(&mapping, text);
    let kept: Vec<_> = intake
        .facts
        .iter()
        .map(|fact| {
            let Detail::Price(price) = &fact.detail else { panic!() };
            (price.unit().as_str(), plain(price.deal_kg), plain(price.strength_mg))
        })
        .collect();
    let expected = [("0.028349523", "-"), ("-", "30")];
    let expected = expected.map(|(kg, mg)| ("usd-per-deal", kg.to_owned(), mg.to_owned()));
    assert_eq!(kept, expected, "{:?}", intake.rejections);
    let said: Vec<&str> = intake.rejections.iter().map(|said| said.reason.as_str()).collect();
    assert!(said[0].starts_with("the size of a deal is a mass"), "{said:?}");
    assert!(said[1].starts_with("this is no unit of an amount"), "{said:?}");
    assert_eq!(said.len(), 3, "{said:?}");
}

#[test]
fn a_row_without_any_price_is_no_price() {
    let text = "year,level,value,unit\n2007,wholesale,,USD/kg (2017 USD)\n";
    let intake = read_text(US_PRICES, text);
    assert_eq!(intake.facts, []);
    assert!(intake.rejections[0].reason.starts_with("the row has no price"), "{intake:?}");
}

#[test]
fn a_listing_without_a_price_needs_no_currency() {
    let text = "scrape_date,subcategory,title,price_usd,views,sold_count,sold_since,vendor_id,page,cur\n\
                2017-04-28,fentanyl,5g China Fentanyl,,,10,2015-11-09,v_41,15,\n\
                2017-04-28,fentanyl,6g China Fentanyl,5,,10,2015-11-09,v_41,15,\n";
    let mapping = LISTINGS.replace("currency = \"USD\"", "currency = { column = \"cur\" }");
    assert_ne!(mapping, LISTINGS);
    let intake = read_text(&mapping, text);
    assert_eq!((intake.facts.len(), intake.rejections.len()), (1, 1), "{:?}", intake.rejections);
    assert_eq!((intake.rejections[0].row, intake.rejections[0].column.as_str()), (3, "cur"));
}

#[test]
fn mappings_of_the_new_kinds_that_will_not_do_say_why() {
    let check = |mapping: &str, from: &str, to: &str, expected: &str| {
        assert!(mapping.contains(from), "{from}");
        let said = Mapping::parse(&mapping.replace(from, to)).unwrap_err().to_string();
        assert!(said.contains(expected), "{said}\nlacks {expected}");
    };
    check(US_PRICES, "currency = \"USD\"", "currency = \"Dollar\"", "no currency of ISO 4217");
    check(US_PRICES, "currency = \"USD\"", "", "a price says nothing without it");
    check(US_PRICES, "= \"kg\"", "= \"brick\"", "nothing a price is for");
    check(PROVINCES, "\"crop-free\"", "\"zero\"", "use crop-free, none-or-unknown");
    check(PILLS, "buyer = \"buyer_id\"", "per_persons = 0", "at least one person");
    check(PILLS, "kind = \"dispensing\"", "kind = \"sample\"", "needs [sample]");
    check(LISTINGS, "capture = \"truncated\"", "capture = \"whole\"", "complete");
    check(SAMPLES, "id = [\"sample_id\"]", "id = []", "tell one sample from another");
    check(
        PROVINCES,
        "because = \"the total stands",
        "because = \"\" # \"the total",
        "say in `because`",
    );
}
