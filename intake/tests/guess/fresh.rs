//! Synthetic files of many offices as a person new to them has them: a column is neither lost nor taken
//! for what it is not.

use crate::foreign::{of, table};
use crate::{check, propose, said};

#[test]
fn a_year_whose_figures_are_all_marked_or_missing_is_a_year_like_the_others() {
    let countries = ["Austria", "Belgium", "Czechia", "Denmark", "Estonia", "Finland"];
    for mark in ["*", " *", "¹", "²", " p"] {
        let text = table("Country,2018,2019,2020,2021,2022", 6, |i| {
            format!("{},{},-,{},:,{}{mark}", of(&countries, i), 100 + i, 120 + i, 130 + i)
        });
        let name = "deaths_by_country.csv";
        let wide = [("wide columns", "5 columns, `2018` to `2022`"), ("key", "`year`, `Country`")];
        let proposal = check(text.as_bytes(), name, "observation", &wide);
        assert_eq!(proposal.rows_accepted, 30, "{mark} {}", proposal.toml);
        assert!(proposal.left_out.is_empty() && !proposal.toml.contains("[[subgroup]]"), "{mark}");
    }
    let text = "Land,2021,2022\nAustria,100,130*\nBelgium,90,95*\nNorway,60,75*\n";
    check(text.as_bytes(), "x.csv", "observation", &[("wide columns", "`2021` to `2022`")]);
}

#[test]
fn codes_of_places_are_never_figures_and_part_the_rows() {
    let codes = ["75", "13", "2A", "974"];
    let text = table("Année,Département,Produit,Saisies,Quantité (kg)", 36, |i| {
        format!("{},{},Cocaïne,{},{}.{}", 2015 + i / 4, of(&codes, i), 8 + i, i, 10 + i)
    });
    let expected = [("subgroup", "Département"), ("measure", "`Saisies` as seizures-number")];
    let proposal = check(text.as_bytes(), "dep.csv", "observation", &expected);
    assert!(!said(&proposal, "measure").contains("Département"), "{}", proposal.toml);
    assert_eq!(proposal.rows_accepted, 36, "{}", proposal.toml);
    for (header, wins) in [("Fälle je Land", true), ("Region", false), ("Postcode", false)] {
        let text = table(&format!("year,{header},seizures"), 30, |i| {
            format!("{},{},{}", 2010 + i / 3, 100 + i % 3, 20 + i)
        });
        let proposal = propose(text.as_bytes(), "x.csv").unwrap();
        let measures = said(&proposal, "measure");
        assert_eq!(measures.contains(header), wins, "{}", proposal.toml);
        assert!(measures.contains("`seizures` as seizures-number"), "{}", proposal.toml);
    }
}

#[test]
fn the_place_of_a_seizure_is_neither_where_it_came_from_nor_where_it_went() {
    let drugs = ["cocaine", "heroin", "ecstasy"];
    for (header, text) in [("Port", "Antwerp"), ("Country", "Belgium"), ("Seized in", "Belgium")] {
        let table = table(&format!("Ref,Date,{header},Drug,Quantity,Unit,From,To"), 40, |i| {
            let (day, drug) = (i % 28 + 1, of(&drugs, i));
            format!("R{i},2022-01-{day:02},{text},{drug},{i}.25,kg,Ecuador,Germany")
        });
        let route = [("departure", "`From`"), ("destination", "`To`")];
        let proposal = check(table.as_bytes(), "ledger.csv", "seizure", &route);
        let place = said(&proposal, "place");
        assert!(!place.contains("`From`") && !place.contains("`To`"), "{}", proposal.toml);
        assert!(!proposal.toml.contains("coverage = \"EC\""), "{}", proposal.toml);
        assert!(proposal.toml.contains(&format!("\"{header}\"")), "{}", proposal.toml);
    }
}

#[test]
fn a_price_list_is_read_by_what_its_headers_say() {
    let unit = ["gram", "kilogram", "1,000 tablets"];
    let money = ["SEK", "CHF", "PLN", "€", "£"];
    let header = "Date,Country,Drug,Level,Unit,Low price,High price,Typical price,Currency";
    let text = table(header, 60, |i| {
        let (unit, money) = (of(&unit, i), of(&money, i / 3));
        let at = 2000 + i / 3;
        format!(
            "{at}-06-30,Sweden,heroin,retail,\"{unit}\",{}.5,{}.5,{}.5,{money}",
            10 + i,
            30 + i,
            20 + i
        )
    });
    let proposal = propose(text.as_bytes(), "prices.csv").unwrap();
    let toml = &proposal.toml;
    for part in [
        "low = \"Low price\"",
        "high = \"High price\"",
        "typical = \"Typical price\"",
        "currency = { column = \"Currency\"",
        "\"SEK\" = \"SEK\"",
        "\"£\" = \"GBP\"",
    ] {
        assert!(toml.contains(part), "{part}\n{toml}");
    }
    assert!(!toml.contains("\"1,000 tablets\" ="), "{toml}");
    assert_eq!(
        proposal.rows_accepted, 40,
        "a price of 1,000 tablets is not one of a tablet\n{toml}"
    );
    let header = "year,country,drug,market level,currency,min,max,average,unit";
    let text = table(header, 30, |i| {
        format!("{},Sweden,heroin,retail,SEK,{},{},{},gram", 1990 + i, 20 + i, 60 + i, 40 + i)
    });
    let expected = [("typical", "`average`"), ("low", "`min`"), ("high", "`max`")];
    check(text.as_bytes(), "list.csv", "price", &expected);
    let text = table("year,country,drug,price,unit", 20, |i| {
        format!("{},Sweden,heroin,{},USD/kg (2017 USD)", 2000 + i, 20_000 + i)
    });
    check(text.as_bytes(), "list.csv", "price", &[("money_of_year", "2017"), ("per", "`unit`")]);
}
