//! What prices become of made-up rows: units, currencies, purities, forms, and what is left out.

use jiff::civil::date;
use rust_decimal::Decimal;
use store::facts::{PriceTold, PurityTold, RowTold};
use vocabulary::currency::{Currency, Rates};
use vocabulary::finding::Vantage;
use vocabulary::period::{Cadence, Period};
use vocabulary::submission::{Position, SubmissionId};

use super::*;

fn question() -> Question {
    Question {
        vantage: Vantage { as_of: date(2026, 11, 22), position: Position(9) },
        substance: None,
        place: None,
        level: None,
        from: None,
        to: None,
        by: Cadence::Year,
        currency: Currency::parse("EUR").unwrap(),
        rates: Rates::shipped(),
        confidence: 0.95,
        deal_g: 1.0,
    }
}

fn row(row: u64, period: &str) -> RowTold {
    RowTold {
        source: "made-up".to_owned(),
        submission: SubmissionId::from_random(1),
        row,
        substances: vec!["heroin".to_owned()],
        place: "DE".to_owned(),
        place_text: String::new(),
        period: Period::parse(period).unwrap(),
        subgroup: String::new(),
    }
}

/// A retail price of heroin in Germany in 2017, in euro.
fn price(at: u64, typical: &str, per: &str) -> PriceTold {
    PriceTold {
        of: row(at, "2017"),
        level: Some("retail".to_owned()),
        currency: "EUR".to_owned(),
        money_of_year: None,
        typical: Some(typical.parse().unwrap()),
        low: None,
        high: None,
        per: per.to_owned(),
        deal_kg: None,
        strength_mg: None,
        purity_fraction: None,
        form: String::new(),
        title: String::new(),
        vendor: String::new(),
    }
}

fn offer(at: u64, title: &str, typical: &str, vendor: &str) -> PriceTold {
    let vendor = vendor.to_owned();
    PriceTold { level: None, title: title.to_owned(), vendor, ..price(at, typical, "deal") }
}

fn purity(period: &str, value: &str, subgroup: &str) -> PurityTold {
    PurityTold {
        of: RowTold { subgroup: subgroup.to_owned(), ..row(900, period) },
        indicator: "purity-retail".to_owned(),
        value: Some(value.parse().unwrap()),
        unit: "percent".to_owned(),
    }
}

fn decimal(text: &str) -> Option<Decimal> {
    text.parse().ok()
}

/// The lines in short: form, gram, period, figures, median.
fn lines(prices: &Prices) -> Vec<String> {
    let line = |line: &PriceLine| {
        let Group { form, is_pure, .. } = &line.cell.group;
        let gram = if *is_pure { "pure" } else { "as sold" };
        let median = line.median.map_or_else(|| "-".to_owned(), |m| format!("{:.2}", m.value));
        format!("{} {gram} {} {} {median}", form.as_str(), line.cell.period, line.figures)
    };
    prices.lines.iter().map(line).collect()
}

fn reasons(prices: &Prices) -> Vec<String> {
    prices.left_out.iter().map(|left_out| left_out.reason.to_string()).collect()
}

#[test]
fn units_of_mass_and_pure_units_agree() {
    for (typical, per, expected) in [
        ("40", "g", "not-stated as sold 2017 1 40.00"),
        ("40000", "kg", "not-stated as sold 2017 1 40.00"),
        ("0.04", "mg", "not-stated as sold 2017 1 40.00"),
        ("1133.980925", "oz", "not-stated as sold 2017 1 40.00"),
        ("18143.6948", "lb", "not-stated as sold 2017 1 40.00"),
        ("40", "pure-g", "not-stated pure 2017 1 40.00"),
        ("0.04", "pure-mg", "not-stated pure 2017 1 40.00"),
    ] {
        assert_eq!(lines(&assess(&[price(2, typical, per)], &[], &question())), [expected]);
    }
    let deal = PriceTold { deal_kg: decimal("0.0005"), ..price(2, "20", "deal") };
    let tablet = PriceTold { strength_mg: decimal("80"), ..price(3, "40", "tablet") };
    let prices = assess(&[deal, tablet], &[], &question());
    assert_eq!(lines(&prices), ["dose pure 2017 1 500.00", "not-stated as sold 2017 1 40.00"]);
}

