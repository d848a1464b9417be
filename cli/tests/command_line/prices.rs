//! Prices of a gram from purchases (synthetic) and from the real sets, and what is left out of them.

use serde_json::Value;

use crate::node::{Node, workspace};
use crate::real_sets::data;

/// Purchases of heroin; synthetic.
const MAPPING: &str = r#"
source = "synthetic-purchases"
title = "Purchases, synthetic"
licence = "made up"
kind = "price"
coverage = "DE"
replaces = "same-keys"
absent = "unknown"
retention_years = 1

[handling]
tlp = "TLP:CLEAR"
purposes = ["public-health"]
subjects = "none"

[key]
columns = ["id"]

[known_at]
constant = 2026-01-01
because = "made up"

[period]
column = "month"
forms = ["iso"]

[place]
constant = "DE"

[[substance]]
constant = "heroin"

[price]
typical = "paid"
currency = { column = "currency" }
per = { column = "per" }
level = { column = "level" }
purity_percent = "purity"
form = { column = "form" }

[price.deal]
amount = "amount"
unit = { column = "unit" }
"#;

const PURCHASES: &str = "\
id,month,paid,currency,per,level,purity,form,amount,unit
1,2017-01,12,EUR,deal,retail,20,brown,0.5,g
2,2017-02,20,EUR,deal,retail,20,brown,1,g
3,2017-03,34,EUR,deal,retail,20,brown,2,g
4,2017-04,60,EUR,deal,retail,20,brown,4,g
5,2017-05,18,EUR,g,retail,20,brown,1,g
6,2017-06,112.968,USD,deal,retail,40,base,5,g
7,2017-07,250,EUR,deal,mid-level,40,base,1,oz
8,2017-08,30,EUR,g,retail,60,hydrochloride,,g
9,2017-09,30,EUR,g,retail,,brown,,g
10,2017-10,900,AFN,g,retail,20,brown,,g
11,2017-11,0,EUR,g,retail,20,brown,,g
12,2017-12,30,EUR,g,retail,0,brown,,g
";

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn reasons(found: &Value) -> Vec<String> {
    let told = found["left_out"].as_array().unwrap().iter();
    told.map(|told| format!("{} {}", told["figures"], told["reason"].as_str().unwrap())).collect()
}

fn with_purchases() -> Node {
    let node = Node::fresh();
    let mapping = node.write("m.toml", MAPPING);
    let file = node.write("f.csv", PURCHASES);
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    node
}

#[test]
fn a_row_says_its_purity_where_it_states_one() {
    let node = with_purchases();
    let listed = json(&node.ok(&["submissions", "--format", "json"]));
    let id = listed[0]["id"].as_str().unwrap().to_owned();
    let row = |row: &str| node.ok(&["lineage", "row", &id, row]);
    assert!(row("2").contains(", purity 20 %, DE, 2017-01; counts"), "{}", row("2"));
    assert!(!row("10").contains(", purity"), "{}", row("10"));
    let told = json(&node.ok(&["lineage", "row", &id, "2", "--format", "json"]));
    assert_eq!(told["facts"][0]["purity"], "0.2");
}

#[test]
fn purchases_become_prices_of_a_pure_gram_and_what_cannot_is_counted() {
    let node = with_purchases();
    let found = json(&node.ok(&["prices", "--format", "json"]));
    let lines: Vec<String> = found["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            let median = line["median"].as_f64().unwrap();
            let of = |name: &str| line[name].as_str().unwrap_or("?").to_owned();
            format!("{} {} {} {} {median:.2}", of("level"), of("form"), of("gram"), line["figures"])
        })
        .collect();
    assert_eq!(
        lines,
        [
            "retail base as-sold 1 30.00",
            "retail base pure 6 87.50",
            "retail hydrochloride pure 1 50.00",
            // 250 euro for 28.349523125 g, 40 % pure.
            "mid-level base pure 1 22.05",
        ]
    );
    let base = &found["lines"][1];
    assert_eq!((base["low"].as_f64(), base["needed"].as_u64()), (Some(50.0), None));
    assert!(base["high"].as_f64().unwrap() > 119.9, "{base}");
    assert!(found["lines"][2]["low"].is_null());
    assert_eq!(found["lines"][2]["needed"], 6);
    assert_eq!(
        reasons(&found),
        [
            "1 the price is not above zero",
            "1 the purity is not above 0 % and at most 100 %",
            "1 there is no rate of AFN for 2017"
        ]
    );
    assert_eq!(found["rates"][0]["currency"], "USD");
    let figures = node.ok(&["prices", "--figures", "--format", "csv"]);
    assert_eq!(figures.lines().count(), 13);
    assert!(figures.contains(",11,heroin,DE,"), "{figures}");
    let page = std::fs::read_to_string(workspace().join("docs/prices.md")).unwrap();
    for line in node.ok(&["prices"]).lines() {
        assert!(page.contains(line), "docs/prices.md lacks: {line}");
    }
}

