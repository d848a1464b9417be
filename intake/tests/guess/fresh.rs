//! Synthetic files of many offices as a person new to them has them: a column is neither lost nor taken
//! for what it is not.

use intake::{Confidence, Mapping};

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

#[test]
fn an_indicator_that_no_header_or_title_names_is_for_a_person_to_decide() {
    let header = "jaar\tkwartaal\tstof\tzuiverheid (%)\taantal monsters";
    let drugs = ["cocaïne", "heroïne", "MDMA"];
    let text = table(header, 60, |i| {
        let (year, quarter) = (2015 + i / 12, i / 3 % 4 + 1);
        format!("{year}\tQ{quarter}\t{}\t{},7%\t{}", of(&drugs, i), 30 + i, 40 + i)
    });
    let proposal = check(text.as_bytes(), "nl_zuiverheid.tsv", "observation", &[]);
    for measure in proposal.choices.iter().filter(|said| said.what == "measure") {
        assert!(measure.confidence == Confidence::Guess, "{measure:?}");
        let is_purity = measure.proposal.contains("purity");
        assert_eq!(is_purity, measure.proposal.contains("percent"), "{measure:?}");
    }
    let text =
        table("year,country,patients", 30, |i| format!("{},France,{}", 1990 + i, 100 + i * i % 77));
    for name in ["hospitalisations.csv", "prov.csv", "table.csv"] {
        let proposal = check(text.as_bytes(), name, "observation", &[]);
        assert!(proposal.toml.contains("indicator = { to_decide = "), "{}", proposal.toml);
    }
}

#[test]
fn a_value_that_nothing_supports_cannot_be_stored_by_taking_the_braces_off() {
    let countries = ["France", "Spain", "Italy"];
    let text = table("country,drug,zebra", 6, |i| {
        format!("{},{},{}.5", of(&countries, i), of(&["heroin", "cocaine"], i / 3), i * 3 + 1)
    });
    let proposal = propose(text.as_bytes(), "table.csv").unwrap();
    let bare = proposal.toml.replace("{ to_decide = ", "").replace(" }", "");
    let left = Mapping::parse(&bare).unwrap().undecided().to_vec();
    let left: Vec<&str> = left.iter().map(|open| open.setting.as_str()).collect();
    assert_eq!(left, ["licence", "period.constant", "measure.indicator", "measure.unit"], "{bare}");
}

#[test]
fn hungarian_letters_and_months_are_read_as_hungarian() {
    for form in ["2021.0#.", "2021. január"] {
        let text = table("Id\u{151}szak;Megye;K\u{e1}b\u{ed}t\u{f3}szer;Eset", 4, |i| {
            let month = form.replace('#', &(i + 1).to_string());
            format!(
                "{month};Gy\u{151}r-Moson-Sopron;{};{}",
                of(&["kokain", "heroin"], i),
                3 + i * i
            )
        });
        let bytes: Vec<u8> = text
            .chars()
            .map(|c| if c == '\u{151}' { 0xF5 } else { u8::try_from(u32::from(c)).unwrap() })
            .collect();
        let expected = [("encoding", "windows-1250"), ("period", "`Időszak` as \"")];
        let proposal = propose(&bytes, "hu.csv").unwrap();
        for (what, part) in expected {
            assert!(said(&proposal, what).contains(part), "{what} {}", proposal.toml);
        }
    }
}

#[test]
fn a_list_in_json_lines_is_called_a_list_and_a_few_known_towns_give_no_coverage() {
    let towns = ["Wien", "Xgraz", "Xlinz", "Wien", "Xgraz"];
    let lines: Vec<String> = (0..40)
        .map(|i| {
            let (day, town) = (i % 28 + 1, of(&towns, i));
            format!(
                r#"{{"sampleId":"C{i}","received":"2022-01-{day:02}","city":"{town}","soldAs":"MDMA","found":["MDMA"]}}"#
            )
        })
        .collect();
    let proposal = propose(lines.join("\n").as_bytes(), "checks.jsonl").unwrap();
    let why = proposal.left_out.iter().find(|(name, _)| name == "found").unwrap();
    assert!(why.1.contains("a list"), "{why:?}");
    assert!(proposal.toml.contains("coverage = { to_decide = \"AT\" }"), "{}", proposal.toml);
}

#[test]
fn a_proposal_says_which_subgroups_leave_no_total() {
    let text = table("year,country,sex,deaths", 40, |i| {
        format!("{},Spain,{},{}", 2000 + i / 2, of(&["men", "women"], i), 10 + i * i % 37)
    });
    let proposal = check(text.as_bytes(), "deaths.csv", "observation", &[("no total", "`sex`")]);
    assert!(proposal.toml.contains("# no total: `sex`"), "{}", proposal.toml);
}