#[test]
fn money_is_converted_at_the_stated_rate_of_its_year_and_never_without_one() {
    let dollars = PriceTold { currency: "USD".to_owned(), ..price(2, "112.968", "g") };
    // 1.12968 dollars were one euro in 2017.
    let found = assess(std::slice::from_ref(&dollars), &[], &question());
    assert_eq!(lines(&found), ["not-stated as sold 2017 1 100.00"]);
    let [(currency, year, rate)] = &found.rates[..] else { panic!("{:?}", found.rates) };
    assert_eq!((currency.as_str(), *year), ("USD", 2017));
    assert!(rate.source.contains("ECB"));
    // Money of 1999 at the rate of 1999, apart from money of 2017.
    let constant = PriceTold { money_of_year: Some(1999), ..dollars.clone() };
    let found = assess(&[dollars.clone(), constant], &[], &question());
    assert_eq!(
        lines(&found),
        ["not-stated as sold 2017 1 100.00", "not-stated as sold 2017 1 106.00"]
    );
    let afghani = PriceTold { currency: "AFN".to_owned(), ..dollars.clone() };
    let early = PriceTold { of: row(4, "1998"), ..dollars.clone() };
    let coin = PriceTold { currency: "BTC".to_owned(), ..dollars.clone() };
    let found = assess(&[coin, afghani, early], &[], &question());
    assert_eq!(
        reasons(&found),
        [
            "the currency `BTC` is not known",
            "there is no rate of AFN for 2017",
            "there is no rate of USD for 1998"
        ]
    );
    let then = Vantage { as_of: date(2017, 6, 30), position: Position(9) };
    let found = assess(&[dollars], &[], &Question { vantage: then, ..question() });
    assert_eq!(reasons(&found), ["there is no rate of USD for 2017"]);
}

#[test]
fn a_gram_is_pure_by_its_own_purity_or_that_of_its_period_and_otherwise_stands_apart() {
    let own = PriceTold { purity_fraction: decimal("0.5"), ..price(2, "30", "g") };
    let told = [own, price(3, "30", "g"), PriceTold { of: row(4, "2018"), ..price(4, "30", "g") }];
    let purities =
        [purity("2017-01", "20", ""), purity("2017-02", "30", ""), purity("2017", "25", "")];
    let found = assess(&told, &purities, &question());
    assert_eq!(lines(&found), ["not-stated as sold 2018 1 30.00", "not-stated pure 2017 2 90.00"]);
    assert_eq!(found.lines[1].purity.own, 1);
    assert_eq!(found.lines[1].purity.of_period, Some((0.25, 3)));
    // Bounds, other parts and other forms are no purity of the whole market.
    for subgroup in ["measure=average purity low", "form=base", "form=base; age=young"] {
        let found = assess(&[price(3, "30", "g")], &[purity("2017", "20", subgroup)], &question());
        assert_eq!(lines(&found), ["not-stated as sold 2017 1 30.00"], "{subgroup}");
    }
}

#[test]
fn base_and_hydrochloride_stand_apart_with_their_own_purities() {
    let of_form =
        |at, typical, form: &str| PriceTold { form: form.to_owned(), ..price(at, typical, "g") };
    let told =
        [of_form(2, "30", "brown"), of_form(3, "60", "hydrochloride"), of_form(4, "9", "tar")];
    let purities = [purity("2017", "20", "form=base"), purity("2017", "60", "form=white")];
    let found = assess(&told, &purities, &question());
    assert_eq!(
        lines(&found),
        [
            "base pure 2017 1 150.00",
            "hydrochloride pure 2017 1 100.00",
            "other as sold 2017 1 9.00"
        ]
    );
}

#[test]
fn what_cannot_be_is_left_out_with_its_reason() {
    let good = price(2, "30", "g");
    let nothing = || PriceTold { typical: None, ..good.clone() };
    let mut two = good.clone();
    two.of.substances.push("fentanyl".to_owned());
    let mut none = good.clone();
    none.of.substances = vec![String::new()];
    let pure = |fraction| PriceTold { purity_fraction: decimal(fraction), ..good.clone() };
    for (bad, expected) in [
        (none, "no substance is recognised"),
        (two, "it names several substances"),
        (nothing(), "it states no price"),
        (price(2, "0", "g"), "the price is not above zero"),
        (price(2, "-3", "g"), "the price is not above zero"),
        (price(2, "3", "stone"), "the unit `stone` is not known"),
        (price(2, "3", "litre"), "it is priced by volume"),
        (price(2, "3", "tablet"), "the strength of the tablet or dose is not known"),
        (price(2, "3", "deal"), "the mass of the deal is not stated"),
        (pure("0"), "the purity is not above 0 % and at most 100 %"),
        (pure("1.2"), "the purity is not above 0 % and at most 100 %"),
        (offer(2, "heroin 0.2", "9", "v"), "the title states no amount"),
        (
            PriceTold { of: row(2, "2017-07-01/2018-06-30"), ..good.clone() },
            "its period does not lie in one of those that are asked for",
        ),
    ] {
        let found = assess(&[bad], &[], &question());
        assert_eq!((found.lines.len(), reasons(&found)), (0, vec![expected.to_owned()]));
    }
    for value in ["0", "120"] {
        let found = assess(std::slice::from_ref(&good), &[purity("2017", value, "")], &question());
        assert_eq!(lines(&found), ["not-stated as sold 2017 1 30.00"]);
        assert_eq!(reasons(&found), ["the purity is not above 0 % and at most 100 %"]);
    }
}

#[test]
fn a_range_is_shown_and_makes_no_median() {
    let range =
        PriceTold { typical: None, low: decimal("31"), high: decimal("194"), ..price(2, "1", "g") };
    let found = assess(&[range], &[], &question());
    assert_eq!(lines(&found), ["not-stated as sold 2017 0 -"]);
    assert_eq!(found.lines[0].range, (Some(31.0), Some(194.0)));
}