#[test]
fn rates_of_ones_own_count_and_a_decision_is_respected() {
    let node = with_purchases();
    let table = "currency,year,per_euro,first_day,last_day,source\nAFN,2017,90,2017-01-01,2017-12-31,made up\n";
    let rates = node.write("rates.csv", table);
    node.ok(&["quality"]);
    node.ok(&["quality", "decide", "impossible-value", "accept", "--because", "a slip"]);
    let found = json(&node.ok(&["prices", "--rates", &rates, "--format", "json"]));
    assert_eq!(found["lines"][1]["figures"], 7);
    let told = reasons(&found);
    assert!(told.contains(&"1 a decision about its quality leaves it out".to_owned()), "{told:?}");
    let dollars = json(&node.ok(&["prices", "--currency", "USD", "--format", "json"]));
    let ratio = dollars["lines"][2]["median"].as_f64().unwrap() / 50.0;
    assert!((ratio - 1.12968).abs() < 1e-9, "{ratio}");
}

#[test]
fn what_cannot_be_asked_ends_in_one_message() {
    let node = with_purchases();
    for (arguments, expected) in [
        (["--currency", "BTC"], "no currency of ISO 4217"),
        (["--substance", "unobtainium"], "is none that is known"),
        (["--place", "Atlantis"], "is none that is known"),
        (["--level", "street"], "use retail, mid-level"),
        (["--confidence", "95"], "from 0.5 to 0.9999"),
        (["--deal", "0"], "grams above zero"),
        (["--rates", "/nowhere.csv"], "cannot read /nowhere.csv"),
        (["--as-of", "2030-01-01"], "lies in the future"),
    ] {
        let done = node.run(&["prices", arguments[0], arguments[1]]);
        assert_eq!(done.status, 2, "{arguments:?}");
        assert!(done.errors.contains(expected), "{arguments:?}: {}", done.errors);
    }
}

#[test]
fn the_page_about_prices_shows_what_the_program_prints_of_the_real_sets() {
    let Some(directory) = data() else { return };
    let page = std::fs::read_to_string(workspace().join("docs/prices.md")).unwrap();
    let node = Node::fresh();
    for (file, mapping) in [
        ("facts/heroin_price_purity.csv", "facts_heroin_price"),
        ("facts/heroin_price_purity.csv", "facts_heroin_purity"),
        ("facts/us_heroin_price_1999_2019.csv", "facts_us_heroin_price"),
        ("darknet_dnm_opioid_listings_2017/listings.csv", "darknet_dnm_listings"),
    ] {
        let file = directory.join(file).display().to_string();
        node.ok(&["ingest", &file, "--mapping", &format!("mappings/{mapping}.toml")]);
    }
    let commands: Vec<&str> =
        page.lines().filter_map(|line| line.strip_prefix("$ watchfire ")).collect();
    let commands = commands.iter().filter(|command| command.starts_with("prices --"));
    let mut shown = 0;
    for command in commands {
        let arguments: Vec<&str> = command.split(' ').collect();
        for line in node.ok(&arguments).lines() {
            assert!(page.contains(line), "docs/prices.md lacks: {line}");
        }
        shown += 1;
    }
    assert!(shown >= 2);
}