#[test]
fn words_for_places_that_are_but_the_world_stand_apart() {
    let of = |at, place: &str, place_text: &str| {
        let (place, place_text) = (place.to_owned(), place_text.to_owned());
        PriceTold { of: RowTold { place, place_text, ..row(at, "2017") }, ..price(at, "30", "g") }
    };
    let told = [
        of(2, "world", "8 EU states"),
        of(3, "world", "darknet"),
        of(4, "DE", "Germany"),
        of(5, "DE", "Land"),
    ];
    let found = assess(&told, &[], &question());
    let counts: Vec<usize> = found.lines.iter().map(|line| line.figures).collect();
    assert_eq!(counts, [2, 1, 1]);
}

#[test]
fn a_vendor_counts_once_in_a_median_and_once_an_amount_in_a_discount() {
    let told = [
        offer(2, "1g heroin", "100", "a"),
        offer(3, "heroin 1 gram", "120", "a"),
        offer(4, "1g heroin", "50", "b"),
        offer(5, "2g heroin", "160", "a"),
    ];
    let found = assess(&told, &[], &question());
    // The median of 100, 120 and 80 of the one, and 50 of the other.
    assert_eq!(lines(&found), ["not-stated as sold 2017 4 75.00"]);
    let line = &found.lines[0];
    assert_eq!((line.vendors, line.median.unwrap().number), (2, 2));
    let discount = &found.discounts[0];
    assert_eq!((discount.vendors, discount.deals), (2, 3));
    assert!(matches!(discount.discount, Err(NoDiscount::TooFewDeals { deals: 3, .. })));
}

/// Synthetic offers whose price of a gram goes with the power -0.25 of the amount.
fn synthetic_offers() -> Vec<PriceTold> {
    let sizes = ["0.1", "0.5", "1", "2", "3.5", "7", "14", "28", "50", "100"];
    let offers = sizes.iter().zip(2_u64..).map(|(size, at)| {
        let grams: f64 = size.parse().unwrap();
        let total = format!("{:.6}", 100.0 * grams.powf(0.75));
        offer(at, &format!("{size}g heroin"), &total, &format!("vendor {at}"))
    });
    offers.collect()
}

#[test]
fn a_known_discount_is_found_and_told_at_a_size_within_those_seen() {
    let found = assess(&synthetic_offers(), &[], &question());
    let [line] = &found.discounts[..] else { panic!() };
    let discount = line.discount.as_ref().unwrap();
    assert!((discount.exponent + 0.25).abs() < 1e-6, "{}", discount.exponent);
    assert!((line.at.unwrap().value - 100.0).abs() < 1e-3);
    let far = Question { deal_g: 1000.0, ..question() };
    assert_eq!(assess(&synthetic_offers(), &[], &far).discounts[0].at, None);
}

#[test]
fn neither_order_nor_currency_changes_what_is_found() {
    let mut told = synthetic_offers();
    told.extend([price(40, "30", "g"), price(41, "35", "g"), price(42, "90", "g")]);
    let here = assess(&told, &[], &question());
    told.reverse();
    told.rotate_left(5);
    assert_eq!(assess(&told, &[], &question()), here);
    let pounds = Question { currency: Currency::parse("GBP").unwrap(), ..question() };
    let there = assess(&told, &[], &pounds);
    let rate =
        question().rates.factor(question().currency, pounds.currency, 2017, date(2026, 1, 1));
    for (one, other) in here.lines.iter().zip(&there.lines) {
        let (one, other) = (one.median.unwrap().value, other.median.unwrap().value);
        assert!((one * rate.unwrap() / other - 1.0).abs() < 1e-12);
    }
    let exponent = |prices: &Prices| prices.discounts[0].discount.as_ref().unwrap().exponent;
    assert!((exponent(&here) - exponent(&there)).abs() < 1e-12);
}

#[test]
fn only_what_is_asked_for_is_told() {
    let told = [price(2, "30", "g"), offer(3, "1g heroin", "90", "v")];
    let only = |change: &dyn Fn(&mut Question)| {
        let mut asked = question();
        change(&mut asked);
        lines(&assess(&told, &[], &asked)).len()
    };
    assert_eq!(only(&|_| {}), 2);
    assert_eq!(only(&|asked| asked.level = Some(Level::Online)), 1);
    assert_eq!(only(&|asked| asked.substance = SubstanceId::parse("opioids").ok()), 2);
    assert_eq!(only(&|asked| asked.substance = SubstanceId::parse("cocaine").ok()), 0);
    assert_eq!(only(&|asked| asked.place = PlaceId::parse("world").ok()), 2);
    assert_eq!(only(&|asked| asked.place = PlaceId::parse("FR").ok()), 0);
    assert_eq!(only(&|asked| asked.from = Some(date(2017, 1, 2))), 0);
    assert_eq!(only(&|asked| asked.to = Some(date(2017, 12, 31))), 2);
}
